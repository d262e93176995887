//! The amending order as templates see it ([N-90]–[N-97]).

mod address;
mod consolidated;
mod items;
mod touched;
mod words;

use chrono::NaiveDate;
use serde::Serialize;

use super::context::Context;
use super::order::{
    AppendixHead, AppendixView, ContactView, ControlView, PointView, SignatoryView,
};
use super::plan::TableView;
use super::school_report::OrderReference;
use crate::diagnostic::Located;
use crate::edition::{Changed, ChangedUnit, Index, Touched, changed_units, touched};
use crate::language;
use crate::model::{Amendment, Control, Dossier, Edition, Order, OwnControl, UnitChange, UnitKey};
use crate::style::{AmendingTitle, AppendixNumbering, Command};
pub(super) use consolidated::{ChangesView, revised};
pub(super) use touched::{AcquaintanceView, LetterView};

/// An amending order with everything its document says.
#[derive(Debug, Serialize)]
pub(super) struct AmendmentView {
    /// «21», without «№».
    pub(super) number: String,
    /// «15.06.2022»
    pub(super) date: String,
    /// «15 июня 2022 г.»
    date_in_words: String,
    place: String,
    letterhead: Vec<String>,
    /// «О внесении изменений в приказ …» ([N-91])
    pub(super) title: String,
    /// Paragraphs of the stating part ([N-101]).
    preamble: Vec<String>,
    spaced_command: bool,
    base: OrderReference,
    /// Whether only one structural unit changes: «изменение», «следующее изменение».
    single: bool,
    items: Vec<ItemView>,
    control: ControlView,
    signatory: SignatoryView,
    contact: Option<ContactView>,
    /// Whose order it is, genitive.
    issuer: String,
    continue_numbering: bool,
}

/// One change in words, with what it gives in new wording.
#[derive(Debug, Serialize)]
struct ItemView {
    /// «1)», or empty if it is the only one.
    number: String,
    /// «в пункте 3 слова «…» заменить словами «…»», without a mark at its end.
    text: String,
    /// Points in new wording.
    points: Vec<PointView>,
    /// The point on control in new wording.
    control: Option<ControlView>,
    /// Rows in new wording.
    table: Option<TableView>,
    last: bool,
}

/// An appendix in new wording, with the heads of both orders ([N-97]).
#[derive(Debug, Serialize)]
pub(super) struct RestatedView {
    /// The head that it has as an appendix to the amending order.
    outer: AppendixHead,
    /// What it has been and is.
    appendix: AppendixView,
}

/// What an amendment changes, and from what to what.
pub(super) struct Step<'a> {
    /// The amendment's place among those in force.
    pub(super) index: usize,
    pub(super) amendment: &'a Amendment,
    pub(super) before: &'a Edition,
    pub(super) after: &'a Edition,
    /// The units before it.
    old: Index<'a>,
    /// The units after it.
    new: Index<'a>,
    /// The order in force before.
    pub(super) order: &'a Order,
    /// What its order tells, unit by unit, in the order of the act that it amends.
    units: Vec<&'a UnitChange>,
    /// The units that differ.
    changed: Vec<ChangedUnit<'a>>,
    /// The parties that it concerns.
    parties: Vec<Touched>,
}

/// The amendments in force, with the editions on both sides of each.
pub(super) fn steps(dossier: &Dossier) -> Vec<Step<'_>> {
    let steps = dossier.amendments.steps().zip(&dossier.amendments.units);
    let steps = steps.enumerate().filter_map(|(index, (step, units))| {
        let (amendment, before, after) = step;
        let changed = changed_units(before, after);
        let (old, new) = (Index::new(before), Index::new(after));
        Some(Step {
            index,
            amendment,
            before,
            after,
            order: before.order.as_ref()?,
            units: in_reading_order(units, &old, &new),
            old,
            new,
            parties: touched(dossier, &changed),
            changed,
        })
    });
    steps.collect()
}

/// Changes in the order of the amended act: points, the point on control, appendices with
/// their rows, whatever order the clerk has written them in.
fn in_reading_order<'a>(
    units: &'a [UnitChange],
    before: &Index<'_>,
    after: &Index<'_>,
) -> Vec<&'a UnitChange> {
    let mut units: Vec<&UnitChange> = units.iter().collect();
    units.sort_by_cached_key(|change| {
        let plan = || {
            let order = before.edition().order.as_ref();
            order.and_then(Order::plan_appendix).unwrap_or(0)
        };
        match &change.unit {
            UnitKey::Point(_) => {
                let place = after.point_at(&change.unit);
                (0, 0, place.unwrap_or(usize::MAX))
            }
            UnitKey::Control => (1, 0, 0),
            UnitKey::Appendix(index) => (2, *index, 0),
            UnitKey::Row { .. } => (2, plan(), 1 + place_of_row(before, after, &change.unit)),
        }
    });
    units
}

/// Where a row stands, twice its place, so that one that is gone has room before the row
/// that followed it.
fn place_of_row(before: &Index<'_>, after: &Index<'_>, row: &UnitKey) -> usize {
    if let Some(place) = after.row_at(row) {
        return 2 * place + 1;
    }
    let gone = before.row_at(row).unwrap_or(usize::MAX);
    let mut later = (gone..usize::MAX).map_while(|place| before.row_key(place));
    let followed = later.find_map(|key| after.row_at(&key));
    followed.map_or(usize::MAX - 1, |place| 2 * place)
}

/// An appendix that is given anew as a whole.
enum Restated {
    Plan,
    Text(usize),
}

impl<'a> Context<'a> {
    /// An amending order; the base order is that in force before it.
    pub(super) fn amendment(&mut self, step: &Step<'a>) -> (AmendmentView, Vec<RestatedView>) {
        let (amendment, order) = (step.amendment, step.order);
        let department = &self.dossier.department;
        let base_signatory = order.signatory.as_ref().unwrap_or(&department.head);
        let signatory = amendment.signatory.as_ref().unwrap_or(base_signatory);
        let base = self.order_reference(order);
        let restated = restated(step);
        let items = self.changed_items(step, &restated);
        let single = is_single(step, &restated);
        let wording = &self.dossier.style.wording;
        let place = order.place.as_ref().or(department.place.as_ref());
        let title = title(&base, single, wording.amending_title);
        let control = amendment.control.as_ref().or(order.control.as_ref());
        let (spaced_command, continue_numbering) = (
            wording.command == Command::Spaced,
            wording.appendix_numbering == AppendixNumbering::Continue,
        );
        let date: NaiveDate = amendment.date.value.0;
        let view = AmendmentView {
            number: amendment.number.trim().to_owned(),
            date: language::numeric(date),
            date_in_words: language::verbal(date),
            place: place.map_or(String::new(), |place| place.value.clone()),
            letterhead: self.letterhead(),
            title,
            preamble: self.paragraphs(&amendment.reason),
            spaced_command,
            base,
            single,
            items,
            control: self.control_or_own(control, "2".to_owned()),
            signatory: self.signatory(signatory),
            contact: amendment
                .contact
                .as_ref()
                .or(order.contact.as_ref())
                .map(super::order::contact),
            issuer: self.issuer(order, signatory),
            continue_numbering,
        };
        let appendices = self.restated_appendices(step, &restated);
        (view, appendices)
    }

    /// An amending order must say who watches over it ([N-101]); unless anybody else
    /// does, the signatory.
    fn control_or_own(
        &mut self,
        control: Option<&Located<Control>>,
        number: String,
    ) -> ControlView {
        let own = Control::Own(OwnControl::Own);
        self.control(control.map_or(&own, |control| &control.value), number)
    }

    fn restated_appendices(&mut self, step: &Step<'a>, restated: &[Restated]) -> Vec<RestatedView> {
        let order = step.after.order.as_ref().unwrap_or(step.order);
        let numbered = restated.len() > 1;
        let appendices = restated.iter().enumerate();
        appendices
            .filter_map(|(number, one)| {
                let index = match one {
                    Restated::Plan => order.plan_appendix()?,
                    Restated::Text(index) => *index,
                };
                let number = if numbered {
                    (number + 1).to_string()
                } else {
                    String::new()
                };
                Some(RestatedView {
                    outer: AppendixHead::plain(number),
                    appendix: self.appendix(order, index),
                })
            })
            .collect()
    }
}

/// The appendices that are given anew as a whole: those said to be, and the plan if at
/// least half of its rows change ([N-97]).
fn restated(step: &Step<'_>) -> Vec<Restated> {
    let plan_index = step.order.plan_appendix();
    let mut restated = Vec::new();
    let mut whole_plan = false;
    for change in &step.units {
        match &change.unit {
            UnitKey::Appendix(index) if Some(*index) == plan_index => whole_plan = true,
            UnitKey::Appendix(index) => restated.push(Restated::Text(*index)),
            _ => {}
        }
    }
    let plan = step.before.plan.as_ref();
    let total = plan.map_or(0, |plan| plan.all_activities().len());
    let is_row = |unit: &&ChangedUnit<'_>| matches!(unit.content, Changed::Row(..));
    let many = total > 0 && step.changed.iter().filter(is_row).count() * 2 >= total;
    let attached = plan_index.is_some() && step.after.plan.is_some();
    if attached && (whole_plan || many) {
        restated.push(Restated::Plan);
    }
    // They are attached in the order in which the items speak of them.
    restated.sort_by_key(|one| match one {
        Restated::Plan => plan_index.unwrap_or(0),
        Restated::Text(index) => *index,
    });
    restated
}

/// Whether only one structural unit or one appendix changes ([N-91]).
fn is_single(step: &Step<'_>, restated: &[Restated]) -> bool {
    let plan_is_restated = restated.iter().any(|one| matches!(one, Restated::Plan));
    let units = step.units.iter().copied();
    let (of_plan, others): (Vec<_>, Vec<_>) =
        units.partition(|one| plan_is_restated && is_of_plan(step.order, &one.unit));
    others.len() + usize::from(!of_plan.is_empty()) == 1
}

/// Whether a unit is the plan or a row of it.
fn is_of_plan(order: &Order, unit: &UnitKey) -> bool {
    match unit {
        UnitKey::Row { .. } => true,
        UnitKey::Appendix(index) => order.plan_appendix() == Some(*index),
        UnitKey::Point(_) | UnitKey::Control => false,
    }
}

/// «О внесении изменений в приказ … от 5 июня 2026 г. № 17» ([N-91]).
fn title(base: &OrderReference, single: bool, style: AmendingTitle) -> String {
    let change = if single {
        "изменения"
    } else {
        "изменений"
    };
    let short = format!(
        "О внесении {change} в приказ {} от {} № {}",
        base.issuer, base.date_in_words, base.number
    );
    match style {
        AmendingTitle::Short => short,
        AmendingTitle::Full => format!("{short} {}", quoted(&base.title)),
    }
}

/// A text in quotes; those inside it become the second kind ([N-86]).
pub(super) fn quoted(text: &str) -> String {
    format!("«{}»", text.trim().replace('«', "„").replace('»', "“"))
}
