//! A full stop after an order's title ([N-49], [N-177]).

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    code: "title-with-full-stop",
    severity: Severity::Error,
    explain: "\
В конце заголовка приказа стоит точка.

Почему: точку в конце заголовка не ставят. Точка сокращения («на 2022 г.») остаётся.

Пример: «Об утверждении плана-графика.».

Как исправить: dyak check --fix удалит точку.",
    local: true,
    check,
};

/// Shortened words that end with a stop of their own.
const SHORTENED: [&str; 8] = ["г", "гг", "др", "п", "д", "т", "пр", "обл"];

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let order = subject.dossier.order.iter();
    for title in order.map(|order| &order.title) {
        let end = title.trim_end().len();
        let text = title[..end].trim_end_matches('.');
        let last = &text[text.trim_end_matches(char::is_alphabetic).len()..];
        let stops = text.len()..end;
        if stops.is_empty() || (stops.len() == 1 && SHORTENED.contains(&last)) {
            continue;
        }
        let place = subject.place(title, stops.clone());
        let message = "в конце заголовка приказа стоит точка";
        let finding = Diagnostic::error(RULE.code, place, message).hint("удалите точку");
        findings.push(subject.mend(finding, title, stops, ""));
    }
}
