//! `dyak status`

use std::collections::BTreeMap;

use chrono::NaiveDate;
use comfy_table::{ContentArrangement, LineStyle, Table, TableStyle};

use super::args::StatusArgs;
use super::terminal::Terminal;
use super::{Exit, Failure, given_day, today};
use crate::build::{Error, write_calendar};
use crate::check;
use crate::diagnostic::{Diagnostic, sort};
use crate::language::{numeric, plural, verbal};
use crate::load::{Loaded, load};
use crate::render::{Agenda, Reports, State, Task, agenda};

pub(super) fn run(arguments: &StatusArgs, terminal: &Terminal) -> Result<Exit, Failure> {
    let edition = given_day("--as-of", arguments.as_of.as_deref())?;
    let as_of = edition.unwrap_or_else(today);
    for folder in &arguments.dossiers {
        super::build::require_folder(folder)?;
    }
    let mut agendas = Vec::new();
    let mut exit = Exit::Done;
    for folder in &arguments.dossiers {
        let loaded = load(folder, edition).map_err(Error::from)?;
        if print_errors(&loaded, terminal) {
            exit = Exit::Findings;
        }
        if let Some(dossier) = &loaded.dossier {
            agendas.push(agenda(dossier, &loaded.sources, as_of, arguments.days));
        }
    }
    if let Some(path) = &arguments.ics {
        write_calendar(&agendas, path)?;
    }
    if arguments.json {
        let text = serde_json::to_string_pretty(&agendas).expect("values always serialise");
        terminal.result(&format!("{text}\n"));
    } else {
        for agenda in &agendas {
            terminal.result(&in_words(agenda));
        }
        if let Some(path) = &arguments.ics {
            terminal.note(&format!("Календарь: {}", path.display()));
        }
    }
    Ok(exit)
}

/// Prints the errors of a dossier; tells whether there are any. Deadlines that are
/// read are shown all the same.
fn print_errors(loaded: &Loaded, terminal: &Terminal) -> bool {
    let mut findings = loaded.findings.clone();
    if let Some(dossier) = &loaded.dossier {
        let (texts, sources) = (&loaded.texts, &loaded.sources);
        findings.extend(check::run(dossier, texts, sources, loaded.whole));
    }
    findings.retain(Diagnostic::is_error);
    sort(&mut findings);
    terminal.findings(&findings, &loaded.sources);
    !findings.is_empty()
}

fn in_words(agenda: &Agenda) -> String {
    let mut text = format!("{} на {}\n", agenda.dossier, verbal(agenda.as_of));
    let soon = format!(
        "Ближайшие {} {}",
        agenda.days,
        plural(agenda.days.into(), "день", "дня", "дней")
    );
    for (state, heading) in [
        (State::Overdue, "Срок прошёл"),
        (State::Soon, soon.as_str()),
    ] {
        let tasks: Vec<&Task> = agenda.tasks.iter().filter(|t| t.state == state).collect();
        if tasks.is_empty() {
            text += &format!("\n{heading}: нет\n");
        } else {
            text += &format!("\n{heading}: {}\n{}\n", tasks.len(), table(&tasks));
        }
    }
    let count = |state| {
        agenda
            .tasks
            .iter()
            .filter(|task| task.state == state)
            .count()
    };
    let closed = match count(State::Closed) {
        0 => String::new(),
        closed => format!(" Исполнено или снято: {closed}."),
    };
    text += &format!(
        "\nПозже: {}. Без даты (по событию или чужому плану): {}.{closed}\n",
        count(State::Later),
        count(State::Undated)
    );
    if let Some(reports) = &agenda.reports {
        text += &reports_in_words(reports, agenda.as_of);
    }
    text += &by_executor(agenda);
    text
}

/// Who has reported and who owes.
fn reports_in_words(reports: &Reports, as_of: NaiveDate) -> String {
    let is_late = reports.hand_in_by.is_some_and(|last| last < as_of);
    let until = reports
        .hand_in_by
        .map_or(String::new(), |day| format!(" (сдать до {})", numeric(day)));
    let all = reports.reported.len() + reports.owing.len();
    let mut text = format!(
        "\nОтчёты за период {} (на {}{until}): сдали {} из {all}\n",
        reports.period,
        numeric(reports.as_of),
        reports.reported.len()
    );
    if !reports.reported.is_empty() {
        let mut table = empty_table(&["Школа", "Мероприятий", "Исполнено", "Просрочено"]);
        for one in &reports.reported {
            let [rows, done, overdue] =
                [one.rows, one.done, one.overdue].map(|count| count.to_string());
            table.add_row([one.school.clone(), rows, done, overdue]);
        }
        text += &format!("{}\n", table.trim_fmt());
    }
    if !reports.owing.is_empty() {
        let owing = if is_late {
            "Не сдали"
        } else {
            "Ещё не сдали"
        };
        text += &format!("{owing}: {}\n", reports.owing.join(", "));
    }
    text
}

/// A table without lines between rows, as wide as the terminal allows.
fn empty_table(header: &[&str]) -> Table {
    let mut table = Table::new();
    table
        .load_style(HEADER_LINE)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(WIDTH)
        .set_header(header);
    table
}

/// A line below the header and no others.
const HEADER_LINE: TableStyle =
    TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

/// Columns of text that fit any terminal and a printed page.
const WIDTH: u16 = 100;

fn table(tasks: &[&Task]) -> String {
    let mut table = empty_table(&["Срок", "№", "Что", "Кто"]);
    for task in tasks {
        table.add_row([
            task.due.map(numeric).unwrap_or_default(),
            number(task),
            shortened(&task.title),
            task.executors.join(", "),
        ]);
    }
    table.trim_fmt()
}

/// «2.1» of the plan, «п. 2.1» of the order.
fn number(task: &Task) -> String {
    match task.kind {
        "point" => format!("п. {}", task.number),
        _ => task.number.clone(),
    }
}

/// Enough of a title to know it by.
fn shortened(title: &str) -> String {
    const LETTERS: usize = 110;
    match title.char_indices().nth(LETTERS) {
        Some((end, _)) => format!("{}…", title[..end].trim_end()),
        None => title.to_owned(),
    }
}

/// How much each executor has behind and before him.
fn by_executor(agenda: &Agenda) -> String {
    let mut counts: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for task in &agenda.tasks {
        let column = match task.state {
            State::Overdue => 0,
            State::Soon => 1,
            State::Later => 2,
            State::Undated | State::Closed => continue,
        };
        for executor in &task.executors {
            counts.entry(executor).or_default()[column] += 1;
        }
    }
    if counts.is_empty() {
        return String::new();
    }
    let mut table = empty_table(&["Исполнитель", "Срок прошёл", "Скоро", "Позже"]);
    for (executor, counts) in counts {
        let [overdue, soon, later] = counts.map(|count| count.to_string());
        table.add_row([executor.to_owned(), overdue, soon, later]);
    }
    format!("\nПо исполнителям\n{}\n", table.trim_fmt())
}
