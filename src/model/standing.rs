//! How a row stands on the day of a report ([N-149]).

use chrono::NaiveDate;

use super::progress::{ProgressEntry, Status};
use crate::deadline::{Bounds, Kind, understand};

/// How a row stands: what was reported, held against its deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Done in time.
    Done,
    /// Done after its term.
    Late,
    /// Begun.
    Running,
    /// Put off to a new term.
    Postponed,
    /// Not done although the term has come.
    Failed,
    /// The term has not come.
    NotDue,
    /// No longer to be done.
    Cancelled,
    /// Nobody has said anything.
    Missing,
}

impl Standing {
    /// All of them, in the order totals are printed ([N-151]).
    pub const ALL: [Self; 8] = [
        Self::Done,
        Self::Late,
        Self::Running,
        Self::Postponed,
        Self::Failed,
        Self::NotDue,
        Self::Cancelled,
        Self::Missing,
    ];

    /// The words reports use.
    pub fn words(self) -> &'static str {
        match self {
            Self::Done => "выполнено",
            Self::Late => "выполнено с нарушением срока",
            Self::Running => "выполняется",
            Self::Postponed => "перенесено",
            Self::Failed => "не выполнено",
            Self::NotDue => "срок не наступил",
            Self::Cancelled => "снято",
            Self::Missing => "нет сведений",
        }
    }

    /// The name templates and machines know it by.
    pub fn code(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Late => "late",
            Self::Running => "running",
            Self::Postponed => "postponed",
            Self::Failed => "failed",
            Self::NotDue => "not_due",
            Self::Cancelled => "cancelled",
            Self::Missing => "missing",
        }
    }

    /// Whether it has been done, in time or not.
    pub fn is_done(self) -> bool {
        matches!(self, Self::Done | Self::Late)
    }

    /// How a row stands that is due on a day (`None` if no calendar tells).
    pub fn of(
        entry: Option<&ProgressEntry>,
        due: Option<NaiveDate>,
        as_of: NaiveDate,
        bounds: Option<Bounds>,
    ) -> Self {
        let Some(entry) = entry else {
            return match due {
                Some(due) if due > as_of => Self::NotDue,
                _ => Self::Missing,
            };
        };
        match entry.status.value {
            Status::Done => {
                let done = entry
                    .done
                    .as_ref()
                    .and_then(|text| DoneOn::read(text, bounds));
                match (done, due) {
                    (Some(done), Some(due)) if done.lateness(due) == Lateness::Late => Self::Late,
                    _ => Self::Done,
                }
            }
            Status::Running => Self::Running,
            Status::Failed => Self::Failed,
            Status::Postponed => Self::Postponed,
            // Said on an earlier day, it tells nothing of this one.
            Status::NotDue if due.is_some_and(|due| due <= as_of) => Self::Missing,
            Status::NotDue => Self::NotDue,
            Status::Cancelled => Self::Cancelled,
        }
    }

    /// How something stands that several parties do: no better than with the worst
    /// of them; what somebody has yet to begin is under way as long as others are done.
    pub fn together(all: impl IntoIterator<Item = Self>) -> Option<Self> {
        let all: Vec<Self> = all.into_iter().collect();
        let has = |one| all.contains(&one);
        let worst = [Self::Failed, Self::Missing, Self::Postponed, Self::Running];
        if let Some(worst) = worst.into_iter().find(|one| has(*one)) {
            return Some(worst);
        }
        let done = [Self::Late, Self::Done].into_iter().find(|one| has(*one));
        match (done, has(Self::NotDue)) {
            (Some(_), true) => Some(Self::Running),
            (Some(done), false) => Some(done),
            (None, true) => Some(Self::NotDue),
            (None, false) => has(Self::Cancelled).then_some(Self::Cancelled),
        }
    }
}

/// When something was done, as precisely as was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DoneOn {
    /// The first day it may have been.
    pub from: NaiveDate,
    /// The last day it may have been.
    pub to: NaiveDate,
    /// Whether days are named; a month alone leaves the day open.
    pub exact: bool,
}

/// Whether something was done in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lateness {
    /// By its day.
    InTime,
    /// After it.
    Late,
    /// «Май 2020» does not tell whether the 15th was kept.
    Unclear,
}

impl DoneOn {
    /// Reads «26.03.2020», «май 2020», «13.02.2020 – 26.03.2020»; a date without a
    /// year is sought in `bounds`.
    pub fn read(text: &str, bounds: Option<Bounds>) -> Option<Self> {
        let meaning = understand(text, bounds);
        let to = meaning.due()?;
        let from = meaning.intervals.iter().filter_map(|one| one.from).min();
        Some(Self {
            from: from.unwrap_or(to),
            to,
            exact: matches!(
                meaning.kind,
                Kind::ExactDate | Kind::DateRange | Kind::ByDate
            ),
        })
    }

    /// Whether the day was kept.
    pub fn lateness(self, due: NaiveDate) -> Lateness {
        if self.to <= due {
            Lateness::InTime
        } else if self.from > due || self.exact {
            Lateness::Late
        } else {
            Lateness::Unclear
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_month_after_the_term_is_late_and_the_month_of_the_term_leaves_it_open() {
        let may = DoneOn::read("май 2020", None).unwrap();
        assert_eq!(may.lateness(day("2020-02-29")), Lateness::Late);
        assert_eq!(may.lateness(day("2020-05-15")), Lateness::Unclear);
        assert_eq!(may.lateness(day("2020-05-31")), Lateness::InTime);
    }

    #[test]
    fn a_stretch_of_named_days_ends_on_its_last() {
        let range = DoneOn::read("13.02.2020 – 26.03.2020", None).unwrap();
        assert_eq!(range.lateness(day("2020-03-01")), Lateness::Late);
        assert_eq!(range.lateness(day("2020-03-26")), Lateness::InTime);
    }

    #[test]
    fn without_a_mark_the_calendar_decides() {
        let as_of = day("2020-05-31");
        let standing = |due| Standing::of(None, due, as_of, None);
        assert_eq!(standing(Some(day("2020-06-01"))), Standing::NotDue);
        assert_eq!(standing(Some(day("2020-05-31"))), Standing::Missing);
        assert_eq!(standing(None), Standing::Missing);
    }

    #[test]
    fn what_many_do_stands_no_better_than_with_the_worst() {
        use Standing::*;
        for (all, together) in [
            (&[Done, Late, Cancelled][..], Some(Late)),
            (&[Done, Missing], Some(Missing)),
            (&[Missing, Failed, Done], Some(Failed)),
            (&[Done, NotDue], Some(Running)),
            (&[NotDue, Cancelled], Some(NotDue)),
            (&[Cancelled], Some(Cancelled)),
            (&[], None),
        ] {
            assert_eq!(Standing::together(all.iter().copied()), together, "{all:?}");
        }
    }
}
