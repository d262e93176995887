//! A school year whose years are not consecutive ([N-174]).

use super::{Rule, Subject, due};
use crate::deadline::Code;
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    code: "broken-school-year",
    severity: Severity::Error,
    explain: "\
Годы учебного года стоят не подряд.

Почему: учебный год длится с сентября по август; «2021-2023» — либо опечатка, либо два учебных года.

Пример: «в течение 2021-2023 учебного года».

Как исправить: запишите годы подряд: «2021-2022 учебный год».",
    local: true,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    due::report(
        subject,
        Code::BrokenSchoolYear,
        "запишите годы подряд: «2021-2022 учебный год»",
        findings,
    );
}
