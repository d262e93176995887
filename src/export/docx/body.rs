//! The blocks of a part as Word paragraphs, tables and pictures.

use docx_rs::{
    BookmarkEnd, BookmarkStart, Break, BreakType, DocumentChild, FootnoteReference, FrameProperty,
    LineSpacing, Paragraph as DocxParagraph, ParagraphChild, Run, RunChild, SectionProperty,
    SpecialIndentType, Tab, TabValueType, TableChild,
};

use super::contents::Contents;
use super::field;
use super::page::Page;
use super::picture::Pictures;
use super::{DocxError, mm, plain, pt, revision, styles, table};
use crate::document::{Block, Footnote, Inline, Link, List, Paragraph, Part, Revision, Role};
use crate::export::pdf::Fonts;
use crate::style::Style;

/// The text of a document as it grows.
pub(super) struct Body<'a> {
    style: &'a Style,
    fonts: &'a Fonts,
    pictures: Pictures,
    contents: Contents,
    children: Vec<DocumentChild>,
    /// Whether a signature was written last.
    signing: bool,
    /// Space in pt below the text that was written last in this part, if it was text.
    below: Option<f32>,
}

impl<'a> Body<'a> {
    /// An empty text.
    pub(super) fn new(style: &'a Style, fonts: &'a Fonts, contents: Contents) -> Self {
        Self {
            style,
            fonts,
            pictures: Pictures::default(),
            contents,
            children: Vec::new(),
            signing: false,
            below: None,
        }
    }

    /// Adds a part, to stand on pages like `page`.
    pub(super) fn part(&mut self, part: &Part, page: &Page) -> Result<(), DocxError> {
        let start = self.children.len();
        self.signing = false;
        self.below = None;
        for (index, block) in part.blocks.iter().enumerate() {
            let keep = part.blocks.get(index + 1).is_some_and(is_closing);
            self.block(block, page, keep)?;
            self.signing = matches!(block, Block::Signature { .. });
            self.below = match block {
                Block::Paragraph(paragraph) => Some(paragraph.role.style(self.style).after),
                Block::List(_) => Some(self.style.paragraphs.list.after),
                Block::Chart(_) => Some(self.style.table.after),
                Block::Contents => Some(self.style.paragraphs.contents.after),
                _ => None,
            };
        }
        // Word wants every part to end in a paragraph, and a section's settings
        // are kept by its last one, which LibreOffice wants outside the field of contents.
        let ends_in_contents = matches!(part.blocks.last(), Some(Block::Contents));
        let ends_in_frame = part.blocks.last().is_some_and(is_at_bottom);
        // The end of the last one is no part of what changed.
        let ends_in_other =
            self.ends_in_table() || self.ends_in_revision() || ends_in_contents || ends_in_frame;
        if self.children.len() == start || ends_in_other {
            self.separator(false);
        }
        Ok(())
    }

    /// Ends the section whose last paragraph was written last.
    ///
    /// The settings go into that paragraph: docx-rs's own `Section` would add an
    /// empty one, which may open an empty page.
    pub(super) fn end_section(&mut self, section: SectionProperty) {
        if let Some(DocumentChild::Paragraph(last)) = self.children.last_mut() {
            last.property.section_property = Some(section);
        }
    }

    /// The whole text and the pictures it shows.
    pub(super) fn finish(mut self) -> (Vec<DocumentChild>, Pictures) {
        if self.children.is_empty() {
            self.separator(false);
        }
        (self.children, self.pictures)
    }

    /// Adds a block; a table, chart or signature stays with what follows if `keep` says so.
    fn block(&mut self, block: &Block, page: &Page, keep: bool) -> Result<(), DocxError> {
        match block {
            Block::Paragraph(source) => {
                let paragraph = self.paragraph(source, page)?;
                let mut paragraph = self.contents.mark(block, paragraph);
                if self.ends_in_table() && !self.signing {
                    // A table has no space of its own around it.
                    let own = source.role.style(self.style).before;
                    let before = pt(own.max(self.style.table.after)).unsigned_abs();
                    paragraph = paragraph.line_spacing(LineSpacing::new().before(before));
                }
                self.push(paragraph);
            }
            Block::Registration {
                date,
                number,
                place,
            } => self.push(registration(date, number, place, page)?),
            Block::Signature { post, name } => {
                let revision = Revision::of([post.as_slice(), name]);
                let post = text(styles::SIGNATURE, post)?;
                let name = text(styles::SIGNATURE, name)?;
                self.signature([post, name], revision, page, keep);
            }
            Block::List(list) => self.list(list, 1)?,
            Block::Table(source) => {
                if let Some(table) = table::table(source, self.style, page, keep)? {
                    self.leave_space_before_table();
                    self.push_table(table);
                }
            }
            Block::Chart(source) => {
                let mut paragraph = self.pictures.draw(source, self.fonts, page)?;
                if keep {
                    styles::keep_with_next(&mut paragraph.property); // [N-31]
                }
                revision::mark_end(&mut paragraph.property, source.revision);
                self.push(paragraph);
            }
            Block::Contents => {
                for paragraph in self.contents.paragraphs(page)? {
                    self.push(paragraph);
                }
            }
        }
        Ok(())
    }

    /// Adds a signature, as one more row where it stands below another.
    fn signature(
        &mut self,
        post_and_name: [DocxParagraph; 2],
        revision: Option<Revision>,
        page: &Page,
        keep: bool,
    ) {
        if !self.signing {
            self.push_table(table::signatures(page));
        }
        if let Some(DocumentChild::Table(table)) = self.children.last_mut() {
            let row = table::signature(post_and_name, &table.grid, keep);
            let row = revision::mark_row(row, revision);
            table.rows.push(TableChild::TableRow(row));
        }
    }

    /// A paragraph of a role.
    fn paragraph(&self, source: &Paragraph, page: &Page) -> Result<DocxParagraph, DocxError> {
        let mut paragraph = text(styles::id(source.role), &source.content)?;
        let revision = Revision::of([source.content.as_slice()]);
        revision::mark_end(&mut paragraph.property, revision);
        if source.role.is_at_right() {
            // A block at the right, its lines aligned among themselves ([N-51], [N-54]).
            let left = (page.text_width() - mm(self.style.stamp_width)).max(0);
            paragraph = paragraph.indent(Some(left), None, None, None);
        }
        if source.role.is_at_bottom() {
            paragraph.property.frame_property = Some(bottom_of_page(page));
        }
        // A heading's style keeps it with the next paragraph already.
        if source.keep_with_next && source.role.heading_level().is_none() {
            styles::keep_with_next(&mut paragraph.property); // [N-31]
        }
        Ok(paragraph)
    }

    /// Items with typed markers; the first line is indented, the others are not,
    /// as in the points of an order ([N-126]).
    fn list(&mut self, list: &List, level: u16) -> Result<(), DocxError> {
        let own = self.style.paragraphs.list.indent;
        let indent = mm(own + self.style.list.indent * f32::from(level));
        for item in &list.items {
            let mut paragraph = DocxParagraph::new().style(styles::LIST_ITEM);
            if !item.marker.is_empty() {
                let marker = Inline::Text(format!("{}\u{A0}", item.marker));
                runs(&[marker], Face::default(), &mut paragraph.children)?;
            }
            runs(&item.content, Face::default(), &mut paragraph.children)?;
            let revision = Revision::of([item.content.as_slice()]);
            revision::mark_end(
                &mut paragraph.property,
                revision.filter(|_| item.marker.is_empty()),
            );
            let first_line = SpecialIndentType::FirstLine(indent);
            self.push(paragraph.indent(None, Some(first_line), None, None));
            if let Some(children) = &item.children {
                self.list(children, level.saturating_add(1))?;
            }
        }
        Ok(())
    }

    fn push(&mut self, paragraph: DocxParagraph) {
        self.children
            .push(DocumentChild::Paragraph(Box::new(paragraph)));
    }

    /// A table has no space of its own above it: the text before it leaves some.
    fn leave_space_before_table(&mut self) {
        let before = self.style.table.before;
        let after = pt(before).unsigned_abs();
        if self.below.is_some_and(|below| below < before)
            && let Some(DocumentChild::Paragraph(last)) = self.children.last_mut()
        {
            let spacing = last.property.line_spacing.take().unwrap_or_default();
            last.property.line_spacing = Some(spacing.after(after));
        }
    }

    /// Adds a table; Word would join it with a table directly above.
    fn push_table(&mut self, table: docx_rs::Table) {
        if self.ends_in_table() {
            self.separator(true);
        }
        self.children.push(DocumentChild::Table(Box::new(table)));
    }

    fn separator(&mut self, keep_with_next: bool) {
        let mut separator = DocxParagraph::new().style(styles::AFTER_TABLE);
        if keep_with_next {
            styles::keep_with_next(&mut separator.property);
        }
        self.push(separator);
    }

    fn ends_in_revision(&self) -> bool {
        let last = self.children.last();
        matches!(last, Some(DocumentChild::Paragraph(last)) if revision::is_end_marked(last))
    }

    fn ends_in_table(&self) -> bool {
        matches!(self.children.last(), Some(DocumentChild::Table(_)))
    }
}

/// Whether `block` closes a document and must not stand on a page of its own ([N-31]).
fn is_closing(block: &Block) -> bool {
    match block {
        Block::Signature { .. } => true,
        Block::Paragraph(paragraph) => paragraph.role == Role::Executor,
        _ => false,
    }
}

/// Whether `block` stands at the bottom of its page, outside the flow of text.
fn is_at_bottom(block: &Block) -> bool {
    matches!(block, Block::Paragraph(paragraph) if paragraph.role.is_at_bottom())
}

/// A frame as wide as the text, above the lower margin.
fn bottom_of_page(page: &Page) -> FrameProperty {
    FrameProperty::new()
        .width(page.text_width().unsigned_abs())
        .wrap("around")
        .h_anchor("margin")
        .x_align("center")
        .v_anchor("margin")
        .y_align("bottom")
}

/// Date at the left and number at the right of one line, the place below ([N-41], [N-48]).
fn registration(
    date: &[Inline],
    number: &[Inline],
    place: &[Inline],
    page: &Page,
) -> Result<DocxParagraph, DocxError> {
    let right = Tab::new()
        .val(TabValueType::Right)
        .pos(page.text_width().unsigned_abs() as usize);
    let mut paragraph = text(styles::REGISTRATION, date)?.add_tab(right);
    let tab = Run::new().add_tab();
    let first_line = Revision::of([date, number]);
    paragraph.children.push(revision::run(tab, first_line));
    runs(number, Face::default(), &mut paragraph.children)?;
    if !place.is_empty() {
        let end = Run::new().add_break(BreakType::TextWrapping);
        let second_line = Revision::of([place]);
        paragraph.children.push(revision::run(end, second_line));
        runs(place, Face::default(), &mut paragraph.children)?;
    }
    let all = Revision::of([date, number, place]);
    revision::mark_end(&mut paragraph.property, all);
    Ok(paragraph)
}

/// A paragraph of a style.
pub(super) fn text(style: &str, content: &[Inline]) -> Result<DocxParagraph, DocxError> {
    let mut paragraph = DocxParagraph::new().style(style);
    runs(content, Face::default(), &mut paragraph.children)?;
    Ok(paragraph)
}

/// What distinguishes a run from its paragraph.
#[derive(Clone, Copy, Default)]
struct Face {
    bold: bool,
    italic: bool,
    revision: Option<Revision>,
}

impl Face {
    fn run(self) -> Run {
        let mut run = Run::new();
        if self.bold {
            run = run.bold();
        }
        if self.italic {
            run = run.italic();
        }
        run
    }
}

/// Adds `content` to a paragraph, one run for neighbours of one face.
fn runs(content: &[Inline], face: Face, out: &mut Vec<ParagraphChild>) -> Result<(), DocxError> {
    let mut run = face.run();
    for inline in content {
        match inline {
            Inline::Text(text) => {
                let text = revision::text(plain(text)?, face.revision);
                run.children.push(text);
            }
            Inline::Break => run
                .children
                .push(RunChild::Break(Break::new(BreakType::TextWrapping))),
            Inline::Footnote(footnote) => {
                push_run(std::mem::replace(&mut run, face.run()), face, out);
                push_run(call(footnote)?, face, out);
            }
            Inline::Bold(content) => {
                push_run(std::mem::replace(&mut run, face.run()), face, out);
                runs(content, Face { bold: true, ..face }, out)?;
            }
            Inline::Italic(content) => {
                push_run(std::mem::replace(&mut run, face.run()), face, out);
                let italic = Face {
                    italic: true,
                    ..face
                };
                runs(content, italic, out)?;
            }
            Inline::Linked(link, content) => {
                push_run(std::mem::replace(&mut run, face.run()), face, out);
                linked(*link, content, face, out)?;
            }
            Inline::Revised(revision, content) => {
                push_run(std::mem::replace(&mut run, face.run()), face, out);
                let revised = Face {
                    revision: Some(*revision),
                    ..face
                };
                runs(content, revised, out)?;
            }
        }
    }
    push_run(run, face, out);
    Ok(())
}

/// A number as a bookmark, or as a field of Word that repeats what a bookmark holds.
fn linked(
    link: Link,
    content: &[Inline],
    face: Face,
    out: &mut Vec<ParagraphChild>,
) -> Result<(), DocxError> {
    match link {
        // What is gone is no more spoken of.
        _ if face.revision == Some(Revision::Deleted) => runs(content, face, out),
        Link::Target(number) => {
            let id = FIRST_TARGET + number;
            let start = BookmarkStart::new(id, target(number));
            out.push(ParagraphChild::BookmarkStart(start));
            runs(content, face, out)?;
            out.push(ParagraphChild::BookmarkEnd(BookmarkEnd::new(id)));
            Ok(())
        }
        Link::Reference(number) => {
            for run in field::begin(&format!(r" REF {} \h ", target(number)), false) {
                push_run(run, face, out);
            }
            runs(content, face, out)?;
            push_run(field::end(), face, out);
            Ok(())
        }
    }
}

/// Bookmarks of headings have the numbers below.
const FIRST_TARGET: usize = 1_000_000;

/// The name of a number's bookmark; Word takes such names for its own.
fn target(number: usize) -> String {
    format!("_Ref{number:06}")
}

/// The number that calls a footnote, with what is told below.
fn call(footnote: &Footnote) -> Result<Run, DocxError> {
    let mut reference = FootnoteReference::new(footnote.number);
    reference.footnote(text(styles::FOOTNOTE, &footnote.content)?);
    let mut run = Run::new().style(styles::FOOTNOTE_CALL);
    run.children.push(RunChild::FootnoteReference(reference));
    Ok(run)
}

fn push_run(run: Run, face: Face, out: &mut Vec<ParagraphChild>) {
    if !run.children.is_empty() {
        out.push(revision::run(run, face.revision));
    }
}
