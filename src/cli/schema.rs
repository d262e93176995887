//! `dyak schema`

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::Value;

use super::args::SchemaArgs;
use super::terminal::Terminal;
use super::{Exit, Failure};
use crate::load::FileKind;

pub(super) fn run(arguments: &SchemaArgs, terminal: &Terminal) -> Result<Exit, Failure> {
    let text = match arguments.file {
        _ if arguments.markdown => keys_in_markdown(),
        Some(name) => {
            let schema = FileKind::from(name).schema();
            serde_json::to_string_pretty(schema).expect("values always serialise") + "\n"
        }
        None => FileKind::ALL
            .iter()
            .map(|kind| format!("{}\n", kind.file_name()))
            .collect(),
    };
    terminal.result(&text);
    Ok(Exit::Done)
}

/// Definitions that are files of their own and described under their names.
const FILES: [&str; 3] = ["Order", "Plan", "Indicators"];

/// The description of every file and key, for `docs/keys.md`.
pub fn keys_in_markdown() -> String {
    let mut text = String::from(
        "# Все ключи дела\n\n\
         Этот файл создан программой из её модели данных. Примеры и пояснения: [dossier.md](dossier.md).\n\
         Звёздочкой отмечены обязательные ключи.\n",
    );
    let mut records = BTreeMap::new();
    for kind in FileKind::ALL {
        let schema = kind.schema();
        let _ = write!(text, "\n## {}\n\n", kind.file_name());
        table(&mut text, schema, schema);
        for (name, definition) in schema["$defs"].as_object().into_iter().flatten() {
            if definition["properties"].is_object() && !FILES.contains(&name.as_str()) {
                records.insert(title(definition, name), (definition, schema));
            }
        }
    }
    text.push_str("\n## Вложенные записи\n");
    for (title, (definition, root)) in records {
        let _ = write!(text, "\n### {title}\n\n");
        table(&mut text, definition, root);
    }
    text
}

fn title(definition: &Value, name: &str) -> String {
    let description = definition["description"].as_str().unwrap_or(name);
    let end = description
        .find(['.', ':', ';'])
        .unwrap_or(description.len());
    description[..end].to_owned()
}

fn table(text: &mut String, definition: &Value, root: &Value) {
    text.push_str("| Ключ | Значение | Пояснение |\n|---|---|---|\n");
    let required = definition["required"].as_array();
    let is_required = |key: &str| required.is_some_and(|all| all.iter().any(|one| one == key));
    for (key, schema) in definition["properties"].as_object().into_iter().flatten() {
        let star = if is_required(key) { "\\*" } else { "" };
        let description = schema["description"].as_str().unwrap_or("");
        let kinds = kinds(schema, root).join(" или ");
        let _ = writeln!(text, "| `{key}`{star} | {kinds} | {description} |");
    }
}

/// What may stand behind a key, in words.
fn kinds(schema: &Value, root: &Value) -> Vec<String> {
    if let Some(name) = schema["$ref"]
        .as_str()
        .and_then(|r| r.strip_prefix("#/$defs/"))
    {
        let definition = &root["$defs"][name];
        if FILES.contains(&name) {
            let file = definition["title"].as_str().unwrap_or(name);
            return vec![format!("как [{file}](#{})", file.replace('.', ""))];
        }
        if definition["properties"].is_object() {
            let title = title(definition, name);
            let anchor = title
                .to_lowercase()
                .replace(' ', "-")
                .replace(['«', '»', ',', '(', ')'], "");
            return vec![format!("[{}](#{anchor})", title.to_lowercase())];
        }
        return kinds(definition, root);
    }
    let mut words = Vec::new();
    for alternative in ["anyOf", "oneOf"] {
        for one in schema[alternative].as_array().into_iter().flatten() {
            for kind in kinds(one, root) {
                if !words.contains(&kind) {
                    words.push(kind);
                }
            }
        }
    }
    let listed = schema["enum"].as_array().into_iter().flatten();
    for word in listed.chain(schema.get("const")).filter_map(Value::as_str) {
        words.push(format!("`{word}`"));
    }
    words.extend(type_names(schema, root));
    words
}

fn type_names(schema: &Value, root: &Value) -> Vec<String> {
    let names: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let has_words = schema["enum"].is_array() || schema["const"].is_string();
    names
        .into_iter()
        .filter_map(|name| match name {
            "string" if has_words => None,
            "string" => Some(schema["format"].as_str().unwrap_or("текст").to_owned()),
            "number" | "integer" => Some("число".to_owned()),
            "array" => Some(format!(
                "список: {}",
                kinds(&schema["items"], root).join(" или ")
            )),
            "object" if schema["properties"].is_object() => schema["properties"]
                .as_object()
                .and_then(|keys| keys.keys().next())
                .map(|key| format!("`{key}: …`")),
            "object" => Some("имя: текст".to_owned()),
            _ => None,
        })
        .collect()
}
