//! What stands in a cell, read as the form wants it.

use chrono::{Datelike, NaiveDate};

use super::workbook::{SheetCell, Value, day_of};
use super::{Days, Field, Kind, MAX_COUNT};
use crate::deadline::{self, Bounds, understand};
use crate::diagnostic::nearest;
use crate::language::{
    DateError, FoundDate, Reading, calendar_day, counted, month_by_genitive, numeric, parse_date,
    scan_dates,
};
use crate::model::{DoneOn, Status};

/// Most characters of a day or a status that are looked into.
const MAX_SHORT: usize = 200;

/// An answer as a text, with what the person should know about how it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) text: String,
    pub(super) note: Option<String>,
}

impl Answer {
    fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            note: None,
        }
    }
}

/// What a cell shows; `None` if nothing is answered.
///
/// # Errors
/// What is wrong with a formula that gave nothing, in Russian.
pub(super) fn visible(cell: &SheetCell) -> Result<Option<String>, String> {
    if let Value::Error(error) = &cell.value {
        return Err(format!(
            "в ячейке ошибка {}: впишите ответ вместо формулы",
            shortened(error)
        ));
    }
    if cell.formula && cell.value == Value::Nothing {
        return Err("в ячейке формула без результата: впишите ответ вместо неё".into());
    }
    Ok(Some(clean(&as_text(&cell.value))).filter(|shown| !shown.is_empty()))
}

/// Reads a cell; `None` if nothing is answered.
///
/// # Errors
/// What is wrong and how to mend it, in Russian.
pub(super) fn read(field: Field, cell: &SheetCell, days: Days) -> Result<Option<Answer>, String> {
    let Some(shown) = visible(cell)? else {
        return Ok(None);
    };
    let mut answer = match field.kind() {
        Kind::Status => status(&shown)?,
        Kind::Date if shown.chars().count() > MAX_SHORT => return Err(not_a_date(&shown)),
        Kind::Date => date(field, &cell.value, &shown, days)?,
        Kind::Count => Answer::plain(count(&cell.value, &shown)?.to_string()),
        Kind::Text(limit) => text(shown, limit)?,
    };
    if cell.formula {
        let result = shortened(&answer.text);
        let note = format!("в ячейке формула, взят её результат «{result}»");
        answer.note = Some(note);
    }
    Ok(Some(answer))
}

/// What a person sees in a cell.
pub(super) fn as_text(value: &Value) -> String {
    match value {
        Value::Nothing => String::new(),
        Value::Text(text) | Value::Error(text) => text.clone(),
        Value::Number(number) => number.to_string().replace('.', ","),
        Value::Date(day) => numeric(*day),
        Value::Logical(true) => "да".into(),
        Value::Logical(false) => "нет".into(),
    }
}

/// A text as a dossier may hold it: without invisible characters, doubled spaces and
/// empty lines. What a mark says and what a cell says are compared in this form.
pub fn clean(text: &str) -> String {
    let lines = text.split(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']);
    let lines = lines.map(|line| {
        let visible: String = line.chars().filter(|c| !is_invisible(*c)).collect();
        let words: Vec<&str> = visible.split_whitespace().collect();
        words.join(" ")
    });
    let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

/// What a message shows of a file's text: one line without control characters, enough
/// to know it by. Every such text goes through here on its way to a terminal.
pub(super) fn shortened(text: &str) -> String {
    const LETTERS: usize = 60;
    let text = clean(text).replace('\n', " ");
    match text.char_indices().nth(LETTERS) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text,
    }
}

/// Characters that the reader of dossiers refuses; copying brings them in.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
        || (c.is_control() && !c.is_whitespace())
}

pub(super) fn text(shown: String, limit: u32) -> Result<Answer, String> {
    let length = shown.chars().count();
    if length > limit as usize {
        return Err(format!(
            "текст длиннее, чем можно: {}, а нужно не больше {limit}; сократите его",
            counted(length as u64, "знак", "знака", "знаков")
        ));
    }
    Ok(Answer::plain(shown))
}

fn status(shown: &str) -> Result<Answer, String> {
    let lower = shown.to_lowercase();
    let word = lower.trim_end_matches(['.', ';', ',']);
    let words = Status::ALL.map(Status::word);
    if words.contains(&word) {
        return Ok(Answer::plain(word));
    }
    if word == "выполнено с нарушением срока" {
        return Ok(Answer {
            text: Status::Done.word().into(),
            note: Some("взят статус «выполнено»: нарушен ли срок, программа считает сама".into()),
        });
    }
    let near = (word.chars().count() <= MAX_SHORT).then(|| nearest(word, words));
    let hint = match near.flatten() {
        Some(near) => format!("возможно, имелось в виду «{near}»"),
        None => format!("выберите из списка: {}", words.join(", ")),
    };
    Err(format!("«{}» — не статус: {hint}", shortened(shown)))
}

fn count(value: &Value, shown: &str) -> Result<u32, String> {
    let quoted = shortened(shown);
    let wrong = || format!("«{quoted}»: нужно целое число людей без слов, например 37");
    let number = match value {
        Value::Number(number) => *number,
        Value::Text(_) => {
            let digits: String = shown.chars().filter(|c| !c.is_whitespace()).collect();
            let is_number = digits
                .bytes()
                .all(|b| b.is_ascii_digit() || b == b',' || b == b'.');
            // «1.000» is a thousand to some and one to others.
            if is_number && has_ambiguous_thousands(&digits) {
                return Err(format!(
                    "«{quoted}»: не понять, тысячи это или дробь; впишите число одними цифрами, например 1000"
                ));
            }
            let digits = digits.replace(',', ".");
            is_number
                .then(|| digits.parse().ok())
                .flatten()
                .ok_or_else(wrong)?
        }
        _ => return Err(wrong()),
    };
    if number < 0.0 || number.fract() != 0.0 {
        return Err(format!("«{quoted}»: нужно целое неотрицательное число"));
    }
    if number > f64::from(MAX_COUNT) {
        return Err(format!("«{quoted}»: столько участников не бывает"));
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole number between 0 and MAX_COUNT"
    )]
    let count = number as u32;
    Ok(count)
}

/// Whether exactly three digits stand behind a point or a comma.
fn has_ambiguous_thousands(number: &str) -> bool {
    let mut groups = number.split(['.', ',']).skip(1);
    groups.any(|group| group.len() == 3)
}

fn date(field: Field, value: &Value, shown: &str, days: Days) -> Result<Answer, String> {
    let day = match value {
        Value::Date(day) => Some(*day),
        // A day whose format was lost by pasting.
        Value::Number(number) => day_of(*number, false),
        Value::Text(_) => spoken_date(shown, days)?,
        Value::Nothing | Value::Logical(_) | Value::Error(_) => None,
    };
    match day {
        Some(day) => within(day, shown, days).map(|day| Answer::plain(numeric(day))),
        None if field == Field::Done => stretch(shown, days),
        None => Err(not_a_date(shown)),
    }
}

fn not_a_date(shown: &str) -> String {
    format!(
        "«{}» — не дата: впишите день, например 26.03.2020",
        shortened(shown)
    )
}

fn within(day: NaiveDate, shown: &str, days: Days) -> Result<NaiveDate, String> {
    let (from, to) = days.allowed();
    if (from..=to).contains(&day) {
        return Ok(day);
    }
    Err(format!(
        "дата «{}» далеко за пределами отчётного периода (от {} до {}): проверьте год",
        shortened(shown),
        numeric(days.from),
        numeric(days.to)
    ))
}

/// A single day as people type it: «20.6.2022», «20.06.22», «20 июня 2022 г.»,
/// «20 июня» of the one year that the period leaves; `None` if it is no single day.
fn spoken_date(shown: &str, days: Days) -> Result<Option<NaiveDate>, String> {
    let quoted = shortened(shown);
    match parse_date(shown) {
        Ok(day) => return Ok(Some(day)),
        Err(DateError::Impossible { message }) => return Err(format!("«{quoted}»: {message}")),
        Err(DateError::NotADate { .. }) => {}
    }
    if let Some(parts) = short_numeric(shown) {
        let (day, month, year) = parts;
        return match calendar_day(year, month, day) {
            Ok(day) => Ok(Some(day)),
            Err(message) => Err(format!("«{quoted}»: {message}")),
        };
    }
    if !only_a_date(shown) {
        return Ok(None);
    }
    let [FoundDate { reading, .. }] = &scan_dates(shown)[..] else {
        return Ok(None);
    };
    match reading {
        Reading::Date(day) => Ok(Some(*day)),
        Reading::Impossible(message) => Err(format!("«{quoted}»: {message}")),
        Reading::DayMonth { month, day } => {
            let years = days.from.year()..=days.to.year();
            let found: Vec<NaiveDate> = years
                .filter_map(|year| NaiveDate::from_ymd_opt(year, *month, *day))
                .filter(|day| (days.from..=days.to).contains(day))
                .collect();
            match found[..] {
                [day] => Ok(Some(day)),
                _ => Err(format!("«{quoted}»: не понять, какого года; допишите год")),
            }
        }
    }
}

/// Day, month and year of «20.6.22», «20.06.2022», «20/06/2022».
fn short_numeric(shown: &str) -> Option<(u32, u32, i32)> {
    let text = shown.trim_end_matches("г.").trim_end_matches("г").trim();
    let parts: Vec<&str> = text.split(['.', '/', '-']).collect();
    let [day, month, year] = parts[..] else {
        return None;
    };
    let number = |part: &str, widths: &[usize]| -> Option<u32> {
        let fits = widths.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        fits.then(|| part.parse().ok()).flatten()
    };
    let written = number(year, &[2, 4])?;
    let year = if year.len() == 2 {
        2000 + written
    } else {
        written
    };
    Some((
        number(day, &[1, 2])?,
        number(month, &[1, 2])?,
        i32::try_from(year).ok()?,
    ))
}

/// Whether there is nothing in a text beside one date in words.
fn only_a_date(shown: &str) -> bool {
    shown.split_whitespace().all(|word| {
        let word = word.trim_end_matches(['.', ',']);
        word.bytes().all(|b| b.is_ascii_digit())
            || month_by_genitive(word).is_some()
            || matches!(word, "г" | "года" | "год")
    })
}

/// When something was done, less precisely: «май 2020», «13.02.2020 – 26.03.2020».
fn stretch(shown: &str, days: Days) -> Result<Answer, String> {
    use deadline::Kind as K;
    let bounds = Some(Bounds {
        from: days.from,
        to: days.to,
    });
    let meaning = understand(shown, bounds);
    let is_past = matches!(
        meaning.kind,
        K::ExactDate | K::DateRange | K::Month | K::MonthRange | K::MonthList
    );
    match DoneOn::read(shown, bounds) {
        Some(done) if is_past && meaning.findings.is_empty() => {
            within(done.from, shown, days)?;
            within(done.to, shown, days)?;
            Ok(Answer::plain(shown))
        }
        _ => Err(not_a_date(shown)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days() -> Days {
        Days {
            from: "2019-09-01".parse().unwrap(),
            to: "2020-05-31".parse().unwrap(),
        }
    }

    fn cell(value: Value) -> SheetCell {
        SheetCell {
            value,
            formula: false,
        }
    }

    fn typed(field: Field, text: &str) -> Result<Option<String>, String> {
        let read = read(field, &cell(Value::Text(text.into())), days());
        read.map(|answer| answer.map(|answer| answer.text))
    }

    #[test]
    fn days_are_read_as_people_type_them() {
        for (text, day) in [
            ("26.03.2020", "26.03.2020"),
            ("26.3.2020", "26.03.2020"),
            ("26.03.20", "26.03.2020"),
            ("26/03/2020", "26.03.2020"),
            ("26.03.2020 г.", "26.03.2020"),
            ("26 марта 2020 г.", "26.03.2020"),
            ("05 марта 2020 года", "05.03.2020"),
            ("26\u{A0}марта", "26.03.2020"),
            ("1 сентября", "01.09.2019"),
            ("2020-03-26", "26.03.2020"),
            ("май 2020", "май 2020"),
            ("13.02.2020 –  26.03.2020", "13.02.2020 – 26.03.2020"),
        ] {
            assert_eq!(typed(Field::Done, text), Ok(Some(day.into())), "{text}");
        }
        let serial = cell(Value::Number(43916.5));
        let read = read(Field::Done, &serial, days()).unwrap().unwrap();
        assert_eq!(read.text, "26.03.2020");
    }

    #[test]
    fn what_is_no_day_of_the_period_is_refused() {
        for text in [
            "31.06.2020",
            "20 июня",
            "26.03.2002",
            "да",
            "в конце года",
            "26.03.2020 или 27.03.2020",
            "не помню, кажется 26.03.2020",
            "45",
        ] {
            assert!(typed(Field::Done, text).is_err(), "{text}");
        }
        assert!(typed(Field::Date, "май 2020").is_err());
        assert!(read(Field::Done, &cell(Value::Number(37.0)), days()).is_err());
    }

    #[test]
    fn numbers_are_read_as_people_type_them() {
        for (text, count) in [
            ("37", "37"),
            ("1\u{A0}234", "1234"),
            ("37,0", "37"),
            ("0", "0"),
        ] {
            assert_eq!(typed(Field::All, text), Ok(Some(count.into())), "{text}");
        }
        for text in ["1.000", "12,500", "1 234.000", "1.000.000"] {
            let message = typed(Field::All, text).unwrap_err();
            assert!(message.contains("одними цифрами"), "{text}: {message}");
        }
        for text in ["12,5", "-3", "37 чел.", "сто", "1e3", "1000000", "1,2,3"] {
            assert!(typed(Field::All, text).is_err(), "{text}");
        }
    }

    #[test]
    fn statuses_are_words_of_the_list() {
        assert_eq!(
            typed(Field::Status, " Выполнено. "),
            Ok(Some("выполнено".into()))
        );
        let late = typed(Field::Status, "выполнено с нарушением срока");
        assert_eq!(late, Ok(Some("выполнено".into())));
        let slip = typed(Field::Status, "выполненно").unwrap_err();
        assert!(slip.contains("«выполнено»"), "{slip}");
        assert!(typed(Field::Status, "ок").is_err());
    }

    #[test]
    fn texts_lose_what_cannot_be_seen_and_stay_texts() {
        assert_eq!(
            typed(Field::Result, " обучено\u{200b}  37\tчел.\r\n\r\n=1+1 "),
            Ok(Some("обучено 37 чел.\n=1+1".into()))
        );
        assert_eq!(typed(Field::Result, " \u{feff} "), Ok(None));
        assert!(typed(Field::Phone, &"8".repeat(51)).is_err());
        let number = cell(Value::Number(12.5));
        assert_eq!(
            read(Field::Result, &number, days()).unwrap().unwrap().text,
            "12,5"
        );
    }

    #[test]
    fn a_formula_gives_its_result_or_nothing() {
        let of = |value| SheetCell {
            value,
            formula: true,
        };
        let sum = read(Field::All, &of(Value::Number(37.0)), days())
            .unwrap()
            .unwrap();
        assert_eq!(sum.text, "37");
        assert!(sum.note.unwrap().contains("формула"));
        assert!(read(Field::All, &of(Value::Nothing), days()).is_err());
        assert!(read(Field::All, &of(Value::Error("#ДЕЛ/0!".into())), days()).is_err());
    }

    #[test]
    fn messages_show_no_control_characters_and_no_endless_text() {
        let evil = format!("\u{1b}]0;pwn\u{7}\r\n\u{202e}{}", "а".repeat(30_000));
        let status = typed(Field::Status, &evil).unwrap_err();
        let count = typed(Field::All, &evil).unwrap_err();
        let date = typed(Field::Done, &evil).unwrap_err();
        let error = read(Field::All, &cell(Value::Error(evil.clone())), days()).unwrap_err();
        for message in [status, count, date, error] {
            assert!(message.contains("]0;pwn"), "{message}");
            assert!(!message.chars().any(|c| c.is_control() || is_invisible(c)));
            assert!(message.chars().count() < 300, "{message}");
        }
    }
}
