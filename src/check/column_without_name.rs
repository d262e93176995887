//! A column of the department's own that shows no field, or a field that no activity has.

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity, nearest, perhaps};
use crate::model::{ColumnSpec, Field, Plan, Text};

pub(super) const RULE: Rule = Rule {
    code: "column-without-name",
    severity: Severity::Error,
    explain: "\
Столбец «дополнительно» без имени поля или с именем, которого нет ни у одного мероприятия.

Почему: такой столбец вышел бы пустым.

Пример: «поле: дополнительно» с «имя: форма», а у мероприятий в «дополнительно» записано «форма проведения».

Как исправить: укажите в столбце «имя: …» — то же имя, что в «дополнительно» мероприятий.",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(plan) = &subject.dossier.plan else {
        return;
    };
    for column in plan.columns.iter().map(ColumnSpec::column) {
        match (&column.extra, column.field.value) {
            (None, Field::Extra) => findings.push(
                Diagnostic::error(RULE.code, column.field.span, "у столбца нет имени поля").hint(
                    "добавьте «имя: …» — то имя, которое стоит в «дополнительно» мероприятий",
                ),
            ),
            (Some(name), Field::Extra) => check_name(plan, name, findings),
            (Some(name), _) => findings.push(
                Diagnostic::error(
                    RULE.code,
                    name.span,
                    "имя бывает только у столбца «дополнительно»",
                )
                .hint("удалите «имя» или укажите «поле: дополнительно»"),
            ),
            (None, _) => {}
        }
    }
}

fn check_name(plan: &Plan, name: &Text, findings: &mut Vec<Diagnostic>) {
    let activities = plan.all_activities();
    let used: Vec<&str> = activities
        .iter()
        .flat_map(|activity| activity.extra.keys().map(String::as_str))
        .collect();
    if used.contains(&name.value.as_str()) {
        return;
    }
    let message = format!("поля «{}» нет ни у одного мероприятия", name.value);
    let hint = match nearest(name, used.iter().copied()) {
        Some(near) => perhaps(name, near),
        None => format!(
            "запишите его мероприятиям: «дополнительно: {{{}: …}}»",
            name.value
        ),
    };
    findings.push(Diagnostic::error(RULE.code, name.span, message).hint(hint));
}
