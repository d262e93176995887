//! First names, patronymics and initials.

use crate::language::{Case, Form, Gender, cut, ends_with_any};

use super::pattern::{
    FEMALE_SOFT, FIRST, FIRST_HISSING, FIRST_SOFT, FIRST_VELAR, FIXED, IA, LEV, MALE, MALE_HISSING,
    MALE_I, MALE_SOFT, PAVEL, PETR, Verdict, inflect, petrovich_gender,
};

/// «М.» of «Мария», «А.-М.» of «Анна-Мария»; an initial stays as it is.
pub(super) fn initial(name: &str) -> String {
    if is_initial(name) {
        return name.to_owned();
    }
    let letters: Vec<String> = name
        .split('-')
        .filter_map(|part| part.chars().next())
        .map(|letter| format!("{letter}."))
        .collect();
    letters.join("-")
}

/// Whether the word is «М.», not «Мария».
pub(super) fn is_initial(word: &str) -> bool {
    word.ends_with('.')
}

/// «оглы» and «кызы», which follow a patronymic and never change.
pub(super) fn is_turkic_suffix(word: &str) -> bool {
    matches!(word, "оглы" | "кызы" | "гызы" | "улы")
}

/// The gender a patronymic shows without fail.
pub(super) fn patronymic_gender(patronymic: &str) -> Option<Gender> {
    let word = patronymic.to_lowercase();
    if ends_with_any(&word, &["вна", "ична", " кызы", " гызы"]) {
        Some(Gender::Female)
    } else if ends_with_any(&word, &["ич", "ыч", " оглы", " улы"]) {
        Some(Gender::Male)
    } else {
        None
    }
}

/// The gender of a first name by petrovich's list, with its gaps filled.
pub(super) fn first_gender(first: &str) -> Option<Gender> {
    if is_initial(first) {
        return None;
    }
    match first.to_lowercase().as_str() {
        "любовь" | "римма" | "фёкла" | "алсу" => return Some(Gender::Female),
        "артём" => return Some(Gender::Male),
        // On the list as male, but no sign of either.
        "гульназ" | "агелина" | "джанна" | "эстера" | "свитлана" =>
        {
            return None;
        }
        _ => {}
    }
    match petrovich::detect_gender(None, Some(first), None) {
        petrovich::Gender::Male => Some(Gender::Male),
        petrovich::Gender::Female => Some(Gender::Female),
        petrovich::Gender::Androgynous => None,
    }
}

/// A first name in a case.
pub(super) fn first(name: &str, case: Case, gender: Gender) -> Form {
    let parts: Vec<Form> = name
        .split('-')
        .map(|part| {
            let verdict = first_pattern(&part.to_lowercase(), gender);
            inflect(part, case, verdict, |case| {
                petrovich::firstname(petrovich_gender(gender), part, case)
            })
        })
        .collect();
    Form::join(&parts, "-")
}

/// A patronymic in a case.
pub(super) fn patronymic(name: &str, case: Case, gender: Gender) -> Form {
    let word = name.to_lowercase();
    let pattern = match gender {
        _ if word.split(' ').next_back().is_some_and(is_turkic_suffix) => Ok(&FIXED),
        Gender::Male if ends_with_any(&word, &["ильич", "кузьмич", "фомич", "лукич"]) => {
            Ok(&MALE)
        }
        Gender::Male if word.ends_with("ич") => Ok(&MALE_HISSING),
        Gender::Female if word.ends_with("на") => Ok(&FIRST),
        _ => Err("необычное отчество"),
    };
    inflect(name, case, pattern, |case| {
        petrovich::middlename(petrovich_gender(gender), name, case)
    })
}

/// How a first name is declined, or why that is not sure.
fn first_pattern(word: &str, gender: Gender) -> Verdict {
    if !is_cyrillic(word) {
        return Err("имя не русскими буквами");
    }
    let before_last = cut(word, 1).chars().last().unwrap_or(' ');
    match word.chars().last().unwrap_or(' ') {
        'о' | 'е' | 'ё' | 'и' | 'у' | 'ы' | 'э' | 'ю' => Ok(&FIXED),
        'а' if "аеёиоуыэюя".contains(before_last) || word == "шота" => {
            Err("редкое имя")
        }
        'а' if "гкх".contains(before_last) => Ok(&FIRST_VELAR),
        'а' if "жчшщц".contains(before_last) => Ok(&FIRST_HISSING),
        'а' => Ok(&FIRST),
        'я' if word.ends_with("ия") => common_ia(word),
        'я' => Ok(&FIRST_SOFT),
        'ь' if gender == Gender::Female => female_soft(word),
        'ь' => Ok(&MALE_SOFT),
        _ if gender == Gender::Female => Ok(&FIXED),
        'й' if word.ends_with("ий") => Ok(&MALE_I),
        'й' => Ok(&MALE_SOFT),
        _ if word == "лев" => Ok(&LEV),
        _ if word == "павел" => Ok(&PAVEL),
        _ if word == "пётр" => Ok(&PETR),
        _ if ends_with_any(word, &["ек", "ёк", "ок", "ец", "ел", "ёл"]) => {
            Err("беглая гласная в имени")
        }
        'ж' | 'ч' | 'ш' | 'щ' | 'ц' => Ok(&MALE_HISSING),
        _ => Ok(&MALE),
    }
}

/// Names with the stress before «-ия». With «-ия́» («Алия», «Зульфия») usage
/// wavers between «-ии» and «-ие».
fn common_ia(word: &str) -> Verdict {
    let stems = [
        "аврел",
        "агн",
        "амал",
        "анастас",
        "антон",
        "аполлинар",
        "валер",
        "виктор",
        "евдок",
        "евген",
        "калер",
        "клавд",
        "корнел",
        "ксен",
        "л",
        "лид",
        "лил",
        "мар",
        "натал",
        "олив",
        "олимп",
        "пелаг",
        "сильв",
        "соф",
        "стефан",
        "таис",
        "феодос",
        "эмил",
        "юл",
    ];
    match stems.contains(&cut(word, 2)) {
        true => Ok(&IA),
        false => Err("имя на «-ия»: форма зависит от ударения"),
    }
}

fn female_soft(word: &str) -> Verdict {
    let declined = [
        "любовь",
        "нинель",
        "рахиль",
        "эсфирь",
        "юдифь",
        "руфь",
        "жизель",
        "ассоль",
    ];
    match declined.contains(&word) {
        true => Ok(&FEMALE_SOFT),
        false => Err("женское имя на «-ь»: не все такие имена склоняются"),
    }
}

/// Whether a word in small letters is written in Russian ones.
pub(super) fn is_cyrillic(word: &str) -> bool {
    word.chars().all(|c| matches!(c, 'а'..='я' | 'ё'))
}
