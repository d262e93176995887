//! Quotes, dashes and no-break spaces ([N-85], [N-86]), set once on the tree
//! so that all writers print the same text.
//!
//! A paragraph is one line of text here, however many bold or italic runs it
//! has: a quote may open in one run and close in the next. Each rule is a pass
//! that reads the line and lists its edits; links are never edited. Setting a
//! text twice changes nothing more.

mod dashes;
mod line;
mod no_break;
mod number;
mod quotes;
mod spaces;
#[cfg(test)]
mod tests;

pub use number::NO_BREAK_HYPHEN;

use super::{Block, Chart, Document, Inline, List, Role, Table};
use line::{Edit, Line};

/// Sets the text of a whole document.
pub fn apply(document: &mut Document) {
    let mut setter = Setter::default();
    for property in [
        &mut document.title,
        &mut document.subject,
        &mut document.author,
    ] {
        setter.string(property);
    }
    for part in &mut document.parts {
        for block in &mut part.blocks {
            setter.block(block);
        }
    }
}

/// Sets a plain string, such as a title in a file's properties.
pub fn text(text: &str) -> String {
    let mut text = text.to_owned();
    Setter::default().string(&mut text);
    text
}

/// One rule: reads a line, lists its edits in order.
type Pass = fn(&str, &mut Vec<Edit>);

/// Later passes rely on earlier ones: quotes tell where spaces are wrong,
/// single spaces tell what a dash is, dashes make the numbers that units follow.
const PASSES: [Pass; 5] = [
    quotes::set,
    spaces::clean,
    dashes::set,
    no_break::insert,
    no_break::bind,
];

/// Sets paragraph after paragraph with the same buffers.
#[derive(Default)]
struct Setter {
    line: Line,
    edits: Vec<Edit>,
}

impl Setter {
    fn block(&mut self, block: &mut Block) {
        match block {
            Block::Paragraph(paragraph) => {
                self.inlines(&mut paragraph.content);
                if paragraph.role == Role::Stamp {
                    number::keep_whole(&mut paragraph.content);
                }
            }
            Block::Registration {
                date,
                number,
                place,
            } => {
                for inlines in [date, &mut *number, place] {
                    self.inlines(inlines);
                }
                number::keep_whole(number);
            }
            Block::Signature { post, name } => {
                self.inlines(post);
                self.inlines(name);
            }
            Block::List(list) => self.list(list),
            Block::Table(table) => self.table(table),
            Block::Chart(chart) => self.chart(chart),
            Block::Contents => {}
        }
    }

    fn list(&mut self, list: &mut List) {
        for item in &mut list.items {
            self.inlines(&mut item.content);
            if let Some(children) = &mut item.children {
                self.list(children);
            }
        }
    }

    fn table(&mut self, table: &mut Table) {
        for row in table.head.iter_mut().chain(&mut table.body) {
            for paragraph in row.cells.iter_mut().flat_map(|cell| &mut cell.paragraphs) {
                self.inlines(paragraph);
            }
        }
    }

    fn chart(&mut self, chart: &mut Chart) {
        self.string(&mut chart.alt);
        self.string(&mut chart.unit);
        let categories = chart.categories.iter_mut().map(|c| &mut c.name);
        for name in chart.series.iter_mut().chain(categories) {
            self.string(name);
        }
    }

    fn string(&mut self, text: &mut String) {
        self.line.clear();
        self.line.push(text);
        if self.set() {
            self.line.store([text]);
        }
    }

    fn inlines(&mut self, inlines: &mut [Inline]) {
        self.line.clear();
        push(&mut self.line, inlines);
        if self.set() {
            let mut leaves = Vec::new();
            collect(inlines, &mut leaves);
            self.line.store(leaves);
        }
        self.footnotes(inlines);
    }

    /// Each footnote is a line of its own.
    fn footnotes(&mut self, inlines: &mut [Inline]) {
        for inline in inlines {
            match inline {
                Inline::Footnote(footnote) => self.inlines(&mut footnote.content),
                Inline::Bold(children)
                | Inline::Italic(children)
                | Inline::Revised(_, children)
                | Inline::Linked(_, children) => self.footnotes(children),
                Inline::Text(_) | Inline::Break => {}
            }
        }
    }

    /// Runs the passes over the line; tells whether anything changed.
    fn set(&mut self) -> bool {
        let mut changed = false;
        if !self.line.needs_care() {
            return false;
        }
        for pass in PASSES {
            self.edits.clear();
            pass(self.line.text(), &mut self.edits);
            changed |= self.line.edit(&self.edits);
        }
        changed
    }
}

/// Puts the text of a paragraph on the line.
fn push(line: &mut Line, inlines: &[Inline]) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => line.push(text),
            Inline::Bold(children)
            | Inline::Italic(children)
            | Inline::Revised(_, children)
            | Inline::Linked(_, children) => {
                push(line, children);
            }
            Inline::Break => line.push_break(),
            Inline::Footnote(_) => {}
        }
    }
}

/// The texts of a paragraph in the order they stand on the line.
fn collect<'t>(inlines: &'t mut [Inline], leaves: &mut Vec<&'t mut String>) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => leaves.push(text),
            Inline::Bold(children)
            | Inline::Italic(children)
            | Inline::Revised(_, children)
            | Inline::Linked(_, children) => {
                collect(children, leaves);
            }
            Inline::Break | Inline::Footnote(_) => {}
        }
    }
}
