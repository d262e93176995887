//! From the dossier's indicators to what the sheet asks.

use super::{FigureBlank, FigureRow, FigureSection, Question, in_cells};
use crate::language::single_spaced;
use crate::model::{
    Cell, Dossier, IndicatorKind, Measurement, Measurements, Moment, ReportingPeriod, Value,
};

/// What the sheets of all schools for one period are made from.
#[derive(Debug)]
pub(in crate::form) struct Figures<'a> {
    measurements: Measurements<'a>,
    /// When the values asked for are of.
    moment: Moment,
}

impl<'a> Figures<'a> {
    /// Gathers what is asked for a period; `None` if the dossier has no indicators.
    pub(in crate::form) fn new(dossier: &'a Dossier, period: &ReportingPeriod) -> Option<Self> {
        let measurements = Measurements::of(dossier)?;
        let moment = asked(&measurements, period);
        Some(Self {
            measurements,
            moment,
        })
    }

    /// The sheet of the school with a place in the dossier; `None` if nothing is asked.
    pub(in crate::form) fn blank(&self, school: usize) -> Option<FigureBlank> {
        let mut sections: Vec<(usize, FigureSection)> = Vec::new();
        for (index, measured) in self.measurements.indicators.iter().enumerate() {
            if !self.is_shown(index) {
                continue;
            }
            let row = self.row(index, school);
            match sections.last_mut() {
                Some((group, section)) if *group == measured.group => section.rows.push(row),
                _ => {
                    let heading = single_spaced(&self.measurements.group(index).title);
                    let rows = vec![row];
                    sections.push((measured.group, FigureSection { heading, rows }));
                }
            }
        }
        (!sections.is_empty()).then(|| FigureBlank {
            moment: self.moment,
            sections: sections.into_iter().map(|(_, section)| section).collect(),
        })
    }

    /// Whether a school can be asked for a value: formulas are computed, and values
    /// before the base are no facts.
    fn is_asked(&self, index: usize) -> bool {
        let indicator = self.measurements.indicators[index].indicator;
        let own = indicator.base.as_ref();
        let base = own.unwrap_or(&self.measurements.data.base).value;
        indicator.kind != IndicatorKind::Heading
            && indicator.formula.is_none()
            && self.moment.to >= base.from
    }

    /// Whether it is asked, or any of its parts.
    fn is_shown(&self, index: usize) -> bool {
        let parts = &self.measurements.indicators[index].parts;
        self.is_asked(index) || parts.iter().any(|part| self.is_shown(*part))
    }

    fn row(&self, index: usize, school: usize) -> FigureRow {
        let measured = &self.measurements.indicators[index];
        let indicator = measured.indicator;
        let unit = indicator.unit.as_ref();
        let unit = unit.or(self.measurements.group(index).unit.as_ref());
        let mut row = FigureRow {
            name: single_spaced(&indicator.name),
            level: u8::try_from(measured.level).unwrap_or(u8::MAX),
            unit: String::new(),
            previous: String::new(),
            question: None,
        };
        if !self.is_asked(index) {
            return row;
        }
        row.unit = unit.map(|unit| single_spaced(unit)).unwrap_or_default();
        let now = self.fact(index, school, self.moment);
        let values = now.map(|fact| in_cells(&fact.value, indicator.kind));
        let values = values.unwrap_or_default();
        let before = self.before(index, school);
        // What cells cannot show is shown beside them.
        let shown = now
            .map(|fact| (self.moment, fact))
            .filter(|_| values.is_empty());
        if let Some((moment, fact)) = shown.or(before) {
            row.previous = format!("{moment}: {}", written(fact));
        }
        row.question = Some(Question {
            id: indicator.id.value.clone(),
            kind: indicator.kind,
            decimals: indicator.decimals(),
            current: now.map(|fact| written(fact).to_owned()),
            values,
            is_doubtful: now.is_some_and(|fact| fact.doubt.is_some()),
        });
        row
    }

    fn fact(&self, indicator: usize, school: usize, moment: Moment) -> Option<&Measurement<'a>> {
        let moment = self.measurements.moments.binary_search(&moment).ok()?;
        self.measurements.fact(Cell {
            indicator,
            school,
            moment,
        })
    }

    /// The last value known of an earlier moment.
    fn before(&self, indicator: usize, school: usize) -> Option<(Moment, &Measurement<'a>)> {
        let earlier = self.measurements.moments.iter().rev();
        let mut earlier = earlier.filter(|moment| **moment < self.moment);
        earlier.find_map(|&moment| {
            let fact = self.fact(indicator, school, moment)?;
            let is_known = !matches!(fact.value, Value::Missing(_));
            is_known.then_some((moment, fact))
        })
    }
}

/// A value as the dossier writes it.
fn written<'a>(fact: &Measurement<'a>) -> &'a str {
    &fact.text.value[fact.range.clone()]
}

/// The moment that a period asks about, of the kind of the dossier's latest facts.
fn asked(measurements: &Measurements<'_>, period: &ReportingPeriod) -> Moment {
    let data = measurements.data;
    let facts = data.facts.iter().flat_map(|facts| facts.moments.iter());
    let latest = facts.map(|moment| moment.value).max();
    let usual = latest.unwrap_or(data.base.value);
    let period = &period.period.value;
    let is_day = |moment: &Moment| moment.from == moment.to;
    // A day that the dossier itself names is the day of counting.
    let named = measurements
        .moments
        .iter()
        .rev()
        .find(|moment| is_day(moment) && (period.from..=period.to).contains(&moment.to));
    match named {
        Some(day) if is_day(&usual) => *day,
        _ => Moment::of_period(usual, period),
    }
}
