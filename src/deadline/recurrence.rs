//! Deadlines that come round again, and the days within the unit they fall on.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use super::meaning::{Meaning, Reader, kind_of};
use super::resolve::{ends, is_inside, written_year};
use super::syntax::{Item, Placed, Shape, Stretch, Year};
use super::{Bounds, Code, Interval, Kind, Recurrence, Unit, Weight};
use crate::language;

/// Whether a part of a phrase comes round again: it says so, or it names a day of
/// every month, or a day of the year after the reported one in a plan of many.
pub(super) fn is_recurring(items: &[Placed], bounds: Option<Bounds>) -> bool {
    items.iter().any(|placed| match &placed.item {
        Item::Every { .. } => true,
        Item::Stretches(stretches)
        | Item::By {
            ends: stretches, ..
        } => stretches.iter().any(|stretch| is_relative(stretch, bounds)),
        Item::Range(first, last) => is_relative(first, bounds) || is_relative(last, bounds),
        _ => false,
    })
}

fn is_relative(stretch: &Stretch, bounds: Option<Bounds>) -> bool {
    match (stretch.shape, stretch.year) {
        (Shape::DayOfMonth { .. }, _) => true,
        (Shape::Day { .. }, Some(Year::Next | Year::Current)) => {
            written_year(stretch, bounds).is_none()
        }
        _ => false,
    }
}

/// Reads a recurring part.
pub(super) fn read(reader: &mut Reader, items: &[Placed]) -> Meaning {
    let mut found = Found::default();
    if let (Some(first), Some(last)) = (items.first(), items.last()) {
        found.place = first.range.start..last.range.end;
    }
    // What comes round first: it tells what the rest means.
    let (every, rest): (Vec<&Placed>, Vec<&Placed>) = items
        .iter()
        .partition(|placed| matches!(placed.item, Item::Every { .. }));
    for placed in every.into_iter().chain(rest) {
        found.add(reader, placed);
    }
    let mut meaning = Meaning {
        kinds: vec![Kind::Recurring],
        ..Meaning::default()
    };
    meaning.kinds.extend(found.others.iter().copied());
    meaning.intervals = found.intervals(reader);
    meaning.recurrences = found.recurrences(reader);
    meaning
}

/// What the items of a recurring part say.
#[derive(Debug, Default)]
struct Found {
    every: Vec<Every>,
    anchors: Vec<Anchor>,
    /// The time within which it comes round.
    limits: Vec<Interval>,
    /// The bytes of it all.
    place: Range<usize>,
    /// Kinds of items that are neither.
    others: Vec<Kind>,
}

/// «3 раза в год», with its bytes.
#[derive(Debug)]
struct Every {
    unit: Unit,
    step: u32,
    times: u32,
    range: Range<usize>,
}

/// When within the unit.
#[derive(Clone, Debug)]
enum Anchor {
    On(Stretch),
    By(Stretch),
    Between(Stretch, Stretch),
}

impl Found {
    fn add(&mut self, reader: &mut Reader, placed: &Placed) {
        match &placed.item {
            Item::Every {
                recurrence: (unit, step),
                times,
            } => self.every.push(Every {
                unit: *unit,
                step: *step,
                times: *times,
                range: placed.range.clone(),
            }),
            Item::Stretches(stretches) if self.all_anchor(stretches) => {
                self.anchors
                    .extend(stretches.iter().cloned().map(Anchor::On));
            }
            Item::By { ends, .. } if self.all_anchor(ends) => {
                self.anchors.extend(ends.iter().cloned().map(Anchor::By));
            }
            Item::Range(first, last) if self.may_anchor(first) && self.may_anchor(last) => {
                self.anchors
                    .push(Anchor::Between(first.clone(), last.clone()));
            }
            Item::Stretches(_) | Item::Range(..) | Item::From(_) | Item::By { .. } => {
                self.limits.extend(reader.intervals(placed));
            }
            Item::External { .. } | Item::Conditional { .. } | Item::Counted { .. } => {
                self.others.push(kind_of(&placed.item));
            }
            Item::Duration { .. } => {}
        }
    }

    fn all_anchor(&self, stretches: &[Stretch]) -> bool {
        stretches.iter().all(|stretch| self.may_anchor(stretch))
    }

    /// A month says when within a year, but within what time a monthly thing is done.
    fn may_anchor(&self, stretch: &Stretch) -> bool {
        let unit = self.every.first().map(|every| every.unit);
        let is_yearless = !matches!(stretch.year, Some(Year::Of(_) | Year::School(_)));
        match stretch.shape {
            Shape::DayOfMonth { .. } => true,
            _ if !is_yearless => false,
            Shape::Day { .. } => true,
            Shape::Month(_) | Shape::Part(..) | Shape::Quarter(_) | Shape::Season { .. } => {
                !matches!(unit, Some(Unit::Day | Unit::Week | Unit::Month))
            }
            _ => false,
        }
    }

    fn intervals(&self, reader: &Reader) -> Vec<Interval> {
        let Some(bounds) = reader.bounds else {
            return self.limits.clone();
        };
        if reader.many_parts
            && let Some(days) = self.expanded(bounds)
        {
            return days;
        }
        let whole = Interval::from((bounds.from, bounds.to));
        if self.limits.is_empty() {
            return vec![whole];
        }
        let close = |limit: &Interval| Interval {
            from: limit.from.or(whole.from),
            to: limit.to.or(whole.to),
        };
        self.limits.iter().map(close).collect()
    }

    /// Every occurrence within the period, if the anchors are months.
    fn expanded(&self, bounds: Bounds) -> Option<Vec<Interval>> {
        let months: Option<Vec<Shape>> = self
            .anchors
            .iter()
            .map(|anchor| match anchor {
                Anchor::On(stretch) => match stretch.shape {
                    Shape::Month(_) => Some(stretch.shape),
                    _ => None,
                },
                Anchor::By(_) | Anchor::Between(..) => None,
            })
            .collect();
        let months = months.filter(|months| !months.is_empty())?;
        let years = bounds.from.year()..=bounds.to.year();
        let mut found: Vec<(NaiveDate, NaiveDate)> = years
            .flat_map(|year| {
                months
                    .iter()
                    .filter_map(move |shape| ends(*shape, year).ok())
            })
            .filter(|days| is_inside(*days, bounds))
            .collect();
        found.sort();
        Some(found.into_iter().map(Interval::from).collect())
    }

    fn recurrences(&self, reader: &mut Reader) -> Vec<Recurrence> {
        let anchor = self.anchor();
        if self.every.is_empty() {
            self.doubt_month(reader);
            return vec![Recurrence {
                unit: self.implied_unit(),
                step: 1,
                anchor,
            }];
        }
        let mut recurrences = Vec::new();
        for every in &self.every {
            let (unit, step) = self.per_occurrence(every).unwrap_or_else(|| {
                let times = u64::from(every.times);
                let message = format!(
                    "{times} {} за этот срок: не сказано, в какие дни",
                    language::plural(times, "раз", "раза", "раз")
                );
                reader.note(Code::Vague, Weight::Warning, &every.range, message);
                (every.unit, every.step)
            });
            recurrences.push(Recurrence {
                unit,
                step,
                anchor: None,
            });
        }
        if let (Some(first), Some(anchor)) = (recurrences.first_mut(), anchor) {
            first.anchor = Some(anchor);
        }
        recurrences
    }

    /// «май, не позднее 25 числа»: of that month, or of every month?
    fn doubt_month(&self, reader: &mut Reader) {
        let is_month = |anchor: &Anchor| matches!(anchor, Anchor::On(stretch) if matches!(stretch.shape, Shape::Month(_)));
        if self.anchors.iter().any(is_month) || !self.limits.is_empty() {
            let message = "не ясно, какого месяца это число";
            reader.note(Code::UnclearStretch, Weight::Warning, &self.place, message);
        }
    }

    /// The unit in which it comes round once.
    fn per_occurrence(&self, every: &Every) -> Option<(Unit, u32)> {
        let Every {
            unit, step, times, ..
        } = *every;
        if times == 1 || self.anchors.len() == times as usize {
            return Some((unit, step));
        }
        Some(match (unit, step, times) {
            (Unit::Year | Unit::SchoolYear, 1, 2) => (Unit::HalfYear, 1),
            (Unit::Year, 1, 3) => (Unit::Month, 4),
            (Unit::Year, 1, 4) | (Unit::HalfYear, 1, 2) => (Unit::Quarter, 1),
            (Unit::Year, 1, 6) => (Unit::Month, 2),
            (Unit::Year, 1, 12) | (Unit::Quarter, 1, 3) | (Unit::HalfYear, 1, 6) => {
                (Unit::Month, 1)
            }
            (Unit::SchoolYear, 1, 4) => (Unit::SchoolQuarter, 1),
            _ => return None,
        })
    }

    /// The unit of «до 5 числа месяца, следующего за отчётным кварталом».
    fn implied_unit(&self) -> Unit {
        let named = self.anchors.iter().find_map(|anchor| {
            let (Anchor::On(stretch) | Anchor::By(stretch) | Anchor::Between(_, stretch)) = anchor;
            match stretch.shape {
                Shape::DayOfMonth { unit, .. } => Some(unit.unwrap_or(Unit::Month)),
                _ => None,
            }
        });
        named.unwrap_or(Unit::Year)
    }

    /// «01,06», «..03-01», «..25»; `None` if nothing says when.
    fn anchor(&self) -> Option<String> {
        let shown: Vec<String> = self.anchors.iter().map(Anchor::show).collect();
        (!shown.is_empty()).then(|| shown.join(","))
    }
}

impl Anchor {
    fn show(&self) -> String {
        match self {
            Self::On(stretch) => first_and_last(stretch.shape).map_or_else(String::new, joined),
            Self::By(stretch) => {
                let last = first_and_last(stretch.shape).map(|(_, last)| last);
                format!("..{}", last.unwrap_or_default())
            }
            Self::Between(first, last) => {
                let from = first_and_last(first.shape).map(|(from, _)| from);
                let to = first_and_last(last.shape).map(|(_, to)| to);
                format!("{}..{}", from.unwrap_or_default(), to.unwrap_or_default())
            }
        }
    }
}

fn joined((first, last): (String, String)) -> String {
    if first == last {
        first
    } else {
        format!("{first}..{last}")
    }
}

/// Month or month and day of both ends of a yearless stretch.
fn first_and_last(shape: Shape) -> Option<(String, String)> {
    let months = |first: u32, last: u32| (format!("{first:02}"), format!("{last:02}"));
    Some(match shape {
        Shape::Day { month, day } => {
            let day = format!("{month:02}-{day:02}");
            (day.clone(), day)
        }
        Shape::DayOfMonth { day, .. } => months(day, day),
        Shape::Month(month) | Shape::Part(month, _) => months(month, month),
        Shape::Quarter(n @ 1..=4) => months(n * 3 - 2, n * 3),
        Shape::Season {
            from,
            months: count,
        } => months(from, (from + count - 2) % 12 + 1),
        _ => return None,
    })
}
