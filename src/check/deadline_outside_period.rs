//! A deadline outside the plan period ([N-173]).

use super::{Rule, Subject, due};
use crate::deadline::Code;
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    code: "deadline-outside-period",
    severity: Severity::Warning,
    explain: "\
Срок лежит вне периода плана.

Почему: чаще всего это прошлогодний год, оставшийся от старого плана. Если до края периода больше полутора месяцев, это ошибка, если меньше — предупреждение: летом готовятся к учебному году, а отчитываются и после его конца.

Пример: «Апрель-май 2020 года» в плане на 2021-2022 учебный год.

Как исправить: поправьте год в сроке или период плана.",
    local: true,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    due::report(
        subject,
        Code::OutsidePeriod,
        "поправьте год в сроке или период плана",
        findings,
    );
}
