//! Texts that findings point into, and places in them.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{Deserialize, Deserializer, Visitor};

/// A text read by the program: a file of the dossier or a template.
#[derive(Clone, Debug)]
pub struct Source {
    /// The path as shown to the user, relative to where the command runs.
    pub path: PathBuf,
    /// The whole text.
    pub text: Arc<str>,
    /// Where lines begin, found when first asked for.
    lines: OnceLock<Vec<usize>>,
}

impl Source {
    /// Line and column of a byte offset, both counted from 1, the column in characters.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let offset = floor_boundary(&self.text, offset);
        let line = self.line_starts().partition_point(|start| *start <= offset);
        let line_start = self.line_starts()[line - 1];
        (line, self.text[line_start..offset].chars().count() + 1)
    }

    /// The whole lines that hold the bytes, and the number of the first, from 1.
    pub fn lines_around(&self, range: Range<usize>) -> (Range<usize>, usize) {
        let starts = self.line_starts();
        let line_of = |offset: usize| {
            let offset = floor_boundary(&self.text, offset);
            starts.partition_point(|start| *start <= offset)
        };
        let (first, last) = (line_of(range.start), line_of(range.end.max(range.start)));
        let end = starts.get(last).copied().unwrap_or(self.text.len());
        (starts[first - 1]..end, first)
    }

    fn line_starts(&self) -> &[usize] {
        self.lines.get_or_init(|| {
            let ends = self.text.match_indices('\n').map(|(at, _)| at + 1);
            std::iter::once(0).chain(ends).collect()
        })
    }

    /// The byte offset of a line and column, both counted from 1; a byte order mark
    /// takes no column.
    pub fn offset(&self, line: usize, column: usize) -> usize {
        let text: &str = &self.text;
        let mark = text.len() - text.trim_start_matches('\u{feff}').len();
        let lines = text[mark..].split_inclusive('\n');
        let start: usize = mark
            + lines
                .take(line.saturating_sub(1))
                .map(str::len)
                .sum::<usize>();
        let rest = text[start..].split(['\r', '\n']).next().unwrap_or("");
        let within = rest.char_indices().nth(column.saturating_sub(1));
        start + within.map_or(rest.len(), |(offset, _)| offset)
    }
}

/// Which source a span lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(u32);

/// All texts of one run over one dossier.
#[derive(Clone, Debug, Default)]
pub struct Sources(Vec<Source>);

impl SourceId {
    /// The number by which serde carries the handle.
    pub(crate) fn index(self) -> u32 {
        self.0
    }
}

impl Sources {
    /// Adds a text and returns its handle.
    pub fn add(&mut self, path: impl Into<PathBuf>, text: impl Into<Arc<str>>) -> SourceId {
        let id = u32::try_from(self.0.len()).expect("fewer than 2^32 files");
        self.0.push(Source {
            path: path.into(),
            text: text.into(),
            lines: OnceLock::new(),
        });
        SourceId(id)
    }

    /// All sources in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        (0..).map(SourceId).zip(&self.0)
    }

    /// The source behind a handle of this collection.
    pub fn get(&self, id: SourceId) -> &Source {
        &self.0[id.0 as usize]
    }

    /// The place of a part of a text, `range` counting bytes of the text as read.
    ///
    /// Folded lines and quotes make text and source differ, so the part is sought
    /// in the source with any white space for white space; if it cannot be found
    /// for sure, the answer is the whole text.
    pub fn within(&self, text: &Located<String>, range: std::ops::Range<usize>) -> Span {
        let span = text.span;
        let written = self
            .get(span.source)
            .text
            .get(span.start..span.end)
            .unwrap_or("");
        let nth = occurrences(&text.value[..range.end], &text.value[range.clone()]);
        match find_nth(written, &text.value[range], nth) {
            Some(found) => Span::new(
                span.source,
                span.start + found.start,
                span.start + found.end,
            ),
            None => span,
        }
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

/// The name by which [`Located`] asks a deserialiser for the place of a value.
/// It answers with a sequence: source, first byte, end, value.
pub const LOCATED: &str = "dyak::Located";

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Located<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (source, start, end, value) =
            deserializer.deserialize_newtype_struct(LOCATED, Parts(PhantomData))?;
        Ok(Self {
            value,
            span: Span::new(SourceId(source), start, end),
        })
    }
}

struct Parts<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Parts<T> {
    type Value = (u32, usize, usize, T);

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("значение с местом")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, parts: D) -> Result<Self::Value, D::Error> {
        Deserialize::deserialize(parts)
    }
}

impl<T: JsonSchema> JsonSchema for Located<T> {
    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

/// How often `part` ends within `text`, the one at its very end included.
fn occurrences(text: &str, part: &str) -> usize {
    let mut count = 0;
    let mut from = 0;
    while let Some(found) = find(&text[from..], part) {
        count += 1;
        from += found.end.max(1);
    }
    count
}

/// The `nth` (from 1) occurrence of `part`.
fn find_nth(text: &str, part: &str, nth: usize) -> Option<std::ops::Range<usize>> {
    let mut from = 0;
    for count in 1.. {
        let found = find(text.get(from..)?, part)?;
        let range = from + found.start..from + found.end;
        if count >= nth {
            return Some(range);
        }
        from = range.end.max(from + 1);
    }
    None
}

/// The first occurrence of `part`, any run of white space matching any other.
fn find(text: &str, part: &str) -> Option<std::ops::Range<usize>> {
    let first = part.chars().next()?;
    text.char_indices()
        .filter(|&(_, c)| c == first || (c.is_whitespace() && first.is_whitespace()))
        .find_map(|(start, _)| matched(&text[start..], part).map(|len| start..start + len))
}

/// How many bytes of `text` spell `part`, if it begins with it.
fn matched(text: &str, part: &str) -> Option<usize> {
    let mut rest = text;
    let mut wanted = part;
    while let Some(c) = wanted.chars().next() {
        if c.is_whitespace() {
            let trimmed = rest.trim_start();
            if trimmed.len() == rest.len() {
                return None;
            }
            rest = trimmed;
            wanted = wanted.trim_start();
        } else {
            rest = rest.strip_prefix(c)?;
            wanted = &wanted[c.len_utf8()..];
        }
    }
    Some(text.len() - rest.len())
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
    fn a_part_is_found_across_folded_lines() {
        let written = "срок: >-\n  до 31\n  июня или 31 июня\n";
        let mut sources = Sources::default();
        let source = sources.add("п.yaml", written);
        let start = written.find("до").unwrap();
        let text = Located {
            value: "до 31 июня или 31 июня".to_owned(),
            span: Span::new(source, start, written.len()),
        };
        let slice = |range| {
            let span = sources.within(&text, range);
            &written[span.start..span.end]
        };
        let first = text.value.find("31").unwrap();
        let second = text.value.rfind("31").unwrap();
        let len = "31 июня".len();
        assert_eq!(slice(first..first + len), "31\n  июня");
        assert_eq!(slice(second..second + len), "31 июня");
    }

    #[test]
    fn columns_count_characters() {
        let source = Source {
            path: "план.yaml".into(),
            text: "а: б\nсрок: май".into(),
            lines: OnceLock::new(),
        };
        let offset = source.text.find("май").unwrap();
        assert_eq!(source.line_column(offset), (2, 7));
        assert_eq!(source.line_column(10_000), (2, 10));
    }
}
