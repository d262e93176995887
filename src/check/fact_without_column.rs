//! A fact of activities that no column of the plan shows.

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::language::plural;
use crate::model::{Activity, Column, ColumnSpec, Field, Plan};

pub(super) const RULE: Rule = Rule {
    code: "fact-without-column",
    severity: Severity::Warning,
    explain: "\
У мероприятий записано то, для чего в плане нет столбца.

Почему: записанное не попало бы в документ, и никто бы этого не заметил.

Пример: у мероприятий указан «документ», а среди столбцов плана поля «документ» нет.

Как исправить: добавьте столбец в «столбцы» или удалите ключ у мероприятий. Если сведения нужны только для себя, оставьте их в примечании после «#».",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(plan) = &subject.dossier.plan else {
        return;
    };
    let columns: Vec<Column> = plan.columns.iter().map(ColumnSpec::column).collect();
    let shown = |field| columns.iter().any(|column| column.field.value == field);
    for (key, field, place) in FACTS {
        if !shown(field) {
            report(plan, key, &format!("«{key}»"), place, findings);
        }
    }
    for name in own_names(plan) {
        let is_shown = columns.iter().any(|column| {
            column
                .extra
                .as_ref()
                .is_some_and(|extra| extra.value == name)
        });
        if !is_shown {
            let column = format!("«{{поле: дополнительно, имя: {name}}}»");
            let place = |activity: &Activity| activity.extra.get(name).map(|text| text.span);
            report(plan, name, &column, place, findings);
        }
    }
}

/// Where an activity states a fact, if it does.
type Place = fn(&Activity) -> Option<Span>;

/// The facts that a column can show: key, field, place.
const FACTS: [(&str, Field, Place); 5] = [
    ("срок", Field::Deadline, |a| {
        a.deadline.as_ref().map(|text| text.span)
    }),
    ("ответственные", Field::Executors, |a| {
        a.executors.first().map(|executor| executor.span())
    }),
    ("участники", Field::Participants, |a| {
        a.participants.first().map(|executor| executor.span())
    }),
    ("результат", Field::Result, |a| {
        a.result.as_ref().map(|text| text.span)
    }),
    ("документ", Field::Evidence, |a| {
        a.evidence.as_ref().map(|text| text.span)
    }),
];

/// The names of the department's own facts, each once.
fn own_names(plan: &Plan) -> Vec<&str> {
    let activities = plan.all_activities();
    let mut names: Vec<&str> = activities
        .iter()
        .flat_map(|activity| activity.extra.keys().map(String::as_str))
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Reports a fact where it first stands: a plan without the column has it in every row.
fn report(
    plan: &Plan,
    key: &str,
    column: &str,
    place: impl Fn(&Activity) -> Option<Span>,
    findings: &mut Vec<Diagnostic>,
) {
    let activities = plan.all_activities();
    let places: Vec<Span> = activities.into_iter().filter_map(place).collect();
    let Some(first) = places.first() else {
        return;
    };
    let rows = plural(
        places.len() as u64,
        "мероприятия",
        "мероприятий",
        "мероприятий",
    );
    let message = format!(
        "«{key}» не напечатается: такого столбца в плане нет, а записано это у {} {rows}",
        places.len()
    );
    findings.push(
        Diagnostic::warning(RULE.code, *first, message).hint(format!(
            "добавьте в «столбцы» плана {column} или удалите этот ключ"
        )),
    );
}
