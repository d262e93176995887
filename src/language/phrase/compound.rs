//! Nouns outside the table: those of the dictionary and compounds of two.

use super::noun::{Class, Noun};
use super::words;

/// First halves that never change: «пресс-секретарь».
const PREFIXES: &[&str] = &[
    "арт",
    "бизнес",
    "веб",
    "вице",
    "генерал",
    "интернет",
    "медиа",
    "онлайн",
    "пресс",
    "экс",
];
/// Lifeless first halves on a consonant that do change: «план-график», but
/// «пилот-проект».
const CHANGING: &[&str] = &["детсад", "дом", "лицей", "отчет", "отчёт", "план", "сад"];

/// What noun a word outside the table may be: by the dictionary, or half by
/// half as «педагог-психолог».
pub(super) fn compound(word: &str) -> Vec<Noun> {
    let whole = in_dictionary_nouns(word);
    let Some((first, second)) = word.split_once('-').filter(|_| whole.is_empty()) else {
        return whole;
    };
    if PREFIXES.contains(&first) {
        let prefixed = |noun| join([first; 5], noun);
        return simple(second).into_iter().map(prefixed).collect();
    }
    let seconds = simple(second);
    let pair = simple(first).into_iter().find_map(|noun| {
        let is_plural = noun.class == Class::Plural;
        let fits = |second: &&Noun| (second.class == Class::Plural) == is_plural;
        let second_noun = seconds.iter().find(fits)?;
        Some(pair(
            &noun,
            second_noun,
            is_surely_pair(first, &noun, second, second_noun),
        ))
    });
    pair.into_iter().collect()
}

/// Whether both halves of a compound change, as those of persons do.
fn is_surely_pair(first: &str, first_noun: &Noun, second: &str, second_noun: &Noun) -> bool {
    let both_live = first_noun.animate && second_noun.animate;
    let changes = first_noun.class != Class::Masculine || CHANGING.contains(&first);
    (both_live || changes) && !matches!(second, "минимум" | "максимум")
}

/// A compound of two nouns; its class and life are the first one's.
fn pair(first: &Noun, second: &Noun, is_sure: bool) -> Noun {
    let mut noun = join(first.forms.each_ref().map(String::as_str), second.clone());
    for (unsure, also) in noun.unsure.iter_mut().zip(first.unsure) {
        *unsure |= also || !is_sure;
    }
    // «школы-лидеры» or «школы-лидеров»
    noun.unsure[2] |= second.animate != first.animate;
    noun.class = first.class;
    noun.animate = first.animate;
    noun
}

/// The forms of a compound: the first half's before the second's.
fn join(firsts: [&str; 5], mut noun: Noun) -> Noun {
    for (first, form) in firsts.iter().zip(&mut noun.forms) {
        *form = format!("{first}-{form}");
    }
    noun
}

fn simple(word: &str) -> Vec<Noun> {
    match words::find(word) {
        Some(noun) => vec![noun],
        None => in_dictionary_nouns(word),
    }
}

#[cfg(feature = "morphology")]
fn in_dictionary_nouns(word: &str) -> Vec<Noun> {
    super::dictionary::nouns(word)
}

#[cfg(not(feature = "morphology"))]
fn in_dictionary_nouns(_: &str) -> Vec<Noun> {
    Vec::new()
}

/// Whether the dictionary has the word in any part of speech.
#[cfg(feature = "morphology")]
pub(super) fn in_dictionary(word: &str) -> bool {
    super::dictionary::is_known(word)
}

#[cfg(not(feature = "morphology"))]
pub(super) fn in_dictionary(_: &str) -> bool {
    false
}
