//! Single texts of a file replaced or added, everything else of it kept to the byte.

use std::ops::Range;
use std::path::Path;

use super::super::node::{self, Entry, Kind, Node};
use super::{EditError, Editor, Scalar, Tree, WIDTH, block, folded, is_foldable, is_plain, quoted};
use crate::diagnostic::Sources;

/// A change of one text.
#[derive(Clone, Debug)]
pub enum TextEdit {
    /// A text in the place of another.
    Replace {
        /// The first byte of the text's value.
        at: usize,
        /// The new text.
        new: String,
    },
    /// A key that was not there.
    Insert {
        /// The first byte of a value of the map that gets the key.
        beside: usize,
        /// The key.
        key: &'static str,
        /// Keys it follows; of those present, the last counts.
        after: &'static [&'static str],
        /// The text.
        new: String,
    },
}

/// A file's text with texts changed.
///
/// # Errors
/// [`EditError`] if the file cannot be changed so that only these texts change.
pub fn edit_texts(path: &Path, text: &str, edits: &[TextEdit]) -> Result<String, EditError> {
    let root = parse(path, text)?;
    let mut editor = Editor {
        text,
        newline: if text.contains("\r\n") { "\r\n" } else { "\n" },
        splices: Vec::new(),
    };
    for edit in edits {
        editor.text_edit(&root, edit)?;
    }
    let changed = editor.finish();
    let read = parse(path, &changed)?;
    match says(&root, &read, edits) {
        true => Ok(changed),
        false => Err(EditError::Unusual("запись этого срока необычна")),
    }
}

pub(super) fn parse(path: &Path, text: &str) -> Result<Node, EditError> {
    let mut sources = Sources::default();
    let id = sources.add(path, text);
    node::parse(id, sources.get(id)).map_err(|_| EditError::Unsound)
}

/// Where a value stands.
struct Spot<'n> {
    node: &'n Node,
    /// The map that holds it, and its entry there.
    entry: Option<(&'n Node, &'n Entry)>,
    /// Whether brackets or braces are around it.
    in_flow: bool,
}

impl Editor<'_> {
    fn text_edit(&mut self, root: &Node, edit: &TextEdit) -> Result<(), EditError> {
        match edit {
            TextEdit::Replace { at, new } => {
                let spot = self.spot(root, *at, false).ok_or(EditError::Unsound)?;
                let indent = spot.entry.map_or(0, |(map, _)| self.column(map.span.start));
                let range = match spot.entry {
                    Some((_, entry)) => self.value_range(entry, indent)?,
                    None => spot.node.span.start..spot.node.span.end,
                };
                let new = self.like(range.clone(), new, indent, spot.in_flow);
                self.splices.push((range, new));
            }
            TextEdit::Insert {
                beside,
                key,
                after,
                new,
            } => {
                let spot = self.spot(root, *beside, false).ok_or(EditError::Unsound)?;
                let (map, _) = spot.entry.ok_or(EditError::Unsound)?;
                let Kind::Map(entries) = &map.kind else {
                    return Err(EditError::Unsound);
                };
                let is_before = |entry: &&Entry| after.contains(&entry.key.as_str());
                let last = entries.iter().rfind(is_before);
                if self.text[map.span.start..].starts_with('{') {
                    let last = last.or(entries.last()).ok_or(EditError::Unsound)?;
                    let end = self.end(&last.value);
                    let new = one_line(new, true);
                    self.splices.push((end..end, format!(", {key}: {new}")));
                } else {
                    let indent = self.column(map.span.start);
                    let value = Tree::Scalar(Scalar::Text(new.clone()));
                    self.insert(map, last, &block(&[((*key).to_owned(), value)], indent));
                }
            }
        }
        Ok(())
    }

    /// The value that begins with a byte; the innermost.
    fn spot<'n>(&self, node: &'n Node, at: usize, in_flow: bool) -> Option<Spot<'n>> {
        let starts_flow = self.text[node.span.start.min(self.text.len())..].starts_with(['{', '[']);
        let is_list = matches!(node.kind, Kind::Map(_) | Kind::Seq(_));
        let inner = in_flow || (is_list && starts_flow);
        match &node.kind {
            Kind::Null => None,
            Kind::Scalar(_) => (node.span.start == at).then_some(Spot {
                node,
                entry: None,
                in_flow,
            }),
            Kind::Seq(items) => items.iter().find_map(|item| self.spot(item, at, inner)),
            Kind::Map(entries) => entries.iter().find_map(|entry| {
                let spot = self.spot(&entry.value, at, inner)?;
                let is_own = std::ptr::eq(spot.node, &entry.value);
                Some(Spot {
                    entry: if is_own {
                        Some((node, entry))
                    } else {
                        spot.entry
                    },
                    ..spot
                })
            }),
        }
    }

    /// A text written as another was: in the same quotes, as a block of lines, or bare.
    fn like(&self, old: Range<usize>, new: &str, indent: usize, in_flow: bool) -> String {
        let written = &self.text[old];
        match written.chars().next() {
            Some('"') => quoted(new),
            Some('\'') if !new.contains(['\n', '\t']) => format!("'{}'", new.replace('\'', "''")),
            Some(sign @ ('|' | '>')) if is_foldable(new) => {
                let mut lines = written.lines();
                let head = lines.next().unwrap_or_default();
                let deeper = lines
                    .find(|line| !line.trim().is_empty())
                    .map_or(indent + 2, |line| line.len() - line.trim_start().len());
                let body = match sign {
                    '>' if !new.contains('\n') => folded(new, WIDTH.saturating_sub(deeper)),
                    // A fold needs an empty line where the text breaks.
                    '>' => new
                        .lines()
                        .flat_map(|line| [line.to_owned(), String::new()])
                        .collect(),
                    _ => new.lines().map(str::to_owned).collect(),
                };
                let body = body.into_iter().map(|line| match line.is_empty() {
                    true => line,
                    false => format!("{}{line}", " ".repeat(deeper)),
                });
                let all: Vec<String> = std::iter::once(head.to_owned()).chain(body).collect();
                all.join(self.newline).trim_end().to_owned()
            }
            _ => one_line(new, in_flow),
        }
    }
}

/// A text on one line, in quotes if it needs them.
fn one_line(text: &str, in_flow: bool) -> String {
    match is_plain(text, in_flow) {
        true => text.to_owned(),
        false => quoted(text),
    }
}

/// Whether a tree says what another does, but for the edits.
fn says(old: &Node, new: &Node, edits: &[TextEdit]) -> bool {
    match (&old.kind, &new.kind) {
        (Kind::Null, Kind::Null) => true,
        (Kind::Scalar(text), Kind::Scalar(read)) => {
            let replaced = edits.iter().find_map(|edit| match edit {
                TextEdit::Replace { at, new } if *at == old.span.start => Some(new),
                _ => None,
            });
            match replaced {
                Some(new) => read.trim_end_matches('\n') == new,
                None => read == text,
            }
        }
        (Kind::Seq(old), Kind::Seq(new)) => {
            old.len() == new.len() && old.iter().zip(new).all(|(old, new)| says(old, new, edits))
        }
        (Kind::Map(old), Kind::Map(new)) => {
            let starts = |beside| old.iter().any(|entry| entry.value.span.start == beside);
            let added: Vec<(&str, &String)> = edits
                .iter()
                .filter_map(|edit| match edit {
                    TextEdit::Insert {
                        beside, key, new, ..
                    } if starts(*beside) => Some((*key, new)),
                    _ => None,
                })
                .collect();
            let is_added = |entry: &&Entry| {
                added.iter().any(|(key, text)| {
                    let said = matches!(&entry.value.kind, Kind::Scalar(read) if read == *text);
                    entry.key == *key && said
                })
            };
            let kept: Vec<&Entry> = new.iter().filter(|entry| !is_added(entry)).collect();
            new.len() == old.len() + added.len()
                && kept.len() == old.len()
                && old
                    .iter()
                    .zip(kept)
                    .all(|(old, new)| old.key == new.key && says(&old.value, &new.value, edits))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAN: &str = "\u{feff}# План\nразделы:\n  - мероприятия:\n      - мероприятие: Провести совещание   # важно\n        срок: до 15.09.2021   # по письму\n        ответственные: имц\n      - {мероприятие: Обучить, срок: май}\n      - мероприятие: 'Собрать'\n        срок: >-\n          до 1\n          мая\n      - мероприятие: Без срока\n        результат: отчёт\n      - {мероприятие: Сразу, результат: план}\n";

    fn replace(old: &str, new: &str) -> TextEdit {
        TextEdit::Replace {
            at: PLAN.find(old).unwrap(),
            new: new.to_owned(),
        }
    }

    fn insert(beside: &str, new: &str) -> TextEdit {
        TextEdit::Insert {
            beside: PLAN.find(beside).unwrap(),
            key: "срок",
            after: &["id", "мероприятие"],
            new: new.to_owned(),
        }
    }

    fn edited(edits: &[TextEdit]) -> Result<String, EditError> {
        edit_texts(Path::new("plan.yaml"), PLAN, edits)
    }

    #[test]
    fn only_the_bytes_of_the_text_change() {
        for (old, new, written) in [
            ("до 15.09.2021", "до 29.09.2021", "до 29.09.2021"),
            ("до 15.09.2021", "срок: май", "\"срок: май\""),
            ("май", "июнь, июль", "\"июнь, июль\""),
        ] {
            let expected = PLAN.replacen(old, written, 1);
            assert_eq!(edited(&[replace(old, new)]).unwrap(), expected);
        }
    }

    #[test]
    fn a_block_stays_a_block() {
        let root = parse(Path::new("plan.yaml"), PLAN).unwrap();
        let Kind::Map(entries) = &root.kind else {
            panic!()
        };
        let mut all = Vec::new();
        fn walk(node: &Node, all: &mut Vec<usize>) {
            match &node.kind {
                Kind::Scalar(text) if text == "до 1 мая" => all.push(node.span.start),
                Kind::Seq(items) => items.iter().for_each(|one| walk(one, all)),
                Kind::Map(entries) => entries.iter().for_each(|one| walk(&one.value, all)),
                _ => {}
            }
        }
        walk(&entries[0].value, &mut all);
        let edit = TextEdit::Replace {
            at: all[0],
            new: "до 8 мая".to_owned(),
        };
        let expected = PLAN.replace("          до 1\n          мая\n", "          до 8 мая\n");
        assert_eq!(edited(&[edit]).unwrap(), expected);
    }

    #[test]
    fn a_key_comes_after_its_neighbours() {
        let expected = PLAN
            .replace("Без срока\n", "Без срока\n        срок: до 1 июня\n")
            .replace("Сразу,", "Сразу, срок: \"май, июнь\",");
        let edits = [
            insert("Без срока", "до 1 июня"),
            insert("Сразу", "май, июнь"),
        ];
        assert_eq!(edited(&edits).unwrap(), expected);
    }
}
