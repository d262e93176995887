//! The text of a paragraph as one string that remembers its runs.

use std::ops::Range;

use crate::language::NBSP;

/// Replaces some bytes of a line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Edit {
    /// The bytes; empty to insert.
    pub(super) range: Range<usize>,
    /// What stands there afterwards.
    pub(super) with: &'static str,
}

impl Edit {
    /// Replaces the bytes of `range`.
    pub(super) fn new(range: Range<usize>, with: &'static str) -> Self {
        Self { range, with }
    }
}

/// A paragraph's text; a forced break stands in it as «\n».
#[derive(Default)]
pub(super) struct Line {
    text: String,
    /// Where the runs begin and end, in turn.
    bounds: Vec<usize>,
    /// The line under construction.
    next: String,
}

impl Line {
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.bounds.clear();
    }

    pub(super) fn push(&mut self, run: &str) {
        self.bounds.push(self.text.len());
        self.text.push_str(run);
        self.bounds.push(self.text.len());
    }

    pub(super) fn push_break(&mut self) {
        self.text.push('\n');
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Whether the line holds a character that a rule looks for.
    pub(super) fn needs_care(&self) -> bool {
        let is_special = |c| {
            matches!(
                c,
                ' ' | NBSP | '"' | '-' | '%' | '«' | '»' | '–'..='‟' | '№'
            )
        };
        self.text.contains(is_special)
    }

    /// Makes the edits, which stand in order and do not overlap; those inside a
    /// link are dropped. Tells whether the text changed.
    pub(super) fn edit(&mut self, edits: &[Edit]) -> bool {
        if edits.is_empty() {
            return false;
        }
        let mut links = links(&self.text).into_iter().peekable();
        let mut bounds = self.bounds.iter_mut().peekable();
        let mut done = 0;
        self.next.clear();
        for Edit { range, with } in edits {
            while links.next_if(|link| link.end <= range.start).is_some() {}
            let in_link = links.peek().is_some_and(|link| {
                link.start < range.end || (link.start < range.start && range.is_empty())
            });
            if in_link || self.text[range.clone()] == **with {
                continue;
            }
            let base = self.next.len();
            while let Some(bound) = bounds.next_if(|bound| **bound <= range.start) {
                *bound = base + *bound - done;
            }
            self.next.push_str(&self.text[done..range.start]);
            self.next.push_str(with);
            // What replaces the border of two runs belongs to the first.
            while let Some(bound) = bounds.next_if(|bound| **bound < range.end) {
                *bound = self.next.len();
            }
            done = range.end;
        }
        let base = self.next.len();
        for bound in bounds {
            *bound = base + *bound - done;
        }
        self.next.push_str(&self.text[done..]);
        std::mem::swap(&mut self.text, &mut self.next);
        self.text != self.next
    }

    /// Writes the runs back where they came from.
    pub(super) fn store<'t>(&self, runs: impl IntoIterator<Item = &'t mut String>) {
        for (run, bounds) in runs.into_iter().zip(self.bounds.chunks_exact(2)) {
            let text = &self.text[bounds[0]..bounds[1]];
            if run != text {
                text.clone_into(run);
            }
        }
    }
}

/// The addresses in a text: web pages and mail, without quotes and full stops
/// around them.
fn links(text: &str) -> Vec<Range<usize>> {
    // Even «сайт.рф» has a Latin «https» or no sign that a rule would touch.
    if !text.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        return Vec::new();
    }
    let mut links = Vec::new();
    let mut start = 0;
    for piece in text.split_inclusive(char::is_whitespace) {
        let opened = piece.trim_start_matches(['(', '«', '„', '“', '"', '<', '[']);
        let word = opened.trim_end().trim_end_matches([
            '.', ',', ';', ':', '!', '?', ')', '»', '“', '”', '"', '>', ']',
        ]);
        if is_link(word) {
            let from = start + piece.len() - opened.len();
            links.push(from..from + word.len());
        }
        start += piece.len();
    }
    links
}

fn is_link(word: &str) -> bool {
    let bytes = word.as_bytes();
    let is_domain = |window: &[u8]| {
        window[0].is_ascii_alphanumeric()
            && window[1] == b'.'
            && window[2].is_ascii_lowercase()
            && window[3].is_ascii_lowercase()
    };
    let mail = word.split_once('@');
    word.contains("://")
        || mail.is_some_and(|(name, host)| !name.is_empty() && !host.is_empty())
        || bytes.windows(4).any(is_domain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edited(runs: &[&str], edits: &[Edit]) -> Vec<String> {
        let mut line = Line::default();
        for run in runs {
            line.push(run);
        }
        line.edit(edits);
        let mut texts = vec![String::new(); runs.len()];
        line.store(texts.iter_mut());
        texts
    }

    #[test]
    fn edits_find_their_runs() {
        let runs = ["один ", " два", "", "три"];
        let texts = edited(&runs, &[Edit::new(8..10, " "), Edit::new(16..16, "№")]);
        assert_eq!(texts, ["один ", "два", "", "№три"]);
        let texts = edited(&runs, &[Edit::new(0..0, "«"), Edit::new(20..22, "")]);
        assert_eq!(texts, ["«один ", " два", "", "тр"]);
    }

    #[test]
    fn knows_links() {
        let found = |text: &'static str| -> Vec<&str> {
            links(text).into_iter().map(|range| &text[range]).collect()
        };
        assert_eq!(
            found("на сайте (https://edu.ru/a-b), «obr@mail.ru». См. www.x.ru!"),
            ["https://edu.ru/a-b", "obr@mail.ru", "www.x.ru"]
        );
        assert_eq!(
            found("ГИА-2021, COVID-19, А.Б. Иванов, @ и 5.10.2021"),
            [""; 0]
        );
    }
}
