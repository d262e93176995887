//! An order dated far from the period of its plan.

use chrono::Months;

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::language::numeric;

pub(super) const RULE: Rule = Rule {
    code: "order-outside-period",
    severity: Severity::Warning,
    explain: "\
Приказ датирован после конца периода плана или больше чем за год до его начала.

Почему: план утверждают перед его началом или вскоре после. Дата не из того года обычно осталась от прошлого приказа.

Пример: план на 2022 год, а приказ от 01.02.2023.

Как исправить: поправьте дату приказа или период плана.",
    local: false,
    check,
};

/// How long before its beginning a plan may be approved.
const AHEAD: Months = Months::new(12);

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let (Some(order), Some(plan)) = (&subject.dossier.order, &subject.dossier.plan) else {
        return;
    };
    let Some(period) = plan.period.as_ref().or(subject.dossier.period.as_ref()) else {
        return;
    };
    let date = order.date.value.0;
    let problem = if date > period.to {
        "приказ датирован после конца периода плана"
    } else if date
        .checked_add_months(AHEAD)
        .is_some_and(|then| then < period.from)
    {
        "приказ датирован больше чем за год до начала плана"
    } else {
        return;
    };
    let dates = format!(
        "период плана — с {} по {}",
        numeric(period.from),
        numeric(period.to)
    );
    findings.push(
        Diagnostic::warning(RULE.code, order.date.span, problem)
            .related(period.span, dates)
            .hint("поправьте дату приказа или период плана"),
    );
}
