//! A phrase cut into tokens, each with its place.

use std::ops::Range;

/// The smallest part of a phrase that means something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// What it is.
    pub kind: Kind,
    /// Its bytes in the phrase.
    pub range: Range<usize>,
    /// Whether white space stands before it.
    pub spaced: bool,
}

/// Kinds of tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word in lower case, ё as е, Latin look-alikes as Russian letters.
    Word(String),
    /// Digits: the number and how many digits it was written with.
    Number(u32, usize),
    /// A Roman number, I to XII.
    Roman(u32),
    /// A name in quotes, the quotes included.
    Quoted,
    /// «-», «–» or «—»; of no bytes where one is lost between two dates.
    Dash,
    /// Any other sign.
    Sign(char),
}

impl Token {
    /// The word, if it is one.
    pub(super) fn word(&self) -> Option<&str> {
        match &self.kind {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }

    /// Whether it is this sign.
    pub(super) fn is(&self, sign: char) -> bool {
        self.kind == Kind::Sign(sign)
    }
}

/// Cuts a phrase into tokens.
pub(super) fn tokens(phrase: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(phrase.len() / 6 + 2);
    let mut at = 0;
    while let Some(first) = phrase[at..].chars().next() {
        let rest = &phrase[at..];
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let len = token_len(rest, first);
        if let Some(year) = glued_year(&rest[..len], &tokens) {
            tokens.extend(year_and_lost_dash(year, at));
            at += 4;
            continue;
        }
        let text = &rest[..len];
        tokens.push(Token {
            kind: kind(text, first),
            range: at..at + len,
            spaced: at > 0 && phrase[..at].ends_with(char::is_whitespace),
        });
        at += len;
    }
    tokens
}

/// The year of «29.12.202109.01.2022», where the dash after it is lost.
fn glued_year(text: &str, before: &[Token]) -> Option<u32> {
    let follows_dot = before.last().is_some_and(|token| token.is('.'));
    let year = text.get(..4)?.parse().ok()?;
    let is_glued = text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit());
    (follows_dot && is_glued && (1990..=2100).contains(&year)).then_some(year)
}

/// The year, and a dash that takes no bytes.
fn year_and_lost_dash(year: u32, at: usize) -> [Token; 2] {
    let token = |kind, range| Token {
        kind,
        range,
        spaced: false,
    };
    [
        token(Kind::Number(year, 4), at..at + 4),
        token(Kind::Dash, at + 4..at + 4),
    ]
}

fn token_len(rest: &str, first: char) -> usize {
    let run = |belongs: fn(char) -> bool| {
        let end = rest.find(|letter| !belongs(letter));
        end.unwrap_or(rest.len())
    };
    match first {
        _ if first.is_ascii_digit() => run(|letter| letter.is_ascii_digit()),
        _ if first.is_alphabetic() => run(char::is_alphabetic),
        _ => quoted_len(rest, first).unwrap_or(first.len_utf8()),
    }
}

/// The length of a name in quotes; `None` if no closing quote follows.
fn quoted_len(rest: &str, first: char) -> Option<usize> {
    let last = match first {
        '«' => '»',
        '„' => '“',
        '“' => '”',
        '"' => '"',
        _ => return None,
    };
    let inner = &rest[first.len_utf8()..];
    let mut depth = 1;
    for (at, letter) in inner.char_indices() {
        if letter == last {
            depth -= 1;
        } else if letter == first {
            depth += 1;
        }
        if depth == 0 {
            return Some(first.len_utf8() + at + last.len_utf8());
        }
    }
    None
}

fn kind(text: &str, first: char) -> Kind {
    match first {
        '-' | '–' | '—' | '−' => Kind::Dash,
        _ if first.is_ascii_digit() => match text.parse() {
            Ok(number) => Kind::Number(number, text.len()),
            // More digits than any date has: no number that means something.
            Err(_) => Kind::Word(text.to_owned()),
        },
        _ if first.is_alphabetic() => match roman(text) {
            Some(number) => Kind::Roman(number),
            None => Kind::Word(folded(text)),
        },
        _ if text.len() > first.len_utf8() => quoted_day(text).unwrap_or(Kind::Quoted),
        _ => Kind::Sign(first),
    }
}

/// The day of «25» ноября.
fn quoted_day(text: &str) -> Option<Kind> {
    let inner = text.trim_matches(['«', '»', '"', '„', '“', '”']).trim();
    let is_day = matches!(inner.len(), 1 | 2) && inner.bytes().all(|byte| byte.is_ascii_digit());
    is_day.then(|| Some(Kind::Number(inner.parse().ok()?, inner.len())))?
}

/// I to XII, typed in Latin letters or in the Russian ones that look like them.
fn roman(text: &str) -> Option<u32> {
    const ROMAN: [&str; 12] = [
        "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii",
    ];
    if text.len() > 8 {
        return None;
    }
    let latin: String = text
        .chars()
        .map(|letter| match letter {
            'І' | 'і' => 'i',
            'Х' | 'х' => 'x',
            _ => letter.to_ascii_lowercase(),
        })
        .collect();
    let index = ROMAN.iter().position(|number| *number == latin)?;
    u32::try_from(index + 1).ok()
}

/// The word in the letters that words are compared in.
fn folded(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for letter in word.chars() {
        match letter {
            'ё' | 'Ё' => folded.push('е'),
            _ => folded.extend(letter.to_lowercase()),
        }
    }
    if word.contains(|letter: char| letter.is_ascii_alphabetic()) {
        return folded
            .chars()
            .map(|letter| look_alike(letter).unwrap_or(letter))
            .collect();
    }
    folded
}

/// The Russian letter that a small Latin one looks like.
fn look_alike(letter: char) -> Option<char> {
    Some(match letter {
        'a' => 'а',
        'b' => 'в',
        'c' => 'с',
        'e' => 'е',
        'h' => 'н',
        'k' => 'к',
        'm' => 'м',
        'o' => 'о',
        'p' => 'р',
        't' => 'т',
        'x' => 'х',
        'y' => 'у',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(phrase: &str) -> Vec<Kind> {
        tokens(phrase).into_iter().map(|token| token.kind).collect()
    }

    #[test]
    fn glued_parts_fall_apart() {
        let word = |text: &str| Kind::Word(text.to_owned());
        assert_eq!(kinds("до10г"), [word("до"), Kind::Number(10, 2), word("г")]);
        assert_eq!(kinds("III–IV кв."), {
            [
                Kind::Roman(3),
                Kind::Dash,
                Kind::Roman(4),
                word("кв"),
                Kind::Sign('.'),
            ]
        });
    }

    #[test]
    fn names_in_quotes_stay_whole() {
        assert_eq!(kinds("«Год «Точки роста» 2022»"), [Kind::Quoted]);
        assert_eq!(
            kinds("«май"),
            [Kind::Sign('«'), Kind::Word("май".to_owned())]
        );
    }

    #[test]
    fn look_alikes_and_yo_are_folded() {
        assert_eq!(kinds("Oтчётный"), [Kind::Word("отчетный".to_owned())]);
    }

    #[test]
    fn places_are_bytes_of_the_phrase() {
        let found = tokens("До  мая");
        assert_eq!(found[1].range, 6..12);
        assert!(found[1].spaced && !found[0].spaced);
    }
}
