//! Charts: what they show, the scale of their axis, and how one that no page
//! holds is split.
//!
//! Numbers stand beside the bars or below the lines, as a table does: none is
//! left out for want of room, and paper without colour loses nothing.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::Revision;
use crate::language::NBSP;
use crate::style::{CHART_SIZE, MEAN_ADVANCE};

/// As many series as fills, markers and strokes can be told apart without colour.
pub const MAX_SERIES: usize = 6;

/// The largest share of the width that names at the left take, unless a word needs more.
pub const NAMES_SHARE: f32 = 0.36;

/// Thickness of a bar in mm.
pub const BAR: f32 = 4.6;

/// Space between bars in mm.
pub const BAR_GAP: f32 = 2.2;

/// Height of the field with the lines in mm.
pub const LINES_HEIGHT: f32 = 58.0;

/// What stands for a missing value.
const NO_DATA: &str = "–";

/// Numbers by category and series, drawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Chart {
    /// How it is drawn.
    pub kind: ChartKind,
    /// What it shows, in words, for whoever cannot see it.
    pub alt: String,
    /// What the numbers count, «мероприятия» or «%»; may be empty.
    pub unit: String,
    /// Names of the series, at most [`MAX_SERIES`].
    pub series: Vec<String>,
    /// The categories in order.
    pub categories: Vec<Category>,
    /// The axis of the numbers; parts of a split chart share it.
    pub scale: Scale,
    /// Never leave the next block alone on the following page.
    pub keep_with_next: bool,
    /// Which of two compared documents has it; `None` if both have.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revision: Option<Revision>,
}

/// How a chart is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChartKind {
    /// A lying bar for each category, in it a segment for each series.
    Bars,
    /// A line for each series from category to category.
    Lines,
}

/// What a bar stands for, or a place on the axis of lines.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Category {
    /// Its name.
    pub name: String,
    /// A number for each series, in hundredths at the finest; `None` where there is none.
    pub values: Vec<Option<f64>>,
}

/// The axis of the numbers, from a round number in round steps.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scale {
    /// Where it begins.
    pub from: f64,
    /// From one mark to the next: 1, 2 or 5 times a power of ten.
    pub step: f64,
    /// How many steps, at least one.
    pub steps: u32,
}

impl Chart {
    /// Its texts that somebody wrote, as they are seen.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let series = self.series.iter();
        let categories = self.categories.iter().map(|category| &category.name);
        let names = series.chain(categories).map(String::as_str);
        names.chain([self.unit.as_str()])
    }

    /// All text that is seen, numbers included, in the order in which it is drawn.
    pub fn texts(&self) -> Vec<Cow<'_, str>> {
        let mut texts = Vec::new();
        let name = |name| Cow::Borrowed(name);
        let unit = (!self.unit.is_empty()).then(|| name(self.unit.as_str()));
        let marks = self.scale.marks().map(|mark| Cow::Owned(number(mark)));
        match self.kind {
            ChartKind::Bars => {
                texts.extend(self.series.iter().map(|series| name(series)));
                for category in &self.categories {
                    texts.push(name(&category.name));
                    texts.extend(category.values.iter().map(|value| label(*value)));
                }
                texts.extend(marks);
                texts.extend(unit);
            }
            ChartKind::Lines => {
                texts.extend(unit);
                texts.extend(marks);
                texts.extend(self.categories.iter().map(|category| name(&category.name)));
                for (index, series) in self.series.iter().enumerate() {
                    texts.push(name(series));
                    let values = self.categories.iter().map(|c| label(c.values[index]));
                    texts.extend(values);
                }
            }
        }
        texts
    }

    /// The chart in parts, in order, none higher or wider than a page whose text
    /// has this `width` and `height` in mm; by estimate, for no font is at hand.
    pub fn split(self, width: f32, height: f32) -> Vec<Self> {
        let sizes: Vec<f32> = match self.kind {
            ChartKind::Bars => self.heights(width),
            ChartKind::Lines => vec![self.column(); self.categories.len()],
        };
        let room = match self.kind {
            ChartKind::Bars => height - AROUND - self.legend(width),
            ChartKind::Lines => width * (1.0 - NAMES_SHARE),
        };
        let groups = groups(&sizes, room);
        if groups.len() == 1 {
            return vec![self];
        }
        let count = groups.len();
        let mut rest = self.categories.into_iter();
        let parts = groups.into_iter().enumerate().map(|(index, length)| Self {
            alt: format!("{} (часть {} из {count})", self.alt, index + 1),
            unit: self.unit.clone(),
            series: self.series.clone(),
            categories: rest.by_ref().take(length).collect(),
            keep_with_next: self.keep_with_next && index + 1 == count,
            revision: self.revision,
            ..self
        });
        parts.collect()
    }

    /// The height of each bar with its name and the space below, in mm.
    fn heights(&self, width: f32) -> Vec<f32> {
        let names = self.categories.iter().map(|category| &category.name);
        names
            .map(|name| BAR.max(lines(name, width * NAMES_SHARE) * LINE) + BAR_GAP)
            .collect()
    }

    /// The height of the names of the series above bars in mm.
    fn legend(&self, width: f32) -> f32 {
        let samples = "    ".repeat(self.series.len());
        lines(&(self.series.join("   ") + &samples), width) * LINE
    }

    /// The least width of a category among lines, in mm.
    fn column(&self) -> f32 {
        let values = self.categories.iter().flat_map(|c| &c.values);
        let numbers = values.map(|value| label(*value).chars().count());
        let names = self.categories.iter().flat_map(|c| c.name.split(' '));
        let words = names.map(|word| word.chars().count().min(LONGEST_WORD));
        let longest = numbers.chain(words).max().unwrap_or(0);
        (longest as f32 * ADVANCE + COLUMN_PADDING).max(LEAST_COLUMN)
    }
}

/// Mean width of a character in mm.
const ADVANCE: f32 = CHART_SIZE * MEAN_ADVANCE * 25.4 / 72.0;
/// Height of a line of text in mm.
const LINE: f32 = CHART_SIZE * 1.15 * 25.4 / 72.0;
/// What a page with bars needs besides them, in mm: the axis, and a title or caption.
const AROUND: f32 = 55.0;
/// Longer words may be broken rather than make all columns wide.
const LONGEST_WORD: usize = 12;
/// Space at both sides of a number below lines, in mm.
const COLUMN_PADDING: f32 = 2.0;
/// No column below lines is narrower, in mm.
const LEAST_COLUMN: f32 = 9.0;

/// Lines that `text` needs in `width` mm, words not broken.
fn lines(text: &str, width: f32) -> f32 {
    let room = (width / ADVANCE).max(1.0) as usize;
    let mut lines = 1;
    let mut used = 0;
    for word in text.split(' ') {
        let length = word.chars().count();
        if used > 0 && used + 1 + length > room {
            lines += 1;
            used = 0;
        }
        lines += length / room.max(1) * usize::from(length > room);
        used += length + usize::from(used > 0);
    }
    lines as f32
}

/// How many of `sizes` each part takes, as few parts as `room` allows, of much the
/// same size; at least one part, and none without an element.
fn groups(sizes: &[f32], room: f32) -> Vec<usize> {
    let fill = |room: f32| {
        let mut groups: Vec<usize> = Vec::new();
        let mut used = f32::INFINITY;
        for &size in sizes {
            match groups.last_mut() {
                Some(last) if used + size <= room => *last += 1,
                _ => {
                    groups.push(1);
                    used = 0.0;
                }
            }
            used += size;
        }
        groups
    };
    let fewest = fill(room);
    let even = sizes.iter().sum::<f32>() / fewest.len() as f32;
    // A little more than the mean lets as few parts suffice.
    let steps = (0..=20).map(|step| even + (room - even) * step as f32 / 20.0);
    let mut evenly = steps.map(fill);
    evenly
        .find(|groups| groups.len() == fewest.len())
        .unwrap_or(fewest)
}

impl Scale {
    /// The scale on which all numbers of `categories` have their place.
    pub fn of(kind: ChartKind, categories: &[Category]) -> Self {
        let given = |category: &Category| -> Vec<f64> {
            let values = category.values.iter().flatten().copied();
            match kind {
                ChartKind::Bars => vec![values.sum()],
                ChartKind::Lines => values.collect(),
            }
        };
        let numbers: Vec<f64> = categories.iter().flat_map(given).collect();
        let highest = numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let lowest = numbers.iter().copied().fold(f64::INFINITY, f64::min);
        if numbers.is_empty() {
            return Self::between(0.0, 0.0, true);
        }
        // Lines high above zero would all look flat; a bar is as long as its number.
        let raised = kind == ChartKind::Lines && lowest > highest / 2.0 && lowest < highest;
        let low = if raised { lowest } else { lowest.min(0.0) };
        let is_whole = |value: &f64| value.fract() == 0.0;
        let values = categories.iter().flat_map(|c| c.values.iter().flatten());
        let whole = values.into_iter().all(is_whole);
        Self::between(low, highest.max(0.0), whole)
    }

    /// Round steps from at most `low` to at least `high`.
    fn between(low: f64, high: f64, whole: bool) -> Self {
        let wanted = if high.max(-low) < LONG { 7.0 } else { 3.0 };
        let least = if whole { 1.0 } else { 0.01 };
        let step = round_up((high - low) / wanted).max(least);
        let from = hundredths((low / step + FUZZ).floor() * step);
        let steps = ((high - from) / step - FUZZ).ceil().max(1.0);
        Self {
            from,
            step,
            steps: steps as u32,
        }
    }

    /// The numbers of the marks.
    pub fn marks(&self) -> impl Iterator<Item = f64> {
        let Self { from, step, steps } = *self;
        (0..=steps).map(move |index| hundredths(from + f64::from(index) * step))
    }

    /// Where `value` stands, from 0 at the beginning to 1 at the end.
    pub fn share(&self, value: f64) -> f64 {
        (value - self.from) / (self.step * f64::from(self.steps))
    }
}

/// From here on numbers are so long that only few have room along the axis.
const LONG: f64 = 1000.0;

/// What rounding makes of numbers that are equal.
const FUZZ: f64 = 1e-6;

/// The least of 1, 2 and 5 times a power of ten that is not below `value`.
fn round_up(value: f64) -> f64 {
    if value <= 0.0 {
        return 1.0;
    }
    let power = 10_f64.powf(value.log10().floor());
    let factors = [1.0, 2.0, 5.0].into_iter();
    let mut rounded = factors.map(|factor| factor * power);
    rounded
        .find(|rounded| *rounded >= value * (1.0 - FUZZ))
        .unwrap_or(10.0 * power)
}

fn hundredths(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

/// What is printed for a value.
pub fn label(value: Option<f64>) -> Cow<'static, str> {
    value.map_or(Cow::Borrowed(NO_DATA), |value| Cow::Owned(number(value)))
}

/// A number as Russian writes it: «12», «66,7», «12 500», «−3».
fn number(value: f64) -> String {
    let digits = format!("{:.2}", value.abs());
    let digits = digits.trim_end_matches('0').trim_end_matches('.');
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut text = String::new();
    if value < 0.0 {
        text.push('−');
    }
    for (index, digit) in whole.chars().enumerate() {
        // Four digits stand together.
        if index > 0 && whole.len() > 4 && (whole.len() - index).is_multiple_of(3) {
            text.push(NBSP);
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push(',');
        text.push_str(fraction);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn categories(values: &[&[Option<f64>]]) -> Vec<Category> {
        let named = values.iter().enumerate().map(|(index, values)| Category {
            name: format!("СОШ № {}", index + 1),
            values: values.to_vec(),
        });
        named.collect()
    }

    fn marks(kind: ChartKind, values: &[&[Option<f64>]]) -> Vec<String> {
        let scale = Scale::of(kind, &categories(values));
        scale.marks().map(number).collect()
    }

    fn chart(kind: ChartKind, count: usize, name: &str) -> Chart {
        let categories: Vec<Category> = (0..count)
            .map(|_| Category {
                name: name.to_owned(),
                values: vec![Some(3.0), None],
            })
            .collect();
        Chart {
            kind,
            alt: "О чём".to_owned(),
            unit: "мероприятия".to_owned(),
            series: vec!["выполнено".to_owned(), "не выполнено".to_owned()],
            scale: Scale::of(kind, &categories),
            categories,
            keep_with_next: true,
            revision: None,
        }
    }

    #[test]
    fn marks_are_round() {
        use ChartKind::{Bars, Lines};
        assert_eq!(marks(Bars, &[&[None]]), ["0", "1"]);
        assert_eq!(marks(Bars, &[&[Some(0.0)]]), ["0", "1"]);
        assert_eq!(marks(Bars, &[&[Some(2.0)]]), ["0", "1", "2"]);
        // Segments add up: 12 in one bar.
        assert_eq!(
            marks(Bars, &[&[Some(7.0), Some(5.0)], &[Some(9.0), None]]),
            ["0", "2", "4", "6", "8", "10", "12"]
        );
        assert_eq!(
            marks(Bars, &[&[Some(0.3)]]),
            ["0", "0,05", "0,1", "0,15", "0,2", "0,25", "0,3"]
        );
        assert_eq!(
            marks(Lines, &[&[Some(45.5)], &[None], &[Some(61.0)]]),
            ["45", "50", "55", "60", "65"]
        );
        assert_eq!(
            marks(Lines, &[&[Some(10.0)], &[Some(61.0)]]),
            ["0", "10", "20", "30", "40", "50", "60", "70"]
        );
        assert_eq!(
            marks(Lines, &[&[Some(-3.0)], &[Some(4.0)]]),
            ["−3", "−2", "−1", "0", "1", "2", "3", "4"]
        );
        assert_eq!(marks(Lines, &[&[Some(-3.0)]]), ["−3", "−2", "−1", "0"]);
        assert_eq!(
            marks(Bars, &[&[Some(1_234_567.0)]]),
            [
                "0",
                "500\u{a0}000",
                "1\u{a0}000\u{a0}000",
                "1\u{a0}500\u{a0}000"
            ]
        );
    }

    #[test]
    fn every_number_has_its_place_on_the_scale() {
        let numbers = [
            0.01,
            0.07,
            1.0,
            3.33,
            9.99,
            17.0,
            99.5,
            100.0,
            4321.0,
            999_999_999.0,
        ];
        for high in numbers {
            for low in numbers.into_iter().filter(|low| *low <= high) {
                let scale = Scale::of(
                    ChartKind::Lines,
                    &categories(&[&[Some(low)], &[Some(high)]]),
                );
                let places = [scale.share(low), scale.share(high)];
                assert!(
                    places
                        .iter()
                        .all(|place| (-1e-6..=1.0 + 1e-6).contains(place)),
                    "{low}–{high}: {scale:?} gave {places:?}"
                );
                assert!(scale.steps <= 8, "{low}–{high}: {scale:?}");
            }
        }
    }

    #[test]
    fn numbers_are_written_as_in_russian() {
        let written = [0.0, 12.0, 66.7, 0.05, 1234.0, 12_500.5, -3.0].map(number);
        assert_eq!(
            written,
            ["0", "12", "66,7", "0,05", "1234", "12\u{a0}500,5", "−3"]
        );
        assert_eq!(label(None), "–");
    }

    #[test]
    fn a_chart_that_no_page_holds_is_split_evenly() {
        let parts = |kind, count, name| -> Vec<usize> {
            let parts = chart(kind, count, name).split(170.0, 257.0);
            parts.iter().map(|part| part.categories.len()).collect()
        };
        assert_eq!(parts(ChartKind::Bars, 1, "СОШ № 8"), [1]);
        assert_eq!(parts(ChartKind::Bars, 11, "СОШ № 8"), [11]);
        assert_eq!(parts(ChartKind::Bars, 40, "СОШ № 8"), [20, 20]);
        let long = "МБОУ «СОШ №1-школа отечественной культуры» города Беломорска";
        assert_eq!(parts(ChartKind::Bars, 40, long), [14, 14, 12]);
        assert_eq!(parts(ChartKind::Lines, 8, "2026"), [8]);
        assert_eq!(parts(ChartKind::Lines, 20, "2026"), [10, 10]);
    }

    #[test]
    fn parts_share_the_scale_and_say_which_they_are() {
        let whole = chart(ChartKind::Bars, 40, "СОШ № 8");
        let parts = whole.clone().split(170.0, 257.0);
        assert!(parts.iter().all(|part| part.scale == whole.scale));
        assert_eq!(parts[1].alt, "О чём (часть 2 из 2)");
        let kept: Vec<bool> = parts.iter().map(|part| part.keep_with_next).collect();
        assert_eq!(kept, [false, true]);
    }

    #[test]
    fn even_a_part_too_high_has_something_in_it() {
        assert_eq!(groups(&[5.0, 300.0, 5.0], 100.0), [1, 1, 1]);
        assert_eq!(groups(&[300.0], 100.0), [1]);
    }

    #[test]
    fn texts_come_in_the_order_of_the_drawing() {
        let texts = chart(ChartKind::Bars, 1, "СОШ № 8");
        assert_eq!(
            texts.texts().join("|"),
            "выполнено|не выполнено|СОШ № 8|3|–|0|1|2|3|мероприятия"
        );
        let texts = chart(ChartKind::Lines, 2, "2026");
        assert_eq!(
            texts.texts().join("|"),
            "мероприятия|0|1|2|3|2026|2026|выполнено|3|3|не выполнено|–|–"
        );
    }
}
