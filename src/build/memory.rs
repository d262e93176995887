//! What each document said when it was last written, so that the next build can say
//! what changed in it. Nothing but that depends on it: a record that is lost or
//! damaged costs the reason and no file.

use std::io::{Read as _, Seek as _};
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::manifest::hash;
use super::{Error, write};

/// The folder of records, inside the documents' folder.
pub(super) const FOLDER: &str = ".dyak";
/// What the only part of a record is called; a tree of another shape would have
/// another number.
const PART: &str = "content-1.json";
/// The longest tree that is read: ten times a plan of 10,000 activities.
const MAX_BYTES: u64 = 256 * 1024 * 1024;

/// Remembers what a document says: its tree, or its digest. Compressed, a tree takes a
/// tenth of its JSON.
///
/// # Errors
/// [`Error::Write`] if the system refuses.
pub(super) fn remember(folder: &Path, stem: &str, said: &impl Serialize) -> Result<(), Error> {
    write::replace_lightly(&record(folder, stem), |file| {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(1))
            .last_modified_time(DateTime::default());
        let mut zip = ZipWriter::new(file);
        zip.start_file(PART, options)?;
        serde_json::to_writer(&mut zip, said)?;
        zip.finish()?.rewind()
    })
}

/// What a document said, if it is remembered and is one of the texts whose hashes
/// the manifest knows.
pub(super) fn recall<T: DeserializeOwned>(
    folder: &Path,
    stem: &str,
    is_known: impl FnOnce(&str) -> bool,
) -> Option<T> {
    let file = std::fs::File::open(record(folder, stem)).ok()?;
    let mut zip = ZipArchive::new(file).ok()?;
    let part = zip.by_name(PART).ok()?;
    let mut text = Vec::new();
    part.take(MAX_BYTES).read_to_end(&mut text).ok()?;
    if !is_known(&hash(&text)) {
        return None;
    }
    serde_json::from_slice(&text).ok()
}

/// Forgets documents that are no longer there.
pub(super) fn forget(folder: &Path, mut is_there: impl FnMut(&str) -> bool) {
    let entries = std::fs::read_dir(folder.join(FOLDER));
    for entry in entries.into_iter().flatten().flatten() {
        let path = entry.path();
        let stem = path.file_name().and_then(|name| name.to_str());
        let stem = stem.and_then(|name| name.strip_suffix(".zip"));
        if stem.is_some_and(|stem| !is_there(stem)) {
            // What cannot be removed now is tried again by the next run.
            let _ = std::fs::remove_file(path);
        }
    }
}

fn record(folder: &Path, stem: &str) -> PathBuf {
    folder.join(FOLDER).join(format!("{stem}.zip"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::fingerprint::hash_of;
    use crate::build::{Request, prepare};
    use crate::document::Document;
    use crate::render::Scope;

    fn document() -> Document {
        Document {
            title: "О школах".to_owned(),
            subject: String::new(),
            author: String::new(),
            parts: Vec::new(),
        }
    }

    #[test]
    fn what_was_said_is_recalled_only_whole_and_only_if_known() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let said = hash_of(&document());
        remember(folder, "План", &document()).unwrap();
        assert_eq!(recall(folder, "План", |one| one == said), Some(document()));
        assert_eq!(recall::<Document>(folder, "План", |_| false), None);
        assert_eq!(recall::<Document>(folder, "Приказ", |_| true), None);
        let path = record(folder, "План");
        let bytes = std::fs::read(&path).unwrap();
        for length in 0..bytes.len() {
            write::replace(&path, &bytes[..length]).unwrap();
            assert_eq!(recall::<Document>(folder, "План", |one| one == said), None);
        }
    }

    #[test]
    fn every_example_is_recalled_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
        for name in ["belomorsk-2022", "sorsk-2020-2023", "vyborg-2019-2021"] {
            let scope = Scope::on("2022-12-01".parse().unwrap());
            let prepared = prepare(&root.join(name), Request::Possible, &scope).unwrap();
            for rendered in prepared.ready.unwrap().rendered {
                let document = rendered.document;
                let said = hash_of(&document);
                remember(folder.path(), "документ", &document).unwrap();
                let recalled = recall(folder.path(), "документ", |one| one == said);
                assert!(recalled == Some(document), "{name}: {}", rendered.name);
            }
        }
    }

    #[test]
    fn records_of_documents_that_are_gone_go_too() {
        let folder = tempfile::tempdir().unwrap();
        for stem in ["План", "Приказ"] {
            remember(folder.path(), stem, &document()).unwrap();
        }
        forget(folder.path(), |stem| stem == "План");
        assert!(record(folder.path(), "План").exists());
        assert!(!record(folder.path(), "Приказ").exists());
    }
}
