//! The grammar of deadlines: parsers over tokens, from single words up to items.
//!
//! `basic` reads words and numbers, `stretch` the names of stretches of time,
//! `item` what a phrase says about them.

mod basic;
mod item;
mod stretch;

use winnow::Parser;
use winnow::error::EmptyError;
use winnow::stream::{Stream, TokenSlice};

use super::syntax::Item;
use super::tokens::Token;

type Input<'a> = TokenSlice<'a, Token>;
type Parsed<T> = Result<T, EmptyError>;

/// The item that begins with the first of `tokens`, and how many tokens it takes.
pub(super) fn item(tokens: &[Token]) -> Option<(Item, usize)> {
    let mut input = TokenSlice::new(tokens);
    let item = item::item.parse_next(&mut input).ok()?;
    Some((item, tokens.len() - input.eof_offset()))
}
