//! The cells of a workbook, read as a stream: only what has content is kept.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use super::package::{Package, Part, Refusal};
use super::value::shortened;

/// Most columns looked at; the form has thirteen.
const MAX_COLUMNS: u32 = 64;
/// Most cells with content on one sheet.
const MAX_CELLS: usize = 50_000;
/// Most bytes kept of one text: Excel allows 32,767 UTF-16 units of at most three.
const MAX_TEXT: usize = 32_767 * 3;
/// Most bytes of texts on one sheet, a shared text counted wherever a cell refers to
/// it: all that is done with cells later takes time and memory by this measure.
const MAX_TEXTS: usize = 8 * 1024 * 1024;
/// Most merged areas of a sheet; every row of the form is held against each.
const MAX_MERGED: usize = 2_000;
/// Deepest nesting of elements; a workbook has about ten levels.
const MAX_DEPTH: usize = 64;
/// Most elements of a part: a sheet of a million formatted rows has some three million.
const MAX_ELEMENTS: usize = 8_000_000;
/// Most bytes kept of all shared texts.
const MAX_SHARED: usize = 16 * 1024 * 1024;
/// Most sheets of a workbook.
const MAX_SHEETS: usize = 100;
/// Most formats of cells.
const MAX_FORMATS: usize = 65_536;

/// A workbook of which sheets are read when asked for.
pub(super) struct Workbook<'a> {
    package: Package<'a>,
    sheets: Vec<(String, String)>,
    shared: Vec<String>,
    /// By number of format: whether it shows a date.
    dates: Vec<bool>,
    /// Whether days are counted from 1904.
    from_1904: bool,
}

/// A sheet: what stands in its cells.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// By row and column, both from 0.
    pub(super) cells: BTreeMap<(u32, u32), SheetCell>,
    /// Merged areas that are more than a cell.
    pub(super) merged: Vec<Area>,
    /// Bytes of the texts in the cells.
    texts: usize,
}

/// A cell with content.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SheetCell {
    /// What it holds, of a formula its last result.
    pub(super) value: Value,
    /// Whether a formula works it out.
    pub(super) formula: bool,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    /// A formula without a result.
    Nothing,
    /// Text, of a reasonable length.
    Text(String),
    /// A number.
    Number(f64),
    /// A number shown as a day.
    Date(NaiveDate),
    /// True or false.
    Logical(bool),
    /// «#ДЕЛ/0!».
    Error(String),
}

/// A rectangle of cells, its ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) first: (u32, u32),
    pub(super) last: (u32, u32),
}

impl Area {
    /// Whether it reaches over a row.
    pub(super) fn has_row(&self, row: u32) -> bool {
        (self.first.0..=self.last.0).contains(&row)
    }
}

impl<'a> Workbook<'a> {
    /// Opens a file.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let mut package = Package::open(bytes)?;
        let targets = relations(&mut package)?;
        let (listed, from_1904) = listed_sheets(&mut package)?;
        let sheets = listed
            .into_iter()
            .filter_map(|(name, id)| Some((name, targets.get(&id)?.clone())))
            .collect();
        let shared = shared_texts(&mut package)?;
        let dates = date_formats(&mut package)?;
        Ok(Self {
            package,
            sheets,
            shared,
            dates,
            from_1904,
        })
    }

    /// The names of its sheets, as they stand.
    pub(super) fn sheet_names(&self) -> impl Iterator<Item = &str> {
        self.sheets.iter().map(|(name, _)| name.as_str())
    }

    /// What a form never has and no filling in needs, in words.
    pub(super) fn oddities(&self) -> Vec<&'static str> {
        let odd = [
            (self.package.has("xl/vbaproject.bin"), "макросы"),
            (
                self.package.has_below("xl/externallinks/"),
                "ссылки на другие файлы",
            ),
            (
                self.package.has_below("xl/embeddings/"),
                "вложенные документы",
            ),
        ];
        odd.into_iter()
            .filter_map(|(present, name)| present.then_some(name))
            .collect()
    }

    /// Reads a sheet; `None` if there is none of this name.
    pub(super) fn sheet(&mut self, name: &str) -> Result<Option<Sheet>, Refusal> {
        let Some((_, part)) = self.sheets.iter().find(|(known, _)| known == name) else {
            return Ok(None);
        };
        let Some(mut part) = elements(&mut self.package, part)? else {
            return Err(Refusal::Damaged);
        };
        let formats = Formats {
            shared: &self.shared,
            dates: &self.dates,
            from_1904: self.from_1904,
        };
        read_sheet(&mut part, &formats).map(Some)
    }
}

/// The XML of a part, refused once it nests deeper or has more elements than any form.
struct Elements<'a> {
    part: Part<'a>,
    depth: usize,
    count: usize,
}

/// A part by its name; `None` if it is not there.
fn elements<'a>(package: &'a mut Package<'_>, name: &str) -> Result<Option<Elements<'a>>, Refusal> {
    let part = package.part(name)?;
    Ok(part.map(|part| Elements {
        part,
        depth: 0,
        count: 0,
    }))
}

impl Elements<'_> {
    /// The next event; the end of the part is [`Event::Eof`].
    fn next(&mut self) -> Result<Event<'_>, Refusal> {
        let event = self.part.next()?;
        match &event {
            Event::Start(_) => {
                self.depth += 1;
                self.count += 1;
            }
            Event::Empty(_) => self.count += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        if self.depth > MAX_DEPTH {
            return Err(Refusal::Damaged);
        }
        if self.count > MAX_ELEMENTS {
            return Err(Refusal::TooManyCells);
        }
        Ok(event)
    }
}

/// What the cells of a workbook refer to.
struct Formats<'a> {
    shared: &'a [String],
    dates: &'a [bool],
    from_1904: bool,
}

fn read_sheet(part: &mut Elements<'_>, formats: &Formats<'_>) -> Result<Sheet, Refusal> {
    let mut sheet = Sheet::default();
    let mut at = (0, 0);
    let mut open: Option<OpenCell> = None;
    loop {
        match part.next()? {
            Event::Eof => return Ok(sheet),
            Event::Start(tag) => match tag.local_name().as_ref() {
                "row" => at = (row_number(&tag)?.unwrap_or(at.0), 0),
                "c" => open = Some(OpenCell::new(&tag, at)?),
                name => {
                    if let Some(cell) = &mut open {
                        cell.enter(name);
                    }
                    note_merged(&tag, &mut sheet)?;
                }
            },
            // Cells without content are passed over: a million of them cost nothing.
            Event::Empty(tag) => match tag.local_name().as_ref() {
                "row" => at = (row_number(&tag)?.unwrap_or(at.0).saturating_add(1), 0),
                "c" => at.1 = cell_position(&tag, at)?.1.saturating_add(1),
                name => {
                    if let Some(cell) = open.as_mut().filter(|_| name == "f") {
                        cell.formula = true;
                    }
                    note_merged(&tag, &mut sheet)?;
                }
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "row" => at = (at.0.saturating_add(1), 0),
                "c" => {
                    if let Some(cell) = open.take() {
                        at.1 = cell.at.1.saturating_add(1);
                        keep(cell, formats, &mut sheet)?;
                    }
                }
                name => {
                    if let Some(cell) = &mut open {
                        cell.leave(name);
                    }
                }
            },
            event => {
                if let Some(cell) = &mut open {
                    cell.take(&event)?;
                }
            }
        }
    }
}

fn keep(cell: OpenCell, formats: &Formats<'_>, sheet: &mut Sheet) -> Result<(), Refusal> {
    let at = cell.at;
    let formula = cell.formula;
    let value = match cell.value(formats) {
        Value::Nothing if !formula => return Ok(()),
        Value::Text(text) if text.trim().is_empty() && !formula => return Ok(()),
        value => value,
    };
    if at.1 >= MAX_COLUMNS {
        return Ok(());
    }
    if let Value::Text(text) = &value {
        sheet.texts += text.len();
    }
    if sheet.cells.len() >= MAX_CELLS || sheet.texts > MAX_TEXTS {
        return Err(Refusal::TooManyCells);
    }
    sheet.cells.insert(at, SheetCell { value, formula });
    Ok(())
}

fn note_merged(tag: &BytesStart<'_>, sheet: &mut Sheet) -> Result<(), Refusal> {
    if tag.local_name().as_ref() != "mergeCell" {
        return Ok(());
    }
    if sheet.merged.len() >= MAX_MERGED {
        return Err(Refusal::TooManyCells);
    }
    let area = attribute(tag, "ref")?;
    let area = area.as_deref().and_then(|text| {
        let (first, last) = text.split_once(':')?;
        Some(Area {
            first: position(first)?,
            last: position(last)?,
        })
    });
    sheet
        .merged
        .extend(area.filter(|area| area.first != area.last));
    Ok(())
}

/// A cell whose elements are being read.
struct OpenCell {
    at: (u32, u32),
    kind: String,
    format: usize,
    formula: bool,
    /// Which of its elements the text belongs to.
    within: Within,
    text: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Nothing,
    Value,
    Phonetic,
}

impl OpenCell {
    fn new(tag: &BytesStart<'_>, next: (u32, u32)) -> Result<Self, Refusal> {
        let at = cell_position(tag, next)?;
        let format = attribute(tag, "s")?.and_then(|text| text.parse().ok());
        Ok(Self {
            at,
            kind: attribute(tag, "t")?.unwrap_or_default(),
            format: format.unwrap_or(0),
            formula: false,
            within: Within::Nothing,
            text: String::new(),
        })
    }

    fn enter(&mut self, name: &str) {
        match name {
            "v" | "t" if self.within == Within::Nothing => self.within = Within::Value,
            "rPh" => self.within = Within::Phonetic,
            "f" => self.formula = true,
            _ => {}
        }
    }

    fn leave(&mut self, name: &str) {
        match (name, self.within) {
            ("v" | "t", Within::Value) | ("rPh", _) => self.within = Within::Nothing,
            _ => {}
        }
    }

    fn take(&mut self, event: &Event<'_>) -> Result<(), Refusal> {
        if self.within == Within::Value {
            append(event, &mut self.text)?;
        }
        Ok(())
    }

    fn value(self, formats: &Formats<'_>) -> Value {
        if self.text.is_empty() {
            return Value::Nothing;
        }
        match self.kind.as_str() {
            "s" => {
                let index: Option<usize> = self.text.trim().parse().ok();
                let text = index.and_then(|index| formats.shared.get(index));
                text.map_or_else(
                    || Value::Error("«текст потерян»".to_owned()),
                    |text| Value::Text(text.clone()),
                )
            }
            "b" => Value::Logical(self.text.trim() == "1"),
            "e" => Value::Error(shortened(&self.text)),
            "d" => {
                let day = self.text.get(..10).and_then(|day| day.parse().ok());
                day.map_or(Value::Text(self.text), Value::Date)
            }
            "str" | "inlineStr" => Value::Text(unescape_characters(&self.text)),
            _ => match self.text.trim().parse::<f64>() {
                Ok(number) if number.is_finite() => {
                    let is_date = formats.dates.get(self.format).copied().unwrap_or(false);
                    let day = is_date.then(|| day_of(number, formats.from_1904)).flatten();
                    day.map_or(Value::Number(number), Value::Date)
                }
                _ => Value::Text(self.text),
            },
        }
    }
}

/// The day behind a serial number, its time left out.
pub(super) fn day_of(serial: f64, from_1904: bool) -> Option<NaiveDate> {
    // Excel counts a 29 February 1900 that never was.
    let epoch = if from_1904 {
        NaiveDate::from_ymd_opt(1904, 1, 1)
    } else {
        NaiveDate::from_ymd_opt(1899, 12, 30)
    };
    if !(1.0..2_958_466.0).contains(&serial) {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a positive number of days below three million"
    )]
    let days = serial.floor() as u64;
    epoch?.checked_add_days(Days::new(days))
}

/// Appends the text of an event, as far as a cell may be long.
fn append(event: &Event<'_>, text: &mut String) -> Result<(), Refusal> {
    match event {
        Event::Text(part) => text.push_str(&part.xml10_content()),
        Event::CData(part) => text.push_str(&part.xml10_content()),
        Event::GeneralRef(name) => match name.resolve_char_ref() {
            Ok(Some(character)) => text.push(character),
            Ok(None) => text.push_str(match name.as_ref() {
                "lt" => "<",
                "gt" => ">",
                "amp" => "&",
                "quot" => "\"",
                "apos" => "'",
                // Entities of the file's own are a way to blow it up.
                _ => return Err(Refusal::Damaged),
            }),
            Err(_) => return Err(Refusal::Damaged),
        },
        _ => {}
    }
    if text.len() > MAX_TEXT {
        text.truncate(text.floor_char_boundary(MAX_TEXT));
    }
    Ok(())
}

/// «_x000D_», by which Office writes characters that XML does not allow.
fn unescape_characters(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 6);
        let closed = rest.get(at + 6..at + 7) == Some("_");
        let character = code
            .filter(|_| closed)
            .and_then(|code| u32::from_str_radix(code, 16).ok())
            .and_then(char::from_u32);
        let end = if let Some(character) = character {
            result.push_str(&rest[..at]);
            result.push(character);
            at + 7
        } else {
            result.push_str(&rest[..at + 2]);
            at + 2
        };
        rest = &rest[end..];
    }
    result + rest
}

/// Targets of the workbook's relations by their ids.
fn relations(package: &mut Package<'_>) -> Result<BTreeMap<String, String>, Refusal> {
    let mut targets = BTreeMap::new();
    let Some(mut part) = elements(package, "xl/_rels/workbook.xml.rels")? else {
        return Err(Refusal::Damaged);
    };
    loop {
        match part.next()? {
            Event::Eof => return Ok(targets),
            Event::Start(tag) | Event::Empty(tag)
                if tag.local_name().as_ref() == "Relationship" =>
            {
                let (id, target) = (attribute(&tag, "Id")?, attribute(&tag, "Target")?);
                if let (Some(id), Some(target)) = (id, target)
                    && targets.len() < MAX_SHEETS * 4
                {
                    let path = match target.strip_prefix('/') {
                        Some(absolute) => absolute.to_owned(),
                        None => format!("xl/{target}"),
                    };
                    targets.insert(id, path);
                }
            }
            _ => {}
        }
    }
}

/// Names of sheets with the ids of their relations, and whether days are counted from 1904.
fn listed_sheets(package: &mut Package<'_>) -> Result<(Vec<(String, String)>, bool), Refusal> {
    let mut sheets = Vec::new();
    let mut from_1904 = false;
    let Some(mut part) = elements(package, "xl/workbook.xml")? else {
        return Err(Refusal::Damaged);
    };
    loop {
        match part.next()? {
            Event::Eof => return Ok((sheets, from_1904)),
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                "sheet" if sheets.len() < MAX_SHEETS => {
                    let id = attribute(&tag, "id")?;
                    if let (Some(name), Some(id)) = (attribute(&tag, "name")?, id) {
                        sheets.push((name, id));
                    }
                }
                "workbookPr" => {
                    let flag = attribute(&tag, "date1904")?;
                    from_1904 = matches!(flag.as_deref(), Some("1" | "true"));
                }
                _ => {}
            },
            _ => {}
        }
    }
}

/// The texts that cells refer to by number.
fn shared_texts(package: &mut Package<'_>) -> Result<Vec<String>, Refusal> {
    let mut texts = Vec::new();
    let Some(mut part) = elements(package, "xl/sharedStrings.xml")? else {
        return Ok(texts);
    };
    let (mut text, mut within, mut phonetic) = (String::new(), false, false);
    let mut total = 0;
    loop {
        match part.next()? {
            Event::Eof => return Ok(texts),
            Event::Start(tag) => match tag.local_name().as_ref() {
                "t" => within = !phonetic,
                "rPh" => phonetic = true,
                _ => {}
            },
            Event::Empty(tag) if tag.local_name().as_ref() == "si" => {
                share(String::new(), &mut texts, &mut total)?;
            }
            Event::End(tag) => match tag.local_name().as_ref() {
                "t" => within = false,
                "rPh" => phonetic = false,
                "si" => {
                    let text = unescape_characters(&std::mem::take(&mut text));
                    share(text, &mut texts, &mut total)?;
                }
                _ => {}
            },
            event if within => append(&event, &mut text)?,
            _ => {}
        }
    }
}

/// Keeps a shared text, as far as all of them together take bounded memory.
fn share(text: String, texts: &mut Vec<String>, total: &mut usize) -> Result<(), Refusal> {
    // Each costs as much memory as its text and a little more.
    *total += text.len() + 32;
    if *total > MAX_SHARED {
        return Err(Refusal::TooManyCells);
    }
    texts.push(text);
    Ok(())
}

/// For each format of cells, whether it shows a date.
fn date_formats(package: &mut Package<'_>) -> Result<Vec<bool>, Refusal> {
    let mut own: BTreeMap<u32, bool> = BTreeMap::new();
    let mut formats = Vec::new();
    let mut within = false;
    let Some(mut part) = elements(package, "xl/styles.xml")? else {
        return Ok(formats);
    };
    let number = |text: Option<String>| text.and_then(|text| text.parse::<u32>().ok());
    loop {
        match part.next()? {
            Event::Eof => return Ok(formats),
            Event::End(tag) if tag.local_name().as_ref() == "cellXfs" => within = false,
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                "cellXfs" => within = true,
                "numFmt" if own.len() < MAX_FORMATS => {
                    let code = attribute(&tag, "formatCode")?.unwrap_or_default();
                    if let Some(id) = number(attribute(&tag, "numFmtId")?) {
                        own.insert(id, shows_date(&code));
                    }
                }
                "xf" if within && formats.len() < MAX_FORMATS => {
                    let id = number(attribute(&tag, "numFmtId")?).unwrap_or(0);
                    // The built-in dates of all languages (ECMA-376, 18.8.30).
                    let built_in = matches!(id, 14..=17 | 22 | 27..=31 | 34..=36 | 50..=58);
                    formats.push(own.get(&id).copied().unwrap_or(built_in));
                }
                _ => {}
            },
            _ => {}
        }
    }
}

/// Whether a format's code shows days or years: «dd.mm.yyyy», «[$-419]Д ММММ ГГГГ».
fn shows_date(code: &str) -> bool {
    let (mut quoted, mut bracketed, mut escaped) = (false, false, false);
    code.chars().any(|letter| {
        if std::mem::take(&mut escaped) {
            return false;
        }
        match letter {
            '\\' | '_' | '*' => escaped = true,
            '"' => quoted = !quoted,
            '[' if !quoted => bracketed = true,
            ']' if !quoted => bracketed = false,
            'd' | 'D' | 'y' | 'Y' | 'д' | 'Д' | 'г' | 'Г' => return !quoted && !bracketed,
            _ => {}
        }
        false
    })
}

fn row_number(tag: &BytesStart<'_>) -> Result<Option<u32>, Refusal> {
    match attribute(tag, "r")? {
        None => Ok(None),
        Some(text) => match text.parse::<u32>() {
            Ok(number @ 1..=1_048_576) => Ok(Some(number - 1)),
            _ => Err(Refusal::Damaged),
        },
    }
}

/// Where a cell is: as it says, else next to the one before.
fn cell_position(tag: &BytesStart<'_>, next: (u32, u32)) -> Result<(u32, u32), Refusal> {
    match attribute(tag, "r")? {
        Some(text) => position(&text).ok_or(Refusal::Damaged),
        None => Ok(next),
    }
}

/// An attribute by its name without a prefix.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>, Refusal> {
    // Looking for doubles would take the square of their number.
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| Refusal::Damaged)?;
        if attribute.key.local_name().as_ref() == name {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            return match value {
                Ok(value) => Ok(Some(value.into_owned())),
                Err(_) => Err(Refusal::Damaged),
            };
        }
    }
    Ok(None)
}

/// Row and column, from 0, of «D14».
fn position(text: &str) -> Option<(u32, u32)> {
    let text = text.trim_start_matches('$');
    let split = text.find(|c: char| !c.is_ascii_alphabetic())?;
    let (letters, digits) = text.split_at(split);
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let column = letters.bytes().fold(0, |sum, letter| {
        sum * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1
    });
    let row: u32 = digits.trim_start_matches('$').parse().ok()?;
    let within = (1..=1_048_576).contains(&row) && column <= 16_384;
    within.then(|| (row - 1, column - 1))
}

/// «D14» of row and column, from 0.
pub(super) fn address((row, column): (u32, u32)) -> String {
    let mut letters = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.insert(0, char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    format!("{letters}{}", row.saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_written() {
        for (text, at) in [
            ("A1", (0, 0)),
            ("D14", (13, 3)),
            ("AA1048576", (1_048_575, 26)),
        ] {
            assert_eq!(position(text), Some(at));
            assert_eq!(address(at), text);
        }
        for text in ["", "14", "A0", "XFE1", "A1048577", "D", "Д14"] {
            assert_eq!(position(text), None, "{text}");
        }
    }

    #[test]
    fn formats_of_dates_are_told_from_numbers() {
        for code in ["dd.mm.yyyy", "[$-419]D MMMM YYYY\" г.\";@", "d/m/yy h:mm"] {
            assert!(shows_date(code), "{code}");
        }
        for code in [
            "General",
            "0.00",
            "#,##0\" дней\"",
            "[Red]0",
            "\\d0",
            "h:mm",
            "@",
        ] {
            assert!(!shows_date(code), "{code}");
        }
    }

    #[test]
    fn serial_numbers_are_days() {
        let day = |text: &str| text.parse::<NaiveDate>().ok();
        assert_eq!(day_of(43916.75, false), day("2020-03-26"));
        assert_eq!(day_of(42454.0, true), day("2020-03-26"));
        assert_eq!(day_of(0.5, false), None);
        assert_eq!(day_of(1e18, false), None);
    }

    #[test]
    fn characters_written_by_their_code_are_read() {
        assert_eq!(
            unescape_characters("а_x000D_б_x_в_xZZZZ_"),
            "а\rб_x_в_xZZZZ_"
        );
        assert_eq!(unescape_characters("_xД"), "_xД");
    }
}
