//! Tracked changes: what is marked as inserted or deleted.
//!
//! Ids, author and date are written by `normalise`: docx-rs counts ids through the
//! program's life, and the others are the same everywhere.

use docx_rs::{
    Delete, DeleteChild, DeleteText, Insert, InsertChild, Paragraph, ParagraphChild,
    ParagraphProperty, Run, RunChild, TableRow, Text,
};

use crate::document::{Inline, Revision};

/// A run of a revision, as a child of its paragraph.
pub(super) fn run(run: Run, revision: Option<Revision>) -> ParagraphChild {
    let run = Box::new(run);
    match revision {
        None => ParagraphChild::Run(run),
        Some(Revision::Inserted) => ParagraphChild::Insert(Insert {
            children: vec![InsertChild::Run(run)],
            ..Insert::default()
        }),
        Some(Revision::Deleted) => ParagraphChild::Delete(Delete {
            children: vec![DeleteChild::Run(run)],
            ..Delete::default()
        }),
    }
}

/// Text in a run of a revision.
pub(super) fn text(text: &str, revision: Option<Revision>) -> RunChild {
    match revision {
        Some(Revision::Deleted) => RunChild::DeleteText(DeleteText::new(text)),
        Some(Revision::Inserted) | None => RunChild::Text(Text::new(text)),
    }
}

/// Marks the end of a paragraph: with it, an accepted deletion joins the text with
/// that of the next paragraph, so that a paragraph all of whose text goes is gone.
pub(super) fn mark_end(paragraph: &mut ParagraphProperty, revision: Option<Revision>) {
    match revision {
        None => {}
        Some(Revision::Inserted) => paragraph.run_property.ins = Some(Insert::default()),
        Some(Revision::Deleted) => paragraph.run_property.del = Some(Delete::default()),
    }
}

/// Whether a paragraph's end is marked.
pub(super) fn is_end_marked(paragraph: &Paragraph) -> bool {
    let mark = &paragraph.property.run_property;
    mark.ins.is_some() || mark.del.is_some()
}

/// Marks a row.
pub(super) fn mark_row(row: TableRow, revision: Option<Revision>) -> TableRow {
    match revision {
        None => row,
        Some(Revision::Inserted) => row.insert(Insert::default()),
        Some(Revision::Deleted) => row.delete(Delete::default()),
    }
}

/// The marks that the ends of a cell's paragraphs bear. The last end is the cell's own
/// and stays, so paragraphs at its end give their marks to the ends before them.
pub(super) fn marks_in_cell(paragraphs: &[Vec<Inline>]) -> Vec<Option<Revision>> {
    let mut marks: Vec<_> = paragraphs
        .iter()
        .map(|paragraph| Revision::of([paragraph.as_slice()]))
        .collect();
    let stays = marks.iter().rposition(Option::is_none);
    let moved = stays.unwrap_or(0);
    if moved < marks.len() {
        marks.remove(moved);
        marks.push(None);
    }
    marks
}
