//! A phrase with other days, months and quarters in the places of the old.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use super::super::words::{self, MonthForm};
use super::mention::{Mention, MonthSpot, MonthStyle, Named, Numeral, NumeralStyle, WrittenYear};

/// What a mention is to name.
#[derive(Clone, Debug)]
pub(super) enum Target {
    /// These days.
    Days(Vec<NaiveDate>),
    /// The month that this day begins.
    Month(NaiveDate),
    /// The quarters or halves that these days begin.
    Parts(Vec<NaiveDate>),
}

impl Target {
    /// The last day, whose year is written if one is.
    pub(super) fn last(&self) -> NaiveDate {
        match self {
            Self::Month(day) => *day,
            Self::Days(days) | Self::Parts(days) => days.last().copied().unwrap_or_default(),
        }
    }
}

/// The phrase with the mentions naming their targets; `years` says which get a year
/// that they had not.
pub(super) fn written(
    phrase: &str,
    mentions: &[Mention],
    targets: &[Target],
    years: &[bool],
) -> String {
    let mut writer = Writer {
        phrase,
        year_tail: year_tail(phrase, mentions),
        splices: Vec::new(),
    };
    for ((mention, target), adds_year) in mentions.iter().zip(targets).zip(years) {
        writer.mention(mention, target, *adds_year);
    }
    writer.finish()
}

/// How the phrase ends its years, «г.» or « года»; two years' « гг.» ends none.
fn year_tail<'a>(phrase: &'a str, mentions: &[Mention]) -> &'a str {
    let mut years = mentions.iter().filter_map(|mention| mention.year.as_ref());
    match years.next() {
        Some(year) => {
            let tail = &phrase[year.tail.clone()];
            let is_plural = tail.contains("гг") || tail.contains("годы") || tail.contains("годов");
            if is_plural { "" } else { tail }
        }
        None => " г.",
    }
}

struct Writer<'a> {
    phrase: &'a str,
    year_tail: &'a str,
    splices: Vec<(Range<usize>, String)>,
}

impl Writer<'_> {
    fn finish(mut self) -> String {
        self.splices
            .sort_by_key(|(range, _)| (range.start, range.end));
        let mut text = String::with_capacity(self.phrase.len() + 16);
        let mut at = 0;
        for (range, new) in &self.splices {
            text.push_str(&self.phrase[at..range.start]);
            text.push_str(new);
            at = range.end;
        }
        text.push_str(&self.phrase[at..]);
        text
    }

    fn mention(&mut self, mention: &Mention, target: &Target, adds_year: bool) {
        let new = target.last();
        match (&mention.named, target) {
            (Named::Days { days, month }, Target::Days(dates)) => {
                self.days(mention, days, month, dates);
                self.month(month, new);
            }
            (Named::Month(month), Target::Month(_)) => self.month(month, new),
            (Named::Parts { numbers, per_year }, Target::Parts(dates)) => {
                for (number, date) in numbers.iter().zip(dates) {
                    let months = 12 / per_year;
                    self.numeral(number, date.month0() / months + 1);
                }
            }
            _ => {}
        }
        match &mention.year {
            Some(year) => self.year(year, new.year()),
            None if adds_year => self.add_year(mention, new.year()),
            None => {}
        }
    }

    /// Days of a month; those that fall into another than the last get its name.
    fn days(
        &mut self,
        mention: &Mention,
        days: &[Numeral],
        month: &MonthSpot,
        dates: &[NaiveDate],
    ) {
        let is_numeric = matches!(month.style, MonthStyle::Digits(..));
        let is_padded = |day: &Numeral| {
            let old = &self.phrase[day.range.clone()];
            old.starts_with('0') || (is_numeric && old.len() == 2)
        };
        let least = if days.iter().any(is_padded) { 2 } else { 1 };
        for (index, (day, date)) in days.iter().zip(dates).enumerate() {
            let new = format!("{:0least$}", date.day());
            self.splices.push((day.range.clone(), new));
            let Some((after, next)) = days.get(index + 1).zip(dates.get(index + 1)) else {
                continue;
            };
            let is_other_year = next.year() != date.year();
            if next.month() == date.month() && !is_other_year {
                continue;
            }
            let mut name = match month.style {
                MonthStyle::Digits(least, sign) => format!("{sign}{:0least$}", date.month()),
                _ => format!(" {}", self.month_as(month, date.month())),
            };
            if is_other_year && let Some(year) = &mention.year {
                let gap = if is_numeric { "." } else { " " };
                name += &format!("{gap}{}", like_year(year, date.year()));
                name += self.year_tail;
            }
            let (end, between) = (day.whole.end, day.whole.end..after.range.start);
            let is_tight = matches!(&self.phrase[between.clone()], "-" | "–" | "—");
            if is_tight && !is_numeric {
                self.splices.push((between, format!("{name} – ")));
            } else {
                self.splices.push((end..end, name));
            }
        }
    }

    fn month(&mut self, month: &MonthSpot, new: NaiveDate) {
        let text = self.month_as(month, new.month());
        self.splices.push((month.range.clone(), text));
    }

    /// Another month written like one.
    fn month_as(&self, like: &MonthSpot, number: u32) -> String {
        let old = &self.phrase[like.range.clone()];
        let new = match like.style {
            MonthStyle::Digits(least, _) => return format!("{number:0least$}"),
            MonthStyle::Name(form) => words::month_name(number, form),
            MonthStyle::Short => {
                let before = self.phrase[..like.range.start].trim_end();
                let form = match before.ends_with(|c: char| c.is_ascii_digit()) {
                    true => MonthForm::Genitive,
                    false => MonthForm::Nominative,
                };
                match words::month_short(number, old.trim_end_matches('.').chars().count() == 3) {
                    Some(short) if old.ends_with('.') => format!("{short}."),
                    Some(short) => short.to_owned(),
                    None => words::month_name(number, form),
                }
            }
        };
        cased(old, &new)
    }

    fn numeral(&mut self, number: &Numeral, new: u32) {
        let old = &self.phrase[number.range.clone()];
        let text = match number.style {
            NumeralStyle::Digits(_) => digits(number, new),
            NumeralStyle::Roman => roman(old, new),
            NumeralStyle::Ordinal => cased(old, &half(old, new)),
        };
        self.splices.push((number.range.clone(), text));
    }

    fn year(&mut self, year: &WrittenYear, new: i32) {
        self.splices
            .push((year.range.clone(), like_year(year, new)));
    }

    fn add_year(&mut self, mention: &Mention, year: i32) {
        let is_numeric = matches!(
            &mention.named,
            Named::Days { month, .. } if matches!(month.style, MonthStyle::Digits(..))
        );
        let (end, tail) = (mention.end, self.year_tail);
        if is_numeric {
            self.splices.push((end..end, format!(".{year}")));
            return;
        }
        let rest = &self.phrase[end..];
        let dash = rest.chars().next().filter(|c| matches!(c, '-' | '–' | '—'));
        match dash.filter(|dash| !rest[dash.len_utf8()..].starts_with(' ')) {
            // «декабрь 2021-январь 2022» would read like a span of years.
            Some(dash) => {
                let range = end..end + dash.len_utf8();
                self.splices.push((range, format!(" {year}{tail} – ")));
            }
            None => self.splices.push((end..end, format!(" {year}{tail}"))),
        }
    }
}

fn digits(number: &Numeral, new: u32) -> String {
    match number.style {
        NumeralStyle::Digits(least) => format!("{new:0least$}"),
        _ => new.to_string(),
    }
}

fn like_year(year: &WrittenYear, new: i32) -> String {
    match year.range.len() {
        2 => format!("{:02}", new.rem_euclid(100)),
        _ => new.to_string(),
    }
}

/// A quarter or half in Roman letters, of the alphabet of the old ones.
fn roman(old: &str, new: u32) -> String {
    const ROMAN: [&str; 4] = ["I", "II", "III", "IV"];
    let text = ROMAN.get(new as usize - 1).copied().unwrap_or_default();
    match old.starts_with(char::is_lowercase) {
        true => text.to_lowercase(),
        false => text.to_owned(),
    }
}

/// «первое» for «второе» and the other way round, with the ending kept.
fn half(old: &str, new: u32) -> String {
    let lower = old.to_lowercase();
    let ending = lower.trim_start_matches("перв").trim_start_matches("втор");
    let stem = if new == 1 { "перв" } else { "втор" };
    format!("{stem}{ending}")
}

/// The new word with the capitals of the old.
fn cased(old: &str, new: &str) -> String {
    let letters = || old.chars().filter(|c| c.is_alphabetic());
    if letters().count() > 1 && letters().all(char::is_uppercase) {
        return new.to_uppercase();
    }
    let mut rest = new.chars();
    match rest.next() {
        Some(first) if old.starts_with(char::is_uppercase) => {
            first.to_uppercase().chain(rest).collect()
        }
        _ => new.to_owned(),
    }
}
