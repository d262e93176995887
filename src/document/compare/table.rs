//! Tables and lists of two documents as one.

use std::collections::HashMap;
use std::ops::Range;

use super::align::{Feature, Step, align};
use super::place::{
    Place, Unit, cell_text, is_number, leading_number, plain, row_number, row_unit, section_name,
};
use super::words::{merged, revised};
use super::{Edit, Recorder};
use crate::document::{Cell, Inline, Item, List, Revision, Row, Table};
use crate::language::NBSP;

/// Both tables as one in the columns of the new one; they have equally many columns.
pub(super) fn merged_tables(
    old: &Table,
    new: &Table,
    place: &Place,
    changes: &mut Recorder,
) -> Table {
    let sides = [Side::new(old), Side::new(new)];
    let mut rows = |[old, new]: [Range<usize>; 2]| merged_rows(&sides, old, new, place, changes);
    let (old_head, new_head) = (old.head.len(), new.head.len());
    Table {
        dense: new.dense,
        columns: new.columns.clone(),
        head: rows([0..old_head, 0..new_head]),
        body: rows([
            old_head..old_head + old.body.len(),
            new_head..new_head + new.body.len(),
        ]),
    }
}

/// Notes the rows of a table that only one document has.
pub(super) fn note_table(revision: Revision, table: &Table, place: &Place, changes: &mut Recorder) {
    let side = Side::new(table);
    for index in table.head.len()..side.rows.len() {
        changes.push(side.place(index, place), side.edit(revision, index));
    }
}

/// A table that only one document has.
pub(super) fn revised_table(revision: Revision, table: &Table) -> Table {
    let rows = |rows: &[Row]| rows.iter().map(|row| revised_row(revision, row)).collect();
    Table {
        head: rows(&table.head),
        body: rows(&table.body),
        ..table.clone()
    }
}

/// One of the two tables.
struct Side<'t> {
    /// The rows, the head's first.
    rows: Vec<&'t Row>,
    /// How many of them are the head.
    head: usize,
    /// The columns of each cell, row by row.
    places: Vec<Vec<Range<usize>>>,
    /// The headings of the columns; empty where there is none.
    headings: Vec<String>,
    /// For each row the one that heads it, where its number is not enough.
    sections: Vec<Option<&'t Row>>,
}

/// For each row, the row that heads it, if sections number their rows each for itself:
/// then numbers repeat. The head of the table may number its columns.
fn sections<'t>(rows: &[&'t Row], head: usize) -> Vec<Option<&'t Row>> {
    let numbers = rows.iter().enumerate();
    let numbers: Vec<Option<String>> = numbers
        .map(|(place, row)| row_number(row).filter(|_| place >= head))
        .collect();
    let mut count: HashMap<&str, usize> = HashMap::new();
    for number in numbers.iter().flatten() {
        *count.entry(number).or_default() += 1;
    }
    let is_apart = count.values().any(|count| *count > 1);
    let mut section = None;
    let sections = rows.iter().zip(&numbers).map(|(row, number)| {
        if row.section {
            section = Some(*row);
        }
        section.filter(|_| is_apart && number.is_some())
    });
    sections.collect()
}

impl<'t> Side<'t> {
    fn new(table: &'t Table) -> Self {
        let places = table.places();
        let mut headings = vec![String::new(); table.columns.len()];
        for (row, places) in table.head.iter().zip(&places) {
            for (cell, place) in row.cells.iter().zip(places) {
                let text = cell_text(cell).replace('\n', " ");
                // The lowest heading is the column's own, but not a row of its numbers.
                if !is_number(&text) {
                    headings[place.clone()].fill(text);
                }
            }
        }
        let rows: Vec<&Row> = table.head.iter().chain(&table.body).collect();
        Self {
            sections: sections(&rows, table.head.len()),
            rows,
            head: table.head.len(),
            places,
            headings,
        }
    }

    fn place(&self, row: usize, table: &Place) -> Place {
        let unit = match row_unit(self.rows[row], row < self.head) {
            Unit::Position(name) => Unit::Position(match self.sections[row] {
                Some(section) => name.within(section_name(section)),
                None => name,
            }),
            unit => unit,
        };
        Place {
            unit,
            ..table.clone()
        }
    }

    /// The heading above a cell that does not take the whole width.
    fn heading(&self, row: usize, cell: usize) -> Option<&str> {
        let place = self.places[row].get(cell)?;
        let across = place.len() == self.headings.len() && place.len() > 1;
        let heading = self.headings.get(place.start)?;
        (!across && row >= self.head && !heading.is_empty()).then_some(heading)
    }

    /// A row that came or went, cell by cell under the headings of its columns.
    fn edit(&self, revision: Revision, row: usize) -> Edit {
        let number = usize::from(row_number(self.rows[row]).is_some());
        let cells = self.rows[row].cells.iter().enumerate().skip(number);
        let texts = cells.filter_map(|(index, cell)| {
            let text = cell_text(cell);
            let named = self
                .heading(row, index)
                .map(|heading| format!("{heading}: {text}"));
            (!text.is_empty()).then(|| named.unwrap_or(text))
        });
        Edit::of(revision, texts.collect::<Vec<_>>().join("; "))
    }

    /// Runs of rows that share cells; nearly all are of one row.
    fn groups(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let mut groups: Vec<Range<usize>> = Vec::new();
        let mut end = range.start;
        for index in range.clone() {
            match groups.last_mut() {
                Some(group) if index < end => group.end = index + 1,
                _ => groups.push(index..index + 1),
            }
            let reach = self.rows[index]
                .cells
                .iter()
                .map(|cell| usize::from(cell.rows));
            end = end.max(index + reach.max().unwrap_or(1)).min(range.end);
        }
        groups
    }

    fn feature(&self, group: &Range<usize>) -> Feature {
        let rows = &self.rows[group.clone()];
        // Rows whose cells span differently cannot be told apart cell by cell.
        let shape = |row: &&Row| -> String {
            let cells = row
                .cells
                .iter()
                .map(|cell| format!("{}x{},", cell.columns, cell.rows));
            let section = if row.section { "section " } else { "" };
            format!("{section}{}; ", cells.collect::<String>())
        };
        let texts: Vec<String> = rows
            .iter()
            .flat_map(|row| &row.cells)
            .map(cell_text)
            .collect();
        let (key, text) = match rows.first() {
            Some(first) if first.section => numbered(texts.join("\n")),
            Some(first) => match row_number(first) {
                Some(number) => (Some(number), texts[1..].join("\n")),
                None => (None, texts.join("\n")),
            },
            None => (None, String::new()),
        };
        Feature {
            kind: rows.iter().map(shape).collect(),
            key,
            text,
        }
    }
}

/// A text and the number it begins with.
pub(super) fn numbered(text: String) -> (Option<String>, String) {
    match leading_number(&text) {
        Some((number, mark, rest)) => (Some(format!("{number}{mark}")), rest.to_owned()),
        None => (None, text),
    }
}

fn merged_rows(
    [old, new]: &[Side<'_>; 2],
    old_range: Range<usize>,
    new_range: Range<usize>,
    table: &Place,
    changes: &mut Recorder,
) -> Vec<Row> {
    let groups = [old.groups(old_range), new.groups(new_range)];
    let features = |side: &Side<'_>, groups: &[Range<usize>]| -> Vec<Feature> {
        groups.iter().map(|group| side.feature(group)).collect()
    };
    let steps = align(&features(old, &groups[0]), &features(new, &groups[1]));
    let mut rows = Vec::with_capacity(steps.len());
    for step in steps {
        let (revision, side, group) = match step {
            Step::Both(i, j) => {
                for (i, j) in groups[0][i].clone().zip(groups[1][j].clone()) {
                    rows.push(merged_row([(old, i), (new, j)], table, changes));
                }
                continue;
            }
            Step::Old(i) => (Revision::Deleted, old, &groups[0][i]),
            Step::New(j) => (Revision::Inserted, new, &groups[1][j]),
        };
        for index in group.clone() {
            changes.push(side.place(index, table), side.edit(revision, index));
            rows.push(revised_row(revision, side.rows[index]));
        }
    }
    rows
}

/// Both rows as one; their cells span alike.
fn merged_row(
    [(old, i), (new, j)]: [(&Side<'_>, usize); 2],
    table: &Place,
    changes: &mut Recorder,
) -> Row {
    let (old_row, row) = (old.rows[i], new.rows[j]);
    if old_row == row {
        return row.clone();
    }
    let pairs = old_row.cells.iter().zip(&row.cells).enumerate();
    let cells = pairs.map(|(index, (old_cell, cell))| {
        if old_cell == cell {
            return cell.clone();
        }
        let place = || Place {
            column: new.heading(j, index).map(str::to_owned),
            ..new.place(j, table)
        };
        changes.push_changed(place, cell_text(old_cell), cell_text(cell));
        Cell {
            paragraphs: merged_paragraphs(&old_cell.paragraphs, &cell.paragraphs),
            ..*cell
        }
    });
    let mut cells: Vec<Cell> = cells.collect();
    if is_revised(&cells) {
        // All of its text came or went, as may be where a cell from above names the row,
        // but the row itself did not: something in it is no part of the change.
        let mut texts = cells.iter_mut().flat_map(|cell| &mut cell.paragraphs);
        if let Some(text) = texts.next() {
            text.push(Inline::Text(String::new()));
        }
    }
    Row { cells, ..*row }
}

fn is_revised(cells: &[Cell]) -> bool {
    let texts = cells.iter().flat_map(|cell| &cell.paragraphs);
    Revision::of(texts.map(Vec::as_slice)).is_some()
}

/// The paragraphs of both cells; where some came and others went in one place, they
/// are paired, so that there one side has no more paragraphs than the other.
fn merged_paragraphs(old: &[Vec<Inline>], new: &[Vec<Inline>]) -> Vec<Vec<Inline>> {
    let features = |paragraphs: &[Vec<Inline>]| -> Vec<Feature> {
        let feature = |paragraph: &Vec<Inline>| Feature {
            text: plain(paragraph),
            ..Feature::default()
        };
        paragraphs.iter().map(feature).collect()
    };
    let steps = align(&features(old), &features(new));
    let mut paragraphs = Vec::new();
    for gap in steps.split_inclusive(|step| matches!(step, Step::Both(..))) {
        let (mut gone, mut came) = (Vec::new(), Vec::new());
        let mut kept = None;
        for step in gap {
            match *step {
                Step::Old(i) => gone.push(&old[i]),
                Step::New(j) => came.push(&new[j]),
                Step::Both(i, j) => kept = Some(merged(&old[i], &new[j])),
            }
        }
        let paired = gone.len().min(came.len());
        paragraphs.extend(gone.iter().zip(&came).map(|(old, new)| merged(old, new)));
        paragraphs.extend(gone[paired..].iter().map(|p| revised(Revision::Deleted, p)));
        paragraphs.extend(
            came[paired..]
                .iter()
                .map(|p| revised(Revision::Inserted, p)),
        );
        paragraphs.extend(kept);
    }
    paragraphs
}

fn revised_row(revision: Revision, row: &Row) -> Row {
    let cells = row.cells.iter().map(|cell| {
        let paragraphs = cell.paragraphs.iter().map(|p| revised(revision, p));
        let mut paragraphs: Vec<_> = paragraphs.collect();
        if paragraphs.is_empty() {
            paragraphs.push(revised(revision, &[]));
        }
        Cell {
            paragraphs,
            ..*cell
        }
    });
    Row {
        cells: cells.collect(),
        ..*row
    }
}

/// Both lists as one.
pub(super) fn merged_lists(
    old: &[Item],
    new: &[Item],
    place: &Place,
    changes: &mut Recorder,
) -> List {
    let features = |items: &[Item]| -> Vec<Feature> {
        let feature = |item: &Item| Feature {
            kind: String::new(),
            key: name(item).map(str::to_owned),
            text: plain(&item.content),
        };
        items.iter().map(feature).collect()
    };
    let steps = align(&features(old), &features(new)).into_iter();
    let items = steps.map(|step| match step {
        Step::Both(i, j) => merged_item(&old[i], &new[j], item_place(new, j, place), changes),
        Step::Old(i) => {
            note_item(
                Revision::Deleted,
                &old[i],
                &item_place(old, i, place),
                changes,
            );
            revised_item(Revision::Deleted, &old[i])
        }
        Step::New(j) => {
            note_item(
                Revision::Inserted,
                &new[j],
                &item_place(new, j, place),
                changes,
            );
            revised_item(Revision::Inserted, &new[j])
        }
    });
    List {
        items: items.collect(),
    }
}

/// Notes the items of a list that only one document has.
pub(super) fn note_list(revision: Revision, items: &[Item], place: &Place, changes: &mut Recorder) {
    for (index, item) in items.iter().enumerate() {
        note_item(revision, item, &item_place(items, index, place), changes);
    }
}

fn note_item(revision: Revision, item: &Item, place: &Place, changes: &mut Recorder) {
    changes.push(place.clone(), Edit::of(revision, plain(&item.content)));
    if let Some(children) = &item.children {
        note_list(revision, &children.items, place, changes);
    }
}

/// A list that only one document has.
pub(super) fn revised_list(revision: Revision, items: &[Item]) -> List {
    let items = items.iter().map(|item| revised_item(revision, item));
    List {
        items: items.collect(),
    }
}

/// The letter or number that marks an item.
fn name(item: &Item) -> Option<&str> {
    let name = item.marker.trim_matches(|c: char| !c.is_alphanumeric());
    (!name.is_empty()).then_some(name)
}

/// `list` is where the list stands, or the item it stands below.
fn item_place(items: &[Item], index: usize, list: &Place) -> Place {
    let own = match name(&items[index]) {
        Some(letter) if letter.starts_with(char::is_alphabetic) => format!("элемент «{letter}»"),
        Some(number) => format!("элемент {number}"),
        None => format!("элемент {}", index + 1),
    };
    let unit = match &list.unit {
        Unit::Item { name, after } => Unit::Item {
            name: if name.is_empty() {
                own
            } else {
                format!("{name}, {own}")
            },
            after: after.clone(),
        },
        other => other.clone(),
    };
    Place {
        unit,
        ..list.clone()
    }
}

fn merged_item(old: &Item, new: &Item, place: Place, changes: &mut Recorder) -> Item {
    let children = merged_children(old, new, &place, changes);
    let (old_content, new_content) = if old.marker == new.marker {
        (old.content.clone(), new.content.clone())
    } else {
        (with_marker(old), with_marker(new))
    };
    changes.push_changed(|| place, plain(&old_content), plain(&new_content));
    Item {
        marker: if old.marker == new.marker {
            new.marker.clone()
        } else {
            String::new()
        },
        content: merged(&old_content, &new_content),
        children,
    }
}

fn merged_children(old: &Item, new: &Item, place: &Place, changes: &mut Recorder) -> Option<List> {
    let items = |item: &Item| -> Vec<Item> {
        let list = item.children.as_ref();
        list.map(|list| list.items.clone()).unwrap_or_default()
    };
    let (old, new) = (items(old), items(new));
    let list = merged_lists(&old, &new, place, changes);
    (!list.items.is_empty()).then_some(list)
}

fn revised_item(revision: Revision, item: &Item) -> Item {
    let children = item.children.as_ref();
    Item {
        marker: String::new(),
        content: revised(revision, &with_marker(item)),
        children: children.map(|list| revised_list(revision, &list.items)),
    }
}

/// The content of an item behind its marker, so that both can be told apart.
fn with_marker(item: &Item) -> Vec<Inline> {
    let marker = Inline::Text(format!("{}{NBSP}", item.marker));
    [marker]
        .into_iter()
        .chain(item.content.iter().cloned())
        .collect()
}
