//! Which documents a dossier gives.

use chrono::NaiveDate;

use super::analysis::has_dynamics;
use crate::deadline::add_working_days;
use crate::edition::{changed_units, touched};
use crate::model::{DocumentKind, Dossier, Ledger, Order, ReportingPeriod, Standing};

/// One of a dossier's documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Which {
    /// Its kind.
    pub kind: DocumentKind,
    /// What it is about.
    pub about: About,
}

/// What a document is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum About {
    /// The whole dossier.
    All,
    /// A school, by its place in the dossier.
    School(usize),
    /// An amendment, by its place among those in force.
    Amendment(usize),
    /// A party that an amendment touches: the amendment, and the party's place among
    /// those touched.
    Touched(usize, usize),
}

/// What narrows the choice of documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The day on which the documents are made: it decides which period is reported
    /// on and who is to be reminded.
    pub as_of: NaiveDate,
    /// The day whose edition is meant; without it, that after all amendments.
    pub edition: Option<NaiveDate>,
    /// The reporting period, by id; `None` for the one that is due.
    pub period: Option<String>,
    /// The school, by id; `None` for all.
    pub school: Option<String>,
}

impl Scope {
    /// Everything that is due on a day.
    pub fn on(as_of: NaiveDate) -> Self {
        Self {
            as_of,
            edition: None,
            period: None,
            school: None,
        }
    }

    /// The reporting period that is meant.
    fn period<'a>(&self, dossier: &'a Dossier) -> Option<&'a ReportingPeriod> {
        match &self.period {
            Some(id) => dossier.reporting_period(id),
            None => dossier.current_period(self.as_of),
        }
    }

    /// Whether a party is not left out.
    fn names(&self, id: &str) -> bool {
        self.school.as_deref().is_none_or(|school| school == id)
    }

    /// The ledger of that period; `None` if the dossier asks for no reports.
    pub fn ledger<'a>(&self, dossier: &'a Dossier) -> Option<Ledger<'a>> {
        let period = self.period(dossier);
        period.map(|period| Ledger::new(dossier, period))
    }
}

/// The documents that a dossier asks for, or else all that its data allow; a plan
/// that the order attaches is written on its own only if asked for.
pub fn asked(dossier: &Dossier, ledger: Option<&Ledger<'_>>, scope: &Scope) -> Vec<Which> {
    if !dossier.documents.is_empty() {
        let asked = dossier.documents.iter().map(|kind| kind.value);
        // Who asks for the order wants what amends it, too.
        let kinds = without_repeats(asked.flat_map(|kind| match kind {
            DocumentKind::Order if !dossier.amendments.all.is_empty() => WITH_ORDER.to_vec(),
            _ => vec![kind],
        }));
        return these(dossier, &kinds, ledger, scope);
    }
    let attached = dossier.order.as_ref().is_some_and(Order::attaches_plan);
    let mut all = possible(dossier, ledger, scope);
    all.retain(|which| !(attached && which.kind == DocumentKind::Plan));
    all
}

/// The kinds in their order, each once.
pub fn without_repeats(kinds: impl Iterator<Item = DocumentKind>) -> Vec<DocumentKind> {
    kinds.fold(Vec::new(), |mut kept, kind| {
        if !kept.contains(&kind) {
            kept.push(kind);
        }
        kept
    })
}

/// The documents that a dossier has data for.
pub fn possible(dossier: &Dossier, ledger: Option<&Ledger<'_>>, scope: &Scope) -> Vec<Which> {
    let kinds: Vec<DocumentKind> = DocumentKind::ALL
        .into_iter()
        .filter(|kind| has_data(dossier, *kind))
        .collect();
    these(dossier, &kinds, ledger, scope)
}

/// Whether the dossier holds what a kind of document is made from.
pub(super) fn has_data(dossier: &Dossier, kind: DocumentKind) -> bool {
    match kind {
        DocumentKind::Order => dossier.order.is_some(),
        DocumentKind::Plan => dossier.plan.is_some(),
        DocumentKind::Report | DocumentKind::SchoolReport | DocumentKind::Reminder => {
            dossier.reporting.is_some()
        }
        DocumentKind::Indicators => dossier.indicators.is_some(),
        DocumentKind::Analysis => has_dynamics(dossier),
        DocumentKind::Programme => dossier.programme.is_some(),
        DocumentKind::SchoolProgramme => dossier.school_programme.is_some(),
        // A sheet for the order as signed is made when it is asked for.
        DocumentKind::Acquaintance
        | DocumentKind::Amendment
        | DocumentKind::Consolidated
        | DocumentKind::Comparison
        | DocumentKind::Letter => !dossier.amendments.all.is_empty(),
    }
}

/// All documents of some kinds: of a kind that each school has of its own, one a
/// school. A kind without data stays, so that its lack is told.
pub fn these(
    dossier: &Dossier,
    kinds: &[DocumentKind],
    ledger: Option<&Ledger<'_>>,
    scope: &Scope,
) -> Vec<Which> {
    let mut all = Vec::new();
    for &kind in kinds {
        match (kind, ledger) {
            (DocumentKind::Report, Some(ledger)) => {
                let has_reports = !ledger.reports.is_empty();
                all.extend((has_reports && scope.school.is_none()).then_some(whole(kind)));
            }
            (DocumentKind::SchoolReport | DocumentKind::Reminder, Some(ledger)) => {
                let schools = schools(dossier, kind, ledger, scope);
                all.extend(schools.map(|school| Which {
                    kind,
                    about: About::School(school),
                }));
            }
            (DocumentKind::SchoolProgramme, _) => {
                let schools = with_programme(dossier).filter(|(_, id)| scope.names(id));
                all.extend(schools.map(|(place, _)| of(kind, About::School(place))));
            }
            (DocumentKind::Letter, _) => {
                for (one, (_, before, after)) in dossier.amendments.steps().enumerate() {
                    let parties = touched(dossier, &changed_units(before, after));
                    let parties = parties.into_iter().enumerate();
                    let parties = parties.filter(|(_, one)| scope.names(&one.party));
                    let abouts = parties.map(|(party, _)| About::Touched(one, party));
                    all.extend(abouts.map(|about| of(kind, about)));
                }
            }
            _ if scope.school.is_some() => {}
            (DocumentKind::Amendment | DocumentKind::Comparison, _) => {
                all.extend(amendments(dossier).map(|one| of(kind, About::Amendment(one))));
            }
            (DocumentKind::Acquaintance, _) => {
                let signed = dossier.documents.iter().any(|asked| asked.value == kind);
                let has_changes = !dossier.amendments.all.is_empty();
                all.extend((signed || !has_changes).then(|| whole(kind)));
                all.extend(amendments(dossier).map(|one| of(kind, About::Amendment(one))));
            }
            _ => all.push(whole(kind)),
        }
    }
    all
}

/// The schools that have a programme, with place and id.
fn with_programme(dossier: &Dossier) -> impl Iterator<Item = (usize, &str)> {
    let programme = dossier.school_programme.as_ref();
    let schools = dossier.schools.iter().enumerate();
    let schools = schools.map(|(place, school)| (place, school.id.value.as_str()));
    schools.filter(move |(_, id)| programme.is_some_and(|programme| programme.is_of(id)))
}

/// A document that speaks of the whole dossier.
fn whole(kind: DocumentKind) -> Which {
    of(kind, About::All)
}

fn of(kind: DocumentKind, about: About) -> Which {
    Which { kind, about }
}

/// The places of the amendments in force.
fn amendments(dossier: &Dossier) -> std::ops::Range<usize> {
    0..dossier.amendments.all.len()
}

/// What comes along with an order that has been amended.
const WITH_ORDER: [DocumentKind; 6] = [
    DocumentKind::Order,
    DocumentKind::Amendment,
    DocumentKind::Consolidated,
    DocumentKind::Comparison,
    DocumentKind::Acquaintance,
    DocumentKind::Letter,
];

/// The schools that have a document of a kind.
fn schools(
    dossier: &Dossier,
    kind: DocumentKind,
    ledger: &Ledger<'_>,
    scope: &Scope,
) -> impl Iterator<Item = usize> {
    let schools = dossier.schools.iter().enumerate();
    schools
        .filter(|(_, school)| scope.names(&school.id))
        .filter(move |(place, school)| match kind {
            DocumentKind::Reminder => is_reminded(ledger, *place, &school.id, scope.as_of),
            _ => ledger.report(&school.id).is_some(),
        })
        .map(|(place, _)| place)
}

/// Whether a school is to be reminded on a day: the last day for reports has passed,
/// and it has handed in none, or owes rows whose day has come.
fn is_reminded(ledger: &Ledger<'_>, place: usize, id: &str, as_of: NaiveDate) -> bool {
    let missed = hand_in_by(ledger.period).is_some_and(|last| last < as_of);
    let owes_report = ledger.report(id).is_none() && ledger.rows_of(place).next().is_some();
    missed && (owes_report || overdue(ledger, place, id).next().is_some())
}

/// The rows of a school that are not done although their day has come.
pub(super) fn overdue<'l>(
    ledger: &'l Ledger<'_>,
    place: usize,
    id: &'l str,
) -> impl Iterator<Item = usize> + 'l {
    let is_open = |row: &usize| match ledger.standing(id, *row) {
        Standing::Failed | Standing::Missing => ledger.is_due(*row),
        // On its last day it may still be finished.
        Standing::Running => ledger.due[*row].is_some_and(|due| due < ledger.period.as_of()),
        _ => false,
    };
    ledger.rows_of(place).filter(is_open)
}

/// The last day on which schools may hand in.
pub(super) fn hand_in_by(period: &ReportingPeriod) -> Option<NaiveDate> {
    period.hand_in_by.as_ref().map(|date| date.value.0)
}

/// The day set to those who missed it: as given, else some working days later.
pub fn remind_by(period: &ReportingPeriod) -> Option<NaiveDate> {
    let given = period.remind_by.as_ref().map(|date| date.value.0);
    given.or_else(|| add_working_days(hand_in_by(period)?, GRACE))
}

/// Working days that a reminder grants where the dossier sets no day.
const GRACE: i32 = 5;
