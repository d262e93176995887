//! Every document of every example dossier: two builds give the same bytes, both
//! forms carry the same text, and the validators find nothing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{docx_text, tools};

/// Builds all example dossiers into a folder and returns the files, sorted.
fn build(output: &Path) -> Vec<PathBuf> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let mut dossiers: Vec<PathBuf> = std::fs::read_dir(data)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    dossiers.sort();
    let mut files = Vec::new();
    // «plan» is asked for too, so that a plan both attached and alone is covered.
    for only in ["order", "plan"] {
        for dossier in &dossiers {
            let has = dossier.join(format!("{only}.yaml")).exists();
            if has {
                run_build(dossier, only, output);
            }
        }
    }
    for dossier in &dossiers {
        let folder = output.join(dossier.file_name().unwrap());
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some() && !path.ends_with(".dyak.json") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

fn run_build(dossier: &Path, only: &str, output: &Path) {
    let run = Command::new(env!("CARGO_BIN_EXE_dyak"))
        .args(["build", "--only", only, "-o"])
        .arg(output)
        .arg(dossier)
        .output()
        .unwrap();
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
}

fn with_extension<'a>(files: &'a [PathBuf], extension: &'a str) -> impl Iterator<Item = &'a Path> {
    files
        .iter()
        .filter(move |path| path.extension().is_some_and(|e| e == extension))
        .map(PathBuf::as_path)
}

#[test]
fn two_builds_give_the_same_bytes() {
    let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let files = build(first.path());
    let again = build(second.path());
    assert_eq!(
        files.len(),
        8,
        "order and plan, DOCX and PDF, of three dossiers"
    );
    for (one, other) in files.iter().zip(&again) {
        let same = std::fs::read(one).unwrap() == std::fs::read(other).unwrap();
        assert!(same, "{} differs between two builds", one.display());
    }
}

#[test]
fn docx_and_pdf_carry_the_same_text() {
    if !tools::has("pdftotext", "-v", "равенство текста DOCX и PDF") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let files = build(folder.path());
    for docx in with_extension(&files, "docx") {
        let heads = docx_text::heads(docx);
        let page = page_text(&docx.with_extension("pdf"), &heads);
        let paragraphs: Vec<String> = docx_text::paragraphs(docx)
            .iter()
            .map(|text| letters(text))
            .collect();
        let word: String = paragraphs.concat();
        assert!(word.len() > 1000, "{} is nearly empty", docx.display());
        for paragraph in &paragraphs {
            assert!(
                holds(&page, paragraph),
                "{}: not in the PDF: {paragraph}",
                docx.display()
            );
        }
        assert_eq!(counted(&word), counted(&page), "{}", docx.display());
    }
}

/// Whether a text holds a paragraph, whole or parted by the end of a page.
fn holds(text: &str, paragraph: &str) -> bool {
    let parted = |at: usize| text.contains(&paragraph[..at]) && text.contains(&paragraph[at..]);
    text.contains(paragraph) || paragraph.char_indices().any(|(at, _)| at > 0 && parted(at))
}

/// How often each character occurs: what one form has and the other lacks shows here.
fn counted(text: &str) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    for c in text.chars() {
        *counts.entry(c).or_default() += 1;
    }
    counts
}

/// The text of a PDF in the order of its content, without page numbers and without
/// the heads that tables repeat on every page.
fn page_text(pdf: &Path, heads: &[String]) -> String {
    let output = Command::new("pdftotext")
        .args(["-raw", "-enc", "UTF-8"])
        .arg(pdf)
        .arg("-")
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let mut whole = String::new();
    for page in text.split('\u{c}') {
        let mut page = letters(without_number(page));
        for head in heads.iter().map(|head| letters(head)) {
            // The first head belongs to the text, the others are repetitions.
            if whole.contains(&head) && page.starts_with(&head) {
                page = page.split_off(head.len());
            }
        }
        whole += &page;
    }
    whole
}

/// A page without the line of its number.
fn without_number(page: &str) -> &str {
    match page.split_once('\n') {
        Some((first, rest)) if first.chars().all(|c| c.is_ascii_digit()) => rest,
        _ => page,
    }
}

/// Text without white space and signs that only a layout has.
fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '↵' | '⇥' | '\u{ad}' | '\u{200b}'))
        // Word's element for a hyphen that ends no line; the PDF has a plain one.
        .map(|c| if c == '\u{2011}' { '-' } else { c })
        .collect()
}

#[test]
fn pdf_files_are_sound() {
    if !tools::has("qpdf", "--version", "строение PDF") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for pdf in with_extension(&build(folder.path()), "pdf") {
        let output = Command::new("qpdf")
            .arg("--check")
            .arg(pdf)
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}: {}",
            pdf.display(),
            String::from_utf8_lossy(&output.stdout)
        );
    }
}

#[test]
fn docx_files_follow_the_schema() {
    if !tools::has("openxml-audit", "--version", "схема DOCX") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for docx in with_extension(&build(folder.path()), "docx") {
        let output = Command::new("openxml-audit").arg(docx).output().unwrap();
        assert!(
            output.status.success(),
            "{}: {}",
            docx.display(),
            String::from_utf8_lossy(&output.stdout)
        );
    }
}
