//! What a unit of an edition is called: one name for one place, whoever speaks of it.

use crate::language::{Noun, UnitName, single_spaced};
use crate::model::{NumberedPoint, Order, Plan, Point, SubpointStyle};

/// A point by its place in the reading order: «пункт 3», «подпункт 2.1 пункта 2»,
/// «абзац третий пункта 2» where subpoints begin with a dash.
pub fn point_name(order: &Order, place: usize) -> UnitName {
    name_among(&order.numbered(), order.subpoints, place)
}

/// A point by its place among all points of an order.
pub(super) fn name_among(
    all: &[NumberedPoint<'_>],
    style: SubpointStyle,
    place: usize,
) -> UnitName {
    let one = &all[place];
    if one.level == 1 {
        return UnitName::new(Noun::Point, &one.number);
    }
    let above = |level: usize| all[..place].iter().rfind(|other| other.level == level);
    let top = above(1).map_or("", |top| top.number.as_str());
    let top = UnitName::new(Noun::Point, top);
    match style {
        SubpointStyle::Decimal => UnitName::subpoint(&one.number, top),
        SubpointStyle::Bracket => {
            let parents = (2..one.level).filter_map(above);
            parents.chain([one]).fold(top, |outer, inner| {
                let printed = inner.printed(style);
                let mark = printed.strip_suffix(')').unwrap_or(&printed);
                UnitName::new(Noun::Subpoint, mark).within(outer)
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

/// How many paragraphs a point and those below it are printed in.
pub(super) fn extent(all: &[NumberedPoint<'_>], place: usize) -> usize {
    let level = all[place].level;
    let below = all[place + 1..].iter();
    let below = below.take_while(|one| one.level > level);
    let inside: usize = below.map(|one| paragraphs(one.point)).sum();
    paragraphs(all[place].point) + inside
}

/// How many paragraphs a point is printed in, those below it left out.
pub(super) fn paragraphs(point: &Point) -> usize {
    let lines = point.text.iter().flat_map(|text| text.lines());
    lines.filter(|line| !line.trim().is_empty()).count().max(1)
}

/// A section, counted from 0: «раздел 2», «раздел «Кадры»».
pub fn section_name(plan: &Plan, section: usize) -> UnitName {
    let numbered = plan.numbered();
    let sections = numbered.iter().filter_map(|one| Some((one.section?, one)));
    match sections.into_iter().nth(section) {
        Some((section, one)) => match &one.number {
            Some(number) => UnitName::new(Noun::Section, number),
            None => {
                let title = single_spaced(&section.title);
                UnitName::titled(Noun::Section, title.trim_end_matches('.'))
            }
        },
        None => UnitName::new(Noun::Section, ""),
    }
}
