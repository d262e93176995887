//! Long prose as read from a Markdown file of the dossier's folder `text`.

use super::scalar::Text;
use crate::diagnostic::{SourceId, Span};

/// A Markdown file.
#[derive(Clone, Debug)]
pub struct Manuscript {
    /// Its name in the folder: «пояснительная-записка.md».
    pub name: String,
    /// Its text.
    pub source: SourceId,
    /// Its blocks in order.
    pub blocks: Vec<TextBlock>,
}

/// A block of long prose.
#[derive(Clone, Debug)]
pub enum TextBlock {
    /// A heading.
    Heading {
        /// From 1 to [`MAX_HEADING`].
        level: u8,
        /// Its text.
        content: Vec<Piece>,
        /// Where it stands.
        span: Span,
    },
    /// A paragraph; one that is a single reference may stand for a whole block.
    Paragraph(Vec<Piece>),
    /// A list.
    List(Vec<TextItem>),
    /// A table.
    Table(TextTable),
}

/// The deepest level of headings in a manuscript.
pub const MAX_HEADING: u8 = 3;

/// The deepest level of lists in a manuscript.
pub const MAX_LIST: u8 = 3;

/// An item of a list; lists below it follow flat, with levels.
#[derive(Clone, Debug)]
pub struct TextItem {
    /// From 1 to [`MAX_LIST`].
    pub level: u8,
    /// «–», «1.», «2)»
    pub marker: String,
    /// Its text.
    pub content: Vec<Piece>,
}

/// A table written in Markdown.
#[derive(Clone, Debug)]
pub struct TextTable {
    /// How the columns are aligned, as many as every row has cells.
    pub columns: Vec<ColumnAlign>,
    /// The heading of every column.
    pub head: Vec<Vec<Piece>>,
    /// The rows below, each with a cell a column.
    pub rows: Vec<Vec<Vec<Piece>>>,
    /// Where it stands.
    pub span: Span,
}

/// How a column of a Markdown table is aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnAlign {
    /// «---» or «:---»
    Left,
    /// «:---:»
    Center,
    /// «---:»
    Right,
}

/// A piece of a line.
#[derive(Clone, Debug)]
pub enum Piece {
    /// Plain words.
    Text(String, Face),
    /// What stands between «{{» and «}}».
    Reference(Text, Face),
    /// A line break that was asked for.
    Break,
    /// A footnote with its text.
    Footnote(Vec<Piece>),
}

/// Emphasis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Face {
    /// `**…**`
    pub bold: bool,
    /// `*…*`
    pub italic: bool,
}

impl TextBlock {
    /// The lines of text it holds, in reading order.
    pub fn lines(&self) -> Vec<&[Piece]> {
        match self {
            Self::Heading { content, .. } | Self::Paragraph(content) => vec![content],
            Self::List(items) => items.iter().map(|item| &item.content[..]).collect(),
            Self::Table(table) => {
                let rows = std::iter::once(&table.head).chain(&table.rows);
                rows.flatten().map(Vec::as_slice).collect()
            }
        }
    }

    /// The reference that is all of the block, where there is one.
    pub fn reference(&self) -> Option<&Text> {
        let Self::Paragraph(content) = self else {
            return None;
        };
        let mut pieces = content.iter().filter(|piece| !piece.is_blank());
        match (pieces.next(), pieces.next()) {
            (Some(Piece::Reference(text, _)), None) => Some(text),
            _ => None,
        }
    }
}

impl Piece {
    /// Whether nothing of it is seen, as the space beside a note.
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Text(text, _) if text.trim().is_empty())
    }
}
