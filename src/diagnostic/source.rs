//! Texts that findings point into, and places in them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A text read by the program: a file of the dossier or a template.
#[derive(Clone, Debug)]
pub struct Source {
    /// The path as shown to the user, relative to where the command runs.
    pub path: PathBuf,
    /// The whole text.
    pub text: Arc<str>,
}

impl Source {
    /// Line and column of a byte offset, both counted from 1, the column in characters.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let before = &self.text[..floor_boundary(&self.text, offset)];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.matches('\n').count() + 1;
        (line, before[line_start..].chars().count() + 1)
    }
}

/// Which source a span lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(u32);

/// All texts of one run over one dossier.
#[derive(Clone, Debug, Default)]
pub struct Sources(Vec<Source>);

impl Sources {
    /// Adds a text and returns its handle.
    pub fn add(&mut self, path: impl Into<PathBuf>, text: impl Into<Arc<str>>) -> SourceId {
        let id = u32::try_from(self.0.len()).expect("fewer than 2^32 files");
        self.0.push(Source {
            path: path.into(),
            text: text.into(),
        });
        SourceId(id)
    }

    /// The source behind a handle of this collection.
    pub fn get(&self, id: SourceId) -> &Source {
        &self.0[id.0 as usize]
    }

    /// The handle of the source with exactly this path.
    pub fn find(&self, path: &Path) -> Option<SourceId> {
        let index = self.0.iter().position(|source| source.path == path)?;
        u32::try_from(index).ok().map(SourceId)
    }
}

/// A range of bytes in a source; ordered by source, then by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The text.
    pub source: SourceId,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// A span; `end` is never before `start`.
    pub fn new(source: SourceId, start: usize, end: usize) -> Self {
        Self {
            source,
            start,
            end: end.max(start),
        }
    }
}

/// A value together with the bytes it was read from.
#[derive(Clone, Debug)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Its bytes; of a quoted scalar, the quotes included.
    pub span: Span,
}

impl<T> std::ops::Deref for Located<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let source = Source {
            path: "план.yaml".into(),
            text: "а: б\nсрок: май".into(),
        };
        let offset = source.text.find("май").unwrap();
        assert_eq!(source.line_column(offset), (2, 7));
        assert_eq!(source.line_column(10_000), (2, 10));
    }
}
