//! Inlines into the runs of the template.

use std::borrow::Cow;

use super::data::{Run, Text};
use super::lines::Measure;
use crate::document::typography::NO_BREAK_HYPHEN;
use crate::document::{Inline, Link, Revision};

/// `content` for lines of the given measure.
pub(super) fn text<'a>(content: &'a [Inline], measure: Measure) -> Text<'a> {
    match content {
        [Inline::Text(plain)] => words(plain, measure),
        _ => Text::Runs(runs(content, measure)),
    }
}

/// One plain string for lines of the given measure.
pub(super) fn words<'a>(plain: &'a str, measure: Measure) -> Text<'a> {
    if !is_whole(plain) && measure.holds(plain) {
        return Text::Plain(plain);
    }
    let mut line = Vec::new();
    push_text(plain, measure, &mut line);
    Text::Runs(line)
}

/// What [`text`] gives, but as high as a line if it is empty.
pub(super) fn text_or_blank<'a>(content: &'a [Inline], measure: Measure) -> Text<'a> {
    if is_empty(content) {
        blank()
    } else {
        text(content, measure)
    }
}

/// An empty line.
pub(super) fn blank<'a>() -> Text<'a> {
    Text::Runs(vec![Run::Break(())])
}

/// Whether nothing is to be seen of `content`.
pub(super) fn is_empty(content: &[Inline]) -> bool {
    content.iter().all(|inline| match inline {
        Inline::Text(text) => text.is_empty(),
        Inline::Bold(inner)
        | Inline::Italic(inner)
        | Inline::Revised(_, inner)
        | Inline::Linked(_, inner) => is_empty(inner),
        Inline::Break | Inline::Footnote(_) => false,
    })
}

/// The bare text of `content`, with `line_break` between its lines.
pub(super) fn plain(content: &[Inline], line_break: char) -> Cow<'_, str> {
    if let [Inline::Text(plain)] = content {
        return Cow::Borrowed(plain);
    }
    let mut text = String::new();
    push_plain(content, line_break, &mut text);
    Cow::Owned(text)
}

fn push_plain(content: &[Inline], line_break: char, text: &mut String) {
    for inline in content {
        match inline {
            Inline::Text(part) => text.push_str(part),
            Inline::Bold(inner)
            | Inline::Italic(inner)
            | Inline::Revised(_, inner)
            | Inline::Linked(_, inner) => {
                push_plain(inner, line_break, text);
            }
            Inline::Break => text.push(line_break),
            Inline::Footnote(_) => {}
        }
    }
}

fn runs<'a>(content: &'a [Inline], measure: Measure) -> Vec<Run<'a>> {
    let mut line = Vec::new();
    for inline in content {
        match inline {
            Inline::Text(text) => push_text(text, measure, &mut line),
            Inline::Bold(inner) => {
                let bold = Measure {
                    bold: true,
                    ..measure
                };
                line.push(Run::Bold(runs(inner, bold)));
            }
            Inline::Italic(inner) => line.push(Run::Italic(runs(inner, measure))),
            Inline::Revised(revision, inner) => {
                let inner = runs(inner, measure);
                line.push(match revision {
                    Revision::Inserted => Run::Inserted(inner),
                    Revision::Deleted => Run::Deleted(inner),
                });
            }
            Inline::Linked(Link::Target(number), inner) => {
                line.push(Run::Target(*number, runs(inner, measure)));
            }
            Inline::Linked(Link::Reference(number), inner) => {
                line.push(Run::Reference(*number, runs(inner, measure)));
            }
            Inline::Break => line.push(Run::Break(())),
            Inline::Footnote(footnote) => {
                line.push(Run::Footnote(runs(&footnote.content, measure)));
            }
        }
    }
    line
}

fn push_text<'a>(text: &'a str, measure: Measure, line: &mut Vec<Run<'a>>) {
    for (i, part) in measure.parts(text).into_iter().enumerate() {
        if i > 0 {
            line.push(Run::Split(()));
        }
        push_part(part, line);
    }
}

/// Adds `part`, its words that must stay whole apart from the others.
fn push_part<'a>(part: &'a str, line: &mut Vec<Run<'a>>) {
    let mut start = 0;
    let mut end = 0;
    for word in part.split_inclusive([' ', '-', '–', '—']) {
        if is_whole(word) {
            let whole = end..end + word.trim_end_matches(' ').len();
            if start < whole.start {
                line.push(Run::Text(&part[start..whole.start]));
            }
            line.push(Run::Whole(with_plain_hyphens(&part[whole.clone()])));
            start = whole.end;
        }
        end += word.len();
    }
    if start < part.len() {
        line.push(Run::Text(&part[start..]));
    }
}

/// Whether a line must not end in `text` where Typst would end it.
fn is_whole(text: &str) -> bool {
    breaks_at_stroke(text) || text.contains(NO_BREAK_HYPHEN)
}

/// The hyphens that whoever searches the PDF will type.
fn with_plain_hyphens(word: &str) -> Cow<'_, str> {
    if word.contains(NO_BREAK_HYPHEN) {
        Cow::Owned(word.replace(NO_BREAK_HYPHEN, "-"))
    } else {
        Cow::Borrowed(word)
    }
}

/// Whether Typst would end a line after a stroke in `text`, «п/п», where Word does not.
fn breaks_at_stroke(text: &str) -> bool {
    let after = text
        .match_indices('/')
        .filter_map(|(at, _)| text[at + 1..].chars().next());
    after.into_iter().any(char::is_alphabetic)
}
