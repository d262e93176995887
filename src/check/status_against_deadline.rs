//! A status that the deadline contradicts ([N-149]).

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::language::numeric;
use crate::model::Status;

pub(super) const RULE: Rule = Rule {
    code: "status-against-deadline",
    severity: Severity::Error,
    explain: "\
Статус противоречит сроку.

Почему: «не выполнено» говорят о том, срок чего наступил, «срок не наступил» — о том, срок чего ещё впереди. Срок смотрят на день, на который составлен отчёт.

Пример: отчёт на 31.12.2026, срок 15.02.2027, статус «не выполнено».

Как исправить: поставьте «срок не наступил» или «выполняется», если срок впереди; «не выполнено» или «перенесено», если он прошёл.",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for ledger in subject.ledgers {
        for mark in &ledger.marks {
            // A report made before its day speaks of the day on which it was made.
            let made = ledger
                .report(mark.party)
                .and_then(|report| report.date.as_ref());
            let as_of = ledger.period.as_of();
            let as_of = made.map_or(as_of, |made| made.value.0.min(as_of));
            let Some(due) = ledger.due[mark.row] else {
                continue;
            };
            let (message, hint) = match mark.entry.status.value {
                Status::Failed if due > as_of => (
                    format!("«не выполнено», но срок наступит только {}", numeric(due)),
                    "поставьте «срок не наступил» или «выполняется»",
                ),
                Status::NotDue if due <= as_of => (
                    format!("«срок не наступил», но срок был {}", numeric(due)),
                    "поставьте «не выполнено», «выполняется» или «перенесено»",
                ),
                _ => continue,
            };
            let hint = format!("отчёт составлен на {}: {hint}", numeric(as_of));
            let span = mark.entry.status.span;
            findings.push(Diagnostic::error(RULE.code, span, message).hint(hint));
        }
    }
}
