use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use super::{XlsxError, written, xlsx};
use crate::workbook::{
    Allowed, Cell, Column, Condition, Emphasis, InputRule, Outcome, Sheet, Workbook,
};

fn book(rows: Vec<Vec<Cell>>) -> Workbook<'static> {
    let columns = vec![Column::new("Показатель", 30.0), Column::new("Факт", 10.0)];
    let mut sheet = Sheet::new("Лист", "Таблица", columns);
    sheet.rows = rows.into();
    sheet.conditions = vec![Condition {
        range: sheet.column(1),
        formula: "=B3>1".to_owned(),
        emphasis: Emphasis::Good,
    }];
    sheet.inputs = vec![InputRule {
        range: sheet.column(1),
        allowed: Allowed::Number(Some(1.0)),
        message: "Доля от 0 до 1.".to_owned(),
    }];
    Workbook {
        title: "Показатели".to_owned(),
        subject: "Показатели на 2022 год".to_owned(),
        author: "Отдел образования".to_owned(),
        names: vec![("Сводка".to_owned(), 0, sheet.table())],
        sheets: vec![sheet],
    }
}

fn read(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

#[test]
fn text_that_looks_like_a_formula_stays_text() {
    let signs = ["=1+1", "+7 900", "@имя", "-5", "007"];
    let rows = signs.map(|text| vec![Cell::text(text), Cell::empty()]);
    let mut file = read(xlsx(&book(rows.to_vec())).unwrap());
    let cells = file.worksheet_range("Лист").unwrap();
    let formulas = file.worksheet_formula("Лист").unwrap();
    assert_eq!(formulas.used_cells().count(), 0);
    for (row, text) in (2..).zip(signs) {
        assert_eq!(cells.get_value((row, 0)), Some(&Data::String(text.into())));
    }
}

#[test]
fn formulas_carry_their_results() {
    let number = Cell::formula("=0.1+0.2", Outcome::Number(0.1 + 0.2));
    let text = Cell::formula("=IF(FALSE,1,\"н/д\")", Outcome::Text("н/д".to_owned()));
    let mut file = read(xlsx(&book(vec![vec![number, text]])).unwrap());
    let cells = file.worksheet_range("Лист").unwrap();
    assert_eq!(cells.get_value((2, 0)), Some(&Data::Float(0.1 + 0.2)));
    assert_eq!(cells.get_value((2, 1)), Some(&Data::String("н/д".into())));
}

#[test]
fn names_lead_to_their_ranges() {
    let file = read(xlsx(&book(vec![vec![Cell::text("а"), Cell::number(1.0)]])).unwrap());
    let names: Vec<&str> = file
        .defined_names()
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    assert!(names.contains(&"Сводка"), "{names:?}");
}

#[test]
fn equal_workbooks_are_equal_files() {
    let make = || xlsx(&book(vec![vec![Cell::text("а"), Cell::number(1.0)]])).unwrap();
    assert_eq!(make(), make());
}

#[test]
fn a_sheet_that_is_not_held_in_memory_says_the_same() {
    let rows = (0..40).map(|row| {
        let long = format!("показатель {row}: доля тех, кто работает выше порога баллов");
        let share = format!("={row}/40");
        vec![
            Cell::text(long).indented(1),
            Cell::formula(share, Outcome::Number(f64::from(row) / 40.0)).as_number("0.0%"),
        ]
    });
    let book = book(rows.collect());
    let (held, streamed) = (written(&book, 40).unwrap(), written(&book, 39).unwrap());
    assert_eq!(streamed, written(&book, 39).unwrap());
    let (mut held, mut streamed) = (read(held), read(streamed));
    assert_eq!(
        held.worksheet_range("Лист").unwrap(),
        streamed.worksheet_range("Лист").unwrap()
    );
    assert_eq!(
        held.worksheet_formula("Лист").unwrap(),
        streamed.worksheet_formula("Лист").unwrap()
    );
}

#[test]
fn a_short_row_is_refused() {
    let error = xlsx(&book(vec![vec![Cell::text("а")]])).unwrap_err();
    assert!(matches!(error, XlsxError::Row { row: 3, .. }), "{error}");
}
