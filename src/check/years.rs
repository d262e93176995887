//! Years named in a text.

use std::ops::Range;

use super::wording::{Word, runs};

/// A year, or two joined by a dash or a slash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Years {
    /// The bytes of both.
    pub range: Range<usize>,
    /// The first.
    pub first: i32,
    /// The last; of a single year, the year itself.
    pub last: i32,
}

/// The years of a text in order; those of «01.02.2020» and «№ 2020» are none.
pub(super) fn years(text: &str) -> Vec<Years> {
    // A quick look before a slow one.
    let mut four = text.as_bytes().windows(4);
    if !four.any(|four| four.iter().all(u8::is_ascii_digit)) {
        return Vec::new();
    }
    let numbers: Vec<Word<'_>> = runs(text, |c| c.is_ascii_digit()).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(&number) = numbers.get(at) {
        at += 1;
        let Some(first) = year(number).filter(|_| stands_alone(text, number)) else {
            continue;
        };
        let second = numbers.get(at).filter(|second| {
            let between = text[number.range().end..second.start].trim();
            matches!(between, "-" | "–" | "—" | "/")
        });
        let last = second.and_then(|second| last_year(first, *second));
        if last.is_some() {
            at += 1;
        }
        let end = second.filter(|_| last.is_some()).unwrap_or(&number);
        found.push(Years {
            range: number.start..end.range().end,
            first,
            last: last.unwrap_or(first),
        });
    }
    found
}

fn year(number: Word<'_>) -> Option<i32> {
    let year = number.text.parse().ok()?;
    (number.text.len() == 4 && (1990..=2100).contains(&year)).then_some(year)
}

/// The second year of «2021-2022» or «2021/22».
fn last_year(first: i32, second: Word<'_>) -> Option<i32> {
    match second.text.len() {
        4 => year(second),
        2 => Some(first / 100 * 100 + second.text.parse::<i32>().ok()?),
        _ => None,
    }
}

/// Whether a number is no part of a date or of a longer number.
fn stands_alone(text: &str, number: Word<'_>) -> bool {
    let (before, after) = (&text[..number.start], &text[number.range().end..]);
    let follows_digit = before
        .strip_suffix(['.', ',', '/', '-', ':'])
        .is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_digit()));
    let precedes_digit = after
        .strip_prefix(['.', ',', ':'])
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let is_numbered = before.trim_end().ends_with(['№', 'N']);
    !follows_digit && !precedes_digit && !is_numbered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_years_from_other_numbers() {
        let read =
            |text| -> Vec<(i32, i32)> { years(text).iter().map(|y| (y.first, y.last)).collect() };
        assert_eq!(read("в 2021 – 2022 учебном году"), [(2021, 2022)]);
        assert_eq!(read("на 2021/22 учебный год"), [(2021, 2022)]);
        assert_eq!(read("ГИА-2021, 2023 год"), [(2021, 2021), (2023, 2023)]);
        assert_eq!(read("от 01.02.2020 № 2020, 5-2021, 20215"), []);
    }
}
