//! Cases of posts, organisations and groups of people: the head of the phrase
//! is declined, what depends on it stays as it is.
//!
//! The head is the leading adjectives and the first noun, which agree. Heads
//! joined by «и», a comma, a dash or brackets are declined as well where they
//! are surely nominatives; where that is unclear, the form is doubtful.

mod adjective;
mod compound;
mod decliner;
#[cfg(feature = "morphology")]
mod dictionary;
mod head;
mod joint;
mod noun;
#[cfg(test)]
mod tests;
mod tokens;
mod words;

use super::{Case, Form, is_capitals};
use decliner::{Decliner, words_from};
use head::Head;
pub(super) use noun::Class;
use noun::Mistakable;
use tokens::{Kind, Token, tokens};

/// A post, an organisation or a group in a case: «Начальник отдела
/// образования» gives «Начальника отдела образования». The phrase is expected
/// in the nominative; inner quoted names and everything that depends on the
/// head stay untouched.
pub fn decline(phrase: &str, case: Case) -> Form {
    if case == Case::Nominative {
        return Form::Certain(phrase.to_owned());
    }
    if is_written_in_capitals(phrase) {
        return decline(&phrase.to_lowercase(), case).map(|form| form.to_uppercase());
    }
    let tokens = tokens(phrase);
    match acting(phrase, &tokens) {
        Some((at, doubt)) => Decliner::new(phrase, tokens, case).decline_from(at, doubt),
        None => Decliner::new(phrase, tokens, case).decline(),
    }
}

/// Gender and number of the phrase's head, if it is known.
pub(super) fn class(phrase: &str) -> Option<Class> {
    let lower = phrase.to_lowercase();
    let tokens = tokens(&lower);
    let start = usize::from(
        tokens
            .first()
            .is_some_and(|token| token.kind == Kind::QuoteOpen),
    );
    Head::find(&words_from(&lower, &tokens, start))
        .ok()?
        .class()
}

/// «НАЧАЛЬНИК ОТДЕЛА», as in a letterhead; «МОУ» is an abbreviation.
fn is_written_in_capitals(phrase: &str) -> bool {
    let first = phrase.split_whitespace().next().unwrap_or_default();
    is_capitals(phrase)
        && is_capitals(first)
        && (words::find(&first.to_lowercase()).is_some() || first.chars().count() > 6)
}

/// «И.о. начальника …», «врио директора»: the genitive stays in every case.
/// Returns the token after it, and a doubt if it is no genitive.
fn acting(phrase: &str, tokens: &[Token]) -> Option<(usize, Option<String>)> {
    let lower = phrase.to_lowercase();
    let marks = ["и.о.", "и. о.", "врио ", "вр.и.о.", "ио "];
    let mark = marks.iter().find(|mark| lower.starts_with(**mark))?;
    let post = tokens
        .iter()
        .position(|token| token.range.start >= mark.len())?;
    let word = phrase[tokens[post].range.clone()].to_lowercase();
    let is_nominative =
        words::find(&word).is_some_and(|noun| noun.mistakable != Mistakable::Genitive);
    let doubt = is_nominative.then(|| format!("после «{}» нужен родительный падеж", mark.trim()));
    Some((post + 1, doubt))
}
