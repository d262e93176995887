//! Writing a document as DOCX.
//!
//! docx-rs turns our tree into XML parts; `normalise` brings their elements into
//! the order the schema demands and adds what docx-rs cannot say; `package` adds
//! the fixed parts and zips everything with fixed dates, so that equal documents
//! are equal files.

mod body;
mod contents;
mod field;
mod footnotes;
mod normalise;
mod package;
mod page;
mod picture;
#[cfg(test)]
mod reading;
mod revision;
mod styles;
mod table;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tracking;

use docx_rs::Docx;

pub use crate::document::compare::Attribution;
use crate::document::{Document, Orientation};
use crate::export::pdf::{Fonts, PdfError};
use crate::style::Style;
use body::Body;
use contents::Contents;
use page::Page;

/// Why a document cannot become a DOCX file.
#[derive(Debug, thiserror::Error)]
pub enum DocxError {
    /// A character that XML cannot hold, or a line break or tab inside plain text.
    #[error("знак U+{code:04X} не может стоять в документе: «{text}»")]
    Character {
        /// The character's code point.
        code: u32,
        /// The beginning of the text it stands in, with � in its place.
        text: String,
    },
    /// A row whose cells, spans counted, do not fill the table's columns exactly.
    #[error("ячейки строки {0} таблицы не совпадают со столбцами")]
    Row(usize),
    /// A chart cannot be drawn, or the pages of headings are not to be found out.
    #[error("диаграмма или оглавление не получились: {0}")]
    Layout(#[from] PdfError),
    /// docx-rs wrote something that is not XML.
    #[error("разметка DOCX не читается: {0}")]
    Xml(#[from] quick_xml::Error),
    /// The parts could not be packed.
    #[error("DOCX не упаковывается: {0}")]
    Package(#[from] zip::result::ZipError),
}

/// Writes `document` in the layout of `style` as a DOCX file; its charts are
/// pictures, drawn with `fonts` as in the PDF.
///
/// Equal documents give equal bytes.
///
/// # Errors
/// [`DocxError::Character`] and [`DocxError::Row`] for a tree that markup could not
/// have given, [`DocxError::Layout`] for characters that no font has; the others if
/// docx-rs or zip fail.
pub fn docx(document: &Document, style: &Style, fonts: &Fonts) -> Result<Vec<u8>, DocxError> {
    let by = Attribution {
        author: document.author.clone(),
        date: None,
    };
    tracked(document, &by, style, fonts)
}

/// What [`docx`] does, with what only one of two compared documents has (see
/// [`crate::document::compare`]) as tracked changes: accepted they leave the new
/// text, rejected the old one.
///
/// # Errors
/// As [`docx`]; [`DocxError::Character`] for an author with such a character, too.
pub fn tracked(
    document: &Document,
    by: &Attribution,
    style: &Style,
    fonts: &Fonts,
) -> Result<Vec<u8>, DocxError> {
    plain(&style.font)?;
    plain(&by.author)?;
    let mut docx = Docx::new()
        .styles(styles::styles(style))
        .header(page::page_number());
    // Every section shows the one header that docx-rs has now put into the last.
    let numbered = std::mem::take(&mut docx.document.section_property);
    let mut body = Body::new(style, fonts, Contents::of(document, style, fonts)?);
    let mut last = Page::new(style, Orientation::default()).section(&numbered, true, false);
    for (index, part) in document.parts.iter().enumerate() {
        if index > 0 {
            body.end_section(last);
        }
        let page = Page::new(style, part.orientation);
        // The very first page is a page 1, whether or not numbering restarts there ([N-27]).
        let unnumbered = index == 0 || part.restart_numbering;
        last = page.section(&numbered, unnumbered, part.restart_numbering);
        body.part(part, &page)?;
    }
    docx.document.section_property = last;
    let (children, pictures) = body.finish();
    docx.document.children = children;
    package::package(document, by, style, docx.build(), &pictures)
}

/// Passes text that may stand in a document: XML has no way to write the others,
/// and docx-rs would drop line breaks silently.
fn plain(text: &str) -> Result<&str, DocxError> {
    let foreign = |c: char| c < ' ' || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    let shown = |c: char| if foreign(c) { '\u{FFFD}' } else { c };
    match text.chars().find(|&c| foreign(c)) {
        None => Ok(text),
        Some(character) => Err(DocxError::Character {
            code: character.into(),
            text: text.chars().take(60).map(shown).collect(),
        }),
    }
}

/// Millimetres in twentieths of a point, the unit of OOXML.
fn mm(length: f32) -> i32 {
    (length * 1440.0 / 25.4).round() as i32
}

/// The opposite of [`mm`].
fn in_mm(length: i32) -> f32 {
    length as f32 * 25.4 / 1440.0
}

/// Points in twentieths of a point.
fn pt(length: f32) -> i32 {
    (length * 20.0).round() as i32
}
