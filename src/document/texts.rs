//! Every piece of text of a document, in reading order.

use super::{Block, Chart, Document, Inline, List, Table};

impl Document {
    /// Its charts in order.
    pub fn charts(&self) -> impl Iterator<Item = &Chart> {
        let blocks = self.parts.iter().flat_map(|part| &part.blocks);
        blocks.filter_map(|block| match block {
            Block::Chart(chart) => Some(chart),
            _ => None,
        })
    }

    /// The title and all text of the parts, markers of lists and names in charts
    /// included.
    pub fn texts(&self) -> Vec<&str> {
        let mut texts = vec![self.title.as_str()];
        for block in self.parts.iter().flat_map(|part| &part.blocks) {
            match block {
                Block::Paragraph(paragraph) => inline_texts(&paragraph.content, &mut texts),
                Block::Registration {
                    date,
                    number,
                    place,
                } => {
                    for content in [date, number, place] {
                        inline_texts(content, &mut texts);
                    }
                }
                Block::Signature { post, name } => {
                    inline_texts(post, &mut texts);
                    inline_texts(name, &mut texts);
                }
                Block::List(list) => list_texts(list, &mut texts),
                Block::Table(table) => table_texts(table, &mut texts),
                Block::Chart(chart) => texts.extend(chart.names()),
                // It repeats headings.
                Block::Contents => {}
            }
        }
        texts
    }
}

fn list_texts<'d>(list: &'d List, texts: &mut Vec<&'d str>) {
    for item in &list.items {
        texts.push(&item.marker);
        inline_texts(&item.content, texts);
        if let Some(children) = &item.children {
            list_texts(children, texts);
        }
    }
}

fn table_texts<'d>(table: &'d Table, texts: &mut Vec<&'d str>) {
    let rows = table.head.iter().chain(&table.body);
    for cell in rows.flat_map(|row| &row.cells) {
        for paragraph in &cell.paragraphs {
            inline_texts(paragraph, texts);
        }
    }
}

fn inline_texts<'d>(content: &'d [Inline], texts: &mut Vec<&'d str>) {
    for inline in content {
        match inline {
            Inline::Text(text) => texts.push(text),
            Inline::Bold(inner)
            | Inline::Italic(inner)
            | Inline::Revised(_, inner)
            | Inline::Linked(_, inner) => {
                inline_texts(inner, texts);
            }
            Inline::Footnote(footnote) => inline_texts(&footnote.content, texts),
            Inline::Break => {}
        }
    }
}
