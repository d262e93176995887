//! Rows in words, for tables that are no template's.

use super::context::Context;
use crate::diagnostic::Sources;
use crate::language::single_spaced;
use crate::model::{Dossier, Row, Target};

/// What is to be done in each row, on one line, with names and terms filled in.
pub fn row_titles(dossier: &Dossier, sources: &Sources, rows: &[Row<'_>]) -> Vec<String> {
    let mut context = Context::new(dossier, sources);
    let titles = rows.iter().map(|row| match row.target {
        Target::Activity(activity) => context.text(&activity.title),
        Target::Point(point, _) => {
            let text = point.text.as_ref();
            let filled = text.map(|text| context.fill(text, &point.deadlines));
            filled.unwrap_or_default()
        }
    });
    titles.map(|title| single_spaced(&title)).collect()
}
