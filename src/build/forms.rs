//! Blanks of schools, written where they are found and never over a filled one.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use rayon::prelude::*;

use super::manifest::{Entry, Manifest, Origin, hash};
use super::name::{safe, unique};
use super::{Cause, Done, Error, write};
use crate::check;
use crate::diagnostic::{Diagnostic, Sources, sort};
use crate::form::{Ambiguous, Blanks, Field, period_name, write as write_blank};
use crate::load::load;
use crate::model::{Dossier, ReportingPeriod};

/// The folder of forms beside a dossier's documents.
const FOLDER: &str = "Формы";
/// How many blanks are in memory at a time.
const BATCH: usize = 64;

/// Which blanks to write and where.
#[derive(Clone, Debug)]
pub struct FormOptions {
    /// The folder below which every dossier has a folder of its own.
    pub output: PathBuf,
    /// Ids of schools; empty: all that report on something.
    pub schools: Vec<String>,
    /// The id of the reporting period; `None`: the current one.
    pub period: Option<String>,
    /// Today, by which the current period is known.
    pub today: NaiveDate,
    /// Overwrite files that the program did not write or that somebody changed.
    pub force: bool,
}

/// What became of the blanks of a dossier.
#[derive(Debug)]
pub struct Forms {
    /// The texts that findings point into.
    pub sources: Sources,
    /// Everything wrong with the dossier.
    pub findings: Vec<Diagnostic>,
    /// The blanks, or why there are none.
    pub result: Result<Vec<FormOutcome>, NoForms>,
}

/// What became of one blank.
#[derive(Debug)]
pub struct FormOutcome {
    /// The school's id.
    pub school: String,
    /// Where it is.
    pub path: PathBuf,
    /// How many rows are to be filled in.
    pub rows: usize,
    /// What was done.
    pub result: Result<Done, Error>,
}

/// Why no blank can be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoForms {
    /// The dossier has errors, which are among the findings.
    #[error("в деле есть ошибки: бланки не сделаны")]
    Errors,
    /// The dossier says of no period.
    #[error("в деле нет отчётных периодов: опишите их в dossier.yaml, ключ «отчётность»")]
    NoPeriods,
    /// It has no period of this id.
    #[error("отчётного периода «{0}» в деле нет; есть: {1}")]
    UnknownPeriod(String, String),
    /// It has no school of this id.
    #[error("школы «{0}» в деле нет; есть: {1}")]
    UnknownSchool(String, String),
    /// Nothing is reported on.
    #[error(
        "школы ни о чём не отчитываются: укажите их в «ответственных», «участниках» или ключом «школы» в плане"
    )]
    NothingToReport,
    /// Rows without names of their own.
    #[error("{}", lines(.0))]
    Ambiguous(Vec<Ambiguous>),
}

fn lines(rows: &[Ambiguous]) -> String {
    let rows: Vec<String> = rows.iter().map(ToString::to_string).collect();
    rows.join("\n")
}

/// Writes the blanks of a dossier.
///
/// # Errors
/// [`Error::Read`] if the dossier cannot be read, [`Error::Write`] if its folder of
/// output cannot be written to.
pub fn forms(folder: &Path, options: &FormOptions) -> Result<Forms, Error> {
    let mut loaded = load(folder, None)?;
    let mut findings = std::mem::take(&mut loaded.findings);
    let mut result = Err(NoForms::Errors);
    if let Some(dossier) = &loaded.dossier {
        findings.extend(check::run(
            dossier,
            &loaded.texts,
            &loaded.sources,
            loaded.whole,
        ));
        check::allow(
            &dossier.allowed,
            &loaded.sources,
            &mut findings,
            loaded.whole,
        );
        if !findings.iter().any(Diagnostic::is_error) {
            result = match jobs(dossier, &loaded.sources, options) {
                Ok(jobs) => Ok(write_all(jobs, options)?),
                Err(reason) => Err(reason),
            };
        }
    }
    sort(&mut findings);
    Ok(Forms {
        sources: loaded.sources,
        findings,
        result,
    })
}

/// What blanks are to be made.
struct Jobs<'a> {
    blanks: Blanks<'a>,
    folder: PathBuf,
    /// Places of schools with names of files.
    schools: Vec<(usize, String)>,
}

fn jobs<'a>(
    dossier: &'a Dossier,
    sources: &Sources,
    options: &FormOptions,
) -> Result<Jobs<'a>, NoForms> {
    let period = period(dossier, options)?;
    let blanks = Blanks::new(dossier, sources, period).map_err(NoForms::Ambiguous)?;
    let mut taken = Vec::new();
    let mut schools = Vec::new();
    for (place, school) in dossier.schools.iter().enumerate() {
        let title = format!("Форма {} за {}", school.name.value, period_name(period));
        // Names are given out to all schools, so that a choice of some changes none.
        let name = format!("{}.xlsx", unique(&title, &mut taken));
        schools.push((place, name));
    }
    let places = chosen(dossier, &options.schools)?;
    schools.retain(|(place, _)| places.contains(place) && blanks.reports(*place));
    if schools.is_empty() {
        return Err(NoForms::NothingToReport);
    }
    Ok(Jobs {
        blanks,
        folder: options.output.join(safe(&dossier.name)).join(FOLDER),
        schools,
    })
}

fn period<'a>(dossier: &'a Dossier, options: &FormOptions) -> Result<&'a ReportingPeriod, NoForms> {
    let Some(id) = &options.period else {
        let current = dossier.current_period(options.today);
        return current.ok_or(NoForms::NoPeriods);
    };
    dossier.reporting_period(id).ok_or_else(|| {
        let periods = dossier.reporting_periods();
        let known: Vec<&str> = periods.map(|period| period.id.as_str()).collect();
        match known[..] {
            [] => NoForms::NoPeriods,
            [..] => NoForms::UnknownPeriod(id.clone(), known.join(", ")),
        }
    })
}

/// The places of the schools asked for.
fn chosen(dossier: &Dossier, ids: &[String]) -> Result<Vec<usize>, NoForms> {
    if ids.is_empty() {
        return Ok((0..dossier.schools.len()).collect());
    }
    ids.iter()
        .map(|id| {
            dossier.place(id).ok_or_else(|| {
                let known: Vec<&str> = dossier.schools.iter().map(|one| one.id.as_str()).collect();
                NoForms::UnknownSchool(id.clone(), known.join(", "))
            })
        })
        .collect()
}

/// A blank that was made.
struct Made {
    school: String,
    name: String,
    path: PathBuf,
    rows: usize,
    /// `None`: what is there may stay.
    file: Result<Option<File>, Error>,
}

/// A file to write.
struct File {
    bytes: Vec<u8>,
    /// The hash of the bytes: blanks are made in no time, so it is their fingerprint too.
    hash: String,
    /// The hash of what is there now.
    present: Option<String>,
}

/// Writes batch by batch, so that memory does not grow with the number of schools.
fn write_all(jobs: Jobs<'_>, options: &FormOptions) -> Result<Vec<FormOutcome>, Error> {
    let lock = write::lock(&jobs.folder);
    let manifest = Manifest::read(&jobs.folder);
    let mut outcomes = Vec::new();
    for batch in jobs.schools.chunks(BATCH) {
        let made: Vec<Made> = batch
            .par_iter()
            .filter_map(|(place, name)| make(&jobs, *place, name, &manifest, options.force))
            .collect();
        Manifest::update(&jobs.folder, |manifest| {
            for one in &made {
                if let Ok(Some(file)) = &one.file {
                    let entry = Entry::new(&file.hash, file.hash.clone(), Origin::default());
                    manifest.record(&one.name, entry, file.present.clone());
                }
            }
        })?;
        outcomes.extend(made.into_iter().map(put));
    }
    drop(lock);
    Ok(outcomes)
}

fn make(
    jobs: &Jobs<'_>,
    place: usize,
    name: &str,
    manifest: &Manifest,
    force: bool,
) -> Option<Made> {
    let mut blank = jobs.blanks.blank(place)?;
    // The day is that of this filling in, by which the newer of two files is known.
    blank.contact.remove(&Field::Date);
    let path = jobs.folder.join(name);
    let bytes = write_blank(&blank).map_err(|source| Error::Form {
        path: path.clone(),
        source,
    });
    let file = bytes.and_then(|bytes| {
        let present = write::read(&path)?.map(|present| hash(&present));
        let hash = hash(&bytes);
        if manifest.cause(name, &hash, present.as_deref()) == Cause::Current {
            return Ok(None);
        }
        may_write(&path, name, &hash, present.as_deref(), manifest, force)?;
        Ok(Some(File {
            bytes,
            hash,
            present,
        }))
    });
    let figures = blank.figures.as_ref();
    Some(Made {
        school: blank.header.school.clone(),
        rows: blank.rows().count() + figures.map_or(0, |one| one.questions().count()),
        name: name.to_owned(),
        path,
        file,
    })
}

/// A form that somebody has filled in, or has open to do so, stays.
fn may_write(
    path: &Path,
    name: &str,
    hash: &str,
    present: Option<&str>,
    manifest: &Manifest,
    force: bool,
) -> Result<(), Error> {
    let Some(present) = present.filter(|_| !force) else {
        return Ok(());
    };
    if let Some(program) = write::opened_by(path) {
        let path = path.to_owned();
        return Err(Error::Open { path, program });
    }
    if present != hash && !manifest.is_own(name, present) {
        return Err(Error::InTheWay(path.to_owned()));
    }
    Ok(())
}

fn put(made: Made) -> FormOutcome {
    let result = made.file.and_then(|file| match file {
        None => Ok(Done::Unchanged),
        Some(file) if file.present.as_ref() == Some(&file.hash) => Ok(Done::Unchanged),
        Some(file) => write::replace(&made.path, &file.bytes).map(|()| Done::Written),
    });
    FormOutcome {
        school: made.school,
        path: made.path,
        rows: made.rows,
        result,
    }
}
