//! Every figure of a dossier by indicator, school and moment, and what is wrong
//! with how they are written.

mod formula;
mod problem;
mod read;

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

pub use problem::{Problem, ProblemKind};

use super::{Direction, Indicator, IndicatorGroup, IndicatorKind, Indicators, Moment, Value};
use crate::diagnostic::Located;
use crate::model::{Dossier, School, Text};

/// A share or mean of fewer people says little ([N-153]).
const SMALL_GROUP: f64 = 10.0;

/// A place in the table: which indicator, school and moment of [`Measurements`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cell {
    /// Index into [`Measurements::indicators`].
    pub indicator: usize,
    /// Index into [`Measurements::schools`].
    pub school: usize,
    /// Index into [`Measurements::moments`].
    pub moment: usize,
}

/// A value with its place.
#[derive(Clone, Debug)]
pub struct Measurement<'a> {
    /// The value.
    pub value: Value<'a>,
    /// The text it stands in.
    pub text: &'a Text,
    /// Its bytes of the text.
    pub range: Range<usize>,
    /// Why it is doubtful, if it is.
    pub doubt: Option<&'a Text>,
}

/// An indicator in its place.
#[derive(Debug)]
pub struct MeasuredIndicator<'a> {
    /// The indicator.
    pub indicator: &'a Indicator,
    /// Index of its group.
    pub group: usize,
    /// 0 for those of the group, 1 for their parts and so on.
    pub level: usize,
    /// Its number in the group; parts have none.
    pub number: Option<usize>,
    /// Indices of its parts.
    pub parts: Vec<usize>,
    /// How it follows from others.
    pub relation: Option<Relation>,
}

/// A formula with indices for ids.
#[derive(Clone, Debug)]
pub struct Relation {
    /// What is done with the operands.
    pub kind: RelationKind,
    /// Indices of the operands.
    pub operands: Vec<usize>,
}

/// What a formula does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RelationKind {
    /// Adds all.
    Sum,
    /// Takes the second from the first.
    Difference,
    /// Divides the first by the second.
    Ratio,
}

/// The figures of a dossier.
#[derive(Debug)]
pub struct Measurements<'a> {
    /// What they were read from.
    pub data: &'a Indicators,
    /// The dossier's schools.
    pub schools: Vec<&'a School>,
    /// Every moment that a fact or a plan names, ascending.
    pub moments: Vec<Moment>,
    /// Every indicator in the order of print, parts after their wholes.
    pub indicators: Vec<MeasuredIndicator<'a>>,
    /// What is wrong with how they are written.
    pub problems: Vec<Problem<'a>>,
    facts: Grid<'a>,
    targets: Grid<'a>,
}

/// Measurements by cell.
#[derive(Debug, Default)]
struct Grid<'a> {
    /// For every cell the index of its measurement plus one, 0 for none.
    at: Vec<u32>,
    measurements: Vec<Measurement<'a>>,
}

impl<'a> Measurements<'a> {
    /// Reads the figures of a dossier; `None` if it has no indicators.
    pub fn of(dossier: &'a Dossier) -> Option<Self> {
        let data = dossier.indicators.as_ref()?;
        let fact_moments = data.facts.iter().flat_map(|facts| facts.moments.iter());
        let plan_moments = data.targets.iter().flat_map(|plan| plan.moments.iter());
        let moments: BTreeSet<Moment> = fact_moments
            .chain(plan_moments)
            .map(|moment| moment.value)
            .collect();
        let mut figures = Self {
            data,
            schools: dossier.schools.iter().collect(),
            moments: moments.into_iter().collect(),
            indicators: flatten(data),
            problems: Vec::new(),
            facts: Grid::default(),
            targets: Grid::default(),
        };
        let by_id = figures.by_id();
        figures.relate(&by_id);
        figures.read(&by_id);
        figures.inspect();
        Some(figures)
    }

    /// Indicators by id; of two with one id the first counts.
    fn by_id(&self) -> HashMap<&'a str, usize> {
        let mut by_id = HashMap::new();
        for (index, one) in self.indicators.iter().enumerate() {
            by_id.entry(one.indicator.id.as_str()).or_insert(index);
        }
        by_id
    }

    /// What was measured there, as written.
    pub fn fact(&self, cell: Cell) -> Option<&Measurement<'a>> {
        self.facts.get(self.index(cell))
    }

    /// What is planned there, as written.
    pub fn target(&self, cell: Cell) -> Option<&Measurement<'a>> {
        self.targets.get(self.index(cell))
    }

    /// The moment of the latest fact of an indicator at a school; one that follows
    /// from others has a fact where it can be computed.
    pub fn latest(&self, indicator: usize, school: usize) -> Option<usize> {
        (0..self.moments.len()).rev().find(|&moment| {
            let cell = Cell {
                indicator,
                school,
                moment,
            };
            self.is_known(cell)
        })
    }

    /// Whether there is a value, not only a note that there is none.
    fn is_known(&self, cell: Cell) -> bool {
        let fact = self.fact(cell).map(|fact| &fact.value);
        match self.indicators[cell.indicator].relation {
            Some(_) => self.figure(cell).is_some(),
            None => fact.is_some_and(|value| !matches!(value, Value::Missing(_))),
        }
    }

    /// The moment of the plan to compare with a fact of `moment`: that moment's plan,
    /// else the next one.
    pub fn planned(&self, indicator: usize, school: usize, moment: usize) -> Option<usize> {
        (moment..self.moments.len()).find(|&moment| {
            let cell = Cell {
                indicator,
                school,
                moment,
            };
            let target = self.target(cell).map(|target| &target.value);
            target.is_some_and(|value| !matches!(value, Value::Missing(_)))
        })
    }

    /// The index of the moment that an indicator's dynamics are counted from, if
    /// anything was measured or planned then.
    pub fn base(&self, indicator: usize) -> Option<usize> {
        let base = self.base_moment(indicator);
        self.moments.iter().position(|moment| *moment == base)
    }

    /// The moment that an indicator's dynamics are counted from.
    fn base_moment(&self, indicator: usize) -> Moment {
        let own = self.indicators[indicator].indicator.base.as_ref();
        own.unwrap_or(&self.data.base).value
    }

    /// The group of an indicator.
    pub fn group(&self, indicator: usize) -> &'a IndicatorGroup {
        &self.data.groups[self.indicators[indicator].group]
    }

    fn index(&self, cell: Cell) -> usize {
        (cell.indicator * self.schools.len() + cell.school) * self.moments.len() + cell.moment
    }

    fn cells(&self) -> usize {
        self.indicators.len() * self.schools.len() * self.moments.len()
    }
}

impl<'a> Grid<'a> {
    fn get(&self, index: usize) -> Option<&Measurement<'a>> {
        let at = self.at.get(index)?.checked_sub(1)?;
        self.measurements.get(at as usize)
    }

    /// Puts a measurement into an empty cell.
    fn put(&mut self, index: usize, measurement: Measurement<'a>) {
        self.measurements.push(measurement);
        self.at[index] = u32::try_from(self.measurements.len()).unwrap_or(0);
    }
}

impl Indicator {
    /// How many digits after the comma it prints: of the percent, for a share.
    pub fn decimals(&self) -> u8 {
        let usual = match self.kind {
            IndicatorKind::Count | IndicatorKind::Flag | IndicatorKind::Heading => 0,
            IndicatorKind::Fraction | IndicatorKind::Ratio | IndicatorKind::Area => 2,
            IndicatorKind::Share | IndicatorKind::Score => 1,
        };
        self.decimals
            .as_ref()
            .map_or(usual, |decimals| decimals.value)
    }

    /// The name for charts.
    pub fn short_name(&self) -> &Text {
        self.short.as_ref().unwrap_or(&self.name)
    }

    /// Which way is up, if one is.
    pub fn direction(&self) -> Option<Direction> {
        self.better
    }
}

/// All indicators in the order of print.
fn flatten(data: &Indicators) -> Vec<MeasuredIndicator<'_>> {
    fn walk<'a>(
        indicators: &'a [Indicator],
        group: usize,
        level: usize,
        all: &mut Vec<MeasuredIndicator<'a>>,
    ) -> Vec<usize> {
        let mut indices = Vec::new();
        for (ordinal, indicator) in indicators.iter().enumerate() {
            let index = all.len();
            indices.push(index);
            all.push(MeasuredIndicator {
                indicator,
                group,
                level,
                number: (level == 0).then_some(ordinal + 1),
                parts: Vec::new(),
                relation: None,
            });
            all[index].parts = walk(&indicator.parts, group, level + 1, all);
        }
        indices
    }
    let mut all = Vec::new();
    for (group, one) in data.groups.iter().enumerate() {
        walk(&one.indicators, group, 0, &mut all);
    }
    all
}

/// The part of a text between separators, without spaces around it.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + part.len() - part.trim_start().len();
    let end = range.end - (part.len() - part.trim_end().len());
    start..end.max(start)
}

/// The values of a row, «3,4 | 3,5»: their bytes of the text.
fn row(text: &Located<String>) -> Vec<Range<usize>> {
    let mut at = 0;
    text.value
        .split('|')
        .map(|part| {
            let range = at..at + part.len();
            at = range.end + 1;
            trimmed(&text.value, range)
        })
        .collect()
}

#[cfg(test)]
mod tests;
