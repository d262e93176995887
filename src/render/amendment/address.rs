//! Addresses in an amending order, from large to small: «в графе «Срок» позиции 2.3
//! приложения 1 к приказу» ([N-94]).

use crate::edition::{name_of, point_name, row_name};
use crate::language::{Case, Noun};
use crate::model::{Edition, Order, Plan, UnitKey};

/// A unit as an amending order addresses it; one that is new is not there before.
pub(super) fn unit(
    before: &Edition,
    after: &Edition,
    unit: &UnitKey,
    case: Case,
) -> Option<String> {
    let edition = [before, after]
        .into_iter()
        .find(|edition| name_of(edition, unit).is_some())?;
    let name = name_of(edition, unit)?.full(case);
    let order = edition.order.as_ref()?;
    Some(match unit {
        UnitKey::Row { .. } => format!("{name} {}", plan_appendix(order, Case::Genitive)),
        UnitKey::Appendix(index) => appendix(order, *index, case),
        UnitKey::Point(_) | UnitKey::Control => name,
    })
}

/// A point by its place in the reading order.
pub(super) fn point(order: &Order, place: usize, case: Case) -> String {
    point_name(order, place).full(case)
}

/// The number of a row by its place in the reading order.
pub(super) fn row_number(plan: &Plan, place: usize) -> String {
    row_name(plan, place).mark().to_owned()
}

/// The appendix with the plan: «приложения 1 к приказу», without a number if it is the
/// only one ([N-54]).
pub(super) fn plan_appendix(order: &Order, case: Case) -> String {
    appendix(order, order.plan_appendix().unwrap_or(0), case)
}

/// An appendix by its place.
pub(super) fn appendix(order: &Order, index: usize, case: Case) -> String {
    let noun = Noun::Appendix.singular(case);
    match order.appendices.len() {
        1 => format!("{noun} к приказу"),
        _ => format!("{noun} {} к приказу", index + 1),
    }
}
