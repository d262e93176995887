//! A deadline moved by a stretch of time and otherwise written as it was.
//!
//! ```text
//! phrase ─mention─▶ days, months and quarters it names ─moved─▶ new ones ─write─▶ phrase
//!                                                                  └─ read back: the same days? ┘
//! ```
//!
//! What cannot be moved so that it reads back as exactly the moved days is refused.

mod mention;
mod write;

use std::collections::BTreeMap;
use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate};

use super::{Bounds, Code, Deadline, Interval, Weight, add_working_days, is_working, understand};
use crate::language::days_in_month;
use mention::{Mention, Named, mentions};
use write::{Target, written};

/// By how much a deadline moves; negative is earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Calendar days.
    Days(i32),
    /// Calendar months; the 31st becomes the last day of a shorter month.
    Months(i32),
}

/// The most that a deadline moves in one go: ten years.
const MOST_DAYS: i32 = 3_660;
const MOST_MONTHS: i32 = 120;

impl FromStr for Step {
    type Err = String;

    /// «2w», «10d», «1mo», «-1w», also «2нед», «10дн», «1мес».
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || {
            format!("сдвиг «{text}» не понят: пишите 10d (дни), 2w (недели), 1mo (месяцы) или -1w")
        };
        let text = text.trim();
        let unsigned = text.trim_start_matches(['-', '−', '+']);
        let is_back = text.starts_with(['-', '−']);
        let digits = unsigned.trim_start_matches(|c: char| c.is_ascii_digit());
        let count: i32 = unsigned[..unsigned.len() - digits.len()]
            .parse()
            .map_err(|_| wrong())?;
        let count = if is_back { -count } else { count };
        let step = match digits.trim().trim_end_matches('.').to_lowercase().as_str() {
            "d" | "д" | "дн" | "день" | "дня" | "дней" => Some(Self::Days(count)),
            "w" | "н" | "нед" | "неделя" | "неделю" | "недели" | "недель" => {
                count.checked_mul(7).map(Self::Days)
            }
            "mo" | "мес" | "месяц" | "месяца" | "месяцев" => {
                Some(Self::Months(count))
            }
            _ => return Err(wrong()),
        };
        let step = step.filter(|step| match step {
            Self::Days(days) => days.abs() <= MOST_DAYS,
            Self::Months(months) => months.abs() <= MOST_MONTHS,
        });
        match step {
            None => Err(format!("сдвиг «{text}» слишком велик: больше десяти лет")),
            Some(Self::Days(0) | Self::Months(0)) => Err("сдвиг равен нулю".to_owned()),
            Some(step) => Ok(step),
        }
    }
}

/// A deadline that was moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shifted {
    /// How it is written now.
    pub phrase: String,
    /// Whether a year had to be added where only the plan's period gave it.
    pub added_year: bool,
    /// Days off that gave way to the next working day: from, to.
    pub off_days: Vec<(NaiveDate, NaiveDate)>,
}

/// Why a deadline cannot be moved. Displays in Russian.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unshiftable {
    /// It is wrong as it is.
    #[error("в самом сроке ошибка: {0}")]
    Unsound(String),
    /// It comes round.
    #[error("срок повторяется, одного дня у него нет")]
    Recurring,
    /// It names neither days nor months.
    #[error("в нём нет ни дней, ни месяцев, которые можно сдвинуть")]
    NoDays,
    /// Months or quarters, by days.
    #[error("в нём назван целый месяц, квартал или полугодие: их сдвигают на месяцы (--by 1mo)")]
    WholeMonths,
    /// Quarters by one month, half-years by three.
    #[error("квартал сдвигают на 3, 6, 9… месяцев, полугодие — на 6, 12…")]
    PartOfQuarter,
    /// The year is not written and the period does not tell it.
    #[error("год в нём не указан, и по периоду плана его не определить")]
    UnknownYear,
    /// The calendar of the program does not reach so far.
    #[error("такого дня в календаре нет")]
    TooFar,
    /// The phrase moved would say something else.
    #[error("сдвинуть его, не переписав, нельзя: запись значила бы не те дни")]
    NotReadBack,
}

/// Moves a deadline of a plan period; with `workdays` a day off gives way to the next
/// working day.
///
/// # Errors
/// [`Unshiftable`] if the phrase names nothing to move, or would not read back as
/// exactly the days moved.
pub fn shift(
    phrase: &str,
    bounds: Option<Bounds>,
    step: Step,
    workdays: bool,
) -> Result<Shifted, Unshiftable> {
    let deadline = understand(phrase, bounds);
    if !deadline.recurrences.is_empty() {
        return Err(Unshiftable::Recurring);
    }
    let mentions = mentions(phrase);
    if mentions.is_empty() {
        return Err(Unshiftable::NoDays);
    }
    if let Some(error) = deadline
        .findings
        .iter()
        .find(|finding| finding.weight == Weight::Error && finding.code != Code::OutsidePeriod)
    {
        return Err(Unshiftable::Unsound(error.message.clone()));
    }
    let mut mover = Mover {
        step,
        workdays,
        days: BTreeMap::new(),
    };
    let (mut years, mut targets) = (Vec::new(), Vec::new());
    for mention in &mentions {
        let year = year_of(mention, &deadline)?;
        targets.push(mover.target(mention, year)?);
        years.push(year);
    }
    let expected = mover.intervals(&deadline)?;
    for added in additions(&mentions, &years, &targets) {
        let new = written(phrase, &mentions, &targets, &added);
        if reads_as(&new, bounds, &expected, &deadline) {
            let moved = mover.days.values();
            return Ok(Shifted {
                phrase: new,
                added_year: added.contains(&true),
                off_days: moved.filter(|(plain, day)| plain != day).copied().collect(),
            });
        }
    }
    Err(Unshiftable::NotReadBack)
}

/// Moves days and months.
struct Mover {
    step: Step,
    workdays: bool,
    /// The days named: where the step leads, and the day meant in the end.
    days: BTreeMap<NaiveDate, (NaiveDate, NaiveDate)>,
}

impl Mover {
    /// What a mention of a year names once it is moved.
    fn target(&mut self, mention: &Mention, year: i32) -> Result<Target, Unshiftable> {
        let first = |month: u32| NaiveDate::from_ymd_opt(year, month, 1).ok_or(Unshiftable::TooFar);
        match &mention.named {
            Named::Days { days, month } => {
                let mut new = Vec::with_capacity(days.len());
                for day in days {
                    let old = first(month.number)?
                        .with_day(day.value)
                        .ok_or(Unshiftable::NotReadBack)?;
                    new.push(self.day(old)?);
                }
                Ok(Target::Days(new))
            }
            Named::Month(month) => {
                let Step::Months(_) = self.step else {
                    return Err(Unshiftable::WholeMonths);
                };
                Ok(Target::Month(self.step.from(first(month.number)?)?))
            }
            Named::Parts { numbers, per_year } => {
                let months = 12 / per_year;
                match self.step {
                    Step::Days(_) => return Err(Unshiftable::WholeMonths),
                    Step::Months(by) if by.unsigned_abs() % months != 0 => {
                        return Err(Unshiftable::PartOfQuarter);
                    }
                    Step::Months(_) => {}
                }
                let mut new = Vec::with_capacity(numbers.len());
                for number in numbers {
                    let month = (number.value - 1) * months + 1;
                    new.push(self.step.from(first(month)?)?);
                }
                Ok(Target::Parts(new))
            }
        }
    }

    fn day(&mut self, old: NaiveDate) -> Result<NaiveDate, Unshiftable> {
        let plain = self.step.from(old)?;
        let new = match self.workdays && !is_working(plain) {
            true => add_working_days(plain, 1).ok_or(Unshiftable::TooFar)?,
            false => plain,
        };
        self.days.insert(old, (plain, new));
        Ok(new)
    }

    /// The days that the phrase must mean once it is moved.
    fn intervals(&self, deadline: &Deadline) -> Result<Vec<Interval>, Unshiftable> {
        let end = |end: Option<NaiveDate>| end.map(|day| self.end(day)).transpose();
        let moved = deadline.intervals.iter().map(|interval| {
            Ok(Interval {
                from: end(interval.from)?,
                to: end(interval.to)?,
            })
        });
        Ok(joined(moved.collect::<Result<Vec<_>, Unshiftable>>()?))
    }

    /// A day that is named moves by itself; the last day of a month that is named moves
    /// to the last day of another.
    fn end(&self, day: NaiveDate) -> Result<NaiveDate, Unshiftable> {
        if let Some((_, new)) = self.days.get(&day) {
            return Ok(*new);
        }
        let new = self.step.from(day)?;
        match self.step {
            Step::Months(_) if day.succ_opt().is_some_and(|next| next.day() == 1) => {
                let last = days_in_month(new.year(), new.month());
                last.and_then(|last| new.with_day(last))
                    .ok_or(Unshiftable::TooFar)
            }
            _ => Ok(new),
        }
    }
}

impl Step {
    /// The day that lies a step from another.
    fn from(self, day: NaiveDate) -> Result<NaiveDate, Unshiftable> {
        let (days, months) = match self {
            Self::Days(days) => (days, 0),
            Self::Months(months) => (0, months),
        };
        let (length, count) = (days.unsigned_abs().into(), months.unsigned_abs());
        let moved = if days < 0 || months < 0 {
            day.checked_sub_days(Days::new(length))
                .and_then(|day| day.checked_sub_months(Months::new(count)))
        } else {
            day.checked_add_days(Days::new(length))
                .and_then(|day| day.checked_add_months(Months::new(count)))
        };
        moved.ok_or(Unshiftable::TooFar)
    }
}

/// The year of a mention: as written, or the one in which its days are those of the
/// deadline.
fn year_of(mention: &Mention, deadline: &Deadline) -> Result<i32, Unshiftable> {
    if let Some(year) = &mention.year {
        return Ok(year.value);
    }
    let ends = deadline
        .intervals
        .iter()
        .flat_map(|interval| [interval.from, interval.to])
        .flatten();
    let mut years: Vec<i32> = ends.clone().map(|day| day.year()).collect();
    years.sort_unstable();
    years.dedup();
    let is_end = |year: &i32| {
        let span = mention.span(*year);
        span.is_some_and(|(from, to)| ends.clone().any(|day| from <= day && day <= to))
    };
    let is_within = |year: &i32| {
        mention.span(*year).is_some_and(|(from, to)| {
            let inside = |one: &Interval| {
                one.from.is_some_and(|start| start <= from) && one.to.is_some_and(|end| to <= end)
            };
            deadline.intervals.iter().any(inside)
        })
    };
    let only = |test: &dyn Fn(&i32) -> bool| {
        let mut found = years.iter().copied().filter(|year| test(year));
        found.next().filter(|_| found.next().is_none())
    };
    only(&is_end)
        .or_else(|| only(&is_within))
        .ok_or(Unshiftable::UnknownYear)
}

/// Which mentions get a year that they had not, from the fewest to all: those whose
/// year is no longer that written beside them, those whose year never was, all.
fn additions(mentions: &[Mention], old: &[i32], targets: &[Target]) -> [Vec<bool>; 3] {
    let lacks = |index: usize| mentions[index].year.is_none();
    let new: Vec<i32> = targets.iter().map(|target| target.last().year()).collect();
    let beside = |index: usize| {
        let after = (index + 1..mentions.len()).find(|other| !lacks(*other));
        after.or_else(|| (0..index).rev().find(|other| !lacks(*other)))
    };
    let differs = |years: &[i32], index: usize| {
        beside(index).is_some_and(|other| years[other] != years[index])
    };
    let of = |test: &dyn Fn(usize) -> bool| -> Vec<bool> {
        let all = 0..mentions.len();
        all.map(|index| lacks(index) && test(index)).collect()
    };
    [
        of(&|index| differs(&new, index) && !differs(old, index)),
        of(&|index| differs(&new, index)),
        of(&|_| true),
    ]
}

/// Whether a phrase means the days expected and raises no doubt that the old did not.
fn reads_as(phrase: &str, bounds: Option<Bounds>, expected: &[Interval], old: &Deadline) -> bool {
    let new = understand(phrase, bounds);
    // These speak of the days, not of how they are written.
    let of_days = [Code::OutsidePeriod, Code::DayOff, Code::ReportTooEarly];
    let is_new_doubt = |code: Code| {
        !of_days.contains(&code) && !old.findings.iter().any(|finding| finding.code == code)
    };
    new.recurrences.is_empty()
        && joined(new.intervals) == expected
        && !new
            .findings
            .iter()
            .any(|finding| finding.weight != Weight::Hint && is_new_doubt(finding.code))
}

/// Stretches of days that follow each other as one: how a phrase divides them may
/// change when it is moved.
fn joined(intervals: Vec<Interval>) -> Vec<Interval> {
    let mut joined: Vec<Interval> = Vec::with_capacity(intervals.len());
    for interval in intervals {
        match joined.last_mut() {
            Some(last)
                if last.from.is_some()
                    && interval.from.is_some()
                    && last.to.and_then(|day| day.succ_opt()) == interval.from =>
            {
                last.to = interval.to;
            }
            _ => joined.push(interval),
        }
    }
    joined
}

#[cfg(test)]
mod tests;
