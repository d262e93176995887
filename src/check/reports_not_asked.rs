//! Reports that the list of documents leaves out.

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::DocumentKind;

pub(super) const RULE: Rule = Rule {
    code: "reports-not-asked",
    severity: Severity::Hint,
    explain: "\
Отчётность в деле есть, а в списке «документы» отчётов нет.

Почему: со списком «документы» программа делает только то, что в нём названо; отчёты и напоминания не выйдут, хотя отметки собраны.

Пример: «документы: [приказ, план]» и раздел «отчётность».

Как исправить: добавьте в список «отчёт», «отчёты школ», «напоминания» или уберите список: тогда делается всё, для чего есть данные.",
    local: true,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let dossier = subject.dossier;
    let is_report = |kind: DocumentKind| {
        matches!(
            kind,
            DocumentKind::Report | DocumentKind::SchoolReport | DocumentKind::Reminder
        )
    };
    let Some(first) = dossier.documents.first() else {
        return;
    };
    let asked = dossier.documents.iter().any(|asked| is_report(asked.value));
    if !asked && !dossier.progress.is_empty() {
        findings.push(
            Diagnostic::advice(
                RULE.code,
                first.span,
                "отчётов в списке «документы» нет, а отметки об исполнении есть",
            )
            .hint("добавьте «отчёт», «отчёты школ», «напоминания» или уберите список"),
        );
    }
}
