//! A reference to nobody.

use std::collections::BTreeMap;

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity, nearest, perhaps};
use crate::model::{ALL_SCHOOLS, Dossier, Id, NO_SCHOOLS, OneOrMany, Point, Recipient, is_id};

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
    let known = Known::of(dossier);
    let mut unknown = references(dossier);
    unknown.retain(|reference| !known.has(reference));
    if dossier.schools.is_empty() {
        let missing: Vec<Reference<'_>> = unknown
            .extract_if(.., |reference| known.nearest(reference).is_none())
            .collect();
        findings.extend(no_schools(&missing));
    }
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for reference in &unknown {
        *times.entry(&reference.id.value).or_default() += 1;
    }
    for reference in &unknown {
        // Each id is reported where it stands first.
        if let Some(times) = times.remove(reference.id.value.as_str()) {
            findings.push(nobody(reference, times, &known));
        }
    }
}

/// A place that names a party by id.
struct Reference<'a> {
    id: &'a Id,
    place: Place,
}

/// What may stand where a reference stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// A party, or a plain word behind this key.
    Words(&'static str),
    /// A party.
    Party,
    /// A school.
    School,
}

/// All references, in the order of files.
fn references(dossier: &Dossier) -> Vec<Reference<'_>> {
    let mut references = Vec::new();
    if let Some(order) = &dossier.order {
        add_points(&order.points, &mut references);
    }
    if let Some(plan) = &dossier.plan {
        for activity in plan.all_activities() {
            let named = activity.parties();
            references.extend(
                named
                    .filter_map(|executor| executor.id())
                    .map(|id| Reference {
                        id,
                        place: Place::Words("текст"),
                    }),
            );
        }
    }
    add_scopes(dossier, &mut references);
    let parties = dossier.progress.iter().map(|report| &report.party);
    references.extend(parties.map(|id| Reference {
        id,
        place: Place::Party,
    }));
    if let Some(indicators) = &dossier.indicators {
        let of_facts = indicators.facts.iter().map(|facts| &facts.school);
        let of_targets = indicators
            .targets
            .iter()
            .flat_map(|plan| plan.schools.iter());
        let schools = of_facts.chain(of_targets);
        references.extend(schools.map(|id| Reference {
            id,
            place: Place::School,
        }));
    }
    references
}

/// The schools that report: «школы» of executors, plan, sections and activities.
fn add_scopes<'a>(dossier: &'a Dossier, references: &mut Vec<Reference<'a>>) {
    let executors = dossier.executors.iter().map(|executor| &executor.schools);
    let plan = dossier.plan.iter();
    let of_plan = plan.flat_map(|plan| {
        let sections = plan.sections.iter().map(|section| &section.schools);
        let activities = plan.all_activities();
        let activities = activities.into_iter().map(|activity| &activity.schools);
        std::iter::once(&plan.schools)
            .chain(sections)
            .chain(activities)
    });
    references.extend(executors.chain(of_plan).flat_map(schools));
}

/// The schools that a list names by id.
fn schools(ids: &OneOrMany<Id>) -> impl Iterator<Item = Reference<'_>> {
    let ids = ids.iter();
    let ids = ids.filter(|id| ![ALL_SCHOOLS, NO_SCHOOLS].contains(&id.as_str()));
    ids.map(|id| Reference {
        id,
        place: Place::School,
    })
}

fn add_points<'a>(points: &'a [Point], references: &mut Vec<Reference<'a>>) {
    for point in points {
        for recipient in point.recipients.iter() {
            match recipient {
                Recipient::Word(id) if is_id(id) => references.push(Reference {
                    id,
                    place: Place::Words("кто"),
                }),
                Recipient::Word(_) => {}
                Recipient::Group(group) => {
                    references.extend(schools(&group.schools));
                }
            }
        }
        add_points(&point.points, references);
    }
}

/// The ids that the dossier has.
struct Known<'a> {
    executors: Vec<&'a str>,
    schools: Vec<&'a str>,
}

impl<'a> Known<'a> {
    fn of(dossier: &'a Dossier) -> Self {
        Self {
            executors: dossier.executors.iter().map(|e| e.id.as_str()).collect(),
            schools: dossier.schools.iter().map(|s| s.id.as_str()).collect(),
        }
    }

    /// The ids that may stand in the place of a reference.
    fn allowed(&self, reference: &Reference<'_>) -> impl Iterator<Item = &'a str> {
        let executors: &[&str] = match reference.place {
            Place::Words(_) | Place::Party => &self.executors,
            Place::School => &[],
        };
        executors.iter().chain(&self.schools).copied()
    }

    fn has(&self, reference: &Reference<'_>) -> bool {
        self.allowed(reference).any(|id| id == reference.id.value)
    }

    fn nearest(&self, reference: &Reference<'_>) -> Option<&'a str> {
        nearest(reference.id, self.allowed(reference))
    }
}

/// One finding for all references that a missing `schools.yaml` leaves without an answer.
fn no_schools(references: &[Reference<'_>]) -> Option<Diagnostic> {
    let first = references.first()?;
    let mut ids: Vec<&str> = references.iter().map(|one| one.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    let message = format!(
        "в деле нет ни одной школы, а ссылаются на: {}",
        listed(&ids)
    );
    Some(
        Diagnostic::error(RULE.code, first.id.span, message)
            .label("первая ссылка")
            .hint(
                "добавьте файл schools.yaml; исполнителей, кроме школ, записывают в dossier.yaml",
            ),
    )
}

fn nobody(reference: &Reference<'_>, times: usize, known: &Known<'_>) -> Diagnostic {
    let whom = match reference.place {
        Place::Words(_) | Place::Party => "исполнителя или школы",
        Place::School => "школы",
    };
    let mut message = format!("нет {whom} с id «{}»", reference.id.value);
    if times > 1 {
        message += &format!("; ссылок на него {times}");
    }
    let hint = match (known.nearest(reference), reference.place) {
        (Some(near), _) => perhaps(reference.id, near),
        (None, Place::Words(key)) => format!(
            "{}; обычное слово записывают так: {{{key}: …}}",
            there_are(known.allowed(reference))
        ),
        (None, _) => there_are(known.allowed(reference)),
    };
    Diagnostic::error(RULE.code, reference.id.span, message).hint(hint)
}

fn there_are<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    let ids: Vec<&str> = ids.collect();
    if ids.is_empty() {
        "в деле их пока нет, добавьте".to_owned()
    } else {
        format!("есть: {}", listed(&ids))
    }
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
