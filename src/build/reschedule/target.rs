//! The deadlines that a command means.

use super::Rescheduling;
use crate::deadline::Bounds;
use crate::diagnostic::Span;
use crate::edition::near_number;
use crate::language::single_spaced;
use crate::model::{Activity, Dossier, Order, Plan, Point, Recipient, Text};

/// A deadline, or the place where one would stand.
#[derive(Clone, Debug)]
pub(super) struct Target<'d> {
    /// What it belongs to.
    pub owner: Owner<'d>,
    /// The printed number of that.
    pub number: String,
    /// What is due, shortened.
    pub title: String,
    /// The deadline; `None` if there is none yet.
    pub text: Option<&'d Text>,
    /// Which of its owner's deadlines it is, from 0.
    pub index: usize,
    /// The period it is read in.
    pub bounds: Option<Bounds>,
    /// A value of its owner.
    pub anchor: Span,
}

/// What a deadline belongs to.
#[derive(Clone, Copy, Debug)]
pub(super) enum Owner<'d> {
    /// A row of the plan; the section to tell it by, where its number is not enough.
    Row(&'d Activity, Option<&'d str>),
    /// A point of the order.
    Point(&'d Point),
}

impl Target<'_> {
    /// «2.3» or «пункт 2.1».
    pub(super) fn place(&self) -> String {
        match self.owner {
            Owner::Row(..) => self.number.clone(),
            Owner::Point(_) => format!("пункт {}", self.number),
        }
    }

    /// The keys that a deadline follows in its owner's map.
    pub(super) fn keys_before(&self) -> &'static [&'static str] {
        match self.owner {
            Owner::Row(..) => &["id", "номер", "мероприятие"],
            Owner::Point(_) => &["номер", "кому"],
        }
    }
}

/// The deadlines that a command means; what it names twice counts once.
///
/// # Errors
/// Why not, a reason for each address.
pub(super) fn targets<'d>(
    dossier: &'d Dossier,
    request: &Rescheduling<'_>,
) -> Result<Vec<Target<'d>>, Vec<String>> {
    let (mut found, mut reasons) = (Vec::<Target<'d>>::new(), Vec::new());
    for address in request.addresses {
        let wanted = address.trim().trim_end_matches('.');
        let one = match request.of_points {
            true => of_point(dossier, wanted, request.nth).and_then(|all| {
                // One phrase for several deadlines would make them the same.
                match (request.wanted, all.len()) {
                    (super::Wanted::Phrase(_), 2..) => Err(format!(
                        "у пункта {wanted} сроков {}: укажите, который назначается, — --nth 1 или другой номер",
                        all.len()
                    )),
                    _ => Ok(all),
                }
            }),
            false => of_row(dossier, wanted).map(|row| vec![row]),
        };
        match one {
            Ok(targets) => {
                for target in targets {
                    if !found
                        .iter()
                        .any(|known| known.anchor == target.anchor && known.index == target.index)
                    {
                        found.push(target);
                    }
                }
            }
            Err(reason) => reasons.push(reason),
        }
    }
    if reasons.is_empty() {
        Ok(found)
    } else {
        Err(reasons)
    }
}

/// A row of the plan with what it may be called.
struct Row<'d> {
    activity: &'d Activity,
    number: String,
    /// Title and number of its section.
    section: Option<(&'d str, String)>,
}

impl Row<'_> {
    /// Whether it stands in the section with a number or title.
    fn is_in(&self, wanted: &str) -> bool {
        let section = self.section.as_ref();
        section.is_some_and(|(title, number)| *title == wanted || number == wanted)
    }
}

fn rows(plan: &Plan) -> Vec<Row<'_>> {
    let (mut rows, mut sections) = (Vec::new(), 0);
    for numbered in plan.numbered() {
        sections += usize::from(numbered.section.is_some());
        let number = numbered.number.unwrap_or_else(|| sections.to_string());
        let section = numbered.section.map(|one| (one.title.trim(), number));
        rows.extend(numbered.activities.into_iter().map(|row| Row {
            activity: row.activity,
            number: row.number,
            section: section.clone(),
        }));
    }
    rows
}

/// The row with an id or number; «2/1» is row 1 of section 2.
fn of_row<'d>(dossier: &'d Dossier, wanted: &str) -> Result<Target<'d>, String> {
    let plan = dossier.plan.as_ref().ok_or("в деле нет плана")?;
    let rows = rows(plan);
    let id = |row: &Row<'d>| row.activity.id.as_ref().map(|id| id.value.as_str());
    let has_number = |row: &&Row<'d>| match wanted.rsplit_once('/') {
        Some((section, number)) => row.number == number.trim() && row.is_in(section.trim()),
        None => row.number == wanted,
    };
    let same: Vec<&Row<'_>> = match rows.iter().find(|row| id(row) == Some(wanted)) {
        Some(row) => vec![row],
        None => rows.iter().filter(has_number).collect(),
    };
    let row = match same[..] {
        [row] => row,
        [] => {
            let names = rows
                .iter()
                .flat_map(|row| [id(row), Some(row.number.as_str())])
                .flatten();
            let message = format!("мероприятия «{wanted}» в плане нет");
            return Err(missing(&message, wanted, names));
        }
        [..] => {
            let named = same.iter().map(|row| match (id(row), &row.section) {
                (Some(id), _) => id.to_owned(),
                (None, Some((_, section))) => format!("{section}/{}", row.number),
                (None, None) => row.number.clone(),
            });
            let named: Vec<String> = named.collect();
            return Err(format!(
                "номер {wanted} у нескольких мероприятий; назовите нужное: {}",
                named.join(" или ")
            ));
        }
    };
    let repeats = rows.iter().filter(|one| one.number == row.number).count() > 1;
    let section = row.section.as_ref().map(|(title, _)| *title);
    let text = row.activity.deadline.as_ref();
    Ok(Target {
        owner: Owner::Row(row.activity, section.filter(|_| repeats)),
        number: row.number.clone(),
        title: shortened(&row.activity.title),
        bounds: text.and_then(|text| bounds(dossier, text)),
        text,
        index: 0,
        anchor: row.activity.title.span,
    })
}

fn of_point<'d>(
    dossier: &'d Dossier,
    wanted: &str,
    nth: Option<usize>,
) -> Result<Vec<Target<'d>>, String> {
    let order = dossier.order.as_ref().ok_or("в деле нет приказа")?;
    let numbered = order.numbered();
    let Some(found) = numbered.iter().find(|point| point.number == wanted) else {
        if is_control(order, wanted) {
            return Err(format!("пункт {wanted} — о контроле, срока у него нет"));
        }
        let numbers = numbered.iter().map(|point| point.number.as_str());
        return Err(missing(
            &format!("пункта {wanted} в приказе нет"),
            wanted,
            numbers,
        ));
    };
    let point = found.point;
    let anchor = anchor(point)
        .ok_or_else(|| format!("у пункта {wanted} нет своих слов: срок стоит у его подпунктов"))?;
    let target = |index: usize, text: Option<&'d Text>| Target {
        owner: Owner::Point(point),
        number: found.number.clone(),
        title: shortened(point.text.as_ref().map_or("", |text| text)),
        bounds: text.and_then(|text| bounds(dossier, text)),
        text,
        index,
        anchor,
    };
    let texts = point.deadlines.iter().enumerate();
    let all: Vec<Target<'_>> = texts
        .map(|(index, text)| target(index, Some(text)))
        .collect();
    let count = all.len();
    match nth {
        Some(nth) => match all.into_iter().nth(nth - 1) {
            Some(one) => Ok(vec![one]),
            None => Err(format!(
                "у пункта {wanted} нет срока {nth}: всего их {count}"
            )),
        },
        None if all.is_empty() => Ok(vec![target(0, None)]),
        None => Ok(all),
    }
}

fn is_control(order: &Order, wanted: &str) -> bool {
    order.control.is_some() && order.control_number() == wanted
}

/// A single value of a point's own map.
fn anchor(point: &Point) -> Option<Span> {
    let recipient = match &point.recipients[..] {
        [Recipient::Word(word)] => Some(word.span),
        _ => None,
    };
    point.text.as_ref().map(|text| text.span).or(recipient)
}

fn bounds(dossier: &Dossier, text: &Text) -> Option<Bounds> {
    let dues = dossier.dues();
    let due = dues.iter().find(|due| std::ptr::eq(due.text, text));
    due.and_then(|due| due.bounds)
}

fn missing<'a>(message: &str, wanted: &str, known: impl Iterator<Item = &'a str>) -> String {
    match near_number(wanted, known) {
        Some(near) => format!("{message}; возможно, вы имели в виду «{near}»"),
        None => format!("{message}; номера и id показывает «dyak status»"),
    }
}

/// The beginning of a text, on one line.
fn shortened(text: &str) -> String {
    const SHOWN: usize = 60;
    let line = single_spaced(text);
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}
