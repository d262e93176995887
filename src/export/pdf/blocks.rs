//! Parts and blocks of the tree into those of the template.

use std::collections::BTreeSet;

use super::chart::{Room, chart};
use super::data::{self, Block, Data, Heading, Item, List, Paragraph, Part};
use super::lines::Measure;
use super::table::{Setting, last_rows};
use super::text::{is_empty, plain, text, text_or_blank};
use super::{Fonts, LONG, PT};
use crate::document::{self, Document, Orientation, Role};
use crate::style::{POST_SHARE, ParagraphStyle, Style};

/// Signatures, counted from 0, that a first layout left alone on their page.
pub(super) type Lone = BTreeSet<usize>;

/// The part of a page up to which a paragraph surely has room on one.
const NEARLY_PAGE: f32 = 0.9;

/// Everything the template needs for `document`.
pub(super) fn data<'a>(
    document: &'a Document,
    style: &'a Style,
    fonts: &'a Fonts,
    lone: &'a Lone,
) -> Data<'a> {
    let mut composer = Composer {
        style,
        fonts,
        lone,
        signatures: 0,
        level: 0,
        width: 0.0,
        height: 0.0,
    };
    Data {
        title: &document.title,
        author: &document.author,
        subject: &document.subject,
        setting: data::Setting::new(fonts),
        style,
        post_share: POST_SHARE,
        // A part without content would still be a page.
        parts: (document.parts.iter())
            .filter(|part| !part.blocks.is_empty())
            .map(|part| composer.part(part))
            .collect(),
    }
}

/// Goes through a document from its beginning.
struct Composer<'a> {
    style: &'a Style,
    fonts: &'a Fonts,
    lone: &'a Lone,
    /// How many signatures there were.
    signatures: usize,
    /// Outline level of the last heading.
    level: u8,
    /// Width of the part's text in pt.
    width: f32,
    /// Height of the text of one of its pages in pt.
    height: f32,
}

impl<'a> Composer<'a> {
    fn part(&mut self, part: &'a document::Part) -> Part<'a> {
        let sheet = &self.style.sheet;
        let margins = &self.style.margins;
        let (width, height, sides) = match part.orientation {
            Orientation::Portrait => (sheet.width, sheet.height, &margins.portrait),
            Orientation::Landscape => (sheet.height, sheet.width, &margins.landscape),
        };
        self.width = (width - sides.left - sides.right) * PT;
        self.height = (height - sides.top - sides.bottom) * PT;
        let mut blocks = Vec::new();
        for (i, block) in part.blocks.iter().enumerate() {
            self.block(block, part.blocks.get(i + 1), &mut blocks);
        }
        Part {
            orientation: part.orientation,
            restart: part.restart_numbering,
            before: part.blocks.first().map_or(0.0, |block| self.before(block)),
            blocks,
        }
    }

    /// Space above `block` in pt.
    fn before(&self, block: &document::Block) -> f32 {
        let looks = &self.style.paragraphs;
        match block {
            document::Block::Paragraph(paragraph) => paragraph.role.style(self.style).before,
            document::Block::Registration { .. } => looks.registration.before,
            document::Block::List(_) => looks.list.before,
            // A signature brings its own space along.
            document::Block::Signature { .. } | document::Block::Table(_) => 0.0,
            document::Block::Chart(_) => self.style.table.before,
        }
    }

    /// Adds `block`, which `next` follows.
    fn block(
        &mut self,
        block: &'a document::Block,
        next: Option<&document::Block>,
        blocks: &mut Vec<Block<'a>>,
    ) {
        let signed = matches!(next, Some(document::Block::Signature { .. }));
        let lone = signed && self.lone.contains(&self.signatures);
        match block {
            document::Block::Paragraph(paragraph) => {
                blocks.push(Block::Paragraph(self.paragraph(paragraph, signed, lone)));
            }
            document::Block::Registration {
                date,
                number,
                place,
            } => {
                let measure = self.measure(&self.style.paragraphs.registration, self.width);
                blocks.push(Block::Registration {
                    date: text(date, measure),
                    number: text(number, measure),
                    place: (!is_empty(place)).then(|| text(place, measure)),
                });
            }
            document::Block::Signature { post, name } => {
                self.signatures += 1;
                let look = &self.style.paragraphs.signature;
                let post_width = self.width * POST_SHARE;
                blocks.push(Block::Signature {
                    post: text(post, self.measure(look, post_width)),
                    name: text(name, self.measure(look, self.width - post_width)),
                    keep: next.is_some_and(is_closing),
                });
            }
            document::Block::List(list) => self.list_block(list, lone, blocks),
            document::Block::Table(table) if is_bare(table) => {}
            document::Block::Table(table) => self.table_block(table, lone, blocks),
            document::Block::Chart(source) => {
                let room = Room {
                    width: self.width,
                    height: self.height,
                };
                blocks.push(Block::Chart {
                    chart: chart(source, self.fonts, room),
                    keep: source.keep_with_next || signed,
                });
            }
        }
    }

    fn paragraph(
        &mut self,
        paragraph: &'a document::Paragraph,
        signed: bool,
        lone: bool,
    ) -> Paragraph<'a> {
        let look = paragraph.role.style(self.style);
        let width = match paragraph.role {
            Role::Stamp => self.style.stamp_width * PT,
            _ => self.width,
        };
        let measure = self.measure(look, width - look.indent * PT);
        let heading = self.heading(paragraph);
        let keep = paragraph.keep_with_next || heading.is_some() || signed;
        let lines = measure.lines(&plain(&paragraph.content, '\n')) as f32;
        let pages = lines * self.line(look.size, look.line) / self.height;
        Paragraph {
            role: paragraph.role,
            text: match heading {
                Some(_) => text(&paragraph.content, measure),
                None => text_or_blank(&paragraph.content, measure),
            },
            heading,
            keep,
            // [N-31]; a long one may go on over the page, unless that has left
            // the signature alone.
            whole: keep && pages <= if lone { NEARLY_PAGE } else { LONG },
        }
    }

    /// Levels never skip one: readers and PDF/UA take that for a lost heading.
    fn heading(&mut self, paragraph: &document::Paragraph) -> Option<Heading> {
        let title = plain(&paragraph.content, ' ');
        let nominal = paragraph.role.heading_level()?;
        if title.trim().is_empty() {
            return None;
        }
        self.level = nominal.min(self.level + 1);
        Some(Heading {
            level: self.level,
            title: title.trim().to_owned(),
        })
    }

    fn list_block(&self, list: &'a document::List, lone: bool, blocks: &mut Vec<Block<'a>>) {
        let last = list.items.len().saturating_sub(1);
        match (lone, last) {
            (true, 1..) => {
                blocks.push(self.list(&list.items[..last], false));
                blocks.push(Block::PageBreak);
                blocks.push(self.list(&list.items[last..], false));
            }
            _ => blocks.push(self.list(&list.items, lone)),
        }
    }

    fn list(&self, items: &'a [document::Item], keep: bool) -> Block<'a> {
        Block::List {
            list: self.items(items, 1),
            keep,
        }
    }

    fn items(&self, items: &'a [document::Item], level: u8) -> List<'a> {
        let look = &self.style.paragraphs.list;
        let measure = self.measure(look, self.width);
        let ordered = items
            .windows(2)
            .any(|pair| pair[0].marker != pair[1].marker);
        let space = measure.width(" ");
        let indent = look.indent + self.style.list.indent * f32::from(level);
        let items = items.iter().map(|item| {
            let room = match item.marker.as_str() {
                "" => 0.0,
                marker => measure.width(marker) + space,
            };
            let measure = Measure {
                length: measure.length - indent * PT - room,
                ..measure
            };
            Item {
                marker: &item.marker,
                indent,
                room,
                text: text_or_blank(&item.content, measure),
                children: (item.children.as_ref())
                    .map(|list| self.items(&list.items, level.saturating_add(1))),
            }
        });
        List {
            items: items.collect(),
            ordered,
        }
    }

    fn table_block(&self, table: &'a document::Table, lone: bool, blocks: &mut Vec<Block<'a>>) {
        let style = &self.style.table;
        let setting = Setting {
            style,
            measure: Measure {
                fonts: self.fonts,
                size: table.size(style),
                bold: false,
                tracking: 0.0,
                length: self.width,
            },
            line: self.line(table.size(style), style.line),
            page: self.height,
        };
        let rows = table.body.len();
        match (lone, last_rows(table)) {
            (true, first @ 1..) => {
                blocks.push(Block::Table(setting.table(table, 0..first, false)));
                blocks.push(Block::PageBreak);
                blocks.push(Block::Table(setting.table(table, first..rows, false)));
            }
            _ => blocks.push(Block::Table(setting.table(table, 0..rows, lone))),
        }
    }

    fn measure(&self, look: &ParagraphStyle, length: f32) -> Measure<'a> {
        Measure {
            fonts: self.fonts,
            size: look.size,
            bold: look.bold,
            tracking: look.tracking,
            length,
        }
    }

    /// Height of a line in pt.
    fn line(&self, size: f32, multiple: f32) -> f32 {
        self.fonts.single_line().height() * size * multiple
    }
}

/// Whether there is nothing to draw.
fn is_bare(table: &document::Table) -> bool {
    table.columns.is_empty() || table.head.is_empty() && table.body.is_empty()
}

/// Whether `block` ends a document and must not stand on a page of its own [N-31].
fn is_closing(block: &document::Block) -> bool {
    match block {
        document::Block::Signature { .. } => true,
        document::Block::Paragraph(paragraph) => paragraph.role == Role::Executor,
        _ => false,
    }
}
