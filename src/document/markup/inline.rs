//! Text inside a paragraph: emphasis, line breaks, white space folded.

use roxmltree::Node;

use super::{Reader, unexpected};
use crate::document::Inline;

/// Elements allowed inside text.
const INLINE: &[&str] = &["b", "i", "br", "nobr"];

/// The text of an element, white space folded as in HTML and trimmed at both ends.
pub(super) fn inlines(reader: &mut Reader, element: Node<'_, '_>) -> Vec<Inline> {
    let mut content = children(reader, element, false);
    let mut after_space = true;
    fold(&mut content, &mut after_space);
    trim_end(&mut content);
    content.retain(|inline| !is_empty(inline));
    content
}

fn children(reader: &mut Reader, element: Node<'_, '_>, unbroken: bool) -> Vec<Inline> {
    let mut content = Vec::new();
    for child in element.children() {
        if child.is_text() {
            let text = child.text().unwrap_or("");
            content.push(Inline::Text(if unbroken {
                text.split_ascii_whitespace()
                    .collect::<Vec<_>>()
                    .join("\u{a0}")
            } else {
                text.to_owned()
            }));
        } else if child.is_element() {
            content.extend(inline(reader, child, unbroken));
        }
    }
    content
}

fn inline(reader: &mut Reader, element: Node<'_, '_>, unbroken: bool) -> Vec<Inline> {
    reader.attributes(element, &[]);
    match element.tag_name().name() {
        "b" => vec![Inline::Bold(children(reader, element, unbroken))],
        "i" => vec![Inline::Italic(children(reader, element, unbroken))],
        "br" => vec![Inline::Break],
        "nobr" => children(reader, element, true),
        name => {
            reader.error(element, unexpected(name, "тексте", INLINE));
            Vec::new()
        }
    }
}

/// Folds runs of white space to one space across elements; no-break spaces stay.
fn fold(content: &mut [Inline], after_space: &mut bool) {
    for inline in content {
        match inline {
            Inline::Text(text) => {
                let mut folded = String::with_capacity(text.len());
                for c in text.chars() {
                    let space = matches!(c, ' ' | '\n' | '\r' | '\t');
                    if !space {
                        folded.push(c);
                    } else if !*after_space {
                        folded.push(' ');
                    }
                    *after_space = space;
                }
                *text = folded;
            }
            Inline::Bold(inner) | Inline::Italic(inner) | Inline::Revised(_, inner) => {
                fold(inner, after_space);
            }
            Inline::Break => *after_space = true,
        }
    }
}

/// Removes a space at the end of the paragraph and before every break.
fn trim_end(content: &mut [Inline]) {
    let mut at_end = true;
    trim_before(content, &mut at_end);
}

fn trim_before(content: &mut [Inline], at_end: &mut bool) {
    for inline in content.iter_mut().rev() {
        match inline {
            Inline::Text(text) => {
                if *at_end {
                    text.truncate(text.trim_end_matches(' ').len());
                }
                *at_end &= text.is_empty();
            }
            Inline::Bold(inner) | Inline::Italic(inner) | Inline::Revised(_, inner) => {
                trim_before(inner, at_end);
            }
            Inline::Break => *at_end = true,
        }
    }
}

fn is_empty(inline: &Inline) -> bool {
    match inline {
        Inline::Text(text) => text.is_empty(),
        Inline::Bold(inner) | Inline::Italic(inner) | Inline::Revised(_, inner) => {
            inner.iter().all(is_empty)
        }
        Inline::Break => false,
    }
}
