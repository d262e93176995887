//! What would make a PDF that is not the document: characters no font shows.
//! Found before anything is laid out. That rows fill their columns, the reader of
//! markup has seen to.

use super::{Fonts, PdfError};
use crate::document::{Block, Chart, Document, Inline, Item, List, Table};

/// Refuses a document that cannot be shown as it is.
pub(super) fn check(document: &Document, fonts: &Fonts) -> Result<(), PdfError> {
    let mut search = Search::new(fonts);
    for block in document.parts.iter().flat_map(|part| &part.blocks) {
        search.block(block);
    }
    search.result()
}

/// Refuses a chart that cannot be shown as it is.
pub(super) fn check_chart(chart: &Chart, fonts: &Fonts) -> Result<(), PdfError> {
    let mut search = Search::new(fonts);
    search.chart(chart);
    search.result()
}

struct Search<'a> {
    fonts: &'a Fonts,
    missing: Vec<char>,
}

impl<'a> Search<'a> {
    fn new(fonts: &'a Fonts) -> Self {
        Self {
            fonts,
            missing: Vec::new(),
        }
    }

    fn result(self) -> Result<(), PdfError> {
        if self.missing.is_empty() {
            Ok(())
        } else {
            Err(PdfError::MissingCharacters {
                characters: self.missing,
            })
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(paragraph) => self.inlines(&paragraph.content),
            Block::Registration {
                date,
                number,
                place,
            } => {
                [date, number, place]
                    .into_iter()
                    .for_each(|c| self.inlines(c));
            }
            Block::Signature { post, name } => {
                [post, name].into_iter().for_each(|c| self.inlines(c));
            }
            Block::List(list) => self.list(list),
            Block::Table(table) => self.table(table),
            Block::Chart(chart) => self.chart(chart),
            // It repeats headings.
            Block::Contents => {}
        }
    }

    fn list(&mut self, list: &List) {
        for Item {
            marker,
            content,
            children,
        } in &list.items
        {
            self.text(marker);
            self.inlines(content);
            if let Some(children) = children {
                self.list(children);
            }
        }
    }

    fn table(&mut self, table: &Table) {
        for row in table.head.iter().chain(&table.body) {
            for paragraph in row.cells.iter().flat_map(|cell| &cell.paragraphs) {
                self.inlines(paragraph);
            }
        }
    }

    fn chart(&mut self, chart: &Chart) {
        for text in chart.texts() {
            self.text(&text);
        }
    }

    fn inlines(&mut self, content: &[Inline]) {
        for inline in content {
            match inline {
                Inline::Text(text) => self.text(text),
                Inline::Bold(inner)
                | Inline::Italic(inner)
                | Inline::Revised(_, inner)
                | Inline::Linked(_, inner) => {
                    self.inlines(inner);
                }
                Inline::Footnote(footnote) => self.inlines(&footnote.content),
                Inline::Break => {}
            }
        }
    }

    fn text(&mut self, text: &str) {
        for c in text.chars() {
            if self.fonts.advances(c).is_none() && !self.missing.contains(&c) {
                self.missing.push(c);
            }
        }
    }
}
