//! A programme approved by an order whose date and number are not known, or are not
//! those of the dossier's order ([N-52]).

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::model::{Approval, ApprovalMeans, Order, Programme};

pub(super) const RULE: Rule = Rule {
    code: "approval-details",
    severity: Severity::Warning,
    explain: "\
В грифе «УТВЕРЖДЕНА приказом …» нет даты или номера, или они не те, что в order.yaml.

Почему: по дате и номеру находят приказ. Без них гриф ничего не удостоверяет, а чужие отошлют к другому документу.

Пример: «утверждение: {чем: приказ}», а файла order.yaml в деле нет. Напечатается «от _____________ № _____».

Как исправить: укажите дату и номер приказа. Если приказ – из этого же дела, уберите их: программа возьмёт их из order.yaml.",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(programme) = &subject.dossier.programme else {
        return;
    };
    let approval = programme.approval.as_ref();
    let approval = approval.filter(|approval| approval.means == ApprovalMeans::Order);
    if let Some(approval) = approval {
        match &subject.dossier.order {
            None => missing(programme, approval, findings),
            Some(order) => differing(approval, order, findings),
        }
    }
}

fn missing(programme: &Programme, approval: &Approval, findings: &mut Vec<Diagnostic>) {
    let what = match (&approval.date, &approval.number) {
        (Some(_), Some(_)) => return,
        (None, None) => "даты и номера",
        (None, Some(_)) => "даты",
        (Some(_), None) => "номера",
    };
    let message = format!("в грифе утверждения нет {what} приказа");
    findings.push(
        Diagnostic::warning(RULE.code, programme.kind.span, message)
            .hint("допишите их в «утверждение»; пока на их месте печатаются черты"),
    );
}

fn differing(approval: &Approval, order: &Order, findings: &mut Vec<Diagnostic>) {
    let date = approval.date.as_ref();
    let date = date.filter(|date| date.value != order.date.value);
    let number = approval.number.as_ref();
    let number = number.filter(|number| number.value != order.number.value);
    let mut tell = |place: Span, what: &str, of_order: Span| {
        let message = format!("{what} в грифе утверждения не {what} приказа этого дела");
        findings.push(
            Diagnostic::warning(RULE.code, place, message)
                .related(of_order, "в приказе")
                .hint("уберите ключ: программа возьмёт данные из order.yaml"),
        );
    };
    if let Some(date) = date {
        tell(date.span, "дата", order.date.span);
    }
    if let Some(number) = number {
        tell(number.span, "номер", order.number.span);
    }
}
