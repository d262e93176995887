//! Why a document was written again.

use std::path::Path;

use serde::Serialize;

use super::files::{Content, Paper};
use super::manifest::{Manifest, Origin};
use super::memory;
use super::place::{self, Place, Present};
use crate::document::compare::{Change, compare};

/// Why a document was written.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "reason", content = "changes", rename_all = "kebab-case")]
pub enum Why {
    /// There was none.
    New,
    /// It says something else: what exactly, if the old text is remembered.
    Content(Vec<Change>),
    /// These sheets of a workbook say something else.
    Sheets(Vec<String>),
    /// Another version of the program makes it otherwise.
    Program,
    /// The style profile has changed.
    Style,
    /// Other fonts are there, or the layout has changed.
    Fonts,
    /// Somebody changed it; it says what it said.
    Touched,
    /// A file of it was not there.
    Absent,
}

impl Why {
    /// Whether it says where the content has changed.
    fn names_a_place(&self) -> bool {
        match self {
            Self::Content(changes) => !changes.is_empty(),
            Self::Sheets(names) => !names.is_empty(),
            _ => false,
        }
    }
}

/// Why the files of a document are written at a place; `manifest` is the one from
/// before that.
pub(super) fn why(paper: &Paper<'_>, place: &Place, manifest: &Manifest, folder: &Path) -> Why {
    let written = paper.files.iter().zip(&place.present);
    let written =
        written.filter(|(sheet, (present, _))| sheet.is_asked && *present != Present::Same);
    let origins: Vec<&Origin> = written
        .clone()
        .filter_map(|(sheet, (_, hash))| {
            let name = place::file_name(&place.stem, sheet.format);
            let own = || place::known(manifest, &paper.stem, sheet.format).next();
            let entry = manifest.get(&name).or_else(|| own().map(|one| one.entry));
            Some(entry?.origin_of(hash.as_deref()))
        })
        .collect();
    let stale = |origin: &&&Origin| origin.content != paper.origin.content;
    let Some(origin) = origins.iter().find(stale).or(origins.first()) else {
        return match paper.entries(manifest).next() {
            Some(_) => Why::Absent,
            None => Why::New,
        };
    };
    let is_stale = origin.content != paper.origin.content;
    let told = is_stale.then(|| changes(paper, manifest, folder));
    let is_touched =
        !place.kept.is_empty() || written.clone().any(|(_, (one, _))| *one == Present::Theirs);
    let is_absent = written
        .clone()
        .any(|(_, (one, _))| *one == Present::Nothing);
    match told {
        Some(None) => Why::Content(Vec::new()),
        Some(Some(why)) if why.names_a_place() => why,
        // Another version lays the tree out otherwise, or another style does.
        _ if origin.program != paper.origin.program => Why::Program,
        _ if origin.style != paper.origin.style => Why::Style,
        _ if is_stale => Why::Content(Vec::new()),
        _ if is_touched => Why::Touched,
        _ if is_absent => Why::Absent,
        _ => Why::Fonts,
    }
}

/// What changed in the content; `None` if the old one is not remembered.
fn changes(paper: &Paper<'_>, manifest: &Manifest, folder: &Path) -> Option<Why> {
    let is_known = |content: &str| {
        let mut entries = paper.entries(manifest);
        entries.any(|entry| entry.speaks_of(content))
    };
    match paper.content {
        Content::Document(document) => {
            let said = memory::recall(folder, &paper.stem, is_known)?;
            Some(Why::Content(compare(&said, document).changes))
        }
        Content::Workbook(_, digest) => {
            let said = memory::recall(folder, &paper.stem, is_known)?;
            Some(Why::Sheets(digest.changed_since(&said)))
        }
        Content::Comparison(..) => None,
    }
}
