//! Which units an amendment changes, each once: however a change calls its place, and
//! however many changes speak of one.

use std::collections::{HashMap, HashSet};

use super::address::{find_point, find_row};
use super::change::{IDLE, apply, same_party};
use super::difference::{changed_units, same_control};
use super::index::Index;
use crate::diagnostic::{Diagnostic, Located, Span};
use crate::language::{Case, Noun, UnitName};
use crate::model::{
    Amendment, Change, Dossier, Edition, Field, Gone, Operation, Order, Recipient, Telling, Text,
    Unit, UnitChange, UnitKey,
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
    before: &Index<'_>,
    after: &Index<'_>,
    dossier: &Dossier,
) -> Vec<UnitKey> {
    let Ok(operation) = change.operation() else {
        return Vec::new();
    };
    let gone = &before.edition().gone;
    let point = |number| {
        let order = before.edition().order.as_ref()?;
        before.point_key(find_point(order, gone, number).ok()?)
    };
    let row = |address| {
        let plan = before.edition().plan.as_ref()?;
        before.row_key(find_row(plan, gone, address).ok()?)
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
            let first = point.spans().first().copied();
            let mut points = after.points().iter();
            let place = points.position(|one| one.point.spans().first().copied() == first);
            place.and_then(|place| after.point_key(place))
        }
        Operation::NewRow { row, .. } => {
            let mut rows = after.rows().iter();
            let added = rows.find(|one| one.row.title.span == row.title.span);
            added.map(|one| one.key())
        }
        Operation::Party { old, .. } => return naming(before, dossier, old),
    };
    one.into_iter().collect()
}

/// The units that name a party in print.
fn naming(index: &Index<'_>, dossier: &Dossier, party: &Text) -> Vec<UnitKey> {
    let names =
        |one: &Recipient| matches!(one, Recipient::Word(word) if same_party(dossier, word, party));
    let points = index.points().iter();
    let naming = points.filter(|one| one.point.recipients.iter().any(names));
    let mut units: Vec<UnitKey> = naming
        .map(|one| UnitKey::Point(one.number.clone()))
        .collect();
    let edition = index.edition();
    let attached = edition.order.as_ref().is_some_and(Order::attaches_plan);
    if let Some(plan) = edition.plan.as_ref().filter(|_| attached) {
        let columns: Vec<Field> = plan
            .columns
            .iter()
            .map(|column| column.column().field.value)
            .collect();
        let naming = index.rows().iter().filter(|one| {
            // Who is not printed is not in the text that the order changes.
            let printed = [
                (Field::Executors, &one.row.executors),
                (Field::Participants, &one.row.participants),
            ];
            printed
                .into_iter()
                .filter(|(field, _)| columns.contains(field))
                .flat_map(|(_, list)| list.iter())
                .any(|one| same_party(dossier, one.text(), party))
        });
        units.extend(naming.map(|one| one.key()));
    }
    units
}

/// The units gone after a change, those that it has left out among them: their numbers do
/// not return ([N-96]). A plan given anew counts anew.
pub(super) fn gone_after(
    change: &Located<Change>,
    before: &Index<'_>,
    after: &Edition,
) -> Vec<Gone> {
    let mut gone = after.gone.clone();
    if matches!(change.operation(), Ok(Operation::RestatedPlan(..))) {
        gone.retain(|one| matches!(one.unit, UnitKey::Point(_)));
        return gone;
    }
    let after = Index::new(after);
    let left = |unit: UnitKey, id: Option<&str>| {
        (!after.has(&unit)).then(|| Gone {
            unit,
            id: id.map(str::to_owned),
            change: change.span,
        })
    };
    let points = before.points().iter();
    gone.extend(points.filter_map(|one| left(UnitKey::Point(one.number.clone()), None)));
    gone.extend(
        before
            .rows()
            .iter()
            .filter_map(|one| left(one.key(), one.id)),
    );
    gone
}

/// What an amendment changes, unit by unit, in the order it speaks of them. What is
/// changed within a unit that is given anew is part of that.
pub(super) fn unit_changes(
    amendment: &Amendment,
    done: &[Done],
    (before, after): (&Index<'_>, &Index<'_>),
    dossier: &Dossier,
) -> Vec<UnitChange> {
    let mut units: Vec<UnitChange> = Vec::new();
    let mut places: HashMap<&UnitKey, usize> = HashMap::new();
    for one in done {
        for unit in &one.units {
            let place = *places.entry(unit).or_insert(units.len());
            match units.get_mut(place) {
                Some(known) => known.changes.push(one.change),
                None => units.push(UnitChange {
                    unit: unit.clone(),
                    telling: Telling::Words,
                    changes: vec![one.change],
                }),
            }
        }
    }
    let mut alone = Alone {
        amendment,
        before,
        dossier,
        units: HashMap::new(),
    };
    for unit in &mut units {
        unit.telling = telling(unit, &mut alone);
    }
    absorbed(units, before, after)
}

/// How the changes of a unit are told together.
fn telling(unit: &UnitChange, alone: &mut Alone<'_>) -> Telling {
    let operations = operations(alone.amendment, unit);
    let of_words = |one: &Operation<'_>| {
        matches!(
            one,
            Operation::Words { .. } | Operation::Addition { .. } | Operation::Party { .. }
        )
    };
    let mut changes = unit.changes.iter();
    match operations.last() {
        Some(Operation::Void(_)) => Telling::Void,
        _ if operations.iter().any(is_new) => Telling::New,
        _ if !operations.iter().all(of_words) => Telling::Anew,
        _ if operations.len() == 1 => Telling::Words,
        _ if changes.all(|change| alone.holds(*change, &unit.unit)) => Telling::Words,
        _ => Telling::Anew,
    }
}

/// What the changes of a unit do.
fn operations<'a>(amendment: &'a Amendment, unit: &UnitChange) -> Vec<Operation<'a>> {
    let changes = unit.changes.iter();
    changes
        .filter_map(|index| amendment.changes[*index].operation().ok())
        .collect()
}

fn is_new(operation: &Operation<'_>) -> bool {
    matches!(
        operation,
        Operation::NewPoint { .. } | Operation::NewRow { .. }
    )
}

/// What each change of an amendment would be told of if it were the only one.
struct Alone<'a> {
    amendment: &'a Amendment,
    before: &'a Index<'a>,
    dossier: &'a Dossier,
    /// The units of the changes that have been asked about.
    units: HashMap<usize, HashSet<UnitKey>>,
}

impl Alone<'_> {
    /// Whether a change speaks of words that were there before its amendment: the reader
    /// of the order has no others before him.
    fn holds(&mut self, change: usize, unit: &UnitKey) -> bool {
        let (amendment, before, dossier) = (self.amendment, self.before, self.dossier);
        let units = self.units.entry(change).or_insert_with(|| {
            let change = &amendment.changes[change];
            let mut after = before.edition().clone();
            match apply(change, &mut after, dossier) {
                Ok(()) => units_of(change, before, &Index::new(&after), dossier)
                    .into_iter()
                    .collect(),
                Err(_) => HashSet::new(),
            }
        });
        units.contains(unit)
    }
}

/// The units without those within others that are told as a whole; their changes count
/// as changes of those.
fn absorbed(units: Vec<UnitChange>, before: &Index<'_>, after: &Index<'_>) -> Vec<UnitChange> {
    let whole: HashSet<UnitKey> = units
        .iter()
        .filter(|one| one.telling != Telling::Words)
        .map(|one| one.unit.clone())
        .collect();
    let outer = |unit: &UnitKey| {
        let mut around = before.around(unit).into_iter().chain(after.around(unit));
        around.rfind(|one| whole.contains(one))
    };
    let mut inner = Vec::new();
    let mut kept = Vec::new();
    for one in units {
        match outer(&one.unit) {
            Some(outer) => inner.push((outer, one)),
            None => kept.push(one),
        }
    }
    let places: HashMap<UnitKey, usize> = kept
        .iter()
        .enumerate()
        .map(|(place, one)| (one.unit.clone(), place))
        .collect();
    for (outer, one) in inner {
        if let Some(place) = places.get(&outer) {
            kept[*place].changes.extend(one.changes);
        }
    }
    for one in &mut kept {
        one.changes.sort_unstable();
        one.changes.dedup();
    }
    kept
}

/// Parts the units that read otherwise after an amendment from those that all its
/// changes together leave as they were ([N-95]); an order says nothing of these.
pub(super) fn effective(
    amendment: &Amendment,
    units: Vec<UnitChange>,
    (before, after): (&Index<'_>, &Index<'_>),
) -> (Vec<UnitChange>, Vec<Diagnostic>) {
    let mut differing: HashSet<UnitKey> = HashSet::new();
    for one in changed_units(before.edition(), after.edition()) {
        differing.extend(before.around(&one.unit));
        differing.extend(after.around(&one.unit));
        differing.insert(one.unit);
    }
    if !same_control(before.edition(), after.edition()) {
        differing.insert(UnitKey::Control);
    }
    let has_come_and_gone = |one: &UnitChange| {
        one.telling == Telling::Void && operations(amendment, one).iter().any(is_new)
    };
    let (kept, idle): (Vec<_>, Vec<_>) = units.into_iter().partition(|one| match one.unit {
        // A whole appendix has more to it than rows.
        UnitKey::Appendix(_) => true,
        _ => differing.contains(&one.unit) && !has_come_and_gone(one),
    });
    (kept, idle_findings(amendment, &idle, (before, after)))
}

/// One finding for all units that the same change has brought back.
fn idle_findings(
    amendment: &Amendment,
    idle: &[UnitChange],
    (before, after): (&Index<'_>, &Index<'_>),
) -> Vec<Diagnostic> {
    let mut lasts: Vec<(usize, Vec<&UnitChange>)> = Vec::new();
    for one in idle {
        let Some(last) = one.changes.last() else {
            continue;
        };
        match lasts.iter_mut().find(|(known, _)| known == last) {
            Some((_, units)) => units.push(one),
            None => lasts.push((*last, vec![one])),
        }
    }
    let findings = lasts.into_iter().filter_map(|(last, units)| {
        let one = units.first()?;
        let name = before
            .name_of(&one.unit)
            .or_else(|| after.name_of(&one.unit))
            .unwrap_or_else(|| bare_name(&one.unit))
            .full(Case::Nominative);
        let more = match units.len() {
            1 => String::new(),
            count => format!(" (и ещё таких мест: {})", count - 1),
        };
        let (message, hint) = match one.telling {
            Telling::Void => (
                format!("{name}: приказ и добавляет это место, и исключает{more}"),
                "уберите оба изменения",
            ),
            _ => (
                format!("{name}: после всех изменений приказа здесь всё как прежде{more}"),
                "уберите изменения, которые отменяют друг друга",
            ),
        };
        let span = |change: usize| -> Span { amendment.changes[change].span };
        let mut finding = Diagnostic::error(IDLE, span(last), message);
        if let Some(first) = one.changes.first().filter(|first| **first != last) {
            finding = finding.related(span(*first), "первое изменение этого места");
        }
        Some(finding.hint(hint))
    });
    findings.collect()
}

/// The name of a unit that is in neither edition.
fn bare_name(unit: &UnitKey) -> UnitName {
    match unit {
        UnitKey::Point(number) => UnitName::new(Noun::Point, number),
        UnitKey::Row { number, .. } => UnitName::new(Noun::Row, number),
        UnitKey::Control => UnitName::new(Noun::Point, ""),
        UnitKey::Appendix(index) => UnitName::new(Noun::Appendix, &(index + 1).to_string()),
    }
}

/// Units that an amendment changes by several changes, one of which undoes or repeats
/// what another has made.
pub(super) fn repeated(
    amendment: &Amendment,
    units: &[UnitChange],
    (before, after): (&Index<'_>, &Index<'_>),
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
        let name = before
            .name_of(&unit.unit)
            .or_else(|| after.name_of(&unit.unit));
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
