//! The dossier, «дело»: everything one department keeps about one roadmap.

use schemars::JsonSchema;
use serde::Deserialize;

use super::amendment::Amendments;
use super::indicator::Indicators;
use super::order::Order;
use super::party::{Department, Executor, School};
use super::period::Period;
use super::plan::Plan;
use super::progress::Progress;
use super::reporting::Reporting;
use super::scalar::Text;
use crate::diagnostic::Located;
use crate::style::Style;

/// A whole dossier, read from its files.
#[derive(Clone, Debug)]
pub struct Dossier {
    /// The folder's name; output goes to a folder of the same name.
    pub name: String,
    /// Who issues the documents.
    pub department: Department,
    /// The period of the whole dossier.
    pub period: Option<Located<Period>>,
    /// Parties other than schools.
    pub executors: Vec<Executor>,
    /// Schools.
    pub schools: Vec<School>,
    /// Documents asked for; empty: all that the data allow.
    pub documents: Vec<Located<DocumentKind>>,
    /// The layout; its place is what the dossier says of it.
    pub style: Located<Style>,
    /// Findings that are allowed.
    pub allowed: Vec<Allowance>,
    /// The order in force.
    pub order: Option<Order>,
    /// The plan in force.
    pub plan: Option<Plan>,
    /// The indicators.
    pub indicators: Option<Indicators>,
    /// What is reported when.
    pub reporting: Option<Reporting>,
    /// The reports handed in, in the order of their files' names.
    pub progress: Vec<Progress>,
    /// What has been amended; order and plan are as in force after it.
    pub amendments: Amendments,
}

impl Dossier {
    /// The order as signed.
    pub fn signed_order(&self) -> Option<&Order> {
        match self.amendments.signed() {
            Some(signed) => signed.order.as_ref(),
            None => self.order.as_ref(),
        }
    }

    /// The plan as signed.
    pub fn signed_plan(&self) -> Option<&Plan> {
        match self.amendments.signed() {
            Some(signed) => signed.plan.as_ref(),
            None => self.plan.as_ref(),
        }
    }
}

/// A finding that the department lives with.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Разрешение: замечание, которое программа не будет показывать.")]
pub struct Allowance {
    /// The rule.
    #[serde(rename = "код")]
    #[schemars(description = "Код замечания: «deadline-on-day-off».")]
    pub code: Text,
    /// Why it is all right.
    #[serde(rename = "причина")]
    #[schemars(description = "Почему это допустимо; печатается при проверке.")]
    pub reason: Text,
}

/// `dossier.yaml`; a small dossier keeps the other files' content in it too.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(
    title = "dossier.yaml",
    description = "Дело: ведомство, исполнители, список документов и оформление."
)]
pub struct DossierFile {
    /// Who issues the documents.
    #[serde(rename = "ведомство")]
    #[schemars(description = "Ведомство, которое издаёт документы.")]
    pub department: Department,
    /// The period of the whole dossier.
    #[serde(rename = "период")]
    #[schemars(
        description = "Период дела: «2022 год», «2021-2022 учебный год», «2020-2023 годы» или «01.09.2021 – 31.08.2022»."
    )]
    pub period: Option<Located<Period>>,
    /// Parties other than schools.
    #[serde(rename = "исполнители", default)]
    #[schemars(description = "Исполнители, кроме школ: на них ссылаются по id.")]
    pub executors: Vec<Executor>,
    /// Documents asked for.
    #[serde(rename = "документы", default)]
    #[schemars(
        description = "Какие документы делать. Если не указано, все, для которых есть данные."
    )]
    pub documents: Vec<Located<DocumentKind>>,
    /// Findings that are allowed.
    #[serde(rename = "допустимо", default)]
    #[schemars(
        description = "Предупреждения и советы, с которыми ведомство согласно во всём деле. Для одного места служит комментарий «# допустимо КОД: причина»."
    )]
    pub allowed: Vec<Allowance>,
    /// Overrides of the built-in layout; the reader fills in the rest.
    #[serde(rename = "оформление")]
    #[schemars(description = "Отличия от встроенного профиля оформления gost-2025.")]
    pub style: Located<Style>,
    /// What is reported when.
    #[serde(rename = "отчётность")]
    #[schemars(description = "Отчётность: периоды, сроки сдачи, вид сводного отчёта.")]
    pub reporting: Option<Reporting>,
    /// The schools, where there is no schools.yaml.
    #[serde(rename = "школы")]
    #[schemars(description = "Школы, если для них нет файла schools.yaml.")]
    pub schools: Option<Vec<School>>,
    /// The order, where there is no order.yaml.
    #[serde(rename = "приказ")]
    #[schemars(description = "Приказ, если для него нет файла order.yaml.")]
    pub order: Option<Order>,
    /// The plan, where there is no plan.yaml.
    #[serde(rename = "план")]
    #[schemars(description = "План, если для него нет файла plan.yaml.")]
    pub plan: Option<Plan>,
    /// The indicators, where there is no indicators.yaml.
    #[serde(rename = "показатели")]
    #[schemars(description = "Показатели, если для них нет файла indicators.yaml.")]
    pub indicators: Option<Indicators>,
}

/// `schools.yaml`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "schools.yaml", description = "Школы.")]
pub struct SchoolsFile {
    /// The schools.
    #[serde(rename = "школы")]
    #[schemars(description = "Школы: на них ссылаются по id.")]
    pub schools: Vec<School>,
}

/// The kinds of documents the program writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, JsonSchema)]
pub enum DocumentKind {
    /// The order with its appendices.
    #[serde(rename = "приказ")]
    Order,
    /// The plan on its own.
    #[serde(rename = "план")]
    Plan,
    /// The consolidated report on a period.
    #[serde(rename = "отчёт")]
    Report,
    /// The report of each school.
    #[serde(rename = "отчёты школ")]
    SchoolReport,
    /// A letter to each school that owes something.
    #[serde(rename = "напоминания")]
    Reminder,
    /// The workbook of indicators.
    #[serde(rename = "показатели")]
    Indicators,
    /// The analysis of indicators.
    #[serde(rename = "справка")]
    Analysis,
    /// Each amending order.
    #[serde(rename = "изменяющие приказы")]
    Amendment,
    /// The order in force, a reference copy.
    #[serde(rename = "действующая редакция")]
    Consolidated,
    /// What each amending order changes, before and after.
    #[serde(rename = "сравнения")]
    Comparison,
    /// The sheet on which people sign that they have read an order.
    #[serde(rename = "листы ознакомления")]
    Acquaintance,
    /// A letter to each party that an amending order concerns.
    #[serde(rename = "письма об изменениях")]
    Letter,
}

impl DocumentKind {
    /// All kinds, in the order they are written.
    pub const ALL: [Self; 12] = [
        Self::Order,
        Self::Plan,
        Self::Report,
        Self::SchoolReport,
        Self::Reminder,
        Self::Indicators,
        Self::Analysis,
        Self::Amendment,
        Self::Consolidated,
        Self::Comparison,
        Self::Acquaintance,
        Self::Letter,
    ];

    /// The name on the command line and of its template.
    pub fn name(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::Plan => "plan",
            Self::Report => "report",
            Self::SchoolReport => "school-report",
            Self::Reminder => "reminder",
            Self::Indicators => "indicators",
            Self::Analysis => "analysis",
            Self::Amendment => "amendment",
            Self::Consolidated => "consolidated",
            Self::Comparison => "comparison",
            Self::Acquaintance => "acquaintance",
            Self::Letter => "letter",
        }
    }
}
