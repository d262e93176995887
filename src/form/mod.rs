//! Forms, «бланки»: what a school fills in, as a workbook to send and to read back.
//!
//! ```text
//! dossier ─Blank::of─▶ blank ─write─▶ XLSX … the school … XLSX ─read─▶ answers, complaints by cell
//!                                                                 └carry─▶ rows of today's plan
//! ```
//!
//! The form is described once, in [`COLUMNS`], [`CONTACTS`] and [`FIGURE_COLUMNS`];
//! writer and reader both follow that. Nothing here touches the disk.

mod blank;
mod carry;
mod figures;
mod fill;
mod package;
mod read;
#[cfg(test)]
mod tests;
mod value;
mod workbook;

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};
use serde::Serialize;

pub use blank::write;
pub use carry::{Carried, carry, known_values};
pub use figures::{
    AnsweredFigure, Entry, FIGURE_COLUMNS, FIGURES_SHEET, FigureAnswers, FigureBlank,
    FigureContent, FigureField, FigureRow, FigureSection, FigureValues, MAX_FIGURE, MAX_REASON,
    Question,
};
pub use fill::{Ambiguous, Blank, Blanks, period_name, values};
pub use package::{MAX_FILE, Refusal};
pub use read::{AnsweredRow, Answers, Filled};
pub use value::clean;

use crate::model::Status;

/// Changes when the form changes so that older blanks are read otherwise.
pub const VERSION: &str = "1";
/// The sheet to fill in.
pub const SHEET: &str = "Отчёт";
/// The hidden sheet with what the program has to know again.
const HIDDEN_SHEET: &str = "dyak";
/// The mark that begins the hidden sheet and stands beside the heading of the table.
const MARK: &str = "dyak-form";
/// The mark of a heading among the rows.
const SECTION_MARK: &str = "раздел";

/// A column of the form.
#[derive(Debug)]
pub struct Column<C = Content> {
    /// Its heading.
    pub heading: &'static str,
    /// Width in characters.
    pub width: f64,
    /// What stands in it.
    pub content: C,
    /// What the school is told when it enters a cell.
    pub hint: &'static str,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// The row's number: not to be filled in.
    Number,
    /// What is to be done: not to be filled in.
    Title,
    /// The term as written: not to be filled in.
    Deadline,
    /// An answer.
    Answer(Field),
}

/// An answer of the school on a row, or about itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Field {
    /// How it stands.
    Status,
    /// When it was done.
    Done,
    /// What came of it.
    Result,
    /// How many took part.
    All,
    /// How many of them are from schools with low results.
    FromLowResults,
    /// Why it is late or not done.
    Reason,
    /// The new term of what is put off.
    NewTerm,
    /// What confirms it.
    Evidence,
    /// A remark.
    Note,
    /// Who filled the form in.
    Name,
    /// Whom to call.
    Phone,
    /// The day it was filled in.
    Date,
}

/// What may be entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One of [`Status::ALL`].
    Status,
    /// A day.
    Date,
    /// Text of at most so many characters.
    Text(u32),
    /// A whole number of people.
    Count,
}

/// Largest number of people on a row.
pub const MAX_COUNT: u32 = 100_000;

/// The columns from left to right; before them stands the hidden one of keys.
pub const COLUMNS: [Column; 12] = [
    Column {
        heading: "№ п/п",
        width: 7.0,
        content: Content::Number,
        hint: "",
    },
    Column {
        heading: "Мероприятие",
        width: 32.0,
        content: Content::Title,
        hint: "",
    },
    Column {
        heading: "Срок",
        width: 13.5,
        content: Content::Deadline,
        hint: "",
    },
    Column {
        heading: "Статус",
        width: 14.0,
        content: Content::Answer(Field::Status),
        hint: "Выберите из списка. «Выполнено»: нужны дата и результат. «Не выполнено»: причина. «Перенесено»: причина и новый срок.",
    },
    Column {
        heading: "Дата исполнения",
        width: 11.5,
        content: Content::Answer(Field::Done),
        hint: "День, когда мероприятие исполнено, например 26.03.2020. Заполняют только для выполненного.",
    },
    Column {
        heading: "Результат",
        width: 28.0,
        content: Content::Answer(Field::Result),
        hint: "Что сделано и что это дало. До 1000 знаков; новая строка в ячейке — Alt+Enter.",
    },
    Column {
        heading: "Участников всего",
        width: 11.0,
        content: Content::Answer(Field::All),
        hint: "Сколько человек участвовало: целое число без слов.",
    },
    Column {
        heading: "из них из школ с низкими результатами",
        width: 12.0,
        content: Content::Answer(Field::FromLowResults),
        hint: "Сколько из этих участников из школ с низкими образовательными результатами: не больше, чем всего.",
    },
    Column {
        heading: "Причина неисполнения (нарушения срока)",
        width: 19.0,
        content: Content::Answer(Field::Reason),
        hint: "Почему мероприятие не выполнено, перенесено, снято или выполнено позже срока. До 500 знаков.",
    },
    Column {
        heading: "Новый срок",
        width: 12.5,
        content: Content::Answer(Field::NewTerm),
        hint: "Только для перенесённого: «до 30.09.2020», «второе полугодие 2020 года». До 200 знаков.",
    },
    Column {
        heading: "Подтверждающий документ",
        width: 17.0,
        content: Content::Answer(Field::Evidence),
        hint: "Название, дата и номер документа, адрес страницы или номер приложения. До 500 знаков.",
    },
    Column {
        heading: "Примечание",
        width: 14.0,
        content: Content::Answer(Field::Note),
        hint: "Что ещё важно знать. До 500 знаков.",
    },
];

/// What the school says about itself: label, field, hint.
pub const CONTACTS: [(&str, Field, &str); 3] = [
    (
        "Кто заполнил (ФИО):",
        Field::Name,
        "Фамилия, имя и отчество или фамилия с инициалами.",
    ),
    (
        "Телефон:",
        Field::Phone,
        "Телефон того, кто заполнил, с кодом города.",
    ),
    (
        "Дата заполнения:",
        Field::Date,
        "День, когда бланк заполнен, например 29.05.2020.",
    ),
];

impl Field {
    /// The answers on a row, in the order of columns.
    pub const OF_ROW: [Self; 9] = [
        Self::Status,
        Self::Done,
        Self::Result,
        Self::All,
        Self::FromLowResults,
        Self::Reason,
        Self::NewTerm,
        Self::Evidence,
        Self::Note,
    ];

    /// What may be entered.
    pub fn kind(self) -> Kind {
        match self {
            Self::Status => Kind::Status,
            Self::Done | Self::Date => Kind::Date,
            Self::Result => Kind::Text(1_000),
            Self::All | Self::FromLowResults => Kind::Count,
            Self::Reason | Self::Evidence | Self::Note => Kind::Text(500),
            Self::NewTerm | Self::Name => Kind::Text(200),
            Self::Phone => Kind::Text(50),
        }
    }

    /// The keys of a file of progress that lead to it.
    pub fn path(self) -> &'static [&'static str] {
        match self {
            Self::Status => &["статус"],
            Self::Done => &["исполнено"],
            Self::Result => &["результат"],
            Self::All => &["участники", "всего"],
            Self::FromLowResults => &["участники", "из школ с низкими результатами"],
            Self::Reason => &["причина"],
            Self::NewTerm => &["новый срок"],
            Self::Evidence => &["документ"],
            Self::Note => &["примечание"],
            Self::Name => &["исполнитель", "ФИО"],
            Self::Phone => &["исполнитель", "телефон"],
            Self::Date => &["дата"],
        }
    }

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::All => "участников всего",
            Self::FromLowResults => "из них из школ с низкими результатами",
            Self::Name => "кто заполнил",
            Self::Phone => "телефон",
            Self::Date => "дата заполнения",
            _ => self.path()[0],
        }
    }
}

/// Answers on a row as texts: a status by its word, a day as «26.03.2020», a number
/// in digits. What is not answered is not there.
pub type Values = BTreeMap<Field, String>;

/// The status with a word.
pub fn status(word: &str) -> Option<Status> {
    Status::ALL.into_iter().find(|status| status.word() == word)
}

/// How a row is known again; never changes with its place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Key {
    /// An activity with an id of its own.
    Id(String),
    /// An activity by its number, which another edition may give to another.
    Number(String),
    /// A point of the order.
    Point(String),
}

impl Key {
    /// As hidden cells hold it: «п:2.1».
    fn written(&self) -> String {
        match self {
            Self::Id(id) => format!("id:{id}"),
            Self::Number(number) => format!("№:{number}"),
            Self::Point(number) => format!("п:{number}"),
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let (kind, rest) = text.split_once(':')?;
        match kind {
            "id" => Some(Self::Id(rest.to_owned())),
            "№" => Some(Self::Number(rest.to_owned())),
            "п" => Some(Self::Point(rest.to_owned())),
            _ => None,
        }
    }

    /// The key of a file of progress under which it stands.
    pub fn yaml_key(&self) -> &'static str {
        match self {
            Self::Id(_) | Self::Number(_) => "мероприятие",
            Self::Point(_) => "пункт",
        }
    }

    /// What a file of progress calls it.
    pub fn address(&self) -> &str {
        match self {
            Self::Id(address) | Self::Number(address) | Self::Point(address) => address,
        }
    }
}

/// What is printed of a row; by it another edition of the plan is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Issued {
    /// How it is known again.
    pub key: Key,
    /// Its number as printed: «2.1.3», «п. 2.1».
    pub number: String,
    /// What is to be done.
    pub title: String,
    /// The term as written.
    pub deadline: String,
}

/// A hash of the rows: of the edition of plan and order they are from.
pub fn fingerprint(rows: &[Issued]) -> String {
    let mut hasher = blake3::Hasher::new();
    serde_json::to_writer(&mut hasher, rows).expect("a hasher takes every byte");
    hasher.finalize().to_hex().to_string()
}

/// Whom a form is for and about what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The dossier's name.
    pub dossier: String,
    /// The school's id.
    pub school: String,
    /// The reporting period's id.
    pub period: String,
}

/// The days an answer may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The first day of the period.
    pub from: NaiveDate,
    /// The last day of the period.
    pub to: NaiveDate,
}

impl Days {
    /// First and last day that a date of the form may be: what was done before the
    /// period began may be told again, and forms are handed in after its end.
    pub fn allowed(self) -> (NaiveDate, NaiveDate) {
        let year = Months::new(12);
        let from = self.from.checked_sub_months(year).unwrap_or(self.from);
        let to = self.to.checked_add_months(year).unwrap_or(self.to);
        (from, to)
    }
}

/// Something about a filled form, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// Sheet and cell: «Отчёт»!D14; `None`: the file as a whole.
    pub cell: Option<String>,
    /// What, in Russian.
    pub message: String,
    /// Whether the answer cannot be taken.
    pub is_error: bool,
}

impl Complaint {
    fn at(cell: (u32, u32), message: impl Into<String>, is_error: bool) -> Self {
        Self::on(SHEET, cell, message, is_error)
    }

    fn on(sheet: &str, cell: (u32, u32), message: impl Into<String>, is_error: bool) -> Self {
        Self {
            cell: Some(format!("«{sheet}»!{}", workbook::address(cell))),
            message: message.into(),
            is_error,
        }
    }

    fn error(cell: (u32, u32), message: impl Into<String>) -> Self {
        Self::at(cell, message, true)
    }

    fn note(cell: (u32, u32), message: impl Into<String>) -> Self {
        Self::at(cell, message, false)
    }

    fn of_file(message: impl Into<String>, is_error: bool) -> Self {
        Self {
            cell: None,
            message: message.into(),
            is_error,
        }
    }
}
