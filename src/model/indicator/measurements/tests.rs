use crate::diagnostic::Located;
use crate::model::indicator::measurements::{row, trimmed};

fn located(text: &str) -> Located<String> {
    let mut sources = crate::diagnostic::Sources::default();
    let source = sources.add("indicators.yaml", text);
    Located {
        value: text.to_owned(),
        span: crate::diagnostic::Span::new(source, 0, text.len()),
    }
}

#[test]
fn a_row_is_split_into_values() {
    for (text, values) in [
        ("42/200", vec!["42/200"]),
        (
            "3,4 | н/д (ОГЭ перенесли) |3,7",
            vec!["3,4", "н/д (ОГЭ перенесли)", "3,7"],
        ),
        ("1 || 2", vec!["1", "", "2"]),
    ] {
        let located = located(text);
        let ranges = row(&located);
        let found: Vec<&str> = ranges.into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, values);
    }
}

#[test]
fn spaces_around_a_value_are_not_part_of_it() {
    assert_eq!(trimmed("a |  б  | в", 3..9), 5..7);
    assert_eq!(trimmed("   ", 0..3), 3..3);
}
