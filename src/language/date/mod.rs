//! Dates as documents write them ([N-46]): «01.02.2022» and «1 февраля 2022 г.».

mod scan;
mod tokens;

use std::fmt;

use chrono::{Datelike, NaiveDate};

use super::NBSP;
pub use scan::{FoundDate, Reading, scan_dates};

/// The months in the nominative.
const NOMINATIVE: [&str; 12] = [
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
];

/// The months in the genitive, as they stand after a day.
const GENITIVE: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];

/// The months in the prepositional, as they stand after «в».
const PREPOSITIONAL: [&str; 12] = [
    "январе",
    "феврале",
    "марте",
    "апреле",
    "мае",
    "июне",
    "июле",
    "августе",
    "сентябре",
    "октябре",
    "ноябре",
    "декабре",
];

/// The number of the month whose genitive this is, in any letter case.
pub fn month_by_genitive(word: &str) -> Option<u32> {
    let is_word = |month: &&str| word.chars().flat_map(char::to_lowercase).eq(month.chars());
    let index = GENITIVE.iter().position(is_word)?;
    u32::try_from(index + 1).ok()
}

/// The month in the genitive, «февраля»; empty if there is no such month.
pub fn month_genitive(month: u32) -> &'static str {
    name(&GENITIVE, month)
}

fn name(names: &[&'static str; 12], month: u32) -> &'static str {
    let index = (month as usize).wrapping_sub(1);
    names.get(index).copied().unwrap_or_default()
}

/// The month in the nominative, «февраль»; empty if there is no such month.
pub fn month_nominative(month: u32) -> &'static str {
    name(&NOMINATIVE, month)
}

/// The name of the date's weekday, «понедельник».
pub fn weekday(date: NaiveDate) -> &'static str {
    const NAMES: [&str; 7] = [
        "понедельник",
        "вторник",
        "среда",
        "четверг",
        "пятница",
        "суббота",
        "воскресенье",
    ];
    NAMES[date.weekday().num_days_from_monday() as usize]
}

/// How many days the month has; `None` if there is no such month.
pub fn days_in_month(year: i32, month: u32) -> Option<u32> {
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    let next = first.checked_add_months(chrono::Months::new(1))?;
    u32::try_from((next - first).num_days()).ok()
}

/// «01.02.2022», the form of tables and of the line under «ПРИКАЗ» ([N-46]).
pub fn numeric(date: NaiveDate) -> String {
    format!("{:02}.{:02}.{:04}", date.day(), date.month(), date.year())
}

/// «1 февраля 2022 г.» on one line, the form of running text ([N-46], [N-85]).
pub fn verbal(date: NaiveDate) -> String {
    let (day, month, year) = (date.day(), month_genitive(date.month()), date.year());
    format!("{day}{NBSP}{month}{NBSP}{year}{NBSP}г.")
}

/// Why a text is not a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateError {
    /// It is not written as a date is.
    NotADate {
        /// The date that seems to be meant.
        meant: Option<NaiveDate>,
    },
    /// It is written as a date, but the calendar has no such day.
    Impossible {
        /// Why not, in Russian: «в июне 30 дней».
        message: String,
    },
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::NotADate { meant: None } => {
                f.write_str("не дата: пишите «05.06.2026» или «5 июня 2026 г.»")
            }
            Self::NotADate { meant: Some(date) } => write!(
                f,
                "дата записана не по правилам: пишите «{}» или «{}»",
                numeric(*date),
                verbal(*date)
            ),
            Self::Impossible { message } => f.write_str(message),
        }
    }
}

impl std::error::Error for DateError {}

/// Reads «01.02.2022», «1 февраля 2022 г.» (or «года», or nothing after the
/// year) and «2022-02-01»; strict as [N-190] wants it.
pub fn parse_date(text: &str) -> Result<NaiveDate, DateError> {
    let text = text.trim();
    let fields = numeric_fields(text).or_else(|| verbal_fields(text));
    match fields {
        Some((year, month, day)) => {
            calendar_day(year, month, day).map_err(|message| DateError::Impossible { message })
        }
        None => Err(DateError::NotADate { meant: meant(text) }),
    }
}

/// Year, month and day of «01.02.2022» or «2022-02-01».
fn numeric_fields(text: &str) -> Option<(i32, u32, u32)> {
    let (separator, widths) = match text.as_bytes().get(2)? {
        b'.' => ('.', [2, 2, 4]),
        _ => ('-', [4, 2, 2]),
    };
    let fields: Vec<&str> = text.split(separator).collect();
    let [a, b, c] = fields[..] else { return None };
    let right_widths = [a, b, c].map(str::len) == widths;
    if !right_widths
        || !text
            .bytes()
            .all(|b| b.is_ascii_digit() || b == separator as u8)
    {
        return None;
    }
    let (year, day) = if separator == '.' { (c, a) } else { (a, c) };
    Some((year.parse().ok()?, b.parse().ok()?, day.parse().ok()?))
}

/// Year, month and day of «1 февраля 2022 г.».
fn verbal_fields(text: &str) -> Option<(i32, u32, u32)> {
    let mut words = text.split_whitespace();
    let (day, month, year) = (words.next()?, words.next()?, words.next()?);
    let digits = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
    let day_is_plain = day.len() <= 2 && digits(day) && !day.starts_with('0');
    let tail_is_known = matches!(words.next(), None | Some("г." | "года"));
    if !day_is_plain || year.len() != 4 || !digits(year) || !tail_is_known || words.next().is_some()
    {
        return None;
    }
    Some((
        year.parse().ok()?,
        month_by_genitive(month)?,
        day.parse().ok()?,
    ))
}

/// The one date a sloppy text holds, for a hint.
fn meant(text: &str) -> Option<NaiveDate> {
    match scan_dates(text)[..] {
        [
            FoundDate {
                reading: Reading::Date(date),
                ..
            },
        ] => Some(date),
        _ => None,
    }
}

/// The years a roadmap may speak of; any other is a slip of the finger.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

/// The day of the calendar.
///
/// # Errors
/// Why there is none, in Russian: «в июне 30 дней».
pub fn calendar_day(year: i32, month: u32, day: u32) -> Result<NaiveDate, String> {
    if !YEARS.contains(&year) {
        return Err(format!("год {year:04} не может стоять в документе"));
    }
    NaiveDate::from_ymd_opt(year, month, day).ok_or_else(|| impossible(Some(year), month, day))
}

/// Why the calendar has no such day, in Russian.
fn impossible(year: Option<i32>, month: u32, day: u32) -> String {
    // Without a year February gets its longest form: 2024 is a leap year.
    let Some(days) = days_in_month(year.unwrap_or(2024), month) else {
        return format!("месяца {month} не бывает");
    };
    match (year, month, day) {
        (_, _, 0) => "дня 0 не бывает".to_owned(),
        (Some(year), 2, 29) => format!("{year} год не високосный: в феврале 28 дней"),
        (None, 2, _) => "в феврале не больше 29 дней".to_owned(),
        _ => format!(
            "в {} {days} {}",
            name(&PREPOSITIONAL, month),
            super::plural(u64::from(days), "день", "дня", "дней")
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    /// Every day of four years, one of them a leap year.
    fn days() -> impl Iterator<Item = NaiveDate> {
        day(2022, 1, 1).iter_days().take(4 * 365 + 1)
    }

    #[test]
    fn reads_what_it_writes() {
        for date in days() {
            for text in [numeric(date), verbal(date), date.to_string()] {
                assert_eq!(parse_date(&text), Ok(date), "{text}");
            }
        }
    }

    #[test]
    fn writes_both_legal_forms() {
        assert_eq!(numeric(day(2022, 2, 1)), "01.02.2022");
        assert_eq!(verbal(day(2022, 2, 1)), "1\u{A0}февраля\u{A0}2022\u{A0}г.");
    }

    #[test]
    fn accepts_the_forms_of_the_rules() {
        for text in [
            "05.06.2026",
            "5 июня 2026 г.",
            "5 июня 2026 года",
            "5 июня 2026",
            "5\u{A0}июня\u{A0}2026\u{A0}г.",
            "2026-06-05",
            " 05.06.2026 ",
        ] {
            assert_eq!(parse_date(text), Ok(day(2026, 6, 5)), "{text}");
        }
    }

    #[test]
    fn refuses_other_forms_and_guesses_what_was_meant() {
        for text in [
            "05 июня 2026 г.",
            "5.6.2026",
            "05.06.2026 г.",
            "2026.06.05 или 05.06.2026",
        ] {
            let meant = Some(day(2026, 6, 5));
            assert_eq!(
                parse_date(text),
                Err(DateError::NotADate { meant }),
                "{text}"
            );
        }
        for text in [
            "",
            "июнь",
            "5 июнь 2026 г.",
            "05.06.2026 или 06.06.2026",
            "5 июня",
            "+5.06.2026",
        ] {
            assert_eq!(
                parse_date(text),
                Err(DateError::NotADate { meant: None }),
                "{text}"
            );
        }
    }

    #[test]
    fn says_why_a_day_is_impossible() {
        for (text, expected) in [
            ("31.06.2026", "в июне 30 дней"),
            ("29.02.2027", "2027 год не високосный: в феврале 28 дней"),
            ("30.02.2028", "в феврале 29 дней"),
            ("31 апреля 2026 г.", "в апреле 30 дней"),
            ("32.01.2026", "в январе 31 день"),
            ("01.13.2026", "месяца 13 не бывает"),
            ("01.00.2026", "месяца 0 не бывает"),
            ("00.01.2026", "дня 0 не бывает"),
            ("2026-06-31", "в июне 30 дней"),
            ("01.02.0222", "год 0222 не может стоять в документе"),
        ] {
            let error = parse_date(text).unwrap_err();
            assert_eq!(error.to_string(), expected, "{text}");
            assert!(matches!(error, DateError::Impossible { .. }), "{text}");
        }
    }
}
