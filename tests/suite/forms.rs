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
    let loaded = dyak::load::load(dossier, None).unwrap();
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

/// The example with what schools have reported.
fn reported() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let case = root().join("tests/cases/collect/brackets");
    cases::lay_out(&case, &folder.path().join("дело"));
    folder
}

/// Writes the blank of a school as if it had changed some answers.
fn hand_in(folder: &Path, file: &str, period: &str, change: impl Fn(&mut dyak::form::Blank)) {
    let loaded = dyak::load::load(&folder.join("дело"), None).unwrap();
    assert!(loaded.whole, "{:?}", loaded.findings);
    let dossier = loaded.dossier.unwrap();
    let period = dossier.reporting_period(period).unwrap();
    let blanks = dyak::form::Blanks::new(&dossier, &loaded.sources, period).unwrap();
    let mut blank = blanks.blank(dossier.place("сош8").unwrap()).unwrap();
    change(&mut blank);
    std::fs::create_dir_all(folder.join("присланное")).unwrap();
    let path = folder.join("присланное").join(file);
    std::fs::write(path, dyak::form::write(&blank).unwrap()).unwrap();
}

fn answer(blank: &mut dyak::form::Blank, number: &str, field: dyak::form::Field, text: &str) {
    let mut rows = blank.sections.iter_mut().flat_map(|one| &mut one.rows);
    let row = rows.find(|row| row.issued.number == number).unwrap();
    row.values.insert(field, text.to_owned());
}

#[test]
fn a_mark_of_an_earlier_period_is_said_anew_in_its_own() {
    use dyak::form::Field;
    let folder = reported();
    let dossier = folder.path().join("дело/dossier.yaml");
    let text = std::fs::read_to_string(&dossier).unwrap();
    let last = "      напомнить до: 15.06.2020\n";
    assert!(text.contains(last));
    let next = format!("{last}    - id: 2020-2\n      период: 01.06.2020 – 31.12.2020\n");
    std::fs::write(&dossier, text.replace(last, &next)).unwrap();
    let report = folder.path().join("дело/progress/2020-2-сош8.yaml");
    let before = "\
период: 2020-2
кто: сош8

# Первые строки этого файла лежат там же, где отметки прежнего.
отметки:
  - мероприятие: 2.1.1
    статус: выполняется
    результат: педагоги продолжают обучение и сдают зачёты
";
    std::fs::write(&report, before).unwrap();
    let earlier = folder.path().join("дело/progress/2020-1-сош8.yaml");
    let old = std::fs::read_to_string(&earlier).unwrap();
    hand_in(folder.path(), "форма.xlsx", "2020-2", |blank| {
        answer(blank, "1.2", Field::Result, "сведения переданы повторно");
    });
    let done = dyak(folder.path(), &["collect", "дело", "присланное"]);
    let told = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{told}");
    assert_eq!(std::fs::read_to_string(&earlier).unwrap(), old);
    let after = std::fs::read_to_string(&report).unwrap();
    let added = "  - мероприятие: \"1.2\"
    статус: выполнено
    исполнено: 17.02.2020
    результат: сведения переданы повторно
";
    assert_eq!(after, format!("{before}{added}"));
}

#[test]
fn blanks_that_come_back_untouched_change_nothing() {
    let folder = reported();
    let before = reports(folder.path());
    let made = dyak(folder.path(), &["form", "дело", "--period", "2020-1"]);
    assert!(made.status.success());
    let done = dyak(folder.path(), &["collect", "дело", "output/дело/Формы"]);
    let told = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{told}");
    let summary = String::from_utf8_lossy(&done.stdout);
    assert_eq!(summary, "Внесено: 0 бланков, без изменений 11\n");
    assert_eq!(reports(folder.path()), before);
    assert!(!told.contains("ошибка"), "{told}");
}

#[test]
fn an_older_form_is_skipped_with_its_errors_and_stops_no_other() {
    use dyak::form::Field;
    let folder = reported();
    let dated = |day: &'static str, result: &'static str| {
        move |blank: &mut dyak::form::Blank| {
            blank.contact.insert(Field::Date, day.to_owned());
            answer(blank, "2.1.6", Field::Result, result);
        }
    };
    let wrong = |blank: &mut dyak::form::Blank| {
        dated("05.06.2020", "первый ответ")(blank);
        answer(blank, "2.1.1", Field::Status, "перенесено");
    };
    hand_in(folder.path(), "1.xlsx", "2020-1", wrong);
    hand_in(
        folder.path(),
        "2.xlsx",
        "2020-1",
        dated("07.06.2020", "второй ответ"),
    );
    hand_in(
        folder.path(),
        "3.xlsx",
        "2020-1",
        dated("01.06.2020", "давний ответ"),
    );
    let done = dyak(folder.path(), &["collect", "дело", "присланное"]);
    let told = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{told}");
    assert!(
        told.contains("1.xlsx: пропущен: позже заполнен 2.xlsx"),
        "{told}"
    );
    assert!(
        told.contains("3.xlsx: пропущен: бланк заполнен 01.06.2020"),
        "{told}"
    );
    let summary = String::from_utf8_lossy(&done.stdout);
    assert!(
        summary.contains("Внесено: 1 бланк, пропущено 2"),
        "{summary}"
    );
    let report = folder.path().join("дело/progress/2020-1-сош8.yaml");
    let text = std::fs::read_to_string(report).unwrap();
    assert!(text.contains("второй ответ") && !text.contains("первый") && !text.contains("давний"));
}
