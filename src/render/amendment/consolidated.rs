//! The order in force as one reads it: a reference copy with its amendments named
//! ([N-99]).

use serde::Serialize;

use super::Step;
use crate::language::{numeric, verbal};
use crate::model::Amendment;
use crate::render::context::Context;

/// What an amendment changed, as the list at the end of the copy tells it.
#[derive(Debug, Serialize)]
pub(in crate::render) struct ChangesView {
    /// «15 июня 2022 г.»
    date: String,
    number: String,
    /// The changes in the words of the amending order, without new wordings.
    items: Vec<String>,
}

impl<'a> Context<'a> {
    /// What each amendment changed.
    pub(in crate::render) fn changes_by_order(&mut self, steps: &[Step<'a>]) -> Vec<ChangesView> {
        let steps = steps.iter();
        steps
            .map(|step| {
                let items = self.changed_items(step, &super::restated(step));
                let texts = items.into_iter().map(|item| in_short(&item.text));
                ChangesView {
                    date: verbal(step.amendment.date.value.0),
                    number: step.amendment.number.trim().to_owned(),
                    items: texts.collect(),
                }
            })
            .collect()
    }
}

/// A change without the new wording that the amending order goes on with.
fn in_short(text: &str) -> String {
    let text = text.trim_end_matches(':');
    if let Some(text) = text.strip_suffix(" следующего содержания") {
        return text.to_owned();
    }
    let anew = [
        text.strip_suffix(" изложить в следующей редакции"),
        text.strip_suffix(" к настоящему приказу")
            .and_then(|text| Some(text.rsplit_once(" изложить в редакции согласно")?.0)),
    ];
    match anew.into_iter().flatten().next() {
        Some(what) => format!("{what} изложить в новой редакции"),
        None => text.to_owned(),
    }
}

/// «(в ред. приказа … от 15.06.2026 № 21)», «(в ред. приказов … от … № …, от … № …)»
/// ([N-99]); empty without amendments.
pub(in crate::render) fn revised<'a>(
    amendments: impl IntoIterator<Item = &'a Amendment>,
    issuer: &str,
) -> String {
    let acts: Vec<String> = amendments
        .into_iter()
        .map(|one| format!("от {} № {}", numeric(one.date.value.0), one.number.trim()))
        .collect();
    let noun = match acts.len() {
        0 => return String::new(),
        1 => "приказа",
        _ => "приказов",
    };
    format!("(в ред. {noun} {issuer} {})", acts.join(", "))
}
