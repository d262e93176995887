//! A deadline that contradicts the calendar ([N-170]).

use super::{Rule, Subject, due};
use crate::deadline::Code;
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    code: "deadline-contradiction",
    severity: Severity::Warning,
    explain: "\
Срок противоречит сам себе: названный день недели или число дней не те, что в календаре.

Почему: одна из двух записей неверна, и какая — знает только составитель.

Пример: «15 марта (пн.)» в 2022 году, где это вторник; «с 25.10.2021 по 31.10.2021 (9 дней)».

Как исправить: проверьте дату по календарю.",
    local: true,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    due::report(
        subject,
        Code::Contradiction,
        "проверьте дату по календарю",
        findings,
    );
}
