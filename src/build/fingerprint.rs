//! Hashes of what a file depends on.

use serde::Serialize;

use super::files::Content;
use super::manifest::Origin;
use super::{Format, Ready};
use crate::export::pdf;

/// What a file depends on; a new field is a new fingerprint.
#[derive(Serialize)]
struct Ingredients<'a> {
    format: Format,
    origin: &'a Origin,
    /// Of whatever the program lays out itself: a PDF, and charts and the pages of
    /// headings in a DOCX.
    layout: Option<[&'static str; 4]>,
    fonts: Option<String>,
}

/// What a document's files are made from.
pub(super) fn origin(content: Content<'_>, style: &str, period: Option<&str>) -> Origin {
    Origin {
        content: hash_of(&content),
        style: style.to_owned(),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        period: period.map(str::to_owned),
    }
}

/// The fingerprint of a document in a form, hexadecimal.
pub(super) fn of(content: Content<'_>, origin: &Origin, ready: &Ready, format: Format) -> String {
    let has_charts = match content {
        Content::Document(document) => {
            document.charts().next().is_some() || document.has_contents()
        }
        Content::Comparison(..) | Content::Workbook(_) => false,
    };
    let drawn = format == Format::Pdf || has_charts;
    let ingredients = Ingredients {
        format,
        origin,
        layout: drawn.then_some(pdf::LAYOUT),
        fonts: drawn.then(|| ready.fonts.identity().to_string()),
    };
    hash_of(&ingredients)
}

/// The hash of a value, hexadecimal; a workbook of millions of cells is never whole
/// in memory.
pub(super) fn hash_of(value: &impl Serialize) -> String {
    let mut hasher = blake3::Hasher::new();
    serde_json::to_writer(&mut hasher, value).expect("a hasher takes every byte");
    hasher.finalize().to_hex().to_string()
}
