//! `dyak build`

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::prelude::*;
use serde::Serialize;

use super::args::BuildArgs;
use super::terminal::Terminal;
use super::{Exit, Failure};
use crate::build::{
    Built, Done, Error, Format, Options, Outcome, build, finish_writing, safe_name,
};
use crate::diagnostic::{self, Diagnostic};
use crate::language::plural;

pub(super) fn run(arguments: &BuildArgs, terminal: &Terminal) -> Result<Exit, Failure> {
    for folder in &arguments.dossiers {
        require_folder(folder)?;
    }
    require_different_names(&arguments.dossiers)?;
    require_output_elsewhere(arguments)?;
    stop_between_files();
    let options = Options {
        output: arguments.output.clone(),
        only: arguments.only.iter().map(|name| (*name).into()).collect(),
        formats: formats(arguments),
        force: arguments.force,
    };
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(arguments.jobs.map_or(0, std::num::NonZeroUsize::get))
        .build()
        .map_err(|error| Failure::Usage(format!("столько потоков не запустить: {error}")))?;
    let progress = Progress::new(terminal);
    let built: Vec<Result<Built, Error>> = pool.install(|| {
        arguments
            .dossiers
            .par_iter()
            .map(|folder| build(folder, &options, &|| progress.tick()))
            .collect()
    });
    progress.finish();
    let report = Report::new(&arguments.dossiers, &built);
    if arguments.json {
        let text = serde_json::to_string_pretty(&report).expect("texts always serialise");
        terminal.result(&format!("{text}\n"));
    } else {
        print(&built, &report, terminal);
    }
    Ok(report.exit(&built))
}

/// A dossier that is not there is a mistake of the command line.
pub(super) fn require_folder(folder: &Path) -> Result<(), Failure> {
    if folder.is_dir() {
        return Ok(());
    }
    let problem = match folder.try_exists() {
        Ok(true) => "это файл, а нужна папка дела",
        Ok(false) => "такой папки нет",
        Err(_) => "нет права на чтение папки, в которой она лежит",
    };
    Err(Failure::Usage(format!("{}: {problem}", folder.display())))
}

/// Two dossiers of one name would write over each other.
fn require_different_names(folders: &[PathBuf]) -> Result<(), Failure> {
    let mut seen: BTreeMap<String, &PathBuf> = BTreeMap::new();
    for folder in folders {
        let whole = std::path::absolute(folder).unwrap_or_else(|_| folder.clone());
        let name = whole
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        let name = safe_name(&name.unwrap_or_default()).to_lowercase();
        if let Some(first) = seen.insert(name, folder) {
            return Err(Failure::Usage(format!(
                "папки {} и {} называются одинаково: их документы попали бы в одну папку; соберите их по отдельности с разными -o",
                first.display(),
                folder.display()
            )));
        }
    }
    Ok(())
}

/// Documents among the files of their own dossier would be taken for its data.
fn require_output_elsewhere(arguments: &BuildArgs) -> Result<(), Failure> {
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    for folder in &arguments.dossiers {
        let Some(dossier) = real(folder) else {
            continue;
        };
        let name = dossier
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        let target = arguments.output.join(safe_name(&name.unwrap_or_default()));
        if real(&target).as_ref() == Some(&dossier) {
            return Err(Failure::Usage(format!(
                "документы попали бы в саму папку дела {}; укажите другую папку: -o ПАПКА",
                folder.display()
            )));
        }
    }
    Ok(())
}

/// Ctrl-C ends the program, but never in the middle of a file.
fn stop_between_files() {
    // A second handler cannot be set; the first one does the same.
    let _ = ctrlc::set_handler(|| {
        let _all_files_whole = finish_writing();
        std::process::exit(INTERRUPTED);
    });
}

/// The customary exit code after Ctrl-C.
const INTERRUPTED: i32 = 130;

fn formats(arguments: &BuildArgs) -> Vec<Format> {
    if arguments.formats.is_empty() {
        return Format::ALL.to_vec();
    }
    let asked: Vec<Format> = arguments
        .formats
        .iter()
        .map(|name| (*name).into())
        .collect();
    Format::ALL
        .into_iter()
        .filter(|format| asked.contains(format))
        .collect()
}

/// A counter of files, shown only where a person waits longer than a second.
struct Progress {
    bar: ProgressBar,
    start: Instant,
    watched: bool,
}

impl Progress {
    fn new(terminal: &Terminal) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template("готово файлов: {pos}")
            .unwrap_or_else(|_| ProgressStyle::default_spinner());
        bar.set_style(style);
        Self {
            bar,
            start: Instant::now(),
            watched: terminal.is_watched(),
        }
    }

    fn tick(&self) {
        if self.watched && self.bar.is_hidden() && self.start.elapsed() > Duration::from_secs(1) {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.inc(1);
    }

    fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

/// What a build did, for `--json` and the closing line.
#[derive(Serialize)]
struct Report {
    files: Vec<FileReport>,
    findings: Vec<serde_json::Value>,
    /// Dossiers that could not be read.
    failures: Vec<String>,
    written: usize,
    unchanged: usize,
    failed: usize,
}

#[derive(Serialize)]
struct FileReport {
    dossier: String,
    document: &'static str,
    format: Format,
    path: String,
    fingerprint: String,
    /// written, unchanged or failed
    status: &'static str,
    reason: Option<String>,
}

impl Report {
    fn new(folders: &[PathBuf], built: &[Result<Built, Error>]) -> Self {
        let mut report = Self {
            files: Vec::new(),
            findings: Vec::new(),
            failures: Vec::new(),
            written: 0,
            unchanged: 0,
            failed: 0,
        };
        for (folder, built) in folders.iter().zip(built) {
            match built {
                Ok(built) => {
                    let prepared = &built.prepared;
                    report
                        .findings
                        .extend(diagnostic::json(&prepared.findings, &prepared.sources));
                    for outcome in &built.outcomes {
                        report.add(folder, outcome);
                    }
                }
                Err(error) => report.failures.push(error.to_string()),
            }
        }
        report
    }

    fn add(&mut self, folder: &Path, outcome: &Outcome) {
        let (status, counter) = match &outcome.result {
            Ok(Done::Written) => ("written", &mut self.written),
            Ok(Done::Unchanged) => ("unchanged", &mut self.unchanged),
            Err(_) => ("failed", &mut self.failed),
        };
        *counter += 1;
        self.files.push(FileReport {
            dossier: folder.display().to_string(),
            document: outcome.kind.name(),
            format: outcome.format,
            path: outcome.path.display().to_string(),
            fingerprint: outcome.fingerprint.clone(),
            status,
            reason: outcome.result.as_ref().err().map(ToString::to_string),
        });
    }

    fn exit(&self, built: &[Result<Built, Error>]) -> Exit {
        let has_errors = built
            .iter()
            .flatten()
            .any(|built| built.prepared.findings.iter().any(Diagnostic::is_error));
        if self.failed > 0 || !self.failures.is_empty() {
            Exit::System
        } else if has_errors {
            Exit::Findings
        } else {
            Exit::Done
        }
    }
}

fn print(built: &[Result<Built, Error>], report: &Report, terminal: &Terminal) {
    for built in built {
        match built {
            Ok(built) => {
                terminal.findings(&built.prepared.findings, &built.prepared.sources);
                print_files(built, terminal);
                for path in &built.leftovers {
                    terminal.note(&format!(
                        "Остался от прежней сборки, дело его больше не делает: {}",
                        path.display()
                    ));
                }
            }
            Err(error) => terminal.error(&error.to_string()),
        }
    }
    terminal.note(&summary(report));
}

fn print_files(built: &Built, terminal: &Terminal) {
    for outcome in &built.outcomes {
        match &outcome.result {
            Ok(Done::Written) => terminal.note(&outcome.path.display().to_string()),
            Ok(Done::Unchanged) => {}
            Err(error) => terminal.error(&error.to_string()),
        }
    }
}

/// «Записано 2 файла, без изменений 2».
fn summary(report: &Report) -> String {
    let files = plural(report.written as u64, "файл", "файла", "файлов");
    let mut summary = format!("Записано {} {files}", report.written);
    if report.unchanged > 0 {
        summary += &format!(", без изменений {}", report.unchanged);
    }
    if report.failed > 0 {
        summary += &format!(", не записано {}", report.failed);
    }
    let refused = report
        .findings
        .iter()
        .filter(|finding| finding["severity"] == "error")
        .count();
    if refused > 0 {
        let errors = plural(refused as u64, "ошибка", "ошибки", "ошибок");
        summary += &format!("; в данных {refused} {errors}");
    }
    summary
}
