//! A deadline changed: in the dossier's own files while its order is a draft, by an
//! amending order once it is signed ([N-90]).
//!
//! ```text
//! addresses ─▶ targets ─▶ new phrases ─▶ files as they would be ─▶ read and checked anew
//!                                                                   └─ no new error? ─▶ written
//! ```

mod amend;
mod target;

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use chrono::{Datelike, NaiveDate};

use super::prepare::prepare_loaded;
use super::{Error, Prepared, Request, errors, mend, write};
use crate::deadline::{Step, is_covered, shift};
use crate::diagnostic::{Diagnostic, Sources};
use crate::language::numeric;
use crate::load::{
    AMENDMENTS, EditError, Edits, Loaded, ReadError, TextEdit, edit_texts, load, load_edited,
};
use crate::model::{Dossier, Order};
use crate::render::{Rendered, Scope};
use target::{Target, targets};

/// Which deadlines change, to what, and by which right.
#[derive(Clone, Debug)]
pub struct Rescheduling<'a> {
    /// Ids or numbers of activities, or numbers of points.
    pub addresses: &'a [String],
    /// Whether points of the order are meant.
    pub of_points: bool,
    /// Which deadline of a point, from 1; `None` for the only one, or all.
    pub nth: Option<usize>,
    /// What they become.
    pub wanted: Wanted<'a>,
    /// The amending order; `None` while the order is a draft.
    pub amending: Option<Amending<'a>>,
    /// Write nothing.
    pub dry_run: bool,
    /// The day on which documents would be made.
    pub as_of: NaiveDate,
}

/// What deadlines become.
#[derive(Clone, Copy, Debug)]
pub enum Wanted<'a> {
    /// This phrase.
    Phrase(&'a str),
    /// The same, moved.
    Shifted {
        /// By how much.
        by: Step,
        /// Whether a day off gives way to the next working day.
        workdays: bool,
    },
}

/// The amending order that changes a signed one.
#[derive(Clone, Copy, Debug)]
pub struct Amending<'a> {
    /// Its number, without «№».
    pub number: &'a str,
    /// Its date.
    pub date: NaiveDate,
    /// Why; it may be left out if the order is in the dossier already.
    pub reason: Option<&'a str>,
}

/// What was changed, or would be.
#[derive(Debug)]
pub struct Rescheduled {
    /// The texts that findings point into, as they are after the change.
    pub sources: Sources,
    /// What the change gives rise to; an error among them, and nothing is written.
    pub findings: Vec<Diagnostic>,
    /// The deadlines.
    pub moves: Vec<Move>,
    /// The files, as they are or would be.
    pub files: Vec<PathBuf>,
    /// The name of every document that would be another; `None` if errors of the
    /// dossier hide that.
    pub documents: Option<Vec<String>>,
    /// Whether the files were written.
    pub written: bool,
}

/// A deadline that changes.
#[derive(Clone, Debug)]
pub struct Move {
    /// Where, for a reader: «2.3» or «пункт 2.1».
    pub place: String,
    /// What is due.
    pub title: String,
    /// The deadline before; `None` if there was none.
    pub was: Option<String>,
    /// The deadline now.
    pub now: String,
    /// What is worth knowing about the move.
    pub notes: Vec<String>,
}

/// Why deadlines are not changed.
#[derive(Debug)]
pub enum NotRescheduled {
    /// The command asks for what cannot be; one reason a line.
    Refused(Vec<String>),
    /// The dossier cannot be read without errors.
    Unsound {
        /// The texts that findings point into.
        sources: Sources,
        /// The errors.
        findings: Vec<Diagnostic>,
    },
    /// The system failed.
    System(Error),
}

impl From<Error> for NotRescheduled {
    fn from(error: Error) -> Self {
        Self::System(error)
    }
}

impl From<ReadError> for NotRescheduled {
    fn from(error: ReadError) -> Self {
        Self::System(error.into())
    }
}

fn refused<T>(reason: impl Into<String>) -> Result<T, NotRescheduled> {
    Err(NotRescheduled::Refused(vec![reason.into()]))
}

/// Changes deadlines of a dossier, or shows what would change.
///
/// # Errors
/// [`NotRescheduled`]; then nothing is written.
pub fn reschedule(
    folder: &Path,
    request: &Rescheduling<'_>,
) -> Result<Rescheduled, NotRescheduled> {
    let loaded = load(folder, None)?;
    let Some(dossier) = loaded.dossier.as_ref().filter(|_| loaded.whole) else {
        return Err(NotRescheduled::Unsound {
            findings: errors(loaded.findings),
            sources: loaded.sources,
        });
    };
    let targets = targets(dossier, request).map_err(NotRescheduled::Refused)?;
    let is_signed = signed(dossier, request.of_points);
    let moves = moves(&targets, request.wanted)?;
    let edits = match (is_signed, request.amending) {
        (None, None) => in_place(&targets, &moves, &loaded.sources)?,
        (Some(_), Some(amending)) => {
            amend::edits(folder, dossier, &targets, &moves, amending, &loaded.sources)?
        }
        (Some(order), None) => return refused(needs_amending(order)),
        (None, Some(_)) => return refused(needs_no_amending(dossier, request.of_points)),
    };
    let edited = load_edited(folder, None, &edits)?;
    let is_done = is_done(&edited, request, &moves);
    let scope = Scope::on(request.as_of);
    let before = prepare_loaded(folder, loaded, Request::Asked, &scope);
    let after = prepare_loaded(folder, edited, Request::Asked, &scope);
    let findings = new_findings(&before, &after);
    let is_sound = !findings.iter().any(Diagnostic::is_error);
    if is_sound && !is_done {
        return refused(
            "после такого изменения срок читался бы иначе: его меняет ещё один, более поздний приказ. Внесите изменение в тот приказ",
        );
    }
    let documents = documents(&before, &after);
    let written = is_sound && !request.dry_run;
    if written {
        put(folder, &edits, &before.sources)?;
    }
    Ok(Rescheduled {
        sources: after.sources,
        findings,
        moves,
        files: edits.into_keys().collect(),
        documents,
        written,
    })
}

/// The signed order that the deadlines stand in; `None` if they may be edited: there is
/// no order, it is a draft, or the plan is no part of it.
fn signed(dossier: &Dossier, of_points: bool) -> Option<&Order> {
    let order = dossier.order.as_ref();
    order.filter(|order| !order.draft && (of_points || order.attaches_plan()))
}

fn needs_amending(order: &Order) -> String {
    format!(
        "приказ № {} от {} подписан: срок в нём меняет изменяющий приказ. \
         Добавьте к команде --order НОМЕР --dated ДАТА --reason \"В связи с …\". \
         Если приказ ещё не подписан, впишите в него «проект: да»: тогда срок правится прямо в деле",
        order.number.trim(),
        numeric(order.date.value.0)
    )
}

fn needs_no_amending(dossier: &Dossier, of_points: bool) -> String {
    let why = match &dossier.order {
        None => "приказа в деле нет",
        Some(order) if order.draft => "приказ ещё не подписан (проект: да)",
        Some(_) if !of_points => "план не приложен к приказу",
        Some(_) => "менять нечего",
    };
    format!("{why}: срок правят прямо в деле, уберите --order, --dated и --reason")
}

/// What every target becomes.
fn moves(targets: &[Target<'_>], wanted: Wanted<'_>) -> Result<Vec<Move>, NotRescheduled> {
    let (mut moves, mut reasons) = (Vec::new(), Vec::new());
    for target in targets {
        match moved(target, wanted) {
            Ok(one) => moves.push(one),
            Err(reason) => reasons.push(format!("{}: {reason}", target.place())),
        }
    }
    match reasons.is_empty() {
        true => Ok(moves),
        false => Err(NotRescheduled::Refused(reasons)),
    }
}

fn moved(target: &Target<'_>, wanted: Wanted<'_>) -> Result<Move, String> {
    let was = target.text.map(|text| text.value.clone());
    let mut notes = Vec::new();
    let now = match (wanted, target.text) {
        (Wanted::Phrase(phrase), _) => phrase.trim().to_owned(),
        (Wanted::Shifted { .. }, None) => {
            return Err("срока нет, сдвигать нечего; назначьте его: dyak deadline set".to_owned());
        }
        (Wanted::Shifted { by, workdays }, Some(text)) => {
            let shifted = shift(text, target.bounds, by, workdays).map_err(|why| {
                format!(
                    "срок «{}» не сдвинуть: {why}; запишите новый: dyak deadline set",
                    text.trim()
                )
            })?;
            if shifted.added_year {
                notes.push("год дописан: без него запись значила бы другой год".to_owned());
            }
            for (from, to) in shifted.off_days {
                let mut note = format!(
                    "{} — выходной, срок перенесён на {}",
                    numeric(from),
                    numeric(to)
                );
                if !is_covered(to) {
                    let year = to.year();
                    note += &format!(" (переносы выходных на {year} год программе не известны)");
                }
                notes.push(note);
            }
            shifted.phrase
        }
    };
    if now.is_empty() {
        return Err("новый срок пуст".to_owned());
    }
    if was.as_deref().map(str::trim) == Some(&now) {
        return Err(format!("срок и так «{now}»"));
    }
    Ok(Move {
        place: target.place(),
        title: target.title.clone(),
        was,
        now,
        notes,
    })
}

/// The dossier's files with the deadlines edited where they stand.
fn in_place(
    targets: &[Target<'_>],
    moves: &[Move],
    sources: &Sources,
) -> Result<Edits, NotRescheduled> {
    let mut by_file: BTreeMap<_, Vec<TextEdit>> = BTreeMap::new();
    for (target, one) in targets.iter().zip(moves) {
        let new = one.now.clone();
        let edit = match target.text {
            Some(text) => TextEdit::Replace {
                at: text.span.start,
                new,
            },
            None => TextEdit::Insert {
                beside: target.anchor.start,
                key: "срок",
                after: target.keys_before(),
                new,
            },
        };
        let span = target.text.map_or(target.anchor, |text| text.span);
        by_file.entry(span.source).or_default().push(edit);
    }
    let mut edits = Edits::new();
    for (id, changes) in by_file {
        let source = sources.get(id);
        let text = edit_texts(&source.path, &source.text, &changes)
            .map_err(|error| not_edited(&source.path, &error))?;
        edits.insert(source.path.clone(), text);
    }
    Ok(edits)
}

fn not_edited(path: &Path, error: &EditError) -> NotRescheduled {
    NotRescheduled::Refused(vec![format!("{}: {error}", path.display())])
}

/// The findings of a dossier that it had not before.
fn new_findings(before: &Prepared, after: &Prepared) -> Vec<Diagnostic> {
    let key = |prepared: &Prepared, finding: &Diagnostic| {
        let place = finding.span.map(|span| {
            let source = prepared.sources.get(span.source);
            let text = source.text.get(span.start..span.end).unwrap_or_default();
            (source.path.clone(), text.to_owned())
        });
        (finding.code, finding.message.clone(), place)
    };
    let mut known: HashMap<_, usize> = HashMap::new();
    for finding in &before.findings {
        *known.entry(key(before, finding)).or_default() += 1;
    }
    let mut new = Vec::new();
    for finding in &after.findings {
        match known.get_mut(&key(after, finding)) {
            Some(count) if *count > 0 => *count -= 1,
            _ => new.push(finding.clone()),
        }
    }
    new
}

/// Whether the files as they would be say the deadlines that were wanted.
fn is_done(edited: &Loaded, request: &Rescheduling<'_>, moves: &[Move]) -> bool {
    let dossier = edited.dossier.as_ref();
    let again = dossier.and_then(|dossier| targets(dossier, request).ok());
    let said = again.map(|targets| {
        let texts = targets.iter().map(|target| target.text);
        texts
            .map(|text| text.map(|text| text.trim().to_owned()))
            .collect::<Vec<_>>()
    });
    let wanted: Vec<Option<String>> = moves.iter().map(|one| Some(one.now.clone())).collect();
    said == Some(wanted)
}

/// The documents that differ, by name.
fn documents(before: &Prepared, after: &Prepared) -> Option<Vec<String>> {
    let (before, after) = (before.ready.as_ref()?, after.ready.as_ref()?);
    let is_as_before = |one: &&Rendered| {
        let old = before.rendered.iter().find(|old| old.which == one.which);
        old.is_some_and(|old| old.document == one.document && old.name == one.name)
    };
    let changed = after.rendered.iter().filter(|one| !is_as_before(one));
    Some(changed.map(|one| one.name.clone()).collect())
}

/// Writes the files; one that somebody has changed meanwhile stops all.
fn put(folder: &Path, edits: &Edits, sources: &Sources) -> Result<(), Error> {
    let _lock = write::lock(&folder.join(AMENDMENTS));
    let read = |path: &Path| sources.find(path).map(|id| sources.get(id).text.clone());
    // A link stays a link: the file behind it is written.
    let real = |path: &Path| std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    for path in edits.keys() {
        let present = write::read(&real(path))?;
        if present.as_deref() != read(path).as_deref().map(str::as_bytes) {
            return Err(Error::ChangedMeanwhile(path.clone()));
        }
    }
    for (path, text) in edits {
        match read(path) {
            Some(_) => mend::rewrite(&real(path), text)?,
            None => write::replace(path, text.as_bytes())?,
        }
    }
    Ok(())
}

/// Whether two days are of one year: numbers of orders begin anew every year.
fn same_year(one: NaiveDate, other: NaiveDate) -> bool {
    one.year() == other.year()
}
