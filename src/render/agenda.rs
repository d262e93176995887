//! Who owes what by when: the deadlines of a dossier on a day.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};
use serde::Serialize;

use super::context::Context;
use super::which::{Scope, hand_in_by, overdue};
use crate::deadline::understand;
use crate::diagnostic::{Sources, Span};
use crate::language::single_spaced;
use crate::model::{Dossier, Due, Ledger, Owner, Recipient, Standing};

/// The deadlines of a dossier as they stand on a day.
#[derive(Debug, Serialize)]
pub struct Agenda {
    /// The dossier's name.
    pub dossier: String,
    /// The day.
    pub as_of: NaiveDate,
    /// How many days ahead count as soon.
    pub days: u32,
    /// In the order of days; those without a day come last.
    pub tasks: Vec<Task>,
    /// Who has reported; `None` if the dossier asks for no reports.
    pub reports: Option<Reports>,
}

/// Who has reported on a period.
#[derive(Debug, Serialize)]
pub struct Reports {
    /// The period's id.
    pub period: String,
    /// The day on which things stand as reported.
    pub as_of: NaiveDate,
    /// The last day for reports.
    pub hand_in_by: Option<NaiveDate>,
    /// Schools that have, with what they have done.
    pub reported: Vec<SchoolStanding>,
    /// Schools that have not.
    pub owing: Vec<String>,
}

/// How a school that has reported stands.
#[derive(Debug, Serialize)]
pub struct SchoolStanding {
    /// The school.
    pub school: String,
    /// How many rows it reports on.
    pub rows: usize,
    /// How many of them are done.
    pub done: usize,
    /// How many are not although their day has come.
    pub overdue: usize,
}

/// Something owed by a day.
#[derive(Debug, Serialize)]
pub struct Task {
    /// How it stands.
    pub state: State,
    /// The last day; `None` if no calendar tells.
    pub due: Option<NaiveDate>,
    /// The deadline as written.
    pub phrase: String,
    /// «activity» or «point».
    pub kind: &'static str,
    /// Its place among the deadlines and days of the dossier, which stays when a day
    /// moves: «17-1».
    pub id: String,
    /// The number, as printed.
    pub number: String,
    /// What is to be done.
    pub title: String,
    /// Who owes it.
    pub executors: Vec<String>,
}

/// How a task stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Its day has passed.
    Overdue,
    /// Its day is near.
    Soon,
    /// There is time.
    Later,
    /// It depends on an event or on another's plan.
    Undated,
    /// It has been done, or is no longer to be done.
    Closed,
}

/// The agenda of a dossier: a task for every day on which something falls due.
pub fn agenda(dossier: &Dossier, sources: &Sources, as_of: NaiveDate, days: u32) -> Agenda {
    let mut context = Context::new(dossier, sources);
    let horizon = as_of
        .checked_add_days(Days::new(days.into()))
        .unwrap_or(NaiveDate::MAX);
    let ledger = Scope::on(as_of).ledger(dossier);
    let closed = ledger.as_ref().map_or_else(HashMap::new, closed);
    let put_off = ledger.as_ref().map_or_else(HashMap::new, put_off);
    let mut tasks = Vec::new();
    for (index, due) in dossier.dues().into_iter().enumerate() {
        let meaning = understand(due.text, due.bounds);
        let found = meaning.due_days(as_of, due.bounds);
        let dated = found.into_iter().map(Some);
        let mut days: Vec<Option<NaiveDate>> = match dated.len() {
            0 => vec![None],
            _ => dated.collect(),
        };
        if let Some((old, new)) = put_off.get(&due.text.span) {
            // Only the day that was put off moves; the others stay.
            days.retain(|day| day != old);
            days.push(Some(*new));
        }
        for (ordinal, day) in days.into_iter().enumerate() {
            let mut task = task(&mut context, &due, day, (as_of, horizon));
            task.id = format!("{}-{}", index + 1, ordinal + 1);
            // Of what comes round again, only what has passed is done.
            let is_closed = closed.get(&due.text.span).is_some_and(|last| day <= *last);
            if is_closed {
                task.state = State::Closed;
            }
            tasks.push(task);
        }
    }
    // Stable: tasks of one day stay in the order of the plan.
    tasks.sort_by_key(|task| (task.due.is_none(), task.due));
    Agenda {
        dossier: dossier.name.clone(),
        as_of,
        days,
        tasks,
        reports: ledger.map(|ledger| reports(dossier, &ledger)),
    }
}

/// The deadlines of what is done or cancelled, and the last day of each.
fn closed(ledger: &Ledger<'_>) -> HashMap<Span, Option<NaiveDate>> {
    let rows = ledger.rows.iter().enumerate();
    let closed = rows.filter(|(row, _)| {
        let standing = ledger.overall(*row);
        standing.is_done() || standing == Standing::Cancelled
    });
    closed
        .flat_map(|(row, own)| {
            let deadlines = own.deadlines.iter();
            deadlines.map(move |text| (text.span, ledger.due[row]))
        })
        .collect()
}

/// The deadlines of what was put off: the day of each that no longer holds, and the new.
fn put_off(ledger: &Ledger<'_>) -> HashMap<Span, (Option<NaiveDate>, NaiveDate)> {
    let rows = ledger.rows.iter().enumerate();
    let put_off = rows.filter(|(row, _)| ledger.overall(*row) == Standing::Postponed);
    put_off
        .filter_map(|(row, own)| Some((own, (ledger.due[row], ledger.put_off_to(row)?))))
        .flat_map(|(own, days)| {
            let deadlines = own.deadlines.iter();
            deadlines.map(move |text| (text.span, days))
        })
        .collect()
}

fn reports(dossier: &Dossier, ledger: &Ledger<'_>) -> Reports {
    let mut reports = Reports {
        period: ledger.period.id.value.clone(),
        as_of: ledger.period.as_of(),
        hand_in_by: hand_in_by(ledger.period),
        reported: Vec::new(),
        owing: Vec::new(),
    };
    for (place, school) in dossier.schools.iter().enumerate() {
        let name = school.name.value.clone();
        let rows = ledger.rows_of(place);
        let (mut count, mut done) = (0, 0);
        for row in rows {
            count += 1;
            done += usize::from(ledger.standing(&school.id, row).is_done());
        }
        if count == 0 {
            continue;
        }
        if ledger.report(&school.id).is_none() {
            reports.owing.push(name);
        } else {
            reports.reported.push(SchoolStanding {
                school: name,
                rows: count,
                done,
                overdue: overdue(ledger, place, &school.id).count(),
            });
        }
    }
    reports
}

fn task(
    context: &mut Context<'_>,
    due: &Due<'_>,
    day: Option<NaiveDate>,
    (as_of, horizon): (NaiveDate, NaiveDate),
) -> Task {
    let (kind, title, executors) = match due.owner {
        Owner::Activity(activity) => {
            let names = activity.executors.iter();
            let names = names.map(|executor| context.executor(executor)).collect();
            ("activity", context.text(&activity.title), names)
        }
        Owner::Point(point, recipients) => {
            let names = recipients.iter();
            let names = names
                .map(|recipient| context.recipient_name(recipient))
                .collect();
            let text = point.text.as_ref();
            let title = text.map(|text| context.fill(text, &point.deadlines));
            ("point", title.unwrap_or_default(), names)
        }
    };
    Task {
        state: match day {
            None => State::Undated,
            Some(day) if day < as_of => State::Overdue,
            Some(day) if day <= horizon => State::Soon,
            Some(_) => State::Later,
        },
        due: day,
        phrase: due.text.value.clone(),
        kind,
        id: String::new(),
        number: due.number.clone(),
        title: single_spaced(&title),
        executors,
    }
}

impl Context<'_> {
    /// The name of whom a point binds, nominative.
    pub(super) fn recipient_name(&mut self, recipient: &Recipient) -> String {
        match recipient {
            Recipient::Word(word) => match self.party(word) {
                Some(party) => party.name().value.clone(),
                None => self.text(word),
            },
            Recipient::Group(group) => self.text(&group.name),
        }
    }
}
