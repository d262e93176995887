//! Rows of the plan that lack something.

use std::collections::BTreeSet;

use super::Subject;
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::language::counted;
use crate::model::{Activity, ColumnSpec, Dossier, Field};

/// From so many on, one finding speaks of all.
const MANY: usize = 4;

/// How many of many are named.
const NAMED: usize = 5;

/// What rows should have.
pub(super) struct Wanted {
    pub(super) code: &'static str,
    pub(super) severity: Severity,
    /// The column it stands in; without the column nobody misses it.
    pub(super) field: Field,
    /// Whether a row has it.
    pub(super) has: fn(&Activity) -> bool,
    /// «нет срока»
    pub(super) lack: &'static str,
    pub(super) hint: &'static str,
}

/// Reports the rows that neither have it nor stand above or below a row that has.
pub(super) fn report(subject: Subject<'_>, wanted: &Wanted, findings: &mut Vec<Diagnostic>) {
    let lacking = lacking(subject.dossier, wanted);
    let finding = |span: Span, message: String| {
        let finding = match wanted.severity {
            Severity::Error => Diagnostic::error(wanted.code, span, message),
            Severity::Warning => Diagnostic::warning(wanted.code, span, message),
            Severity::Hint => Diagnostic::advice(wanted.code, span, message),
        };
        finding.hint(wanted.hint)
    };
    if lacking.len() < MANY {
        for (number, activity) in lacking {
            let message = format!("у мероприятия {number} {}", wanted.lack);
            findings.push(finding(activity.title.span, message));
        }
        return;
    }
    let named: Vec<&str> = lacking
        .iter()
        .take(NAMED)
        .map(|(number, _)| number.as_str())
        .collect();
    let more = match lacking.len() - named.len() {
        0 => String::new(),
        more => format!(" и ещё {more}"),
    };
    let count = counted(
        lacking.len() as u64,
        "мероприятия",
        "мероприятий",
        "мероприятий",
    );
    let message = format!("у {count} {}: {}{more}", wanted.lack, named.join(", "));
    findings.push(finding(lacking[0].1.title.span, message));
}

/// The rows to report with their numbers.
fn lacking<'a>(dossier: &'a Dossier, wanted: &Wanted) -> Vec<(String, &'a Activity)> {
    let Some(plan) = &dossier.plan else {
        return Vec::new();
    };
    let is_shown = |spec: &ColumnSpec| spec.column().field.value == wanted.field;
    if !plan.columns.iter().any(is_shown) {
        return Vec::new();
    }
    let mut spans = BTreeSet::new();
    let sections = plan.sections.iter().flat_map(|section| &section.activities);
    for activity in plan.activities.iter().chain(sections) {
        collect(activity, wanted, &mut spans);
    }
    let rows = plan
        .numbered()
        .into_iter()
        .flat_map(|section| section.activities);
    rows.filter(|row| spans.contains(&row.activity.title.span))
        .map(|row| (row.number, row.activity))
        .collect()
}

/// Collects the rows that lack it; `true` says that the row or one below it has it.
fn collect(activity: &Activity, wanted: &Wanted, lacking: &mut BTreeSet<Span>) -> bool {
    if (wanted.has)(activity) {
        return true;
    }
    let mut below = BTreeSet::new();
    let mut any = false;
    for part in &activity.activities {
        any |= collect(part, wanted, &mut below);
    }
    // A heading row without parts that have it is one finding, not one for each part.
    if any {
        lacking.append(&mut below);
    } else {
        lacking.insert(activity.title.span);
    }
    any
}
