//! What a table of contents lists.

use super::{Block, Document};
use crate::document::pagination::text;

/// A heading as the table of contents shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its outline level, 2 and more: the title of the document is not listed.
    pub level: u8,
    /// Its text on one line.
    pub title: String,
}

impl Document {
    /// Whether it has a table of contents.
    pub fn has_contents(&self) -> bool {
        let mut blocks = self.parts.iter().flat_map(|part| &part.blocks);
        blocks.any(|block| matches!(block, Block::Contents))
    }

    /// The headings that a table of contents lists, in order.
    pub fn entries(&self) -> Vec<Entry> {
        let blocks = self.parts.iter().flat_map(|part| &part.blocks);
        blocks.filter_map(Block::entry).collect()
    }
}

impl Block {
    /// The block as the table of contents shows it, if it is a heading to be listed.
    pub fn entry(&self) -> Option<Entry> {
        let Self::Paragraph(paragraph) = self else {
            return None;
        };
        let level = paragraph.role.heading_level().filter(|level| *level > 1)?;
        let title = text(&paragraph.content).trim().to_owned();
        (!title.is_empty()).then_some(Entry { level, title })
    }
}

#[cfg(test)]
mod tests {
    use crate::document::markup;

    #[test]
    fn headings_are_listed_but_not_the_title() {
        let markup = "<document title=\"Т\"><part><title>Программа</title><contents-title>Содержание</contents-title>\
                      <contents/><heading>Первая<br/>часть</heading><p>а</p><subheading>Б</subheading>\
                      <small-heading>В</small-heading></part></document>";
        let document = markup::parse(markup).unwrap();
        let entries = document.entries().into_iter();
        let entries: Vec<(u8, String)> = entries.map(|entry| (entry.level, entry.title)).collect();
        assert!(document.has_contents());
        assert_eq!(
            entries,
            [(2, "Первая часть".into()), (3, "Б".into()), (4, "В".into())]
        );
    }
}
