//! Marks of execution as templates see them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::context::{Context, lines};
use crate::model::{Evidence, Figures, Ledger, ProgressEntry, Row, School, Standing, Target, Text};

/// How a row stands with one party.
#[derive(Debug, Serialize)]
pub(super) struct MarkView {
    /// Who says so.
    party: String,
    /// «done», «late» …
    standing: &'static str,
    /// «выполнено»
    words: &'static str,
    /// When it was done, as written; may be empty.
    done: String,
    /// What came of it, paragraph by paragraph.
    result: Vec<String>,
    /// How many people took part.
    figures: Option<FiguresView>,
    reason: String,
    /// The new term of what is put off.
    new_term: String,
    evidence: Option<EvidenceView>,
    note: String,
}

/// How many people took part.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct FiguresView {
    /// «обучено»; empty if not said.
    action: String,
    all: u64,
    /// Of them from schools with low results.
    from_low_results: Option<u64>,
}

/// What confirms a mark.
#[derive(Debug, Serialize)]
struct EvidenceView {
    name: String,
    /// «от 16.04.2020 № 35»; may be empty.
    requisites: String,
    link: String,
}

/// The schools with which a row stands alike.
#[derive(Debug, Serialize)]
pub(super) struct GroupView {
    standing: &'static str,
    words: &'static str,
    /// How many schools.
    count: usize,
    /// How many of them made a mark.
    reported: usize,
    /// Those that gave a reason or a new term, or passed the row over in their
    /// report; alike ones together.
    causes: Vec<CauseView>,
}

/// Schools that give one answer.
#[derive(Debug, PartialEq, Serialize)]
pub(super) struct Alike {
    schools: Vec<String>,
    text: String,
}

/// Schools that give one reason.
#[derive(Debug, PartialEq, Serialize)]
struct CauseView {
    schools: Vec<String>,
    reason: String,
    new_term: String,
}

/// How many rows stand how ([N-151]); the numbers by standing add up to `all`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Totals {
    all: u64,
    done: u64,
    late: u64,
    running: u64,
    postponed: u64,
    failed: u64,
    not_due: u64,
    cancelled: u64,
    missing: u64,
    /// Rows whose day has come, without those that are cancelled.
    due: u64,
    /// Of them done, in time or late.
    due_done: u64,
    /// «83,3»; empty if nothing is due.
    percent: String,
}

impl MarkView {
    /// Whether it says how many took part.
    pub(super) fn has_figures(&self) -> bool {
        self.figures.is_some()
    }
}

impl Totals {
    /// Whether anything was counted.
    pub(super) fn has_rows(&self) -> bool {
        self.all > 0
    }

    /// Counts rows: how each stands, and whether its day has come.
    pub(super) fn of(rows: impl IntoIterator<Item = (Standing, bool)>) -> Self {
        let mut totals = Self::default();
        for (standing, is_due) in rows {
            totals.all += 1;
            *totals.counter(standing) += 1;
            if is_due && standing != Standing::Cancelled {
                totals.due += 1;
                totals.due_done += u64::from(standing.is_done());
            }
        }
        totals.percent = percent(totals.due_done, totals.due);
        totals
    }

    /// Both together.
    pub(super) fn plus(mut self, other: &Self) -> Self {
        self.all += other.all;
        for standing in Standing::ALL {
            *self.counter(standing) += other.clone().counter(standing).to_owned();
        }
        self.due += other.due;
        self.due_done += other.due_done;
        self.percent = percent(self.due_done, self.due);
        self
    }

    fn counter(&mut self, standing: Standing) -> &mut u64 {
        match standing {
            Standing::Done => &mut self.done,
            Standing::Late => &mut self.late,
            Standing::Running => &mut self.running,
            Standing::Postponed => &mut self.postponed,
            Standing::Failed => &mut self.failed,
            Standing::NotDue => &mut self.not_due,
            Standing::Cancelled => &mut self.cancelled,
            Standing::Missing => &mut self.missing,
        }
    }
}

/// A share in per cent with one decimal and a comma ([N-153]): «83,3», «100».
fn percent(part: u64, whole: u64) -> String {
    if whole == 0 {
        return String::new();
    }
    let rounded = (part * 2000 + whole) / (2 * whole);
    // What lacks a little is not all.
    let tenths = if part < whole {
        rounded.min(999)
    } else {
        rounded
    };
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        rest => format!("{},{rest}", tenths / 10),
    }
}

impl Context<'_> {
    /// How a row stands with a party.
    pub(super) fn mark(
        &mut self,
        ledger: &Ledger<'_>,
        row: usize,
        (id, name): (&str, &str),
    ) -> MarkView {
        let standing = ledger.standing(id, row);
        let entry = ledger.mark(id, row);
        let text = |text: Option<&Text>| text.map_or(String::new(), |text| in_one_line(text));
        MarkView {
            party: name.to_owned(),
            standing: standing.code(),
            words: standing.words(),
            done: text(entry.and_then(|entry| entry.done.as_ref())),
            result: entry
                .and_then(|entry| entry.result.as_ref())
                // What schools write is no template: its braces are braces.
                .map_or(Vec::new(), |result| lines(result)),
            figures: entry.and_then(|entry| entry.figures.as_ref()).map(figures),
            reason: text(entry.and_then(|entry| entry.reason.as_ref())),
            new_term: text(entry.and_then(|entry| entry.new_term.as_ref())),
            evidence: entry
                .and_then(|entry| entry.evidence.as_ref())
                .map(evidence),
            note: text(entry.and_then(|entry| entry.note.as_ref())),
        }
    }

    /// The deadline of a row as its table prints it, paragraph by paragraph.
    pub(super) fn row_deadline(&mut self, row: &Row<'_>) -> Vec<String> {
        let deadlines = row.deadlines.iter();
        deadlines
            .flat_map(|text| {
                let filled = self.text(text);
                lines(&self.deadline(&filled))
            })
            .collect()
    }

    /// What a row is about, paragraph by paragraph.
    pub(super) fn row_title(&mut self, row: &Row<'_>) -> Vec<String> {
        match row.target {
            Target::Activity(activity) => self.paragraphs(&activity.title),
            Target::Point(point, _) => {
                let text = point.text.as_ref();
                text.map_or(Vec::new(), |text| lines(&self.fill(text, &point.deadlines)))
            }
        }
    }
}

/// The marks of schools on a row, those alike together, in the order of totals.
pub(super) fn groups(ledger: &Ledger<'_>, row: usize) -> Vec<GroupView> {
    let mut groups: BTreeMap<Standing, Vec<&School>> = BTreeMap::new();
    for school in ledger.schools_of(row) {
        let standing = ledger.standing(&school.id, row);
        groups.entry(standing).or_default().push(school);
    }
    let groups = groups.into_iter();
    let views = groups.map(|(standing, schools)| GroupView {
        standing: standing.code(),
        words: standing.words(),
        count: schools.len(),
        reported: schools
            .iter()
            .filter(|school| ledger.mark(&school.id, row).is_some())
            .count(),
        causes: causes(ledger, row, standing, &schools),
    });
    views.collect()
}

/// Why a row stands as it does, school by school; those that handed in no report
/// are told of elsewhere.
fn causes(
    ledger: &Ledger<'_>,
    row: usize,
    standing: Standing,
    schools: &[&School],
) -> Vec<CauseView> {
    let mut causes: Vec<CauseView> = Vec::new();
    for school in schools {
        let entry = ledger.mark(&school.id, row);
        let text = |text: Option<&Text>| text.map_or(String::new(), |text| in_one_line(text));
        let reason = text(entry.and_then(|entry| entry.reason.as_ref()));
        let new_term = text(entry.and_then(|entry| entry.new_term.as_ref()));
        let passed_over = standing == Standing::Missing && ledger.report(&school.id).is_some();
        if reason.is_empty() && new_term.is_empty() && !passed_over {
            continue;
        }
        let name = school.name.value.clone();
        let alike = causes
            .iter_mut()
            .find(|cause| cause.reason == reason && cause.new_term == new_term);
        match alike {
            Some(cause) => cause.schools.push(name),
            None => causes.push(CauseView {
                schools: vec![name],
                reason,
                new_term,
            }),
        }
    }
    causes
}

/// The answers of schools, each once with those who give it.
pub(super) fn alike(
    entries: &[(&str, &ProgressEntry)],
    answer: impl Fn(&ProgressEntry) -> Option<String>,
) -> Vec<Alike> {
    let mut answers: Vec<Alike> = Vec::new();
    for (school, entry) in entries {
        let Some(text) = answer(entry) else { continue };
        let school = (*school).to_owned();
        match answers.iter_mut().find(|known| known.text == text) {
            Some(known) => known.schools.push(school),
            None => answers.push(Alike {
                schools: vec![school],
                text,
            }),
        }
    }
    answers
}

/// A confirming document in one line.
pub(super) fn evidence_text(document: &Evidence) -> String {
    let view = evidence(document);
    let link = match view.link.as_str() {
        "" => String::new(),
        link => format!("({link})"),
    };
    let parts = [view.name, view.requisites, link];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

/// All figures of a row's schools added up, if all count the same.
pub(super) fn sum<'e>(entries: impl Iterator<Item = &'e ProgressEntry>) -> Option<FiguresView> {
    let all: Vec<FiguresView> = entries
        .filter_map(|entry| entry.figures.as_ref())
        .map(figures)
        .collect();
    let first = all.first()?;
    all.iter()
        .all(|one| one.action == first.action)
        .then(|| FiguresView {
            action: first.action.clone(),
            all: all.iter().map(|one| one.all).sum(),
            from_low_results: all.iter().map(|one| one.from_low_results).sum(),
        })
}

fn figures(figures: &Figures) -> FiguresView {
    FiguresView {
        action: figures
            .action
            .as_ref()
            .map_or(String::new(), |word| word.value.clone()),
        all: figures.all.value.into(),
        from_low_results: figures
            .from_low_results
            .as_ref()
            .map(|few| few.value.into()),
    }
}

fn evidence(evidence: &Evidence) -> EvidenceView {
    let text = |text: &Option<Text>| {
        text.as_ref()
            .map_or(String::new(), |text| in_one_line(text))
    };
    match evidence {
        Evidence::Words(words) => EvidenceView {
            name: in_one_line(words),
            requisites: String::new(),
            link: String::new(),
        },
        Evidence::Document(document) => EvidenceView {
            name: in_one_line(&document.name),
            requisites: text(&document.requisites),
            link: text(&document.link),
        },
    }
}

/// The text with its line breaks taken for spaces.
pub(super) fn in_one_line(text: &str) -> String {
    text.split([' ', '\n', '\t'])
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_reconcile_and_count_only_what_is_due() {
        use Standing::*;
        let rows = [
            (Done, true),
            (Late, true),
            (Failed, true),
            (Done, false),
            (NotDue, false),
            (Cancelled, true),
        ];
        let totals = Totals::of(rows);
        assert_eq!((totals.all, totals.due, totals.due_done), (6, 3, 2));
        assert_eq!(totals.percent, "66,7");
        let twice = totals.clone().plus(&totals);
        assert_eq!(
            (twice.all, twice.done, twice.percent.as_str()),
            (12, 4, "66,7")
        );
    }

    #[test]
    fn a_share_has_one_decimal_unless_it_is_whole() {
        assert_eq!(percent(1, 3), "33,3");
        assert_eq!(percent(2, 3), "66,7");
        assert_eq!(percent(3, 3), "100");
        assert_eq!(percent(1999, 2000), "99,9");
        assert_eq!(percent(0, 0), "");
    }
}
