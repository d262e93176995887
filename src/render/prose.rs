//! Prose as templates see it.

use serde::Serialize;

use super::context::Context;
use crate::model::{ListItem, ProseBlock};

/// A block of prose.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(super) enum ProseView {
    Paragraph { text: String },
    Heading { lines: Vec<String> },
    Subheading { lines: Vec<String> },
    List { items: Vec<ItemView> },
}

/// An item of a list; nested lists are flat, with levels from 1.
#[derive(Debug, Serialize)]
pub(super) struct ItemView {
    text: String,
    level: usize,
}

impl Context<'_> {
    pub(super) fn prose(&mut self, blocks: &[ProseBlock]) -> Vec<ProseView> {
        let mut views = Vec::new();
        for block in blocks {
            match block {
                ProseBlock::Paragraph(text) => views.extend(
                    self.paragraphs(text)
                        .into_iter()
                        .map(|text| ProseView::Paragraph { text }),
                ),
                ProseBlock::Heading(text) => views.push(ProseView::Heading {
                    lines: self.paragraphs(text),
                }),
                ProseBlock::Subheading(text) => views.push(ProseView::Subheading {
                    lines: self.paragraphs(text),
                }),
                ProseBlock::List(items) => views.push(ProseView::List {
                    items: self.items(items),
                }),
            }
        }
        views
    }

    pub(super) fn items(&mut self, items: &[ListItem]) -> Vec<ItemView> {
        let mut views = Vec::new();
        self.add_items(items, 1, &mut views);
        views
    }

    fn add_items(&mut self, items: &[ListItem], level: usize, views: &mut Vec<ItemView>) {
        for item in items {
            let text = self.text(item.text());
            views.push(ItemView { text, level });
            self.add_items(item.items(), level + 1, views);
        }
    }
}
