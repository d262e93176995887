//! A day that no calendar has, anywhere in a text ([N-170]).

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::language::{Reading, scan_dates};

pub(super) const RULE: Rule = Rule {
    code: "impossible-date",
    severity: Severity::Error,
    explain: "\
Дата, которой нет в календаре.

Почему: срок «до 31 июня» никто не обязан исполнить, и приказ с ним придётся менять.

Пример: «в срок до 31 июня 2022 года» (в июне 30 дней), «29.02.2023» (2023 год не високосный).

Как исправить: впишите существующий день.",
    local: true,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for text in subject.texts {
        for found in scan_dates(text) {
            let Reading::Impossible(message) = found.reading else {
                continue;
            };
            let span = subject.sources.within(text, found.range);
            findings.push(
                Diagnostic::error(RULE.code, span, message)
                    .label("такого дня нет")
                    .hint("исправьте день, месяц или год"),
            );
        }
    }
}
