//! A plan for an indicator of which nobody says which way is better.

use super::{Rule, Subject, figure};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::ProblemKind;

pub(super) const RULE: Rule = Rule {
    code: "plan-without-direction",
    severity: Severity::Warning,
    explain: "\
У показателя есть план, но не сказано, что лучше: больше или меньше.

Почему: без этого нельзя решить, достигнут ли план: 38 % при плане 35 % — успех для «успевающих» и неудача для «не сдавших».

Пример: у показателя записан план на 2023 год, а ключа «лучше» нет.

Как исправить: добавьте показателю «лучше: больше» или «лучше: меньше».",
    local: true,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let is_meant = |kind: &ProblemKind<'_>| matches!(kind, ProblemKind::NoDirection);
    figure::report_kind(subject, findings, is_meant, |_, span| {
        let message = "не сказано, больше или меньше этого плана — лучше";
        Diagnostic::warning(RULE.code, span, message)
            .hint("добавьте показателю «лучше: больше» или «лучше: меньше»")
    });
}
