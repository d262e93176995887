//! The plan-schedule, «план-график» or «дорожная карта».

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::list::ListItem;
use super::party::ExecutorRef;
use super::period::Period;
use super::scalar::{Id, OneOrMany, Text};
use crate::diagnostic::{Located, Span};
use crate::style::{Align, Style};

/// A plan: what is to be done, when and by whom.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "plan.yaml", description = "План-график («дорожная карта»).")]
pub struct Plan {
    /// Its kind, nominative: file names and the stamp of approval go by it ([N-52]).
    #[serde(rename = "вид")]
    #[schemars(
        description = "Вид документа в именительном падеже: «план-график», «дорожная карта», «план мероприятий»."
    )]
    pub kind: Text,
    /// The title as printed; line breaks are kept.
    #[serde(rename = "название")]
    #[schemars(description = "Название, как оно печатается; перевод строки сохраняется.")]
    pub title: Text,
    /// The period; without it, the dossier's.
    #[serde(rename = "период")]
    #[schemars(description = "Период плана; если не указан, берётся период дела.")]
    pub period: Option<Located<Period>>,
    /// The goal.
    #[serde(rename = "цель")]
    #[schemars(description = "Цель, без слова «Цель».")]
    pub goal: Option<Text>,
    /// The tasks.
    #[serde(rename = "задачи", default)]
    #[schemars(description = "Задачи.")]
    pub tasks: Vec<ListItem>,
    /// What success is measured by, in words.
    #[serde(rename = "показатели", default)]
    #[schemars(description = "Показатели словами.")]
    pub indicators: Vec<ListItem>,
    /// The texts between that and the table: files of the folder `text`.
    #[serde(rename = "текст перед таблицей", default)]
    #[schemars(
        description = "Что стоит между целью, задачами, показателями и таблицей: файл Markdown из папки text или несколько."
    )]
    pub before_table: OneOrMany<Text>,
    /// The heading above the table.
    #[serde(rename = "название таблицы")]
    #[schemars(
        description = "Заголовок над таблицей мероприятий; может состоять из нескольких строк."
    )]
    pub table_title: Option<Text>,
    /// The columns in order.
    #[serde(rename = "столбцы")]
    #[schemars(description = "Столбцы таблицы слева направо.", length(min = 1))]
    pub columns: Vec<ColumnSpec>,
    /// A row «1 2 3 …» below the header ([N-33]).
    #[serde(rename = "номера столбцов", default)]
    #[schemars(description = "Строка «1 2 3 …» под шапкой: да или нет.")]
    pub number_columns: bool,
    /// How rows and sections are numbered.
    #[serde(rename = "нумерация", default)]
    #[schemars(description = "Нумерация мероприятий и разделов.")]
    pub numbering: Numbering,
    /// Landscape or portrait; without it, decided by the columns ([N-30]).
    #[serde(rename = "ориентация")]
    #[schemars(
        description = "Лист с таблицей: книжный или альбомный. Если не указано, решает ширина таблицы."
    )]
    pub orientation: Option<PlanOrientation>,
    /// Which schools report on it.
    #[serde(rename = "школы", default)]
    #[schemars(
        description = "Какие школы отчитываются об исполнении плана: «все», «нет» или id школ. Раздел и мероприятие могут сказать иначе."
    )]
    pub schools: OneOrMany<Id>,
    /// The sections.
    #[serde(rename = "разделы", default)]
    #[schemars(description = "Разделы плана с мероприятиями.")]
    pub sections: Vec<Section>,
    /// Activities of a plan without sections.
    #[serde(rename = "мероприятия", default)]
    #[schemars(description = "Мероприятия плана без разделов.")]
    pub activities: Vec<Activity>,
    /// The texts below the table: files of the folder `text`.
    #[serde(rename = "текст после таблицы", default)]
    #[schemars(description = "Что стоит под таблицей: файл Markdown из папки text или несколько.")]
    pub after_table: OneOrMany<Text>,
}

impl Plan {
    /// All activities in reading order, nested ones after their parents.
    pub fn all_activities(&self) -> Vec<&Activity> {
        fn walk<'a>(activities: &'a [Activity], all: &mut Vec<&'a Activity>) {
            for activity in activities {
                all.push(activity);
                walk(&activity.activities, all);
            }
        }
        let mut all = Vec::new();
        walk(&self.activities, &mut all);
        for section in &self.sections {
            walk(&section.activities, &mut all);
        }
        all
    }
}

impl Plan {
    /// Its texts in reading order.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        self.before_table.iter().chain(self.after_table.iter())
    }

    /// Whether the table's sheet lies: as said, or because the columns want it ([N-30]).
    pub fn is_landscape(&self, style: &Style) -> bool {
        match self.orientation {
            Some(orientation) => orientation == PlanOrientation::Landscape,
            None => {
                let columns = self.columns.iter().map(ColumnSpec::column);
                let given: f32 = columns.filter_map(|column| column.width()).sum();
                self.columns.len() >= LANDSCAPE_COLUMNS || given > style.text_width(false)
            }
        }
    }
}

/// The number of columns from which a table's sheet lies ([N-30]).
const LANDSCAPE_COLUMNS: usize = 6;

/// How a sheet lies, as the clerk says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum PlanOrientation {
    /// Upright.
    #[serde(rename = "книжная")]
    Portrait,
    /// Lying.
    #[serde(rename = "альбомная")]
    Landscape,
}

/// A column: the name of a field, or a field with a heading and a width of its own.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(untagged)]
pub enum ColumnSpec {
    /// A field with its usual heading.
    #[serde(rename = "$text")]
    Field(Located<Field>),
    /// Everything said.
    #[serde(rename = "$map")]
    Column(Column),
}

impl ColumnSpec {
    /// The column with everything said or usual.
    pub fn column(&self) -> Column {
        match self {
            Self::Column(column) => column.clone(),
            Self::Field(field) => Column {
                field: field.clone(),
                extra: None,
                heading: None,
                width: None,
                align: None,
                joining: Joining::default(),
            },
        }
    }
}

/// Width in mm of the column of numbers, unless given.
const NUMBER_WIDTH: f32 = 14.0;

impl Column {
    /// The width in mm; `None` shares what the others leave.
    pub fn width(&self) -> Option<f32> {
        let given = self.width.as_deref().copied();
        given.or((self.field.value == Field::Number).then_some(NUMBER_WIDTH))
    }
}

/// A column of the plan's table.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Столбец таблицы.")]
pub struct Column {
    /// What stands in it.
    #[serde(rename = "поле")]
    #[schemars(description = "Какое поле мероприятия в нём печатается.")]
    pub field: Located<Field>,
    /// Which of the activity's own extra fields, for «дополнительно».
    #[serde(rename = "имя")]
    #[schemars(
        description = "Имя своего поля из «дополнительно»; только для «поле: дополнительно»."
    )]
    pub extra: Option<Text>,
    /// The heading ([N-33]).
    #[serde(rename = "заголовок")]
    #[schemars(description = "Заголовок столбца.")]
    pub heading: Option<Text>,
    /// Width in mm.
    #[serde(rename = "ширина")]
    #[schemars(
        description = "Ширина, мм. Столбцы без ширины делят остаток; больше всех достаётся столбцу «мероприятие».",
        range(min = 5, max = 400)
    )]
    pub width: Option<Located<f32>>,
    /// Alignment of the cells.
    #[serde(rename = "выравнивание")]
    #[schemars(description = "Выравнивание текста в ячейках.")]
    pub align: Option<Align>,
    /// How several executors stand in one cell.
    #[serde(rename = "перечень", default)]
    #[schemars(
        description = "Как перечислять исполнителей: «через запятую» или «с новой строки»."
    )]
    pub joining: Joining,
}

/// A field of an activity that a column can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum Field {
    /// The printed number.
    #[serde(rename = "номер")]
    Number,
    /// The activity's name.
    #[serde(rename = "мероприятие")]
    Title,
    /// The deadline as written.
    #[serde(rename = "срок")]
    Deadline,
    /// Who answers for it.
    #[serde(rename = "ответственные")]
    Executors,
    /// Who takes part.
    #[serde(rename = "участники")]
    Participants,
    /// What is expected.
    #[serde(rename = "результат")]
    Result,
    /// The confirming document.
    #[serde(rename = "документ")]
    Evidence,
    /// A field of the activity's own «дополнительно».
    #[serde(rename = "дополнительно")]
    Extra,
}

impl Field {
    /// The key that an activity has it under.
    pub fn word(self) -> &'static str {
        match self {
            Self::Number => "номер",
            Self::Title => "мероприятие",
            Self::Deadline => "срок",
            Self::Executors => "ответственные",
            Self::Participants => "участники",
            Self::Result => "результат",
            Self::Evidence => "документ",
            Self::Extra => "дополнительно",
        }
    }

    /// The usual heading of its column ([N-147]).
    pub fn heading(self) -> &'static str {
        match self {
            Self::Number => "№ п/п",
            Self::Title => "Наименование мероприятия",
            Self::Deadline => "Срок исполнения",
            Self::Executors => "Ответственный исполнитель",
            Self::Participants => "Участники",
            Self::Result => "Ожидаемый результат",
            Self::Evidence => "Вид документа",
            Self::Extra => "",
        }
    }
}

/// How several executors stand in one cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum Joining {
    /// In one paragraph.
    #[default]
    #[serde(rename = "через запятую")]
    Comma,
    /// Each in its own paragraph.
    #[serde(rename = "с новой строки")]
    Line,
}

/// How activities and sections are numbered; a number given in the data wins.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Нумерация.")]
pub struct Numbering {
    /// Where counting starts again.
    #[serde(rename = "мероприятия", default)]
    #[schemars(
        description = "«сквозная»: 1, 2, 3 через весь план; «в разделе»: в каждом разделе с 1; «с номером раздела»: 2.1, 2.2, вложенные 2.1.1."
    )]
    pub order: NumberOrder,
    /// A full stop after the number.
    #[serde(rename = "точка", default)]
    #[schemars(description = "Точка после номера мероприятия: да или нет.")]
    pub dot: bool,
    /// Numbers of sections.
    #[serde(rename = "разделы", default)]
    #[schemars(description = "Номера разделов: арабские («1. …»), римские («I. …») или нет.")]
    pub sections: SectionNumbers,
}

/// Where the numbers of activities start again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum NumberOrder {
    /// 1, 2, 3 through the whole plan.
    #[default]
    #[serde(rename = "сквозная")]
    Through,
    /// From 1 in each section.
    #[serde(rename = "в разделе")]
    PerSection,
    /// «2.1», nested «2.1.1».
    #[serde(rename = "с номером раздела")]
    WithSection,
}

/// How sections are numbered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum SectionNumbers {
    /// «1. …»
    #[default]
    #[serde(rename = "арабские")]
    Arabic,
    /// «I. …»
    #[serde(rename = "римские")]
    Roman,
    /// Not at all.
    #[serde(rename = "нет")]
    None,
}

impl Activity {
    /// Whom it names: who answers for it and who takes part.
    pub fn parties(&self) -> impl Iterator<Item = &ExecutorRef> {
        self.executors.iter().chain(self.participants.iter())
    }

    /// The places of its words and of those below it.
    pub fn spans(&self) -> Vec<Span> {
        let texts = [&self.deadline, &self.result, &self.evidence];
        let texts = texts.into_iter().flatten().chain(self.extra.values());
        let parties = self.parties().map(ExecutorRef::span);
        let below = self.activities.iter().flat_map(Self::spans);
        std::iter::once(self.title.span)
            .chain(texts.map(|text| text.span))
            .chain(parties)
            .chain(below)
            .collect()
    }
}

/// A section of the plan.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Раздел (этап, направление) плана.")]
pub struct Section {
    /// The number, where it is not the next one.
    #[serde(rename = "номер")]
    #[schemars(description = "Номер раздела, если он не следующий по порядку.")]
    pub number: Option<Text>,
    /// The heading.
    #[serde(rename = "название")]
    #[schemars(description = "Название раздела.")]
    pub title: Text,
    /// The goal, printed below the heading.
    #[serde(rename = "цель")]
    #[schemars(description = "Цель раздела, без слова «Цель».")]
    pub goal: Option<Text>,
    /// Its own period.
    #[serde(rename = "период")]
    #[schemars(description = "Период раздела, если он свой.")]
    pub period: Option<Located<Period>>,
    /// Which schools report on its activities.
    #[serde(rename = "школы", default)]
    #[schemars(
        description = "Какие школы отчитываются о мероприятиях раздела: «все», «нет» или id школ."
    )]
    pub schools: OneOrMany<Id>,
    /// What is to be done.
    #[serde(rename = "мероприятия", default)]
    #[schemars(description = "Мероприятия раздела.")]
    pub activities: Vec<Activity>,
}

/// An activity of the plan.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Мероприятие: строка плана.")]
pub struct Activity {
    /// A name that never changes, for reports and amendments; without it, the number serves.
    #[serde(rename = "id")]
    #[schemars(description = "Постоянное имя мероприятия для отчётов и изменений. Без него служит номер.", extend("format" = "id"))]
    pub id: Option<Id>,
    /// The number, where it is not the next one.
    #[serde(rename = "номер")]
    #[schemars(description = "Номер, если он не следующий по порядку.")]
    pub number: Option<Text>,
    /// What is to be done.
    #[serde(rename = "мероприятие")]
    #[schemars(description = "Наименование мероприятия. Перевод строки начинает новый абзац.")]
    pub title: Text,
    /// When, as the department writes it.
    #[serde(rename = "срок")]
    #[schemars(
        description = "Срок, как его пишут в плане: «Февраль, апрель 2022», «до 15.09.2021», «В течение года»."
    )]
    pub deadline: Option<Text>,
    /// What it rests on; not printed.
    #[serde(rename = "после", default)]
    #[schemars(
        description = "На чём основано: id или номера мероприятий, результаты которых для него нужны. Не печатается; программа сверит сроки."
    )]
    pub after: OneOrMany<Text>,
    /// Who answers for it.
    #[serde(rename = "ответственные", default)]
    #[schemars(description = "Ответственные: id исполнителя или школы либо слова.")]
    pub executors: OneOrMany<ExecutorRef>,
    /// Who takes part.
    #[serde(rename = "участники", default)]
    #[schemars(description = "Участники: id исполнителя или школы либо слова.")]
    pub participants: OneOrMany<ExecutorRef>,
    /// Which schools report on it.
    #[serde(rename = "школы", default)]
    #[schemars(
        description = "Какие школы отчитываются об этом мероприятии: «все», «нет» или id школ. Без указания — школы из «ответственных» и «участников» и школы раздела или плана."
    )]
    pub schools: OneOrMany<Id>,
    /// What is expected.
    #[serde(rename = "результат")]
    #[schemars(description = "Ожидаемый результат. Перевод строки начинает новый абзац.")]
    pub result: Option<Text>,
    /// What confirms it.
    #[serde(rename = "документ")]
    #[schemars(description = "Вид документа, который подтверждает исполнение.")]
    pub evidence: Option<Text>,
    /// Fields of the department's own, for columns of the kind «дополнительно».
    #[serde(rename = "дополнительно", default)]
    #[schemars(
        description = "Свои поля: имя и текст. Печатаются столбцами «поле: дополнительно»."
    )]
    pub extra: BTreeMap<String, Text>,
    /// Activities below it, 1.8 → 1.8.1.
    #[serde(rename = "мероприятия", default)]
    #[schemars(description = "Вложенные мероприятия: 1.8 → 1.8.1.")]
    pub activities: Vec<Activity>,
}
