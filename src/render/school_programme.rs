//! The programme of one school as templates see it.

use chrono::NaiveDate;
use serde::Serialize;

use super::context::{Context, lines, upper_first};
use super::indicator_tables::ComparedView;
use super::indicators::MISSING;
use super::manuscript::{BlockView, Typist};
use super::order::SignatoryView;
use super::plan::names_joined;
use super::programme::PassportRowView;
use crate::deadline::understand;
use crate::language::{Case, verbal};
use crate::model::{Joining, Row, School, SchoolProgramme, SchoolStatus, Target, Text};

/// The programme of one school with everything its document says.
#[derive(Debug, Serialize)]
pub(super) struct SchoolProgrammeView {
    /// The title, line by line.
    pub(super) title: Vec<String>,
    /// The school's full name.
    pub(super) school: String,
    /// Its name in tables.
    short: String,
    /// Why it is supported, in words.
    status: Vec<&'static str>,
    /// «г. Сорск», may be empty.
    place: String,
    /// «2020–2023 годы», as it follows «на»; may be empty.
    period: String,
    /// The year the period begins in; may be empty.
    year: String,
    /// Its head, who approves the programme.
    official: Option<SignatoryView>,
    /// «директор Смирнова А.И.»; may be empty.
    head: String,
    /// The rows that the dossier gives itself.
    passport: Vec<PassportRowView>,
    blocks: Vec<BlockView>,
    /// The rows of the plan that concern the school.
    activities: Vec<ActivityView>,
    /// «1 октября 2020 г.»: when the first of them begins; empty where no calendar tells.
    begins: String,
    /// When the last of them is due.
    ends: String,
    /// The school's indicators that have a plan.
    indicators: Vec<ComparedView>,
}

/// A row of the plan.
#[derive(Debug, Serialize)]
struct ActivityView {
    /// The heading of the section that begins with it, line by line; empty within one.
    section: Vec<String>,
    title: Vec<String>,
    deadline: Vec<String>,
    executors: Vec<String>,
}

impl Context<'_> {
    pub(super) fn school_programme(
        &mut self,
        programme: &SchoolProgramme,
        place: usize,
        school: &School,
    ) -> SchoolProgrammeView {
        let dossier = self.dossier;
        let rows = dossier.rows();
        let is_own =
            |row: &&Row<'_>| matches!(row.target, Target::Activity(_)) && row.schools.has(place);
        let rows: Vec<&Row<'_>> = rows.iter().filter(is_own).collect();
        let (begins, ends) = days(&rows);
        let mut indicators = self.indicators_of(place);
        indicators.retain(|row| row.plan.value != MISSING);
        let passport = programme.passport.iter();
        let passport = passport.map(|(name, content)| self.passport_row(name, content));
        let passport = passport.collect();
        let files: Vec<&Text> = programme.parts.iter().collect();
        let period = dossier.period.as_ref();
        SchoolProgrammeView {
            title: self.paragraphs(&programme.title),
            school: school.full.as_ref().unwrap_or(&school.name).value.clone(),
            short: school.name.value.clone(),
            status: school.status.iter().copied().map(status).collect(),
            place: dossier
                .department
                .place
                .as_ref()
                .map_or(String::new(), |place| place.value.clone()),
            period: period.map_or(String::new(), |period| period.accusative()),
            year: period.map_or(String::new(), |period| {
                period.value.from.format("%Y").to_string()
            }),
            official: school.head.as_ref().map(|head| self.signatory(head)),
            head: school.head.as_ref().map_or(String::new(), |head| {
                let post = head.post.iter().map(|post| lines(post).join(" "));
                let name = self.name_in_text(head, Case::Nominative);
                post.chain([name]).collect::<Vec<_>>().join(" ")
            }),
            passport,
            blocks: Typist::new(self, &files)
                .of_school(place)
                .files(programme.parts.iter()),
            activities: self.own_activities(&rows),
            begins: begins.map_or(String::new(), verbal),
            ends: ends.map_or(String::new(), verbal),
            indicators,
        }
    }

    fn own_activities(&mut self, rows: &[&Row<'_>]) -> Vec<ActivityView> {
        let begins = |index: usize| index == 0 || rows[index - 1].section != rows[index].section;
        let rows = rows.iter().enumerate();
        rows.map(|(index, row)| self.own_activity(row, begins(index)))
            .collect()
    }

    fn own_activity(&mut self, row: &Row<'_>, begins_section: bool) -> ActivityView {
        let plan = self.plan;
        let section = row.section.filter(|_| begins_section);
        let section = section.and_then(|at| plan?.sections.get(at));
        let executors: Vec<String> = match row.target {
            Target::Activity(activity) => {
                let executors = activity.executors.iter();
                executors.map(|one| self.executor(one)).collect()
            }
            Target::Point(..) => Vec::new(),
        };
        ActivityView {
            section: section.map_or(Vec::new(), |section| self.paragraphs(&section.title)),
            title: self.row_title(row),
            deadline: self.row_deadline(row),
            executors: names_joined(&executors, Joining::Comma),
        }
    }
}

/// When the first of some rows begins and the last is due, as far as calendars tell;
/// what comes round does not count.
fn days(rows: &[&Row<'_>]) -> (Option<NaiveDate>, Option<NaiveDate>) {
    let deadlines = rows.iter().flat_map(|row| {
        let deadlines = row.deadlines.iter();
        deadlines.map(|text| understand(text, row.bounds))
    });
    let deadlines = deadlines.filter(|one| one.recurrences.is_empty());
    let deadlines: Vec<_> = deadlines.collect();
    let begins = deadlines.iter().filter_map(|one| one.begins());
    let ends = deadlines.iter().filter_map(|one| one.due());
    (begins.min(), ends.max())
}

/// What a status says of its school ([N-140]).
fn status(status: SchoolStatus) -> &'static str {
    match status {
        SchoolStatus::LowResults => "низкие образовательные результаты",
        SchoolStatus::UnfavourableConditions => "неблагоприятные социальные условия",
    }
}

/// The document's name for files and lists.
pub(super) fn file_name(view: &SchoolProgrammeView) -> String {
    format!("{}, {}", upper_first(&view.title.join(" ")), view.short)
}
