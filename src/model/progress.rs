//! The progress of execution, «ход исполнения»: what one party reports for one period.

use schemars::JsonSchema;
use serde::Deserialize;

use super::order::Contact;
use super::scalar::{Date, Id, Text};
use crate::diagnostic::Located;

/// A file of `progress/`: the report of one school, or of the department itself.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(
    title = "progress/*.yaml",
    description = "Ход исполнения: отчёт одной школы или самого ведомства за один период."
)]
pub struct Progress {
    /// The reporting period, by id.
    #[serde(rename = "период")]
    #[schemars(description = "id отчётного периода из dossier.yaml, «отчётность».", extend("format" = "id периода"))]
    pub period: Id,
    /// Who reports: a school or an executor.
    #[serde(rename = "кто")]
    #[schemars(description = "id школы или исполнителя, который отчитывается.", extend("format" = "id"))]
    pub party: Id,
    /// The day of the report.
    #[serde(rename = "дата")]
    #[schemars(description = "Дата отчёта.")]
    pub date: Option<Located<Date>>,
    /// Who drew it up ([N-63]).
    #[serde(rename = "исполнитель")]
    #[schemars(description = "Кто составил отчёт: ФИО и телефон.")]
    pub contact: Option<Contact>,
    /// The marks.
    #[serde(rename = "отметки")]
    #[schemars(description = "Отметки об исполнении.")]
    pub entries: Vec<ProgressEntry>,
}

/// A mark of execution: how one activity or point stands with one party.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Отметка об исполнении мероприятия или пункта приказа.")]
pub struct ProgressEntry {
    /// The activity, by id or number.
    #[serde(rename = "мероприятие")]
    #[schemars(description = "id или номер мероприятия плана.")]
    pub activity: Option<Text>,
    /// The point of the order, by number.
    #[serde(rename = "пункт")]
    #[schemars(description = "Номер пункта приказа (вместо мероприятия): «2.1».")]
    pub point: Option<Text>,
    /// How it stands ([N-149]); lateness is worked out, never typed.
    #[serde(rename = "статус")]
    #[schemars(
        description = "Как обстоит дело. Нарушен ли срок, программа считает сама по дате исполнения."
    )]
    pub status: Located<Status>,
    /// When it was done, as precisely as is known.
    #[serde(rename = "исполнено")]
    #[schemars(
        description = "Когда исполнено: «26.03.2020», «май 2020» или «13.02.2020 – 26.03.2020»."
    )]
    pub done: Option<Text>,
    /// What came of it.
    #[serde(rename = "результат")]
    #[schemars(
        description = "Что сделано; без даты, чисел участников и документа: для них есть свои ключи."
    )]
    pub result: Option<Text>,
    /// How many people took part.
    #[serde(rename = "участники")]
    #[schemars(description = "Сколько человек участвовало.")]
    pub figures: Option<Figures>,
    /// Why it is late or not done.
    #[serde(rename = "причина")]
    #[schemars(description = "Почему срок нарушен, перенесён или мероприятие не исполнено.")]
    pub reason: Option<Text>,
    /// The new term of what is put off.
    #[serde(rename = "новый срок")]
    #[schemars(description = "Новый срок, если мероприятие перенесено.")]
    pub new_term: Option<Text>,
    /// What confirms it.
    #[serde(rename = "документ")]
    #[schemars(
        description = "Подтверждающий документ: «Приложение 2.1.3» или запись с названием, реквизитами и ссылкой."
    )]
    pub evidence: Option<Evidence>,
    /// A remark.
    #[serde(rename = "примечание")]
    #[schemars(description = "Примечание: «изменились ответственные исполнители».")]
    pub note: Option<Text>,
}

impl ProgressEntry {
    /// What it is about, as written.
    pub fn address(&self) -> Option<&Text> {
        self.activity.as_ref().or(self.point.as_ref())
    }

    /// The facts that its status demands and it does not give.
    pub fn lacks(&self) -> Vec<Demand> {
        self.status.value.lacks(Given {
            done: self.done.is_some(),
            result: self.result.is_some(),
            proof: self.figures.is_some() || self.evidence.is_some(),
            reason: self.reason.is_some(),
            new_term: self.new_term.is_some(),
        })
    }
}

/// How a party says that something stands ([N-149]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
pub enum Status {
    /// Done, in time or not.
    #[serde(rename = "выполнено")]
    Done,
    /// Begun.
    #[serde(rename = "выполняется")]
    Running,
    /// Not done although the term has come.
    #[serde(rename = "не выполнено")]
    Failed,
    /// Put off to a new term.
    #[serde(rename = "перенесено")]
    Postponed,
    /// The term has not come.
    #[serde(rename = "срок не наступил")]
    NotDue,
    /// No longer to be done.
    #[serde(rename = "снято")]
    Cancelled,
}

impl Status {
    /// All statuses, in the order people are offered them.
    pub const ALL: [Self; 6] = [
        Self::Done,
        Self::Running,
        Self::Failed,
        Self::Postponed,
        Self::NotDue,
        Self::Cancelled,
    ];

    /// The word a clerk writes.
    pub fn word(self) -> &'static str {
        match self {
            Self::Done => "выполнено",
            Self::Running => "выполняется",
            Self::Failed => "не выполнено",
            Self::Postponed => "перенесено",
            Self::NotDue => "срок не наступил",
            Self::Cancelled => "снято",
        }
    }
}

/// Which facts a mark gives, as far as its status asks for them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// When it was done.
    pub done: bool,
    /// What came of it, in words.
    pub result: bool,
    /// How many took part, or what confirms it.
    pub proof: bool,
    /// Why.
    pub reason: bool,
    /// The new term.
    pub new_term: bool,
}

/// A fact that a status demands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Demand {
    /// When it was done.
    Done,
    /// What came of it: in words, by figures or by a document.
    Outcome,
    /// Why it stands so.
    Reason,
    /// The new term.
    NewTerm,
}

impl Status {
    /// The facts that it demands and a mark does not give ([N-149]); whether what was
    /// done late has a reason, only its deadline can tell.
    pub fn lacks(self, given: Given) -> Vec<Demand> {
        let demands: &[(Demand, bool)] = match self {
            Self::Done => &[
                (Demand::Done, given.done),
                (Demand::Outcome, given.result || given.proof),
            ],
            Self::Failed => &[(Demand::Reason, given.reason)],
            Self::Postponed => &[
                (Demand::Reason, given.reason),
                (Demand::NewTerm, given.new_term),
            ],
            // What was to be done and why it is not: the result may say so.
            Self::Cancelled => &[(Demand::Reason, given.reason || given.result)],
            Self::Running | Self::NotDue => &[],
        };
        let unmet = demands.iter().filter(|(_, is_met)| !is_met);
        unmet.map(|(demand, _)| *demand).collect()
    }
}

/// How many people took part.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Число участников.")]
pub struct Figures {
    /// What was done with them, in the neuter: «обучено».
    #[serde(rename = "действие")]
    #[schemars(
        description = "Что с ними сделано, одним словом среднего рода: «обучено», «записано». Без указания — «охвачено»."
    )]
    pub action: Option<Text>,
    /// All of them.
    #[serde(rename = "всего")]
    #[schemars(description = "Сколько всего.")]
    pub all: Located<u32>,
    /// Those from schools with low results.
    #[serde(rename = "из школ с низкими результатами")]
    #[schemars(description = "Сколько из них из школ с низкими результатами.")]
    pub from_low_results: Option<Located<u32>>,
}

/// What confirms a mark.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(untagged)]
pub enum Evidence {
    /// In words.
    #[serde(rename = "$text")]
    Words(Text),
    /// Taken apart.
    #[serde(rename = "$map")]
    Document(EvidenceDocument),
}

/// A confirming document.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Подтверждающий документ.")]
pub struct EvidenceDocument {
    /// What it is.
    #[serde(rename = "название")]
    #[schemars(description = "Что это за документ: «Приказ», «Справка о результатах».")]
    pub name: Text,
    /// Its date and number.
    #[serde(rename = "реквизиты")]
    #[schemars(description = "Реквизиты: «от 16.04.2020 № 35».")]
    pub requisites: Option<Text>,
    /// Where it is published.
    #[serde(rename = "ссылка")]
    #[schemars(description = "Адрес страницы, где он размещён.")]
    pub link: Option<Text>,
}
