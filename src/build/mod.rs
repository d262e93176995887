//! From dossiers to files: which documents there are, what has changed, writing.
//!
//! Everything up to markup is cheap and always done; a file is laid out again only
//! if its fingerprint (tree, style, writer) differs from the manifest's or the file
//! was touched. Each dossier is finished on its own, so that memory stays flat.

mod calendar;
mod collect;
mod crew;
mod diff;
mod fingerprint;
mod fonts;
mod forms;
mod manifest;
mod mend;
mod name;
mod narrow;
mod prepare;
mod reschedule;
mod write;

use std::collections::HashSet;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::Serialize;

pub use calendar::write_calendar;
pub use collect::{CollectOptions, Collected, Difference, FileOutcome, Taken, collect};
pub use crew::Crew;
pub use diff::{Diff, DocumentDiff, EditionName, NotCompared, diff};
pub use forms::{FormOptions, FormOutcome, Forms, NoForms, forms};
pub use mend::mend;
pub use name::safe as safe_name;
pub use prepare::{Prepared, Ready, Request, prepare};
pub use reschedule::{
    Amending, Move, NotRescheduled, Rescheduled, Rescheduling, Wanted, reschedule,
};
pub use write::{finish_writing, write_new};

use crate::diagnostic::{Diagnostic, Sources};
use crate::document::Document;
use crate::export::docx::{DocxError, docx};
use crate::export::pdf::{PdfError, pdf};
use crate::export::xlsx::{XlsxError, xlsx};
use crate::load::ReadError;
use crate::model::DocumentKind;
use crate::render::{RenderedWorkbook, Scope, Which};
use crate::workbook::Workbook;
use manifest::Manifest;

/// The forms a document is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Office Open XML, for Word.
    Docx,
    /// PDF/A.
    Pdf,
    /// Office Open XML, for Excel.
    Xlsx,
}

impl Format {
    /// All formats, in the order files are listed.
    pub const ALL: [Self; 3] = [Self::Docx, Self::Pdf, Self::Xlsx];

    /// The file name's ending.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
        }
    }
}

/// What to write and where.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder below which every dossier has a folder of its own.
    pub output: PathBuf,
    /// Kinds of documents; empty: those the dossier asks for.
    pub only: Vec<DocumentKind>,
    /// What narrows the choice: school, period, day.
    pub scope: Scope,
    /// Forms to write.
    pub formats: Vec<Format>,
    /// Overwrite files that the program did not write or that somebody changed.
    pub force: bool,
}

/// The world did not let us read or write.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file of the dossier cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A file cannot be written.
    #[error("не удалось записать {}: {}", path.display(), reason(source))]
    Write {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file is not written because the manifest could not be.
    #[error("файл {} не записан: {reason}", path.display())]
    Unnoted {
        /// Which file.
        path: PathBuf,
        /// What became of the manifest.
        reason: String,
    },
    /// A file is there that the program did not write, or that was changed since.
    #[error(
        "файл {} создан или изменён не программой: он оставлен как есть (заменить: --force)",
        .0.display()
    )]
    InTheWay(PathBuf),
    /// A file that was to be new is there already.
    #[error("файл {} уже есть", .0.display())]
    Exists(PathBuf),
    /// An office program holds the file open.
    #[error("файл {} открыт в {program}: закройте его и повторите (или --force)", path.display())]
    Open {
        /// Which file.
        path: PathBuf,
        /// Which program.
        program: &'static str,
    },
    /// Another file of the same document cannot be written: the two would differ.
    #[error("файл {} не записан: без второго файла документа он разошёлся бы с ним", .0.display())]
    HeldBack(PathBuf),
    /// The tree could not become DOCX.
    #[error("{}: {source}", path.display())]
    Docx {
        /// The file that was to be.
        path: PathBuf,
        /// Why.
        source: DocxError,
    },
    /// The workbook could not become XLSX.
    #[error("{}: {source}", path.display())]
    Xlsx {
        /// The file that was to be.
        path: PathBuf,
        /// Why.
        source: XlsxError,
    },
    /// The tree could not become PDF.
    #[error("{}: {source}", path.display())]
    Pdf {
        /// The file that was to be.
        path: PathBuf,
        /// Why.
        source: PdfError,
    },
    /// A form could not become a workbook.
    #[error("{}: {source}", path.display())]
    Form {
        /// The file that was to be.
        path: PathBuf,
        /// Why.
        source: rust_xlsxwriter::XlsxError,
    },
    /// A file was changed by somebody while the program worked.
    #[error("файл {} изменился, пока работала программа: он не тронут, повторите", .0.display())]
    ChangedMeanwhile(PathBuf),
}

/// Why the system refused, in Russian where the reason is a common one.
pub fn reason(error: &std::io::Error) -> String {
    use std::io::ErrorKind as K;
    match error.kind() {
        K::PermissionDenied => "нет права на запись в эту папку или файл".into(),
        K::ReadOnlyFilesystem => "диск доступен только для чтения".into(),
        K::StorageFull | K::QuotaExceeded => "на диске нет места".into(),
        K::NotADirectory => "часть пути — файл, а не папка".into(),
        K::IsADirectory => "на этом месте папка".into(),
        K::AlreadyExists => "на этом месте уже есть файл".into(),
        K::NotFound => "такой папки нет".into(),
        K::InvalidFilename => "слишком длинное или недопустимое имя файла".into(),
        _ => error.to_string(),
    }
}

/// What became of one file.
#[derive(Debug)]
pub struct Outcome {
    /// Which document.
    pub which: Which,
    /// In which form.
    pub format: Format,
    /// Where.
    pub path: PathBuf,
    /// Hash of everything the file depends on, hexadecimal.
    pub fingerprint: String,
    /// Why the file was made, or need not be.
    pub cause: Cause,
    /// How long it took to make.
    pub making: Duration,
    /// How long it took to write.
    pub writing: Duration,
    /// What was done.
    pub result: Result<Done, Error>,
}

/// Why a file is made, or may stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// It is not there.
    Absent,
    /// It is there, but the program did not write it.
    Foreign,
    /// What it depends on has changed.
    Changed,
    /// Somebody changed it.
    Touched,
    /// It is as the program would make it.
    Current,
}

/// What was done with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// Written.
    Written,
    /// Left, for nothing it says has changed.
    Unchanged,
}

/// What became of a dossier; what the files were made from is gone by now.
#[derive(Debug)]
pub struct Built {
    /// The texts that findings point into.
    pub sources: Sources,
    /// Everything wrong, in the order of places.
    pub findings: Vec<Diagnostic>,
    /// How long it took to read, check and render.
    pub preparing: Duration,
    /// Its files; empty if there were errors.
    pub outcomes: Vec<Outcome>,
    /// Files of earlier builds that the dossier no longer gives; only a build of
    /// all documents in all formats can tell.
    pub leftovers: Vec<PathBuf>,
}

/// Builds one dossier; `tick` is called after each file.
///
/// # Errors
/// [`Error::Read`] if the dossier cannot be read. Failures of single files are in
/// their outcomes.
pub fn build(
    folder: &Path,
    options: &Options,
    crew: &Crew,
    tick: &(dyn Fn() + Sync),
) -> Result<Built, Error> {
    let request = if options.only.is_empty() {
        Request::Asked
    } else {
        Request::These(&options.only)
    };
    let start = Instant::now();
    let Prepared {
        sources,
        mut findings,
        ready,
        drafts: _,
        allowed: _,
    } = prepare(folder, request, &options.scope)?;
    let preparing = start.elapsed();
    let ready = ready.as_ref();
    let outcomes = ready.map_or(Vec::new(), |ready| {
        write_all(ready, &sources, options, crew, tick)
    });
    if let Some(ready) = ready.filter(|_| outcomes.is_empty()) {
        findings.extend(no_such_format(ready));
    }
    let leftovers = match ready {
        Some(ready) if options.is_whole() => leftovers(ready, options, &outcomes),
        _ => Vec::new(),
    };
    Ok(Built {
        sources,
        findings,
        preparing,
        outcomes,
        leftovers,
    })
}

impl Options {
    /// Whether everything a dossier gives is asked for.
    fn is_whole(&self) -> bool {
        self.only.is_empty()
            && self.formats.len() == Format::ALL.len()
            && self.scope.school.is_none()
    }
}

/// Says why nothing is written although there are documents: none of them has the
/// formats asked for.
fn no_such_format(ready: &Ready) -> Option<Diagnostic> {
    let (what, formats) = match (ready.rendered.is_empty(), ready.has_workbooks()) {
        (true, false) => return None,
        (true, true) => ("таблица показателей бывает только в XLSX", "xlsx"),
        (false, _) => ("эти документы бывают только в DOCX и PDF", "docx,pdf"),
    };
    let message = format!("{what}: писать нечего");
    let hint = format!("уберите --formats или укажите --formats {formats}");
    let finding = Diagnostic::warning_without_place("nothing-to-write", message);
    Some(finding.hint(hint))
}

fn leftovers(ready: &Ready, options: &Options, outcomes: &[Outcome]) -> Vec<PathBuf> {
    let folder = options.output.join(safe_name(&ready.name));
    let known = Manifest::read(&folder);
    let paths = known.names().map(|name| folder.join(name));
    paths
        .filter(|path| !outcomes.iter().any(|outcome| outcome.path == *path))
        .filter(|path| path.exists())
        .collect()
}

/// A file to be: made, or found unchanged.
struct Job<'a> {
    which: Which,
    content: Content<'a>,
    format: Format,
    name: String,
    path: PathBuf,
    fingerprint: String,
}

fn write_all(
    ready: &Ready,
    sources: &Sources,
    options: &Options,
    crew: &Crew,
    tick: &(dyn Fn() + Sync),
) -> Vec<Outcome> {
    let folder = options.output.join(safe_name(&ready.name));
    let manifest = Manifest::read(&folder);
    let workbooks = match options.formats.contains(&Format::Xlsx) {
        true => ready.workbooks(sources),
        false => Vec::new(),
    };
    let jobs = jobs(ready, &workbooks, options, &folder);
    let mut tried = crew.each(&jobs, |job| {
        let tried = crew.make(|| make(job, ready, &manifest, options.force));
        tick();
        tried
    });
    hold_back(&jobs, &mut tried);
    // Held until the files are there: another run forgets files that are not.
    let noted = note(&folder, &jobs, &tried);
    jobs.into_iter()
        .zip(tried)
        .map(|(job, tried)| {
            let start = Instant::now();
            let result = put(&job.path, tried.made, &noted);
            Outcome {
                which: job.which,
                format: job.format,
                path: job.path,
                fingerprint: job.fingerprint,
                cause: tried.cause,
                making: tried.time,
                writing: start.elapsed(),
                result,
            }
        })
        .collect()
}

/// Notes the files that are about to be written; gives the folder's lock, if there
/// is anything to write. The manifest goes first: after an interruption between the
/// two it knows both the old file and the new one as the program's own.
fn note(folder: &Path, jobs: &[Job<'_>], tried: &[Tried]) -> Result<Option<File>, Error> {
    let made: Vec<(&Job<'_>, &Made)> = jobs
        .iter()
        .zip(tried)
        .filter_map(|(job, tried)| Some((job, tried.made.as_ref().ok()?.as_ref()?)))
        .collect();
    if made.is_empty() {
        return Ok(None);
    }
    let lock = write::lock(folder);
    Manifest::update(folder, |manifest| {
        for (job, made) in made {
            let present = made.present.as_deref();
            manifest.record(&job.name, &job.fingerprint, &made.bytes, present);
        }
    })?;
    Ok(lock)
}

/// Writes a file that was made and noted.
fn put(
    path: &Path,
    made: Result<Option<Made>, Error>,
    noted: &Result<Option<File>, Error>,
) -> Result<Done, Error> {
    let Some(made) = made? else {
        return Ok(Done::Unchanged);
    };
    match noted {
        Err(error) => Err(Error::Unnoted {
            path: path.to_owned(),
            reason: error.to_string(),
        }),
        // The very bytes are there already; now the manifest knows them too.
        Ok(_) if made.present.as_ref() == Some(&made.bytes) => Ok(Done::Unchanged),
        Ok(_) => write::replace(path, &made.bytes).map(|()| Done::Written),
    }
}

/// All files of a document are written or none: a DOCX and a PDF that differ are
/// worse than two old ones.
fn hold_back(jobs: &[Job<'_>], tried: &mut [Tried]) {
    let failed: HashSet<Which> = jobs
        .iter()
        .zip(tried.iter())
        .filter(|(_, tried)| tried.made.is_err())
        .map(|(job, _)| job.which)
        .collect();
    for (job, tried) in jobs.iter().zip(tried) {
        if matches!(tried.made, Ok(Some(_))) && failed.contains(&job.which) {
            tried.made = Err(Error::HeldBack(job.path.clone()));
        }
    }
}

fn jobs<'a>(
    ready: &'a Ready,
    workbooks: &'a [RenderedWorkbook<'a>],
    options: &Options,
    folder: &Path,
) -> Vec<Job<'a>> {
    let mut taken: Vec<String> = Vec::new();
    let mut jobs = Vec::new();
    let documents = ready.rendered.iter().map(|rendered| {
        let content = Content::Document(&rendered.document);
        (rendered.which, &rendered.name, content)
    });
    let workbooks = workbooks.iter().map(|rendered| {
        let content = Content::Workbook(&rendered.workbook);
        (rendered.which, &rendered.name, content)
    });
    for (which, name, content) in documents.chain(workbooks) {
        let stem = name::unique(name, &mut taken);
        let formats = options.formats.iter().copied();
        for format in formats.filter(|format| content.has(*format)) {
            let name = format!("{stem}.{}", format.extension());
            jobs.push(Job {
                which,
                content,
                format,
                path: folder.join(&name),
                name,
                fingerprint: fingerprint::of(content, ready, format),
            });
        }
    }
    jobs
}

/// What a file holds.
#[derive(Clone, Copy, Serialize)]
#[serde(untagged)]
enum Content<'a> {
    Document(&'a Document),
    Workbook(&'a Workbook<'a>),
}

impl Content<'_> {
    /// Whether it can be written in a form.
    fn has(self, format: Format) -> bool {
        match self {
            Self::Document(_) => format != Format::Xlsx,
            Self::Workbook(_) => format == Format::Xlsx,
        }
    }
}

/// A file that must be written.
struct Made {
    bytes: Vec<u8>,
    /// What is there now.
    present: Option<Vec<u8>>,
}

/// What came of making a file: `None` if it may stay.
struct Tried {
    cause: Cause,
    time: Duration,
    made: Result<Option<Made>, Error>,
}

fn make(job: &Job<'_>, ready: &Ready, manifest: &Manifest, force: bool) -> Tried {
    let start = Instant::now();
    let mut cause = Cause::Absent;
    let made = write::read(&job.path).and_then(|present| {
        cause = manifest.cause(&job.name, &job.fingerprint, present.as_deref());
        match cause {
            Cause::Current => Ok(None),
            _ => make_anew(job, ready, manifest, force, present).map(Some),
        }
    });
    Tried {
        cause,
        time: start.elapsed(),
        made,
    }
}

/// Makes a file, unless somebody else's work is in its place.
fn make_anew(
    job: &Job<'_>,
    ready: &Ready,
    manifest: &Manifest,
    force: bool,
    present: Option<Vec<u8>>,
) -> Result<Made, Error> {
    if present.is_some()
        && !force
        && let Some(program) = write::opened_by(&job.path)
    {
        let path = job.path.clone();
        return Err(Error::Open { path, program });
    }
    let bytes = export(job, ready)?;
    match present {
        Some(present) if present != bytes && !force && !manifest.is_own(&job.name, &present) => {
            Err(Error::InTheWay(job.path.clone()))
        }
        present => Ok(Made { bytes, present }),
    }
}

fn export(job: &Job<'_>, ready: &Ready) -> Result<Vec<u8>, Error> {
    let path = job.path.clone();
    match job.content {
        Content::Workbook(workbook) => {
            xlsx(workbook).map_err(|source| Error::Xlsx { path, source })
        }
        Content::Document(document) if job.format == Format::Docx => {
            docx(document, &ready.style, &ready.fonts)
                .map_err(|source| Error::Docx { path, source })
        }
        Content::Document(document) => {
            pdf(document, &ready.style, &ready.fonts).map_err(|source| Error::Pdf { path, source })
        }
    }
}
