use super::*;
use crate::model::IndicatorKind as K;

fn values(pairs: &[(FigureField, &str)]) -> FigureValues {
    pairs
        .iter()
        .map(|(field, text)| (*field, (*text).to_owned()))
        .collect()
}

#[test]
fn what_cells_can_show_comes_back_as_it_was() {
    for (text, kind, written) in [
        ("42/200", K::Share, "42/200"),
        ("42/200 (21%)", K::Share, "42/200"),
        ("0/200", K::Share, "0/200"),
        ("0", K::Share, "0"),
        ("0%", K::Share, "0"),
        ("19/50 (0,38)", K::Fraction, "19/50"),
        ("3,50", K::Score, "3,5"),
        ("65,4 (43 чел.)", K::Score, "65,4 (43 чел.)"),
        ("1 234", K::Count, "1234"),
        ("2,77", K::Area, "2,77"),
        ("Да", K::Flag, "да"),
        (
            "н/д (нет 11-х классов (закрыты))",
            K::Flag,
            "н/д (нет 11-х классов (закрыты))",
        ),
    ] {
        let value = Value::parse(text, kind).unwrap();
        let told = told(&in_cells(&value, kind), kind, 2).unwrap();
        assert_eq!(told.text, written, "{text}");
        assert_eq!(told.note, None, "{text}");
    }
}

#[test]
fn what_cells_cannot_show_leaves_them_empty() {
    for (text, kind) in [
        ("42/21%", K::Share),
        ("21%", K::Share),
        ("0,38", K::Fraction),
        ("н/д", K::Score),
        ("2,77 (43 чел.)", K::Area),
    ] {
        let value = Value::parse(text, kind).unwrap();
        assert!(in_cells(&value, kind).is_empty(), "{text}");
    }
}

#[test]
fn cells_that_make_no_value_are_told() {
    use FigureField as F;
    for (pairs, kind, cell) in [
        (&[(F::Value, "42")][..], K::Share, F::Of),
        (&[(F::Of, "42")], K::Share, F::Value),
        (&[(F::Value, "0"), (F::Of, "0")], K::Share, F::Of),
        (&[(F::Value, "43"), (F::Of, "42")], K::Share, F::Value),
        (
            &[(F::Value, "43"), (F::Missing, "нет")],
            K::Count,
            F::Missing,
        ),
        (&[(F::Missing, "нет | да")], K::Count, F::Missing),
        (&[(F::Of, "8")], K::Score, F::Value),
    ] {
        let error = told(&values(pairs), kind, 1).unwrap_err();
        assert_eq!(error.0, cell, "{pairs:?}: {}", error.1);
    }
    let fine = told(&values(&[(F::Value, "3,456")]), K::Score, 1).unwrap();
    assert!(fine.note.unwrap().contains("3,456"));
}
