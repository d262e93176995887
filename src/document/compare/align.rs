//! Which pieces of two sequences correspond: blocks of a part, rows of a table,
//! items of a list.

use std::collections::HashMap;
use std::hash::Hash;
use std::ops::Range;

use imara_diff::{Algorithm, Diff, InternedInput, Interner};

/// What a piece is known by.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Feature {
    /// What it is; only pieces of one kind correspond.
    pub(super) kind: String,
    /// What names it whatever its text: the number of a point or a row; empty for
    /// pieces of which there is usually one.
    pub(super) key: Option<String>,
    /// Its text without the key.
    pub(super) text: String,
}

/// A step through both sequences; the steps together pass every piece once, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A piece of the old sequence and the one of the new that corresponds to it.
    Both(usize, usize),
    /// A piece of the old sequence alone.
    Old(usize),
    /// A piece of the new sequence alone.
    New(usize),
}

/// Finds what corresponds, the surest first: equal pieces; between them pieces whose
/// text is equal, for numbers move when something is put in; then pieces of one key;
/// then the most similar ones. What corresponds stands in one order on both sides.
pub(super) fn align(old: &[Feature], new: &[Feature]) -> Vec<Step> {
    let mut alignment = Alignment {
        old,
        new,
        pairs: Vec::new(),
    };
    alignment.pair_equal(|feature| Some((&feature.kind, feature.key.as_ref(), &feature.text)));
    alignment.pair_equal(|feature| {
        (!feature.text.is_empty()).then_some((&feature.kind, None, &feature.text))
    });
    alignment.pair_equal(|feature| Some((&feature.kind, Some(feature.key.as_ref()?), &NO_TEXT)));
    alignment.pair_similar();
    alignment.steps()
}

/// What pieces are compared by; one type for all passes.
type Token<'f> = (&'f String, Option<&'f String>, &'f String);

/// The text of pieces whose text does not matter.
static NO_TEXT: String = String::new();

/// Pairs found so far, in order.
struct Alignment<'f> {
    old: &'f [Feature],
    new: &'f [Feature],
    pairs: Vec<(usize, usize)>,
}

/// What lies between two pairs.
type Gap = (Range<usize>, Range<usize>);

impl<'f> Alignment<'f> {
    /// Pairs the pieces of every gap that have equal tokens.
    fn pair_equal(&mut self, token: impl Fn(&'f Feature) -> Option<Token<'f>>) {
        let mut found = Vec::new();
        for (old, new) in self.gaps() {
            let tokens = |features: &'f [Feature], range: Range<usize>| -> Vec<_> {
                let known = range.filter_map(|index| Some((index, token(&features[index])?)));
                known.collect()
            };
            let (old, new) = (tokens(self.old, old), tokens(self.new, new));
            let texts = |tokens: &[(usize, Token<'f>)]| tokens.iter().map(|t| t.1).collect();
            let (before, after): (Vec<_>, Vec<_>) = (texts(&old), texts(&new));
            let common = common(Algorithm::Histogram, before, after);
            found.extend(common.into_iter().map(|(i, j)| (old[i].0, new[j].0)));
        }
        self.add(found);
    }

    /// Pairs the pieces of every gap that resemble each other most.
    fn pair_similar(&mut self) {
        let mut found = Vec::new();
        for (old, new) in self.gaps() {
            let mut words = Words::default();
            let bags = |words: &mut Words<'f>, features: &'f [Feature]| -> Vec<Vec<u32>> {
                features.iter().map(|f| words.bag(&f.text)).collect()
            };
            let old_bags = bags(&mut words, &self.old[old.clone()]);
            let new_bags = bags(&mut words, &self.new[new.clone()]);
            let likeness = |i: usize, j: usize| {
                let one_kind = self.old[old.start + i].kind == self.new[new.start + j].kind;
                let alike = if one_kind {
                    similarity(&old_bags[i], &new_bags[j])
                } else {
                    0.0
                };
                if alike >= SIMILAR { alike } else { 0.0 }
            };
            let pairs = best_pairs(old.len(), new.len(), likeness);
            found.extend(
                pairs
                    .into_iter()
                    .map(|(i, j)| (old.start + i, new.start + j)),
            );
        }
        self.add(found);
    }

    /// What lies before, between and after the pairs, where both sides have something.
    fn gaps(&self) -> Vec<Gap> {
        let mut gaps = Vec::new();
        let (mut old, mut new) = (0, 0);
        let end = (self.old.len(), self.new.len());
        for &(next_old, next_new) in self.pairs.iter().chain([&end]) {
            if old < next_old && new < next_new {
                gaps.push((old..next_old, new..next_new));
            }
            (old, new) = (next_old + 1, next_new + 1);
        }
        gaps
    }

    fn add(&mut self, pairs: Vec<(usize, usize)>) {
        self.pairs.extend(pairs);
        self.pairs.sort_unstable();
    }

    fn steps(self) -> Vec<Step> {
        let mut steps = Vec::with_capacity(self.old.len().max(self.new.len()));
        let (mut old, mut new) = (0, 0);
        for (next_old, next_new) in self.pairs {
            steps.extend((old..next_old).map(Step::Old));
            steps.extend((new..next_new).map(Step::New));
            steps.push(Step::Both(next_old, next_new));
            (old, new) = (next_old + 1, next_new + 1);
        }
        steps.extend((old..self.old.len()).map(Step::Old));
        steps.extend((new..self.new.len()).map(Step::New));
        steps
    }
}

/// The pieces that a shortest way from `old` to `new` keeps.
pub(super) fn common<T: Hash + Eq>(
    algorithm: Algorithm,
    old: Vec<T>,
    new: Vec<T>,
) -> Vec<(usize, usize)> {
    let mut input = InternedInput {
        before: Vec::new(),
        after: Vec::new(),
        interner: Interner::new(old.len() + new.len()),
    };
    input.update_before(old.into_iter());
    input.update_after(new.into_iter());
    let mut diff = Diff::compute(algorithm, &input);
    diff.postprocess_no_heuristic(&input);
    let kept = |count: usize, changed: &dyn Fn(u32) -> bool| -> Vec<usize> {
        let index = |index: &usize| u32::try_from(*index).is_ok_and(|index| !changed(index));
        (0..count).filter(index).collect()
    };
    let old = kept(input.before.len(), &|index| diff.is_removed(index));
    let new = kept(input.after.len(), &|index| diff.is_added(index));
    old.into_iter().zip(new).collect()
}

/// Pieces less alike than this do not correspond.
const SIMILAR: f32 = 0.5;

/// As many comparisons as a gap may cost; a larger one is paired place by place.
const MAX_COMPARISONS: usize = 250_000;

/// The pairs, in order on both sides, whose likeness is the greatest together.
fn best_pairs(
    old: usize,
    new: usize,
    likeness: impl Fn(usize, usize) -> f32,
) -> Vec<(usize, usize)> {
    if old * new > MAX_COMPARISONS {
        let places = (0..old.min(new)).map(|index| (index, index));
        return places.filter(|&(i, j)| likeness(i, j) > 0.0).collect();
    }
    // What the pieces from i and j on are worth together, and what the pair itself is.
    let width = new + 1;
    let mut worth = vec![0.0_f32; (old + 1) * width];
    let mut alike = vec![0.0_f32; old * new];
    for i in (0..old).rev() {
        for j in (0..new).rev() {
            let own = likeness(i, j);
            alike[i * new + j] = own;
            let paired = if own > 0.0 {
                own + worth[(i + 1) * width + j + 1]
            } else {
                0.0
            };
            let skipped = worth[(i + 1) * width + j].max(worth[i * width + j + 1]);
            worth[i * width + j] = paired.max(skipped);
        }
    }
    let mut pairs = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < old && j < new {
        let own = alike[i * new + j];
        let best = worth[i * width + j];
        if own > 0.0 && own + worth[(i + 1) * width + j + 1] >= best {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if worth[(i + 1) * width + j] >= best {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

/// Numbers for words.
#[derive(Default)]
struct Words<'t> {
    numbers: HashMap<&'t str, u32>,
}

impl<'t> Words<'t> {
    /// The words of a text as sorted numbers.
    fn bag(&mut self, text: &'t str) -> Vec<u32> {
        let words = text.split(|c: char| !c.is_alphanumeric());
        let words = words.filter(|word| !word.is_empty());
        let mut bag: Vec<u32> = words
            .map(|word| {
                let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
                *self.numbers.entry(word).or_insert(next)
            })
            .collect();
        bag.sort_unstable();
        bag
    }
}

/// The share of words that two texts have in common, from 0 to 1 (Dice).
pub(super) fn resemblance(old: &str, new: &str) -> f32 {
    let mut words = Words::default();
    similarity(&words.bag(old), &words.bag(new))
}

fn similarity(old: &[u32], new: &[u32]) -> f32 {
    let (mut i, mut j, mut common) = (0, 0, 0);
    while let (Some(a), Some(b)) = (old.get(i), new.get(j)) {
        common += usize::from(a == b);
        i += usize::from(a <= b);
        j += usize::from(b <= a);
    }
    let all = old.len() + new.len();
    if all == 0 {
        return 0.0;
    }
    2.0 * common as f32 / all as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// «2.3 текст» has the key 2.3, «текст» has none.
    fn features(lines: &[&str]) -> Vec<Feature> {
        let feature = |line: &&str| match line.split_once(' ') {
            Some((key, text)) if key.starts_with(|c: char| c.is_ascii_digit()) => Feature {
                kind: String::new(),
                key: Some(key.into()),
                text: text.into(),
            },
            _ => Feature {
                text: (*line).into(),
                ..Feature::default()
            },
        };
        lines.iter().map(feature).collect()
    }

    fn pairs(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
        let steps = align(&features(old), &features(new));
        let both = steps.into_iter().filter_map(|step| match step {
            Step::Both(i, j) => Some((i, j)),
            _ => None,
        });
        both.collect()
    }

    #[test]
    fn a_row_is_known_by_its_number() {
        let old = ["1.1 Курсы", "1.2 Семинар", "1.3 Совещание"];
        let new = ["1.1 Курсы", "1.2 Вебинар", "1.3 Совещание"];
        assert_eq!(pairs(&old, &new), [(0, 0), (1, 1), (2, 2)]);
    }

    #[test]
    fn numbers_that_move_do_not_part_equal_texts() {
        let old = ["1 Курсы", "2 Семинар", "3 Совещание"];
        let new = ["1 Курсы", "2 Аудит", "3 Семинар", "4 Совещание"];
        assert_eq!(pairs(&old, &new), [(0, 0), (1, 2), (2, 3)]);
    }

    #[test]
    fn text_without_a_number_is_known_by_its_words() {
        let old = ["план работы школы на год", "совсем другое"];
        let new = ["новое введение здесь", "план работы школы на два года"];
        assert_eq!(pairs(&old, &new), [(0, 1)]);
    }

    #[test]
    fn steps_pass_every_piece_once_in_order() {
        let old = ["а", "б", "1 в", "г д е"];
        let new = ["б", "1 х", "а", "г д ж"];
        let steps = align(&features(&old), &features(&new));
        let side = |pick: fn(&Step) -> Option<usize>| steps.iter().filter_map(pick).collect();
        let olds: Vec<_> = side(|step| match step {
            Step::Both(i, _) | Step::Old(i) => Some(*i),
            Step::New(_) => None,
        });
        let news: Vec<_> = side(|step| match step {
            Step::Both(_, j) | Step::New(j) => Some(*j),
            Step::Old(_) => None,
        });
        assert_eq!((olds, news), (vec![0, 1, 2, 3], vec![0, 1, 2, 3]));
        assert!(steps.contains(&Step::Both(3, 3)));
    }

    #[test]
    fn a_gap_too_large_to_search_is_paired_place_by_place() {
        let alike = best_pairs(1_000, 1_001, |i, j| if i == j { 1.0 } else { 0.9 });
        assert!(alike.iter().all(|(i, j)| i == j) && alike.len() == 1_000);
    }
}
