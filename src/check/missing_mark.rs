//! A row that is due and that a report passes over ([N-182]).

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::language::numeric;
use crate::model::{Dossier, Ledger, Standing, Target};

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
        findings.extend(of_nobody(dossier, ledger));
        for report in &ledger.reports {
            let Some(place) = dossier.place(&report.party) else {
                continue;
            };
            let passed_over: Vec<String> = ledger
                .rows_of(place)
                .filter(|row| ledger.is_due(*row))
                .filter(|row| ledger.standing(&report.party, *row) == Standing::Missing)
                .map(|row| ledger.rows[row].label())
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

/// Rows that no school reports on and that the bodies which reported pass over.
fn of_nobody(dossier: &Dossier, ledger: &Ledger<'_>) -> Option<Diagnostic> {
    let mut bodies = ledger.reports.iter();
    let report = bodies.find(|report| dossier.place(&report.party).is_none())?;
    let passed_over: Vec<&str> = (0..ledger.rows.len())
        .filter(|row| ledger.is_due(*row) && ledger.rows[*row].schools.is_empty())
        .filter(|row| matches!(ledger.rows[*row].target, Target::Activity(_)))
        .filter(|row| ledger.overall(*row) == Standing::Missing)
        .map(|row| ledger.rows[row].number.as_str())
        .collect();
    if passed_over.is_empty() {
        return None;
    }
    let message = format!(
        "срок наступил, а отметок нет ни у кого: {}",
        passed_over.join(", ")
    );
    let as_of = numeric(ledger.period.as_of());
    Some(
        Diagnostic::warning(RULE.code, report.party.span, message).hint(format!(
            "отчёт составлен на {as_of}: добавьте отметки ведомства"
        )),
    )
}
