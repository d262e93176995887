//! Who owes what by when: the deadlines of a dossier on a day.

use chrono::{Days, NaiveDate};
use serde::Serialize;

use super::context::Context;
use crate::deadline::understand;
use crate::diagnostic::Sources;
use crate::model::{Dossier, Due, Owner, Recipient};

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

/// How a task stands on a day. Whether it was done no dossier tells yet.
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
}

/// The agenda of a dossier: a task for every day on which something falls due.
pub fn agenda(dossier: &Dossier, sources: &Sources, as_of: NaiveDate, days: u32) -> Agenda {
    let mut context = Context::new(dossier, sources);
    let horizon = as_of
        .checked_add_days(Days::new(days.into()))
        .unwrap_or(NaiveDate::MAX);
    let mut tasks = Vec::new();
    for (index, due) in dossier.dues().into_iter().enumerate() {
        let meaning = understand(due.text, due.bounds);
        let found = meaning.due_days(as_of, due.bounds);
        let dated = found.into_iter().map(Some);
        let days: Vec<Option<NaiveDate>> = match dated.len() {
            0 => vec![None],
            _ => dated.collect(),
        };
        for (ordinal, day) in days.into_iter().enumerate() {
            let mut task = task(&mut context, &due, day, (as_of, horizon));
            task.id = format!("{}-{}", index + 1, ordinal + 1);
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
    }
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
        title: title.split_whitespace().collect::<Vec<_>>().join(" "),
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
