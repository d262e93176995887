//! Numbered units that nest: points with subpoints, activities with activities.

use crate::diagnostic::Span;
use crate::model::{Activity, Order, Plan, Point, Text};

/// A unit that has a number and units below it.
pub(super) trait Nested: Sized {
    /// The units below.
    fn below(&self) -> &[Self];
    /// The units below, to be changed.
    fn below_mut(&mut self) -> &mut Vec<Self>;
    /// The number given.
    fn number_mut(&mut self) -> &mut Option<Text>;
}

impl Nested for Point {
    fn below(&self) -> &[Self] {
        &self.points
    }
    fn below_mut(&mut self) -> &mut Vec<Self> {
        &mut self.points
    }
    fn number_mut(&mut self) -> &mut Option<Text> {
        &mut self.number
    }
}

impl Nested for Activity {
    fn below(&self) -> &[Self] {
        &self.activities
    }
    fn below_mut(&mut self) -> &mut Vec<Self> {
        &mut self.activities
    }
    fn number_mut(&mut self) -> &mut Option<Text> {
        &mut self.number
    }
}

/// What holds numbered units: an order its points, a plan the rows of its sections.
pub(super) trait Forest {
    /// What it holds.
    type Unit: Nested;
    /// The lists of units of the top level, in reading order.
    fn lists(&self) -> Vec<&[Self::Unit]>;
    /// The same lists, to be changed.
    fn lists_mut(&mut self) -> Vec<&mut Vec<Self::Unit>>;
    /// Every unit's printed number, in reading order.
    fn numbers(&self) -> Vec<String>;
    /// How many units each list of the top level holds, nested ones included.
    fn sizes(&self) -> Vec<usize> {
        self.lists().into_iter().map(size).collect()
    }
}

impl Forest for Order {
    type Unit = Point;
    fn lists(&self) -> Vec<&[Point]> {
        vec![&self.points]
    }
    fn lists_mut(&mut self) -> Vec<&mut Vec<Point>> {
        vec![&mut self.points]
    }
    fn numbers(&self) -> Vec<String> {
        self.numbered()
            .into_iter()
            .map(|point| point.number)
            .collect()
    }
}

impl Forest for Plan {
    type Unit = Activity;
    fn lists(&self) -> Vec<&[Activity]> {
        let sections = self.sections.iter().map(|one| one.activities.as_slice());
        std::iter::once(self.activities.as_slice())
            .chain(sections)
            .collect()
    }
    fn lists_mut(&mut self) -> Vec<&mut Vec<Activity>> {
        let sections = self
            .sections
            .iter_mut()
            .map(|section| &mut section.activities);
        std::iter::once(&mut self.activities)
            .chain(sections)
            .collect()
    }
    fn numbers(&self) -> Vec<String> {
        let rows = self
            .numbered()
            .into_iter()
            .flat_map(|section| section.activities);
        rows.map(|row| row.number).collect()
    }
}

/// How deep every unit stands, from 1, in reading order.
pub(super) fn levels<F: Forest>(forest: &F) -> Vec<usize> {
    fn walk<U: Nested>(units: &[U], level: usize, levels: &mut Vec<usize>) {
        for unit in units {
            levels.push(level);
            walk(unit.below(), level + 1, levels);
        }
    }
    let mut levels = Vec::new();
    for list in forest.lists() {
        walk(list, 1, &mut levels);
    }
    levels
}

/// How many units a list holds, nested ones included.
pub(super) fn size<U: Nested>(units: &[U]) -> usize {
    units.iter().map(|unit| 1 + size(unit.below())).sum()
}

/// Does something to every unit, in reading order.
pub(super) fn each_mut<F: Forest>(forest: &mut F, act: &mut impl FnMut(&mut F::Unit)) {
    fn walk<U: Nested>(units: &mut [U], act: &mut impl FnMut(&mut U)) {
        for unit in units {
            act(unit);
            walk(unit.below_mut(), act);
        }
    }
    for list in forest.lists_mut() {
        walk(list, act);
    }
}

/// The unit with a place in the reading order.
pub(super) fn unit_mut<F: Forest>(forest: &mut F, place: usize) -> Option<&mut F::Unit> {
    let (siblings, index) = siblings_mut(forest, place)?;
    siblings.get_mut(index)
}

/// The list that holds the unit with a place in the reading order, and its index there.
pub(super) fn siblings_mut<F: Forest>(
    forest: &mut F,
    place: usize,
) -> Option<(&mut Vec<F::Unit>, usize)> {
    let mut rest = place;
    for (list, size) in forest.sizes().into_iter().enumerate() {
        if rest < size {
            let list = forest.lists_mut().into_iter().nth(list)?;
            return descend(list, rest);
        }
        rest -= size;
    }
    None
}

fn descend<U: Nested>(list: &mut Vec<U>, mut rest: usize) -> Option<(&mut Vec<U>, usize)> {
    let mut at = 0;
    while rest > 0 {
        let inside = size(list.get(at)?.below());
        if rest <= inside {
            return descend(list[at].below_mut(), rest - 1);
        }
        rest -= inside + 1;
        at += 1;
    }
    (at < list.len()).then_some((list, at))
}

/// Puts a unit into a list and keeps every other number as it was ([N-96]). `place` is
/// the new unit's place in the reading order.
pub(super) fn insert<F: Forest>(
    forest: &mut F,
    place: usize,
    change: Span,
    put: impl FnOnce(&mut F),
) {
    let mut before = forest.numbers();
    put(forest);
    let grown = forest.numbers();
    let added = grown.len() - before.len();
    let own = grown.into_iter().skip(place).take(added);
    before.splice(place..place, own);
    pin(forest, &before, change);
}

/// Takes a unit out of its list and keeps every other number as it was ([N-96]).
pub(super) fn remove<F: Forest>(forest: &mut F, place: usize, change: Span) -> Option<F::Unit> {
    let mut before = forest.numbers();
    let (siblings, index) = siblings_mut(forest, place)?;
    let removed = siblings.remove(index);
    let gone = 1 + size(removed.below());
    before.drain(place..place + gone);
    pin(forest, &before, change);
    Some(removed)
}

/// Gives numbers to the units that would otherwise print others. Each step mends the
/// first wrong one, and with it those that are counted from it.
fn pin<F: Forest>(forest: &mut F, numbers: &[String], change: Span) {
    loop {
        let now = forest.numbers();
        let wrong = now.iter().zip(numbers).position(|(now, kept)| now != kept);
        let Some(unit) = wrong.and_then(|place| unit_mut(forest, place)) else {
            return;
        };
        let number = wrong
            .map(|place| numbers[place].clone())
            .unwrap_or_default();
        *unit.number_mut() = Some(Text {
            value: number,
            span: change,
        });
    }
}
