//! Scalars with a form of their own: dates, periods, ids, names of people.

use crate::diagnostic::{Diagnostic, Span};
use crate::language::{DateError, FullName, numeric, parse_date, verbal};
use crate::model::{Moment, Period, PeriodError, is_id};

/// Checks a text against a named format of the schema; unknown formats pass.
///
/// # Errors
/// The finding, boxed because it is large and rare.
pub(super) fn check(format: &str, text: &str, span: Span) -> Result<(), Box<Diagnostic>> {
    match format {
        "дата" => date(text, span),
        "период" => period(text, span),
        "год или дата" => moment(text, span),
        "id" => id(text, span),
        "id периода" => period_id(text, span),
        "ФИО" => full_name(text, span),
        _ => Ok(()),
    }
}

fn date(text: &str, span: Span) -> Result<(), Box<Diagnostic>> {
    match parse_date(text) {
        Ok(_) => Ok(()),
        Err(error) => Err(Box::new(bad_date(error, span))),
    }
}

fn bad_date(error: DateError, span: Span) -> Diagnostic {
    match error {
        DateError::NotADate { meant } => {
            let message = "дата записана не по правилам";
            let hint = match meant {
                Some(date) => format!("напишите {} или «{}»", numeric(date), verbal(date)),
                None => "напишите дату так: 01.02.2022 или «1 февраля 2022 г.»".to_owned(),
            };
            Diagnostic::error("bad-date", span, message).hint(hint)
        }
        DateError::Impossible { message } => Diagnostic::error("impossible-date", span, message)
            .label("такого дня нет")
            .hint("исправьте день, месяц или год"),
    }
}

fn period(text: &str, span: Span) -> Result<(), Box<Diagnostic>> {
    let finding = match Period::parse(text) {
        Ok(_) => return Ok(()),
        Err(PeriodError::BadDate(error)) => bad_date(error, span),
        Err(error) => Diagnostic::error("bad-period", span, error.to_string()).hint(
            "напишите период так: «2022 год», «2021-2022 учебный год», «2020-2023 годы» или «01.09.2021 – 31.08.2022»",
        ),
    };
    Err(Box::new(finding))
}

fn moment(text: &str, span: Span) -> Result<(), Box<Diagnostic>> {
    let finding = match Moment::parse(text) {
        Ok(_) => return Ok(()),
        Err(PeriodError::BadDate(error)) => bad_date(error, span),
        Err(_) => {
            let message = format!("«{text}» — не год и не дата");
            Diagnostic::error("bad-moment", span, message)
                .hint("напишите год «2020», «2020-2021 учебный год» или дату «01.10.2020»")
        }
    };
    Err(Box::new(finding))
}

fn id(text: &str, span: Span) -> Result<(), Box<Diagnostic>> {
    if is_id(text) {
        return Ok(());
    }
    let message = format!("«{text}» не годится в id");
    Err(Box::new(Diagnostic::error("bad-id", span, message).hint(
        "id пишут строчными буквами, цифрами и дефисом без пробелов и начинают с буквы: «сош-3»",
    )))
}

fn period_id(text: &str, span: Span) -> Result<(), Box<Diagnostic>> {
    let fits = |c: char| c.is_numeric() || c == '-' || (c.is_alphabetic() && c.is_lowercase());
    if !text.is_empty() && text.chars().all(fits) {
        return Ok(());
    }
    let message = format!("«{text}» не годится в id периода");
    Err(Box::new(Diagnostic::error("bad-id", span, message).hint(
        "id периода пишут строчными буквами, цифрами и дефисом без пробелов: «2020-1»",
    )))
}

fn full_name(text: &str, span: Span) -> Result<(), Box<Diagnostic>> {
    match text.parse::<FullName>() {
        Ok(_) => Ok(()),
        Err(_) => Err(Box::new(
            Diagnostic::error("bad-name", span, format!("имя «{text}» не понято"))
                .hint("напишите «Фамилия Имя Отчество» или «Фамилия И.О.»"),
        )),
    }
}
