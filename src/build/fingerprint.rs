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
    layout: &'static str,
    /// Of the fonts of a PDF.
    fonts: Option<String>,
}

/// The fingerprint of a document in a form, hexadecimal.
pub(super) fn of(content: Content<'_>, ready: &Ready, format: Format) -> String {
    let ingredients = Ingredients {
        program: env!("CARGO_PKG_VERSION"),
        format,
        content,
        style: &ready.style,
        layout: match format {
            Format::Docx | Format::Xlsx => "",
            Format::Pdf => pdf::LAYOUT,
        },
        fonts: match format {
            Format::Docx | Format::Xlsx => None,
            Format::Pdf => Some(ready.fonts.identity().to_string()),
        },
    };
    let mut hasher = blake3::Hasher::new();
    serde_json::to_writer(&mut hasher, &ingredients).expect("a hasher takes every byte");
    hasher.finalize().to_hex().to_string()
}
