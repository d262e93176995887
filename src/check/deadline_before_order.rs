//! Deadlines before the order that sets them ([N-172]).

use chrono::{Datelike, NaiveDate};

use super::{Due, Rule, Subject};
use crate::deadline::{Interval, Kind};
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::edition::{Changed, changed_units};
use crate::language::numeric;
use crate::model::Text;

pub(super) const RULE: Rule = Rule {
    code: "deadline-before-order",
    severity: Severity::Error,
    explain: "\
Срок прошёл раньше, чем подписан приказ, который его назначает.

Почему: нельзя поручить сделать что-то вчера. Смотрят сроки пунктов и сроки плана, который приложен к приказу. Срок, прошедший целиком, — ошибка; срок, который начался до приказа или прошёл частью, — предупреждение. «В течение года» и другие сроки на весь период не в счёт. Новый срок из изменяющего приказа, который прошёл до даты этого приказа, — предупреждение.

Пример: приказ от 01.02.2022, срок «до 20 января 2022 года».

Как исправить: поправьте срок или дату приказа.",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(order) = &subject.dossier.order else {
        return;
    };
    let attached = order.attaches_plan();
    let date = order.date.value.0;
    let mut found = Vec::new();
    for due in subject
        .dues
        .iter()
        .filter(|due| due.activity.is_none() || attached)
    {
        let Some(lateness) = lateness(due, date) else {
            continue;
        };
        let span = due.text.span;
        let finding = match lateness {
            Lateness::Whole => {
                Diagnostic::error(RULE.code, span, "срок прошёл раньше, чем подписан приказ")
            }
            Lateness::Part => Diagnostic::warning(
                RULE.code,
                span,
                "часть срока прошла раньше, чем подписан приказ",
            ),
            Lateness::Begun => Diagnostic::warning(
                RULE.code,
                span,
                "срок начинается раньше, чем подписан приказ",
            ),
        };
        found.push(finding.hint(format!(
            "приказ датирован {}: поправьте срок или дату приказа",
            numeric(date)
        )));
    }
    if found.len() > MOST {
        let message = format!("{} сроков раньше даты приказа", found.len());
        let span = order.date.span;
        findings.push(
            Diagnostic::error(RULE.code, span, message)
                .hint("похоже, неверна сама дата приказа или её год"),
        );
    } else {
        findings.extend(found);
    }
    passed_when_amended(subject, date, findings);
}

/// Deadlines that an amendment has set and that had passed by its own date.
fn passed_when_amended(subject: Subject<'_>, signed: NaiveDate, findings: &mut Vec<Diagnostic>) {
    for (amendment, before, after) in subject.dossier.amendments.steps() {
        let date = amendment.date.value.0;
        let new: Vec<Span> = changed_units(before, after)
            .iter()
            .flat_map(|unit| new_deadlines(unit.content))
            .collect();
        let has_passed = |due: &Due<'_>, day| matches!(lateness(due, day), Some(Lateness::Whole));
        for due in subject.dues {
            let is_new = due.text.span.source == amendment.number.span.source
                && new.contains(&due.text.span);
            if is_new && has_passed(due, date) && !has_passed(due, signed) {
                let message = "новый срок прошёл раньше, чем подписан изменяющий приказ";
                findings.push(Diagnostic::warning(RULE.code, due.text.span, message).hint(
                    format!(
                        "изменяющий приказ датирован {}: поправьте срок или дату",
                        numeric(date)
                    ),
                ));
            }
        }
    }
}

/// The places of the deadlines that a unit did not have before.
fn new_deadlines(content: Changed<'_>) -> Vec<Span> {
    match content {
        Changed::Row(old, Some(new)) => {
            let old = old.and_then(|row| row.deadline.as_ref());
            let new = new.deadline.iter();
            let new = new.filter(|text| old.is_none_or(|old| old.value != text.value));
            new.map(|text| text.span).collect()
        }
        Changed::Point(old, Some(new)) => {
            let is_old = |text: &Text| {
                let mut old = old.iter().flat_map(|old| old.point.deadlines.iter());
                old.any(|old| old.value == text.value)
            };
            let new = new.point.deadlines.iter();
            let new = new.filter(|text| !is_old(text));
            new.map(|text| text.span).collect()
        }
        Changed::Row(_, None) | Changed::Point(_, None) => Vec::new(),
    }
}

/// So many early deadlines say that it is the order's date that is wrong.
const MOST: usize = 5;

/// How a deadline is late from the very first.
enum Lateness {
    /// All of it has passed.
    Whole,
    /// Some of its stretches have passed.
    Part,
    /// It has begun.
    Begun,
}

fn lateness(due: &Due<'_>, date: NaiveDate) -> Option<Lateness> {
    let meaning = &due.meaning;
    let passed = |interval: &Interval| interval.to.is_some_and(|to| to < date);
    // A quarter, a year, «ежемесячно»: their parts before the order are not meant.
    let is_broad = matches!(
        meaning.kind,
        Kind::Season
            | Kind::SchoolYear
            | Kind::WholeYear
            | Kind::Recurring
            | Kind::ByExternalPlan
            | Kind::Conditional
    );
    let whole_period = |interval: &Interval| {
        let bounds = due
            .bounds
            .map(|bounds| (Some(bounds.from), Some(bounds.to)));
        bounds == Some((interval.from, interval.to))
    };
    if meaning.intervals.is_empty() {
        None
    } else if meaning.intervals.iter().all(passed) {
        Some(Lateness::Whole)
    } else if is_broad || meaning.intervals.iter().any(whole_period) {
        None
    } else if meaning.intervals.iter().any(passed) {
        Some(Lateness::Part)
    } else {
        let begun = meaning
            .intervals
            .iter()
            .any(|interval| has_begun(interval, meaning.kind, date));
        begun.then_some(Lateness::Begun)
    }
}

/// Whether a stretch began before the order; the month of the order itself is no such
/// stretch unless its days are named.
fn has_begun(interval: &Interval, kind: Kind, date: NaiveDate) -> bool {
    let first = if matches!(kind, Kind::Month | Kind::MonthRange | Kind::MonthList) {
        date.with_day(1).unwrap_or(date)
    } else {
        date
    };
    interval.from.is_some_and(|from| from < first)
}
