//! Files of amending orders: a new one, or further changes in one that is there.

use std::path::Path;

use super::super::SCHEMAS;
use super::super::node::{Kind, Node};
use super::texts::parse;
use super::{EditError, Editor, Scalar, Tree, inline, word};

/// What stands above the changes of an amending order.
#[derive(Clone, Debug)]
pub struct AmendmentHead {
    /// The number without «№».
    pub number: String,
    /// The date as files write it.
    pub date: String,
    /// Why.
    pub reason: String,
    /// Whether the dossier has the schemas that an editor completes keys by.
    pub has_schemas: bool,
}

/// A key of a change with its value.
pub type AmendmentKey = (&'static str, Value);

/// A value to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text.
    Text(String),
    /// An id or number: quoted where it begins with a figure.
    Address(String),
    /// A list.
    List(Vec<Value>),
    /// Keys with values.
    Map(Vec<(String, Value)>),
}

/// The text of a new file.
pub fn new_amendment(head: &AmendmentHead, changes: &[Vec<AmendmentKey>]) -> String {
    let mut lines = Vec::new();
    if head.has_schemas {
        lines.push(format!(
            "# yaml-language-server: $schema=../{SCHEMAS}/amendment.json"
        ));
    }
    lines.push(format!("номер: {}", super::quoted(&head.number)));
    lines.push(format!("дата: {}", head.date));
    let reason = Tree::Scalar(Scalar::Text(head.reason.clone()));
    lines.extend(super::block(&[("причина".to_owned(), reason)], 0));
    lines.push(String::new());
    lines.push("изменения:".to_owned());
    for change in changes {
        lines.extend(item(change, 2, 4));
    }
    lines.join("\n") + "\n"
}

/// The text of a file with changes added at its end.
///
/// # Errors
/// [`EditError`] if the file cannot be changed without harm.
pub fn edit_amendment(
    path: &Path,
    text: &str,
    changes: &[Vec<AmendmentKey>],
) -> Result<String, EditError> {
    let root = parse(path, text)?;
    let Kind::Map(entries) = &root.kind else {
        return Err(EditError::Unsound);
    };
    let list = entries.iter().find(|entry| entry.key == "изменения");
    let list = list.ok_or(EditError::Unsound)?;
    let Kind::Seq(items) = &list.value.kind else {
        return Err(EditError::Unsound);
    };
    if text[list.value.span.start..].starts_with('[') && !items.is_empty() {
        return Err(EditError::Unusual(
            "изменения записаны в квадратных скобках",
        ));
    }
    let mut editor = Editor {
        text,
        newline: if text.contains("\r\n") { "\r\n" } else { "\n" },
        splices: Vec::new(),
    };
    editor.add_items(list, items, items.is_empty(), &|dash, inner| {
        let changes = changes.iter();
        changes.map(|change| item(change, dash, inner)).collect()
    });
    let changed = editor.finish();
    parse(path, &changed)?;
    Ok(changed)
}

/// The map of a file one of whose values begins with a byte, as it is to be written
/// elsewhere.
///
/// # Errors
/// [`EditError::Unsound`] if there is none.
pub fn map_at(path: &Path, text: &str, value_at: usize) -> Result<Vec<(String, Value)>, EditError> {
    let root = parse(path, text)?;
    match find(&root, value_at).map(as_value) {
        Some(Value::Map(map)) => Ok(map),
        _ => Err(EditError::Unsound),
    }
}

fn find(node: &Node, value_at: usize) -> Option<&Node> {
    match &node.kind {
        Kind::Null | Kind::Scalar(_) => None,
        Kind::Seq(items) => items.iter().find_map(|item| find(item, value_at)),
        Kind::Map(entries) => {
            let is_own = |start| {
                let is_scalar = |node: &Node| matches!(node.kind, Kind::Scalar(_));
                entries
                    .iter()
                    .any(|entry| is_scalar(&entry.value) && entry.value.span.start == start)
            };
            match is_own(value_at) {
                true => Some(node),
                false => entries.iter().find_map(|one| find(&one.value, value_at)),
            }
        }
    }
}

fn as_value(node: &Node) -> Value {
    match &node.kind {
        Kind::Null => Value::Text(String::new()),
        Kind::Scalar(text) => Value::Text(text.clone()),
        Kind::Seq(items) => Value::List(items.iter().map(as_value).collect()),
        Kind::Map(entries) => Value::Map(
            entries
                .iter()
                .map(|entry| (entry.key.clone(), as_value(&entry.value)))
                .collect(),
        ),
    }
}

/// A change as an item of a list.
fn item(change: &[AmendmentKey], dash: usize, inner: usize) -> Vec<String> {
    let keys: Vec<(String, Value)> = change
        .iter()
        .map(|(key, value)| ((*key).to_owned(), value.clone()))
        .collect();
    dashed(map(&keys, inner), dash, inner)
}

/// Lines with a dash before the first.
fn dashed(mut lines: Vec<String>, dash: usize, inner: usize) -> Vec<String> {
    if let Some(first) = lines.first_mut() {
        let gap = " ".repeat(inner.saturating_sub(dash + 1).max(1));
        *first = format!("{}-{gap}{}", " ".repeat(dash), first.trim_start());
    }
    lines
}

fn map(entries: &[(String, Value)], indent: usize) -> Vec<String> {
    let gap = " ".repeat(indent);
    let mut lines = Vec::new();
    for (key, value) in entries {
        match value {
            Value::Text(_) | Value::Address(_) => {
                let mut written = scalar(key, value, indent).into_iter();
                let first = written.next().unwrap_or_default();
                lines.push(format!("{gap}{key}: {first}"));
                lines.extend(written);
            }
            Value::List(items) => {
                lines.push(format!("{gap}{key}:"));
                lines.extend(list(items, indent + 2));
            }
            Value::Map(inner) => {
                lines.push(format!("{gap}{key}:"));
                lines.extend(map(inner, indent + 2));
            }
        }
    }
    lines
}

fn list(items: &[Value], dash: usize) -> Vec<String> {
    let inner = dash + 2;
    let lines = items.iter().flat_map(|item| match item {
        Value::Map(entries) => dashed(map(entries, inner), dash, inner),
        Value::List(items) => dashed(list(items, inner), dash, inner),
        text => {
            let mut lines = scalar("", text, dash);
            if let Some(first) = lines.first_mut() {
                *first = format!("{}- {first}", " ".repeat(dash));
            }
            lines
        }
    });
    lines.collect()
}

/// A single value: the rest of the line of its key, and the lines below.
fn scalar(key: &str, value: &Value, indent: usize) -> Vec<String> {
    match value {
        Value::Text(text) => inline(key, &Tree::Scalar(Scalar::Text(text.clone())), indent),
        Value::Address(text) => vec![super::address(text)],
        Value::List(_) | Value::Map(_) => vec![word("")],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(row: &str) -> Vec<AmendmentKey> {
        vec![
            ("позиция", Value::Address(row.to_owned())),
            ("графа", Value::Text("срок".to_owned())),
            ("слова", Value::Text("до 15.09.2021".to_owned())),
            ("заменить на", Value::Text("до 29.09.2021".to_owned())),
        ]
    }

    #[test]
    fn a_file_grows_at_its_end() {
        let head = AmendmentHead {
            number: "21".to_owned(),
            date: "15.06.2022".to_owned(),
            reason: "В связи с переносом семинара".to_owned(),
            has_schemas: true,
        };
        let path = Path::new("amendments/21.yaml");
        let first = new_amendment(&head, &[change("2.1")]);
        let both = edit_amendment(path, &first, &[change("семинар")]).unwrap();
        assert!(both.starts_with(&first[..first.len() - 1]));
        assert_eq!(
            &both[first.len() - 1..],
            "\n  - позиция: семинар\n    графа: срок\n    слова: до 15.09.2021\n    заменить на: до 29.09.2021\n"
        );
    }

    #[test]
    fn a_map_is_written_elsewhere_as_it_was() {
        let text = "разделы:\n  - мероприятия:\n      - мероприятие: Обучить\n        ответственные: [имц, оу]\n        дополнительно: {место: «Точка роста»}\n";
        let at = text.find("Обучить").unwrap();
        let row = map_at(Path::new("plan.yaml"), text, at).unwrap();
        let change: Vec<AmendmentKey> = vec![("изложить позицию", Value::Map(row))];
        assert_eq!(
            item(&change, 2, 4).join("\n"),
            "  - изложить позицию:\n      мероприятие: Обучить\n      ответственные:\n        - имц\n        - оу\n      дополнительно:\n        место: «Точка роста»"
        );
    }
}
