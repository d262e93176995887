//! Hashes of what a file depends on.

use serde::{Deserialize, Serialize};

use super::files::Content;
use super::manifest::Origin;
use super::{Format, Ready};
use crate::export::pdf;
use crate::workbook::Workbook;

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
        content: content.hash(),
        style: style.to_owned(),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        period: period.map(str::to_owned),
    }
}

/// The fingerprint of a document in a form, hexadecimal.
pub(super) fn of(content: Content<'_>, origin: &Origin, ready: &Ready, format: Format) -> String {
    let has_layout = match content {
        Content::Document(document) => {
            document.charts().next().is_some() || document.has_contents()
        }
        Content::Comparison(..) | Content::Workbook(..) => false,
    };
    let drawn = format == Format::Pdf || has_layout;
    let ingredients = Ingredients {
        format,
        origin,
        layout: drawn.then_some(pdf::LAYOUT),
        fonts: drawn.then(|| ready.fonts.identity().to_string()),
    };
    hash_of(&ingredients)
}

/// What a workbook says, sheet by sheet: a later build tells by it which have changed.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Digest {
    /// The hash of all but the sheets.
    properties: String,
    /// The sheets' names and hashes.
    sheets: Vec<(String, String)>,
}

impl Digest {
    /// Of a workbook.
    pub(super) fn of(workbook: &Workbook<'_>) -> Self {
        let Workbook {
            title,
            subject,
            author,
            names,
            sheets,
        } = workbook;
        let sheets = sheets
            .iter()
            .map(|sheet| (sheet.name.clone(), hash_of(sheet)));
        Self {
            properties: hash_of(&(title, subject, author, names)),
            sheets: sheets.collect(),
        }
    }

    /// The names of the sheets that differ from those of `old` or were not there, and
    /// of those that are gone.
    pub(super) fn changed_since(&self, old: &Self) -> Vec<String> {
        let is_new = |sheet: &&(String, String)| !old.sheets.contains(sheet);
        let is_gone = |(name, _): &&(String, String)| {
            let mut present = self.sheets.iter();
            !present.any(|(other, _)| other == name)
        };
        let new = self.sheets.iter().filter(is_new);
        let gone = old.sheets.iter().filter(is_gone);
        new.chain(gone).map(|(name, _)| name.clone()).collect()
    }
}

/// The hash of a value, hexadecimal; a sheet of millions of cells is never whole in
/// memory.
pub(super) fn hash_of(value: &impl Serialize) -> String {
    let mut hasher = blake3::Hasher::new();
    serde_json::to_writer(&mut hasher, value).expect("a hasher takes every byte");
    hasher.finalize().to_hex().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_that_differ_came_or_went_are_named() {
        let digest = |sheets: &[(&str, &str)]| Digest {
            properties: String::new(),
            sheets: sheets
                .iter()
                .map(|(name, hash)| ((*name).to_owned(), (*hash).to_owned()))
                .collect(),
        };
        let old = digest(&[("План", "1"), ("Сводка", "2"), ("Баллы", "3")]);
        let new = digest(&[("План", "1"), ("Сводка", "4"), ("Доли", "5")]);
        assert_eq!(new.changed_since(&old), ["Сводка", "Доли", "Баллы"]);
        assert!(old.changed_since(&old).is_empty());
    }
}
