//! An order that nobody watches over ([N-79]).

use super::{Rule, Subject, directive};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    code: "no-control-point",
    severity: Severity::Warning,
    explain: "\
В приказе нет пункта о контроле.

Почему: последним пунктом приказа сказано, кто следит за его исполнением. Без этого пункта следить не поручено никому.

Пример: в order.yaml нет ключа «контроль», и среди пунктов нет «Контроль за исполнением …».

Как исправить: добавьте в order.yaml «контроль: за собой» или должность и ФИО того, на кого контроль возложен.",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(order) = &subject.dossier.order else {
        return;
    };
    let texts = order.points.iter().filter_map(|point| point.text.as_ref());
    if order.control.is_none() && !texts.into_iter().any(|text| directive::is_control(text)) {
        findings.push(
            Diagnostic::warning(
                RULE.code,
                order.title.span,
                "в приказе нет пункта о контроле",
            )
            .hint("добавьте ключ «контроль»: «за собой» или должность и ФИО"),
        );
    }
}
