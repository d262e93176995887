//! Cells into the grid, and what is wrong with each.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::{Cell, Grid, Measurement, Measurements, Problem, ProblemKind, RelationKind, row};
use crate::diagnostic::Located;
use crate::model::indicator::evaluate::HAIR;
use crate::model::{IndicatorKind, Missing, Moment, Number, Share, Table, Text, Value};

impl<'a> Measurements<'a> {
    /// Reads all records of facts and plans; records of unknown schools are left to
    /// the rule about ids.
    pub(super) fn read(&mut self, by_id: &HashMap<&'a str, usize>) {
        let data = self.data;
        let schools: HashMap<&str, usize> = self
            .schools
            .iter()
            .enumerate()
            .map(|(index, school)| (school.id.as_str(), index))
            .collect();
        let mut facts = self.grid();
        for record in &data.facts {
            if let Some(&school) = schools.get(record.school.as_str()) {
                let record = Record {
                    schools: vec![school],
                    moments: &record.moments,
                    values: &record.values,
                    doubts: Some(&record.doubts),
                };
                self.record(&record, by_id, &mut facts);
            }
        }
        let mut targets = self.grid();
        for record in &data.targets {
            let named = record.schools.iter();
            let named = named.filter_map(|id| schools.get(id.as_str()).copied());
            let schools = match record.schools.is_empty() {
                true => (0..self.schools.len()).collect(),
                false => named.collect(),
            };
            let record = Record {
                schools,
                moments: &record.moments,
                values: &record.values,
                doubts: None,
            };
            self.record(&record, by_id, &mut targets);
        }
        (self.facts, self.targets) = (facts, targets);
        for threshold in &data.thresholds {
            let Some(&index) = by_id.get(threshold.indicator.as_str()) else {
                self.complain(&threshold.indicator, ProblemKind::UnknownIndicator);
                continue;
            };
            let bounds = [&threshold.at_least, &threshold.at_most];
            if bounds.iter().all(|bound| bound.is_none()) {
                self.complain(&threshold.indicator, ProblemKind::NoBound);
            }
            let kind = self.indicators[index].indicator.kind;
            for text in bounds.into_iter().flatten() {
                if let Err(error) = Value::parse(text, kind) {
                    self.complain(text, ProblemKind::NotUnderstood(error));
                }
            }
        }
    }

    fn grid(&self) -> Grid<'a> {
        Grid {
            at: vec![0; self.cells()],
            measurements: Vec::new(),
        }
    }

    fn record(
        &mut self,
        record: &Record<'a, '_>,
        by_id: &HashMap<&'a str, usize>,
        grid: &mut Grid<'a>,
    ) {
        let moments: Vec<usize> = record
            .moments
            .iter()
            .filter_map(|moment| self.moments.binary_search(&moment.value).ok())
            .collect();
        let doubts = record.doubts.into_iter().flat_map(Table::iter);
        let doubts: HashMap<&str, &'a Text> =
            doubts.map(|(id, doubt)| (id.as_str(), doubt)).collect();
        for (id, text) in record.values.iter() {
            let Some(&indicator) = by_id.get(id.as_str()) else {
                self.complain(id, ProblemKind::UnknownIndicator);
                continue;
            };
            let ranges = row(text);
            if ranges.len() != moments.len() {
                let kind = ProblemKind::ValueCount {
                    moments: moments.len(),
                    values: ranges.len(),
                };
                self.complain(text, kind);
                continue;
            }
            if self.indicators[indicator].relation.is_some() {
                self.complain(text, ProblemKind::ValueOfFormula);
                continue;
            }
            let doubt = doubts.get(id.as_str()).copied();
            for (range, &moment) in ranges.into_iter().zip(&moments) {
                let kind = self.indicators[indicator].indicator.kind;
                match Value::parse(&text.value[range.clone()], kind) {
                    Err(error) => self.problem(text, range, ProblemKind::NotUnderstood(error)),
                    Ok(value) => {
                        let measurement = Measurement {
                            value,
                            text,
                            range,
                            doubt,
                        };
                        for &school in &record.schools {
                            let cell = Cell {
                                indicator,
                                school,
                                moment,
                            };
                            self.put(grid, cell, measurement.clone());
                        }
                    }
                }
            }
        }
        let valued: HashSet<&str> = record.values.iter().map(|(id, _)| id.as_str()).collect();
        for (id, _) in record.doubts.into_iter().flat_map(Table::iter) {
            if !valued.contains(id.as_str()) {
                self.complain(id, ProblemKind::DoubtWithoutValue);
            }
        }
    }

    fn put(&mut self, grid: &mut Grid<'a>, cell: Cell, measurement: Measurement<'a>) {
        let index = self.index(cell);
        let first = grid.get(index).map(|present| present.text);
        match first {
            Some(first) => {
                let kind = ProblemKind::Repeated(first);
                self.problem(measurement.text, measurement.range, kind);
            }
            None => grid.put(index, measurement),
        }
    }

    fn problem(&mut self, text: &'a Text, range: Range<usize>, kind: ProblemKind<'a>) {
        self.problems.push(Problem { kind, text, range });
    }

    /// Looks at every cell once the grid is full.
    pub(super) fn inspect(&mut self) {
        let mut found = Vec::new();
        for indicator in 0..self.indicators.len() {
            self.inspect_formula(indicator, &mut found);
            for cell in self.cells_of(indicator) {
                self.inspect_cell(cell, &mut found);
            }
        }
        self.problems.append(&mut found);
    }

    /// The cells of an indicator, school by school.
    fn cells_of(&self, indicator: usize) -> impl Iterator<Item = Cell> + use<'a> {
        let moments = self.moments.len();
        (0..self.schools.len() * moments).map(move |at| Cell {
            indicator,
            school: at / moments,
            moment: at % moments,
        })
    }

    /// Looks at what a formula gives, once for all its cells.
    fn inspect_formula(&self, indicator: usize, found: &mut Vec<Problem<'a>>) {
        let measured = &self.indicators[indicator];
        if measured.relation.is_none() {
            return;
        }
        let mut report = |kind| {
            let id = &measured.indicator.id;
            found.push(Problem {
                kind,
                text: id,
                range: 0..id.value.len(),
            });
        };
        if self
            .cells_of(indicator)
            .any(|cell| self.has_mixed_wholes(cell))
        {
            report(ProblemKind::MixedWholes);
        }
        let exceeds = |cell: &Cell| {
            let is_over = self.figure(*cell).is_some_and(|figure| figure > 1.0 + HAIR);
            is_over && self.doubts(*cell).is_empty()
        };
        if measured.indicator.kind.is_share()
            && let Some(cell) = self.cells_of(indicator).find(exceeds)
        {
            report(ProblemKind::FormulaExceeds {
                school: self.schools[cell.school],
                moment: self.moments[cell.moment],
            });
        }
    }

    fn inspect_cell(&self, cell: Cell, found: &mut Vec<Problem<'a>>) {
        let indicator = self.indicators[cell.indicator].indicator;
        let mut report = |measurement: &Measurement<'a>, kind| {
            found.push(Problem {
                kind,
                text: measurement.text,
                range: measurement.range.clone(),
            });
        };
        if let Some(fact) = self.fact(cell) {
            let base = self.base_moment(cell.indicator);
            if self.moments[cell.moment].to < base.from {
                report(fact, ProblemKind::BeforeBase(base));
            }
            if let Some(people) = self.few(cell) {
                report(fact, ProblemKind::SmallGroup { people });
            }
            if let Some((sum, whole)) = self.parts_mismatch(cell) {
                report(fact, ProblemKind::Parts { sum, whole });
            }
        }
        if let Some(target) = self.target(cell)
            && indicator.better.is_none()
        {
            found.push(Problem {
                kind: ProblemKind::NoDirection,
                text: target.text,
                range: target.range.clone(),
            });
        }
        for measurement in [self.fact(cell), self.target(cell)].into_iter().flatten() {
            let is_doubtful = measurement.doubt.is_some();
            let value = &measurement.value;
            let problems = value.problems(indicator.kind, indicator.decimals(), is_doubtful);
            found.extend(problems.into_iter().map(|kind| Problem {
                kind,
                text: measurement.text,
                range: measurement.range.clone(),
            }));
        }
    }

    /// What the parts give and what the whole says, where they must agree and do not.
    fn parts_mismatch(&self, cell: Cell) -> Option<(f64, f64)> {
        let measured = &self.indicators[cell.indicator];
        if !measured.indicator.additive || measured.parts.is_empty() {
            return None;
        }
        let whole = self.fact(cell).filter(|fact| fact.doubt.is_none())?;
        let parts: Vec<&Measurement<'a>> = measured
            .parts
            .iter()
            .map(|&indicator| {
                let part = self.fact(Cell { indicator, ..cell });
                part.filter(|fact| fact.doubt.is_none())
            })
            .collect::<Option<_>>()?;
        let numerator = |value: &Value<'a>| match value {
            Value::Share(share) => share.numerator.map(|number| number.value),
            Value::Number(number, _) => Some(number.value),
            _ => None,
        };
        let numerators: Option<f64> = parts.iter().map(|part| numerator(&part.value)).sum();
        if let (Some(sum), Some(whole)) = (numerators, numerator(&whole.value)) {
            return ((sum - whole).abs() > HAIR).then_some((sum, whole));
        }
        let (scale, mut slack) = written_as(&whole.value)?;
        let mut sum = 0.0;
        for part in &parts {
            sum += part.value.figure()? * scale;
            slack += written_as(&part.value)?.1;
        }
        let whole = whole.value.figure()? * scale;
        ((sum - whole).abs() > slack + HAIR).then_some((sum, whole))
    }

    /// Whether a sum or difference is of shares whose wholes are known to differ.
    fn has_mixed_wholes(&self, cell: Cell) -> bool {
        let Some(relation) = &self.indicators[cell.indicator].relation else {
            return false;
        };
        if relation.kind == RelationKind::Ratio {
            return false;
        }
        let mut wholes = relation
            .operands
            .iter()
            .filter_map(|&indicator| self.denominator(Cell { indicator, ..cell }));
        let first = wholes.next();
        wholes.any(|whole| Some(whole) != first)
    }
}

/// What a share is counted in, 100 or 1, and half a unit of its last digit.
fn written_as(value: &Value<'_>) -> Option<(f64, f64)> {
    match value {
        Value::Share(share) => Some((share.whole, share.stated.map_or(0.0, Number::half_unit))),
        Value::Number(number, _) => Some((1.0, number.half_unit())),
        Value::Flag(_) | Value::Missing(_) => None,
    }
}

impl Value<'_> {
    /// What is wrong with a value of an indicator of a kind and so many digits by
    /// itself; a doubtful one may be otherwise than its indicator wants.
    pub fn problems(
        &self,
        kind: IndicatorKind,
        decimals: u8,
        is_doubtful: bool,
    ) -> Vec<ProblemKind<'static>> {
        let mut found = Vec::new();
        match self {
            Self::Missing(Missing { reason: None }) => found.push(ProblemKind::NoReason),
            Self::Missing(_) | Self::Flag(_) => {}
            Self::Share(share) => {
                if let Some(how) = share_range(share) {
                    found.push(ProblemKind::OutOfRange { how });
                } else if !is_doubtful && !share.is_consistent() {
                    found.push(ProblemKind::Contradiction(*share));
                }
                let counts = [share.numerator, share.denominator];
                if counts.into_iter().flatten().any(|count| !count.is_whole()) {
                    found.push(ProblemKind::TooPrecise { decimals: 0 });
                } else if too_precise(share.stated, decimals) && !is_doubtful {
                    found.push(ProblemKind::TooPrecise { decimals });
                }
            }
            Self::Number(number, _) => {
                if number.value < 0.0 {
                    found.push(ProblemKind::OutOfRange {
                        how: "меньше нуля"
                    });
                }
                let whole = kind == IndicatorKind::Count && !number.is_whole();
                if (whole || too_precise(Some(*number), decimals)) && !is_doubtful {
                    found.push(ProblemKind::TooPrecise { decimals });
                }
            }
        }
        found
    }
}

fn too_precise(number: Option<Number>, decimals: u8) -> bool {
    number.is_some_and(|number| number.decimals > decimals)
}

/// What no share can be ([N-183]).
fn share_range(share: &Share) -> Option<&'static str> {
    let numbers = [share.numerator, share.denominator, share.stated];
    let is_negative = |number: &Number| number.value < 0.0;
    if numbers.iter().flatten().any(is_negative) {
        return Some("меньше нуля");
    }
    if let (Some(of), Some(whole)) = (share.numerator, share.denominator)
        && of.value > whole.value
    {
        return Some("числитель больше знаменателя");
    }
    let over = share
        .stated
        .is_some_and(|stated| stated.value > share.whole);
    match (over, share.whole == 1.0) {
        (false, _) => None,
        (true, true) => Some("больше единицы"),
        (true, false) => Some("больше 100 %"),
    }
}

/// One record of facts or plans.
struct Record<'a, 'r> {
    schools: Vec<usize>,
    moments: &'r [Located<Moment>],
    values: &'a Table<Text>,
    doubts: Option<&'a Table<Text>>,
}
