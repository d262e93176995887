//! Names of stretches of time: days, months, quarters, seasons, years.

use winnow::combinator::{alt, delimited, fail, not, opt, peek, preceded, repeat, terminated};
use winnow::prelude::*;

use super::basic::{
    dash, digits, each, nth, read, school_year_words, sign, stem, token, two_years, unit, word,
    year, year_number, year_word,
};
use super::{Input, Parsed};
use crate::deadline::Unit;
use crate::deadline::syntax::{Part, Shape, Stretch, Year};
use crate::deadline::tokens::Kind;
use crate::deadline::words;

/// Any stretch.
pub(super) fn stretch(input: &mut Input<'_>) -> Parsed<Stretch> {
    alt((
        day,
        month_and_year,
        month_or_part,
        part_of_month,
        numbered,
        school_year,
        years,
        season,
        holidays,
        whole_period,
    ))
    .parse_next(input)
}

/// Several stretches that share their last words: «9 и 10 мая 2021», «I, III
/// кварталы».
pub(super) fn sharing(input: &mut Input<'_>) -> Parsed<Vec<Stretch>> {
    let numbers: Vec<u32> = repeat(1.., terminated(nth, separator)).parse_next(input)?;
    let last = alt((day, part_of_month, numbered)).parse_next(input)?;
    let mut stretches = Vec::with_capacity(numbers.len() + 1);
    for number in numbers {
        stretches.push(like(&last, number).ok_or(winnow::error::EmptyError)?);
    }
    stretches.push(last);
    Ok(stretches)
}

fn separator(input: &mut Input<'_>) -> Parsed<()> {
    alt((sign(','), word(&["и"]))).parse_next(input)
}

/// The stretch that differs from `last` by its number: the 9th of «9 и 10 мая».
pub(super) fn like(last: &Stretch, number: u32) -> Option<Stretch> {
    let shape = match last.shape {
        Shape::Day { month, .. } => Shape::Day { month, day: number },
        Shape::Part(month, Part::Week(_)) => Shape::Part(month, Part::Week(number)),
        Shape::Part(month, Part::Decade(_)) => Shape::Part(month, Part::Decade(number)),
        Shape::Quarter(_) => Shape::Quarter(number),
        Shape::HalfYear(_) => Shape::HalfYear(number),
        Shape::SchoolHalf(_) => Shape::SchoolHalf(number),
        Shape::SchoolQuarter(_) => Shape::SchoolQuarter(number),
        _ => return None,
    };
    let year = last.year;
    Some(Stretch {
        shape,
        year,
        weekday: None,
    })
}

/// «16.02.2022», «18 февраля 2022 г. (пт.)».
pub(super) fn day(input: &mut Input<'_>) -> Parsed<Stretch> {
    let leading = opt(terminated(
        read(words::weekday),
        (opt(sign('.')), opt(sign(','))),
    ))
    .parse_next(input)?;
    let (month, day, year) = alt((iso_day, numeric_day, worded_day)).parse_next(input)?;
    let weekday = opt(delimited(
        opt(alt((sign('('), sign(',')))),
        terminated(read(words::weekday), opt(sign('.'))),
        opt(sign(')')),
    ))
    .parse_next(input)?;
    opt((
        opt(word(&["в", "с", "до"])),
        time_of_day,
        opt((dash, time_of_day)),
    ))
    .parse_next(input)?;
    Ok(Stretch {
        shape: Shape::Day { month, day },
        year,
        weekday: leading.or(weekday),
    })
}

/// «12.00 ч.», «17:00», «09.30»: deadlines are days, so the hour is read past.
pub(super) fn time_of_day(input: &mut Input<'_>) -> Parsed<()> {
    let hours = || digits(1..=2).verify(|hours| *hours <= 24);
    let noun = || (word(&["ч", "час", "часов", "часа"]), opt(sign('.')));
    // «10.12» may be the tenth of December, «10.00» and «10.30» may not.
    let no_month = digits(2..=2).verify(|minutes| *minutes == 0 || (13..60).contains(minutes));
    alt((
        (hours(), sign(':'), digits(2..=2), opt(noun())).void(),
        (hours(), sign('.'), digits(2..=2), noun()).void(),
        (hours(), sign('.'), no_month).void(),
        (hours(), noun()).void(),
    ))
    .parse_next(input)
}

type MonthDayYear = (u32, u32, Option<Year>);

fn iso_day(input: &mut Input<'_>) -> Parsed<MonthDayYear> {
    let hyphen = || token(|token| token.kind == Kind::Dash && !token.spaced);
    (
        year_number,
        hyphen(),
        digits(2..=2),
        hyphen(),
        digits(2..=2),
    )
        .map(|(year, _, month, _, day)| (month, day, Some(Year::Of(year))))
        .parse_next(input)
}

/// «16.02.2022», «16.02.22 г.», «16/02/2022», «16.02».
fn numeric_day(input: &mut Input<'_>) -> Parsed<MonthDayYear> {
    let day = digits(1..=2).parse_next(input)?;
    let hyphen =
        token(|token| token.kind == Kind::Dash && !token.spaced && !token.range.is_empty());
    let separator = alt((
        sign('.').value('.'),
        sign('/').value('/'),
        hyphen.value('-'),
    ))
    .parse_next(input)?;
    let month = digits(1..=2).parse_next(input)?;
    let year_digits = alt((digits(4..=4), digits(2..=2))).verify_map(full_year);
    let same = token(|token| match separator {
        '-' => token.kind == Kind::Dash && !token.spaced,
        _ => token.is(separator),
    });
    let full = opt(preceded(same, year_digits)).parse_next(input)?;
    if let Some(full) = full {
        opt(year_word).parse_next(input)?;
        return Ok((month, day, Some(Year::Of(full))));
    }
    // «1/8» is a share, «4.13» the number of an activity.
    if separator != '.' || !(1..=12).contains(&month) {
        return fail.parse_next(input);
    }
    opt(sign('.')).parse_next(input)?;
    Ok((month, day, opt(year).parse_next(input)?))
}

fn full_year(digits: u32) -> Option<i32> {
    i32::try_from(if digits < 100 { 2000 + digits } else { digits }).ok()
}

/// «18 февраля 2022 г.», «первое сентября».
fn worded_day(input: &mut Input<'_>) -> Parsed<MonthDayYear> {
    let tens_and_ones = (word(&["двадцать"]), read(words::ordinal)).map(|(_, ones)| 20 + ones);
    let day = alt((tens_and_ones, nth)).parse_next(input)?;
    opt(word(&["числа", "число", "числу"])).parse_next(input)?;
    let month = month.parse_next(input)?;
    Ok((month, day, opt(year).parse_next(input)?))
}

/// «03.2022».
fn month_and_year(input: &mut Input<'_>) -> Parsed<Stretch> {
    let month = digits(2..=2).verify(|month| (1..=12).contains(month));
    let dot = token(|token| token.is('.') && !token.spaced);
    let (month, _, year) = (month, dot, year_number).parse_next(input)?;
    opt(year_word).parse_next(input)?;
    let mut stretch = Stretch::new(Shape::Month(month));
    stretch.year = Some(Year::Of(year));
    Ok(stretch)
}

/// The name of a month, abbreviated perhaps.
fn month(input: &mut Input<'_>) -> Parsed<u32> {
    let (month, is_short) = read(|word| {
        let month = words::month(word)?;
        Some((month, words::is_abbreviated(word)))
    })
    .parse_next(input)?;
    if is_short {
        opt(sign('.')).parse_next(input)?;
    }
    Ok(month)
}

/// «март 2022 г.», «октябрь (2-я неделя)».
fn month_or_part(input: &mut Input<'_>) -> Parsed<Stretch> {
    let month = month.parse_next(input)?;
    opt(word(&["месяц", "месяца", "месяце"])).parse_next(input)?;
    let mut found = opt(year).parse_next(input)?;
    let part = delimited(
        opt(alt((sign(','), sign('('), dash))),
        part_name,
        opt(sign(')')),
    );
    let part = opt(part).parse_next(input)?;
    if found.is_none() {
        found = opt(year).parse_next(input)?;
    }
    Ok(Stretch {
        shape: part.map_or(Shape::Month(month), |part| Shape::Part(month, part)),
        year: found,
        weekday: None,
    })
}

/// «вторая неделя октября», «конец мая 2022 года».
pub(super) fn part_of_month(input: &mut Input<'_>) -> Parsed<Stretch> {
    let part = alt((part_name, vague_part)).parse_next(input)?;
    let month = month.parse_next(input)?;
    Ok(Stretch {
        shape: Shape::Part(month, part),
        year: opt(year).parse_next(input)?,
        weekday: None,
    })
}

fn part_name(input: &mut Input<'_>) -> Parsed<Part> {
    let weekday = || read(words::weekday);
    let week = || {
        (
            opt(stem(&["учебн"])),
            stem(&["недел", "нед"]),
            opt(sign('.')),
        )
    };
    alt((
        (stem(&["последн"]), week()).value(Part::LastWeek),
        (stem(&["последн"]), stem(&["декад"])).value(Part::Decade(3)),
        preceded(stem(&["последн"]), weekday()).map(|weekday| Part::Weekday { nth: None, weekday }),
        (nth, weekday()).map(|(nth, weekday)| Part::Weekday {
            nth: Some(nth),
            weekday,
        }),
        terminated(nth, week()).map(Part::Week),
        terminated(nth, stem(&["декад"])).map(Part::Decade),
        terminated(nth, word(&["половина", "половине", "половину", "половины"])).map(Part::Half),
    ))
    .parse_next(input)
}

fn vague_part(input: &mut Input<'_>) -> Parsed<Part> {
    let edges = &[
        "начало",
        "начале",
        "середина",
        "середине",
        "середину",
        "конец",
        "конце",
    ];
    word(edges).value(Part::Vague).parse_next(input)
}

/// «I квартал 2022 г.», «второе полугодие», «2 четверть».
fn numbered(input: &mut Input<'_>) -> Parsed<Stretch> {
    let number = nth.parse_next(input)?;
    let noun = alt((
        (stem(&["квартал", "кв"]), opt(sign('.'))).value(Unit::Quarter),
        (word(&["п"]), sign('/'), word(&["г"])).value(Unit::HalfYear),
        read(|word| words::unit(word).filter(|unit| *unit == Unit::HalfYear)),
        read(|word| words::unit(word).filter(|unit| *unit == Unit::SchoolQuarter)),
    ))
    .parse_next(input)?;
    let school =
        opt(alt((two_years_of_school, school_year_words.value(None)))).parse_next(input)?;
    let shape = match (noun, school) {
        (Unit::Quarter, _) => Shape::Quarter(number),
        (Unit::HalfYear, None) => Shape::HalfYear(number),
        (Unit::HalfYear, Some(_)) => Shape::SchoolHalf(number),
        _ => Shape::SchoolQuarter(number),
    };
    let year = match school {
        Some(first) => first.map(Year::School),
        None => opt(year).parse_next(input)?,
    };
    Ok(Stretch {
        shape,
        year,
        weekday: None,
    })
}

fn two_years_of_school(input: &mut Input<'_>) -> Parsed<Option<i32>> {
    terminated(two_years, school_year_words)
        .map(|(first, _)| Some(first))
        .parse_next(input)
}

/// «2021–2022 учебный год», «учебного года».
fn school_year(input: &mut Input<'_>) -> Parsed<Stretch> {
    opt(stem(&["нынешн", "текущ", "всего", "данного"])).parse_next(input)?;
    let years = opt(two_years).parse_next(input)?;
    school_year_words.parse_next(input)?;
    let mut stretch = Stretch::new(Shape::SchoolYear {
        last: years.map(|(_, last)| last),
    });
    stretch.year = years.map(|(first, _)| Year::Of(first));
    Ok(stretch)
}

/// «2022 год», «2020–2023 годы», «2009 2011 годы».
fn years(input: &mut Input<'_>) -> Parsed<Stretch> {
    let first = terminated(year_number, opt(year_word_in_range)).parse_next(input)?;
    let last = opt(preceded(
        opt(alt((dash, sign('/')))),
        terminated(year_number, not((sign('.'), digits(1..=2)))),
    ))
    .parse_next(input)?;
    not(school_year_words).parse_next(input)?;
    opt(year_word).parse_next(input)?;
    let mut stretch = Stretch::new(match last {
        Some(last) => Shape::Years { last },
        None => Shape::Year,
    });
    stretch.year = Some(Year::Of(first));
    Ok(stretch)
}

/// The year word of the first year of «2020 г. – 2023 г.».
fn year_word_in_range(input: &mut Input<'_>) -> Parsed<()> {
    terminated(year_word, peek((dash, year_number))).parse_next(input)
}

/// «лето 2022», «летний период», «осенне-зимний период 2012–2013 годов».
fn season(input: &mut Input<'_>) -> Parsed<Stretch> {
    let first = read(words::season).parse_next(input)?;
    let second = opt(preceded(dash, read(words::season))).parse_next(input)?;
    opt(alt((
        word(&["период", "периода", "месяцы", "время", "сезон", "триместр"]),
        word(&["каникулы", "каникул"]).verify(|()| first == 6),
    )))
    .parse_next(input)?;
    not(word(&["каникулы", "каникул"])).parse_next(input)?;
    let shape = Shape::Season {
        from: first,
        months: second.map_or(3, |second| (second + 12 - first) % 12 + 3),
    };
    let span = terminated(two_years, opt(year_word)).map(|(first, _)| Year::Of(first));
    Ok(Stretch {
        shape,
        year: opt(alt((span, year))).parse_next(input)?,
        weekday: None,
    })
}

/// «осенние каникулы», «каникулярное время».
fn holidays(input: &mut Input<'_>) -> Parsed<Stretch> {
    let noun = alt((
        word(&["каникулы", "каникул", "каникулах"]),
        (
            stem(&["каникулярн"]),
            word(&["время", "период", "периода", "дни"]),
        )
            .void(),
    ));
    let leading = opt(alt((
        word(&["дни", "время", "период", "периоды"]),
        stem(&["школьн"]),
    )));
    let seasonal = opt(alt((
        read(words::season).void(),
        stem(&["новогодн", "майск"]),
    )));
    (leading, seasonal, noun, opt(year))
        .map(|(.., year)| Stretch {
            shape: Shape::Holidays,
            year,
            weekday: None,
        })
        .parse_next(input)
}

/// «постоянно», «весь период», «срок действия Программы».
fn whole_period(input: &mut Input<'_>) -> Parsed<Stretch> {
    let document = || {
        stem(&[
            "програм",
            "проект",
            "план",
            "дорожн",
            "карт",
            "комплекс",
            "мероприят",
        ])
    };
    let reality = || {
        word(&[
            "реализации",
            "действия",
            "выполнения",
            "исполнения",
            "проведения",
        ])
    };
    let scope = alt((
        (
            opt(word(&["срока", "периода", "период", "всего"])),
            opt(word(&["срока", "периода"])),
            reality(),
            document(),
        )
            .void(),
        (
            word(&["всего", "весь"]),
            word(&["периода", "период", "срока", "срок"]),
            opt((reality(), opt(document()))),
        )
            .void(),
    ));
    alt((
        scope,
        word(&["постоянно", "непрерывно", "круглогодично"]),
        (word(&["на"]), stem(&["постоянн"]), word(&["основе"])).void(),
    ))
    .value(Stretch::new(Shape::WholePeriod))
    .parse_next(input)
}

/// «год», «всего года», «календарного года»: the period's own year.
pub(super) fn own_year(input: &mut Input<'_>) -> Parsed<Stretch> {
    let adjective = opt(stem(&["всего", "весь", "кругл", "календарн"]));
    let second = opt(stem(&["календарн"]));
    let noun = word(&["год", "года"]);
    let following = (
        opt(sign(',')),
        stem(&["следующ"]),
        word(&["за"]),
        stem(&["отчетн"]),
        opt(stem(&["период", "год"])),
    );
    let relation = opt(following.value(Year::Next));
    (adjective, second, noun, relation)
        .map(|(.., year)| Stretch {
            shape: Shape::Year,
            year,
            weekday: None,
        })
        .parse_next(input)
}

/// «25 числа каждого месяца», «5 числа месяца, следующего за отчётным кварталом».
pub(super) fn day_of_month(input: &mut Input<'_>) -> Parsed<Stretch> {
    let day = nth.verify(|day| (1..=31).contains(day)).parse_next(input)?;
    word(&["числа", "число", "числу"]).parse_next(input)?;
    let following = (
        opt(sign(',')),
        stem(&["следующ"]),
        word(&["за"]),
        stem(&["отчетн"]),
        opt(alt((word(&["периодом"]).value(None), unit.map(Some)))),
    )
        .map(|(.., unit)| unit.flatten());
    let month = (
        opt(alt((
            each,
            stem(&["текущ", "отчетн", "следующ", "последн", "перв"]),
        ))),
        word(&["месяца"]),
        opt(following),
    )
        .map(|(.., unit)| unit.flatten().or(Some(Unit::Month)));
    let unit = opt(month).parse_next(input)?.flatten();
    Ok(Stretch::new(Shape::DayOfMonth { day, unit }))
}
