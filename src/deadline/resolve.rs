//! From a stretch and its year to the days of the calendar.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::syntax::{Part, Shape, Stretch, Year};
use super::{Bounds, Interval};
use crate::language;

/// First and last day of a stretch, both known.
pub(super) type Ends = (NaiveDate, NaiveDate);

/// Whether every day of `ends` lies in the period.
pub(super) fn is_inside((from, to): Ends, bounds: Bounds) -> bool {
    bounds.from <= from && to <= bounds.to
}

/// Whether any day of `ends` lies in the period.
pub(super) fn touches((from, to): Ends, bounds: Bounds) -> bool {
    from <= bounds.to && bounds.from <= to
}

impl From<Ends> for Interval {
    fn from((from, to): Ends) -> Self {
        Self {
            from: Some(from),
            to: Some(to),
        }
    }
}

/// The days of a shape in a year of its own.
///
/// # Errors
/// Why the calendar has no such days, in Russian.
pub(super) fn ends(shape: Shape, year: i32) -> Result<Ends, String> {
    match shape {
        Shape::Day { month, day } => {
            let date = language::calendar_day(year, month, day)?;
            Ok((date, date))
        }
        Shape::Month(month) => months(year, month, 1),
        Shape::Part(month, part) => part_ends(year, month, part),
        Shape::Quarter(n @ 1..=4) => months(year, n * 3 - 2, 3),
        Shape::HalfYear(n @ 1..=2) => months(year, n * 6 - 5, 6),
        Shape::SchoolHalf(1) => months(year, 9, 4),
        Shape::SchoolHalf(2) => months(year + 1, 1, 5),
        Shape::Season { from, months: n } => months(year, from, n),
        Shape::SchoolYear { .. } => months(year, 9, 9),
        Shape::Year => months(year, 1, 12),
        Shape::Years { last } => Ok((months(year, 1, 12)?.0, months(last, 1, 12)?.1)),
        Shape::Quarter(n) => Err(format!("квартала {n} не бывает")),
        Shape::HalfYear(n) | Shape::SchoolHalf(n) => Err(format!("полугодия {n} не бывает")),
        Shape::DayOfMonth { .. }
        | Shape::SchoolQuarter(_)
        | Shape::Holidays
        | Shape::WholePeriod => Err("дни не названы".to_owned()),
    }
}

/// `count` months from the first day of one.
fn months(year: i32, month: u32, count: u32) -> Result<Ends, String> {
    let first = language::calendar_day(year, month, 1)?;
    let next = first.checked_add_months(Months::new(count));
    let last = next.and_then(|next| next.pred_opt());
    Ok((first, last.ok_or("такого года не бывает")?))
}

fn part_ends(year: i32, month: u32, part: Part) -> Result<Ends, String> {
    let (first, last) = months(year, month, 1)?;
    let day = |day: u32| first.with_day(day).unwrap_or(last);
    Ok(match part {
        Part::Week(n) => week(first, last, n)?,
        Part::Weekday { nth, weekday } => {
            let day = nth_weekday((first, last), nth, weekday)?;
            (day, day)
        }
        Part::LastWeek => {
            let monday = last - Days::new(u64::from(last.weekday().num_days_from_monday()));
            (monday.max(first), last)
        }
        Part::Decade(n @ 1..=2) => (day(n * 10 - 9), day(n * 10)),
        Part::Decade(3) => (day(21), last),
        Part::Half(1) => (first, day(15)),
        Part::Half(2) => (day(16), last),
        Part::Decade(n) => return Err(format!("декады {n} в месяце не бывает")),
        Part::Half(n) => return Err(format!("половины {n} не бывает")),
        Part::Vague => (first, last),
    })
}

/// The n-th week of a month, Monday to Sunday; the first holds day 1.
fn week(first: NaiveDate, last: NaiveDate, n: u32) -> Result<Ends, String> {
    let missing = || format!("недели {n} в этом месяце нет");
    let monday = first - Days::new(u64::from(first.weekday().num_days_from_monday()));
    let weeks = n.checked_sub(1).ok_or_else(missing)?;
    let start = monday + Days::new(7 * u64::from(weeks));
    if start > last {
        return Err(missing());
    }
    Ok((start.max(first), (start + Days::new(6)).min(last)))
}

/// «третий четверг», «последняя пятница».
fn nth_weekday((first, last): Ends, nth: Option<u32>, weekday: u32) -> Result<NaiveDate, String> {
    let mut days = first
        .iter_days()
        .take_while(|day| *day <= last)
        .filter(|day| day.weekday().number_from_monday() == weekday);
    let found = match nth {
        Some(nth) => days.nth(nth.saturating_sub(1) as usize),
        None => days.last(),
    };
    found.ok_or_else(|| "столько таких дней в месяце не бывает".to_owned())
}

/// The calendar year of a stretch within a school year that began in `first`.
pub(super) fn year_in_school_year(shape: Shape, first: i32) -> i32 {
    match shape.order() {
        Some((month, _)) if month < 9 => first + 1,
        _ => first,
    }
}

/// The calendar year that a written year gives to a stretch; `None` if the words
/// are relative and the period does not tell which year is meant.
pub(super) fn written_year(stretch: &Stretch, bounds: Option<Bounds>) -> Option<i32> {
    let only_year = bounds.map(|bounds| (bounds.from.year(), bounds.to.year()));
    match stretch.year? {
        Year::Of(year) => Some(year),
        Year::School(first) if matches!(stretch.shape, Shape::SchoolHalf(_)) => Some(first),
        Year::School(first) => Some(year_in_school_year(stretch.shape, first)),
        Year::Current => only_year
            .filter(|(from, to)| from == to)
            .map(|(year, _)| year),
        Year::Next => only_year
            .filter(|(from, to)| from == to)
            .map(|(year, _)| year + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(shape: Shape, year: i32) -> String {
        match ends(shape, year) {
            Ok((from, to)) => format!("{from}..{to}"),
            Err(message) => message,
        }
    }

    #[test]
    fn weeks_run_from_monday_and_are_cut_to_the_month() {
        // 1 October 2021 is a Friday.
        let week = |n| shown(Shape::Part(10, Part::Week(n)), 2021);
        assert_eq!(week(1), "2021-10-01..2021-10-03");
        assert_eq!(week(2), "2021-10-04..2021-10-10");
        assert_eq!(week(5), "2021-10-25..2021-10-31");
        assert_eq!(week(6), "недели 6 в этом месяце нет");
        assert_eq!(week(0), "недели 0 в этом месяце нет");
        let last = Shape::Part(2, Part::LastWeek);
        assert_eq!(shown(last, 2022), "2022-02-28..2022-02-28");
    }

    #[test]
    fn parts_of_months() {
        let february = |part| shown(Shape::Part(2, part), 2024);
        assert_eq!(february(Part::Decade(3)), "2024-02-21..2024-02-29");
        assert_eq!(february(Part::Decade(4)), "декады 4 в месяце не бывает");
        assert_eq!(february(Part::Half(2)), "2024-02-16..2024-02-29");
    }

    #[test]
    fn seasons_and_halves_cross_new_year() {
        let winter = Shape::Season {
            from: 12,
            months: 3,
        };
        assert_eq!(shown(winter, 2021), "2021-12-01..2022-02-28");
        assert_eq!(shown(Shape::SchoolHalf(2), 2021), "2022-01-01..2022-05-31");
        assert_eq!(shown(Shape::Quarter(5), 2021), "квартала 5 не бывает");
    }
}
