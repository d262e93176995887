//! Tracked changes read back as Word takes them: accepted they must leave the text of
//! the new document, rejected that of the old one.

use std::collections::HashSet;

use chrono::NaiveDate;
use roxmltree::Node;

use super::reading::{attribute, find, part_of};
use super::tests::style;
use super::*;
use crate::document::compare::compare;
use crate::document::{Block, Cell, Column, Inline, Item, List, Paragraph, Part, Role, Row, Table};
use crate::style::Align;

/// What the reader of a tracked file does with the changes.
#[derive(Clone, Copy)]
enum Decision {
    Accept,
    Reject,
}

impl Decision {
    /// Whether an element that bears this mark goes.
    fn drops(self, mark: Node<'_, '_>) -> bool {
        match self {
            Self::Accept => is(mark, "del"),
            Self::Reject => is(mark, "ins"),
        }
    }
}

fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.tag_name().name() == name
}

fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|node| is(*node, name))
}

/// The text of a file after the decision: a line for each paragraph and row.
fn text_of(file: &[u8], decision: Decision) -> Vec<String> {
    let xml = part_of(file, "word/document.xml");
    let xml = roxmltree::Document::parse(&xml).unwrap();
    let body = child(xml.root_element(), "body").unwrap();
    lines(body, decision)
}

/// The paragraphs and rows within a body or a cell. A paragraph whose end goes is
/// joined with the next one; before a table or at the end there must be no text left.
fn lines(container: Node<'_, '_>, decision: Decision) -> Vec<String> {
    let mut lines = Vec::new();
    let mut joined = String::new();
    for block in container.children() {
        if is(block, "p") {
            let text = paragraph(block, decision);
            joined.push_str(&text);
            let style = find(block, "pStyle").and_then(|style| attribute(style, "val"));
            // What parts two tables is no text of either document.
            let is_separator = style == Some("AfterTable");
            if is_separator {
                assert_eq!(joined, "", "text has run into a separator");
            } else if !ends_in(block).is_some_and(|mark| decision.drops(mark)) {
                lines.push(std::mem::take(&mut joined));
            }
        } else if is(block, "tbl") {
            assert_eq!(joined, "", "text has run into a table");
            for row in block.children().filter(|node| is(*node, "tr")) {
                let mark = child(row, "trPr").and_then(mark_in);
                if mark.is_some_and(|mark| decision.drops(mark)) {
                    continue;
                }
                let cells = row.children().filter(|node| is(*node, "tc"));
                let cells: Vec<_> = cells
                    .map(|cell| self::lines(cell, decision).join("¶"))
                    .collect();
                lines.push(cells.join("|"));
            }
        }
    }
    assert_eq!(joined, "", "text has run out of its container");
    lines
}

fn mark_in<'a, 'i>(properties: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
    child(properties, "ins").or_else(|| child(properties, "del"))
}

/// The mark of a paragraph's end.
fn ends_in<'a, 'i>(paragraph: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
    mark_in(child(child(paragraph, "pPr")?, "rPr")?)
}

fn paragraph(paragraph: Node<'_, '_>, decision: Decision) -> String {
    let pieces = paragraph.children().filter(|node| !decision.drops(*node));
    let runs = pieces.flat_map(|node| {
        let inside = node.descendants().filter(|node| is(*node, "r"));
        inside.collect::<Vec<_>>()
    });
    let parts = runs
        .flat_map(|run| run.children())
        .map(|node| match node.tag_name().name() {
            "t" | "delText" => node.text().unwrap_or_default().replace('\u{A0}', " "),
            "br" => "⏎".into(),
            "noBreakHyphen" => "\u{2011}".into(),
            "tab" => "⇥".into(),
            "drawing" => find(node, "docPr")
                .and_then(|n| attribute(n, "descr"))
                .unwrap()
                .into(),
            _ => String::new(),
        });
    parts.collect()
}

fn by() -> Attribution {
    Attribution {
        author: "Управление «А&Б»".into(),
        date: NaiveDate::from_ymd_opt(2022, 6, 15),
    }
}

/// Holds that the tracked file of two documents gives back both; returns its XML.
fn check(old: &Document, new: &Document) -> String {
    let (style, fonts) = (style(), Fonts::built_in());
    let file = tracked(&compare(old, new).tracked, &by(), &style, &fonts).unwrap();
    for (document, decision) in [(new, Decision::Accept), (old, Decision::Reject)] {
        let expected = text_of(&docx(document, &style, &fonts).unwrap(), decision);
        let text = text_of(&file, decision);
        assert_eq!(text.join("\n"), expected.join("\n"));
    }
    part_of(&file, "word/document.xml")
}

/// Numbers that look random and are the same in every run (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }

    fn is(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn times<T>(&mut self, most: usize, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let count = self.below(most + 1);
        (0..count).map(|_| make(self)).collect()
    }

    fn text(&mut self) -> String {
        const WORDS: [&str; 12] = [
            "до",
            "19",
            "июня",
            "2026\u{A0}г.",
            "школе",
            "№\u{A0}5",
            "5\u{2011}й",
            "и,",
            "«план»",
            "отчёт",
            "<&>",
            "совещание",
        ];
        let count = 1 + self.below(5);
        let words: Vec<_> = (0..count).map(|_| WORDS[self.below(WORDS.len())]).collect();
        words.join(" ")
    }

    fn content(&mut self) -> Vec<Inline> {
        let text = Inline::Text(self.text());
        match self.below(5) {
            0 => vec![
                Inline::Bold(vec![text]),
                Inline::Text(format!(" {}", self.text())),
            ],
            1 => vec![text, Inline::Break, Inline::Text(self.text())],
            _ => vec![text],
        }
    }

    fn paragraph(&mut self, role: Role, number: &str) -> Block {
        let mut content = self.content();
        if !number.is_empty() {
            content.insert(0, Inline::Text(format!("{number} ")));
        }
        Block::Paragraph(Paragraph {
            role,
            content,
            keep_with_next: false,
        })
    }

    fn items(&mut self, level: usize) -> Vec<Item> {
        let numbered = self.is(50);
        let count = 1 + self.below(3);
        let items = (0..count).map(|index| Item {
            marker: if numbered {
                format!("{})", index + 1)
            } else {
                "–".into()
            },
            content: self.content(),
            children: (level < 2 && self.is(30)).then(|| List {
                items: self.items(level + 1),
            }),
        });
        items.collect()
    }

    fn cell(&mut self, columns: u16, rows: u16) -> Cell {
        Cell {
            columns,
            rows,
            paragraphs: self.times(3, Self::content),
        }
    }

    fn rows(&mut self, number: usize) -> Vec<Row> {
        let row = |section, cells| Row {
            section,
            keep_with_next: false,
            cells,
        };
        let numbered = Cell {
            columns: 1,
            rows: 1,
            paragraphs: vec![vec![Inline::Text(format!("{number}."))]],
        };
        match self.below(8) {
            0 => vec![row(true, vec![self.cell(3, 1)])],
            // Two rows that share their first cell.
            1 => vec![
                row(
                    false,
                    vec![self.cell(1, 2), self.cell(1, 1), self.cell(1, 1)],
                ),
                row(false, vec![self.cell(1, 1), self.cell(1, 1)]),
            ],
            2 => vec![row(false, vec![self.cell(1, 1), self.cell(2, 1)])],
            _ => vec![row(false, vec![numbered, self.cell(1, 1), self.cell(1, 1)])],
        }
    }

    fn table(&mut self) -> Block {
        let count = 1 + self.below(6);
        let head = ["№ п/п", "Мероприятие", "Срок"].map(|text| Cell {
            columns: 1,
            rows: 1,
            paragraphs: vec![vec![Inline::Text(text.into())]],
        });
        let column = Column {
            width: None,
            share: 1,
            align: Align::Left,
        };
        Block::Table(Table {
            dense: false,
            columns: vec![column; 3],
            head: vec![Row {
                section: false,
                keep_with_next: false,
                cells: head.into(),
            }],
            body: (1..=count).flat_map(|number| self.rows(number)).collect(),
        })
    }

    fn block(&mut self) -> Block {
        match self.below(10) {
            0 => Block::Registration {
                date: self.content(),
                number: self.content(),
                place: if self.is(50) { self.content() } else { vec![] },
            },
            1 => Block::Signature {
                post: self.content(),
                name: self.content(),
            },
            2 | 3 => Block::List(List {
                items: self.items(1),
            }),
            4 | 5 => self.table(),
            6 => self.paragraph(Role::Heading, ""),
            7 => self.paragraph(Role::Body, ""),
            _ => {
                let number = format!("{}.", 1 + self.below(4));
                self.paragraph(Role::Point, &number)
            }
        }
    }

    fn part(&mut self) -> Part {
        Part {
            orientation: if self.is(70) {
                Orientation::Portrait
            } else {
                Orientation::Landscape
            },
            restart_numbering: true,
            blocks: self.times(7, Self::block),
        }
    }

    fn document(&mut self) -> Document {
        let count = 1 + self.below(2);
        Document {
            title: "Документ".into(),
            subject: String::new(),
            author: "Управление".into(),
            parts: (0..count).map(|_| self.part()).collect(),
        }
    }

    /// The document with some blocks, rows, items and words changed, gone or new.
    fn edited(&mut self, document: &Document) -> Document {
        let mut edited = document.clone();
        for part in &mut edited.parts {
            let blocks = std::mem::take(&mut part.blocks);
            part.blocks = self.shuffled(blocks, Self::block);
            for block in &mut part.blocks {
                self.edit(block);
            }
        }
        if self.is(10) {
            edited.parts.push(self.part());
        }
        if self.is(10) {
            edited.parts.remove(0);
        }
        edited
    }

    /// Drops some and puts others in.
    fn shuffled<T>(&mut self, pieces: Vec<T>, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let mut shuffled = Vec::new();
        for piece in pieces {
            if self.is(12) {
                shuffled.push(make(self));
            }
            if !self.is(12) {
                shuffled.push(piece);
            }
        }
        if self.is(20) {
            shuffled.push(make(self));
        }
        shuffled
    }

    fn edit(&mut self, block: &mut Block) {
        match block {
            Block::Paragraph(paragraph) => self.edit_content(&mut paragraph.content),
            Block::Registration { date, .. } => self.edit_content(date),
            Block::Signature { name, .. } => self.edit_content(name),
            Block::List(list) => {
                let items = std::mem::take(&mut list.items);
                list.items = self.shuffled(items, |dice| dice.items(2).remove(0));
                for item in &mut list.items {
                    self.edit_content(&mut item.content);
                }
            }
            Block::Table(table) => {
                for cell in table.body.iter_mut().flat_map(|row| &mut row.cells) {
                    if self.is(20) {
                        let paragraphs = std::mem::take(&mut cell.paragraphs);
                        cell.paragraphs = self.shuffled(paragraphs, Self::content);
                    }
                }
                let spans = table
                    .body
                    .iter()
                    .flat_map(|row| &row.cells)
                    .any(|c| c.rows > 1);
                if !spans {
                    let rows = std::mem::take(&mut table.body);
                    table.body = self.shuffled(rows, |dice| Row {
                        section: false,
                        keep_with_next: false,
                        cells: vec![dice.cell(1, 1), dice.cell(1, 1), dice.cell(1, 1)],
                    });
                }
            }
            Block::Chart(_) => {}
        }
    }

    fn edit_content(&mut self, content: &mut Vec<Inline>) {
        if self.is(30) {
            let added = self.content();
            let at = self.below(content.len() + 1);
            content.splice(at..at, added);
        }
        if self.is(15) {
            *content = self.content();
        }
    }
}

#[test]
fn accepted_and_rejected_changes_give_both_texts() {
    let mut dice = Dice(0x5EED_D1CE);
    for _ in 0..300 {
        let old = dice.document();
        let new = dice.edited(&old);
        check(&old, &new);
        check(&new, &old);
    }
}

#[test]
fn unrelated_documents_can_be_compared() {
    let mut dice = Dice(0xFACE);
    for _ in 0..60 {
        let (old, new) = (dice.document(), dice.document());
        check(&old, &new);
    }
}

#[test]
fn equal_documents_have_no_tracked_changes() {
    let mut dice = Dice(7);
    for _ in 0..20 {
        let document = dice.document();
        let xml = check(&document, &document);
        assert!(!xml.contains("<w:ins") && !xml.contains("<w:del"));
    }
}

#[test]
fn every_change_has_its_own_id_and_says_who_and_when() {
    let mut dice = Dice(42);
    let old = dice.document();
    let new = dice.document();
    let xml = check(&old, &new);
    let xml = roxmltree::Document::parse(&xml).unwrap();
    let mut ids = HashSet::new();
    for change in xml.descendants().filter(|n| is(*n, "ins") || is(*n, "del")) {
        assert!(ids.insert(attribute(change, "id").unwrap()));
        assert_eq!(attribute(change, "author"), Some("Управление «А&Б»"));
        assert_eq!(attribute(change, "date"), Some("2022-06-15T00:00:00Z"));
    }
    assert!(ids.len() > 5, "{ids:?}");
}

#[test]
fn equal_comparisons_are_equal_files() {
    let mut dice = Dice(99);
    let (old, new) = (dice.document(), dice.document());
    let write = || {
        let comparison = compare(&old, &new);
        tracked(&comparison.tracked, &by(), &style(), &Fonts::built_in()).unwrap()
    };
    assert!(write() == write());
}
