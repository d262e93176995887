//! Who issues, who executes, who signs.

use schemars::JsonSchema;
use serde::Deserialize;

use super::scalar::{Id, OneOrMany, Text};
use crate::diagnostic::Span;
use crate::language::{Case, FullName, Gender};

/// Who issues the documents.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Ведомство, которое издаёт документы.")]
pub struct Department {
    /// Full name, exactly as in its charter ([N-44]).
    #[serde(rename = "название")]
    #[schemars(description = "Полное наименование, слово в слово как в положении или уставе.")]
    pub name: Text,
    /// Forms of the full name that the program should not work out itself.
    #[serde(rename = "падежи", default)]
    #[schemars(
        description = "Падежи полного наименования, если программа склоняет его неверно или не уверена."
    )]
    pub forms: CaseForms,
    /// The name used after «приказ …» where the full one is too long.
    #[serde(rename = "сокращённое")]
    #[schemars(
        description = "Сокращённое наименование; им подписывают приложения: «к приказу отдела образования …»."
    )]
    pub short: Option<Text>,
    /// Forms of the short name.
    #[serde(rename = "падежи сокращённого", default)]
    #[schemars(description = "Падежи сокращённого наименования.")]
    pub short_forms: CaseForms,
    /// Lines of the letterhead; without them, the full name.
    #[serde(rename = "бланк", default)]
    #[schemars(
        description = "Строки бланка сверху вниз. Если не указаны, печатается полное наименование."
    )]
    pub letterhead: Vec<Text>,
    /// «г. Беломорск» ([N-48]).
    #[serde(rename = "место")]
    #[schemars(
        description = "Место издания: «г. Беломорск». Не указывайте, если место видно из наименования."
    )]
    pub place: Option<Text>,
    /// Its head, who signs the orders.
    #[serde(rename = "руководитель")]
    #[schemars(description = "Руководитель: подписывает приказы.")]
    pub head: Person,
}

/// A person with a post.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Человек и его должность.")]
pub struct Person {
    /// The post, nominative, as printed in a signature.
    #[serde(rename = "должность")]
    #[schemars(description = "Должность в именительном падеже, как в подписи.")]
    pub post: Option<Text>,
    /// Surname, name and patronymic, or initials.
    #[serde(rename = "ФИО")]
    #[schemars(description = "Фамилия, имя и отчество: «Соколова Мария Андреевна» или «Соколова М.А.».", extend("format" = "ФИО"))]
    pub name: Text,
    /// Needed where neither patronymic nor surname tells.
    #[serde(rename = "пол")]
    #[schemars(description = "Пол, если его не видно из отчества: «м» или «ж».")]
    pub gender: Option<GenderWord>,
    /// Forms of the post given by a person who knows.
    #[serde(rename = "падежи должности", default)]
    #[schemars(
        description = "Падежи должности, если программа склоняет её неверно или не уверена."
    )]
    pub post_forms: CaseForms,
    /// Forms of surname with initials given by a person who knows.
    #[serde(rename = "падежи фамилии", default)]
    #[schemars(
        description = "Падежи фамилии (без инициалов), если программа склоняет её неверно или не уверена."
    )]
    pub surname_forms: CaseForms,
}

impl Person {
    /// The name taken apart; [`Text`] keeps the place.
    ///
    /// # Panics
    /// Never for a loaded dossier: the form of the name is checked on reading.
    pub fn full_name(&self) -> FullName {
        self.name.parse().expect("checked on reading")
    }

    /// The gender as written, if it is.
    pub fn gender(&self) -> Option<Gender> {
        self.gender.map(|word| match word {
            GenderWord::Male => Gender::Male,
            GenderWord::Female => Gender::Female,
        })
    }
}

/// «м» or «ж».
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum GenderWord {
    /// Masculine.
    #[serde(rename = "м")]
    Male,
    /// Feminine.
    #[serde(rename = "ж")]
    Female,
}

/// Forms of a name in the cases a document needs; they win over the program's own ([N-75]).
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Готовые падежные формы; они важнее того, что просклоняла бы программа.")]
pub struct CaseForms {
    /// Whose.
    #[serde(rename = "родительный")]
    #[schemars(description = "Кого? чего? «отдела образования».")]
    pub genitive: Option<Text>,
    /// To whom.
    #[serde(rename = "дательный")]
    #[schemars(description = "Кому? чему? «отделу образования».")]
    pub dative: Option<Text>,
    /// Whom.
    #[serde(rename = "винительный")]
    #[schemars(description = "Кого? что? «отдел образования».")]
    pub accusative: Option<Text>,
    /// By whom.
    #[serde(rename = "творительный")]
    #[schemars(description = "Кем? чем? «отделом образования».")]
    pub instrumental: Option<Text>,
}

impl CaseForms {
    /// The form for a case, if a person gave it.
    pub fn get(&self, case: Case) -> Option<&Text> {
        match case {
            Case::Genitive => self.genitive.as_ref(),
            Case::Dative => self.dative.as_ref(),
            Case::Accusative => self.accusative.as_ref(),
            Case::Instrumental => self.instrumental.as_ref(),
            Case::Nominative | Case::Prepositional => None,
        }
    }
}

/// A party that activities and points name.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Исполнитель: методический центр, отдел, рабочая группа.")]
pub struct Executor {
    /// What other parts of the dossier call it.
    #[serde(rename = "id")]
    #[schemars(description = "Короткое имя, которым на него ссылаются: строчные буквы, цифры и дефис.", extend("format" = "id"))]
    pub id: Id,
    /// The name as tables print it.
    #[serde(rename = "название")]
    #[schemars(description = "Как его называют в таблицах.")]
    pub name: Text,
    /// The full name as orders print it.
    #[serde(rename = "полное")]
    #[schemars(description = "Полное наименование, для текста приказа.")]
    pub full: Option<Text>,
    /// Forms of the name used in orders (the full one if there is one).
    #[serde(rename = "падежи", default)]
    #[schemars(description = "Падежи полного наименования (или названия, если полного нет).")]
    pub forms: CaseForms,
    /// Who heads it.
    #[serde(rename = "руководитель")]
    #[schemars(description = "Руководитель; в приказе его называют в скобках.")]
    pub head: Option<Person>,
    /// The schools that stand behind a collective name.
    #[serde(rename = "школы", default)]
    #[schemars(
        description = "Школы, которые скрыты за общим названием («руководители ОО»): «все» или id. О том, что поручено этому исполнителю, отчитываются они."
    )]
    pub schools: OneOrMany<Id>,
}

/// A school.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Образовательная организация.")]
pub struct School {
    /// What other parts of the dossier call it.
    #[serde(rename = "id")]
    #[schemars(description = "Короткое имя, которым на неё ссылаются: строчные буквы, цифры и дефис.", extend("format" = "id"))]
    pub id: Id,
    /// The name as tables print it.
    #[serde(rename = "название")]
    #[schemars(description = "Краткое наименование, как в таблицах.")]
    pub name: Text,
    /// The full name, as in its charter.
    #[serde(rename = "полное")]
    #[schemars(description = "Полное наименование по уставу.")]
    pub full: Option<Text>,
    /// Forms of the name used in orders.
    #[serde(rename = "падежи", default)]
    #[schemars(description = "Падежи полного наименования (или краткого, если полного нет).")]
    pub forms: CaseForms,
    /// Its head.
    #[serde(rename = "руководитель")]
    #[schemars(description = "Руководитель школы.")]
    pub head: Option<Person>,
    /// Why it is supported.
    #[serde(rename = "статус", default)]
    #[schemars(description = "За что школу поддерживают: «ШНОР», «ШНСУ» или обе.")]
    pub status: OneOrMany<SchoolStatus>,
}

/// Why a school is supported ([N-140]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum SchoolStatus {
    /// Low educational results.
    #[serde(rename = "ШНОР")]
    LowResults,
    /// Unfavourable social conditions.
    #[serde(rename = "ШНСУ")]
    UnfavourableConditions,
}

/// An executor as an activity names it: by id, or in words.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(untagged)]
pub enum ExecutorRef {
    /// An id, or free text where real documents have it («руководители РМО»).
    #[serde(rename = "$text")]
    Word(Text),
    /// Free text that would look like an id.
    #[serde(rename = "$map")]
    Text(FreeText),
}

/// `{текст: завуч}`: a single word that is no id.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Слова вместо id.")]
pub struct FreeText {
    /// The words as printed.
    #[serde(rename = "текст")]
    #[schemars(description = "Слова, которые печатаются как есть.")]
    pub text: Text,
}

impl ExecutorRef {
    /// The id, if this is one: a single word of lower-case letters, digits and hyphens.
    pub fn id(&self) -> Option<&Id> {
        match self {
            Self::Word(word) if is_id(word) => Some(word),
            _ => None,
        }
    }

    /// The words, whether id or text.
    pub fn text(&self) -> &Text {
        match self {
            Self::Word(text) | Self::Text(FreeText { text }) => text,
        }
    }

    /// The words, to be changed.
    pub fn text_mut(&mut self) -> &mut Text {
        match self {
            Self::Word(text) | Self::Text(FreeText { text }) => text,
        }
    }

    /// Where it stands.
    pub fn span(&self) -> Span {
        self.text().span
    }
}

/// Whether a word has the form of an id.
pub fn is_id(word: &str) -> bool {
    !word.is_empty()
        && word
            .chars()
            .all(|c| c.is_numeric() || c == '-' || (c.is_alphabetic() && c.is_lowercase()))
        && word.chars().next().is_some_and(char::is_alphabetic)
}
