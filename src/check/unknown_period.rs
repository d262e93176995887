//! A report for a period that the dossier does not declare.

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity, nearest};

pub(super) const RULE: Rule = Rule {
    code: "unknown-period",
    severity: Severity::Error,
    explain: "\
Отчёт сдан за период, которого в деле нет.

Почему: по периоду программа узнаёт, на какой день описано положение дел и какие сроки уже наступили. Без него отметки никуда не попадут.

Пример: «период: 2020-2», а в dossier.yaml есть только «2020-1».

Как исправить: поправьте id периода или добавьте период в dossier.yaml, раздел «отчётность».",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let dossier = subject.dossier;
    let periods = dossier.reporting_periods();
    let known: Vec<&str> = periods.map(|period| period.id.as_str()).collect();
    for report in &dossier.progress {
        let id = &report.period;
        if known.contains(&id.as_str()) {
            continue;
        }
        let message = format!("отчётного периода «{}» в деле нет", id.value);
        let hint = match nearest(id, known.iter().copied()) {
            Some(near) => format!("возможно, вы имели в виду «{near}»"),
            None if known.is_empty() => {
                "объявите период в dossier.yaml, раздел «отчётность»".to_owned()
            }
            None => format!("есть: {}", known.join(", ")),
        };
        findings.push(Diagnostic::error(RULE.code, id.span, message).hint(hint));
    }
}
