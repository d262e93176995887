//! A deadline without days ([N-77]).

use super::{Rule, Subject, due};
use crate::deadline::Code;
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    code: "deadline-vague",
    severity: Severity::Warning,
    explain: "\
Срок назван так, что дней по нему не определить.

Почему: по сроку «конец мая», «3 раза в неделю», «осенние каникулы» нельзя сказать, исполнен он или просрочен.

Пример: «начало сентября».

Как исправить: назовите даты или месяц.",
    local: true,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    due::report(subject, Code::Vague, "назовите даты или месяц", findings);
}
