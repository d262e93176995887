//! Parts of an indicator that do not give the whole ([N-183]).

use super::{Rule, Subject, figure};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{ProblemKind, decimal};

pub(super) const RULE: Rule = Rule {
    code: "parts-do-not-add-up",
    severity: Severity::Error,
    explain: "\
Показатели из «в том числе» в сумме не дают показателя, который на них разделён.

Почему: у показателя указано «части складываются: да», а числа этого не подтверждают.

Пример: победителей 139, в том числе муниципального уровня 112, регионального 17, федерального 11: в сумме 140.

Как исправить: проверьте числа по источнику. Если человек может попасть в две части сразу, уберите «части складываются». Если так в источнике, назовите причину в ключе «сомнительно».",
    local: true,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    figure::report(subject, findings, |problem, span| {
        let ProblemKind::Parts { sum, whole } = problem.kind else {
            return None;
        };
        let message = format!(
            "части в сумме дают {}, а здесь {}",
            decimal(sum, 4),
            decimal(whole, 4)
        );
        Some(Diagnostic::error(RULE.code, span, message).hint(
            "исправьте показатель или его части; если так в источнике, назовите причину в «сомнительно»",
        ))
    });
}
