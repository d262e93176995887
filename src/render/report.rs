//! The consolidated report as templates see it.

use std::collections::HashSet;

use serde::Serialize;

use super::context::{Context, upper_first};
use super::marks::{
    Alike, FiguresView, GroupView, MarkView, Totals, alike, evidence_text, groups, in_one_line, sum,
};
use super::order::{ContactView, SignatoryView};
use super::plan::{SectionView, names_joined};
use crate::diagnostic::Diagnostic;
use crate::language::{self, Case, Form, numeric, verbal};
use crate::model::{
    Joining, Ledger, NumberedSection, ProgressEntry, ReportColumn, ReportColumnSpec, ReportField,
    Reporting, ReportingPeriod, Row, Standing, Target,
};
use crate::style::Align;

/// The consolidated report with everything it says.
#[derive(Debug, Serialize)]
pub(super) struct ReportView {
    /// The title, line by line.
    pub(super) title: Vec<String>,
    /// «I полугодие 2020 года», after «за».
    period: String,
    /// «31.05.2020»
    pub(super) as_of: String,
    /// «31 мая 2020 г.»
    as_of_in_words: String,
    /// Names of the schools it is about.
    schools: Vec<String>,
    /// Whether the table's sheet lies ([N-30]).
    landscape: bool,
    /// Whether it has so many columns that its type is smaller ([N-14]).
    dense: bool,
    columns: Vec<ColumnView>,
    /// The names of the columns' fields: what has no column goes into the result.
    fields: Vec<&'static str>,
    rows: Vec<RowView>,
    totals: Totals,
    /// How each school stands; empty if no school reports on anything.
    summary: Vec<SummaryView>,
    /// All schools together.
    summary_totals: Totals,
    signatory: SignatoryView,
    contact: Option<ContactView>,
}

#[derive(Debug, Serialize)]
struct ColumnView {
    /// «number», «title», «deadline», «done», «executors», «standing», «result»,
    /// «reason» or «evidence»
    field: &'static str,
    heading: String,
    /// mm
    width: Option<f32>,
    /// Of what is left, where there is no width.
    share: u16,
    align: Align,
}

/// A section row, or a row that is reported on.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum RowView {
    Section(SectionView),
    Row(Box<ReportRow>),
}

/// A row that is reported on.
#[derive(Debug, Serialize)]
struct ReportRow {
    number: String,
    title: Vec<String>,
    executors: Vec<String>,
    deadline: Vec<String>,
    /// «done», «late» …: by the department's own mark, else by all schools together.
    standing: &'static str,
    words: &'static str,
    /// What the department and other bodies say.
    marks: Vec<MarkView>,
    /// What schools say, those alike together.
    groups: Vec<GroupView>,
    /// Their figures added up; `None` where the department gives its own.
    figures: Option<FiguresView>,
    /// How many schools say anything.
    reported: usize,
    /// Where only schools speak: when they did it, why not, what confirms it.
    facts: FactsView,
}

/// What schools say of a row, alike answers together.
#[derive(Debug, Default, Serialize)]
struct FactsView {
    results: Vec<Alike>,
    done: Vec<Alike>,
    reasons: Vec<Alike>,
    evidence: Vec<Alike>,
}

/// How a school stands.
#[derive(Debug, Serialize)]
struct SummaryView {
    school: String,
    /// Whether it handed a report in.
    reported: bool,
    totals: Totals,
}

impl Context<'_> {
    pub(super) fn report(
        &mut self,
        reporting: &Reporting,
        ledger: &Ledger<'_>,
        rows: &[usize],
    ) -> ReportView {
        let period = ledger.period;
        let columns = columns(reporting);
        let (has_plan, all) = (self.dossier.plan.is_some(), reporting.columns.is_empty());
        let mut totals = Vec::new();
        let mut views = Vec::new();
        let mut section = None;
        let sections = self
            .dossier
            .plan
            .as_ref()
            .map_or(Vec::new(), |plan| plan.numbered());
        let sections: Vec<&NumberedSection<'_>> = sections
            .iter()
            .filter(|one| one.section.is_some())
            .collect();
        let mut points = None;
        for &row in rows {
            let is_point = matches!(ledger.rows[row].target, Target::Point(..));
            if points != Some(is_point) && has_plan {
                views.extend(self.part(is_point, points, sections.is_empty()));
            }
            points = Some(is_point);
            let place = ledger.rows[row].section;
            if place != section {
                section = place;
                let head = place.and_then(|place| self.section_row(sections[place]));
                views.extend(head.map(RowView::Section));
            }
            let (view, standing) = self.report_row(ledger, row);
            totals.push((standing, ledger.is_due(row)));
            views.push(RowView::Row(Box::new(view)));
        }
        let summary = self.summary(ledger, rows);
        ReportView {
            title: self.report_title(reporting),
            period: self.period_name(period),
            as_of: numeric(period.as_of()),
            as_of_in_words: verbal(period.as_of()),
            schools: self.concerned_schools(ledger, rows),
            landscape: columns.len() >= LANDSCAPE_COLUMNS,
            dense: columns.len() >= DENSE_COLUMNS,
            fields: columns
                .iter()
                .map(|column| field_name(column.field.value))
                .collect(),
            columns: columns
                .iter()
                .map(|column| column_view(column, has_plan, all))
                .collect(),
            rows: views,
            totals: Totals::of(totals),
            summary_totals: summary
                .iter()
                .fold(Totals::default(), |sum, one| sum.plus(&one.totals)),
            summary,
            signatory: self.signatory(&self.dossier.department.head),
            contact: reporting.contact.as_ref().map(super::order::contact),
        }
    }

    /// The title as given, else «Отчёт о реализации …».
    fn report_title(&mut self, reporting: &Reporting) -> Vec<String> {
        if let Some(title) = &reporting.title {
            return self.paragraphs(title);
        }
        if self.dossier.plan.is_none() {
            return vec!["Отчёт об исполнении приказа".to_owned()];
        }
        let kind = self.genitive_of_plan_kind();
        vec![format!("Отчёт о реализации {kind}")]
    }

    /// «плана-графика»; nothing if the dossier has no plan.
    pub(super) fn genitive_of_plan_kind(&mut self) -> String {
        let Some(plan) = &self.dossier.plan else {
            return String::new();
        };
        match language::decline(&plan.kind, Case::Genitive) {
            Form::Certain(text) => text,
            Form::Doubtful { guess, reason } => {
                let message = format!(
                    "не ясно, как поставить «{}» в родительный падеж: {reason}",
                    plan.kind.value
                );
                let finding = Diagnostic::error("doubtful-case", plan.kind.span, message);
                self.findings.push(finding.hint(
                    "начните вид плана с обычного слова: «план», «дорожная карта», «план-график»",
                ));
                guess
            }
        }
    }

    /// How titles call the period after «за».
    pub(super) fn period_name(&mut self, period: &ReportingPeriod) -> String {
        match &period.name {
            Some(name) => self.text(name),
            None => period.period.accusative(),
        }
    }

    /// The row that tells points of the order from activities, where both have numbers
    /// of their own; sections of the plan tell it themselves.
    fn part(&mut self, is_point: bool, above: Option<bool>, no_sections: bool) -> Option<RowView> {
        let title = match (is_point, above, &self.dossier.order) {
            (true, _, Some(order)) => format!(
                "Пункты приказа от {} № {}",
                verbal(order.date.value.0),
                order.number.value
            ),
            (false, Some(true), _) if no_sections => {
                format!("Мероприятия {}", self.genitive_of_plan_kind())
            }
            _ => return None,
        };
        Some(RowView::Section(SectionView {
            number: String::new(),
            title: vec![title],
            goal: None,
        }))
    }

    /// A row and how it stands: the department's word goes before the schools'.
    fn report_row(&mut self, ledger: &Ledger<'_>, index: usize) -> (ReportRow, Standing) {
        let row = &ledger.rows[index];
        let executors = self.dossier.executors.iter();
        let marked: Vec<(&str, &str)> = executors
            .filter(|executor| ledger.mark(&executor.id, index).is_some())
            .map(|executor| (executor.id.as_str(), executor.name.as_str()))
            .collect();
        let standing = ledger.overall(index);
        let marks: Vec<MarkView> = marked
            .into_iter()
            .map(|party| self.mark(ledger, index, party))
            .collect();
        let of_schools: Vec<&ProgressEntry> = ledger
            .schools_of(index)
            .filter_map(|school| ledger.mark(&school.id, index))
            .collect();
        let reported = of_schools.len();
        let figures = if marks.iter().any(MarkView::has_figures) {
            None
        } else {
            sum(of_schools.into_iter())
        };
        let view = ReportRow {
            number: row.number.clone(),
            title: self.row_title(row),
            executors: self.row_executors(row),
            deadline: self.row_deadline(row),
            standing: standing.code(),
            words: standing.words(),
            groups: groups(ledger, index),
            figures,
            reported,
            facts: if marks.is_empty() {
                facts(ledger, index)
            } else {
                FactsView::default()
            },
            marks,
        };
        (view, standing)
    }

    /// Who answers for a row, as its table prints it.
    pub(super) fn row_executors(&mut self, row: &Row<'_>) -> Vec<String> {
        match row.target {
            Target::Activity(activity) => {
                let names = activity.executors.iter();
                let names: Vec<String> = names.map(|one| self.executor(one)).collect();
                names_joined(&names, Joining::Line)
            }
            Target::Point(_, recipients) => {
                let names = recipients.iter();
                let names = names.map(|one| self.recipient_name(one));
                names.map(|name| upper_first(&name)).collect()
            }
        }
    }

    /// The schools that report on any of the rows.
    fn concerned_schools(&self, ledger: &Ledger<'_>, rows: &[usize]) -> Vec<String> {
        let schools = self.dossier.schools.iter().enumerate();
        schools
            .filter(|(place, _)| rows.iter().any(|row| ledger.rows[*row].schools.has(*place)))
            .map(|(_, school)| school.name.value.clone())
            .collect()
    }

    /// How each school stands with the rows that the report shows.
    fn summary(&self, ledger: &Ledger<'_>, shown: &[usize]) -> Vec<SummaryView> {
        let mut summary = Vec::new();
        for (place, school) in self.dossier.schools.iter().enumerate() {
            // The very rows of the table above, so that both reconcile ([N-151]).
            let rows = ledger.rows_of(place).filter(|row| shown.contains(row));
            let standings = rows.map(|row| (ledger.standing(&school.id, row), ledger.is_due(row)));
            let totals = Totals::of(standings);
            if totals.has_rows() {
                summary.push(SummaryView {
                    school: school.name.value.clone(),
                    reported: ledger.report(&school.id).is_some(),
                    totals,
                });
            }
        }
        summary
    }
}

/// What schools say of a row.
fn facts(ledger: &Ledger<'_>, row: usize) -> FactsView {
    let entries: Vec<(&str, &ProgressEntry)> = ledger
        .schools_of(row)
        .filter_map(|school| Some((school.name.as_str(), ledger.mark(&school.id, row)?)))
        .collect();
    FactsView {
        results: alike(&entries, |entry| {
            entry.result.as_deref().map(|text| in_one_line(text))
        }),
        done: alike(&entries, |entry| {
            entry.done.as_deref().map(|text| in_one_line(text))
        }),
        reasons: alike(&entries, |entry| {
            entry.reason.as_deref().map(|text| in_one_line(text))
        }),
        evidence: alike(&entries, |entry| entry.evidence.as_ref().map(evidence_text)),
    }
}

/// The rows that the consolidated report shows: those of the plan ([N-182]), and
/// points of the order that schools report on or somebody reported on; without a plan,
/// all points.
pub(super) fn rows(ledger: &Ledger<'_>) -> Vec<usize> {
    let is_activity = |row: usize| matches!(ledger.rows[row].target, Target::Activity(_));
    let has_plan = (0..ledger.rows.len()).any(is_activity);
    let marked: HashSet<usize> = ledger.marks.iter().map(|mark| mark.row).collect();
    (0..ledger.rows.len())
        .filter(|row| {
            let is_owed = !ledger.rows[*row].schools.is_empty() || marked.contains(row);
            !has_plan || is_activity(*row) || is_owed
        })
        .collect()
}

fn columns(reporting: &Reporting) -> Vec<ReportColumn> {
    if !reporting.columns.is_empty() {
        return reporting
            .columns
            .iter()
            .map(ReportColumnSpec::column)
            .collect();
    }
    let place = reporting.periods.first().map(|period| period.id.span);
    let full = ReportField::FULL.into_iter();
    full.filter_map(|field| Some(ReportColumn::usual(field, place?)))
        .collect()
}

/// The number of columns from which the table's sheet lies ([N-30]).
const LANDSCAPE_COLUMNS: usize = 6;

/// The number of columns from which its type is smaller ([N-14]).
const DENSE_COLUMNS: usize = 8;

/// How many shares of the room texts get that are longer than others.
const LONG_SHARE: u16 = 2;

/// Width in mm of a column unless given: so that all nine stand side by side on a
/// lying sheet and none breaks the words of its heading. The result has what is left.
fn usual_width(field: ReportField) -> Option<f32> {
    match field {
        ReportField::Number => Some(11.0),
        ReportField::Title => Some(42.0),
        ReportField::Deadline | ReportField::Done => Some(23.0),
        ReportField::Executors => Some(29.0),
        ReportField::Standing => Some(26.0),
        ReportField::Reason => Some(31.0),
        ReportField::Evidence => Some(34.0),
        ReportField::Result => None,
    }
}

fn column_view(column: &ReportColumn, has_plan: bool, all: bool) -> ColumnView {
    let field = column.field.value;
    let heading = column.heading.as_ref();
    let usual = match field {
        // Without a plan all rows are points.
        ReportField::Title if !has_plan => "Пункт приказа",
        _ => field.heading(),
    };
    ColumnView {
        field: field_name(field),
        heading: heading.map_or_else(|| usual.to_owned(), |text| text.value.clone()),
        width: column
            .width
            .as_deref()
            .copied()
            .or_else(|| usual_width(field).filter(|_| all || field == ReportField::Number)),
        share: match field {
            ReportField::Title | ReportField::Result => LONG_SHARE,
            _ => 1,
        },
        align: match field {
            ReportField::Number => Align::Center,
            _ => Align::Left,
        },
    }
}

fn field_name(field: ReportField) -> &'static str {
    match field {
        ReportField::Number => "number",
        ReportField::Title => "title",
        ReportField::Deadline => "deadline",
        ReportField::Done => "done",
        ReportField::Executors => "executors",
        ReportField::Standing => "standing",
        ReportField::Result => "result",
        ReportField::Reason => "reason",
        ReportField::Evidence => "evidence",
    }
}
