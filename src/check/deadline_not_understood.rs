//! A deadline that the program does not understand ([N-77]).

use super::{Rule, Subject, due};
use crate::deadline::Code;
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    code: "deadline-not-understood",
    severity: Severity::Warning,
    explain: "\
Срок или его часть программа не поняла.

Почему: по непонятому сроку она не скажет, что просрочено. Печатается он так, как записан.

Пример: «своевременно», «октярбь 2021 г.».

Как исправить: поправьте опечатку или назовите даты. Что поняла программа, показывает dyak deadline explain.",
    local: true,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    due::report(
        subject,
        Code::NotUnderstood,
        "поправьте опечатку или назовите даты; что понято, покажет dyak deadline explain",
        findings,
    );
}
