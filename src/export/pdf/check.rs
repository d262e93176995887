//! What would make a PDF that is not the document: characters no font shows,
//! rows whose cells would slip into the next one. Found before anything is laid out.

use super::{Fonts, PdfError};
use crate::document::{Block, Document, Inline, Item, List, Row, Table};

/// Refuses a document that cannot be shown as it is.
pub(super) fn check(document: &Document, fonts: &Fonts) -> Result<(), PdfError> {
    let mut search = Search {
        fonts,
        missing: Vec::new(),
    };
    for block in document.parts.iter().flat_map(|part| &part.blocks) {
        if let Block::Table(table) = block {
            check_rows(table)?;
        }
        search.block(block);
    }
    if search.missing.is_empty() {
        Ok(())
    } else {
        Err(PdfError::MissingCharacters {
            characters: search.missing,
        })
    }
}

fn check_rows(table: &Table) -> Result<(), PdfError> {
    let columns = table.columns.len();
    let wrong = first_misfit(&table.head, columns)
        .or_else(|| Some(table.head.len() + first_misfit(&table.body, columns)?));
    match wrong {
        Some(index) => Err(PdfError::Row { number: index + 1 }),
        None => Ok(()),
    }
}

/// The first row whose cells, spans counted, do not fill the columns exactly.
fn first_misfit(rows: &[Row], columns: usize) -> Option<usize> {
    let mut covered = vec![0; columns];
    rows.iter().position(|row| {
        let fits = fill(row, &mut covered).is_some();
        covered
            .iter_mut()
            .for_each(|rows: &mut u16| *rows = rows.saturating_sub(1));
        !fits
    })
}

/// Sets `row` into the columns that no cell from above covers.
fn fill(row: &Row, covered: &mut [u16]) -> Option<()> {
    let mut cells = row.cells.iter();
    let mut column = 0;
    while column < covered.len() {
        if covered[column] > 0 {
            column += 1;
            continue;
        }
        let cell = cells.next()?;
        let end = column + usize::from(cell.columns.max(1));
        let place = covered.get_mut(column..end)?;
        if place.iter().any(|&rows| rows > 0) {
            return None;
        }
        place.fill(cell.rows.max(1));
        column = end;
    }
    cells.next().is_none().then_some(())
}

struct Search<'a> {
    fonts: &'a Fonts,
    missing: Vec<char>,
}

impl Search<'_> {
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

    fn inlines(&mut self, content: &[Inline]) {
        for inline in content {
            match inline {
                Inline::Text(text) => self.text(text),
                Inline::Bold(inner) | Inline::Italic(inner) => self.inlines(inner),
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
