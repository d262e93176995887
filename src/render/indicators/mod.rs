//! The workbook of indicators: summary, a sheet a group, dynamics, charts, the
//! plan's calendar, source data.
//!
//! Every figure stands once, on the sheet of source data; the other sheets refer to
//! it. Results are computed here too, by the same steps as the formulas.

mod calendar;
mod charts;
mod dynamics;
pub(super) mod formats;
pub(super) mod groups;
pub(super) mod row;
mod source;
pub(super) mod summary;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::context::Context;
use crate::diagnostic::{Diagnostic, Sources};
use crate::model::{
    Cell as Place, Direction, Dossier, Indicator, IndicatorKind, Indicators, Measurements, Moment,
    Threshold, Value, decimal,
};
use crate::workbook::{Cell, FIRST_ROW, MOST_COLUMNS, MOST_ROWS, Outcome, Workbook, quoted};
use row::{Figures, Row};
use source::Source;

/// The name of the sheet of source data.
const SOURCE: &str = "Исходные данные";

/// The name of the sheet of dynamics.
const DYNAMICS: &str = "Динамика";

/// What stands for a value that is not there ([N-153]).
pub(super) const MISSING: &str = "н/д";

/// What stands where nothing is to be said.
pub(super) const NOTHING: &str = "–";

/// What stands for a conclusion from doubtful values or from too few people.
pub(super) const UNRELIABLE: &str = "ненадёжно";

/// A hair, as formulas write it: figures nearer than this are one.
const HAIR: &str = "0.000000001";

/// The file's name without ending and the workbook; `None` without indicators.
///
/// The rows of its sheets are made when they are written.
pub(super) fn workbook<'a>(
    dossier: &'a Dossier,
    sources: &Sources,
) -> Option<(String, Workbook<'a>)> {
    let measurements = Measurements::of(dossier)?;
    let mut context = Context::new(dossier, sources);
    let name = name(dossier);
    let data = Arc::new(Data::new(dossier, measurements));
    let title = data.title.clone();
    let mut sheets = vec![summary::sheet(&data)];
    sheets.extend(groups::sheets(&data));
    let dynamics = dynamics::sheet(&data);
    let (chart_data, charts) = charts::sheets(&data, &dynamics);
    sheets.push(dynamics.sheet);
    let charts_at = sheets.len();
    sheets.extend(charts);
    sheets.extend(calendar::sheet(&mut context, &data.title));
    sheets.push(source::sheet(&data));
    let source_at = sheets.len() - 1;
    let names = vec![
        ("Сводка".to_owned(), 0, sheets[0].table()),
        (
            "Исходные_данные".to_owned(),
            source_at,
            sheets[source_at].table(),
        ),
    ];
    if let Some(chart_data) = chart_data {
        let at = sheets.len();
        for chart in &mut sheets[charts_at].charts {
            chart.sheet = at;
        }
        sheets.push(chart_data);
    }
    let book = Workbook {
        title,
        subject: name.clone(),
        author: dossier.department.name.value.clone(),
        names,
        sheets,
    };
    Some((name, book))
}

/// Says that the figures are too many for the sheets of a file, if they are.
pub(super) fn too_large(dossier: &Dossier, sources: &Sources) -> Option<Diagnostic> {
    let indicators = dossier.indicators.as_ref()?;
    // Counting the rows of a region takes as long as reading it.
    if !may_be_too_large(dossier, indicators) {
        return None;
    }
    let (_, book) = workbook(dossier, sources)?;
    let sheet = book.sheets.iter().find(|sheet| sheet.is_too_large())?;
    let (rows, columns) = (sheet.next_row(), sheet.columns.len());
    let message = format!(
        "лист «{}» не поместится в XLSX: строк {rows}, столбцов {columns}, а бывает не больше {MOST_ROWS} и {MOST_COLUMNS}",
        sheet.name
    );
    let finding = Diagnostic::error("workbook-too-large", indicators.base.span, message);
    Some(finding.hint("разделите дело: по районам, по группам показателей или по годам"))
}

/// Whether the sheets would be too large if every value that can be were there.
fn may_be_too_large(dossier: &Dossier, indicators: &Indicators) -> bool {
    fn count(indicators: &[Indicator]) -> usize {
        let parts = indicators.iter().map(|one| count(&one.parts));
        indicators.len() + parts.sum::<usize>()
    }
    let facts = indicators.facts.iter().flat_map(|one| one.moments.iter());
    let plans = indicators.targets.iter().flat_map(|one| one.moments.iter());
    let moments: HashSet<Moment> = facts.chain(plans).map(|moment| moment.value).collect();
    let groups = indicators.groups.iter();
    let all: usize = groups.map(|group| count(&group.indicators)).sum();
    let schools = dossier.schools.len();
    let rows = all.saturating_mul(schools) * moments.len().max(1) + FIRST_ROW as usize;
    rows > MOST_ROWS || groups::columns(schools) > MOST_COLUMNS
}

/// «Показатели на 2020–2023 годы».
fn name(dossier: &Dossier) -> String {
    match &dossier.period {
        Some(period) => format!("Показатели на {}", period.accusative()),
        None => "Показатели".to_owned(),
    }
}

/// What every sheet, and every table of a document, is made from.
pub(super) struct Data<'a> {
    pub(super) measurements: Measurements<'a>,
    /// The thresholds of every indicator.
    pub(super) thresholds: Vec<Vec<&'a Threshold>>,
    /// The printed number of every indicator: «2.15.1».
    pub(super) codes: Vec<String>,
    source: Source,
    pub(super) title: String,
}

impl<'a> Data<'a> {
    /// Makes the figures of a dossier ready.
    pub(super) fn new(dossier: &Dossier, measurements: Measurements<'a>) -> Self {
        let title = measurements.data.title.as_ref();
        let title = title.map_or_else(|| name(dossier), |title| title.value.clone());
        Self {
            codes: codes(&measurements),
            source: Source::new(&measurements),
            thresholds: thresholds(&measurements),
            measurements,
            title,
        }
    }

    /// The kind of an indicator.
    pub(super) fn kind(&self, indicator: usize) -> IndicatorKind {
        self.measurements.indicators[indicator].indicator.kind
    }

    /// Which way is up.
    pub(super) fn direction(&self, indicator: usize) -> Option<Direction> {
        self.measurements.indicators[indicator].indicator.better
    }

    /// The name in tables where there is little room.
    pub(super) fn short_name(&self, indicator: usize) -> &'a str {
        self.measurements.indicators[indicator]
            .indicator
            .short_name()
    }

    /// What it is measured in.
    pub(super) fn unit(&self, indicator: usize) -> &'a str {
        let own = self.measurements.indicators[indicator].indicator;
        let unit = own.unit.as_ref();
        let unit = unit.or(self.measurements.group(indicator).unit.as_ref());
        unit.map_or("", |unit| unit.value.as_str())
    }

    /// Where its figures come from; parts have their whole's source.
    pub(super) fn source_of(&self, indicator: usize) -> &'a str {
        let all = &self.measurements.indicators;
        let mut level = all[indicator].level;
        let mut at = indicator;
        loop {
            if let Some(source) = &all[at].indicator.source {
                return source;
            }
            let above = (0..at).rev().find(|&above| all[above].level < level);
            match above.filter(|_| level > 0) {
                Some(above) => (at, level) = (above, all[above].level),
                None => break,
            }
        }
        let group = self.measurements.group(indicator).source.as_ref();
        group.map_or("", |source| source.value.as_str())
    }

    /// A cell that shows the value of a place, live.
    fn value(&self, place: Option<Place>) -> Cell {
        let row = place.and_then(|place| Some((place, self.source.row(place)?)));
        match row {
            None => Cell::text(MISSING),
            Some((place, row)) => {
                let formula = format!("={}!{}", quoted(SOURCE), source::value_at(row));
                Cell::formula(formula, self.outcome(place))
            }
        }
    }

    /// A cell that shows the plan of a place, live.
    fn plan(&self, place: Option<Place>) -> Cell {
        let row = place.and_then(|place| Some((place, self.source.row(place)?)));
        match row {
            None => Cell::text(MISSING),
            Some((place, row)) => {
                let at = format!("{}!{}", quoted(SOURCE), source::plan_at(row));
                let formula = format!("=IF({at}=\"\",\"{MISSING}\",{at})");
                let target = self.measurements.target(place);
                let outcome = target.map_or(missing(), |target| written(&target.value));
                Cell::formula(formula, outcome)
            }
        }
    }

    /// What the sheet of source data gives for a place.
    pub(super) fn outcome(&self, place: Place) -> Outcome {
        let measured = &self.measurements.indicators[place.indicator];
        match (measured.relation.is_some(), self.measurements.fact(place)) {
            (true, _) => number_or_missing(self.measurements.figure(place)),
            (false, Some(fact)) => written(&fact.value),
            (false, None) => missing(),
        }
    }

    /// What is to be said of the value of a place.
    pub(super) fn remarks(&self, place: Option<Place>) -> Vec<String> {
        let mut remarks = Vec::new();
        let Some(place) = place else {
            return remarks;
        };
        let fact = self.measurements.fact(place);
        if let Some(Value::Missing(missing)) = fact.map(|fact| &fact.value)
            && let Some(reason) = missing.reason
        {
            remarks.push(reason.to_owned());
        }
        if let Some(people) = self.measurements.few(place) {
            let people = decimal(people, 2);
            remarks.push(format!("участников {people}: значение ненадёжно"));
        }
        let doubts = self.measurements.doubts(place).into_iter();
        remarks.extend(doubts.map(|doubt| format!("сомнительно: {}", doubt.value)));
        remarks
    }
}

/// «лучше», «хуже» by the cell of a change, «ненадёжно» where that cannot be said.
fn verdict(data: &Data<'_>, row: &Row, change: &str) -> Cell {
    let has_change = Figures::of(data, row).change().is_some();
    let (up, down) = match data.direction(row.indicator) {
        _ if has_change && row.is_unreliable(data) => return Cell::text(UNRELIABLE).centered(),
        None => return Cell::text(NOTHING).centered(),
        Some(Direction::More) => ("лучше", "хуже"),
        Some(Direction::Less) => ("хуже", "лучше"),
    };
    let word = match row.judged(data) {
        Some(true) => "лучше",
        Some(false) => "хуже",
        None => NOTHING,
    };
    let formula = format!(
        "=IF(ISNUMBER({change}),IF(ABS({change})<={HAIR},\"{NOTHING}\",IF({change}>0,\"{up}\",\"{down}\")),\"{NOTHING}\")"
    );
    Cell::formula(formula, Outcome::Text(word.to_owned())).centered()
}

/// What a value gives in a cell.
pub(super) fn written(value: &Value<'_>) -> Outcome {
    match value {
        Value::Flag(true) => Outcome::Text("да".to_owned()),
        Value::Flag(false) => Outcome::Text("нет".to_owned()),
        other => number_or_missing(other.figure()),
    }
}

fn number_or_missing(number: Option<f64>) -> Outcome {
    number.map_or(missing(), Outcome::Number)
}

fn missing() -> Outcome {
    Outcome::Text(MISSING.to_owned())
}

/// The thresholds of every indicator ([N-146]).
fn thresholds<'a>(measurements: &Measurements<'a>) -> Vec<Vec<&'a Threshold>> {
    let mut by_id: HashMap<&str, Vec<&'a Threshold>> = HashMap::new();
    for threshold in &measurements.data.thresholds {
        let id = threshold.indicator.as_str();
        by_id.entry(id).or_default().push(threshold);
    }
    let all = measurements.indicators.iter();
    all.map(|measured| {
        let id = measured.indicator.id.as_str();
        by_id.get(id).cloned().unwrap_or_default()
    })
    .collect()
}

/// The printed numbers: group, place in it, place among the parts.
fn codes(measurements: &Measurements<'_>) -> Vec<String> {
    let mut codes = vec![String::new(); measurements.indicators.len()];
    for index in 0..measurements.indicators.len() {
        let measured = &measurements.indicators[index];
        if let Some(number) = measured.number {
            codes[index] = format!("{}.{number}", measured.group + 1);
        }
        for (ordinal, &part) in measured.parts.iter().enumerate() {
            codes[part] = format!("{}.{}", codes[index], ordinal + 1);
        }
    }
    codes
}
