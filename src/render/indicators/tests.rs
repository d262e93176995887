//! What the workbook says, cell by cell, where a mistake would look right.

use std::sync::LazyLock;

use super::{too_large, workbook};
use crate::load::{Loaded, load};
use crate::workbook::{Cell, Content, Outcome, Sheet, Workbook};

/// The case that has every kind of figure.
static EVERY_KIND: LazyLock<Loaded> = LazyLock::new(|| {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    for from in ["templates/new", "tests/cases/build/indicators"] {
        for entry in std::fs::read_dir(root.join(from)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "yaml") {
                std::fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
            }
        }
    }
    let loaded = load(folder.path(), None).unwrap();
    assert!(loaded.findings.is_empty(), "{:?}", loaded.findings);
    loaded
});

fn every_kind() -> Workbook<'static> {
    let dossier = EVERY_KIND.dossier.as_ref().unwrap();
    workbook(dossier, &EVERY_KIND.sources).unwrap().1
}

fn sheet<'a>(book: &'a Workbook<'_>, name: &str) -> &'a Sheet<'a> {
    book.sheets.iter().find(|sheet| sheet.name == name).unwrap()
}

fn text(cell: &Cell) -> String {
    match &cell.content {
        Content::Empty => String::new(),
        Content::Text(text) | Content::Formula(_, Outcome::Text(text)) => text.clone(),
        Content::Number(number) | Content::Formula(_, Outcome::Number(number)) => {
            format!("{number:.4}")
        }
    }
}

/// The row of the summary for an indicator and a school.
fn summary(book: &Workbook<'_>, name: &str, school: &str) -> Vec<String> {
    let rows = &sheet(book, "Сводка").rows;
    let row = rows
        .iter()
        .find(|row| text(&row[1]) == name && text(&row[3]).contains(school));
    row.unwrap().iter().map(text).collect()
}

#[test]
fn the_summary_compares_fact_with_plan_and_base() {
    let book = every_kind();
    let row = summary(&book, "Успевают на «4» и «5»", "СОШ № 3");
    assert_eq!(
        row[4..12],
        [
            "0.3000",
            "0.3000",
            "0.3704",
            "7.0370",
            "7.0370",
            "рост",
            "лучше",
            "да"
        ]
    );
    let row = summary(&book, "Ниже порога", "СОШ № 3");
    assert_eq!(row[9..12], ["рост", "хуже", "нет"]);
    assert_eq!(row[12], "выше порога 10 % (методика отбора школ)");
    let row = summary(&book, "Наличие медиатеки", "СОШ № 3");
    assert_eq!(row[4..12], ["нет", "да", "да", "–", "–", "–", "–", "да"]);
}

#[test]
fn what_is_missing_is_never_zero() {
    let book = every_kind();
    let row = summary(&book, "Победители: региональный уровень", "Боровская");
    assert_eq!(row[4..9], ["0.0000", "н/д", "н/д", "н/д", "н/д"]);
    // A sum with a missing part is missing too.
    let row = summary(&book, "Победители олимпиад, в т. ч.:", "Боровская");
    assert_eq!(row[6], "н/д");
    let data = sheet(&book, "Данные графиков");
    let row = data
        .rows
        .iter()
        .find(|row| text(&row[0]) == "Ниже порога" && text(&row[1]).contains("СОШ № 3"));
    assert_eq!(row.unwrap()[3].content, Content::Empty);
}

#[test]
fn a_small_group_and_a_doubt_are_told() {
    let book = every_kind();
    let row = summary(&book, "Ниже порога", "Боровская");
    assert_eq!(row[9..12], ["снижение", "ненадёжно", "–"]);
    assert!(
        row[12].contains("участников 9: значение ненадёжно"),
        "{}",
        row[12]
    );
    let row = summary(&book, "=Площадь на одного учащегося", "Боровская");
    assert_eq!(row[10..12], ["ненадёжно", "–"]);
    assert_eq!(row[12], "сомнительно: площадь здания обмеряют заново");
}

#[test]
fn the_sheet_of_dynamics_judges_as_the_summary_does() {
    let book = every_kind();
    let dynamics = sheet(&book, "Динамика");
    for row in dynamics.rows.iter() {
        let verdict = text(row.last().unwrap());
        let rows = &sheet(&book, "Сводка").rows;
        let same = rows.iter().find(|summary| {
            (text(&summary[0]), text(&summary[3])) == (text(&row[0]), text(&row[3]))
        });
        assert_eq!(verdict, text(&same.unwrap()[10]), "{}", text(&row[0]));
    }
}

#[test]
fn a_plan_for_later_is_not_missed_yet() {
    let book = every_kind();
    let row = summary(&book, "Первая категория", "СОШ № 3");
    assert_eq!(row[4..8], ["0.3750", "0.5000", "0.4250", "-7.5000"]);
    assert_eq!(row[11..13], ["–", "план на 2026/27"]);
}

/// The workbook of a dossier with these schools, indicators and so on.
#[allow(clippy::disallowed_methods, reason = "lays out a dossier of its own")]
fn dossier(schools: usize, indicators: &str) -> Loaded {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = String::from(
        "ведомство:\n  название: управление образования Энского края\n  руководитель: {ФИО: Орлова Вера Николаевна}\nпериод: 2025 год\nшколы:\n",
    );
    for school in 0..schools {
        dossier += &format!("  - {{id: сош{school}, название: СОШ № {school}}}\n");
    }
    if schools == 0 {
        dossier = dossier.replace("школы:\n", "");
    }
    std::fs::write(folder.path().join("dossier.yaml"), dossier).unwrap();
    std::fs::write(folder.path().join("indicators.yaml"), indicators).unwrap();
    load(folder.path(), None).unwrap()
}

fn book_of(loaded: &Loaded) -> Workbook<'_> {
    assert!(loaded.findings.is_empty(), "{:?}", loaded.findings);
    workbook(loaded.dossier.as_ref().unwrap(), &loaded.sources)
        .unwrap()
        .1
}

#[test]
fn a_plan_for_the_base_itself_is_judged() {
    let loaded = dossier(
        1,
        "базовый год: 2025\nгруппы:\n  - название: Итоги\n    показатели:\n      - {id: доля, показатель: Доля, вид: доля, лучше: больше}\n      - {id: дом, показатель: Есть дом, вид: да/нет, лучше: больше}\nзначения:\n  - {школа: сош0, год: 2025, данные: {доля: 20/40, дом: да}}\nпланы:\n  - {год: 2025, данные: {доля: 60%, дом: да}}\n",
    );
    let book = book_of(&loaded);
    let row = summary(&book, "Доля", "СОШ № 0");
    assert_eq!(row[4..9], ["0.5000", "0.6000", "н/д", "-10.0000", "н/д"]);
    assert_eq!(row[11], "нет");
    assert_eq!(summary(&book, "Есть дом", "СОШ № 0")[11], "да");
}

#[test]
fn what_follows_from_doubtful_figures_is_doubtful() {
    let loaded = dossier(
        1,
        "базовый год: 2024\nгруппы:\n  - название: Итоги\n    показатели:\n      - {id: все, показатель: Учащиеся, вид: количество}\n      - {id: побед, показатель: Победители, вид: количество}\n      - {id: доля, показатель: Доля победителей, вид: доля, лучше: больше, формула: {отношение: [побед, все]}}\nзначения:\n  - {школа: сош0, год: 2024, данные: {все: 40, побед: 2}}\n  - {школа: сош0, год: 2025, данные: {все: 40, побед: 4}, сомнительно: {побед: списки не сверены}}\n",
    );
    let book = book_of(&loaded);
    let row = summary(&book, "Доля победителей", "СОШ № 0");
    assert_eq!(row[9..11], ["рост", "ненадёжно"]);
    assert_eq!(row[12], "сомнительно: списки не сверены");
}

#[test]
fn many_schools_get_several_charts() {
    let titles = |count| -> Vec<String> {
        let loaded = schools(count);
        let book = book_of(&loaded);
        let charts = book.sheets.iter().flat_map(|sheet| &sheet.charts);
        charts.map(|chart| chart.title.clone()).collect()
    };
    assert_eq!(titles(12), ["Доля"]);
    let parts = ["1–12", "13–24", "25–30"];
    assert_eq!(
        titles(30),
        parts.map(|part| format!("Доля (школы {part} из 30)"))
    );
    assert!(titles(61).is_empty());
}

#[test]
fn a_dossier_without_schools_has_a_workbook() {
    let indicators = "базовый год: 2025\nгруппы:\n  - название: Итоги\n    показатели: [{id: доля, показатель: Доля, вид: доля}]\n";
    let loaded = dossier(0, indicators);
    let book = book_of(&loaded);
    assert!(sheet(&book, "Итоги").conditions.is_empty());
}

#[test]
fn a_share_is_shown_as_programmes_print_it() {
    let book = every_kind();
    let rows = &sheet(&book, "Условия").rows;
    let teachers = rows
        .iter()
        .find(|row| text(&row[1]).starts_with("Педагоги"));
    let teachers = teachers.unwrap();
    assert_eq!(teachers[3].look.number, "0\"/\"");
    assert_eq!(teachers[4].look.number, "General\"%\"");
    assert_eq!(
        [text(&teachers[3]), text(&teachers[4])],
        ["24.0000", "60.0000"]
    );
    // The last known value of another year is told.
    assert_eq!(
        [text(&teachers[5]), text(&teachers[6])],
        ["7.0000", "41.0000"]
    );
    assert!(text(&teachers[8]).ends_with("за 2023/24"));
}

#[test]
fn sheets_have_names_that_a_sheet_can_have() {
    let book = every_kind();
    let names: Vec<&str> = book
        .sheets
        .iter()
        .map(|sheet| sheet.name.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "Сводка",
            "Результаты оценкаитоги",
            "Условия",
            "Динамика",
            "Графики",
            "Календарь плана",
            "Исходные данные",
            "Данные графиков"
        ]
    );
}

#[test]
fn the_calendar_fills_the_months_of_a_deadline() {
    let book = every_kind();
    let calendar = sheet(&book, "Календарь плана");
    let filled: Vec<Vec<&str>> = calendar
        .rows
        .iter()
        .map(|row| {
            let cells = calendar.columns.iter().zip(&row).skip(5);
            let filled = cells.filter(|(_, cell)| cell.content != Content::Empty);
            filled.map(|(column, _)| column.heading.as_str()).collect()
        })
        .collect();
    assert_eq!(filled[0], ["сентябрь 2026"]);
    assert_eq!(filled[1], ["октябрь 2026", "апрель 2027"]);
    assert_eq!(filled[2], ["декабрь 2026"]);
    assert_eq!(filled[3].len(), calendar.columns.len() - 5);
}

/// A dossier of so many schools with one share each.
fn schools(count: usize) -> Loaded {
    let mut indicators = String::from(
        "базовый год: 2025\nгруппы:\n  - название: Итоги\n    показатели: [{id: доля, показатель: Доля, вид: доля}]\nзначения:\n",
    );
    for school in 0..count {
        indicators += &format!("  - {{школа: сош{school}, год: 2025, данные: {{доля: 20/40}}}}\n");
    }
    dossier(count, &indicators)
}

#[test]
fn more_schools_than_a_sheet_has_columns_for_are_told() {
    let told = |count| {
        let loaded = schools(count);
        assert!(loaded.findings.is_empty(), "{:?}", loaded.findings);
        too_large(loaded.dossier.as_ref().unwrap(), &loaded.sources)
    };
    let finding = told(8_190).unwrap();
    assert!(
        finding.message.contains("«Итоги»") && finding.message.contains("столбцов 16385"),
        "{}",
        finding.message
    );
    assert!(told(8_189).is_none());
}
