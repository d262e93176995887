//! The programme, «программа»: a long document of prose, tables and the plan.

use schemars::JsonSchema;
use serde::Deserialize;

use super::ledger::ALL_SCHOOLS;
use super::party::Person;
use super::plan::PlanOrientation;
use super::scalar::{Date, Id, OneOrMany, Table, Text};
use crate::diagnostic::Located;

/// A programme.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(
    title = "programme.yaml",
    description = "Программа: длинный документ из текстов, таблиц и плана."
)]
pub struct Programme {
    /// Its kind, nominative: the stamp of approval agrees with it ([N-52]).
    #[serde(rename = "вид")]
    #[schemars(
        description = "Вид документа в именительном падеже: «муниципальная программа»; с ним согласован гриф «УТВЕРЖДЕНА»."
    )]
    pub kind: Text,
    /// The title as printed; line breaks are kept.
    #[serde(rename = "название")]
    #[schemars(description = "Название, как оно печатается; перевод строки сохраняется.")]
    pub title: Text,
    /// Who approves it, and how.
    #[serde(rename = "утверждение")]
    #[schemars(description = "Гриф утверждения. Без этого ключа грифа нет.")]
    pub approval: Option<Approval>,
    /// Whether stamp and title have a page of their own.
    #[serde(rename = "титульный лист", default)]
    #[schemars(description = "Титульный лист: да или нет.")]
    pub title_page: bool,
    /// Whether there is a table of contents.
    #[serde(rename = "оглавление", default)]
    #[schemars(description = "Оглавление с номерами страниц: да или нет.")]
    pub contents: bool,
    /// Whether headings are numbered «1.», «1.1.».
    #[serde(rename = "нумерация заголовков", default)]
    #[schemars(description = "Ставить ли заголовкам номера «1.», «1.1.»: да или нет.")]
    pub number_headings: bool,
    /// The heading of the passport.
    #[serde(rename = "название паспорта")]
    #[schemars(description = "Заголовок паспорта, если это не «Паспорт программы».")]
    pub passport_title: Option<Text>,
    /// The rows of the passport.
    #[serde(rename = "паспорт", default)]
    #[schemars(
        description = "Паспорт: строки «название: текст». Если вместо текста список, его пункты печатаются с номерами; единственный пункт – без номера."
    )]
    pub passport: Table<OneOrMany<Text>>,
    /// The texts it consists of.
    #[serde(rename = "части")]
    #[schemars(
        description = "Части по порядку: файлы Markdown из папки text.",
        length(min = 1)
    )]
    pub parts: Vec<ProgrammePart>,
}

/// The programme that schools of the dossier follow, each with its own figures.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(
    description = "Программы школ: тексты общие, а школа, числа и мероприятия в каждой свои."
)]
pub struct SchoolProgramme {
    /// The title as printed; line breaks are kept.
    #[serde(rename = "название")]
    #[schemars(
        description = "Название, как оно печатается, без названия школы; перевод строки сохраняется."
    )]
    pub title: Text,
    /// Which schools have one; all of them, unless said.
    #[serde(rename = "школы", default)]
    #[schemars(description = "Какие школы: «все» или id. Если не указано, все.")]
    pub schools: OneOrMany<Id>,
    /// Rows of the passport besides those that data give.
    #[serde(rename = "паспорт", default)]
    #[schemars(
        description = "Строки паспорта «название: текст», кроме тех, что программа берёт из дела. Если вместо текста список, его пункты печатаются с номерами; единственный пункт – без номера."
    )]
    pub passport: Table<OneOrMany<Text>>,
    /// The texts it consists of.
    #[serde(rename = "части")]
    #[schemars(
        description = "Тексты по порядку: файлы Markdown из папки text.",
        length(min = 1)
    )]
    pub parts: Vec<Text>,
}

/// Who approves a programme ([N-51], [N-52]).
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Гриф утверждения.")]
pub struct Approval {
    /// An official, or an order.
    #[serde(rename = "чем", default)]
    #[schemars(
        description = "«подпись» — гриф «УТВЕРЖДАЮ» с должностью и подписью; «приказ» — «УТВЕРЖДЕНА приказом …»."
    )]
    pub means: ApprovalMeans,
    /// The official, where it is not the department's head.
    #[serde(rename = "кто")]
    #[schemars(description = "Кто утверждает подписью, если не руководитель ведомства.")]
    pub official: Option<Person>,
    /// The day.
    #[serde(rename = "дата")]
    #[schemars(
        description = "Дата утверждения или приказа; для приказа из этого же дела не нужна."
    )]
    pub date: Option<Located<Date>>,
    /// The number of the approving act.
    #[serde(rename = "номер")]
    #[schemars(description = "Номер без знака «№»; для приказа из этого же дела не нужен.")]
    pub number: Option<Text>,
}

/// What approves a programme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum ApprovalMeans {
    /// «УТВЕРЖДАЮ» ([N-51]).
    #[default]
    #[serde(rename = "подпись")]
    Signature,
    /// «УТВЕРЖДЕНА приказом …» ([N-52]).
    #[serde(rename = "приказ")]
    Order,
}

/// A text of a programme: its file, or the file with the sheet it stands on.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(untagged)]
pub enum ProgrammePart {
    /// The name of a file.
    #[serde(rename = "$text")]
    File(Text),
    /// The same with a sheet of its own.
    #[serde(rename = "$map")]
    Sheet(ProgrammeSheet),
}

/// A text on sheets of its own.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Часть на своих листах.")]
pub struct ProgrammeSheet {
    /// The name of a file.
    #[serde(rename = "текст")]
    #[schemars(description = "Имя файла в папке text: «условия.md».")]
    pub file: Text,
    /// How its sheets lie.
    #[serde(rename = "ориентация", default)]
    #[schemars(description = "Листы этой части: книжные или альбомные.")]
    pub orientation: Option<PlanOrientation>,
    /// Whether it begins on a new page.
    #[serde(rename = "с новой страницы", default)]
    #[schemars(description = "Начинать с новой страницы: да или нет.")]
    pub new_page: bool,
}

impl SchoolProgramme {
    /// Whether the school with an id has one.
    pub fn is_of(&self, school: &str) -> bool {
        let named = |id: &Id| id.value == school || id.value == ALL_SCHOOLS;
        self.schools.is_empty() || self.schools.iter().any(named)
    }
}

impl ProgrammePart {
    /// The name of its file.
    pub fn file(&self) -> &Text {
        match self {
            Self::File(file) => file,
            Self::Sheet(sheet) => &sheet.file,
        }
    }

    /// Whether its sheets lie.
    pub fn is_landscape(&self) -> bool {
        match self {
            Self::File(_) => false,
            Self::Sheet(sheet) => sheet.orientation == Some(PlanOrientation::Landscape),
        }
    }

    /// Whether it begins on a new page.
    pub fn has_new_page(&self) -> bool {
        matches!(self, Self::Sheet(sheet) if sheet.new_page)
    }
}
