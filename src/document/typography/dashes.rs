//! The en dash: with spaces between parts of a sentence, without them in ranges.

use std::ops::RangeInclusive;

use crate::language::{NBSP, month_by_genitive};

use super::line::Edit;

/// Sets every hyphen or dash that is no part of a word, a telephone or the
/// number of a document ([N-86]).
pub(super) fn set(text: &str, edits: &mut Vec<Edit>) {
    let mut rest = 0;
    let mut edited = 0;
    while let Some(start) = text[rest..].find(is_dash).map(|at| rest + at) {
        let length = text[start..].find(|c| !is_dash(c));
        let end = length.map_or(text.len(), |length| start + length);
        let edit = Dash::new(text, start, end).edit();
        // Two dashes may share the gap between them: «a - - b».
        if let Some(edit) = edit.filter(|edit| edit.range.start >= edited) {
            edited = edit.range.end;
            edits.push(edit);
        }
        rest = end;
    }
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—')
}

/// A dash, or a few in a row, with the gaps around it.
struct Dash<'t> {
    sign: &'t str,
    /// The bytes of the dash and its gaps.
    start: usize,
    end: usize,
    gap_before: bool,
    gap_after: bool,
    /// The line before the dash and its gap, and after them.
    before: &'t str,
    after: &'t str,
}

impl<'t> Dash<'t> {
    fn new(text: &'t str, start: usize, end: usize) -> Self {
        let is_space = |c| c == ' ' || c == NBSP;
        let before = text[..start].trim_end_matches(is_space);
        let after = text[end..].trim_start_matches(is_space);
        Self {
            sign: &text[start..end],
            start: before.len(),
            end: text.len() - after.len(),
            gap_before: before.len() < start,
            gap_after: end + after.len() < text.len(),
            before,
            after,
        }
    }

    fn edit(&self) -> Option<Edit> {
        let begins = self.before.is_empty() || self.before.ends_with('\n');
        let ends = self.after.is_empty() || self.after.starts_with('\n');
        let with = match (begins, ends) {
            _ if self.is_range() => "–",
            // A lone dash means «no data».
            (true, true) => return None,
            (true, false) if self.gap_after && !self.gap_before => "– ",
            (false, true) if self.gap_before && !self.gap_after => "\u{A0}–",
            (false, false) if self.gap_before && self.gap_after => "\u{A0}– ",
            _ => return None,
        };
        Some(Edit::new(self.start..self.end, with))
    }

    /// Whether the dash stands between the two ends of a range.
    fn is_range(&self) -> bool {
        let operands = last_operand(self.before).zip(first_operand(self.after));
        let Some((from, to)) = operands.filter(|_| self.sign.chars().nth(1).is_none()) else {
            return false;
        };
        let previous = last_word(&self.before[..self.before.len() - from.len()]);
        if previous.ends_with('№') || matches!(previous, "N" | "No") {
            return false;
        }
        let next = first_word(&self.after[to.len()..]);
        let spaced = self.gap_before || self.gap_after;
        are_years(from, to)
            || are_dates(from, to, spaced)
            || are_roman(from, to)
            || (are_days(from, to) && month_by_genitive(next).is_some())
            || (!spaced && (is_school_year(from, to) || are_counts(from, to, previous, next)))
    }
}

/// The number, date or Roman numeral that ends a text.
fn last_operand(text: &str) -> Option<&str> {
    let start = text
        .char_indices()
        .rev()
        .find(|&(_, c)| !is_operand(c))
        .map_or(0, |(at, c)| at + c.len_utf8());
    let is_free = text[..start]
        .chars()
        .next_back()
        .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '«' | '„' | ',' | ';' | ':'));
    (is_free && start < text.len()).then_some(&text[start..])
}

/// The number, date or Roman numeral that begins a text, without a full stop.
fn first_operand(text: &str) -> Option<&str> {
    let end = text.find(|c| !is_operand(c)).unwrap_or(text.len());
    let is_free = text[end..].chars().next().is_none_or(|c| {
        c.is_whitespace() || matches!(c, ')' | '»' | '“' | ',' | ';' | ':' | '!' | '?' | '%' | 'г')
    });
    let operand = text[..end].trim_end_matches('.');
    (is_free && !operand.is_empty()).then_some(operand)
}

fn is_operand(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '.' | 'I' | 'V' | 'X')
}

fn last_word(text: &str) -> &str {
    let word = text.trim_end().rsplit(char::is_whitespace).next();
    word.unwrap_or_default()
}

/// The first word, without the punctuation after it.
fn first_word(text: &str) -> &str {
    let word = text.trim_start().split(char::is_whitespace).next();
    word.unwrap_or_default()
        .trim_end_matches(|c: char| !c.is_alphanumeric() && c != '%')
}

/// 2021–2022
fn are_years(from: &str, to: &str) -> bool {
    let years = number(from, 4..=4).zip(number(to, 4..=4));
    years.is_some_and(|(from, to)| (1900..to).contains(&from) && to < 2200)
}

/// 2021–22
fn is_school_year(from: &str, to: &str) -> bool {
    let years = number(from, 4..=4).zip(number(to, 2..=2));
    years.is_some_and(|(from, to)| (1900..2200).contains(&from) && (from + 1) % 100 == to)
}

/// 18–19 февраля
fn are_days(from: &str, to: &str) -> bool {
    let days = number(from, 1..=2).zip(number(to, 1..=2));
    days.is_some_and(|(from, to)| (1..to).contains(&from) && to <= 31)
}

/// 01.01–01.03.2022, 06.09.2021–08.09.2021, 01–05.03.2022, 01.09–15.09
fn are_dates(from: &str, to: &str, spaced: bool) -> bool {
    let is_day = number(from, 1..=2).is_some_and(|day| (1..=31).contains(&day));
    match (date_has_year(from), date_has_year(to)) {
        (Some(_), Some(true)) => true,
        (Some(false), Some(false)) => !spaced,
        (None, Some(true)) => is_day && !spaced,
        _ => false,
    }
}

/// Whether a date such as «01.03.2022» has a year; `None` if it is no date.
fn date_has_year(text: &str) -> Option<bool> {
    let mut parts = text.split('.');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next());
    let is_date = (1..=31).contains(&number(day, 1..=2)?)
        && (1..=12).contains(&number(month, 1..=2)?)
        && parts.next().is_none();
    match year {
        Some(year) => number(year, 4..=4).filter(|_| is_date).map(|_| true),
        // «1.1» numbers a point.
        None => (is_date && day.len() == 2 && month.len() == 2).then_some(false),
    }
}

/// I–III
fn are_roman(from: &str, to: &str) -> bool {
    matches!((roman(from), roman(to)), (Some(from), Some(to)) if from < to)
}

fn roman(text: &str) -> Option<u32> {
    let values = text.chars().map(|c| match c {
        'I' => Some(1),
        'V' => Some(5),
        'X' => Some(10),
        _ => None,
    });
    let values: Vec<u32> = values.collect::<Option<_>>()?;
    let next = values.iter().skip(1).chain([&0]);
    let sum = values.iter().zip(next).fold(0, |sum, (value, next)| {
        if value < next {
            sum - i64::from(*value)
        } else {
            sum + i64::from(*value)
        }
    });
    u32::try_from(sum).ok().filter(|_| !values.is_empty())
}

/// «1–4 классы», «приложения 1–4». Without such a word the digits may well be
/// the number of a letter, «08-70».
fn are_counts(from: &str, to: &str, previous: &str, next: &str) -> bool {
    let begins_with = |word: &str, stems: &[&str]| {
        let word = word.to_lowercase();
        stems.iter().any(|stem| word.starts_with(stem))
    };
    let plain = !from.starts_with('0') && !to.starts_with('0');
    let grows = number(from, 1..=3)
        .zip(number(to, 1..=3))
        .is_some_and(|(from, to)| from < to);
    plain && grows && (begins_with(next, COUNTED) || begins_with(previous, NUMBERED))
}

/// What is counted after a range.
const COUNTED: &[&str] = &[
    "%",
    "балл",
    "год",
    "дней",
    "дня",
    "день",
    "календарн",
    "класс",
    "кл.",
    "кварт",
    "курс",
    "лет",
    "месяц",
    "мин",
    "недел",
    "полугод",
    "процент",
    "рабоч",
    "раз",
    "руб",
    "тур",
    "урок",
    "учебн",
    "час",
    "чел",
    "этап",
];
/// What is numbered before a range.
const NUMBERED: &[&str] = &[
    "глав",
    "класс",
    "приложени",
    "пункт",
    "пп.",
    "раздел",
    "страниц",
    "стр.",
];

fn number(text: &str, digits: RangeInclusive<usize>) -> Option<u32> {
    let is_plain = digits.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|_| is_plain)
}
