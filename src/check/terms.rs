//! The short names of supported schools as the documents use them ([N-140]).

use super::wording::words;
use super::{Subject, printed};
use crate::model::Text;

/// Schools of low results under the names of several years, and those of hard conditions.
pub(super) const TERMS: [&str; 4] = ["ШНОР", "ШНРО", "ШНР", "ШНСУ"];

/// A short name where it stands.
#[derive(Clone, Debug)]
pub(super) struct Use<'a> {
    /// Which of [`TERMS`].
    pub term: &'static str,
    /// The text.
    pub text: &'a Text,
    /// The first byte.
    pub at: usize,
}

/// The short names in the order, the plan and their texts, in reading order.
pub(super) fn uses(subject: Subject<'_>) -> Vec<Use<'_>> {
    let dossier = subject.dossier;
    let order = dossier.order.iter().flat_map(printed::order);
    let plan = dossier.plan.iter().flat_map(printed::plan);
    let mut found = Vec::new();
    let lines = printed::lines(subject, &printed::manuscripts(dossier));
    for text in order
        .chain(lines)
        .chain(plan)
        .filter(|text| text.contains("ШН"))
    {
        for word in words(text) {
            if let Some(term) = TERMS.iter().find(|term| word.text == **term) {
                let at = word.start;
                found.push(Use { term, text, at });
            }
        }
    }
    found
}
