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
        let space = self.advance(' ');
        let mut lines = 1;
        let mut x = 0.0;
        for word in text.split_inclusive([' ', '-', '–']) {
            let letters = word.trim_end_matches(' ');
            let mut width = self.width(letters);
            if x > 0.0 && x + width > self.length {
                lines += 1;
                x = 0.0;
            }
            if width > self.length {
                let parts = self.divide(letters, &JOINTS);
                lines += parts.len() - 1;
                width = parts.last().map_or(0.0, |last| self.width(last));
            }
            x += width + (word.len() - letters.len()) as f32 * space;
        }
        lines
    }

    /// Whether a line has room for every word of `text`.
    pub(super) fn holds(&self, text: &str) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str, letters: f32) -> Vec<&str> {
        let fonts = Fonts::built_in();
        let measure = Measure {
            fonts: &fonts,
            size: 10.0,
            bold: false,
            tracking: 0.0,
            length: 0.0,
        };
        let length = letters * measure.width("н") + 0.01;
        Measure { length, ..measure }.parts(text)
    }

    #[test]
    fn text_that_fits_stays_in_one_part() {
        let text = "план-график на 2021–2022 учебный год";
        assert_eq!(parts(text, 20.0), [text]);
    }

    #[test]
    fn a_word_is_divided_where_it_hurts_least() {
        assert_eq!(parts("нн нннн-нннн нн", 6.0), ["нн нннн-", "нннн нн"]);
        assert_eq!(
            parts("нннн\u{A0}нннн-нн", 5.0),
            ["нннн\u{A0}", "нннн-", "нн"]
        );
        assert_eq!(parts("нн нннннннн", 5.0), ["нн ннннн", "ннн"]);
        assert_eq!(
            parts("н\u{301}н\u{301}н\u{301}", 2.0),
            ["н\u{301}н\u{301}", "н\u{301}"]
        );
    }

    #[test]
    fn lines_are_counted_as_they_are_broken() {
        let fonts = Fonts::built_in();
        let measure = Measure {
            fonts: &fonts,
            size: 10.0,
            bold: false,
            tracking: 0.0,
            length: 30.0,
        };
        assert_eq!(measure.lines(""), 1);
        assert_eq!(measure.lines("нннн нннн"), 2);
        assert_eq!(measure.lines("нннннннннннн"), 3);
        assert_eq!(measure.lines("н\nн"), 2);
    }
}
