//! What all views need: the dossier, references by id, cases, and a place for findings.

use std::ops::Range;

use crate::deadline::normalised;
use crate::diagnostic::{Diagnostic, Located, Sources};
use crate::language::{self, Case, Form, NBSP, Order};
use crate::model::{
    Amendment, CaseForms, Dossier, Edition, Executor, ExecutorRef, Person, Plan, School, Text,
};
use crate::style::{Deadlines, Initials};

/// A party that an id may stand for.
#[derive(Clone, Copy)]
pub(super) enum Party<'a> {
    Executor(&'a Executor),
    School(&'a School),
}

impl<'a> Party<'a> {
    /// The name as tables print it.
    pub(super) fn name(self) -> &'a Text {
        match self {
            Self::Executor(executor) => &executor.name,
            Self::School(school) => &school.name,
        }
    }

    /// The name as orders print it.
    pub(super) fn full(self) -> &'a Text {
        let full = match self {
            Self::Executor(executor) => &executor.full,
            Self::School(school) => &school.full,
        };
        full.as_ref().unwrap_or(self.name())
    }

    /// Given forms of [`Self::full`].
    pub(super) fn forms(self) -> &'a CaseForms {
        match self {
            Self::Executor(executor) => &executor.forms,
            Self::School(school) => &school.forms,
        }
    }

    pub(super) fn head(self) -> Option<&'a Person> {
        match self {
            Self::Executor(executor) => executor.head.as_ref(),
            Self::School(school) => school.head.as_ref(),
        }
    }
}

/// Collects findings while views are made.
pub(super) struct Context<'a> {
    pub(super) dossier: &'a Dossier,
    /// The plan of the edition that is rendered; that in force, unless said otherwise.
    pub(super) plan: Option<&'a Plan>,
    /// The amendments that edition takes in.
    pub(super) amendments: &'a [Amendment],
    pub(super) sources: &'a Sources,
    pub(super) findings: Vec<Diagnostic>,
    /// How many groups of long texts the document has had.
    pub(super) texts: usize,
}

impl<'a> Context<'a> {
    pub(super) fn new(dossier: &'a Dossier, sources: &'a Sources) -> Self {
        Self {
            dossier,
            plan: dossier.plan.as_ref(),
            amendments: &dossier.amendments.all,
            sources,
            findings: Vec::new(),
            texts: 0,
        }
    }

    /// For the documents of an edition: its plan, and the amendments it takes in.
    pub(super) fn in_edition(mut self, edition: &'a Edition, amendments: usize) -> Self {
        self.plan = edition.plan.as_ref();
        self.amendments = &self.dossier.amendments.all[..amendments];
        self
    }

    /// The party of an id, if there is one.
    pub(super) fn party(&self, id: &str) -> Option<Party<'a>> {
        let executor = self.dossier.executors.iter().find(|e| e.id.value == id);
        let school = self.dossier.schools.iter().find(|s| s.id.value == id);
        executor.map(Party::Executor).or(school.map(Party::School))
    }

    /// The printed name of an executor named by id or in words; an id that
    /// nobody has is printed as it is, for the checker has refused it before.
    pub(super) fn executor(&mut self, executor: &ExecutorRef) -> String {
        match executor.id().and_then(|id| self.party(id)) {
            Some(party) => party.name().value.clone(),
            None => self.text(executor.text()),
        }
    }

    /// A text with its `{…}` filled in.
    pub(super) fn text(&mut self, text: &Text) -> String {
        self.fill(text, &[])
    }

    /// A deadline as the style wants it; its paragraphs stay apart.
    pub(super) fn deadline(&self, written: &str) -> String {
        match self.dossier.style.wording.deadlines {
            Deadlines::AsWritten => written.to_owned(),
            Deadlines::ByRules => {
                let lines = written.lines().map(normalised);
                lines.collect::<Vec<_>>().join("\n")
            }
        }
    }

    /// The paragraphs of a text, `{…}` filled in.
    pub(super) fn paragraphs(&mut self, text: &Text) -> Vec<String> {
        lines(&self.text(text))
    }

    /// A phrase in a case: as given by a person, else as the program declines it.
    pub(super) fn phrase(&mut self, phrase: &Text, forms: &CaseForms, case: Case) -> String {
        if let Some(given) = forms.get(case) {
            return given.value.clone();
        }
        self.certain(language::decline(phrase, case), phrase, case, "падежи")
    }

    /// The post of a person in a case.
    pub(super) fn post(&mut self, person: &Person, case: Case) -> Option<String> {
        let post = person.post.as_ref()?;
        if let Some(given) = person.post_forms.get(case) {
            return Some(given.value.clone());
        }
        let form = language::decline(post, case);
        Some(self.certain(form, post, case, "падежи должности"))
    }

    /// Surname and initials in a case, in the order that running text wants ([N-74]).
    pub(super) fn name_in_text(&mut self, person: &Person, case: Case) -> String {
        let wording = &self.dossier.style.wording;
        let gap = wording.initials_gap;
        let order = match wording.initials {
            Initials::AfterSurname => Order::SurnameFirst,
            Initials::BeforeSurname => Order::InitialsFirst,
        };
        let name = person.full_name();
        if let Some(surname) = person.surname_forms.get(case) {
            let initials = name.initials(gap);
            return match order {
                Order::SurnameFirst => format!("{}{NBSP}{initials}", surname.value),
                Order::InitialsFirst => format!("{initials}{NBSP}{}", surname.value),
            };
        }
        match name.in_text(case, person.gender(), order, gap) {
            Form::Certain(text) => text,
            Form::Doubtful { guess, reason } => {
                let hint = if person.gender().or(name.gender()).is_none() {
                    "укажите рядом «пол: м» или «пол: ж»".to_owned()
                } else {
                    form_hint("падежи фамилии", case)
                };
                self.findings
                    .push(doubtful(&person.name, case, &reason, hint));
                guess
            }
        }
    }

    /// «И.О. Фамилия», as in a signature ([N-56]).
    pub(super) fn signature(&self, person: &Person) -> String {
        person
            .full_name()
            .signature(self.dossier.style.wording.initials_gap)
    }

    /// The form, with a finding unless it is certain: a guess must not be signed.
    fn certain(&mut self, form: Form, written: &Text, case: Case, key: &str) -> String {
        match form {
            Form::Certain(text) => text,
            Form::Doubtful { guess, reason } => {
                let hint = form_hint(key, case);
                self.findings.push(doubtful(written, case, &reason, hint));
                guess
            }
        }
    }

    /// Reports something about a part of a text.
    pub(super) fn report_within(
        &mut self,
        text: &Located<String>,
        range: Range<usize>,
        make: impl FnOnce(crate::diagnostic::Span) -> Diagnostic,
    ) {
        let span = self.sources.within(text, range);
        self.findings.push(make(span));
    }
}

/// The finding for a form that the program only guesses.
pub(super) fn doubtful(written: &Text, case: Case, reason: &str, hint: String) -> Diagnostic {
    let case = case_name(case);
    let message = format!(
        "не ясно, как поставить «{}» в {case} падеж: {reason}",
        written.value
    );
    Diagnostic::error("doubtful-case", written.span, message).hint(hint)
}

/// What to write; the guess is not in it, for a wrong form would be pasted unread.
fn form_hint(key: &str, case: Case) -> String {
    let case = case_name(case);
    format!("впишите рядом верную форму: «{key}: {{{case}: …}}»")
}

/// A text as it is written inside `{…}` in YAML: in quotes where it needs them.
pub(super) fn in_flow(text: &str) -> String {
    let is_plain = !text.starts_with(['-', '?', '!', '&', '*', '|', '>', '%', '@', '`'])
        && !text.contains([',', '[', ']', '{', '}', ':', '#', '"', '\'']);
    if is_plain {
        text.to_owned()
    } else if text.contains(['"', '\\']) {
        format!("'{}'", text.replace('\'', "''"))
    } else {
        format!("\"{text}\"")
    }
}

/// Non-empty lines of a text, trimmed: its paragraphs.
pub(super) fn lines(text: &str) -> Vec<String> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The text with its first letter in upper case, unless its first word has a
/// capital of its own further on, as «iPhone» has.
pub(super) fn upper_first(text: &str) -> String {
    let mut chars = text.chars();
    let Some(first) = chars.next() else {
        return String::new();
    };
    let word = text.split_whitespace().next().unwrap_or_default();
    if word.chars().skip(1).any(char::is_uppercase) {
        return text.to_owned();
    }
    first.to_uppercase().chain(chars).collect()
}

/// The text with its first letter in lower case, unless an abbreviation begins it.
pub(super) fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), text.chars().nth(1)) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain(chars).collect()
        }
        _ => text.to_owned(),
    }
}

/// The Russian name of a case, as the keys of `падежи` spell it.
fn case_name(case: Case) -> &'static str {
    match case {
        Case::Nominative => "именительный",
        Case::Genitive => "родительный",
        Case::Dative => "дательный",
        Case::Accusative => "винительный",
        Case::Instrumental => "творительный",
        Case::Prepositional => "предложный",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_begins_with_a_capital_but_a_name_stays_as_it_is() {
        assert_eq!(upper_first("купить доску"), "Купить доску");
        assert_eq!(upper_first("iPhone купить"), "iPhone купить");
    }

    #[test]
    fn a_suggested_value_can_be_pasted_into_yaml() {
        assert_eq!(in_flow("зам. директора"), "зам. директора");
        assert_eq!(in_flow("учителя, методисты"), "\"учителя, методисты\"");
        assert_eq!(in_flow("МБОУ \"СОШ\", д'Арк"), "'МБОУ \"СОШ\", д''Арк'");
    }
}
