//! `dyak collect`

use serde::Serialize;

use super::args::CollectArgs;
use super::terminal::Terminal;
use super::{Exit, Failure};
use crate::build::{CollectOptions, Collected, Difference, FileOutcome, Taken, collect};
use crate::diagnostic::{self, Diagnostic};
use crate::form::Complaint;
use crate::language::plural;

pub(super) fn run(arguments: &CollectArgs, terminal: &Terminal) -> Result<Exit, Failure> {
    super::build::require_folder(&arguments.dossier)?;
    let options = CollectOptions {
        accept_valid: arguments.accept_valid,
        dry_run: arguments.dry_run,
    };
    let collected = collect(&arguments.dossier, &arguments.forms, options)?;
    let errors: Vec<Diagnostic> = collected
        .findings
        .iter()
        .filter(|finding| finding.is_error())
        .cloned()
        .collect();
    if arguments.json {
        print_json(&collected, &errors, arguments.dry_run, terminal);
    } else {
        terminal.findings(&errors, &collected.sources);
        for file in &collected.files {
            print_file(file, terminal);
        }
        print_summary(&collected, arguments, terminal);
    }
    let wrong = collected.files.is_empty() || collected.files.iter().any(|one| one.errors() > 0);
    Ok(if wrong { Exit::Findings } else { Exit::Done })
}

fn print_file(file: &FileOutcome, terminal: &Terminal) {
    let name = name(file);
    for complaint in &file.complaints {
        let line = placed(&name, complaint);
        if complaint.is_error {
            terminal.error(&line);
        } else {
            terminal.warning(&line);
        }
    }
    let school = file.school.as_deref().unwrap_or(&name);
    for difference in &file.differences {
        terminal.note(&format!("{school}, {}", told(difference)));
    }
}

fn name(file: &FileOutcome) -> String {
    let name = file.path.file_name().unwrap_or(file.path.as_os_str());
    name.to_string_lossy().into_owned()
}

/// «Форма СОШ 8.xlsx, «Отчёт»!D14: …»
fn placed(name: &str, complaint: &Complaint) -> String {
    match &complaint.cell {
        Some(cell) => format!("{name}, {cell}: {}", complaint.message),
        None => format!("{name}: {}", complaint.message),
    }
}

/// «2.1.3, статус: «выполняется» → «выполнено»»
fn told(difference: &Difference) -> String {
    let value = |value: &Option<String>| match value {
        Some(text) => format!("«{}»", text.replace('\n', " / ")),
        None => "пусто".to_owned(),
    };
    let number = match difference.number.as_str() {
        "" => String::new(),
        number => format!("{number}, "),
    };
    let (was, now) = (value(&difference.was), value(&difference.now));
    format!("{number}{}: {was} → {now}", difference.field)
}

fn print_summary(collected: &Collected, arguments: &CollectArgs, terminal: &Terminal) {
    for path in &collected.written {
        terminal.note(&path.display().to_string());
    }
    let files = &collected.files;
    let count = |taken| files.iter().filter(|one| one.taken == taken).count();
    let taken = count(Taken::Taken) + count(Taken::Partly);
    let words = plural(taken as u64, "бланк", "бланка", "бланков");
    let verb = if arguments.dry_run {
        "Было бы внесено"
    } else {
        "Внесено"
    };
    let mut summary = format!("{verb}: {taken} {words}");
    if count(Taken::Partly) > 0 {
        summary += &format!(" (из них не полностью {})", count(Taken::Partly));
    }
    if count(Taken::Unchanged) > 0 {
        summary += &format!(", без изменений {}", count(Taken::Unchanged));
    }
    if count(Taken::Refused) > 0 {
        summary += &format!(", не внесено {}", count(Taken::Refused));
    }
    if count(Taken::Skipped) > 0 {
        summary += &format!(", пропущено {}", count(Taken::Skipped));
    }
    terminal.note(&summary);
    if files.is_empty() {
        terminal.error("дело не читается без ошибок: бланки не внесены");
    } else if !arguments.accept_valid && files.iter().any(|one| one.errors() > 0) {
        terminal.note(
            "Из-за ошибок ничего не записано. Исправьте бланки и повторите или внесите верные строки: --accept-valid",
        );
    }
}

#[derive(Serialize)]
struct Report<'a> {
    files: Vec<FileReport<'a>>,
    written: Vec<String>,
    dry_run: bool,
    findings: Vec<serde_json::Value>,
}

#[derive(Serialize)]
struct FileReport<'a> {
    path: String,
    school: Option<&'a str>,
    taken: Taken,
    answered: usize,
    complaints: Vec<ComplaintReport<'a>>,
    differences: &'a [Difference],
}

#[derive(Serialize)]
struct ComplaintReport<'a> {
    cell: Option<&'a str>,
    message: &'a str,
    severity: &'static str,
}

fn print_json(collected: &Collected, errors: &[Diagnostic], dry_run: bool, terminal: &Terminal) {
    let files = collected.files.iter().map(|file| FileReport {
        path: file.path.display().to_string(),
        school: file.school.as_deref(),
        taken: file.taken,
        answered: file.answered,
        complaints: file
            .complaints
            .iter()
            .map(|complaint| ComplaintReport {
                cell: complaint.cell.as_deref(),
                message: &complaint.message,
                severity: if complaint.is_error {
                    "error"
                } else {
                    "warning"
                },
            })
            .collect(),
        differences: &file.differences,
    });
    let written = collected.written.iter();
    let report = Report {
        files: files.collect(),
        written: written.map(|path| path.display().to_string()).collect(),
        dry_run,
        findings: diagnostic::json(errors, &collected.sources),
    };
    let text = serde_json::to_string_pretty(&report).expect("texts always serialise");
    terminal.result(&format!("{text}\n"));
}
