//! What the program wrote into a folder: so that it knows its own files again.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::write;
use super::{Cause, Error};

/// The manifest's file name; hidden, for people have no use for it.
const FILE_NAME: &str = ".dyak.json";
/// Changes when the form of the file changes.
const VERSION: u32 = 1;

/// The files of one dossier's output folder.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Manifest {
    version: u32,
    files: BTreeMap<String, Entry>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Entry {
    fingerprint: String,
    /// Hash of the file's bytes.
    hash: String,
    /// Hash of the bytes it replaced: the file still has them if the program was
    /// stopped between noting and writing.
    before: Option<String>,
}

impl Manifest {
    /// Reads a folder's manifest; one that is missing, damaged or from another
    /// version is as good as none, for then everything is made anew.
    pub(super) fn read(folder: &Path) -> Self {
        let text = std::fs::read(folder.join(FILE_NAME)).unwrap_or_default();
        serde_json::from_slice(&text)
            .ok()
            .filter(|manifest: &Self| manifest.version == VERSION)
            .unwrap_or(Self {
                version: VERSION,
                files: BTreeMap::new(),
            })
    }

    /// Changes the manifest of a folder, as it is now: another run of the program
    /// may have written it since it was read. The caller holds the folder's lock.
    ///
    /// # Errors
    /// [`Error::Write`] if the system refuses.
    pub(super) fn update(folder: &Path, change: impl FnOnce(&mut Self)) -> Result<(), Error> {
        let before = Self::read(folder);
        let mut manifest = before.clone();
        manifest
            .files
            .retain(|name, _| folder.join(name).symlink_metadata().is_ok());
        change(&mut manifest);
        if manifest == before {
            return Ok(());
        }
        let text = serde_json::to_vec_pretty(&manifest).expect("texts always serialise");
        write::replace(&folder.join(FILE_NAME), &text)
    }

    /// Whether a file may stay as it is, and if not, why.
    pub(super) fn cause(&self, name: &str, fingerprint: &str, present: Option<&[u8]>) -> Cause {
        match (self.files.get(name), present) {
            (_, None) => Cause::Absent,
            (None, Some(_)) => Cause::Foreign,
            (Some(entry), Some(_)) if entry.fingerprint != fingerprint => Cause::Changed,
            (Some(entry), Some(bytes)) if entry.hash != hash(bytes) => Cause::Touched,
            (Some(_), Some(_)) => Cause::Current,
        }
    }

    /// Whether the program itself wrote these bytes under this name.
    pub(super) fn is_own(&self, name: &str, bytes: &[u8]) -> bool {
        let hash = hash(bytes);
        self.files
            .get(name)
            .is_some_and(|entry| entry.hash == hash || entry.before.as_ref() == Some(&hash))
    }

    /// The names of all files ever written.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Notes a file that is about to be written over what is present.
    pub(super) fn record(
        &mut self,
        name: &str,
        fingerprint: &str,
        bytes: &[u8],
        present: Option<&[u8]>,
    ) {
        let before = present.map(hash);
        self.files.insert(
            name.to_owned(),
            Entry {
                fingerprint: fingerprint.to_owned(),
                hash: hash(bytes),
                before,
            },
        );
    }
}

fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_its_own_files_even_when_stopped_half_way() {
        let mut manifest = Manifest::default();
        manifest.record("а.pdf", "1", b"old", None);
        manifest.record("а.pdf", "2", b"never written", Some(b"old"));
        manifest.record("а.pdf", "2", b"new", Some(b"old"));
        assert!(manifest.is_own("а.pdf", b"new"));
        assert!(manifest.is_own("а.pdf", b"old"));
        assert!(!manifest.is_own("а.pdf", b"edited"));
        assert!(!manifest.is_own("б.pdf", b"new"));
    }

    #[test]
    fn a_file_stays_only_if_it_is_the_one_that_was_written() {
        let mut manifest = Manifest::default();
        manifest.record("а.pdf", "2", b"new", None);
        let cause = |name, fingerprint, present| manifest.cause(name, fingerprint, present);
        assert_eq!(cause("а.pdf", "2", Some(&b"new"[..])), Cause::Current);
        assert_eq!(cause("а.pdf", "3", Some(&b"new"[..])), Cause::Changed);
        assert_eq!(cause("а.pdf", "2", Some(&b"old"[..])), Cause::Touched);
        assert_eq!(cause("а.pdf", "2", None), Cause::Absent);
        assert_eq!(cause("б.pdf", "2", Some(&b"new"[..])), Cause::Foreign);
    }

    #[test]
    fn what_another_run_noted_is_kept_and_deleted_files_are_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        write::replace(&folder.path().join("а.pdf"), b"a").unwrap();
        let note = |name: &str| {
            Manifest::update(folder.path(), |manifest| {
                manifest.record(name, "1", b"a", None);
            })
            .unwrap();
        };
        note("а.pdf");
        note("удалён.pdf");
        note("б.pdf");
        let manifest = Manifest::read(folder.path());
        assert_eq!(manifest.names().collect::<Vec<_>>(), ["а.pdf", "б.pdf"]);
    }
}
