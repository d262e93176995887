//! Blanks of a whole dossier, filled in by a library that has nothing in common with
//! ours, and read back.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::{cases, tools};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn dyak(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dyak"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

/// The example with eleven schools, without what schools have reported.
fn unreported() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let dossier = folder.path().join("дело");
    std::fs::create_dir_all(&dossier).unwrap();
    for entry in std::fs::read_dir(root().join("data/vyborg-2019-2021")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            std::fs::copy(&path, dossier.join(path.file_name().unwrap())).unwrap();
        }
    }
    folder
}

fn reports(folder: &Path) -> BTreeMap<PathBuf, String> {
    let files = std::fs::read_dir(folder.join("дело/progress")).unwrap();
    let paths = files.map(|entry| entry.unwrap().path());
    paths
        .map(|path| (path.clone(), std::fs::read_to_string(&path).unwrap()))
        .collect()
}

#[test]
fn forms_of_eleven_schools_come_back_as_they_were_filled_in() {
    let folder = unreported();
    let has_library = tools::has("python3", "--version", "заполнение форм")
        && tools::has_python_module("openpyxl", "заполнение форм");
    if !has_library {
        return;
    }
    assert!(dyak(folder.path(), &["form", "дело"]).status.success());
    let forms = folder.path().join("output/дело/Формы");
    let filled = Command::new("python3")
        .arg(root().join("tests/suite/fill_forms.py"))
        .arg(&forms)
        .output()
        .unwrap();
    assert!(
        filled.status.success(),
        "{}",
        String::from_utf8_lossy(&filled.stderr)
    );
    let given = String::from_utf8(filled.stdout).unwrap();

    let first = dyak(folder.path(), &["collect", "дело", "output/дело/Формы"]);
    assert!(
        first.status.success(),
        "{}",
        String::from_utf8_lossy(&first.stderr)
    );
    let written = reports(folder.path());
    assert_eq!(written.len(), 11);
    assert_eq!(read_back(&written), lines(&given));

    let second = dyak(folder.path(), &["collect", "дело", "output/дело/Формы"]);
    let told = String::from_utf8(second.stdout).unwrap();
    assert_eq!(told, "Внесено: 0 бланков, без изменений 11\n");
    assert_eq!(reports(folder.path()), written);
}

/// «school, number, field, value» of all that was answered.
fn lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    lines.sort();
    lines
}

/// The same of what the files say.
fn read_back(files: &BTreeMap<PathBuf, String>) -> Vec<String> {
    use dyak::form::{Field, values};
    let name = |field| match field {
        Field::Status => "status",
        Field::Done => "done",
        Field::Result => "result",
        Field::All => "all",
        Field::FromLowResults => "low",
        Field::Reason => "reason",
        Field::NewTerm => "term",
        Field::Evidence => "document",
        Field::Note => "note",
        other => panic!("{other:?} is no answer on a row"),
    };
    let mut lines = Vec::new();
    for (path, text) in files {
        let report = dyak::load::read_report(path, text).unwrap();
        for entry in &report.entries {
            let number = entry.address().unwrap();
            for (field, value) in values(entry) {
                let value = value.replace('\n', "⏎");
                let (school, field) = (&report.party.value, name(field));
                lines.push(format!("{school}\t{}\t{field}\t{value}", number.value));
            }
        }
    }
    lines.sort();
    lines
}

#[test]
fn a_filled_form_is_never_overwritten() {
    let folder = unreported();
    let made = dyak(folder.path(), &["form", "дело", "--school", "сош8"]);
    let path = String::from_utf8(made.stdout).unwrap();
    let path = folder.path().join(path.lines().next().unwrap());
    std::fs::write(&path, b"filled in by the school").unwrap();
    let again = dyak(folder.path(), &["form", "дело", "--school", "сош8"]);
    assert_eq!(again.status.code(), Some(3));
    assert_eq!(std::fs::read(&path).unwrap(), b"filled in by the school");
    let forced = dyak(
        folder.path(),
        &["form", "дело", "--school", "сош8", "--force"],
    );
    assert!(forced.status.success());
    assert!(std::fs::read(&path).unwrap().starts_with(b"PK"));
}

/// «school, indicator, value» of one moment, as the dossier has them.
fn figures(dossier: &Path, moment: &str) -> Vec<String> {
    use dyak::model::{Cell, Measurements, Moment};
    let loaded = dyak::load::load(dossier).unwrap();
    assert!(loaded.whole, "{:?}", loaded.findings);
    let dossier = loaded.dossier.unwrap();
    let figures = Measurements::of(&dossier).unwrap();
    let moment = Moment::parse(moment).unwrap();
    let moment = figures.moments.binary_search(&moment).unwrap();
    let mut lines = Vec::new();
    for (indicator, measured) in figures.indicators.iter().enumerate() {
        for (school, party) in figures.schools.iter().enumerate() {
            let cell = Cell {
                indicator,
                school,
                moment,
            };
            if let Some(fact) = figures.fact(cell) {
                let (id, value) = (&measured.indicator.id.value, &fact.text.value);
                let value = &value[fact.range.clone()];
                lines.push(format!("{}\t{id}\t{value}", party.id.value));
            }
        }
    }
    lines.sort();
    lines
}

#[test]
fn indicators_of_three_schools_come_back_as_they_were_filled_in() {
    let has_library = tools::has("python3", "--version", "заполнение форм")
        && tools::has_python_module("openpyxl", "заполнение форм");
    if !has_library {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let dossier = folder.path().join("дело");
    cases::lay_out(&root().join("tests/cases/forms/indicators"), &dossier);
    assert!(dyak(folder.path(), &["form", "дело"]).status.success());
    let filled = Command::new("python3")
        .arg(root().join("tests/suite/fill_figures.py"))
        .arg(folder.path().join("output/дело/Формы"))
        .output()
        .unwrap();
    assert!(
        filled.status.success(),
        "{}",
        String::from_utf8_lossy(&filled.stderr)
    );
    let given = String::from_utf8(filled.stdout).unwrap();
    assert_eq!(given.lines().count(), 21);

    let first = dyak(folder.path(), &["collect", "дело", "output/дело/Формы"]);
    let told = String::from_utf8(first.stdout).unwrap();
    assert!(
        first.status.success(),
        "{}",
        String::from_utf8_lossy(&first.stderr)
    );
    let line = "Показатели, успевающие, 2025: «130/405 (32,1%)» → «132/410»";
    assert!(told.contains(line), "{told}");
    assert_eq!(figures(&dossier, "2025"), lines(&given));
    let written = std::fs::read_to_string(dossier.join("indicators.yaml")).unwrap();
    insta::assert_snapshot!(written);

    let second = dyak(folder.path(), &["collect", "дело", "output/дело/Формы"]);
    let told = String::from_utf8(second.stdout).unwrap();
    assert_eq!(told, "Внесено: 0 бланков, без изменений 3\n");
    let again = std::fs::read_to_string(dossier.join("indicators.yaml")).unwrap();
    assert_eq!(again, written);
}
