//! Charts of the dynamics, and the sheet of their data: charts leave out `#N/A`
//! but would draw «н/д» as zero.

use super::dynamics::{Dynamics, FIRST_MOMENT};
use super::{DYNAMICS, Data, formats};
use crate::workbook::{
    Cell, Chart, Column, Condition, Content, Emphasis, FIRST_ROW, Outcome, Range, Sheet,
    column_name, quoted,
};

/// The name of the sheet of charts.
pub(super) const SHEET: &str = "Графики";

/// The name of the sheet of their data.
pub(super) const DATA: &str = "Данные графиков";

/// With more lines nobody can read a chart.
const MOST_SCHOOLS: usize = 12;

/// From so many moments on, a line shows more than columns.
const LINES_FROM: usize = 3;

/// The column of the first moment among the data.
const FIRST_VALUE: u16 = 2;

/// The sheet of data and that of charts; none where there is nothing to draw.
pub(super) fn sheets(data: &Data<'_>, dynamics: &Dynamics) -> (Option<Sheet>, Option<Sheet>) {
    let schools = data.measurements.schools.len();
    if schools == 0 || schools > MOST_SCHOOLS || dynamics.moments.is_empty() {
        return (None, None);
    }
    let values = values(data, dynamics);
    let mut charts = Sheet::new(SHEET, format!("{}: графики", data.title), Vec::new());
    let blocks = dynamics.rows.chunk_by(|a, b| a.0 == b.0);
    let mut top = FIRST_ROW;
    for block in blocks {
        let bottom = top + block.len() as u32 - 1;
        if has_figures(&values, top, bottom) {
            charts
                .charts
                .push(chart(data, dynamics, block[0].0, top, bottom));
        }
        top = bottom + 1;
    }
    match charts.charts.is_empty() {
        true => (None, None),
        false => (Some(values), Some(charts)),
    }
}

fn values(data: &Data<'_>, dynamics: &Dynamics) -> Sheet {
    let measurements = data.measurements;
    let mut columns = vec![Column::new("Показатель", 46.0), Column::new("Школа", 18.0)];
    for &moment in &dynamics.moments {
        columns.push(Column::new(measurements.moments[moment].to_string(), 11.5));
    }
    let title = format!("{}: данные графиков", data.title);
    let mut sheet = Sheet::new(DATA, title, columns);
    sheet.fixed_columns = FIRST_VALUE;
    for (&(indicator, school), shown) in dynamics.rows.iter().zip(&dynamics.sheet.rows) {
        let row = sheet.next_row() + 1;
        let format = formats::value(measurements.indicators[indicator].indicator);
        let mut cells = vec![
            Cell::text(data.short_name(indicator)),
            Cell::text(measurements.schools[school].name.as_str()),
        ];
        for column in 0..dynamics.moments.len() as u16 {
            let column = FIRST_MOMENT + column;
            let at = format!("{}!{}{row}", quoted(DYNAMICS), column_name(column));
            let outcome = match &shown[usize::from(column)].content {
                Content::Formula(_, Outcome::Number(number)) => Outcome::Number(*number),
                _ => Outcome::NotAvailable,
            };
            let formula = format!("=IF(ISNUMBER({at}),{at},NA())");
            cells.push(
                Cell::formula(formula, outcome)
                    .as_number(&format)
                    .at_right(),
            );
        }
        sheet.rows.push(cells);
    }
    let mut all = sheet.column(FIRST_VALUE);
    all.right = FIRST_VALUE + dynamics.moments.len() as u16 - 1;
    sheet.conditions = vec![Condition {
        range: all,
        formula: format!("=ISNA({}{})", column_name(FIRST_VALUE), FIRST_ROW + 1),
        emphasis: Emphasis::Faint,
    }];
    sheet
}

fn has_figures(values: &Sheet, top: u32, bottom: u32) -> bool {
    let rows = (top - FIRST_ROW) as usize..=(bottom - FIRST_ROW) as usize;
    values.rows[rows]
        .iter()
        .flatten()
        .any(|cell| matches!(cell.content, Content::Formula(_, Outcome::Number(_))))
}

fn chart(data: &Data<'_>, dynamics: &Dynamics, indicator: usize, top: u32, bottom: u32) -> Chart {
    let described = data.measurements.indicators[indicator].indicator;
    let last = FIRST_VALUE + dynamics.moments.len() as u16 - 1;
    let across = |row| Range {
        top: row,
        left: FIRST_VALUE,
        bottom: row,
        right: last,
    };
    let name = data.short_name(indicator);
    let unit = data.unit(indicator);
    let title = match unit {
        "" => name.to_owned(),
        unit => format!("{name}, {unit}"),
    };
    Chart {
        description: format!(
            "{name}: значения по школам и годам. Числа – на листе «{DYNAMICS}», строка № {}.",
            data.codes[indicator]
        ),
        title,
        is_line: dynamics.moments.len() >= LINES_FROM,
        number: formats::value(described),
        sheet: 0,
        categories: across(FIRST_ROW - 1),
        series: (top..=bottom)
            .map(|row| (Range::cell(row, 1), across(row)))
            .collect(),
    }
}
