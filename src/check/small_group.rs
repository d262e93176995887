//! A share or a mean of fewer than ten people ([N-153]).

use super::{Rule, Subject, figure};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{ProblemKind, decimal};

pub(super) const RULE: Rule = Rule {
    code: "small-group",
    severity: Severity::Hint,
    explain: "\
Доля или средний балл посчитаны меньше чем по десяти участникам.

Почему: один человек меняет такую долю больше чем на 10 процентных пунктов, и о школе она говорит мало. В таблице у значения будет примечание.

Пример: «2/8» — один выпускник здесь стоит 12,5 %.

Как исправить: ничего исправлять не нужно. Не делайте по такому значению выводов и посмотрите на несколько лет вместе.",
    local: true,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    figure::report(subject, findings, |problem, span| {
        let ProblemKind::SmallGroup { people } = problem.kind else {
            return None;
        };
        let message = format!(
            "участников всего {}: значение ненадёжно",
            decimal(people, 0)
        );
        Some(
            Diagnostic::advice(RULE.code, span, message)
                .hint("не делайте выводов по одному году; в таблице будет примечание"),
        )
    });
}
