//! Where a change goes: points, rows and columns by what the clerk calls them.

use super::tree::levels;
use crate::diagnostic::{Diagnostic, nearest};
use crate::model::{Activity, ColumnSpec, Field, Gone, Order, Plan, RowAddress, Text, UnitKey};

/// The code of findings on addresses that lead nowhere ([N-95]).
pub(super) const NO_TARGET: &str = "amendment-without-target";

/// The place of a point in the reading order of an order.
///
/// # Errors
/// A finding if no point has the number; it tells of one that is gone.
pub(super) fn find_point(
    order: &Order,
    gone: &[Gone],
    number: &Text,
) -> Result<usize, Box<Diagnostic>> {
    let wanted = bare(number);
    let numbers: Vec<String> = order
        .numbered()
        .into_iter()
        .map(|point| point.number)
        .collect();
    numbers
        .iter()
        .position(|known| known == wanted)
        .ok_or_else(|| {
            let error = |message| Diagnostic::error(NO_TARGET, number.span, message);
            if order.control.is_some() && order.control_number() == wanted {
                let finding = error(format!("{wanted} — пункт о контроле"));
                let hint = "его меняет ключ «изложить контроль», ключ «пункт» не нужен";
                return Box::new(finding.hint(hint));
            }
            let was = |one: &&Gone| matches!(&one.unit, UnitKey::Point(known) if known == wanted);
            if let Some(gone) = gone.iter().rfind(was) {
                let message = format!("пункта {wanted} в приказе больше нет");
                return left_out(number, message, gone);
            }
            let finding = error(format!("пункта {wanted} в приказе нет"));
            Box::new(finding.hint(known_numbers(wanted, &numbers)))
        })
}

/// The place of a row in the reading order of a plan.
///
/// # Errors
/// A finding if no row has the id or number, or several have the number; it tells of a
/// row that is gone.
pub(super) fn find_row(
    plan: &Plan,
    gone: &[Gone],
    address: RowAddress<'_>,
) -> Result<usize, Box<Diagnostic>> {
    let wanted = bare(address.row);
    let mut all = Vec::new();
    let mut numbers = Vec::new();
    let section = address
        .section
        .map(|section| find_section(plan, section))
        .transpose()?;
    for (place, one) in places(plan).into_iter().enumerate() {
        if section.is_some_and(|section| one.section != Some(section)) {
            continue;
        }
        if one.id.is_some_and(|id| id == wanted) {
            return Ok(place);
        }
        if one.number == wanted {
            all.push(place);
        }
        numbers.push(one.number);
    }
    match all[..] {
        [place] => Ok(place),
        [] => {
            let was = |one: &&Gone| match &one.unit {
                UnitKey::Row {
                    section: known,
                    number,
                } => {
                    let is_called = number == wanted || one.id.as_deref() == Some(wanted);
                    is_called && (section.is_none() || section == *known)
                }
                _ => false,
            };
            if let Some(gone) = gone.iter().rfind(was) {
                let message = format!("позиции {wanted} в плане больше нет: она исключена");
                return Err(left_out(address.row, message, gone));
            }
            let message = format!("позиции {wanted} в плане нет");
            let finding = Diagnostic::error(NO_TARGET, address.row.span, message);
            Err(Box::new(finding.hint(known_numbers(wanted, &numbers))))
        }
        [..] => {
            let message = format!("позиция {wanted} есть в нескольких разделах");
            let finding = Diagnostic::error(NO_TARGET, address.row.span, message);
            let hint = "добавьте ключ «раздел» с номером или названием раздела или назовите мероприятие по id";
            Err(Box::new(finding.hint(hint)))
        }
    }
}

/// A unit called that an earlier change has left out.
fn left_out(called: &Text, message: String, gone: &Gone) -> Box<Diagnostic> {
    let finding = Diagnostic::error(NO_TARGET, called.span, message);
    Box::new(
        finding
            .related(gone.change, "исключено здесь")
            .hint("уберите одно из двух изменений или исправьте номер"),
    )
}

/// A row of a plan as addresses see it.
#[derive(Debug)]
pub(super) struct RowPlace<'a> {
    /// Its section, counted from 0; `None` outside sections.
    pub(super) section: Option<usize>,
    /// Its id.
    pub(super) id: Option<&'a str>,
    /// Its printed number.
    pub(super) number: String,
    /// How deep it stands, from 1.
    pub(super) level: usize,
    /// The row.
    pub(super) row: &'a Activity,
}

impl RowPlace<'_> {
    /// Its key.
    pub(super) fn key(&self) -> UnitKey {
        UnitKey::Row {
            section: self.section,
            number: self.number.clone(),
        }
    }
}

/// All rows in reading order.
pub(super) fn places(plan: &Plan) -> Vec<RowPlace<'_>> {
    let mut sections = 0;
    let mut places = Vec::new();
    let mut levels = levels(plan).into_iter();
    for section in plan.numbered() {
        let index = section.section.is_some().then_some(sections);
        sections += usize::from(index.is_some());
        places.extend(section.activities.into_iter().map(|row| RowPlace {
            section: index,
            id: row.activity.id.as_ref().map(|id| id.as_str()),
            number: row.number,
            level: levels.next().unwrap_or(1),
            row: row.activity,
        }));
    }
    places
}

/// The section with a number or title, counted from 0.
pub(super) fn find_section(plan: &Plan, wanted: &Text) -> Result<usize, Box<Diagnostic>> {
    let name = bare(wanted);
    let numbered = plan.numbered();
    let sections = numbered
        .iter()
        .filter_map(|one| Some((one.section?, &one.number)));
    let found = sections.enumerate().find(|(index, (section, number))| {
        let by_number = number
            .as_deref()
            .map_or_else(|| (index + 1).to_string() == name, |number| number == name);
        by_number || section.title.trim() == name
    });
    found.map(|(index, _)| index).ok_or_else(|| {
        let message = format!("раздела «{name}» в плане нет");
        let titles = plan.sections.iter().map(|section| section.title.trim());
        let finding = Diagnostic::error(NO_TARGET, wanted.span, message);
        Box::new(match nearest(name, titles) {
            Some(near) => finding.hint(format!("возможно, вы имели в виду «{near}»")),
            None => finding.hint("раздел называют по номеру, как он напечатан, или по названию"),
        })
    })
}

/// The column that a clerk means: a field, the name of an own field, or a heading.
///
/// # Errors
/// A finding if the plan has no such column.
pub fn resolve_column(
    plan: &Plan,
    wanted: &Text,
) -> Result<(Field, Option<String>), Box<Diagnostic>> {
    let name = wanted.trim().to_lowercase();
    let columns: Vec<_> = plan.columns.iter().map(ColumnSpec::column).collect();
    for column in &columns {
        let field = column.field.value;
        let names = [
            (field != Field::Extra).then(|| field.word().to_owned()),
            column.extra.as_ref().map(|extra| extra.value.clone()),
            column.heading.as_ref().map(|heading| heading.value.clone()),
            Some(field.heading().to_owned()),
        ];
        if names
            .into_iter()
            .flatten()
            .any(|known| known.to_lowercase() == name)
        {
            return Ok((
                field,
                column.extra.as_ref().map(|extra| extra.value.clone()),
            ));
        }
    }
    let known: Vec<String> = columns
        .iter()
        .map(|column| match &column.extra {
            Some(extra) => extra.value.clone(),
            None => column.field.value.word().to_owned(),
        })
        .collect();
    let message = format!("графы «{}» в плане нет", wanted.trim());
    let hint = format!("есть: {}", known.join(", "));
    Err(Box::new(
        Diagnostic::error(NO_TARGET, wanted.span, message).hint(hint),
    ))
}

/// A number as compared: without spaces and the final full stop.
pub(super) fn bare(number: &Text) -> &str {
    number.trim().trim_end_matches('.')
}

/// The numbers that may have been meant: one that differs in its last part alone, else
/// all there are, if they are few, or how many.
fn known_numbers(wanted: &str, numbers: &[String]) -> String {
    const FEW: usize = 8;
    if let Some(near) = near_number(wanted, numbers.iter().map(String::as_str)) {
        return format!("возможно, вы имели в виду {near}");
    }
    match numbers {
        [] => "там ничего нет".to_owned(),
        [first, .., last] if numbers.len() > FEW => {
            format!("номера идут от {first} до {last}, всего {}", numbers.len())
        }
        few => format!("есть: {}", few.join(", ")),
    }
}

/// The number or id most like another. A number with another first part is of another
/// section: nobody means 1.1 by 9.9.
pub fn near_number<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let is_number = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    let head = |text: &str| text.rsplit_once('.').map(|(head, _)| head.to_owned());
    let is_near = |one: &&str| match (is_number(wanted), is_number(one)) {
        (true, true) => head(wanted).is_some() && head(wanted) == head(one),
        (false, false) => true,
        _ => false,
    };
    nearest(wanted, known.into_iter().filter(is_near))
}
