//! An order attaches a document that the dossier does not hold ([N-176]).

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::AppendixContent;

pub(super) const RULE: Rule = Rule {
    code: "missing-appendix",
    severity: Severity::Error,
    explain: "\
К приказу приложен документ, которого в деле нет.

Почему: приказ ссылался бы на приложение, которого никто не получит.

Пример: «приложения: [{документ: план}]» без файла plan.yaml.

Как исправить: добавьте plan.yaml или уберите приложение.",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(order) = &subject.dossier.order else {
        return;
    };
    for document in order.appendices.iter().filter_map(|a| a.document.as_ref()) {
        let there = match document.value {
            AppendixContent::Plan => subject.dossier.plan.is_some(),
        };
        if !there {
            findings.push(
                Diagnostic::error(RULE.code, document.span, "такого документа в деле нет")
                    .hint("добавьте plan.yaml или уберите приложение"),
            );
        }
    }
}
