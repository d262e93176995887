//! A workbook as a plain description: sheets of one table each, with formulas,
//! conditions, input rules, charts and print set-up; writers turn it into files.
//!
//! A sheet is a title row, a header row, and rows of cells ([N-126]). Rows are made
//! when they are written: those of a region do not fit into memory.

use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};

/// A workbook.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Workbook<'a> {
    /// Title for the document's properties.
    pub title: String,
    /// Subject for the document's properties.
    pub subject: String,
    /// Author for the document's properties.
    pub author: String,
    /// Names of ranges: name and sheet index with range.
    pub names: Vec<(String, usize, Range)>,
    /// The sheets in their order.
    pub sheets: Vec<Sheet<'a>>,
}

/// A sheet with one table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sheet<'a> {
    /// The name on its tab, at most 31 characters, without `[]:*?/\`.
    pub name: String,
    /// The line above the table.
    pub title: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, each with a cell for every column.
    pub rows: Rows<'a>,
    /// How many columns stay in view and are printed on every page.
    pub fixed_columns: u16,
    /// How many pages side by side a printed sheet may take.
    pub pages_wide: u16,
    /// What is made to stand out.
    pub conditions: Vec<Condition>,
    /// What may be typed.
    pub inputs: Vec<InputRule>,
    /// Charts below the table.
    pub charts: Vec<Chart>,
}

/// The rows of a sheet, each made anew whenever it is asked for.
#[derive(Clone)]
pub struct Rows<'a> {
    count: usize,
    make: Arc<dyn Fn(usize) -> Vec<Cell> + Send + Sync + 'a>,
}

impl<'a> Rows<'a> {
    /// So many rows; `make` gives the one at an index.
    pub fn new(count: usize, make: impl Fn(usize) -> Vec<Cell> + Send + Sync + 'a) -> Self {
        let make = Arc::new(make);
        Self { count, make }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The rows from the first to the last.
    pub fn iter(&self) -> impl Iterator<Item = Vec<Cell>> {
        (0..self.count).map(|index| (self.make)(index))
    }
}

impl From<Vec<Vec<Cell>>> for Rows<'_> {
    fn from(rows: Vec<Vec<Cell>>) -> Self {
        Self::new(rows.len(), move |index| rows[index].clone())
    }
}

impl fmt::Debug for Rows<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl PartialEq for Rows<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

/// A column.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Column {
    /// Its heading.
    pub heading: String,
    /// Width in characters.
    pub width: f64,
    /// Whether the heading runs upwards, for narrow columns.
    pub is_turned: bool,
}

impl Column {
    /// A column with a level heading.
    pub fn new(heading: impl Into<String>, width: f64) -> Self {
        Self {
            heading: heading.into(),
            width,
            is_turned: false,
        }
    }

    /// A narrow column whose heading runs upwards.
    pub fn turned(heading: impl Into<String>, width: f64) -> Self {
        Self {
            is_turned: true,
            ..Self::new(heading, width)
        }
    }
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cell {
    /// What it holds.
    pub content: Content,
    /// How it looks.
    pub look: Look,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Content {
    /// Nothing.
    Empty,
    /// Text, whatever it begins with.
    Text(String),
    /// A number.
    Number(f64),
    /// A formula in English with commas, «=» first, and what it gives.
    Formula(String, Outcome),
}

/// What a formula gives.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Outcome {
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
}

/// How a cell looks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Look {
    /// The number format, in English; empty for the general one.
    pub number: String,
    /// Where its content stands.
    pub align: Align,
    /// Bold type.
    pub bold: bool,
    /// Levels of indent.
    pub indent: u8,
    /// Whether it is to be typed into.
    pub is_input: bool,
    /// The neighbour with which it looks like one cell.
    pub joins: Option<Neighbour>,
}

/// A cell beside another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Neighbour {
    /// The one to the left.
    Left,
    /// The one to the right.
    Right,
}

/// Where content stands in a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub enum Align {
    /// At the left, lines broken.
    #[default]
    Left,
    /// In the middle.
    Center,
    /// At the right.
    Right,
}

/// A range of cells; rows and columns are counted from 0 and include the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Range {
    /// First row.
    pub top: u32,
    /// First column.
    pub left: u16,
    /// Last row.
    pub bottom: u32,
    /// Last column.
    pub right: u16,
}

/// Cells that stand out where a formula is true of them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Condition {
    /// The cells.
    pub range: Range,
    /// A formula for the first of them.
    pub formula: String,
    /// How they stand out.
    pub emphasis: Emphasis,
}

/// How cells stand out; each also in black and white.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Emphasis {
    /// Reached, better: green, bold.
    Good,
    /// Not reached, worse: red, hatched, underlined.
    Bad,
    /// Not to be relied on: grey, in italics.
    Doubtful,
    /// Filled: a month in which something is done.
    Filled,
}

/// What may be typed into cells.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct InputRule {
    /// The cells.
    pub range: Range,
    /// What is allowed.
    pub allowed: Allowed,
    /// What a person sees on the cell and on a wrong value.
    pub message: String,
}

/// What an input rule allows.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Allowed {
    /// A number from 0 to a greatest one, if there is one.
    Number(Option<f64>),
    /// One of these words.
    Words(Vec<String>),
    /// Whatever makes a formula for the first cell true.
    Formula(String),
}

/// A chart of series over the same categories.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Chart {
    /// Its title.
    pub title: String,
    /// What it shows, for those who do not see it.
    pub description: String,
    /// Lines with markers; otherwise columns.
    pub is_line: bool,
    /// Whether its axis of values begins at 0.
    pub from_nought: bool,
    /// The number format of its axis of values.
    pub number: String,
    /// The sheet its data are on.
    pub sheet: usize,
    /// The headings of the categories.
    pub categories: Range,
    /// For every series the cell of its name and its values.
    pub series: Vec<(Range, Range)>,
}

/// The first row below title and header.
pub const FIRST_ROW: u32 = 2;

/// How many rows a sheet can have.
pub const MOST_ROWS: usize = 1_048_576;

/// How many columns a sheet can have.
pub const MOST_COLUMNS: usize = 16_384;

/// How many characters a cell can hold.
pub const LONGEST_TEXT: usize = 32_767;

impl Cell {
    /// An empty cell.
    pub fn empty() -> Self {
        Content::Empty.into()
    }

    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Content::Text(text.into()).into()
    }

    /// A number.
    pub fn number(number: f64) -> Self {
        Content::Number(number).into()
    }

    /// A formula and what it gives.
    pub fn formula(formula: impl Into<String>, outcome: Outcome) -> Self {
        Content::Formula(formula.into(), outcome).into()
    }

    /// With a number format.
    #[must_use]
    pub fn as_number(mut self, format: &str) -> Self {
        format.clone_into(&mut self.look.number);
        self
    }

    /// With its content in the middle.
    #[must_use]
    pub fn centered(mut self) -> Self {
        self.look.align = Align::Center;
        self
    }

    /// With its content at the right.
    #[must_use]
    pub fn at_right(mut self) -> Self {
        self.look.align = Align::Right;
        self
    }

    /// In bold type.
    #[must_use]
    pub fn bold(mut self) -> Self {
        self.look.bold = true;
        self
    }

    /// Indented by so many levels.
    #[must_use]
    pub fn indented(mut self, levels: u8) -> Self {
        self.look.indent = levels;
        self
    }

    /// To be typed into.
    #[must_use]
    pub fn input(mut self) -> Self {
        self.look.is_input = true;
        self
    }

    /// Without a line between it and a neighbour.
    #[must_use]
    pub fn joining(mut self, neighbour: Neighbour) -> Self {
        self.look.joins = Some(neighbour);
        self
    }
}

impl From<Content> for Cell {
    fn from(content: Content) -> Self {
        Self {
            content,
            look: Look::default(),
        }
    }
}

impl Range {
    /// A single cell.
    pub fn cell(row: u32, column: u16) -> Self {
        Self {
            top: row,
            left: column,
            bottom: row,
            right: column,
        }
    }

    /// A part of a column.
    pub fn column(column: u16, top: u32, bottom: u32) -> Self {
        Self {
            top,
            left: column,
            bottom,
            right: column,
        }
    }
}

impl fmt::Display for Range {
    /// «B3» or «B3:D8».
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let letters = |column| column_name(column);
        write!(f, "{}{}", letters(self.left), self.top + 1)?;
        if (self.top, self.left) == (self.bottom, self.right) {
            return Ok(());
        }
        write!(f, ":{}{}", letters(self.right), self.bottom + 1)
    }
}

impl Sheet<'_> {
    /// A sheet without rows.
    pub fn new(name: &str, title: impl Into<String>, columns: Vec<Column>) -> Self {
        Self {
            name: name.to_owned(),
            title: title.into(),
            columns,
            rows: Vec::new().into(),
            fixed_columns: 0,
            pages_wide: 1,
            conditions: Vec::new(),
            inputs: Vec::new(),
            charts: Vec::new(),
        }
    }

    /// The first row below the table.
    pub fn next_row(&self) -> u32 {
        FIRST_ROW + self.rows.len() as u32
    }

    /// The row of the last cells; the header's, if there are none.
    pub fn last_row(&self) -> u32 {
        self.next_row() - 1
    }

    /// Whether no file can hold it: too many rows or columns.
    pub fn is_too_large(&self) -> bool {
        self.rows.len() + FIRST_ROW as usize > MOST_ROWS || self.columns.len() > MOST_COLUMNS
    }

    /// Header and rows.
    pub fn table(&self) -> Range {
        Range {
            top: FIRST_ROW - 1,
            left: 0,
            bottom: self.last_row(),
            right: (self.columns.len() as u16).saturating_sub(1),
        }
    }

    /// The cells of a column below its header.
    pub fn column(&self, column: u16) -> Range {
        Range::column(column, FIRST_ROW, self.last_row().max(FIRST_ROW))
    }
}

/// «A», «Z», «AA».
pub fn column_name(column: u16) -> String {
    let letter = char::from(b'A' + (column % 26) as u8);
    match column / 26 {
        0 => letter.to_string(),
        rest => format!("{}{letter}", column_name(rest - 1)),
    }
}

/// A sheet's name as formulas write it.
pub fn quoted(sheet: &str) -> String {
    format!("'{}'", sheet.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_named_as_spreadsheets_name_them() {
        for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(column_name(column), name);
        }
        assert_eq!(Range::cell(2, 1).to_string(), "B3");
        assert_eq!(Range::column(3, 2, 9).to_string(), "D3:D10");
        assert_eq!(quoted("План О'Генри"), "'План О''Генри'");
    }

    #[test]
    fn a_sheet_knows_where_its_table_ends() {
        let columns = vec![Column::new("Показатель", 40.0), Column::new("Факт", 10.0)];
        let mut sheet = Sheet::new("Лист", "Таблица", columns);
        assert_eq!(sheet.next_row(), 2);
        sheet.rows = vec![vec![Cell::text("а"), Cell::number(1.0)]].into();
        assert_eq!(sheet.table().to_string(), "A2:B3");
        assert_eq!(sheet.column(1).to_string(), "B3");
    }
}
