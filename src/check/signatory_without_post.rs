//! An order signed by somebody without a post ([N-56]).

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    code: "signatory-without-post",
    severity: Severity::Error,
    explain: "\
У того, кто подписывает приказ, не указана должность.

Почему: подпись состоит из должности и имени; без должности не видно, вправе ли человек подписать приказ.

Пример: «подпись: {ФИО: Орлова Вера Николаевна}».

Как исправить: добавьте «должность» рядом с «ФИО».",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let dossier = subject.dossier;
    let Some(order) = &dossier.order else {
        return;
    };
    let signatory = order.signatory.as_ref().unwrap_or(&dossier.department.head);
    if signatory.post.is_none() {
        let message = "не указана должность того, кто подписывает приказ";
        findings.push(
            Diagnostic::error(RULE.code, signatory.name.span, message)
                .hint("добавьте рядом «должность: …»"),
        );
    }
}
