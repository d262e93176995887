//! Where in a template a piece of markup was written.
//!
//! Only when markup turns out wrong are templates rendered again with a mark in
//! every start tag, ` at="name:offset"`; the mistake then leads back to its place.

use std::fmt::Write as _;

use crate::document::markup::ORIGIN;

/// Tera's delimiters: what stands between them is no markup.
const DELIMITERS: [(&str, &str); 3] = [("{{", "}}"), ("{%", "%}"), ("{#", "#}")];

/// The template with a mark after the name of every start tag.
pub(super) fn mark(name: &str, template: &str) -> String {
    let mut marked = String::with_capacity(template.len() * 2);
    let mut at = 0;
    while let Some(offset) = template[at..].find(['{', '<']) {
        let here = at + offset;
        marked.push_str(&template[at..here]);
        at = match skip(template, here) {
            Some(end) => {
                marked.push_str(&template[here..end]);
                end
            }
            None => tag(name, template, here, &mut marked),
        };
    }
    marked.push_str(&template[at..]);
    marked
}

/// The end of a Tera expression or an XML comment that begins here.
fn skip(template: &str, here: usize) -> Option<usize> {
    DELIMITERS
        .into_iter()
        .chain([("<!--", "-->")])
        .find(|(open, _)| template[here..].starts_with(open))
        .map(|(_, close)| {
            template[here..]
                .find(close)
                .map_or(template.len(), |end| here + end + close.len())
        })
}

/// Copies «<name», adding a mark, or a single character that is no start tag.
fn tag(name: &str, template: &str, here: usize, marked: &mut String) -> usize {
    let rest = &template[here + 1..];
    let length = rest
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_')))
        .unwrap_or(rest.len());
    let end = here + 1 + length;
    marked.push_str(&template[here..end]);
    if template[here..].starts_with('<') && length > 0 {
        let _ = write!(marked, " {ORIGIN}=\"{name}:{here}\"");
    }
    end
}

/// The template name and byte offset of a mark.
pub(super) fn read(mark: &str) -> Option<(&str, usize)> {
    let (name, offset) = mark.rsplit_once(':')?;
    Some((name, offset.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn start_tags_are_marked_and_nothing_else() {
        assert_eq!(
            mark(
                "п.xml",
                "{# <a> #}<p>{{ <c x={1} /> }}{% if a < b %}<br/></p><!-- <q> -->"
            ),
            "{# <a> #}<p at=\"п.xml:9\">{{ <c x={1} /> }}{% if a < b %}\
             <br at=\"п.xml:43\"/></p><!-- <q> -->"
        );
        assert_eq!(read("п.xml:43"), Some(("п.xml", 43)));
    }
}
