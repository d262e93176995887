//! An indicator of a school against base and plan, and what that comes to ([N-152],
//! [N-153]): the workbook and the documents ask here, so that they cannot disagree.

use super::{Data, written};
use crate::model::{Cell as Place, IndicatorKind, Reached, better, deviation, reached};

/// Which moments of an indicator at a school are compared.
pub(in crate::render) struct Row {
    pub(in crate::render) indicator: usize,
    pub(in crate::render) school: usize,
    pub(in crate::render) base: Option<usize>,
    pub(in crate::render) plan: Option<usize>,
    /// The latest known value after the base: what was measured at the base is no
    /// dynamics yet.
    pub(in crate::render) fact: Option<usize>,
    /// The latest known value, be it that of the base: what the plan is held against.
    pub(in crate::render) measured: Option<usize>,
}

/// Every indicator of every school, headings left out.
pub(in crate::render) fn rows(data: &Data<'_>) -> Vec<Row> {
    let measurements = &data.measurements;
    let mut rows = Vec::new();
    for indicator in 0..measurements.indicators.len() {
        if data.kind(indicator) == IndicatorKind::Heading {
            continue;
        }
        for school in 0..measurements.schools.len() {
            rows.push(Row::of(data, indicator, school));
        }
    }
    rows
}

/// The moment that most rows have; the earliest of several.
pub(in crate::render) fn usual(
    data: &Data<'_>,
    moments: impl Iterator<Item = Option<usize>>,
) -> Option<usize> {
    let mut times = vec![0_usize; data.measurements.moments.len()];
    for moment in moments.flatten() {
        times[moment] += 1;
    }
    let most = times.iter().copied().max().filter(|most| *most > 0)?;
    times.iter().position(|times| *times == most)
}

impl Row {
    /// An indicator of a school.
    pub(in crate::render) fn of(data: &Data<'_>, indicator: usize, school: usize) -> Self {
        let measurements = &data.measurements;
        let base = measurements.base(indicator);
        let latest = measurements.latest(indicator, school);
        let measured = latest.filter(|latest| base.is_none_or(|base| *latest >= base));
        let from = measured.or(base).unwrap_or(0);
        Self {
            indicator,
            school,
            base,
            plan: measurements.planned(indicator, school, from),
            fact: measured.filter(|measured| Some(*measured) != base),
            measured,
        }
    }

    /// Where its indicator and school have a moment's figure.
    pub(in crate::render) fn place(&self, moment: Option<usize>) -> Option<Place> {
        Some(Place {
            indicator: self.indicator,
            school: self.school,
            moment: moment?,
        })
    }

    /// Whether the plan is for the time of the latest value: what is planned for later
    /// may still be reached.
    pub(in crate::render) fn is_due(&self) -> bool {
        self.plan.is_some() && self.plan == self.measured
    }

    /// Whether base or fact is doubtful or of too few people for a conclusion.
    pub(in crate::render) fn is_unreliable(&self, data: &Data<'_>) -> bool {
        [self.base, self.fact]
            .into_iter()
            .any(|moment| self.is_unreliable_at(data, moment))
    }

    fn is_unreliable_at(&self, data: &Data<'_>, moment: Option<usize>) -> bool {
        self.place(moment).is_some_and(|place| {
            let measurements = &data.measurements;
            measurements.few(place).is_some() || !measurements.doubts(place).is_empty()
        })
    }

    /// Whether the change is for the better; `None` too where that is not reliable.
    pub(in crate::render) fn judged(&self, data: &Data<'_>) -> Option<bool> {
        let change = Figures::of(data, self).change();
        better(change, data.direction(self.indicator)).filter(|_| !self.is_unreliable(data))
    }

    /// Whether the plan is reached; `None` too where it is not due or the value is not
    /// reliable.
    pub(in crate::render) fn reached(&self, data: &Data<'_>) -> Option<Reached> {
        if !self.is_due() || self.is_unreliable_at(data, self.measured) {
            return None;
        }
        if data.kind(self.indicator) == IndicatorKind::Flag {
            let place = self.place(self.measured)?;
            let target = written(&data.measurements.target(place)?.value);
            return Some(match data.outcome(place) == target {
                true => Reached::Yes,
                false => Reached::No,
            });
        }
        let figures = Figures::of(data, self);
        reached(
            figures.measured,
            figures.plan,
            data.direction(self.indicator),
        )
    }
}

/// The figures of a row, not rounded.
pub(in crate::render) struct Figures {
    pub(in crate::render) base: Option<f64>,
    plan: Option<f64>,
    fact: Option<f64>,
    measured: Option<f64>,
}

impl Figures {
    pub(in crate::render) fn of(data: &Data<'_>, row: &Row) -> Self {
        let measurements = &data.measurements;
        let figure = |moment| measurements.figure(row.place(moment)?);
        let target = row
            .place(row.plan)
            .and_then(|place| measurements.target(place));
        Self {
            base: figure(row.base),
            plan: target.and_then(|target| target.value.figure()),
            fact: figure(row.fact),
            measured: figure(row.measured),
        }
    }

    /// Fact less base.
    pub(in crate::render) fn change(&self) -> Option<f64> {
        deviation(self.fact, self.base)
    }

    /// The latest value less the plan, where there is a later one than the base, or the
    /// plan is for the base itself.
    pub(in crate::render) fn deviation(&self, row: &Row) -> Option<f64> {
        let is_told = row.fact.is_some() || row.is_due();
        deviation(self.measured, self.plan).filter(|_| is_told)
    }
}

/// «рост», «снижение», «без изменений»; `None` where nothing can be compared.
pub(in crate::render) fn trend(change: Option<f64>) -> Option<&'static str> {
    Some(match change? {
        change if is_nothing(change) => "без изменений",
        change if change > 0.0 => "рост",
        _ => "снижение",
    })
}

/// Whether a difference is none: sums of binary fractions are not exact.
pub(in crate::render) fn is_nothing(difference: f64) -> bool {
    difference.abs() <= 1e-9
}
