//! One pass over a part's XML: elements come into the order of the schema, and
//! what docx-rs cannot say takes the place of marks that it can.

use quick_xml::escape::escape;
use quick_xml::events::Event;
use quick_xml::reader::Reader;

use super::{Attribution, DocxError};
use crate::document::typography::NO_BREAK_HYPHEN;

/// A row of this least height becomes a head row, repeated on every page ([N-33]).
pub(super) const HEAD_ROW: f32 = 7.0;

/// A table with this indent becomes a table with a head, which Word's check of
/// accessibility asks for.
pub(super) const HEAD_TABLE: i32 = 7;

/// What docx-rs writes, and the name and text of what stands there in the end.
const MARKS: [(&str, &str, &str); 2] = [
    (
        r#"w:trHeight w:val="7" w:hRule="atLeast""#,
        "w:tblHeader",
        "w:tblHeader",
    ),
    (
        r#"w:tblInd w:w="7" w:type="dxa""#,
        "w:tblLook",
        r#"w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1""#,
    ),
];

/// The elements of text.
const TEXT: &str = "w:t";
const DELETED_TEXT: &str = "w:delText";

/// The namespaces our parts use; docx-rs declares a dozen more.
const NAMESPACES: &str = r#" xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing""#;

/// Elements whose children the schema orders, with the children that we write.
const ORDERS: [(&str, &[&str]); 7] = [
    (
        "w:pPr",
        &[
            "w:pStyle",
            "w:keepNext",
            "w:keepLines",
            "w:framePr",
            "w:widowControl",
            "w:tabs",
            "w:spacing",
            "w:ind",
            "w:jc",
            "w:outlineLvl",
            "w:rPr",
            "w:sectPr",
        ],
    ),
    (
        "w:rPr",
        &[
            "w:ins",
            "w:del",
            "w:rStyle",
            "w:rFonts",
            "w:b",
            "w:bCs",
            "w:i",
            "w:iCs",
            "w:caps",
            "w:spacing",
            "w:sz",
            "w:szCs",
            "w:vertAlign",
            "w:lang",
        ],
    ),
    (
        "w:tblPr",
        &[
            "w:tblStyle",
            "w:tblW",
            "w:jc",
            "w:tblInd",
            "w:tblBorders",
            "w:tblLayout",
            "w:tblCellMar",
            "w:tblLook",
        ],
    ),
    ("w:trPr", &["w:cantSplit", "w:tblHeader", "w:ins", "w:del"]),
    ("w:tcPr", &["w:tcW", "w:gridSpan", "w:vMerge", "w:vAlign"]),
    (
        "w:sectPr",
        &[
            "w:headerReference",
            "w:pgSz",
            "w:pgMar",
            "w:pgNumType",
            "w:cols",
            "w:titlePg",
        ],
    ),
    (
        "w:style",
        &[
            "w:name",
            "w:basedOn",
            "w:next",
            "w:qFormat",
            "w:pPr",
            "w:rPr",
            "w:tblPr",
            "w:tcPr",
        ],
    ),
];

/// Brings a part of docx-rs into the shape that Word and the schema want; its
/// tracked changes are those of `by`.
pub(super) fn normalise(xml: &[u8], by: &Attribution) -> Result<Vec<u8>, DocxError> {
    let xml = std::str::from_utf8(xml).map_err(quick_xml::Error::from)?;
    let mut reader = Reader::from_str(xml);
    let mut output = Output::new(xml.len(), by);
    loop {
        match reader.read_event()? {
            Event::Start(tag) => output.open(tag.name().as_ref(), &tag),
            Event::Empty(tag) => output.empty(tag.name().as_ref(), &tag),
            Event::End(tag) => output.close(tag.name().as_ref()),
            Event::Text(text) => output.text(&text),
            Event::GeneralRef(name) => output.wrap("&", &name, ";"),
            Event::Decl(declaration) => output.wrap("<?", &declaration, "?>"),
            Event::Eof => return Ok(output.xml.into_bytes()),
            // docx-rs writes no comments, instructions or doctypes.
            _ => {}
        }
    }
}

/// An element that is open.
struct Element {
    /// The order of its children, where it has one.
    order: Option<&'static [&'static str]>,
    /// Where it starts.
    start: usize,
    /// Where its first child starts.
    content: usize,
    /// Its first child in [`Output::children`].
    first_child: usize,
}

/// The XML written so far.
struct Output {
    xml: String,
    open: Vec<Element>,
    /// Rank and start of the children of open elements with an order.
    children: Vec<(usize, usize)>,
    /// The element of text that was opened last.
    text: &'static str,
    /// Attributes of all tracked changes but their id.
    signed: String,
    /// Tracked changes so far.
    changes: usize,
}

impl Output {
    fn new(capacity: usize, by: &Attribution) -> Self {
        let date = by.date.map(|date| format!(r#" w:date="{date}T00:00:00Z""#));
        let author = escape(by.author.as_str());
        Self {
            text: TEXT,
            signed: format!(r#" w:author="{author}"{}"#, date.unwrap_or_default()),
            changes: 0,
            xml: String::with_capacity(capacity),
            open: Vec::new(),
            children: Vec::new(),
        }
    }

    fn wrap(&mut self, before: &str, text: &str, after: &str) {
        self.xml.push_str(before);
        self.xml.push_str(text);
        self.xml.push_str(after);
    }

    fn text(&mut self, text: &str) {
        for (index, part) in text.split(NO_BREAK_HYPHEN).enumerate() {
            if index > 0 {
                // The character itself Word takes from another font.
                let name = self.text;
                let hyphen = format!(r#"</{name}><w:noBreakHyphen/><{name} xml:space="preserve">"#);
                self.xml.push_str(&hyphen);
            }
            self.xml.push_str(part);
        }
    }

    /// The tag of the next tracked change.
    fn change(&mut self, name: &str) -> String {
        self.changes += 1;
        format!(r#"{name} w:id="{}"{}"#, self.changes, self.signed)
    }

    fn open(&mut self, name: &str, tag: &str) {
        if let Some(text) = [TEXT, DELETED_TEXT].into_iter().find(|text| *text == name) {
            self.text = text;
        }
        self.note_child(name);
        let start = self.xml.len();
        match name {
            // The only attribute is an id that nothing refers to.
            "w:p" => self.xml.push_str("<w:p>"),
            "w:ins" | "w:del" => {
                let change = self.change(name);
                self.wrap("<", &change, ">");
            }
            "w:document" | "w:hdr" | "w:styles" | "w:footnotes" => {
                self.wrap("<", name, NAMESPACES);
                self.xml.push('>');
            }
            _ => self.wrap("<", tag, ">"),
        }
        self.open.push(Element {
            order: ORDERS
                .iter()
                .find(|(parent, _)| *parent == name)
                .map(|&(_, order)| order),
            start,
            content: self.xml.len(),
            first_child: self.children.len(),
        });
    }

    fn empty(&mut self, name: &str, tag: &str) {
        if says_nothing_empty(name) {
            return;
        }
        let tag = tag.trim_end();
        let marked = MARKS.iter().find(|(mark, ..)| *mark == tag);
        let (name, tag) = match marked {
            Some(&(_, name, tag)) => (name, tag),
            // The schema knows no type of a column's width.
            None if name == "w:gridCol" => (name, tag.trim_end_matches(r#" w:type="dxa""#)),
            None => (name, tag),
        };
        self.note_child(name);
        if matches!(name, "w:ins" | "w:del") {
            let change = self.change(name);
            self.wrap("<", &change, "/>");
        } else {
            self.wrap("<", tag, "/>");
        }
    }

    fn close(&mut self, name: &str) {
        let Some(element) = self.open.pop() else {
            return;
        };
        if self.xml.len() == element.content && says_nothing_empty(name) {
            self.xml.truncate(element.start);
            self.forget_child();
            return;
        }
        if element.order.is_some() {
            self.sort(&element);
        }
        self.children.truncate(element.first_child);
        self.wrap("</", name, ">");
    }

    /// Brings the children of `element` into order; those of equal rank stay as they are.
    fn sort(&mut self, element: &Element) {
        let children = &self.children[element.first_child..];
        if children.is_sorted_by_key(|&(rank, _)| rank) {
            return;
        }
        let ends = children.iter().skip(1).map(|&(_, start)| start);
        let mut ranges: Vec<_> = children
            .iter()
            .zip(ends.chain([self.xml.len()]))
            .map(|(&(rank, start), end)| (rank, start..end))
            .collect();
        ranges.sort_by_key(|&(rank, _)| rank);
        let sorted: String = ranges
            .into_iter()
            .map(|(_, range)| &self.xml[range])
            .collect();
        self.xml.truncate(element.content);
        self.xml.push_str(&sorted);
    }

    /// Notes that a child called `name` starts here, if its parent has an order.
    fn note_child(&mut self, name: &str) {
        if let Some(order) = self.open.last().and_then(|parent| parent.order) {
            let rank = order.iter().position(|child| *child == name);
            let start = self.xml.len();
            self.children.push((rank.unwrap_or(order.len()), start));
        }
    }

    /// Takes back the last note.
    fn forget_child(&mut self) {
        if self
            .open
            .last()
            .is_some_and(|parent| parent.order.is_some())
        {
            self.children.pop();
        }
    }
}

/// Elements that docx-rs writes even when there is nothing in them.
fn says_nothing_empty(name: &str) -> bool {
    matches!(
        name,
        "w:pPr" | "w:pPrDefault" | "w:rPr" | "w:trPr" | "w:tcPr" | "w:tblBorders"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn normal(xml: &[u8]) -> String {
        let by = Attribution {
            author: "А&Б".into(),
            date: chrono::NaiveDate::from_ymd_opt(2022, 6, 15),
        };
        String::from_utf8(normalise(xml, &by).unwrap()).unwrap()
    }

    #[test]
    fn children_come_into_order_and_empty_properties_go() {
        let xml = br#"<?xml version="1.0"?><w:p w14:paraId="1"><w:pPr><w:rPr /><w:jc w:val="left" /><w:unknown /><w:tabs><w:tab w:pos="2" /><w:tab w:pos="1" /></w:tabs><w:pStyle w:val="A" /></w:pPr><w:r><w:rPr><w:sz w:val="2" /><w:b /></w:rPr><w:t>&lt;</w:t></w:r></w:p>"#;
        let expected = r#"<?xml version="1.0"?><w:p><w:pPr><w:pStyle w:val="A"/><w:tabs><w:tab w:pos="2"/><w:tab w:pos="1"/></w:tabs><w:jc w:val="left"/><w:unknown/></w:pPr><w:r><w:rPr><w:b/><w:sz w:val="2"/></w:rPr><w:t>&lt;</w:t></w:r></w:p>"#;
        assert_eq!(normal(xml), expected);
        let empty = br"<w:style><w:pPr><w:rPr /></w:pPr><w:name /></w:style>";
        assert_eq!(normal(empty), "<w:style><w:name/></w:style>");
    }

    #[test]
    fn marks_become_what_docx_rs_cannot_say() {
        let xml = br#"<w:tblPr><w:tblInd w:w="7" w:type="dxa" /><w:tblLayout w:type="fixed" /></w:tblPr><w:trPr><w:trHeight w:val="7" w:hRule="atLeast" /></w:trPr>"#;
        let normal = normal(xml);
        assert!(normal.starts_with(r#"<w:tblPr><w:tblLayout w:type="fixed"/><w:tblLook "#));
        assert!(normal.ends_with("<w:trPr><w:tblHeader/></w:trPr>"));
    }

    #[test]
    fn tracked_changes_are_counted_and_signed() {
        let xml = br#"<w:p><w:pPr><w:rPr><w:b /><w:del w:id="91" w:author="unnamed" w:date="1970-01-01T00:00:00Z" /></w:rPr></w:pPr><w:del w:id="7" w:author="unnamed" w:date="1970-01-01T00:00:00Z"><w:r><w:delText>1"#;
        let xml = [xml, "\u{2011}й</w:delText></w:r></w:del></w:p>".as_bytes()].concat();
        let signed = r#"w:author="А&amp;Б" w:date="2022-06-15T00:00:00Z""#;
        let expected = format!(
            r#"<w:p><w:pPr><w:rPr><w:del w:id="1" {signed}/><w:b/></w:rPr></w:pPr><w:del w:id="2" {signed}><w:r><w:delText>1</w:delText><w:noBreakHyphen/><w:delText xml:space="preserve">й</w:delText></w:r></w:del></w:p>"#
        );
        assert_eq!(normal(&xml), expected);
    }
}
