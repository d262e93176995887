//! A date in neither of the two forms ([N-46], [N-171], [N-190]).

use std::ops::Range;

use chrono::NaiveDate;

use super::wording::{has_pair, is_space};
use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::language::{FoundDate, Reading, calendar_day, numeric, scan_dates};

pub(super) const RULE: Rule = Rule {
    code: "date-format",
    severity: Severity::Warning,
    explain: "\
Дата записана не по форме.

Почему: у даты две формы — «05.06.2026» и «5 июня 2026 г.». В первой у дня и месяца по две цифры, у года четыре и нет «г.»; во второй день без нуля.

Пример: «5.6.26», «05.06.26», «05.06.2026 г.», «05 июня 2026 г.».

Как исправить: dyak check --fix запишет дату по форме.",
    local: true,
    check,
};

/// A date out of form: its bytes and the right form.
type Slip = (Range<usize>, String);

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for text in subject.prose {
        if !may_have_dates(text) {
            continue;
        }
        let found = scan_dates(text);
        let slips = found.iter().filter_map(|found| slip(text, found));
        for (range, right) in slips.chain(short(text, &found)) {
            let place = subject.place(text, range.clone());
            let finding = Diagnostic::warning(RULE.code, place, "дата записана не по форме")
                .hint(format!("запишите: «{right}»"));
            findings.push(subject.mend(finding, text, range, &right));
        }
    }
}

/// Whether a text has «5.» or «05 »: a quick look before a slow one.
fn may_have_dates(text: &str) -> bool {
    let is_digit = |byte: u8| byte.is_ascii_digit();
    has_pair(text, is_digit, |byte| byte == b'.') || has_pair(text, |byte| byte == b'0', is_digit)
}

fn slip(text: &str, found: &FoundDate) -> Option<Slip> {
    let Reading::Date(date) = found.reading else {
        return None;
    };
    let written = &text[found.range.clone()];
    if written.contains('.') {
        return numeric_slip(text, found.range.clone(), date);
    }
    // «05 июня 2026»
    let day = written
        .strip_prefix('0')
        .filter(|_| written.contains(' '))?;
    Some((found.range.clone(), day.to_owned()))
}

/// «5.06.2026», «05.06.26», «05.06.2026 г.»; the range found ends before the year.
fn numeric_slip(text: &str, day_and_month: Range<usize>, date: NaiveDate) -> Option<Slip> {
    let after = text[day_and_month.end..].strip_prefix('.')?;
    let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let start = day_and_month.start;
    let end = day_and_month.end + 1 + digits;
    let right = numeric(date);
    if let Some(length) = word_for_year(&text[end..]) {
        return Some((start..end + length, right));
    }
    (text[start..end] != right).then_some((start..end, right))
}

/// The length of « г.» or « года» after a date; «г. Луга» is a town, and the stop of
/// a sentence is not ours to take.
fn word_for_year(after: &str) -> Option<usize> {
    let word = after.trim_start_matches(is_space);
    let gap = after.len() - word.len();
    let length = ["года", "г."]
        .iter()
        .find(|year| word.starts_with(**year))
        .map(|year| year.len())?;
    let rest = &word[length..];
    let is_whole = !rest.starts_with(char::is_alphanumeric);
    let next = rest.trim_start().chars().next();
    let is_name = next.is_some_and(char::is_uppercase) && word.starts_with("г.");
    (is_whole && !is_name).then_some(gap + length)
}

/// «до 5.6.26»: digits that only the word before them makes a date.
fn short(text: &str, known: &[FoundDate]) -> Vec<Slip> {
    let mut slips = Vec::new();
    for (at, word) in words(text) {
        let before = text[..at].split_whitespace().next_back().unwrap_or("");
        let is_told = ["до", "от", "с", "со", "по", "к"]
            .iter()
            .any(|told| before.to_lowercase() == *told);
        let word = word.trim_end_matches(|c: char| !c.is_ascii_digit());
        let range = at..at + word.len();
        let is_known = || known.iter().any(|found| range.contains(&found.range.start));
        if let Some(date) = is_told
            .then(|| short_date(word))
            .flatten()
            .filter(|_| !is_known())
        {
            slips.push((range, numeric(date)));
        }
    }
    slips
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    super::wording::runs(text, |c| !c.is_whitespace())
        .filter(|word| word.text.starts_with(|c: char| c.is_ascii_digit()))
        .map(|word| (word.start, word.text))
}

fn short_date(word: &str) -> Option<NaiveDate> {
    let mut parts = word.split('.');
    let mut part = |longest: usize| {
        let part = parts.next()?;
        (1..=longest)
            .contains(&part.len())
            .then(|| part.parse::<u32>().ok())?
    };
    let (day, month) = (part(2)?, part(2)?);
    let year = parts.next().filter(|year| year.len() == 2)?;
    let year = 2000 + year.parse::<i32>().ok()?;
    let is_near = (2000..=2050).contains(&year) && parts.next().is_none();
    calendar_day(year, month, day).ok().filter(|_| is_near)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(text: &str) -> Vec<String> {
        let found = scan_dates(text);
        let slips = found.iter().filter_map(|found| slip(text, found));
        let slips = slips.chain(short(text, &found));
        slips
            .map(|(range, right)| {
                let mut text = text.to_owned();
                text.replace_range(range, &right);
                text
            })
            .collect()
    }

    /// [N-190] and more.
    #[test]
    fn dates_out_of_form_are_found_and_mended() {
        for (text, right) in [
            ("до 5.6.26", "до 05.06.2026"),
            ("сдать к 5.6.2026", "сдать к 05.06.2026"),
            ("приказ от 05.06.26 № 17", "приказ от 05.06.2026 № 17"),
            ("от 05.06.2026 г. № 17", "от 05.06.2026 № 17"),
            ("от 05.06.2026г.", "от 05.06.2026"),
            ("05.06.2026 года", "05.06.2026"),
            ("до 05 июня 2026 г.", "до 5 июня 2026 г."),
        ] {
            assert_eq!(mended(text), [right], "{text}");
        }
        for text in [
            "05.06.2026",
            "5 июня 2026 г.",
            "п. 5.6.26",
            "по мероприятию 7.1.9",
            "с 01.01 по 05.06.2026",
            "05.06.2026 г. Луга",
            "в 10.30",
            "31.06.2026",
        ] {
            assert_eq!(mended(text), [] as [&str; 0], "{text}");
        }
    }
}
