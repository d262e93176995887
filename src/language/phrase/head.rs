//! The head of a phrase: the leading adjectives and the noun they belong to.

use crate::language::{Case, is_capitals, with_capitals_of};

use super::adjective::{self, Adjective};
use super::compound::{compound, in_dictionary};
use super::noun::{Class, Mistakable, Noun};
use super::words;

/// The head of a phrase in the nominative.
#[derive(Debug)]
pub(super) struct Head {
    /// The adjectives before the core.
    adjectives: Vec<Adjective>,
    core: Core,
}

#[derive(Debug)]
enum Core {
    Noun(Box<Noun>),
    /// An adjective that stands for a person: «заведующий».
    Person(Adjective),
    /// An abbreviation read by letters ([N-75]): «МОУ».
    Fixed,
}

/// Why a phrase has no head that can be declined.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Headless {
    /// It is not in the nominative: «молодёжной политики».
    Oblique(String),
    /// Nothing is known of this word.
    Unknown(String),
}

impl Head {
    /// The head at the beginning of the words.
    pub(super) fn find(words: &[&str]) -> Result<Self, Headless> {
        let mut adjectives: Vec<Adjective> = Vec::new();
        for (index, &word) in words.iter().enumerate() {
            let lower = word.to_lowercase();
            if adjectives.is_empty() && is_abbreviation(word) {
                return Ok(Self::new(adjectives, Core::Fixed));
            }
            if let Some(noun) = words::find(&lower) {
                return Self::with_noun(adjectives, vec![noun], word, &words[..index]);
            }
            if let Some(adjective) = Adjective::read(&lower) {
                if adjective::is_always_person(&lower) && agree(&adjectives, adjective.class) {
                    return Ok(Self::new(adjectives, Core::Person(adjective)));
                }
                adjectives.push(adjective);
                continue;
            }
            if words::is_preposition(&lower)
                || words::is_dependent(&lower)
                || adjective::looks_oblique(&lower)
                || is_oblique_pair(&words[..index], &lower)
            {
                return Self::with_person(adjectives, &words[..index])
                    .ok_or_else(|| Headless::Oblique(word.to_owned()));
            }
            return Self::with_noun(adjectives, compound(&lower), word, &words[..index]);
        }
        Self::with_person(adjectives, words)
            .ok_or_else(|| Headless::Unknown(words.last().copied().unwrap_or_default().to_owned()))
    }

    fn new(adjectives: Vec<Adjective>, core: Core) -> Self {
        Self { adjectives, core }
    }

    /// The head whose noun is one of the `nouns` the word may be.
    fn with_noun(
        adjectives: Vec<Adjective>,
        nouns: Vec<Noun>,
        word: &str,
        before: &[&str],
    ) -> Result<Self, Headless> {
        let is_known = !nouns.is_empty() || in_dictionary(&word.to_lowercase());
        let mut fitting = nouns
            .into_iter()
            .filter(|noun| agree(&adjectives, noun.class));
        let first = fitting.next().map(|noun| merge(noun, fitting));
        let is_firm = |noun: &Noun| noun.mistakable != Mistakable::Genitive;
        let person_before = before
            .iter()
            .any(|word| adjective::is_person(&word.to_lowercase()));
        match first {
            // «учащиеся школы»: of the school, not «школы» that study.
            Some(noun) if is_firm(&noun) || !person_before => {
                Ok(Self::new(adjectives, Core::Noun(Box::new(noun))))
            }
            _ => Self::with_person(adjectives, before).ok_or_else(|| match is_known {
                true => Headless::Oblique(word.to_owned()),
                false => Headless::Unknown(word.to_owned()),
            }),
        }
    }

    /// The head whose core is the first of the adjectives that means a person.
    fn with_person(mut adjectives: Vec<Adjective>, words: &[&str]) -> Option<Self> {
        let is_person = |word: &&str| adjective::is_person(&word.to_lowercase());
        let index = words.iter().position(is_person)?;
        adjectives.truncate(index + 1);
        let core = adjectives.pop()?;
        agree(&adjectives, core.class).then(|| Self::new(adjectives, Core::Person(core)))
    }

    /// How many words the head takes.
    pub(super) fn len(&self) -> usize {
        self.adjectives.len() + 1
    }

    /// Gender and number, `None` for an abbreviation.
    pub(super) fn class(&self) -> Option<Class> {
        match &self.core {
            Core::Noun(noun) => Some(noun.class),
            Core::Person(adjective) => Some(adjective.class),
            Core::Fixed => None,
        }
    }

    /// Whether an adjective stands for a person: «ответственный за питание».
    pub(super) fn is_person(&self) -> bool {
        matches!(self.core, Core::Person(_))
    }

    pub(super) fn is_animate(&self) -> bool {
        match &self.core {
            Core::Noun(noun) => noun.animate,
            Core::Person(_) => true,
            Core::Fixed => false,
        }
    }

    /// Which other case the whole head looks like, and how likely it is that.
    pub(super) fn mistakable(&self) -> (Mistakable, f64) {
        match &self.core {
            Core::Noun(noun) if noun.mistakable == Mistakable::Genitive => {
                // «образовательные организации» cannot be the genitive.
                match (self.adjectives.is_empty(), noun.animate) {
                    (true, _) => (Mistakable::Genitive, noun.oblique),
                    (_, true) => (Mistakable::Never, 0.0),
                    (_, false) => (Mistakable::Accusative, 0.0),
                }
            }
            Core::Noun(noun) => (noun.mistakable, 0.0),
            Core::Person(_) | Core::Fixed => (Mistakable::Never, 0.0),
        }
    }

    /// The words of the head in a case, and a doubt if there is one.
    pub(super) fn decline(&self, words: &[&str], case: Case) -> (Vec<String>, Option<String>) {
        let unchanged = || words.iter().map(|&word| word.to_owned()).collect();
        let Some(index) = case.oblique() else {
            return (unchanged(), None);
        };
        let (Some(&core), true) = (words.last(), words.len() == self.len()) else {
            return (unchanged(), None);
        };
        let animate = self.is_animate();
        let mut forms: Vec<String> = self
            .adjectives
            .iter()
            .zip(words)
            .map(|(adjective, word)| in_case(adjective, index, animate, word))
            .collect();
        let mut doubt = None;
        forms.push(match &self.core {
            Core::Noun(noun) => {
                if noun.unsure[index] {
                    doubt = Some(format!("у слова «{core}» в этом падеже две формы"));
                }
                with_capitals_of(core, &noun.forms[index])
            }
            Core::Person(adjective) => in_case(adjective, index, animate, core),
            Core::Fixed => core.to_owned(),
        });
        (forms, doubt)
    }
}

fn in_case(adjective: &Adjective, index: usize, animate: bool, word: &str) -> String {
    with_capitals_of(word, &adjective.form(index, animate, &word.to_lowercase()))
}

fn agree(adjectives: &[Adjective], class: Class) -> bool {
    adjectives.iter().all(|adjective| adjective.class == class)
}

/// One noun for several readings of a word.
fn merge(mut noun: Noun, others: impl Iterator<Item = Noun>) -> Noun {
    others.for_each(|other| noun.note_differences(&other));
    noun
}

/// Whether the word is an abbreviation in capitals, which is never declined.
pub(super) fn is_abbreviation(word: &str) -> bool {
    is_capitals(word) && word.chars().all(|c| c.is_alphabetic() || c == '-')
}

/// «молодёжной политики»: a man's «-ой» needs a noun on a consonant.
fn is_oblique_pair(before: &[&str], word: &str) -> bool {
    let after_oj = before
        .last()
        .is_some_and(|word| word.to_lowercase().ends_with("ой"));
    after_oj && word.ends_with(['и', 'ы', 'е', 'у', 'ю', 'о'])
}
