//! A plan, or a section of it, without activities.

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    code: "empty-plan",
    severity: Severity::Error,
    explain: "\
В плане или в его разделе нет ни одного мероприятия.

Почему: в документе осталась бы таблица из одной шапки или заголовок раздела ни над чем.

Пример: раздел «Мониторинг» с пустым списком «мероприятия».

Как исправить: добавьте мероприятия или удалите раздел.",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(plan) = &subject.dossier.plan else {
        return;
    };
    if plan.all_activities().is_empty() && plan.sections.is_empty() {
        findings.push(
            Diagnostic::error(
                RULE.code,
                plan.title.span,
                "в плане нет ни одного мероприятия",
            )
            .hint("добавьте «мероприятия» или «разделы» с мероприятиями"),
        );
    }
    for section in plan.sections.iter().filter(|s| s.activities.is_empty()) {
        findings.push(
            Diagnostic::error(
                RULE.code,
                section.title.span,
                "в разделе нет ни одного мероприятия",
            )
            .hint("добавьте мероприятия или удалите раздел"),
        );
    }
}
