//! Charts of the dynamics, and the sheet of their data: charts leave out empty cells
//! but would draw «н/д» as zero.

use super::dynamics::{Dynamics, FIRST_MOMENT};
use super::{DYNAMICS, Data, formats};
use crate::workbook::{
    Cell, Chart, Column, Content, FIRST_ROW, Outcome, Range, Sheet, column_name, quoted,
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
pub(super) fn sheets<'a>(
    data: &Data<'_>,
    dynamics: &Dynamics<'_>,
) -> (Option<Sheet<'a>>, Option<Sheet<'a>>) {
    let schools = data.measurements.schools.len();
    if schools == 0 || schools > MOST_SCHOOLS || dynamics.moments.is_empty() {
        return (None, None);
    }
    let rows = rows(data, dynamics);
    let mut charts = Sheet::new(SHEET, format!("{}: графики", data.title), Vec::new());
    let blocks = dynamics.rows.chunk_by(|a, b| a.0 == b.0);
    let mut top = FIRST_ROW;
    for block in blocks {
        let bottom = top + block.len() as u32 - 1;
        if let Some((first, last)) = drawn(&rows, top, bottom) {
            let across = |row| Range {
                top: row,
                left: first,
                bottom: row,
                right: last,
            };
            let lines: Vec<u32> = (top..=bottom).collect();
            charts.charts.push(chart(data, block[0].0, &lines, across));
        }
        top = bottom + 1;
    }
    match charts.charts.is_empty() {
        true => (None, None),
        false => (Some(values(data, dynamics, rows)), Some(charts)),
    }
}

fn values<'a>(data: &Data<'_>, dynamics: &Dynamics<'_>, rows: Vec<Vec<Cell>>) -> Sheet<'a> {
    let mut columns = vec![Column::new("Показатель", 46.0), Column::new("Школа", 18.0)];
    for &moment in &dynamics.moments {
        let moment = data.measurements.moments[moment].to_string();
        columns.push(Column::new(moment, 11.5));
    }
    let title = format!("{}: данные графиков", data.title);
    let mut sheet = Sheet::new(DATA, title, columns);
    sheet.fixed_columns = FIRST_VALUE;
    sheet.rows = rows.into();
    sheet
}

fn rows(data: &Data<'_>, dynamics: &Dynamics<'_>) -> Vec<Vec<Cell>> {
    let measurements = &data.measurements;
    let rows = dynamics.rows.iter().zip(dynamics.sheet.rows.iter());
    rows.zip(FIRST_ROW + 1..)
        .map(|((&(indicator, school), shown), row)| {
            let format = formats::value(measurements.indicators[indicator].indicator);
            let mut cells = vec![
                Cell::text(data.short_name(indicator)),
                Cell::text(measurements.schools[school].name.as_str()),
            ];
            for column in 0..dynamics.moments.len() as u16 {
                let column = FIRST_MOMENT + column;
                let at = format!("{}!{}{row}", quoted(DYNAMICS), column_name(column));
                // Not every viewer leaves out `#N/A`: what is missing is an empty cell.
                cells.push(match &shown[usize::from(column)].content {
                    Content::Formula(_, Outcome::Number(number)) => {
                        let formula = format!("=IF(ISNUMBER({at}),{at},NA())");
                        let cell = Cell::formula(formula, Outcome::Number(*number));
                        cell.as_number(&format).at_right()
                    }
                    _ => Cell::empty(),
                });
            }
            cells
        })
        .collect()
}

/// The first and the last column in which any of the rows has a figure.
fn drawn(rows: &[Vec<Cell>], top: u32, bottom: u32) -> Option<(u16, u16)> {
    let rows = &rows[(top - FIRST_ROW) as usize..=(bottom - FIRST_ROW) as usize];
    let columns = rows.iter().flat_map(|row| {
        let cells = row.iter().enumerate();
        cells.filter_map(|(column, cell)| match cell.content {
            Content::Formula(_, Outcome::Number(_)) => Some(column as u16),
            _ => None,
        })
    });
    let (first, last) = (columns.clone().min()?, columns.max()?);
    Some((first, last))
}

fn chart(data: &Data<'_>, indicator: usize, rows: &[u32], across: impl Fn(u32) -> Range) -> Chart {
    let described = data.measurements.indicators[indicator].indicator;
    let categories = across(FIRST_ROW - 1);
    let name = data.short_name(indicator);
    let title = match data.unit(indicator) {
        "" => name.to_owned(),
        unit => format!("{name}, {unit}"),
    };
    Chart {
        description: format!(
            "{name}: значения по школам и годам. Числа – на листе «{DYNAMICS}», строка № {}.",
            data.codes[indicator]
        ),
        title,
        is_line: usize::from(categories.right - categories.left) + 1 >= LINES_FROM,
        number: formats::value(described),
        sheet: 0,
        categories,
        series: rows
            .iter()
            .map(|&row| (Range::cell(row, 1), across(row)))
            .collect(),
    }
}
