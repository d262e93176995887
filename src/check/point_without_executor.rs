//! A directive that binds nobody ([N-76], [N-180]).

use super::{Rule, Subject, directive};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    code: "point-without-executor",
    severity: Severity::Warning,
    explain: "\
В пункте приказа не сказано, кому он поручает.

Почему: поручение без исполнителя никто не обязан выполнять, и спросить не с кого. Не нуждается в исполнителе то, что приказ делает сам: «утвердить», «назначить», «создать», «признать утратившим силу», «возложить».

Пример: «3. Организовать горячую линию для родителей».

Как исправить: добавьте пункту ключ «кому»: id исполнителя или школы либо слова.",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(order) = &subject.dossier.order else {
        return;
    };
    let mut last = None;
    for one in directive::all(order) {
        let Some((verb, text)) = &one.verb else {
            continue;
        };
        // «Ответственная — Петрова А.А.» names one too.
        let named = one.words.to_lowercase().contains("ответственн");
        // The parts of a point share its verb, and one finding is enough for them.
        let repeated = last == Some(text.span);
        if one.recipients.is_empty() && !one.is_own_act() && !named && !repeated {
            let message = format!("не сказано, кому поручено {verb}");
            findings.push(
                Diagnostic::warning(RULE.code, text.span, message)
                    .hint("добавьте пункту ключ «кому»: id исполнителя или школы либо слова"),
            );
            last = Some(text.span);
        }
    }
}
