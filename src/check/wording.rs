//! Words, spaces and letters of a text, for rules about wording.

use std::ops::Range;

use crate::language::NBSP;

/// A word of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'a> {
    /// Its first byte in the text.
    pub start: usize,
    /// Its letters.
    pub text: &'a str,
}

impl Word<'_> {
    /// Its bytes in the text.
    pub(super) fn range(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    /// Whether it is this word of small letters, whatever its capitals.
    pub(super) fn is(&self, wanted: &str) -> bool {
        let letters = self.text.chars().flat_map(char::to_lowercase);
        letters.eq(wanted.chars())
    }

    /// Whether it begins with these small letters, whatever its capitals.
    pub(super) fn begins(&self, stem: &str) -> bool {
        let mut letters = self.text.chars().flat_map(char::to_lowercase);
        stem.chars().all(|letter| letters.next() == Some(letter))
    }
}

/// The runs of letters and digits.
pub(super) fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    runs(text, char::is_alphanumeric)
}

/// The longest runs of characters of a kind.
pub(super) fn runs(text: &str, of: fn(char) -> bool) -> impl Iterator<Item = Word<'_>> {
    let mut at = 0;
    text.split_inclusive(move |c| !of(c))
        .filter_map(move |piece| {
            let start = at;
            at += piece.len();
            let text = piece.trim_end_matches(|c| !of(c));
            (!text.is_empty()).then_some(Word { start, text })
        })
}

/// The runs of spaces within lines: not those that begin or end one.
pub(super) fn gaps(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut at = 0;
    let all = std::iter::from_fn(move || {
        // The no-break space begins with C2, and so do other signs.
        let may_begin = |byte: &u8| matches!(byte, b' ' | b'\t' | 0xC2);
        let start = at + text.as_bytes()[at..].iter().position(may_begin)?;
        let rest = &text[start..];
        let end = start + rest.len() - rest.trim_start_matches(is_space).len();
        let text = &text[start..end];
        at = end.max(start + rest.chars().next().map_or(1, char::len_utf8));
        Some(Word { start, text })
    });
    all.filter(|gap| {
        let range = gap.range();
        let (before, after) = (&text[..range.start], &text[range.end..]);
        let begins = before.is_empty() || before.ends_with('\n');
        let ends = after.is_empty() || after.starts_with('\n');
        !gap.text.is_empty() && !begins && !ends
    })
}

/// Whether two bytes of these kinds stand side by side: a quick look before a slow one.
pub(super) fn has_pair(text: &str, first: fn(u8) -> bool, second: fn(u8) -> bool) -> bool {
    text.as_bytes()
        .windows(2)
        .any(|pair| first(pair[0]) && second(pair[1]))
}

/// Whether the sign after a gap should cling to the word before it.
pub(super) fn clings(before: &str, after: &str) -> bool {
    // «– ,» and «( )» are no words with a sign.
    if before.ends_with(['(', '«', '„', '-', '–', '—']) {
        return false;
    }
    let mut signs = after.chars();
    match signs.next() {
        Some(')' | '»') => true,
        // «.5» and «.NET» begin with their dot, «...» stands by itself.
        Some('.' | ',' | ';' | ':' | '!' | '?') => !signs
            .next()
            .is_some_and(|c| c.is_alphanumeric() || c == '.'),
        _ => false,
    }
}

pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | NBSP)
}

/// Whether a letter is Russian.
pub(super) fn is_russian(c: char) -> bool {
    matches!(c, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё')
}

/// Whether a place of a text is inside quotes, which hold names that are not ours.
pub(super) fn is_quoted(text: &str, at: usize) -> bool {
    let before = &text[..at];
    let count = |signs: &[char]| before.matches(signs).count();
    count(&['«']) > count(&['»']) || count(&['"']) % 2 == 1
}

/// How many letters a word has.
pub(super) fn length(word: &str) -> usize {
    word.chars().count()
}
