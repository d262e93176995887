//! `dyak diff`

use serde_json::{Value, json};

use super::args::DiffArgs;
use super::terminal::Terminal;
use super::{Exit, Failure, given_day};
use crate::build::{Diff, EditionName, NotCompared, diff};
use crate::document::compare::{Change, Edit};
use crate::language::numeric;

pub(super) fn run(arguments: &DiffArgs, terminal: &Terminal) -> Result<Exit, Failure> {
    super::build::require_folder(&arguments.dossier)?;
    let from = given_day("--from", arguments.from.as_deref())?;
    let to = given_day("--to", arguments.to.as_deref())?;
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        let message = "--to раньше, чем --from: поменяйте даты местами";
        return Err(Failure::Usage(message.to_owned()));
    }
    match diff(&arguments.dossier, from, to) {
        Ok(found) => {
            if arguments.json {
                let text = serde_json::to_string_pretty(&as_json(&found));
                let text = text.expect("values always serialise");
                terminal.result(&format!("{text}\n"));
            } else {
                terminal.result(&in_words(&found));
            }
            Ok(Exit::Done)
        }
        Err(NotCompared::Unsound { sources, findings }) => {
            terminal.findings(&findings, &sources);
            terminal.error("редакции не сравнить, пока в деле есть ошибки");
            Ok(Exit::Findings)
        }
        Err(NotCompared::System(error)) => Err(error.into()),
    }
}

fn in_words(found: &Diff) -> String {
    let mut text = format!("Было:  {}\nСтало: {}\n", name(&found.from), name(&found.to));
    if found.documents.is_empty() {
        text += match found.from == found.to {
            true => "\nЭто одна и та же редакция: изменяющих приказов между ними нет\n",
            false => "\nПриказ и план в обеих редакциях печатаются одинаково\n",
        };
    }
    for document in &found.documents {
        text += &format!("\n{}\n", document.name);
        for change in &document.changes {
            text += &format!("  {}\n", told(change));
        }
    }
    text
}

/// «как подписано 01.02.2022», «с изменениями: № 21 от 15.06.2022».
fn name(edition: &EditionName) -> String {
    if !edition.amendments.is_empty() {
        let all = edition.amendments.iter();
        let all: Vec<String> = all
            .map(|(number, date)| format!("№ {number} от {}", numeric(*date)))
            .collect();
        return format!("с изменениями: {}", all.join(", "));
    }
    match edition.signed {
        Some(day) => format!("как подписано {}", numeric(day)),
        None => "без изменений".to_owned(),
    }
}

/// «приложение 1, позиция 2.3, графа «Срок»: «…» → «…»»
fn told(change: &Change) -> String {
    let quoted = |text: &str| format!("«{}»", text.replace('\n', " / "));
    let what = match &change.edit {
        Edit::Changed { old, new } => format!("{} → {}", quoted(old), quoted(new)),
        Edit::Added(new) => format!("добавлено {}", quoted(new)),
        Edit::Removed(old) => format!("исключено {}", quoted(old)),
    };
    format!("{}: {what}", change.place)
}

fn as_json(found: &Diff) -> Value {
    let edition = |edition: &EditionName| {
        let amendments: Vec<Value> = edition
            .amendments
            .iter()
            .map(|(number, date)| json!({"number": number, "date": date}))
            .collect();
        json!({"signed": edition.signed, "amendments": amendments})
    };
    let documents: Vec<Value> = found
        .documents
        .iter()
        .map(|document| {
            json!({
                "document": document.kind.name(),
                "name": document.name,
                "changes": document.changes,
            })
        })
        .collect();
    json!({
        "from": edition(&found.from),
        "to": edition(&found.to),
        "documents": documents,
    })
}
