//! The non-working days of Russia: weekends, the holidays of article 112 of the
//! Labour Code (as worded since 2013), and the days off moved by that article or
//! by the yearly decrees of the Government, which are data: `days_off.tsv`.
//!
//! Transfers are known for [`covered_years`] only. Any other year is answered by
//! weekends, holidays and the article alone: a decree may have it otherwise, so
//! ask [`is_covered`] before trusting such an answer.
//!
//! Days that decrees of the President made non-working with pay kept (2020, 2021)
//! are not days off and count as working.

use std::fmt;
use std::iter::successors;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate, Weekday};

use crate::language;

/// Why nobody works on a day. Displays in Russian.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayOff {
    /// A day of the weekend, by its name: «суббота».
    Weekend(&'static str),
    /// A holiday of article 112, by its name: «День России».
    Holiday(&'static str),
    /// A day off that was moved here.
    Transferred(Transfer),
}

/// A day off moved to another day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transfer {
    /// The day it would have been; unless a holiday, a working day now.
    pub from: NaiveDate,
    /// The day it is.
    pub to: NaiveDate,
    /// The act that moved it, in Russian.
    pub source: &'static str,
}

impl fmt::Display for DayOff {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Weekend(name) => f.write_str(name),
            Self::Holiday(name) => write!(f, "праздничный день: {name}"),
            Self::Transferred(Transfer { from, source, .. }) => {
                let from = language::numeric(*from);
                write!(f, "выходной день, перенесённый с {from} ({source})")
            }
        }
    }
}

/// The transfers made by decrees, year by year; unsound data is a bug tests find.
static DECREED: LazyLock<Vec<Transfer>> = LazyLock::new(|| {
    include_str!("days_off.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| read_transfer(line).expect("a row of days_off.tsv is two dates and an act"))
        .collect()
});

fn read_transfer(row: &'static str) -> Option<Transfer> {
    let columns: Vec<&str> = row.split('\t').collect();
    let [from, to, source] = columns[..] else {
        return None;
    };
    let (from, to) = (from.parse().ok()?, to.parse().ok()?);
    Some(Transfer { from, to, source })
}

/// The years whose transfers are known.
pub fn covered_years() -> RangeInclusive<i32> {
    match DECREED[..] {
        [first, .., last] => first.from.year()..=last.from.year(),
        _ => unreachable!("days_off.tsv has rows"),
    }
}

/// Whether transfers of the date's year are known.
pub fn is_covered(date: NaiveDate) -> bool {
    covered_years().contains(&date.year())
}

/// Why the day is not a working one; `None` if it is.
pub fn day_off(date: NaiveDate) -> Option<DayOff> {
    if let Some(name) = holiday(date) {
        return Some(DayOff::Holiday(name));
    }
    if let Some(transfer) = DECREED.iter().find(|transfer| transfer.to == date) {
        return Some(DayOff::Transferred(*transfer));
    }
    match date.weekday() {
        _ if is_moved_by_decree(date) => None,
        Weekday::Sat => Some(DayOff::Weekend("суббота")),
        Weekday::Sun => Some(DayOff::Weekend("воскресенье")),
        Weekday::Mon => moved_by_article(date).map(DayOff::Transferred),
        _ => None,
    }
}

/// Whether the day is a working one.
pub fn is_working(date: NaiveDate) -> bool {
    day_off(date).is_none()
}

/// The date itself if it is a working day, else the nearest working day before
/// it: a term that falls on a non-working day is put there ([N-78], [N-191]).
///
/// The first day chrono knows has no day before it and is returned as it is.
pub fn working_day_not_after(date: NaiveDate) -> NaiveDate {
    let mut days = successors(Some(date), NaiveDate::pred_opt);
    days.find(|day| is_working(*day)).unwrap_or(date)
}

/// The day that lies `days` working days after (or, negative, before) `date`; the
/// day itself is not counted, and no days lead to it even if nobody works on it.
/// `None` if chrono has no such day. Every day on the way is looked at.
pub fn add_working_days(date: NaiveDate, days: i32) -> Option<NaiveDate> {
    let step = match days {
        ..0 => NaiveDate::pred_opt,
        0.. => NaiveDate::succ_opt,
    };
    successors(Some(date), step)
        .filter(|day| *day == date || is_working(*day))
        .nth(days.unsigned_abs() as usize)
}

/// The holidays of article 112, part 1.
fn holiday(date: NaiveDate) -> Option<&'static str> {
    Some(match (date.day(), date.month()) {
        (1..=6 | 8, 1) => "Новогодние каникулы",
        (7, 1) => "Рождество Христово",
        (23, 2) => "День защитника Отечества",
        (8, 3) => "Международный женский день",
        (1, 5) => "Праздник Весны и Труда",
        (9, 5) => "День Победы",
        (12, 6) => "День России",
        (4, 11) => "День народного единства",
        _ => return None,
    })
}

fn is_moved_by_decree(date: NaiveDate) -> bool {
    DECREED.iter().any(|transfer| transfer.from == date)
}

/// The transfer of article 112, part 2: a day off that coincides with a holiday,
/// those of January excepted, moves to the next working day, unless a decree moves
/// it elsewhere. These holidays are over a week apart: it is always a Monday.
fn moved_by_article(monday: NaiveDate) -> Option<Transfer> {
    let mut weekend = successors(monday.pred_opt(), NaiveDate::pred_opt).take(2);
    let from = weekend
        .find(|day| day.month() != 1 && holiday(*day).is_some() && !is_moved_by_decree(*day))?;
    Some(Transfer {
        from,
        to: monday,
        source: "статья 112 Трудового кодекса РФ",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The day written «20.06.2026».
    fn day(text: &str) -> NaiveDate {
        NaiveDate::parse_from_str(text, "%d.%m.%Y").expect(text)
    }

    fn reason(text: &str) -> String {
        day_off(day(text)).map_or("рабочий день".to_owned(), |reason| {
            reason.to_string()
        })
    }

    #[test]
    fn every_year_has_its_official_number_of_working_days() {
        let official = [247, 248, 247, 247, 247, 248, 247, 247];
        assert!(covered_years().eq(2019..=2026));
        for (year, expected) in covered_years().zip(official) {
            let days = day(&format!("01.01.{year}")).iter_days();
            let working = days
                .take_while(|day| day.year() == year)
                .filter(|day| is_working(*day));
            assert_eq!(working.count(), expected, "{year}");
        }
    }

    #[test]
    fn decrees_move_weekends_to_working_days_of_the_same_year() {
        let is_weekend = |day: NaiveDate| day.weekday().number_from_monday() > 5;
        for transfer in DECREED.iter() {
            let Transfer { from, to, .. } = *transfer;
            assert!(is_weekend(from) && !is_weekend(to), "{from} → {to}");
            assert_eq!(from.year(), to.year(), "{from} → {to}");
            assert_eq!(day_off(to), Some(DayOff::Transferred(*transfer)));
            assert_eq!(is_working(from), holiday(from).is_none(), "{from}");
        }
        let saturdays = "20.02.2021 05.03.2022 27.04.2024 02.11.2024 28.12.2024 01.11.2025";
        assert!(saturdays.split(' ').all(|text| is_working(day(text))));
    }

    #[test]
    fn a_day_off_on_a_holiday_moves_to_monday_unless_decreed_or_in_january() {
        for text in "10.05.2021 13.06.2022 06.11.2023 09.03.2026 11.05.2026".split(' ') {
            assert!(reason(text).contains("статья 112"), "{text}");
        }
        for text in "25.02.2019 09.01.2023 24.02.2025 10.03.2025".split(' ') {
            assert!(is_working(day(text)), "{text}");
        }
    }

    #[test]
    fn says_why_nobody_works() {
        assert_eq!(reason("20.06.2026"), "суббота");
        assert_eq!(reason("21.06.2026"), "воскресенье");
        assert_eq!(reason("12.06.2026"), "праздничный день: День России");
        assert_eq!(
            reason("09.01.2026"),
            "выходной день, перенесённый с 03.01.2026 \
             (постановление Правительства РФ от 24.09.2025 № 1466)"
        );
    }

    #[test]
    fn a_term_moves_back_to_a_working_day() {
        for (term, expected) in [
            ("20.06.2026", "19.06.2026"), // [N-191]
            ("19.06.2026", "19.06.2026"),
            ("11.01.2026", "30.12.2025"),
            ("28.04.2024", "27.04.2024"),
        ] {
            assert_eq!(working_day_not_after(day(term)), day(expected), "{term}");
        }
    }

    #[test]
    fn counts_working_days_both_ways() {
        for (from, days, expected) in [
            ("30.12.2025", 1, "12.01.2026"),
            ("12.01.2026", -1, "30.12.2025"),
            ("26.12.2024", 3, "09.01.2025"),
            ("09.01.2025", -3, "26.12.2024"),
            ("20.06.2026", 1, "22.06.2026"),
            ("20.06.2026", 0, "20.06.2026"),
        ] {
            let reached = add_working_days(day(from), days);
            assert_eq!(reached, Some(day(expected)), "{from} {days:+}");
        }
    }

    #[test]
    fn years_without_data_know_no_decrees() {
        assert!(is_covered(day("31.12.2026")) && !is_covered(day("31.12.2018")));
        // In 2018 a decree moved the rest of Saturday 28.04 to 30.04.
        assert_eq!(reason("28.04.2018"), "суббота");
        assert_eq!(reason("30.04.2018"), "рабочий день");
        assert!(reason("05.11.2018").contains("перенесённый с 04.11.2018 (статья 112"));
    }

    #[test]
    fn the_ends_of_the_calendar_are_no_trouble() {
        let (first, last) = (NaiveDate::MIN, NaiveDate::MAX);
        assert_eq!(working_day_not_after(first), first);
        assert!(is_working(working_day_not_after(last)));
        assert_eq!(add_working_days(first, -1), None);
        assert_eq!(add_working_days(last, 1), None);
    }
}
