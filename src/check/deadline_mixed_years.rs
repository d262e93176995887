//! Years of two and of four digits in one deadline ([N-171]).

use super::{Rule, Subject, due};
use crate::deadline::Code;
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    code: "deadline-mixed-years",
    severity: Severity::Warning,
    explain: "\
В одном сроке год записан то двумя цифрами, то четырьмя.

Почему: у документа одна форма даты.

Пример: «19.03.2022 – 27.03.22».

Как исправить: запишите все годы четырьмя цифрами.",
    local: true,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    due::report(
        subject,
        Code::MixedYears,
        "запишите год четырьмя цифрами",
        findings,
    );
}
