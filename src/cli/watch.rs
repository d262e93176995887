//! `dyak watch`
//!
//! The system's notices of changes only wake the program early. What it goes by are
//! the sizes and times of the files, looked at every second as well: so nothing is
//! missed on a network drive, where notices do not come, nor when the whole folder
//! is replaced or the system has no notices left to give.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant, SystemTime};

use chrono::NaiveDate;
use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher, recommended_watcher};

use super::args::WatchArgs;
use super::terminal::Terminal;
use super::{Exit, Failure, build, scope};
use crate::build::{Built, DocumentOutcome, Done, Error, Options, build as build_dossier};
use crate::build::{Crew, safe_name};
use crate::diagnostic;
use crate::language::plural;
use crate::load::dossier_name;

/// How often the files are looked at.
const TICK: Duration = Duration::from_secs(1);
/// How long there must be no notice for a save to be over: editors save in steps.
const QUIET: Duration = Duration::from_millis(200);
/// How long is waited for that at most.
const PATIENCE: Duration = Duration::from_secs(2);
/// After how many looks a file that could not be written is tried again.
const RETRY: u32 = 5;
/// How deep the folders of a dossier lie in one another.
const DEPTH: usize = 4;
/// How many documents of a rebuild are named.
const MOST_NAMED: usize = 10;

pub(super) fn run(arguments: &WatchArgs, terminal: &Terminal) -> Result<Exit, Failure> {
    let folder = &arguments.dossier;
    let choice = &arguments.choice;
    build::require_folder(folder)?;
    build::require_output_elsewhere(std::slice::from_ref(folder), &choice.output)?;
    let mut options = build::options(choice)?;
    let crew = build::crew(choice);
    let target = options.output.join(safe_name(&dossier_name(folder)));
    let mut watch = Watch::new(folder, &target);
    let mut teller = Teller {
        folder,
        terminal,
        told: None,
    };
    // To be stopped is how this command ends.
    build::stop_between_files(Exit::Done as i32);
    terminal.note(&format!(
        "Слежу за делом {}, документы — в {}. Остановить: Ctrl-C",
        folder.display(),
        target.display()
    ));
    loop {
        // At midnight another day begins, and with it perhaps another period.
        options.scope = scope(&choice.scope)?;
        let seen = watch.look(options.scope.as_of);
        let is_whole = teller.rebuild(&options, &crew);
        watch.wait(&seen, is_whole, || {
            scope(&choice.scope).map_or(options.scope.as_of, |scope| scope.as_of)
        });
    }
}

/// What the files of a dossier look like from outside, and what day it is.
#[derive(Debug, PartialEq)]
struct Seen {
    today: NaiveDate,
    files: Vec<(PathBuf, u64, Option<SystemTime>)>,
}

/// Waits for changes of a dossier.
struct Watch {
    folder: PathBuf,
    /// Where documents go; what changes there is the program's own doing.
    target: PathBuf,
    sender: Sender<()>,
    notices: Receiver<()>,
    /// Must be kept for notices to come; `None` where the system gives none.
    watcher: Option<RecommendedWatcher>,
}

impl Watch {
    fn new(folder: &Path, target: &Path) -> Self {
        let (sender, notices) = channel();
        let mut watch = Self {
            folder: whole(folder),
            target: whole(target),
            sender,
            notices,
            watcher: None,
        };
        watch.arm();
        watch
    }

    /// Asks for notices about the folder that lies at its path now.
    fn arm(&mut self) {
        let sender = self.sender.clone();
        let (folder, target) = (self.folder.clone(), self.target.clone());
        let notice = move |event: notify::Result<Event>| {
            if event.map_or(true, |event| is_change(&event, &folder, &target)) {
                // Nobody listens only when the program ends.
                let _ = sender.send(());
            }
        };
        self.watcher = recommended_watcher(notice)
            .and_then(|mut watcher| {
                watcher.watch(&self.folder, RecursiveMode::Recursive)?;
                Ok(watcher)
            })
            .ok();
    }

    fn look(&self, today: NaiveDate) -> Seen {
        let mut files = Vec::new();
        walk(&self.folder, &self.target, DEPTH, &mut files);
        files.sort();
        Seen { today, files }
    }

    /// Waits until something may have changed since it was seen; where something
    /// could not be written, no longer than a while.
    fn wait(&mut self, seen: &Seen, is_whole: bool, today: impl Fn() -> NaiveDate) {
        let mut looks = 0;
        loop {
            if self.notices.recv_timeout(TICK).is_ok() {
                self.settle();
                return;
            }
            if self.look(today()) != *seen {
                // No notice came: perhaps it is another folder by now.
                self.arm();
                self.settle();
                return;
            }
            looks += 1;
            if !is_whole && looks == RETRY {
                return;
            }
        }
    }

    /// Waits until a save is over.
    fn settle(&self) {
        let start = Instant::now();
        while start.elapsed() < PATIENCE && self.notices.recv_timeout(QUIET).is_ok() {}
    }
}

/// A path as the system's notices name it, whether it is there yet or not.
fn whole(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    for parent in path.ancestors() {
        if let (Ok(real), Ok(rest)) = (parent.canonicalize(), path.strip_prefix(parent)) {
            return real.join(rest);
        }
    }
    path
}

/// Whether a notice is about the dossier's own files, and about more than reading.
fn is_change(event: &Event, folder: &Path, target: &Path) -> bool {
    let is_reading = match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => false,
        EventKind::Access(_) => true,
        _ => false,
    };
    let is_foreign = |path: &PathBuf| path.starts_with(target) || is_hidden(path, folder);
    let is_elsewhere = !event.paths.is_empty() && event.paths.iter().all(is_foreign);
    !is_reading && !is_elsewhere
}

/// Whether a part of a path below a folder is hidden: editors keep their marks so.
fn is_hidden(path: &Path, folder: &Path) -> bool {
    let below = path.strip_prefix(folder).unwrap_or(path);
    let mut parts = below.iter();
    parts.any(|part| part.as_encoded_bytes().starts_with(b"."))
}

fn walk(
    folder: &Path,
    target: &Path,
    depth: usize,
    files: &mut Vec<(PathBuf, u64, Option<SystemTime>)>,
) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for path in entries.map(|entry| entry.path()) {
        if is_hidden(&path, folder) || path == target {
            continue;
        }
        match std::fs::metadata(&path) {
            Ok(about) if about.is_dir() && depth > 0 => walk(&path, target, depth - 1, files),
            Ok(about) if about.is_file() => files.push((path, about.len(), about.modified().ok())),
            _ => {}
        }
    }
}

/// Rebuilds, and tells what is new since the last time.
struct Teller<'a> {
    folder: &'a Path,
    terminal: &'a Terminal,
    /// What was wrong the last time; `None` before the first build.
    told: Option<Troubles>,
}

/// What stands in the way of the documents, or beside them.
#[derive(Debug, Default, PartialEq)]
struct Troubles {
    /// Findings that are errors, as JSON.
    errors: Vec<serde_json::Value>,
    /// What the system refused.
    failures: Vec<String>,
    /// Files of other hands that were left.
    kept: Vec<PathBuf>,
    /// How many other findings there are.
    warnings: usize,
}

impl Teller<'_> {
    /// Whether all was written that had to be.
    fn rebuild(&mut self, options: &Options, crew: &Crew) -> bool {
        let built = build_dossier(self.folder, options, crew, &|| {});
        let troubles = Troubles::of(&built);
        match &built {
            Ok(built) => self.tell(built, &troubles),
            Err(error) if self.told.as_ref() != Some(&troubles) => {
                self.terminal.error(&error.to_string());
            }
            Err(_) => {}
        }
        let is_whole = troubles.failures.is_empty();
        self.told = Some(troubles);
        is_whole
    }

    fn tell(&self, built: &Built, troubles: &Troubles) {
        let is_new = self.told.as_ref() != Some(troubles);
        let warned = self.told.as_ref().map_or(0, |told| told.warnings);
        if is_new && (!troubles.errors.is_empty() || troubles.warnings != warned) {
            build::print_findings(self.folder, built, self.terminal);
        }
        self.tell_written(built);
        // Once a change, not at every save.
        if is_new || built.documents.iter().any(|one| one.why.is_some()) {
            for document in &built.documents {
                build::print_signed_anew(document, self.terminal);
            }
        }
        if is_new {
            for failure in &troubles.failures {
                self.terminal.error(failure);
            }
            for document in &built.documents {
                build::print_kept(document, self.terminal);
            }
        }
        let had_errors = self.told.as_ref().is_some_and(|one| !one.errors.is_empty());
        let is_written = built.documents.iter().any(|one| one.why.is_some());
        if is_new && !troubles.errors.is_empty() {
            let message = "В деле есть ошибки: документы не тронуты, жду исправлений";
            self.terminal.note(message);
        } else if had_errors && troubles.errors.is_empty() && !is_written {
            self.terminal.note("Ошибок больше нет, документы прежние");
        }
    }

    /// A line a document that was written; at first only their number.
    fn tell_written(&self, built: &Built) {
        let written: Vec<&DocumentOutcome> = built
            .documents
            .iter()
            .filter(|document| document.why.is_some())
            .collect();
        if self.told.is_none() && !built.documents.is_empty() {
            let files = built.files().map(|(_, file)| &file.result);
            let files = files.filter(|result| matches!(result, Ok(Done::Written)));
            let count = files.count();
            let words = plural(count as u64, "файл", "файла", "файлов");
            self.terminal.note(&format!("Записано {count} {words}"));
            return;
        }
        for document in written.iter().take(MOST_NAMED) {
            let reason = document.why.as_ref().and_then(build::reason);
            let reason = reason.unwrap_or_else(|| "новый документ".to_owned());
            self.terminal.note(&format!("{}: {reason}", document.name));
        }
        let others = written.len().saturating_sub(MOST_NAMED);
        if others > 0 {
            let words = plural(others as u64, "документ", "документа", "документов");
            self.terminal.note(&format!("и ещё {others} {words}"));
        }
    }
}

impl Troubles {
    fn of(built: &Result<Built, Error>) -> Self {
        match built {
            Ok(built) => {
                let (errors, others): (Vec<_>, Vec<_>) = built
                    .findings
                    .iter()
                    .cloned()
                    .partition(|one| one.is_error());
                let failures = built
                    .files()
                    .filter_map(|(_, file)| file.result.as_ref().err());
                Self {
                    errors: diagnostic::json(&errors, &built.sources),
                    failures: failures.map(ToString::to_string).collect(),
                    kept: built
                        .documents
                        .iter()
                        .flat_map(|one| one.kept.clone())
                        .collect(),
                    warnings: others.len(),
                }
            }
            Err(error) => Self {
                failures: vec![error.to_string()],
                ..Self::default()
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{CreateKind, ModifyKind};

    #[test]
    fn only_changes_of_the_dossiers_own_files_matter() {
        let (folder, target) = (Path::new("/дело"), Path::new("/дело/output/дело"));
        let changed = |path: &str| {
            let event = Event::new(EventKind::Create(CreateKind::File));
            is_change(&event.add_path(path.into()), folder, target)
        };
        assert!(changed("/дело/plan.yaml"));
        assert!(changed("/дело/templates/order.xml"));
        assert!(!changed("/дело/output/дело/Приказ.docx"));
        assert!(!changed("/дело/.plan.yaml.swp"));
        let event = |kind| Event::new(kind).add_path("/дело/plan.yaml".into());
        let read = event(EventKind::Access(AccessKind::Open(AccessMode::Read)));
        assert!(!is_change(&read, folder, target));
        let saved = event(EventKind::Access(AccessKind::Close(AccessMode::Write)));
        assert!(is_change(&saved, folder, target));
        assert!(is_change(
            &event(EventKind::Modify(ModifyKind::Any)),
            folder,
            target
        ));
        // Notices were lost.
        assert!(is_change(&Event::new(EventKind::Other), folder, target));
    }

    #[test]
    fn a_path_that_is_not_there_yet_is_named_like_one_that_is() {
        let folder = tempfile::tempdir().unwrap();
        let real = folder.path().canonicalize().unwrap();
        assert_eq!(whole(&folder.path().join("а/б")), real.join("а/б"));
        assert_eq!(whole(folder.path()), real);
    }
}
