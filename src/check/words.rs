//! Words of a text, near enough to compare what two texts speak of.

use std::collections::BTreeSet;

use super::wording::words;

/// Words that say nothing about the subject.
const EMPTY: [&str; 24] = [
    "без",
    "год",
    "года",
    "году",
    "годы",
    "гг",
    "для",
    "его",
    "или",
    "как",
    "который",
    "над",
    "них",
    "обо",
    "под",
    "при",
    "про",
    "срок",
    "также",
    "так",
    "том",
    "тот",
    "что",
    "этот",
];

/// Endings that cases, numbers and genders change, the longest first.
const ENDINGS: [&str; 45] = [
    "иями", "ями", "ами", "ого", "его", "ому", "ему", "ыми", "ими", "иях", "ах", "ях", "ов", "ев",
    "ей", "ой", "ый", "ий", "ая", "яя", "ое", "ее", "ые", "ие", "ых", "их", "ую", "юю", "ам", "ям",
    "ом", "ем", "ию", "ия", "ии", "а", "я", "о", "е", "и", "ы", "у", "ю", "ь", "й",
];

/// How many letters of a stem are compared: «образование» and «образовательный» are akin.
const COMPARED: usize = 7;

/// The stem of a word, equal for most of its forms.
pub(super) fn stem(word: &str) -> String {
    let word = word.to_lowercase().replace('ё', "е");
    let bare = ENDINGS
        .iter()
        .filter_map(|ending| word.strip_suffix(ending))
        .find(|bare| bare.chars().count() >= 3)
        .unwrap_or(&word);
    bare.chars().take(COMPARED).collect()
}

/// The stems of the words that carry meaning; years are left to [`years`].
pub(super) fn stems(text: &str) -> BTreeSet<String> {
    let carries = |word: &str| {
        let roman = word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
        let long = word.chars().count() >= 3 && !EMPTY.contains(&word.to_lowercase().as_str());
        let number = word.starts_with(|c: char| c.is_ascii_digit());
        roman || (long && !number)
    };
    words(text)
        .filter(|word| carries(word.text))
        .map(|word| stem(word.text))
        .collect()
}

/// How much of the smaller set the greater one holds, from 0 to 1.
pub(super) fn overlap(one: &BTreeSet<String>, other: &BTreeSet<String>) -> f32 {
    let smaller = one.len().min(other.len());
    if smaller == 0 {
        return 0.0;
    }
    one.intersection(other).count() as f32 / smaller as f32
}

/// The years that a text names: «2026/27» names 2026 and 2027.
pub(super) fn years(text: &str) -> BTreeSet<u32> {
    let mut found = BTreeSet::new();
    let mut last: Option<(usize, u32)> = None;
    for named in words(text) {
        let (range, word) = (named.range(), named.text);
        let digits = word.bytes().all(|b| b.is_ascii_digit());
        let number: Option<u32> = word.parse().ok().filter(|_| digits);
        let short = last.filter(|(end, _)| {
            word.len() == 2 && matches!(&text[*end..range.start], "/" | "-" | "–")
        });
        let year = match (number, short) {
            (Some(year @ 1900..2100), _) => Some(year),
            (Some(short), Some((_, first))) => Some(first / 100 * 100 + short),
            _ => None,
        };
        last = year.map(|year| (range.end, year));
        found.extend(year);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for forms in [
            ["план", "плана", "планов"],
            ["карта", "карты", "карт"],
            ["школа", "школах", "школ"],
            ["отчёт", "отчеты", "отчётов"],
            ["повышение", "повышения", "повышению"],
        ] {
            assert!(
                forms.iter().all(|form| stem(form) == stem(forms[0])),
                "{forms:?}"
            );
        }
        assert_ne!(stem("перечень"), stem("положение"));
    }

    #[test]
    fn years_are_read_in_full() {
        for (text, named) in [
            ("на 2026/27 учебный год", vec![2026, 2027]),
            ("в 2022 году", vec![2022]),
            ("2021–2022 учебный год, форма 12", vec![2021, 2022]),
            ("приказ № 20", vec![]),
        ] {
            assert_eq!(years(text).into_iter().collect::<Vec<_>>(), named, "{text}");
        }
    }
}
