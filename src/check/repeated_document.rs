//! A document asked for twice.

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    code: "repeated-document",
    severity: Severity::Warning,
    explain: "\
Один и тот же документ назван в списке «документы» дважды.

Почему: второй раз он не пишется; скорее всего, имелся в виду другой документ.

Пример: «документы: [план, план]».

Как исправить: удалите повтор или впишите нужный документ.",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let documents = &subject.dossier.documents;
    for (index, document) in documents.iter().enumerate() {
        let earlier = documents[..index]
            .iter()
            .find(|earlier| earlier.value == document.value);
        if let Some(earlier) = earlier {
            findings.push(
                Diagnostic::warning(RULE.code, document.span, "документ уже есть в списке")
                    .label("второй раз")
                    .related(earlier.span, "первый раз")
                    .hint("удалите повтор или впишите другой документ"),
            );
        }
    }
}
