//! Days of reporting in an impossible order ([N-150], [N-173]).

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::language::numeric;

pub(super) const RULE: Rule = Rule {
    code: "reporting-dates",
    severity: Severity::Error,
    explain: "\
Дни отчётности идут не по порядку.

Почему: периоды записывают по порядку: сделанное в прошлом периоде переходит в следующий. Отчёт составляют не раньше начала периода, сдают не раньше дня, на который он составлен, а напоминают после срока сдачи.

Пример: «по состоянию на: 30.06.2022», «сдать до: 20.06.2022».

Как исправить: поправьте даты в dossier.yaml, раздел «отчётность».",
    local: true,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let periods = subject.dossier.reporting_periods();
    for period in periods {
        let as_of = period.as_of();
        let days = [
            (&period.as_of, period.period.value.from, "начала периода"),
            (&period.hand_in_by, as_of, "дня, на который составлен отчёт"),
            (
                &period.remind_by,
                period.hand_in_by.as_ref().map_or(as_of, |day| day.value.0),
                "срока сдачи",
            ),
        ];
        for (day, earliest, what) in days {
            if let Some(day) = day
                && day.value.0 < earliest
            {
                let message = format!("этот день раньше {what}: {}", numeric(earliest));
                findings.push(
                    Diagnostic::error(RULE.code, day.span, message).hint(
                        "поправьте одну из дат; если отчёт составляют до конца периода, укажите день: «по состоянию на: …»",
                    ),
                );
            }
        }
    }
}
