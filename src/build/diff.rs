//! What changed in order and plan between two editions, in words.

use std::path::Path;

use chrono::NaiveDate;

use super::{Error, errors};
use crate::diagnostic::{Diagnostic, Sources};
use crate::document::compare::{Change, compare};
use crate::load::{Loaded, load};
use crate::model::{DocumentKind, Dossier, Order};
use crate::render::{About, Rendered, Which, name_points, render};

/// Two editions and what differs between them.
#[derive(Debug)]
pub struct Diff {
    /// The older edition, or what was given for it.
    pub from: EditionName,
    /// The newer one.
    pub to: EditionName,
    /// The documents that differ.
    pub documents: Vec<DocumentDiff>,
}

/// What an edition is known by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditionName {
    /// When the order was signed; `None` without an order.
    pub signed: Option<NaiveDate>,
    /// Number and date of every amending order in it.
    pub amendments: Vec<(String, NaiveDate)>,
}

/// The changes of a document.
#[derive(Debug)]
pub struct DocumentDiff {
    /// Its kind.
    pub kind: DocumentKind,
    /// Its name.
    pub name: String,
    /// The changes in reading order.
    pub changes: Vec<Change>,
}

/// Why editions cannot be compared.
#[derive(Debug)]
pub enum NotCompared {
    /// The dossier has errors.
    Unsound {
        /// The texts that findings point into.
        sources: Sources,
        /// The errors.
        findings: Vec<Diagnostic>,
    },
    /// A file cannot be read.
    System(Error),
}

/// Compares the editions of two days; without the first, the order as signed, without
/// the second, that with all its amendments.
///
/// # Errors
/// [`NotCompared`] if an edition cannot be read or rendered.
pub fn diff(
    folder: &Path,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
) -> Result<Diff, NotCompared> {
    // Before the first day of all nothing has been amended.
    let old = edition(folder, Some(from.unwrap_or(NaiveDate::MIN)))?;
    let new = edition(folder, to)?;
    let documents = new.documents.iter().filter_map(|one| {
        let before = old.documents.iter().find(|old| old.which == one.which)?;
        let mut changes = compare(&before.document, &one.document).changes;
        for order in [&old.order, &new.order].into_iter().flatten() {
            name_points(order, &mut changes);
        }
        (!changes.is_empty()).then(|| DocumentDiff {
            kind: one.which.kind,
            name: one.name.clone(),
            changes,
        })
    });
    Ok(Diff {
        documents: documents.collect(),
        from: old.name,
        to: new.name,
    })
}

/// Order and plan as on a day.
struct Edition {
    order: Option<Order>,
    documents: Vec<Rendered>,
    name: EditionName,
}

/// Order and plan in the edition of a day, and what that edition is known by.
fn edition(folder: &Path, day: Option<NaiveDate>) -> Result<Edition, NotCompared> {
    let mut loaded = load(folder, day).map_err(|error| NotCompared::System(error.into()))?;
    let Some(mut dossier) = loaded.dossier.take().filter(|_| loaded.whole) else {
        let findings = std::mem::take(&mut loaded.findings);
        return Err(unsound(loaded, findings));
    };
    if dossier.amendments.findings.iter().any(Diagnostic::is_error) {
        return Err(unsound(loaded, dossier.amendments.findings));
    }
    let amendments = std::mem::take(&mut dossier.amendments);
    let (templates, sources) = (&loaded.templates, &mut loaded.sources);
    // Without its amendments the order is printed as in force, not as signed.
    let rendering = render(&dossier, &documents(&dossier), None, templates, sources);
    if rendering.findings.iter().any(Diagnostic::is_error) {
        return Err(unsound(loaded, rendering.findings));
    }
    let amendments = amendments.all.iter();
    let name = EditionName {
        signed: dossier.order.as_ref().map(|order| order.date.value.0),
        amendments: amendments
            .map(|one| (one.number.trim().to_owned(), one.date.value.0))
            .collect(),
    };
    Ok(Edition {
        order: dossier.order,
        documents: rendering.documents,
        name,
    })
}

fn unsound(loaded: Loaded, findings: Vec<Diagnostic>) -> NotCompared {
    NotCompared::Unsound {
        sources: loaded.sources,
        findings: errors(findings),
    }
}

/// The order, and the plan unless the order has it for an appendix.
fn documents(dossier: &Dossier) -> Vec<Which> {
    let attached = dossier.order.as_ref().is_some_and(Order::attaches_plan);
    let order = dossier.order.as_ref().map(|_| DocumentKind::Order);
    let plan = dossier.plan.as_ref().filter(|_| !attached);
    let kinds = order.into_iter().chain(plan.map(|_| DocumentKind::Plan));
    kinds
        .map(|kind| Which {
            kind,
            about: About::All,
        })
        .collect()
}
