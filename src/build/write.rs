//! The only place that writes: to a temporary file in the same folder, synced,
//! then renamed, so that a file is the old one or the new one and never half.

use std::fs::File;
use std::io::{ErrorKind, Write as _};
use std::path::Path;
use std::sync::{RwLock, RwLockWriteGuard};

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

/// Puts a file in place of whatever is there; makes its folder if need be.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    put(path, bytes).map_err(|source| Error::Write {
        path: path.to_owned(),
        source,
    })
}

fn put(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let _writing = WRITING
        .read()
        .unwrap_or_else(|poisoned| poisoned.into_inner());
    std::fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY);
    // Readable by all whom the system's mask allows, as any saved document is.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Waits until no other run of the program on this machine writes to a folder; the
/// lock ends with the value returned. It lies among the system's temporary files,
/// for people have no use for it, and is one of a few, so that they do not pile up
/// there. Where none can be had, the manifest is still read anew just before it is
/// written.
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
    Some(file)
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
        Err(source) => Err(Error::Write {
            path: path.to_owned(),
            source,
        }),
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
