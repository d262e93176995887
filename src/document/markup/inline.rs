//! Text inside a paragraph: emphasis, line breaks, white space folded.

use std::collections::HashMap;

use roxmltree::{Node, NodeId};

use super::{Reader, unexpected};
use crate::document::{Footnote, Inline, Link};

/// Elements allowed inside text.
const INLINE: &[&str] = &["b", "i", "br", "nobr", "footnote", "target", "reference"];

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
    let attributes: &[&str] = match element.tag_name().name() {
        "target" => &["name"],
        "reference" => &["to"],
        _ => &[],
    };
    reader.attributes(element, attributes);
    match element.tag_name().name() {
        "target" | "reference" => linked(reader, element, unbroken),
        "b" => vec![Inline::Bold(children(reader, element, unbroken))],
        "i" => vec![Inline::Italic(children(reader, element, unbroken))],
        "br" => vec![Inline::Break],
        "nobr" => children(reader, element, true),
        "footnote" => footnote(reader, element),
        name => {
            reader.error(element, unexpected(name, "тексте", INLINE));
            Vec::new()
        }
    }
}

/// The first target of every name, with its place among all targets.
pub(super) type Targets = HashMap<String, (usize, NodeId)>;

/// The targets of a document: they are found once, for a long one has thousands.
pub(super) fn targets(document: &roxmltree::Document<'_>) -> Targets {
    let targets = document.descendants();
    let targets = targets.filter(|node| node.has_tag_name("target"));
    let mut named = HashMap::new();
    for (index, target) in targets.enumerate() {
        if let Some(name) = target.attribute("name") {
            let first = (index, target.id());
            named.entry(name.to_owned()).or_insert(first);
        }
    }
    named
}

/// A number with a name, or a reference to one by that name.
fn linked(reader: &mut Reader, element: Node<'_, '_>, unbroken: bool) -> Vec<Inline> {
    let is_target = element.has_tag_name("target");
    let name = element.attribute(if is_target { "name" } else { "to" });
    let first = name.and_then(|name| reader.targets.get(name)).copied();
    let is_repeated = is_target && first.is_some_and(|(_, first)| first != element.id());
    let first = first.map(|(index, _)| index);
    let content = children(reader, element, unbroken);
    let name = name.unwrap_or("");
    match first {
        _ if is_repeated => {
            reader.error(element, format!("name=\"{name}\" уже есть"));
            content
        }
        None if is_target => {
            reader.error(element, "у <target> нет имени: name=\"…\"".into());
            content
        }
        None => {
            reader.error(element, format!("to=\"{name}\": такого <target> нет"));
            content
        }
        Some(index) if is_target => vec![Inline::Linked(Link::Target(index + 1), content)],
        Some(index) => vec![Inline::Linked(Link::Reference(index + 1), content)],
    }
}

/// A footnote of its own; one inside another would have no place to stand.
fn footnote(reader: &mut Reader, element: Node<'_, '_>) -> Vec<Inline> {
    if element
        .ancestors()
        .skip(1)
        .any(|above| above.has_tag_name("footnote"))
    {
        reader.error(element, "сноска внутри сноски".into());
        return Vec::new();
    }
    reader.footnotes += 1;
    let number = reader.footnotes;
    let content = inlines(reader, element);
    if content.is_empty() {
        reader.error(element, "сноска пуста".into());
    }
    vec![Inline::Footnote(Footnote { number, content })]
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
            Inline::Bold(inner)
            | Inline::Italic(inner)
            | Inline::Revised(_, inner)
            | Inline::Linked(_, inner) => {
                fold(inner, after_space);
            }
            Inline::Break => *after_space = true,
            // It is called right after a word and leaves no space of its own.
            Inline::Footnote(_) => *after_space = false,
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
            Inline::Bold(inner)
            | Inline::Italic(inner)
            | Inline::Revised(_, inner)
            | Inline::Linked(_, inner) => {
                trim_before(inner, at_end);
            }
            Inline::Break => *at_end = true,
            Inline::Footnote(_) => *at_end = false,
        }
    }
}

fn is_empty(inline: &Inline) -> bool {
    match inline {
        Inline::Text(text) => text.is_empty(),
        Inline::Bold(inner)
        | Inline::Italic(inner)
        | Inline::Revised(_, inner)
        | Inline::Linked(_, inner) => inner.iter().all(is_empty),
        Inline::Break | Inline::Footnote(_) => false,
    }
}
