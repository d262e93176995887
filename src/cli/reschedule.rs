//! `dyak deadline set`, `dyak deadline shift`

use std::path::Path;

use super::args::{ChangeArgs, SetArgs, ShiftArgs};
use super::terminal::Terminal;
use super::{Exit, Failure, given_day, today};
use crate::build::{Amending, Move, NotRescheduled, Rescheduled, Rescheduling, Wanted, reschedule};
use crate::diagnostic::Diagnostic;

pub(super) fn set(arguments: &SetArgs, terminal: &Terminal) -> Result<Exit, Failure> {
    let what = What {
        dossier: &arguments.dossier,
        addresses: std::slice::from_ref(&arguments.address),
        nth: arguments.nth.map(usize::from),
        wanted: Wanted::Phrase(&arguments.phrase),
    };
    run(&what, &arguments.change, terminal)
}

pub(super) fn shift(arguments: &ShiftArgs, terminal: &Terminal) -> Result<Exit, Failure> {
    let by = arguments.by.parse().map_err(Failure::Usage)?;
    let what = What {
        dossier: &arguments.dossier,
        addresses: &arguments.addresses,
        nth: None,
        wanted: Wanted::Shifted {
            by,
            workdays: arguments.workdays,
        },
    };
    run(&what, &arguments.change, terminal)
}

/// What the two commands do differently.
struct What<'a> {
    dossier: &'a Path,
    addresses: &'a [String],
    nth: Option<usize>,
    wanted: Wanted<'a>,
}

fn run(what: &What<'_>, change: &ChangeArgs, terminal: &Terminal) -> Result<Exit, Failure> {
    super::build::require_folder(what.dossier)?;
    let date = given_day("--dated", change.dated.as_deref())?;
    let amending = change
        .order
        .as_deref()
        .zip(date)
        .map(|(number, date)| Amending {
            number,
            date,
            reason: change.reason.as_deref(),
        });
    let request = Rescheduling {
        addresses: what.addresses,
        of_points: change.point,
        nth: what.nth,
        wanted: what.wanted,
        amending,
        dry_run: change.dry_run,
        as_of: today(),
    };
    match reschedule(what.dossier, &request) {
        Ok(done) => Ok(report(&done, what.dossier, change, terminal)),
        Err(NotRescheduled::Refused(reasons)) => {
            reasons.iter().for_each(|reason| terminal.error(reason));
            Ok(Exit::Findings)
        }
        Err(NotRescheduled::Unsound { sources, findings }) => {
            terminal.findings(&findings, &sources);
            terminal.error("дело не читается без ошибок: срок не изменён");
            Ok(Exit::Findings)
        }
        Err(NotRescheduled::System(error)) => Err(error.into()),
    }
}

fn report(done: &Rescheduled, dossier: &Path, change: &ChangeArgs, terminal: &Terminal) -> Exit {
    terminal.findings(&done.findings, &done.sources);
    for one in &done.moves {
        terminal.note(&told(one));
        for note in &one.notes {
            terminal.warning(&format!("{}: {note}", one.place));
        }
    }
    if done.findings.iter().any(Diagnostic::is_error) {
        terminal.error("с таким сроком в деле появятся ошибки: ничего не записано");
        return Exit::Findings;
    }
    let files: Vec<String> = done
        .files
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    let verb = if done.written {
        "Записано"
    } else {
        "Было бы записано"
    };
    terminal.note(&format!("{verb}: {}", files.join(", ")));
    terminal.note(&match &done.documents {
        None => {
            "Какие документы изменятся, не видно: в деле есть другие ошибки (dyak check)".into()
        }
        Some(names) if names.is_empty() => "Документы от этого не меняются".to_owned(),
        Some(names) => format!("Изменятся документы:\n  {}", names.join("\n  ")),
    });
    if change.dry_run {
        terminal.note("Ничего не записано: это проба (--dry-run)");
    } else if done
        .documents
        .as_ref()
        .is_none_or(|names| !names.is_empty())
    {
        let folder = dossier.display().to_string();
        let folder = if folder.contains(' ') {
            format!("\"{folder}\"")
        } else {
            folder
        };
        terminal.note(&format!("Сделать их: dyak build {folder}"));
    }
    Exit::Done
}

/// «2.3 «Провести совещание»: «до 15.09.2021» → «до 29.09.2021»»
fn told(one: &Move) -> String {
    let was = match &one.was {
        Some(was) => format!("«{}»", was.trim().replace('\n', " / ")),
        None => "без срока".to_owned(),
    };
    let title = match one.title.as_str() {
        "" => String::new(),
        title => format!(" ({title})"),
    };
    let now = one.now.replace('\n', " / ");
    format!("{}{title}: {was} → «{now}»", one.place)
}
