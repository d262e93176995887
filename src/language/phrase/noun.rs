//! Nouns in the nominative, with the forms of the other cases.

use crate::language::{cut, ends_with_any};

/// Gender and number, in which an adjective must agree with its noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::language) enum Class {
    Masculine,
    Feminine,
    Neuter,
    Plural,
}

/// Which other case the nominative looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mistakable {
    /// None: «начальник», «школа».
    Never,
    /// The accusative: «отдел», «учреждение».
    Accusative,
    /// The genitive of the singular: «школы», «учителя».
    Genitive,
}

/// A noun in the nominative and its oblique cases.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Noun {
    pub(super) class: Class,
    pub(super) animate: bool,
    pub(super) forms: [String; 5],
    /// The cases of which two forms are known.
    pub(super) unsure: [bool; 5],
    pub(super) mistakable: Mistakable,
    /// How seldom the word is a nominative in ordinary texts, 0 to 1.
    pub(super) oblique: f64,
}

impl Noun {
    /// A noun of a regular declension. `base` is the stem where it differs from
    /// the nominative («порядк»), of a plural its genitive («школ»).
    pub(super) fn regular(word: &str, base: Option<&str>, class: Class, animate: bool) -> Self {
        let base = base.unwrap_or(word);
        let mut forms = match class {
            Class::Plural => plural_forms(word, base),
            _ => {
                let (drop, endings) = singular_endings(word, class);
                let drop = if base == word { drop } else { 0 };
                endings.map(|ending| format!("{}{ending}", cut(base, drop)))
            }
        };
        if !is_first_declension(word, class) {
            forms[2] = if animate {
                forms[0].clone()
            } else {
                word.to_owned()
            };
        }
        Self {
            class,
            animate,
            mistakable: mistakable(word, base, class, animate),
            forms,
            unsure: [false; 5],
            oblique: 0.5,
        }
    }

    /// Takes another reading of the same word into account: where the forms
    /// part, as those of «лицо» do, nobody is sure.
    pub(super) fn note_differences(&mut self, other: &Self) {
        for (index, form) in other.forms.iter().enumerate() {
            self.unsure[index] |= self.forms[index] != *form;
        }
    }
}

/// «школа», «глава»: the accusative is a form of its own.
fn is_first_declension(word: &str, class: Class) -> bool {
    matches!(class, Class::Masculine | Class::Feminine) && word.ends_with(['а', 'я'])
}

fn mistakable(word: &str, genitive: &str, class: Class, animate: bool) -> Mistakable {
    // «школы, школ» and «учреждения» look like the genitive of one school;
    // «отделы, отделов» and «части, частей» of the tables do not.
    let is_plural_genitive = class == Class::Plural
        && (word.ends_with(['а', 'я']) || !ends_with_any(genitive, &["ов", "ев", "ей"]));
    match class {
        _ if is_plural_genitive => Mistakable::Genitive,
        _ if animate || is_first_declension(word, class) => Mistakable::Never,
        _ => Mistakable::Accusative,
    }
}

/// How many letters fall off and the endings of the five oblique cases; the
/// accusative is right for the first declension only.
fn singular_endings(word: &str, class: Class) -> (usize, [&'static str; 5]) {
    let hissing = |count| cut(word, count).ends_with(['ж', 'ч', 'ш', 'щ']);
    match class {
        Class::Masculine | Class::Feminine if word.ends_with("ия") => {
            (1, ["и", "и", "ю", "ей", "и"])
        }
        Class::Masculine | Class::Feminine if word.ends_with('я') => {
            (1, ["и", "е", "ю", "ей", "е"])
        }
        Class::Masculine | Class::Feminine if word.ends_with('а') && hissing(1) => {
            (1, ["и", "е", "у", "ей", "е"])
        }
        Class::Masculine | Class::Feminine if ends_with_any(word, &["га", "ка", "ха"]) => {
            (1, ["и", "е", "у", "ой", "е"])
        }
        Class::Masculine | Class::Feminine if word.ends_with('а') => {
            (1, ["ы", "е", "у", "ой", "е"])
        }
        Class::Feminine => (1, ["и", "и", "ь", "ью", "и"]),
        Class::Masculine if word.ends_with("ий") => (1, ["я", "ю", "", "ем", "и"]),
        Class::Masculine if matches!(word, "секретарь" | "календарь") => {
            (1, ["я", "ю", "", "ём", "е"])
        }
        Class::Masculine if word.ends_with(['ь', 'й']) => (1, ["я", "ю", "", "ем", "е"]),
        Class::Masculine if hissing(0) && word != "врач" => (0, ["а", "у", "", "ем", "е"]),
        Class::Masculine => (0, ["а", "у", "", "ом", "е"]),
        _ if word.ends_with("ие") => (1, ["я", "ю", "", "ем", "и"]),
        _ if word.ends_with('е') => (1, ["а", "у", "", "ем", "е"]),
        _ => (1, ["а", "у", "", "ом", "е"]),
    }
}

/// The forms of a plural, of which the genitive must be known.
fn plural_forms(word: &str, genitive: &str) -> [String; 5] {
    let stem = cut(word, 1);
    let hard = word.ends_with(['ы', 'а']) || stem.ends_with(['г', 'к', 'х', 'ж', 'ч', 'ш', 'щ']);
    let vowel = if hard { 'а' } else { 'я' };
    let accusative = String::new();
    [
        genitive.to_owned(),
        format!("{stem}{vowel}м"),
        accusative,
        format!("{stem}{vowel}ми"),
        format!("{stem}{vowel}х"),
    ]
}
