//! Dynamics: every figure over the years.

use std::collections::HashSet;
use std::sync::Arc;

use super::{DYNAMICS, Data, MISSING, NOTHING, formats};
use crate::model::{Cell as Place, Direction, IndicatorKind, Moment, better, deviation};
use crate::workbook::{
    Cell, Column, Condition, Emphasis, FIRST_ROW, Outcome, Rows, Sheet, column_name,
};

/// The sheet and what charts need to know of it.
pub(super) struct Dynamics<'a> {
    pub(super) sheet: Sheet<'a>,
    /// The moments of its columns.
    pub(super) moments: Vec<usize>,
    /// Indicator and school of its rows.
    pub(super) rows: Arc<[(usize, usize)]>,
}

/// The column of the first moment.
pub(super) const FIRST_MOMENT: u16 = 4;

/// The sheet.
pub(super) fn sheet<'a>(data: &Arc<Data<'a>>) -> Dynamics<'a> {
    let measurements = &data.measurements;
    let moments = measured_moments(data);
    let mut columns = vec![
        Column::new("№", 7.5),
        Column::new("Показатель", 46.0),
        Column::new("Ед. изм.", 13.0),
        Column::new("Школа", 18.0),
    ];
    for &moment in &moments {
        columns.push(Column::new(measurements.moments[moment].to_string(), 11.5));
    }
    columns.push(Column::new("Последнее к базе", 15.0));
    columns.push(Column::new("Лучше или хуже", 11.0));
    let mut sheet = Sheet::new(DYNAMICS, format!("{}: динамика", data.title), columns);
    sheet.fixed_columns = FIRST_MOMENT;
    let mut rows = Vec::new();
    for indicator in 0..measurements.indicators.len() {
        if matches!(
            data.kind(indicator),
            IndicatorKind::Heading | IndicatorKind::Flag
        ) {
            continue;
        }
        for school in 0..measurements.schools.len() {
            rows.push((indicator, school));
        }
    }
    let rows: Arc<[(usize, usize)]> = rows.into();
    sheet.rows = {
        let (data, rows, moments) = (Arc::clone(data), Arc::clone(&rows), moments.clone());
        Rows::new(rows.len(), move |index| {
            let at = FIRST_ROW + index as u32 + 1;
            row(&data, &moments, rows[index], at)
        })
    };
    sheet.conditions = conditions(&sheet, moments.len() as u16);
    Dynamics {
        sheet,
        moments,
        rows,
    }
}

fn row(data: &Data<'_>, moments: &[usize], of: (usize, usize), at: u32) -> Vec<Cell> {
    let (indicator, school) = of;
    let measurements = &data.measurements;
    let described = measurements.indicators[indicator].indicator;
    let format = formats::value(described);
    let place = |moment| Place {
        indicator,
        school,
        moment,
    };
    let mut cells = vec![
        Cell::text(data.codes[indicator].as_str()),
        Cell::text(data.short_name(indicator))
            .indented(measurements.indicators[indicator].level as u8),
        Cell::text(data.unit(indicator)).centered(),
        Cell::text(measurements.schools[school].name.as_str()),
    ];
    for &moment in moments {
        let cell = data.value(Some(place(moment)));
        cells.push(cell.as_number(&format).at_right());
    }
    let column = |moment: usize| moments.iter().position(|one| *one == moment);
    let base = measurements.base(indicator).and_then(column);
    let last = measurements.latest(indicator, school).and_then(column);
    let change = match (base, last) {
        (Some(base), Some(last)) if last > base => Some((base, last)),
        _ => None,
    };
    let Some((base, last)) = change else {
        cells.push(Cell::text(MISSING).at_right());
        cells.push(Cell::text(NOTHING).centered());
        return cells;
    };
    let scale = formats::scale(described.kind);
    let figure = |column: usize| measurements.figure(place(moments[column]));
    let change = deviation(figure(last), figure(base)).map(|change| change * scale);
    let letter = |column: usize| column_name(FIRST_MOMENT + column as u16);
    let (from, to) = (letter(base), letter(last));
    let times = if scale == 1.0 { "" } else { "*100" };
    let formula =
        format!("=IF(COUNT({from}{at},{to}{at})=2,({to}{at}-{from}{at}){times},\"{MISSING}\")");
    cells.push(
        Cell::formula(formula, super::number_or_missing(change))
            .as_number(&formats::difference(described))
            .at_right(),
    );
    let direction = data.direction(indicator);
    cells.push(judgement(letter(moments.len()), at, change, direction));
    cells
}

/// «лучше» or «хуже» by the change in a column.
fn judgement(column: String, at: u32, change: Option<f64>, direction: Option<Direction>) -> Cell {
    let word = match better(change, direction) {
        Some(true) => "лучше",
        Some(false) => "хуже",
        None => NOTHING,
    };
    let (up, down) = match direction {
        None => return Cell::text(NOTHING).centered(),
        Some(Direction::More) => ("лучше", "хуже"),
        Some(Direction::Less) => ("хуже", "лучше"),
    };
    let formula = format!(
        "=IF(ISNUMBER({column}{at}),IF(ABS({column}{at})<=0.000000001,\"{NOTHING}\",IF({column}{at}>0,\"{up}\",\"{down}\")),\"{NOTHING}\")"
    );
    Cell::formula(formula, Outcome::Text(word.to_owned())).centered()
}

fn conditions(sheet: &Sheet<'_>, moments: u16) -> Vec<Condition> {
    let first = FIRST_ROW + 1;
    let verdict = FIRST_MOMENT + moments + 1;
    let letter = column_name(verdict);
    let mut conditions: Vec<Condition> = [("лучше", Emphasis::Good), ("хуже", Emphasis::Bad)]
        .into_iter()
        .map(|(word, emphasis)| Condition {
            range: sheet.column(verdict),
            formula: format!("=${letter}{first}=\"{word}\""),
            emphasis,
        })
        .collect();
    let mut values = sheet.column(FIRST_MOMENT);
    values.right = FIRST_MOMENT + moments;
    conditions.push(Condition {
        range: values,
        formula: format!("={}{first}=\"{MISSING}\"", column_name(FIRST_MOMENT)),
        emphasis: Emphasis::Doubtful,
    });
    conditions
}

/// The moments at which anything was measured.
fn measured_moments(data: &Data<'_>) -> Vec<usize> {
    let measurements = &data.measurements;
    let facts = measurements.data.facts.iter();
    let named = facts.flat_map(|facts| facts.moments.iter());
    let named: HashSet<Moment> = named.map(|named| named.value).collect();
    (0..measurements.moments.len())
        .filter(|&moment| named.contains(&measurements.moments[moment]))
        .collect()
}
