//! Everything that comes before writing: reading, checking, rendering.

use std::path::Path;

use super::{Error, fonts, narrow};
use crate::check::{self, Subject};
use crate::diagnostic::{Diagnostic, Sources, Span, sort};
use crate::document::Document;
use crate::export::pdf::Fonts;
use crate::load::load;
use crate::model::{DocumentKind, Dossier};
use crate::render::{self, Rendered};
use crate::style::Style;

/// Which documents to render.
#[derive(Clone, Copy, Debug)]
pub enum Request<'a> {
    /// Those the dossier asks for.
    Asked,
    /// These.
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
    /// What can be written; `None` if a finding is an error.
    pub ready: Option<Ready>,
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
}

/// Reads and checks a dossier and renders its documents.
///
/// # Errors
/// [`Error::Read`] if a file cannot be read.
pub fn prepare(folder: &Path, request: Request<'_>) -> Result<Prepared, Error> {
    let mut loaded = load(folder)?;
    let mut findings = std::mem::take(&mut loaded.findings);
    let mut ready = None;
    if let Some(dossier) = loaded.dossier {
        let subject = Subject {
            dossier: &dossier,
            texts: &loaded.texts,
            sources: &loaded.sources,
        };
        findings.extend(check::run(subject, loaded.whole));
        // What was left out on reading would be reported a second time as missing.
        if loaded.whole {
            let fonts = fonts::find(folder, &dossier.style, &mut findings);
            let kinds = kinds(&dossier, request);
            if kinds.is_empty() {
                findings.push(nothing_to_write());
            }
            match render::render(&dossier, &kinds, &loaded.templates, &mut loaded.sources) {
                Ok(rendered) => {
                    // Beside «columns too wide» it would say the same again.
                    let sound = !findings.iter().any(Diagnostic::is_error);
                    for one in &rendered {
                        if sound {
                            narrow::report(&one.document, &dossier, &fonts, &mut findings);
                        }
                        report_missing_glyphs(
                            &one.document,
                            &fonts,
                            &loaded.sources,
                            &mut findings,
                        );
                    }
                    ready = Some(Ready {
                        name: dossier.name,
                        rendered,
                        style: dossier.style,
                        fonts,
                    });
                }
                Err(more) => findings.extend(more),
            }
        }
    }
    sort(&mut findings);
    Ok(Prepared {
        ready: ready.filter(|_| !findings.iter().any(Diagnostic::is_error)),
        sources: loaded.sources,
        findings,
    })
}

fn kinds(dossier: &Dossier, request: Request<'_>) -> Vec<DocumentKind> {
    match request {
        Request::Asked => render::asked(dossier),
        Request::These(kinds) => kinds.to_vec(),
        Request::Possible => {
            let mut kinds = render::possible(dossier);
            kinds.extend(render::asked(dossier));
            kinds.sort_unstable();
            kinds.dedup();
            kinds
        }
    }
}

fn nothing_to_write() -> Diagnostic {
    let message = "в деле нет ни приказа, ни плана: писать нечего";
    Diagnostic::warning_without_place("nothing-to-write", message)
        .hint("добавьте order.yaml или plan.yaml; образец даёт «dyak new»")
}

/// Reports characters that no font can show, each once, where it first occurs.
fn report_missing_glyphs(
    document: &Document,
    fonts: &Fonts,
    sources: &Sources,
    findings: &mut Vec<Diagnostic>,
) {
    let mut seen = Vec::new();
    for text in document.texts() {
        let mut rest = text;
        while let Some(missing) = fonts.missing(rest) {
            if !seen.contains(&missing) {
                seen.push(missing);
                findings.push(missing_glyph(missing, sources));
            }
            let at = rest
                .find(missing)
                .map_or(rest.len(), |at| at + missing.len_utf8());
            rest = &rest[at..];
        }
    }
}

fn missing_glyph(missing: char, sources: &Sources) -> Diagnostic {
    let message = format!(
        "в шрифте нет знака «{missing}» (U+{:04X})",
        u32::from(missing)
    );
    let hint = "замените его словом или обычным знаком: в официальном документе он не напечатается";
    let place = sources.iter().find_map(|(id, source)| {
        let at = source.text.find(missing)?;
        Some(Span::new(id, at, at + missing.len_utf8()))
    });
    let finding = match place {
        Some(span) => Diagnostic::error("missing-glyph", span, message),
        None => Diagnostic::error_without_place("missing-glyph", message),
    };
    finding.hint(hint)
}
