//! A deadline whose end lies before its beginning ([N-170]).

use super::{Rule, Subject, due};
use crate::deadline::Code;
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    code: "deadline-end-before-start",
    severity: Severity::Error,
    explain: "\
Срок кончается раньше, чем начинается.

Почему: такого промежутка нет, и исполнитель не знает, какая из дат верна.

Пример: «с 20.12.2021 по 10.12.2021», «май 2022 г. – февраль 2022 г.».

Как исправить: проверьте обе даты и годы.",
    local: true,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    due::report(
        subject,
        Code::EndBeforeStart,
        "проверьте обе даты и их годы",
        findings,
    );
}
