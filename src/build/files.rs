//! The files of a dossier's documents: what stands, what must be made, and putting
//! it where it belongs.
//!
//! Making is slow and done by the whole crew; where a file goes is decided only with
//! the folder's lock in hand, for another run may have written meanwhile.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::fingerprint::{Digest, hash_of};
use super::manifest::{Entry, Manifest, Origin, hash};
use super::name::unique;
use super::place::{self, Place, Present, Wanted};
use super::signed::{self, Standing};
use super::{Cause, Crew, DocumentOutcome, Done, Error, Format, Options, Outcome, Ready};
use super::{fingerprint, memory, why, write};
use crate::diagnostic::Sources;
use crate::document::Document;
use crate::document::compare::Change;
use crate::export::docx::{docx, tracked};
use crate::export::pdf::pdf;
use crate::export::xlsx::xlsx;
use crate::model::DocumentKind;
use crate::render::{RenderedWorkbook, Tracked, Which};
use crate::workbook::Workbook;

/// What a file holds.
#[derive(Clone, Copy)]
pub(super) enum Content<'a> {
    Document(&'a Document),
    /// Two editions: a table for the archive, tracked changes for Word.
    Comparison(&'a Document, &'a Tracked),
    Workbook(&'a Workbook<'a>, &'a Digest),
}

impl Content<'_> {
    /// Whether it can be written in a form.
    fn has(self, format: Format) -> bool {
        match self {
            Self::Document(_) | Self::Comparison(..) => format != Format::Xlsx,
            Self::Workbook(..) => format == Format::Xlsx,
        }
    }

    /// The hash of all it says.
    pub(super) fn hash(self) -> String {
        match self {
            Self::Document(document) => hash_of(document),
            Self::Comparison(document, both) => hash_of(&(document, both)),
            Self::Workbook(_, digest) => hash_of(digest),
        }
    }
}

/// A document with its files.
pub(super) struct Paper<'a> {
    pub(super) which: Which,
    pub(super) content: Content<'a>,
    /// Of the order, whether it may still be changed.
    standing: Option<Standing>,
    /// The files' name without ending, in the document's own place.
    pub(super) stem: String,
    pub(super) origin: Origin,
    pub(super) files: Vec<Sheet>,
}

/// A file of a document on its way to the disk.
pub(super) struct Sheet {
    pub(super) format: Format,
    pub(super) fingerprint: String,
    /// Whether this run is to write it; the place of the others counts all the same.
    pub(super) is_asked: bool,
    /// The hash of its bytes, once it is known.
    hash: Option<String>,
    bytes: Option<Vec<u8>>,
    cause: Cause,
    making: Duration,
    writing: Duration,
    result: Result<Done, Error>,
}

/// All documents of a dossier and where they go.
pub(super) struct Desk<'a> {
    pub(super) ready: &'a Ready,
    pub(super) folder: PathBuf,
    /// Whether files are written whoever made those in their place.
    force: bool,
    /// The names of all documents, in lower case.
    taken: HashSet<String>,
}

/// What became of the documents, and the files that are theirs.
pub(super) struct Filed {
    pub(super) documents: Vec<DocumentOutcome>,
    /// Names of files in the places of today's documents.
    pub(super) claimed: HashSet<String>,
}

/// Writes what must be written of a dossier's documents.
pub(super) fn write_all(
    ready: &Ready,
    sources: &Sources,
    options: &Options,
    crew: &Crew,
    tick: &(dyn Fn() + Sync),
) -> Filed {
    let workbooks = match options.formats.contains(&Format::Xlsx) {
        true => ready.workbooks(sources),
        false => Vec::new(),
    };
    let workbooks: Vec<_> = workbooks
        .iter()
        .map(|one| (one, Digest::of(&one.workbook)))
        .collect();
    let mut papers = papers(ready, &workbooks, options);
    let desk = Desk {
        ready,
        folder: options.folder_of(&ready.name),
        force: options.force,
        taken: papers.iter().map(|one| one.stem.to_lowercase()).collect(),
    };
    let manifest = Manifest::read(&desk.folder);
    let stands = crew.each(&papers, |paper| desk.stands(paper, &manifest));
    desk.make(&mut papers, &stands, &manifest, crew, tick);
    desk.put_all(papers, stands, manifest)
}

fn papers<'a>(
    ready: &'a Ready,
    workbooks: &'a [(&'a RenderedWorkbook<'a>, Digest)],
    options: &Options,
) -> Vec<Paper<'a>> {
    let documents = ready.rendered.iter().map(|rendered| {
        let content = match &rendered.tracked {
            Some(both) => Content::Comparison(&rendered.document, both),
            None => Content::Document(&rendered.document),
        };
        (rendered.which, &rendered.name, content)
    });
    let workbooks = workbooks.iter().map(|(rendered, digest)| {
        let content = Content::Workbook(&rendered.workbook, digest);
        (rendered.which, &rendered.name, content)
    });
    let style = hash_of(&ready.style);
    let mut taken: Vec<String> = Vec::new();
    let mut papers = Vec::new();
    for (which, name, content) in documents.chain(workbooks) {
        let stem = unique(name, &mut taken);
        let formats = Format::ALL.into_iter();
        let formats: Vec<Format> = formats.filter(|format| content.has(*format)).collect();
        if !formats
            .iter()
            .any(|format| options.formats.contains(format))
        {
            continue;
        }
        let period = ready.period.as_deref().filter(|_| is_periodic(which.kind));
        let origin = fingerprint::origin(content, &style, period);
        let files = formats.into_iter().map(|format| Sheet {
            format,
            fingerprint: fingerprint::of(content, &origin, ready, format),
            is_asked: options.formats.contains(&format),
            hash: None,
            bytes: None,
            cause: Cause::Current,
            making: Duration::ZERO,
            writing: Duration::ZERO,
            result: Ok(Done::Unchanged),
        });
        papers.push(Paper {
            which,
            content,
            standing: match which.kind {
                DocumentKind::Order => ready.standing_of_order(),
                _ => None,
            },
            stem,
            files: files.collect(),
            origin,
        });
    }
    papers
}

/// Whether a document speaks of one reporting period.
fn is_periodic(kind: DocumentKind) -> bool {
    use DocumentKind as K;
    matches!(kind, K::Report | K::SchoolReport | K::Reminder)
}

impl Paper<'_> {
    /// The hash that a file would have, if one of its places has held it.
    fn known_hash<'m>(&self, sheet: &Sheet, manifest: &'m Manifest) -> Option<&'m str> {
        let entries = place::known(manifest, &self.stem, sheet.format).map(|one| one.entry);
        let mut made_from_the_same = entries.filter(|one| one.fingerprint == sheet.fingerprint);
        made_from_the_same.next().map(|one| one.hash.as_str())
    }

    /// What the manifest knows of the document in any place.
    pub(super) fn entries<'m>(&'m self, manifest: &'m Manifest) -> impl Iterator<Item = &'m Entry> {
        let formats = self.files.iter().map(|sheet| sheet.format);
        formats.flat_map(|format| place::known(manifest, &self.stem, format).map(|one| one.entry))
    }

    /// Nothing of a document is written when one of its files cannot be: a DOCX and a
    /// PDF that differ are worse than two old ones.
    fn hold_back(&mut self, place: &Place, folder: &Path) {
        let files = self.files.iter_mut().zip(&place.present);
        let waiting = files.filter(|(sheet, (present, _))| {
            sheet.is_asked && sheet.result.is_ok() && *present != Present::Same
        });
        for (sheet, _) in waiting {
            let path = folder.join(place::file_name(&place.stem, sheet.format));
            sheet.result = Err(Error::HeldBack(path));
        }
    }

    fn has_failed(&self) -> bool {
        self.files.iter().any(|sheet| sheet.result.is_err())
    }
}

impl Desk<'_> {
    fn find(&self, paper: &Paper<'_>, manifest: &Manifest) -> Result<Place, Error> {
        let wanted: Vec<Wanted<'_>> = paper
            .files
            .iter()
            .map(|sheet| Wanted {
                format: sheet.format,
                hash: sheet
                    .hash
                    .as_deref()
                    .or_else(|| paper.known_hash(sheet, manifest)),
            })
            .collect();
        let (folder, force) = (&self.folder, self.force);
        place::find(folder, &paper.stem, &wanted, manifest, &self.taken, force)
    }

    /// The place of a document that is there as it should be; `None` if there is
    /// something to do.
    fn stands(&self, paper: &Paper<'_>, manifest: &Manifest) -> Option<Place> {
        let place = self.find(paper, manifest).ok()?;
        let mut pairs = paper.files.iter().zip(&place.present);
        let is_current = pairs.all(|(sheet, (_, hash))| {
            let name = place::file_name(&place.stem, sheet.format);
            let cause = manifest.cause(&name, &sheet.fingerprint, hash.as_deref());
            !sheet.is_asked || cause == Cause::Current
        });
        let stands = is_current && self.superseded(paper, &place, manifest).is_empty();
        stands.then_some(place)
    }

    /// Makes the files that are not there.
    fn make(
        &self,
        papers: &mut [Paper<'_>],
        stands: &[Option<Place>],
        manifest: &Manifest,
        crew: &Crew,
        tick: &(dyn Fn() + Sync),
    ) {
        let mut jobs: Vec<(usize, usize)> = Vec::new();
        for (at, paper) in papers.iter().enumerate() {
            let asked = paper.files.iter().enumerate();
            let asked = asked.filter(|(_, sheet)| sheet.is_asked);
            jobs.extend(asked.map(|(file, _)| (at, file)));
        }
        let made = crew.each(&jobs, |&(at, file)| {
            let (paper, stands) = (&papers[at], stands[at].is_some());
            let start = Instant::now();
            let made = (!stands && !self.is_there(paper, file, manifest))
                .then(|| crew.make(|| self.export(paper, paper.files[file].format)));
            tick();
            (made, start.elapsed())
        });
        for ((at, file), (made, time)) in jobs.into_iter().zip(made) {
            let sheet = &mut papers[at].files[file];
            sheet.making = time;
            match made {
                Some(Ok(bytes)) => {
                    sheet.hash = Some(hash(&bytes));
                    sheet.bytes = Some(bytes);
                }
                Some(Err(error)) => sheet.result = Err(error),
                None => {}
            }
        }
    }

    /// Whether a file of a document that does not stand is where it should be.
    fn is_there(&self, paper: &Paper<'_>, file: usize, manifest: &Manifest) -> bool {
        let place = self.find(paper, manifest);
        place.is_ok_and(|place| place.present[file].0 == Present::Same)
    }

    fn export(&self, paper: &Paper<'_>, format: Format) -> Result<Vec<u8>, Error> {
        let (style, fonts) = (&self.ready.style, &self.ready.fonts);
        let path = self.folder.join(place::file_name(&paper.stem, format));
        match paper.content {
            Content::Workbook(workbook, _) => {
                xlsx(workbook).map_err(|source| Error::Xlsx { path, source })
            }
            Content::Document(document) if format == Format::Docx => {
                docx(document, style, fonts).map_err(|source| Error::Docx { path, source })
            }
            Content::Comparison(_, both) if format == Format::Docx => {
                tracked(&both.document, &both.by, style, fonts)
                    .map_err(|source| Error::Docx { path, source })
            }
            Content::Document(document) | Content::Comparison(document, _) => {
                pdf(document, style, fonts).map_err(|source| Error::Pdf { path, source })
            }
        }
    }

    /// Puts everything in its place.
    fn put_all(
        &self,
        papers: Vec<Paper<'_>>,
        stands: Vec<Option<Place>>,
        manifest: Manifest,
    ) -> Filed {
        let mut manifest = manifest;
        let records = self.folder.join(memory::FOLDER);
        let left = || [&self.folder, &records].map(|one| write::debris(one).len());
        let is_idle = stands.iter().all(Option::is_some) && left() == [0, 0];
        // Held until the files are there: another run forgets files that are not.
        let lock = (!is_idle).then(|| write::lock(&self.folder));
        if let Some(lock) = &lock {
            manifest = Manifest::read(&self.folder);
            if lock.is_some() {
                write::sweep(&records);
            }
        }
        let mut shelf: Vec<(Paper<'_>, Result<Place, Error>, bool)> = Vec::new();
        for (mut paper, stands) in papers.into_iter().zip(stands) {
            let is_done = stands.is_some();
            let place = match stands {
                Some(place) => Ok(place),
                None => self.place(&mut paper, &manifest),
            };
            shelf.push((paper, place, is_done));
        }
        let noted = self.note(&shelf);
        let mut filed = Filed {
            documents: Vec::new(),
            claimed: HashSet::new(),
        };
        for (paper, place, is_done) in shelf {
            self.claim(&paper, place.as_ref().ok(), &manifest, &mut filed.claimed);
            let signed_anew = self.signed_anew(&paper);
            let outcome = match place {
                Ok(place) if is_done => outcome(&self.folder, paper, place),
                Ok(place) => self.put(paper, place, &manifest, &noted),
                Err(error) => self.nowhere(paper, error),
            };
            filed.documents.push(DocumentOutcome {
                signed_anew,
                ..outcome
            });
        }
        if lock.is_some() {
            self.forget();
        }
        filed
    }

    /// What a signed order says otherwise than when it was signed.
    fn signed_anew(&self, paper: &Paper<'_>) -> Option<Vec<Change>> {
        match (paper.standing, paper.content) {
            (Some(standing), Content::Document(document)) => {
                signed::changes(&self.folder, standing, &paper.origin, document)
            }
            _ => None,
        }
    }

    /// Finds the place of a document's files, now that nobody else writes, and
    /// whether they may be written there.
    fn place(&self, paper: &mut Paper<'_>, manifest: &Manifest) -> Result<Place, Error> {
        let place = self.find(paper, manifest)?;
        for at in 0..paper.files.len() {
            let (present, hash_there) = &place.present[at];
            let sheet = &paper.files[at];
            if !sheet.is_asked || sheet.result.is_err() {
                continue;
            }
            let name = place::file_name(&place.stem, sheet.format);
            let cause = manifest.cause(&name, &sheet.fingerprint, hash_there.as_deref());
            let path = self.folder.join(&name);
            let result = match write::opened_by(&path) {
                Some(program) if !self.force && *present == Present::Own => {
                    Err(Error::Open { path, program })
                }
                _ => self.complete(paper, at, *present, hash_there),
            };
            let sheet = &mut paper.files[at];
            sheet.cause = cause;
            if let Err(error) = result {
                sheet.result = Err(error);
            }
        }
        if paper.has_failed() {
            paper.hold_back(&place, &self.folder);
        }
        Ok(place)
    }

    /// Sees to it that a file's hash is known, and its bytes where they are to be
    /// written: another run may have changed what seemed to be there.
    fn complete(
        &self,
        paper: &mut Paper<'_>,
        at: usize,
        present: Present,
        hash_there: &Option<String>,
    ) -> Result<(), Error> {
        if present == Present::Same {
            paper.files[at].hash.clone_from(hash_there);
        } else if paper.files[at].bytes.is_none() {
            let bytes = self.export(paper, paper.files[at].format)?;
            paper.files[at].hash = Some(hash(&bytes));
            paper.files[at].bytes = Some(bytes);
        }
        Ok(())
    }

    /// Notes the files that are about to be written. The manifest goes first: after an
    /// interruption between the two it knows both the old file and the new one as the
    /// program's own.
    fn note(&self, shelf: &[(Paper<'_>, Result<Place, Error>, bool)]) -> Result<(), Error> {
        let waiting: Vec<(&Paper<'_>, &Place)> = shelf
            .iter()
            .filter(|(paper, _, is_done)| !is_done && !paper.has_failed())
            .filter_map(|(paper, place, _)| Some((paper, place.as_ref().ok()?)))
            .collect();
        if waiting.is_empty() {
            return Ok(());
        }
        Manifest::update(&self.folder, |manifest| {
            for (paper, place) in waiting {
                for (sheet, (_, there)) in paper.files.iter().zip(&place.present) {
                    if let Some(hash) = sheet.hash.as_ref().filter(|_| sheet.is_asked) {
                        let name = place::file_name(&place.stem, sheet.format);
                        let origin = paper.origin.clone();
                        let entry = Entry::new(&sheet.fingerprint, hash.clone(), origin);
                        manifest.record(&name, entry, there.clone());
                    }
                }
            }
        })
    }

    /// Writes the files of a document that were made and noted.
    fn put(
        &self,
        mut paper: Paper<'_>,
        place: Place,
        manifest: &Manifest,
        noted: &Result<(), Error>,
    ) -> DocumentOutcome {
        if paper.has_failed() {
            return outcome(&self.folder, paper, place);
        }
        if let Err(error) = noted {
            for sheet in paper.files.iter_mut().filter(|sheet| sheet.is_asked) {
                let path = self
                    .folder
                    .join(place::file_name(&place.stem, sheet.format));
                let reason = error.to_string();
                sheet.result = Err(Error::Unnoted { path, reason });
            }
            return outcome(&self.folder, paper, place);
        }
        // Asked while the old text is still remembered.
        let why = why::why(&paper, &place, manifest, &self.folder);
        self.replace(&mut paper, &place);
        if paper.has_failed() {
            return outcome(&self.folder, paper, place);
        }
        // Without it the next build cannot say what changed, and writes all the same.
        let _ = match paper.content {
            Content::Document(document) => memory::remember(&self.folder, &paper.stem, document),
            Content::Workbook(_, digest) => memory::remember(&self.folder, &paper.stem, digest),
            Content::Comparison(..) => Ok(()),
        };
        let superseded = self.superseded(&paper, &place, manifest);
        let removed = superseded.into_iter().map(|name| self.folder.join(name));
        let removed = removed.filter(|path| write::remove(path).is_ok()).collect();
        let is_written = |sheet: &Sheet| matches!(sheet.result, Ok(Done::Written));
        let why = paper.files.iter().any(is_written).then_some(why);
        DocumentOutcome {
            why,
            removed,
            ..outcome(&self.folder, paper, place)
        }
    }

    fn replace(&self, paper: &mut Paper<'_>, place: &Place) {
        let start = Instant::now();
        let missing = place.present.iter().map(|(one, _)| *one != Present::Same);
        let mut written: Vec<(&mut Sheet, PathBuf)> = paper
            .files
            .iter_mut()
            .zip(missing)
            .filter(|(sheet, missing)| *missing && sheet.is_asked)
            .map(|(sheet, _)| {
                let path = self
                    .folder
                    .join(place::file_name(&place.stem, sheet.format));
                (sheet, path)
            })
            .collect();
        let files: Vec<(&Path, &[u8])> = written
            .iter()
            .filter_map(|(sheet, path)| Some((path.as_path(), sheet.bytes.as_deref()?)))
            .collect();
        let (count, result) = write::replace_all(&files);
        let time = start.elapsed() / u32::try_from(files.len().max(1)).unwrap_or(u32::MAX);
        let mut failure = result.err();
        for (at, (sheet, path)) in written.iter_mut().enumerate() {
            sheet.writing = time;
            sheet.result = match &failure {
                _ if at < count => Ok(Done::Written),
                Some(Error::Write { path: failed, .. }) if failed == path => {
                    Err(failure.take().unwrap_or(Error::HeldBack(path.clone())))
                }
                _ => Err(Error::HeldBack(path.clone())),
            };
        }
    }

    /// Files of later places that nobody touched: the document stands in an earlier
    /// one again.
    fn superseded(&self, paper: &Paper<'_>, place: &Place, manifest: &Manifest) -> Vec<String> {
        let formats = paper.files.iter().map(|sheet| sheet.format);
        let later: Vec<place::Known<'_>> = formats
            .flat_map(|format| place::known(manifest, &paper.stem, format))
            .filter(|known| known.number > place.number)
            .filter(|known| {
                let name = place::name(&paper.stem, known.number).to_lowercase();
                !self.taken.contains(&name)
            })
            .collect();
        // A file that somebody edited keeps its pair.
        let edited: HashSet<usize> = later
            .iter()
            .filter(|known| !self.is_untouched(known))
            .map(|known| known.number)
            .collect();
        let removed = later.iter().filter(|known| {
            !edited.contains(&known.number) && self.folder.join(known.name).exists()
        });
        removed.map(|known| known.name.to_owned()).collect()
    }

    /// Whether a file is as the program left it, or gone.
    fn is_untouched(&self, known: &place::Known<'_>) -> bool {
        match write::read(&self.folder.join(known.name)) {
            Ok(Some(bytes)) => known.entry.is_of(&hash(&bytes)),
            Ok(None) => true,
            Err(_) => false,
        }
    }

    /// Notes the names that belong to a document: in its place and in the earlier
    /// ones; wherever it cannot be placed, all.
    fn claim(
        &self,
        paper: &Paper<'_>,
        place: Option<&Place>,
        manifest: &Manifest,
        claimed: &mut HashSet<String>,
    ) {
        for sheet in &paper.files {
            let known = place::known(manifest, &paper.stem, sheet.format);
            let within = known.filter(|one| place.is_none_or(|place| one.number <= place.number));
            claimed.extend(within.map(|one| one.name.to_owned()));
            claimed.extend(place.map(|place| place::file_name(&place.stem, sheet.format)));
        }
    }

    /// Forgets what documents said of which no file is left.
    fn forget(&self) {
        let manifest = Manifest::read(&self.folder);
        memory::forget(&self.folder, |stem| {
            let mut formats = Format::ALL.into_iter();
            signed::RECORDS.contains(&stem)
                || formats.any(|format| place::known(&manifest, stem, format).next().is_some())
        });
    }

    /// A document for whose files there is no place: what lies there cannot be read.
    fn nowhere(&self, mut paper: Paper<'_>, error: Error) -> DocumentOutcome {
        let place = Place {
            number: 0,
            stem: paper.stem.clone(),
            present: Vec::new(),
            kept: Vec::new(),
        };
        let path_of = |sheet: &Sheet| {
            self.folder
                .join(place::file_name(&place.stem, sheet.format))
        };
        let failed = match &error {
            Error::Write { path, .. } => Some(path.clone()),
            _ => None,
        };
        let asked = paper.files.iter_mut().filter(|sheet| sheet.is_asked);
        let mut error = Some(error);
        let sheets: Vec<&mut Sheet> = asked.collect();
        let culprit = sheets
            .iter()
            .position(|sheet| failed.as_ref() == Some(&path_of(sheet)))
            .unwrap_or(0);
        for (at, sheet) in sheets.into_iter().enumerate() {
            let held_back = Error::HeldBack(path_of(sheet));
            sheet.result = Err(match at == culprit {
                true => error.take().unwrap_or(held_back),
                false => held_back,
            });
        }
        outcome(&self.folder, paper, place)
    }
}

/// What is told of a document.
fn outcome(folder: &Path, paper: Paper<'_>, place: Place) -> DocumentOutcome {
    let asked = paper.files.into_iter().filter(|sheet| sheet.is_asked);
    let files = asked.map(|sheet| Outcome {
        format: sheet.format,
        path: folder.join(place::file_name(&place.stem, sheet.format)),
        fingerprint: sheet.fingerprint,
        cause: sheet.cause,
        making: sheet.making,
        writing: sheet.writing,
        result: sheet.result,
    });
    DocumentOutcome {
        which: paper.which,
        name: paper.stem,
        why: None,
        signed_anew: None,
        kept: place.kept.iter().map(|name| folder.join(name)).collect(),
        removed: Vec::new(),
        files: files.collect(),
    }
}
