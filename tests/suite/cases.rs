//! Every folder of `tests/cases/<area>/<case>/` is a test; `tests/README.md` tells how.

use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::docx_text;

/// Files of a case that say how to run it and are not part of the dossier.
const OWN_FILES: [&str; 3] = ["cmd", "base", "expected.snap"];

/// The folder, inside the temporary one, that holds the dossier.
const DOSSIER: &str = "дело";

#[test]
fn every_case_behaves_as_expected() {
    let cases = cases();
    assert!(!cases.is_empty(), "no case was found");
    let failed: Vec<String> = cases
        .iter()
        .filter(|case| catch_unwind(AssertUnwindSafe(|| check(case))).is_err())
        .map(|case| case.display().to_string())
        .collect();
    assert!(
        failed.is_empty(),
        "cases that went otherwise:\n{}",
        failed.join("\n")
    );
}

fn check(case: &Path) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(case);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("expected", run(case)));
}

/// The folders `tests/cases/<area>/<case>` that hold a file `cmd`, sorted.
fn cases() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let folders = |folder: &Path| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).expect("a readable folder");
        let paths = entries.map(|entry| entry.expect("a readable entry").path());
        paths.filter(|path| path.is_dir()).collect()
    };
    let mut cases: Vec<PathBuf> = folders(&root)
        .iter()
        .flat_map(|area| folders(area))
        .filter(|case| case.join("cmd").exists())
        .collect();
    cases.sort();
    cases
}

/// Runs the commands of a case and tells all that happened.
fn run(case: &Path) -> String {
    let folder = tempfile::tempdir().expect("a temporary folder");
    lay_out(case, &folder.path().join(DOSSIER));
    let before = listing(folder.path());
    let mut transcript = String::new();
    for line in std::fs::read_to_string(case.join("cmd"))
        .expect("cmd is text")
        .lines()
    {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let _ = writeln!(transcript, "$ {line}");
        transcript += &step(line, folder.path());
    }
    let after = listing(folder.path());
    for path in after.iter().filter(|path| !before.contains(path)) {
        let _ = writeln!(transcript, "+ {path}");
    }
    for path in before.iter().filter(|path| !after.contains(path)) {
        let _ = writeln!(transcript, "- {path}");
    }
    transcript
}

/// Copies the base dossier, if any, and the case's own files over it. A file
/// `NAME.hex` becomes the bytes it spells, for texts that no editor would keep.
pub(crate) fn lay_out(case: &Path, dossier: &Path) {
    std::fs::create_dir_all(dossier).expect("a folder for the dossier");
    if let Ok(base) = std::fs::read_to_string(case.join("base")) {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        copy(&root.join(base.trim()), dossier);
    }
    copy(case, dossier);
}

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).expect("a readable folder") {
        let entry = entry.expect("a readable entry");
        let name = entry.file_name().into_string().expect("a UTF-8 name");
        if OWN_FILES.contains(&name.as_str()) || name.ends_with(".snap.new") {
            continue;
        }
        let (source, target) = (entry.path(), to.join(&name));
        if source.is_dir() {
            std::fs::create_dir_all(&target).expect("a new folder");
            copy(&source, &target);
        } else if let Some(name) = name.strip_suffix(".hex") {
            std::fs::write(to.join(name), unhex(&source)).expect("a written file");
        } else {
            std::fs::copy(&source, &target).expect("a copied file");
        }
    }
}

fn unhex(path: &Path) -> Vec<u8> {
    let text = std::fs::read_to_string(path).expect("hexadecimal text");
    text.split_whitespace()
        .map(|byte| u8::from_str_radix(byte, 16).expect("a byte in hexadecimal"))
        .collect()
}

/// One line of `cmd`: `dyak …`, or a helper of the test itself.
fn step(line: &str, folder: &Path) -> String {
    let words = words(line);
    let (name, arguments) = words.split_first().expect("a line has a first word");
    let path = |index: usize| folder.join(&arguments[index]);
    match name.as_str() {
        "dyak" => dyak(arguments, folder),
        _ if matches!(name.as_str(), "docx" | "cat") && !path(0).exists() => "[нет файла]\n".into(),
        "docx" => docx_text::read(&path(0)),
        "cat" => without_hashes(&std::fs::read_to_string(path(0)).expect("a text file")) + "\n",
        "rm" => {
            std::fs::remove_file(path(0)).expect("a file to remove");
            String::new()
        }
        "mv" => {
            std::fs::rename(path(0), path(1)).expect("a file to rename");
            String::new()
        }
        "mkdir" => {
            std::fs::create_dir_all(path(0)).expect("a new folder");
            String::new()
        }
        "write" => {
            std::fs::write(path(0), &arguments[1]).expect("a written file");
            String::new()
        }
        "same" => {
            let read = |index| std::fs::read(path(index)).expect("a file to compare");
            if read(0) == read(1) {
                "одинаковы\n".into()
            } else {
                "различаются\n".into()
            }
        }
        other => panic!("«{other}» is no command of a case"),
    }
}

fn dyak(arguments: &[String], folder: &Path) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_dyak"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("NO_COLOR")
        .output()
        .expect("the program starts");
    let mut text = without_hashes(&String::from_utf8_lossy(&output.stdout));
    let errors = without_times(&String::from_utf8_lossy(&output.stderr));
    if !errors.is_empty() {
        let _ = write!(text, "[stderr]\n{errors}");
    }
    match output.status.code() {
        Some(0) => {}
        Some(code) => {
            let _ = writeln!(text, "[код {code}]");
        }
        None => text += "[прервана]\n",
    }
    text
}

/// Hides fingerprints, which change with every version of the program.
fn without_hashes(text: &str) -> String {
    let is_hash = |word: &str| word.len() == 64 && word.bytes().all(|b| b.is_ascii_hexdigit());
    let parts: Vec<&str> = text
        .split('"')
        .map(|part| {
            if is_hash(part) {
                "[отпечаток]"
            } else {
                part
            }
        })
        .collect();
    parts.join("\"")
}

/// Hides how long something took.
fn without_times(text: &str) -> String {
    let parts: Vec<&str> = text.split(" мс").collect();
    let (last, before) = parts.split_last().expect("a split gives a part");
    let hidden = before
        .iter()
        .map(|part| part.trim_end_matches(|c: char| c.is_ascii_digit()));
    let mut text: String = hidden.map(|part| format!("{part}… мс")).collect();
    text += last;
    text
}

/// Splits a line at spaces; «"…"» holds words together.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (index, part) in line.split('"').enumerate() {
        if index % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

/// All files below a folder, sorted, but for the program's own notes.
fn listing(folder: &Path) -> Vec<String> {
    fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("a readable folder") {
            let path = entry.expect("a readable entry").path();
            if path.is_dir() && !path.ends_with(".dyak") {
                walk(&path, files);
            } else if path.is_file() {
                files.push(path);
            }
        }
    }
    let mut files = Vec::new();
    walk(folder, &mut files);
    let mut names: Vec<String> = files
        .iter()
        .map(|path| {
            path.strip_prefix(folder)
                .expect("below")
                .display()
                .to_string()
        })
        .collect();
    names.sort();
    names
}
