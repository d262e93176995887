//! A missing value, and nobody says why ([N-153]).

use super::{Rule, Subject, figure};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::ProblemKind;

pub(super) const RULE: Rule = Rule {
    code: "missing-without-reason",
    severity: Severity::Warning,
    explain: "\
Данных нет, а причина не названа.

Почему: в таблице будет «н/д», и читатель не поймёт, не считали, не сдали или показатель к школе не относится.

Пример: «егэ-русский: н/д» у школы, где нет 11-х классов.

Как исправить: допишите причину в скобках: «н/д (нет 11-х классов)».",
    local: true,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let is_meant = |kind: &ProblemKind<'_>| matches!(kind, ProblemKind::NoReason);
    figure::report_kind(subject, findings, is_meant, |_, span| {
        Diagnostic::warning(RULE.code, span, "не сказано, почему данных нет")
            .hint("напишите причину в скобках: «н/д (нет 11-х классов)»")
    });
}
