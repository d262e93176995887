//! The dossier, «дело»: everything one department keeps about one roadmap.

use schemars::JsonSchema;
use serde::Deserialize;

use super::amendment::Amendments;
use super::indicator::Indicators;
use super::manuscript::Manuscript;
use super::order::Order;
use super::party::{Department, Executor, School};
use super::period::Period;
use super::plan::Plan;
use super::programme::{Programme, ProgrammePart, SchoolProgramme};
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
    /// The programme.
    pub programme: Option<Programme>,
    /// The programmes of schools.
    pub school_programme: Option<SchoolProgramme>,
    /// The files of the folder `text`, by name.
    pub manuscripts: Vec<Manuscript>,
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
    /// The programme, where there is no programme.yaml.
    #[serde(rename = "программа")]
    #[schemars(description = "Программа, если для неё нет файла programme.yaml.")]
    pub programme: Option<Programme>,
    /// The programmes of schools.
    #[serde(rename = "программы школ")]
    #[schemars(description = "Программа перехода в эффективный режим у каждой школы.")]
    pub school_programme: Option<SchoolProgramme>,
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
    /// The programme.
    #[serde(rename = "программа")]
    Programme,
    /// The programme of each school.
    #[serde(rename = "программы школ")]
    SchoolProgramme,
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

impl Dossier {
    /// The files of the folder `text` that the documents in force are made of, by name,
    /// in reading order: those of the programmes, the order's appendices, the plan.
    pub fn texts_in_force(&self) -> Vec<&Text> {
        let programme = self.programme.iter().flat_map(|one| &one.parts);
        let mut files: Vec<&Text> = programme.map(ProgrammePart::file).collect();
        files.extend(self.school_programme.iter().flat_map(|one| &one.parts));
        files.extend(texts_of(self.order.as_ref(), self.plan.as_ref()));
        files
    }

    /// The same with those of all editions of the order and the plan, and those that
    /// amendments bring.
    pub fn all_texts(&self) -> Vec<&Text> {
        let mut files = self.texts_in_force();
        let changes = self.amendments.all.iter().flat_map(|one| &one.changes);
        files.extend(changes.flat_map(|change| change.restated_text.iter()));
        for edition in &self.amendments.editions {
            files.extend(texts_of(edition.order.as_ref(), edition.plan.as_ref()));
        }
        files
    }

    /// The file of the folder `text` with this name.
    pub fn manuscript(&self, name: &str) -> Option<&Manuscript> {
        self.manuscripts.iter().find(|one| one.name == name)
    }
}

/// The texts of an order's appendices and of a plan.
fn texts_of<'a>(
    order: Option<&'a Order>,
    plan: Option<&'a Plan>,
) -> impl Iterator<Item = &'a Text> {
    let appendices = order.into_iter().flat_map(|order| &order.appendices);
    let of_appendices = appendices.flat_map(|appendix| appendix.text.iter());
    of_appendices.chain(plan.into_iter().flat_map(Plan::texts))
}

impl DocumentKind {
    /// All kinds, in the order they are written.
    pub const ALL: [Self; 14] = [
        Self::Order,
        Self::Plan,
        Self::Report,
        Self::SchoolReport,
        Self::Reminder,
        Self::Indicators,
        Self::Analysis,
        Self::Programme,
        Self::SchoolProgramme,
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
            Self::Programme => "programme",
            Self::SchoolProgramme => "school-programme",
            Self::Amendment => "amendment",
            Self::Consolidated => "consolidated",
            Self::Comparison => "comparison",
            Self::Acquaintance => "acquaintance",
            Self::Letter => "letter",
        }
    }
}
