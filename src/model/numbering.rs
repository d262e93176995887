//! The numbers that a plan and an order print.
//!
//! A number is the successor of the one above it; a number given in the data
//! wins, and counting goes on from it. So gaps of an original are kept by
//! writing a single number.

use super::order::{Order, Point, SubpointStyle};
use super::plan::{Activity, NumberOrder, Plan, Section, SectionNumbers};
use super::scalar::Text;

/// A section with the numbers it prints.
#[derive(Debug)]
pub struct NumberedSection<'a> {
    /// The section; `None` for the activities of a plan without sections.
    pub section: Option<&'a Section>,
    /// «1», «IV», or nothing, without a full stop.
    pub number: Option<String>,
    /// The activities in reading order, nested ones after their parents.
    pub activities: Vec<NumberedActivity<'a>>,
}

/// An activity with the number it prints.
#[derive(Debug)]
pub struct NumberedActivity<'a> {
    /// The activity.
    pub activity: &'a Activity,
    /// «1.8.1», without the final full stop.
    pub number: String,
}

impl Plan {
    /// The plan's rows with their numbers.
    pub fn numbered(&self) -> Vec<NumberedSection<'_>> {
        let mut counter = Counter {
            order: self.numbering.order,
            last: None,
        };
        let mut sections = Vec::new();
        if !self.activities.is_empty() {
            sections.push(NumberedSection {
                section: None,
                number: None,
                activities: counter.activities(&self.activities),
            });
        }
        let mut last_section = None;
        for section in &self.sections {
            let number = next(section.number.as_ref(), last_section.as_deref(), None);
            counter.enter_section(&number);
            sections.push(NumberedSection {
                section: Some(section),
                activities: counter.activities(&section.activities),
                number: printed_section(&number, self.numbering.sections),
            });
            last_section = Some(number);
        }
        sections
    }
}

/// A point with the number it prints.
#[derive(Debug)]
pub struct NumberedPoint<'a> {
    /// The point.
    pub point: &'a Point,
    /// «2» or «2.1», without the final full stop.
    pub number: String,
    /// The number without that of the point it stands in: «1» of «2.1», and «1.1» of the
    /// «2.1.1» that an amendment has put after it.
    pub own: String,
    /// 1 for a point, 2 for its subpoints and so on.
    pub level: usize,
    /// Whether nothing follows it below its top-level point.
    pub last: bool,
}

impl NumberedPoint<'_> {
    /// The number as printed: «2.», «2.1.», «1)», below it «а)», or a dash ([N-72]).
    pub fn printed(&self, style: SubpointStyle) -> String {
        let own = &self.own;
        // Of «1.1», put between «а» and «б», only the first part is a letter: «а.1».
        let digits = own.bytes().take_while(u8::is_ascii_digit).count();
        let (first, rest) = own.split_at(digits);
        let letter = first
            .parse()
            .ok()
            .and_then(|n: usize| LETTERS.chars().nth(n.checked_sub(1)?));
        match style {
            _ if self.level == 1 => format!("{}.", self.number),
            SubpointStyle::Decimal => format!("{}.", self.number),
            SubpointStyle::Bracket => match letter {
                Some(letter) if self.level > 2 => format!("{letter}{rest})"),
                _ => format!("{own})"),
            },
            SubpointStyle::Dash => "–".to_owned(),
        }
    }
}

/// The letters that number lists: without those that are read as other signs.
const LETTERS: &str = "абвгдежиклмнпрстуфхцшщэюя";

impl Order {
    /// The points in reading order with their numbers.
    pub fn numbered(&self) -> Vec<NumberedPoint<'_>> {
        let mut numbered = Vec::new();
        walk_points(&self.points, None, 1, true, &mut numbered);
        numbered
    }

    /// The number of the control point: that after the last point, unless the order was
    /// signed with another ([N-96]).
    pub fn control_number(&self) -> String {
        let last = || self.numbered().into_iter().rfind(|point| point.level == 1);
        match &self.signed_control {
            Some(number) => number.clone(),
            None => successor(&last().map_or("0".to_owned(), |point| point.number)),
        }
    }
}

fn walk_points<'a>(
    points: &'a [Point],
    parent: Option<&str>,
    level: usize,
    parent_is_last: bool,
    numbered: &mut Vec<NumberedPoint<'a>>,
) {
    let mut last: Option<String> = None;
    for (index, point) in points.iter().enumerate() {
        let number = next(point.number.as_ref(), last.as_deref(), parent);
        // The list ends with its top-level point, not with each of its branches.
        let last_here = index + 1 == points.len();
        let is_last = last_here && (parent_is_last || level <= 2);
        let below = parent.and_then(|parent| number.strip_prefix(parent)?.strip_prefix('.'));
        numbered.push(NumberedPoint {
            point,
            own: below.unwrap_or(&number).to_owned(),
            number: number.clone(),
            level,
            last: is_last,
        });
        walk_points(&point.points, Some(&number), level + 1, is_last, numbered);
        last = Some(number);
    }
}

struct Counter {
    order: NumberOrder,
    /// The last number given on the top level.
    last: Option<String>,
}

impl Counter {
    fn enter_section(&mut self, section: &str) {
        match self.order {
            NumberOrder::Through => {}
            NumberOrder::PerSection => self.last = None,
            NumberOrder::WithSection => self.last = Some(format!("{section}.0")),
        }
    }

    fn activities<'a>(&mut self, activities: &'a [Activity]) -> Vec<NumberedActivity<'a>> {
        let mut numbered = Vec::new();
        let last = self.last.take();
        self.last = walk_activities(activities, last, None, &mut numbered);
        numbered
    }
}

fn walk_activities<'a>(
    activities: &'a [Activity],
    mut last: Option<String>,
    parent: Option<&str>,
    numbered: &mut Vec<NumberedActivity<'a>>,
) -> Option<String> {
    for activity in activities {
        let number = next(activity.number.as_ref(), last.as_deref(), parent);
        numbered.push(NumberedActivity {
            activity,
            number: number.clone(),
        });
        walk_activities(&activity.activities, None, Some(&number), numbered);
        last = Some(number);
    }
    last
}

/// The number given, or the successor of the last one, or the first below a parent.
fn next(given: Option<&Text>, last: Option<&str>, parent: Option<&str>) -> String {
    match (given, last, parent) {
        (Some(given), _, _) => given.trim().trim_end_matches('.').to_owned(),
        (None, Some(last), _) => successor(last),
        (None, None, Some(parent)) => format!("{parent}.1"),
        (None, None, None) => "1".to_owned(),
    }
}

/// «1.8» → «1.9»; a number that does not end in digits gets «.1».
pub fn successor(number: &str) -> String {
    let stem = number.trim_end_matches(|c: char| c.is_ascii_digit());
    match number[stem.len()..].parse::<u64>() {
        Ok(last) => format!("{stem}{}", last.saturating_add(1)),
        Err(_) => format!("{number}.1"),
    }
}

fn printed_section(number: &str, style: SectionNumbers) -> Option<String> {
    match style {
        SectionNumbers::None => None,
        SectionNumbers::Arabic => Some(number.to_owned()),
        SectionNumbers::Roman => Some(number.parse().map_or(number.to_owned(), roman)),
    }
}

/// A Roman numeral; 0 gives an empty text.
fn roman(mut number: u32) -> String {
    let mut text = String::new();
    for (value, letters) in [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ] {
        while number >= value && text.len() < 20 {
            text.push_str(letters);
            number -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_one_another() {
        assert_eq!(successor("1.8"), "1.9");
        assert_eq!(successor("9"), "10");
        assert_eq!(successor("2.1.9"), "2.1.10");
        assert_eq!(successor("1а"), "1а.1");
    }

    #[test]
    fn roman_numerals() {
        assert_eq!([1, 4, 9, 14, 40].map(roman), ["I", "IV", "IX", "XIV", "XL"]);
    }
}
