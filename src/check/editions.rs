//! The editions of the order and the plan that an amendment has replaced: the signed order
//! and the amending orders print them still ([N-100]).

use super::{Subject, due, printed, rule};
use crate::diagnostic::{Diagnostic, Located, Severity, Sources};
use crate::model::{Dossier, Edition};

/// Rules whose errors make a document wrong that was right on paper.
const OF_THE_DOSSIER: &[&str] = &[
    "column-without-name",
    "columns-too-wide",
    "duplicate-id",
    "empty-appendix",
    "empty-plan",
    "missing-appendix",
    "no-room-for-text",
    "unknown-id",
];

/// Rules whose errors may have been signed. It is by an amendment that they are mended, so
/// they must not forbid one.
const OF_THE_PAPER: &[&str] = &[
    "broken-numbering",
    "broken-school-year",
    "deadline-before-order",
    "deadline-contradiction",
    "deadline-end-before-start",
    "deadline-outside-period",
    "impossible-date",
    "repeated-number",
    "second-control-point",
];

/// What is wrong in the editions before the one in force and was not found in that: only
/// what makes their documents wrong, no matters of style. `known` has been found already;
/// `whole` says whether nothing was left out on reading.
pub(super) fn check(
    dossier: &Dossier,
    sources: &Sources,
    known: &[Diagnostic],
    whole: bool,
) -> Vec<Diagnostic> {
    let editions = &dossier.amendments.editions;
    let older = editions.split_last().map_or(&[][..], |(_, older)| older);
    let mut found: Vec<Diagnostic> = Vec::new();
    for (index, edition) in older.iter().enumerate() {
        let name = match index.checked_sub(1) {
            None => "в приказе, каким он подписан".to_owned(),
            Some(last) => {
                let number = &dossier.amendments.all[last].number;
                format!("в редакции приказа № {}", number.trim())
            }
        };
        for finding in of_edition(dossier, edition, sources, whole) {
            let is_same = |one: &Diagnostic| {
                one.code == finding.code
                    && (one.span == finding.span || one.message.ends_with(&finding.message))
            };
            if !known.iter().chain(&found).any(is_same) {
                let message = format!("{name}: {}", finding.message);
                found.push(Diagnostic { message, ..finding });
            }
        }
    }
    found
}

fn of_edition(
    dossier: &Dossier,
    edition: &Edition,
    sources: &Sources,
    whole: bool,
) -> Vec<Diagnostic> {
    let dossier = Dossier {
        order: edition.order.clone(),
        plan: edition.plan.clone(),
        ..dossier.clone()
    };
    let texts = texts(edition);
    let dues = due::all(&dossier);
    let prose = printed::prose(&dossier, &texts, &dues);
    let subject = Subject {
        dossier: &dossier,
        texts: &texts,
        prose: &prose,
        sources,
        dues: &dues,
        ledgers: &[],
        measurements: None,
    };
    let mut found = Vec::new();
    for code in OF_THE_DOSSIER.iter().chain(OF_THE_PAPER) {
        if let Some(rule) = rule(code).filter(|rule| whole || rule.local) {
            (rule.check)(subject, &mut found);
        }
    }
    let errors = found.into_iter().filter(Diagnostic::is_error);
    let weighed = errors.map(|finding| match OF_THE_PAPER.contains(&finding.code) {
        true => Diagnostic {
            severity: Severity::Warning,
            ..finding.hint(AS_SIGNED)
        },
        false => finding,
    });
    weighed.collect()
}

/// What to do about a mistake that may have been signed.
const AS_SIGNED: &str = "если в деле опечатка, исправьте её; если так и подписано, исправляет изменяющий приказ, а сюда поставьте «допустимо»";

/// What an edition prints of the order and the plan, deadlines left out.
pub(super) fn texts(edition: &Edition) -> Vec<Located<String>> {
    let order = edition.order.iter().flat_map(printed::order);
    let plan = edition.plan.iter().flat_map(printed::plan);
    order.chain(plan).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_for_older_editions_are_rules() {
        for code in OF_THE_DOSSIER.iter().chain(OF_THE_PAPER) {
            assert!(rule(code).is_some(), "{code}");
        }
    }
}
