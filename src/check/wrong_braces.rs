//! A name in braces of the wrong kind: single ones are for YAML, double ones for the
//! folder `text`.

use std::ops::Range;

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::language::single_spaced;
use crate::model::{Dossier, Reference};

pub(super) const RULE: Rule = Rule {
    code: "wrong-braces",
    severity: Severity::Warning,
    explain: "\
Название вызвано не теми скобками.

Почему: оно не подставится, и скобки напечатаются. В файлах YAML скобки одинарные, а двойные печатаются как «{» и «}». В текстах папки text скобки двойные, а одинарные печатаются как есть.

Пример: «{сош-3}» в файле Markdown, «{{имц}}» в plan.yaml.

Как исправить: в YAML пишите «{имц}», в текстах – «{{ имц }}».",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let dossier = subject.dossier;
    for text in subject.prose.iter().filter(|text| text.contains('{')) {
        let source = text.span.source;
        let is_long = dossier.manuscripts.iter().any(|one| one.source == source);
        for range in braced(text, !is_long) {
            let words = text[range.clone()].trim_matches(['{', '}']).trim();
            let hint = match meaning(dossier, words) {
                Meaning::None => continue,
                _ if is_long => format!("в файлах папки text скобки двойные: «{{{{ {words} }}}}»"),
                Meaning::Name => format!("в файлах YAML скобки одинарные: «{{{words}}}»"),
                Meaning::Data => {
                    format!("«{{{{ {words} }}}}» бывает только в текстах папки text")
                }
            };
            let message = format!("«{}» напечатается со скобками", &text[range.clone()]);
            let place = subject.place(text, range);
            findings.push(Diagnostic::warning(RULE.code, place, message).hint(hint));
        }
    }
}

/// What words between braces would stand for.
enum Meaning {
    /// A party or a term, which every text may call.
    Name,
    /// Data that only long texts may call.
    Data,
    /// Nothing: the braces are meant.
    None,
}

fn meaning(dossier: &Dossier, words: &str) -> Meaning {
    let words = single_spaced(words);
    match Reference::read(&words) {
        Ok(Reference::Party { id, .. }) => {
            let executors = dossier.executors.iter().map(|one| &one.id);
            let mut ids = executors.chain(dossier.schools.iter().map(|one| &one.id));
            match id == "срок" || ids.any(|known| known.value == id) {
                true => Meaning::Name,
                false => Meaning::None,
            }
        }
        Ok(_) => Meaning::Data,
        Err(_) => Meaning::None,
    }
}

/// What stands in double braces, or in single ones, with them.
fn braced(text: &str, double: bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = text[at..].find('{') {
        let start = at + offset;
        let is_double = text[start..].starts_with("{{");
        let close = if is_double { "}}" } else { "}" };
        let Some(length) = text[start..].find(close) else {
            break;
        };
        at = start + length + close.len();
        if is_double == double {
            found.push(start..at);
        }
    }
    found
}
