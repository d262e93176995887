//! A slip of the pen in a deadline ([N-184]).

use super::{Rule, Subject, due};
use crate::deadline::Code;
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    code: "deadline-typing",
    severity: Severity::Warning,
    explain: "\
В сроке описка: потеряно тире или запятая, стоит лишняя запятая, не тот падеж, латинская буква.

Почему: срок прочитан так, как он, скорее всего, задуман; проверьте, верно ли.

Пример: «29.12.202109.01.2022», «декабрь, 2023», «4 ноября 2021 год», «в течении года».

Как исправить: поправьте запись; где мена однозначна, это сделает dyak check --fix.",
    local: true,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    due::report(subject, Code::Typing, "поправьте запись", findings);
}
