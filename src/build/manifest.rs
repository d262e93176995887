//! What the program wrote into a folder: so that it knows its own files again.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::Error;
use super::write;

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

    /// Writes the manifest, if it has changed.
    pub(super) fn write(&self, folder: &Path) -> Result<(), std::io::Error> {
        if *self == Self::read(folder) {
            return Ok(());
        }
        let text = serde_json::to_vec_pretty(self).expect("texts always serialise");
        write::replace(&folder.join(FILE_NAME), &text).map_err(|error| match error {
            Error::Write { source, .. } => source,
            other => std::io::Error::other(other.to_string()),
        })
    }

    /// Whether a file may stay as it is.
    pub(super) fn is_current(&self, name: &str, fingerprint: &str, present: Option<&[u8]>) -> bool {
        match (self.files.get(name), present) {
            (Some(entry), Some(bytes)) => {
                entry.fingerprint == fingerprint && entry.hash == hash(bytes)
            }
            _ => false,
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
        assert!(manifest.is_current("а.pdf", "2", Some(b"new")));
        assert!(!manifest.is_current("а.pdf", "2", Some(b"old")));
        assert!(!manifest.is_current("а.pdf", "2", None));
    }
}
