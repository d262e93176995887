//! A part that is larger than the whole ([N-183]).

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    code: "figures-exceed",
    severity: Severity::Error,
    explain: "\
Участников из школ с низкими результатами больше, чем всего участников.

Почему: часть не бывает больше целого; в сводном отчёте числа складываются, и ошибка разойдётся.

Пример: «всего: 15, из школ с низкими результатами: 37».

Как исправить: проверьте, не переставлены ли числа.",
    local: true,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for entry in subject
        .dossier
        .progress
        .iter()
        .flat_map(|report| &report.entries)
    {
        let Some(figures) = &entry.figures else {
            continue;
        };
        if let Some(part) = &figures.from_low_results
            && part.value > figures.all.value
        {
            let message = format!("{} больше, чем всего: {}", part.value, figures.all.value);
            findings.push(
                Diagnostic::error(RULE.code, part.span, message)
                    .related(figures.all.span, "всего")
                    .hint("проверьте, не переставлены ли числа"),
            );
        }
    }
}
