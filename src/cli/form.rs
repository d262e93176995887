//! `dyak form`

use serde::Serialize;

use super::args::FormArgs;
use super::terminal::Terminal;
use super::{Exit, Failure};
use crate::build::{Done, FormOptions, FormOutcome, NoForms, forms, safe_name};
use crate::diagnostic::{self, Diagnostic};
use crate::language::plural;
use crate::load::{FileKind, dossier_name};

pub(super) fn run(arguments: &FormArgs, terminal: &Terminal) -> Result<Exit, Failure> {
    let folder = &arguments.dossier;
    super::build::require_folder(folder)?;
    let target = arguments.output.join(safe_name(&dossier_name(folder)));
    if target.join(FileKind::Dossier.file_name()).exists() {
        return Err(Failure::Usage(format!(
            "бланки попали бы в папку дела {}; укажите другую папку: -o ПАПКА",
            target.display()
        )));
    }
    let options = FormOptions {
        output: arguments.output.clone(),
        schools: arguments.school.clone(),
        period: arguments.period.clone(),
        today: super::today(),
        force: arguments.force,
    };
    let made = forms(folder, &options)?;
    let errors: Vec<Diagnostic> = made
        .findings
        .iter()
        .filter(|finding| finding.is_error())
        .cloned()
        .collect();
    if !arguments.json {
        terminal.findings(&errors, &made.sources);
    }
    let outcomes = match made.result {
        Ok(outcomes) => outcomes,
        Err(reason @ (NoForms::UnknownPeriod(..) | NoForms::UnknownSchool(..))) => {
            return Err(Failure::Usage(reason.to_string()));
        }
        Err(reason) => {
            if arguments.json {
                let findings = diagnostic::json(&errors, &made.sources);
                print_json(&[], findings, Some(&reason), terminal);
            } else {
                terminal.error(&reason.to_string());
            }
            return Ok(Exit::Findings);
        }
    };
    if arguments.json {
        print_json(&outcomes, Vec::new(), None, terminal);
    } else {
        for outcome in &outcomes {
            match &outcome.result {
                Ok(Done::Written) => terminal.note(&outcome.path.display().to_string()),
                Ok(Done::Unchanged) => {}
                Err(error) => terminal.error(&error.to_string()),
            }
        }
        terminal.note(&summary(&outcomes));
    }
    let failed = outcomes.iter().any(|outcome| outcome.result.is_err());
    Ok(if failed { Exit::System } else { Exit::Done })
}

/// «Записано 11 бланков, без изменений 2».
fn summary(outcomes: &[FormOutcome]) -> String {
    let count =
        |wanted: fn(&FormOutcome) -> bool| outcomes.iter().filter(|one| wanted(one)).count();
    let written = count(|one| matches!(one.result, Ok(Done::Written)));
    let unchanged = count(|one| matches!(one.result, Ok(Done::Unchanged)));
    let failed = count(|one| one.result.is_err());
    let words = plural(written as u64, "бланк", "бланка", "бланков");
    let verb = plural(written as u64, "Записан", "Записано", "Записано");
    let mut summary = format!("{verb} {written} {words}");
    if unchanged > 0 {
        summary += &format!(", без изменений {unchanged}");
    }
    if failed > 0 {
        summary += &format!(", не записано {failed}");
    }
    summary
}

#[derive(Serialize)]
struct Report<'a> {
    forms: Vec<FormReport<'a>>,
    findings: Vec<serde_json::Value>,
    /// Why there are no forms.
    reason: Option<String>,
}

#[derive(Serialize)]
struct FormReport<'a> {
    school: &'a str,
    path: String,
    rows: usize,
    /// written, unchanged or failed
    status: &'static str,
    reason: Option<String>,
}

fn print_json(
    outcomes: &[FormOutcome],
    findings: Vec<serde_json::Value>,
    reason: Option<&NoForms>,
    terminal: &Terminal,
) {
    let forms = outcomes.iter().map(|outcome| FormReport {
        school: &outcome.school,
        path: outcome.path.display().to_string(),
        rows: outcome.rows,
        status: match outcome.result {
            Ok(Done::Written) => "written",
            Ok(Done::Unchanged) => "unchanged",
            Err(_) => "failed",
        },
        reason: outcome.result.as_ref().err().map(ToString::to_string),
    });
    let report = Report {
        forms: forms.collect(),
        findings,
        reason: reason.map(ToString::to_string),
    };
    let text = serde_json::to_string_pretty(&report).expect("texts always serialise");
    terminal.result(&format!("{text}\n"));
}
