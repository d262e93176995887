//! The source tree keeps the order that `src/lib.rs` states.

use std::path::{Path, PathBuf};

/// The modules from the top of the pipeline to its bottom; imports go only downwards.
/// The same list stands in the documentation of `src/lib.rs`.
const ORDER: [&str; 17] = [
    "cli",
    "build",
    "check",
    "form",
    "export",
    "render",
    "document",
    "workbook",
    "load",
    "edition",
    "model",
    "deadline",
    "language",
    "font_search",
    "style",
    "diagnostic",
    "main",
];

#[test]
fn imports_go_downwards() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for file in rust_files(&root) {
        let module = module(&root, &file);
        let text = std::fs::read_to_string(&file).unwrap();
        for line in text
            .lines()
            .filter(|line| line.trim_start().starts_with("use crate::"))
        {
            for imported in imported(line) {
                if imported != module && rank(&imported) < rank(&module) {
                    wrong.push(format!("{}: {}", file.display(), line.trim()));
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "imports that go upwards:\n{}",
        wrong.join("\n")
    );
}

/// What a module may never know, whatever the order allows.
const FORBIDDEN: [(&str, &[&str]); 8] = [
    ("form", &["export", "document", "load"]),
    ("export", &["model", "load", "render", "language"]),
    ("document", &["model", "load", "diagnostic"]),
    (
        "workbook",
        &["model", "load", "diagnostic", "language", "style"],
    ),
    ("deadline", &["diagnostic", "style"]),
    ("language", &["model", "diagnostic", "style"]),
    ("diagnostic", &["model", "style", "language"]),
    ("check", &["export", "render", "document"]),
];

#[test]
fn modules_keep_to_themselves() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for file in rust_files(&root) {
        let module = module(&root, &file);
        let Some((_, forbidden)) = FORBIDDEN.iter().find(|(name, _)| *name == module) else {
            continue;
        };
        let text = std::fs::read_to_string(&file).unwrap();
        for line in text
            .lines()
            .filter(|line| line.trim_start().starts_with("use crate::"))
        {
            if imported(line)
                .iter()
                .any(|name| forbidden.contains(&name.as_str()))
            {
                wrong.push(format!("{}: {}", file.display(), line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_a_case() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/check");
    for rule in dyak::check::RULES {
        let case = cases.join(rule.code).join("cmd");
        assert!(case.exists(), "no test folder {}", case.display());
    }
}

fn rank(module: &str) -> usize {
    ORDER
        .iter()
        .position(|name| *name == module)
        .unwrap_or_else(|| panic!("the module {module} is missing from ORDER"))
}

/// The top-level modules that a `use crate::…` line names.
fn imported(line: &str) -> Vec<String> {
    let rest = line.trim_start().trim_start_matches("use crate::");
    let name = |text: &str| -> String {
        text.trim()
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect()
    };
    match rest.strip_prefix('{') {
        Some(list) => list
            .split(',')
            .map(name)
            .filter(|name| !name.is_empty())
            .collect(),
        None => vec![name(rest)],
    }
}

fn module(root: &Path, file: &Path) -> String {
    let first = file
        .strip_prefix(root)
        .unwrap()
        .components()
        .next()
        .unwrap();
    let name = first.as_os_str().to_str().unwrap();
    let name = name.trim_end_matches(".rs");
    if name == "lib" {
        "main".to_owned()
    } else {
        name.to_owned()
    }
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}
