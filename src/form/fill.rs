//! From the dossier to what stands in a blank.

use super::figures::{FigureBlank, Figures};
use super::{Days, Field, Header, Issued, Key, Values};
use crate::diagnostic::{Sources, Span};
use crate::language::{numeric, single_spaced, verbal};
use crate::model::{
    Activity, Addresses, Dossier, Evidence, Ledger, Progress, ProgressEntry, ReportingPeriod, Row,
    Target,
};
use crate::render::row_titles;

/// A blank of one school for one period, ready to be written.
#[derive(Clone, Debug)]
pub struct Blank {
    /// Whom it is for and about what.
    pub header: Header,
    /// The school as tables print it.
    pub school_name: String,
    /// Lines above the table: what is reported, for which time, by when.
    pub title: Vec<String>,
    /// The period.
    pub days: Days,
    /// What is known of who fills it in.
    pub contact: Values,
    /// Rows under their headings.
    pub sections: Vec<Section>,
    /// The sheet of indicators; `None`: the school is asked for none.
    pub figures: Option<FigureBlank>,
}

/// Rows under a heading.
#[derive(Clone, Debug)]
pub struct Section {
    /// The heading; empty: none.
    pub heading: String,
    /// Its rows.
    pub rows: Vec<BlankRow>,
}

/// A row with what is known of it already.
#[derive(Clone, Debug)]
pub struct BlankRow {
    /// What is printed.
    pub issued: Issued,
    /// Answers given before.
    pub values: Values,
    /// Where the mark that gave them names the row, if it stands in this period's report;
    /// a mark carried over from an earlier period stays in its own.
    pub mark: Option<Span>,
}

/// Rows that a report could not name: their number stands in several sections.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "номер {number} стоит в нескольких разделах: отметка о «{title}» была бы неоднозначной; дайте этому мероприятию id"
)]
pub struct Ambiguous {
    number: String,
    title: String,
}

/// What the blanks of all schools for one period are made from.
#[derive(Debug)]
pub struct Blanks<'a> {
    dossier: &'a Dossier,
    ledger: Ledger<'a>,
    /// What is printed of each row of the ledger.
    issued: Vec<Issued>,
    figures: Option<Figures<'a>>,
}

impl<'a> Blanks<'a> {
    /// Gathers what is reported on for a period.
    ///
    /// # Errors
    /// The rows that have no name of their own.
    pub fn new(
        dossier: &'a Dossier,
        sources: &Sources,
        period: &'a ReportingPeriod,
    ) -> Result<Self, Vec<Ambiguous>> {
        let ledger = Ledger::new(dossier, period);
        let titles = row_titles(dossier, sources, &ledger.rows);
        let issued: Vec<Issued> = ledger.rows.iter().zip(titles).map(issued).collect();
        let addresses = Addresses::new(&ledger.rows);
        let rows = ledger.rows.iter().enumerate();
        let nameless: Vec<Ambiguous> = rows
            .filter(|(index, row)| {
                !row.schools.is_empty() && !has_own_name(row, *index, &addresses)
            })
            .map(|(index, row)| Ambiguous {
                number: row.number.clone(),
                title: issued[index].title.clone(),
            })
            .collect();
        if !nameless.is_empty() {
            return Err(nameless);
        }
        Ok(Self {
            dossier,
            ledger,
            issued,
            figures: Figures::new(dossier, period),
        })
    }

    /// The report of a school, if it handed one in.
    pub fn report(&self, school: usize) -> Option<&'a Progress> {
        self.ledger.report(&self.dossier.schools[school].id)
    }

    /// Whether the school with a place in the dossier reports on anything.
    pub fn reports(&self, school: usize) -> bool {
        self.ledger.rows_of(school).next().is_some() || self.figures(school).is_some()
    }

    fn figures(&self, school: usize) -> Option<FigureBlank> {
        self.figures.as_ref()?.blank(school)
    }

    /// The blank of the school with a place in the dossier; `None` if it reports on
    /// nothing.
    pub fn blank(&self, school: usize) -> Option<Blank> {
        let party = &self.dossier.schools[school];
        let report = self.report(school);
        let mut sections: Vec<(Option<usize>, Section)> = Vec::new();
        for index in self.ledger.rows_of(school) {
            let row = &self.ledger.rows[index];
            let entry = self.ledger.mark(&party.id, index);
            let made = BlankRow {
                issued: self.issued[index].clone(),
                values: entry.map(values).unwrap_or_default(),
                mark: entry
                    .filter(|entry| report.is_some_and(|report| holds(report, entry)))
                    .and_then(|entry| Some(entry.address()?.span)),
            };
            let place = place(row);
            match sections.last_mut() {
                Some((last, section)) if *last == place => section.rows.push(made),
                _ => sections.push((
                    place,
                    Section {
                        heading: heading(self.dossier, row),
                        rows: vec![made],
                    },
                )),
            }
        }
        let figures = self.figures(school);
        if sections.is_empty() && figures.is_none() {
            return None;
        }
        let period = self.ledger.period;
        Some(Blank {
            header: Header {
                dossier: self.dossier.name.clone(),
                school: party.id.value.clone(),
                period: period.id.value.clone(),
            },
            school_name: party.name.value.clone(),
            title: title(self.dossier, period),
            days: Days {
                from: period.period.value.from,
                to: period.period.value.to,
            },
            contact: report.map(contact).unwrap_or_default(),
            sections: sections.into_iter().map(|(_, section)| section).collect(),
            figures,
        })
    }
}

impl Blank {
    /// The rows without headings.
    pub fn rows(&self) -> impl Iterator<Item = &BlankRow> {
        self.sections.iter().flat_map(|section| &section.rows)
    }

    /// What is printed of the rows.
    pub fn issued(&self) -> Vec<Issued> {
        self.rows().map(|row| row.issued.clone()).collect()
    }
}

/// Whether a mark stands in a report and not in that of an earlier period.
fn holds(report: &Progress, mark: &ProgressEntry) -> bool {
    report.entries.iter().any(|entry| std::ptr::eq(entry, mark))
}

fn has_own_name(row: &Row<'_>, index: usize, addresses: &Addresses<'_>) -> bool {
    let found = match row.target {
        Target::Activity(_) => addresses.activity(row.address()),
        Target::Point(..) => addresses.point(row.address()),
    };
    found == Ok(index)
}

/// Points stand together, activities by their sections.
fn place(row: &Row<'_>) -> Option<usize> {
    match row.target {
        Target::Point(..) => None,
        Target::Activity(_) => Some(row.section.map_or(0, |section| section + 1)),
    }
}

fn heading(dossier: &Dossier, row: &Row<'_>) -> String {
    let sections = dossier.plan.iter().flat_map(|plan| &plan.sections);
    match (row.target, row.section) {
        (Target::Point(..), _) => "Пункты приказа".to_owned(),
        (Target::Activity(_), None) => String::new(),
        (Target::Activity(_), Some(place)) => {
            let mut titles = sections.map(|section| single_spaced(&section.title));
            titles.nth(place).unwrap_or_default()
        }
    }
}

fn issued((row, title): (&Row<'_>, String)) -> Issued {
    let deadlines: Vec<String> = row
        .deadlines
        .iter()
        .map(|text| single_spaced(text))
        .collect();
    let (key, number) = match row.target {
        Target::Activity(Activity { id: Some(id), .. }) => {
            (Key::Id(id.value.clone()), row.number.clone())
        }
        Target::Activity(_) => (Key::Number(row.number.clone()), row.number.clone()),
        Target::Point(..) => (Key::Point(row.number.clone()), format!("п. {}", row.number)),
    };
    Issued {
        key,
        number,
        title,
        deadline: deadlines.join("; "),
    }
}

fn title(dossier: &Dossier, period: &ReportingPeriod) -> Vec<String> {
    let plan = dossier.plan.as_ref().map(|plan| single_spaced(&plan.title));
    let order = dossier
        .order
        .as_ref()
        .map(|order| single_spaced(&order.title));
    let subject = plan.or(order).unwrap_or_default();
    let time = period_name(period);
    let as_of = format!("по состоянию на {}", verbal(period.as_of()));
    let mut lines = vec![
        format!("Отчёт об исполнении: {subject}"),
        format!("За {time}, {as_of}"),
    ];
    if let Some(day) = &period.hand_in_by {
        lines.push(format!("Сдать до {}", verbal(day.value.0)));
    }
    lines
}

/// The period as it follows «за».
pub fn period_name(period: &ReportingPeriod) -> String {
    match &period.name {
        Some(name) => single_spaced(name),
        None => period.period.value.accusative(),
    }
}

/// The answers that a mark holds, as the form shows them.
pub fn values(entry: &ProgressEntry) -> Values {
    let figures = entry.figures.as_ref();
    let text = |text: &Option<crate::model::Text>| text.as_ref().map(|text| text.value.clone());
    let all = [
        (Field::Status, Some(entry.status.word().to_owned())),
        (Field::Done, text(&entry.done)),
        (Field::Result, text(&entry.result)),
        (Field::All, figures.map(|figures| figures.all.to_string())),
        (
            Field::FromLowResults,
            figures
                .and_then(|figures| figures.from_low_results.as_ref())
                .map(|count| count.to_string()),
        ),
        (Field::Reason, text(&entry.reason)),
        (Field::NewTerm, text(&entry.new_term)),
        (Field::Evidence, entry.evidence.as_ref().map(evidence)),
        (Field::Note, text(&entry.note)),
    ];
    all.into_iter()
        .filter_map(|(field, value)| Some((field, value?)))
        .collect()
}

fn evidence(evidence: &Evidence) -> String {
    match evidence {
        Evidence::Words(words) => words.value.clone(),
        Evidence::Document(document) => {
            let parts = [
                Some(&document.name),
                document.requisites.as_ref(),
                document.link.as_ref(),
            ];
            let parts: Vec<&str> = parts
                .into_iter()
                .flatten()
                .map(|part| part.trim())
                .collect();
            parts.join(" ")
        }
    }
}

/// What a report says of who drew it up, as the form shows it.
pub(super) fn contact(report: &Progress) -> Values {
    let all = [
        (
            Field::Name,
            report.contact.as_ref().map(|one| one.name.value.clone()),
        ),
        (
            Field::Phone,
            report.contact.as_ref().map(|one| one.phone.value.clone()),
        ),
        (
            Field::Date,
            report.date.as_ref().map(|date| numeric(date.value.0)),
        ),
    ];
    all.into_iter()
        .filter_map(|(field, value)| Some((field, value?)))
        .collect()
}
