//! Why a PDF was not written.

use std::any::Any;

use thiserror::Error;
use typst::diag::{HintedString, SourceDiagnostic};
use typst::{World, WorldExt};

use super::world::DocumentWorld;

/// Why a PDF was not written.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum PdfError {
    /// The text holds characters that would not be seen on paper.
    #[error("эти знаки не показать на бумаге: {}", list(.characters))]
    MissingCharacters {
        /// Each once, in the order of the text.
        characters: Vec<char>,
    },
    /// The template or Typst failed: a mistake of the program, not of the data.
    #[error("ошибка программы при вёрстке PDF: {message}")]
    Layout {
        /// What Typst says, with the place in the template.
        message: String,
    },
}

impl PdfError {
    pub(super) fn of_layout(world: &DocumentWorld, diagnostics: &[SourceDiagnostic]) -> Self {
        let lines = diagnostics
            .iter()
            .map(|diagnostic| match place(world, diagnostic) {
                Some(place) => format!("{place}: {}", diagnostic.message),
                None => diagnostic.message.to_string(),
            });
        Self::Layout {
            message: lines.collect::<Vec<_>>().join("; "),
        }
    }

    pub(super) fn of_panic(panic: &(dyn Any + Send)) -> Self {
        let text = panic.downcast_ref::<String>().map(String::as_str);
        let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
        Self::Layout {
            message: text.unwrap_or("panic").to_owned(),
        }
    }

    pub(super) fn of_standards(error: &HintedString) -> Self {
        Self::Layout {
            message: error.message().to_string(),
        }
    }
}

/// `document.typ:12:5`
fn place(world: &DocumentWorld, diagnostic: &SourceDiagnostic) -> Option<String> {
    let id = diagnostic.span.id()?;
    let range = world.range(diagnostic.span)?;
    let source = world.source(id).ok()?;
    let (line, column) = source.lines().byte_to_line_column(range.start)?;
    let file = id.vpath().get_without_slash();
    Some(format!("{file}:{}:{}", line + 1, column + 1))
}

/// Names characters so that even those nobody sees can be found and deleted.
fn list(characters: &[char]) -> String {
    let name = |&c: &char| match c {
        ' '..='\u{7E}'
        | '\u{A1}'..='\u{AC}'
        | '\u{AE}'..='\u{5FF}'
        | '\u{2190}'..='\u{D7FF}'
        | '\u{1F000}'..='\u{1FAFF}' => format!("«{c}» (U+{:04X})", u32::from(c)),
        _ => format!("U+{:04X}", u32::from(c)),
    };
    characters.iter().map(name).collect::<Vec<_>>().join(", ")
}
