//! The dossier in force on a day: what was signed, with the amendments up to that day.
//!
//! An order, once signed, is never edited. An amendment says where and what, and an
//! edition is the one before it with that done; no unit ever changes its number
//! ([N-96], [N-100]).

mod address;
mod change;
mod difference;
mod index;
mod name;
mod tree;
mod unit;
mod words;

use chrono::{Datelike, NaiveDate};

pub use address::{near_number, resolve_column};
pub use change::same_party;
pub use difference::{
    Changed, ChangedUnit, Directed, Touched, bound, changed_units, is_department, touched,
};
pub use index::Index;
pub use name::{point_name, section_name};
pub use words::{added, occurrences};

use crate::diagnostic::{Diagnostic, Located, Span};
use crate::model::{
    Amendment, Amendments, Change, Dossier, Edition, Operation, Order, Text, UnitChange, UnitKey,
};

/// Brings a dossier as signed to the edition after all its amendments.
pub fn amend(dossier: &mut Dossier, mut amendments: Vec<Amendment>) {
    if amendments.is_empty() {
        return;
    }
    // Files are read by name; the law goes by date.
    amendments.sort_by_key(|one| (one.date.value.0, number_of(&one.number)));
    let mut findings = out_of_order(dossier.order.as_ref(), &amendments);
    let mut editions = vec![Edition {
        order: dossier.order.clone(),
        plan: dossier.plan.clone(),
        superseded: Vec::new(),
        gone: Vec::new(),
    }];
    let mut units = Vec::new();
    for amendment in &amendments {
        let before = editions.last().expect("the signed edition is there");
        let (next, changed) = amended(amendment, before, dossier, &mut findings);
        editions.push(next);
        units.push(changed);
    }
    dossier.amendments = Amendments {
        all: amendments,
        editions,
        units,
        findings,
        later: Vec::new(),
    };
    put_in_force(dossier);
}

/// The edition after an amendment, and what it changes, unit by unit.
fn amended(
    amendment: &Amendment,
    before: &Edition,
    dossier: &Dossier,
    findings: &mut Vec<Diagnostic>,
) -> (Edition, Vec<UnitChange>) {
    let mut next = before.clone();
    let mut done = Vec::new();
    for (index, change) in amendment.changes.iter().enumerate() {
        let last = next.clone();
        if let Err(finding) = change::apply(change, &mut next, dossier) {
            findings.push(*finding);
            continue;
        }
        let last = Index::new(&last);
        next.gone = unit::gone_after(change, &last, &next);
        let units = unit::units_of(change, &last, &Index::new(&next), dossier);
        if let Some(idle) = without_effect(change, &units, last.edition(), &next) {
            findings.push(idle);
            continue;
        }
        done.push(unit::Done {
            change: index,
            units,
        });
    }
    let (from, to) = (Index::new(before), Index::new(&next));
    let sides = (&from, &to);
    let units = unit::unit_changes(amendment, &done, sides, dossier);
    let (units, idle) = unit::effective(amendment, units, sides);
    findings.extend(idle);
    findings.extend(unit::repeated(amendment, &units, sides));
    (next, units)
}

/// A change after which all reads as before ([N-95]).
fn without_effect(
    change: &Located<Change>,
    units: &[UnitKey],
    before: &Edition,
    after: &Edition,
) -> Option<Diagnostic> {
    let (message, hint) = match change.operation().ok()? {
        // A whole appendix has more to it than rows.
        Operation::RestatedPlan(..) | Operation::RestatedText(..) => return None,
        Operation::Void(_) => (
            "пункт уже утратил силу",
            "уберите изменение: исключать здесь больше нечего",
        ),
        Operation::Party { .. } => (
            "исполнитель назван только там, где приказ его не печатает",
            "замените его прямо в деле: приказ менять не нужно",
        ),
        _ => (
            "изменение ничего не меняет: новая редакция та же, что и действующая",
            "впишите, что меняется, или уберите изменение",
        ),
    };
    let is_idle = units.is_empty()
        || (difference::same_control(before, after) && changed_units(before, after).is_empty());
    is_idle.then(|| Diagnostic::error(change::IDLE, change.span, message).hint(hint))
}

/// Brings a dossier to the edition of a day: later amendments are not there yet.
pub fn bring_to(dossier: &mut Dossier, day: NaiveDate) {
    let amendments = &mut dossier.amendments;
    let known = amendments
        .all
        .iter()
        .take_while(|one| one.date.value.0 <= day)
        .count();
    for later in amendments.all.drain(known..) {
        amendments.later.push(later.number.span.source);
    }
    amendments.editions.truncate(known + 1);
    amendments.units.truncate(known);
    put_in_force(dossier);
}

fn put_in_force(dossier: &mut Dossier) {
    if let Some(last) = dossier.amendments.editions.last() {
        dossier.order.clone_from(&last.order);
        dossier.plan.clone_from(&last.plan);
    }
}

/// The texts in force: without those that an amendment has replaced, quotes as old or
/// that come only later.
pub fn texts_in_force(dossier: &Dossier, texts: Vec<Located<String>>) -> Vec<Located<String>> {
    let amendments = &dossier.amendments;
    let Some(last) = amendments.editions.last() else {
        return texts;
    };
    let is_old = |span: Span| {
        let within = |old: &Span| {
            old.source == span.source && old.start <= span.start && span.end <= old.end
        };
        amendments.later.contains(&span.source) || last.superseded.iter().any(within)
    };
    texts
        .into_iter()
        .filter(|text| !is_old(text.span))
        .collect()
}

/// The digits that a number begins with: «21-од» is after «9-од».
fn number_of(number: &Text) -> u64 {
    let digits: String = number
        .trim()
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    digits.parse().unwrap_or(0)
}

/// Amendments whose dates or numbers cannot follow one another ([N-100]).
fn out_of_order(order: Option<&Order>, amendments: &[Amendment]) -> Vec<Diagnostic> {
    const CODE: &str = "amendment-out-of-order";
    let Some(order) = order else {
        let first = &amendments[0].number;
        let finding = Diagnostic::error(CODE, first.span, "изменять нечего: в деле нет приказа");
        return vec![finding.hint("добавьте order.yaml или уберите файл из папки amendments")];
    };
    let mut findings = Vec::new();
    if order.draft {
        let message = "изменять рано: основной приказ ещё не подписан";
        let finding = Diagnostic::error(CODE, amendments[0].number.span, message);
        findings.push(
            finding.related(order.number.span, "приказ с ключом «проект: да»").hint(
                "если он подписан, удалите ключ «проект»; если нет, правьте приказ и план, а не изменяйте их",
            ),
        );
    }
    let mut before: Vec<(&Text, NaiveDate)> = vec![(&order.number, order.date.value.0)];
    for amendment in amendments {
        let (number, date) = (&amendment.number, amendment.date.value.0);
        if date < order.date.value.0 {
            findings.push(
                Diagnostic::error(CODE, amendment.date.span, "изменение раньше самого приказа")
                    .related(order.date.span, "приказ подписан позже")
                    .hint("проверьте обе даты"),
            );
        }
        let same_year = |other: &NaiveDate| other.year() == date.year();
        let twin = before.iter().find(|(known, day)| {
            same_year(day) && known.trim().eq_ignore_ascii_case(number.trim())
        });
        let earlier = before.iter().rfind(|(_, day)| same_year(day));
        if let Some((known, _)) = twin {
            let message = format!("приказ № {} в этом году уже есть", number.trim());
            findings.push(
                Diagnostic::error(CODE, number.span, message)
                    .related(known.span, "первый раз")
                    .hint("впишите номер, под которым приказ зарегистрирован"),
            );
        } else if let Some((known, day)) = earlier
            && *day < date
            && number_of(known) > number_of(number)
        {
            let message = format!(
                "приказ № {} подписан раньше, а номер у него больше",
                known.trim()
            );
            findings.push(
                Diagnostic::warning(CODE, number.span, message)
                    .related(known.span, "тот приказ")
                    .hint("проверьте номера и даты: в течение года номера растут"),
            );
        }
        before.push((number, date));
    }
    findings
}
