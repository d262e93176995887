//! A DOCX file as readable lines: every paragraph with its style, tables cell by cell.

use std::fmt::Write as _;
use std::io::Read as _;
use std::path::Path;

use roxmltree::{Document, Node};

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// Paragraphs and tables of a file, in order.
pub(crate) fn read(path: &Path) -> String {
    let xml = part(path, "word/document.xml");
    let document = Document::parse(&xml).expect("well-formed XML");
    let body = child(document.root_element(), "body").expect("a body");
    let mut text = String::new();
    for block in body.children().filter(Node::is_element) {
        match block.tag_name().name() {
            "p" => {
                let _ = writeln!(text, "{}", paragraph(block));
            }
            "tbl" => text += &table(block),
            "sectPr" => text += &section(block),
            other => {
                let _ = writeln!(text, "<{other}>");
            }
        }
    }
    text
}

/// The text of a row of a table, cell by cell.
#[derive(Debug)]
pub(crate) struct TextRow {
    pub(crate) cells: Vec<String>,
    /// Whether it is several rows that share cells: a layout may set those in any order.
    pub(crate) merged: bool,
}

/// The text of a file, row by row: the cells of every row of a table, and every
/// paragraph outside of tables as a row of one.
pub(crate) fn rows(path: &Path) -> Vec<TextRow> {
    let xml = part(path, "word/document.xml");
    let document = Document::parse(&xml).expect("well-formed XML");
    let text = |node: Node<'_, '_>| -> String { node.descendants().map(run_text).collect() };
    let mut rows: Vec<TextRow> = Vec::new();
    for node in document.descendants() {
        let is_outside = || !node.ancestors().any(|above| above.has_tag_name((W, "tc")));
        match node.tag_name().name() {
            "tr" => {
                let cells = node.children().filter(|cell| cell.has_tag_name((W, "tc")));
                let goes_on = cells.clone().any(|cell| merge(cell) == Some("continue"));
                let merged = cells.clone().any(|cell| merge(cell).is_some());
                let cells = cells.map(text);
                match rows.last_mut() {
                    Some(above) if goes_on => above.cells.extend(cells),
                    _ => rows.push(TextRow {
                        cells: cells.collect(),
                        merged,
                    }),
                }
            }
            "p" if is_outside() => rows.push(TextRow {
                cells: vec![text(node)],
                merged: false,
            }),
            _ => {}
        }
    }
    rows
}

/// How a cell shares rows: «restart» where it begins, «continue» below.
fn merge<'a>(cell: Node<'a, '_>) -> Option<&'a str> {
    let merge = child(child(cell, "tcPr")?, "vMerge")?;
    Some(merge.attribute((W, "val")).unwrap_or("continue"))
}

/// The text of the head of every table of a file.
pub(crate) fn heads(path: &Path) -> Vec<String> {
    let xml = part(path, "word/document.xml");
    let document = Document::parse(&xml).expect("well-formed XML");
    let is_head = |row: &Node<'_, '_>| {
        let properties = child(*row, "trPr");
        properties.and_then(|p| child(p, "tblHeader")).is_some()
    };
    document
        .descendants()
        .filter(|node| node.has_tag_name((W, "tbl")))
        .map(|table| {
            let rows = table.children().filter(is_head);
            rows.flat_map(|row| row.descendants())
                .map(run_text)
                .collect()
        })
        .filter(|head: &String| !head.is_empty())
        .collect()
}

/// The footnotes of a file in order, each with its number.
pub(crate) fn footnotes(path: &Path) -> Vec<String> {
    if !has_part(path, "word/footnotes.xml") {
        return Vec::new();
    }
    let xml = part(path, "word/footnotes.xml");
    let document = Document::parse(&xml).expect("well-formed XML");
    let notes = document.root_element().children();
    notes
        // Word's own lines above the footnotes have a type.
        .filter(|note| note.is_element() && note.attribute((W, "type")).is_none())
        .map(|note| {
            let number = note.attribute((W, "id")).unwrap_or("");
            let text: String = note.descendants().map(run_text).collect();
            format!("{number}{text}")
        })
        .collect()
}

fn has_part(path: &Path, name: &str) -> bool {
    let file = std::fs::File::open(path).expect("the file is there");
    let archive = zip::ZipArchive::new(file).expect("a zip archive");
    archive.file_names().any(|known| known == name)
}

fn part(path: &Path, name: &str) -> String {
    let file = std::fs::File::open(path).expect("the file is there");
    let mut archive = zip::ZipArchive::new(file).expect("a zip archive");
    let mut text = String::new();
    let mut part = archive.by_name(name).expect("the part is there");
    part.read_to_string(&mut text).expect("a part in UTF-8");
    text
}

fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| child.has_tag_name((W, name)))
}

fn value<'a>(node: Option<Node<'a, '_>>, name: &str) -> Option<&'a str> {
    node?.attribute((W, name))
}

fn run_text(node: Node<'_, '_>) -> String {
    match node.tag_name().name() {
        "t" => node.text().unwrap_or("").to_owned(),
        "br" => "↵".to_owned(),
        "noBreakHyphen" => "‑".to_owned(),
        "footnoteReference" => node.attribute((W, "id")).unwrap_or("").to_owned(),
        "docPr" => picture(node.attribute("descr").unwrap_or("")),
        "tab" if node.parent().is_some_and(|run| run.has_tag_name((W, "r"))) => "⇥".to_owned(),
        _ => String::new(),
    }
}

/// What stands for a picture that shows `alt`.
pub(crate) fn picture(alt: &str) -> String {
    format!("[рисунок: {alt}]")
}

/// «Style: text», no-break spaces shown as «·».
fn paragraph(node: Node<'_, '_>) -> String {
    let properties = child(node, "pPr");
    let style = value(properties.and_then(|p| child(p, "pStyle")), "val").unwrap_or("—");
    let text: String = node.descendants().map(run_text).collect();
    let keep = if properties.and_then(|p| child(p, "keepNext")).is_some() {
        " +"
    } else {
        ""
    };
    let mut line = format!("{style}{keep}: {}", text.replace('\u{a0}', "·"));
    if let Some(break_) = properties.and_then(|p| child(p, "sectPr")) {
        let _ = write!(line, "\n{}", section(break_).trim_end());
    }
    line
}

fn table(node: Node<'_, '_>) -> String {
    let mut text = String::new();
    for row in node.children().filter(|row| row.has_tag_name((W, "tr"))) {
        let properties = child(row, "trPr");
        let head = properties.and_then(|p| child(p, "tblHeader")).is_some();
        let whole = properties.and_then(|p| child(p, "cantSplit")).is_some();
        let mark = match (head, whole) {
            (true, _) => "║",
            (false, true) => "|",
            (false, false) => "¦",
        };
        let cells: Vec<String> = row
            .children()
            .filter(|cell| cell.has_tag_name((W, "tc")))
            .map(cell)
            .collect();
        let _ = writeln!(text, "{mark} {} {mark}", cells.join(&format!(" {mark} ")));
    }
    text
}

fn cell(node: Node<'_, '_>) -> String {
    let properties = child(node, "tcPr");
    let span = value(properties.and_then(|p| child(p, "gridSpan")), "val");
    let merge = properties.and_then(|p| child(p, "vMerge"));
    let paragraphs: Vec<String> = node
        .children()
        .filter(|p| p.has_tag_name((W, "p")))
        .map(|p| {
            p.descendants()
                .map(run_text)
                .collect::<String>()
                .replace('\u{a0}', "·")
        })
        .collect();
    let mut text = paragraphs.join(" ¶ ");
    if let Some(span) = span {
        text = format!("[{span}] {text}");
    }
    if merge.is_some() && value(merge, "val") != Some("restart") {
        text = "↑".to_owned();
    }
    text
}

fn section(node: Node<'_, '_>) -> String {
    let lying = value(child(node, "pgSz"), "orient") == Some("landscape");
    let start = value(child(node, "pgNumType"), "start");
    let first = child(node, "titlePg").is_some();
    format!(
        "--- {}{}{}\n",
        if lying {
            "альбомная"
        } else {
            "книжная"
        },
        start.map_or(String::new(), |start| format!(", номера с {start}")),
        if first {
            ", на первой странице номера нет"
        } else {
            ""
        },
    )
}
