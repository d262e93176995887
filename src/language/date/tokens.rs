//! A text cut into numbers, words, gaps and signs, which is all a date needs.

use std::ops::{Range, RangeInclusive};

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Number,
    Word,
    Gap,
    Sign(char),
}

/// A token and its bytes.
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) range: Range<usize>,
}

/// Splits a text into numbers, words, gaps and single signs.
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    for (at, c) in text.char_indices() {
        let kind = match c {
            '0'..='9' => Kind::Number,
            _ if c.is_alphanumeric() => Kind::Word,
            _ if c.is_whitespace() => Kind::Gap,
            _ => Kind::Sign(c),
        };
        let end = at + c.len_utf8();
        match tokens.last_mut() {
            Some(last) if last.kind == kind && !matches!(kind, Kind::Sign(_)) => {
                last.range.end = end;
            }
            _ => tokens.push(Token {
                kind,
                range: at..end,
            }),
        }
    }
    tokens
}

/// The tokens of a text.
pub(super) struct Tokens<'t> {
    pub(super) text: &'t str,
    pub(super) list: Vec<Token>,
}

impl<'t> Tokens<'t> {
    /// Cuts a text.
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            list: tokens(text),
        }
    }

    /// What the token is, `None` past the end.
    pub(super) fn kind(&self, at: usize) -> Option<Kind> {
        self.list.get(at).map(|token| token.kind)
    }

    /// The text of the token, empty past the end.
    pub(super) fn word(&self, at: usize) -> &str {
        self.list
            .get(at)
            .map_or("", |token| &self.text[token.range.clone()])
    }

    /// Where the token ends.
    pub(super) fn end(&self, at: usize) -> usize {
        self.list.get(at).map_or(self.text.len(), |t| t.range.end)
    }

    /// Whether the token is one of these signs.
    pub(super) fn sign(&self, at: usize, any_of: &str) -> bool {
        matches!(self.kind(at), Some(Kind::Sign(sign)) if any_of.contains(sign))
    }

    /// The number at a token if it has that many digits.
    pub(super) fn number(&self, at: usize, digits: RangeInclusive<usize>) -> Option<u32> {
        let token = self.list.get(at)?;
        let fits = token.kind == Kind::Number && digits.contains(&token.range.len());
        self.word(at).parse().ok().filter(|_| fits)
    }
}
