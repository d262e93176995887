//! Columns too narrow for a word: it would be broken between any two letters,
//! in Word and in the PDF alike.
//!
//! No rule of the checker: how wide a word is, only the fonts know.

use crate::diagnostic::{Diagnostic, Span};
use crate::document::{Block, Inline, Orientation, Table};
use crate::export::pdf::{self, Fonts};
use crate::model::{DocumentKind, Dossier};
use crate::render::Rendered;

/// Reports every column of a document with the widest word that it cannot hold, and
/// such words of its charts.
pub(super) fn report(
    rendered: &Rendered,
    dossier: &Dossier,
    fonts: &Fonts,
    findings: &mut Vec<Diagnostic>,
) {
    let columns = columns(dossier, rendered.which.kind);
    for part in &rendered.document.parts {
        let landscape = part.orientation == Orientation::Landscape;
        let sheet = Sheet {
            landscape,
            available: dossier.style.text_width(landscape),
        };
        for block in &part.blocks {
            match block {
                Block::Table(table) => {
                    let asked = (columns.len() == table.columns.len()).then_some(&columns[..]);
                    report_table(table, sheet, (dossier, asked), fonts, findings);
                }
                Block::Chart(chart) => {
                    let tight = pdf::tight(chart, fonts, sheet.available);
                    findings.extend(tight.into_iter().map(narrow_in_chart));
                }
                _ => {}
            }
        }
    }
}

/// The sheet that a table stands on.
#[derive(Clone, Copy)]
struct Sheet {
    landscape: bool,
    /// Width in mm between the margins.
    available: f32,
}

fn report_table(
    table: &Table,
    sheet: Sheet,
    (dossier, asked): (&Dossier, Option<&[Span]>),
    fonts: &Fonts,
    findings: &mut Vec<Diagnostic>,
) {
    let widths = table.widths(sheet.available);
    let words = widest_words(table, dossier, fonts);
    for (column, (word, width)) in words.into_iter().zip(widths).enumerate() {
        let needed = word.width + 2.0 * dossier.style.table.padding_x;
        if needed > width + TOLERANCE {
            let place = asked.map(|columns| columns[column]);
            findings.push(narrow(word, width, needed, sheet, place));
        }
    }
}

/// Rounding of widths in mm that breaks no word.
const TOLERANCE: f32 = 0.05;
/// Millimetres in a point.
const MM: f32 = 25.4 / 72.0;

/// A word and its width in mm.
#[derive(Clone, Copy, Default)]
struct Word<'d> {
    text: &'d str,
    width: f32,
}

/// The widest word of each column, cells over several columns left aside.
fn widest_words<'d>(table: &'d Table, dossier: &Dossier, fonts: &Fonts) -> Vec<Word<'d>> {
    let style = &dossier.style.table;
    let size = table.size(style);
    let mut widest = vec![Word::default(); table.columns.len()];
    let head = table.head.iter().map(|row| (row, style.bold_head));
    let body = table
        .body
        .iter()
        .map(|row| (row, row.section && style.bold_sections));
    for ((row, bold), places) in head.chain(body).zip(table.places()) {
        for (cell, place) in row.cells.iter().zip(places) {
            if place.len() != 1 {
                continue;
            }
            for paragraph in &cell.paragraphs {
                let measure = |text: &str, bold| fonts.width(text, bold) * size * MM;
                widen(&mut widest[place.start], paragraph, bold, &measure);
            }
        }
    }
    widest
}

/// Puts a wider word of `content` in place of `widest`.
fn widen<'d>(
    widest: &mut Word<'d>,
    content: &'d [Inline],
    bold: bool,
    measure: &dyn Fn(&str, bool) -> f32,
) {
    for inline in content {
        match inline {
            Inline::Text(text) => {
                for word in text.split(char::is_whitespace).flat_map(unbroken) {
                    let width = measure(word, bold);
                    if width > widest.width {
                        *widest = Word { text: word, width };
                    }
                }
            }
            Inline::Bold(inner) => widen(widest, inner, true, measure),
            Inline::Italic(inner) | Inline::Revised(_, inner) | Inline::Linked(_, inner) => {
                widen(widest, inner, bold, measure);
            }
            Inline::Break | Inline::Footnote(_) => {}
        }
    }
}

/// The parts of a word after which a line may end.
fn unbroken(word: &str) -> impl Iterator<Item = &str> {
    word.split_inclusive(['-', '–', '—'])
}

/// Where the dossier asks for the columns of a document's main table; nowhere, if
/// they are the template's own.
fn columns(dossier: &Dossier, kind: DocumentKind) -> Vec<Span> {
    match kind {
        DocumentKind::Order | DocumentKind::Plan => {
            let plan = dossier.plan.iter().flat_map(|plan| &plan.columns);
            plan.map(|one| one.column().field.span).collect()
        }
        DocumentKind::Report => {
            let reporting = dossier.reporting.iter().flat_map(|one| &one.columns);
            reporting.map(|one| one.column().field.span).collect()
        }
        _ => Vec::new(),
    }
}

fn narrow(
    word: Word<'_>,
    width: f32,
    needed: f32,
    sheet: Sheet,
    place: Option<Span>,
) -> Diagnostic {
    let message = format!(
        "слово «{}» не помещается в столбец шириной {width:.0} мм и разорвётся",
        shortened(word.text)
    );
    let hint = if needed > sheet.available {
        "разделите слово пробелом или дефисом: оно шире самого листа".to_owned()
    } else if place.is_none() {
        "замените слово более коротким или дайте столбцу больше места в шаблоне".to_owned()
    } else {
        let turn = if sheet.landscape {
            ""
        } else {
            ", укажите «ориентация: альбомная»"
        };
        format!(
            "дайте столбцу «ширина: {:.0}», уберите лишние столбцы{turn} или замените слово",
            needed.ceil()
        )
    };
    let finding = match place {
        Some(span) => Diagnostic::warning("narrow-column", span, message).label("этот столбец"),
        None => Diagnostic::warning_without_place("narrow-column", message),
    };
    finding.hint(hint)
}

fn narrow_in_chart(tight: pdf::Tight<'_>) -> Diagnostic {
    let message = format!(
        "слово «{}» не помещается в диаграмме в строку шириной {:.0} мм и разорвётся",
        shortened(tight.word),
        tight.room
    );
    Diagnostic::warning_without_place("narrow-column", message)
        .hint("разделите слово пробелом или дефисом или сократите название")
}

/// A word as long as any that a dictionary has.
fn shortened(word: &str) -> String {
    const SHOWN: usize = 40;
    match word.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &word[..end]),
        None => word.to_owned(),
    }
}
