//! The analysis and the workbook say the same: every figure of the summary sheet
//! stands in the DOCX and in the PDF, in the same place.

use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::{Data, Reader, Xlsx, open_workbook};
use dyak::build::{Request, prepare};
use dyak::render::Scope;
use dyak::workbook::{Cell, Content, FIRST_ROW};

use crate::{cases, docx_text, tools};

/// Real figures, and every kind of change.
fn dossiers(folder: &Path) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let every_kind = folder.join("every-kind");
    cases::lay_out(&root.join("tests/cases/build/analysis"), &every_kind);
    vec![root.join("data/sorsk-2020-2023"), every_kind]
}

/// The columns of base, plan, fact, deviation and dynamics.
const FIGURES: std::ops::Range<usize> = 4..9;

/// The figures of the summary sheet as a person sees them: the file's values in the
/// formats that the sheet gives them.
///
/// The table of the documents leaves out indicators of which no school has anything to
/// compare: neither plan nor a later fact.
fn summary(dossier: &Path, xlsx: &Path) -> Vec<Vec<String>> {
    let scope = Scope::on("2025-12-31".parse().unwrap());
    let prepared = prepare(dossier, Request::Possible, &scope).unwrap();
    let ready = prepared.ready.as_ref().unwrap();
    let workbooks = ready.workbooks(&prepared.sources);
    let sheet = &workbooks[0].workbook.sheets[0];
    let mut file: Xlsx<_> = open_workbook(xlsx).unwrap();
    let values = file.worksheet_range("Сводка").unwrap();
    let row = |(at, cells): (usize, Vec<Cell>)| {
        let figures = FIGURES.map(|column| {
            let place = (FIRST_ROW + at as u32, column as u32);
            shown(values.get_value(place), &cells[column].look.number)
        });
        (number(&cells[0]), figures.collect())
    };
    let rows: Vec<(String, Vec<String>)> = sheet.rows.iter().enumerate().map(row).collect();
    let same_indicator = rows.chunk_by(|a, b| a.0 == b.0);
    let compares = |rows: &&[(String, Vec<String>)]| {
        let mut plans_and_facts = rows.iter().flat_map(|(_, figures)| &figures[1..3]);
        plans_and_facts.any(|figure| figure != "н/д")
    };
    let compared = same_indicator.filter(compares).flatten();
    compared.map(|(_, figures)| figures.clone()).collect()
}

/// The number of the indicator of a row.
fn number(cell: &Cell) -> String {
    match &cell.content {
        Content::Text(number) => number.clone(),
        other => panic!("{other:?} is no number of an indicator"),
    }
}

/// A value in a number format, by the rules of spreadsheets.
fn shown(value: Option<&Data>, format: &str) -> String {
    let number = match value {
        Some(Data::Float(number)) => *number,
        Some(Data::Int(number)) => *number as f64,
        Some(Data::String(text)) => return text.clone(),
        other => panic!("{other:?} is no figure"),
    };
    let scale = if format.contains('%') { 100.0 } else { 1.0 };
    let plain = format.split(';').next().unwrap();
    let digits = plain.split_once('.').map_or("", |(_, rest)| rest);
    let digits: String = digits
        .chars()
        .take_while(|c| matches!(c, '0' | '#'))
        .collect();
    let least = digits.matches('0').count();
    let power = 10_f64.powi(digits.len() as i32);
    let scaled = number * scale * power;
    let rounded = (scaled + scaled.signum() * 1e-9).round() / power;
    let mut text = format!("{:.*}", digits.len(), rounded.abs());
    while text
        .split_once('.')
        .is_some_and(|(_, rest)| rest.len() > least && rest.ends_with('0'))
    {
        text.pop();
    }
    let sign = match rounded {
        _ if rounded < 0.0 => "−",
        _ if rounded > 0.0 && format.starts_with('+') => "+",
        _ => "",
    };
    let text = text.trim_end_matches('.').replace('.', ",");
    let unit = match (format.contains('%'), format.contains("п. п.")) {
        (true, _) => "%",
        (_, true) => "п.п.",
        _ => "",
    };
    format!("{sign}{text}{unit}")
}

/// Text without white space, and without the time of a figure in brackets.
fn plain(cell: &str) -> String {
    let cell = cell.split('(').next().unwrap_or_default();
    let visible = cell
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '·' | '↵'));
    visible.collect()
}

/// The figures of the summary table of a DOCX.
fn table(docx: &Path) -> Vec<Vec<String>> {
    let rows = docx_text::rows(docx);
    let rows = rows
        .iter()
        .skip_while(|row| !row.cells.concat().contains("Сводная таблица"));
    // After the table comes one of fewer columns.
    let is_of_table = |row: &&docx_text::TextRow| row.cells.len() == COLUMNS;
    let table = rows
        .skip_while(|row| !is_of_table(row))
        .skip(1)
        .take_while(|row| is_of_table(row) || row.cells.len() == 1)
        .filter(is_of_table);
    table
        .map(|row| row.cells[3..8].iter().map(|cell| plain(cell)).collect())
        .collect()
}

/// The columns of the summary table.
const COLUMNS: usize = 10;

#[test]
fn workbook_docx_and_pdf_give_the_same_figures() {
    let folder = tempfile::tempdir().unwrap();
    for dossier in dossiers(folder.path()) {
        let output = folder.path().join("output");
        let run = Command::new(env!("CARGO_BIN_EXE_dyak"))
            .args(["build", "--only", "indicators,analysis", "-o"])
            .arg(&output)
            .arg(&dossier)
            .output()
            .unwrap();
        let errors = String::from_utf8_lossy(&run.stderr).into_owned();
        assert!(run.status.success(), "{errors}");
        let built = output.join(dossier.file_name().unwrap());
        let file = |ending: &str| {
            let mut files = std::fs::read_dir(&built).unwrap();
            files.find_map(|file| {
                let path = file.unwrap().path();
                path.extension()
                    .is_some_and(|e| e == ending)
                    .then_some(path)
            })
        };
        let expected: Vec<Vec<String>> = summary(&dossier, &file("xlsx").unwrap())
            .iter()
            .map(|row| row.iter().map(|cell| plain(cell)).collect())
            .collect();
        assert!(expected.len() >= 2, "only {} rows", expected.len());
        assert_eq!(table(&file("docx").unwrap()), expected);
        if tools::has("pdftotext", "-v", "числа справки в PDF") {
            follow(&file("pdf").unwrap(), &expected);
        }
    }
}

/// Finds the figures of every row in a PDF, one row after another.
fn follow(pdf: &Path, expected: &[Vec<String>]) {
    let text = tools::pdf_text(pdf);
    let (_, text) = text.split_once("Сводная таблица").unwrap();
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let mut rest = without_times(&text);
    for row in expected {
        let figures = row.concat();
        let at = rest.find(&figures);
        let at = at.unwrap_or_else(|| panic!("{figures} is not in {}", pdf.display()));
        rest = rest.split_off(at + figures.len());
    }
}

/// Without «(2019)» and the like.
fn without_times(text: &str) -> String {
    let mut parts = text.split('(');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| match part.split_once(')') {
        Some((inside, rest)) if inside.chars().all(|c| c.is_ascii_digit() || c == '/') => {
            text + rest
        }
        _ => text + "(" + part,
    })
}
