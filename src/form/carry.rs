//! Answers on one edition of the plan → rows of today's.

use std::collections::BTreeMap;

use super::fill::Blank;
use super::read::{AnsweredRow, Answers, shortened};
use super::value::clean;
use super::{Complaint, Field, Issued, Key, Values, fingerprint};

/// An answered row that today's plan still has.
#[derive(Clone, Debug)]
pub struct Carried {
    /// The row of today.
    pub issued: Issued,
    /// The answers.
    pub values: Values,
    /// Whether all of them can be taken.
    pub is_sound: bool,
}

/// Finds today's rows for the answers on an edition; complaints about those that
/// cannot be found are added to the answers'.
pub fn carry(answers: &mut Answers, edition: &str, today: &Blank) -> Vec<Carried> {
    let current = today.issued();
    let is_current = fingerprint(&current) == edition;
    if !is_current {
        let message = "бланк сделан по прежней редакции плана: ответы перенесены на нынешнюю";
        answers.complaints.push(Complaint::of_file(message, false));
    }
    let places = Places::new(&current);
    let mut carried: BTreeMap<Key, Carried> = BTreeMap::new();
    for row in &answers.rows {
        let found = places.find(&row.issued);
        let Some(issued) = found.map(|index| &current[index]) else {
            answers.complaints.push(gone(row));
            continue;
        };
        answers.complaints.extend(changed(row, issued));
        let one = Carried {
            issued: issued.clone(),
            values: row.values.clone(),
            is_sound: row.is_sound,
        };
        if carried.insert(issued.key.clone(), one).is_some() {
            let message = format!(
                "к строке {} нынешнего плана относятся две строки бланка",
                issued.number
            );
            answers.complaints.push(Complaint::error(row.cell, message));
            carried.remove(&issued.key);
        }
    }
    // In the order of the plan.
    current
        .iter()
        .filter_map(|issued| carried.remove(&issued.key))
        .collect()
}

/// What the dossier says already on rows of a form, whatever edition of the plan it is
/// of, by their keys in the form.
pub fn known_values(issued: &[Issued], today: &Blank) -> BTreeMap<Key, Values> {
    let current = today.issued();
    let values: Vec<&Values> = today.rows().map(|row| &row.values).collect();
    let places = Places::new(&current);
    issued
        .iter()
        .filter_map(|row| Some((row.key.clone(), values[places.find(row)?].clone())))
        .collect()
}

fn gone(row: &AnsweredRow) -> Complaint {
    let message = format!(
        "мероприятия {} «{}» в плане больше нет или школа за него не отчитывается: отметку перенести некуда",
        row.issued.number,
        shortened(&row.issued.title)
    );
    Complaint::error(row.cell, message)
}

/// What has changed about a row since the form was made.
fn changed(row: &AnsweredRow, today: &Issued) -> Option<Complaint> {
    let was = &row.issued;
    let mut changes = Vec::new();
    if was.number != today.number {
        changes.push(format!("номер {} → {}", was.number, today.number));
    }
    if clean(&was.deadline) != clean(&today.deadline) {
        changes.push(format!("срок «{}» → «{}»", was.deadline, today.deadline));
    }
    if clean(&was.title) != clean(&today.title) {
        changes.push("название".to_owned());
    }
    let asks_again =
        clean(&was.deadline) != clean(&today.deadline) && row.values.contains_key(&Field::NewTerm);
    let hint = if asks_again {
        "; проверьте, нужен ли ещё перенос"
    } else {
        ""
    };
    (!changes.is_empty()).then(|| {
        let message = format!("с тех пор изменилось: {}{hint}", changes.join(", "));
        Complaint::note(row.cell, message)
    })
}

/// Today's rows by what an older form may call them.
struct Places<'a> {
    rows: &'a [Issued],
    by_key: BTreeMap<&'a Key, usize>,
    /// Titles; one that several rows have names none.
    by_title: BTreeMap<String, Option<usize>>,
}

impl<'a> Places<'a> {
    fn new(rows: &'a [Issued]) -> Self {
        let mut by_title: BTreeMap<String, Option<usize>> = BTreeMap::new();
        for (index, row) in rows.iter().enumerate() {
            let entry = by_title.entry(clean(&row.title));
            entry.and_modify(|row| *row = None).or_insert(Some(index));
        }
        Self {
            rows,
            by_key: rows
                .iter()
                .enumerate()
                .map(|(i, row)| (&row.key, i))
                .collect(),
            by_title,
        }
    }

    /// An id never changes. A number may have gone to another activity: it counts only
    /// together with the title, and a title that moved to another number is followed.
    fn find(&self, was: &Issued) -> Option<usize> {
        let by_key = self.by_key.get(&was.key).copied();
        let same_title = |index: usize| clean(&self.rows[index].title) == clean(&was.title);
        let by_title = || self.by_title.get(&clean(&was.title)).copied().flatten();
        match (&was.key, by_key) {
            (Key::Id(_), Some(index)) => Some(index),
            (_, Some(index)) if same_title(index) => Some(index),
            _ => by_title(),
        }
    }
}
