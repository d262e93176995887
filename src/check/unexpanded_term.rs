//! A short name of schools that is explained nowhere ([N-140]).

use super::terms::{TERMS, Use, uses};
use super::wording::words;
use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    code: "unexpanded-term",
    severity: Severity::Hint,
    explain: "\
Сокращение ШНОР, ШНРО, ШНР или ШНСУ нигде не раскрыто.

Почему: документ читают и родители, и проверяющие. Сокращение раскрывают там, где оно стоит впервые.

Пример: «Рост результатов в ШНОР», и нигде нет слов «школы с низкими образовательными результатами (далее – ШНОР)».

Как исправить: раскройте сокращение при первом употреблении.",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let all = uses(subject);
    for term in TERMS {
        let mut of_term = all.iter().filter(|one| one.term == term);
        let first = of_term.next();
        let is_expanded = first.is_some_and(expands) || of_term.any(expands);
        let Some(first) = first.filter(|_| !is_expanded) else {
            continue;
        };
        let place = subject.place(first.text, first.at..first.at + term.len());
        let message = format!("сокращение {term} нигде не раскрыто");
        findings.push(
            Diagnostic::advice(RULE.code, place, message)
                .label("здесь оно впервые")
                .hint(format!("раскройте: «{} (далее – {term})»", meaning(term))),
        );
    }
}

fn meaning(term: &str) -> &'static str {
    match term {
        "ШНОР" => "школы с низкими образовательными результатами",
        "ШНСУ" => "школы, функционирующие в неблагоприятных социальных условиях",
        _ => "школы с низкими результатами обучения",
    }
}

/// «школы с … (далее – ШНОР)», «школы с … (ШНОР)», «ШНОР (школы с …)», «ШНОР – школы».
fn expands(one: &Use<'_>) -> bool {
    let (before, after) = (&one.text[..one.at], &one.text[one.at + one.term.len()..]);
    let speaks_of_schools = |text: &str| words(text).any(|word| word.begins("школ"));
    let in_brackets = before.rfind('(').is_some_and(|open| {
        let inside = &before[open..];
        let is_open = !inside.contains(')');
        let is_short =
            words(inside).all(|word| word.is("далее") || word.is("и") || is_term(word.text));
        is_open && is_short && speaks_of_schools(&before[..open])
    });
    let next = after.trim_start().trim_start_matches(['(', '–', '—', '-']);
    let is_followed = next.len() < after.trim_start().len();
    let first = words(next).next();
    in_brackets || (is_followed && first.is_some_and(|word| word.begins("школ")))
}

fn is_term(word: &str) -> bool {
    TERMS.contains(&word)
}
