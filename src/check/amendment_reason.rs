//! Reasons of amending orders that do not lead to «ПРИКАЗЫВАЮ» ([N-70], [N-101]).

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::language::states_reason;

pub(super) const RULE: Rule = Rule {
    code: "amendment-reason",
    severity: Severity::Hint,
    explain: "\
Причина изменяющего приказа начинается не так, как начинают преамбулу.

Почему: причина печатается, как записана, перед словом «ПРИКАЗЫВАЮ» и составляет с ним одно предложение: «В связи с переносом семинара ПРИКАЗЫВАЮ: …».

Пример: «причина: перенос семинара».

Как исправить: начните с «В связи с …», «В целях …», «Во исполнение …», «На основании …» и с прописной буквы.",
    local: true,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for amendment in &subject.dossier.amendments.all {
        let reason = &amendment.reason;
        if !states_reason(reason) {
            let message = format!(
                "причина «{}» не подходит к слову «ПРИКАЗЫВАЮ»",
                reason.trim()
            );
            findings.push(Diagnostic::advice(RULE.code, reason.span, message).hint(
                "начните её с «В связи с …», «В целях …», «Во исполнение …» или «На основании …»",
            ));
        }
    }
}
