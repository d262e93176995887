//! Slips of the pen that the grammar reads past: spaces, dashes, letters.

use super::tokens::{Kind, Token};
use super::words;
use super::{Code, Finding, Weight};
use crate::language::month_by_genitive;

/// The slips of a phrase.
pub(super) fn slips(phrase: &str, tokens: &[Token]) -> Vec<Finding> {
    let mut findings = Vec::new();
    doubled_spaces(phrase, &mut findings);
    let mut widths = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let following = &tokens[at..];
        findings.extend(lost_day(&tokens[..at], token));
        findings.extend(missing_space(phrase, following));
        findings.extend(stray_comma(following));
        findings.extend(undeclined_year(following));
        findings.extend(one_year_of_many(following));
        findings.extend(space_before_year(following));
        findings.extend(lost_dash_between_years(following));
        findings.extend(lost_dash_between_dates(phrase, token));
        findings.extend(wrong_word(phrase, token));
        widths.extend(year_width(following));
    }
    mixed_years(&widths, &mut findings);
    findings
}

fn slip(code: Code, range: std::ops::Range<usize>, message: &str) -> Finding {
    Finding {
        code,
        weight: Weight::Warning,
        range,
        message: message.to_owned(),
        instead: None,
    }
}

fn doubled_spaces(phrase: &str, findings: &mut Vec<Finding>) {
    let mut from = 0;
    while let Some(found) = phrase[from..].find("  ") {
        let start = from + found;
        let rest = &phrase[start..];
        let end = start + (rest.len() - rest.trim_start_matches(' ').len());
        // At the ends of a phrase they do not show.
        if start > 0 && end < phrase.len() {
            findings.push(Finding {
                instead: Some(" ".to_owned()),
                ..slip(Code::Spacing, start..end, "лишний пробел")
            });
        }
        from = end;
    }
}

/// «апреля 2022 г.» with no day before it.
fn lost_day(before: &[Token], token: &Token) -> Option<Finding> {
    let begins = before
        .last()
        .is_none_or(|last| last.is(',') || last.is(';') || last.is('('));
    let word = token.word()?;
    let is_genitive = month_by_genitive(word).is_some();
    (begins && is_genitive).then(|| {
        slip(
            Code::Typing,
            token.range.clone(),
            "потерян день, или нужен именительный падеж",
        )
    })
}

/// «до10.09», «2021года», «22февраля»; «2021г.» is how everybody writes.
fn missing_space(phrase: &str, tokens: &[Token]) -> Option<Finding> {
    let [first, second, ..] = tokens else {
        return None;
    };
    let is_word = |token: &Token| token.word().is_some();
    let is_number = |token: &Token| matches!(token.kind, Kind::Number(..));
    let glued = !second.spaced
        && (is_word(first) && is_number(second) || is_number(first) && is_word(second));
    let usual = matches!(second.word(), Some("г" | "гг"))
        || second.word().is_some_and(words::is_number_suffix);
    (glued && !usual).then(|| {
        let range = first.range.start..second.range.end;
        let apart = format!(
            "{} {}",
            &phrase[first.range.clone()],
            &phrase[second.range.clone()]
        );
        Finding {
            instead: Some(apart),
            ..slip(Code::Spacing, range, "потерян пробел")
        }
    })
}

/// «декабрь, 2023».
fn stray_comma(tokens: &[Token]) -> Option<Finding> {
    let [month, comma, year, rest @ ..] = tokens else {
        return None;
    };
    let goes_on = matches!(rest.first(), Some(next) if next.is('.') || next.kind == Kind::Dash);
    let is_year = matches!(year.kind, Kind::Number(1990..=2100, 4));
    (month.word().and_then(words::month).is_some() && comma.is(',') && is_year && !goes_on).then(
        || Finding {
            instead: Some(String::new()),
            ..slip(
                Code::Typing,
                comma.range.clone(),
                "лишняя запятая между месяцем и годом",
            )
        },
    )
}

/// «4 ноября 2021 год».
fn undeclined_year(tokens: &[Token]) -> Option<Finding> {
    let [month, year, noun, ..] = tokens else {
        return None;
    };
    let is_year = matches!(year.kind, Kind::Number(1990..=2100, 4));
    (month.word().and_then(words::month).is_some() && is_year && noun.word() == Some("год")).then(
        || Finding {
            instead: Some("года".to_owned()),
            ..slip(
                Code::Typing,
                noun.range.clone(),
                "здесь нужен родительный падеж: «года»",
            )
        },
    )
}

/// «на 2022-2027 год».
fn one_year_of_many(tokens: &[Token]) -> Option<Finding> {
    let [first, dash, second, noun, ..] = tokens else {
        return None;
    };
    let is_year = |token: &Token| matches!(token.kind, Kind::Number(1990..=2100, 4));
    let is_plural = is_year(first) && dash.kind == Kind::Dash && is_year(second);
    (is_plural && noun.word() == Some("год")).then(|| Finding {
        instead: Some("годы".to_owned()),
        ..slip(Code::Typing, noun.range.clone(), "лет несколько: «годы»")
    })
}

/// «25.12. 2013».
fn space_before_year(tokens: &[Token]) -> Option<Finding> {
    let [day, dot, month, second_dot, year, ..] = tokens else {
        return None;
    };
    let is_short = |token: &Token| matches!(token.kind, Kind::Number(_, 1..=2));
    let is_year = matches!(year.kind, Kind::Number(1990..=2100, 4));
    let is_date = is_short(day) && dot.is('.') && is_short(month) && second_dot.is('.') && is_year;
    (is_date && year.spaced && !month.spaced).then(|| {
        let range = second_dot.range.end..year.range.start;
        Finding {
            instead: Some(String::new()),
            ..slip(Code::Spacing, range, "лишний пробел внутри даты")
        }
    })
}

/// «2009 2011 годы».
fn lost_dash_between_years(tokens: &[Token]) -> Option<Finding> {
    let [first, second, ..] = tokens else {
        return None;
    };
    let is_year = |token: &Token| matches!(token.kind, Kind::Number(1990..=2100, 4));
    (is_year(first) && is_year(second)).then(|| {
        let range = first.range.start..second.range.end;
        slip(Code::Typing, range, "между годами потеряно тире")
    })
}

/// «29.12.202109.01.2022».
fn lost_dash_between_dates(phrase: &str, token: &Token) -> Option<Finding> {
    if token.kind != Kind::Dash || !token.range.is_empty() {
        return None;
    }
    // The year and the day that stick together: four digits and two.
    let middle = token.range.start;
    let range = middle - 4..middle + 2;
    let apart = format!(
        "{} – {}",
        &phrase[middle - 4..middle],
        &phrase[middle..middle + 2]
    );
    Some(Finding {
        instead: Some(apart),
        ..slip(Code::Typing, range, "между датами потеряно тире")
    })
}

/// «в течении», and words with Latin letters among Russian ones.
fn wrong_word(phrase: &str, token: &Token) -> Option<Finding> {
    let word = token.word()?;
    let written = &phrase[token.range.clone()];
    let range = token.range.clone();
    if matches!(word, "течении" | "втечение" | "втечении") {
        return Some(Finding {
            instead: (word == "течении").then(|| "течение".to_owned()),
            ..slip(Code::Typing, range, "пишется «в течение»")
        });
    }
    let has_latin = written.contains(|letter: char| letter.is_ascii_alphabetic());
    let has_russian = word.contains(|letter: char| matches!(letter, 'а'..='я'));
    (has_latin && has_russian).then(|| {
        slip(
            Code::Typing,
            range,
            "среди русских букв стоят латинские, похожие на них",
        )
    })
}

/// Where the year of a numeric date stands and with how many digits.
fn year_width(tokens: &[Token]) -> Option<(std::ops::Range<usize>, usize)> {
    let [day, dot, month, second_dot, year, ..] = tokens else {
        return None;
    };
    let is_short = |token: &Token| matches!(token.kind, Kind::Number(_, 1..=2));
    let dots = dot.is('.') && second_dot.is('.');
    match year.kind {
        Kind::Number(_, width @ (2 | 4)) if is_short(day) && dots && is_short(month) => {
            Some((year.range.clone(), width))
        }
        _ => None,
    }
}

/// «19.03.2022 – 27.03.22».
fn mixed_years(widths: &[(std::ops::Range<usize>, usize)], findings: &mut Vec<Finding>) {
    let short = widths.iter().find(|(_, width)| *width == 2);
    let long = widths.iter().any(|(_, width)| *width == 4);
    if let (Some((range, _)), true) = (short, long) {
        findings.push(slip(
            Code::MixedYears,
            range.clone(),
            "один год записан двумя цифрами, другой — четырьмя",
        ));
    }
}
