//! A report due before the time it covers has ended ([N-173]).

use super::{Rule, Subject, due};
use crate::deadline::Code;
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    code: "report-too-early",
    severity: Severity::Warning,
    explain: "\
Отчёт надо сдать раньше, чем кончится время, за которое отчитываются.

Почему: в отчёт не войдут последние недели, а в следующий их не возьмут.

Пример: «за I полугодие в срок до 20 июня».

Как исправить: перенесите срок на дни после отчётного времени или запишите, что отчёт предварительный.",
    local: true,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    due::report(
        subject,
        Code::ReportTooEarly,
        "перенесите срок на дни после отчётного времени",
        findings,
    );
}
