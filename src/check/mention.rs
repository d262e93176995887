//! Where an order's text speaks of its appendices and points by number.

use std::ops::Range;

use super::wording::words;
use crate::model::{Order, Point, Text};

/// The stating part and the points, in reading order.
pub(super) fn texts(order: &Order) -> Vec<&Text> {
    fn add<'a>(points: &'a [Point], texts: &mut Vec<&'a Text>) {
        for point in points {
            texts.extend(&point.text);
            add(&point.points, texts);
        }
    }
    let mut texts: Vec<&Text> = order.preamble.iter().collect();
    add(&order.points, &mut texts);
    texts
}

/// A word and the numbers after it: «приложение № 2», «пункты 2, 3 и 5», or none.
#[derive(Debug)]
pub(super) struct Mention {
    /// The word.
    pub(super) word: Range<usize>,
    /// The numbers with their places; those of «1–4» stand at both ends.
    pub(super) numbers: Vec<(Range<usize>, String)>,
    /// Where the word and its numbers end.
    pub(super) end: usize,
}

impl Mention {
    /// The bytes to point at for one of the numbers: the first takes the word along.
    pub(super) fn place(&self, index: usize) -> Range<usize> {
        let number = &self.numbers[index].0;
        let start = if index == 0 {
            self.word.start
        } else {
            number.start
        };
        start..number.end
    }
}

/// Every word that `is_word` knows by its lower case, with the numbers after it.
pub(super) fn mentions(text: &str, is_word: impl Fn(&str) -> bool) -> Vec<Mention> {
    words(text)
        .filter(|word| is_word(&word.text.to_lowercase()))
        .map(|word| {
            let word = word.range();
            let is_short = text[word.clone()].chars().count() <= 2;
            let dot = usize::from(is_short && text[word.end..].starts_with('.'));
            let numbers = numbers(text, word.end + dot);
            let end = numbers.last().map_or(word.end, |(place, _)| place.end);
            Mention { word, numbers, end }
        })
        .collect()
}

/// Whether what follows says that something of this very order was meant.
pub(super) fn of_this_order(rest: &str) -> bool {
    let rest = rest.trim_start().to_lowercase();
    let rest = rest.strip_prefix("к ").unwrap_or(&rest);
    [
        "настоящ",
        "данного приказа",
        "данному приказу",
        "этого приказа",
        "этому приказу",
    ]
    .iter()
    .any(|words| rest.starts_with(words))
}

/// The mentions of this order's appendices: with a number, or beyond doubt without one.
pub(super) fn own_appendices(text: &str) -> Vec<Mention> {
    let mut all = mentions(text, |word| {
        word.strip_prefix("приложени").is_some_and(|ending| {
            matches!(ending, "е" | "я" | "ю" | "ем" | "и" | "ям" | "ями" | "ях")
        })
    });
    all.retain(|mention| {
        let rest = text[mention.end..].trim_start();
        let foreign = rest.starts_with("к ") && !of_this_order(rest);
        // A mobile application is «приложение» too.
        let before = text[..mention.word.start].trim_end().to_lowercase();
        let plain = before.ends_with('(') || before.ends_with("согласно") || of_this_order(rest);
        !foreign && (!mention.numbers.is_empty() || plain)
    });
    all
}

/// The longest list that «1–4» is unfolded to.
const LONGEST_RANGE: u32 = 100;

/// The numbers that `text` goes on with: «№ 2», «1, 2 и 3», «1–4».
fn numbers(text: &str, from: usize) -> Vec<(Range<usize>, String)> {
    let mut found: Vec<(Range<usize>, String)> = Vec::new();
    let mut at = from;
    let mut separator = "";
    while let Some((place, number)) = number_at(text, at) {
        if matches!(separator, "-" | "–") {
            let between = found.last().and_then(|(_, last)| between(last, &number));
            found.extend(between.into_iter().flatten().map(|n| (place.clone(), n)));
        }
        at = place.end;
        found.push((place, number));
        let rest = &text[at..];
        let skipped = rest.len() - rest.trim_start().len();
        let next = [",", "–", "-", "и "]
            .into_iter()
            .find(|sign| rest.trim_start().starts_with(sign));
        let Some(sign) = next else { break };
        separator = sign;
        at += skipped + sign.len();
    }
    found
}

/// The numbers between two others.
fn between(first: &str, last: &str) -> Option<Vec<String>> {
    let (first, last): (u32, u32) = (first.parse().ok()?, last.parse().ok()?);
    let inner = first.checked_add(1)?..last;
    (inner.len() < LONGEST_RANGE as usize).then(|| inner.map(|n| n.to_string()).collect())
}

/// The number at a place, after white space and «№»: «2», «2.1».
fn number_at(text: &str, at: usize) -> Option<(Range<usize>, String)> {
    let rest = text[at..].trim_start();
    let rest = rest.strip_prefix(['№', 'N']).unwrap_or(rest).trim_start();
    let length = rest
        .bytes()
        .take_while(|b| b.is_ascii_digit() || *b == b'.')
        .count();
    let number = rest[..length].trim_end_matches('.');
    let start = text.len() - rest.len();
    let is_number = number.starts_with(|c: char| c.is_ascii_digit());
    // «7а» and «5-х» are no numbers of ours.
    let ends = !rest[number.len()..].starts_with(char::is_alphabetic);
    (is_number && ends).then(|| (start..start + number.len(), number.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_after_a_word() {
        for (text, read) in [
            ("приложение № 2", vec!["2"]),
            ("приложениям 1–4.", vec!["1", "2", "3", "4"]),
            ("пункты 2, 3 и 5.1 приказа", vec!["2", "3", "5.1"]),
            ("(приложение)", vec![]),
            ("пункт 7.", vec!["7"]),
            ("п. 7", vec!["7"]),
            ("пункт. 7 мая", vec![]),
        ] {
            let all = mentions(text, |word| word.starts_with('п') && word != "приказа");
            let numbers: Vec<&str> = all[0].numbers.iter().map(|(_, n)| n.as_str()).collect();
            assert_eq!(numbers, read, "{text}");
        }
    }
}
