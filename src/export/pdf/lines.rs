//! How text falls into lines: which words no line can hold, how many lines a
//! cell fills.
//!
//! Typst lays out; this only foresees, from the widths of characters, what the
//! template has to be told beforehand.

use super::Fonts;

/// Type of one look in lines of one length.
#[derive(Clone, Copy)]
pub(super) struct Measure<'a> {
    pub(super) fonts: &'a Fonts,
    /// In pt.
    pub(super) size: f32,
    pub(super) bold: bool,
    /// Extra space after each letter, in pt.
    pub(super) tracking: f32,
    /// Length of a line in pt.
    pub(super) length: f32,
}

/// Where a word that is too long is divided, from the least to the most painful:
/// at hyphens, dashes and strokes; where a space or hyphen was meant not to
/// break, and at the joints of addresses; between any two letters.
const JOINTS: [fn(char) -> bool; 2] = [
    |c| matches!(c, '-' | '‐' | '–' | '—' | '/'),
    |c| {
        matches!(
            c,
            '\u{A0}'
                | '\u{202F}'
                | '\u{2011}'
                | '.'
                | ','
                | ';'
                | ':'
                | '@'
                | '_'
                | '='
                | '&'
                | '?'
        )
    },
];

impl Measure<'_> {
    /// Width of `text` in pt.
    pub(super) fn width(&self, text: &str) -> f32 {
        text.chars().map(|c| self.advance(c)).sum()
    }

    /// `text` in parts, each with no word longer than a line. Between parts a
    /// line may end although there is no space; one part means all is well.
    pub(super) fn parts<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let mut parts = vec![text];
        if self.holds(text) {
            return parts;
        }
        parts.clear();
        // Words that fit stay together in one part with the beginning of the next.
        let mut start = 0;
        let mut end = 0;
        for word in text.split_inclusive(' ') {
            for part in self.divide(word, &JOINTS) {
                let joint = end > 0 && !text[..end].ends_with(' ');
                if joint {
                    parts.push(&text[start..end]);
                    start = end;
                }
                end += part.len();
            }
        }
        parts.push(&text[start..]);
        parts
    }

    /// How many lines `text` fills, at least one; `\n` begins a new line.
    pub(super) fn lines(&self, text: &str) -> usize {
        text.split('\n')
            .map(|line| self.lines_between_breaks(line))
            .sum()
    }

    fn lines_between_breaks(&self, text: &str) -> usize {
        let mut lines = 1;
        let mut x = 0.0;
        for word in text.split_inclusive([' ', '-', '–']) {
            let width = self.width(word.trim_end_matches(' '));
            if x > 0.0 && x + width > self.length {
                lines += 1;
                x = 0.0;
            }
            lines += (width / self.length) as usize;
            x += self.width(word) % self.length;
        }
        lines
    }

    /// Whether a line has room for every word of `text`.
    fn holds(&self, text: &str) -> bool {
        let mut word = 0.0;
        text.chars().all(|c| {
            word = if c == ' ' {
                0.0
            } else {
                word + self.advance(c)
            };
            word <= self.length
        })
    }

    fn divide<'t>(&self, word: &'t str, joints: &[fn(char) -> bool]) -> Vec<&'t str> {
        if self.holds(word) {
            return vec![word];
        }
        match joints.split_first() {
            Some((&joint, rest)) => word
                .split_inclusive(joint)
                .flat_map(|part| self.divide(part, rest))
                .collect(),
            None => self.chop(word),
        }
    }

    /// Divides letters into parts as long as a line.
    fn chop<'t>(&self, word: &'t str) -> Vec<&'t str> {
        let mut parts = Vec::new();
        let mut start = 0;
        let mut width = 0.0;
        for (at, c) in word.char_indices() {
            let advance = self.advance(c);
            // A combining mark stays with its letter.
            if width + advance > self.length && at > start && advance > 0.0 {
                parts.push(&word[start..at]);
                start = at;
                width = 0.0;
            }
            width += advance;
        }
        parts.push(&word[start..]);
        parts
    }

    fn advance(&self, c: char) -> f32 {
        let Some(advances) = self.fonts.advances(c) else {
            return 0.0;
        };
        let em = if self.bold {
            advances.bold
        } else {
            advances.regular
        };
        em * self.size + self.tracking
    }
}
