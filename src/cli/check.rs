//! `dyak check`

use std::path::Path;
use std::time::Instant;

use super::args::{CheckArgs, Deny, FindingFormat};
use super::terminal::{Terminal, milliseconds};
use super::{Exit, Failure, today};
use crate::build::{Prepared, Request, mend, prepare};
use crate::check::Allowed;
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::language::plural;
use crate::render::Scope;

pub(super) fn run(arguments: &CheckArgs, terminal: &Terminal) -> Result<Exit, Failure> {
    if let Some(code) = &arguments.explain {
        return super::explain::run(code, terminal);
    }
    for folder in &arguments.dossiers {
        super::build::require_folder(folder)?;
    }
    let mut all = Vec::new();
    let mut unread = Vec::new();
    for folder in &arguments.dossiers {
        let start = Instant::now();
        if arguments.fix {
            let made = fix(folder)?;
            if made > 0 && !arguments.json && arguments.format != FindingFormat::Json {
                let places = plural(made as u64, "место", "места", "мест");
                terminal.note(&format!(
                    "{}: исправлено {made} {places}\n",
                    folder.display()
                ));
            }
        }
        match prepare(folder, Request::Possible, &Scope::on(today())) {
            // The documents are made for their findings alone.
            Ok(prepared) => all.push(Prepared {
                ready: None,
                drafts: Vec::new(),
                ..prepared
            }),
            Err(error) => unread.push(error),
        }
        terminal.detail(&format!(
            "{}: проверено за {}",
            folder.display(),
            milliseconds(start.elapsed())
        ));
    }
    let format = match arguments.format {
        FindingFormat::Json => diagnostic::Format::Json,
        _ if arguments.json => diagnostic::Format::Json,
        FindingFormat::Short => diagnostic::Format::Short,
        FindingFormat::Full => diagnostic::Format::Full {
            color: terminal.color_out(),
        },
    };
    print(&all, format, terminal);
    let findings = || all.iter().flat_map(|prepared| &prepared.findings);
    let errors = findings().filter(|finding| finding.is_error()).count();
    let warnings = count(findings(), Severity::Warning);
    if format != diagnostic::Format::Json && !all.is_empty() {
        print_allowed(&all, terminal);
        terminal.note(&summary(
            all.len(),
            errors,
            warnings,
            count(findings(), Severity::Hint),
        ));
    }
    for error in &unread {
        terminal.error(&error.to_string());
    }
    let denied = arguments.deny == Some(Deny::Warnings) && warnings > 0;
    Ok(if !unread.is_empty() {
        Exit::System
    } else if errors > 0 || denied {
        Exit::Findings
    } else {
        Exit::Done
    })
}

/// How often a mend may make room for another: of two that overlap, or that a
/// first mend brings to light, the second waits for the next round.
const ROUNDS: usize = 5;

/// Mends what has only one mend; returns how many places.
fn fix(folder: &Path) -> Result<usize, Failure> {
    let mut made = 0;
    for _ in 0..ROUNDS {
        // What cannot be read is told by the check that follows.
        let Ok(prepared) = prepare(folder, Request::Possible, &Scope::on(today())) else {
            break;
        };
        match mend(&prepared)? {
            0 => break,
            count => made += count,
        }
    }
    Ok(made)
}

/// What the department allows, a line each, with its reason.
fn print_allowed(all: &[Prepared], terminal: &Terminal) {
    for prepared in all {
        for Allowed { finding, reason } in &prepared.allowed {
            let place = finding.span.map_or(String::new(), |span| {
                let source = prepared.sources.get(span.source);
                let (line, column) = source.line_column(span.start);
                format!("{}:{line}:{column}: ", source.path.display())
            });
            terminal.note(&format!("допустимо: {place}{} — {reason}", finding.code));
        }
    }
}

fn print(all: &[Prepared], format: diagnostic::Format, terminal: &Terminal) {
    if format == diagnostic::Format::Json {
        let values: Vec<serde_json::Value> = all
            .iter()
            .flat_map(|prepared| diagnostic::json(&prepared.findings, &prepared.sources))
            .collect();
        let text = serde_json::to_string_pretty(&values).expect("values always serialise");
        terminal.result(&format!("{text}\n"));
        return;
    }
    for prepared in all {
        let shown: Vec<Diagnostic> = prepared
            .findings
            .iter()
            .filter(|finding| !terminal.is_quiet() || finding.is_error())
            .cloned()
            .collect();
        terminal.result(&diagnostic::print(&shown, &prepared.sources, format));
    }
}

fn count<'a>(findings: impl Iterator<Item = &'a Diagnostic>, severity: Severity) -> usize {
    findings
        .filter(|finding| finding.severity == severity)
        .count()
}

/// «Проверено 1 дело: 2 ошибки, 1 предупреждение».
fn summary(dossiers: usize, errors: usize, warnings: usize, hints: usize) -> String {
    let checked = format!(
        "Проверено {dossiers} {}",
        plural(dossiers as u64, "дело", "дела", "дел")
    );
    let found: Vec<String> = [
        (errors, ["ошибка", "ошибки", "ошибок"]),
        (
            warnings,
            ["предупреждение", "предупреждения", "предупреждений"],
        ),
        (hints, ["совет", "совета", "советов"]),
    ]
    .into_iter()
    .filter(|(number, _)| *number > 0)
    .map(|(number, [one, few, many])| format!("{number} {}", plural(number as u64, one, few, many)))
    .collect();
    if found.is_empty() {
        format!("{checked}: замечаний нет")
    } else {
        format!("{checked}: {}", found.join(", "))
    }
}
