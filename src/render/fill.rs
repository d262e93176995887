//! `{…}` in texts: names of parties and terms of a point, so that a fact stands
//! in one place of the dossier only.
//!
//! `{имцо}` is the short name, `{имцо полное}` the full one, `{имцо родительный}`
//! the full one in a case; `{срок}`, `{срок 2}` are the terms of the point;
//! `{{` and `}}` are plain braces.

use std::ops::Range;

use super::context::{Context, Party};
use crate::diagnostic::{Diagnostic, nearest};
use crate::language::Case;
use crate::model::{Text, is_id};

/// The key of a point's terms.
const TERM: &str = "срок";

impl Context<'_> {
    /// A text with its `{…}` filled in, the terms of a point being `terms`.
    pub(super) fn fill(&mut self, text: &Text, terms: &[Text]) -> String {
        if !text.contains(['{', '}']) {
            return text.value.clone();
        }
        let mut filled = String::with_capacity(text.len());
        for piece in pieces(text) {
            match piece {
                Piece::Plain(plain) => filled.push_str(plain),
                Piece::Reference(range) => {
                    let reference = text[range.clone()].trim().to_owned();
                    filled.push_str(&self.resolve(text, range, &reference, terms));
                }
                Piece::Stray(range) => {
                    self.report_within(text, range, |span| {
                        Diagnostic::error("bad-reference", span, "фигурная скобка без пары")
                            .hint("знак скобки в тексте пишется дважды: «{{» или «}}»")
                    });
                }
            }
        }
        filled
    }

    fn resolve(
        &mut self,
        text: &Text,
        range: Range<usize>,
        reference: &str,
        terms: &[Text],
    ) -> String {
        let (name, qualifier) = match reference.split_once(char::is_whitespace) {
            Some((name, qualifier)) => (name, qualifier.trim()),
            None => (reference, ""),
        };
        let resolved = if name == TERM {
            term(qualifier, terms)
                .map(|term| self.deadline(&term))
                .ok_or_else(|| missing_term(qualifier, terms))
        } else {
            match self.party(name) {
                Some(party) => self.party_form(party, qualifier),
                None => Err(self.unknown_reference(name)),
            }
        };
        resolved.unwrap_or_else(|(message, hint)| {
            self.report_within(text, range, |span| {
                Diagnostic::error("bad-reference", span, message).hint(hint)
            });
            reference.to_owned()
        })
    }

    /// The name of a party as `{id …}` asks for it.
    pub(super) fn party_form(
        &mut self,
        party: Party<'_>,
        qualifier: &str,
    ) -> Result<String, (String, String)> {
        let case = qualifier.trim_start_matches("полное").trim();
        let case = match case {
            "" if qualifier.is_empty() => return Ok(party.name().value.clone()),
            "" => return Ok(party.full().value.clone()),
            "родительный" => Case::Genitive,
            "дательный" => Case::Dative,
            "винительный" => Case::Accusative,
            "творительный" => Case::Instrumental,
            other => {
                return Err((
                    format!("после id непонятное слово «{other}»"),
                    "можно указать: полное, родительный, дательный, винительный, творительный"
                        .into(),
                ));
            }
        };
        Ok(self.phrase(party.full(), party.forms(), case))
    }

    fn unknown_reference(&self, name: &str) -> (String, String) {
        let executors = self.dossier.executors.iter().map(|e| e.id.value.as_str());
        let schools = self.dossier.schools.iter().map(|s| s.id.value.as_str());
        let hint = match nearest(name, executors.chain(schools).chain([TERM])) {
            Some(near) => format!("возможно, вы имели в виду «{{{near}}}»"),
            None if is_id(name) => "добавьте исполнителя или школу с таким id".into(),
            None => "знак скобки в тексте пишется дважды: «{{» и «}}»".into(),
        };
        (format!("не на что заменить «{{{name}}}»"), hint)
    }
}

/// Whether a text says where its term stands.
pub(super) fn mentions_term(text: &str) -> bool {
    pieces(text).into_iter().any(|piece| match piece {
        Piece::Reference(range) => text[range].split_whitespace().next() == Some(TERM),
        _ => false,
    })
}

fn term(qualifier: &str, terms: &[Text]) -> Option<String> {
    let index: usize = match qualifier {
        "" => 1,
        number => number.parse().ok()?,
    };
    terms
        .get(index.checked_sub(1)?)
        .map(|term| term.value.clone())
}

fn missing_term(qualifier: &str, terms: &[Text]) -> (String, String) {
    let which = if qualifier.is_empty() { "1" } else { qualifier };
    (
        format!("у этого пункта нет срока {which}"),
        format!("сроков здесь: {}; добавьте срок в ключ «срок»", terms.len()),
    )
}

enum Piece<'t> {
    Plain(&'t str),
    /// The bytes between the braces.
    Reference(Range<usize>),
    Stray(Range<usize>),
}

/// Cuts a text at its braces.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(offset) = text[at..].find(['{', '}']) {
        let brace = at + offset;
        pieces.push(Piece::Plain(&text[at..brace]));
        let doubled = &text[brace..=brace];
        at = if text[brace + 1..].starts_with(doubled) {
            pieces.push(Piece::Plain(doubled));
            brace + 2
        } else {
            match text[brace..].find('}') {
                Some(end) if doubled == "{" => {
                    pieces.push(Piece::Reference(brace + 1..brace + end));
                    brace + end + 1
                }
                _ => {
                    pieces.push(Piece::Stray(brace..brace + 1));
                    brace + 1
                }
            }
        };
    }
    pieces.push(Piece::Plain(&text[at..]));
    pieces
}
