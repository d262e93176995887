//! Markup, the strict XML a template renders, → the tree.
//!
//! The vocabulary is small and closed; `docs/markup.md` describes it. Every
//! mistake is reported with the element it concerns, never mended silently.

mod chart;
mod inline;
mod table;

use roxmltree::{Node, ParsingOptions};

use super::{Block, Document, Item, List, Orientation, Paragraph, Part, Role};
use inline::inlines;

/// The attribute by which a renderer marks where in a template an element was
/// written; the parser passes it on with mistakes and otherwise ignores it.
pub const ORIGIN: &str = "at";

/// A mistake in markup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkupError {
    /// Where in the markup, in bytes.
    pub offset: usize,
    /// The nearest [`ORIGIN`] mark, if the markup bears marks.
    pub origin: Option<String>,
    /// What is wrong, in Russian.
    pub message: String,
}

/// Reads markup.
///
/// # Errors
/// All mistakes found, in order; at least one.
pub fn parse(markup: &str) -> Result<Document, Vec<MarkupError>> {
    let options = ParsingOptions {
        allow_dtd: false,
        ..ParsingOptions::default()
    };
    let xml = roxmltree::Document::parse_with_options(markup, options)
        .map_err(|error| vec![broken(markup, &error)])?;
    let mut reader = Reader {
        errors: Vec::new(),
        footnotes: 0,
        targets: inline::targets(&xml),
    };
    let document = reader.document(xml.root_element());
    if reader.errors.is_empty() {
        Ok(document)
    } else {
        Err(reader.errors)
    }
}

/// XML that is not well-formed; the last mark before the place tells its origin.
fn broken(markup: &str, error: &roxmltree::Error) -> MarkupError {
    let offset = offset_of(markup, error.pos());
    let mark = format!(" {ORIGIN}=\"");
    let origin = markup[..offset].rfind(&mark).and_then(|at| {
        let value = &markup[at + mark.len()..];
        value.find('"').map(|end| value[..end].to_owned())
    });
    let message = match error {
        roxmltree::Error::UnexpectedCloseTag(expected, actual, _) => {
            format!("закрыт элемент <{actual}>, а открыт <{expected}>")
        }
        roxmltree::Error::UnclosedRootNode | roxmltree::Error::NoRootNode => {
            "разметка обрывается: не закрыт элемент".to_owned()
        }
        roxmltree::Error::UnknownEntityReference(name, _) => {
            format!("неизвестное обозначение «&{name};»; сам знак «&» пишется «&amp;»")
        }
        roxmltree::Error::DuplicatedAttribute(name, _) => {
            format!("атрибут «{name}» указан дважды")
        }
        other => format!("разметка не читается как XML: {other}"),
    };
    MarkupError {
        offset,
        origin,
        message,
    }
}

fn offset_of(text: &str, position: roxmltree::TextPos) -> usize {
    let line = position.row.saturating_sub(1) as usize;
    let column = position.col.saturating_sub(1) as usize;
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let rest = &text[start.min(text.len())..];
    let within = rest
        .char_indices()
        .nth(column)
        .map_or(rest.len(), |(i, _)| i);
    start + within
}

/// Walks the XML and collects what is wrong.
struct Reader {
    errors: Vec<MarkupError>,
    /// How many there were.
    footnotes: usize,
    /// What may be referred to, by name.
    targets: inline::Targets,
}

impl Reader {
    fn error(&mut self, node: Node<'_, '_>, message: String) {
        let origin = node
            .ancestors()
            .find_map(|element| element.attribute(ORIGIN))
            .map(str::to_owned);
        self.errors.push(MarkupError {
            offset: node.range().start,
            origin,
            message,
        });
    }

    fn document(&mut self, root: Node<'_, '_>) -> Document {
        if root.tag_name().name() != "document" {
            self.error(root, "разметка должна начинаться с <document>".into());
        }
        self.attributes(root, &["title", "subject", "author"]);
        let text = |name| root.attribute(name).unwrap_or("").trim().to_owned();
        if text("title").is_empty() {
            self.error(root, "у <document> нет названия: title=\"…\"".into());
        }
        let mut parts = Vec::new();
        for element in self.elements(root) {
            match element.tag_name().name() {
                "part" | "appendix" => parts.push(self.part(element)),
                name => self.error(
                    element,
                    unexpected(name, "<document>", &["part", "appendix"]),
                ),
            }
        }
        if parts.is_empty() && self.errors.is_empty() {
            self.error(root, "в <document> нет ни одной части <part>".into());
        }
        Document {
            title: text("title"),
            subject: text("subject"),
            author: text("author"),
            parts,
        }
    }

    fn part(&mut self, element: Node<'_, '_>) -> Part {
        self.attributes(element, &["orientation", "numbering"]);
        let orientation = match element.attribute("orientation") {
            None | Some("portrait") => Orientation::Portrait,
            Some("landscape") => Orientation::Landscape,
            Some(other) => {
                self.error(
                    element,
                    bad_value("orientation", other, &["portrait", "landscape"]),
                );
                Orientation::Portrait
            }
        };
        let restart_numbering = match element.attribute("numbering") {
            None | Some("restart") => true,
            Some("continue") => false,
            Some(other) => {
                self.error(
                    element,
                    bad_value("numbering", other, &["restart", "continue"]),
                );
                true
            }
        };
        let blocks = self.blocks(element);
        if blocks.is_empty() {
            let name = element.tag_name().name();
            self.error(element, format!("часть <{name}> пуста"));
        }
        Part {
            orientation,
            restart_numbering,
            blocks,
        }
    }

    fn blocks(&mut self, parent: Node<'_, '_>) -> Vec<Block> {
        self.elements(parent)
            .into_iter()
            .filter_map(|element| self.block(element))
            .collect()
    }

    /// A block; `None` for one without text, so that an empty field leaves no gap.
    fn block(&mut self, element: Node<'_, '_>) -> Option<Block> {
        let name = element.tag_name().name();
        if let Some(role) = role(name) {
            self.attributes(element, &[]);
            let content = inlines(self, element);
            return (!content.is_empty()).then(|| {
                Block::Paragraph(Paragraph {
                    role,
                    keep_with_next: role.heads_next(),
                    content,
                })
            });
        }
        match name {
            "registration" => {
                let [date, number, place] = self.fields(element, ["date", "number", "place"]);
                Some(Block::Registration {
                    date,
                    number,
                    place,
                })
            }
            "signature" => {
                let [post, name] = self.fields(element, ["post", "name"]);
                Some(Block::Signature { post, name })
            }
            "list" => Some(Block::List(self.list(element))),
            "table" => Some(Block::Table(table::table(self, element))),
            "chart" => Some(Block::Chart(chart::chart(self, element))),
            "contents" => {
                self.attributes(element, &[]);
                self.fields(element, []);
                Some(Block::Contents)
            }
            _ => {
                self.error(element, unexpected(name, "части документа", BLOCKS));
                None
            }
        }
    }

    /// The content of child elements of the given names, each at most once.
    fn fields<const N: usize>(
        &mut self,
        element: Node<'_, '_>,
        names: [&str; N],
    ) -> [Vec<super::Inline>; N] {
        self.attributes(element, &[]);
        let mut fields = [const { Vec::new() }; N];
        for child in self.elements(element) {
            let name = child.tag_name().name();
            match names.iter().position(|known| *known == name) {
                Some(index) => {
                    self.attributes(child, &[]);
                    fields[index] = inlines(self, child);
                }
                None => {
                    let place = format!("<{}>", element.tag_name().name());
                    self.error(child, unexpected(name, &place, &names));
                }
            }
        }
        fields
    }

    fn list(&mut self, element: Node<'_, '_>) -> List {
        self.attributes(element, &[]);
        let mut list = List { items: Vec::new() };
        for child in self.elements(element) {
            let name = child.tag_name().name();
            if name != "item" {
                self.error(child, unexpected(name, "<list>", &["item"]));
                continue;
            }
            self.attributes(child, &["level", "marker"]);
            let level = self.number(child, "level", 1);
            let item = Item {
                marker: child.attribute("marker").unwrap_or("–").to_owned(),
                content: inlines(self, child),
                children: None,
            };
            if !insert(&mut list, item, level) {
                self.error(
                    child,
                    format!("пункт уровня {level} без пункта уровня {}", level - 1),
                );
            }
        }
        if list.items.is_empty() {
            self.error(element, "список пуст".into());
        }
        list
    }

    /// A whole number from 1 in an attribute.
    fn number(&mut self, element: Node<'_, '_>, name: &str, default: u16) -> u16 {
        let Some(text) = element.attribute(name) else {
            return default;
        };
        match text.trim().parse() {
            Ok(number) if number >= 1 => number,
            _ => {
                self.error(
                    element,
                    format!("{name}=\"{text}\": нужно целое число от 1"),
                );
                default
            }
        }
    }

    /// Whether `keep="next"` holds an element to what follows.
    fn keep_next(&mut self, element: Node<'_, '_>) -> bool {
        match element.attribute("keep") {
            None => false,
            Some("next") => true,
            Some(other) => {
                self.error(element, bad_value("keep", other, &["next"]));
                false
            }
        }
    }

    /// The child elements; text between them is a mistake.
    fn elements<'a, 'i>(&mut self, parent: Node<'a, 'i>) -> Vec<Node<'a, 'i>> {
        let mut elements = Vec::new();
        for child in parent.children() {
            if child.is_element() {
                elements.push(child);
            } else if child.is_text() && child.text().is_some_and(|text| !is_blank(text)) {
                let name = parent.tag_name().name();
                let text: String = child.text().unwrap_or("").trim().chars().take(30).collect();
                self.error(
                    parent,
                    format!("в <{name}> текст «{text}» стоит вне элементов"),
                );
            }
        }
        elements
    }

    /// Reports attributes other than those allowed.
    fn attributes(&mut self, element: Node<'_, '_>, allowed: &[&str]) {
        for attribute in element.attributes() {
            let name = attribute.name();
            if name != ORIGIN && !allowed.contains(&name) {
                let tag = element.tag_name().name();
                let mut message = format!("у <{tag}> нет атрибута «{name}»");
                if !allowed.is_empty() {
                    message += &format!("; есть: {}", allowed.join(", "));
                }
                self.error(element, message);
            }
        }
    }
}

/// Elements allowed in a part, for messages.
const BLOCKS: &[&str] = &[
    "letterhead",
    "kind",
    "draft",
    "registration",
    "title",
    "preamble",
    "command",
    "point",
    "p",
    "heading",
    "subheading",
    "small-heading",
    "part-title",
    "cover-title",
    "cover-place",
    "contents-title",
    "contents",
    "caption",
    "stamp",
    "addressee",
    "salutation",
    "revised",
    "list",
    "table",
    "chart",
    "signature",
    "executor",
    "note",
];

fn role(name: &str) -> Option<Role> {
    Some(match name {
        "draft" => Role::Draft,
        "letterhead" => Role::Letterhead,
        "kind" => Role::Kind,
        "title" => Role::Title,
        "command" => Role::Command,
        "preamble" | "p" => Role::Body,
        "point" => Role::Point,
        "stamp" => Role::Stamp,
        "addressee" => Role::Addressee,
        "salutation" => Role::Salutation,
        "revised" => Role::Revised,
        "part-title" => Role::PartTitle,
        "heading" => Role::Heading,
        "subheading" => Role::Subheading,
        "small-heading" => Role::SmallHeading,
        "contents-title" => Role::ContentsTitle,
        "caption" => Role::Caption,
        "cover-title" => Role::CoverTitle,
        "cover-place" => Role::CoverPlace,
        "executor" => Role::Executor,
        "note" => Role::Note,
        _ => return None,
    })
}

/// Appends an item at its level; `false` if no item stands above it.
fn insert(list: &mut List, item: Item, level: u16) -> bool {
    if level == 1 {
        list.items.push(item);
        return true;
    }
    match list.items.last_mut() {
        Some(parent) => {
            let children = parent.children.get_or_insert(List { items: Vec::new() });
            insert(children, item, level - 1)
        }
        None => false,
    }
}

fn unexpected(name: &str, place: &str, known: &[&str]) -> String {
    let known: Vec<String> = known.iter().map(|name| format!("<{name}>")).collect();
    format!(
        "элемента <{name}> в {place} не бывает; бывают: {}",
        known.join(", ")
    )
}

fn bad_value(name: &str, value: &str, known: &[&str]) -> String {
    format!(
        "{name}=\"{value}\" не годится; годится: {}",
        known.join(", ")
    )
}

/// Nothing but white space that folds; no-break spaces count as text.
fn is_blank(text: &str) -> bool {
    text.chars().all(|c| matches!(c, ' ' | '\n' | '\r' | '\t'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Inline, Link};

    fn part(content: &str) -> String {
        format!("<document title=\"Т\"><part>{content}</part></document>")
    }

    fn messages(markup: &str) -> Vec<String> {
        let errors = parse(markup).unwrap_err();
        errors.into_iter().map(|error| error.message).collect()
    }

    #[test]
    fn blocks_become_a_tree() {
        let document = parse(&part(
            "<kind>ПРИКАЗ</kind>\n<p>Один\n  <b>два</b>, три</p><p> </p>\
             <list><item>а</item><item level=\"2\">б</item></list>\
             <signature><post>Начальник</post><name>И.О. Ф</name></signature>",
        ))
        .unwrap();
        let blocks: Vec<String> = document.parts[0]
            .blocks
            .iter()
            .map(|block| serde_json::to_string(block).unwrap())
            .collect();
        insta::assert_snapshot!(blocks.join("\n"), @r#"
        {"block":"paragraph","role":"kind","content":[{"inline":"text","content":"ПРИКАЗ"}],"keep_with_next":false}
        {"block":"paragraph","role":"body","content":[{"inline":"text","content":"Один "},{"inline":"bold","content":[{"inline":"text","content":"два"}]},{"inline":"text","content":", три"}],"keep_with_next":false}
        {"block":"list","items":[{"marker":"–","content":[{"inline":"text","content":"а"}],"children":{"items":[{"marker":"–","content":[{"inline":"text","content":"б"}],"children":null}]}}]}
        {"block":"signature","post":[{"inline":"text","content":"Начальник"}],"name":[{"inline":"text","content":"И.О. Ф"}]}
        "#);
    }

    #[test]
    fn a_reference_needs_one_target_of_its_name() {
        let document = parse(&part(
            "<p>таблица <reference to=\"б\">2</reference></p>\
             <caption>Таблица <target name=\"а\">1</target></caption>\
             <caption>Таблица <target name=\"б\">2</target></caption>",
        ));
        let linked = |block: &Block| match block {
            Block::Paragraph(paragraph) => match &paragraph.content[..] {
                [_, Inline::Linked(link, _)] => Some(*link),
                _ => None,
            },
            _ => None,
        };
        let links: Vec<_> = document.unwrap().parts[0]
            .blocks
            .iter()
            .map(linked)
            .collect();
        let expected = [Link::Reference(2), Link::Target(1), Link::Target(2)];
        assert_eq!(links, expected.map(Some));
        assert_eq!(
            messages(&part(
                "<p><reference to=\"а\">1</reference><reference>1</reference><target>1</target>\
                 <target name=\"б\">1</target><target name=\"б\">2</target></p>"
            )),
            [
                "to=\"а\": такого <target> нет",
                "to=\"\": такого <target> нет",
                "у <target> нет имени: name=\"…\"",
                "name=\"б\" уже есть",
            ]
        );
    }

    #[test]
    fn every_mistake_is_reported() {
        assert_eq!(
            messages(&part("<abzac>а</abzac><p style=\"1\">б</p>вне")),
            [
                "в <part> текст «вне» стоит вне элементов".to_owned(),
                unexpected("abzac", "части документа", BLOCKS),
                "у <p> нет атрибута «style»".into(),
            ]
        );
    }

    #[test]
    fn a_lost_end_is_told_with_its_origin() {
        let error = &parse("<document title=\"Т\"><part at=\"order.xml:7\"><p>а</part></document>")
            .unwrap_err()[0];
        assert_eq!(error.message, "закрыт элемент <part>, а открыт <p>");
        assert_eq!(error.origin.as_deref(), Some("order.xml:7"));
    }

    #[test]
    fn data_cannot_become_markup() {
        let document = parse(&part("<p>&lt;p&gt; &amp; «ёлочки»</p>")).unwrap();
        let Block::Paragraph(paragraph) = &document.parts[0].blocks[0] else {
            panic!("a paragraph was expected");
        };
        assert_eq!(paragraph.content, [Inline::Text("<p> & «ёлочки»".into())]);
    }
}
