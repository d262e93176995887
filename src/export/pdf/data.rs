//! The document as the template receives it: the tree, and what the template
//! has to be told beforehand (widths, outline levels, words and rows to break).

use std::borrow::Cow;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::chart::Chart;
use super::fonts::{Fonts, SingleLine};
use crate::document::{Orientation, Role};
use crate::style::{Align, CHART_SIZE, Style};

/// What `json("data.json")` gives the template.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Data<'a> {
    pub(super) title: &'a str,
    pub(super) author: &'a str,
    pub(super) subject: &'a str,
    #[serde(flatten)]
    pub(super) setting: Setting<'a>,
    pub(super) style: &'a Style,
    /// Share of the text's width that the post of a signature may take.
    pub(super) post_share: f32,
    /// Indent in mm of a line of the table of contents, for every level.
    pub(super) contents_indent: f32,
    pub(super) parts: Vec<Part<'a>>,
}

/// How all text is set.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Setting<'a> {
    /// Families in the order in which they are asked for a character.
    pub(super) fonts: Vec<&'a str>,
    pub(super) single_line: SingleLine,
    /// Type size of charts in pt.
    pub(super) chart_size: f32,
}

impl<'a> Setting<'a> {
    pub(super) fn new(fonts: &'a Fonts) -> Self {
        Self {
            fonts: fonts.families(),
            single_line: fonts.single_line(),
            chart_size: CHART_SIZE,
        }
    }
}

/// What `json("data.json")` gives the template of a picture.
#[derive(Serialize)]
pub(super) struct Picture<'a> {
    #[serde(flatten)]
    pub(super) setting: Setting<'a>,
    pub(super) chart: Chart<'a>,
}

/// Pages of one orientation.
#[derive(Serialize)]
pub(super) struct Part<'a> {
    pub(super) orientation: Orientation,
    pub(super) restart: bool,
    /// Space above the first block in pt.
    pub(super) before: f32,
    pub(super) blocks: Vec<Block<'a>>,
}

/// A piece of a part that stands below the previous one.
#[derive(Serialize)]
#[serde(tag = "block", rename_all = "kebab-case")]
pub(super) enum Block<'a> {
    Paragraph(Paragraph<'a>),
    Registration {
        date: Text<'a>,
        number: Text<'a>,
        place: Option<Text<'a>>,
    },
    Signature {
        post: Text<'a>,
        name: Text<'a>,
        /// Never apart from the next block.
        keep: bool,
    },
    List {
        list: List<'a>,
        keep: bool,
    },
    Table(Table<'a>),
    Chart {
        chart: Chart<'a>,
        /// Never apart from the next block.
        keep: bool,
    },
    /// The headings with their pages.
    Contents,
    /// Brings the end of a table or list to the page of the signature.
    PageBreak,
}

/// Text of one role.
#[derive(Serialize)]
pub(super) struct Paragraph<'a> {
    pub(super) role: Role,
    pub(super) heading: Option<Heading>,
    /// Never apart from the next block.
    pub(super) keep: bool,
    /// All lines on one page.
    pub(super) whole: bool,
    pub(super) text: Text<'a>,
}

/// What bookmarks show of a heading.
#[derive(Serialize)]
pub(super) struct Heading {
    pub(super) level: u8,
    /// Whether the table of contents lists it.
    pub(super) listed: bool,
    pub(super) title: String,
}

/// A list and those below it.
#[derive(Serialize)]
pub(super) struct List<'a> {
    /// Whether markers differ, as numbers do.
    pub(super) ordered: bool,
    pub(super) items: Vec<Item<'a>>,
}

/// An item of a list.
#[derive(Serialize)]
pub(super) struct Item<'a> {
    pub(super) marker: &'a str,
    /// Where the marker stands, in mm.
    pub(super) indent: f32,
    /// How wide the marker with its space is, in pt.
    pub(super) room: f32,
    pub(super) text: Text<'a>,
    pub(super) children: Option<List<'a>>,
}

/// A table.
#[derive(Serialize)]
pub(super) struct Table<'a> {
    /// Type size in pt.
    pub(super) size: f32,
    /// Widths of columns in mm.
    pub(super) widths: Vec<f32>,
    pub(super) align: Vec<Align>,
    pub(super) head: Vec<Cell<'a>>,
    pub(super) body: Vec<Rows<'a>>,
    /// Never apart from the next block.
    pub(super) keep: bool,
}

/// Rows below the head.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Rows<'a> {
    /// Rows, one below the other, that stay with the row below them.
    Held(Vec<Held<'a>>),
    /// A section that cannot be held there: spans tie it to other rows.
    LooseSection(Vec<Cell<'a>>),
    /// A row that may go on over the page.
    Breakable(Vec<Cell<'a>>),
    /// A row that stands on one page.
    Whole(Vec<Cell<'a>>),
    /// Such rows with nothing but plain text: nearly all of a table, so they
    /// come without any structure that the template would have to go through.
    #[serde(untagged)]
    Plain(Vec<&'a str>),
}

/// A row that stays with the row below it.
#[derive(Serialize)]
pub(super) struct Held<'a> {
    /// Whether it is a section and looks like one.
    pub(super) section: bool,
    pub(super) cells: Vec<Cell<'a>>,
}

/// A cell.
pub(super) struct Cell<'a> {
    pub(super) columns: u16,
    pub(super) rows: u16,
    pub(super) paragraphs: Vec<Text<'a>>,
}

impl<'a> Cell<'a> {
    /// Its text, if the cell is one paragraph in one column and row.
    fn simple(&self) -> Option<&Text<'a>> {
        match (self.columns, self.rows, self.paragraphs.as_slice()) {
            (1, 1, [text]) => Some(text),
            _ => None,
        }
    }

    /// Its text, if that is all there is to it.
    pub(super) fn plain(&self) -> Option<&'a str> {
        match self.simple()? {
            Text::Plain(text) => Some(text),
            Text::Runs(_) => None,
        }
    }
}

/// A simple cell is just its text.
impl Serialize for Cell<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Some(text) = self.simple() {
            return text.serialize(serializer);
        }
        let mut cell = serializer.serialize_struct("Cell", 3)?;
        cell.serialize_field("columns", &self.columns)?;
        cell.serialize_field("rows", &self.rows)?;
        cell.serialize_field("paragraphs", &self.paragraphs)?;
        cell.end()
    }
}

/// Text of a paragraph; nearly all of it is one string.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Text<'a> {
    Plain(&'a str),
    Runs(Vec<Run<'a>>),
}

/// A piece of a line.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Run<'a> {
    Bold(Vec<Run<'a>>),
    Italic(Vec<Run<'a>>),
    /// What only the new of two compared documents has.
    Inserted(Vec<Run<'a>>),
    /// What only the old of two compared documents has.
    Deleted(Vec<Run<'a>>),
    /// A number that a label marks: the label's number, what it shows.
    Target(usize, Vec<Run<'a>>),
    /// A link to such a number.
    Reference(usize, Vec<Run<'a>>),
    Break(()),
    /// Called here, told at the foot of the page.
    Footnote(Vec<Run<'a>>),
    /// A line may end here inside a word that no line can hold.
    Split(()),
    /// A line must not end inside.
    Whole(Cow<'a, str>),
    #[serde(untagged)]
    Text(&'a str),
}

impl Data<'_> {
    pub(super) fn to_json(&self) -> String {
        to_json(self)
    }
}

impl Picture<'_> {
    pub(super) fn to_json(&self) -> String {
        to_json(self)
    }
}

fn to_json(data: &impl Serialize) -> String {
    serde_json::to_string(data).expect("structs with string keys always serialise")
}
