//! Two values for one indicator, school and year.

use super::{Rule, Subject, figure};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::ProblemKind;

pub(super) const RULE: Rule = Rule {
    code: "repeated-measurement",
    severity: Severity::Error,
    explain: "\
Одно и то же значение записано дважды: тот же показатель, та же школа, тот же год.

Почему: если значения различаются, неизвестно, какое верно; если совпадают, одно лишнее.

Пример: у школы «сош-3» две записи за 2021 год, и в обеих есть «успевающие».

Как исправить: оставьте одно значение. План для одной школы и план для всех школ на один год тоже записывают один раз.",
    local: true,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    figure::report(subject, findings, |problem, span| {
        let ProblemKind::Repeated(first) = problem.kind else {
            return None;
        };
        let finding = Diagnostic::error(RULE.code, span, "это значение уже записано")
            .label("второй раз")
            .hint("оставьте одно из двух");
        Some(match first.span == span {
            true => finding,
            false => finding.related(first.span, "первый раз"),
        })
    });
}
