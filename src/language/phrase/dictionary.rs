//! The morphological dictionary, loaded when the first word needs it.

use std::sync::LazyLock;

use rumorph::{Analysis, Dictionary, Source, UdTag};

use super::noun::{Class, Mistakable, Noun};
use crate::language::ends_with_any;

/// `None` if the dictionary's data are broken: its words are then unknown.
static DICTIONARY: LazyLock<Option<Dictionary>> = LazyLock::new(|| Dictionary::bundled().ok());

/// The oblique cases by their Universal Dependencies names.
const CASES: [&str; 5] = ["Gen", "Dat", "Acc", "Ins", "Loc"];
/// Readings this many times rarer than the likeliest are not considered.
const RARE: f64 = 0.05;

/// What nouns a word in small letters may be in the nominative.
pub(super) fn nouns(word: &str) -> Vec<Noun> {
    let Some(dictionary) = &*DICTIONARY else {
        return Vec::new();
    };
    let analyses = known(dictionary, word);
    let tag = |analysis: &Analysis| dictionary.ud_tag(analysis.ud);
    let in_case = |analysis: &Analysis, wanted: fn(&str) -> bool| {
        tag(analysis)
            .and_then(|tag| tag.feat("Case"))
            .is_some_and(wanted)
    };
    let share = |wanted: fn(&str) -> bool| -> f64 {
        let fitting = analyses.iter().filter(|analysis| in_case(analysis, wanted));
        fitting.map(|analysis| analysis.prob).sum()
    };
    let nominative = share(|case| case == "Nom");
    let oblique = share(|case| !matches!(case, "Nom" | "Acc"));
    let mistakable = match (oblique > 0.0, share(|case| case == "Acc") > 0.0) {
        (true, _) => Mistakable::Genitive,
        (_, true) => Mistakable::Accusative,
        _ => Mistakable::Never,
    };
    let mut nouns: Vec<Noun> = Vec::new();
    for analysis in &analyses {
        if !in_case(analysis, |case| case == "Nom") || analysis.prob < RARE * nominative {
            continue;
        }
        let Some(mut noun) = tag(analysis).and_then(|tag| noun(dictionary, analysis, tag)) else {
            continue;
        };
        noun.mistakable = mistakable;
        noun.oblique = oblique;
        match nouns.iter_mut().find(|known| known.class == noun.class) {
            Some(known) => known.note_differences(&noun),
            None => nouns.push(noun),
        }
    }
    nouns
}

/// Whether the dictionary has the word in any part of speech.
pub(super) fn is_known(word: &str) -> bool {
    DICTIONARY
        .as_ref()
        .is_some_and(|dictionary| dictionary.is_known(word))
}

/// The readings as a noun that stand in the dictionary; guesses are not
/// trusted, and of proper names only those of bodies and places are wanted.
fn known(dictionary: &Dictionary, word: &str) -> Vec<Analysis> {
    let mut analyses = dictionary.analyze(word);
    analyses.retain(|analysis| {
        let is_noun = dictionary
            .ud_tag(analysis.ud)
            .is_some_and(|tag| match tag.pos() {
                "NOUN" => true,
                "PROPN" => matches!(tag.feat("NameType"), Some("Com" | "Geo")),
                _ => false,
            });
        is_noun && analysis.source == Source::Dictionary
    });
    analyses
}

fn noun(dictionary: &Dictionary, analysis: &Analysis, tag: UdTag) -> Option<Noun> {
    let number = tag.feat("Number")?;
    let class = match (number, tag.feat("Gender")) {
        ("Plur", _) => Class::Plural,
        (_, Some("Fem")) => Class::Feminine,
        (_, Some("Neut")) => Class::Neuter,
        (_, Some("Masc")) => Class::Masculine,
        _ => return None,
    };
    let form = |case| dictionary.inflect(analysis, &[("Case", case), ("Number", number)]);
    let mut forms: [String; 5] = Default::default();
    for (slot, case) in forms.iter_mut().zip(CASES) {
        *slot = form(case)?.word;
    }
    let animate = tag.feat("Animacy") == Some("Anim");
    // «медиатор» is a string instrument in the dictionary, a person in a school.
    let may_live = ends_with_any(&analysis.lemma, &["тор", "тель", "ник", "ист", "лог", "ер"]);
    Some(Noun {
        class,
        animate,
        forms,
        unsure: [false, false, !animate && may_live, false, false],
        mistakable: Mistakable::Never,
        oblique: 0.0,
    })
}
