//! Every calendar date in running text, possible or not.

use std::ops::Range;

use chrono::NaiveDate;

use super::tokens::{Kind, Tokens};
use super::{calendar_day, days_in_month, impossible, month_by_genitive};

/// A date found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundDate {
    /// The bytes of the day and the month: «31 июня» of «31 июня 2022 года»; of
    /// the first day of «18-19 февраля» the day alone.
    pub range: Range<usize>,
    /// What they mean.
    pub reading: Reading,
}

/// What a date in a text means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// A day of the calendar.
    Date(NaiveDate),
    /// A day of any year.
    DayMonth {
        /// The month, 1 to 12.
        month: u32,
        /// The day of the month.
        day: u32,
    },
    /// No day of the calendar, and why, in Russian: «в июне 30 дней».
    Impossible(String),
}

/// Finds the dates of a text in order: «31.06.2022», «5.10.2021»,
/// «2022-02-01», «31 июня 2022 года», «31 июня», both ends of «18-19 февраля
/// 2022» and of «01.01-01.03.2022». Numbers of points and documents are none.
pub fn scan_dates(text: &str) -> Vec<FoundDate> {
    if !may_hold_date(text) {
        return Vec::new();
    }
    let tokens = Tokens::new(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.list.len() {
        at = tokens.dates_at(at, &mut found).unwrap_or(at + 1);
    }
    inherit_years(text, &mut found);
    found.into_iter().map(Raw::read).collect()
}

/// A cheap test that most texts fail: a digit with a sign of numeric dates behind it,
/// or a digit and the name of a month.
fn may_hold_date(text: &str) -> bool {
    let mut digits = text
        .char_indices()
        .filter(|(_, letter)| letter.is_ascii_digit())
        .peekable();
    if digits.peek().is_none() {
        return false;
    }
    let is_numeric = digits.any(|(at, _)| {
        let rest = text[at + 1..].trim_start();
        rest.starts_with(['.', '-', '–', '—', '/'])
    });
    // A month in the genitive ends with «я» or «а», whatever the letters' case.
    is_numeric
        || text.split_whitespace().any(|word| {
            let word = word.trim_matches(|letter: char| !letter.is_alphabetic());
            (6..=16).contains(&word.len())
                && word.ends_with(['я', 'а', 'Я', 'А'])
                && month_by_genitive(word).is_some()
        })
}

/// A date as written, not yet held against the calendar.
struct Raw {
    range: Range<usize>,
    /// Where the words of the date end, the year included.
    end: usize,
    year: Option<i32>,
    month: u32,
    day: u32,
}

impl Raw {
    fn read(self) -> FoundDate {
        let (month, day) = (self.month, self.day);
        let reading = match self.year {
            Some(year) => {
                calendar_day(year, month, day).map_or_else(Reading::Impossible, Reading::Date)
            }
            // 2024 is a leap year: «29 февраля» alone may be meant for one.
            None if (1..=days_in_month(2024, month).unwrap_or(0)).contains(&day) => {
                Reading::DayMonth { month, day }
            }
            None => Reading::Impossible(impossible(None, month, day)),
        };
        FoundDate {
            range: self.range,
            reading,
        }
    }
}

/// Gives the first date of «с 13 февраля по 26 марта 2020 г.» its year.
fn inherit_years(text: &str, found: &mut [Raw]) {
    for index in (1..found.len()).rev() {
        let (before, after) = found.split_at_mut(index);
        let (Some(first), second) = (before.last_mut(), &after[0]) else {
            continue;
        };
        let between = text.get(first.end..second.range.start).unwrap_or_default();
        if first.year.is_none() && matches!(between.trim(), "-" | "–" | "—" | "по" | "до") {
            let crosses_new_year = (first.month, first.day) > (second.month, second.day);
            first.year = second.year.map(|year| year - i32::from(crosses_new_year));
        }
    }
}

/// No list of days is longer; the limit keeps the scan linear.
const MOST_DAYS: usize = 31;

impl Tokens<'_> {
    /// Adds the dates that begin at a token; returns the token after them.
    fn dates_at(&self, at: usize, found: &mut Vec<Raw>) -> Option<usize> {
        if self.kind(at) != Some(Kind::Number) || !self.free_before(at) {
            return None;
        }
        self.iso(at, found)
            .or_else(|| self.dotted(at, found))
            .or_else(|| self.dotted_range(at, found))
            .or_else(|| self.days_of_month(at, found))
    }

    /// «2022-02-01»
    fn iso(&self, at: usize, found: &mut Vec<Raw>) -> Option<usize> {
        let dashes = self.sign(at + 1, "-") && self.sign(at + 3, "-");
        let (year, month, day) = (
            self.number(at, 4..=4)?,
            self.number(at + 2, 2..=2)?,
            self.number(at + 4, 2..=2)?,
        );
        if !dashes || !self.free_after(at + 4) || self.is_numbered(at) {
            return None;
        }
        let end = self.end(at + 4);
        found.push(Raw {
            range: self.list[at + 2].range.start..end,
            end,
            year: Some(plausible(year)?),
            month,
            day,
        });
        Some(at + 5)
    }

    /// «31.06.2022», «5.10.2021», «31.06.22»
    fn dotted(&self, at: usize, found: &mut Vec<Raw>) -> Option<usize> {
        let dots = self.sign(at + 1, ".") && self.sign(at + 3, ".");
        if !dots || !self.free_after(at + 4) || self.is_numbered(at) {
            return None;
        }
        let (day, month) = (self.number(at, 1..=2)?, self.number(at + 2, 1..=2)?);
        let year = match self.number(at + 4, 4..=4) {
            Some(year) => plausible(year)?,
            None => self.short_year(at, day, month)?,
        };
        found.push(Raw {
            range: self.list[at].range.start..self.end(at + 2),
            end: self.end(at + 4),
            year: Some(year),
            month,
            day,
        });
        Some(at + 5)
    }

    /// The year of «31.05.22». Such digits may as well number a point
    /// («10.11.12. Раздел»), so only possible days inside a text count.
    fn short_year(&self, at: usize, day: u32, month: u32) -> Option<i32> {
        let full_width = self
            .number(at, 2..=2)
            .and(self.number(at + 2, 2..=2))
            .is_some();
        let year = plausible(2000 + self.number(at + 4, 2..=2)?)?;
        let heads_a_point = at == 0 || (self.sign(at + 5, ".") && at + 6 < self.list.len());
        (full_width && !heads_a_point && calendar_day(year, month, day).is_ok()).then_some(year)
    }

    /// The first day of «01.01-01.03.2022» and of «01-05.03.2022».
    fn dotted_range(&self, at: usize, found: &mut Vec<Raw>) -> Option<usize> {
        let day = self.number(at, 1..=2)?;
        let own_month = self
            .number(at + 2, 1..=2)
            .filter(|_| self.sign(at + 1, "."));
        let last = if own_month.is_some() { at + 2 } else { at };
        let next = self.after_connector(last + 1)?;
        if self.is_numbered(at) {
            return None;
        }
        let mut following = Vec::new();
        let after = self.dotted(next, &mut following)?;
        let second = following.pop()?;
        found.push(Raw {
            range: self.list[at].range.start..self.end(last),
            end: self.end(last),
            year: None,
            month: own_month.unwrap_or(second.month),
            day,
        });
        found.push(second);
        Some(after)
    }

    /// «31 июня 2022 года», «18-19 февраля», «1, 15 и 30 июня».
    fn days_of_month(&self, at: usize, found: &mut Vec<Raw>) -> Option<usize> {
        let mut days = vec![at];
        let mut next = self.after_ordinal(at);
        while let Some(day) = self.after_separator(next) {
            if self.number(day, 1..=2).is_none() || days.len() == MOST_DAYS {
                break;
            }
            days.push(day);
            next = self.after_ordinal(day);
        }
        let month_at = next + 1;
        if self.kind(next) != Some(Kind::Gap) || self.kind(month_at) != Some(Kind::Word) {
            return None;
        }
        let month = month_by_genitive(self.word(month_at))?;
        let (year, after) = self.year_after(month_at);
        let last = days.len() - 1;
        for (index, &token) in days.iter().enumerate() {
            let Some(day) = self.number(token, 1..=2) else {
                continue;
            };
            // «школы № 1, 2 и 3 февраля»: all but the last number schools.
            if self.is_numbered(at) && (index < last || last == 0) {
                continue;
            }
            let (end, whole) = if index == last {
                (self.end(month_at), self.end(after - 1))
            } else {
                (self.end(token), self.end(token))
            };
            found.push(Raw {
                range: self.list[token].range.start..end,
                end: whole,
                year,
                month,
                day,
            });
        }
        Some(after)
    }

    /// The year after a month and the token after it. «2022-2023» names two
    /// years, of which the day belongs to one unknown.
    fn year_after(&self, month: usize) -> (Option<i32>, usize) {
        let year = self.number(month + 2, 4..=4).and_then(plausible);
        let span = self.sign(month + 3, "-–—/") && self.kind(month + 4) == Some(Kind::Number);
        match year {
            Some(year) if self.kind(month + 1) == Some(Kind::Gap) && !span => {
                (Some(year), month + 3)
            }
            _ => (None, month + 1),
        }
    }

    /// Past the «-го» of «1-го».
    fn after_ordinal(&self, number: usize) -> usize {
        let suffixed = self.sign(number + 1, "-")
            && self.kind(number + 2) == Some(Kind::Word)
            && matches!(self.word(number + 2), "го" | "е" | "ое" | "му");
        number + if suffixed { 3 } else { 1 }
    }

    /// Past a separator of a list of days.
    fn after_separator(&self, at: usize) -> Option<usize> {
        if self.sign(at, ",") {
            return Some(self.after_gap(at + 1));
        }
        let and = self.after_gap(at);
        if and > at && self.kind(and) == Some(Kind::Word) && self.word(and) == "и" {
            return Some(self.after_gap(and + 1));
        }
        self.after_connector(at)
    }

    /// Past a dash, «по» or «до» between two ends of a range.
    fn after_connector(&self, at: usize) -> Option<usize> {
        let sign = self.after_gap(at);
        let is_word = sign > at
            && self.kind(sign) == Some(Kind::Word)
            && matches!(self.word(sign), "по" | "до");
        (is_word || self.sign(sign, "-–—")).then(|| self.after_gap(sign + 1))
    }

    fn after_gap(&self, at: usize) -> usize {
        at + usize::from(self.kind(at) == Some(Kind::Gap))
    }

    /// Whether «№», «п.» or the like makes the number an ordinary one.
    fn is_numbered(&self, at: usize) -> bool {
        let mut tokens = self.list[..at].iter().rev().filter(|t| t.kind != Kind::Gap);
        let mut word = tokens.next();
        if word.is_some_and(|token| token.kind == Kind::Sign('.')) {
            word = tokens.next();
        }
        word.is_some_and(|token| match token.kind {
            Kind::Sign(sign) => matches!(sign, '№' | '#'),
            _ => matches!(
                &self.text[token.range.clone()],
                "N" | "No" | "п" | "пп" | "пункт" | "пункта" | "пункте" | "подпункт" | "ст"
            ),
        })
    }

    /// Whether nothing before the token makes it a part of a longer number.
    fn free_before(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else {
            return true;
        };
        let after_word = before.checked_sub(1).and_then(|at| self.kind(at)) == Some(Kind::Word);
        match self.kind(before) {
            Some(Kind::Sign('.')) => after_word,
            Some(Kind::Sign('-')) => !after_word,
            Some(Kind::Sign(sign)) => !matches!(sign, '/' | '\\' | '_' | '@' | '+'),
            kind => kind == Some(Kind::Gap),
        }
    }

    /// Whether nothing after the token makes it a part of a longer number.
    fn free_after(&self, at: usize) -> bool {
        match self.kind(at + 1) {
            Some(Kind::Number) => false,
            Some(Kind::Word) => self.word(at + 1).starts_with('г'),
            Some(Kind::Sign('.')) => self.kind(at + 2) != Some(Kind::Number),
            Some(Kind::Sign(sign)) => !matches!(sign, '/' | '\\' | '_' | '@'),
            _ => true,
        }
    }
}

/// A year that may stand in a roadmap; other four digits number something.
fn plausible(year: u32) -> Option<i32> {
    i32::try_from(year)
        .ok()
        .filter(|year| super::YEARS.contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{numeric, verbal};

    /// Every date as «bytes=meaning».
    fn found(text: &str) -> Vec<String> {
        scan_dates(text)
            .into_iter()
            .map(|date| {
                let meaning = match date.reading {
                    Reading::Date(date) => date.to_string(),
                    Reading::DayMonth { month, day } => format!("--{month:02}-{day:02}"),
                    Reading::Impossible(message) => message,
                };
                format!("{}={meaning}", &text[date.range])
            })
            .collect()
    }

    #[test]
    fn finds_dates_and_tells_the_impossible_ones() {
        for (text, expected) in [
            (
                "в срок до 31 июня 2022 года",
                &["31 июня=в июне 30 дней"][..],
            ),
            ("31.06.2022", &["31.06=в июне 30 дней"]),
            ("до 31 июня", &["31 июня=в июне 30 дней"]),
            ("29 февраля", &["29 февраля=--02-29"]),
            ("30 февраля", &["30 февраля=в феврале не больше 29 дней"]),
            (
                "29 февраля 2023 г.",
                &["29 февраля=2023 год не високосный: в феврале 28 дней"],
            ),
            ("Приказ от 5.10.2021 № 3", &["5.10=2021-10-05"]),
            ("с 01.13.2022", &["01.13=месяца 13 не бывает"]),
            (
                "18-19 февраля 2022",
                &["18=2022-02-18", "19 февраля=2022-02-19"],
            ),
            ("30 – 31 июня", &["30=--06-30", "31 июня=в июне 30 дней"]),
            (
                "01.01-01.03.2022",
                &["01.01=2022-01-01", "01.03=2022-03-01"],
            ),
            (
                "с 25.12 по 10.01.2022",
                &["25.12=2021-12-25", "10.01=2022-01-10"],
            ),
            ("01-05.03.2022", &["01=2022-03-01", "05.03=2022-03-05"]),
            (
                "06.09.2021 – 08.09.2021, 15.09.2021",
                &["06.09=2021-09-06", "08.09=2021-09-08", "15.09=2021-09-15"],
            ),
            (
                "с 29 февраля по 26 марта 2023 г.",
                &[
                    "29 февраля=2023 год не високосный: в феврале 28 дней",
                    "26 марта=2023-03-26",
                ],
            ),
            (
                "1, 15 и 31 июня 2022 г.",
                &["1=2022-06-01", "15=2022-06-15", "31 июня=в июне 30 дней"],
            ),
            ("до 1-го сентября 2022г.", &["1-го сентября=2022-09-01"]),
            ("К 5\u{A0}МАЯ\u{A0}2022", &["5\u{A0}МАЯ=2022-05-05"]),
            ("от 31.05.22 г.", &["31.05=2022-05-31"]),
            ("5 июня 2021-2022 учебного года", &["5 июня=--06-05"]),
            ("срок: 2022-06-31.", &["06-31=в июне 30 дней"]),
            ("(12.05.2022)", &["12.05=2022-05-12"]),
            ("письмо № 8, 10 февраля 2022", &["10 февраля=2022-02-10"]),
            ("школы № 1, 2 и 3 февраля", &["3 февраля=--02-03"]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn other_numbers_are_no_dates() {
        for text in [
            "№ 04-213 и 08-70",
            "7.1.9. Провести",
            "1.8.1. и 10.11.12. Раздел",
            "п. 31.2, п. 31.02.2022",
            "2021-2022 учебный год",
            "версия 2.31.6, v1.02.2022, 1.2.3.2022",
            "8 (814) 37-5-11-04, 8.921.452.2022",
            "№ 31.06.2022",
            "2022/23, 31/06/2022",
            "в 31 школе, 31 июнь",
            "в 2022 марта",
            "192.168.10.2022",
            "ГОСТ Р 7.0.97-2025",
            "",
            "№ 5 февраля",
            "file-31.06.2022_2",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn finds_every_day_in_every_form() {
        let first = NaiveDate::from_ymd_opt(2023, 1, 1).unwrap();
        for day in first.iter_days().take(731) {
            for text in [numeric(day), verbal(day), day.to_string()] {
                let sentence = format!("Отчёт сдать до {text}, раздел 1.2");
                let dates = scan_dates(&sentence);
                assert_eq!(dates.len(), 1, "{sentence}");
                assert_eq!(dates[0].reading, Reading::Date(day), "{sentence}");
            }
        }
    }

    #[test]
    fn a_long_list_of_numbers_takes_linear_time() {
        let text = "1, ".repeat(100_000);
        assert!(scan_dates(&text).is_empty());
    }
}
