//! A mark that does not say what its status demands ([N-149]).

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Demand, ProgressEntry};

pub(super) const RULE: Rule = Rule {
    code: "mark-without-fact",
    severity: Severity::Warning,
    explain: "\
Отметка не говорит того, что требует её статус.

Почему: «выполнено» без даты не сравнить со сроком, без результата и документа не проверить; «перенесено» без нового срока — это «не выполнено».

Пример: «статус: выполнено» без ключа «исполнено».

Как исправить: добавьте недостающее: для «выполнено» — «исполнено» и «результат» (или «участники», или «документ»), для «перенесено» — «новый срок».",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for entry in subject
        .dossier
        .progress
        .iter()
        .flat_map(|report| &report.entries)
    {
        if let Some((lack, hint)) = lack(entry) {
            let status = entry.status.value.word();
            let message = format!("«{status}», но {lack}");
            let span = entry.status.span;
            findings.push(Diagnostic::warning(RULE.code, span, message).hint(hint));
        }
    }
}

/// What a mark lacks but a reason, and what to add.
fn lack(entry: &ProgressEntry) -> Option<(&'static str, &'static str)> {
    entry.lacks().into_iter().find_map(|demand| match demand {
        Demand::Done => Some((
            "не сказано когда",
            "добавьте ключ «исполнено»: «26.03.2020», «май 2020»",
        )),
        Demand::Outcome => Some((
            "не сказано, что получилось",
            "добавьте ключ «результат», «участники» или «документ»",
        )),
        Demand::NewTerm => Some(("не сказано, на какой срок", "добавьте ключ «новый срок»")),
        Demand::Reason => None,
    })
}
