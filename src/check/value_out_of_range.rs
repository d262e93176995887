//! A value that cannot be: a share over 100 percent, a negative count ([N-183]).

use super::{Rule, Subject, figure};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::ProblemKind;

pub(super) const RULE: Rule = Rule {
    code: "value-out-of-range",
    severity: Severity::Error,
    explain: "\
Значение, какого не бывает: доля больше 100 % или меньше нуля, числитель больше знаменателя, отрицательное число.

Почему: доля — часть целого, а людей, баллов и метров не бывает меньше нуля.

Пример: «205/200» или «120%»; формула складывает доли 80 % и 90 %.

Как исправить: проверьте, не переставлены ли числитель и знаменатель и нет ли лишней цифры. Доли людей, которые могут попасть в обе, не складывают.",
    local: true,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    figure::report(subject, findings, |problem, span| {
        let message = match problem.kind {
            ProblemKind::OutOfRange { how } => format!("так не бывает: {how}"),
            ProblemKind::FormulaExceeds { school, moment } => {
                format!("формула даёт больше 100 %: {}, {moment}", school.name.value)
            }
            _ => return None,
        };
        Some(Diagnostic::error(RULE.code, span, message).hint("проверьте числа по источнику"))
    });
}
