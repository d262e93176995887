//! Tables into the rows of the template: which may break over the page, which
//! head those below them.

use std::ops::Range;

use super::data::{Cell, Row, Table};
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
    /// Height of a page's text in pt.
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
        let mut rows = Rows::new(&widths, self);
        let head: Vec<Laid> = (table.head.iter())
            .map(|row| rows.next(row, self.style.bold_head))
            .collect();
        let height: f32 = head.iter().map(|row| row.height).sum();
        let mut body = Body::new(Rows::new(&widths, self));
        let mut repeated = Vec::new();
        for row in head {
            // A head that leaves no room for rows cannot be repeated.
            if height > self.page * LONG {
                body.rows.push(Row::Breakable(row.cells));
            } else {
                repeated.extend(row.cells);
            }
        }
        for row in &table.body[range] {
            body.push(row);
        }
        Table {
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
        if at > 0 && at >= spans_end && !table.body[at - 1].section {
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

/// The rows below the head.
struct Body<'a> {
    laid: Rows<'a>,
    rows: Vec<Row<'a>>,
    /// Height in pt of the section rows that `rows` ends with, if any.
    sections: f32,
}

impl<'a> Body<'a> {
    fn new(laid: Rows<'a>) -> Self {
        Self {
            laid,
            rows: Vec::new(),
            sections: 0.0,
        }
    }

    fn push(&mut self, row: &'a document::Row) {
        let Setting { style, page, .. } = self.laid.setting;
        let laid = self.laid.next(row, row.section && style.bold_sections);
        if !row.section {
            self.sections = 0.0;
            self.rows
                .push(if laid.breakable || laid.height > page * LONG {
                    Row::Breakable(laid.cells)
                } else {
                    Row::Whole(laid.cells)
                });
            return;
        }
        self.sections += laid.height;
        if laid.spanned || self.sections > page * LONG {
            self.rows.push(Row::PlainSection(laid.cells));
        } else if let Some(Row::Section(cells)) = self.rows.last_mut() {
            // Neighbours are one header: Typst 0.15.1 panics at two of one level.
            cells.extend(laid.cells);
        } else {
            self.rows.push(Row::Section(laid.cells));
        }
    }
}

/// Goes down the rows and knows which columns spans from above cover.
struct Rows<'a> {
    setting: Setting<'a>,
    /// Widths of columns in pt.
    widths: Vec<f32>,
    /// For how many more rows each column is covered.
    covered: Vec<u16>,
    /// For how many more rows a long cell that spans them wants them breakable.
    breakable: u16,
}

/// A row with what is to be known of it.
struct Laid<'a> {
    cells: Vec<Cell<'a>>,
    /// In pt, cells that span rows apart.
    height: f32,
    /// A span reaches into it or out of it.
    spanned: bool,
    /// A cell that spans it is too long for one page.
    breakable: bool,
}

impl<'a> Rows<'a> {
    fn new(widths: &[f32], setting: Setting<'a>) -> Self {
        Self {
            setting,
            widths: widths.iter().map(|mm| mm * PT).collect(),
            covered: vec![0; widths.len()],
            breakable: 0,
        }
    }

    fn next(&mut self, row: &'a document::Row, bold: bool) -> Laid<'a> {
        let mut height: f32 = 0.0;
        let mut spanned = self.covered.iter().any(|&rows| rows > 0);
        let mut column = 0;
        let mut cells = Vec::with_capacity(row.cells.len());
        for cell in &row.cells {
            let width = self.place(cell, &mut column);
            let measure = Measure {
                bold,
                length: width - 2.0 * self.setting.style.padding_x * PT,
                ..self.setting.measure
            };
            let own = self.height(cell, measure);
            if cell.rows > 1 {
                spanned = true;
                if own > self.setting.page * LONG {
                    self.breakable = self.breakable.max(cell.rows);
                }
            } else {
                height = height.max(own);
            }
            cells.push(set(cell, measure));
        }
        for rows in &mut self.covered {
            *rows = rows.saturating_sub(1);
        }
        // A row of empty cells, to be filled in by hand, is as high as a line.
        let empty = |cell: &document::Cell| cell.paragraphs.iter().all(|p| is_empty(p));
        if row.cells.iter().all(empty)
            && let Some(first) = cells.first_mut()
        {
            first.paragraphs = vec![blank()];
        }
        let breakable = self.breakable > 0;
        self.breakable = self.breakable.saturating_sub(1);
        Laid {
            cells,
            height,
            spanned,
            breakable,
        }
    }

    /// Takes the next free columns for `cell` and returns their width in pt.
    fn place(&mut self, cell: &document::Cell, column: &mut usize) -> f32 {
        while self.covered.get(*column).is_some_and(|&rows| rows > 0) {
            *column += 1;
        }
        let end = (*column + usize::from(cell.columns)).min(self.widths.len());
        let columns = (*column).min(end)..end;
        *column = end;
        self.covered[columns.clone()].fill(cell.rows);
        self.widths[columns].iter().sum()
    }

    fn height(&self, cell: &document::Cell, measure: Measure) -> f32 {
        let lines: usize = (cell.paragraphs.iter())
            .map(|paragraph| measure.lines(&plain(paragraph, '\n')))
            .sum();
        lines as f32 * self.setting.line + 2.0 * self.setting.style.padding_y * PT
    }
}

fn set<'a>(cell: &'a document::Cell, measure: Measure) -> Cell<'a> {
    Cell {
        columns: cell.columns,
        rows: cell.rows,
        paragraphs: cell.paragraphs.iter().map(|p| text(p, measure)).collect(),
    }
}
