//! A deadline on a weekend or a holiday ([N-78], [N-173], [N-191]).

use super::{Due, Rule, Subject, due};
use crate::deadline::{Code, Kind, Weight};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    code: "deadline-on-day-off",
    severity: Severity::Warning,
    explain: "\
Срок выпадает на выходной или праздничный день.

Почему: исполнить поручение придётся в рабочий день перед ним, а отчёт в субботу никто не примет. Если в выходной назначено само мероприятие («16.02.2022»), это совет: такое бывает и нарочно.

Пример: «до 20.06.2026» — суббота; рабочий день перед ней — пятница 19.06.2026.

Как исправить: назначьте срок на рабочий день. Переносы выходных программа знает по постановлениям Правительства; о годе, на который их ещё нет, она говорит.",
    local: true,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for due in subject.dues.iter().filter(|due| !is_wrong(due)) {
        for found in due
            .meaning
            .findings
            .iter()
            .filter(|f| f.code == Code::DayOff)
        {
            let mut finding = due::diagnostic(subject, due, found);
            if due.meaning.kind != Kind::ExactDate {
                finding.severity = Severity::Warning;
            }
            findings.push(finding.hint("назначьте срок на рабочий день"));
        }
    }
}

/// A date that is wrong anyway: its year is to be mended first.
fn is_wrong(due: &Due<'_>) -> bool {
    let mut findings = due.meaning.findings.iter();
    findings.any(|found| found.code == Code::OutsidePeriod && found.weight == Weight::Error)
}
