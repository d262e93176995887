//! A finished document as a tree of requisites, text and tables: what the
//! writers turn into DOCX and PDF.
//!
//! The tree knows nothing of dossiers; it says *what* stands in the document.
//! *How* it is set (margins, type, spacing) is said by [`Style`].

pub mod chart;
pub mod compare;
mod contents;
pub mod fitting;
pub mod markup;
pub mod pagination;
mod texts;
pub mod typography;

use std::ops::Range;

use serde::{Deserialize, Serialize};

pub use chart::Chart;
pub use contents::Entry;

use crate::style::{Align, ParagraphStyle, Style, TableStyle};

/// A document: its properties and its parts, each starting on a new page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// The title shown by viewers and read aloud by screen readers.
    pub title: String,
    /// What the document is about, for the file's properties; may be empty.
    pub subject: String,
    /// Who issues it, for the file's properties; may be empty.
    pub author: String,
    /// The parts in order.
    pub parts: Vec<Part>,
}

/// A run of pages of one orientation: the order itself, or an appendix.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// How the sheet lies.
    pub orientation: Orientation,
    /// Whether page numbers start again at 1 ([N-29]); page 1 shows none ([N-27]).
    pub restart_numbering: bool,
    /// The content in reading order.
    pub blocks: Vec<Block>,
}

/// How a sheet lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Orientation {
    /// Upright, «книжная».
    #[default]
    Portrait,
    /// Lying, «альбомная», for wide tables ([N-30]).
    Landscape,
}

/// A piece of a part that stands below the previous one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "block", rename_all = "lowercase")]
pub enum Block {
    /// Text of one role.
    Paragraph(Paragraph),
    /// Date at the left and number at the right of one line, the place below ([N-41]).
    Registration {
        /// «01.02.2022»
        date: Vec<Inline>,
        /// «№ 17»
        number: Vec<Inline>,
        /// «г. Беломорск», empty where the organisation's name shows it ([N-48]).
        place: Vec<Inline>,
    },
    /// Post at the left, name at the right on the level of the post's last line ([N-56]).
    Signature {
        /// The post, its lines divided by [`Inline::Break`].
        post: Vec<Inline>,
        /// «И.О. Фамилия»
        name: Vec<Inline>,
    },
    /// A list with typed markers.
    List(List),
    /// A table.
    Table(Table),
    /// A drawing of numbers.
    Chart(Chart),
    /// The headings of the whole document with their pages.
    Contents,
}

/// What a paragraph is in its document; the style profile says how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// «Проект», at the right above all else, until the document is signed.
    Draft,
    /// Name of the issuing body.
    Letterhead,
    /// «ПРИКАЗ»
    Kind,
    /// The document's title, «Об утверждении …»; heading level 1.
    Title,
    /// «ПРИКАЗЫВАЮ:»
    Command,
    /// Running text.
    Body,
    /// A point or subpoint of an order.
    Point,
    /// «Приложение № 1 …» and the stamp of approval: a block at the right.
    Stamp,
    /// To whom a report or a letter goes: a block at the right.
    Addressee,
    /// «Уважаемая …!»
    Salutation,
    /// «(в ред. приказа … от … № …)» below a title ([N-99]).
    Revised,
    /// The title of a plan or appendix, centred; heading level 1.
    PartTitle,
    /// A heading inside a part; heading level 2.
    Heading,
    /// A heading below a heading; heading level 3.
    Subheading,
    /// A heading below that; heading level 4.
    SmallHeading,
    /// «Содержание»: looks like a heading, but stands in no outline.
    ContentsTitle,
    /// «Таблица 3 – …», above its table.
    Caption,
    /// The document's title on a page of its own; heading level 1.
    CoverTitle,
    /// Place and year at the bottom of that page.
    CoverPlace,
    /// Who drew the document up, with a telephone, bottom left ([N-63]).
    Executor,
    /// A remark in smaller type.
    Note,
}

impl Role {
    /// The outline level of a heading, `None` for everything else.
    pub fn heading_level(self) -> Option<u8> {
        match self {
            Self::Title | Self::PartTitle | Self::CoverTitle => Some(1),
            Self::Heading => Some(2),
            Self::Subheading => Some(3),
            Self::SmallHeading => Some(4),
            _ => None,
        }
    }

    /// Whether it says what follows and must not end a page.
    pub fn heads_next(self) -> bool {
        self.heading_level().is_some() || matches!(self, Self::ContentsTitle | Self::Caption)
    }

    /// Whether it is a block at the right whose lines begin at its left edge ([N-51]).
    pub fn is_at_right(self) -> bool {
        matches!(self, Self::Stamp | Self::Addressee)
    }

    /// Whether it stands at the bottom of its page, whatever is above.
    pub fn is_at_bottom(self) -> bool {
        self == Self::CoverPlace
    }

    /// How the profile sets it.
    pub fn style(self, style: &Style) -> &ParagraphStyle {
        let paragraphs = &style.paragraphs;
        match self {
            Self::Draft => &paragraphs.draft,
            Self::Letterhead => &paragraphs.letterhead,
            Self::Kind => &paragraphs.kind,
            Self::Title => &paragraphs.title,
            Self::Command => &paragraphs.command,
            Self::Body => &paragraphs.body,
            Self::Point => &paragraphs.point,
            Self::Stamp => &paragraphs.stamp,
            Self::Addressee => &paragraphs.addressee,
            Self::Salutation => &paragraphs.salutation,
            Self::Revised => &paragraphs.revised,
            Self::PartTitle => &paragraphs.part_title,
            Self::Heading => &paragraphs.heading,
            Self::Subheading => &paragraphs.subheading,
            Self::SmallHeading => &paragraphs.small_heading,
            Self::ContentsTitle => &paragraphs.contents_title,
            Self::Caption => &paragraphs.caption,
            Self::CoverTitle => &paragraphs.cover_title,
            Self::CoverPlace => &paragraphs.cover_place,
            Self::Executor => &paragraphs.executor,
            Self::Note => &paragraphs.note,
        }
    }
}

/// A paragraph.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Paragraph {
    /// What it is.
    pub role: Role,
    /// Its text; for points and headings the printed number comes first.
    pub content: Vec<Inline>,
    /// Never leave the next block alone on the following page.
    pub keep_with_next: bool,
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "inline", content = "content", rename_all = "lowercase")]
pub enum Inline {
    /// Plain text; may hold no-break spaces, never line breaks or control characters.
    Text(String),
    /// Bold.
    Bold(Vec<Inline>),
    /// Italic.
    Italic(Vec<Inline>),
    /// What one of two compared documents has and the other has not; see [`compare`].
    Revised(Revision, Vec<Inline>),
    /// A number that other places speak of, or one of those places.
    Linked(Link, Vec<Inline>),
    /// A forced line break inside the paragraph.
    Break,
    /// A footnote, which is called here and told at the foot of the page.
    Footnote(Footnote),
}

/// How places of a document speak of one another; targets are numbered from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Link {
    /// What is spoken of.
    Target(usize),
    /// Where it is spoken of.
    Reference(usize),
}

/// A footnote; its text has none of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Footnote {
    /// From 1 through the whole document.
    pub number: usize,
    /// What is told.
    pub content: Vec<Inline>,
}

/// Which of two compared documents has a piece.
///
/// There is no such mark on paragraphs, items and rows: one is new or gone when all
/// of its text is, which [`Revision::of`] tells. A chart has no text and bears its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Revision {
    /// Only the new one.
    Inserted,
    /// Only the old one.
    Deleted,
}

impl Revision {
    /// The revision that all of `contents` stands in; `None` if any of it stands
    /// outside, or if there is nothing.
    pub fn of<'c>(contents: impl IntoIterator<Item = &'c [Inline]>) -> Option<Self> {
        let mut common = None;
        for content in contents {
            for inline in content {
                let Inline::Revised(revision, _) = inline else {
                    return None;
                };
                if *common.get_or_insert(*revision) != *revision {
                    return None;
                }
            }
        }
        common
    }
}

/// A list; markers are text, so that all writers show the same ones ([N-126]).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct List {
    /// The items in order.
    pub items: Vec<Item>,
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// What stands before it: «–», «1)», «а)»; empty where a comparison tells old and
    /// new ones apart, for then `content` begins with them.
    pub marker: String,
    /// Its text.
    pub content: Vec<Inline>,
    /// A list below the item.
    pub children: Option<List>,
}

/// A table; every row fills every column, spans counted ([`markup`] sees to it).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// Whether it has so many columns that its type is smaller ([N-14]).
    pub dense: bool,
    /// The columns from left to right.
    pub columns: Vec<Column>,
    /// Rows repeated at the top of every page ([N-33]).
    pub head: Vec<Row>,
    /// The other rows.
    pub body: Vec<Row>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// Width in mm; columns without one share what is left.
    pub width: Option<f32>,
    /// How many shares of that a column without a width takes, at least one.
    pub share: u16,
    /// How its body cells are aligned.
    #[serde(deserialize_with = "Aligned::deserialize")]
    pub align: Align,
}

/// How an alignment is written in a tree; in a style profile it is a Russian word.
#[derive(Deserialize)]
#[serde(remote = "Align", rename_all = "kebab-case")]
enum Aligned {
    Left,
    Center,
    Right,
    Justify,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// A row that heads those below it and is never left alone at a page's end.
    pub section: bool,
    /// Never leave the next row alone on the following page.
    pub keep_with_next: bool,
    /// The cells that begin in this row.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// How many columns it covers.
    pub columns: u16,
    /// How many rows it covers.
    pub rows: u16,
    /// Its paragraphs.
    pub paragraphs: Vec<Vec<Inline>>,
}

impl Table {
    /// Its type size in pt.
    pub fn size(&self, style: &TableStyle) -> f32 {
        if self.dense {
            style.dense_size
        } else {
            style.size
        }
    }

    /// Column widths in mm that fill `available` mm: given widths are kept (or
    /// shrunk together if they do not fit), the others share the rest.
    pub fn widths(&self, available: f32) -> Vec<f32> {
        let given: f32 = self.columns.iter().filter_map(|c| c.width).sum();
        let open = self.columns.iter().filter(|c| c.width.is_none()).count();
        let shares: u16 = self
            .columns
            .iter()
            .filter(|c| c.width.is_none())
            .map(|c| c.share)
            .sum();
        if open == 0 || given + MIN_COLUMN * open as f32 > available {
            // Too little to share: open columns still get a legible strip.
            let wanted: Vec<f32> = self
                .columns
                .iter()
                .map(|c| c.width.unwrap_or(MIN_COLUMN))
                .collect();
            let scale = available / wanted.iter().sum::<f32>();
            return wanted.into_iter().map(|w| w * scale).collect();
        }
        // What is above the least is shared, so that no share is less than that.
        let share = (available - given - MIN_COLUMN * open as f32) / f32::from(shares.max(1));
        self.columns
            .iter()
            .map(|c| c.width.unwrap_or(MIN_COLUMN + share * f32::from(c.share)))
            .collect()
    }
}

impl Table {
    /// The columns that each cell takes, row by row, the head's first: cells of
    /// several rows push those below them to the right.
    pub fn places(&self) -> Vec<Vec<Range<usize>>> {
        let mut covered: Vec<u16> = vec![0; self.columns.len()];
        let rows = self.head.iter().chain(&self.body);
        rows.map(|row| row.places(&mut covered)).collect()
    }
}

impl Row {
    /// `covered` counts for each column the rows that cells from above still reach into.
    fn places(&self, covered: &mut [u16]) -> Vec<Range<usize>> {
        let mut at = 0;
        let mut places = Vec::with_capacity(self.cells.len());
        for cell in &self.cells {
            while covered.get(at).is_some_and(|rows| *rows > 0) {
                at += 1;
            }
            let end = (at + usize::from(cell.columns)).min(covered.len());
            let place = at.min(end)..end;
            covered[place.clone()].fill(cell.rows);
            places.push(place);
            at = end;
        }
        for rows in covered {
            *rows = rows.saturating_sub(1);
        }
        places
    }
}

/// The least width of a column in mm that still holds a word.
const MIN_COLUMN: f32 = 15.0;

#[cfg(test)]
mod tests {
    use super::*;

    fn table(widths: &[Option<f32>]) -> Table {
        Table {
            dense: false,
            columns: widths
                .iter()
                .map(|&width| Column {
                    width,
                    share: 1,
                    align: Align::Left,
                })
                .collect(),
            head: Vec::new(),
            body: Vec::new(),
        }
    }

    #[test]
    fn open_columns_share_what_is_left() {
        let widths = table(&[Some(10.0), None, None]).widths(170.0);
        assert_eq!(widths, [10.0, 80.0, 80.0]);
    }

    #[test]
    fn a_column_of_two_shares_is_wider() {
        let mut table = table(&[Some(10.0), None, None]);
        table.columns[1].share = 2;
        assert_eq!(table.widths(145.0), [10.0, 85.0, 50.0]);
    }

    #[test]
    fn a_table_always_fills_the_page() {
        for widths in [
            &[Some(100.0), Some(100.0)][..],
            &[Some(10.0), Some(10.0)],
            &[Some(200.0), None],
            &[Some(169.0), None],
        ] {
            let sum: f32 = table(widths).widths(170.0).iter().sum();
            assert!((sum - 170.0).abs() < 0.01, "{widths:?} gave {sum}");
        }
    }
}
