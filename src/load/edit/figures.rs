//! Values of indicators into `indicators.yaml`, everything else of it left as it is.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use super::{EditError, Editor, is_number, is_plain, quoted, word};
use crate::diagnostic::Sources;
use crate::load::node::{self, Entry, Kind, Node};
use crate::load::{FileKind, decode, shape};
use crate::model::{Indicators, Moment};

/// The values of a school that change.
#[derive(Clone, Debug)]
pub struct FiguresEdit {
    /// The school's id.
    pub school: String,
    /// When the values are of.
    pub moment: Moment,
    /// The values.
    pub values: Vec<FigureEdit>,
}

/// A value of an indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureEdit {
    /// The indicator's id.
    pub indicator: String,
    /// The value as a cell of the file: «132/410».
    pub value: String,
}

const FACTS: &str = "значения";
const SCHOOL: &str = "школа";
const MOMENTS: &str = "год";
const VALUES: &str = "данные";
/// After which keys the facts stand, if there are none yet.
const BEFORE_FACTS: [&str; 3] = ["название", "базовый год", "группы"];

/// What a text says of schools: values by school, moment and indicator; of several
/// the first counts.
type Said = BTreeMap<(String, Moment, String), String>;

/// The text of indicators with values changed.
///
/// # Errors
/// [`EditError`] if the file cannot be changed without harm.
pub fn edit_figures(path: &Path, text: &str, edit: &FiguresEdit) -> Result<String, EditError> {
    let root = read(path, text)?;
    let mut expected = said(&root);
    let mut editor = Editor {
        text,
        newline: if text.contains("\r\n") { "\r\n" } else { "\n" },
        splices: Vec::new(),
    };
    editor.figures(&root, edit)?;
    let changed = editor.finish();
    for one in &edit.values {
        let key = (edit.school.clone(), edit.moment, one.indicator.clone());
        expected.insert(key, one.value.clone());
    }
    if said(&read(path, &changed)?) != expected {
        return Err(EditError::Unusual("значения записаны необычно"));
    }
    Ok(changed)
}

/// The indicators of a text: a file of their own, or a key of the dossier's.
fn read(path: &Path, text: &str) -> Result<Node, EditError> {
    let mut sources = Sources::default();
    let id = sources.add(path, text);
    let mut node = node::parse(id, sources.get(id)).map_err(|_| EditError::Unsound)?;
    let kind = FileKind::Indicators;
    if path.ends_with(FileKind::Dossier.file_name()) {
        let inline = kind.inline_key().and_then(|key| entry(&node, key));
        node = inline.ok_or(EditError::Unsound)?.value.clone();
    }
    let shape = shape::check(&mut node, kind.schema());
    if !shape.usable || !shape.findings.is_empty() {
        return Err(EditError::Unsound);
    }
    decode::decode::<Indicators>(&node).map_err(|_| EditError::Unsound)?;
    Ok(node)
}

fn said(root: &Node) -> Said {
    let mut said = Said::new();
    for record in records(root) {
        for row in &record.values {
            let values: Vec<&str> = row.text.split('|').map(str::trim).collect();
            for (moment, value) in record.moments.iter().zip(values) {
                let key = (record.school.to_owned(), *moment, row.entry.key.clone());
                said.entry(key).or_insert_with(|| value.to_owned());
            }
        }
    }
    said
}

/// A record of facts with its places.
struct Record<'n> {
    item: &'n Node,
    school: &'n str,
    moments: Vec<Moment>,
    /// The map of values.
    table: &'n Node,
    values: Vec<Row<'n>>,
}

/// A line of values.
struct Row<'n> {
    entry: &'n Entry,
    text: &'n str,
}

fn entry<'n>(map: &'n Node, key: &str) -> Option<&'n Entry> {
    match &map.kind {
        Kind::Map(entries) => entries.iter().find(|entry| entry.key == key),
        _ => None,
    }
}

fn scalar(node: &Node) -> Option<&str> {
    match &node.kind {
        Kind::Scalar(text) => Some(text),
        _ => None,
    }
}

fn records(root: &Node) -> Vec<Record<'_>> {
    match entry(root, FACTS).map(|facts| &facts.value.kind) {
        Some(Kind::Seq(items)) => items.iter().filter_map(record).collect(),
        _ => Vec::new(),
    }
}

fn record(item: &Node) -> Option<Record<'_>> {
    let moments = &entry(item, MOMENTS)?.value;
    let moments = match &moments.kind {
        Kind::Seq(moments) => moments.iter().collect(),
        _ => vec![moments],
    };
    let moments = moments.into_iter().filter_map(|node| {
        let text = scalar(node)?;
        Moment::parse(text).ok()
    });
    let table = &entry(item, VALUES)?.value;
    let Kind::Map(entries) = &table.kind else {
        return None;
    };
    let values = entries.iter().filter_map(|entry| {
        let text = scalar(&entry.value)?;
        Some(Row { entry, text })
    });
    Some(Record {
        item,
        school: scalar(&entry(item, SCHOOL)?.value)?,
        moments: moments.collect(),
        table,
        values: values.collect(),
    })
}

impl Editor<'_> {
    fn figures(&mut self, root: &Node, edit: &FiguresEdit) -> Result<(), EditError> {
        let records = records(root);
        let own: Vec<&Record<'_>> = records
            .iter()
            .filter(|record| record.school == edit.school)
            .collect();
        let mut new: Vec<&FigureEdit> = Vec::new();
        for one in &edit.values {
            let known = own.iter().find_map(|record| {
                let row = record
                    .values
                    .iter()
                    .find(|row| row.entry.key == one.indicator)?;
                let place = record
                    .moments
                    .iter()
                    .position(|moment| *moment == edit.moment)?;
                Some((*record, row, place))
            });
            match known {
                Some((record, row, place)) => self.cell(record, row, place, &one.value)?,
                None => new.push(one),
            }
        }
        if new.is_empty() {
            return Ok(());
        }
        // A record of several moments cannot take a value of one alone.
        let same = own
            .iter()
            .find(|record| record.moments[..] == [edit.moment]);
        match same {
            Some(record) => self.add_values(record, &new),
            None => self.add_record(root, &records, edit, &new),
        }
    }

    /// Puts a value in the place of one of a row.
    fn cell(
        &mut self,
        record: &Record<'_>,
        row: &Row<'_>,
        place: usize,
        value: &str,
    ) -> Result<(), EditError> {
        let mut parts: Vec<&str> = row.text.split('|').collect();
        let part = parts.get(place).ok_or(EditError::Unsound)?;
        let before: usize = parts[..place].iter().map(|part| part.len() + 1).sum();
        let start = before + part.len() - part.trim_start().len();
        let range = start..start + part.trim().len();
        let padded = format!(
            "{}{value}{}",
            &part[..part.len() - part.trim_start().len()],
            &part[part.trim_end().len()..]
        );
        parts[place] = &padded;
        let whole = parts.join("|");
        let span = row.entry.value.span.start..row.entry.value.span.end;
        let written = self.text.get(span.clone()).ok_or(EditError::Unsound)?;
        let in_braces = self.is_flow(record.table);
        let splice = if written == row.text && is_bare(&whole, in_braces) {
            (shifted(&range, span.start), value.to_owned())
        } else if written.starts_with(['|', '>']) || written.contains('\n') {
            return Err(EditError::Unusual(
                "значения показателя записаны в несколько строк",
            ));
        } else {
            (span, quoted(whole.trim()))
        };
        self.splices.push(splice);
        Ok(())
    }

    fn is_flow(&self, node: &Node) -> bool {
        self.text[node.span.start..].starts_with(['{', '['])
    }

    /// Adds values to a record of their moment.
    fn add_values(&mut self, record: &Record<'_>, new: &[&FigureEdit]) -> Result<(), EditError> {
        if self.is_flow(record.table) || self.is_flow(record.item) {
            return Err(EditError::Unusual(
                "значения школы записаны в фигурных скобках",
            ));
        }
        let last = record.values.last().map(|row| row.entry);
        let last = last.ok_or(EditError::Unsound)?;
        let lines = values(new, self.column(record.table.span.start));
        self.insert(record.table, Some(last), &lines);
        Ok(())
    }

    /// Adds a record, below the school's others or at the end, as its neighbours stand.
    fn add_record(
        &mut self,
        root: &Node,
        records: &[Record<'_>],
        edit: &FiguresEdit,
        new: &[&FigureEdit],
    ) -> Result<(), EditError> {
        let brackets = EditError::Unusual("значения записаны в скобках");
        if self.is_flow(root) {
            return Err(brackets);
        }
        let own = records.iter().rposition(|one| one.school == edit.school);
        let Some(place) = own.or_else(|| records.len().checked_sub(1)) else {
            return self.first_record(root, edit, new);
        };
        let facts = entry(root, FACTS).ok_or(EditError::Unsound)?;
        let neighbour = records[place].item;
        if self.is_flow(&facts.value) || self.is_flow(neighbour) {
            return Err(brackets);
        }
        let inner = self.column(neighbour.span.start);
        let offset = self.line_offset(neighbour.span.start);
        let line = &self.text[neighbour.span.start - offset..neighbour.span.start];
        let dash = line.find('-').unwrap_or(inner.saturating_sub(2));
        // Records are set apart by blank lines, unless the file does otherwise.
        let apart = match records {
            [first, second, ..] => {
                let end = self.line_end(self.end(first.item));
                let between = &self.text[end..second.item.span.start.max(end)];
                between.lines().skip(1).any(|line| line.trim().is_empty())
            }
            _ => true,
        };
        let end = self.line_text_end(self.end(neighbour));
        let gap = if apart { self.newline } else { "" };
        let lines = item(edit, new, dash, inner).join(self.newline);
        let text = format!("{}{gap}{lines}", self.newline);
        self.splices.push((end..end, text));
        Ok(())
    }

    /// The first record of all.
    fn first_record(
        &mut self,
        root: &Node,
        edit: &FiguresEdit,
        new: &[&FigureEdit],
    ) -> Result<(), EditError> {
        let indent = self.column(root.span.start);
        let record = item(edit, new, indent + 2, indent + 4);
        if let Some(facts) = entry(root, FACTS) {
            let after = self.value_range(facts, indent)?;
            let from = self.text[..after.start].trim_end_matches(' ').len();
            let end = match facts.value.kind {
                Kind::Seq(_) => self.closing(&facts.value, ']'),
                _ => after.end,
            };
            let text = format!("{}{}", self.newline, record.join(self.newline));
            self.splices.push((from..end, text));
            return Ok(());
        }
        let last = BEFORE_FACTS.iter().rev().find_map(|key| entry(root, key));
        let last = last.ok_or(EditError::Unsound)?;
        let mut lines = vec![String::new(), format!("{}{FACTS}:", " ".repeat(indent))];
        lines.extend(record);
        self.insert(root, Some(last), &lines);
        Ok(())
    }
}

fn shifted(range: &Range<usize>, by: usize) -> Range<usize> {
    range.start + by..range.end + by
}

/// Whether a text may stand without quotes.
fn is_bare(text: &str, in_braces: bool) -> bool {
    is_number(text) || is_plain(text, in_braces)
}

/// A value on one line.
fn bare(text: &str) -> String {
    match is_bare(text, false) {
        true => text.to_owned(),
        false => quoted(text),
    }
}

/// A record as an item of a list.
fn item(edit: &FiguresEdit, new: &[&FigureEdit], dash: usize, inner: usize) -> Vec<String> {
    let gap = " ".repeat(inner.saturating_sub(dash + 1).max(1));
    let deeper = " ".repeat(inner);
    let mut lines = vec![
        format!("{}-{gap}{SCHOOL}: {}", " ".repeat(dash), word(&edit.school)),
        format!("{deeper}{MOMENTS}: {}", bare(&edit.moment.written())),
        format!("{deeper}{VALUES}:"),
    ];
    lines.extend(values(new, inner + 2));
    lines
}

/// Values, one a line: a row of a table is never folded.
fn values(new: &[&FigureEdit], indent: usize) -> Vec<String> {
    let gap = " ".repeat(indent);
    new.iter()
        .map(|one| {
            let value = bare(&one.value);
            format!("{gap}{}: {value}", one.indicator)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
# Показатели
базовый год: 2024
группы:
  - название: Итоги
    показатели:
      - {id: успевающие, показатель: Успевают, вид: доля}  # из отчёта
      - {id: балл, показатель: Балл, вид: балл}
      - {id: зал, показатель: Зал, вид: да/нет}
значения:
  # первая
  - школа: сош-3
    год: [2024, 2025]
    данные:
      успевающие: 120/400 |  130/405 (32,1%)  # по отчёту
      балл: \"3,4 | н/д (экзамен: перенесли)\"

  - школа: боровская
    год: 2024
    данные: {успевающие: 20/80, балл: \"3,1\"}
# планы
планы: []
";

    fn edit(school: &str, year: &str, values: &[(&str, &str)]) -> FiguresEdit {
        FiguresEdit {
            school: school.into(),
            moment: Moment::parse(year).unwrap(),
            values: values
                .iter()
                .map(|(indicator, value)| FigureEdit {
                    indicator: (*indicator).into(),
                    value: (*value).into(),
                })
                .collect(),
        }
    }

    fn changed(text: &str, edit: &FiguresEdit) -> Result<String, EditError> {
        edit_figures(Path::new("indicators.yaml"), text, edit)
    }

    #[test]
    fn one_cell_of_a_row_changes_and_nothing_else() {
        let after = changed(TEXT, &edit("сош-3", "2025", &[("успевающие", "132/410")])).unwrap();
        let expected = TEXT.replace("130/405 (32,1%)", "132/410");
        assert_eq!(after, expected);
        let after = changed(TEXT, &edit("сош-3", "2025", &[("балл", "3,5")])).unwrap();
        let expected = TEXT.replace("\"3,4 | н/д (экзамен: перенесли)\"", "\"3,4 | 3,5\"");
        assert_eq!(after, expected);
        // What must be quoted is.
        let reason = [("успевающие", "н/д (причина: ремонт)")];
        let after = changed(TEXT, &edit("сош-3", "2024", &reason)).unwrap();
        assert!(
            after.contains("успевающие: \"н/д (причина: ремонт) |  130/405 (32,1%)\"  # по отчёту"),
            "{after}"
        );
        let after = changed(TEXT, &edit("боровская", "2024", &[("успевающие", "21/80")])).unwrap();
        assert_eq!(after, TEXT.replace("20/80", "21/80"));
        let after = changed(TEXT, &edit("боровская", "2024", &[("балл", "3,2")])).unwrap();
        assert_eq!(after, TEXT.replace("\"3,1\"", "\"3,2\""));
    }

    #[test]
    fn new_values_make_a_record_below_the_school_s_others() {
        let new = edit("сош-3", "2026", &[("успевающие", "1/4"), ("зал", "да")]);
        let after = changed(TEXT, &new).unwrap();
        let record = "\n\n  - школа: сош-3\n    год: 2026\n    данные:\n      успевающие: 1/4\n      зал: да\n\n  - школа: боровская";
        assert!(after.contains(record), "{after}");
        let more = edit("сош-3", "2026", &[("балл", "н/д (нет: ремонт)")]);
        let after = changed(&after, &more).unwrap();
        assert!(
            after.contains("      зал: да\n      балл: \"н/д (нет: ремонт)\"\n"),
            "{after}"
        );
        let years = changed(TEXT, &edit("сош-3", "2025", &[("зал", "нет")])).unwrap();
        assert!(
            years.contains("    год: 2025\n    данные:\n      зал: нет\n"),
            "{years}"
        );
        let other = edit("новая", "2025-2026 учебный год", &[("балл", "4")]);
        let other = changed(TEXT, &other).unwrap();
        assert!(
            other.contains("  - школа: новая\n    год: 2025-2026 учебный год\n    данные:\n      балл: 4\n# планы"),
            "{other}"
        );
    }

    #[test]
    fn a_file_without_values_takes_them() {
        let (head, _) = TEXT.split_once("значения:").unwrap();
        let new = edit("сош-3", "2025", &[("балл", "4")]);
        let record = "значения:\n  - школа: сош-3\n    год: 2025\n    данные:\n      балл: 4\n";
        for text in [
            head.to_owned(),
            format!("{head}значения: []\n"),
            format!("{head}планы: []\n"),
        ] {
            let after = changed(&text, &new).unwrap();
            assert!(after.contains(record), "{after}");
        }
        let windows = changed(&TEXT.replace('\n', "\r\n"), &new).unwrap();
        assert!(
            !windows.replace("\r\n", "").contains(['\r', '\n']),
            "{windows}"
        );
    }

    #[test]
    fn indicators_inside_the_dossier_s_own_file_are_changed_there() {
        let indented: String = TEXT.lines().map(|line| format!("  {line}\n")).collect();
        let text = format!("период: 2025 год\nпоказатели:\n{indented}");
        let new = edit("сош-3", "2026", &[("зал", "да")]);
        let after = edit_figures(Path::new("дело/dossier.yaml"), &text, &new).unwrap();
        assert!(
            after.contains("    - школа: сош-3\n      год: 2026\n      данные:\n        зал: да\n"),
            "{after}"
        );
    }

    #[test]
    fn what_cannot_be_kept_is_refused() {
        let new = edit("боровская", "2024", &[("зал", "да")]);
        assert!(matches!(changed(TEXT, &new), Err(EditError::Unusual(_))));
        let (head, _) = TEXT.split_once("значения:").unwrap();
        let brackets =
            format!("{head}значения: [{{школа: сош-3, год: 2024, данные: {{зал: да}}}}]\n");
        let new = edit("сош-3", "2025", &[("зал", "да")]);
        assert!(matches!(
            changed(&brackets, &new),
            Err(EditError::Unusual(_))
        ));
        let lines = TEXT.replace(
            "\"3,4 | н/д (экзамен: перенесли)\"",
            ">-\n        3,4 |\n        3,5",
        );
        let new = edit("сош-3", "2025", &[("балл", "4")]);
        assert!(matches!(changed(&lines, &new), Err(EditError::Unusual(_))));
        assert_eq!(changed("группы: нет\n", &new), Err(EditError::Unsound));
    }
}
