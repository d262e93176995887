//! Who owes a report on what, and what was reported for a period.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::dossier::Dossier;
use super::party::{ExecutorRef, School};
use super::progress::{Progress, ProgressEntry, Status};
use super::reporting::ReportingPeriod;
use super::scalar::{Id, OneOrMany, Text};
use super::standing::Standing;
use super::{Activity, Plan, Point, Recipient};
use crate::deadline::{Bounds, Kind, understand};
use crate::diagnostic::Span;

/// Something that is reported on: a row of the plan or a point of the order.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    /// Which.
    pub target: Target<'a>,
    /// Its number as printed, without a final full stop.
    pub number: String,
    /// The section of the plan it stands in, from 0; `None` outside sections.
    pub section: Option<usize>,
    /// Its deadlines as written.
    pub deadlines: Vec<&'a Text>,
    /// What they are read in.
    pub bounds: Option<Bounds>,
    /// The schools that report on it.
    pub schools: Schools,
}

/// What a row is.
#[derive(Clone, Copy, Debug)]
pub enum Target<'a> {
    /// An activity of the plan.
    Activity(&'a Activity),
    /// A point of the order, and whom it binds.
    Point(&'a Point, &'a [Recipient]),
}

/// Some of the dossier's schools.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Schools {
    /// All of them.
    All,
    /// Those with these places in the dossier.
    These(Vec<usize>),
}

impl Schools {
    /// Whether the school with a place is among them.
    pub fn has(&self, school: usize) -> bool {
        match self {
            Self::All => true,
            Self::These(places) => places.contains(&school),
        }
    }

    /// Whether it is none.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::These(places) if places.is_empty())
    }

    fn add(&mut self, more: Self) {
        match (&mut *self, more) {
            (Self::All, _) => {}
            (_, Self::All) => *self = Self::All,
            (Self::These(places), Self::These(more)) => {
                places.extend(more);
                places.sort_unstable();
                places.dedup();
            }
        }
    }
}

/// The word for all schools in a list of schools.
pub const ALL_SCHOOLS: &str = "все";
/// The word for none.
pub const NO_SCHOOLS: &str = "нет";

impl Row<'_> {
    /// Its number among rows of both kinds: «п. 2.1» of the order, «2.1» of the plan.
    pub fn label(&self) -> String {
        match self.target {
            Target::Activity(_) => self.number.clone(),
            Target::Point(..) => format!("п. {}", self.number),
        }
    }

    /// What a file of progress calls it: the activity's id, else the number.
    pub fn address(&self) -> &str {
        match self.target {
            Target::Activity(Activity { id: Some(id), .. }) => id,
            _ => &self.number,
        }
    }

    /// The day it is due for a report; `None` if no calendar tells.
    ///
    /// Of several days («март, ноябрь», «ежеквартально») it is the last one that the
    /// period has brought; if it brought none, the next; after the last, that one.
    pub fn due(&self, period: &ReportingPeriod) -> Option<NaiveDate> {
        let as_of = period.as_of();
        let mut days = Vec::new();
        for text in &self.deadlines {
            let meaning = understand(text, self.bounds);
            if meaning.kind == Kind::Recurring {
                days.extend(meaning.last_due(as_of, self.bounds));
            } else {
                // One open end leaves the whole open.
                meaning.due()?;
            }
            days.extend(meaning.due_days(as_of, self.bounds));
        }
        let in_period = |day: &NaiveDate| period.period.value.from <= *day && *day <= as_of;
        let brought = days.iter().copied().filter(in_period).max();
        let next = || days.iter().copied().filter(|day| *day > as_of).min();
        brought.or_else(next).or_else(|| days.iter().copied().max())
    }
}

/// Why a mark's address leads to no row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoRow {
    /// Nothing has this id or number.
    Unknown,
    /// Several rows have this number.
    Ambiguous,
}

impl Dossier {
    /// All rows that can be reported on: points first, then activities. A point or an
    /// activity that only heads others is no row.
    pub fn rows(&self) -> Vec<Row<'_>> {
        let of_plan = self.bounds_of_plan();
        let mut rows = Vec::new();
        self.add_points(of_plan, &mut rows);
        self.add_activities(of_plan, &mut rows);
        rows
    }

    fn add_points<'a>(&'a self, bounds: Option<Bounds>, rows: &mut Vec<Row<'a>>) {
        for (point, bound) in self.directed_points() {
            if point.point.points.is_empty() && !bound.is_empty() {
                rows.push(Row {
                    target: Target::Point(point.point, bound),
                    number: point.number,
                    section: None,
                    deadlines: point.point.deadlines.iter().collect(),
                    bounds,
                    schools: self.addressed(bound),
                });
            }
        }
    }

    fn add_activities<'a>(&'a self, of_plan: Option<Bounds>, rows: &mut Vec<Row<'a>>) {
        let Some(plan) = &self.plan else { return };
        let inherited = inherited(plan);
        let mut place = None;
        for numbered in plan.numbered() {
            let section = numbered.section;
            if section.is_some() {
                place = Some(place.map_or(0, |place| place + 1));
            }
            let own = section.and_then(|section| section.period.as_ref());
            let bounds = own.map(|period| period.bounds()).or(of_plan);
            let said = section.map_or(&plan.schools, |section| match section.schools[..] {
                [] => &plan.schools,
                [..] => &section.schools,
            });
            for activity in numbered.activities {
                // What only heads others is reported on through them.
                let (own, number) = (activity.activity, activity.number);
                if own.activities.is_empty() || own.deadline.is_some() {
                    let said = inherited.get(&own.title.span).copied().unwrap_or(said);
                    rows.push(Row {
                        target: Target::Activity(own),
                        number,
                        section: section.and(place),
                        deadlines: own.deadline.iter().collect(),
                        bounds,
                        schools: self.concerned(own, said),
                    });
                }
            }
        }
    }

    /// The schools that report on an activity: those it names itself, else those its
    /// executors and participants are and those said above it: by the activity it is
    /// part of, the section or the plan.
    fn concerned(&self, activity: &Activity, said: &OneOrMany<Id>) -> Schools {
        if !activity.schools.is_empty() {
            return self.chosen(&activity.schools);
        }
        let mut schools = self.chosen(said);
        let named = activity.parties();
        for id in named.filter_map(ExecutorRef::id) {
            schools.add(self.behind(id));
        }
        schools
    }

    /// The schools that a point's recipients are.
    fn addressed(&self, recipients: &[Recipient]) -> Schools {
        let mut schools = Schools::These(Vec::new());
        for recipient in recipients {
            match recipient {
                Recipient::Word(word) => schools.add(self.behind(word)),
                Recipient::Group(group) => {
                    schools.add(self.chosen(&group.schools));
                }
            }
        }
        schools
    }

    /// The schools that an id stands for: a school itself, or those of an executor.
    fn behind(&self, id: &str) -> Schools {
        if let Some(place) = self.place(id) {
            return Schools::These(vec![place]);
        }
        let executor = self
            .executors
            .iter()
            .find(|executor| executor.id.value == id);
        executor.map_or(Schools::These(Vec::new()), |executor| {
            self.chosen(&executor.schools)
        })
    }

    /// The schools that a list of ids, «все» or «нет» names.
    fn chosen(&self, ids: &OneOrMany<Id>) -> Schools {
        let mut schools = Schools::These(Vec::new());
        for id in ids.iter() {
            match id.as_str() {
                ALL_SCHOOLS => return Schools::All,
                NO_SCHOOLS => {}
                id => schools.add(Schools::These(self.place(id).into_iter().collect())),
            }
        }
        schools
    }

    /// The schools that a list of ids, «все» or «нет» names, in its order.
    pub fn schools_of(&self, ids: &OneOrMany<Id>) -> Vec<&School> {
        if ids.iter().any(|id| id.as_str() == ALL_SCHOOLS) {
            return self.schools.iter().collect();
        }
        let places = ids.iter().filter_map(|id| self.place(id));
        places.map(|place| &self.schools[place]).collect()
    }

    /// Which of the schools has an id.
    pub fn place(&self, id: &str) -> Option<usize> {
        self.schools.iter().position(|school| school.id.value == id)
    }

    /// All reporting periods, in their order.
    pub fn reporting_periods(&self) -> impl Iterator<Item = &ReportingPeriod> {
        self.reporting.iter().flat_map(|one| &one.periods)
    }

    /// The reporting period with an id.
    pub fn reporting_period(&self, id: &str) -> Option<&ReportingPeriod> {
        let mut periods = self.reporting_periods();
        periods.find(|period| period.id.value == id)
    }

    /// The period that reports are about on a day: the last one whose day of report has
    /// come, else the first.
    pub fn current_period(&self, today: NaiveDate) -> Option<&ReportingPeriod> {
        let periods = &self.reporting.as_ref()?.periods;
        let has_ended = |period: &&ReportingPeriod| period.as_of() <= today;
        periods.iter().rfind(has_ended).or(periods.first())
    }
}

/// The schools said by the activity that others are part of, by the places of those.
fn inherited(plan: &Plan) -> HashMap<Span, &OneOrMany<Id>> {
    fn walk<'a>(
        activities: &'a [Activity],
        above: Option<&'a OneOrMany<Id>>,
        inherited: &mut HashMap<Span, &'a OneOrMany<Id>>,
    ) {
        for activity in activities {
            if let Some(above) = above {
                inherited.insert(activity.title.span, above);
            }
            let said = (!activity.schools.is_empty()).then_some(&activity.schools);
            walk(&activity.activities, said.or(above), inherited);
        }
    }
    let mut inherited = HashMap::new();
    let sections = plan.sections.iter().map(|section| &section.activities);
    for activities in std::iter::once(&plan.activities).chain(sections) {
        walk(activities, None, &mut inherited);
    }
    inherited
}

/// Rows and marks of one period, for quick reference.
///
/// What was done or cancelled in an earlier period stays so, unless its day has come
/// round again since; what was put off stays so until the new term.
#[derive(Debug)]
pub struct Ledger<'a> {
    /// The period.
    pub period: &'a ReportingPeriod,
    /// The rows, points first.
    pub rows: Vec<Row<'a>>,
    /// The day on which each row is due.
    pub due: Vec<Option<NaiveDate>>,
    /// The reports handed in, in the order of files.
    pub reports: Vec<&'a Progress>,
    /// All marks of the period that lead to a row, in the order of files.
    pub marks: Vec<Marked<'a>>,
    dossier: &'a Dossier,
    /// Marks with the period in which they were made, by party and row.
    by_place: HashMap<(&'a str, usize), (&'a ProgressEntry, &'a ReportingPeriod)>,
}

/// A mark and the row it is about.
#[derive(Clone, Copy, Debug)]
pub struct Marked<'a> {
    /// Whose.
    pub party: &'a str,
    /// The row's place in the ledger.
    pub row: usize,
    /// The mark.
    pub entry: &'a ProgressEntry,
    /// How the row stands by it.
    pub standing: Standing,
}

impl<'a> Ledger<'a> {
    /// Opens the ledger of a period.
    pub fn new(dossier: &'a Dossier, period: &'a ReportingPeriod) -> Self {
        let rows = dossier.rows();
        let mut ledger = Self {
            period,
            due: rows.iter().map(|row| row.due(period)).collect(),
            reports: reports(dossier, period),
            marks: Vec::new(),
            dossier,
            by_place: HashMap::new(),
            rows,
        };
        let addresses = Addresses::new(&ledger.rows);
        let as_of = period.as_of();
        let bounds = Some(ledger.done_bounds());
        for (party, row, entry) in entries(&ledger.reports, &addresses) {
            ledger.marks.push(Marked {
                party,
                row,
                entry,
                standing: Standing::of(Some(entry), ledger.due[row], as_of, bounds),
            });
            // Where a row is marked twice, which is an error, the first counts.
            let place = ledger.by_place.entry((party, row));
            place.or_insert((entry, period));
        }
        let earlier: Vec<&ReportingPeriod> = dossier
            .reporting_periods()
            .take_while(|one| one.id.value != period.id.value)
            .collect();
        for before in earlier.into_iter().rev() {
            // Each deadline is read once a period, however many parties mark its row.
            let due: Vec<_> = ledger.rows.iter().map(|row| row.due(before)).collect();
            for (party, row, entry) in entries(&reports(dossier, before), &addresses) {
                if due[row] == ledger.due[row] && stays(entry, before, as_of) {
                    let place = ledger.by_place.entry((party, row));
                    place.or_insert((entry, before));
                }
            }
        }
        ledger
    }

    /// The mark of a party on a row.
    pub fn mark(&self, party: &str, row: usize) -> Option<&'a ProgressEntry> {
        self.by_place.get(&(party, row)).map(|(entry, _)| *entry)
    }

    /// The report of a party, if it handed one in.
    pub fn report(&self, party: &str) -> Option<&'a Progress> {
        let mut reports = self.reports.iter().copied();
        reports.find(|report| report.party.value == party)
    }

    /// How a row stands with a party.
    ///
    /// A school that says nothing stands as the department has decided for all, if it
    /// put the row off or cancelled it.
    pub fn standing(&self, party: &str, row: usize) -> Standing {
        let mark = self.by_place.get(&(party, row));
        if mark.is_none()
            && let Some(decided @ (Standing::Postponed | Standing::Cancelled)) = self.said(row)
        {
            return decided;
        }
        let period = mark.map_or(self.period, |(_, period)| *period);
        let entry = mark.map(|(entry, _)| *entry);
        let bounds = Some(period.period.bounds());
        Standing::of(entry, self.due[row], self.period.as_of(), bounds)
    }

    /// How a row stands as a whole: the word of the department and other bodies goes
    /// before that of the schools, for they speak of all.
    pub fn overall(&self, row: usize) -> Standing {
        let schools = self.schools_of(row);
        let done = || Standing::together(schools.map(|one| self.standing(&one.id, row)));
        let unmarked = || Standing::of(None, self.due[row], self.period.as_of(), None);
        self.said(row).or_else(done).unwrap_or_else(unmarked)
    }

    /// How a row stands by the word of the department and other bodies.
    fn said(&self, row: usize) -> Option<Standing> {
        let bodies = self.dossier.executors.iter();
        let bodies = bodies.filter(|body| self.mark(&body.id, row).is_some());
        Standing::together(bodies.map(|body| self.standing(&body.id, row)))
    }

    /// The last day of the new terms that a row was put off to; `None` if it was not,
    /// or no calendar tells.
    pub fn put_off_to(&self, row: usize) -> Option<NaiveDate> {
        let parties = self.dossier.executors.iter().map(|body| body.id.as_str());
        let parties = parties.chain(self.dossier.schools.iter().map(|one| one.id.as_str()));
        let entries = parties.filter_map(|party| self.mark(party, row));
        entries
            .filter_map(|entry| entry.new_term.as_ref())
            .filter_map(|term| understand(term, Some(self.done_bounds())).due())
            .max()
    }

    /// What the day of a mark is read in: dates without a year fall into the period
    /// reported on.
    pub fn done_bounds(&self) -> Bounds {
        self.period.period.bounds()
    }

    /// Whether a row's day had come when the report was made.
    pub fn is_due(&self, row: usize) -> bool {
        self.due[row].is_some_and(|due| due <= self.period.as_of())
    }

    /// The schools that report on a row.
    pub fn schools_of(&self, row: usize) -> impl Iterator<Item = &'a School> {
        let chosen = &self.rows[row].schools;
        let schools = self.dossier.schools.iter().enumerate();
        schools
            .filter(|(place, _)| chosen.has(*place))
            .map(|(_, school)| school)
    }

    /// The rows that a school reports on.
    pub fn rows_of(&self, school: usize) -> impl Iterator<Item = usize> + '_ {
        let rows = self.rows.iter().enumerate();
        rows.filter(move |(_, row)| row.schools.has(school))
            .map(|(index, _)| index)
    }
}

fn reports<'a>(dossier: &'a Dossier, period: &ReportingPeriod) -> Vec<&'a Progress> {
    let reports = dossier.progress.iter();
    reports
        .filter(|report| report.period.value == period.id.value)
        .collect()
}

/// The marks of reports that lead to a row: whose, on which row, what.
fn entries<'a>(
    reports: &[&'a Progress],
    addresses: &Addresses<'_>,
) -> Vec<(&'a str, usize, &'a ProgressEntry)> {
    let marks = reports.iter().flat_map(|report| {
        let party = report.party.as_str();
        let found = report.entries.iter();
        found.filter_map(move |entry| Some((party, addresses.find(entry).ok()?, entry)))
    });
    marks.collect()
}

/// Whether a mark of an earlier period still holds on a day.
fn stays(entry: &ProgressEntry, made: &ReportingPeriod, as_of: NaiveDate) -> bool {
    match entry.status.value {
        Status::Done | Status::Cancelled => true,
        // Until the new term has come.
        Status::Postponed => {
            let term = entry.new_term.as_ref();
            let term = term.and_then(|term| understand(term, Some(made.period.bounds())).due());
            term.is_some_and(|term| term > as_of)
        }
        Status::Running | Status::Failed | Status::NotDue => false,
    }
}

/// The rows by what marks call them.
pub struct Addresses<'r> {
    activities: HashMap<&'r str, Option<usize>>,
    points: HashMap<&'r str, Option<usize>>,
}

impl<'r> Addresses<'r> {
    /// Notes the ids and numbers of rows.
    pub fn new(rows: &'r [Row<'_>]) -> Self {
        let mut addresses = Self {
            activities: HashMap::new(),
            points: HashMap::new(),
        };
        for (index, row) in rows.iter().enumerate() {
            let known = match row.target {
                Target::Activity(_) => &mut addresses.activities,
                Target::Point(..) => &mut addresses.points,
            };
            // A number that stands in several sections names none of them.
            let number = known.entry(row.number.as_str());
            number.and_modify(|row| *row = None).or_insert(Some(index));
        }
        for (index, row) in rows.iter().enumerate() {
            if let Target::Activity(Activity { id: Some(id), .. }) = row.target {
                addresses.activities.insert(id, Some(index));
            }
        }
        addresses
    }

    /// The row that a mark is about.
    ///
    /// # Errors
    /// [`NoRow`] says why there is none.
    pub fn find(&self, entry: &ProgressEntry) -> Result<usize, NoRow> {
        let written = entry.address().map_or("", |text| text.as_str());
        match entry.activity {
            Some(_) => self.activity(written),
            None => self.point(written),
        }
    }

    /// The row of the plan with an id or number.
    ///
    /// # Errors
    /// [`NoRow`] says why there is none.
    pub fn activity(&self, written: &str) -> Result<usize, NoRow> {
        looked_up(&self.activities, written)
    }

    /// The row of the order with a number.
    ///
    /// # Errors
    /// [`NoRow`] says why there is none.
    pub fn point(&self, written: &str) -> Result<usize, NoRow> {
        looked_up(&self.points, written)
    }
}

fn looked_up(known: &HashMap<&str, Option<usize>>, written: &str) -> Result<usize, NoRow> {
    match known.get(written.trim().trim_end_matches('.')) {
        Some(Some(row)) => Ok(*row),
        Some(None) => Err(NoRow::Ambiguous),
        None => Err(NoRow::Unknown),
    }
}
