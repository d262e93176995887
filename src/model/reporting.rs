//! How execution is reported: periods, terms, the consolidated table.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Deserialize;

use super::order::Contact;
use super::period::Period;
use super::scalar::{Date, Id, Text};
use crate::diagnostic::{Located, Span};

/// What reports the dossier knows.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(
    description = "Отчётность: за какие периоды школы и ведомство отчитываются и как выглядит сводный отчёт."
)]
pub struct Reporting {
    /// The periods, in the order of time ([N-150]).
    #[serde(rename = "периоды")]
    #[schemars(description = "Отчётные периоды по порядку.", length(min = 1))]
    pub periods: Vec<ReportingPeriod>,
    /// The title of the consolidated report; line breaks are kept.
    #[serde(rename = "название")]
    #[schemars(
        description = "Название сводного отчёта, как оно печатается; список школ программа ставит под ним сама. Без него: «Отчёт о реализации …»."
    )]
    pub title: Option<Text>,
    /// The columns of the consolidated report ([N-148]).
    #[serde(rename = "столбцы", default)]
    #[schemars(
        description = "Столбцы сводного отчёта слева направо. Без них: номер, мероприятие, срок, факт, ответственные, отметка, результат, причина, документ."
    )]
    pub columns: Vec<ReportColumnSpec>,
    /// Who drew the consolidated report up ([N-63]).
    #[serde(rename = "исполнитель")]
    #[schemars(description = "Кто составил сводный отчёт и письма: ФИО и телефон.")]
    pub contact: Option<Contact>,
}

/// A stretch of time that is reported on.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Отчётный период.")]
pub struct ReportingPeriod {
    /// What files of progress call it.
    #[serde(rename = "id")]
    #[schemars(
        description = "Короткое имя, под которым период называют отчёты: «2020-1».",
        extend("format" = "id периода")
    )]
    pub id: Id,
    /// Its days: stored, never guessed ([N-150]).
    #[serde(rename = "период")]
    #[schemars(
        description = "Дни периода: «01.01.2022 – 30.06.2022», «2022 год» или «2021-2022 учебный год»."
    )]
    pub period: Located<Period>,
    /// How titles call it, after «за».
    #[serde(rename = "название")]
    #[schemars(
        description = "Как период называют в заголовке после «за»: «I полугодие 2022 года». Без него печатаются даты."
    )]
    pub name: Option<Text>,
    /// The day on which things stand as reported.
    #[serde(rename = "по состоянию на")]
    #[schemars(
        description = "На какой день отчёт описывает положение дел. Без указания — последний день периода."
    )]
    pub as_of: Option<Located<Date>>,
    /// The last day on which schools may hand in.
    #[serde(rename = "сдать до")]
    #[schemars(description = "Последний день, когда школы сдают отчёт.")]
    pub hand_in_by: Option<Located<Date>>,
    /// The day set to those who missed it.
    #[serde(rename = "напомнить до")]
    #[schemars(
        description = "Новый срок для тех, кто не отчитался; его называют напоминания. Без указания — пять рабочих дней после «сдать до»."
    )]
    pub remind_by: Option<Located<Date>>,
}

impl ReportingPeriod {
    /// The day on which things stand as reported.
    pub fn as_of(&self) -> NaiveDate {
        let given = self.as_of.as_ref().map(|date| date.value.0);
        given.unwrap_or(self.period.value.to)
    }
}

/// A column of the consolidated report: a field, or a field with a heading of its own.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(untagged)]
pub enum ReportColumnSpec {
    /// A field with its usual heading.
    #[serde(rename = "$text")]
    Field(Located<ReportField>),
    /// Everything said.
    #[serde(rename = "$map")]
    Column(ReportColumn),
}

/// A column of the consolidated report.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Столбец сводного отчёта.")]
pub struct ReportColumn {
    /// What stands in it.
    #[serde(rename = "поле")]
    #[schemars(description = "Что в нём печатается.")]
    pub field: Located<ReportField>,
    /// The heading ([N-33]).
    #[serde(rename = "заголовок")]
    #[schemars(description = "Заголовок столбца.")]
    pub heading: Option<Text>,
    /// Width in mm.
    #[serde(rename = "ширина")]
    #[schemars(
        description = "Ширина, мм. Столбцы без ширины делят остаток.",
        range(min = 5, max = 400)
    )]
    pub width: Option<Located<f32>>,
}

impl ReportColumnSpec {
    /// The column with everything said or usual.
    pub fn column(&self) -> ReportColumn {
        match self {
            Self::Column(column) => column.clone(),
            Self::Field(field) => ReportColumn {
                field: field.clone(),
                heading: None,
                width: None,
            },
        }
    }
}

impl ReportColumn {
    /// A column with its usual heading, for a report whose dossier names none; its
    /// place is where the dossier could.
    pub fn usual(field: ReportField, place: Span) -> Self {
        Self {
            field: Located {
                value: field,
                span: place,
            },
            heading: None,
            width: None,
        }
    }
}

/// What a column of the consolidated report can show ([N-148]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum ReportField {
    /// The printed number.
    #[serde(rename = "номер")]
    Number,
    /// The activity's name.
    #[serde(rename = "мероприятие")]
    Title,
    /// The deadline as written.
    #[serde(rename = "срок")]
    Deadline,
    /// When it was done.
    #[serde(rename = "факт")]
    Done,
    /// Who answers for it.
    #[serde(rename = "ответственные")]
    Executors,
    /// How it stands.
    #[serde(rename = "отметка")]
    Standing,
    /// What came of it; takes what has no column of its own.
    #[serde(rename = "результат")]
    Result,
    /// Why it is late or not done.
    #[serde(rename = "причина")]
    Reason,
    /// The confirming document.
    #[serde(rename = "документ")]
    Evidence,
}

impl ReportField {
    /// The columns of a report that names none ([N-148]).
    pub const FULL: [Self; 9] = [
        Self::Number,
        Self::Title,
        Self::Deadline,
        Self::Done,
        Self::Executors,
        Self::Standing,
        Self::Result,
        Self::Reason,
        Self::Evidence,
    ];

    /// The usual heading of its column ([N-148]).
    pub fn heading(self) -> &'static str {
        match self {
            Self::Number => "№ п/п",
            Self::Title => "Наименование мероприятия",
            Self::Deadline => "Срок: план",
            Self::Done => "Срок: факт",
            Self::Executors => "Ответственный",
            Self::Standing => "Отметка об исполнении",
            Self::Result => "Результат",
            Self::Reason => "Причина неисполнения (нарушения срока)",
            Self::Evidence => "Подтверждающий документ",
        }
    }
}
