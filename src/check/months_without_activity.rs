//! Months of the plan's period in which nothing is due.

use std::collections::BTreeSet;

use chrono::{Datelike, Months, NaiveDate};

use super::{Rule, Subject};
use crate::deadline::{Bounds, Interval, Kind, Unit};
use crate::diagnostic::{Diagnostic, Severity};
use crate::language::month_nominative;
use crate::model::Period;

pub(super) const RULE: Rule = Rule {
    code: "months-without-activity",
    severity: Severity::Hint,
    explain: "\
На некоторые месяцы плана не назначено ни одного мероприятия.

Почему: пустой месяц посреди плана бывает умыслом, но чаще о нём забыли. Считаются только сроки короче половины периода: «в течение года» не назначает ничего на какой-то месяц. «В течение учебного года» — тоже. Июль и август не в счёт: в школах каникулы. Если пуста больше половины месяцев, план просто крупный, и совета нет.

Пример: в плане на учебный год есть мероприятия на все месяцы, кроме февраля.

Как исправить: посмотрите, не пропущено ли мероприятие. Если так и задумано, оставьте.",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(plan) = &subject.dossier.plan else {
        return;
    };
    let Some(period) = plan.period.as_ref().or(subject.dossier.period.as_ref()) else {
        return;
    };
    let Some(busy) = busy_months(subject, period.bounds()) else {
        return;
    };
    let months = working_months(period);
    let empty: Vec<Month> = months
        .iter()
        .copied()
        .filter(|month| !busy.contains(month))
        .collect();
    if empty.is_empty() || empty.len() * 2 > months.len() {
        return;
    }
    let message = format!("нет мероприятий на {}", listed(&empty, period));
    findings.push(
        Diagnostic::advice(RULE.code, plan.title.span, message)
            .hint("посмотрите, не забыто ли мероприятие; если так и задумано, оставьте"),
    );
}

/// Year and month.
type Month = (i32, u32);

/// The months of the period in which work is expected: in July and August schools rest.
fn working_months(period: &Period) -> Vec<Month> {
    let bounds = period.bounds();
    let all = months(bounds.from, bounds.to);
    all.filter(|(_, month)| !matches!(month, 7 | 8)).collect()
}

/// The months in which something is due; `None` if something is due in every month.
fn busy_months(subject: Subject<'_>, bounds: Bounds) -> Option<BTreeSet<Month>> {
    let half = (bounds.to - bounds.from).num_days() / 2;
    let mut busy = BTreeSet::new();
    for due in subject.dues.iter().filter(|due| due.activity.is_some()) {
        let monthly = |unit: Unit| matches!(unit, Unit::Day | Unit::Week | Unit::Month);
        if due
            .meaning
            .recurrences
            .iter()
            .any(|one| monthly(one.unit) && one.step == 1)
        {
            return None;
        }
        if matches!(due.meaning.kind, Kind::SchoolYear | Kind::WholeYear) {
            continue;
        }
        for interval in &due.meaning.intervals {
            if let Some((from, to)) =
                ends(interval).filter(|(from, to)| (*to - *from).num_days() < half)
            {
                busy.extend(months(from.max(bounds.from), to.min(bounds.to)));
            }
        }
    }
    Some(busy)
}

/// First and last day; one that is open stands for the day it names.
fn ends(interval: &Interval) -> Option<(NaiveDate, NaiveDate)> {
    let from = interval.from.or(interval.to)?;
    Some((from, interval.to.unwrap_or(from)))
}

/// The months from one day to another.
fn months(from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = Month> {
    let first = from.with_day(1);
    std::iter::successors(first, |month| month.checked_add_months(Months::new(1)))
        .take_while(move |month| *month <= to)
        .map(|month| (month.year(), month.month()))
}

/// «май и июль»; with the years, if the period has several of a month.
fn listed(months: &[Month], period: &Period) -> String {
    let long = period
        .from
        .checked_add_months(Months::new(12))
        .is_some_and(|then| then <= period.to);
    let names: Vec<String> = months
        .iter()
        .map(|&(year, month)| match long {
            true => format!("{} {year} г.", month_nominative(month)),
            false => month_nominative(month).to_owned(),
        })
        .collect();
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} и {last}", before.join(", ")),
        None => String::new(),
    }
}
