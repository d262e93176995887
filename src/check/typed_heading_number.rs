//! A heading with a number of its own where the program numbers headings.

use super::typed_number::marker;
use super::{Rule, Subject, printed};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Piece, ProgrammePart};

pub(super) const RULE: Rule = Rule {
    code: "typed-heading-number",
    severity: Severity::Warning,
    explain: "\
Заголовок программы начинается с номера, а номера заголовкам ставит программа.

Почему: номеров будет два: «8.1. 1. Динамика результатов».

Пример: «нумерация заголовков: да» и «## 1. Динамика результатов».

Как исправить: удалите номер из заголовка или уберите ключ «нумерация заголовков».",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let programme = subject.dossier.programme.as_ref();
    let Some(programme) = programme.filter(|programme| programme.number_headings) else {
        return;
    };
    let files = programme.parts.iter().map(ProgrammePart::file);
    for (_, content, span) in printed::headings(subject.dossier, files) {
        let Some(Piece::Text(text, _)) = content.first() else {
            continue;
        };
        if let Some(length) = marker(text) {
            let message = format!("номер «{}» записан в заголовке", &text[..length]);
            findings.push(
                Diagnostic::warning(RULE.code, span, message)
                    .label("программа поставит свой")
                    .hint("удалите его из заголовка: иначе номеров будет два"),
            );
        }
    }
}
