//! What differs between two documents: as a list of changes in the reader's words,
//! and as one document in which the differences are marked.
//!
//! Text is compared, not its look: emphasis, widths of columns, page rules and the kind
//! of spaces are those of the new document.

mod align;
mod place;
mod table;
#[cfg(test)]
mod tests;
mod words;

use chrono::NaiveDate;
use serde::ser::{Serialize, SerializeStruct, Serializer};

pub use place::{Place, Unit};

use super::{Block, Chart, Document, Inline, List, Paragraph, Part, Revision, Role};
use crate::language::NBSP;
use align::{Feature, Step, align};
use place::{places, plain};
use words::{merged, revised};

/// What differs between two documents.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The changes in reading order; empty if both say the same.
    pub changes: Vec<Change>,
    /// Both documents as one: [`Inline::Revised`] and [`Chart::revision`] mark what
    /// only one of them has.
    pub tracked: Document,
}

/// Whose changes a comparison shows.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Attribution {
    /// The name that Word shows beside each change.
    pub author: String,
    /// The day of the changes, at midnight for Word.
    pub date: Option<NaiveDate>,
}

/// A change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Where: in the new document, or in the old one for what is gone.
    pub place: Place,
    /// What.
    pub edit: Edit,
}

/// What happened, with texts as they are read: no markers of lists, plain spaces only,
/// paragraphs of a cell as lines, cells of a row under the headings of their columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// This came.
    Added(String),
    /// This went.
    Removed(String),
    /// One came for the other.
    Changed {
        /// What went.
        old: String,
        /// What came.
        new: String,
    },
}

impl Edit {
    fn of(revision: Revision, text: String) -> Self {
        match revision {
            Revision::Inserted => Self::Added(text),
            Revision::Deleted => Self::Removed(text),
        }
    }

    /// «added», «removed» or «changed», for machines.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Added(_) => "added",
            Self::Removed(_) => "removed",
            Self::Changed { .. } => "changed",
        }
    }

    /// The text before, if there was one.
    pub fn before(&self) -> Option<&str> {
        match self {
            Self::Removed(old) | Self::Changed { old, .. } => Some(old),
            Self::Added(_) => None,
        }
    }

    /// The text after, if there is one.
    pub fn after(&self) -> Option<&str> {
        match self {
            Self::Added(new) | Self::Changed { new, .. } => Some(new),
            Self::Removed(_) => None,
        }
    }
}

/// `where`, `short`, `kind`, `old`, `new`.
impl Serialize for Change {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut change = serializer.serialize_struct("Change", 5)?;
        change.serialize_field("where", &self.place.to_string())?;
        change.serialize_field("short", &self.place.short())?;
        change.serialize_field("kind", self.edit.kind())?;
        change.serialize_field("old", &self.edit.before())?;
        change.serialize_field("new", &self.edit.after())?;
        change.end()
    }
}

/// Compares two documents as they are printed, typography and page rules applied.
pub fn compare(old: &Document, new: &Document) -> Comparison {
    let old_places = places(old);
    let new_places = places(new);
    let features = |document: &Document, places: &[Vec<Place>]| -> Vec<Feature> {
        let parts = document.parts.iter().zip(places);
        parts
            .map(|(part, places)| part_feature(part, places))
            .collect()
    };
    let steps = align(&features(old, &old_places), &features(new, &new_places));
    let mut changes = Recorder::default();
    let parts = steps.into_iter().map(|step| match step {
        Step::Both(i, j) => merged_parts(
            (&old.parts[i], &old_places[i]),
            (&new.parts[j], &new_places[j]),
            &mut changes,
        ),
        Step::Old(i) => {
            changes.note_part(Revision::Deleted, &old.parts[i], &old_places[i]);
            revised_part(Revision::Deleted, &old.parts[i])
        }
        Step::New(j) => {
            changes.note_part(Revision::Inserted, &new.parts[j], &new_places[j]);
            revised_part(Revision::Inserted, &new.parts[j])
        }
    });
    let parts = parts.collect();
    Comparison {
        changes: exchanged(changes.changes),
        tracked: Document {
            parts,
            ..new.clone()
        },
    }
}

/// The changes with what went and what came in the place of one point or row as one:
/// the reader sees an exchange, however unlike the texts.
fn exchanged(changes: Vec<Change>) -> Vec<Change> {
    let mut kept: Vec<Change> = Vec::with_capacity(changes.len());
    for change in changes {
        let is_named = matches!(change.place.unit, Unit::Point(_) | Unit::Position(_));
        if let (Some(last), Edit::Added(new)) = (kept.last_mut(), &change.edit)
            && let Edit::Removed(old) = &last.edit
            && is_named
            && last.place == change.place
        {
            last.edit = Edit::Changed {
                old: old.clone(),
                new: new.clone(),
            };
            continue;
        }
        kept.push(change);
    }
    kept
}

/// The changes found so far.
#[derive(Default)]
struct Recorder {
    changes: Vec<Change>,
}

impl Recorder {
    fn push(&mut self, place: Place, edit: Edit) {
        self.changes.push(Change { place, edit });
    }

    /// Notes a change unless both texts read the same.
    fn push_changed(&mut self, place: impl FnOnce() -> Place, old: String, new: String) {
        if old != new {
            self.push(place(), Edit::Changed { old, new });
        }
    }

    /// Notes a part that only one document has; an appendix is one change, by its title.
    fn note_part(&mut self, revision: Revision, part: &Part, places: &[Place]) {
        if let (Some(title), Some(place)) = (title(part), places.first()) {
            let whole = Place {
                unit: Unit::Whole,
                ..place.clone()
            };
            self.push(whole, Edit::of(revision, title));
            return;
        }
        for (block, place) in part.blocks.iter().zip(places) {
            self.note_block(revision, block, place);
        }
    }

    /// Notes a block that only one document has.
    fn note_block(&mut self, revision: Revision, block: &Block, place: &Place) {
        match block {
            Block::List(list) => table::note_list(revision, &list.items, place, self),
            Block::Table(table) => table::note_table(revision, table, place, self),
            _ => self.push(place.clone(), Edit::of(revision, block_text(block))),
        }
    }
}

fn part_feature(part: &Part, places: &[Place]) -> Feature {
    let appendix = places.first().and_then(|place| place.appendix.clone());
    let texts: Vec<String> = part.blocks.iter().map(block_text).collect();
    Feature {
        kind: format!("{:?}", part.orientation),
        key: Some(appendix.unwrap_or_default()),
        text: texts.join("\n"),
    }
}

fn merged_parts(
    (old, old_places): (&Part, &Vec<Place>),
    (new, new_places): (&Part, &Vec<Place>),
    changes: &mut Recorder,
) -> Part {
    let features = |part: &Part| -> Vec<Feature> { part.blocks.iter().map(feature).collect() };
    let mut blocks = Vec::with_capacity(new.blocks.len());
    for step in align(&features(old), &features(new)) {
        match step {
            Step::Both(i, j) if old.blocks[i] == new.blocks[j] => {
                blocks.push(new.blocks[j].clone());
            }
            Step::Both(i, j) => {
                blocks.extend(merged_blocks(
                    &old.blocks[i],
                    &new.blocks[j],
                    &new_places[j],
                    changes,
                ));
            }
            Step::Old(i) => {
                changes.note_block(Revision::Deleted, &old.blocks[i], &old_places[i]);
                blocks.push(revised_block(Revision::Deleted, &old.blocks[i]));
            }
            Step::New(j) => {
                changes.note_block(Revision::Inserted, &new.blocks[j], &new_places[j]);
                blocks.push(revised_block(Revision::Inserted, &new.blocks[j]));
            }
        }
    }
    Part { blocks, ..*new }
}

/// A part that only one of two documents has.
fn revised_part(revision: Revision, part: &Part) -> Part {
    let blocks = part.blocks.iter();
    Part {
        blocks: blocks.map(|block| revised_block(revision, block)).collect(),
        ..*part
    }
}

/// The title of a part that begins an appendix.
fn title(part: &Part) -> Option<String> {
    let mut paragraphs = part.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph),
        _ => None,
    });
    let title = paragraphs.find(|paragraph| paragraph.role == Role::PartTitle)?;
    Some(plain(&title.content))
}

/// What a block is known by.
fn feature(block: &Block) -> Feature {
    // Of most requisites there is one, so they need no likeness to correspond.
    let (kind, key) = match block {
        Block::Paragraph(paragraph) => {
            let key = match paragraph.role {
                Role::Point => {
                    let (key, text) = table::numbered(block_text(block));
                    return Feature {
                        kind: "Point".into(),
                        key,
                        text,
                    };
                }
                Role::Body
                | Role::Note
                | Role::Caption
                | Role::Heading
                | Role::Subheading
                | Role::SmallHeading
                | Role::Stamp => None,
                _ => Some(String::new()),
            };
            (format!("{:?}", paragraph.role), key)
        }
        Block::Registration { .. } => ("registration".into(), Some(String::new())),
        Block::Signature { .. } => ("signature".into(), Some(String::new())),
        Block::List(_) => ("list".into(), None),
        Block::Table(table) => {
            let head = table.head.iter().flat_map(|row| &row.cells);
            let head: Vec<String> = head.map(place::cell_text).collect();
            (
                format!("table of {}", table.columns.len()),
                Some(head.join("\n")),
            )
        }
        Block::Chart(chart) => ("chart".into(), Some(chart.alt.clone())),
        Block::Contents => ("contents".into(), Some(String::new())),
    };
    Feature {
        kind,
        key,
        text: block_text(block),
    }
}

/// All text of a block, for comparing.
fn block_text(block: &Block) -> String {
    match block {
        Block::Paragraph(paragraph) => plain(&paragraph.content),
        Block::Registration {
            date,
            number,
            place,
        } => joined(&[date, number, place]),
        Block::Signature { post, name } => joined(&[post, name]),
        Block::List(list) => list_text(list),
        Block::Table(table) => {
            let rows = table.head.iter().chain(&table.body);
            let cells = rows.flat_map(|row| &row.cells).map(place::cell_text);
            cells.collect::<Vec<_>>().join("\n")
        }
        Block::Chart(chart) => chart_text(chart),
        // Its lines are those of the headings, which are compared themselves.
        Block::Contents => "оглавление".to_owned(),
    }
}

fn joined(contents: &[&Vec<Inline>]) -> String {
    let texts = contents.iter().map(|content| plain(content));
    let texts = texts.filter(|text| !text.is_empty());
    texts.collect::<Vec<_>>().join(" ")
}

fn list_text(list: &List) -> String {
    let items = list.items.iter().map(|item| {
        let below = item.children.as_ref().map(list_text).unwrap_or_default();
        format!("{} {}\n{below}", item.marker, plain(&item.content))
    });
    items.collect()
}

/// The numbers of a chart in words.
fn chart_text(chart: &Chart) -> String {
    chart.texts().join("; ").replace(NBSP, " ")
}

/// Two blocks of one kind as one, or as two where they cannot be.
fn merged_blocks(old: &Block, new: &Block, place: &Place, changes: &mut Recorder) -> Vec<Block> {
    let merged = match (old, new) {
        (Block::Table(old), Block::Table(new)) => {
            Block::Table(table::merged_tables(old, new, place, changes))
        }
        (Block::List(old), Block::List(new)) => {
            Block::List(table::merged_lists(&old.items, &new.items, place, changes))
        }
        _ => {
            changes.push_changed(|| place.clone(), block_text(old), block_text(new));
            return merged_texts(old, new);
        }
    };
    vec![merged]
}

fn merged_texts(old: &Block, new: &Block) -> Vec<Block> {
    let merged = match (old, new) {
        (Block::Paragraph(old), Block::Paragraph(new)) => Block::Paragraph(Paragraph {
            content: merged(&old.content, &new.content),
            ..*new
        }),
        (
            Block::Registration {
                date: old_date,
                number: old_number,
                place: old_place,
            },
            Block::Registration {
                date,
                number,
                place,
            },
        ) => Block::Registration {
            date: merged(old_date, date),
            number: merged(old_number, number),
            place: merged(old_place, place),
        },
        (
            Block::Signature {
                post: old_post,
                name: old_name,
            },
            Block::Signature { post, name },
        ) => Block::Signature {
            post: merged(old_post, post),
            name: merged(old_name, name),
        },
        // A drawing has no words to mark: one goes, the other comes.
        _ => {
            return vec![
                revised_block(Revision::Deleted, old),
                revised_block(Revision::Inserted, new),
            ];
        }
    };
    vec![merged]
}

/// A block that only one of two documents has.
fn revised_block(revision: Revision, block: &Block) -> Block {
    let mark = |content: &Vec<Inline>| match content.is_empty() {
        true => Vec::new(),
        false => revised(revision, content),
    };
    match block {
        Block::Paragraph(paragraph) => Block::Paragraph(Paragraph {
            content: revised(revision, &paragraph.content),
            ..*paragraph
        }),
        Block::Registration {
            date,
            number,
            place,
        } => Block::Registration {
            date: mark(date),
            number: mark(number),
            place: mark(place),
        },
        Block::Signature { post, name } => Block::Signature {
            post: mark(post),
            name: mark(name),
        },
        Block::List(list) => Block::List(table::revised_list(revision, &list.items)),
        Block::Table(table) => Block::Table(table::revised_table(revision, table)),
        Block::Chart(chart) => Block::Chart(Chart {
            revision: Some(revision),
            ..chart.clone()
        }),
        Block::Contents => Block::Contents,
    }
}
