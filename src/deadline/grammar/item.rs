//! What a phrase says about stretches: by, from, between, how often, on what
//! condition, by whose plan.

use winnow::combinator::{alt, fail, not, opt, peek, preceded, repeat, separated, terminated};
use winnow::prelude::*;
use winnow::token::any;

use super::basic::{any_word, count, dash, digits, each, nth, read, sign, stem, token, unit, word};
use super::stretch::{day_of_month, like, own_year, sharing, stretch, time_of_day};
use super::{Input, Parsed};
use crate::deadline::Unit;
use crate::deadline::syntax::{CountedUnit, Edge, Item, Shape, Stretch};
use crate::deadline::tokens::Kind;
use crate::deadline::words;

/// Any item. Its first token tells which kinds are worth trying; what begins alike is
/// tried from the longest.
pub(super) fn item(input: &mut Input<'_>) -> Parsed<Item> {
    let first = peek(any).parse_next(input)?;
    match &first.kind {
        Kind::Number(..) | Kind::Roman(_) => alt((
            times_in_unit,
            weekday_of_each_month,
            between,
            stretches,
            duration,
        ))
        .parse_next(input),
        Kind::Word(word) if words::month(word).is_some() => {
            alt((between, stretches)).parse_next(input)
        }
        Kind::Word(_) => worded(input),
        Kind::Quoted | Kind::Dash | Kind::Sign(_) => fail.parse_next(input),
    }
}

/// An item that begins with a word.
fn worded(input: &mut Input<'_>) -> Parsed<Item> {
    alt((
        recurring,
        alt((no_earlier_than, counted_back, eve, counted_on, bare_term)),
        by,
        between,
        from,
        external,
        conditional,
        stretches,
        duration,
    ))
    .parse_next(input)
}

// ---- stretches ----

/// «в течение», «в», «на период».
fn within(input: &mut Input<'_>) -> Parsed<()> {
    let course = (
        alt((
            (
                word(&["в", "на"]),
                word(&[
                    "течение",
                    "течении",
                    "протяжении",
                    "продолжение",
                    "теч",
                    "период",
                    "срок",
                ]),
            )
                .void(),
            word(&["втечение", "втечении", "период"]),
        )),
        opt(sign('.')),
    );
    alt((course.void(), word(&["в", "во", "на", "за"]))).parse_next(input)
}

fn stretches(input: &mut Input<'_>) -> Parsed<Item> {
    alt((
        preceded(opt(within), sharing).map(Item::Stretches),
        preceded(opt(within), stretch).map(|one| Item::Stretches(vec![one])),
        (opt(within), word(&["весь", "всего"]), stretch)
            .map(|(.., one)| Item::Stretches(vec![one])),
        preceded(within, own_year).map(|year| Item::Stretches(vec![year])),
        (peek(stem(&["весь", "кругл"])), own_year).map(|(_, year)| Item::Stretches(vec![year])),
    ))
    .parse_next(input)
}

/// One end of a range: a stretch, or its number alone, the rest being said later.
enum End {
    Whole(Stretch),
    Number(u32),
}

/// «с 1 по 7 ноября», «01.09–31.12.2023», «сентябрь–май».
fn between(input: &mut Input<'_>) -> Parsed<Item> {
    let since = (
        opt((word(&["в"]), word(&["период", "срок"]))),
        opt(word(&["период"])),
        word(&["с", "со", "от"]),
    );
    opt(alt((since.void(), within))).parse_next(input)?;
    let first = alt((
        terminated(nth, peek(joint)).map(End::Number),
        stretch.map(End::Whole),
        day_of_month.map(End::Whole),
    ))
    .parse_next(input)?;
    joint.parse_next(input)?;
    let last = alt((stretch, day_of_month)).parse_next(input)?;
    opt(word(&["включительно"])).parse_next(input)?;
    let first = match first {
        End::Whole(first) => Some(first),
        End::Number(number) => like(&last, number),
    };
    match first {
        Some(first) if may_range(&first, &last) => Ok(Item::Range(first, last)),
        _ => fail.parse_next(input),
    }
}

fn joint(input: &mut Input<'_>) -> Parsed<()> {
    alt((dash, (opt(word(&["и"])), word(&["по", "до"])).void())).parse_next(input)
}

/// «сентябрь – 2021» is a month and its year, not a range.
fn may_range(first: &Stretch, last: &Stretch) -> bool {
    let is_year =
        |stretch: &Stretch| matches!(stretch.shape, Shape::Year | Shape::SchoolYear { .. });
    let is_open = |stretch: &Stretch| {
        matches!(
            stretch.shape,
            Shape::WholePeriod | Shape::Holidays | Shape::Years { .. } | Shape::SchoolQuarter(_)
        )
    };
    is_year(first) == is_year(last) && !is_open(first) && !is_open(last)
}

// ---- by ----

/// «до …», «не позднее …», «к …»; also «за I полугодие – до …».
fn by(input: &mut Input<'_>) -> Parsed<Item> {
    let covers = opt(terminated(
        preceded(word(&["за"]), alt((stretch, own_year))),
        opt(alt((dash, sign(':')))),
    ))
    .parse_next(input)?;
    let edge = preposition.parse_next(input)?;
    opt(time_of_day).parse_next(input)?;
    let edge = alt((
        stem(&["начал"]).value(Edge::Start),
        (stem(&["последн"]), word(&["дня", "день", "числа", "число"])).value(Edge::End),
        stem(&["конц", "окончани", "завершени"]).value(Edge::End),
        // The middle of a month is no day: it is read as the month, with a doubt.
        stem(&["середин"]).value(Edge::Untold),
        ().value(edge),
    ))
    .parse_next(input)?;
    let ends: Vec<Stretch> = alt((
        sharing,
        alt((day_of_month, stretch, own_year)).map(|one| vec![one]),
    ))
    .parse_next(input)?;
    let more: Vec<Stretch> =
        repeat(0.., preceded(and, stretch_with_own_number)).parse_next(input)?;
    let inclusive = opt(preceded(
        opt(sign('(')),
        terminated(word(&["включительно"]), opt(sign(')'))),
    ))
    .parse_next(input)?;
    Ok(Item::By {
        ends: ends.into_iter().chain(more).collect(),
        edge: match inclusive {
            Some(()) => Edge::End,
            None => edge,
        },
        covers,
    })
}

/// «и» between days of one «до»: «до 10 января и 10 июля».
fn and(input: &mut Input<'_>) -> Parsed<()> {
    alt((word(&["и"]), sign(','))).parse_next(input)
}

fn stretch_with_own_number(input: &mut Input<'_>) -> Parsed<Stretch> {
    let day = stretch.verify(|stretch: &Stretch| matches!(stretch.shape, Shape::Day { .. }));
    let reaches_on = (joint, alt((nth.void(), stretch.void())));
    alt((terminated(day, not(reaches_on)), day_of_month)).parse_next(input)
}

fn preposition(input: &mut Input<'_>) -> Parsed<Edge> {
    let term = || opt((word(&["в"]), word(&["срок"])));
    let no_later = (
        word(&["не"]),
        word(&["позднее", "позже"]),
        opt(word(&["чем"])),
        opt(word(&["к", "до"])),
    );
    alt((
        preceded(term(), no_later).value(Edge::End),
        preceded(term(), word(&["до"])).value(Edge::Untold),
        (word(&["на"]), word(&["период", "срок"]), word(&["до"])).value(Edge::Untold),
        word(&["по"]).value(Edge::End),
        word(&["к", "ко"]).value(Edge::Start),
        word(&["перед"]).value(Edge::Start),
    ))
    .parse_next(input)
}

// ---- from ----

/// «начиная с 2019 года», «с 1 сентября», «не ранее мая», «после 15.09.2021».
fn from(input: &mut Input<'_>) -> Parsed<Item> {
    let mut since = alt((
        (opt(word(&["начиная"])), word(&["с", "со"])).void(),
        (
            word(&["не"]),
            word(&["ранее", "раньше"]),
            opt(word(&["чем"])),
            opt(word(&["с"])),
        )
            .void(),
        word(&["после"]),
    ));
    opt(word(&["в"])).parse_next(input)?;
    since.parse_next(input)?;
    opt(stem(&["начал"])).parse_next(input)?;
    stretch.map(Item::From).parse_next(input)
}

// ---- terms counted in days ----

/// «3 рабочих дня», «2 недели», «день».
fn term(input: &mut Input<'_>) -> Parsed<(u32, CountedUnit)> {
    let number = opt(terminated(count, opt((sign('('), any_word, sign(')'))))).parse_next(input)?;
    let working = opt(stem(&["рабоч"])).parse_next(input)?;
    opt(stem(&["календарн", "учебн"])).parse_next(input)?;
    let unit = read(words::unit).parse_next(input)?;
    let unit = match (unit, working) {
        (Unit::Day, Some(())) => CountedUnit::WorkingDays,
        (Unit::Day, None) => CountedUnit::Days,
        (Unit::Week, _) => CountedUnit::Weeks,
        (Unit::Month, _) => CountedUnit::Months,
        _ => return fail.parse_next(input),
    };
    Ok((number.unwrap_or(1), unit))
}

/// «накануне 1 сентября»: the day before.
fn eve(input: &mut Input<'_>) -> Parsed<Item> {
    preceded(word(&["накануне"]), stretch)
        .map(|base| counted(1, CountedUnit::Days, true, Some(base)))
        .parse_next(input)
}

/// «не ранее чем за 10 дней до 1 июня»: when it may begin, not when it is due.
fn no_earlier_than(input: &mut Input<'_>) -> Parsed<Item> {
    (
        word(&["не"]),
        word(&["ранее", "раньше"]),
        opt(word(&["чем"])),
        word(&["за"]),
        term,
        word(&["до"]),
        opt(stretch),
    )
        .map(|_| Item::Conditional { every: Vec::new() })
        .parse_next(input)
}

/// «не позднее чем за 5 рабочих дней до …»: a day, or an event no calendar knows.
fn counted_back(input: &mut Input<'_>) -> Parsed<Item> {
    let no_later = (
        word(&["не"]),
        word(&["позднее", "позже", "менее"]),
        opt(word(&["чем"])),
    );
    let before = preceded(opt(no_later), preceded(word(&["за"]), term));
    let (count, of) = terminated(before, word(&["до"])).parse_next(input)?;
    let base = opt(alt((preceded(stem(&["начал"]), stretch), stretch))).parse_next(input)?;
    Ok(counted(count, of, true, base))
}

/// «в течение 5 рабочих дней со дня …», «через неделю после …».
fn counted_on(input: &mut Input<'_>) -> Parsed<Item> {
    let course = (word(&["в"]), word(&["течение", "течении"]));
    let no_later = (
        word(&["не"]),
        word(&["позднее", "позже"]),
        opt(word(&["чем"])),
        opt(word(&["через"])),
    );
    let start = alt((course.void(), no_later.void(), word(&["через", "спустя"])));
    let (count, of) = preceded(start, term).parse_next(input)?;
    let since = alt((
        (word(&["со", "с"]), word(&["дня", "даты", "момента"])).void(),
        word(&["с", "со", "от", "после"]),
    ));
    let base = opt(preceded(since, stretch)).parse_next(input)?;
    Ok(counted(count, of, false, base))
}

fn counted(count: u32, of: CountedUnit, back: bool, base: Option<Stretch>) -> Item {
    match base {
        Some(base) => Item::Counted {
            count,
            of,
            back,
            base,
        },
        None => Item::Conditional { every: Vec::new() },
    }
}

/// «в 3-месячный срок», «в месячный срок», «в десятидневный срок».
fn bare_term(input: &mut Input<'_>) -> Parsed<Item> {
    let length = token(|token| {
        let word = token.word().unwrap_or_default();
        ["дневн", "месячн", "недельн", "суточн"]
            .iter()
            .any(|stem| word.contains(stem))
            && !word.starts_with("еже")
    });
    (
        word(&["в"]),
        opt((
            digits(1..=3),
            opt(dash),
            opt(sign('(')),
            opt((any_word, sign(')'))),
        )),
        length,
        word(&["срок"]),
    )
        .map(|_| Item::Conditional { every: Vec::new() })
        .parse_next(input)
}

/// «9 дней», «18 недель/122 календарных дня»: of several the last counts.
fn duration(input: &mut Input<'_>) -> Parsed<Item> {
    let one = (count, opt(stem(&["календарн"])), read(words::unit));
    let days = one.verify_map(|(count, _, unit)| match unit {
        Unit::Day => Some(count),
        Unit::Week => Some(count * 7),
        _ => None,
    });
    let all: Vec<u32> = preceded(
        opt(word(&["продолжительность", "продолжительностью"])),
        separated(1.., days, sign('/')),
    )
    .parse_next(input)?;
    not(word(&["до", "со", "после"])).parse_next(input)?;
    match all.last() {
        Some(&days) => Ok(Item::Duration { days }),
        None => fail.parse_next(input),
    }
}

// ---- recurrence ----

fn recurring(input: &mut Input<'_>) -> Parsed<Item> {
    alt((
        every_word,
        times_in_unit,
        every_unit,
        weekday_of_each_month,
        on_weekdays,
    ))
    .parse_next(input)
}

fn every(unit: Unit, step: u32, times: u32) -> Item {
    Item::Every {
        recurrence: (unit, step),
        times,
    }
}

/// «ежемесячно».
fn every_word(input: &mut Input<'_>) -> Parsed<Item> {
    read(words::every)
        .map(|unit| every(unit, 1, 1))
        .parse_next(input)
}

/// «не реже 1 раза в квартал», «раз в два года».
fn times_in_unit(input: &mut Input<'_>) -> Parsed<Item> {
    let at_least = (word(&["не"]), word(&["реже", "менее"]), opt(word(&["чем"])));
    opt(at_least).parse_next(input)?;
    let in_brackets = || opt((sign('('), any_word, sign(')')));
    let counted = (
        opt(terminated(count, in_brackets())),
        word(&["раз", "раза"]),
    );
    let times = alt((
        word(&["дважды"]).value(2),
        word(&["трижды"]).value(3),
        counted.map(|(times, ())| times.unwrap_or(1)),
    ))
    .parse_next(input)?;
    word(&["в", "за", "во"]).parse_next(input)?;
    let step = opt(count).parse_next(input)?;
    let unit = alt((unit, stem(&["полгода"]).value(Unit::HalfYear))).parse_next(input)?;
    Ok(every(unit, step.unwrap_or(1), times))
}

/// «каждый месяц», «каждые две недели», «каждую пятницу», «каждый первый вторник».
fn every_unit(input: &mut Input<'_>) -> Parsed<Item> {
    opt(word(&["в"])).parse_next(input)?;
    each.parse_next(input)?;
    opt((
        alt((nth.void(), stem(&["последн"]))),
        peek(read(words::weekday)),
    ))
    .parse_next(input)?;
    let weekday = opt(read(words::weekday)).parse_next(input)?;
    if weekday.is_some() {
        let of_month = opt(word(&["месяца"])).parse_next(input)?;
        let unit = of_month.map_or(Unit::Week, |()| Unit::Month);
        return Ok(every(unit, 1, 1));
    }
    let step = opt(count).parse_next(input)?;
    let unit = unit.parse_next(input)?;
    Ok(every(unit, step.unwrap_or(1), 1))
}

/// «3-я пятница каждого месяца», «последний четверг месяца».
fn weekday_of_each_month(input: &mut Input<'_>) -> Parsed<Item> {
    (
        opt(word(&["в", "во"])),
        alt((nth.void(), stem(&["последн"]))),
        read(words::weekday),
        opt(each),
        word(&["месяца"]),
    )
        .map(|_| every(Unit::Month, 1, 1))
        .parse_next(input)
}

/// «по понедельникам».
fn on_weekdays(input: &mut Input<'_>) -> Parsed<Item> {
    preceded(word(&["по"]), read(words::weekday))
        .map(|_| every(Unit::Week, 1, 1))
        .parse_next(input)
}

// ---- another's plan ----

const PLANS: &[&str] = &[
    "план",
    "график",
    "циклограмм",
    "расписани",
    "приказ",
    "календар",
    "распоряжени",
    "регламент",
    "положени",
    "порядк",
    "порядок",
    "дорожн",
    "программ",
    "письм",
    "договор",
    "муниципальн",
];

/// «по плану ЛОИРО», «в соответствии с циклограммой», «в установленные сроки».
fn external(input: &mut Input<'_>) -> Parsed<Item> {
    alt((by_plan, in_accordance, in_set_terms)).parse_next(input)
}

fn plan(input: &mut Input<'_>) -> Parsed<()> {
    (stem(PLANS), opt((dash, stem(PLANS))))
        .void()
        .parse_next(input)
}

fn by_plan(input: &mut Input<'_>) -> Parsed<Item> {
    word(&["по"]).parse_next(input)?;
    let _: Vec<()> = adjectives.parse_next(input)?;
    plan.parse_next(input)?;
    Ok(Item::External { named: false })
}

/// «отдельному», «утверждённому»: they do not say whose plan it is.
fn adjectives(input: &mut Input<'_>) -> Parsed<Vec<()>> {
    repeat(0..=2, terminated(adjective, peek(alt((adjective, plan))))).parse_next(input)
}

fn adjective(input: &mut Input<'_>) -> Parsed<()> {
    token(|token| {
        let word = token.word().unwrap_or_default();
        ["ому", "ему", "ым", "им", "ой", "ей", "ых", "их"]
            .iter()
            .any(|ending| word.ends_with(ending))
            && !PLANS.iter().any(|plan| word.starts_with(plan))
    })
    .void()
    .parse_next(input)
}

fn in_accordance(input: &mut Input<'_>) -> Parsed<Item> {
    alt((
        (word(&["в"]), word(&["соответствии"]), word(&["с", "со"])).void(),
        (word(&["в"]), word(&["рамках"])).void(),
        word(&["согласно"]),
    ))
    .parse_next(input)?;
    let _: Vec<()> = adjectives.parse_next(input)?;
    let is_plan = opt(plan).parse_next(input)?.is_some();
    Ok(Item::External { named: !is_plan })
}

/// «в сроки, установленные комитетом», «в установленные сроки».
fn in_set_terms(input: &mut Input<'_>) -> Parsed<Item> {
    let set = || {
        stem(&[
            "установлен",
            "определен",
            "утвержден",
            "указан",
            "предусмотрен",
            "обозначен",
            "назначен",
        ])
    };
    let dates = || word(&["сроки", "срок", "даты", "дни", "порядке"]);
    let named = alt((
        (word(&["в"]), dates(), opt(sign(',')), set()).value(true),
        (word(&["в"]), set(), opt(any_word), dates()).value(false),
    ))
    .parse_next(input)?;
    Ok(Item::External { named })
}

// ---- conditions ----

fn conditional(input: &mut Input<'_>) -> Parsed<Item> {
    alt((at_results, on_event)).parse_next(input)
}

/// «по итогам четверти, учебного года»: comes round with each.
fn at_results(input: &mut Input<'_>) -> Parsed<Item> {
    let mut head = alt((
        (
            word(&["по"]),
            stem(&["итог", "результат", "окончани", "завершени", "истечени"]),
        )
            .void(),
        (word(&["в"]), word(&["конце"])).void(),
    ));
    head.parse_next(input)?;
    opt(each).parse_next(input)?;
    let one = terminated(unit, not(dash));
    let every: Vec<Unit> = separated(0.., one, alt((sign(','), word(&["и"])))).parse_next(input)?;
    Ok(Item::Conditional { every })
}

/// «при необходимости», «по мере поступления», «со дня …», «до начала занятий».
fn on_event(input: &mut Input<'_>) -> Parsed<Item> {
    let known = alt((
        (
            word(&["по"]),
            stem(&[
                "мере",
                "необходимост",
                "запрос",
                "требовани",
                "согласовани",
                "факт",
                "заявк",
                "обращени",
                "решени",
                "поступлени",
                "готовност",
                "получени",
                "заявлени",
            ]),
        )
            .void(),
        (word(&["при"]), any_word).void(),
        (word(&["со", "с"]), word(&["дня", "момента", "даты"])).void(),
        (
            word(&["в"]),
            alt((
                stem(&["случае"]),
                word(&["день", "ходе", "дни"]),
                (
                    word(&["период"]),
                    not(token(|t| matches!(t.kind, Kind::Number(..)))),
                )
                    .void(),
            )),
        )
            .void(),
        (word(&["во"]), word(&["время"])).void(),
        word(&[
            "накануне",
            "незамедлительно",
            "немедленно",
            "одновременно",
            "сразу",
            "после",
            "перед",
        ]),
        (
            word(&["не"]),
            word(&["позднее", "позже", "ранее", "раньше"]),
            any_word,
        )
            .void(),
        (word(&["в"]), word(&["срок"]), word(&["до"]), any_word).void(),
        (word(&["до", "к", "ко"]), any_word).void(),
    ));
    known
        .value(Item::Conditional { every: Vec::new() })
        .parse_next(input)
}
