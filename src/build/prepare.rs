//! Everything that comes before writing: reading, checking, rendering.

use std::path::Path;

use super::signed::Standing;
use super::{Error, fonts, narrow};
use crate::check::{self, Allowed};
use crate::diagnostic::{Diagnostic, Located, SourceId, Sources, Span, nearest, sort};
use crate::document::Document;
use crate::export::pdf::Fonts;
use crate::language::numeric;
use crate::load::{Loaded, load};
use crate::model::{DocumentKind, Dossier, Ledger};
use crate::render::{self, Draft, Rendered, RenderedWorkbook, Scope, Which};
use crate::style::Style;

/// Which documents to render.
#[derive(Clone, Copy, Debug)]
pub enum Request<'a> {
    /// Those the dossier asks for.
    Asked,
    /// Those of these kinds.
    These(&'a [DocumentKind]),
    /// All that the dossier has data for.
    Possible,
}

/// A dossier as read and checked.
#[derive(Debug)]
pub struct Prepared {
    /// The texts that findings point into.
    pub sources: Sources,
    /// Everything wrong, in the order of places.
    pub findings: Vec<Diagnostic>,
    /// What the department allows, so that it is no finding.
    pub allowed: Vec<Allowed>,
    /// What can be written; `None` if a finding is an error.
    pub ready: Option<Ready>,
    /// Otherwise, what there is of the documents.
    pub drafts: Vec<Draft>,
}

/// A dossier without errors, ready to be written.
#[derive(Debug)]
pub struct Ready {
    /// The dossier's name.
    pub name: String,
    /// The documents.
    pub rendered: Vec<Rendered>,
    /// The layout.
    pub style: Style,
    /// The fonts.
    pub fonts: Fonts,
    /// The reporting period that reports and letters speak of, by id.
    pub period: Option<String>,
    /// What workbooks are made from when they are written.
    dossier: Dossier,
    workbooks: Vec<Which>,
}

impl Ready {
    /// The workbooks; `sources` are those of the [`Prepared`] dossier.
    pub fn workbooks(&self, sources: &Sources) -> Vec<RenderedWorkbook<'_>> {
        let workbooks = self.workbooks.iter();
        workbooks
            .filter_map(|&which| render::workbook(&self.dossier, which, sources))
            .collect()
    }

    /// Whether the dossier reports on a period.
    pub(super) fn has_period(&self, id: &str) -> bool {
        self.dossier.reporting_period(id).is_some()
    }

    /// Whether the order may still be changed: once it is signed, amendments do that
    /// ([N-90]); `None` if there is none.
    pub(super) fn standing_of_order(&self) -> Option<Standing> {
        let order = self.dossier.signed_order()?;
        Some(match order.draft {
            true => Standing::Draft,
            false => Standing::Signed,
        })
    }

    /// Whether there are workbooks.
    pub fn has_workbooks(&self) -> bool {
        !self.workbooks.is_empty()
    }
}

/// Reads and checks a dossier and renders its documents.
///
/// # Errors
/// [`Error::Read`] if a file cannot be read.
pub fn prepare(folder: &Path, request: Request<'_>, scope: &Scope) -> Result<Prepared, Error> {
    let loaded = load(folder, scope.edition)?;
    Ok(prepare_loaded(folder, loaded, request, scope))
}

/// Checks a dossier that was read and renders its documents.
pub(super) fn prepare_loaded(
    folder: &Path,
    mut loaded: Loaded,
    request: Request<'_>,
    scope: &Scope,
) -> Prepared {
    let mut findings = std::mem::take(&mut loaded.findings);
    let mut ready = None;
    let mut drafts = Vec::new();
    let mut permits = Vec::new();
    if let Some(dossier) = loaded.dossier {
        permits.clone_from(&dossier.allowed);
        let texts = &loaded.texts;
        findings.extend(check::run(&dossier, texts, &loaded.sources, loaded.whole));
        // What was left out on reading would be reported a second time as missing.
        if loaded.whole {
            let fonts = fonts::find(folder, &dossier.style, &mut findings);
            let strangers = strangers(&dossier, scope);
            let ledger = scope.ledger(&dossier);
            let ledger = ledger.as_ref();
            let period = ledger.map(|ledger| ledger.period.id.value.clone());
            let documents = match strangers[..] {
                [] => documents(&dossier, request, ledger, scope),
                // Of a school or period that does not exist nothing is to be said.
                [..] => Vec::new(),
            };
            if documents.is_empty() && strangers.is_empty() {
                findings.push(nothing_to_write(&dossier, request));
            }
            findings.extend(strangers);
            if !matches!(request, Request::Possible) {
                findings.extend(untimely(ledger, &documents, scope));
            }
            let (templates, sources) = (&loaded.templates, &mut loaded.sources);
            let rendering = render::render(&dossier, &documents, ledger, templates, sources);
            findings.extend(rendering.findings);
            let written = Written {
                texts: &loaded.texts,
                templates: &loaded.templates,
                sources: &loaded.sources,
            };
            // Beside «columns too wide» it would say the same again.
            let sound = !findings.iter().any(Diagnostic::is_error);
            for one in &rendering.documents {
                if sound {
                    narrow::report(one, &dossier, &fonts, &mut findings);
                }
                report_missing_glyphs(&one.document, &fonts, &written, &mut findings);
            }
            drafts = rendering.drafts;
            ready = Some(Ready {
                name: dossier.name.clone(),
                rendered: rendering.documents,
                style: dossier.style.value.clone(),
                fonts,
                period,
                workbooks: rendering.workbooks,
                dossier,
            });
        }
    }
    let allowed = check::allow(&permits, &loaded.sources, &mut findings, loaded.whole);
    sort(&mut findings);
    if findings.iter().any(Diagnostic::is_error) {
        let documents = ready.take().map_or(Vec::new(), |ready| ready.rendered);
        drafts.extend(documents.into_iter().map(Draft::from));
    }
    Prepared {
        ready,
        drafts,
        sources: loaded.sources,
        findings,
        allowed,
    }
}

fn documents(
    dossier: &Dossier,
    request: Request<'_>,
    ledger: Option<&Ledger<'_>>,
    scope: &Scope,
) -> Vec<Which> {
    match request {
        Request::Asked => render::asked(dossier, ledger, scope),
        Request::These(kinds) => render::these(dossier, kinds, ledger, scope),
        Request::Possible => {
            let mut documents = render::possible(dossier, ledger, scope);
            for asked in render::asked(dossier, ledger, scope) {
                if !documents.contains(&asked) {
                    documents.push(asked);
                }
            }
            documents
        }
    }
}

/// Names of the command line that the dossier does not know.
fn strangers(dossier: &Dossier, scope: &Scope) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    if let Some(id) = &scope.school
        && dossier.place(id).is_none()
    {
        let schools = dossier.schools.iter().map(|school| school.id.as_str());
        findings.push(stranger("школы", id, schools));
    }
    if let Some(id) = &scope.period
        && dossier.reporting_period(id).is_none()
    {
        let periods = dossier.reporting_periods();
        findings.push(stranger(
            "отчётного периода",
            id,
            periods.map(|one| one.id.as_str()),
        ));
    }
    findings
}

/// What the day of making says against the documents asked for. A check, which is
/// made on any day, asks for none.
fn untimely(ledger: Option<&Ledger<'_>>, documents: &[Which], scope: &Scope) -> Vec<Diagnostic> {
    let Some(period) = ledger.map(|ledger| ledger.period) else {
        return Vec::new();
    };
    let has = |kind| documents.iter().any(|which| which.kind == kind);
    let mut findings = Vec::new();
    let as_of = period.as_of();
    if has(DocumentKind::Report) && as_of > scope.as_of {
        let message = format!(
            "отчёт составлен на {}, а этот день ещё не наступил",
            numeric(as_of)
        );
        findings.push(
            Diagnostic::warning_without_place("untimely", message)
                .hint("сроки, которые наступят к тому дню, в нём уже считаются наступившими"),
        );
    }
    let new_day = render::remind_by(period).filter(|day| *day < scope.as_of);
    if let (true, Some(day)) = (has(DocumentKind::Reminder), new_day) {
        let message = format!(
            "напоминания назначают срок {}, а он уже прошёл",
            numeric(day)
        );
        findings.push(
            Diagnostic::warning_without_place("untimely", message)
                .hint("укажите новый срок: «напомнить до» у отчётного периода в dossier.yaml"),
        );
    }
    findings
}

fn stranger<'a>(what: &str, id: &str, known: impl Iterator<Item = &'a str>) -> Diagnostic {
    let known: Vec<&str> = known.collect();
    let message = format!("в деле нет {what} «{id}»");
    let finding = Diagnostic::error_without_place("unknown-id", message);
    match nearest(id, known.iter().copied()) {
        Some(near) => finding.hint(format!("возможно, вы имели в виду «{near}»")),
        None if known.is_empty() => finding.hint("в деле их нет вовсе"),
        None => finding.hint(format!("есть: {}", known.join(", "))),
    }
}

fn nothing_to_write(dossier: &Dossier, request: Request<'_>) -> Diagnostic {
    let has_some = dossier.order.is_some() || dossier.plan.is_some();
    if has_some || dossier.indicators.is_some() {
        let kinds = match request {
            Request::These(kinds) => kinds.to_vec(),
            Request::Asked | Request::Possible => {
                dossier.documents.iter().map(|kind| kind.value).collect()
            }
        };
        let message = "таких документов сейчас нет: писать нечего";
        return Diagnostic::warning_without_place("nothing-to-write", message)
            .hint(when_written(dossier, &kinds));
    }
    let message = "в деле нет ни приказа, ни плана, ни показателей: писать нечего";
    Diagnostic::warning_without_place("nothing-to-write", message)
        .hint("добавьте order.yaml, plan.yaml или indicators.yaml; образец даёт «dyak new»")
}

/// When there will be documents of some kinds.
fn when_written(dossier: &Dossier, kinds: &[DocumentKind]) -> &'static str {
    let of_changes = |kind: &DocumentKind| {
        use DocumentKind as K;
        matches!(
            kind,
            K::Amendment | K::Consolidated | K::Comparison | K::Acquaintance | K::Letter
        )
    };
    if kinds.is_empty() || !kinds.iter().all(of_changes) {
        return "отчёты появятся, когда в папке progress будут отметки; напоминания — когда пройдёт срок сдачи";
    }
    if dossier.amendments.all.is_empty() {
        return "документы об изменениях появятся, когда в папке amendments будет изменяющий приказ";
    }
    "письма получают исполнители и школы, записанные в деле по id: никого из них изменения не касаются"
}

/// What people wrote that may be printed.
struct Written<'a> {
    /// The values of the dossier.
    texts: &'a [Located<String>],
    /// Its own templates.
    templates: &'a [(String, SourceId)],
    sources: &'a Sources,
}

impl Written<'_> {
    /// Where a character is first written so that it is printed: in a value, else
    /// in a template; a comment does not count.
    fn place(&self, sought: char) -> Option<Span> {
        let end = |at| at + sought.len_utf8();
        let in_texts = self.texts.iter().find_map(|text| {
            let at = text.value.find(sought)?;
            Some(self.sources.within(text, at..end(at)))
        });
        let in_templates = || {
            self.templates.iter().find_map(|(_, source)| {
                let at = self.sources.get(*source).text.find(sought)?;
                Some(Span::new(*source, at, end(at)))
            })
        };
        in_texts.or_else(in_templates)
    }
}

/// Reports characters that no font can show, each once, where it first occurs.
fn report_missing_glyphs(
    document: &Document,
    fonts: &Fonts,
    written: &Written<'_>,
    findings: &mut Vec<Diagnostic>,
) {
    let mut seen = Vec::new();
    for text in document.texts() {
        let mut rest = text;
        while let Some(missing) = fonts.missing(rest) {
            if !seen.contains(&missing) {
                seen.push(missing);
                findings.push(missing_glyph(missing, written.place(missing)));
            }
            let at = rest
                .find(missing)
                .map_or(rest.len(), |at| at + missing.len_utf8());
            rest = &rest[at..];
        }
    }
}

fn missing_glyph(missing: char, place: Option<Span>) -> Diagnostic {
    let message = format!(
        "в шрифте нет знака «{missing}» (U+{:04X})",
        u32::from(missing)
    );
    let hint = "замените его словом или обычным знаком: в официальном документе он не напечатается";
    let finding = match place {
        Some(span) => Diagnostic::error("missing-glyph", span, message),
        None => Diagnostic::error_without_place("missing-glyph", message),
    };
    finding.hint(hint)
}
