//! What the documentation says is so.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use dyak::build::{Request, prepare};
use dyak::render::Scope;
use serde_json::Value;

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|_| panic!("{path} is missing"))
}

#[test]
fn keys_are_described_as_they_are() {
    assert!(
        text("docs/keys.md") == dyak::cli::keys_in_markdown(),
        "docs/keys.md is stale: cargo run -- schema --markdown > docs/keys.md"
    );
}

#[test]
fn rules_are_described_as_they_are() {
    assert!(
        text("docs/checks.md") == dyak::cli::rules_in_markdown(),
        "docs/checks.md is stale: cargo run -- check --explain all > docs/checks.md"
    );
}

#[test]
fn every_code_is_listed() {
    let list = text("docs/rules.md")
        + &text("docs/checks.md")
            .replace("| [`", "| `")
            .replace("`](#", "` |");
    let mut missing = Vec::new();
    for file in files(&["src"]) {
        let text = std::fs::read_to_string(&file).unwrap();
        // A finding is made by `Diagnostic::error("code", …)` and its sisters.
        for call in text.split("Diagnostic::").skip(1) {
            let arguments = call
                .split_once('(')
                .map_or("", |(_, rest)| rest.trim_start());
            let code = arguments
                .strip_prefix('"')
                .and_then(|rest| rest.split('"').next());
            let Some(code) = code.filter(|code| code.contains('-')) else {
                continue;
            };
            if !list.contains(&format!("| `{code}` |")) && !missing.contains(&code.to_owned()) {
                missing.push(code.to_owned());
            }
        }
    }
    assert!(missing.is_empty(), "not in docs/rules.md: {missing:?}");
}

#[test]
fn every_cited_norm_is_explained() {
    let norms = text("docs/norms.md");
    let mut missing = Vec::new();
    for file in files(&["src", "templates"]) {
        let Ok(text) = std::fs::read_to_string(&file) else {
            continue;
        };
        for (at, _) in text.match_indices("[N-") {
            let id = &text[at..text[at..].find(']').map_or(text.len(), |end| at + end + 1)];
            if !norms.contains(id) && !missing.contains(&id.to_owned()) {
                missing.push(id.to_owned());
            }
        }
    }
    assert!(missing.is_empty(), "not in docs/norms.md: {missing:?}");
}

#[test]
fn every_template_element_is_described() {
    let markup = text("docs/markup.md");
    for (name, template) in dyak::render::BUILT_IN {
        for (at, _) in template.match_indices('<') {
            let element: String = template[at + 1..]
                .chars()
                .take_while(|c| c.is_ascii_lowercase() || *c == '-')
                .collect();
            let called = template[..at].trim_end().ends_with("{{");
            assert!(
                element.is_empty() || called || markup.contains(&format!("`<{element}>`")),
                "<{element}> of {name} is missing in docs/markup.md"
            );
        }
    }
}

#[test]
fn every_field_of_a_view_is_described() {
    let markup = text("docs/markup.md");
    let mut fields = BTreeSet::new();
    let mut dossiers = vec![root().join("templates/new")];
    let examples = std::fs::read_dir(root().join("data")).unwrap();
    dossiers.extend(examples.map(|entry| entry.unwrap().path()));
    let scope = Scope::on("2022-12-31".parse().unwrap());
    for dossier in dossiers {
        let prepared = prepare(&dossier, Request::Possible, &scope).unwrap();
        for rendered in prepared.ready.expect("a sound dossier").rendered {
            collect_fields(&serde_json::to_value(&rendered.view).unwrap(), &mut fields);
        }
    }
    let missing: Vec<&String> = fields
        .iter()
        .filter(|field| !names(&markup, field))
        .collect();
    assert!(missing.is_empty(), "not in docs/markup.md: {missing:?}");
}

/// Whether a text names a field: as «`field`» or within «`order.field.other`».
fn names(text: &str, field: &str) -> bool {
    text.match_indices(field).any(|(at, _)| {
        let before = text[..at].ends_with(['`', '.']);
        before && text[at + field.len()..].starts_with(['`', '.'])
    })
}

/// The names of all fields in a value.
fn collect_fields(value: &Value, fields: &mut BTreeSet<String>) {
    match value {
        Value::Object(entries) => {
            for (name, value) in entries {
                fields.insert(name.clone());
                collect_fields(value, fields);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect_fields(item, fields)),
        _ => {}
    }
}

#[test]
fn the_readme_gives_the_two_commands() {
    let readme = text("README.md");
    for command in [
        "cargo run -- build data/belomorsk-2022",
        "cargo test",
        "cargo install --path .",
    ] {
        assert!(readme.contains(command), "README.md lacks: {command}");
    }
}

#[test]
fn links_between_documents_lead_somewhere() {
    let mut documents = files(&["docs"]);
    documents.push(root().join("README.md"));
    for document in documents
        .iter()
        .filter(|path| path.extension().is_some_and(|e| e == "md"))
    {
        let text = std::fs::read_to_string(document).unwrap();
        for part in text.split("](").skip(1) {
            let target = part.split([')', '#']).next().unwrap_or_default();
            if target.is_empty() || target.contains("://") {
                continue;
            }
            let path = document.parent().unwrap().join(target);
            assert!(
                path.exists(),
                "{}: {target} leads nowhere",
                document.display()
            );
        }
    }
}

fn files(folders: &[&str]) -> Vec<PathBuf> {
    fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, files);
            } else {
                files.push(path);
            }
        }
    }
    let mut found = Vec::new();
    for folder in folders {
        walk(&root().join(folder), &mut found);
    }
    found
}
