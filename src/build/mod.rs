//! From dossiers to files: which documents there are, what has changed, writing.
//!
//! Everything up to markup is cheap and always done; a file is laid out again only
//! if its fingerprint (tree, style, writer) differs from the manifest's or the file
//! was touched. What somebody made of a file stays, and the new version goes beside
//! it. Each dossier is finished on its own, so that memory stays flat.

mod calendar;
mod collect;
mod crew;
mod diff;
mod files;
mod fingerprint;
mod fonts;
mod forms;
mod leftover;
mod manifest;
mod memory;
mod mend;
mod name;
mod narrow;
mod place;
mod prepare;
mod reschedule;
mod signed;
mod why;
mod write;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::Serialize;

pub use calendar::write_calendar;
pub use collect::{CollectOptions, Collected, Difference, FileOutcome, Taken, collect};
pub use crew::Crew;
pub use diff::{Diff, DocumentDiff, EditionName, NotCompared, diff};
pub use forms::{FormOptions, FormOutcome, Forms, NoForms, forms};
pub use leftover::{Fate, Leftover};
pub use mend::mend;
pub use name::safe as safe_name;
pub use prepare::{Prepared, Ready, Request, prepare};
pub use reschedule::{
    Amending, Move, NotRescheduled, Rescheduled, Rescheduling, Wanted, reschedule,
};
pub use why::Why;
pub use write::{finish_writing, write_new};

use crate::diagnostic::{Diagnostic, Sources};
use crate::document::compare::Change;
use crate::export::docx::DocxError;
use crate::export::pdf::PdfError;
use crate::export::xlsx::XlsxError;
use crate::load::ReadError;
use crate::model::DocumentKind;
use crate::render::{Scope, Which};
use files::{Filed, write_all};

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
    /// Remove untouched files of documents that the dossier no longer gives.
    pub prune: bool,
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
    /// A blank is there that the program did not write, or that was filled in since.
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
        K::FileTooLarge => "файл больше, чем разрешает система".into(),
        K::NotADirectory => "часть пути — файл, а не папка".into(),
        K::IsADirectory => "на этом месте папка".into(),
        K::AlreadyExists => "на этом месте уже есть файл".into(),
        K::NotFound => "такой папки нет".into(),
        K::InvalidFilename => "слишком длинное или недопустимое имя файла".into(),
        _ => error.to_string(),
    }
}

/// What became of one document.
#[derive(Debug)]
pub struct DocumentOutcome {
    /// Which document.
    pub which: Which,
    /// Its files' name without ending, in its own place.
    pub name: String,
    /// Why it was written; `None` if nothing of it was.
    pub why: Option<Why>,
    /// What a signed order says otherwise than when it was signed, as far as that is
    /// remembered; `None` if it says the same, and of all else.
    pub signed_anew: Option<Vec<Change>>,
    /// Files that somebody else made or changed, in whose stead the new version stands
    /// beside them.
    pub kept: Vec<PathBuf>,
    /// Versions beside it that are no longer needed and were removed.
    pub removed: Vec<PathBuf>,
    /// Its files of the formats asked for.
    pub files: Vec<Outcome>,
}

/// What became of one file.
#[derive(Debug)]
pub struct Outcome {
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
    /// The last run was stopped before it was written.
    Interrupted,
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
    /// Its documents; empty if there were errors.
    pub documents: Vec<DocumentOutcome>,
    /// Files of earlier builds that the dossier no longer gives; only a build of
    /// all documents in all formats can tell.
    pub leftovers: Vec<Leftover>,
}

impl Built {
    /// The files of all documents.
    pub fn files(&self) -> impl Iterator<Item = (&DocumentOutcome, &Outcome)> {
        let documents = self.documents.iter();
        documents.flat_map(|document| document.files.iter().map(move |file| (document, file)))
    }
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
    let filed = ready.map(|ready| write_all(ready, &sources, options, crew, tick));
    let mut documents = Vec::new();
    let mut leftovers = Vec::new();
    if let (Some(ready), Some(filed)) = (ready, filed) {
        if filed.documents.is_empty() {
            findings.extend(no_such_format(ready));
        }
        leftovers = options.leftovers(ready, &filed)?;
        documents = filed.documents;
    }
    Ok(Built {
        sources,
        findings,
        preparing,
        documents,
        leftovers,
    })
}

impl Options {
    /// Whether everything a dossier gives is asked for; an earlier edition does not
    /// give what came after it.
    fn is_whole(&self) -> bool {
        self.only.is_empty()
            && self.formats.len() == Format::ALL.len()
            && self.scope.school.is_none()
            && self.scope.edition.is_none()
    }

    /// The folder of a dossier's documents.
    fn folder_of(&self, dossier: &str) -> PathBuf {
        self.output.join(safe_name(dossier))
    }

    /// What earlier builds left that the dossier no longer gives.
    fn leftovers(&self, ready: &Ready, filed: &Filed) -> Result<Vec<Leftover>, Error> {
        let folder = self.folder_of(&ready.name);
        match self.is_whole() {
            true => leftover::leftovers(ready, &folder, &filed.claimed, self.prune),
            false => Ok(Vec::new()),
        }
    }
}

/// The errors among findings.
fn errors(findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    findings.into_iter().filter(Diagnostic::is_error).collect()
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
