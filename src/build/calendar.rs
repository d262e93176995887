//! The deadlines of a dossier as a calendar file that mail programs read (RFC 5545).

use std::path::Path;

use icalendar::{Calendar, Component, Event, EventLike, Property};

use super::{Error, write};
use crate::render::{Agenda, Task};

/// Who made the file; by it the program knows its own.
const MAKER: &str = "-//dyak//RU";

/// Writes the dated tasks of an agenda as all-day events.
///
/// # Errors
/// [`Error::Exists`] if another program's file is there, [`Error::Write`] if the
/// system refuses.
pub fn write_calendar(agendas: &[Agenda], path: &Path) -> Result<(), Error> {
    if let Some(present) = write::read(path)? {
        let text = String::from_utf8_lossy(&present);
        if !present.is_empty() && !text.contains(MAKER) {
            return Err(Error::Exists(path.to_owned()));
        }
    }
    write::replace(path, calendar(agendas).as_bytes())
}

fn calendar(agendas: &[Agenda]) -> String {
    let mut calendar = Calendar::empty();
    calendar.append_property(Property::new("VERSION", "2.0"));
    calendar.append_property(Property::new("PRODID", MAKER));
    calendar.append_property(Property::new("CALSCALE", "GREGORIAN"));
    for agenda in agendas {
        for task in &agenda.tasks {
            if let Some(event) = event(agenda, task) {
                calendar.push(event);
            }
        }
    }
    calendar.to_string()
}

fn event(agenda: &Agenda, task: &Task) -> Option<Event> {
    let due = task.due?;
    // The same deadline keeps its name, so that a calendar read again is not doubled.
    let uid = format!("{}-{}@dyak", agenda.dossier, task.id);
    let stamp = agenda.as_of.and_hms_opt(0, 0, 0)?.and_utc();
    let mut event = Event::new();
    event
        .uid(&uid)
        .timestamp(stamp)
        .starts(due)
        .summary(&format!("{} {}", task.number, task.title))
        .description(&format!(
            "Срок: {}\nОтветственные: {}",
            task.phrase,
            task.executors.join(", ")
        ));
    Some(event.done())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::State;

    #[test]
    fn a_task_is_an_all_day_event() {
        let task = Task {
            state: State::Soon,
            due: "2022-06-20".parse().ok(),
            phrase: "до 20 июня 2022 года".to_owned(),
            kind: "point",
            id: "3-1".to_owned(),
            number: "2.1".to_owned(),
            title: "представить отчёт; копию — в архив, срочно".to_owned(),
            executors: vec!["директор".to_owned()],
        };
        let agenda = Agenda {
            dossier: "дело".to_owned(),
            as_of: "2022-06-01".parse().unwrap(),
            days: 30,
            tasks: vec![task],
            reports: None,
        };
        insta::assert_snapshot!(calendar(&[agenda]).replace("\r\n", "\n"));
    }
}
