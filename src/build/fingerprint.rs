//! A hash of everything a file depends on.

use serde::Serialize;

use super::{Content, Format, Ready};
use crate::export::pdf;
use crate::style::Style;

/// What a file depends on; a new field is a new fingerprint.
#[derive(Serialize)]
struct Ingredients<'a> {
    program: &'static str,
    format: Format,
    content: Content<'a>,
    style: &'a Style,
    /// Of whatever the program lays out itself: a PDF, and charts and the pages of
    /// headings in a DOCX.
    layout: Option<[&'static str; 4]>,
    fonts: Option<String>,
}

/// The fingerprint of a document in a form, hexadecimal.
pub(super) fn of(content: Content<'_>, ready: &Ready, format: Format) -> String {
    let has_charts = match content {
        Content::Document(document) => {
            document.charts().next().is_some() || document.has_contents()
        }
        Content::Workbook(_) => false,
    };
    let drawn = format == Format::Pdf || has_charts;
    let ingredients = Ingredients {
        program: env!("CARGO_PKG_VERSION"),
        format,
        content,
        style: &ready.style,
        layout: drawn.then_some(pdf::LAYOUT),
        fonts: drawn.then(|| ready.fonts.identity().to_string()),
    };
    let mut hasher = blake3::Hasher::new();
    serde_json::to_writer(&mut hasher, &ingredients).expect("a hasher takes every byte");
    hasher.finalize().to_hex().to_string()
}
