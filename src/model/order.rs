//! The order, «приказ».

use schemars::JsonSchema;
use serde::Deserialize;

use super::party::{CaseForms, Person};
use super::scalar::{Date, Id, OneOrMany, Text};
use crate::diagnostic::{Located, Span};

/// An order on core activity.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "order.yaml", description = "Приказ.")]
pub struct Order {
    /// The number without «№» ([N-47]).
    #[serde(rename = "номер")]
    #[schemars(description = "Номер без знака «№».")]
    pub number: Text,
    /// The date of signing ([N-46]).
    #[serde(rename = "дата")]
    #[schemars(description = "Дата подписания: 01.02.2022, 2022-02-01 или «1 февраля 2022 г.».")]
    pub date: Located<Date>,
    /// Whether it is not signed yet: then its files are edited, afterwards amended ([N-90]).
    #[serde(rename = "проект", default)]
    #[schemars(
        description = "«да», пока приказ не подписан: сроки правят прямо в деле, а на первом листе печатается «Проект». Подписали — поставьте «нет» или удалите ключ: дальше сроки меняет изменяющий приказ."
    )]
    pub draft: bool,
    /// Where, if not where the department is.
    #[serde(rename = "место")]
    #[schemars(description = "Место издания, если оно не то, что у ведомства.")]
    pub place: Option<Text>,
    /// Whose order other documents call it.
    #[serde(rename = "чей", default)]
    #[schemars(
        description = "Чьим приказом он называется в приложениях: «ведомства» или «руководителя»."
    )]
    pub issuer: Issuer,
    /// «Об утверждении …» ([N-49]).
    #[serde(rename = "заголовок")]
    #[schemars(
        description = "Заголовок: «Об утверждении …», без точки в конце. Перевод строки сохраняется."
    )]
    pub title: Text,
    /// The stating part ([N-70]).
    #[serde(rename = "преамбула")]
    #[schemars(
        description = "Констатирующая часть: «В целях …», «Во исполнение …». Без слова «ПРИКАЗЫВАЮ»."
    )]
    pub preamble: Option<Text>,
    /// The directives in order ([N-72]).
    #[serde(rename = "пункты")]
    #[schemars(
        description = "Пункты приказа по порядку, кроме пункта о контроле.",
        length(min = 1)
    )]
    pub points: Vec<Point>,
    /// How subpoints begin.
    #[serde(rename = "подпункты", default)]
    #[schemars(description = "Чем начинаются подпункты: «1.1.», «1)» или «–».")]
    pub subpoints: SubpointStyle,
    /// Who watches over it, printed as the last point ([N-79]); a point may say it instead.
    #[serde(rename = "контроль")]
    #[schemars(
        description = "Контроль: «за собой» или должность и ФИО того, на кого он возложен. Печатается последним пунктом. Не нужен, если пункт о контроле записан среди пунктов."
    )]
    pub control: Option<Located<Control>>,
    /// The control point's number in the signed order, where amendments have added
    /// points before it.
    #[serde(skip)]
    pub signed_control: Option<String>,
    /// Who signs, if not the department's head.
    #[serde(rename = "подписывает")]
    #[schemars(description = "Кто подписывает, если не руководитель ведомства.")]
    pub signatory: Option<Person>,
    /// Who drew it up ([N-63]).
    #[serde(rename = "исполнитель")]
    #[schemars(description = "Отметка об исполнителе: ФИО и телефон.")]
    pub contact: Option<Contact>,
    /// What is attached.
    #[serde(rename = "приложения", default)]
    #[schemars(description = "Приложения по порядку.")]
    pub appendices: Vec<Located<Appendix>>,
}

impl Order {
    /// Whether the plan is one of its appendices.
    pub fn attaches_plan(&self) -> bool {
        self.plan_appendix().is_some()
    }

    /// The appendix that holds the plan, counted from 0.
    pub fn plan_appendix(&self) -> Option<usize> {
        self.appendices.iter().position(|appendix| {
            matches!(&appendix.document, Some(document) if document.value == AppendixContent::Plan)
        })
    }
}

/// Whose order it is called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum Issuer {
    /// «приказом отдела образования …»
    #[default]
    #[serde(rename = "ведомства")]
    Department,
    /// «приказом начальника отдела образования …»
    #[serde(rename = "руководителя")]
    Head,
}

/// How subpoints begin ([N-72]).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum SubpointStyle {
    /// «2.1.»
    #[default]
    #[serde(rename = "1.1.")]
    Decimal,
    /// «1)»
    #[serde(rename = "1)")]
    Bracket,
    /// «–»
    #[serde(rename = "–")]
    Dash,
}

/// A directive: to whom, until when, what ([N-74]).
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Пункт приказа: кому, в какой срок, что сделать.")]
pub struct Point {
    /// The number, where it is not the next one.
    #[serde(rename = "номер")]
    #[schemars(description = "Номер, если он не следующий по порядку.")]
    pub number: Option<Text>,
    /// Whom it binds.
    #[serde(rename = "кому", default)]
    #[schemars(
        description = "Кому поручается: id исполнителя или школы либо слова в именительном падеже; программа поставит их в дательный."
    )]
    pub recipients: OneOrMany<Recipient>,
    /// Until when; several for a text with «{срок}» and «{срок 2}».
    #[serde(rename = "срок", default)]
    #[schemars(
        description = "Срок: «в срок до 20 июня 2022 года». В тексте его место отмечают «{срок}» (второго — «{срок 2}»), иначе он ставится перед текстом."
    )]
    pub deadlines: OneOrMany<Text>,
    /// What is to be done.
    #[serde(rename = "текст")]
    #[schemars(
        description = "Что сделать. Без номера и без точки в конце. «{id}» подставляет название исполнителя или школы."
    )]
    pub text: Option<Text>,
    /// The parts of the directive.
    #[serde(rename = "подпункты", default)]
    #[schemars(description = "Подпункты.")]
    pub points: Vec<Point>,
    /// Whether an amendment has ended its force; it then has no other words than that.
    #[serde(skip)]
    pub repealed: bool,
}

impl Point {
    /// The places of its words and of those below it.
    pub fn spans(&self) -> Vec<Span> {
        let recipients = self.recipients.iter().map(|recipient| match recipient {
            Recipient::Word(word) => word.span,
            Recipient::Group(group) => group.name.span,
        });
        let texts = self.deadlines.iter().chain(&self.text);
        let below = self.points.iter().flat_map(Self::spans);
        recipients
            .chain(texts.map(|text| text.span))
            .chain(below)
            .collect()
    }
}

/// Whom a directive binds.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(untagged)]
pub enum Recipient {
    /// An id, or words in the nominative.
    #[serde(rename = "$text")]
    Word(Text),
    /// A group with its members named in brackets.
    #[serde(rename = "$map")]
    Group(Box<Group>),
}

/// «Руководителям общеобразовательных организаций … (Васильевой Т.В., …)».
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Группа исполнителей, в скобках поимённо.")]
pub struct Group {
    /// The group in words, nominative.
    #[serde(rename = "кто")]
    #[schemars(
        description = "Кто, в именительном падеже: «руководители общеобразовательных организаций района»."
    )]
    pub name: Text,
    /// Forms of the group's name.
    #[serde(rename = "падежи", default)]
    #[schemars(description = "Падежи, если программа склоняет неверно или не уверена.")]
    pub forms: CaseForms,
    /// Schools whose heads are named in brackets.
    #[serde(rename = "школы", default)]
    #[schemars(
        description = "Школы, руководители которых названы в скобках: id или «все». Они же отчитываются о пункте."
    )]
    pub schools: OneOrMany<Id>,
}

/// Who watches over the order.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(untagged)]
pub enum Control {
    /// «… оставляю за собой».
    #[serde(rename = "$text")]
    Own(OwnControl),
    /// «… возложить на …».
    #[serde(rename = "$map")]
    Delegated(Box<Person>),
}

/// The words «за собой».
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
pub enum OwnControl {
    /// The signatory keeps it.
    #[serde(rename = "за собой")]
    Own,
}

/// Who drew a document up.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Исполнитель документа.")]
pub struct Contact {
    /// Surname, name and patronymic in full.
    #[serde(rename = "ФИО")]
    #[schemars(
        description = "Фамилия, имя и отчество полностью или с инициалами: печатается как записано."
    )]
    pub name: Text,
    /// Telephone.
    #[serde(rename = "телефон")]
    #[schemars(description = "Телефон.")]
    pub phone: Text,
}

/// An appendix to the order.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Приложение к приказу.")]
pub struct Appendix {
    /// What it holds, if a document of the dossier.
    #[serde(rename = "документ")]
    #[schemars(
        description = "Какой документ дела приложен. Вместо него можно дать «вид», «название» и «текст»."
    )]
    pub document: Option<Located<AppendixContent>>,
    /// Whether the order approves it: then it bears a stamp ([N-52], [N-55]).
    #[serde(rename = "утверждается", default)]
    #[schemars(description = "Утверждается ли приказом: тогда на нём гриф «УТВЕРЖДЕН».")]
    pub approved: bool,
    /// Its kind, for the stamp, where it is a text.
    #[serde(rename = "вид")]
    #[schemars(
        description = "Вид приложения в именительном падеже: «форма», «положение». Нужен грифу утверждения."
    )]
    pub kind: Option<Text>,
    /// Its title, where it is a text.
    #[serde(rename = "название")]
    #[schemars(description = "Название приложения.")]
    pub title: Option<Text>,
    /// Its text: files of the folder `text`.
    #[serde(rename = "текст", default)]
    #[schemars(
        description = "Текст приложения: файл Markdown из папки text или несколько по порядку."
    )]
    pub text: OneOrMany<Text>,
}

/// A document of the dossier that can be attached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum AppendixContent {
    /// The plan.
    #[serde(rename = "план")]
    Plan,
}
