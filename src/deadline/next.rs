//! When a deadline falls due next.

use chrono::{Datelike, Days, NaiveDate};

use super::{Bounds, Deadline, Kind, Recurrence, Unit};
use crate::language::days_in_month;

impl Deadline {
    /// The days it falls due: the last day of every stretch; of what comes round
    /// again, the first occurrence from `as_of` on within the period. Empty if no
    /// calendar tells.
    pub fn due_days(&self, as_of: NaiveDate, bounds: Option<Bounds>) -> Vec<NaiveDate> {
        if self.kind == Kind::Recurring {
            let limits = self.limits(bounds);
            let next = limits.and_then(|bounds| {
                let occurrences = self.recurrences.iter();
                occurrences.filter_map(|one| one.next(as_of, bounds)).min()
            });
            let last = || limits.and_then(|bounds| self.last_before(as_of, bounds));
            return next.or_else(last).into_iter().collect();
        }
        let mut days: Vec<NaiveDate> = self.intervals.iter().filter_map(|one| one.to).collect();
        days.sort_unstable();
        days.dedup();
        days
    }
}

impl Deadline {
    /// Of what comes round again, the last day by `day` on which it fell due; `None` if
    /// there is none or no calendar tells.
    pub fn last_due(&self, day: NaiveDate, bounds: Option<Bounds>) -> Option<NaiveDate> {
        self.last_before(day.succ_opt()?, self.limits(bounds)?)
    }

    /// The time within which it comes round.
    fn limits(&self, bounds: Option<Bounds>) -> Option<Bounds> {
        let from = self.intervals.iter().filter_map(|one| one.from).min();
        let to = self.intervals.iter().filter_map(|one| one.to).max();
        match (from, to) {
            (Some(from), Some(to)) => Some(Bounds { from, to }),
            _ => bounds,
        }
    }

    /// The last occurrence of what comes round no more.
    fn last_before(&self, as_of: NaiveDate, bounds: Bounds) -> Option<NaiveDate> {
        let mut last = None;
        let mut from = bounds.from;
        for one in &self.recurrences {
            while let Some(day) = one.next(from, bounds).filter(|day| *day < as_of) {
                last = last.max(Some(day));
                from = day.succ_opt()?;
            }
        }
        last
    }
}

impl Recurrence {
    /// The first day from `as_of` on, within the period, on which it falls due.
    fn next(&self, as_of: NaiveDate, bounds: Bounds) -> Option<NaiveDate> {
        let from = as_of.max(bounds.from);
        let fits = |day: &NaiveDate| from <= *day && *day <= bounds.to;
        let months = || months(bounds).filter(|first| self.counts(*first, bounds));
        match (&self.anchor, self.unit) {
            (Some(anchor), _) => {
                let pieces = || {
                    anchor
                        .split(',')
                        .filter_map(|piece| Piece::read(piece, self.unit))
                };
                months()
                    .flat_map(|first| pieces().filter_map(move |piece| piece.day_in(first)))
                    .filter(fits)
                    .min()
            }
            (None, Unit::Day) => Some(from).filter(fits),
            (None, Unit::Week) => {
                let to_friday = (11 - from.weekday().num_days_from_monday()) % 7;
                from.checked_add_days(Days::new(to_friday.into()))
                    .filter(fits)
            }
            // The school calendar sets them.
            (None, Unit::SchoolQuarter | Unit::Trimester) => None,
            (None, unit) => months()
                .filter(|first| is_last_of(unit, first.month()))
                .map(last_of_month)
                .find(fits),
        }
    }

    /// Whether a month belongs to a round: of «раз в два года» every second year does.
    fn counts(&self, first: NaiveDate, bounds: Bounds) -> bool {
        let years = first.year() - bounds.from.year();
        let whole_months = years * 12 + first.month0() as i32 - bounds.from.month0() as i32;
        let rounds = match self.unit {
            Unit::Year | Unit::SchoolYear => years,
            Unit::Month => whole_months,
            Unit::Quarter => whole_months / 3,
            Unit::HalfYear => whole_months / 6,
            _ => return true,
        };
        rounds % i32::try_from(self.step.max(1)).unwrap_or(1) == 0
    }
}

/// The first days of the months that the period touches.
fn months(bounds: Bounds) -> impl Iterator<Item = NaiveDate> {
    let first = bounds.from.with_day(1);
    std::iter::successors(first, |day| day.checked_add_months(chrono::Months::new(1)))
        .take_while(move |day| *day <= bounds.to)
}

fn last_of_month(first: NaiveDate) -> NaiveDate {
    let days = days_in_month(first.year(), first.month()).unwrap_or(28);
    first.with_day(days).unwrap_or(first)
}

/// Whether a unit ends with a month.
fn is_last_of(unit: Unit, month: u32) -> bool {
    match unit {
        Unit::Quarter => month.is_multiple_of(3),
        Unit::HalfYear => month.is_multiple_of(6),
        Unit::Year => month == 12,
        Unit::SchoolYear => month == 5,
        _ => true,
    }
}

/// A piece of an anchor: its last day.
#[derive(Clone, Copy)]
enum Piece {
    /// A day of a month.
    Day(u32, u32),
    /// The last day of a month.
    Month(u32),
    /// A day of the first month after the unit, or of every month.
    DayOfMonth(u32, Unit),
}

impl Piece {
    fn read(piece: &str, unit: Unit) -> Option<Self> {
        let (by, last) = match piece.rsplit_once("..") {
            Some((from, last)) => (from.is_empty(), last),
            None => (false, piece),
        };
        if let Some((month, day)) = last.split_once('-') {
            return Some(Self::Day(month.parse().ok()?, day.parse().ok()?));
        }
        let number = last.parse().ok()?;
        Some(match unit {
            Unit::Month => Self::DayOfMonth(number, unit),
            _ if by => Self::DayOfMonth(number, unit),
            _ => Self::Month(number),
        })
    }

    fn day_in(self, first: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Day(month, day) if month == first.month() => first.with_day(day),
            Self::Month(month) if month == first.month() => Some(last_of_month(first)),
            Self::DayOfMonth(day, unit) => {
                // «до 5 числа месяца, следующего за отчётным кварталом».
                let before = (first.month() + 10) % 12 + 1;
                // «до 31 числа» is the 28th in February.
                let day = first.with_day(day).unwrap_or_else(|| last_of_month(first));
                (unit == Unit::Month || is_last_of(unit, before)).then_some(day)
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::understand;
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect(text)
    }

    #[test]
    fn what_comes_round_falls_due_next() {
        let bounds = Bounds {
            from: day("2021-09-01"),
            to: day("2022-08-31"),
        };
        for (phrase, as_of, expected) in [
            ("ежемесячно", "2021-10-05", "2021-10-31"),
            ("ежемесячно до 25 числа", "2021-10-26", "2021-11-25"),
            ("ежеквартально", "2021-10-01", "2021-12-31"),
            (
                "до 5 числа месяца, следующего за отчётным кварталом",
                "2021-10-06",
                "2022-01-05",
            ),
            ("ежегодно, январь, июнь", "2022-02-01", "2022-06-30"),
            ("ежегодно до 1 марта", "2021-09-01", "2022-03-01"),
            ("еженедельно", "2021-10-04", "2021-10-08"),
            ("раз в полугодие", "2021-09-01", "2021-12-31"),
            ("ежемесячно до 31 числа", "2022-02-10", "2022-02-28"),
            ("февраль, ежемесячно", "2022-02-01", "2022-02-28"),
            ("ежегодно до 1 марта", "2022-03-10", "2022-03-01"),
        ] {
            let deadline = understand(phrase, Some(bounds));
            let found = deadline.due_days(day(as_of), Some(bounds));
            assert_eq!(found, [day(expected)], "{phrase}");
        }
    }

    #[test]
    fn every_stretch_has_its_last_day() {
        let deadline = understand("Февраль, апрель 2022", None);
        let found = deadline.due_days(day("2022-01-01"), None);
        assert_eq!(found, [day("2022-02-28"), day("2022-04-30")]);
        assert!(
            understand("по плану ЛОИРО", None)
                .due_days(day("2022-01-01"), None)
                .is_empty()
        );
    }
}
