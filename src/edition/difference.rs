//! What differs between two editions, unit by unit.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use super::address::places;
use crate::model::{
    Activity, Control, Dossier, Edition, ExecutorRef, Order, Person, Point, Recipient, Text,
    UnitKey,
};

/// A point or row that differs between two editions.
#[derive(Clone, Debug)]
pub struct ChangedUnit<'a> {
    /// Which.
    pub unit: UnitKey,
    /// What it was and is.
    pub content: Changed<'a>,
}

/// The old and the new content of a unit; `None` where it is not there.
#[derive(Clone, Copy, Debug)]
pub enum Changed<'a> {
    /// A point, without those below it.
    Point(Option<Directed<'a>>, Option<Directed<'a>>),
    /// A row of the plan, without those below it.
    Row(Option<&'a Activity>, Option<&'a Activity>),
}

/// A point with whom it binds: its own recipients or those of the point above.
#[derive(Clone, Copy, Debug)]
pub struct Directed<'a> {
    /// The point.
    pub point: &'a Point,
    /// Whom it binds.
    pub bound: &'a [Recipient],
}

/// The units that differ, points first, in reading order.
pub fn changed_units<'a>(before: &'a Edition, after: &'a Edition) -> Vec<ChangedUnit<'a>> {
    let points = |edition: &'a Edition| -> Vec<(String, Directed<'a>)> {
        let all = edition.order.iter().flat_map(Order::directed);
        let directed = all.map(|(one, bound)| {
            let point = one.point;
            (one.number, Directed { point, bound })
        });
        directed.collect()
    };
    let changed = paired(points(before), points(after), same_point);
    let mut units: Vec<ChangedUnit<'a>> = changed
        .into_iter()
        .map(|(number, old, new)| ChangedUnit {
            unit: UnitKey::Point(number),
            content: Changed::Point(old, new),
        })
        .collect();
    let rows = paired(rows(before), rows(after), same_row);
    units.extend(rows.into_iter().map(|(unit, old, new)| ChangedUnit {
        unit,
        content: Changed::Row(old, new),
    }));
    units
}

fn rows(edition: &Edition) -> Vec<(UnitKey, &Activity)> {
    let plans = edition.plan.iter();
    plans
        .flat_map(places)
        .map(|place| (place.key(), place.row))
        .collect()
}

/// Pairs units by key, in the order of the new edition with the gone ones before those
/// that followed them, and keeps the pairs that differ.
fn paired<K: Eq + Hash + Clone, U: Copy>(
    old: Vec<(K, U)>,
    new: Vec<(K, U)>,
    same: fn(U, U) -> bool,
) -> Vec<(K, Option<U>, Option<U>)> {
    let known: HashMap<K, U> = old.iter().cloned().collect();
    let kept: HashSet<K> = new.iter().map(|(key, _)| key.clone()).collect();
    let mut gone = old.into_iter().peekable();
    let mut pairs = Vec::new();
    for (key, one) in new {
        // Units keep their order: what was before this one and is not kept, is gone.
        if known.contains_key(&key) {
            for (passed, unit) in gone.by_ref() {
                if passed == key {
                    break;
                }
                if !kept.contains(&passed) {
                    pairs.push((passed, Some(unit), None));
                }
            }
        }
        match known.get(&key) {
            Some(before) if same(*before, one) => {}
            before => pairs.push((key, before.copied(), Some(one))),
        }
    }
    let rest = gone.filter(|(key, _)| !kept.contains(key));
    pairs.extend(rest.map(|(key, unit)| (key, Some(unit), None)));
    pairs
}

fn same_point(a: Directed<'_>, b: Directed<'_>) -> bool {
    let (a, b) = (a.point, b.point);
    let who = |point: &Point| -> Vec<String> {
        let names = point
            .recipients
            .iter()
            .flat_map(|recipient| match recipient {
                Recipient::Word(word) => vec![word.value.clone()],
                Recipient::Group(group) => {
                    let schools = group.schools.iter().map(|id| id.value.clone());
                    std::iter::once(group.name.value.clone())
                        .chain(schools)
                        .collect()
                }
            });
        names.collect()
    };
    let texts = |point: &Point| -> Vec<String> {
        let texts = point.deadlines.iter().chain(&point.text);
        texts.map(|text| text.value.clone()).collect()
    };
    who(a) == who(b) && texts(a) == texts(b)
}

fn same_row(a: &Activity, b: &Activity) -> bool {
    let value = |text: &Option<Text>| text.as_ref().map(|text| text.value.clone());
    let names = |list: &[ExecutorRef]| -> Vec<String> {
        list.iter().map(|one| one.text().value.clone()).collect()
    };
    let extras = |row: &Activity| -> Vec<(String, String)> {
        let all = row.extra.iter();
        all.map(|(name, text)| (name.clone(), text.value.clone()))
            .collect()
    };
    a.title.value == b.title.value
        && value(&a.deadline) == value(&b.deadline)
        && value(&a.result) == value(&b.result)
        && value(&a.evidence) == value(&b.evidence)
        && names(&a.executors) == names(&b.executors)
        && names(&a.participants) == names(&b.participants)
        && extras(a) == extras(b)
}

/// Whether the point on control reads the same in two editions.
pub(super) fn same_control(before: &Edition, after: &Edition) -> bool {
    let control = |edition: &Edition| edition.order.as_ref()?.control.clone();
    match (control(before), control(after)) {
        (None, None) => true,
        (Some(old), Some(new)) => match (old.value, new.value) {
            (Control::Own(_), Control::Own(_)) => true,
            (Control::Delegated(old), Control::Delegated(new)) => {
                let post = |person: &Person| person.post.as_ref().map(|post| post.value.clone());
                old.name.value == new.name.value && post(&old) == post(&new)
            }
            _ => false,
        },
        _ => false,
    }
}

/// A party that a change concerns.
#[derive(Clone, Debug)]
pub struct Touched {
    /// Its id.
    pub party: String,
    /// Places among the changed units of those that concern it.
    pub units: Vec<usize>,
}

/// The parties that changed units concern, in the order they are met: who answers for a
/// changed row or is bound by a changed point, before or after.
pub fn touched(dossier: &Dossier, changed: &[ChangedUnit<'_>]) -> Vec<Touched> {
    let mut parties: Vec<Touched> = Vec::new();
    for (place, unit) in changed.iter().enumerate() {
        for party in parties_of(dossier, unit) {
            match parties.iter_mut().find(|one| one.party == party) {
                Some(known) if known.units.last() == Some(&place) => {}
                Some(known) => known.units.push(place),
                None => parties.push(Touched {
                    party,
                    units: vec![place],
                }),
            }
        }
    }
    parties
}

/// The parties by id that a changed unit concerns.
fn parties_of(dossier: &Dossier, unit: &ChangedUnit<'_>) -> Vec<String> {
    let (mut ids, new) = unit.content.parties(dossier);
    ids.extend(new);
    let is_known = |id: &String| {
        let mut executors = dossier.executors.iter();
        executors.any(|one| one.id.value == *id)
            || dossier.schools.iter().any(|one| one.id.value == *id)
    };
    // The department that issues the order is not told of it.
    ids.retain(|id| is_known(id) && !is_department(dossier, id));
    ids.dedup();
    ids
}

impl Changed<'_> {
    /// The ids that answer for the unit or are bound by it, before and after.
    pub fn parties(&self, dossier: &Dossier) -> (Vec<String>, Vec<String>) {
        let of_row = |row: Option<&Activity>| -> Vec<String> {
            let named = row.into_iter().flat_map(|row| row.executors.iter());
            let ids = named.filter_map(|one| Some(one.id()?.value.clone()));
            ids.collect()
        };
        let of_point = |point: Option<Directed<'_>>| {
            point.map_or(Vec::new(), |point| bound(dossier, point.bound))
        };
        match self {
            Self::Row(old, new) => (of_row(*old), of_row(*new)),
            Self::Point(old, new) => (of_point(*old), of_point(*new)),
        }
    }
}

/// Whether an executor is the department itself, by any of its names: the full or the
/// short one, a line of the letterhead, or what a longer name begins with.
pub fn is_department(dossier: &Dossier, id: &str) -> bool {
    let department = &dossier.department;
    let own = [Some(&department.name), department.short.as_ref()];
    let own = own.into_iter().flatten().chain(&department.letterhead);
    let own: Vec<String> = own.map(|name| name.trim().to_lowercase()).collect();
    let is_own = |name: &Text| {
        let name = name.trim().to_lowercase();
        let begins = |own: &String| {
            let rest = own.strip_prefix(&name);
            rest.is_some_and(|rest| rest.starts_with(' ')) && name.contains(' ')
        };
        own.iter().any(|own| *own == name || begins(own))
    };
    let mut executors = dossier.executors.iter();
    executors.any(|one| {
        one.id.value == id && (is_own(&one.name) || one.full.as_ref().is_some_and(is_own))
    })
}

/// The parties by id that a point binds, the schools of groups among them.
pub fn bound(dossier: &Dossier, recipients: &[Recipient]) -> Vec<String> {
    let ids = recipients.iter().flat_map(|recipient| match recipient {
        Recipient::Word(word) => vec![word.trim().to_owned()],
        Recipient::Group(group) => {
            let schools = dossier.schools_of(&group.schools).into_iter();
            schools.map(|school| school.id.value.clone()).collect()
        }
    });
    ids.collect()
}
