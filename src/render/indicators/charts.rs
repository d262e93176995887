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

/// With more lines nobody can read a chart: more schools get several.
const MOST_LINES: usize = 12;

/// So many charts of every indicator nobody leafs through: none is drawn for more
/// schools.
const MOST_SCHOOLS: usize = 5 * MOST_LINES;

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
        for lines in block.chunks(MOST_LINES) {
            let bottom = top + lines.len() as u32 - 1;
            let drawn = drawn(&rows, top, bottom);
            charts.charts.extend(drawn.map(|across| {
                let (first, last) = (lines[0].1 + 1, lines[lines.len() - 1].1 + 1);
                let part = match lines.len() < block.len() {
                    true => format!(" (школы {first}–{last} из {schools})"),
                    false => String::new(),
                };
                chart(data, lines[0].0, &part, &across)
            }));
            top = bottom + 1;
        }
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

/// What a chart draws.
struct Drawn {
    top: u32,
    bottom: u32,
    /// The first and the last column in which any of its rows has a figure.
    columns: (u16, u16),
    has_negative: bool,
}

impl Drawn {
    fn across(&self, row: u32) -> Range {
        Range {
            top: row,
            left: self.columns.0,
            bottom: row,
            right: self.columns.1,
        }
    }
}

/// What there is to draw of the rows from `top` to `bottom`; `None` without a figure.
fn drawn(rows: &[Vec<Cell>], top: u32, bottom: u32) -> Option<Drawn> {
    let rows = &rows[(top - FIRST_ROW) as usize..=(bottom - FIRST_ROW) as usize];
    let figures = rows.iter().flat_map(|row| {
        let cells = row.iter().enumerate();
        cells.filter_map(|(column, cell)| match cell.content {
            Content::Formula(_, Outcome::Number(number)) => Some((column as u16, number)),
            _ => None,
        })
    });
    let columns = figures.clone().map(|(column, _)| column);
    Some(Drawn {
        top,
        bottom,
        columns: (columns.clone().min()?, columns.max()?),
        has_negative: figures.into_iter().any(|(_, number)| number < 0.0),
    })
}

/// The chart of an indicator; `part` says which of its schools it shows, if not all.
fn chart(data: &Data<'_>, indicator: usize, part: &str, drawn: &Drawn) -> Chart {
    let described = data.measurements.indicators[indicator].indicator;
    let name = shortened(data.short_name(indicator));
    let title = match data.unit(indicator) {
        "" => format!("{name}{part}"),
        unit => format!("{name}, {}{part}", shortened(unit)),
    };
    let (first, last) = drawn.columns;
    let is_line = usize::from(last - first) + 1 >= LINES_FROM;
    Chart {
        description: format!(
            "{name}{part}: значения по школам и годам. Числа – на листе «{DYNAMICS}», строка № {}.",
            data.codes[indicator]
        ),
        title,
        is_line,
        // A column that begins elsewhere than at 0 makes differences look larger.
        from_nought: !is_line && !drawn.has_negative,
        number: formats::value(described),
        sheet: 0,
        categories: drawn.across(FIRST_ROW - 1),
        series: (drawn.top..=drawn.bottom)
            .map(|row| (Range::cell(row, 1), drawn.across(row)))
            .collect(),
    }
}

/// A name as far as titles and descriptions have room: 255 characters in a file.
fn shortened(name: &str) -> String {
    const MOST: usize = 90;
    match name.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", name[..end].trim_end()),
        None => name.to_owned(),
    }
}
