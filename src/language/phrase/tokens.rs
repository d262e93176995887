//! A phrase cut into words and the signs that join or enclose them.

use std::ops::Range;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word, a number or an abbreviation with its dot.
    Word,
    /// «М.А.» or «М.»
    Initials,
    /// «и», «или», a comma, a dash: what follows may be a second head.
    Joint,
    /// «(»
    Bracket,
    /// «;», «:»: what follows may be a second phrase or an explanation.
    Divider,
    /// «)», which needs no care.
    Other,
    /// An opening quote.
    QuoteOpen,
    /// A closing quote.
    QuoteClose,
}

/// A token and its bytes.
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) range: Range<usize>,
}

/// Cuts a phrase; straight quotes open after a gap and close otherwise.
pub(super) fn tokens(phrase: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut word = None;
    for (at, c) in phrase.char_indices().chain([(phrase.len(), ' ')]) {
        let after_gap = word.is_none();
        let sign = match c {
            '«' | '„' => Some(Kind::QuoteOpen),
            '"' | '“' if after_gap => Some(Kind::QuoteOpen),
            '»' | '“' | '”' | '"' => Some(Kind::QuoteClose),
            '(' => Some(Kind::Bracket),
            ',' => Some(Kind::Joint),
            ';' | ':' => Some(Kind::Divider),
            ')' => Some(Kind::Other),
            _ => None,
        };
        if sign.is_none() && !c.is_whitespace() {
            word.get_or_insert(at);
            continue;
        }
        if let Some(start) = word.take() {
            tokens.push(Token {
                kind: word_kind(&phrase[start..at]),
                range: start..at,
            });
        }
        if let Some(kind) = sign {
            let range = at..at + c.len_utf8();
            tokens.push(Token { kind, range });
        }
    }
    tokens
}

fn word_kind(word: &str) -> Kind {
    let is_initials = word.ends_with('.')
        && word
            .split_terminator('.')
            .all(|part| part.chars().count() == 1 && part.starts_with(char::is_uppercase));
    match word {
        "и" | "или" | "-" | "–" | "—" | "/" => Kind::Joint,
        _ if is_initials => Kind::Initials,
        _ => Kind::Word,
    }
}
