//! The filled sheet → values, with everything wrong by its cell.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Entry, FIGURE_COLUMNS, FIGURES_MARK, FIGURES_SHEET, FigureBlank, FigureContent, FigureField,
    FigureValues, IssuedFigure, MAX_FIGURE, MAX_REASON, Question, told,
};
use crate::form::Complaint;
use crate::form::read::{Layout, Likeness, shortened, stray_texts, text_of};
use crate::form::value::{clean, text as limited, visible};
use crate::form::workbook::{Area, Sheet, SheetCell, Value, address};
use crate::model::{Number, decimal};

/// What a form asked of indicators, and the sheet with the answers.
#[derive(Debug)]
pub(in crate::form) struct AskedFigures {
    /// When the values are of, as a dossier writes it.
    pub(in crate::form) moment: String,
    /// What was asked.
    pub(in crate::form) issued: Vec<IssuedFigure>,
    /// `None`: it is no longer in the file.
    pub(in crate::form) sheet: Option<Sheet>,
}

/// What a school answered about indicators.
#[derive(Clone, Debug, Default)]
pub struct FigureAnswers {
    /// The sound answers, in the order of the file.
    pub rows: Vec<AnsweredFigure>,
    /// Everything wrong or worth knowing, in the order of places.
    pub complaints: Vec<Complaint>,
}

/// An answer about an indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnsweredFigure {
    /// The indicator's id.
    pub id: String,
    /// What the cells say.
    pub values: FigureValues,
    /// The same as `indicators.yaml` has it.
    pub text: String,
}

impl AskedFigures {
    /// Reads the answers to what is asked today.
    pub(in crate::form) fn answers(&self, today: Option<&FigureBlank>) -> FigureAnswers {
        let mut reader = Reader {
            asked: self,
            today,
            complaints: Vec::new(),
            likeness: Likeness::default(),
        };
        let rows = reader.rows();
        FigureAnswers {
            rows,
            complaints: reader.complaints,
        }
    }
}

/// Whether a sheet holds the table of indicators, whatever it is called.
pub(in crate::form) fn is_figures(name: &str, sheet: &Sheet) -> bool {
    name == FIGURES_SHEET
        || sheet
            .cells
            .values()
            .any(|cell| text_of(cell) == FIGURES_MARK)
}

struct Reader<'a> {
    asked: &'a AskedFigures,
    today: Option<&'a FigureBlank>,
    complaints: Vec<Complaint>,
    likeness: Likeness,
}

impl<'a> Reader<'a> {
    fn error(&mut self, at: (u32, u32), message: impl Into<String>) {
        let complaint = Complaint::on(FIGURES_SHEET, at, message, true);
        self.complaints.push(complaint);
    }

    fn note(&mut self, at: (u32, u32), message: impl Into<String>) {
        let complaint = Complaint::on(FIGURES_SHEET, at, message, false);
        self.complaints.push(complaint);
    }

    fn of_file(&mut self, message: String, is_error: bool) -> Vec<AnsweredFigure> {
        self.complaints.push(Complaint::of_file(message, is_error));
        Vec::new()
    }

    fn rows(&mut self) -> Vec<AnsweredFigure> {
        let Some(sheet) = &self.asked.sheet else {
            let message = format!("листа «{FIGURES_SHEET}» в файле нет: показатели не прочитаны");
            return self.of_file(message, false);
        };
        let needed = [
            FigureContent::Name,
            FigureContent::Answer(FigureField::Value),
        ];
        let Some(layout) = Layout::find(sheet, &FIGURE_COLUMNS, needed, FIGURES_MARK) else {
            let message = format!(
                "на листе «{FIGURES_SHEET}» нет заголовков таблицы: перенесите ответы в чистый бланк"
            );
            return self.of_file(message, true);
        };
        for known in &FIGURE_COLUMNS {
            if layout.column(known.content).is_none() {
                let message = format!(
                    "нет столбца «{}»: верните заголовок на место или перенесите ответы в чистый бланк",
                    known.heading
                );
                self.error((layout.head, 0), message);
            }
        }
        let spoilt = self.merged_areas(sheet, &layout);
        let lines: BTreeSet<u32> = sheet.cells.keys().map(|at| at.0).collect();
        let mut seen: BTreeMap<&str, (u32, FigureValues)> = BTreeMap::new();
        let mut rows: Vec<AnsweredFigure> = Vec::new();
        for row in lines.into_iter().filter(|row| *row > layout.head) {
            let Some(issued) = self.which(sheet, &layout, row) else {
                continue;
            };
            let (values, answered) = self.row(sheet, &layout, row, issued);
            if let Some((first, before)) = seen.get(issued.id.as_str()) {
                if *before != values {
                    let message = format!(
                        "показатель «{}» есть в файле дважды, здесь и в строке {}, и значения разные: оставьте одно",
                        shortened(&issued.name),
                        first + 1
                    );
                    self.error((row, layout.first()), message);
                    rows.retain(|row| row.id != issued.id);
                }
                continue;
            }
            seen.insert(&issued.id, (row, values));
            let is_spoilt = spoilt.iter().any(|area| area.has_row(row));
            rows.extend(answered.filter(|_| !is_spoilt));
        }
        for issued in &self.asked.issued {
            if !seen.contains_key(issued.id.as_str()) {
                let message = format!(
                    "на листе «{FIGURES_SHEET}» нет строки «{}»: значение в деле остаётся прежним",
                    shortened(&issued.name)
                );
                self.of_file(message, false);
            }
        }
        for (at, text) in stray_texts(sheet, &layout) {
            let message = format!("текст вне столбцов бланка не читается: «{text}»");
            self.note(at, message);
        }
        self.refuse_other_moment(rows)
    }

    /// Values of another moment than today's form asks for are not taken.
    fn refuse_other_moment(&mut self, rows: Vec<AnsweredFigure>) -> Vec<AnsweredFigure> {
        let today = self.today.map(|today| today.moment.written());
        match today {
            Some(today) if today != self.asked.moment && !rows.is_empty() => {
                let message = format!(
                    "бланк спрашивал показатели за «{}», а дело теперь спрашивает за «{today}»: сделайте бланк заново («dyak form»)",
                    self.asked.moment
                );
                self.of_file(message, true)
            }
            _ => rows,
        }
    }

    /// Where answers of several cells are merged: it cannot be told whose they are.
    fn merged_areas(&mut self, sheet: &Sheet, layout: &Layout<FigureContent>) -> Vec<Area> {
        let areas = layout.merged(sheet, |content| matches!(content, FigureContent::Answer(_)));
        for area in &areas {
            let message = format!(
                "ячейки {}:{} объединены: не понять, к чему относится значение; разъедините их и заполните каждую",
                address(area.first),
                address(area.last)
            );
            self.error(area.first, message);
        }
        areas
    }

    /// Which indicator stands on a row; says why if it is none.
    fn which(
        &mut self,
        sheet: &Sheet,
        layout: &Layout<FigureContent>,
        row: u32,
    ) -> Option<&'a IssuedFigure> {
        let issued = &self.asked.issued;
        let cell = |column: Option<u32>| {
            let cell = column.and_then(|column| sheet.cells.get(&(row, column)));
            cell.map(text_of).unwrap_or_default()
        };
        let key = cell(layout.keys);
        let name = cell(layout.column(FigureContent::Name));
        let has_name = |one: &&IssuedFigure| clean(&one.name) == name;
        let by_key = issued.iter().find(|one| one.id == key);
        // A name that several parts have names none of them.
        let mut named = issued.iter().filter(has_name);
        let by_name = named.next().filter(|_| named.next().is_none());
        let at = (row, layout.first());
        match (by_key, by_name) {
            (Some(one), _) if has_name(&one) => Some(one),
            // What the school read beside its answer counts, not what is hidden.
            (_, Some(one)) => {
                self.note(at, "строка узнана по названию показателя");
                Some(one)
            }
            (Some(one), None) => {
                if name.is_empty() || self.likeness.is_alike(&clean(&one.name), &name) {
                    self.note(
                        at,
                        "название показателя изменено: в дело попадут только значения",
                    );
                    return Some(one);
                }
                let message = format!(
                    "вместо показателя «{}» написано «{}»: верните строку или перенесите ответы в чистый бланк",
                    shortened(&one.name),
                    shortened(&name)
                );
                self.error(at, message);
                None
            }
            (None, None) => {
                if let Some(cell) = answer_cell(sheet, layout, row) {
                    let message = format!(
                        "в строке {} («{}») показателя нет: впишите ответ в строку показателя",
                        row + 1,
                        shortened(&name)
                    );
                    self.error(cell, message);
                }
                None
            }
        }
    }

    /// The answers of a row, and the value they make if they are sound.
    fn row(
        &mut self,
        sheet: &Sheet,
        layout: &Layout<FigureContent>,
        row: u32,
        issued: &IssuedFigure,
    ) -> (FigureValues, Option<AnsweredFigure>) {
        let mut values = FigureValues::new();
        let question = self.today.and_then(|today| today.question(&issued.id));
        let Some(question) = question else {
            if let Some(cell) = answer_cell(sheet, layout, row) {
                let message = format!(
                    "показателя «{}» в деле больше нет или его теперь не спрашивают: значение внести некуда",
                    shortened(&issued.name)
                );
                self.error(cell, message);
            }
            return (values, None);
        };
        let place = |field| {
            let column = layout.column(FigureContent::Answer(field));
            (row, column.unwrap_or(0))
        };
        let mut is_sound = true;
        for field in FigureField::ALL {
            let at = place(field);
            let cell = layout
                .column(FigureContent::Answer(field))
                .and_then(|_| sheet.cells.get(&at));
            match cell.map(|cell| read(cell, question, field)) {
                None | Some(Ok(None)) => {}
                Some(Ok(Some(text))) => {
                    if let Some(SheetCell { formula: true, .. }) = cell {
                        let note = format!("в ячейке формула, взят её результат «{text}»");
                        self.note(at, note);
                    }
                    values.insert(field, text);
                }
                Some(Err(message)) => {
                    self.error(at, message);
                    is_sound = false;
                }
            }
        }
        if !is_sound || values.is_empty() {
            return (values, None);
        }
        let answered = match told(&values, question.kind, question.decimals) {
            Ok(told) => {
                if let Some(note) = told.note.filter(|_| values != question.values) {
                    self.note(place(FigureField::Value), note);
                }
                Some(AnsweredFigure {
                    id: issued.id.clone(),
                    values: values.clone(),
                    text: told.text,
                })
            }
            Err((field, message)) => {
                self.error(place(field), message);
                None
            }
        };
        (values, answered)
    }
}

/// The first cell of a row that holds an answer.
fn answer_cell(sheet: &Sheet, layout: &Layout<FigureContent>, row: u32) -> Option<(u32, u32)> {
    let columns = layout.columns.iter();
    columns
        .filter(|(_, content)| matches!(content, FigureContent::Answer(_)))
        .map(|(column, _)| (row, *column))
        .find(|at| {
            sheet
                .cells
                .get(at)
                .is_some_and(|cell| !text_of(cell).is_empty())
        })
}

/// Reads a cell; `None` if nothing is answered.
fn read(
    cell: &SheetCell,
    question: &Question,
    field: FigureField,
) -> Result<Option<String>, String> {
    let Some(shown) = visible(cell)? else {
        return Ok(None);
    };
    let text = match Entry::of(question.kind, field) {
        None => {
            return Err(format!(
                "«{}»: у этого показателя здесь ничего не пишут",
                shortened(&shown)
            ));
        }
        Some(Entry::Flag) => flag(&shown)?,
        Some(Entry::Reason) => limited(shown.replace('\n', " "), MAX_REASON)?.text,
        Some(entry) => number(&cell.value, &shown, entry == Entry::Whole)?,
    };
    Ok(Some(text))
}

fn flag(shown: &str) -> Result<String, String> {
    let lower = shown.to_lowercase();
    match lower.trim_end_matches('.') {
        word @ ("да" | "нет") => Ok(word.to_owned()),
        _ => Err(format!("«{}»: выберите «да» или «нет»", shortened(shown))),
    }
}

fn number(value: &Value, shown: &str, is_whole: bool) -> Result<String, String> {
    let wrong = |hint: &str| Err(format!("«{}»: {hint}", shortened(shown)));
    let number = match value {
        // Sums of binary fractions are not exact: nobody counts in millionths.
        Value::Number(number) => Number::parse(&format!("{number:.6}")).map(|number| Number {
            decimals: digits(number.value),
            ..number
        }),
        Value::Text(_) => Number::parse(shown).or_else(|| {
            let joined: String = shown.chars().filter(|c| !c.is_whitespace()).collect();
            Number::parse(&joined)
        }),
        Value::Date(_) => {
            return wrong("дата вместо числа; дробь пишите с запятой, а не с точкой");
        }
        _ => None,
    };
    let Some(number) = number else {
        return match shown.contains(['/', '%']) {
            true => wrong("процента не пишите: число — в одну ячейку, из скольких — в соседнюю"),
            false if is_whole => wrong("нужно целое число без слов, например 37"),
            false => wrong("нужно число без слов, дробь с запятой: 3,5"),
        };
    };
    if number.value < 0.0 || (is_whole && !number.is_whole()) {
        return wrong(match is_whole {
            true => "нужно целое неотрицательное число",
            false => "нужно неотрицательное число",
        });
    }
    if number.value > f64::from(MAX_FIGURE) {
        return wrong("таких больших значений не бывает");
    }
    Ok(decimal(number.value, number.decimals))
}

/// Digits after the comma that a number needs, at most six.
fn digits(value: f64) -> u8 {
    let text = decimal(value, 6);
    let fraction = text.split_once(',').map_or("", |(_, fraction)| fraction);
    u8::try_from(fraction.len()).unwrap_or(6)
}
