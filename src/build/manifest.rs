//! What the program wrote into a folder: so that it knows its own files again.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::ops::Bound;
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::write;
use super::{Cause, Error};

/// The manifest's file name; hidden, for people have no use for it.
const FILE_NAME: &str = ".dyak.json";
/// Its second copy, for the day the first one is lost or damaged.
const COPY: &str = ".dyak/manifest.json";
/// Changes when the form of the file changes.
const VERSION: u32 = 2;

/// The files of one dossier's output folder.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Manifest {
    files: BTreeMap<String, Entry>,
}

/// A file that the program wrote, or was about to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Entry {
    /// Hash of everything it depends on.
    #[serde(default)]
    pub(super) fingerprint: String,
    /// Hash of the file's bytes.
    pub(super) hash: String,
    /// What it was made from.
    #[serde(default)]
    pub(super) origin: Origin,
    /// What it replaced: the file is still that if the program was stopped between
    /// noting and writing.
    #[serde(default)]
    before: Option<Before>,
}

/// What a file was made from, part by part: so that it can be said what changed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Origin {
    /// Hash of what it says.
    pub(super) content: String,
    /// Hash of the style profile.
    pub(super) style: String,
    /// The program's version.
    pub(super) program: String,
    /// The reporting period it speaks of, by id.
    #[serde(default)]
    pub(super) period: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Before {
    hash: String,
    origin: Origin,
}

impl Entry {
    /// A file that is about to be written or was found to be what would be.
    pub(super) fn new(fingerprint: &str, hash: String, origin: Origin) -> Self {
        Self {
            fingerprint: fingerprint.to_owned(),
            hash,
            origin,
            before: None,
        }
    }

    /// Whether the program wrote bytes of this hash under the entry's name.
    pub(super) fn is_of(&self, hash: &str) -> bool {
        self.hash == hash || self.before.as_ref().is_some_and(|one| one.hash == hash)
    }

    /// Whether the file says, or said before it was replaced, a text of this hash.
    pub(super) fn speaks_of(&self, content: &str) -> bool {
        let before = self.before.as_ref();
        self.origin.content == content || before.is_some_and(|one| one.origin.content == content)
    }

    /// What a file of this hash was made from; of one that somebody changed, what it
    /// was before that.
    pub(super) fn origin_of(&self, hash: Option<&str>) -> &Origin {
        match &self.before {
            Some(before) if hash == Some(&before.hash) => &before.origin,
            _ => &self.origin,
        }
    }
}

impl Manifest {
    /// Reads a folder's manifest, or its copy where it is missing, damaged or
    /// changed by another hand. Without either, every file is made anew. Of another
    /// version's manifest the hashes count, so that the program knows its own files,
    /// and the fingerprints do not.
    pub(super) fn read(folder: &Path) -> Self {
        let read = |name| Self::parse(&std::fs::read(folder.join(name)).ok()?);
        read(FILE_NAME).or_else(|| read(COPY)).unwrap_or_default()
    }

    fn parse(text: &[u8]) -> Option<Self> {
        let mut whole: Value = serde_json::from_slice(text).ok()?;
        let version = whole.get("version")?.as_u64()?;
        let listed = whole.get_mut("files")?.take();
        if whole.get("seal")?.as_str()? != seal(&listed) {
            return None;
        }
        let Value::Object(listed) = listed else {
            return None;
        };
        let mut files = BTreeMap::new();
        for (name, entry) in listed {
            let mut entry: Entry = serde_json::from_value(entry).ok()?;
            if version != u64::from(VERSION) {
                entry.fingerprint.clear();
            }
            files.insert(name, entry);
        }
        Some(Self { files })
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
        if manifest == before && folder.join(FILE_NAME).exists() {
            return Ok(());
        }
        let text = manifest.text();
        write::replace(&folder.join(FILE_NAME), &text)?;
        // Without a copy there is one manifest, as good as ever.
        let _ = write::replace_lightly(&folder.join(COPY), |file| file.write_all(&text));
        Ok(())
    }

    fn text(&self) -> Vec<u8> {
        let files = serde_json::to_value(&self.files).expect("texts always serialise");
        let seal = seal(&files);
        let whole = serde_json::json!({ "version": VERSION, "files": files, "seal": seal });
        serde_json::to_vec_pretty(&whole).expect("texts always serialise")
    }

    /// Whether a file whose bytes have a hash may stay as it is, and if not, why.
    pub(super) fn cause(&self, name: &str, fingerprint: &str, present: Option<&str>) -> Cause {
        match (self.files.get(name), present) {
            (_, None) => Cause::Absent,
            (None, Some(_)) => Cause::Foreign,
            (Some(entry), Some(hash)) if !entry.is_of(hash) => Cause::Touched,
            (Some(entry), Some(_)) if entry.fingerprint != fingerprint => Cause::Changed,
            (Some(entry), Some(hash)) if entry.hash != hash => Cause::Interrupted,
            (Some(_), Some(_)) => Cause::Current,
        }
    }

    /// What is known of a file.
    pub(super) fn get(&self, name: &str) -> Option<&Entry> {
        self.files.get(name)
    }

    /// Whether the program itself wrote bytes of this hash under this name.
    pub(super) fn is_own(&self, name: &str, hash: &str) -> bool {
        self.files.get(name).is_some_and(|entry| entry.is_of(hash))
    }

    /// The files whose names begin so.
    pub(super) fn beginning_with<'m, 's>(
        &'m self,
        stem: &'s str,
    ) -> impl Iterator<Item = (&'m str, &'m Entry)> + use<'m, 's> {
        let from = (Bound::Included(stem), Bound::Unbounded);
        let files = self.files.range::<str, _>(from);
        files
            .take_while(move |(name, _)| name.starts_with(stem))
            .map(|(name, entry)| (name.as_str(), entry))
    }

    /// The files ever written.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&str, &Entry)> {
        self.files
            .iter()
            .map(|(name, entry)| (name.as_str(), entry))
    }

    /// Notes a file that is about to be written over what is present.
    pub(super) fn record(&mut self, name: &str, entry: Entry, present: Option<String>) {
        let known = self.files.get(name);
        let before = present.map(|hash| Before {
            origin: known.map_or_else(Origin::default, |known| {
                known.origin_of(Some(&hash)).clone()
            }),
            hash,
        });
        let before = before.filter(|before| before.hash != entry.hash);
        let entry = Entry { before, ..entry };
        self.files.insert(name.to_owned(), entry);
    }
}

/// What the list of files must come with: a list that somebody changed, or of which
/// the disk lost a piece, would make a stale file look current.
fn seal(files: &Value) -> String {
    hash(files.to_string().as_bytes())
}

/// The hash of bytes, hexadecimal.
pub(super) fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(fingerprint: &str, bytes: &[u8], content: &str) -> Entry {
        let origin = Origin {
            content: content.to_owned(),
            ..Origin::default()
        };
        Entry::new(fingerprint, hash(bytes), origin)
    }

    #[test]
    fn knows_its_own_files_even_when_stopped_half_way() {
        let mut manifest = Manifest::default();
        manifest.record("а.pdf", entry("1", b"old", "о старом"), None);
        let present = || Some(hash(b"old"));
        manifest.record(
            "а.pdf",
            entry("2", b"never written", "о несбывшемся"),
            present(),
        );
        manifest.record("а.pdf", entry("2", b"new", "о новом"), present());
        assert!(manifest.is_own("а.pdf", &hash(b"new")));
        assert!(manifest.is_own("а.pdf", &hash(b"old")));
        assert!(!manifest.is_own("а.pdf", &hash(b"edited")));
        assert!(!manifest.is_own("б.pdf", &hash(b"new")));
        let known = manifest.get("а.pdf").unwrap();
        assert_eq!(known.origin_of(Some(&hash(b"old"))).content, "о старом");
        assert_eq!(known.origin_of(Some(&hash(b"new"))).content, "о новом");
    }

    #[test]
    fn a_file_stays_only_if_it_is_the_one_that_was_written() {
        let mut manifest = Manifest::default();
        manifest.record("а.pdf", entry("2", b"new", ""), Some(hash(b"old")));
        let cause = |name, fingerprint, present: Option<&[u8]>| {
            manifest.cause(name, fingerprint, present.map(hash).as_deref())
        };
        assert_eq!(cause("а.pdf", "2", Some(b"new")), Cause::Current);
        assert_eq!(cause("а.pdf", "3", Some(b"new")), Cause::Changed);
        assert_eq!(cause("а.pdf", "2", Some(b"old")), Cause::Interrupted);
        assert_eq!(cause("а.pdf", "2", Some(b"edited")), Cause::Touched);
        assert_eq!(cause("а.pdf", "2", None), Cause::Absent);
        assert_eq!(cause("б.pdf", "2", Some(b"new")), Cause::Foreign);
    }

    #[test]
    fn what_another_run_noted_is_kept_and_deleted_files_are_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        write::replace(&folder.path().join("а.pdf"), b"a").unwrap();
        let note = |name: &str| {
            Manifest::update(folder.path(), |manifest| {
                manifest.record(name, entry("1", b"a", ""), None);
            })
            .unwrap();
        };
        note("а.pdf");
        note("удалён.pdf");
        note("б.pdf");
        let manifest = Manifest::read(folder.path());
        let names: Vec<&str> = manifest.entries().map(|(name, _)| name).collect();
        assert_eq!(names, ["а.pdf", "б.pdf"]);
    }

    /// A manifest on the disk, and what is read after its text was changed.
    fn reread(change: impl FnOnce(String) -> String, copy: bool) -> Manifest {
        let folder = tempfile::tempdir().unwrap();
        Manifest::update(folder.path(), |manifest| {
            manifest.record("а.pdf", entry("1", b"a", ""), None);
        })
        .unwrap();
        let path = folder.path().join(FILE_NAME);
        let text = String::from_utf8(std::fs::read(&path).unwrap()).unwrap();
        write::replace(&path, change(text).as_bytes()).unwrap();
        if !copy {
            std::fs::remove_file(folder.path().join(COPY)).unwrap();
        }
        Manifest::read(folder.path())
    }

    #[test]
    fn a_manifest_that_is_damaged_or_lies_is_not_believed() {
        let halved = |text: String| text[..text.len() / 2].to_owned();
        let lying = |text: String| text.replace(&hash(b"a"), &hash(b"b"));
        assert_eq!(reread(halved, false), Manifest::default());
        assert_eq!(reread(lying, false), Manifest::default());
        for change in [halved, lying] {
            assert!(reread(change, true).is_own("а.pdf", &hash(b"a")));
        }
    }

    #[test]
    fn of_another_versions_manifest_only_the_hashes_count() {
        let newer = |text: String| text.replace("\"version\": 2", "\"version\": 3");
        let manifest = reread(newer, false);
        assert!(manifest.is_own("а.pdf", &hash(b"a")));
        assert_eq!(
            manifest.cause("а.pdf", "1", Some(&hash(b"a"))),
            Cause::Changed
        );
    }
}
