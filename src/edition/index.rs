//! Where the units of an edition stand: found once, asked often.

use std::collections::HashMap;

use super::address::{RowPlace, places};
use super::name::{extent, name_among, section_name};
use crate::language::{Noun, UnitName};
use crate::model::{Activity, Edition, NumberOrder, NumberedPoint, Order, Plan, UnitKey};

/// The units of an edition by their places in the reading order.
#[derive(Debug)]
pub struct Index<'a> {
    edition: &'a Edition,
    points: Vec<NumberedPoint<'a>>,
    rows: Vec<RowPlace<'a>>,
    /// The names of sections that number their rows each for itself; else empty.
    sections: Vec<UnitName>,
    places: HashMap<UnitKey, usize>,
}

impl<'a> Index<'a> {
    /// Counts the units of an edition.
    pub fn new(edition: &'a Edition) -> Self {
        let points: Vec<NumberedPoint<'_>> =
            edition.order.iter().flat_map(Order::numbered).collect();
        let rows: Vec<RowPlace<'_>> = edition.plan.iter().flat_map(places).collect();
        let mut known = HashMap::new();
        let point_keys = points.iter().map(point_key).enumerate();
        let row_keys = rows.iter().map(RowPlace::key).enumerate();
        for (place, unit) in point_keys.chain(row_keys) {
            // Of two that print one number the first is meant.
            known.entry(unit).or_insert(place);
        }
        let plans = edition.plan.iter();
        let per_section = plans.filter(|plan| plan.numbering.order == NumberOrder::PerSection);
        let sections = per_section.flat_map(|plan: &Plan| {
            (0..plan.sections.len()).map(move |section| section_name(plan, section))
        });
        Self {
            edition,
            sections: sections.collect(),
            points,
            rows,
            places: known,
        }
    }

    /// The edition whose units these are.
    pub fn edition(&self) -> &'a Edition {
        self.edition
    }

    /// The place of a point in the reading order.
    pub fn point_at(&self, unit: &UnitKey) -> Option<usize> {
        let is_point = matches!(unit, UnitKey::Point(_));
        self.places.get(unit).copied().filter(|_| is_point)
    }

    /// The place of a row in the reading order.
    pub fn row_at(&self, unit: &UnitKey) -> Option<usize> {
        let is_row = matches!(unit, UnitKey::Row { .. });
        self.places.get(unit).copied().filter(|_| is_row)
    }

    /// The points in reading order.
    pub fn points(&self) -> &[NumberedPoint<'a>] {
        &self.points
    }

    /// A row.
    pub fn row(&self, unit: &UnitKey) -> Option<&'a Activity> {
        self.row_at(unit).map(|place| self.rows[place].row)
    }

    /// The rows in reading order.
    pub(super) fn rows(&self) -> &[RowPlace<'a>] {
        &self.rows
    }

    /// The point with a place in the reading order.
    pub(super) fn point_key(&self, place: usize) -> Option<UnitKey> {
        self.points.get(place).map(point_key)
    }

    /// The row with a place in the reading order.
    pub fn row_key(&self, place: usize) -> Option<UnitKey> {
        self.rows.get(place).map(RowPlace::key)
    }

    /// Whether a point or row is there.
    pub(super) fn has(&self, unit: &UnitKey) -> bool {
        self.places.contains_key(unit)
    }

    /// The name of a unit, without the appendix it stands in; `None` if it is not there.
    pub fn name_of(&self, unit: &UnitKey) -> Option<UnitName> {
        match unit {
            UnitKey::Point(_) => {
                let style = self.edition.order.as_ref()?.subpoints;
                Some(name_among(&self.points, style, self.point_at(unit)?))
            }
            UnitKey::Control => {
                let order = self.edition.order.as_ref()?;
                Some(UnitName::new(Noun::Point, &order.control_number()))
            }
            UnitKey::Row { section, number } => {
                self.row_at(unit)?;
                let name = UnitName::new(Noun::Row, number);
                let section = section.and_then(|section| self.sections.get(section));
                Some(match section {
                    Some(section) => name.within(section.clone()),
                    None => name,
                })
            }
            UnitKey::Appendix(index) => {
                let number = match self.edition.order.as_ref()?.appendices.len() {
                    1 => String::new(),
                    _ => (index + 1).to_string(),
                };
                Some(UnitName::new(Noun::Appendix, &number))
            }
        }
    }

    /// The name of a unit with all that stands in it: where subpoints begin with a dash,
    /// it takes several paragraphs, «абзацы второй – пятый пункта 2».
    pub fn whole_name_of(&self, unit: &UnitKey) -> Option<UnitName> {
        let name = self.name_of(unit)?;
        Some(match self.point_at(unit) {
            Some(place) => name.spanning(extent(&self.points, place)),
            None => name,
        })
    }

    /// The units that a unit stands in, the nearest first.
    pub(super) fn around(&self, unit: &UnitKey) -> Vec<UnitKey> {
        match unit {
            UnitKey::Point(_) => {
                let above = above(&self.points, self.point_at(unit), |one| one.level);
                above.into_iter().map(point_key).collect()
            }
            UnitKey::Row { .. } => {
                let above = above(&self.rows, self.row_at(unit), |one| one.level);
                let mut units: Vec<UnitKey> = above.into_iter().map(RowPlace::key).collect();
                let appendix = self.edition.order.as_ref().and_then(Order::plan_appendix);
                units.extend(appendix.map(UnitKey::Appendix));
                units
            }
            UnitKey::Control | UnitKey::Appendix(_) => Vec::new(),
        }
    }
}

fn point_key(point: &NumberedPoint<'_>) -> UnitKey {
    UnitKey::Point(point.number.clone())
}

/// The units that the one with a place stands in, the nearest first.
fn above<T>(all: &[T], place: Option<usize>, level: impl Fn(&T) -> usize) -> Vec<&T> {
    let Some(own) = place.and_then(|place| all.get(place)) else {
        return Vec::new();
    };
    let mut reached = level(own);
    let mut units = Vec::new();
    for earlier in all[..place.unwrap_or(0)].iter().rev() {
        if reached == 1 {
            break;
        }
        if level(earlier) < reached {
            reached = level(earlier);
            units.push(earlier);
        }
    }
    units
}
