//! A space before a sign that clings to its word ([N-184]).

use std::ops::Range;

use super::wording::{clings, gaps};
use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::model::Text;

pub(super) const RULE: Rule = Rule {
    code: "space-before-punctuation",
    severity: Severity::Warning,
    explain: "\
Пробел перед запятой, точкой, скобкой или другим знаком, который пишут слитно со словом.

Почему: в документе программа уберёт пробел сама, но в деле такой текст не найдёт поиск.

Пример: «школы , родители», «МОУ «СОШ № 3 »».

Как исправить: dyak check --fix уберёт пробел.",
    local: true,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for text in subject.prose {
        for gap in gaps(text) {
            let range = gap.range();
            let after = &text[range.end..];
            let Some(sign) = after.chars().next() else {
                continue;
            };
            if !clings(&text[..range.start], after) {
                continue;
            }
            let range = range.start..range.end + sign.len_utf8();
            let message = format!("пробел перед знаком «{sign}»");
            let place = place(subject, text, range.clone(), sign);
            let finding = Diagnostic::warning(RULE.code, place, message).hint("удалите пробел");
            findings.push(subject.mend(finding, text, range, &sign.to_string()));
        }
    }
}

/// The place of a space with its sign; the sign alone where the space is a line
/// break of YAML.
fn place(subject: Subject<'_>, text: &Text, range: Range<usize>, sign: char) -> Span {
    let place = subject.place(text, range.clone());
    let source = &subject.sources.get(place.source).text;
    match source.get(place.start..place.end) {
        Some(written) if written == &text[range.clone()] => place,
        _ => subject.place(text, range.end - sign.len_utf8()..range.end),
    }
}
