//! Two editions of a real document compared: the list of changes, and both as one in
//! DOCX and PDF.

use std::path::Path;
use std::process::Command;

use dyak::build::{Ready, Request, prepare};
use dyak::document::compare::compare;
use dyak::document::{Block, Document, Inline};
use dyak::export::docx::{Attribution, tracked};
use dyak::export::pdf;
use dyak::model::DocumentKind;
use dyak::render::Scope;

use crate::tools;

fn dossier() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/belomorsk-2022")
}

fn ready() -> Ready {
    let scope = Scope::on("2022-12-31".parse().unwrap());
    let kinds = [DocumentKind::Order];
    let prepared = prepare(&dossier(), Request::These(&kinds), &scope).unwrap();
    prepared.ready.unwrap()
}

/// The document as an amendment might leave it: a point's words and a cell replaced, a
/// row gone, a row and a point new.
fn amended(document: &Document) -> Document {
    let mut amended = document.clone();
    let part = &mut amended.parts[0];
    let last_point = part.blocks.iter().rposition(is_point).unwrap();
    let mut added = part.blocks[last_point].clone();
    if let Block::Paragraph(point) = &mut added {
        point.content = vec![Inline::Text("9. Разместить приказ на сайте.".into())];
    }
    part.blocks.insert(last_point + 1, added);
    for block in amended.parts.iter_mut().flat_map(|part| &mut part.blocks) {
        if let Block::Table(table) = block {
            let mut new = table.body[1].clone();
            new.cells[0].paragraphs = vec![vec![Inline::Text("99.".into())]];
            let deadline = &mut table.body[1].cells[2].paragraphs;
            *deadline = vec![vec![Inline::Text("Июнь 2022\u{A0}г.".into())]];
            table.body.remove(2);
            table.body.push(new);
            break;
        }
    }
    amended
}

fn is_point(block: &Block) -> bool {
    matches!(block, Block::Paragraph(paragraph) if paragraph.role == dyak::document::Role::Point)
}

fn attribution() -> Attribution {
    Attribution {
        author: "Управление образования".into(),
        date: Some("2022-06-15".parse().unwrap()),
    }
}

#[test]
fn changes_are_told_with_their_places() {
    let ready = ready();
    let old = &ready.rendered[0].document;
    let comparison = compare(old, &amended(old));
    let told = serde_json::to_string_pretty(&comparison.changes).unwrap();
    insta::assert_snapshot!(told);
}

#[test]
fn tracked_changes_follow_the_schema() {
    if !tools::has("openxml-audit", "--version", "схема DOCX с исправлениями") {
        return;
    }
    let ready = ready();
    let old = &ready.rendered[0].document;
    let comparison = compare(old, &amended(old));
    let file = tracked(
        &comparison.tracked,
        &attribution(),
        &ready.style,
        &ready.fonts,
    )
    .unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("comparison.docx");
    std::fs::write(&path, file).unwrap();
    let output = Command::new("openxml-audit").arg(&path).output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{told}");
}

/// New words underlined, old ones struck out.
#[test]
fn both_editions_can_be_printed_as_one() {
    let ready = ready();
    let old = &ready.rendered[0].document;
    let tracked = compare(old, &amended(old)).tracked;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("comparison.pdf");
    let pdf = pdf::pdf(&tracked, &ready.style, &ready.fonts).unwrap();
    std::fs::write(&path, pdf).unwrap();
    if !tools::has("pdftotext", "-v", "сравнение в PDF") {
        return;
    }
    let text = tools::pdf_text(&path);
    for words in ["9. Разместить приказ на сайте.", "16.02.2022", "Июнь 2022"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
}
