//! The deadlines of a dossier, understood once for all rules about them.

use std::collections::HashMap;

use rayon::prelude::*;

use super::Subject;
use crate::deadline::{Bounds, Code, Deadline, Finding, Weight, understand};
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::model::{Activity, Dossier, Owner, Text};

/// A deadline of the plan or of a point of the order.
#[derive(Debug)]
pub struct Due<'a> {
    /// The phrase.
    pub text: &'a Text,
    /// What it means.
    pub meaning: Deadline,
    /// The activity it belongs to; `None` in a point of the order.
    pub activity: Option<&'a Activity>,
    /// The period it was read in.
    pub bounds: Option<Bounds>,
}

/// All deadlines of a dossier, those of the order first.
pub(super) fn all(dossier: &Dossier) -> Vec<Due<'_>> {
    let dues = dossier.dues();
    // Plans say the same over and over: «в течение года» is read once.
    let mut known: HashMap<(&str, Option<Bounds>), usize> = HashMap::new();
    let mut phrases: Vec<(&str, Option<Bounds>)> = Vec::new();
    let indices: Vec<usize> = dues
        .iter()
        .map(|due| {
            let phrase = (due.text.value.as_str(), due.bounds);
            *known.entry(phrase).or_insert_with(|| {
                phrases.push(phrase);
                phrases.len() - 1
            })
        })
        .collect();
    let meanings: Vec<Deadline> = phrases
        .par_iter()
        .map(|(phrase, bounds)| understand(phrase, *bounds))
        .collect();
    dues.into_iter()
        .zip(indices)
        .map(|(due, index)| Due {
            text: due.text,
            meaning: meanings[index].clone(),
            activity: match due.owner {
                Owner::Activity(activity) => Some(activity),
                Owner::Point(..) => None,
            },
            bounds: due.bounds,
        })
        .collect()
}

/// The deadlines of the plan by the place of their activities' titles.
pub(super) fn by_activity<'a>(subject: Subject<'a>) -> HashMap<Span, &'a Due<'a>> {
    let dues = subject.dues.iter();
    dues.filter_map(|due| Some((due.activity?.title.span, due)))
        .collect()
}

/// Reports what the deadlines' reader found under one code, with advice.
pub(super) fn report(
    subject: Subject<'_>,
    code: Code,
    advice: &str,
    findings: &mut Vec<Diagnostic>,
) {
    for due in subject.dues {
        for found in due.meaning.findings.iter().filter(|f| f.code == code) {
            findings.push(diagnostic(subject, due, found).hint(advice));
        }
    }
}

/// A finding of the deadlines' reader at its place in the file.
pub(super) fn diagnostic(subject: Subject<'_>, due: &Due<'_>, found: &Finding) -> Diagnostic {
    let span = subject.sources.within(due.text, found.range.clone());
    let mut finding = Diagnostic::warning(found.code.name(), span, &found.message);
    finding.severity = severity(found.weight);
    match &found.instead {
        Some(to) => subject.mend(finding, due.text, found.range.clone(), to),
        None => finding,
    }
}

/// What a finding of the deadlines' reader weighs among others.
pub fn severity(weight: Weight) -> Severity {
    match weight {
        Weight::Error => Severity::Error,
        Weight::Warning => Severity::Warning,
        Weight::Hint => Severity::Hint,
    }
}
