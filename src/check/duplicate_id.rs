//! Two parties, activities, indicators or periods with one id.

use std::collections::BTreeMap;

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::model::Id;

pub(super) const RULE: Rule = Rule {
    code: "duplicate-id",
    severity: Severity::Error,
    explain: "\
Один id у двух исполнителей, школ, мероприятий, показателей или отчётных периодов.

Почему: по id программа находит, кого назвать в документе. Если их двое, она не знает, кого вы имели в виду.

Пример: исполнитель «имцо» и школа «имцо».

Как исправить: дайте одному из них другой id и поправьте ссылки на него.",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let dossier = subject.dossier;
    let executors = dossier.executors.iter().map(|executor| &executor.id);
    let schools = dossier.schools.iter().map(|school| &school.id);
    report(executors.chain(schools), findings);
    let periods = dossier.reporting_periods();
    report(periods.map(|period| &period.id), findings);
    if let Some(plan) = &dossier.plan {
        let activities = plan.all_activities();
        report(
            activities.iter().filter_map(|one| one.id.as_ref()),
            findings,
        );
    }
    if let Some(figures) = subject.measurements {
        let indicators = figures.indicators.iter();
        report(indicators.map(|one| &one.indicator.id), findings);
    }
}

fn report<'a>(ids: impl Iterator<Item = &'a Id>, findings: &mut Vec<Diagnostic>) {
    let mut first: BTreeMap<&str, Span> = BTreeMap::new();
    for id in ids {
        match first.get(id.value.as_str()) {
            Some(span) => findings.push(
                Diagnostic::error(RULE.code, id.span, format!("id «{}» уже занят", id.value))
                    .label("второй раз")
                    .related(*span, "первый раз")
                    .hint("дайте другой id: по нему на запись ссылаются"),
            ),
            None => {
                first.insert(&id.value, id.span);
            }
        }
    }
}
