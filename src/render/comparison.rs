//! The table «было – стало» of two editions of a document.

use serde::Serialize;
use tera::Context as Values;

use super::context::upper_first;
use super::templates::Templates;
use super::{Properties, lay_out};
use crate::diagnostic::{Diagnostic, SourceId, Sources};
use crate::document::compare::Change;
use crate::document::{Document, typography};
use crate::model::Dossier;

/// What was compared, in words.
#[derive(Clone, Debug)]
pub struct Editions {
    /// The document, genitive: «приказа от 01.02.2022 № 17».
    pub document: String,
    /// The old edition: «редакция от 01.02.2022».
    pub old: String,
    /// The new edition: «редакция с изменениями приказа от 15.06.2022 № 40».
    pub new: String,
}

/// What a template of a comparison gets.
#[derive(Debug, Serialize)]
struct ComparisonDocument {
    document: Properties,
    comparison: ComparisonView,
}

/// Two editions and what differs between them.
#[derive(Debug, Serialize)]
struct ComparisonView {
    document: String,
    old: String,
    new: String,
    changes: Vec<ChangeView>,
}

/// A change.
#[derive(Debug, Serialize)]
struct ChangeView {
    /// «Приложение 1, позиция 2.3, графа «Срок»»
    #[serde(rename = "where")]
    place: String,
    /// Paragraphs; none for what was added.
    old: Vec<String>,
    /// Paragraphs; none for what was removed.
    new: Vec<String>,
}

/// The changes of a [`Comparison`](crate::document::compare::Comparison) as a table in
/// a document of its own.
///
/// # Errors
/// Findings about the dossier's own templates.
pub fn comparison(
    dossier: &Dossier,
    editions: &Editions,
    changes: &[Change],
    overrides: &[(String, SourceId)],
    sources: &mut Sources,
) -> Result<Document, Vec<Diagnostic>> {
    let view = ComparisonDocument {
        document: Properties {
            title: typography::text(&format!("Сравнительная таблица {}", editions.document)),
            subject: typography::text("Сравнительная таблица"),
            author: typography::text(&dossier.department.name),
        },
        comparison: ComparisonView {
            document: editions.document.clone(),
            old: editions.old.clone(),
            new: editions.new.clone(),
            changes: changes.iter().map(change_view).collect(),
        },
    };
    let templates = Templates::new(overrides, sources)?;
    let values = Values::from_serialize(&view).expect("a view is a map of plain values");
    let markup = templates
        .markup(TEMPLATE, &values, sources)
        .map_err(|finding| vec![finding])?;
    let mut document = templates.document(TEMPLATE, &values, &markup, sources)?;
    lay_out(&mut document, &dossier.style);
    Ok(document)
}

const TEMPLATE: &str = "comparison.xml";

fn change_view(change: &Change) -> ChangeView {
    let lines = |text: Option<&str>| -> Vec<String> {
        let lines = text.unwrap_or_default().lines();
        lines.map(str::to_owned).collect()
    };
    ChangeView {
        place: upper_first(&change.place.to_string()),
        old: lines(change.edit.before()),
        new: lines(change.edit.after()),
    }
}
