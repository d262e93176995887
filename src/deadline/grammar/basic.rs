//! Words, signs and numbers.

use winnow::combinator::{alt, not, opt, preceded, terminated};
use winnow::prelude::*;
use winnow::token::any;

use super::{Input, Parsed};
use crate::deadline::Unit;
use crate::deadline::syntax::Year;
use crate::deadline::tokens::{Kind, Token};
use crate::deadline::words;

/// A token that passes the test.
pub(super) fn token<'a>(
    test: impl Fn(&Token) -> bool,
) -> impl Parser<Input<'a>, &'a Token, winnow::error::EmptyError> {
    any.verify(move |token: &&Token| test(token))
}

/// A word that means something to `read`.
pub(super) fn read<'a, T>(
    read: impl Fn(&str) -> Option<T>,
) -> impl Parser<Input<'a>, T, winnow::error::EmptyError> {
    any.verify_map(move |token: &Token| read(token.word()?))
}

/// One of the words.
pub(super) fn word<'a>(
    list: &'static [&'static str],
) -> impl Parser<Input<'a>, (), winnow::error::EmptyError> {
    token(move |token| token.word().is_some_and(|word| list.contains(&word))).void()
}

/// A word that begins with one of the stems.
pub(super) fn stem<'a>(
    stems: &'static [&'static str],
) -> impl Parser<Input<'a>, (), winnow::error::EmptyError> {
    token(move |token| {
        let word = token.word().unwrap_or_default();
        stems.iter().any(|stem| word.starts_with(stem))
    })
    .void()
}

/// Any word.
pub(super) fn any_word(input: &mut Input<'_>) -> Parsed<()> {
    token(|token| token.word().is_some())
        .void()
        .parse_next(input)
}

/// The sign.
pub(super) fn sign<'a>(sign: char) -> impl Parser<Input<'a>, (), winnow::error::EmptyError> {
    token(move |token| token.is(sign)).void()
}

/// A dash of any length.
pub(super) fn dash(input: &mut Input<'_>) -> Parsed<()> {
    token(|token| token.kind == Kind::Dash)
        .void()
        .parse_next(input)
}

/// Digits, so many of them.
pub(super) fn digits<'a>(
    widths: std::ops::RangeInclusive<usize>,
) -> impl Parser<Input<'a>, u32, winnow::error::EmptyError> {
    any.verify_map(move |token: &Token| match token.kind {
        Kind::Number(number, width) if widths.contains(&width) => Some(number),
        _ => None,
    })
}

/// The years that deadlines speak of.
fn is_year(number: u32) -> bool {
    (1990..=2100).contains(&number)
}

/// The four digits of a year.
pub(super) fn year_number(input: &mut Input<'_>) -> Parsed<i32> {
    digits(4..=4)
        .verify(|number| is_year(*number))
        .verify_map(|number| i32::try_from(number).ok())
        .parse_next(input)
}

/// «г.», «гг.», «год» in any case.
pub(super) fn year_word(input: &mut Input<'_>) -> Parsed<()> {
    alt((
        terminated(word(&["г", "гг"]), opt(sign('.'))),
        word(&[
            "год",
            "года",
            "году",
            "годом",
            "годы",
            "годов",
            "годах",
            "лет",
        ]),
    ))
    .parse_next(input)
}

/// «учебного года», «уч. г.», «уч.год».
pub(super) fn school_year_words(input: &mut Input<'_>) -> Parsed<()> {
    (stem(&["учебн", "уч"]), opt(sign('.')), year_word)
        .void()
        .parse_next(input)
}

/// «2021–2022», «2021/22»: the first and the second year.
pub(super) fn two_years(input: &mut Input<'_>) -> Parsed<(i32, i32)> {
    let first = year_number.parse_next(input)?;
    alt((dash, sign('/'))).parse_next(input)?;
    let second = digits(2..=4)
        .verify_map(|second| match second {
            0..=99 => Some(first / 100 * 100 + i32::try_from(second).ok()?),
            _ if is_year(second) => i32::try_from(second).ok(),
            _ => None,
        })
        .parse_next(input)?;
    Ok((first, second))
}

/// The year beside a day, a month or a quarter.
pub(super) fn year(input: &mut Input<'_>) -> Parsed<Year> {
    alt((school_year, written_year, relative_year)).parse_next(input)
}

fn school_year(input: &mut Input<'_>) -> Parsed<Year> {
    terminated(two_years, school_year_words)
        .map(|(first, _)| Year::School(first))
        .parse_next(input)
}

/// A year, also after a stray comma: «декабрь, 2023», «октябрь 22г.».
fn written_year(input: &mut Input<'_>) -> Parsed<Year> {
    let stray = opt(sign(','));
    let goes_on = (
        token(|token| {
            let joins = token.kind == Kind::Dash || token.is('/') || token.is('.');
            joins && !token.spaced
        }),
        digits(1..=4),
    );
    let full = terminated(terminated(year_number, not(goes_on)), opt(year_word));
    let short =
        terminated(digits(2..=2), year_word).verify_map(|digits| i32::try_from(2000 + digits).ok());
    preceded(stray, alt((full, short)))
        .map(Year::Of)
        .parse_next(input)
}

/// «текущего года», «т. г.», «года, следующего за отчётным».
fn relative_year(input: &mut Input<'_>) -> Parsed<Year> {
    let current = alt((
        (stem(&["текущ", "этого", "отчетн", "данного"]), year_word).void(),
        (
            word(&["т", "с"]),
            opt(sign('.')),
            word(&["г"]),
            opt(sign('.')),
        )
            .void(),
    ));
    let following = (
        stem(&["следующ"]),
        word(&["за"]),
        stem(&["отчетн", "текущ"]),
        opt(stem(&["период", "год"])),
    );
    let next = alt((
        (year_word, opt(sign(',')), following).void(),
        (
            stem(&["следующ", "будущ"]),
            opt(stem(&["календарн"])),
            year_word,
        )
            .void(),
    ));
    alt((next.value(Year::Next), current.value(Year::Current))).parse_next(input)
}

/// A place in a row: «I», «1», «1-й», «первая».
pub(super) fn nth(input: &mut Input<'_>) -> Parsed<u32> {
    let roman = any.verify_map(|token: &Token| match token.kind {
        Kind::Roman(number) => Some(number),
        _ => None,
    });
    alt((
        terminated(roman, opt(suffix)),
        terminated(digits(1..=2), opt(suffix)),
        read(words::ordinal),
    ))
    .parse_next(input)
}

/// «-й», «-го» after a figure, with or without the hyphen.
fn suffix(input: &mut Input<'_>) -> Parsed<()> {
    let hyphen = token(|token| token.kind == Kind::Dash && !token.spaced);
    let ending = token(|token| !token.spaced && token.word().is_some_and(words::is_number_suffix));
    (opt(hyphen), ending).void().parse_next(input)
}

/// How many: «5», «пять».
pub(super) fn count(input: &mut Input<'_>) -> Parsed<u32> {
    alt((
        terminated(digits(1..=3), opt(suffix)),
        read(words::cardinal),
    ))
    .parse_next(input)
}

/// «каждого», «каждую».
pub(super) fn each(input: &mut Input<'_>) -> Parsed<()> {
    stem(&["кажд"]).parse_next(input)
}

/// A unit of recurrence, «учебный год» among them.
pub(super) fn unit(input: &mut Input<'_>) -> Parsed<Unit> {
    alt((
        school_year_words.value(Unit::SchoolYear),
        preceded(
            stem(&["учебн"]),
            word(&["четверти", "четверть", "четвертью"]),
        )
        .value(Unit::SchoolQuarter),
        preceded(opt(stem(&["календарн", "отчетн"])), read(words::unit)),
    ))
    .parse_next(input)
}
