//! Addresses in an amending order, from large to small: «в графе «Срок» позиции 2.3
//! приложения 1 к приказу» ([N-94]).

use crate::edition::Index;
use crate::language::{Case, Noun, UnitName};
use crate::model::{Order, UnitKey};

/// A unit as an amending order addresses it; one that is new is not there before.
pub(super) fn unit(
    before: &Index<'_>,
    after: &Index<'_>,
    unit: &UnitKey,
    case: Case,
) -> Option<String> {
    let (index, name) = named(before, after, |index| index.name_of(unit))?;
    in_appendix(index, unit, &name, case)
}

/// A unit with all that stands in it, and whether the words name several paragraphs.
pub(super) fn whole(
    before: &Index<'_>,
    after: &Index<'_>,
    unit: &UnitKey,
    case: Case,
) -> Option<(String, bool)> {
    let (index, name) = named(before, after, |index| index.whole_name_of(unit))?;
    Some((in_appendix(index, unit, &name, case)?, name.is_plural()))
}

fn named<'i, 'e>(
    before: &'i Index<'e>,
    after: &'i Index<'e>,
    name: impl Fn(&Index<'e>) -> Option<UnitName>,
) -> Option<(&'i Index<'e>, UnitName)> {
    let mut editions = [before, after].into_iter();
    editions.find_map(|index| Some((index, name(index)?)))
}

fn in_appendix(index: &Index<'_>, unit: &UnitKey, name: &UnitName, case: Case) -> Option<String> {
    let name = name.full(case);
    let order = index.edition().order.as_ref()?;
    Some(match unit {
        UnitKey::Row { .. } => format!("{name} {}", plan_appendix(order, Case::Genitive)),
        UnitKey::Appendix(index) => appendix(order, *index, case),
        UnitKey::Point(_) | UnitKey::Control => name,
    })
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
