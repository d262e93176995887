//! A number written with the sign that the program prints itself ([N-47]).

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Text;

pub(super) const RULE: Rule = Rule {
    code: "number-sign",
    severity: Severity::Error,
    explain: "\
Номер записан со знаком «№».

Почему: знак «№» программа ставит сама, и в приказе вышло бы «№ № 17».

Пример: «номер: № 17».

Как исправить: оставьте сам номер: «номер: 17».",
    local: true,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    if let Some(order) = &subject.dossier.order {
        check_number(&order.number, "знак «№» программа ставит сама", findings);
    }
    if let Some(plan) = &subject.dossier.plan {
        let sections = plan.sections.iter().map(|section| section.number.as_ref());
        let activities = plan.all_activities();
        let activities = activities.iter().map(|activity| activity.number.as_ref());
        for number in sections.chain(activities).flatten() {
            check_number(number, "номер в плане печатается без знака «№»", findings);
        }
    }
}

fn check_number(number: &Text, message: &str, findings: &mut Vec<Diagnostic>) {
    if let Some(rest) = number.trim_start().strip_prefix('№') {
        findings.push(
            Diagnostic::error(RULE.code, number.span, message)
                .hint(format!("удалите знак: «номер: {}»", rest.trim())),
        );
    }
}
