//! Deadlines written by the rules: «сентябрь–октябрь 2021 г.», «до 15 сентября
//! 2021 г.» ([N-46], [N-77], [N-83]).

use super::compose::compose;
use super::syntax::{Edge, Item, Placed, Shape, Stretch, Year};
use super::tokens::{Kind, tokens};
use super::words;
use crate::language::{month_genitive, month_nominative, single_spaced};

/// The phrase with its dates written by the rules; the words between them, and
/// whatever is not a plain date, month or quarter, stay as they are. Runs of white
/// space become one space.
pub fn normalised(phrase: &str) -> String {
    let composed = compose(&tokens(phrase));
    let mut text = String::with_capacity(phrase.len());
    let mut at = 0;
    for placed in composed.parts.iter().flatten() {
        let written = &phrase[placed.range.clone()];
        text.push_str(&phrase[at..placed.range.start]);
        at = placed.range.end;
        match rewritten(placed, written).filter(|_| says_only_days(written)) {
            Some(new) => {
                text.push_str(&like_first(written, &new));
                // «16.10.2026.» has a full stop; «16 октября 2026 г.» needs no second.
                if new.ends_with('.') && phrase[at..].starts_with('.') {
                    at += 1;
                }
            }
            None => text.push_str(written),
        }
    }
    text.push_str(&phrase[at..]);
    single_spaced(&text)
}

/// Whether there is nothing but days: an hour, «до 18.00 10.12.2026», must not be lost.
fn says_only_days(written: &str) -> bool {
    let tokens = tokens(written);
    let numbers = tokens
        .iter()
        .filter(|token| matches!(token.kind, Kind::Number(..)));
    let has_month = tokens
        .iter()
        .any(|token| token.word().and_then(words::month).is_some());
    let is_range = tokens.iter().any(|token| {
        token.kind == Kind::Dash
            || matches!(token.word(), Some("по" | "до")) && token.range.start > 0
    });
    let most = match (has_month, is_range) {
        (true, false) => 2,
        (true, true) => 4,
        (false, false) => 3,
        (false, true) => 6,
    };
    numbers.count() <= most && !tokens.iter().any(|token| token.is(':'))
}

/// Keeps the capital a cell begins with.
fn like_first(written: &str, new: &str) -> String {
    let is_capital = written.starts_with(char::is_uppercase);
    let mut letters = new.chars();
    match letters.next() {
        Some(first) if is_capital => first.to_uppercase().chain(letters).collect(),
        _ => new.to_owned(),
    }
}

fn rewritten(placed: &Placed, written: &str) -> Option<String> {
    let lower = written.to_lowercase();
    match &placed.item {
        Item::Stretches(stretches) => match &stretches[..] {
            [one] if !begins_with_preposition(&lower) => nominative(one),
            _ => None,
        },
        Item::Range(first, last) => range(first, last),
        Item::By {
            ends,
            edge,
            covers: None,
        } if !lower.contains("включительно") => {
            let [end] = &ends[..] else { return None };
            let preposition = match edge {
                Edge::End if lower.starts_with("не поз") => "не позднее",
                Edge::Untold if lower.starts_with("в срок") => "в срок до",
                Edge::Untold if lower.starts_with("до") => "до",
                Edge::Start if lower.starts_with('к') => "к",
                _ => return None,
            };
            let is_day = matches!(end.shape, Shape::Day { .. });
            is_day.then(|| Some(format!("{preposition} {}", nominative(end)?)))?
        }
        _ => None,
    }
}

/// «в марте 2022 г.» is written well enough, and in another case.
fn begins_with_preposition(lower: &str) -> bool {
    let first = lower.split_whitespace().next();
    matches!(first, Some("в" | "во" | "на" | "за" | "весь" | "период"))
}

/// A stretch as it stands alone; `None` if it is written well enough as it is.
fn nominative(stretch: &Stretch) -> Option<String> {
    if stretch.weekday.is_some() {
        return None;
    }
    let year = year(stretch)?;
    Some(match stretch.shape {
        Shape::Day { month, day } => format!("{day} {}{year}", month_genitive(month)),
        Shape::Month(month) => format!("{}{year}", month_nominative(month)),
        Shape::Quarter(n @ 1..=4) => format!("{} квартал{year}", ROMAN[n as usize - 1]),
        Shape::HalfYear(1) => format!("первое полугодие{year}"),
        Shape::HalfYear(2) => format!("второе полугодие{year}"),
        _ => return None,
    })
}

const ROMAN: [&str; 4] = ["I", "II", "III", "IV"];

/// « 2021 г.», or nothing; `None` if the year is said in other words.
fn year(stretch: &Stretch) -> Option<String> {
    match stretch.year {
        Some(Year::Of(year)) => Some(format!(" {year} г.")),
        None => Some(String::new()),
        Some(_) => None,
    }
}

fn range(first: &Stretch, last: &Stretch) -> Option<String> {
    let same_year = first.year.is_none() || first.year == last.year;
    let (start, end) = (nominative(first)?, nominative(last)?);
    let short = if same_year {
        nominative(&Stretch {
            year: None,
            ..first.clone()
        })?
    } else {
        start
    };
    match (first.shape, last.shape) {
        (Shape::Day { month, day }, Shape::Day { month: other, .. })
            if same_year && month == other =>
        {
            Some(format!("{day}–{end}"))
        }
        (Shape::Day { .. }, Shape::Day { .. }) => Some(format!("с {short} по {end}")),
        (Shape::Month(_), Shape::Month(_)) if same_year => Some(format!("{short}–{end}")),
        (Shape::Month(_), Shape::Month(_)) => Some(format!("{short} – {end}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::normalised;

    #[test]
    fn dates_are_written_by_the_rules() {
        for (phrase, expected) in [
            ("сентябрь – октябрь 2021 года", "сентябрь–октябрь 2021 г."),
            (
                "Ноябрь 2020 – апрель 2021",
                "Ноябрь 2020 г. – апрель 2021 г.",
            ),
            ("до 15.09.2021г", "до 15 сентября 2021 г."),
            ("В срок  до 20.06.2022", "В срок до 20 июня 2022 г."),
            (
                "06.09.2021 – 08.09.2021, 15.09.2021",
                "6–8 сентября 2021 г., 15 сентября 2021 г.",
            ),
            ("01.02.2022 – 11.03.2022", "с 1 февраля по 11 марта 2022 г."),
            (
                "с 30.12.2021 по 09.01.2022",
                "с 30 декабря 2021 г. по 9 января 2022 г.",
            ),
            ("3 кв. 2022", "III квартал 2022 г."),
            (
                "Октябрь 2021г. по плану  ЛОИРО",
                "Октябрь 2021 г. по плану ЛОИРО",
            ),
            ("в марте 2022 года", "в марте 2022 года"),
            ("Сентябрь-октябрь", "Сентябрь–октябрь"),
            ("ежемесячно", "ежемесячно"),
            ("ноябрь 2021 года", "ноябрь 2021 г."),
            ("16.10.2026.", "16 октября 2026 г."),
            ("15.10.2026 г. в 14.00", "15.10.2026 г. в 14.00"),
            ("15 октября 10.00", "15 октября 10.00"),
            ("до 18.00 10.12.2026 г.", "до 18.00 10.12.2026 г."),
        ] {
            assert_eq!(normalised(phrase), expected, "{phrase}");
        }
    }
}
