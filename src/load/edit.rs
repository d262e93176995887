//! Changes of a report that leave everything else of its file as it is: comments,
//! order, quotes, blank lines.
//!
//! The file is parsed to know its places; only the bytes of what changes are
//! replaced. The result is read again before anybody may write it.

mod amendment;
mod figures;
mod texts;

use std::ops::Range;
use std::path::Path;

pub use amendment::{AmendmentHead, AmendmentKey, Value, edit_amendment, map_at, new_amendment};
pub use figures::{FigureEdit, FiguresEdit, edit_figures};
pub use texts::{TextEdit, edit_texts};

use super::node::{self, Entry, Kind, Node};
use super::{FileKind, decode, shape};
use crate::diagnostic::Sources;
use crate::model::Progress;

/// A report as it is to be.
#[derive(Clone, Debug, Default)]
pub struct ReportEdit {
    /// The reporting period's id.
    pub period: String,
    /// The party's id.
    pub party: String,
    /// What changes above the marks.
    pub head: Vec<Change>,
    /// What changes in the marks.
    pub marks: Vec<MarkEdit>,
}

/// The changes of one mark.
#[derive(Clone, Debug)]
pub struct MarkEdit {
    /// «мероприятие» or «пункт».
    pub key: &'static str,
    /// Its id or number, for a new mark.
    pub address: String,
    /// The first byte of its address in the file; `None`: the mark is new.
    pub at: Option<usize>,
    /// What changes.
    pub changes: Vec<Change>,
}

/// A value to set or to remove.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The keys that lead to it, one or two.
    pub path: &'static [&'static str],
    /// The new value; `None` removes the key.
    pub value: Option<Scalar>,
}

/// A single value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scalar {
    /// A whole number.
    Number(u32),
    /// A text.
    Text(String),
}

/// Why a file cannot be changed by the program.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// It is not read without mistakes, before or after.
    #[error("файл не читается без ошибок: сначала исправьте его («dyak check»)")]
    Unsound,
    /// It is written in a way that the program does not touch.
    #[error("{0}: внесите правку в этот файл руками или перепишите список построчно")]
    Unusual(&'static str),
}

/// The keys above the marks, in their order.
const HEAD: [&str; 5] = ["период", "кто", "дата", "исполнитель", "отметки"];
/// The keys of a mark, in their order.
const MARK: [&str; 11] = [
    "мероприятие",
    "пункт",
    "статус",
    "исполнено",
    "результат",
    "участники",
    "причина",
    "новый срок",
    "документ",
    "примечание",
    "",
];
/// The keys of inner maps, in their order.
const INNER: [&str; 5] = [
    "действие",
    "всего",
    "из школ с низкими результатами",
    "ФИО",
    "телефон",
];
/// Columns that a line of a long text takes.
const WIDTH: usize = 84;

/// A report in a file of its own.
pub fn new_report(edit: &ReportEdit) -> String {
    let mut lines = vec![
        format!("период: {}", word(&edit.period)),
        format!("кто: {}", word(&edit.party)),
    ];
    lines.extend(block(&tree(&[], &edit.head, &HEAD), 0));
    lines.push(String::new());
    lines.push("отметки:".to_owned());
    for (index, mark) in edit.marks.iter().enumerate() {
        if index > 0 {
            lines.push(String::new());
        }
        lines.extend(item(mark, 2, 4));
    }
    lines.join("\n") + "\n"
}

/// A report with changes made; the text and what it now says.
///
/// # Errors
/// [`EditError`] if the file cannot be changed without harm.
pub fn edit_report(
    path: &Path,
    text: &str,
    edit: &ReportEdit,
) -> Result<(String, Progress), EditError> {
    let (root, _) = read(path, text)?;
    let mut editor = Editor {
        text,
        newline: if text.contains("\r\n") { "\r\n" } else { "\n" },
        splices: Vec::new(),
    };
    editor.map(&root, &edit.head, &HEAD)?;
    editor.marks(&root, &edit.marks)?;
    let changed = editor.finish();
    let (_, progress) = read(path, &changed)?;
    Ok((changed, progress))
}

/// Reads a text as a report.
///
/// # Errors
/// [`EditError::Unsound`] if anything is wrong with it.
pub fn read_report(path: &Path, text: &str) -> Result<Progress, EditError> {
    read(path, text).map(|(_, progress)| progress)
}

fn read(path: &Path, text: &str) -> Result<(Node, Progress), EditError> {
    let mut sources = Sources::default();
    let id = sources.add(path, text);
    let mut node = node::parse(id, sources.get(id)).map_err(|_| EditError::Unsound)?;
    let shape = shape::check(&mut node, FileKind::Progress.schema());
    if !shape.usable || !shape.findings.is_empty() {
        return Err(EditError::Unsound);
    }
    let progress = decode::decode(&node).map_err(|_| EditError::Unsound)?;
    Ok((node, progress))
}

/// A value as it is to be written.
#[derive(Clone, Debug)]
enum Tree {
    Scalar(Scalar),
    Map(Vec<(String, Tree)>),
}

/// What keys say once changes are made, in their order.
fn tree(present: &[(String, Tree)], changes: &[Change], order: &[&str]) -> Vec<(String, Tree)> {
    let mut all: Vec<(String, Tree)> = present.to_vec();
    for change in changes {
        match change.path {
            [key] => set(&mut all, key, change.value.clone().map(Tree::Scalar)),
            [key, inner] => {
                let mut map = match all.iter().find(|(known, _)| known == key) {
                    Some((_, Tree::Map(map))) => map.clone(),
                    _ => Vec::new(),
                };
                set(&mut map, inner, change.value.clone().map(Tree::Scalar));
                map.sort_by_key(|(key, _)| rank(key, &INNER));
                // What was done with nobody is nothing.
                let is_empty = map.iter().all(|(key, _)| key == INNER[0]);
                set(&mut all, key, (!is_empty).then_some(Tree::Map(map)));
            }
            _ => {}
        }
    }
    all.sort_by_key(|(key, _)| rank(key, order));
    all
}

fn set(map: &mut Vec<(String, Tree)>, key: &str, value: Option<Tree>) {
    let place = map.iter().position(|(known, _)| known == key);
    match (place, value) {
        (Some(place), Some(value)) => map[place].1 = value,
        (Some(place), None) => {
            map.remove(place);
        }
        (None, Some(value)) => map.push((key.to_owned(), value)),
        (None, None) => {}
    }
}

fn rank(key: &str, order: &[&str]) -> usize {
    let place = order.iter().position(|known| *known == key);
    place.unwrap_or(order.len())
}

/// What a file says, as a tree.
fn as_tree(node: &Node) -> Tree {
    match &node.kind {
        Kind::Map(entries) => Tree::Map(
            entries
                .iter()
                .map(|entry| (entry.key.clone(), as_tree(&entry.value)))
                .collect(),
        ),
        Kind::Scalar(text) => Tree::Scalar(Scalar::Text(text.clone())),
        Kind::Null | Kind::Seq(_) => Tree::Scalar(Scalar::Text(String::new())),
    }
}

/// Collects what is to be replaced.
struct Editor<'a> {
    text: &'a str,
    newline: &'static str,
    splices: Vec<(Range<usize>, String)>,
}

impl Editor<'_> {
    /// The text with all replacements made.
    fn finish(mut self) -> String {
        self.splices
            .sort_by_key(|(range, _)| (range.start, range.end));
        let mut result = String::with_capacity(self.text.len() + 256);
        let mut at = 0;
        for (range, new) in &self.splices {
            result.push_str(&self.text[at..range.start.max(at)]);
            result.push_str(new);
            at = range.end.max(at);
        }
        result.push_str(&self.text[at..]);
        result
    }

    /// Changes the keys of a map.
    fn map(&mut self, map: &Node, changes: &[Change], order: &[&str]) -> Result<(), EditError> {
        if changes.is_empty() {
            return Ok(());
        }
        let Kind::Map(entries) = &map.kind else {
            return Err(EditError::Unsound);
        };
        if self.text[map.span.start..].starts_with('{') {
            return self.flow_map(map, changes, order);
        }
        let Tree::Map(present) = as_tree(map) else {
            return Err(EditError::Unsound);
        };
        let wanted = tree(&present, changes, order);
        let touched: Vec<&str> = changes.iter().map(|change| change.path[0]).collect();
        let indent = self.column(map.span.start);
        // After which key a new one goes.
        let mut last: Option<&Entry> = None;
        for key in order {
            let entry = entries.iter().find(|entry| entry.key == *key);
            let value = wanted.iter().find(|(known, _)| known == key);
            match (entry, value.map(|(_, value)| value)) {
                (Some(entry), _) if !touched.contains(key) => last = Some(entry),
                (Some(entry), Some(value)) => {
                    self.replace(entry, value, changes, indent)?;
                    last = Some(entry);
                }
                (Some(entry), None) => self.remove(entry),
                (None, Some(value)) => {
                    let lines = block(&[((*key).to_owned(), value.clone())], indent);
                    self.insert(map, last, &lines);
                }
                (None, None) => {}
            }
        }
        Ok(())
    }

    /// Puts a new value in the place of the old one.
    fn replace(
        &mut self,
        entry: &Entry,
        value: &Tree,
        changes: &[Change],
        indent: usize,
    ) -> Result<(), EditError> {
        let old = &entry.value;
        let is_block = |node: &Node| !self.text[node.span.start..].starts_with('{');
        match value {
            Tree::Map(_) if matches!(old.kind, Kind::Map(_)) && is_block(old) => {
                let inner: Vec<Change> = changes
                    .iter()
                    .filter(|change| change.path[0] == entry.key)
                    .map(|change| Change {
                        path: &change.path[1..],
                        value: change.value.clone(),
                    })
                    .collect();
                self.map(old, &inner, &INNER)
            }
            _ => {
                let range = self.value_range(entry, indent)?;
                let text = inline(&entry.key, value, indent).join(self.newline);
                let gap = if range.start == range.end { " " } else { "" };
                self.splices.push((range, format!("{gap}{text}")));
                Ok(())
            }
        }
    }

    /// The bytes of a value, without a comment behind it.
    fn value_range(&self, entry: &Entry, indent: usize) -> Result<Range<usize>, EditError> {
        let value = &entry.value;
        let colon = self.text[entry.key_span.end..].find(':');
        let after = entry.key_span.end + colon.map_or(0, |at| at + 1);
        if matches!(value.kind, Kind::Null) {
            return Ok(after..after);
        }
        let gap = self.text[after..].len() - self.text[after..].trim_start().len();
        let start = after + gap;
        match self.text[start..].chars().next() {
            Some('|' | '>') => Ok(start..self.end_of_block(start, indent)),
            Some('{') => {
                let closed = self.text[value.span.end..].find('}');
                let end = closed.map(|at| value.span.end + at + 1);
                let end = end.ok_or(EditError::Unsound)?;
                self.require_no_comment(start..end)?;
                Ok(start..end)
            }
            _ if matches!(value.kind, Kind::Map(_)) => {
                let end = self.end(value);
                self.require_no_comment(start..end)?;
                // A block below its key gives way to a value beside the key.
                Ok(after..end)
            }
            _ => Ok(value.span.start..value.span.end),
        }
    }

    fn require_no_comment(&self, range: Range<usize>) -> Result<(), EditError> {
        let mut lines = self.text[range].lines();
        if lines.any(|line| line.contains(" #") || line.trim_start().starts_with('#')) {
            return Err(EditError::Unusual("внутри записи есть примечание «#»"));
        }
        Ok(())
    }

    /// Where a block scalar that begins at `start` ends: its lines are indented deeper.
    fn end_of_block(&self, start: usize, indent: usize) -> usize {
        let mut end = self.line_end(start);
        let mut at = end;
        while at < self.text.len() {
            let line_start = at + 1;
            let line_end = self.line_end(line_start.min(self.text.len()));
            let line = &self.text[line_start.min(self.text.len())..line_end];
            let depth = line.len() - line.trim_start_matches(' ').len();
            if line.trim().is_empty() {
                at = line_end;
            } else if depth > indent {
                end = line_end;
                at = line_end;
            } else {
                break;
            }
            if line_end >= self.text.len() {
                break;
            }
        }
        if self.text[..end].ends_with('\r') {
            end - 1
        } else {
            end
        }
    }

    /// Where a value ends in the file.
    fn end(&self, node: &Node) -> usize {
        match &node.kind {
            Kind::Map(entries) => match entries.last() {
                Some(last) if !self.text[node.span.start..].starts_with('{') => {
                    let inner = self.column(node.span.start);
                    self.end_of_entry(last, inner)
                }
                _ => self.closing(node, '}'),
            },
            Kind::Seq(items) => match items.last() {
                Some(last) if !self.text[node.span.start..].starts_with('[') => self.end(last),
                _ => self.closing(node, ']'),
            },
            Kind::Null | Kind::Scalar(_) => node.span.end,
        }
    }

    fn closing(&self, node: &Node, bracket: char) -> usize {
        let from = match &node.kind {
            Kind::Map(entries) => entries.last().map(|last| last.value.span.end),
            Kind::Seq(items) => items.last().map(|last| self.end(last)),
            _ => None,
        };
        let from = from.unwrap_or(node.span.start);
        let at = self.text[from..].find(bracket);
        at.map_or(node.span.end, |at| from + at + 1)
    }

    fn end_of_entry(&self, entry: &Entry, indent: usize) -> usize {
        if matches!(entry.value.kind, Kind::Null) {
            return entry.key_span.end;
        }
        match self.value_start(entry) {
            Some(start) if self.text[start..].starts_with(['|', '>']) => {
                self.end_of_block(start, indent)
            }
            _ => self.end(&entry.value),
        }
    }

    /// Where a value begins, the sign of a block scalar included.
    fn value_start(&self, entry: &Entry) -> Option<usize> {
        let rest = &self.text[entry.key_span.end..];
        let after = entry.key_span.end + rest.find(':')? + 1;
        let rest = &self.text[after..];
        Some(after + rest.len() - rest.trim_start().len())
    }

    /// Inserts lines after an entry, or before all others.
    fn insert(&mut self, map: &Node, after: Option<&Entry>, lines: &[String]) {
        let indent = self.column(map.span.start);
        let new = lines.join(self.newline);
        match after {
            Some(entry) => {
                let end = self.line_text_end(self.end_of_entry(entry, indent));
                self.splices
                    .push((end..end, format!("{}{new}", self.newline)));
            }
            None => {
                let at = map.span.start;
                let gap = " ".repeat(indent);
                let new = new.trim_start().to_owned();
                self.splices
                    .push((at..at, format!("{new}{}{gap}", self.newline)));
            }
        }
    }

    /// Removes the lines of an entry.
    fn remove(&mut self, entry: &Entry) {
        let indent = self.column(entry.key_span.start);
        let start = entry.key_span.start - indent;
        let start = self.text[..start].rfind('\n').map_or(start, |at| at + 1);
        let end = self.line_end(self.end_of_entry(entry, indent));
        self.splices
            .push((start..(end + 1).min(self.text.len()), String::new()));
    }

    /// Changes a map in braces: values in their place; where keys come or go, the
    /// whole is written anew, one key a line.
    fn flow_map(
        &mut self,
        map: &Node,
        changes: &[Change],
        order: &[&str],
    ) -> Result<(), EditError> {
        let Kind::Map(entries) = &map.kind else {
            return Err(EditError::Unsound);
        };
        let in_place: Option<Vec<(Range<usize>, String)>> = changes
            .iter()
            .map(|change| {
                let [key] = change.path else { return None };
                let entry = entries.iter().find(|entry| entry.key == *key)?;
                let is_scalar = matches!(entry.value.kind, Kind::Scalar(_));
                let range = entry.value.span.start..entry.value.span.end;
                let value = change.value.as_ref().filter(|_| is_scalar)?;
                Some((range, flow(value)))
            })
            .collect();
        if let Some(splices) = in_place {
            self.splices.extend(splices);
            return Ok(());
        }
        let range = map.span.start..self.closing(map, '}');
        self.require_no_comment(range.clone())?;
        let Tree::Map(present) = as_tree(map) else {
            return Err(EditError::Unsound);
        };
        let wanted = tree(&present, changes, order);
        let indent = self.column(map.span.start);
        let lines = block(&wanted, indent).join(self.newline);
        self.splices.push((range, lines.trim_start().to_owned()));
        Ok(())
    }

    fn marks(&mut self, root: &Node, marks: &[MarkEdit]) -> Result<(), EditError> {
        let Kind::Map(entries) = &root.kind else {
            return Err(EditError::Unsound);
        };
        let list = entries.iter().find(|entry| entry.key == "отметки");
        let list = list.ok_or(EditError::Unsound)?;
        let Kind::Seq(items) = &list.value.kind else {
            return Err(EditError::Unsound);
        };
        let is_flow = self.text[list.value.span.start..].starts_with('[');
        if is_flow && !items.is_empty() && !marks.is_empty() {
            return Err(EditError::Unusual("отметки записаны в квадратных скобках"));
        }
        let (known, new): (Vec<&MarkEdit>, Vec<&MarkEdit>) =
            marks.iter().partition(|mark| mark.at.is_some());
        for mark in known {
            let at = mark.at.unwrap_or_default();
            let holds =
                |item: &&Node| item.span.start <= at && at < self.end(item).max(item.span.end);
            let item = items.iter().find(holds).ok_or(EditError::Unsound)?;
            self.map(item, &mark.changes, &MARK)?;
        }
        if !new.is_empty() {
            self.add_items(list, items, is_flow, &|dash, inner| {
                new.iter().map(|mark| item(mark, dash, inner)).collect()
            });
        }
        Ok(())
    }

    /// Adds items at the end of a list, as their neighbours stand; `written` gives their
    /// lines by the columns of dashes and keys.
    fn add_items(
        &mut self,
        list: &Entry,
        items: &[Node],
        is_flow: bool,
        written: &dyn Fn(usize, usize) -> Vec<Vec<String>>,
    ) {
        let (dash, inner, at, spaced) = match items.last() {
            Some(last) => {
                let inner = self.column(last.span.start);
                let line = &self.text
                    [last.span.start - self.line_offset(last.span.start)..last.span.start];
                let dash = line.find('-').unwrap_or(inner.saturating_sub(2));
                let before = items.len().checked_sub(2).map(|place| &items[place]);
                let spaced = before.is_some_and(|before| {
                    let end = self.line_end(self.end(before));
                    self.text[end..last.span.start]
                        .lines()
                        .skip(1)
                        .any(|line| line.trim().is_empty())
                });
                let end = self.line_text_end(self.end(last));
                (dash, inner, end..end, spaced)
            }
            None => {
                let end = if is_flow {
                    self.closing(&list.value, ']')
                } else {
                    list.value.span.end
                };
                let start = list.value.span.start.min(end);
                let start = self.text[..start].trim_end_matches(' ').len();
                (2, 4, start..end, false)
            }
        };
        let gap = if spaced { self.newline } else { "" };
        let mut text = String::new();
        for lines in written(dash, inner) {
            let lines = lines.join(self.newline);
            text += &format!("{}{gap}{lines}", self.newline);
        }
        self.splices.push((at, text));
    }

    /// Bytes between the beginning of a line and a place on it.
    fn line_offset(&self, at: usize) -> usize {
        at - self.text[..at].rfind('\n').map_or(0, |at| at + 1)
    }

    /// Characters between the beginning of a line and a place on it; a byte order
    /// mark takes none.
    fn column(&self, at: usize) -> usize {
        let line = &self.text[at - self.line_offset(at)..at];
        line.trim_start_matches('\u{feff}').chars().count()
    }

    /// Where the line of a place ends: the byte of its line feed.
    fn line_end(&self, at: usize) -> usize {
        let at = at.min(self.text.len());
        self.text[at..]
            .find('\n')
            .map_or(self.text.len(), |end| at + end)
    }

    /// Where the text of a line ends, before a carriage return.
    fn line_text_end(&self, at: usize) -> usize {
        let end = self.line_end(at);
        if end > at && self.text[..end].ends_with('\r') {
            end - 1
        } else {
            end
        }
    }
}

/// A mark as an item of a list.
fn item(mark: &MarkEdit, dash: usize, inner: usize) -> Vec<String> {
    let gap = " ".repeat(inner.saturating_sub(dash + 1).max(1));
    let mut lines = vec![format!(
        "{}-{gap}{}: {}",
        " ".repeat(dash),
        mark.key,
        address(&mark.address)
    )];
    lines.extend(block(&tree(&[], &mark.changes, &MARK), inner));
    lines
}

/// Keys with values, one a line.
fn block(entries: &[(String, Tree)], indent: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for (key, value) in entries {
        let mut value = inline(key, value, indent).into_iter();
        let first = value.next().unwrap_or_default();
        lines.push(format!("{}{key}: {first}", " ".repeat(indent)));
        lines.extend(value);
    }
    lines
}

/// A value behind its key: the rest of the line and the lines below.
fn inline(key: &str, value: &Tree, indent: usize) -> Vec<String> {
    match value {
        Tree::Map(map) => {
            let parts: Vec<String> = map
                .iter()
                .filter_map(|(key, value)| match value {
                    Tree::Scalar(scalar) => Some(format!("{key}: {}", flow(scalar))),
                    Tree::Map(_) => None,
                })
                .collect();
            vec![format!("{{{}}}", parts.join(", "))]
        }
        Tree::Scalar(Scalar::Number(number)) => vec![number.to_string()],
        Tree::Scalar(Scalar::Text(text)) if matches!(key, "мероприятие" | "пункт") =>
        {
            vec![address(text)]
        }
        Tree::Scalar(Scalar::Text(text)) => {
            let deeper = " ".repeat(indent + 2);
            let used = indent + key.chars().count() + 2;
            let is_long = used + text.chars().count() > WIDTH;
            if text.contains('\n') && is_foldable(text) {
                let lines = text.lines().map(|line| format!("{deeper}{line}"));
                std::iter::once("|-".to_owned()).chain(lines).collect()
            } else if is_long && is_foldable(text) {
                let lines = folded(text, WIDTH.saturating_sub(indent + 2));
                let lines = lines.into_iter().map(|line| format!("{deeper}{line}"));
                std::iter::once(">-".to_owned()).chain(lines).collect()
            } else {
                vec![word(text)]
            }
        }
    }
}

/// A value between braces.
fn flow(scalar: &Scalar) -> String {
    match scalar {
        Scalar::Number(number) => number.to_string(),
        Scalar::Text(text) if is_number(text) || is_plain(text, true) => text.clone(),
        Scalar::Text(text) => quoted(text),
    }
}

/// A text on one line.
fn word(text: &str) -> String {
    if is_plain(text, false) {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// An id or number: a number is quoted, so that «2.10» stays what it is.
fn address(text: &str) -> String {
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        quoted(text)
    } else {
        word(text)
    }
}

/// Whether a text survives in a block scalar: no spaces that folding would eat.
fn is_foldable(text: &str) -> bool {
    text.lines().all(|line| {
        !line.is_empty() && line.trim() == line && !line.contains("  ") && !line.contains('\t')
    })
}

/// A text in lines of a width, broken at spaces.
fn folded(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.len() < 10 && text.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a text means itself without quotes.
fn is_plain(text: &str, in_braces: bool) -> bool {
    let begins_safely = text
        .chars()
        .next()
        .is_some_and(|c| c.is_alphanumeric() || matches!(c, '«' | '№' | '(' | '„' | '+' | '/'));
    let lower = text.to_lowercase();
    let has_meaning = text.parse::<f64>().is_ok()
        || ["null", "true", "false", "yes", "no", "on", "off", "y", "n"].contains(&lower.as_str());
    let has_signs = text.contains(": ")
        || text.ends_with(':')
        || text.contains(" #")
        || text.contains(['\n', '\t', '"', '\\'])
        || (in_braces && text.contains([',', '[', ']', '{', '}', ':']));
    begins_safely && !has_meaning && !has_signs && text.trim() == text
}

/// A text in double quotes.
fn quoted(text: &str) -> String {
    let mut result = String::from('"');
    for c in text.chars() {
        match c {
            '"' => result.push_str("\\\""),
            '\\' => result.push_str("\\\\"),
            '\n' => result.push_str("\\n"),
            '\t' => result.push_str("\\t"),
            c => result.push(c),
        }
    }
    result.push('"');
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(path: &'static [&'static str], text: &str) -> Change {
        Change {
            path,
            value: Some(Scalar::Text(text.to_owned())),
        }
    }

    fn number(path: &'static [&'static str], number: u32) -> Change {
        Change {
            path,
            value: Some(Scalar::Number(number)),
        }
    }

    fn gone(path: &'static [&'static str]) -> Change {
        Change { path, value: None }
    }

    const ALL: &[&str] = &["участники", "всего"];
    const LOW: &[&str] = &["участники", "из школ с низкими результатами"];

    fn mark(address: &str, at: Option<usize>, changes: Vec<Change>) -> MarkEdit {
        MarkEdit {
            key: "мероприятие",
            address: address.to_owned(),
            at,
            changes,
        }
    }

    fn edit(marks: Vec<MarkEdit>, head: Vec<Change>) -> ReportEdit {
        ReportEdit {
            period: "2020-1".into(),
            party: "сош8".into(),
            head,
            marks,
        }
    }

    /// Changes the marks of a text, which are named by words of their first line.
    fn changed(text: &str, marks: Vec<(&str, Vec<Change>)>, head: Vec<Change>) -> String {
        let marks = marks
            .into_iter()
            .map(|(address, changes)| mark(address, text.find(address), changes))
            .collect();
        edit_report(Path::new("т.yaml"), text, &edit(marks, head))
            .unwrap()
            .0
    }

    const TEXT: &str = "\
# Отчёт школы № 8, пришёл по почте
период: 2020-1
кто: сош8
отметки:
  # методика
  - мероприятие: \"2.1.3\"   # семинар
    статус: выполняется  # звонили 20 мая
    результат: >-
      Начали: первая
      встреча прошла

    участники: {действие: обучено, всего: 10}

  - мероприятие: совещание
    статус: 'срок не наступил'
    участники:
      всего: 5  # по списку
# конец
";

    #[test]
    fn a_new_file_is_written_as_the_others() {
        let long = "Обучены 37 педагогов: методика оценивания, разбор заданий, #1 и «ёлочки», работа с текстом на уроке";
        let edit = edit(
            vec![mark(
                "2.10",
                None,
                vec![
                    set(&["статус"], "выполнено"),
                    number(ALL, 37),
                    number(LOW, 15),
                    set(&["исполнено"], "26.03.2020"),
                    set(&["результат"], long),
                    set(&["примечание"], "первая строка\nвторая: строка"),
                    set(&["документ"], "Приказ: № 5"),
                ],
            )],
            vec![
                set(&["дата"], "29.05.2020"),
                set(&["исполнитель", "ФИО"], "Орлова Е.В."),
                set(&["исполнитель", "телефон"], "8 (81378) 2-14-15, доб. 3"),
            ],
        );
        let text = new_report(&edit);
        insta::assert_snapshot!(text);
        let report = read_report(Path::new("т.yaml"), &text).unwrap();
        let entry = &report.entries[0];
        assert_eq!(entry.result.as_ref().unwrap().value, long);
        assert_eq!(entry.activity.as_ref().unwrap().value, "2.10");
        assert_eq!(entry.figures.as_ref().unwrap().all.value, 37);
        let phone = &report.contact.as_ref().unwrap().phone.value;
        assert_eq!(phone, "8 (81378) 2-14-15, доб. 3");
    }

    #[test]
    fn only_what_changes_changes() {
        let text = changed(
            TEXT,
            vec![
                (
                    "\"2.1.3\"",
                    vec![
                        set(&["статус"], "выполнено"),
                        set(&["исполнено"], "26.03.2020"),
                        set(&["результат"], "Прошли три встречи"),
                        number(ALL, 12),
                        number(LOW, 3),
                        set(&["документ"], "Приложение 2.1.3"),
                    ],
                ),
                (
                    "совещание",
                    vec![set(&["статус"], "выполняется"), number(ALL, 6)],
                ),
                (
                    "3.4",
                    vec![set(&["статус"], "снято"), set(&["причина"], "нет учителя")],
                ),
            ],
            vec![set(&["дата"], "29.05.2020")],
        );
        insta::assert_snapshot!(text);
    }

    #[test]
    fn keys_are_removed_with_their_lines_and_nothing_else() {
        let text = changed(
            TEXT,
            vec![
                ("\"2.1.3\"", vec![gone(&["результат"]), gone(ALL)]),
                ("совещание", vec![gone(ALL)]),
            ],
            vec![],
        );
        let expected = "\
# Отчёт школы № 8, пришёл по почте
период: 2020-1
кто: сош8
отметки:
  # методика
  - мероприятие: \"2.1.3\"   # семинар
    статус: выполняется  # звонили 20 мая


  - мероприятие: совещание
    статус: 'срок не наступил'
# конец
";
        assert_eq!(text, expected);
    }

    #[test]
    fn marks_in_braces_are_changed_or_written_anew() {
        let text = "период: 2020-1\r\nкто: сош8\r\nотметки:\r\n- {мероприятие: \"1\", статус: выполняется}\r\n- {мероприятие: \"2\", статус: выполняется}\r\n";
        let text = changed(
            text,
            vec![
                (
                    "\"1\"",
                    vec![set(&["статус"], "снято"), set(&["причина"], "да")],
                ),
                ("\"2\"", vec![set(&["статус"], "срок не наступил")]),
                ("3", vec![set(&["статус"], "выполняется")]),
            ],
            vec![],
        );
        assert_eq!(
            text,
            "период: 2020-1\r\nкто: сош8\r\nотметки:\r\n- мероприятие: \"1\"\r\n  статус: снято\r\n  причина: да\r\n- {мероприятие: \"2\", статус: срок не наступил}\r\n- мероприятие: \"3\"\r\n  статус: выполняется\r\n"
        );
    }

    #[test]
    fn an_empty_list_takes_marks() {
        let text = "период: 2020-1\nкто: сош8\nотметки: [] # пока пусто\n";
        let text = changed(
            text,
            vec![("7", vec![set(&["статус"], "выполняется")])],
            vec![],
        );
        assert_eq!(
            text,
            "период: 2020-1\nкто: сош8\nотметки:\n  - мероприятие: \"7\"\n    статус: выполняется # пока пусто\n"
        );
    }

    #[test]
    fn what_cannot_be_kept_is_refused() {
        let edited = |text: &str, changes| {
            let marks = vec![mark("1", text.find("\"1\""), changes)];
            edit_report(Path::new("т.yaml"), text, &edit(marks, vec![])).map(|done| done.0)
        };
        let comment = "период: 2020-1\nкто: сош8\nотметки:\n  - мероприятие: \"1\"\n    статус: выполняется\n    участники: {всего: 5, # по списку\n      действие: обучено}\n";
        assert!(matches!(
            edited(comment, vec![number(LOW, 2)]),
            Err(EditError::Unusual(_))
        ));
        let list =
            "период: 2020-1\nкто: сош8\nотметки: [{мероприятие: \"1\", статус: выполняется}]\n";
        assert!(matches!(
            edited(list, vec![set(&["статус"], "снято")]),
            Err(EditError::Unusual(_))
        ));
        let bad = "период: 2020-1\nкто: сош8\nотметки: нет\n";
        assert_eq!(edited(bad, vec![]), Err(EditError::Unsound));
    }

    #[test]
    fn any_text_comes_back_as_it_was() {
        for text in [
            "простой текст",
            "- с тире",
            "двоеточие: внутри",
            "решётка #1 и # две",
            "\"прямые\" кавычки \\ и черта",
            "017",
            "1.10",
            "null",
            "да",
            "[скобки], {фигурные}",
            "=1+1",
            "'апостроф",
            "& * ! | > % @ `",
            "строка\n- вторая\n# третья",
            "очень длинный текст, который не помещается в одну строку файла и потому складывается в несколько строк: с двоеточием",
            "длинноесловобезпробеловкотороенельзяразорватьисложитьтожедолжносохранитьсяцеликомбезпотерь",
        ] {
            for key in [&["результат"][..], &["исполнитель", "ФИО"][..]] {
                let change = set(
                    if key.len() == 1 {
                        &["результат"]
                    } else {
                        &["исполнитель", "ФИО"]
                    },
                    text,
                );
                let status = set(&["статус"], "выполняется");
                let report = if key.len() == 1 {
                    edit(vec![mark("1", None, vec![status, change])], vec![])
                } else {
                    let phone = set(&["исполнитель", "телефон"], text);
                    edit(vec![mark("1", None, vec![status])], vec![change, phone])
                };
                let written = new_report(&report);
                let read = read_report(Path::new("т.yaml"), &written)
                    .unwrap_or_else(|error| panic!("{error}: {written}"));
                let value = match &read.contact {
                    Some(contact) => contact.phone.value.clone(),
                    None => read.entries[0].result.as_ref().unwrap().value.clone(),
                };
                assert_eq!(value, text, "{written}");
            }
        }
    }
}
