//! The table of contents: a field of Word that already holds what it would fill in.
//!
//! The page numbers are those of the PDF, which is set with the same widths. The
//! field is marked as stale, so Word counts its own pages when it opens the file;
//! editors that do not, show numbers all the same.

use docx_rs::{Hyperlink, HyperlinkType, Paragraph, Run, Tab, TabLeaderType, TabValueType};

use super::page::Page;
use super::{DocxError, field, plain, styles};
use crate::document::{Block, Document, Entry};
use crate::export::pdf::{self, Fonts};
use crate::style::Style;

/// The field: headings of these levels, linked, without tabs in views of the web.
const FIELD: &str = r#" TOC \o "2-4" \h \z "#;

/// The headings of a document with their pages; empty if it has no table of contents.
#[derive(Default)]
pub(super) struct Contents {
    lines: Vec<(Entry, usize)>,
    /// How many headings have been written.
    written: usize,
}

impl Contents {
    /// Looks up the pages of a document's headings, if it lists them anywhere.
    pub(super) fn of(document: &Document, style: &Style, fonts: &Fonts) -> Result<Self, DocxError> {
        if !document.has_contents() {
            return Ok(Self::default());
        }
        let pages = pdf::heading_pages(document, style, fonts)?;
        Ok(Self {
            lines: document.entries().into_iter().zip(pages).collect(),
            written: 0,
        })
    }

    /// Marks a heading as the next one of the list.
    pub(super) fn mark(&mut self, block: &Block, mut paragraph: Paragraph) -> Paragraph {
        if self.written >= self.lines.len() || block.entry().is_none() {
            return paragraph;
        }
        self.written += 1;
        let text = std::mem::take(&mut paragraph.children);
        paragraph = paragraph.add_bookmark_start(self.written, anchor(self.written));
        paragraph.children.extend(text);
        paragraph.add_bookmark_end(self.written)
    }

    /// The table's lines.
    pub(super) fn paragraphs(&self, page: &Page) -> Result<Vec<Paragraph>, DocxError> {
        let mut paragraphs = Vec::with_capacity(self.lines.len());
        for (index, (entry, number)) in self.lines.iter().enumerate() {
            let mut paragraph = Paragraph::new()
                .style(&styles::contents_id(entry.level))
                .add_tab(right(page));
            if index == 0 {
                for run in field::begin(FIELD, true) {
                    paragraph = paragraph.add_run(run);
                }
            }
            paragraphs.push(paragraph.add_hyperlink(line(index + 1, entry, *number)?));
        }
        if !paragraphs.is_empty() {
            // Word keeps the paragraph that holds the end when it makes the table anew.
            let flat = Paragraph::new().style(styles::AFTER_TABLE);
            paragraphs.push(flat.add_run(field::end()));
        }
        Ok(paragraphs)
    }
}

/// The name of a heading's bookmark; Word takes such names for its own.
fn anchor(number: usize) -> String {
    format!("_Toc{number:06}")
}

/// Where the page numbers end.
fn right(page: &Page) -> Tab {
    Tab::new()
        .val(TabValueType::Right)
        .leader(TabLeaderType::Dot)
        .pos(page.text_width().unsigned_abs() as usize)
}

fn line(number: usize, entry: &Entry, page: usize) -> Result<Hyperlink, DocxError> {
    let mut link = Hyperlink::new(anchor(number), HyperlinkType::Anchor)
        .add_run(Run::new().add_text(plain(&entry.title)?))
        .add_run(Run::new().add_tab());
    for run in field::begin(&format!(r" PAGEREF {} \h ", anchor(number)), false) {
        link = link.add_run(run);
    }
    Ok(link
        .add_run(Run::new().add_text(page.to_string()))
        .add_run(field::end()))
}
