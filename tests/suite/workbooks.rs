//! Workbooks: what the file keeps is what a recalculation gives, cell by cell; the
//! validators find nothing.

use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::{Data, DataType, Reader, Xlsx, open_workbook};

use crate::tools;

/// The dossiers whose workbooks are looked at: real figures, and every kind of figure.
fn dossiers(folder: &Path) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let every_kind = folder.join("every-kind");
    std::fs::create_dir(&every_kind).unwrap();
    for from in ["templates/new", "tests/cases/build/indicators"] {
        for entry in std::fs::read_dir(root.join(from)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "yaml") {
                std::fs::copy(&path, every_kind.join(path.file_name().unwrap())).unwrap();
            }
        }
    }
    vec![root.join("data/sorsk-2020-2023"), every_kind]
}

/// Builds the workbooks into a folder.
fn build(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for dossier in dossiers(folder) {
        let output = folder.join("output");
        let run = Command::new(env!("CARGO_BIN_EXE_dyak"))
            .args(["build", "--only", "indicators", "-o"])
            .arg(&output)
            .arg(&dossier)
            .output()
            .unwrap();
        let errors = String::from_utf8_lossy(&run.stderr).into_owned();
        assert!(run.status.success(), "{errors}");
        let built = output.join(dossier.file_name().unwrap());
        for entry in std::fs::read_dir(built).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "xlsx") {
                files.push(path);
            }
        }
    }
    assert_eq!(files.len(), 2);
    files
}

#[test]
fn recalculation_changes_no_cell() {
    if !tools::has("soffice", "--version", "пересчёт книг") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let profile = folder.path().join("profile");
    always_recalculate(&profile);
    for (index, file) in build(folder.path()).iter().enumerate() {
        let output = folder.path().join(format!("recalculated-{index}"));
        let run = Command::new("soffice")
            .arg(format!(
                "-env:UserInstallation=file://{}",
                profile.display()
            ))
            .args(["--headless", "--convert-to", "xlsx", "--outdir"])
            .arg(&output)
            .arg(file)
            .output()
            .unwrap();
        assert!(
            run.status.success(),
            "{}",
            String::from_utf8_lossy(&run.stderr)
        );
        compare(file, &output.join(file.file_name().unwrap()));
    }
}

/// Makes `LibreOffice` recalculate every file that it opens.
fn always_recalculate(profile: &Path) {
    let user = profile.join("user");
    std::fs::create_dir_all(&user).unwrap();
    let settings = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"#;
    std::fs::write(user.join("registrymodifications.xcu"), settings).unwrap();
}

/// Compares all cells of all sheets, both as kept and as recalculated.
fn compare(kept: &Path, recalculated: &Path) {
    let mut kept: Xlsx<_> = open_workbook(kept).unwrap();
    let mut recalculated: Xlsx<_> = open_workbook(recalculated).unwrap();
    assert_eq!(kept.sheet_names(), recalculated.sheet_names());
    let mut formulas = 0;
    let mut different = Vec::new();
    for sheet in kept.sheet_names() {
        formulas += kept.worksheet_formula(&sheet).unwrap().used_cells().count();
        let (one, other) = (
            kept.worksheet_range(&sheet).unwrap(),
            recalculated.worksheet_range(&sheet).unwrap(),
        );
        let (rows, columns) = one.end().unwrap_or_default();
        for row in 0..=rows {
            for column in 0..=columns {
                let at = (row, column);
                let cells = [one.get_value(at), other.get_value(at)];
                let [one, other] = cells.map(|cell| cell.unwrap_or(&Data::Empty));
                if !is_same(one, other) {
                    different.push(format!("{sheet} {at:?}: {one:?}, пересчитано {other:?}"));
                }
            }
        }
    }
    assert!(formulas > 100, "only {formulas} formulas");
    assert!(different.is_empty(), "{}", different.join("\n"));
}

fn is_same(one: &Data, other: &Data) -> bool {
    let text = |cell: &Data| match cell {
        Data::Empty => Some(String::new()),
        Data::String(text) => Some(text.clone()),
        Data::Error(error) => Some(error.to_string()),
        _ => None,
    };
    match (one.as_f64(), other.as_f64()) {
        (Some(one), Some(other)) => (one - other).abs() <= 1e-9 * one.abs().max(1.0),
        (None, None) => text(one).is_some() && text(one) == text(other),
        _ => false,
    }
}

#[test]
fn validators_find_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let files = build(folder.path());
    if tools::has("openxml-audit", "--help", "проверка XLSX по схеме") {
        for file in &files {
            let run = Command::new("openxml-audit").arg(file).output().unwrap();
            let said = String::from_utf8_lossy(&run.stdout).into_owned();
            assert!(run.status.success(), "{}: {said}", file.display());
        }
    }
}

#[test]
fn equal_facts_give_equal_bytes() {
    let read = || {
        let folder = tempfile::tempdir().unwrap();
        let files = build(folder.path());
        let bytes = files.iter().map(|file| std::fs::read(file).unwrap());
        bytes.collect::<Vec<_>>()
    };
    assert!(read() == read());
}

#[test]
fn text_stays_text_and_missing_stays_missing() {
    let folder = tempfile::tempdir().unwrap();
    let file = build(folder.path()).pop().unwrap();
    let mut book: Xlsx<_> = open_workbook(file).unwrap();
    let conditions = book.worksheet_range("Условия").unwrap();
    let formulas = book.worksheet_formula("Условия").unwrap();
    let name = conditions.get_value((2, 1)).unwrap();
    assert_eq!(name.as_string().unwrap(), "=Площадь на одного учащегося");
    assert_eq!(formulas.get_value((2, 1)).map_or("", String::as_str), "");
    let summary = book.worksheet_range("Сводка").unwrap();
    let rows: Vec<Vec<String>> = summary
        .rows()
        .map(|row| {
            row.iter()
                .map(|cell| cell.as_string().unwrap_or_default())
                .collect()
        })
        .collect();
    let teachers = rows.iter().find(|row| {
        row[1] == "Педагоги с категорией, в т. ч.:" && row[3] == "МБОУ «Боровская СОШ»"
    });
    let teachers = teachers.unwrap();
    assert_eq!(teachers[6], "н/д");
    assert_eq!(teachers[8], "н/д");
}
