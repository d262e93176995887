//! A DOCX file back as text that a person can compare: styles, words, the shape of
//! tables and the pages. For tests.

use std::io::{Cursor, Read};

use roxmltree::Node;

/// A part of the file as text.
pub(super) fn part_of(file: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut xml = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut xml).unwrap();
    xml
}

/// A part of the file.
pub(super) fn bytes_of(file: &[u8], name: &str) -> Vec<u8> {
    let mut zip = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut bytes = Vec::new();
    zip.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
    bytes
}

/// The body of the file as lines.
pub(super) fn read(file: &[u8]) -> String {
    let xml = part_of(file, "word/document.xml");
    let xml = roxmltree::Document::parse(&xml).unwrap();
    let body = xml.root_element().first_element_child().unwrap();
    let mut out = String::new();
    for block in body.children() {
        match block.tag_name().name() {
            "p" => out.push_str(&read_paragraph(block)),
            "tbl" => read_table(block, &mut out),
            _ => out.push_str(&read_section(block)),
        }
        out.push('\n');
        if let Some(section) = find(block, "sectPr").filter(|_| is(block, "p")) {
            out.push_str(&read_section(section));
            out.push('\n');
        }
    }
    out
}

fn is(node: Node, name: &str) -> bool {
    node.tag_name().name() == name
}

/// Children called `name`.
fn children<'a, 'i: 'a>(node: Node<'a, 'i>, name: &str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |n| is(*n, name))
}

pub(super) fn find<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.descendants().find(|n| is(*n, name))
}

pub(super) fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    let has_name = |a: &roxmltree::Attribute| a.name() == name;
    node.attributes().find(has_name).map(|a| a.value())
}

pub(super) fn value<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    find(node, name).and_then(|n| attribute(n, "val"))
}

/// «[Style flags] text»; a run's face is shown by * and /.
fn read_paragraph(paragraph: Node) -> String {
    let mut flags = vec![value(paragraph, "pStyle").unwrap_or("?").to_owned()];
    for (name, attributes) in [
        ("keepNext", &[][..]),
        ("tab", &["pos"]),
        ("ind", &["left", "firstLine"]),
        ("jc", &["val"]),
    ] {
        let Some(property) = find(find(paragraph, "pPr").unwrap(), name) else {
            continue;
        };
        flags.push(name.into());
        flags.extend(
            attributes
                .iter()
                .filter_map(|a| attribute(property, a))
                .map(Into::into),
        );
    }
    let text = read_text(paragraph);
    let gap = if text.is_empty() { "" } else { " " };
    format!("[{}]{gap}{text}", flags.join(" "))
}

fn read_text(paragraph: Node) -> String {
    let runs = children(paragraph, "r");
    runs.map(|run| {
        let mut face = String::new();
        for (property, mark) in [("b", "*"), ("i", "/")] {
            if find(run, property).is_some() {
                face.push_str(mark);
            }
        }
        let text = run.children().map(|n| match n.tag_name().name() {
            "t" => n.text().unwrap_or_default(),
            "br" => "⏎",
            "noBreakHyphen" => "\u{2011}",
            "tab" => "⇥",
            "drawing" => alternative(n),
            _ => "",
        });
        format!("{face}{}{face}", text.collect::<String>())
    })
    .collect()
}

/// What a picture shows, in words.
fn alternative<'a>(drawing: Node<'a, '_>) -> &'a str {
    find(drawing, "docPr")
        .and_then(|properties| attribute(properties, "descr"))
        .unwrap_or("?")
}

/// A line for every row: its flags, then its cells with their spans.
fn read_table(table: Node, out: &mut String) {
    let grid = table.descendants().filter(|n| is(*n, "gridCol"));
    let widths: Vec<_> = grid.filter_map(|column| attribute(column, "w")).collect();
    let id = value(table, "tblStyle").unwrap_or("-");
    out.push_str(&format!("<{id} {}>", widths.join("+")));
    for row in children(table, "tr") {
        out.push_str("\n   ");
        for flag in ["tblHeader", "cantSplit"] {
            if find(row, flag).is_some() {
                out.push_str(&format!(" {flag}"));
            }
        }
        for cell in children(row, "tc") {
            let span = value(cell, "gridSpan")
                .map(|n| format!(" ×{n}"))
                .unwrap_or_default();
            let merge = value(cell, "vMerge")
                .map(|v| format!(" {v}"))
                .unwrap_or_default();
            let paragraphs = children(cell, "p");
            let paragraphs: Vec<_> = paragraphs.map(read_paragraph).collect();
            out.push_str(&format!(" |{span}{merge} {}", paragraphs.join(" ¶ ")));
        }
    }
}

fn read_section(section: Node) -> String {
    let size = find(section, "pgSz").unwrap();
    let margin = find(section, "pgMar").unwrap();
    let of = |node, name| attribute(node, name).unwrap_or("-").to_owned();
    format!(
        "== {}×{} {}, margins {} {} {} {}, header at {}, first page {}, start {}",
        of(size, "w"),
        of(size, "h"),
        of(size, "orient"),
        of(margin, "left"),
        of(margin, "right"),
        of(margin, "top"),
        of(margin, "bottom"),
        of(margin, "header"),
        if find(section, "titlePg").is_some() {
            "unnumbered"
        } else {
            "numbered"
        },
        find(section, "pgNumType").map_or("-".into(), |n| of(n, "start")),
    )
}
