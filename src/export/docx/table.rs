//! Tables, and the signature, which is set by one.

use docx_rs::{
    AlignmentType, Paragraph, Table as DocxTable, TableCell, TableCellMargins, TableChild,
    TableLayoutType, TableRow, TableRowChild, VAlignType, VMergeType, WidthType,
};

use super::page::Page;
use super::{DocxError, body, in_mm, mm, normalise, pt, revision, styles};
use crate::document::{Cell, Inline, Revision, Row, Table};
use crate::style::{Align, MEAN_ADVANCE, POST_SHARE, Style, TableStyle};

/// A table without rules for signatures.
///
/// It holds in every editor; with a tab stop beyond a right indent, Writer 7.4 loses
/// the name.
pub(super) fn signatures(page: &Page) -> DocxTable {
    let width = page.text_width();
    let post = (width as f32 * POST_SHARE) as i32;
    let grid = [post, width - post].map(|width| width.unsigned_abs() as usize);
    fixed(Vec::new(), grid.into()).margins(TableCellMargins::new().margin(0, 0, 0, 0))
}

/// Post at the left, name at the right on the level of the post's last line ([N-56]).
/// With `keep`, they stay on one page with what follows.
pub(super) fn signature(mut post_and_name: [Paragraph; 2], grid: &[usize], keep: bool) -> TableRow {
    if keep {
        for paragraph in &mut post_and_name {
            styles::keep_with_next(&mut paragraph.property);
        }
    }
    let [post, name] = post_and_name;
    let name = TableCell::new()
        .vertical_align(VAlignType::Bottom)
        .add_paragraph(name.align(AlignmentType::Right));
    let cells = [TableCell::new().add_paragraph(post), name];
    let cells = cells.into_iter().zip(grid);
    let cells = cells.map(|(cell, &width)| cell.width(width, WidthType::Dxa));
    let row = TableRow::new(cells.collect());
    // A row that must not split LibreOffice 7.4 leaves where it is, whatever
    // follows; one kept with the next is whole anyway, for so are its paragraphs.
    if keep { row } else { row.cant_split() }
}

/// A table with rules as wide as the text; `None` if there is nothing in it.
/// With `keep`, its last row stays on one page with what follows.
pub(super) fn table(
    source: &Table,
    style: &Style,
    page: &Page,
    keep: bool,
) -> Result<Option<DocxTable>, DocxError> {
    let rows = source.head.len() + source.body.len();
    if source.columns.is_empty() || rows == 0 {
        return Ok(None);
    }
    let mut grid = Grid::new(source, style, page);
    let mut children = Vec::with_capacity(rows);
    for (index, row) in source.head.iter().chain(&source.body).enumerate() {
        let kind = if index < source.head.len() {
            Kind::Head
        } else if row.section {
            Kind::Section
        } else {
            Kind::Body {
                keep: row.keep_with_next || keep && index + 1 == rows,
            }
        };
        let row = grid.row(row, kind)?.ok_or(DocxError::Row(index + 1))?;
        children.push(TableChild::TableRow(row));
    }
    let mut table = fixed(children, grid.widths).style(styles::TABLE);
    if !source.head.is_empty() {
        table = table.indent(normalise::HEAD_TABLE);
    }
    Ok(Some(table))
}

/// A table of `grid`'s column widths.
fn fixed(rows: Vec<TableChild>, grid: Vec<usize>) -> DocxTable {
    let mut table = DocxTable::without_borders(Vec::new())
        .layout(TableLayoutType::Fixed)
        .width(grid.iter().sum(), WidthType::Dxa)
        .set_grid(grid);
    table.rows = rows;
    table
}

/// What a row is for.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Head,
    Section,
    /// `keep`: on one page with what follows.
    Body {
        keep: bool,
    },
}

impl Kind {
    fn style(self, dense: bool) -> &'static str {
        match (self, dense) {
            (Self::Head, false) => styles::TABLE_HEAD,
            (Self::Section, false) => styles::TABLE_SECTION,
            (Self::Body { .. }, false) => styles::TABLE_TEXT,
            (Self::Head, true) => styles::DENSE_HEAD,
            (Self::Section, true) => styles::DENSE_SECTION,
            (Self::Body { .. }, true) => styles::DENSE_TEXT,
        }
    }
}

/// A cell that reaches down into the rows to come.
#[derive(Clone, Copy)]
struct Reach {
    rows: u16,
    columns: usize,
}

/// The columns of a table while its rows are written from top to bottom.
struct Grid<'a> {
    source: &'a Table,
    look: &'a TableStyle,
    /// Column widths in twentieths of a point.
    widths: Vec<usize>,
    /// For every column, the cell from above that begins there.
    reaching: Vec<Option<Reach>>,
    /// Rows higher than this may be split ([N-33]).
    half_page: f32,
}

impl<'a> Grid<'a> {
    fn new(source: &'a Table, style: &'a Style, page: &Page) -> Self {
        let mut widths = Vec::with_capacity(source.columns.len());
        let (mut end, mut rounded) = (0.0, 0);
        // Sums are rounded, not summands: the last rule stands exactly at the margin.
        for width in source.widths(in_mm(page.text_width())) {
            end += width;
            let next = mm(end).max(rounded);
            widths.push((next - rounded).unsigned_abs() as usize);
            rounded = next;
        }
        Self {
            source,
            look: &style.table,
            reaching: vec![None; widths.len()],
            widths,
            half_page: page.text_height() as f32 / 2.0,
        }
    }

    /// The next row; `None` if its cells do not fill the columns exactly.
    fn row(&mut self, source: &Row, kind: Kind) -> Result<Option<TableRow>, DocxError> {
        let mut cells = source.cells.iter();
        let mut row = TableRow::new(Vec::new());
        let mut height: f32 = 0.0;
        let mut column = 0;
        while column < self.widths.len() {
            let (cell, columns) = if let Some(columns) = self.reached(column) {
                let empty = Paragraph::new().style(kind.style(self.source.dense));
                let cell = TableCell::new().vertical_merge(VMergeType::Continue);
                (cell.add_paragraph(empty), columns)
            } else if let Some(cell) = cells.next()
                && let Some(columns) = self.occupy(cell, column)
            {
                height = height.max(self.height(cell, column, columns));
                let across = columns == self.widths.len();
                (self.cell(cell, kind, column, across)?, columns)
            } else {
                return Ok(None);
            };
            let width = self.widths[column..column + columns].iter().sum();
            let mut cell = cell.width(width, WidthType::Dxa);
            if columns > 1 {
                cell = cell.grid_span(columns);
            }
            row.cells.push(TableRowChild::TableCell(cell));
            column += columns;
        }
        if height <= self.half_page {
            row = row.cant_split(); // [N-33]
        }
        if kind == Kind::Head {
            row = row.row_height(normalise::HEAD_ROW); // [N-33]
        }
        // A row that came or went has a marked paragraph in every cell, empty ones too.
        let texts = source.cells.iter().flat_map(|cell| &cell.paragraphs);
        row = revision::mark_row(row, Revision::of(texts.map(Vec::as_slice)));
        Ok(cells.next().is_none().then_some(row))
    }

    /// The number of columns taken at `column` by a cell from above.
    fn reached(&mut self, column: usize) -> Option<usize> {
        let reach = self.reaching[column].as_mut()?;
        let columns = reach.columns;
        reach.rows -= 1;
        if reach.rows == 0 {
            self.reaching[column] = None;
        }
        Some(columns)
    }

    /// The number of columns that `cell` takes from `column` on, if they are free.
    fn occupy(&mut self, cell: &Cell, column: usize) -> Option<usize> {
        let columns = usize::from(cell.columns.max(1));
        let taken = self.reaching.get(column..column + columns)?;
        if taken.iter().any(Option::is_some) {
            return None;
        }
        if cell.rows > 1 {
            let rows = cell.rows - 1;
            self.reaching[column] = Some(Reach { rows, columns });
        }
        Some(columns)
    }

    /// A cell with its text; `across` says that it takes the table's whole width.
    fn cell(
        &self,
        source: &Cell,
        kind: Kind,
        column: usize,
        across: bool,
    ) -> Result<TableCell, DocxError> {
        let mut cell = TableCell::new();
        if source.rows > 1 {
            cell = cell.vertical_merge(VMergeType::Restart);
        }
        if kind == Kind::Head {
            cell = cell.vertical_align(VAlignType::Center);
        }
        let align = self.source.columns[column].align;
        // What the row's style does not say: heads and sections are centred by theirs,
        // but a section's number or dates stand as in the rows below.
        let own = match kind {
            Kind::Head => None,
            Kind::Section => (!across).then_some(align),
            Kind::Body { .. } => (align != Align::Left).then_some(align),
        };
        let marks = revision::marks_in_cell(&source.paragraphs);
        for (content, mark) in source.paragraphs.iter().zip(marks) {
            let mut paragraph = body::text(kind.style(self.source.dense), content)?;
            revision::mark_end(&mut paragraph.property, mark);
            if let Some(align) = own {
                paragraph = paragraph.align(styles::alignment(align));
            }
            if kind == (Kind::Body { keep: true }) {
                styles::keep_with_next(&mut paragraph.property);
            }
            cell = cell.add_paragraph(paragraph);
        }
        if source.paragraphs.is_empty() {
            let mut empty = Paragraph::new().style(kind.style(self.source.dense));
            if kind == (Kind::Body { keep: true }) {
                styles::keep_with_next(&mut empty.property);
            }
            cell = cell.add_paragraph(empty);
        }
        Ok(cell)
    }

    /// About how high `cell` makes its row, in twentieths of a point.
    fn height(&self, cell: &Cell, column: usize, columns: usize) -> f32 {
        let size = pt(self.source.size(self.look)) as f32;
        let width: usize = self.widths[column..column + columns].iter().sum();
        let text_width = width as f32 - 2.0 * mm(self.look.padding_x) as f32;
        let characters_per_line = (text_width / (size * MEAN_ADVANCE)).max(1.0);
        let lines: f32 = cell
            .paragraphs
            .iter()
            .map(|content| {
                let (characters, breaks) = extent(content);
                (characters as f32 / characters_per_line).ceil().max(1.0) + breaks as f32
            })
            .sum();
        lines * size * SINGLE_LINE * self.look.line / f32::from(cell.rows.max(1))
    }
}

/// Height of a single line as a multiple of its type size.
const SINGLE_LINE: f32 = 1.15;

/// The number of characters and of line breaks.
fn extent(content: &[Inline]) -> (usize, usize) {
    content.iter().fold((0, 0), |(characters, breaks), inline| {
        let (more, more_breaks) = match inline {
            Inline::Text(text) => (text.chars().count(), 0),
            Inline::Bold(content)
            | Inline::Italic(content)
            | Inline::Revised(_, content)
            | Inline::Linked(_, content) => extent(content),
            Inline::Break => (0, 1),
            Inline::Footnote(_) => (1, 0),
        };
        (characters + more, breaks + more_breaks)
    })
}
