//! Dynamics: every figure over the years.

use std::collections::HashSet;
use std::sync::Arc;

use super::row::{Figures, Row};
use super::{DYNAMICS, Data, MISSING, NOTHING, UNRELIABLE, formats, verdict};
use crate::model::{Cell as Place, IndicatorKind, Moment};
use crate::workbook::{Cell, Column, Condition, Emphasis, FIRST_ROW, Rows, Sheet, column_name};

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
    let compared = Row::of(data, indicator, school);
    let column = |moment: usize| moments.iter().position(|one| *one == moment);
    let (Some(base), Some(last)) = (
        compared.base.and_then(column),
        compared.fact.and_then(column),
    ) else {
        cells.push(Cell::text(MISSING).at_right());
        cells.push(Cell::text(NOTHING).centered());
        return cells;
    };
    let scale = formats::scale(described.kind);
    let change = Figures::of(data, &compared)
        .change()
        .map(|change| change * scale);
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
    let change = format!("{}{at}", letter(moments.len()));
    cells.push(verdict(data, &compared, &change));
    cells
}

fn conditions(sheet: &Sheet<'_>, moments: u16) -> Vec<Condition> {
    let first = FIRST_ROW + 1;
    let verdict = FIRST_MOMENT + moments + 1;
    let letter = column_name(verdict);
    let words = [
        ("лучше", Emphasis::Good),
        ("хуже", Emphasis::Bad),
        (UNRELIABLE, Emphasis::Doubtful),
    ];
    let mut conditions: Vec<Condition> = words
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
