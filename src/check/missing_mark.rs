//! A row that is due and that a report passes over ([N-182]).

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::language::numeric;
use crate::model::Standing;

pub(super) const RULE: Rule = Rule {
    code: "missing-mark",
    severity: Severity::Warning,
    explain: "\
Срок наступил, а в сданном отчёте о строке ничего не сказано.

Почему: в документе будет «нет сведений». О школах, которые не сдали отчёт вовсе, замечания нет: им программа пишет напоминания.

Пример: срок «апрель 2020», отчёт на 31.05.2020, отметки о мероприятии 2.1.4 в файле нет.

Как исправить: добавьте отметку; если сделать не успели, укажите причину.",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let dossier = subject.dossier;
    for ledger in subject.ledgers {
        for report in &ledger.reports {
            let Some(place) = dossier.place(&report.party) else {
                continue;
            };
            let passed_over: Vec<String> = ledger
                .rows_of(place)
                .filter(|row| ledger.is_due(*row))
                .filter(|row| ledger.standing(&report.party, *row) == Standing::Missing)
                .map(|row| ledger.rows[row].number.clone())
                .collect();
            if !passed_over.is_empty() {
                let message = format!(
                    "нет отметок о том, срок чего наступил: {}",
                    passed_over.join(", ")
                );
                let hint = format!(
                    "отчёт составлен на {}: добавьте отметки",
                    numeric(ledger.period.as_of())
                );
                findings
                    .push(Diagnostic::warning(RULE.code, report.party.span, message).hint(hint));
            }
        }
    }
}
