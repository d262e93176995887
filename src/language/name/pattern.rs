//! The endings of names.

use crate::language::{Case, Form, Gender, cut, is_capitals};

/// How many letters fall off and what takes their place: genitive, dative,
/// accusative, instrumental, prepositional.
///
/// The tables are ours: petrovich 0.2 gives «Марием», «Викторием» and «Коэным»
/// in the instrumental. It still guesses where we are not sure.
pub(super) struct Pattern(pub(super) usize, pub(super) [&'static str; 5]);

/// Шевченко, Черных; a woman's Мельник.
pub(super) const FIXED: Pattern = Pattern(0, [""; 5]);
/// Иван, Мельник, Ильич.
pub(super) const MALE: Pattern = Pattern(0, ["а", "у", "а", "ом", "е"]);
/// Петрович, Януш.
pub(super) const MALE_HISSING: Pattern = Pattern(0, ["а", "у", "а", "ем", "е"]);
/// Игорь, Гоголь, Андрей, Гайдай.
pub(super) const MALE_SOFT: Pattern = Pattern(1, ["я", "ю", "я", "ем", "е"]);
/// Юрий.
pub(super) const MALE_I: Pattern = Pattern(1, ["я", "ю", "я", "ем", "и"]);
/// Мария.
pub(super) const IA: Pattern = Pattern(1, ["и", "и", "ю", "ей", "и"]);
/// Анна, Сирота.
pub(super) const FIRST: Pattern = Pattern(1, ["ы", "е", "у", "ой", "е"]);
/// Ольга, Шульга.
pub(super) const FIRST_VELAR: Pattern = Pattern(1, ["и", "е", "у", "ой", "е"]);
/// Наташа, Кваша.
pub(super) const FIRST_HISSING: Pattern = Pattern(1, ["и", "е", "у", "ей", "е"]);
/// Куница.
pub(super) const FIRST_TS: Pattern = Pattern(1, ["ы", "е", "у", "ей", "е"]);
/// Илья, Фидря.
pub(super) const FIRST_SOFT: Pattern = Pattern(1, ["и", "е", "ю", "ей", "е"]);
/// Любовь.
pub(super) const FEMALE_SOFT: Pattern = Pattern(1, ["и", "и", "ь", "ью", "и"]);
/// Иванов.
pub(super) const POSSESSIVE: Pattern = Pattern(0, ["а", "у", "а", "ым", "е"]);
/// Иванова.
pub(super) const POSSESSIVE_FEMALE: Pattern = Pattern(1, ["ой", "ой", "у", "ой", "ой"]);
/// Белый, Толстой.
pub(super) const ADJECTIVE: Pattern = Pattern(2, ["ого", "ому", "ого", "ым", "ом"]);
/// Сухой, Достоевский.
pub(super) const ADJECTIVE_VELAR: Pattern = Pattern(2, ["ого", "ому", "ого", "им", "ом"]);
/// Крайний, Старший.
pub(super) const ADJECTIVE_SOFT: Pattern = Pattern(2, ["его", "ему", "его", "им", "ем"]);
/// Белая.
pub(super) const ADJECTIVE_FEMALE: Pattern = Pattern(2, ["ой", "ой", "ую", "ой", "ой"]);
/// Старшая.
pub(super) const ADJECTIVE_FEMALE_HISSING: Pattern = Pattern(2, ["ей", "ей", "ую", "ей", "ей"]);
/// Крайняя.
pub(super) const ADJECTIVE_FEMALE_SOFT: Pattern = Pattern(2, ["ей", "ей", "юю", "ей", "ей"]);

/// Лев.
pub(super) const LEV: Pattern = Pattern(2, ["ьва", "ьву", "ьва", "ьвом", "ьве"]);
/// Павел.
pub(super) const PAVEL: Pattern = Pattern(2, ["ла", "лу", "ла", "лом", "ле"]);
/// Пётр.
pub(super) const PETR: Pattern = Pattern(3, ["етра", "етру", "етра", "етром", "етре"]);

/// How a word is declined, or why the program is not sure.
pub(super) type Verdict = Result<&'static Pattern, &'static str>;

/// The word in a case by its pattern; by `guess`, and doubtful, without one.
pub(super) fn inflect(
    word: &str,
    case: Case,
    verdict: Verdict,
    guess: impl FnOnce(petrovich::Case) -> String,
) -> Form {
    let Some((index, petrovich_case)) = case.oblique().zip(petrovich_case(case)) else {
        return Form::Certain(word.to_owned());
    };
    match verdict {
        Ok(Pattern(count, endings)) => {
            let form = format!("{}{}", cut(word, *count), endings[index]);
            Form::Certain(if is_capitals(word) {
                form.to_uppercase()
            } else {
                form
            })
        }
        Err(reason) => Form::Doubtful {
            guess: guess(petrovich_case),
            reason: format!("{reason}: «{word}»"),
        },
    }
}

fn petrovich_case(case: Case) -> Option<petrovich::Case> {
    Some(match case {
        Case::Nominative => return None,
        Case::Genitive => petrovich::Case::Genitive,
        Case::Dative => petrovich::Case::Dative,
        Case::Accusative => petrovich::Case::Accusative,
        Case::Instrumental => petrovich::Case::Instrumental,
        Case::Prepositional => petrovich::Case::Prepositional,
    })
}

/// petrovich's name of the gender.
pub(super) fn petrovich_gender(gender: Gender) -> petrovich::Gender {
    match gender {
        Gender::Male => petrovich::Gender::Male,
        Gender::Female => petrovich::Gender::Female,
    }
}
