//! `dyak build`

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;

use super::args::{BuildArgs, ChoiceArgs, FormatName};
use super::terminal::{Terminal, milliseconds};
use super::{Exit, Failure, scope};
use crate::build::{
    Built, Cause, Crew, DocumentOutcome, Done, Error, Fate, Format, Leftover, Options, Outcome,
    Why, build, finish_writing, safe_name,
};
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::document::compare::Change;
use crate::language::plural;
use crate::load::{FileKind, dossier_name};
use crate::render::without_repeats;

pub(super) fn run(arguments: &BuildArgs, terminal: &Terminal) -> Result<Exit, Failure> {
    for folder in &arguments.dossiers {
        require_folder(folder)?;
    }
    require_different_names(&arguments.dossiers)?;
    require_output_elsewhere(&arguments.dossiers, &arguments.choice.output)?;
    stop_between_files(INTERRUPTED);
    let options = Options {
        force: arguments.force,
        prune: arguments.prune,
        ..options(&arguments.choice)?
    };
    let crew = crew(&arguments.choice);
    let desk = Desk::new(&arguments.dossiers, arguments.json, terminal);
    // One after another, as they stand: what is finished is told in that order.
    let dossiers: Vec<(usize, &PathBuf)> = arguments.dossiers.iter().enumerate().collect();
    crew.each(&dossiers, |(index, folder)| {
        let built = build(folder, &options, &crew, &|| desk.progress.tick());
        desk.take(*index, built);
    });
    let report = desk.close();
    if arguments.json {
        let text = serde_json::to_string_pretty(&report).expect("texts always serialise");
        terminal.result(&format!("{text}\n"));
    } else {
        terminal.note(&summary(&report));
    }
    Ok(report.exit())
}

/// What is asked for.
pub(super) fn options(choice: &ChoiceArgs) -> Result<Options, Failure> {
    Ok(Options {
        output: choice.output.clone(),
        only: without_repeats(choice.only.iter().map(|name| (*name).into())),
        scope: scope(&choice.scope)?,
        formats: formats(&choice.formats),
        force: false,
        prune: false,
    })
}

/// Those who make the documents.
pub(super) fn crew(choice: &ChoiceArgs) -> Crew {
    Crew::new(threads(choice.jobs))
}

/// How many documents to make at a time; without a wish, one a core. Layout keeps a
/// core busy, so that more than a few a core only take memory.
fn threads(asked: Option<NonZeroUsize>) -> NonZeroUsize {
    let cores = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    asked.map_or(cores, |asked| asked.min(cores.saturating_mul(MOST_A_CORE)))
}

/// Documents a core may be asked to make at a time.
const MOST_A_CORE: NonZeroUsize = NonZeroUsize::MIN.saturating_add(3);

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
        let name = safe_name(&dossier_name(folder)).to_lowercase();
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

/// Documents among the files of a dossier would be taken for its data.
pub(super) fn require_output_elsewhere(folders: &[PathBuf], output: &Path) -> Result<(), Failure> {
    for folder in folders {
        let target = output.join(safe_name(&dossier_name(folder)));
        if target.join(FileKind::Dossier.file_name()).exists() {
            return Err(Failure::Usage(format!(
                "документы попали бы в папку дела {}; укажите другую папку: -o ПАПКА",
                target.display()
            )));
        }
    }
    Ok(())
}

/// Ctrl-C ends the program with an exit code, but never in the middle of a document.
pub(super) fn stop_between_files(code: i32) {
    // A second handler cannot be set; the first one does the same.
    let _ = ctrlc::set_handler(move || {
        let _all_files_whole = finish_writing();
        std::process::exit(code);
    });
}

/// The customary exit code after Ctrl-C.
const INTERRUPTED: i32 = 130;

fn formats(names: &[FormatName]) -> Vec<Format> {
    if names.is_empty() {
        return Format::ALL.to_vec();
    }
    let asked: Vec<Format> = names.iter().map(|name| (*name).into()).collect();
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

/// Takes what became of the dossiers, tells it in their order and forgets it, so
/// that memory does not grow with their number.
struct Desk<'a> {
    folders: &'a [PathBuf],
    json: bool,
    terminal: &'a Terminal,
    progress: Progress,
    pile: Mutex<Pile>,
}

/// What is finished.
#[derive(Default)]
struct Pile {
    /// Dossiers whose predecessors are not finished yet.
    waiting: BTreeMap<usize, Result<Built, Error>>,
    /// How many have been told.
    told: usize,
    report: Report,
}

impl Pile {
    /// The next dossier to tell of, with its number.
    fn next(&mut self) -> Option<(usize, Result<Built, Error>)> {
        let built = self.waiting.remove(&self.told)?;
        self.told += 1;
        Some((self.told - 1, built))
    }
}

impl<'a> Desk<'a> {
    fn new(folders: &'a [PathBuf], json: bool, terminal: &'a Terminal) -> Self {
        Self {
            folders,
            json,
            terminal,
            progress: Progress::new(terminal),
            pile: Mutex::default(),
        }
    }

    fn take(&self, index: usize, built: Result<Built, Error>) {
        let mut pile = self.pile.lock().unwrap_or_else(PoisonError::into_inner);
        pile.waiting.insert(index, built);
        while let Some((index, built)) = pile.next() {
            let folder = &self.folders[index];
            if !self.json {
                self.progress
                    .bar
                    .suspend(|| print(folder, &built, self.terminal));
            }
            explain(folder, &built, self.terminal);
            pile.report.add(folder, &built);
        }
    }

    fn close(self) -> Report {
        self.progress.finish();
        let pile = self.pile.into_inner();
        pile.unwrap_or_else(PoisonError::into_inner).report
    }
}

/// What a build did, for `--json` and the closing line.
#[derive(Default, Serialize)]
struct Report {
    files: Vec<FileReport>,
    /// The documents that were written, and why.
    rewritten: Vec<DocumentReport>,
    /// Orders that are signed and say something else than when they were.
    signed_anew: Vec<String>,
    /// Files that somebody else made or changed; the new version is beside them.
    kept: Vec<String>,
    /// Files of earlier builds that the dossiers no longer give.
    leftovers: Vec<String>,
    /// Files of earlier builds that were removed.
    removed: Vec<String>,
    findings: Vec<serde_json::Value>,
    /// Dossiers that could not be read.
    failures: Vec<String>,
    written: usize,
    unchanged: usize,
    failed: usize,
    /// How many findings are errors.
    #[serde(skip)]
    errors: usize,
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

#[derive(Serialize)]
struct DocumentReport {
    dossier: String,
    document: &'static str,
    name: String,
    /// `reason`, and of a change of content `changes`
    #[serde(flatten)]
    why: Why,
}

impl Report {
    fn add(&mut self, folder: &Path, built: &Result<Built, Error>) {
        match built {
            Ok(built) => {
                let findings = diagnostic::json(&built.findings, &built.sources);
                self.findings.extend(findings);
                self.errors += built.findings.iter().filter(|f| f.is_error()).count();
                for (document, outcome) in built.files() {
                    self.add_file(folder, document, outcome);
                }
                for document in &built.documents {
                    self.add_document(folder, document);
                }
                for Leftover { path, fate } in &built.leftovers {
                    let list = match fate {
                        Fate::Removed => &mut self.removed,
                        _ => &mut self.leftovers,
                    };
                    list.push(path.display().to_string());
                }
            }
            Err(error) => self.failures.push(error.to_string()),
        }
    }

    fn add_document(&mut self, folder: &Path, document: &DocumentOutcome) {
        let shown = |paths: &[PathBuf]| -> Vec<String> {
            paths
                .iter()
                .map(|path| path.display().to_string())
                .collect()
        };
        if document.signed_anew.is_some() {
            self.signed_anew.push(document.name.clone());
        }
        self.kept.extend(shown(&document.kept));
        self.removed.extend(shown(&document.removed));
        self.rewritten
            .extend(document.why.clone().map(|why| DocumentReport {
                dossier: folder.display().to_string(),
                document: document.which.kind.name(),
                name: document.name.clone(),
                why,
            }));
    }

    fn add_file(&mut self, folder: &Path, document: &DocumentOutcome, outcome: &Outcome) {
        let (status, counter) = match &outcome.result {
            Ok(Done::Written) => ("written", &mut self.written),
            Ok(Done::Unchanged) => ("unchanged", &mut self.unchanged),
            Err(_) => ("failed", &mut self.failed),
        };
        *counter += 1;
        self.files.push(FileReport {
            dossier: folder.display().to_string(),
            document: document.which.kind.name(),
            format: outcome.format,
            path: outcome.path.display().to_string(),
            fingerprint: outcome.fingerprint.clone(),
            status,
            reason: outcome.result.as_ref().err().map(ToString::to_string),
        });
    }

    fn exit(&self) -> Exit {
        if self.failed > 0 || !self.failures.is_empty() {
            Exit::System
        } else if self.errors > 0 {
            Exit::Findings
        } else {
            Exit::Done
        }
    }
}

/// Errors, and why nothing is written, in full; of the rest only the number, for the
/// files are what was asked.
/// Findings about this very run, which «dyak check» would not repeat.
const OF_THE_RUN: [&str; 2] = ["nothing-to-write", "untimely"];

pub(super) fn print_findings(folder: &Path, built: &Built, terminal: &Terminal) {
    let (errors, others): (Vec<Diagnostic>, Vec<Diagnostic>) = built
        .findings
        .iter()
        .cloned()
        .partition(|finding| finding.is_error() || OF_THE_RUN.contains(&finding.code));
    terminal.findings(&errors, &built.sources);
    let warnings = others
        .iter()
        .filter(|f| f.severity == Severity::Warning)
        .count();
    if warnings > 0 {
        terminal.note(&format!(
            "{}: {warnings} {}, подробно — dyak check {}",
            folder.display(),
            plural(
                warnings as u64,
                "предупреждение",
                "предупреждения",
                "предупреждений"
            ),
            folder.display()
        ));
    }
}

fn print(folder: &Path, built: &Result<Built, Error>, terminal: &Terminal) {
    match built {
        Ok(built) => {
            print_findings(folder, built, terminal);
            for document in &built.documents {
                print_document(document, terminal);
            }
            for leftover in &built.leftovers {
                print_leftover(leftover, terminal);
            }
        }
        Err(error) => terminal.error(&error.to_string()),
    }
}

/// Tells why each file was made and how long everything took.
fn explain(folder: &Path, built: &Result<Built, Error>, terminal: &Terminal) {
    let Ok(built) = built else { return };
    terminal.detail(&format!(
        "{}: дело прочитано и проверено за {}",
        folder.display(),
        milliseconds(built.preparing)
    ));
    for (_, outcome) in built.files() {
        terminal.detail(&format!(
            "{}: {} (вёрстка {}, запись {})",
            outcome.path.display(),
            cause(outcome),
            milliseconds(outcome.making),
            milliseconds(outcome.writing)
        ));
    }
}

fn cause(outcome: &Outcome) -> &'static str {
    match (outcome.cause, &outcome.result) {
        (Cause::Current, _) => "оставлен: с прошлого раза ничего не изменилось",
        (_, Ok(Done::Unchanged)) => "оставлен: вышло то же самое до байта",
        (Cause::Absent, _) => "делался: его не было",
        (Cause::Foreign, _) => "делался: лежавший файл записан не программой",
        (Cause::Changed, _) => "делался: изменились данные, оформление или программа",
        (Cause::Interrupted, _) => "делался: прошлая сборка прервалась, не записав его",
        (Cause::Touched, _) => "делался: лежавший файл изменён не программой",
    }
}

/// Its files as paths, or why they are not there; why it was written; whose work was
/// left alone.
fn print_document(document: &DocumentOutcome, terminal: &Terminal) {
    for outcome in &document.files {
        match &outcome.result {
            Ok(Done::Written) => terminal.note(&outcome.path.display().to_string()),
            Ok(Done::Unchanged) => {}
            Err(error) => terminal.error(&error.to_string()),
        }
    }
    if let Some(reason) = document.why.as_ref().and_then(reason) {
        terminal.note(&format!("{}: {reason}", document.name));
    }
    for path in &document.removed {
        terminal.note(&format!("Убран, больше не нужен: {}", path.display()));
    }
    print_signed_anew(document, terminal);
    print_kept(document, terminal);
}

/// Says that a signed order has changed, which only an amendment may do ([N-90]).
pub(super) fn print_signed_anew(document: &DocumentOutcome, terminal: &Terminal) {
    let Some(changes) = &document.signed_anew else {
        return;
    };
    let places = match changes.is_empty() {
        true => String::new(),
        false => format!(" ({})", places_of(changes)),
    };
    terminal.warning(&format!(
        "{}: текст подписанного приказа изменился{places}. Верните в деле прежний текст и внесите новое изменяющим приказом: dyak deadline set … --order или файл в папке amendments. Если приказ ещё не подписан, отметьте это: «проект: да»",
        document.name
    ));
}

/// Says which files of other hands were left and what to compare them with.
pub(super) fn print_kept(document: &DocumentOutcome, terminal: &Terminal) {
    for kept in &document.kept {
        let twin = document
            .files
            .iter()
            .find(|outcome| outcome.path.extension() == kept.extension() && outcome.result.is_ok());
        let beside = match twin.or(document.files.first()) {
            Some(outcome) if outcome.result.is_ok() => outcome.path.display().to_string(),
            // Why there is none is told already.
            _ => continue,
        };
        terminal.warning(&format!(
            "файл {} создан или изменён не программой, он оставлен как есть; новая версия рядом: {beside}. Сравните их и внесите нужное в дело; заменить свой файл: --force",
            kept.display()
        ));
    }
}

/// Why a document was written again, in a few words: «поз. 2.3, срок».
pub(super) fn reason(why: &Why) -> Option<String> {
    let reason = match why {
        Why::New => return None,
        Why::Content(changes) if changes.is_empty() => "изменилось содержание",
        Why::Content(changes) => {
            return Some(places_of(changes));
        }
        Why::Sheets(names) => {
            let word = match names.len() {
                1 => "лист",
                _ => "листы",
            };
            let names: Vec<String> = names.iter().map(|name| format!("«{name}»")).collect();
            return Some(format!("{word} {}", first_of(&names, ", ")));
        }
        Why::Program => "новая версия программы",
        Why::Style => "изменилось оформление",
        Why::Fonts => "изменились шрифты или вёрстка",
        Why::Touched => "файл изменён не программой",
        Why::Absent => "файла не было",
    };
    Some(reason.to_owned())
}

/// The places that changed.
fn places_of(changes: &[Change]) -> String {
    // Several words of one cell or point are one place.
    let mut places: Vec<String> = Vec::new();
    for place in changes.iter().map(|change| change.place.short()) {
        if !places.contains(&place) {
            places.push(place);
        }
    }
    first_of(&places, "; ")
}

/// The first of the places that changed, and how many more there are.
fn first_of(places: &[String], separator: &str) -> String {
    let mut told = places[..places.len().min(MOST_PLACES)].join(separator);
    if places.len() > MOST_PLACES {
        told += &format!(" и ещё {}", places.len() - MOST_PLACES);
    }
    told
}

/// How many changed places of a document are named.
const MOST_PLACES: usize = 4;

fn print_leftover(leftover: &Leftover, terminal: &Terminal) {
    let path = leftover.path.display();
    terminal.note(&match leftover.fate {
        Fate::Left => format!("Остался от прежней сборки, дело его больше не делает (убрать: --prune): {path}"),
        Fate::Edited => format!("Остался от прежней сборки и изменён не программой; если он не нужен, удалите его сами: {path}"),
        Fate::Open(program) => format!("Не убран, открыт в {program}: {path}"),
        Fate::Removed => format!("Убран, дело его больше не делает: {path}"),
    });
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
    let refused = report.errors;
    if refused > 0 {
        let errors = plural(refused as u64, "ошибка", "ошибки", "ошибок");
        summary += &format!("; в данных {refused} {errors}");
    }
    summary
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_threads_are_started_than_the_cores_can_feed() {
        let cores = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        let threads = |asked| threads(NonZeroUsize::new(asked)).get();
        assert_eq!(threads(1), 1);
        assert_eq!(threads(100_000), 4 * cores);
        assert_eq!(threads(0), cores);
    }
}
