//! YAML as a tree whose every value and key knows its bytes.
//!
//! serde-saphyr reads the text; the tree keeps scalars as written («017» stays
//! «017») and lets duplicate keys through, so that all mistakes of a file can be
//! reported together and not only the first.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{DuplicateKeyPolicy, MergeKeyPolicy, Spanned};

use super::syntax;
use crate::diagnostic::{Diagnostic, Source, SourceId, Span};

/// A YAML value with its place.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) span: Span,
    pub(crate) kind: Kind,
}

/// What a value is.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    /// Nothing after the colon, `~` or `null`.
    Null,
    /// Text, its quotes and escapes resolved.
    Scalar(String),
    /// A list.
    Seq(Vec<Node>),
    /// Keys with values, in the order written.
    Map(Vec<Entry>),
}

/// A key with its value.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) key_span: Span,
    pub(crate) value: Node,
}

/// Largest number of values in a file: a plan of 100,000 activities has fewer.
const MAX_NODES: usize = 2_000_000;

/// Reads a text that is not empty.
///
/// # Errors
/// The first mistake of syntax, as a finding.
pub(crate) fn parse(id: SourceId, source: &Source) -> Result<Node, Diagnostic> {
    let options = serde_saphyr::options! {
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        merge_keys: MergeKeyPolicy::AsOrdinary,
        emit_comments: false,
        budget: serde_saphyr::budget! {
            // References would let a few lines grow without bound, and an edit
            // of one place would silently change another.
            max_aliases: 0,
            max_nodes: MAX_NODES,
            max_events: 2 * MAX_NODES,
        },
    };
    let raw: Raw = serde_saphyr::from_str_with_options(&source.text, options)
        .map_err(|error| syntax::finding(&error, id, source))?;
    Ok(raw.locate(id, &source.text))
}

impl Node {
    /// Puts the values of `over` in place of this map's, key by key.
    pub(crate) fn overlay(&mut self, over: &Node) {
        match (&mut self.kind, &over.kind) {
            (Kind::Map(entries), Kind::Map(overrides)) => {
                for change in overrides {
                    match entries.iter_mut().find(|entry| entry.key == change.key) {
                        Some(entry) => entry.value.overlay(&change.value),
                        None => entries.push(change.clone()),
                    }
                }
            }
            _ => *self = over.clone(),
        }
    }
}

/// The tree as serde-saphyr gives it: byte offsets without a source.
struct Raw {
    start: usize,
    len: usize,
    kind: RawKind,
}

enum RawKind {
    /// Plain null, boolean or number: its text is taken from the source.
    Plain,
    Text(String),
    Seq(Vec<Raw>),
    Map(Vec<(RawKey, Raw)>),
}

struct RawKey {
    start: usize,
    len: usize,
    text: String,
}

/// First byte and length of a location; zero where the parser knows none.
fn bytes(location: serde_saphyr::Location) -> (usize, usize) {
    let span = location.span();
    let number = |value: Option<u64>| value.and_then(|v| usize::try_from(v).ok()).unwrap_or(0);
    (number(span.byte_offset()), number(span.byte_len()))
}

impl Raw {
    fn locate(self, source: SourceId, text: &str) -> Node {
        let slice = text.get(self.start..self.start + self.len).unwrap_or("");
        let mut end = self.start + self.len;
        let kind = match self.kind {
            RawKind::Plain if matches!(slice, "" | "~" | "null" | "Null" | "NULL") => Kind::Null,
            RawKind::Plain => Kind::Scalar(slice.to_owned()),
            RawKind::Text(text) => Kind::Scalar(text),
            RawKind::Seq(items) => {
                let items: Vec<Node> = items.into_iter().map(|i| i.locate(source, text)).collect();
                end = items.last().map_or(end, |item| item.span.end.max(end));
                Kind::Seq(items)
            }
            RawKind::Map(entries) => {
                let entries: Vec<Entry> = entries
                    .into_iter()
                    .map(|(key, value)| Entry {
                        key_span: Span::new(source, key.start, key.start + key.len),
                        key: key.text,
                        value: value.locate(source, text),
                    })
                    .collect();
                end = entries.last().map_or(end, |e| e.value.span.end.max(end));
                Kind::Map(entries)
            }
        };
        Node {
            span: Span::new(source, self.start, end),
            kind,
        }
    }
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = Spanned::<RawKind>::deserialize(deserializer)?;
        let (start, len) = bytes(spanned.defined);
        Ok(Self {
            start,
            len,
            kind: spanned.value,
        })
    }
}

impl<'de> Deserialize<'de> for RawKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = Spanned::<String>::deserialize(deserializer)?;
        let (start, len) = bytes(spanned.defined);
        Ok(Self {
            start,
            len,
            text: spanned.value,
        })
    }
}

impl<'de> Deserialize<'de> for RawKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = RawKind;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("значение YAML")
    }

    fn visit_unit<E: de::Error>(self) -> Result<RawKind, E> {
        Ok(RawKind::Plain)
    }

    fn visit_bool<E: de::Error>(self, _: bool) -> Result<RawKind, E> {
        Ok(RawKind::Plain)
    }

    fn visit_i64<E: de::Error>(self, _: i64) -> Result<RawKind, E> {
        Ok(RawKind::Plain)
    }

    fn visit_i128<E: de::Error>(self, _: i128) -> Result<RawKind, E> {
        Ok(RawKind::Plain)
    }

    fn visit_u64<E: de::Error>(self, _: u64) -> Result<RawKind, E> {
        Ok(RawKind::Plain)
    }

    fn visit_u128<E: de::Error>(self, _: u128) -> Result<RawKind, E> {
        Ok(RawKind::Plain)
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<RawKind, E> {
        Ok(RawKind::Plain)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<RawKind, E> {
        Ok(RawKind::Text(text.to_owned()))
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<RawKind, E> {
        Ok(RawKind::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<RawKind, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(RawKind::Seq(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<RawKind, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = access.next_entry()? {
            entries.push(entry);
        }
        Ok(RawKind::Map(entries))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Sources;

    fn outline(node: &Node, text: &str) -> String {
        let slice = |span: Span| &text[span.start..span.end];
        match &node.kind {
            Kind::Null => "-".into(),
            Kind::Scalar(value) => format!("{value}={}", slice(node.span)),
            Kind::Seq(items) => {
                let items: Vec<_> = items.iter().map(|item| outline(item, text)).collect();
                format!("[{}]", items.join(", "))
            }
            Kind::Map(entries) => {
                let entries: Vec<_> = entries
                    .iter()
                    .map(|e| {
                        assert_eq!(slice(e.key_span).trim_matches('"'), e.key);
                        format!("{}: {}", e.key, outline(&e.value, text))
                    })
                    .collect();
                format!("{{{}}}", entries.join(", "))
            }
        }
    }

    fn tree(text: &str) -> String {
        let mut sources = Sources::default();
        let id = sources.add("т.yaml", text);
        outline(&parse(id, sources.get(id)).unwrap(), text)
    }

    #[test]
    fn scalars_keep_their_text_and_bytes() {
        assert_eq!(
            tree("номер: 017\nда: yes\nдоля: 1.10\nпусто:\n\"в кавычках\": 'it''s'\n"),
            "{номер: 017=017, да: yes=yes, доля: 1.10=1.10, пусто: -, в кавычках: it's='it''s'}"
        );
    }

    #[test]
    fn duplicate_keys_are_kept() {
        assert_eq!(
            tree("а: 1\nа: [2, {б: 3}]\n"),
            "{а: 1=1, а: [2=2, {б: 3=3}]}"
        );
    }

    #[test]
    fn a_byte_order_mark_and_crlf_do_not_shift_places() {
        assert_eq!(tree("\u{feff}а: б\r\nв: г\r\n"), "{а: б=б, в: г=г}");
    }

    #[test]
    fn aliases_are_refused() {
        let text = "а: &х [1, 1]\nб: [*х, *х]\n";
        let mut sources = Sources::default();
        let id = sources.add("т.yaml", text);
        let finding = parse(id, sources.get(id)).unwrap_err();
        assert_eq!(finding.code, "yaml-alias");
        assert!(text[finding.span.unwrap().start..].starts_with("*х"));
    }
}
