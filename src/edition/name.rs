//! What a unit of an edition is called: one name for one place, whoever speaks of it.

use super::address::places;
use super::unit::{point_at, row_at};
use crate::language::{Noun, UnitName};
use crate::model::{Edition, NumberOrder, Order, Plan, Point, SubpointStyle, UnitKey};

/// The name of a unit, without the appendix it stands in; `None` if it is not there.
pub fn name_of(edition: &Edition, unit: &UnitKey) -> Option<UnitName> {
    match unit {
        UnitKey::Point(_) => {
            let order = edition.order.as_ref()?;
            Some(point_name(order, point_at(order, unit)?))
        }
        UnitKey::Control => {
            let order = edition.order.as_ref()?;
            Some(UnitName::new(Noun::Point, &order.control_number()))
        }
        UnitKey::Row { .. } => {
            let plan = edition.plan.as_ref()?;
            Some(row_name(plan, row_at(plan, unit)?))
        }
        UnitKey::Appendix(index) => {
            let number = match edition.order.as_ref()?.appendices.len() {
                1 => String::new(),
                _ => (index + 1).to_string(),
            };
            Some(UnitName::new(Noun::Appendix, &number))
        }
    }
}

/// A point by its place in the reading order: «пункт 3», «подпункт 2.1 пункта 2»,
/// «абзац третий пункта 2» where subpoints begin with a dash.
pub fn point_name(order: &Order, place: usize) -> UnitName {
    let all = order.numbered();
    let one = &all[place];
    if one.level == 1 {
        return UnitName::new(Noun::Point, &one.number);
    }
    let above = |level: usize| all[..place].iter().rfind(|other| other.level == level);
    let top = above(1).map_or("", |top| top.number.as_str());
    let top = UnitName::new(Noun::Point, top);
    match order.subpoints {
        SubpointStyle::Decimal => UnitName::new(Noun::Subpoint, &one.number).within(top),
        SubpointStyle::Bracket => {
            let parents = (2..one.level).filter_map(above);
            parents.chain([one]).fold(top, |outer, inner| {
                let printed = inner.printed(order.subpoints);
                UnitName::new(Noun::Subpoint, printed.trim_end_matches(')')).within(outer)
            })
        }
        SubpointStyle::Dash => {
            let start = all[..place].iter().rposition(|other| other.level == 1);
            // The paragraphs of the point before this one.
            let before = all[start.unwrap_or(0)..place].iter();
            let before: usize = before.map(|other| paragraphs(other.point)).sum();
            UnitName::paragraph(before + 1, top)
        }
    }
}

/// How many paragraphs a point is printed in, those below it left out.
pub(super) fn paragraphs(point: &Point) -> usize {
    let lines = point.text.iter().flat_map(|text| text.lines());
    lines.filter(|line| !line.trim().is_empty()).count().max(1)
}

/// A row by its place in the reading order: «позиция 2.3», «позиция 3 раздела 2» where
/// sections number their rows each for itself.
pub fn row_name(plan: &Plan, place: usize) -> UnitName {
    let all = places(plan);
    let Some(row) = all.get(place) else {
        return UnitName::new(Noun::Row, "");
    };
    let name = UnitName::new(Noun::Row, &row.number);
    match row.section {
        Some(section) if plan.numbering.order == NumberOrder::PerSection => {
            name.within(section_name(plan, section))
        }
        _ => name,
    }
}

/// A section, counted from 0: «раздел 2», «раздел «Кадры»».
pub fn section_name(plan: &Plan, section: usize) -> UnitName {
    let numbered = plan.numbered();
    let sections = numbered.iter().filter_map(|one| Some((one.section?, one)));
    match sections.into_iter().nth(section) {
        Some((section, one)) => match &one.number {
            Some(number) => UnitName::new(Noun::Section, number),
            None => {
                let title: Vec<&str> = section.title.split_whitespace().collect();
                let title = title.join(" ");
                UnitName::titled(Noun::Section, title.trim_end_matches('.'))
            }
        },
        None => UnitName::new(Noun::Section, ""),
    }
}
