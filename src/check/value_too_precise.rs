//! More digits than an indicator has.

use super::{Rule, Subject, figure};
use crate::diagnostic::{Diagnostic, Severity};
use crate::language::counted;
use crate::model::ProblemKind;

pub(super) const RULE: Rule = Rule {
    code: "value-too-precise",
    severity: Severity::Warning,
    explain: "\
В значении больше знаков после запятой, чем у показателя.

Почему: в таблице лишние знаки пропадут при округлении, а люди и предметы бывают только целыми.

Пример: «балл: 3,547», а «знаков: 1»; «12,5/43».

Как исправить: округлите значение или увеличьте «знаков» у показателя.",
    local: true,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    figure::report(subject, findings, |problem, span| {
        let ProblemKind::TooPrecise { decimals } = problem.kind else {
            return None;
        };
        let message = match decimals {
            0 => "здесь нужно целое число".to_owned(),
            digits => format!(
                "знаков после запятой больше, чем у показателя: {}",
                counted(digits.into(), "знак", "знака", "знаков")
            ),
        };
        Some(
            Diagnostic::warning(RULE.code, span, message)
                .hint("округлите значение или укажите у показателя, сколько «знаков» печатать"),
        )
    });
}
