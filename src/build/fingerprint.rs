//! A hash of everything a file depends on.

use serde::Serialize;

use super::Format;
use crate::document::Document;
use crate::export::pdf;
use crate::style::Style;

/// What a file depends on; a new field is a new fingerprint.
#[derive(Serialize)]
struct Ingredients<'a> {
    program: &'static str,
    format: Format,
    document: &'a Document,
    style: &'a Style,
    layout: &'static str,
}

/// The fingerprint of a document in a form, hexadecimal.
pub(super) fn of(document: &Document, style: &Style, format: Format) -> String {
    let ingredients = Ingredients {
        program: env!("CARGO_PKG_VERSION"),
        format,
        document,
        style,
        layout: match format {
            Format::Docx => "",
            Format::Pdf => pdf::LAYOUT,
        },
    };
    let mut hasher = blake3::Hasher::new();
    serde_json::to_writer(&mut hasher, &ingredients).expect("a hasher takes every byte");
    hasher.finalize().to_hex().to_string()
}
