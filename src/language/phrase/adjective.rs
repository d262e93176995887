//! Adjectives and participles: their endings show everything but the stress.

use crate::language::{cut, ends_with_any};

use super::noun::Class;

/// An adjective in the nominative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Adjective {
    pub(super) class: Class,
    stem: String,
    endings: &'static [&'static str; 5],
    /// «учащийся»: «ся» follows every ending.
    reflexive: bool,
}

const HARD: [&str; 5] = ["ого", "ому", "ого", "ым", "ом"];
const VELAR: [&str; 5] = ["ого", "ому", "ого", "им", "ом"];
const SOFT: [&str; 5] = ["его", "ему", "его", "им", "ем"];
const FEMININE: [&str; 5] = ["ой", "ой", "ую", "ой", "ой"];
const FEMININE_HISSING: [&str; 5] = ["ей", "ей", "ую", "ей", "ей"];
const FEMININE_SOFT: [&str; 5] = ["ей", "ей", "юю", "ей", "ей"];
const PLURAL_HARD: [&str; 5] = ["ых", "ым", "ых", "ыми", "ых"];
const PLURAL_SOFT: [&str; 5] = ["их", "им", "их", "ими", "их"];
/// «все школы»
const ALL: [&str; 5] = ["ех", "ем", "ех", "еми", "ех"];

/// Stems in a soft «н»; without the list «управление» would be an adjective.
const SOFT_N: &[&str] = &[
    "верхн",
    "вечерн",
    "внешн",
    "внутренн",
    "давн",
    "дальн",
    "домашн",
    "древн",
    "зимн",
    "крайн",
    "летн",
    "нижн",
    "нынешн",
    "осенн",
    "поздн",
    "последн",
    "прежн",
    "ранн",
    "соседн",
    "средн",
    "утренн",
];

impl Adjective {
    /// The adjective of this nominative, in small letters.
    pub(super) fn read(word: &str) -> Option<Self> {
        if matches!(word, "все") {
            return Some(Self::new(Class::Plural, "вс", &ALL, false));
        }
        let plain = word.strip_suffix("ся").unwrap_or(word);
        let stem = cut(plain, 2);
        let letter = stem.chars().last()?;
        let velar = "гкх".contains(letter);
        let hissing = "жчшщ".contains(letter);
        let soft = SOFT_N.contains(&stem);
        let (class, endings) = match plain.get(stem.len()..)? {
            "ый" => (Class::Masculine, &HARD),
            "ой" if velar || hissing => (Class::Masculine, &VELAR),
            "ой" => (Class::Masculine, &HARD),
            "ий" if velar => (Class::Masculine, &VELAR),
            "ий" if hissing || soft => (Class::Masculine, &SOFT),
            "ая" if hissing && !is_stressed(stem) => (Class::Feminine, &FEMININE_HISSING),
            "ая" => (Class::Feminine, &FEMININE),
            "яя" if soft => (Class::Feminine, &FEMININE_SOFT),
            "ое" if velar || hissing => (Class::Neuter, &VELAR),
            "ое" => (Class::Neuter, &HARD),
            "ее" if hissing || soft => (Class::Neuter, &SOFT),
            "ые" => (Class::Plural, &PLURAL_HARD),
            "ие" if velar || hissing || soft => (Class::Plural, &PLURAL_SOFT),
            _ => return None,
        };
        let long_enough = stem.chars().count() >= 3;
        long_enough.then(|| Self::new(class, stem, endings, plain != word))
    }

    fn new(class: Class, stem: &str, endings: &'static [&'static str; 5], reflexive: bool) -> Self {
        Self {
            class,
            stem: stem.to_owned(),
            endings,
            reflexive,
        }
    }

    /// The form of an oblique case; `nominative` serves as the accusative of
    /// what does not live.
    pub(super) fn form(&self, index: usize, animate: bool, nominative: &str) -> String {
        const ACCUSATIVE: usize = 2;
        let keeps = match self.class {
            Class::Feminine => false,
            Class::Neuter => true,
            Class::Masculine | Class::Plural => !animate,
        };
        if index == ACCUSATIVE && keeps {
            return nominative.to_owned();
        }
        let suffix = if self.reflexive { "ся" } else { "" };
        format!("{}{}{suffix}", self.stem, self.endings[index])
    }
}

/// «большая» gives «большой», «старшая» gives «старшей».
fn is_stressed(stem: &str) -> bool {
    matches!(stem, "больш" | "чуж")
}

/// Participles and adjectives that stand for a person. The second list heads a
/// phrase only if no noun follows: «ответственный за питание», but
/// «ответственный секретарь».
pub(super) fn is_person(word: &str) -> bool {
    is_always_person(word)
        || stem_is(
            word,
            &[
                "ответственн",
                "дежурн",
                "рабоч",
                "уполномоченн",
                "вожат",
                "учен",
                "учён",
                "управляющ",
                "служащ",
                "учащ",
                "обучающ",
            ],
        )
}

/// «исполняющий обязанности», «заведующий хозяйством»: never before a noun of
/// their own.
pub(super) fn is_always_person(word: &str) -> bool {
    stem_is(word, &["исполняющ", "заведующ"])
        || word.ends_with("ся") && stem_is(word, &["учащ", "обучающ"])
}

/// Whether the word is a participle that may have an object: «показывающие
/// низкие результаты». Participles that became plain adjectives do not count.
pub(super) fn is_participle(word: &str) -> bool {
    let stem = cut(word.strip_suffix("ся").unwrap_or(word), 2);
    let plain = [
        "будущ",
        "ведущ",
        "действующ",
        "настоящ",
        "предыдущ",
        "следующ",
        "соответствующ",
        "текущ",
    ];
    let is_active = ends_with_any(stem, &["ущ", "ющ", "ащ", "ящ", "вш"]);
    is_active && Adjective::read(word).is_some() && !is_person(word) && !plain.contains(&stem)
}

fn stem_is(word: &str, stems: &[&str]) -> bool {
    let plain = word.strip_suffix("ся").unwrap_or(word);
    stems.contains(&cut(plain, 2))
}

/// Whether the ending alone rules the nominative out: «молодёжную», «школами».
pub(super) fn looks_oblique(word: &str) -> bool {
    let endings = [
        "ого", "его", "ому", "ему", "ую", "юю", "ых", "их", "ыми", "ими", "ами", "ями",
    ];
    ends_with_any(word, &endings) && word.chars().count() > 4
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(word: &str, animate: bool) -> Vec<String> {
        let adjective = Adjective::read(word).unwrap_or_else(|| panic!("{word}"));
        (0..5)
            .map(|index| adjective.form(index, animate, word))
            .collect()
    }

    #[test]
    fn endings_decide() {
        for (word, animate, expected) in [
            (
                "главный",
                true,
                "главного главному главного главным главном",
            ),
            (
                "районный",
                false,
                "районного районному районный районным районном",
            ),
            (
                "городской",
                false,
                "городского городскому городской городским городском",
            ),
            (
                "беломорский",
                false,
                "беломорского беломорскому беломорский беломорским беломорском",
            ),
            (
                "ведущий",
                true,
                "ведущего ведущему ведущего ведущим ведущем",
            ),
            ("средняя", false, "средней средней среднюю средней средней"),
            ("старшая", true, "старшей старшей старшую старшей старшей"),
            ("большая", false, "большой большой большую большой большой"),
            (
                "казённое",
                false,
                "казённого казённому казённое казённым казённом",
            ),
            ("общее", false, "общего общему общее общим общем"),
            (
                "муниципальные",
                false,
                "муниципальных муниципальным муниципальные муниципальными муниципальных",
            ),
            (
                "классные",
                true,
                "классных классным классных классными классных",
            ),
            (
                "обучающиеся",
                true,
                "обучающихся обучающимся обучающихся обучающимися обучающихся",
            ),
            (
                "обучающаяся",
                true,
                "обучающейся обучающейся обучающуюся обучающейся обучающейся",
            ),
            ("все", false, "всех всем все всеми всех"),
        ] {
            assert_eq!(forms(word, animate).join(" "), expected);
        }
    }

    #[test]
    fn nouns_are_no_adjectives() {
        for word in [
            "управление",
            "лицей",
            "критерий",
            "далее",
            "ранее",
            "бой",
            "школа",
            "свои",
        ] {
            assert_eq!(Adjective::read(word), None, "{word}");
        }
    }
}
