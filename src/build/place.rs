//! Where the files of a document go: under its name, or beside what a person made
//! of them there.
//!
//! A document has one place after another: «Приказ», «Приказ (новая версия)»,
//! «Приказ (новая версия 2)». All its files stand in the first one where no file is
//! somebody else's work, so that a DOCX and a PDF side by side say the same.

use std::collections::HashSet;
use std::path::Path;

use super::manifest::{Entry, Manifest, hash};
use super::{Error, Format, write};

/// What the names of later places end with.
const BESIDE: &str = "новая версия";

/// What lies where a file is to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Present {
    /// Nothing.
    Nothing,
    /// The very bytes that are to be there.
    Same,
    /// What the program wrote before.
    Own,
    /// Somebody else's work.
    Theirs,
}

/// A place, and what lies there.
#[derive(Debug)]
pub(super) struct Place {
    /// Which of the places it is; 0 is the document's own name.
    pub(super) number: usize,
    /// The files' name without ending.
    pub(super) stem: String,
    /// What lies there, file by file, with the hash of its bytes.
    pub(super) present: Vec<(Present, Option<String>)>,
    /// Files of earlier places that are somebody else's work.
    pub(super) kept: Vec<String>,
}

/// A file that a place is sought for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted<'a> {
    /// Its form.
    pub(super) format: Format,
    /// The hash of its bytes, where it is known already.
    pub(super) hash: Option<&'a str>,
}

/// Finds the place of a document's files. `taken` are the names of all documents,
/// in lower case; with `force` the first place is taken, whatever lies there.
///
/// # Errors
/// [`Error::Write`] if a file that lies there cannot be read.
pub(super) fn find(
    folder: &Path,
    stem: &str,
    files: &[Wanted<'_>],
    manifest: &Manifest,
    taken: &HashSet<String>,
    force: bool,
) -> Result<Place, Error> {
    let mut kept = Vec::new();
    let mut number = 0;
    loop {
        let name = name(stem, number);
        if number == 0 || !taken.contains(&name.to_lowercase()) {
            let mut present = Vec::with_capacity(files.len());
            for file in files {
                present.push(look(folder, stem, &name, *file, manifest)?);
            }
            let theirs = |(one, _): &(Present, _)| *one == Present::Theirs;
            if force || !present.iter().any(theirs) {
                return Ok(Place {
                    number,
                    stem: name,
                    present,
                    kept,
                });
            }
            let pairs = files.iter().zip(&present);
            kept.extend(
                pairs
                    .filter(|(_, present)| theirs(present))
                    .map(|(file, _)| file_name(&name, file.format)),
            );
        }
        number += 1;
    }
}

fn look(
    folder: &Path,
    stem: &str,
    place: &str,
    file: Wanted<'_>,
    manifest: &Manifest,
) -> Result<(Present, Option<String>), Error> {
    let name = file_name(place, file.format);
    let Some(bytes) = write::read(&folder.join(&name))? else {
        return Ok((Present::Nothing, None));
    };
    let hash = hash(&bytes);
    // Whoever takes the new version renames it: it is known by its former name.
    let mut elsewhere = known(manifest, stem, file.format);
    let present = if file.hash == Some(&hash) {
        Present::Same
    } else if elsewhere.any(|known| known.entry.is_of(&hash)) {
        Present::Own
    } else {
        Present::Theirs
    };
    Ok((present, Some(hash)))
}

/// A file of a document that a manifest knows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known<'a> {
    /// The place's number.
    pub(super) number: usize,
    /// The file's name.
    pub(super) name: &'a str,
    /// What is known of it.
    pub(super) entry: &'a Entry,
}

/// The files of a document that a manifest knows in any place.
pub(super) fn known<'m, 's>(
    manifest: &'m Manifest,
    stem: &'s str,
    format: Format,
) -> impl Iterator<Item = Known<'m>> + use<'m, 's> {
    let entries = manifest.beginning_with(stem);
    entries.filter_map(move |(name, entry)| {
        let place = name.strip_suffix(format.extension())?.strip_suffix('.')?;
        Some(Known {
            number: number(place, stem)?,
            name,
            entry,
        })
    })
}

/// The name of a file at a place.
pub(super) fn file_name(place: &str, format: Format) -> String {
    format!("{place}.{}", format.extension())
}

/// A document's name at a place.
pub(super) fn name(stem: &str, number: usize) -> String {
    match number {
        0 => stem.to_owned(),
        1 => format!("{stem} ({BESIDE})"),
        _ => format!("{stem} ({BESIDE} {number})"),
    }
}

/// Which place of a document a name is of.
fn number(place: &str, stem: &str) -> Option<usize> {
    let rest = place.strip_prefix(stem)?;
    if rest.is_empty() {
        return Some(0);
    }
    let rest = rest.strip_prefix(" (")?.strip_prefix(BESIDE)?;
    let rest = rest.strip_suffix(')')?;
    match rest.strip_prefix(' ') {
        Some(number) => number.parse().ok().filter(|number| *number > 1),
        None => rest.is_empty().then_some(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::manifest::Origin;

    #[test]
    fn a_place_is_known_by_its_name() {
        for count in [0, 1, 2, 12] {
            assert_eq!(number(&name("План (2)", count), "План (2)"), Some(count));
        }
        for other in ["План (новая версия 1)", "План (новая)", "План 2", "Пла"]
        {
            assert_eq!(number(other, "План"), None, "{other}");
        }
    }

    /// Lays files out, notes some as the program's own and finds the place for a
    /// DOCX «new» and a PDF «NEW».
    fn place(files: &[(&str, &str)], own: &[(&str, &str)], taken: &[&str]) -> Place {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            write::replace(&folder.path().join(name), text.as_bytes()).unwrap();
        }
        let mut manifest = Manifest::default();
        for (name, text) in own {
            let entry = Entry::new("1", hash(text.as_bytes()), Origin::default());
            manifest.record(name, entry, None);
        }
        let (docx, pdf) = (hash(b"new"), hash(b"NEW"));
        let wanted = [(Format::Docx, &docx), (Format::Pdf, &pdf)].map(|(format, hash)| Wanted {
            format,
            hash: Some(hash),
        });
        let taken = taken.iter().map(|name| (*name).to_owned()).collect();
        find(folder.path(), "План", &wanted, &manifest, &taken, false).unwrap()
    }

    #[test]
    fn both_files_give_way_to_an_edited_one() {
        let own = [("План.docx", "old"), ("План.pdf", "OLD")];
        assert_eq!(place(&own, &own, &[]).number, 0);
        let edited = [("План.docx", "edited"), ("План.pdf", "OLD")];
        let found = place(&edited, &own, &[]);
        assert_eq!(found.stem, "План (новая версия)");
        assert_eq!(found.kept, ["План.docx"]);
        let found = place(&edited, &own, &["план (новая версия)"]);
        assert_eq!(found.stem, "План (новая версия 2)");
    }

    #[test]
    fn an_edited_new_version_is_kept_too() {
        let files = [
            ("План.docx", "edited"),
            ("План (новая версия).docx", "edited"),
        ];
        let own = [("План.docx", "old"), ("План (новая версия).docx", "old")];
        let found = place(&files, &own, &[]);
        assert_eq!(found.number, 2);
        assert_eq!(found.kept, ["План.docx", "План (новая версия).docx"]);
    }

    #[test]
    fn a_file_that_says_the_same_already_is_nobodys_work() {
        let found = place(&[("План.docx", "new"), ("План.pdf", "NEW")], &[], &[]);
        assert_eq!(found.number, 0);
        assert!(found.present.iter().all(|(one, _)| *one == Present::Same));
    }

    #[test]
    fn a_new_version_that_was_renamed_is_known() {
        let own = [("План (новая версия).docx", "newer")];
        let found = place(&[("План.docx", "newer")], &own, &[]);
        assert_eq!(found.number, 0);
        assert_eq!(found.present[0].0, Present::Own);
    }
}
