//! A reference to an indicator that is not defined.

use super::{Rule, Subject, figure};
use crate::diagnostic::{Diagnostic, Severity, nearest, perhaps};
use crate::model::ProblemKind;

pub(super) const RULE: Rule = Rule {
    code: "unknown-indicator",
    severity: Severity::Error,
    explain: "\
Значение, формула или порог ссылается на показатель, которого нет.

Почему: такое значение никуда не попадёт, а в таблице останется пустое место.

Пример: «успеваюшие: 42/200», а показатель зовут «успевающие».

Как исправить: поправьте id или опишите показатель в одной из групп indicators.yaml.",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(figures) = subject.measurements else {
        return;
    };
    let known = || {
        figures
            .indicators
            .iter()
            .map(|one| one.indicator.id.as_str())
    };
    figure::report(subject, findings, |problem, span| {
        let id = &problem.text.value;
        match problem.kind {
            ProblemKind::UnknownIndicator => {
                let message = format!("нет показателя с id «{id}»");
                let finding = Diagnostic::error(RULE.code, span, message);
                Some(match nearest(id, known()) {
                    Some(near) => finding.hint(perhaps(id, near)),
                    None => finding.hint("опишите показатель в группе или поправьте id"),
                })
            }
            ProblemKind::DoubtWithoutValue => {
                let message = format!("у «{id}» в этой записи нет значения: сомневаться не в чем");
                Some(
                    Diagnostic::error(RULE.code, span, message)
                        .hint("поправьте id или уберите строку из «сомнительно»"),
                )
            }
            _ => None,
        }
    });
}
