//! A deadline outside the plan period ([N-173]).

use super::{Rule, Subject, due};
use crate::deadline::Code;
use crate::diagnostic::{Diagnostic, Severity, Span};

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
    let mut found = Vec::new();
    due::report(subject, Code::OutsidePeriod, ADVICE, &mut found);
    let errors = found.iter().filter(|finding| finding.is_error()).count();
    let period = period(subject).filter(|_| errors > MOST && errors * 2 > subject.dues.len());
    match period {
        Some(span) => findings.push(
            Diagnostic::error(
                RULE.code,
                span,
                format!("{errors} сроков не попадают в период плана"),
            )
            .hint("похоже, неверен сам период"),
        ),
        None => findings.extend(found),
    }
}

const ADVICE: &str = "поправьте год в сроке или период плана";

/// More wrong deadlines than these, and than right ones, say that the period is wrong.
const MOST: usize = 5;

/// Where the period of the deadlines is written.
fn period(subject: Subject<'_>) -> Option<Span> {
    let of_plan = subject.dossier.plan.as_ref()?.period.as_ref();
    let period = of_plan.or(subject.dossier.period.as_ref())?;
    Some(period.span)
}
