//! A reference to nobody.

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity, nearest};
use crate::model::{Dossier, Id, Point, Recipient, is_id};

pub(super) const RULE: Rule = Rule {
    code: "unknown-id",
    severity: Severity::Error,
    explain: "\
Ссылка на исполнителя или школу, которых в деле нет.

Почему: вместо названия в документ попало бы служебное слово.

Пример: «ответственные: имцр», а в dossier.yaml исполнителя зовут «имцо». Одно слово строчными буквами считается id; несколько слов печатаются как есть.

Как исправить: поправьте id или добавьте исполнителя в dossier.yaml, школу — в schools.yaml. Если это обычное слово, запишите его так: {текст: завуч}.",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let dossier = subject.dossier;
    if let Some(plan) = &dossier.plan {
        for activity in plan.all_activities() {
            let named = activity
                .executors
                .iter()
                .chain(activity.participants.iter());
            for id in named.filter_map(|executor| executor.id()) {
                check_party(dossier, id, "текст", findings);
            }
        }
    }
    if let Some(order) = &dossier.order {
        check_points(dossier, &order.points, findings);
    }
}

fn check_points(dossier: &Dossier, points: &[Point], findings: &mut Vec<Diagnostic>) {
    for point in points {
        for recipient in point.recipients.iter() {
            match recipient {
                Recipient::Word(word) if is_id(word) => {
                    check_party(dossier, word, "кто", findings);
                }
                Recipient::Word(_) => {}
                Recipient::Group(group) => {
                    for id in &group.schools {
                        check_school(dossier, id, findings);
                    }
                }
            }
        }
        check_points(dossier, &point.points, findings);
    }
}

/// Reports an id of nobody; `word_key` is the key for a plain word in this place.
fn check_party(dossier: &Dossier, id: &Id, word_key: &str, findings: &mut Vec<Diagnostic>) {
    let executors = dossier.executors.iter().map(|e| e.id.value.as_str());
    let schools = dossier.schools.iter().map(|s| s.id.value.as_str());
    let known: Vec<&str> = executors.chain(schools).collect();
    if !known.contains(&id.value.as_str()) {
        let words = format!("; обычное слово запишите так: {{{word_key}: {}}}", id.value);
        findings.push(unknown(id, "исполнителя или школы", &known, &words));
    }
}

fn check_school(dossier: &Dossier, id: &Id, findings: &mut Vec<Diagnostic>) {
    let known: Vec<&str> = dossier
        .schools
        .iter()
        .map(|s| s.id.value.as_str())
        .collect();
    if !known.contains(&id.value.as_str()) {
        findings.push(unknown(id, "школы", &known, " школу в schools.yaml"));
    }
}

fn unknown(id: &Id, of_what: &str, known: &[&str], otherwise: &str) -> Diagnostic {
    let message = format!("нет {of_what} с id «{}»", id.value);
    let hint = match nearest(id, known.iter().copied()) {
        Some(near) => format!("возможно, вы имели в виду «{near}»"),
        None if known.is_empty() => format!("в деле их пока нет, добавьте{otherwise}"),
        None => format!(
            "есть: {}{}",
            listed(known),
            otherwise.strip_prefix(" школу").map_or(otherwise, |_| "")
        ),
    };
    Diagnostic::error(RULE.code, id.span, message).hint(hint)
}

/// The first of many: a long list helps nobody.
fn listed(known: &[&str]) -> String {
    const SHOWN: usize = 8;
    let shown = known[..known.len().min(SHOWN)].join(", ");
    match known.len().checked_sub(SHOWN) {
        Some(more) if more > 0 => format!("{shown} и ещё {more}"),
        _ => shown,
    }
}
