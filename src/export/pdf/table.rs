//! Tables into the rows of the template: which may break over the page, which
//! head those below them.

use std::ops::Range;

use super::data::{Cell, Held, Rows, Table};
use super::lines::Measure;
use super::text::{blank, is_empty, plain, text};
use super::{LONG, PT};
use crate::document;
use crate::style::TableStyle;

/// Where and how a table is set.
#[derive(Clone, Copy)]
pub(super) struct Setting<'a> {
    pub(super) style: &'a TableStyle,
    /// Type of the cells; its line is as long as the page is wide.
    pub(super) measure: Measure<'a>,
    /// Height of a line of text in pt.
    pub(super) line: f32,
    /// Height in pt that a page has for rows.
    pub(super) page: f32,
}

impl<'a> Setting<'a> {
    /// The rows `range` of `table` below its head.
    pub(super) fn table(
        self,
        table: &'a document::Table,
        range: Range<usize>,
        keep: bool,
    ) -> Table<'a> {
        let widths = table.widths(self.measure.length / PT);
        let mut grid = Grid::new(&widths, table.head.len(), self);
        let head: Vec<Laid> = (table.head.iter())
            .map(|row| grid.next(row, self.style.bold_head))
            .collect();
        let rows_height: f32 = head.iter().map(|row| row.height).sum();
        let tallest = head.iter().map(|row| row.tallest).fold(0.0, f32::max);
        let height = rows_height.max(tallest);
        // A head that leaves no room for rows cannot be repeated.
        let (page, is_repeated) = if height > self.page * LONG {
            (self.page, false)
        } else {
            (self.page - height, true)
        };
        let setting = Setting { page, ..self };
        let mut body = Body::new(Grid::new(&widths, range.len(), setting));
        let mut repeated = Vec::new();
        for row in head {
            if is_repeated {
                repeated.extend(row.cells);
            } else {
                body.rows.push(Rows::Breakable(row.cells));
            }
        }
        for row in &table.body[range] {
            body.push(row);
        }
        Table {
            size: self.measure.size,
            align: table.columns.iter().map(|column| column.align).collect(),
            widths,
            head: repeated,
            body: body.rows,
            keep,
        }
    }
}

/// The first of the last rows of `table` that make sense on a page of their own:
/// not torn from a section or a span. 0 if that is the whole table.
pub(super) fn last_rows(table: &document::Table) -> usize {
    let ordinary = table.body.iter().rposition(|row| !row.section).unwrap_or(0);
    let mut first = 0;
    let mut spans_end = 0;
    for (at, row) in table.body.iter().enumerate().take(ordinary + 1) {
        if at > 0 && at >= spans_end && !stays(&table.body[at - 1]) {
            first = at;
        }
        let end = row
            .cells
            .iter()
            .map(|cell| at + usize::from(cell.rows))
            .max();
        spans_end = spans_end.max(end.unwrap_or(0));
    }
    first
}

/// Whether a row stays with the next one.
fn stays(row: &document::Row) -> bool {
    row.section || row.keep_with_next
}

/// The rows below the head.
struct Body<'a> {
    grid: Grid<'a>,
    rows: Vec<Rows<'a>>,
    /// Height in pt of the rows that `rows` ends with and that stay with the next.
    kept: f32,
}

impl<'a> Body<'a> {
    fn new(grid: Grid<'a>) -> Self {
        Self {
            grid,
            rows: Vec::new(),
            kept: 0.0,
        }
    }

    fn push(&mut self, row: &'a document::Row) {
        if stays(row) {
            self.push_kept(row);
            return;
        }
        self.kept = 0.0;
        let laid = self.grid.next(row, false);
        let plain: Option<Vec<&str>> = laid.cells.iter().map(Cell::plain).collect();
        if laid.breakable || laid.height > self.grid.setting.page * LONG {
            self.rows.push(Rows::Breakable(laid.cells));
        } else if let Some(plain) = plain {
            match self.rows.last_mut() {
                Some(Rows::Plain(cells)) => cells.extend(plain),
                _ => self.rows.push(Rows::Plain(plain)),
            }
        } else {
            self.rows.push(Rows::Whole(laid.cells));
        }
    }

    fn push_kept(&mut self, row: &'a document::Row) {
        let Setting { style, page, .. } = self.grid.setting;
        let laid = self.grid.next(row, row.section && style.bold_sections);
        self.kept += laid.height;
        let is_loose = laid.spanned || self.kept > page * LONG;
        match (is_loose, row.section) {
            (true, true) => self.rows.push(Rows::LooseSection(laid.cells)),
            (true, false) => self.rows.push(Rows::Breakable(laid.cells)),
            (false, section) => self.push_held(Held {
                section,
                cells: laid.cells,
            }),
        }
    }

    fn push_held(&mut self, row: Held<'a>) {
        if let Some(Rows::Held(rows)) = self.rows.last_mut() {
            // Neighbours are one header: Typst 0.15.1 panics at two of one level.
            rows.push(row);
        } else {
            self.rows.push(Rows::Held(vec![row]));
        }
    }
}

/// Goes down the rows and knows which columns spans from above cover.
struct Grid<'a> {
    setting: Setting<'a>,
    /// Widths of columns in pt.
    widths: Vec<f32>,
    /// For how many more rows each column is covered.
    covered: Vec<u16>,
    /// For how many more rows a long cell that spans them wants them breakable.
    breakable: u16,
    /// How many rows are to come.
    left: usize,
}

/// A row with what is to be known of it.
#[derive(Default)]
struct Laid<'a> {
    cells: Vec<Cell<'a>>,
    /// In pt, without cells that span rows.
    height: f32,
    /// In pt, of its tallest cell, be it one that spans rows.
    tallest: f32,
    /// A span reaches into it or out of it.
    spanned: bool,
    /// A cell that spans it is too long for one page.
    breakable: bool,
}

impl<'a> Grid<'a> {
    fn new(widths: &[f32], left: usize, setting: Setting<'a>) -> Self {
        Self {
            setting,
            widths: widths.iter().map(|mm| mm * PT).collect(),
            covered: vec![0; widths.len()],
            breakable: 0,
            left,
        }
    }

    fn next(&mut self, row: &'a document::Row, bold: bool) -> Laid<'a> {
        let mut laid = Laid {
            spanned: self.covered.iter().any(|&rows| rows > 0),
            ..Laid::default()
        };
        let mut column = 0;
        for cell in &row.cells {
            self.cell(cell, bold, &mut column, &mut laid);
        }
        // A row of empty cells, to be filled in by hand, is as high as a line.
        let empty = |cell: &document::Cell| cell.paragraphs.iter().all(|p| is_empty(p));
        if row.cells.iter().all(empty)
            && let Some(first) = laid.cells.first_mut()
        {
            first.paragraphs = vec![blank()];
        }
        laid.breakable = self.breakable > 0;
        self.breakable = self.breakable.saturating_sub(1);
        for rows in &mut self.covered {
            *rows = rows.saturating_sub(1);
        }
        self.left = self.left.saturating_sub(1);
        laid
    }

    /// Adds `cell` to `laid` in the first free columns from `column` on.
    fn cell(
        &mut self,
        cell: &'a document::Cell,
        bold: bool,
        column: &mut usize,
        laid: &mut Laid<'a>,
    ) {
        let rows = cell
            .rows
            .clamp(1, u16::try_from(self.left).unwrap_or(u16::MAX).max(1));
        let columns = cell.columns.max(1);
        let width = self.place(columns, rows, column);
        let measure = Measure {
            bold,
            // Padding may leave nothing of a narrow column.
            length: (width - 2.0 * self.setting.style.padding_x * PT)
                .max(self.setting.measure.size),
            ..self.setting.measure
        };
        let height = self.height(cell, measure);
        laid.tallest = laid.tallest.max(height);
        if rows == 1 {
            laid.height = laid.height.max(height);
        } else {
            laid.spanned = true;
            if height > self.setting.page * LONG {
                self.breakable = self.breakable.max(rows);
            }
        }
        laid.cells.push(Cell {
            columns,
            rows,
            paragraphs: cell.paragraphs.iter().map(|p| text(p, measure)).collect(),
        });
    }

    /// Takes the next free columns and returns their width in pt.
    fn place(&mut self, columns: u16, rows: u16, column: &mut usize) -> f32 {
        while self.covered.get(*column).is_some_and(|&rows| rows > 0) {
            *column += 1;
        }
        let end = (*column + usize::from(columns)).min(self.widths.len());
        let place = (*column).min(end)..end;
        *column = end;
        self.covered[place.clone()].fill(rows);
        self.widths[place].iter().sum()
    }

    fn height(&self, cell: &document::Cell, measure: Measure) -> f32 {
        let lines: usize = (cell.paragraphs.iter())
            .map(|paragraph| measure.lines(&plain(paragraph, '\n')))
            .sum();
        let style = self.setting.style;
        lines as f32 * self.setting.line + 2.0 * style.padding_y * PT + style.rule
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table of one column, a row for each letter: «s» a section, «k» a row kept
    /// with the next, a digit a cell that spans so many rows.
    fn table(rows: &str) -> document::Table {
        let row = |c: char| document::Row {
            section: c == 's',
            keep_with_next: c == 'k',
            cells: vec![document::Cell {
                columns: 1,
                rows: c.to_digit(10).map_or(1, |rows| rows as u16),
                paragraphs: vec![],
            }],
        };
        document::Table {
            dense: false,
            columns: vec![],
            head: vec![],
            body: rows.chars().map(row).collect(),
        }
    }

    #[test]
    fn the_last_rows_are_not_torn_from_section_or_span() {
        for (rows, first) in [
            ("", 0),
            ("-", 0),
            ("---", 2),
            ("--s-", 2),
            ("--s-s", 2),
            ("--k-", 2),
            ("-ss--", 4),
            ("-3---", 4),
            ("-3--", 1),
            ("ss", 0),
        ] {
            assert_eq!(last_rows(&table(rows)), first, "{rows}");
        }
    }
}
