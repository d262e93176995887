//! The report of one school as templates see it ([N-155]).

use serde::Serialize;

use super::amendment::revised;
use super::context::Context;
use super::indicator_tables::ComparedView;
use super::marks::{MarkView, Totals};
use super::order::{ContactView, SignatoryView};
use crate::language::{Case, numeric, verbal};
use crate::model::{Ledger, Order, School, Target};

/// The report of one school with everything it says.
#[derive(Debug, Serialize)]
pub(super) struct SchoolReportView {
    /// The school's full name, as its letterhead prints it.
    pub(super) school: String,
    /// Its name in tables.
    short: String,
    /// To whom it goes, dative, line by line.
    addressee: Vec<String>,
    /// The order whose points are reported on.
    order: Option<OrderReference>,
    /// «плана-графика»; empty without a plan.
    plan_kind: String,
    /// «I полугодие 2020 года», after «за».
    period: String,
    /// «31.05.2020»
    pub(super) as_of: String,
    /// «31 мая 2020 г.»
    as_of_in_words: String,
    /// «04.06.2020»; empty if the report bears no date.
    date: String,
    /// The points addressed to the school.
    points: Vec<RowView>,
    /// The activities it reports on.
    activities: Vec<RowView>,
    /// Its indicators, where the dossier has any of it.
    indicators: Vec<ComparedView>,
    totals: Totals,
    /// Its head.
    signatory: Option<SignatoryView>,
    contact: Option<ContactView>,
}

/// An order as another document refers to it.
#[derive(Debug, Serialize)]
pub(super) struct OrderReference {
    /// Whose, genitive: «отдела образования …».
    pub(super) issuer: String,
    pub(super) number: String,
    /// «1 февраля 2022 г.»
    pub(super) date_in_words: String,
    /// The title, in one line.
    pub(super) title: String,
    /// «(в ред. приказа … от 15.06.2022 № 21)»; empty if nothing has amended it ([N-99]).
    revised: String,
}

/// A row that the school reports on.
#[derive(Debug, Serialize)]
struct RowView {
    number: String,
    title: Vec<String>,
    deadline: Vec<String>,
    mark: MarkView,
}

impl Context<'_> {
    pub(super) fn school_report(
        &mut self,
        ledger: &Ledger<'_>,
        place: usize,
        school: &School,
    ) -> SchoolReportView {
        let period = ledger.period;
        let report = ledger.report(&school.id);
        let rows: Vec<usize> = ledger.rows_of(place).collect();
        let is_point = |row: &usize| matches!(ledger.rows[*row].target, Target::Point(..));
        let (points, activities): (Vec<usize>, Vec<usize>) =
            rows.iter().partition(|row| is_point(row));
        let standings = rows.iter();
        let standings =
            standings.map(|row| (ledger.standing(&school.id, *row), ledger.is_due(*row)));
        let totals = Totals::of(standings);
        let order = self.dossier.order.as_ref().filter(|_| !points.is_empty());
        SchoolReportView {
            school: school.full.as_ref().unwrap_or(&school.name).value.clone(),
            short: school.name.value.clone(),
            addressee: self.addressee_of_department(),
            order: order.map(|order| self.order_reference(order)),
            plan_kind: self.genitive_of_plan_kind(),
            period: self.period_name(period),
            as_of: numeric(period.as_of()),
            as_of_in_words: verbal(period.as_of()),
            date: report
                .and_then(|report| report.date.as_ref())
                .map_or(String::new(), |date| numeric(date.value.0)),
            points: self.school_rows(ledger, &points, school),
            activities: self.school_rows(ledger, &activities, school),
            indicators: self.indicators_of(place),
            totals,
            signatory: school.head.as_ref().map(|head| self.signatory(head)),
            contact: report
                .and_then(|report| report.contact.as_ref())
                .map(super::order::contact),
        }
    }

    fn school_rows(
        &mut self,
        ledger: &Ledger<'_>,
        rows: &[usize],
        school: &School,
    ) -> Vec<RowView> {
        let views = rows.iter().map(|&index| {
            let row = &ledger.rows[index];
            RowView {
                number: row.number.clone(),
                title: self.row_title(row),
                deadline: self.row_deadline(row),
                mark: self.mark(ledger, index, (&school.id, &school.name)),
            }
        });
        views.collect()
    }

    /// «Начальнику отдела образования … Савиной И.Л.», line by line.
    fn addressee_of_department(&mut self) -> Vec<String> {
        let head = &self.dossier.department.head;
        let post = self.post(head, Case::Dative);
        let name = self.name_in_text(head, Case::Dative);
        post.into_iter().chain([name]).collect()
    }

    /// An order as another document refers to it.
    pub(super) fn order_reference(&mut self, order: &Order) -> OrderReference {
        let signatory = order.signatory.as_ref();
        let signatory = signatory.unwrap_or(&self.dossier.department.head);
        let issuer = self.issuer(order, signatory);
        OrderReference {
            number: order.number.value.clone(),
            date_in_words: verbal(order.date.value.0),
            title: self.paragraphs(&order.title).join(" "),
            revised: revised(self.amendments, &issuer),
            issuer,
        }
    }
}
