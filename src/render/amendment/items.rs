//! The changes of an amending order in the formulas of [N-93], addressed as in [N-94]: an
//! item for each unit.

use super::address;
use super::words::{Edit, Part, Printed, differing, fitted, told};
use super::{ItemView, Restated, Step, is_of_plan};
use crate::edition::{Index, resolve_column, same_party, section_name};
use crate::language::{Case, single_spaced};
use crate::model::{
    Column, ColumnSpec, ExecutorRef, Field, Operation, Order, Plan, Recipient, SubpointStyle,
    Telling, Text, Unit, UnitChange, UnitKey,
};
use crate::render::context::{Context, upper_first};
use crate::render::plan::heading;
use crate::render::templates::ends_with_abbreviation;

impl Context<'_> {
    /// The items of an amending order; the changes of an appendix that is given anew are
    /// one.
    pub(super) fn changed_items(
        &mut self,
        step: &Step<'_>,
        restated: &[Restated],
    ) -> Vec<ItemView> {
        let plan_is_restated = restated.iter().any(|one| matches!(one, Restated::Plan));
        let mut plan_is_told = false;
        let mut items = Vec::new();
        for change in &step.units {
            if plan_is_restated && is_of_plan(step.order, &change.unit) {
                if !std::mem::replace(&mut plan_is_told, true) {
                    items.push(plain(restated_appendix(step.order, restated, None)));
                }
                continue;
            }
            items.extend(self.item(step, change, restated));
        }
        let count = items.len();
        for (index, item) in items.iter_mut().enumerate() {
            item.last = index + 1 == count;
            if count > 1 {
                item.number = format!("{})", index + 1);
            }
        }
        items
    }

    /// What becomes of a unit; `None` if the checker has more to say of it.
    fn item(
        &mut self,
        step: &Step<'_>,
        change: &UnitChange,
        restated: &[Restated],
    ) -> Option<ItemView> {
        let unit = &change.unit;
        if let UnitKey::Appendix(index) = unit {
            return Some(plain(restated_appendix(step.order, restated, Some(*index))));
        }
        let whole = |case| address::whole(&step.old, &step.new, unit, case);
        match change.telling {
            Telling::Words | Telling::Anew => {
                let words = match change.telling {
                    Telling::Words => self.words_as_printed(step, change),
                    _ => None,
                };
                if let Some(parts) = words {
                    let address = |case| address::unit(&step.old, &step.new, unit, case);
                    return Some(plain(told(|case| address(case).unwrap_or_default(), parts)));
                }
                let (address, _) = whole(Case::Accusative)?;
                let item = plain(format!("{address} изложить в следующей редакции:"));
                self.in_new_wording(step, unit, item)
            }
            Telling::New => {
                let text = match unit {
                    UnitKey::Row { .. } => {
                        let plan = step.after.plan.as_ref()?;
                        new_row(step.order, plan, unit)?
                    }
                    _ => new_point(&step.new, unit)?,
                };
                self.in_new_wording(step, unit, plain(text))
            }
            Telling::Void => {
                let (address, are_several) = whole(Case::Accusative)?;
                Some(plain(match (unit, are_several) {
                    (UnitKey::Row { .. }, _) => format!("{address} исключить"),
                    (_, true) => format!("{address} признать утратившими силу"),
                    (_, false) => format!("{address} признать утратившим силу"),
                }))
            }
        }
    }

    /// An item with the unit as it reads after the amendment.
    fn in_new_wording(
        &mut self,
        step: &Step<'_>,
        unit: &UnitKey,
        mut item: ItemView,
    ) -> Option<ItemView> {
        let order = step.after.order.as_ref()?;
        match unit {
            UnitKey::Point(_) => item.points = self.points_from(order, step.new.point_at(unit)?),
            UnitKey::Control => {
                let control = order.control.as_ref()?;
                item.control = Some(self.control(control, order.control_number()));
            }
            UnitKey::Row { .. } => {
                let plan = step.after.plan.as_ref()?;
                item.table = Some(self.quoted_row(plan, step.new.row_at(unit)?));
            }
            UnitKey::Appendix(_) => return None,
        }
        Some(item)
    }

    /// The words that change in a unit, as they stand in print: who replaces them there
    /// gets the new printed text ([N-95]). The clerk's own words if they do, else those
    /// that differ; `None` if something comes where nothing was.
    fn words_as_printed(&mut self, step: &Step<'_>, change: &UnitChange) -> Option<Vec<Part>> {
        let printed = self.printed(step, &change.unit);
        let parts = self.parts(step, change);
        fitted(parts, &printed).or_else(|| differing(&printed))
    }

    /// The texts of a unit as both editions print them, a row column by column.
    fn printed(&mut self, step: &Step<'_>, unit: &UnitKey) -> Vec<Printed> {
        let mut point = |index: &Index<'_>| {
            let order = index.edition().order.as_ref()?;
            let point = &index.points()[index.point_at(unit)?];
            Some(self.point(point, order.subpoints).printed())
        };
        if let (Some(old), Some(new)) = (point(&step.old), point(&step.new)) {
            let column = None;
            return vec![Printed { column, old, new }];
        }
        let (Some(before), Some(old), Some(new)) =
            (&step.before.plan, step.old.row(unit), step.new.row(unit))
        else {
            return Vec::new();
        };
        let columns = before.columns.iter().map(ColumnSpec::column);
        let columns = columns.filter(|column| column.field.value != Field::Number);
        let cells = columns.map(|column| Printed {
            old: self.cell(old, &column).join(" "),
            new: self.cell(new, &column).join(" "),
            column: Some(single_spaced(&heading(&column))),
        });
        cells.collect()
    }

    /// The words that change in a unit, column by column, as the clerk has them.
    fn parts(&mut self, step: &Step<'_>, change: &UnitChange) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        let mut add = |column: Option<String>, edit: Edit| match parts
            .iter_mut()
            .find(|part| part.column == column)
        {
            Some(part) => part.push(edit),
            None => parts.push(Part {
                column,
                edits: vec![edit],
            }),
        };
        for index in &change.changes {
            match step.amendment.changes[*index].operation() {
                Ok(Operation::Words { unit, old, new }) => {
                    let column = column_of(step, unit);
                    let mut party = self.party_edits(step, &change.unit, old, new).into_iter();
                    // In a column of parties an id stands for a name.
                    let named = party.rfind(|(heading, _)| heading.is_some() && *heading == column);
                    let edit = match named {
                        Some((_, edit)) => edit,
                        None => {
                            let (old, new) = (self.text(old), new.map(|new| self.text(new)));
                            Edit::Replaced(old, new)
                        }
                    };
                    add(column, edit);
                }
                Ok(Operation::Addition { unit, words }) => {
                    let mut words = self.text(words);
                    if let Unit::Point(_) = unit {
                        words = without_own_stop(words);
                    }
                    add(column_of(step, unit), Edit::Added(words));
                }
                Ok(Operation::Party { old, new }) => {
                    for (column, edit) in self.party_edits(step, &change.unit, old, Some(new)) {
                        add(column, edit);
                    }
                }
                _ => {}
            }
        }
        parts
    }

    /// A party replaced or left out in a unit, in each column that names it.
    fn party_edits(
        &mut self,
        step: &Step<'_>,
        unit: &UnitKey,
        old: &Text,
        new: Option<&Text>,
    ) -> Vec<(Option<String>, Edit)> {
        let dossier = self.dossier;
        let mut edits = Vec::new();
        if let Some(place) = step.old.point_at(unit) {
            let one = &step.old.points()[place];
            for (index, recipient) in one.point.recipients.iter().enumerate() {
                if let Recipient::Word(word) = recipient
                    && same_party(dossier, word, old)
                {
                    let mut printed = |who: &Recipient| {
                        let name = self.recipient_in_dative(who);
                        // A point begins with a capital.
                        match one.level == 1 && index == 0 {
                            true => upper_first(&name),
                            false => name,
                        }
                    };
                    let old = printed(recipient);
                    let new = new.map(|new| printed(&Recipient::Word(new.clone())));
                    edits.push((None, Edit::Replaced(old, new)));
                }
            }
        }
        let (Some(plan), Some(row)) = (&step.before.plan, step.old.row(unit)) else {
            return edits;
        };
        for (field, list) in [
            (Field::Executors, &row.executors),
            (Field::Participants, &row.participants),
        ] {
            let is = |one: &ExecutorRef, who: &Text| same_party(dossier, one.text(), who);
            let Some(index) = list.iter().position(|one| is(one, old)) else {
                continue;
            };
            let Some(heading) = column_heading(plan, field, None) else {
                continue;
            };
            let mut printed = |who: &ExecutorRef| {
                let name = self.executor(who);
                // A cell begins with a capital.
                if index == 0 { upper_first(&name) } else { name }
            };
            let old = printed(&list[index]);
            // A party is named once.
            let new = new.filter(|new| !list.iter().any(|one| is(one, new)));
            let new = new.map(|new| printed(&ExecutorRef::Word(new.clone())));
            edits.push((Some(heading), Edit::Replaced(old, new)));
        }
        edits
    }

    /// A point and all below it, as the order prints them.
    fn points_from(&mut self, order: &Order, place: usize) -> Vec<super::PointView> {
        let all = order.numbered();
        let level = all[place].level;
        let inside = all[place + 1..]
            .iter()
            .take_while(|one| one.level > level)
            .count();
        let mut views: Vec<_> = all[place..=place + inside]
            .iter()
            .map(|point| self.point(point, order.subpoints))
            .collect();
        // The quotation ends its last sentence itself.
        if let Some(last) = views.last_mut() {
            last.ends_list();
        }
        views
    }
}

/// Words added to a point without the mark that ends them: the point has its own.
fn without_own_stop(mut words: String) -> String {
    while words.ends_with(['.', ';']) && !ends_with_abbreviation(&words) {
        words.pop();
    }
    words
}

fn plain(text: String) -> ItemView {
    ItemView {
        number: String::new(),
        text,
        points: Vec::new(),
        control: None,
        table: None,
        last: false,
    }
}

/// «дополнить пунктом 6.1 следующего содержания:»
fn new_point(index: &Index<'_>, unit: &UnitKey) -> Option<String> {
    let order = index.edition().order.as_ref()?;
    let name = index.whole_name_of(unit)?.alone(Case::Instrumental);
    let all = index.points();
    let place = index.point_at(unit)?;
    // Paragraphs are counted from the beginning of the point.
    let level = match order.subpoints {
        SubpointStyle::Dash => 2,
        SubpointStyle::Decimal | SubpointStyle::Bracket => all[place].level,
    };
    let parent = all[..place].iter().rfind(|one| one.level < level);
    Some(match parent.filter(|_| all[place].level > 1) {
        None => format!("дополнить {name} следующего содержания:"),
        Some(parent) => {
            let parent = index.name_of(&UnitKey::Point(parent.number.clone()))?;
            let parent = parent.full(Case::Accusative);
            format!("{parent} дополнить {name} следующего содержания:")
        }
    })
}

/// «раздел 2 приложения к приказу дополнить позицией 2.4 следующего содержания:»
fn new_row(order: &Order, plan: &Plan, unit: &UnitKey) -> Option<String> {
    let UnitKey::Row { section, number } = unit else {
        return None;
    };
    let target = match section {
        Some(section) => {
            let appendix = address::plan_appendix(order, Case::Genitive);
            let section = section_name(plan, *section).full(Case::Accusative);
            format!("{section} {appendix}")
        }
        None => address::plan_appendix(order, Case::Accusative),
    };
    Some(format!(
        "{target} дополнить позицией {number} следующего содержания:"
    ))
}

/// «приложение 1 к приказу изложить в редакции согласно приложению к настоящему приказу»;
/// `None` stands for the appendix with the plan.
fn restated_appendix(order: &Order, restated: &[Restated], text: Option<usize>) -> String {
    let what = match text {
        Some(index) => address::appendix(order, index, Case::Accusative),
        None => address::plan_appendix(order, Case::Accusative),
    };
    let own = restated.iter().position(|one| match (one, text) {
        (Restated::Plan, None) => true,
        (Restated::Text(index), Some(sought)) => *index == sought,
        _ => false,
    });
    let number = match own {
        Some(index) if restated.len() > 1 => format!(" {}", index + 1),
        _ => String::new(),
    };
    format!("{what} изложить в редакции согласно приложению{number} к настоящему приказу")
}

/// The heading of the column that a change names.
fn column_of(step: &Step<'_>, unit: Unit<'_>) -> Option<String> {
    let Unit::Row(address) = unit else {
        return None;
    };
    let plan = step.before.plan.as_ref()?;
    let (field, extra) = resolve_column(plan, address.column?).ok()?;
    column_heading(plan, field, extra.as_deref())
}

/// The heading of a column as printed; own fields are told apart by name.
fn column_heading(plan: &Plan, field: Field, extra: Option<&str>) -> Option<String> {
    let mut columns = plan.columns.iter().map(ColumnSpec::column);
    let is_it = |column: &Column| {
        let name = column.extra.as_ref().map(|extra| extra.value.as_str());
        column.field.value == field && name == extra
    };
    let column = columns.find(is_it)?;
    Some(single_spaced(&heading(&column)))
}
