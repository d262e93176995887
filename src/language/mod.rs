//! Russian grammar of official documents: cases of names, posts and
//! organisations, plural forms, dates, and the words that agree with a title.
//!
//! A wrong form in a signed order is worse than a question, so every function
//! that inflects says whether it is sure: see [`Form`].

mod act;
mod date;
mod name;
mod phrase;
mod plural;
mod quantity;
mod unit;

pub use act::{Opening, about, approved, opening, states_reason};
pub use date::{
    DateError, FoundDate, Reading, calendar_day, days_in_month, month_by_genitive, month_genitive,
    month_nominative, numeric, parse_date, scan_dates, verbal, weekday,
};
pub use name::{FullName, Order};
pub use phrase::decline;
pub use plural::{counted, plural};
pub use quantity::{Quantity, quantity};
pub use unit::{Noun, UnitName};

/// The space that never ends a line.
pub const NBSP: char = '\u{A0}';

/// Grammatical case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Case {
    /// Именительный: кто? что?
    Nominative,
    /// Родительный: кого? чего?
    Genitive,
    /// Дательный: кому? чему?
    Dative,
    /// Винительный: кого? что?
    Accusative,
    /// Творительный: кем? чем?
    Instrumental,
    /// Предложный: о ком? о чём?
    Prepositional,
}

impl Case {
    /// The place of the case in a table of oblique forms, `None` for the nominative.
    fn oblique(self) -> Option<usize> {
        (self as usize).checked_sub(1)
    }
}

/// Whether a person is a man or a woman; decides the forms of a surname.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gender {
    /// Мужской.
    Male,
    /// Женский.
    Female,
}

/// An inflected form, with the program's honest opinion of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// The program is sure.
    Certain(String),
    /// The best guess; a person must confirm it or write the form in the data.
    Doubtful {
        /// The form that seems likeliest.
        guess: String,
        /// Why the program is not sure, in Russian: «беглая гласная в фамилии».
        reason: String,
    },
}

impl Form {
    /// The form, sure or not.
    pub fn text(&self) -> &str {
        match self {
            Self::Certain(text) => text,
            Self::Doubtful { guess, .. } => guess,
        }
    }

    /// Why to ask a person, `None` if there is no need.
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Certain(_) => None,
            Self::Doubtful { reason, .. } => Some(reason),
        }
    }

    /// Whether the program is sure.
    pub fn is_certain(&self) -> bool {
        self.reason().is_none()
    }

    fn new(text: String, doubt: Option<String>) -> Self {
        match doubt {
            None => Self::Certain(text),
            Some(reason) => Self::Doubtful {
                guess: text,
                reason,
            },
        }
    }

    /// Applies `change` to the text and keeps the opinion.
    fn map(self, change: impl FnOnce(String) -> String) -> Self {
        match self {
            Self::Certain(text) => Self::Certain(change(text)),
            Self::Doubtful { guess, reason } => Self::Doubtful {
                guess: change(guess),
                reason,
            },
        }
    }

    /// One form of several; sure if all of them are, else with the first doubt.
    fn join(forms: &[Self], separator: &str) -> Self {
        let texts: Vec<&str> = forms.iter().map(Self::text).collect();
        let doubt = forms.iter().find_map(Self::reason).map(str::to_owned);
        Self::new(texts.join(separator), doubt)
    }
}

/// Gives `form` the capitals of `model`: none, the first letter, or all letters.
fn with_capitals_of(model: &str, form: &str) -> String {
    if is_capitals(model) {
        return form.to_uppercase();
    }
    let mut letters = form.chars();
    match letters.next() {
        Some(first) if model.starts_with(char::is_uppercase) => {
            first.to_uppercase().chain(letters).collect()
        }
        _ => form.to_owned(),
    }
}

/// Whether a word of two or more letters is written in capitals throughout.
fn is_capitals(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.clone().nth(1).is_some() && letters.all(char::is_uppercase)
}

/// The word without its last `count` letters.
fn cut(word: &str, count: usize) -> &str {
    match count.checked_sub(1) {
        None => word,
        Some(nth) => word
            .char_indices()
            .rev()
            .nth(nth)
            .map_or("", |(at, _)| &word[..at]),
    }
}

/// Whether the word ends with one of the endings.
fn ends_with_any(word: &str, endings: &[&str]) -> bool {
    endings.iter().any(|ending| word.ends_with(ending))
}

/// The words of a text with one plain space between each two; no-break spaces become
/// plain.
pub fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
