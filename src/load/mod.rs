//! YAML text → model and sources.
//!
//! A file passes four stations, and a mistake at one does not hide mistakes of
//! another file: bytes → text ([`text`]), text → tree ([`node`]), tree against
//! schema ([`shape`]), tree → model ([`decode`]).

mod decode;
mod edit;
mod file_name;
mod format;
mod manuscripts;
mod markdown;
mod node;
mod schema;
mod shape;
mod slip;
mod syntax;
mod text;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::de::DeserializeOwned;

pub use edit::{
    AmendmentHead, AmendmentKey, Change, EditError, FigureEdit, FiguresEdit, MarkEdit, ReportEdit,
    Scalar, TextEdit, Value, edit_amendment, edit_figures, edit_report, edit_texts, map_at,
    new_amendment, new_report, read_report,
};
pub use manuscripts::TEXTS;
pub use schema::FileKind;

use crate::diagnostic::{Diagnostic, Located, SourceId, Sources};
use crate::edition;
use crate::model::{
    Amendments, Dossier, DossierFile, Indicators, Manuscript, Order, Plan, Programme, Progress,
    School, SchoolsFile,
};
use crate::style::GOST_2025;
use node::{Entry, Kind, Node};

/// The folder of a dossier that holds templates of its own.
pub const TEMPLATES: &str = "templates";

/// The folder of a dossier that holds the reports handed in.
pub const PROGRESS: &str = "progress";

/// The folder of a dossier that holds amending orders.
pub const AMENDMENTS: &str = "amendments";

/// The folder of a dossier that holds the schemas of its files, for editors.
pub const SCHEMAS: &str = ".schema";

/// A dossier as read, with everything wrong in its form.
#[derive(Debug)]
pub struct Loaded {
    /// The texts that findings point into.
    pub sources: Sources,
    /// The dossier, unless its form is too broken.
    pub dossier: Option<Dossier>,
    /// Every text value in force with its place, for rules about wording.
    pub texts: Vec<Located<String>>,
    /// Templates of the department's own: file name and text.
    pub templates: Vec<(String, SourceId)>,
    /// What is wrong with the form.
    pub findings: Vec<Diagnostic>,
    /// Whether the model holds all that was written: nothing but unknown keys was left out.
    pub whole: bool,
}

/// A file or folder could not be read.
#[derive(Debug, thiserror::Error)]
#[error("не удалось прочитать {}: {}", path.display(), reason(source))]
pub struct ReadError {
    /// Which.
    pub path: PathBuf,
    /// Why.
    pub source: std::io::Error,
}

/// Why the system refused, in Russian where the reason is a common one.
fn reason(error: &std::io::Error) -> String {
    use std::io::ErrorKind as K;
    match error.kind() {
        K::PermissionDenied => "нет права на чтение; попросите доступ у того, чей это файл".into(),
        K::IsADirectory => "на месте файла папка".into(),
        K::NotADirectory => "на месте папки файл".into(),
        K::TimedOut | K::HostUnreachable | K::NetworkUnreachable | K::NotConnected => {
            "сетевая папка не отвечает".into()
        }
        _ => error.to_string(),
    }
}

/// Texts in the place of files: paths below the dossier's folder, as [`load`] spells them.
pub type Edits = BTreeMap<PathBuf, String>;

/// Reads the dossier in a folder, in the edition of a day; without one, with all its
/// amendments.
///
/// # Errors
/// [`ReadError`] when the system does not let a file be read; mistakes in the
/// files are findings of the result.
pub fn load(folder: &Path, edition: Option<NaiveDate>) -> Result<Loaded, ReadError> {
    load_edited(folder, edition, &Edits::new())
}

/// Reads a dossier as [`load`] does, as it would be with some of its files written anew.
///
/// # Errors
/// As for [`load`].
pub fn load_edited(
    folder: &Path,
    edition: Option<NaiveDate>,
    edits: &Edits,
) -> Result<Loaded, ReadError> {
    let mut reader = Reader::new(folder, edits);
    let names = file_names(folder)?;
    let dossier = reader.file::<DossierFile>(FileKind::Dossier)?;
    let order = reader.file::<Order>(FileKind::Order)?;
    let plan = reader.file::<Plan>(FileKind::Plan)?;
    let schools = reader.file::<SchoolsFile>(FileKind::Schools)?;
    let indicators = reader.file::<Indicators>(FileKind::Indicators)?;
    let programme = reader.file::<Programme>(FileKind::Programme)?;
    let manuscripts = reader.manuscripts(folder)?;
    let progress = reader.folder_of(FileKind::Progress, PROGRESS, "отчёты")?;
    let amendments = reader.folder_of(FileKind::Amendment, AMENDMENTS, "изменяющие приказы")?;
    reader.templates(folder)?;
    reader.report_strangers(&names);
    for deeper in yaml_folders(folder)? {
        if !deeper.ends_with(PROGRESS) && !deeper.ends_with(AMENDMENTS) {
            let hint = "отчёты об исполнении лежат в папке progress, изменяющие приказы — в папке amendments, другие файлы дела — рядом с dossier.yaml";
            reader
                .findings
                .push(file_name::unread_folder(&deeper, hint));
        }
    }
    if !reader.has(FileKind::Dossier) {
        let finding = file_name::no_dossier(folder, &names);
        reader.findings.push(finding);
    }
    let files = Files {
        order,
        plan,
        schools,
        indicators,
        programme,
        manuscripts,
        progress,
    };
    let mut named = Vec::new();
    let dossier = dossier.map(|file| {
        let mut dossier = reader.assemble(file, files);
        edition::amend(&mut dossier, amendments);
        named.extend(dossier.all_texts().into_iter().cloned());
        if let Some(day) = edition {
            edition::bring_to(&mut dossier, day);
        }
        reader.texts = edition::texts_in_force(&dossier, std::mem::take(&mut reader.texts));
        dossier
    });
    if let Some(dossier) = &dossier {
        reader.report_manuscripts(dossier, &named);
    }
    Ok(Loaded {
        whole: reader.whole && dossier.is_some(),
        sources: reader.sources,
        dossier,
        texts: reader.texts,
        templates: reader.templates,
        findings: reader.findings,
    })
}

/// What the files besides `dossier.yaml` hold.
struct Files {
    order: Option<Order>,
    plan: Option<Plan>,
    schools: Option<SchoolsFile>,
    indicators: Option<Indicators>,
    programme: Option<Programme>,
    manuscripts: Vec<Manuscript>,
    progress: Vec<Progress>,
}

struct Reader<'e> {
    folder: PathBuf,
    edits: &'e Edits,
    sources: Sources,
    texts: Vec<Located<String>>,
    templates: Vec<(String, SourceId)>,
    findings: Vec<Diagnostic>,
    whole: bool,
    /// Keys of `dossier.yaml` that hold what another file may hold.
    inline: Vec<(&'static str, crate::diagnostic::Span)>,
}

impl<'e> Reader<'e> {
    fn new(folder: &Path, edits: &'e Edits) -> Self {
        Self {
            folder: folder.to_owned(),
            edits,
            sources: Sources::default(),
            texts: Vec::new(),
            templates: Vec::new(),
            findings: Vec::new(),
            whole: true,
            inline: Vec::new(),
        }
    }

    /// Reads one file; `None` if it is not there or its form is too broken.
    fn file<T: DeserializeOwned>(&mut self, kind: FileKind) -> Result<Option<T>, ReadError> {
        self.file_at(self.folder.join(kind.file_name()), kind)
    }

    /// Reads a folder in which a YAML file of any name is a file of one kind; `what` is
    /// what such files hold.
    fn folder_of<T: DeserializeOwned>(
        &mut self,
        kind: FileKind,
        name: &str,
        what: &str,
    ) -> Result<Vec<T>, ReadError> {
        let folder = self.folder.join(name);
        for deeper in yaml_folders(&folder)? {
            let hint = format!("положите {what} прямо в папку {name}");
            self.findings.push(file_name::unread_folder(&deeper, &hint));
        }
        let mut files = Vec::new();
        let mut names = file_names(&folder)?;
        let edited = self.edits.keys().filter(|path| path.starts_with(&folder));
        names.extend(edited.filter_map(|path| path.file_name()?.to_str().map(str::to_owned)));
        names.sort();
        names.dedup();
        for name in names {
            if name.ends_with(".yaml") {
                files.extend(self.file_at(folder.join(name), kind)?);
            } else if name.ends_with(".yml") || name.ends_with(".yaml.txt") {
                let finding = file_name::not_yaml(&folder.join(name));
                self.whole = false;
                self.findings.push(finding);
            }
        }
        Ok(files)
    }

    fn file_at<T: DeserializeOwned>(
        &mut self,
        path: PathBuf,
        kind: FileKind,
    ) -> Result<Option<T>, ReadError> {
        let bytes = match self.edits.get(&path) {
            Some(text) => Some(text.clone().into_bytes()),
            None => read(&path)?,
        };
        let Some(bytes) = bytes else {
            return Ok(None);
        };
        let Some(mut node) = self.parse(path, bytes) else {
            self.whole = false;
            return Ok(None);
        };
        let shape = shape::check(&mut node, kind.schema());
        self.findings.extend(shape.findings);
        self.whole &= shape.whole;
        if !shape.usable {
            return Ok(None);
        }
        collect_texts(&node, &mut self.texts);
        self.findings.extend(text::hidden(&node, &self.sources));
        if kind == FileKind::Dossier {
            self.note_inline(&node);
            self.complete_style(&mut node);
        }
        match decode::decode(&node) {
            Ok(value) => Ok(Some(value)),
            Err(finding) => {
                self.findings.push(finding);
                self.whole = false;
                Ok(None)
            }
        }
    }

    /// The text of a file among the sources; `None` and a finding if it is no UTF-8.
    fn decoded(&mut self, path: PathBuf, bytes: Vec<u8>) -> Option<SourceId> {
        match text::decode(bytes) {
            Ok(text) => Some(self.sources.add(path, text)),
            Err((offset, lossy)) => {
                let source = self.sources.add(path, lossy);
                self.findings.push(text::not_utf8(source, offset));
                None
            }
        }
    }

    fn parse(&mut self, path: PathBuf, bytes: Vec<u8>) -> Option<Node> {
        let source = self.decoded(path, bytes)?;
        let text = self.sources.get(source).text.clone();
        if let Some(finding) = text::empty(source, &text) {
            self.findings.push(finding);
            return None;
        }
        let mut misleading = text::invisible(source, &text);
        misleading.extend(slip::no_break_indents(source, &text));
        if !misleading.is_empty() {
            self.findings.extend(misleading);
            return None;
        }
        let node = match node::parse(source, self.sources.get(source)) {
            Ok(node) => node,
            Err(finding) => {
                self.findings.push(finding);
                return None;
            }
        };
        let escaped = text::escaped(&node);
        let is_sound = escaped.is_empty();
        self.findings.extend(escaped);
        is_sound.then_some(node)
    }

    fn note_inline(&mut self, dossier: &Node) {
        let Kind::Map(entries) = &dossier.kind else {
            return;
        };
        for key in FileKind::ALL.iter().filter_map(|kind| kind.inline_key()) {
            let entry = entries.iter().find(|entry| entry.key == key);
            self.inline.extend(entry.map(|entry| (key, entry.key_span)));
        }
    }

    /// Lays the dossier's own values over the built-in style profile.
    fn complete_style(&mut self, dossier: &mut Node) {
        let source = self.sources.add("gost-2025.yaml", GOST_2025);
        let mut style = node::parse(source, self.sources.get(source))
            .expect("the built-in profile is sound YAML");
        let Kind::Map(entries) = &mut dossier.kind else {
            return;
        };
        match entries.iter_mut().find(|e| e.key == schema::STYLE_KEY) {
            Some(entry) => {
                style.overlay(&entry.value);
                style.span = entry.value.span;
                entry.value = style;
            }
            None => entries.push(Entry {
                key: schema::STYLE_KEY.into(),
                key_span: style.span,
                value: style,
            }),
        }
    }

    /// Puts the files together; what stands in two places is a finding.
    fn assemble(&mut self, file: DossierFile, files: Files) -> Dossier {
        let Files {
            order,
            plan,
            schools,
            indicators,
            programme,
            manuscripts,
            progress,
        } = files;
        self.report_twice(FileKind::Order, order.is_some());
        self.report_twice(FileKind::Plan, plan.is_some());
        self.report_twice(FileKind::Schools, schools.is_some());
        self.report_twice(FileKind::Indicators, indicators.is_some());
        self.report_twice(FileKind::Programme, programme.is_some());
        let schools: Option<Vec<School>> = schools.map(|file| file.schools);
        Dossier {
            name: dossier_name(&self.folder),
            department: file.department,
            period: file.period,
            executors: file.executors,
            schools: schools.or(file.schools).unwrap_or_default(),
            documents: file.documents,
            allowed: file.allowed,
            style: file.style,
            order: order.or(file.order),
            plan: plan.or(file.plan),
            indicators: indicators.or(file.indicators),
            programme: programme.or(file.programme),
            school_programme: file.school_programme,
            manuscripts,
            reporting: file.reporting,
            progress,
            amendments: Amendments::default(),
        }
    }

    fn report_twice(&mut self, kind: FileKind, has_file: bool) {
        let Some((key, span)) = self
            .inline
            .iter()
            .find(|(key, _)| Some(*key) == kind.inline_key())
            .filter(|_| has_file)
        else {
            return;
        };
        let message = format!("«{key}» есть и здесь, и в файле {}", kind.file_name());
        self.findings.push(
            Diagnostic::error("said-twice", *span, message)
                .hint("оставьте что-то одно: ключ в dossier.yaml или отдельный файл"),
        );
    }

    /// Whether the folder holds a file, by whatever capitals its disk allows.
    fn has(&self, kind: FileKind) -> bool {
        self.folder.join(kind.file_name()).is_file()
    }

    /// Reports files that the program does not read although they look like its own:
    /// without them documents would be missing.
    fn report_strangers(&mut self, names: &[String]) {
        let known = FileKind::ALL.map(FileKind::file_name);
        for name in names.iter().filter(|name| !known.contains(&name.as_str())) {
            let path = self.folder.join(name);
            let yaml = name.ends_with(".yaml") || name.ends_with(".yml");
            match file_name::meant(name) {
                Some(kind) => {
                    let finding = self.misnamed(&path, kind, names);
                    // What stands in that file must not be reported as missing too.
                    self.whole &= !finding.as_ref().is_some_and(Diagnostic::is_error);
                    self.findings.extend(finding);
                }
                None if yaml => self.findings.push(file_name::unknown(&path, name)),
                None => {}
            }
        }
    }

    /// The finding for a file that would be `kind`, had it the right name.
    fn misnamed(&self, path: &Path, kind: FileKind, names: &[String]) -> Option<Diagnostic> {
        let inline = self
            .inline
            .iter()
            .any(|(key, _)| Some(*key) == kind.inline_key());
        let has_right_name = names.iter().any(|name| name == kind.file_name());
        match (self.has(kind), inline) {
            // The disk knows no capitals: it is the very file that was read.
            (true, _) if !has_right_name => None,
            (true, _) | (_, true) => Some(file_name::superfluous(path, kind)),
            // Said where the lack of a dossier is.
            (false, false) if kind == FileKind::Dossier => None,
            (false, false) => Some(file_name::misnamed(path, kind)),
        }
    }

    fn templates(&mut self, folder: &Path) -> Result<(), ReadError> {
        let folder = folder.join(TEMPLATES);
        for name in file_names(&folder)? {
            if !name.ends_with(".xml") {
                continue;
            }
            let path = folder.join(&name);
            let Some(bytes) = read(&path)? else { continue };
            let source = self.decoded(path, bytes);
            self.templates.extend(source.map(|source| (name, source)));
        }
        Ok(())
    }
}

/// Reads a file, `None` if there is none.
fn read(path: &Path) -> Result<Option<Vec<u8>>, ReadError> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(ReadError {
            path: path.to_owned(),
            source,
        }),
    }
}

/// What lies in a folder, sorted; nothing if there is no folder.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, ReadError> {
    let failed = |source| ReadError {
        path: folder.to_owned(),
        source,
    };
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(failed(error)),
    };
    let paths = entries.map(|entry| Ok(entry.map_err(failed)?.path()));
    let mut paths = paths.collect::<Result<Vec<PathBuf>, ReadError>>()?;
    paths.sort();
    Ok(paths)
}

/// Names of the files in a folder, sorted; none if there is no folder.
fn file_names(folder: &Path) -> Result<Vec<String>, ReadError> {
    let files = entries(folder)?.into_iter().filter(|path| path.is_file());
    let names = files.filter_map(|path| path.file_name()?.to_str().map(str::to_owned));
    Ok(names.collect())
}

/// The folders right below one that hold YAML and are no dossiers of their own, sorted.
fn yaml_folders(folder: &Path) -> Result<Vec<PathBuf>, ReadError> {
    let mut folders = entries(folder)?;
    folders.retain(|path| {
        let is_dossier = path.join(FileKind::Dossier.file_name()).is_file();
        // What cannot be looked into is none of the dossier's files.
        let names = file_names(path).unwrap_or_default();
        !is_dossier && names.iter().any(|name| name.ends_with(".yaml"))
    });
    Ok(folders)
}

/// The name of a dossier, under which its output is kept: that of its folder as
/// the user wrote it. «.» and «..» are no names, there the real folder has one.
pub fn dossier_name(folder: &Path) -> String {
    let real = || std::fs::canonicalize(folder).ok();
    let name = match folder.file_name() {
        Some(name) => Some(name.to_owned()),
        None => real().and_then(|real| real.file_name().map(ToOwned::to_owned)),
    };
    name.map_or("dossier".into(), |name| name.to_string_lossy().into_owned())
}

fn collect_texts(node: &Node, texts: &mut Vec<Located<String>>) {
    match &node.kind {
        Kind::Null => {}
        Kind::Scalar(text) => texts.push(Located {
            value: text.clone(),
            span: node.span,
        }),
        Kind::Seq(items) => items.iter().for_each(|item| collect_texts(item, texts)),
        Kind::Map(entries) => entries
            .iter()
            .for_each(|entry| collect_texts(&entry.value, texts)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dossier_is_called_as_its_folder() {
        let folder = tempfile::tempdir().unwrap();
        let real = folder.path().join("дело");
        std::fs::create_dir_all(real.join("черновики")).unwrap();
        for written in ["дело", "дело/", "дело/.", "дело/черновики/.."] {
            assert_eq!(
                dossier_name(&folder.path().join(written)),
                "дело",
                "{written}"
            );
        }
        assert_eq!(dossier_name(Path::new("/")), "dossier");
    }

    #[test]
    fn a_refusal_of_the_system_is_told_in_russian() {
        let error = ReadError {
            path: "дело/order.yaml".into(),
            source: std::io::Error::from(std::io::ErrorKind::PermissionDenied),
        };
        assert!(
            error
                .to_string()
                .starts_with("не удалось прочитать дело/order.yaml: нет права")
        );
    }
}
