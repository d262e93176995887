//! A filled form → the school's answers, with everything wrong by its cell.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::figures::{
    AskedFigures, FigureAnswers, FigureBlank, IssuedFigure, figures_fingerprint, is_figures,
};
use super::package::Refusal;
pub(super) use super::value::shortened;
use super::value::{self, clean, is_invisible};
use super::workbook::{Area, Sheet, SheetCell, Value, Workbook, address};
use super::{
    COLUMNS, CONTACTS, Column, Complaint, Content, Days, Field, HIDDEN_SHEET, Header, Issued, Key,
    MARK, SECTION_MARK, SHEET, VERSION, Values,
};
use crate::language::parse_date;
use crate::model::{Demand, Given, Status};

/// A workbook that is a form of ours, its cells not looked at yet.
#[derive(Debug)]
pub struct Filled {
    /// Whom it is from and about what.
    pub header: Header,
    /// The edition of the plan it was made from.
    pub edition: String,
    /// The rows it was made with.
    pub issued: Vec<Issued>,
    sheet: Sheet,
    /// What was asked of indicators, if anything.
    figures: Option<AskedFigures>,
    /// What was found beside the form.
    notes: Vec<Complaint>,
}

/// What a school answered.
#[derive(Clone, Debug)]
pub struct Answers {
    /// What it says of itself.
    pub contact: Values,
    /// The rows that are answered, in the order of the file.
    pub rows: Vec<AnsweredRow>,
    /// Everything wrong or worth knowing, in the order of places.
    pub complaints: Vec<Complaint>,
}

/// A row with answers.
#[derive(Clone, Debug)]
pub struct AnsweredRow {
    /// Which, as it was issued.
    pub issued: Issued,
    /// The answers.
    pub values: Values,
    /// Whether all of them can be taken.
    pub is_sound: bool,
    /// The cell of its number, row and column from 0.
    pub(super) cell: (u32, u32),
}

impl Filled {
    /// Opens the bytes of a file.
    ///
    /// # Errors
    /// Why it cannot be read as a form.
    pub fn open(bytes: &[u8]) -> Result<Self, Refusal> {
        let mut workbook = Workbook::open(bytes)?;
        let hidden = workbook.sheet(HIDDEN_SHEET)?.ok_or(Refusal::NotAForm)?;
        let Hidden {
            header,
            edition,
            issued,
            mut figures,
        } = read_hidden(&hidden)?;
        let mut notes: Vec<Complaint> = workbook
            .oddities()
            .into_iter()
            .map(|what| {
                let message = format!(
                    "в файле есть {what}: бланк их не содержит; программа их не читает и не запускает"
                );
                Complaint::of_file(message, false)
            })
            .collect();
        let names: Vec<String> = workbook.sheet_names().map(str::to_owned).collect();
        let mut form = None;
        for name in &names {
            if name == HIDDEN_SHEET {
                continue;
            }
            let is_ours = name == SHEET;
            match workbook.sheet(name)? {
                Some(sheet) if form.is_none() && (is_ours || has_mark(&sheet)) => {
                    form = Some(sheet);
                }
                Some(sheet)
                    if let Some(figures) = figures.as_mut().filter(|one| one.sheet.is_none())
                        && is_figures(name, &sheet) =>
                {
                    figures.sheet = Some(sheet);
                }
                Some(sheet) if !sheet.cells.is_empty() => notes.push(Complaint::of_file(
                    format!("лист «{}» добавлен школой: он не читается", shortened(name)),
                    false,
                )),
                _ => {}
            }
        }
        Ok(Self {
            header,
            edition,
            issued,
            sheet: form.ok_or(Refusal::NoSheet(SHEET))?,
            figures,
            notes,
        })
    }

    /// Reads the values of indicators; `today` is what is asked of the school now.
    pub fn figures(&self, today: Option<&FigureBlank>) -> FigureAnswers {
        let asked = self.figures.as_ref();
        asked.map(|asked| asked.answers(today)).unwrap_or_default()
    }

    /// Reads the answers of a form about a period; `known` is what the dossier says
    /// already on its rows: that is not judged again, and stays where the form has lost
    /// a column.
    pub fn answers(self, days: Days, known: &BTreeMap<Key, Values>) -> Answers {
        let needed = [Content::Title, Content::Answer(Field::Status)];
        let Some(layout) = Layout::find(&self.sheet, &COLUMNS, needed, MARK) else {
            let message = format!(
                "на листе «{SHEET}» нет заголовков таблицы: перенесите ответы в чистый бланк"
            );
            return Answers {
                contact: Values::new(),
                rows: Vec::new(),
                complaints: vec![Complaint::of_file(message, true)],
            };
        };
        let mut reader = Reader {
            filled: &self,
            known,
            layout,
            days,
            complaints: self.notes.clone(),
            likeness: Likeness::default(),
        };
        reader.require_columns();
        let contact = reader.contact();
        let filled_on = contact
            .get(&Field::Date)
            .and_then(|day| parse_date(day).ok());
        let rows = reader.rows(filled_on);
        reader.stray_texts();
        Answers {
            contact,
            rows,
            complaints: reader.complaints,
        }
    }
}

fn has_mark(sheet: &Sheet) -> bool {
    sheet.cells.values().any(|cell| text_of(cell) == MARK)
}

pub(super) fn text_of(cell: &SheetCell) -> String {
    clean(&value::as_text(&cell.value))
}

/// What the hidden sheet says.
struct Hidden {
    header: Header,
    edition: String,
    issued: Vec<Issued>,
    figures: Option<AskedFigures>,
}

fn read_hidden(sheet: &Sheet) -> Result<Hidden, Refusal> {
    let text = |row: u32, column: u32| {
        let cell = sheet.cells.get(&(row, column));
        cell.map(|cell| value::as_text(&cell.value))
    };
    if text(0, 0).as_deref() != Some(MARK) {
        return Err(Refusal::NotAForm);
    }
    match text(0, 1) {
        Some(version) if version == VERSION => {}
        Some(version) => return Err(Refusal::NewerForm(shortened(&version))),
        None => return Err(Refusal::SpoiltForm("нет вида бланка")),
    }
    if !sheet.cells.values().all(|cell| is_ours(&cell.value)) {
        return Err(Refusal::SpoiltForm("посторонние знаки"));
    }
    let mut facts = BTreeMap::new();
    let mut issued = Vec::new();
    let mut asked = Vec::new();
    let last = sheet.cells.keys().next_back().map_or(0, |at| at.0);
    for row in 1..=last {
        let Some(name) = text(row, 0) else { continue };
        if name == "row" {
            let key = text(row, 1).as_deref().and_then(Key::parse);
            issued.push(Issued {
                key: key.ok_or(Refusal::SpoiltForm("имена строк"))?,
                number: text(row, 2).unwrap_or_default(),
                title: text(row, 3).unwrap_or_default(),
                deadline: text(row, 4).unwrap_or_default(),
            });
        } else if name == "figure" {
            asked.push(IssuedFigure {
                id: text(row, 1).unwrap_or_default(),
                name: text(row, 2).unwrap_or_default(),
            });
        } else {
            facts.insert(name, text(row, 1).unwrap_or_default());
        }
    }
    let mut fact = |name: &str, what: &'static str| {
        let fact: Option<String> = facts.remove(name);
        let one_line = fact.filter(|text| !text.contains('\n'));
        one_line.ok_or(Refusal::SpoiltForm(what))
    };
    let header = Header {
        dossier: fact("dossier", "дело")?,
        school: fact("school", "школа")?,
        period: fact("period", "период")?,
    };
    let edition = fact("edition", "редакция плана")?;
    if issued.len() > MAX_ISSUED || super::fingerprint(&issued) != edition {
        return Err(Refusal::SpoiltForm("список строк"));
    }
    let figures = match facts.remove("figures") {
        None => None,
        Some(expected) => {
            let moment = facts.remove("moment").unwrap_or_default();
            if figures_fingerprint(&moment, &asked) != expected {
                return Err(Refusal::SpoiltForm("список показателей"));
            }
            Some(AskedFigures {
                moment,
                issued: asked,
                sheet: None,
            })
        }
    };
    Ok(Hidden {
        header,
        edition,
        issued,
        figures,
    })
}

/// Most rows a form is issued with; a plan has some hundred.
const MAX_ISSUED: usize = 5_000;
/// Longest text of the hidden sheet, in characters: titles are the longest.
const MAX_HIDDEN: usize = 4_000;

/// Whether the program itself may have written this to the hidden sheet: dossiers hold
/// neither endless texts nor characters that steer a terminal.
fn is_ours(value: &Value) -> bool {
    let Value::Text(text) = value else {
        return true;
    };
    text.chars().count() <= MAX_HIDDEN
        && !text
            .chars()
            .any(|c| is_invisible(c) || (c.is_control() && c != '\n'))
}

/// Where on a sheet everything is: schools insert rows and columns.
pub(super) struct Layout<C> {
    /// The row of headings.
    pub(super) head: u32,
    /// The hidden column of keys, if it is still there.
    pub(super) keys: Option<u32>,
    /// The columns of the form that were found.
    pub(super) columns: BTreeMap<u32, C>,
}

impl<C: Copy + PartialEq> Layout<C> {
    /// Looks for the headings of columns, of which two must be there.
    pub(super) fn find(
        sheet: &Sheet,
        known: &[Column<C>],
        needed: [C; 2],
        mark: &str,
    ) -> Option<Self> {
        let mut rows: BTreeMap<u32, Vec<(u32, String)>> = BTreeMap::new();
        for ((row, column), cell) in &sheet.cells {
            rows.entry(*row).or_default().push((*column, text_of(cell)));
        }
        rows.into_iter().find_map(|(head, cells)| {
            let found = cells.iter().filter_map(|(column, text)| {
                let known = known.iter().find(|known| known.heading == text)?;
                Some((*column, known.content))
            });
            let columns: BTreeMap<u32, C> = found.collect();
            let has = |content: &C| columns.values().any(|known| known == content);
            let keys = cells.iter().find(|(_, text)| text == mark);
            needed.iter().all(has).then_some(Self {
                head,
                keys: keys.map(|(column, _)| *column),
                columns,
            })
        })
    }

    pub(super) fn column(&self, content: C) -> Option<u32> {
        let mut columns = self.columns.iter();
        columns.find_map(|(place, known)| (*known == content).then_some(*place))
    }

    /// The leftmost column.
    pub(super) fn first(&self) -> u32 {
        self.columns.keys().next().copied().unwrap_or(0)
    }

    /// The merged areas below the headings that hold answers.
    pub(super) fn merged(&self, sheet: &Sheet, is_answer: impl Fn(C) -> bool) -> Vec<Area> {
        let last = sheet.cells.keys().next_back().map_or(0, |at| at.0);
        let has_answers = |area: &Area| {
            let columns = area.first.1..=area.last.1;
            let mut known = self.columns.iter();
            known.any(|(column, content)| is_answer(*content) && columns.contains(column))
        };
        let areas = sheet
            .merged
            .iter()
            .filter(|area| area.last.0 > self.head && area.first.0 <= last && has_answers(area));
        areas
            .map(|area| Area {
                last: (area.last.0.min(last), area.last.1),
                ..*area
            })
            .collect()
    }
}

/// Texts beside a table, so that no remark is lost silently.
pub(super) fn stray_texts<C>(sheet: &Sheet, layout: &Layout<C>) -> Vec<((u32, u32), String)> {
    let stray = sheet.cells.iter().filter(|(at, _)| {
        let is_column = layout.columns.contains_key(&at.1);
        at.0 > layout.head && !is_column && Some(at.1) != layout.keys
    });
    stray
        .map(|(at, cell)| (*at, shortened(&text_of(cell))))
        .collect()
}

struct Reader<'a> {
    filled: &'a Filled,
    /// What the dossier says on the rows.
    known: &'a BTreeMap<Key, Values>,
    layout: Layout<Content>,
    days: Days,
    complaints: Vec<Complaint>,
    likeness: Likeness,
}

impl Reader<'_> {
    fn cell(&self, at: (u32, u32)) -> Option<&SheetCell> {
        self.filled.sheet.cells.get(&at)
    }

    fn text(&self, row: u32, content: Content) -> String {
        let column = self.layout.column(content);
        let cell = column.and_then(|column| self.cell((row, column)));
        cell.map(text_of).unwrap_or_default()
    }

    fn require_columns(&mut self) {
        for known in &COLUMNS {
            if self.layout.column(known.content).is_none() {
                let message = format!(
                    "нет столбца «{}»: верните заголовок на место или перенесите ответы в чистый бланк",
                    known.heading
                );
                self.complaints
                    .push(Complaint::error((self.layout.head, 0), message));
            }
        }
    }

    /// What the school says of itself, beside the labels above the table.
    fn contact(&mut self) -> Values {
        let mut contact = Values::new();
        let mut places = BTreeMap::new();
        for (label, field, _) in CONTACTS {
            let mut above = self.filled.sheet.cells.range(..(self.layout.head, 0));
            let Some((&(row, column), _)) = above.find(|(_, cell)| text_of(cell) == label) else {
                let message =
                    format!("нет подписи «{label}» над таблицей: ответ рядом с ней не прочитан");
                self.complaints.push(Complaint::of_file(message, false));
                continue;
            };
            let mut beside = self
                .filled
                .sheet
                .cells
                .range((row, column + 1)..(row + 1, 0));
            let at = beside.next().map_or((row, column + 1), |(at, _)| *at);
            places.insert(field, at);
            if let Some(answer) = self.answer(field, at).answer {
                contact.insert(field, answer);
            }
        }
        let pair = [(Field::Name, Field::Phone), (Field::Phone, Field::Name)];
        for (given, missing) in pair {
            if contact.contains_key(&given)
                && !contact.contains_key(&missing)
                && let Some(at) = places.get(&missing)
            {
                let message = match missing {
                    Field::Phone => "телефон не указан",
                    _ => "не указано, кто заполнил",
                };
                let message = format!("{message}: отметка об исполнителе не внесена");
                self.complaints.push(Complaint::note(*at, message));
                contact.remove(&given);
            }
        }
        if !contact.contains_key(&Field::Date)
            && let Some(at) = places.get(&Field::Date)
        {
            let message =
                "не указана дата заполнения: по ней программа узнаёт, какой из файлов школы новее";
            self.complaints.push(Complaint::note(*at, message));
        }
        contact
    }

    /// Reads the answer in a cell and notes what is to say of it.
    fn answer(&mut self, field: Field, at: (u32, u32)) -> ReadCell {
        let read = self
            .cell(at)
            .map(|cell| value::read(field, cell, self.days));
        match read {
            None | Some(Ok(None)) => ReadCell::default(),
            Some(Ok(Some(answer))) => {
                let note = answer.note.map(|note| Complaint::note(at, note));
                self.complaints.extend(note);
                ReadCell {
                    answer: Some(answer.text),
                    is_wrong: false,
                }
            }
            Some(Err(message)) => {
                self.complaints.push(Complaint::error(at, message));
                ReadCell {
                    answer: None,
                    is_wrong: true,
                }
            }
        }
    }

    fn rows(&mut self, filled_on: Option<NaiveDate>) -> Vec<AnsweredRow> {
        let numbers: BTreeSet<u32> = self
            .filled
            .sheet
            .cells
            .keys()
            .map(|at| at.0)
            .filter(|row| *row > self.layout.head)
            .collect();
        let known = Known::new(&self.filled.issued);
        let mut seen: BTreeMap<usize, u32> = BTreeMap::new();
        let mut rows: Vec<AnsweredRow> = Vec::new();
        let spoilt = self.merged_areas();
        let is_spoilt = |row| spoilt.iter().any(|area| area.has_row(row));
        for row in numbers {
            let Some(index) = self.which(row, &known) else {
                continue;
            };
            let mut answered = self.row(row, &self.filled.issued[index], filled_on);
            answered.is_sound &= !is_spoilt(row);
            if let Some(first) = seen.get(&index) {
                self.twice(&mut rows, answered, *first);
                continue;
            }
            seen.insert(index, row);
            rows.push(answered);
        }
        for (index, issued) in self.filled.issued.iter().enumerate() {
            if !seen.contains_key(&index) {
                let message = format!(
                    "нет строки {} «{}»: школа удалила её; прежняя отметка, если она была, остаётся",
                    issued.number,
                    shortened(&issued.title)
                );
                self.complaints.push(Complaint::of_file(message, false));
            }
        }
        rows.retain(|row| !row.values.is_empty() || !row.is_sound);
        rows
    }

    /// A row that stands in the file a second time.
    fn twice(&mut self, rows: &mut [AnsweredRow], second: AnsweredRow, first: u32) {
        let Some(before) = rows.iter_mut().find(|row| row.issued == second.issued) else {
            return;
        };
        if second.values.is_empty() && second.is_sound || second.values == before.values {
            return;
        }
        if before.values.is_empty() && before.is_sound {
            *before = second;
            return;
        }
        before.is_sound = false;
        let message = format!(
            "строка {} есть в файле дважды, здесь и в строке {}, и ответы разные: оставьте одну",
            second.issued.number,
            first + 1
        );
        self.complaints.push(Complaint::error(second.cell, message));
    }

    /// Which of the issued rows stands here; says why if it is none.
    fn which(&mut self, row: u32, known: &Known) -> Option<usize> {
        let issued = &self.filled.issued;
        let key = self.layout.keys.and_then(|column| self.cell((row, column)));
        let key = key.map(text_of).unwrap_or_default();
        let number = self.text(row, Content::Number);
        let title = self.text(row, Content::Title);
        let answers = self.answer_cells(row);
        let at = (row, self.layout.first());
        if key == SECTION_MARK || (title.is_empty() && number.is_empty() && answers.is_empty()) {
            if key == SECTION_MARK
                && let Some(cell) = answers.first()
            {
                let message =
                    "ответ в строке с названием раздела: впишите его в строку мероприятия";
                self.complaints.push(Complaint::error(*cell, message));
            }
            return None;
        }
        let by_key = Key::parse(&key).and_then(|key| known.by_key.get(&key).copied());
        let by_text = known.by_text.get(&(number.clone(), title.clone()));
        // Of rows that read alike the hidden key tells which is meant.
        if let (Some(None), Some(index)) = (by_text, by_key)
            && clean(&issued[index].number) == number
            && clean(&issued[index].title) == title
        {
            return Some(index);
        }
        let by_text = by_text.copied().flatten();
        let by_title = known.by_title.get(&title).copied().flatten();
        if let Some(index) = by_text {
            // What the school read beside its answer counts, not what is hidden.
            if by_key.is_some_and(|by_key| by_key != index) {
                let message = "строка переставлена: она узнана по номеру и названию";
                self.complaints.push(Complaint::note(at, message));
            }
            return Some(index);
        }
        if let Some(index) = by_key {
            let meant = &issued[index];
            if title.is_empty() || self.likeness.is_alike(&meant.title, &title) {
                let message =
                    "номер или название мероприятия изменены: в дело попадут только ответы";
                self.complaints.push(Complaint::note(at, message));
                return Some(index);
            }
            let message = format!(
                "вместо строки {} «{}» написано «{}»: верните строку или перенесите ответы в чистый бланк",
                meant.number,
                shortened(&meant.title),
                shortened(&title)
            );
            self.complaints.push(Complaint::error(at, message));
            return None;
        }
        if let Some(index) = by_title {
            let message = "строка узнана по названию мероприятия";
            self.complaints.push(Complaint::note(at, message));
            return Some(index);
        }
        let text = if title.is_empty() { &number } else { &title };
        if answers.is_empty() {
            let message = format!("текст вне бланка не читается: «{}»", shortened(text));
            self.complaints.push(Complaint::note(at, message));
        } else {
            let message = format!(
                "строка {} добавлена школой или потеряла номер и название («{}»): такой строки в бланке нет; перенесите ответ в строку мероприятия",
                row + 1,
                shortened(text)
            );
            self.complaints.push(Complaint::error(at, message));
        }
        None
    }

    /// The cells of a row that hold answers.
    fn answer_cells(&self, row: u32) -> Vec<(u32, u32)> {
        let columns = self.layout.columns.iter();
        columns
            .filter(|(_, content)| matches!(content, Content::Answer(_)))
            .map(|(column, _)| (row, *column))
            .filter(|at| self.cell(*at).is_some())
            .collect()
    }

    /// Where answers of several cells are merged: it cannot be told whose they are.
    fn merged_areas(&mut self) -> Vec<Area> {
        let is_answer = |content| matches!(content, Content::Answer(_));
        let areas = self.layout.merged(&self.filled.sheet, is_answer);
        for area in &areas {
            let message = format!(
                "ячейки {}:{} объединены: не понять, к чему относится ответ; разъедините их и заполните каждую",
                address(area.first),
                address(area.last)
            );
            self.complaints.push(Complaint::error(area.first, message));
        }
        areas
    }

    fn row(&mut self, row: u32, issued: &Issued, filled_on: Option<NaiveDate>) -> AnsweredRow {
        let mut values = Values::new();
        let mut places = BTreeMap::new();
        let mut is_sound = true;
        let nothing = Values::new();
        let known = self.known.get(&issued.key).unwrap_or(&nothing);
        let mut lost = Values::new();
        for field in Field::OF_ROW {
            let before = known.get(&field);
            let Some(column) = self.layout.column(Content::Answer(field)) else {
                lost.extend(before.map(|text| (field, text.clone())));
                continue;
            };
            let at = (row, column);
            places.insert(field, at);
            // What the dossier says already is not judged again, however long or late.
            if let Some(before) = before
                && self.cell(at).map(text_of).as_deref() == Some(clean(before).as_str())
            {
                values.insert(field, before.clone());
                continue;
            }
            let read = self.answer(field, at);
            is_sound &= !read.is_wrong;
            if let Some(text) = read.answer {
                values.insert(field, text);
            }
        }
        // A column that is gone was not answered: nothing is erased by it.
        if !values.is_empty() {
            values.extend(lost);
        }
        if is_sound && values != *known {
            let contradictions = contradictions(&values, filled_on);
            is_sound = contradictions.is_empty();
            for (field, message) in contradictions {
                let at = places.get(&field).copied().unwrap_or((row, 0));
                self.complaints.push(Complaint::error(at, message));
            }
        }
        let column = self.layout.column(Content::Number).unwrap_or(0);
        AnsweredRow {
            issued: issued.clone(),
            values,
            is_sound,
            cell: (row, column),
        }
    }

    /// Tells of texts beside the table, so that no remark is lost silently.
    fn stray_texts(&mut self) {
        for (at, text) in stray_texts(&self.filled.sheet, &self.layout) {
            let message = format!("текст вне столбцов бланка не читается: «{text}»");
            self.complaints.push(Complaint::note(at, message));
        }
    }
}

/// How alike a title and what stands in its place must be to be taken for it.
const ALIKE: f64 = 0.8;

/// Compares changed titles, as long as all comparisons together stay affordable: one
/// takes time and memory by the product of the lengths.
pub(super) struct Likeness {
    /// Products of lengths that may still be compared.
    left: usize,
}

impl Default for Likeness {
    fn default() -> Self {
        Self { left: 50_000_000 }
    }
}

impl Likeness {
    /// Longest text compared, in characters.
    const LONGEST: usize = 1_000;

    /// Whether one text may be taken for the other; those that are too long or too many
    /// are not.
    pub(super) fn is_alike(&mut self, meant: &str, found: &str) -> bool {
        let (one, other) = (meant.chars().count(), found.chars().count());
        if one.max(other) > Self::LONGEST {
            return false;
        }
        let Some(left) = self.left.checked_sub(one * other) else {
            return false;
        };
        self.left = left;
        strsim::normalized_damerau_levenshtein(meant, found) >= ALIKE
    }
}

/// What was read of a cell.
#[derive(Default)]
struct ReadCell {
    answer: Option<String>,
    is_wrong: bool,
}

/// The issued rows by all they may be known by.
struct Known {
    by_key: BTreeMap<Key, usize>,
    /// Numbers with titles; what several rows have names none.
    by_text: BTreeMap<(String, String), Option<usize>>,
    /// Titles; one that several rows have names none.
    by_title: BTreeMap<String, Option<usize>>,
}

impl Known {
    fn new(issued: &[Issued]) -> Self {
        let mut by_title: BTreeMap<String, Option<usize>> = BTreeMap::new();
        for (index, row) in issued.iter().enumerate() {
            let entry = by_title.entry(clean(&row.title));
            entry.and_modify(|row| *row = None).or_insert(Some(index));
        }
        let mut by_text: BTreeMap<(String, String), Option<usize>> = BTreeMap::new();
        for (index, row) in issued.iter().enumerate() {
            let entry = by_text.entry((clean(&row.number), clean(&row.title)));
            entry.and_modify(|row| *row = None).or_insert(Some(index));
        }
        let rows = issued.iter().enumerate();
        Self {
            by_key: rows.map(|(index, row)| (row.key.clone(), index)).collect(),
            by_text,
            by_title,
        }
    }
}

/// What the answers of a row say against each other ([N-149]), by the cell to mend.
fn contradictions(values: &Values, filled_on: Option<NaiveDate>) -> Vec<(Field, String)> {
    let has = |field: Field| values.contains_key(&field);
    let mut found = Vec::new();
    let mut say = |field: Field, message: &str| found.push((field, message.to_owned()));
    let Some(status) = values
        .get(&Field::Status)
        .and_then(|word| super::status(word))
    else {
        if !values.is_empty() {
            say(Field::Status, "строка заполнена, а статус не выбран");
        }
        return found;
    };
    let word = status.word();
    let given = Given {
        done: has(Field::Done),
        result: has(Field::Result),
        proof: has(Field::All) || has(Field::Evidence),
        reason: has(Field::Reason),
        new_term: has(Field::NewTerm),
    };
    for demand in status.lacks(given) {
        let (field, what) = match demand {
            Demand::Done => (Field::Done, "не указана дата исполнения"),
            Demand::Outcome => (
                Field::Result,
                "не указан результат (или участники, или документ)",
            ),
            Demand::Reason => (Field::Reason, "не указана причина"),
            Demand::NewTerm => (Field::NewTerm, "не указан новый срок"),
        };
        say(field, &format!("статус «{word}», но {what}"));
    }
    if status != Status::Done && has(Field::Done) {
        say(
            Field::Done,
            &format!(
                "статус «{word}», а дата исполнения указана: исправьте статус или сотрите дату"
            ),
        );
    }
    if status != Status::Postponed && has(Field::NewTerm) {
        say(
            Field::NewTerm,
            &format!("статус «{word}», а новый срок указан: он бывает только у перенесённого"),
        );
    }
    let day = |field| {
        values
            .get(&field)
            .and_then(|text: &String| parse_date(text).ok())
    };
    if let (Some(done), Some(filled)) = (day(Field::Done), filled_on)
        && done > filled
    {
        say(
            Field::Done,
            "дата исполнения позже дня, когда бланк заполнен",
        );
    }
    let count = |field| {
        values
            .get(&field)
            .and_then(|text: &String| text.parse::<u32>().ok())
    };
    match (count(Field::All), count(Field::FromLowResults)) {
        (None, Some(_)) => say(Field::All, "не указано, сколько участников всего"),
        (Some(all), Some(part)) if part > all => say(
            Field::FromLowResults,
            &format!("{part} больше, чем участников всего ({all})"),
        ),
        _ => {}
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_compared_only_as_long_as_it_is_affordable() {
        let mut likeness = Likeness::default();
        assert!(likeness.is_alike("Семинар учителей", "Семинар для учителей"));
        assert!(!likeness.is_alike("Семинар", "Совет"));
        let before = likeness.left;
        let endless = "а".repeat(32_000);
        assert!(!likeness.is_alike(&endless, &endless));
        assert_eq!(likeness.left, before, "an endless title is not compared");
        let long = "а".repeat(Likeness::LONGEST);
        likeness.left = long.chars().count().pow(2);
        assert!(likeness.is_alike(&long, &long));
        assert!(!likeness.is_alike(&long, &long), "nothing is left");
    }
}
