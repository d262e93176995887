//! The letter to a school that owes a report, as templates see it.

use serde::Serialize;

use super::context::{Context, Party};
use super::order::{ContactView, SignatoryView};
use super::school_report::OrderReference;
use super::which::{hand_in_by, overdue, remind_by};
use crate::language::{Case, Gender, numeric, verbal};
use crate::model::{Ledger, Order, Person, Reporting, School, Standing};

/// A reminder with everything it says: what is owed, since when, until when.
#[derive(Debug, Serialize)]
pub(super) struct ReminderView {
    /// Lines of the department's letterhead.
    letterhead: Vec<String>,
    /// The school's name in tables.
    pub(super) school: String,
    /// To whom it goes, dative, line by line.
    addressee: Vec<String>,
    /// «Уважаемая Марина Викторовна»; empty where the full name is not known.
    salutation: String,
    /// The order that sets the reports, if the dossier has one.
    order: Option<OrderReference>,
    /// «плана-графика»; empty without a plan.
    plan_kind: String,
    /// «I полугодие 2020 года», after «за».
    period: String,
    /// Whether the school handed in a report: then it owes rows only.
    reported: bool,
    /// «5 июня 2020 г.»: until when the report was due.
    hand_in_by: String,
    /// «31 мая 2020 г.»: on what day things stand as reported.
    as_of_in_words: String,
    /// «15 июня 2020 г.»: until when it is asked for now.
    remind_by: String,
    /// Rows whose day has come.
    overdue: Vec<OverdueView>,
    signatory: SignatoryView,
    contact: Option<ContactView>,
}

/// A row that is not done although its day has come.
#[derive(Debug, Serialize)]
struct OverdueView {
    /// «п. 2.1» of the order, «2.1» of the plan.
    number: String,
    title: Vec<String>,
    deadline: Vec<String>,
    /// «31.05.2020», the last day it was due.
    due: String,
    /// «не выполнено», «выполняется» or «нет сведений»
    words: &'static str,
    standing: &'static str,
}

impl Context<'_> {
    pub(super) fn reminder(
        &mut self,
        reporting: &Reporting,
        ledger: &Ledger<'_>,
        (place, school): (usize, &School),
    ) -> ReminderView {
        let period = ledger.period;
        let reported = ledger.report(&school.id).is_some();
        let day = |day: Option<_>| day.map_or(String::new(), verbal);
        let rows: Vec<usize> = overdue(ledger, place, &school.id).collect();
        let order: Option<&Order> = self.dossier.order.as_ref();
        ReminderView {
            letterhead: self.letterhead(),
            school: school.name.value.clone(),
            addressee: self.addressee(Party::School(school)),
            salutation: school.head.as_ref().map_or(String::new(), salutation),
            order: order.map(|order| self.order_reference(order)),
            plan_kind: self.genitive_of_plan_kind(),
            period: self.period_name(period),
            reported,
            hand_in_by: day(hand_in_by(period)),
            as_of_in_words: verbal(period.as_of()),
            remind_by: day(remind_by(period)),
            overdue: rows
                .into_iter()
                .map(|row| self.overdue_row(ledger, row, &school.id))
                .collect(),
            signatory: self.signatory(&self.dossier.department.head),
            contact: reporting.contact.as_ref().map(super::order::contact),
        }
    }

    fn overdue_row(&mut self, ledger: &Ledger<'_>, index: usize, school: &str) -> OverdueView {
        let row = &ledger.rows[index];
        let standing: Standing = ledger.standing(school, index);
        OverdueView {
            number: row.label(),
            title: self.row_title(row),
            deadline: self.row_deadline(row),
            due: ledger.due[index].map_or(String::new(), numeric),
            words: standing.words(),
            standing: standing.code(),
        }
    }

    /// «Директору МБОУ … Ершовой М.В.», line by line: the party's name stands apart
    /// where the post does not hold it.
    pub(super) fn addressee(&mut self, party: Party<'_>) -> Vec<String> {
        let Some(head) = party.head() else {
            let name = self.phrase(party.full(), party.forms(), Case::Dative);
            return vec![super::context::upper_first(&name)];
        };
        let post = self.post(head, Case::Dative);
        let post = post.map(|post| super::context::upper_first(&post));
        let names_party = post.as_ref().is_some_and(|post| post.contains('«'));
        let party = (!names_party).then(|| party.name().value.clone());
        let name = self.name_in_text(head, Case::Dative);
        post.into_iter().chain(party).chain([name]).collect()
    }
}

/// «Уважаемая Марина Викторовна»; empty where name or gender are not known.
pub(super) fn salutation(person: &Person) -> String {
    let name = person.full_name();
    let gender = person.gender().or(name.gender());
    match (name.address(), gender) {
        (Some(address), Some(Gender::Female)) => format!("Уважаемая {address}"),
        (Some(address), Some(Gender::Male)) => format!("Уважаемый {address}"),
        _ => String::new(),
    }
}
