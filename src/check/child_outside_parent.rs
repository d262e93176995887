//! A part of an activity that is due outside the activity's own deadline.

use chrono::{Datelike, NaiveDate};

use super::{Due, Rule, Subject, due};
use crate::deadline::{Code, Kind};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Activity;

pub(super) const RULE: Rule = Rule {
    code: "child-outside-parent",
    severity: Severity::Warning,
    explain: "\
Срок вложенного мероприятия выходит за срок того, в которое оно вложено.

Почему: часть не может идти раньше или дольше целого; один из сроков ошибочен.

Пример: мероприятие 1.8 — «сентябрь–декабрь 2021 г.», а вложенное 1.8.3 — «март 2022 г.».

Как исправить: поправьте тот срок, который неверен.",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(plan) = &subject.dossier.plan else {
        return;
    };
    let dues = due::by_activity(subject);
    for parent in plan.all_activities() {
        let Some(whole) = dues.get(&parent.title.span) else {
            continue;
        };
        let parts = parent
            .activities
            .iter()
            .filter_map(|part: &Activity| dues.get(&part.title.span));
        for part in parts {
            if let Some(message) = problem(part, whole) {
                findings.push(
                    Diagnostic::warning(RULE.code, part.text.span, message)
                        .related(whole.text.span, "срок всего мероприятия")
                        .hint("поправьте тот срок, который неверен"),
                );
            }
        }
    }
}

fn problem(part: &Due<'_>, whole: &Due<'_>) -> Option<&'static str> {
    // That a day lies outside the plan has been said already.
    let reported = |due: &Due<'_>| {
        due.meaning
            .findings
            .iter()
            .any(|f| f.code == Code::OutsidePeriod)
    };
    if reported(part) || reported(whole) {
        return None;
    }
    let starts: Option<Vec<_>> = whole
        .meaning
        .intervals
        .iter()
        .map(|interval| interval.from)
        .collect();
    // «До 15 мая» sets no beginning.
    let from = starts.and_then(|starts| starts.into_iter().min());
    if part.meaning.due()? > last_day(whole)? {
        Some("вложенное мероприятие кончается позже всего мероприятия")
    } else if from.is_some_and(|from| part.meaning.begins().is_some_and(|begins| begins < from)) {
        Some("вложенное мероприятие начинается раньше всего мероприятия")
    } else {
        None
    }
}

/// The last day of a deadline; «учебный год» here takes its summer along ([N-150]): what
/// sums a school year up in June is no mistake.
fn last_day(due: &Due<'_>) -> Option<NaiveDate> {
    let last = due.meaning.due()?;
    match due.meaning.kind {
        Kind::SchoolYear => NaiveDate::from_ymd_opt(last.year(), 8, 31).map(|end| end.max(last)),
        _ => Some(last),
    }
}
