//! The only place that writes: to a temporary file in the same folder, synced,
//! then renamed, so that a file is the old one or the new one and never half.

use std::fs::File;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{RwLock, RwLockWriteGuard};

use tempfile::{NamedTempFile, TempPath};

use super::Error;

/// Held for reading while a file is put in place; whoever stops the program takes
/// it for writing and so waits for the last rename.
static WRITING: RwLock<()> = RwLock::new(());

/// Waits until no file is half written and lets no further one begin.
pub fn finish_writing() -> RwLockWriteGuard<'static, ()> {
    WRITING
        .write()
        .unwrap_or_else(|poisoned| poisoned.into_inner())
}

/// Beginning of the names of temporary files.
const TEMPORARY: &str = ".dyak-";
/// How many letters and digits follow it.
const RANDOM: usize = 6;

/// Puts a file in place of whatever is there; makes its folder if need be.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    replace_all(&[(path, bytes)]).1
}

/// Puts files in place of whatever is there: the first of them only when all are on
/// the disk under other names, so that a full disk leaves the old ones. If one cannot
/// be put in place, those before it are taken back. Tells how many stay in place.
pub(super) fn replace_all(files: &[(&Path, &[u8])]) -> (usize, Result<(), Error>) {
    let _writing = WRITING
        .read()
        .unwrap_or_else(|poisoned| poisoned.into_inner());
    let mut staged = Vec::new();
    for (path, bytes) in files {
        match stage(path, |file| file.write_all(bytes), true) {
            Ok(file) => staged.push((path, file)),
            Err(source) => return (0, Err(failure(path, source))),
        }
    }
    let mut replaced = Vec::new();
    for (path, file) in staged {
        let old = match files.len() {
            1 => Ok(None),
            _ => keep(path),
        };
        let placed = old.and_then(|old| Ok((old, file.persist(path)?)));
        match placed {
            Ok((old, _)) => replaced.push((*path, old)),
            Err(source) => return (take_back(replaced), Err(failure(path, source))),
        }
    }
    (files.len(), Ok(()))
}

/// A second name of the file that is about to be replaced, or a copy where a disk
/// knows no second names; it goes with the value returned.
fn keep(path: &Path) -> std::io::Result<Option<TempPath>> {
    if !path.exists() {
        return Ok(None);
    }
    let kept = temporary().make_in(folder_of(path), |kept| {
        std::fs::hard_link(path, kept).or_else(|_| std::fs::copy(path, kept).map(drop))
    })?;
    Ok(Some(kept.into_temp_path()))
}

/// Puts the old files back, the last first; tells how many could not be.
fn take_back(mut replaced: Vec<(&Path, Option<TempPath>)>) -> usize {
    while let Some((path, old)) = replaced.pop() {
        let is_back = match old {
            Some(old) => old.persist(path).is_ok(),
            None => std::fs::remove_file(path).is_ok(),
        };
        if !is_back {
            return replaced.len() + 1;
        }
    }
    0
}

fn folder_of(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new("."))
}

fn temporary() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY).rand_bytes(RANDOM);
    builder
}

/// Puts a file in place that may as well be lost with the machine's power.
pub(super) fn replace_lightly(
    path: &Path,
    fill: impl FnOnce(&mut File) -> std::io::Result<()>,
) -> Result<(), Error> {
    let _writing = WRITING
        .read()
        .unwrap_or_else(|poisoned| poisoned.into_inner());
    let staged = stage(path, |file| fill(file.as_file_mut()), false);
    let file = staged.map_err(|source| failure(path, source))?;
    let placed = file.persist(path);
    placed.map(drop).map_err(|error| failure(path, error.error))
}

fn failure(path: &Path, source: std::io::Error) -> Error {
    Error::Write {
        path: path.to_owned(),
        source,
    }
}

/// A temporary file beside the one it is to replace; it goes with the value returned.
fn stage(
    path: &Path,
    fill: impl FnOnce(&mut NamedTempFile) -> std::io::Result<()>,
    synced: bool,
) -> std::io::Result<NamedTempFile> {
    let folder = folder_of(path);
    std::fs::create_dir_all(folder)?;
    let mut builder = temporary();
    // Readable by all whom the system's mask allows, as any saved document is.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    fill(&mut file)?;
    if synced {
        file.as_file().sync_all()?;
    }
    Ok(file)
}

/// Waits until no other run of the program on this machine writes to a folder; the
/// lock ends with the value returned. It lies among the system's temporary files,
/// for people have no use for it, and is one of a few, so that they do not pile up
/// there. Where none can be had, the manifest is still read anew just before it is
/// written. With the lock in hand, what a killed run left behind is removed.
pub(super) fn lock(folder: &Path) -> Option<File> {
    let whole = std::path::absolute(folder).ok()?;
    let whole = std::fs::canonicalize(&whole).unwrap_or(whole);
    let hash = blake3::hash(whole.as_os_str().as_encoded_bytes()).to_hex();
    let path = std::env::temp_dir().join(format!("dyak-{}.lock", &hash[..1]));
    // Whoever may not write to another user's lock may still hold it.
    let file = File::open(&path)
        .or_else(|_| File::options().create(true).append(true).open(&path))
        .ok()?;
    file.lock().ok()?;
    sweep(folder);
    Some(file)
}

/// Removes what killed runs left in a folder; the caller holds the lock.
pub(super) fn sweep(folder: &Path) {
    for path in debris(folder) {
        // What cannot be removed now is tried again by the next run.
        let _ = std::fs::remove_file(path);
    }
}

/// Temporary files in a folder; unless a run is writing, killed ones have left them.
pub(super) fn debris(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let temporary = entries.filter(|entry| {
        let name = entry.file_name();
        let random = name.to_str().and_then(|name| name.strip_prefix(TEMPORARY));
        let is_ours = random.is_some_and(|random| {
            random.len() == RANDOM && random.bytes().all(|b| b.is_ascii_alphanumeric())
        });
        is_ours && entry.file_type().is_ok_and(|kind| kind.is_file())
    });
    temporary.map(|entry| entry.path()).collect()
}

/// Removes a file; one that is gone already is as good as removed.
pub(super) fn remove(path: &Path) -> Result<(), Error> {
    match std::fs::remove_file(path) {
        Err(source) if source.kind() != ErrorKind::NotFound => Err(failure(path, source)),
        _ => Ok(()),
    }
}

/// Writes a file that must not exist yet.
///
/// # Errors
/// [`Error::Exists`] if it does, [`Error::Write`] if the system refuses.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    if path.exists() {
        return Err(Error::Exists(path.to_owned()));
    }
    replace(path, bytes)
}

/// The bytes of a file, `None` if it is not there.
pub(super) fn read(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(source) => Err(failure(path, source)),
    }
}

/// The office program that has marked a file as open.
pub(super) fn opened_by(path: &Path) -> Option<&'static str> {
    let name = path.file_name()?.to_str()?;
    let marked = |lock: String| path.with_file_name(lock).exists();
    if marked(format!(".~lock.{name}#")) {
        return Some("LibreOffice");
    }
    // Excel's owner's file is «~$» and the whole name; Word's has it in place of the
    // first two characters, of fewer if the name is short.
    let (program, most_dropped) = match path.extension()?.to_str()? {
        "xlsx" => ("Excel", 0),
        "docx" => ("Word", 2),
        _ => return None,
    };
    let mut tails = (0..=most_dropped).map(|count| name.chars().skip(count).collect::<String>());
    tails
        .any(|tail| marked(format!("~${tail}")))
        .then_some(program)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_a_document_are_replaced_together_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        replace(&path("а.docx"), b"old").unwrap();
        replace(&path("файл"), b"").unwrap();
        let (good, bad) = (path("а.docx"), path("файл/а.pdf"));
        let (count, result) = replace_all(&[(&good, b"new"), (&bad, b"new")]);
        assert!(count == 0 && result.is_err());
        assert_eq!(std::fs::read(&good).unwrap(), b"old");
        assert!(debris(folder.path()).is_empty());
    }

    #[test]
    fn what_was_replaced_before_a_failure_is_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        replace(&path("а.docx"), b"old").unwrap();
        let (known, new) = (path("а.docx"), path("а.pdf"));
        let replaced = vec![
            (known.as_path(), keep(&known).unwrap()),
            (&new, keep(&new).unwrap()),
        ];
        for path in [&known, &new] {
            replace(path, b"new").unwrap();
        }
        assert_eq!(take_back(replaced), 0);
        assert_eq!(std::fs::read(&known).unwrap(), b"old");
        assert!(!new.exists() && debris(folder.path()).is_empty());
    }

    #[test]
    fn only_what_killed_runs_left_is_debris() {
        let folder = tempfile::tempdir().unwrap();
        for name in [
            ".dyak-a1B2c3",
            ".dyak-записка",
            ".dyak.json",
            ".dyak-a1B2c3.docx",
        ] {
            replace(&folder.path().join(name), b"").unwrap();
        }
        let left = folder.path().join(".dyak-a1B2c3");
        assert_eq!(debris(folder.path()), std::slice::from_ref(&left));
        let lock = lock(folder.path());
        assert_eq!(left.exists(), lock.is_none());
    }

    #[test]
    fn marks_of_open_files_name_their_program() {
        for (name, mark, program) in [
            ("бланк.xlsx", "~$бланк.xlsx", Some("Excel")),
            ("бланк.xlsx", "~$анк.xlsx", None),
            ("Приказ № 17.docx", "~$иказ № 17.docx", Some("Word")),
            ("план.docx", "~$план.docx", Some("Word")),
            ("бланк.xlsx", ".~lock.бланк.xlsx#", Some("LibreOffice")),
            ("бланк.xlsx", "~$другой.xlsx", None),
        ] {
            let folder = tempfile::tempdir().unwrap();
            replace(&folder.path().join(mark), b"").unwrap();
            assert_eq!(opened_by(&folder.path().join(name)), program, "{mark}");
        }
    }
}
