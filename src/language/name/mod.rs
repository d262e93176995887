//! Names of people: reading them, their cases, and how they stand in a text.

mod parse;
mod pattern;
mod surname;
#[cfg(test)]
mod tests;
mod word;

use super::{Case, Form, Gender, NBSP};

/// A person's name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FullName {
    /// «Соколова», «Петрова-Водкина»
    pub surname: String,
    /// «Мария» or «М.»
    pub first: String,
    /// «Андреевна» or «А.»; not everybody has one.
    pub patronymic: Option<String>,
}

/// Which comes first where the name is given with initials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// «Соколовой М.А.», inside a text ([N-74]).
    SurnameFirst,
    /// «М.А. Соколова», in a signature ([N-56]).
    InitialsFirst,
}

impl FullName {
    /// The gender, as far as the name betrays it: by the patronymic, else by
    /// first name and surname, which must not contradict each other.
    pub fn gender(&self) -> Option<Gender> {
        let patronymic = self.patronymic.as_deref().and_then(word::patronymic_gender);
        if patronymic.is_some() {
            return patronymic;
        }
        match (
            word::first_gender(&self.first),
            surname::gender(&self.surname),
        ) {
            (Some(first), Some(surname)) => (first == surname).then_some(first),
            (first, surname) => first.or(surname),
        }
    }

    /// «М.А.», or «М. А.» with a no-break space if `gap` is set ([N-57]).
    pub fn initials(&self, gap: bool) -> String {
        let first = word::initial(&self.first);
        match self.patronymic.as_deref().map(word::initial) {
            None => first,
            Some(second) if gap => format!("{first}{NBSP}{second}"),
            Some(second) => first + &second,
        }
    }

    /// «Мария Андреевна», as a letter addresses her; `None` if only initials are known.
    pub fn address(&self) -> Option<String> {
        let patronymic = self.patronymic.as_deref()?;
        let is_known = !word::is_initial(&self.first) && !word::is_initial(patronymic);
        is_known.then(|| format!("{} {patronymic}", self.first))
    }

    /// «М.А. Соколова», as under an order ([N-56], [N-57]).
    pub fn signature(&self, gap: bool) -> String {
        let nominative = self.in_text(Case::Nominative, None, Order::InitialsFirst, gap);
        nominative.text().to_owned()
    }

    /// «Соколовой М.А.» or «М.А. Соколовой», on one line ([N-85]). A `gender`
    /// from the data wins over what the name betrays.
    pub fn in_text(&self, case: Case, gender: Option<Gender>, order: Order, gap: bool) -> Form {
        let initials = self.initials(gap);
        self.surname_in(case, gender).map(|surname| match order {
            Order::SurnameFirst => format!("{surname}{NBSP}{initials}"),
            Order::InitialsFirst => format!("{initials}{NBSP}{surname}"),
        })
    }

    /// «Соколовой Марии Андреевне»; initials stay initials.
    pub fn full(&self, case: Case, gender: Option<Gender>) -> Form {
        if word::is_initial(&self.first) {
            return self.in_text(case, gender, Order::SurnameFirst, false);
        }
        let gender = gender.or_else(|| self.gender());
        let mut words = vec![
            self.surname_in(case, gender),
            by_gender(gender, |gender| word::first(&self.first, case, gender)),
        ];
        if let Some(patronymic) = &self.patronymic {
            words.push(by_gender(gender, |gender| {
                word::patronymic(patronymic, case, gender)
            }));
        }
        Form::join(&words, " ")
    }

    fn surname_in(&self, case: Case, gender: Option<Gender>) -> Form {
        by_gender(gender.or_else(|| self.gender()), |gender| {
            surname::decline(&self.surname, case, gender)
        })
    }
}

/// The form for a gender; if none is known, the forms of both must agree.
fn by_gender(gender: Option<Gender>, form: impl Fn(Gender) -> Form) -> Form {
    if let Some(gender) = gender {
        return form(gender);
    }
    let (male, female) = (form(Gender::Male), form(Gender::Female));
    if male == female {
        return male;
    }
    Form::Doubtful {
        guess: male.text().to_owned(),
        reason: format!("неизвестен пол: «{}» или «{}»", male.text(), female.text()),
    }
}
