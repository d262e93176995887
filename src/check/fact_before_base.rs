//! A fact of a time before the base year ([N-183]).

use super::{Rule, Subject, figure};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::ProblemKind;

pub(super) const RULE: Rule = Rule {
    code: "fact-before-base",
    severity: Severity::Error,
    explain: "\
Значение относится к году раньше базового.

Почему: динамику считают от базового года, и более раннее значение в неё не войдёт.

Пример: базовый год 2020, а значение за 2019.

Как исправить: проверьте год. Если сравнивать надо с более ранним, измените «базовый год» в начале файла или у самого показателя.",
    local: true,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    figure::report(subject, findings, |problem, span| {
        let ProblemKind::BeforeBase(base) = problem.kind else {
            return None;
        };
        let message = format!("значение раньше базового года ({base})");
        Some(
            Diagnostic::error(RULE.code, span, message)
                .hint("проверьте год записи или укажите показателю свой «базовый год»"),
        )
    });
}
