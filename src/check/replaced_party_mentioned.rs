//! Mentions of a party that an amendment has replaced ([N-95]).

use super::{Rule, Subject, editions};
use crate::diagnostic::{Diagnostic, Severity};
use crate::edition::same_party;
use crate::model::Operation;

pub(super) const RULE: Rule = Rule {
    code: "replaced-party-mentioned",
    severity: Severity::Warning,
    explain: "\
Исполнитель заменён изменяющим приказом, но в тексте пункта или позиции он по-прежнему упомянут.

Почему: «исполнитель: … заменить на: …» меняет тех, кому поручено, а слова внутри текста остаются: «представить отчёт в {имц}». Приказ поручит дело одному, а отчёт велит сдавать другому.

Пример: имц заменён на управление, а в пункте 2.2 осталось «представить в {имц} отчёт».

Как исправить: добавьте в тот же приказ изменение этого места: «слова: в {имц}», «заменить на: в {управление}». Если так и задумано, запишите это ключом «допустимо».",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let dossier = subject.dossier;
    for (amendment, _, after) in dossier.amendments.steps() {
        for change in &amendment.changes {
            let Ok(Operation::Party { old, .. }) = change.operation() else {
                continue;
            };
            let executors = dossier.executors.iter().map(|one| &one.id);
            let ids = executors.chain(dossier.schools.iter().map(|one| &one.id));
            for id in ids.filter(|id| same_party(dossier, id, old)) {
                for text in editions::texts(after) {
                    let mut mentions = text.split('{').skip(1);
                    if mentions.any(|rest| names(rest, id)) {
                        let message = format!("«{}» заменён, но в тексте упомянут", id.value);
                        findings.push(
                            Diagnostic::warning(RULE.code, old.span, message)
                                .related(text.span, "здесь осталось прежнее название")
                                .hint("добавьте изменение этого места: «слова» и «заменить на»"),
                        );
                    }
                }
            }
        }
    }
}

/// Whether what stands after a brace begins with an id.
fn names(rest: &str, id: &str) -> bool {
    let inner = rest.split('}').next().unwrap_or_default();
    inner.split_whitespace().next() == Some(id)
}
