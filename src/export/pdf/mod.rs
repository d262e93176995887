//! PDF by Typst: one template lays out every document by the style profile.
//!
//! ```text
//! Document ─blocks─▶ Data ─JSON─▶ templates/pdf/document.typ ─Typst─▶ pages ─▶ bytes
//!    Chart ─chart──▶ Picture ───▶ templates/pdf/picture.typ ──Typst─▶ page ──▶ PNG for DOCX
//! ```
//!
//! Both draw a chart by `templates/pdf/chart.typ`.
//!
//! The template knows how a requisite looks; `Data` tells it what it could only
//! find out by measuring: column widths, words to break, rows that may break.

mod blocks;
mod chart;
mod check;
mod data;
mod error;
mod fonts;
mod layout;
mod lines;
mod picture;
mod table;
mod text;
mod world;

#[cfg(test)]
mod tests;

use std::panic::{AssertUnwindSafe, catch_unwind};

use typst::foundations::{Datetime, Smart};
use typst_pdf::{PdfOptions, PdfStandard as Standard, PdfStandards, Timestamp};

pub use self::chart::{Tight, tight};
pub use self::error::PdfError;
pub use self::fonts::Fonts;
pub(super) use self::picture::picture;
pub use self::world::LAYOUT;

use self::blocks::Lone;
use self::layout::{Laid, layout};
use crate::document::Document;
use crate::style::{PdfStandard, Style};

/// Points in a millimetre.
const PT: f32 = 72.0 / 25.4;

/// Rows and paragraphs longer than this part of a page may go on over it [N-33].
const LONG: f32 = 0.5;

/// How many documents ago the layout of a piece of text may have been used last
/// and still be remembered: memory stays flat, neighbours share their work.
const REMEMBERED: usize = 10;

/// The program that made the file, as its properties show it.
const CREATOR: &str = concat!("Dyak ", env!("CARGO_PKG_VERSION"));

/// Sets `document` in `fonts` and returns the bytes of the PDF: the same for the
/// same arguments, on every machine.
///
/// [`Style::pdf_font`] is not looked at: whoever has found the files of that
/// family hands them in as `fonts`.
///
/// # Errors
/// [`PdfError`] if a character is in no font, or Typst refuses the layout or the
/// standard.
pub fn pdf(document: &Document, style: &Style, fonts: &Fonts) -> Result<Vec<u8>, PdfError> {
    check::check(document, fonts)?;
    let set = || export(layout(document, style, fonts)?, style);
    // Typst 0.15 has assertions that unusual tables break.
    let result = catch_unwind(AssertUnwindSafe(set));
    comemo::evict(REMEMBERED);
    result.unwrap_or_else(|panic| Err(PdfError::of_panic(panic.as_ref())))
}

/// The number of the page, as printed, of every heading that a table of contents lists.
///
/// # Errors
/// As [`pdf`].
pub(super) fn heading_pages(
    document: &Document,
    style: &Style,
    fonts: &Fonts,
) -> Result<Vec<usize>, PdfError> {
    check::check(document, fonts)?;
    let set = || {
        Ok(layout::heading_pages(
            &layout(document, style, fonts)?.pages,
        ))
    };
    let result = catch_unwind(AssertUnwindSafe(set));
    comemo::evict(REMEMBERED);
    result.unwrap_or_else(|panic| Err(PdfError::of_panic(panic.as_ref())))
}

/// The Typst source of `document`: the template with the data inside, which any
/// Typst editor that has the fonts compiles to the same pages.
///
/// One thing is left out: [`pdf`] looks where signatures came to stand and moves
/// the last row of a table to a signature that would be alone on its page.
pub fn typst_source(document: &Document, style: &Style, fonts: &Fonts) -> String {
    let none = Lone::new();
    world::standalone(&blocks::data(document, style, fonts, &none).to_json())
}

fn export(laid: Laid, style: &Style) -> Result<Vec<u8>, PdfError> {
    let (standards, tagged) = standards(style.pdf_standard);
    let options = PdfOptions {
        ident: Smart::Custom(laid.digest),
        creator: Smart::Custom(Some(CREATOR.to_owned())),
        timestamp: timestamp(),
        page_ranges: None,
        standards: PdfStandards::new(standards).map_err(|error| PdfError::of_standards(&error))?,
        tagged,
        pretty: false,
    };
    typst_pdf::pdf(&laid.pages, &options)
        .map_err(|errors| PdfError::of_layout(&laid.world, &errors))
}

/// The standards Typst checks the file against, and whether it is tagged [N-121].
fn standards(standard: PdfStandard) -> (&'static [Standard], bool) {
    match standard {
        PdfStandard::A2aUa1 => (&[Standard::A_2a, Standard::Ua_1], true),
        PdfStandard::A2a => (&[Standard::A_2a], true),
        PdfStandard::A2b => (&[Standard::A_2b], false),
        PdfStandard::A1a => (&[Standard::A_1a], true),
        PdfStandard::A1b => (&[Standard::A_1b], false),
        PdfStandard::V1_7 => (&[Standard::V_1_7], true),
    }
}

/// PDF/A wants a date of creation. The clock would make every run differ, so it
/// is the day on which the calendar of zip, hence of DOCX and XLSX, begins.
fn timestamp() -> Option<Timestamp> {
    Datetime::from_ymd_hms(1980, 1, 1, 0, 0, 0).map(Timestamp::new_utc)
}
