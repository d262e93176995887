//! What a deadline means: phrase and plan period in, dates behind it out.
//!
//! ```text
//! phrase ─tokens─▶ tokens ─grammar─▶ items ─meaning─▶ kind, intervals, recurrence, findings
//!                     └────lint────▶ slips of the pen          └─print─▶ normalised phrase
//! ```
//!
//! Nothing is guessed silently: what the phrase leaves open, contradicts, or says
//! in words this module does not know becomes a [`Finding`].

mod calendar;
mod compose;
mod grammar;
mod lint;
mod meaning;
mod next;
mod print;
mod recurrence;
mod resolve;
mod shift;
mod syntax;
mod tokens;
mod words;

use std::fmt;
use std::ops::Range;

use chrono::NaiveDate;
use serde::Serialize;

pub use calendar::{
    DayOff, Transfer, add_working_days, covered_years, day_off, is_covered, is_working,
    working_day_not_after,
};
pub use meaning::understand;
pub use print::normalised;
pub use shift::{Shifted, Step, Unshiftable, shift};

/// The days a plan covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Bounds {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

/// A stretch of days; a missing end means «by that date» or «from that date on».
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Interval {
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day, itself included ([N-77]).
    pub to: Option<NaiveDate>,
}

/// What a deadline means in its plan period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// The kind of phrase.
    pub kind: Kind,
    /// The days behind it, in the order of the phrase; empty if they are not known.
    pub intervals: Vec<Interval>,
    /// How often it comes round, if it does.
    pub recurrences: Vec<Recurrence>,
    /// What is wrong with the phrase or left open by it, in its order.
    pub findings: Vec<Finding>,
}

impl Deadline {
    /// The last day behind the phrase; `None` if it is open or not known.
    pub fn due(&self) -> Option<NaiveDate> {
        let ends = self.intervals.iter().map(|interval| interval.to);
        ends.max_by_key(|end| end.unwrap_or(NaiveDate::MAX))?
    }

    /// The first day behind the phrase, the day it is due by if there is no other.
    pub fn begins(&self) -> Option<NaiveDate> {
        let starts = self.intervals.iter();
        starts
            .filter_map(|interval| interval.from.or(interval.to))
            .min()
    }
}

/// Kinds of deadlines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// «16.02.2022».
    ExactDate,
    /// «с 13 февраля по 26 марта 2020 г.».
    DateRange,
    /// «до 15.09.2021», «к 20 марта».
    ByDate,
    /// «март 2022».
    Month,
    /// «сентябрь–декабрь 2022».
    MonthRange,
    /// «февраль, апрель 2022».
    MonthList,
    /// «I квартал», «второе полугодие», «летний период».
    Season,
    /// «в течение учебного года».
    SchoolYear,
    /// «в течение года», «2020–2023 годы», «постоянно».
    WholeYear,
    /// «ежемесячно».
    Recurring,
    /// «по плану ЛОИРО».
    ByExternalPlan,
    /// «по результатам мониторинга».
    Conditional,
    /// Several of these.
    Composite,
    /// Not understood.
    Unknown,
}

impl Kind {
    /// The name machines know it by.
    pub fn code(self) -> &'static str {
        match self {
            Self::ExactDate => "exact-date",
            Self::DateRange => "date-range",
            Self::ByDate => "by-date",
            Self::Month => "month",
            Self::MonthRange => "month-range",
            Self::MonthList => "month-list",
            Self::Season => "season/quarter/half-year",
            Self::SchoolYear => "school-year",
            Self::WholeYear => "whole-year",
            Self::Recurring => "recurring",
            Self::ByExternalPlan => "by-external-plan",
            Self::Conditional => "conditional",
            Self::Composite => "composite",
            Self::Unknown => "unknown",
        }
    }

    /// Its name in Russian.
    pub fn name(self) -> &'static str {
        match self {
            Self::ExactDate => "точная дата",
            Self::DateRange => "промежуток дат",
            Self::ByDate => "не позднее даты",
            Self::Month => "месяц",
            Self::MonthRange => "промежуток месяцев",
            Self::MonthList => "перечень месяцев",
            Self::Season => "квартал, полугодие или время года",
            Self::SchoolYear => "учебный год",
            Self::WholeYear => "весь период плана или календарные годы",
            Self::Recurring => "повторяется",
            Self::ByExternalPlan => "по чужому плану",
            Self::Conditional => "по событию",
            Self::Composite => "составной",
            Self::Unknown => "не понят",
        }
    }
}

/// How often a deadline comes round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recurrence {
    /// What is counted.
    pub unit: Unit,
    /// Every so many units.
    pub step: u32,
    /// When within the unit: «01,06», «..03-01», «..25»; `None` if not said.
    pub anchor: Option<String>,
}

/// Units of recurrence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A day.
    Day,
    /// A week.
    Week,
    /// A month.
    Month,
    /// A calendar quarter.
    Quarter,
    /// A third of the school year.
    Trimester,
    /// A half-year.
    HalfYear,
    /// A calendar year.
    Year,
    /// A quarter of the school year.
    SchoolQuarter,
    /// A school year.
    SchoolYear,
}

impl Unit {
    /// The name machines know it by.
    pub fn code(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Trimester => "trimester",
            Self::HalfYear => "half-year",
            Self::Year => "year",
            Self::SchoolQuarter => "school-quarter",
            Self::SchoolYear => "school-year",
        }
    }

    /// One, few and many of it, for «раз в 2 месяца»; the accusative.
    pub fn names(self) -> [&'static str; 3] {
        match self {
            Self::Day => ["день", "дня", "дней"],
            Self::Week => ["неделю", "недели", "недель"],
            Self::Month => ["месяц", "месяца", "месяцев"],
            Self::Quarter => ["квартал", "квартала", "кварталов"],
            Self::Trimester => ["триместр", "триместра", "триместров"],
            Self::HalfYear => ["полугодие", "полугодия", "полугодий"],
            Self::Year => ["год", "года", "лет"],
            Self::SchoolQuarter => ["учебную четверть", "учебные четверти", "учебных четвертей"],
            Self::SchoolYear => ["учебный год", "учебных года", "учебных лет"],
        }
    }
}

impl fmt::Display for Recurrence {
    /// «quarter/1», «year/1@01,06»: the form of tables.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}/{}", self.unit.code(), self.step)?;
        match &self.anchor {
            Some(anchor) => write!(f, "@{anchor}"),
            None => Ok(()),
        }
    }
}

/// Something wrong with a phrase or left open by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What kind of thing.
    pub code: Code,
    /// How much it weighs here.
    pub weight: Weight,
    /// The bytes of the phrase it is about.
    pub range: Range<usize>,
    /// What is wrong, in Russian, lower case, no full stop.
    pub message: String,
    /// What to write instead of the bytes of `range`, where that is certain.
    pub instead: Option<String>,
}

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// No such days, or none that can be known.
    Error,
    /// Probably not meant so.
    Warning,
    /// A piece of advice.
    Hint,
}

impl Weight {
    /// The name machines know it by.
    pub fn code(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Hint => "hint",
        }
    }
}

/// The kinds of findings; each is a rule of the checker under the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// «31 июня».
    ImpossibleDate,
    /// The end lies before the beginning.
    EndBeforeStart,
    /// The days lie outside the plan period.
    OutsidePeriod,
    /// No year is written and more than one fits, or none does.
    UnclearYear,
    /// «учебный год» or «год» that may be another than meant.
    UnclearStretch,
    /// «2021–2023 учебный год».
    BrokenSchoolYear,
    /// «до 2020 года»: is 2020 included?
    UnclearBound,
    /// A report is due before the time it covers has ended.
    ReportTooEarly,
    /// «в соответствии с планом»: whose?
    UnnamedPlan,
    /// «конец мая», «2 раза в месяц»: which days?
    Vague,
    /// Two spaces in a row, or none where one belongs.
    Spacing,
    /// A dash, comma or letter lost or strayed.
    Typing,
    /// «19.03.2022 – 27.03.22».
    MixedYears,
    /// The weekday or the number of days said is not the calendar's.
    Contradiction,
    /// The day is not a working one.
    DayOff,
    /// Words not understood.
    NotUnderstood,
}

impl Code {
    /// The name of the rule.
    pub fn name(self) -> &'static str {
        match self {
            Self::ImpossibleDate => "impossible-date",
            Self::EndBeforeStart => "deadline-end-before-start",
            Self::OutsidePeriod => "deadline-outside-period",
            Self::UnclearYear => "deadline-unclear-year",
            Self::UnclearStretch => "deadline-unclear-stretch",
            Self::BrokenSchoolYear => "broken-school-year",
            Self::UnclearBound => "deadline-unclear-bound",
            Self::ReportTooEarly => "report-too-early",
            Self::UnnamedPlan => "deadline-unnamed-plan",
            Self::Vague => "deadline-vague",
            Self::Spacing => "deadline-spacing",
            Self::Typing => "deadline-typing",
            Self::MixedYears => "deadline-mixed-years",
            Self::Contradiction => "deadline-contradiction",
            Self::DayOff => "deadline-on-day-off",
            Self::NotUnderstood => "deadline-not-understood",
        }
    }
}
