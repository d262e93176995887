//! «До мая»: is May included? ([N-77]).

use super::{Rule, Subject, due};
use crate::deadline::Code;
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    code: "deadline-unclear-bound",
    severity: Severity::Warning,
    explain: "\
Не ясно, входит ли в срок названный месяц или год.

Почему: «до мая» для одних значит «по 30 апреля», для других — «по 31 мая».

Пример: «до мая 2022 г.», «на период до 2020 года».

Как исправить: назовите день: «до 1 мая 2022 г.» — или напишите «не позднее мая», «до мая включительно».",
    local: true,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    due::report(
        subject,
        Code::UnclearBound,
        "назовите день или напишите «не позднее …», «… включительно»",
        findings,
    );
}
