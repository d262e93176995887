//! What a phrase says, before it is held against a period.

use std::ops::Range;

use super::Unit;

/// A part of a phrase that means something in time, with its bytes.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    /// What it says.
    pub item: Item,
    /// Its bytes in the phrase.
    pub range: Range<usize>,
}

/// What a part of a phrase says.
#[derive(Clone, Debug)]
pub(super) enum Item {
    /// «март 2022», «9 и 10 мая»: one stretch, or several named in one breath.
    Stretches(Vec<Stretch>),
    /// «с 1 по 7 ноября», «сентябрь–май»: from the first day of one stretch to the
    /// last of another.
    Range(Stretch, Stretch),
    /// «до …», «не позднее …», «к …».
    By {
        /// The days it may be done by.
        ends: Vec<Stretch>,
        /// Which day of a longer stretch is meant.
        edge: Edge,
        /// The time reported on: «за I полугодие в срок до …».
        covers: Option<Stretch>,
    },
    /// «начиная с 2019 года», «не ранее 1 марта»: no end.
    From(Stretch),
    /// «ежемесячно», «1 раз в квартал».
    Every {
        /// The unit, and every so many of them.
        recurrence: (Unit, u32),
        /// How many times within the unit.
        times: u32,
    },
    /// «по плану ЛОИРО», «согласно графику».
    External {
        /// Whether the words within the item say whose plan it is.
        named: bool,
    },
    /// «по результатам мониторинга», «после проведения ВПР».
    Conditional {
        /// Periods after which it comes round again: «по итогам четверти».
        every: Vec<Unit>,
    },
    /// «за 5 рабочих дней до 1 сентября», «в течение 3 дней со дня 01.02.2022».
    Counted {
        /// How many.
        count: u32,
        /// Of what.
        of: CountedUnit,
        /// Whether they are counted back from the day.
        back: bool,
        /// The day they are counted from.
        base: Stretch,
    },
    /// «9 дней», «18 недель»: how long a stretch named beside it lasts.
    Duration {
        /// Days in all.
        days: u32,
    },
}

/// What terms are counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CountedUnit {
    /// Calendar days ([N-78]).
    Days,
    /// Working days.
    WorkingDays,
    /// Weeks.
    Weeks,
    /// Months.
    Months,
}

/// Which day of a stretch «до» and «к» mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    /// «до 2020 года»: the words do not tell.
    Untold,
    /// «не позднее мая», «до мая включительно», «до конца мая»: the last.
    End,
    /// «к началу мая», «к маю»: the first.
    Start,
}

/// A stretch of the calendar, its year perhaps left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    /// Its shape.
    pub shape: Shape,
    /// Its year.
    pub year: Option<Year>,
    /// The weekday said beside a day, Monday = 1.
    pub weekday: Option<u32>,
}

/// A year as said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Year {
    /// «2022 года».
    Of(i32),
    /// «2021–2022 учебного года» beside a month or a quarter.
    School(i32),
    /// «текущего года», «отчётного года».
    Current,
    /// «следующего года», «года, следующего за отчётным».
    Next,
}

/// The shapes of stretches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A day of a month.
    Day {
        /// 1 to 12.
        month: u32,
        /// As written; may be impossible.
        day: u32,
    },
    /// A day of whichever month: «25 числа»; with the unit of the month's kind.
    DayOfMonth {
        /// 1 to 31.
        day: u32,
        /// «месяца, следующего за отчётным кварталом»: every quarter.
        unit: Option<Unit>,
    },
    /// A month.
    Month(u32),
    /// A part of a month.
    Part(u32, Part),
    /// A calendar quarter.
    Quarter(u32),
    /// A half of the calendar year.
    HalfYear(u32),
    /// A half of the school year.
    SchoolHalf(u32),
    /// A quarter of the school year: the school calendar sets its dates.
    SchoolQuarter(u32),
    /// Holidays between school quarters: the school calendar sets their dates.
    Holidays,
    /// A season of three or six months.
    Season {
        /// Its first month.
        from: u32,
        /// How many months.
        months: u32,
    },
    /// The lessons of a school year; without a year, of those in the period.
    SchoolYear {
        /// The second year, if both were written.
        last: Option<i32>,
    },
    /// A calendar year; without a year, the period's.
    Year,
    /// From the first day of the year to the last of another.
    Years {
        /// The last year.
        last: i32,
    },
    /// All the period: «постоянно», «в течение действия программы».
    WholePeriod,
}

/// Parts of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The n-th week, Monday to Sunday, the first holding day 1.
    Week(u32),
    /// The last week.
    LastWeek,
    /// Ten days; the third lasts to the end.
    Decade(u32),
    /// Days 1 to 15, or the rest.
    Half(u32),
    /// The n-th such weekday, or the last.
    Weekday {
        /// 1 to 5; `None` is the last.
        nth: Option<u32>,
        /// Monday = 1.
        weekday: u32,
    },
    /// «начало», «середина», «конец»: nobody knows which days.
    Vague,
}

impl Stretch {
    /// A stretch of no year.
    pub(super) fn new(shape: Shape) -> Self {
        Self {
            shape,
            year: None,
            weekday: None,
        }
    }
}

impl Shape {
    /// A number to compare stretches of one year by: month, then day.
    pub(super) fn order(self) -> Option<(u32, u32)> {
        Some(match self {
            Self::Day { month, day } => (month, day),
            Self::Month(month) => (month, 1),
            Self::Part(month, Part::Week(n) | Part::Decade(n) | Part::Half(n)) => (month, n),
            Self::Part(month, _) => (month, 20),
            Self::Quarter(n) => ((n * 3).saturating_sub(2), 1),
            Self::HalfYear(n) => ((n * 6).saturating_sub(5), 1),
            Self::Season { from, .. } => (from, 1),
            _ => return None,
        })
    }

    /// Whether it lies within one year, so that a year may be missing beside it.
    pub(super) fn wants_year(self) -> bool {
        self.order().is_some()
    }
}
