//! Filled forms → the dossier's files of progress and its indicators: first everything is read and
//! judged, and all files of the dossier are held against what was read of them; only then is
//! the first of them written.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::Serialize;

use super::name::safe;
use super::{Error, mend, write};
use crate::diagnostic::{Diagnostic, Sources, sort};
use crate::form::{
    AnsweredFigure, Blank, Blanks, Carried, Complaint, FIGURES_SHEET, Field, FigureBlank, Filled,
    Header, Key, Kind, MAX_FILE, Refusal, Values, carry, clean, known_values, values,
};
use crate::language::{numeric, parse_date};
use crate::load::{
    Change, EditError, FigureEdit, FiguresEdit, MarkEdit, PROGRESS, ReportEdit, Scalar,
    edit_figures, edit_report, load, new_report, read_report,
};
use crate::model::{Dossier, Progress};

/// How to take filled forms in.
#[derive(Clone, Copy, Debug, Default)]
pub struct CollectOptions {
    /// Take what is sound although other answers are not.
    pub accept_valid: bool,
    /// Only show what would change.
    pub dry_run: bool,
}

/// What became of the forms.
#[derive(Debug)]
pub struct Collected {
    /// The texts that findings point into.
    pub sources: Sources,
    /// What is wrong with the dossier's own files; with an error no form was read.
    pub findings: Vec<Diagnostic>,
    /// The forms, in the order they were read.
    pub files: Vec<FileOutcome>,
    /// Files that were written, or would have been.
    pub written: Vec<PathBuf>,
}

/// What became of one filled form.
#[derive(Debug)]
pub struct FileOutcome {
    /// The form.
    pub path: PathBuf,
    /// The school as tables print it, once it is known.
    pub school: Option<String>,
    /// Everything wrong or worth knowing.
    pub complaints: Vec<Complaint>,
    /// What it changes.
    pub differences: Vec<Difference>,
    /// How many rows are answered, whether they can be taken or not.
    pub answered: usize,
    /// Whether it was taken.
    pub taken: Taken,
}

/// Whether the answers of a form came into the dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Taken {
    /// They did, or would.
    Taken,
    /// They are there already.
    Unchanged,
    /// Some were left out because of errors.
    Partly,
    /// None were, because of errors here or in another file.
    Refused,
    /// It is no form, or another of its school is newer.
    Skipped,
}

/// A value that changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The row's number, or which indicator; empty for what the school says of itself.
    pub number: String,
    /// What; of an indicator the moment.
    pub field: Cow<'static, str>,
    /// What the dossier said.
    pub was: Option<String>,
    /// What it says now.
    pub now: Option<String>,
}

impl FileOutcome {
    /// How many of its complaints are errors.
    pub fn errors(&self) -> usize {
        self.complaints.iter().filter(|one| one.is_error).count()
    }
}

/// Reads filled forms into a dossier; a folder stands for the workbooks in it.
///
/// # Errors
/// [`Error::Read`] if the dossier cannot be read; [`Error::Write`],
/// if a file cannot be written: those before it are, and taking the same forms in again
/// goes on from there; [`Error::ChangedMeanwhile`] if one is no longer as it was read:
/// then none is written.
pub fn collect(
    folder: &Path,
    paths: &[PathBuf],
    options: CollectOptions,
) -> Result<Collected, Error> {
    let mut loaded = load(folder, None)?;
    let mut findings = std::mem::take(&mut loaded.findings);
    sort(&mut findings);
    let mut collected = Collected {
        sources: loaded.sources,
        findings,
        files: Vec::new(),
        written: Vec::new(),
    };
    let Some(dossier) = loaded.dossier.as_ref().filter(|_| loaded.whole) else {
        return Ok(collected);
    };
    let mut desk = Desk::new(dossier, &collected.sources);
    let mut sheaf: Vec<Candidate> = Vec::new();
    for found in expand(paths) {
        sheaf.push(match found {
            Found::Form(path) => desk.read(path),
            Found::Other(path, complaint) => Candidate::refused(path, complaint),
        });
    }
    choose_latest(&mut sheaf);
    let edits = desk.edits(folder, &mut sheaf, options.accept_valid);
    if !options.dry_run {
        let _lock = write::lock(&folder.join(PROGRESS));
        // One file that somebody has changed meanwhile stops all: each has its answers
        // from the same reading of the dossier.
        for edit in &edits {
            edit.require_unchanged()?;
        }
        for edit in &edits {
            edit.write()?;
        }
    }
    collected.written = edits.into_iter().map(|edit| edit.path).collect();
    collected.files = sheaf.into_iter().map(|one| one.outcome).collect();
    Ok(collected)
}

/// A path that was given or found in a folder.
enum Found {
    Form(PathBuf),
    Other(PathBuf, Complaint),
}

fn expand(paths: &[PathBuf]) -> Vec<Found> {
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            found.extend(within(path));
        } else {
            found.push(Found::Form(path.clone()));
        }
    }
    found
}

/// The workbooks of a folder by their names; files that look like forms of another
/// format are named, so that no school is overlooked.
fn within(folder: &Path) -> Vec<Found> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            let message = format!("папка не читается: {}", super::reason(&error));
            return vec![Found::Other(folder.to_owned(), of_file(message, true))];
        }
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let mut found = Vec::new();
    for path in paths.into_iter().filter(|path| path.is_file()) {
        let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
        let ending = path.extension().and_then(OsStr::to_str).unwrap_or_default();
        if name.starts_with("~$") || name.starts_with(".~lock") {
            let message = "это не бланк, а пометка, что он открыт: пропущено";
            found.push(Found::Other(path, of_file(message, false)));
            continue;
        }
        match ending.to_lowercase().as_str() {
            "xlsx" | "xlsm" | "xls" | "ods" | "xlsb" | "csv" => found.push(Found::Form(path)),
            _ if name.starts_with('.') => {}
            _ => found.push(Found::Other(
                path,
                of_file("не похоже на бланк .xlsx: пропущено", false),
            )),
        }
    }
    if found.is_empty() {
        let message = "в папке нет бланков .xlsx";
        found.push(Found::Other(folder.to_owned(), of_file(message, true)));
    }
    found
}

fn of_file(message: impl Into<String>, is_error: bool) -> Complaint {
    Complaint {
        cell: None,
        message: message.into(),
        is_error,
    }
}

/// A form that was read, and what it asks for.
struct Candidate {
    outcome: FileOutcome,
    content: Option<Content>,
}

/// What a form says, once it is known whom it is from.
struct Content {
    /// The school's place in the dossier.
    school: usize,
    period: String,
    contact: Values,
    rows: Vec<Carried>,
    figures: Vec<AnsweredFigure>,
}

impl Candidate {
    fn refused(path: PathBuf, complaint: Complaint) -> Self {
        Self {
            outcome: FileOutcome {
                path,
                school: None,
                complaints: vec![complaint],
                differences: Vec::new(),
                answered: 0,
                taken: Taken::Refused,
            },
            content: None,
        }
    }

    fn errors(&self) -> usize {
        self.outcome.errors()
    }

    fn refuse(&mut self, message: impl Into<String>) {
        self.outcome.complaints.push(of_file(message, true));
        self.content = None;
    }

    /// Sets a form aside in favour of newer answers: what is wrong with it no longer
    /// matters.
    fn supersede(&mut self, message: String) {
        self.outcome.complaints = vec![of_file(message, false)];
        self.outcome.answered = 0;
        self.content = None;
    }

    fn filled_on(&self) -> Option<NaiveDate> {
        let day = self.content.as_ref()?.contact.get(&Field::Date)?;
        parse_date(day).ok()
    }
}

/// Of several forms of a school the one filled in last counts; where that cannot be
/// told, none does.
fn choose_latest(sheaf: &mut [Candidate]) {
    let mut by_school: BTreeMap<(usize, String), Vec<usize>> = BTreeMap::new();
    for (index, one) in sheaf.iter().enumerate() {
        if let Some(content) = &one.content {
            let school = (content.school, content.period.clone());
            by_school.entry(school).or_default().push(index);
        }
    }
    for same in by_school.into_values().filter(|same| same.len() > 1) {
        let names: Vec<String> = same
            .iter()
            .map(|one| file_name(&sheaf[*one].outcome.path))
            .collect();
        let days: Option<Vec<NaiveDate>> = same.iter().map(|one| sheaf[*one].filled_on()).collect();
        let latest = days.as_ref().and_then(|days| {
            let latest = days.iter().max()?;
            let mut at = days.iter().enumerate().filter(|(_, day)| *day == latest);
            at.next()
                .filter(|_| at.next().is_none())
                .map(|(place, _)| place)
        });
        let alike = same
            .windows(2)
            .all(|pair| says_the_same(&sheaf[pair[0]], &sheaf[pair[1]]));
        for (place, index) in same.iter().enumerate() {
            let others: Vec<&str> = names
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != place)
                .map(|(_, name)| name.as_str())
                .collect();
            let one = &mut sheaf[*index];
            match latest {
                Some(latest) if latest == place => {
                    let message = format!("взят этот файл: он заполнен позже, чем {}", others.join(", "));
                    one.outcome.complaints.push(of_file(message, false));
                }
                Some(latest) => {
                    let message = format!("пропущен: позже заполнен {}", names[latest]);
                    one.supersede(message);
                }
                None if alike && place == 0 => {}
                None if alike => {
                    one.supersede(format!("то же самое, что {}", names[0]));
                }
                None => one.refuse(format!(
                    "от этой школы есть ещё {}, и по датам заполнения не понять, что новее: оставьте один файл или исправьте дату",
                    others.join(", ")
                )),
            }
        }
    }
}

fn says_the_same(one: &Candidate, other: &Candidate) -> bool {
    let said = |one: &Candidate| {
        one.content.as_ref().map(|content| {
            let rows: Vec<(Key, Values)> = content
                .rows
                .iter()
                .map(|row| (row.issued.key.clone(), row.values.clone()))
                .collect();
            (content.contact.clone(), rows, content.figures.clone())
        })
    };
    said(one) == said(other)
}

fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}

/// Reads forms with the dossier in hand.
struct Desk<'a> {
    dossier: &'a Dossier,
    sources: &'a Sources,
    blanks: BTreeMap<String, Result<Blanks<'a>, String>>,
}

impl<'a> Desk<'a> {
    fn new(dossier: &'a Dossier, sources: &'a Sources) -> Self {
        Self {
            dossier,
            sources,
            blanks: BTreeMap::new(),
        }
    }

    fn read(&mut self, path: PathBuf) -> Candidate {
        let filled = match bytes(&path)
            .and_then(|bytes| Filled::open(&bytes).map_err(|refusal| refusal.to_string()))
        {
            Ok(filled) => filled,
            Err(message) => return Candidate::refused(path, of_file(message, true)),
        };
        let header = filled.header.clone();
        let (school, blank) = match self.blank(&header) {
            Ok(found) => found,
            Err(message) => return Candidate::refused(path, of_file(message, true)),
        };
        let edition = filled.edition.clone();
        let figures = filled.figures(blank.figures.as_ref());
        let known = known_values(&filled.issued, &blank);
        let mut answers = filled.answers(blank.days, &known);
        let rows = carry(&mut answers, &edition, &blank);
        answers.complaints.extend(figures.complaints);
        let mut candidate = Candidate {
            outcome: FileOutcome {
                path,
                school: Some(blank.school_name.clone()),
                complaints: answers.complaints,
                differences: Vec::new(),
                answered: answers.rows.len() + figures.rows.len(),
                taken: Taken::Refused,
            },
            content: Some(Content {
                school,
                period: header.period,
                contact: answers.contact,
                rows,
                figures: figures.rows,
            }),
        };
        if header.dossier != self.dossier.name {
            let message = format!(
                "бланк сделан для дела «{}», а это «{}»",
                header.dossier, self.dossier.name
            );
            // A folder may be renamed; the same rows under another name are still its.
            if edition == crate::form::fingerprint(&blank.issued()) {
                candidate.outcome.complaints.push(of_file(message, false));
            } else {
                candidate.refuse(message);
            }
        }
        self.skip_older(&mut candidate);
        candidate
    }

    /// The school of a form and its blank of today.
    fn blank(&mut self, header: &Header) -> Result<(usize, Blank), String> {
        let school = self.dossier.place(&header.school);
        let school = school.ok_or_else(|| format!("школы «{}» в деле нет", header.school))?;
        let blanks = self.of_period(&header.period)?;
        let blank = blanks.blank(school);
        let blank = blank.ok_or_else(|| {
            format!(
                "школа «{}» по нынешнему плану ни о чём не отчитывается",
                header.school
            )
        })?;
        Ok((school, blank))
    }

    fn of_period(&mut self, id: &str) -> Result<&Blanks<'a>, String> {
        let (dossier, sources) = (self.dossier, self.sources);
        let blanks = self.blanks.entry(id.to_owned()).or_insert_with(|| {
            let period = dossier.reporting_period(id);
            let period = period.ok_or_else(|| format!("отчётного периода «{id}» в деле нет"))?;
            Blanks::new(dossier, sources, period).map_err(|rows| {
                let rows: Vec<String> = rows.iter().map(ToString::to_string).collect();
                rows.join("; ")
            })
        });
        blanks.as_ref().map_err(Clone::clone)
    }

    /// What was filled in before the dossier's marks replaces none of them.
    fn skip_older(&mut self, candidate: &mut Candidate) {
        let Some(content) = &candidate.content else {
            return;
        };
        let (school, period) = (content.school, content.period.clone());
        let known = self.of_period(&period).ok().and_then(|blanks| {
            let report = blanks.report(school)?;
            Some(report.date.as_ref()?.value.0)
        });
        if let (Some(known), Some(filled)) = (known, candidate.filled_on())
            && filled < known
        {
            candidate.supersede(format!(
                "пропущен: бланк заполнен {}, а в деле уже есть отчёт школы от {}: старый бланк новых отметок не заменяет",
                numeric(filled),
                numeric(known)
            ));
        }
    }

    /// What is to be written; fills in what every form changes. A file that cannot be
    /// changed without harm is a complaint about its form.
    fn edits(
        &mut self,
        folder: &Path,
        sheaf: &mut [Candidate],
        accept_valid: bool,
    ) -> Vec<FileEdit> {
        let mut edits = Vec::new();
        let mut figures: Option<FileEdit> = None;
        for one in sheaf.iter_mut() {
            let Some(content) = one.content.take() else {
                if one.errors() == 0 {
                    one.outcome.taken = Taken::Skipped;
                }
                continue;
            };
            let Ok(blanks) = self.of_period(&content.period) else {
                continue;
            };
            let (Some(blank), report) =
                (blanks.blank(content.school), blanks.report(content.school))
            else {
                continue;
            };
            let plan = Plan::new(&content, &blank, report.is_some());
            let left_out = content.rows.iter().any(|row| !row.is_sound) || one.errors() > 0;
            let mut failures = Vec::new();
            if plan.changes_report() {
                match plan.edit(folder, &blank, report, self.sources) {
                    Ok(edit) => edits.push(edit),
                    Err(failure) => failures.push(failure),
                }
            }
            if let Some(changed) = &plan.figures {
                let file = figures.take().or_else(|| self.indicators_file());
                figures = file.map(|mut file| {
                    match edit_figures(&file.path, &file.text, changed) {
                        Ok(text) => file.text = text,
                        Err(source) => failures.push(file.failed(source)),
                    }
                    file
                });
            }
            let files = usize::from(plan.changes_report()) + usize::from(plan.figures.is_some());
            // Nothing comes in if nothing changes or no file could be changed.
            let nothing = failures.len() == files;
            one.outcome.taken = match (nothing, left_out || !failures.is_empty()) {
                (true, true) => Taken::Refused,
                (true, false) => Taken::Unchanged,
                (false, true) => Taken::Partly,
                (false, false) => Taken::Taken,
            };
            let complaints = failures.into_iter().map(|text| of_file(text, true));
            one.outcome.complaints.extend(complaints);
            one.outcome.complaints.extend(plan.notes);
            one.outcome.differences = plan.differences;
        }
        edits.extend(figures.filter(FileEdit::changes));
        if accept_valid || sheaf.iter().all(|one| one.errors() == 0) {
            return edits;
        }
        for one in sheaf {
            if matches!(one.outcome.taken, Taken::Taken | Taken::Partly) {
                one.outcome.taken = Taken::Refused;
            }
        }
        Vec::new()
    }

    /// The file that holds the indicators, as it was read.
    fn indicators_file(&self) -> Option<FileEdit> {
        let base = self.dossier.indicators.as_ref()?.base.span;
        let source = self.sources.get(base.source);
        Some(FileEdit {
            path: source.path.clone(),
            before: Some(source.text.to_string()),
            text: source.text.to_string(),
        })
    }
}

/// The bytes of a form, if they are not too many.
fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    let failed = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => "такого файла нет".to_owned(),
        std::io::ErrorKind::PermissionDenied => "нет права на чтение файла".to_owned(),
        _ => format!("файл не читается: {}", super::reason(&error)),
    };
    let length = std::fs::metadata(path).map_err(failed)?.len();
    if length > MAX_FILE {
        return Err(Refusal::TooLarge.to_string());
    }
    std::fs::read(path).map_err(failed)
}

/// What a form changes in the report of its school and in its indicators.
struct Plan<'c> {
    content: &'c Content,
    head: Vec<Change>,
    marks: Vec<MarkEdit>,
    figures: Option<FiguresEdit>,
    differences: Vec<Difference>,
    /// What the person should look at.
    notes: Vec<Complaint>,
}

impl<'c> Plan<'c> {
    fn new(content: &'c Content, blank: &Blank, has_report: bool) -> Self {
        let mut plan = Self {
            content,
            head: Vec::new(),
            marks: Vec::new(),
            figures: None,
            differences: Vec::new(),
            notes: Vec::new(),
        };
        for row in content.rows.iter().filter(|row| row.is_sound) {
            let Some(known) = blank
                .rows()
                .find(|known| known.issued.key == row.issued.key)
            else {
                continue;
            };
            let number = &row.issued.number;
            let changes = plan.changes(number, &Field::OF_ROW, &known.values, &row.values);
            if !changes.is_empty() {
                // A mark of an earlier period stays as it is: this period's says all anew.
                let changes = match known.mark {
                    Some(_) => changes,
                    None => all_anew(&row.values),
                };
                plan.marks.push(MarkEdit {
                    key: row.issued.key.yaml_key(),
                    address: row.issued.key.address().to_owned(),
                    at: known.mark.map(|span| span.start),
                    changes,
                });
            }
        }
        // Who filled in a form without marks has reported nothing yet.
        if has_report || !plan.marks.is_empty() {
            let said: Vec<Field> = content.contact.keys().copied().collect();
            let of_rows = std::mem::take(&mut plan.differences);
            plan.head = plan.changes("", &said, &blank.contact, &content.contact);
            plan.differences.extend(of_rows);
        }
        if let Some(figures) = &blank.figures {
            plan.figures = plan.changed_figures(&blank.header.school, figures);
        }
        plan
    }

    fn changes_report(&self) -> bool {
        !self.head.is_empty() || !self.marks.is_empty()
    }

    /// The values that are otherwise than the dossier has them.
    fn changed_figures(&mut self, school: &str, blank: &FigureBlank) -> Option<FiguresEdit> {
        let mut values = Vec::new();
        for answer in &self.content.figures {
            let Some(known) = blank.question(&answer.id) else {
                continue;
            };
            if known.values == answer.values {
                continue;
            }
            if known.is_doubtful {
                let message = format!(
                    "{FIGURES_SHEET}, {}: прежнее значение в деле названо сомнительным; проверьте, нужна ли ещё пометка «сомнительно»",
                    answer.id
                );
                self.notes.push(of_file(message, false));
            }
            self.differences.push(Difference {
                number: format!("{FIGURES_SHEET}, {}", answer.id),
                field: blank.moment.to_string().into(),
                was: known.current.clone(),
                now: Some(answer.text.clone()),
            });
            values.push(FigureEdit {
                indicator: answer.id.clone(),
                value: answer.text.clone(),
            });
        }
        (!values.is_empty()).then(|| FiguresEdit {
            school: school.to_owned(),
            moment: blank.moment,
            values,
        })
    }

    /// The changes from one set of values to another.
    fn changes(
        &mut self,
        number: &str,
        fields: &[Field],
        was: &Values,
        now: &Values,
    ) -> Vec<Change> {
        let mut changes = Vec::new();
        for field in fields {
            let (old, new) = (was.get(field), now.get(field));
            let alike = match (old, new) {
                (Some(old), Some(new)) => normal(*field, old) == normal(*field, new),
                (old, new) => old.is_none() && new.is_none(),
            };
            if alike {
                continue;
            }
            changes.push(Change {
                path: field.path(),
                value: new.map(|text| scalar(*field, text)),
            });
            self.differences.push(Difference {
                number: number.to_owned(),
                field: field.name().into(),
                was: old.cloned(),
                now: new.cloned(),
            });
        }
        changes
    }

    /// The text of the file with the changes made, read again and held against what
    /// it should say.
    ///
    /// # Errors
    /// Which file cannot be changed without harm, and why, in Russian.
    fn edit(
        &self,
        folder: &Path,
        blank: &Blank,
        report: Option<&Progress>,
        sources: &Sources,
    ) -> Result<FileEdit, String> {
        let edit = ReportEdit {
            period: blank.header.period.clone(),
            party: blank.header.school.clone(),
            head: self.head.clone(),
            marks: self.marks.clone(),
        };
        let (path, before, result) = match report {
            Some(report) => {
                let source = sources.get(report.period.span.source);
                let result = edit_report(&source.path, &source.text, &edit);
                (source.path.clone(), Some(source.text.to_string()), result)
            }
            None => {
                let path = new_path(folder, &blank.header);
                let text = new_report(&edit);
                let result = read_report(&path, &text).map(|progress| (text, progress));
                (path, None, result)
            }
        };
        let failed = |source: EditError| format!("{}: {source}", path.display());
        let (text, progress) = result.map_err(failed)?;
        if !self.is_said_by(&progress, report) {
            return Err(failed(EditError::Unusual("запись файла необычна")));
        }
        Ok(FileEdit { path, before, text })
    }

    /// Whether a report says what the form says, and of all else what it said before.
    fn is_said_by(&self, after: &Progress, before: Option<&Progress>) -> bool {
        let old = before.map(|report| &report.entries[..]).unwrap_or_default();
        let changed = |at: usize| self.marks.iter().find(|mark| mark.at == Some(at));
        let kept = old.iter().map(|entry| {
            let at = entry.address().map(|text| text.span.start);
            match at.and_then(changed) {
                Some(mark) => self.answers(mark),
                None => values(entry),
            }
        });
        let added = self.marks.iter().filter(|mark| mark.at.is_none());
        let expected: Vec<Values> = kept.chain(added.map(|mark| self.answers(mark))).collect();
        after.entries.len() == expected.len()
            && after
                .entries
                .iter()
                .zip(&expected)
                .all(|(entry, expected)| same(&values(entry), expected))
    }

    /// What the form says on the row of a mark.
    fn answers(&self, mark: &MarkEdit) -> Values {
        let mut rows = self.content.rows.iter();
        let row = rows.find(|row| {
            let key = &row.issued.key;
            key.yaml_key() == mark.key && key.address() == mark.address
        });
        row.map(|row| row.values.clone()).unwrap_or_default()
    }
}

/// The changes that make a new mark say what a row says.
fn all_anew(values: &Values) -> Vec<Change> {
    let fields = Field::OF_ROW.iter();
    fields
        .filter_map(|field| {
            Some(Change {
                path: field.path(),
                value: Some(scalar(*field, values.get(field)?)),
            })
        })
        .collect()
}

fn same(one: &Values, other: &Values) -> bool {
    one.len() == other.len()
        && one.iter().all(|(field, text)| {
            let other = other.get(field);
            other.is_some_and(|other| normal(*field, text) == normal(*field, other))
        })
}

/// A value in the form in which values are compared.
fn normal(field: Field, text: &str) -> String {
    match field.kind() {
        Kind::Date => parse_date(text).map_or_else(|_| clean(text), numeric),
        _ => clean(text),
    }
}

fn scalar(field: Field, text: &str) -> Scalar {
    match (field.kind(), text.parse()) {
        (Kind::Count, Ok(number)) => Scalar::Number(number),
        _ => Scalar::Text(text.to_owned()),
    }
}

/// A name that no report has yet.
fn new_path(folder: &Path, header: &Header) -> PathBuf {
    let folder = folder.join(PROGRESS);
    let stem = safe(&format!("{}-{}", header.period, header.school));
    let mut path = folder.join(format!("{stem}.yaml"));
    let mut count = 1;
    while path.symlink_metadata().is_ok() {
        count += 1;
        path = folder.join(format!("{stem}-{count}.yaml"));
    }
    path
}

/// A file of the dossier as it is to be.
struct FileEdit {
    path: PathBuf,
    /// What was read; `None`: there was no file.
    before: Option<String>,
    text: String,
}

impl FileEdit {
    fn changes(&self) -> bool {
        self.before.as_deref() != Some(&self.text)
    }

    fn failed(&self, source: EditError) -> String {
        format!("{}: {source}", self.path.display())
    }

    /// The file itself: a link stays a link, what it leads to is written.
    fn real_path(&self) -> PathBuf {
        std::fs::canonicalize(&self.path).unwrap_or_else(|_| self.path.clone())
    }

    fn require_unchanged(&self) -> Result<(), Error> {
        let present = write::read(&self.real_path())?;
        if present.as_deref() != self.before.as_deref().map(str::as_bytes) {
            return Err(Error::ChangedMeanwhile(self.path.clone()));
        }
        Ok(())
    }

    fn write(&self) -> Result<(), Error> {
        let real = self.real_path();
        match self.before {
            Some(_) => mend::rewrite(&real, &self.text),
            None => write::replace(&real, self.text.as_bytes()),
        }
    }
}
