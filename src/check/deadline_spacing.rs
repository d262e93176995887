//! A space too many or too few in a deadline ([N-184]).

use super::{Rule, Subject, due};
use crate::deadline::Code;
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    code: "deadline-spacing",
    severity: Severity::Warning,
    explain: "\
В сроке лишний или потерянный пробел.

Почему: в таблице это бросается в глаза, а поиск по документу такой срок не найдёт.

Пример: «до10.09.2021», «октябрь 2021года», «В  течение года».

Как исправить: dyak check --fix расставит пробелы сама.",
    local: true,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    due::report(subject, Code::Spacing, "поправьте пробелы", findings);
}
