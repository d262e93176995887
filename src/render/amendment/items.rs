//! The changes of an amending order in the formulas of [N-93], addressed as in [N-94].

use super::address::{self, Noun};
use super::{ItemView, Restated, Step, is_of_plan, quoted};
use crate::edition::{self, find_point, find_row, resolve_column, same_party};
use crate::language::Case;
use crate::model::{
    ColumnSpec, ExecutorRef, Field, NumberedPoint, Operation, Order, Plan, Point, Recipient,
    RowAddress, Text, Unit,
};
use crate::render::context::{Context, upper_first};
use crate::render::plan::heading;

impl Context<'_> {
    /// The items of an amending order; the changes of an appendix that is given anew are
    /// one.
    pub(super) fn changed_items(&mut self, step: Step<'_>, restated: &[Restated]) -> Vec<ItemView> {
        let mut items = Vec::new();
        let mut plan_is_told = false;
        // Each change speaks of what those before it have left.
        let mut before = step.before.clone();
        for change in &step.amendment.changes {
            let Ok(operation) = change.operation() else {
                continue;
            };
            let mut after = before.clone();
            // What it cannot do is told by the checker.
            let _ = edition::change(change, &mut after, self.dossier);
            let Some(order) = before.order.as_ref() else {
                continue;
            };
            let step = Step {
                before: &before,
                after: &after,
                order,
                ..step
            };
            let told = self.told(step, operation, restated, &mut plan_is_told);
            items.extend(told);
            before = after;
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

    /// The items of one change; none for a further change of a plan that is given anew.
    fn told(
        &mut self,
        step: Step<'_>,
        operation: Operation<'_>,
        restated: &[Restated],
        plan_is_told: &mut bool,
    ) -> Vec<ItemView> {
        let plan_is_restated = restated.iter().any(|one| matches!(one, Restated::Plan));
        if plan_is_restated && is_of_plan(&operation) {
            let is_first = !std::mem::replace(plan_is_told, true);
            let item = || plain(restated_appendix(step.order, restated, None));
            return is_first.then(item).into_iter().collect();
        }
        match operation {
            Operation::Party { old, new } => self.party_items(step, old, new, plan_is_restated),
            _ => self.item(step, operation, restated).into_iter().collect(),
        }
    }

    fn item(
        &mut self,
        step: Step<'_>,
        operation: Operation<'_>,
        restated: &[Restated],
    ) -> Option<ItemView> {
        let after = step.after.order.as_ref()?;
        match operation {
            Operation::Words { unit, old, new } => {
                let place = self.unit(step, unit, Case::Prepositional)?;
                let (old, new) = (self.text(old), new.map(|new| self.text(new)));
                Some(plain(replacement(&place, &old, new.as_deref())))
            }
            Operation::Addition { unit, words } => {
                let place = self.unit(step, unit, Case::Accusative)?;
                let words = self.text(words);
                let (_, instrumental) = kind_of(&words);
                Some(plain(format!(
                    "{place} дополнить {instrumental} {}",
                    quoted(&words)
                )))
            }
            Operation::RestatedPoint(number, _) => {
                let place = find_point(step.order, number).ok()?;
                let address = address::point(step.order, place, Case::Accusative);
                let mut item = plain(format!("{address} изложить в следующей редакции:"));
                let place = find_point(after, number).ok()?;
                item.points = self.points_from(after, place);
                Some(item)
            }
            Operation::RestatedControl(control) => {
                let number = step.order.control_number();
                let mut item = plain(format!("пункт {number} изложить в следующей редакции:"));
                item.control = Some(self.control(control, number));
                Some(item)
            }
            Operation::NewPoint { point, .. } => {
                let place = point_by_origin(after, point)?;
                Some(self.new_point(after, place))
            }
            Operation::Void(Unit::Point(number)) => {
                let place = find_point(step.order, number).ok()?;
                let address = address::point(step.order, place, Case::Accusative);
                Some(plain(format!("{address} признать утратившим силу")))
            }
            Operation::RestatedRow(at, _) => {
                let (before, plan) = (step.before.plan.as_ref()?, step.after.plan.as_ref()?);
                let address = row_of(step.order, before, at, Case::Accusative)?;
                let mut item = plain(format!("{address} изложить в следующей редакции:"));
                item.table = Some(self.quoted_row(plan, find_row(plan, at).ok()?));
                Some(item)
            }
            Operation::NewRow { row, .. } => {
                let plan = step.after.plan.as_ref()?;
                let rows = plan.all_activities();
                let place = rows
                    .iter()
                    .position(|one| one.title.span == row.title.span)?;
                let mut item = plain(new_row(step.order, plan, place));
                item.table = Some(self.quoted_row(plan, place));
                Some(item)
            }
            Operation::Void(Unit::Row(at)) => {
                let plan = step.before.plan.as_ref()?;
                let address = row_of(step.order, plan, at, Case::Accusative)?;
                Some(plain(format!("{address} исключить")))
            }
            Operation::RestatedText(number, _) => {
                let index = usize::from(number.value).checked_sub(1)?;
                Some(plain(restated_appendix(step.order, restated, Some(index))))
            }
            // Told with all that changes the plan, or party by party.
            Operation::RestatedPlan(..) | Operation::Party { .. } => None,
        }
    }

    /// The address of a unit with its column: «графе «Срок» позиции 2.3 приложения к приказу».
    fn unit(&mut self, step: Step<'_>, unit: Unit<'_>, case: Case) -> Option<String> {
        match unit {
            Unit::Point(number) => {
                let (order, place) = located(step, |order| find_point(order, number).ok())?;
                Some(address::point(order, place, case))
            }
            Unit::Row(at) => {
                let plan = step.before.plan.as_ref()?;
                let plan = match find_row(plan, at) {
                    Ok(_) => plan,
                    Err(_) => step.after.plan.as_ref()?,
                };
                match at.column {
                    None => row_of(step.order, plan, at, case),
                    Some(column) => {
                        let noun = Noun::Column.singular(case);
                        let name = quoted(&column_heading(plan, column)?);
                        let row = row_of(step.order, plan, at, Case::Genitive)?;
                        Some(format!("{noun} {name} {row}"))
                    }
                }
            }
        }
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

    /// «дополнить пунктом 6.1 следующего содержания:»
    fn new_point(&mut self, order: &Order, place: usize) -> ItemView {
        let all = order.numbered();
        let above = all[..place].iter().enumerate();
        let parent = above.rev().find(|(_, one)| one.level < all[place].level);
        let address = address::point(order, place, Case::Instrumental);
        let text = match parent {
            None => format!("дополнить {address} следующего содержания:"),
            Some((parent, _)) => {
                let parent = address::point(order, parent, Case::Accusative);
                let unit = address.split(" пункта ").next().unwrap_or(&address);
                format!("{parent} дополнить {unit} следующего содержания:")
            }
        };
        let mut item = plain(text);
        item.points = self.points_from(order, place);
        item
    }

    /// A party replaced wherever it is named, column by column and point by point.
    fn party_items(
        &mut self,
        step: Step<'_>,
        old: &Text,
        new: &Text,
        plan_is_restated: bool,
    ) -> Vec<ItemView> {
        let dossier = self.dossier;
        let mut items = Vec::new();
        for (place, one) in step.order.numbered().iter().enumerate() {
            for (index, recipient) in one.point.recipients.iter().enumerate() {
                if let Recipient::Word(word) = recipient
                    && same_party(dossier, word, old)
                {
                    let address = address::point(step.order, place, Case::Prepositional);
                    let new = Recipient::Word(new.clone());
                    let names = [recipient, &new].map(|who| {
                        let name = self.recipient_in_dative(who);
                        // A point begins with a capital.
                        if one.level == 1 && index == 0 {
                            upper_first(&name)
                        } else {
                            name
                        }
                    });
                    items.push(plain(replacement(&address, &names[0], Some(&names[1]))));
                }
            }
        }
        let Some(plan) = step
            .before
            .plan
            .as_ref()
            .filter(|_| step.order.attaches_plan() && !plan_is_restated)
        else {
            return items;
        };
        for field in [Field::Executors, Field::Participants] {
            let Some(heading) = heading_of(plan, field) else {
                continue;
            };
            for (place, row) in plan.all_activities().into_iter().enumerate() {
                let list = match field {
                    Field::Executors => &row.executors,
                    _ => &row.participants,
                };
                let named = list
                    .iter()
                    .position(|one| same_party(dossier, one.text(), old));
                if let Some(index) = named {
                    let row = address::row(plan, place, Case::Genitive);
                    let appendix = address::plan_appendix(step.order, Case::Genitive);
                    let address = format!("графе {} {row} {appendix}", quoted(&heading));
                    let mut names = [
                        self.executor(&list[index]),
                        self.executor(&ExecutorRef::Word(new.clone())),
                    ];
                    // A cell begins with a capital.
                    if index == 0 {
                        names = names.map(|name| upper_first(&name));
                    }
                    items.push(plain(replacement(&address, &names[0], Some(&names[1]))));
                }
            }
        }
        items
    }
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

/// The order, before or else after the change, in which something is found.
fn located<'a>(
    step: Step<'a>,
    find: impl Fn(&Order) -> Option<usize>,
) -> Option<(&'a Order, usize)> {
    let orders = [Some(step.order), step.after.order.as_ref()];
    orders
        .into_iter()
        .flatten()
        .find_map(|order| Some((order, find(order)?)))
}

/// «позиции 2.3 приложения 1 к приказу»
fn row_of(order: &Order, plan: &Plan, at: RowAddress<'_>, case: Case) -> Option<String> {
    let place = find_row(plan, at).ok()?;
    let appendix = address::plan_appendix(order, Case::Genitive);
    Some(format!("{} {appendix}", address::row(plan, place, case)))
}

/// «раздел 2 приложения к приказу дополнить позицией 2.4 следующего содержания:»
fn new_row(order: &Order, plan: &Plan, place: usize) -> String {
    let numbered = plan.numbered();
    let mut rest = place;
    let section = numbered.iter().position(|section| {
        let here = rest < section.activities.len();
        if !here {
            rest -= section.activities.len();
        }
        here
    });
    let row = section.and_then(|index| numbered[index].activities.get(rest));
    let number = row.map_or("", |row| row.number.as_str());
    let target = match section.filter(|index| numbered[*index].section.is_some()) {
        Some(index) => {
            let appendix = address::plan_appendix(order, Case::Genitive);
            format!(
                "{} {appendix}",
                address::section(plan, index, Case::Accusative)
            )
        }
        None => address::plan_appendix(order, Case::Accusative),
    };
    format!("{target} дополнить позицией {number} следующего содержания:")
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

/// The place of the point that a change has put into an order.
fn point_by_origin(order: &Order, point: &Point) -> Option<usize> {
    let is_it = |one: &NumberedPoint<'_>| match (&one.point.text, &point.text) {
        (Some(a), Some(b)) => a.span == b.span,
        (None, None) => {
            let first = |point: &Point| point.points.first().and_then(|one| one.text.clone());
            first(one.point).map(|text| text.span) == first(point).map(|text| text.span)
        }
        _ => false,
    };
    order.numbered().iter().position(is_it)
}

/// The heading of a column as printed.
fn column_heading(plan: &Plan, wanted: &Text) -> Option<String> {
    let (field, extra) = resolve_column(plan, wanted).ok()?;
    let columns = plan.columns.iter().map(ColumnSpec::column);
    let is_it = |column: &crate::model::Column| {
        let name = column.extra.as_ref().map(|extra| &extra.value);
        column.field.value == field && name == extra.as_ref()
    };
    columns
        .filter(is_it)
        .map(|column| one_line(&heading(&column)))
        .next()
}

fn heading_of(plan: &Plan, field: Field) -> Option<String> {
    let mut columns = plan.columns.iter().map(ColumnSpec::column);
    let column = columns.find(|column| column.field.value == field)?;
    Some(one_line(&heading(&column)))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// «в пункте 3 слова «A» заменить словами «B»», or «исключить» without new words.
fn replacement(place: &str, old: &str, new: Option<&str>) -> String {
    let (accusative, _) = kind_of(old);
    match new {
        None => format!("в {place} {accusative} {} исключить", quoted(old)),
        Some(new) => {
            let (_, instrumental) = kind_of(new);
            let (old, new) = (quoted(old), quoted(new));
            format!("в {place} {accusative} {old} заменить {instrumental} {new}")
        }
    }
}

/// What is quoted, accusative and instrumental: digits, a word or words.
fn kind_of(text: &str) -> (&'static str, &'static str) {
    let is_figure = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '–' | '/' | ' ');
    if text.contains(|c: char| c.is_ascii_digit()) && text.chars().all(is_figure) {
        return ("цифры", "цифрами");
    }
    match text.split_whitespace().count() {
        0 | 1 => ("слово", "словом"),
        _ => ("слова", "словами"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_is_called_what_it_is() {
        let made = |old, new| replacement("пункте 3", old, new);
        assert_eq!(
            made("до 19 июня 2026 г.", Some("до 1 июля 2026 г.")),
            "в пункте 3 слова «до 19 июня 2026 г.» заменить словами «до 1 июля 2026 г.»"
        );
        assert_eq!(
            made("15.09.2026", Some("22.09.2026")),
            "в пункте 3 цифры «15.09.2026» заменить цифрами «22.09.2026»"
        );
        assert_eq!(made("срочно", None), "в пункте 3 слово «срочно» исключить");
        assert_eq!(
            made("школа «Луч»", Some("школы")),
            "в пункте 3 слова «школа „Луч“» заменить словом «школы»"
        );
    }
}
