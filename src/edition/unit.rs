//! Which units an amendment changes, each once: however a change calls its place, and
//! however many changes speak of one.

use super::address::{find_point, find_row, places};
use super::change::{apply, same_party};
use super::name::name_of;
use super::tree::{Forest, levels};
use crate::diagnostic::{Diagnostic, Located};
use crate::language::Case;
use crate::model::{
    Activity, Amendment, Change, Dossier, Edition, Field, Operation, Order, Plan, Point, Recipient,
    Telling, Text, Unit, UnitChange, UnitKey,
};

/// The code of findings on units that are changed twice.
const REPEATED: &str = "unit-changed-twice";

/// A change done, with the units it is told of.
pub(super) struct Done {
    /// Its place among the changes of its amendment.
    pub(super) change: usize,
    /// The units.
    pub(super) units: Vec<UnitKey>,
}

/// The units that a change is told of: `before` and `after` it.
pub(super) fn units_of(
    change: &Change,
    before: &Edition,
    after: &Edition,
    dossier: &Dossier,
) -> Vec<UnitKey> {
    let Ok(operation) = change.operation() else {
        return Vec::new();
    };
    let point = |number| {
        let order = before.order.as_ref()?;
        point_key(order, find_point(order, number).ok()?)
    };
    let row = |address| {
        let plan = before.plan.as_ref()?;
        row_key(plan, find_row(plan, address).ok()?)
    };
    let one = match operation {
        Operation::Words { unit, .. }
        | Operation::Addition { unit, .. }
        | Operation::Void(unit) => match unit {
            Unit::Point(number) => point(number),
            Unit::Row(address) => row(address),
        },
        Operation::RestatedPoint(number, _) => point(number),
        Operation::RestatedRow(address, _) => row(address),
        Operation::RestatedControl(_) => Some(UnitKey::Control),
        Operation::RestatedPlan(number, _) | Operation::RestatedText(number, _) => {
            usize::from(number.value)
                .checked_sub(1)
                .map(UnitKey::Appendix)
        }
        Operation::NewPoint { point, .. } => {
            let order = after.order.as_ref();
            order.and_then(|order| point_key(order, added_point(order, point)?))
        }
        Operation::NewRow { row, .. } => {
            let plan = after.plan.as_ref();
            plan.and_then(|plan| row_key(plan, added_row(plan, row)?))
        }
        Operation::Party { old, .. } => return naming(before, dossier, old),
    };
    one.into_iter().collect()
}

/// The units that name a party in print.
fn naming(edition: &Edition, dossier: &Dossier, party: &Text) -> Vec<UnitKey> {
    let mut units = Vec::new();
    if let Some(order) = &edition.order {
        let names = |one: &Recipient| matches!(one, Recipient::Word(word) if same_party(dossier, word, party));
        let points = order.numbered().into_iter();
        let naming = points.filter(|one| one.point.recipients.iter().any(names));
        units.extend(naming.map(|one| UnitKey::Point(one.number)));
    }
    let attached = edition.order.as_ref().is_some_and(Order::attaches_plan);
    if let Some(plan) = edition.plan.as_ref().filter(|_| attached) {
        let columns: Vec<Field> = plan
            .columns
            .iter()
            .map(|column| column.column().field.value)
            .collect();
        for (place, row) in plan.all_activities().into_iter().enumerate() {
            // Who is not printed is not in the text that the order changes.
            let printed = [
                (Field::Executors, &row.executors),
                (Field::Participants, &row.participants),
            ];
            let names = printed
                .into_iter()
                .filter(|(field, _)| columns.contains(field))
                .flat_map(|(_, list)| list.iter())
                .any(|one| same_party(dossier, one.text(), party));
            if names {
                units.extend(row_key(plan, place));
            }
        }
    }
    units
}

/// The key of the point with a place in the reading order.
pub(super) fn point_key(order: &Order, place: usize) -> Option<UnitKey> {
    let point = order.numbered().into_iter().nth(place)?;
    Some(UnitKey::Point(point.number))
}

/// The key of the row with a place in the reading order.
pub(super) fn row_key(plan: &Plan, place: usize) -> Option<UnitKey> {
    let row = places(plan).into_iter().nth(place)?;
    Some(UnitKey::Row {
        section: row.section,
        number: row.number,
    })
}

/// The place of a point in the reading order.
pub fn point_at(order: &Order, unit: &UnitKey) -> Option<usize> {
    let UnitKey::Point(number) = unit else {
        return None;
    };
    let mut points = order.numbered().into_iter();
    points.position(|one| one.number == *number)
}

/// The place of a row in the reading order.
pub fn row_at(plan: &Plan, unit: &UnitKey) -> Option<usize> {
    let UnitKey::Row { section, number } = unit else {
        return None;
    };
    let mut rows = places(plan).into_iter();
    rows.position(|one| one.section == *section && one.number == *number)
}

/// The place of the point that a change has put into an order.
fn added_point(order: &Order, point: &Point) -> Option<usize> {
    let first = |point: &Point| point.spans().first().copied();
    let mut points = order.numbered().into_iter();
    points.position(|one| first(one.point) == first(point))
}

/// The place of the row that a change has put into a plan.
fn added_row(plan: &Plan, row: &Activity) -> Option<usize> {
    let mut rows = plan.all_activities().into_iter();
    rows.position(|one| one.title.span == row.title.span)
}

/// The units that a unit stands in, the nearest first.
fn around(edition: &Edition, unit: &UnitKey) -> Vec<UnitKey> {
    match (unit, &edition.order, &edition.plan) {
        (UnitKey::Point(_), Some(order), _) => above(order, point_at(order, unit), point_key),
        (UnitKey::Row { .. }, Some(order), Some(plan)) => {
            let mut units = above(plan, row_at(plan, unit), row_key);
            units.extend(order.plan_appendix().map(UnitKey::Appendix));
            units
        }
        _ => Vec::new(),
    }
}

fn above<F: Forest>(
    forest: &F,
    place: Option<usize>,
    key: fn(&F, usize) -> Option<UnitKey>,
) -> Vec<UnitKey> {
    let levels = levels(forest);
    let mut units = Vec::new();
    let mut level = place.map_or(0, |place| levels[place]);
    for earlier in (0..place.unwrap_or(0)).rev() {
        if levels[earlier] < level {
            level = levels[earlier];
            units.extend(key(forest, earlier));
        }
    }
    units
}

/// What an amendment changes, unit by unit, in the order it speaks of them. What is
/// changed within a unit that is given anew is part of that.
pub(super) fn unit_changes(
    amendment: &Amendment,
    done: &[Done],
    (before, after): (&Edition, &Edition),
    dossier: &Dossier,
) -> Vec<UnitChange> {
    let mut units: Vec<UnitChange> = Vec::new();
    for one in done {
        for unit in &one.units {
            match units.iter_mut().find(|known| known.unit == *unit) {
                Some(known) => known.changes.push(one.change),
                None => units.push(UnitChange {
                    unit: unit.clone(),
                    telling: Telling::Words,
                    changes: vec![one.change],
                }),
            }
        }
    }
    for unit in &mut units {
        unit.telling = telling(amendment, unit, before, dossier);
    }
    absorbed(units, before, after)
}

/// How the changes of a unit are told together.
fn telling(
    amendment: &Amendment,
    unit: &UnitChange,
    before: &Edition,
    dossier: &Dossier,
) -> Telling {
    let changes = || unit.changes.iter().map(|index| &amendment.changes[*index]);
    let operations: Vec<Operation<'_>> = changes()
        .filter_map(|change| change.operation().ok())
        .collect();
    let is_new =
        |one: &Operation<'_>| matches!(one, Operation::NewPoint { .. } | Operation::NewRow { .. });
    let of_words = |one: &Operation<'_>| {
        matches!(
            one,
            Operation::Words { .. } | Operation::Addition { .. } | Operation::Party { .. }
        )
    };
    match operations.last() {
        Some(Operation::Void(_)) => Telling::Void,
        _ if operations.iter().any(is_new) => Telling::New,
        _ if !operations.iter().all(of_words) => Telling::Anew,
        _ if operations.len() == 1 => Telling::Words,
        _ if changes().all(|change| holds(change, &unit.unit, before, dossier)) => Telling::Words,
        _ => Telling::Anew,
    }
}

/// Whether a change speaks of words that were there before its amendment: the reader of
/// the order has no others before him.
fn holds(change: &Located<Change>, unit: &UnitKey, before: &Edition, dossier: &Dossier) -> bool {
    let mut after = before.clone();
    apply(change, &mut after, dossier).is_ok()
        && units_of(change, before, &after, dossier).contains(unit)
}

/// The units without those within others that are told as a whole; their changes count
/// as changes of those.
fn absorbed(units: Vec<UnitChange>, before: &Edition, after: &Edition) -> Vec<UnitChange> {
    let whole: Vec<UnitKey> = units
        .iter()
        .filter(|one| one.telling != Telling::Words)
        .map(|one| one.unit.clone())
        .collect();
    let outer = |unit: &UnitKey| {
        let mut around = around(before, unit);
        around.extend(self::around(after, unit));
        around.into_iter().rfind(|one| whole.contains(one))
    };
    let (inner, mut kept): (Vec<_>, Vec<_>) = units
        .into_iter()
        .partition(|one| outer(&one.unit).is_some());
    for one in inner {
        let outer = outer(&one.unit);
        if let Some(known) = kept
            .iter_mut()
            .find(|known| Some(&known.unit) == outer.as_ref())
        {
            known.changes.extend(one.changes);
            known.changes.sort_unstable();
            known.changes.dedup();
        }
    }
    kept
}

/// Units that an amendment changes by several changes, one of which undoes or repeats
/// what another has made.
pub(super) fn repeated(
    amendment: &Amendment,
    units: &[UnitChange],
    (before, after): (&Edition, &Edition),
) -> Vec<Diagnostic> {
    let is_party = |index: &&usize| {
        let operation = amendment.changes[**index].operation();
        matches!(operation, Ok(Operation::Party { .. }))
    };
    let mut findings = Vec::new();
    for unit in units.iter().filter(|one| one.telling != Telling::Words) {
        // A party is replaced wherever it is named, whatever else becomes of the unit.
        let own: Vec<&usize> = unit.changes.iter().filter(|one| !is_party(one)).collect();
        let (Some(first), Some(last)) = (own.first(), own.last()) else {
            continue;
        };
        let changes = [*first, *last].map(|index| &amendment.changes[*index]);
        if first == last {
            continue;
        }
        let name = name_of(before, &unit.unit).or_else(|| name_of(after, &unit.unit));
        let Some(name) = name else {
            continue;
        };
        let name = name.full(Case::Nominative);
        let (outcome, hint) = match unit.telling {
            Telling::Void => (
                "в нём останется только «исключить»",
                "уберите остальные изменения этого места",
            ),
            Telling::New => (
                "новое будет напечатано сразу с поправкой",
                "впишите в «добавить …» так, как оно должно читаться",
            ),
            Telling::Anew | Telling::Words => (
                "в нём будет новая редакция целиком",
                "запишите одним изменением; слова берите такие, какими они были до этого приказа",
            ),
        };
        findings.push(
            Diagnostic::warning(
                REPEATED,
                changes[1].span,
                format!("{name}: приказ меняет одно место дважды; {outcome}"),
            )
            .related(changes[0].span, "первое изменение")
            .hint(hint),
        );
    }
    findings
}
