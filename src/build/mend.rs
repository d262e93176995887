//! Mends of findings, written into the dossier's own files.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::Path;

use super::{Error, Prepared, write};
use crate::diagnostic::{Fix, Source, SourceId};

/// Writes the mends of a dossier's findings into its files; returns how many.
///
/// Only the bytes of the mends change. Of two that overlap the first is made: the
/// other is found again by the next check. A file that has changed since it was read
/// is left alone.
///
/// # Errors
/// [`Error::Read`] or [`Error::Write`], with the files before it mended.
pub fn mend(prepared: &Prepared) -> Result<usize, Error> {
    let mut by_file: BTreeMap<SourceId, Vec<&Fix>> = BTreeMap::new();
    for fix in prepared.findings.iter().filter_map(|f| f.fix.as_ref()) {
        by_file.entry(fix.span.source).or_default().push(fix);
    }
    let mut made = 0;
    for (id, mut fixes) in by_file {
        let source = prepared.sources.get(id);
        fixes.sort_by_key(|fix| (fix.span.start, fix.span.end));
        let (text, count) = mended(source, &fixes);
        // A link stays a link: the file behind it is mended.
        let path = std::fs::canonicalize(&source.path).unwrap_or_else(|_| source.path.clone());
        let present = write::read(&path)?;
        if count > 0 && present.as_deref() == Some(source.text.as_bytes()) {
            rewrite(&path, &text)?;
            made += count;
        }
    }
    Ok(made)
}

/// Puts a text in the place of a file, with the file's own rights; a file that may
/// not be written to is refused.
pub(super) fn rewrite(path: &Path, text: &str) -> Result<(), Error> {
    let failure = |source| Error::Write {
        path: path.to_owned(),
        source,
    };
    let rights = std::fs::metadata(path).map_err(failure)?.permissions();
    if rights.readonly() {
        return Err(failure(ErrorKind::PermissionDenied.into()));
    }
    write::replace(path, text.as_bytes())?;
    std::fs::set_permissions(path, rights).map_err(failure)
}

/// The text with the mends made, and how many there were.
fn mended(source: &Source, fixes: &[&Fix]) -> (String, usize) {
    let mut text = String::with_capacity(source.text.len());
    let (mut at, mut count) = (0, 0);
    for fix in fixes {
        let (start, end) = (fix.span.start, fix.span.end);
        if start < at || source.text.get(start..end) != Some(fix.from.as_str()) {
            continue;
        }
        text.push_str(&source.text[at..start]);
        text.push_str(&fix.to);
        at = end;
        count += 1;
    }
    text.push_str(&source.text[at..]);
    (text, count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Sources, Span};

    #[test]
    fn only_the_bytes_of_mends_change() {
        let mut sources = Sources::default();
        let id = sources.add("plan.yaml", "срок: до10 мая # до10\n");
        let fix = |start: usize, from: &str, to: &str| Fix {
            span: Span::new(id, start, start + from.len()),
            from: from.to_owned(),
            to: to.to_owned(),
        };
        let at = "срок: ".len();
        let (good, overlapping, wrong) = (
            fix(at, "до10", "до 10"),
            fix(at + 4, "10", "11"),
            fix(0, "СРОК", "день"),
        );
        let (text, count) = mended(sources.get(id), &[&wrong, &good, &overlapping]);
        assert_eq!((text.as_str(), count), ("срок: до 10 мая # до10\n", 1));
    }
}
