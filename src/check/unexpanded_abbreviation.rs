//! An abbreviation of the programme that is not explained where it first stands ([N-140]).

use std::collections::BTreeSet;

use super::wording::words;
use super::{Rule, Subject, printed};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Dossier;

pub(super) const RULE: Rule = Rule {
    code: "unexpanded-abbreviation",
    severity: Severity::Hint,
    explain: "\
Сокращение в программе не раскрыто там, где оно стоит впервые.

Почему: программу читают и родители, и проверяющие, и не каждый знает, что такое ВШК.

Пример: «Корректировка ООП», а слов «основная образовательная программа» до этого нет.

Как исправить: «основная образовательная программа (ООП)», «(далее – ООП)» или «ООП – основная образовательная программа». Заголовки, слова в кавычках, названия школ и исполнителей и слова перед кавычкой (МБУ «…») не считаются.",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let names = names(subject.dossier);
    let mut seen = BTreeSet::new();
    for text in printed::programme(subject) {
        for word in words(text) {
            let (start, end) = (word.start, word.start + word.text.len());
            let (before, after) = (&text[..start], &text[end..]);
            if !is_abbreviation(word.text)
                || names.contains(word.text)
                || is_quoted(before)
                || after.trim_start().starts_with('«')
                || !seen.insert(word.text)
                || is_explained(word.text, before, after)
            {
                continue;
            }
            let place = subject.place(text, start..end);
            let message = format!("сокращение {} не раскрыто", word.text);
            findings.push(
                Diagnostic::advice(RULE.code, place, message)
                    .label("здесь оно впервые")
                    .hint(format!("раскройте: «полное название ({})»", word.text)),
            );
        }
    }
}

/// Two Russian capitals or more and nothing else.
fn is_abbreviation(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().all(|c| matches!(c, 'А'..='Я' | 'Ё'))
}

/// The words that stand in names of schools and executors.
fn names(dossier: &Dossier) -> BTreeSet<&str> {
    let schools = dossier.schools.iter();
    let schools = schools.flat_map(|one| std::iter::once(&one.name).chain(&one.full));
    let executors = dossier.executors.iter();
    let executors = executors.flat_map(|one| std::iter::once(&one.name).chain(&one.full));
    let names = schools.chain(executors);
    names
        .flat_map(|name| words(name).map(|word| word.text))
        .collect()
}

/// Whether a quotation, or a reference in braces, is open at the end of a text.
fn is_quoted(before: &str) -> bool {
    let open = |from: &str, to: &str| before.matches(from).count() > before.matches(to).count();
    open("«", "»") || open("{{", "}}")
}

/// «… (ООП)», «(далее – ООП)», «ООП – основная …», «КДН и ЗП – комиссия …».
fn is_explained(word: &str, before: &str, after: &str) -> bool {
    let open = before
        .trim_end()
        .trim_end_matches(['–', '—', '-'])
        .trim_end();
    let is_in_brackets =
        after.starts_with(')') && (open.ends_with('(') || open.ends_with("(далее"));
    let mut rest = after.trim_start();
    while let Some(more) = rest.strip_prefix("и ") {
        let next = words(more).next().map_or("", |word| word.text);
        if !is_abbreviation(next) {
            break;
        }
        rest = more[next.len()..].trim_start();
    }
    let told = rest.trim_start_matches(['–', '—', '(']).trim_start();
    let initial = |text: &str| text.chars().next().and_then(|c| c.to_lowercase().next());
    is_in_brackets || told.len() < rest.len() && initial(told) == initial(first(word, before))
}

/// The first of the abbreviations that «и» joins to a word.
fn first<'t>(word: &'t str, before: &'t str) -> &'t str {
    let joined = before.trim_end().strip_suffix(" и");
    let last = joined.and_then(|before| Some((before, words(before).last()?)));
    match last {
        Some((before, last)) if is_abbreviation(last.text) && before.ends_with(last.text) => {
            first(last.text, &before[..last.start])
        }
        _ => word,
    }
}
