//! «Год» and «учебный год» that may be another than meant ([N-150]).

use super::{Rule, Subject, due};
use crate::deadline::Code;
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    code: "deadline-unclear-stretch",
    severity: Severity::Warning,
    explain: "\
«Год» или «учебный год» в сроке можно понять по-разному.

Почему: в плане на учебный год «в течение года» — это и учебный год, и календарный; в плане на календарный год «учебный год» — куски двух разных.

Пример: «В течение года» в плане на 2021-2022 учебный год.

Как исправить: назовите месяцы: «сентябрь 2021 – май 2022 г.», или запишите «в течение 2021-2022 учебного года».",
    local: true,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    due::report(
        subject,
        Code::UnclearStretch,
        "назовите месяцы или оба года учебного года",
        findings,
    );
}
