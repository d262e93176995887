//! Cases of surnames ([N-75], [N-195]): certain for regular classes, doubtful
//! wherever a fleeting vowel, the stress or a foreign origin may decide.

use crate::language::{Case, Form, Gender, cut, ends_with_any};

use super::pattern::{
    ADJECTIVE, ADJECTIVE_FEMALE, ADJECTIVE_FEMALE_HISSING, ADJECTIVE_FEMALE_SOFT, ADJECTIVE_SOFT,
    ADJECTIVE_VELAR, FIRST, FIRST_HISSING, FIRST_SOFT, FIRST_TS, FIRST_VELAR, FIXED, MALE,
    MALE_HISSING, MALE_SOFT, POSSESSIVE, POSSESSIVE_FEMALE, Verdict, inflect, petrovich_gender,
};
use super::word::is_cyrillic;

const FLEETING: &str = "беглая гласная в фамилии";
const STRESS: &str = "окончание зависит от ударения";
const FOREIGN: &str = "иноязычная фамилия: склонять не всегда принято";
const RARE: &str = "редкая фамилия";
const MALE_FORM: &str = "мужская форма фамилии у женщины";
const FEMALE_FORM: &str = "женская форма фамилии у мужчины";
const NOUN_OR_POSSESSIVE: &str = "фамилия совпадает со словом: «Калине» или «Калиной»";

const MENS: &[&str] = &["ов", "ев", "ёв", "ин", "ын", "ий", "ый", "ой"];
const WOMENS: &[&str] = &["ова", "ева", "ёва", "ина", "ына", "ая", "яя"];
const POSSESSIVE_A: &[&str] = &["ова", "ева", "ёва", "ина", "ына"];
/// Nouns that look like women's surnames in «-ова» and «-ина».
const NOUNS: &str = "былина глина голова година держава дева долина дубина дубрава дуброва калина картина \
    корова кручина лещина лучина малина осина паутина перина подкова половина \
    пружина рябина скотина сова судьбина трясина хворостина щербина щетина";
/// Surnames that take «-ом», not «-ым», or may take either.
const FOREIGN_IN: &str = "бенуин берлин гершвин дарвин кальвин корвин кронин мартин мерлин франклин цеппелин \
    чаплин эльвин литвин русин грузин татарин болгарин";
/// French surnames with the stress on the last vowel.
const STRESSED_A: &str = "дега дюма золя люка петипа ферма тома труайя бенуа гамарра";
/// Words that lose a vowel, or may lose one.
const FLEETING_WORDS: &str = "багор бобер бобёр бугор ветер заяц ковер ковёр костер костёр овес овёс посол угол \
    угорь чехол шатер шатёр уголь огонь журавель вихорь хребет пепел";

/// The gender a surname shows: «-ова» and «-ская» are women's, «-ов» and
/// «-ский» men's.
pub(super) fn gender(surname: &str) -> Option<Gender> {
    let word = surname.to_lowercase();
    let word = word.rsplit('-').next().unwrap_or_default();
    let is_sure = |gender| classify(word, gender, Case::Instrumental).is_ok();
    if ends_with_any(word, WOMENS) && is_sure(Gender::Female) {
        return Some(Gender::Female);
    }
    let is_mens = ends_with_any(word, MENS) && syllables(word) > 1;
    (is_mens && is_sure(Gender::Male)).then_some(Gender::Male)
}

/// A surname in a case; both halves of a double one are declined.
pub(super) fn decline(surname: &str, case: Case, gender: Gender) -> Form {
    let halves: Vec<&str> = surname.split('-').collect();
    let forms: Vec<Form> = halves
        .iter()
        .enumerate()
        .map(|(index, half)| {
            let verdict = if index + 1 < halves.len() && is_prefix(half) {
                Ok(&FIXED)
            } else {
                classify(&half.to_lowercase(), gender, case)
            };
            inflect(half, case, verdict, |case| {
                petrovich::lastname(petrovich_gender(gender), half, case)
            })
        })
        .collect();
    Form::join(&forms, "-")
}

/// First halves that are no surnames of their own: Бонч-Бруевич, Тер-Петросян.
fn is_prefix(half: &str) -> bool {
    matches!(
        half.to_lowercase().as_str(),
        "бонч"
            | "тер"
            | "мелик"
            | "сен"
            | "сент"
            | "ван"
            | "фон"
            | "де"
            | "ибн"
            | "эль"
            | "аль"
    )
}

/// How the surname is declined, or why that is not sure.
fn classify(word: &str, gender: Gender, case: Case) -> Verdict {
    if !is_cyrillic(word) {
        return Err("фамилия не русскими буквами");
    }
    match word.chars().last() {
        Some('о' | 'е' | 'ё' | 'и' | 'у' | 'ы' | 'э' | 'ю') => Ok(&FIXED),
        Some('а') if is_listed(word, STRESSED_A) => Err(FOREIGN),
        Some('а') => ending_in_a(word, gender, case),
        Some('я') => ending_in_ya(word, gender),
        Some('х') if ends_with_any(word, &["ых", "их"]) => ending_in_yh(word, gender),
        _ if gender == Gender::Female => female_consonant(word),
        Some('й') => male_j(word),
        Some('ь') => male_soft(word),
        _ => male_consonant(word, case),
    }
}

/// Сирота, Шульга; women's Иванова.
fn ending_in_a(word: &str, gender: Gender, case: Case) -> Verdict {
    let stem = cut(word, 1);
    let before = stem.chars().last().unwrap_or(' ');
    if is_vowel(before) {
        return Err(FOREIGN);
    }
    if ends_with_any(word, POSSESSIVE_A) {
        return possessive_a(word, gender);
    }
    if syllables(word) < 2 || ends_with_any(word, &["орота"]) {
        return Err(RARE);
    }
    if looks_finnish(word) {
        return Err(FOREIGN);
    }
    match before {
        'ж' | 'ч' | 'ш' | 'щ' | 'ц' if case == Case::Instrumental => Err(STRESS),
        'ж' | 'ч' | 'ш' | 'щ' => Ok(&FIRST_HISSING),
        'ц' => Ok(&FIRST_TS),
        'к' if gender == Gender::Female && ends_with_any(word, &["ска", "цка"]) => {
            Err(FOREIGN)
        }
        'г' | 'к' | 'х' => Ok(&FIRST_VELAR),
        _ => Ok(&FIRST),
    }
}

/// «-ова», «-ина»: possessive with women, a noun with a few men.
fn possessive_a(word: &str, gender: Gender) -> Verdict {
    let is_noun = is_listed(word, NOUNS) || (syllables(word) < 3 && word != "львова");
    match (gender, is_noun) {
        (Gender::Male, true) => Ok(&FIRST),
        (Gender::Male, false) => Err(FEMALE_FORM),
        (Gender::Female, true) => Err(NOUN_OR_POSSESSIVE),
        (Gender::Female, false) => Ok(&POSSESSIVE_FEMALE),
    }
}

/// Фидря; women's Белая and Крайняя.
fn ending_in_ya(word: &str, gender: Gender) -> Verdict {
    let before = cut(word, 1).chars().last().unwrap_or(' ');
    match before {
        _ if is_listed(word, STRESSED_A) => Err(FOREIGN),
        'а' | 'я' if gender == Gender::Male => Err(FEMALE_FORM),
        'а' if syllables(word) < 3 => Err(RARE),
        'а' if ends_with_any(word, &["жая", "чая", "шая", "щая"]) => {
            Ok(&ADJECTIVE_FEMALE_HISSING)
        }
        'а' => Ok(&ADJECTIVE_FEMALE),
        'я' if word.ends_with("няя") => Ok(&ADJECTIVE_FEMALE_SOFT),
        _ if is_vowel(before) => Err(FOREIGN),
        _ if syllables(word) < 2 => Err(RARE),
        _ if looks_finnish(word) => Err(FOREIGN),
        _ => Ok(&FIRST_SOFT),
    }
}

/// Черных, Долгих; but Дитрих and Жмых are ordinary nouns with men.
fn ending_in_yh(word: &str, gender: Gender) -> Verdict {
    let may_be_noun = word.ends_with("рих") || syllables(word) < 2;
    match gender {
        Gender::Male if may_be_noun => Err(RARE),
        _ => Ok(&FIXED),
    }
}

/// A woman's Мельник and Гоголь keep their form; a woman's «Иванов» is a mistake.
fn female_consonant(word: &str) -> Verdict {
    match ends_with_any(word, MENS) && syllables(word) > 1 {
        true => Err(MALE_FORM),
        false => Ok(&FIXED),
    }
}

/// Достоевский, Белый, Толстой, Гайдай.
fn male_j(word: &str) -> Verdict {
    let long = syllables(word) > 1;
    let before = cut(word, 2).chars().last().unwrap_or(' ');
    match word.chars().rev().nth(1) {
        Some('а' | 'у' | 'я' | 'ю' | 'э') => Ok(&MALE_SOFT),
        Some('ы') if long => Ok(&ADJECTIVE),
        Some('о') if matches!(word, "цой" | "чой" | "хой") => Ok(&MALE_SOFT),
        Some('о') if !long || matches!(word, "герой" | "разбой" | "прибой" | "покой") => {
            Err(RARE)
        }
        Some('о') if "гкхжчшщ".contains(before) => Ok(&ADJECTIVE_VELAR),
        Some('о') => Ok(&ADJECTIVE),
        Some('и') if long && "гкх".contains(before) => Ok(&ADJECTIVE_VELAR),
        Some('и') if long && "жчшщ".contains(before) => Ok(&ADJECTIVE_SOFT),
        // Крайний and Зимний are adjectives; Арсений is a noun.
        Some('и') if before == 'н' && !cut(word, 3).ends_with(is_vowel) => Ok(&ADJECTIVE_SOFT),
        Some('и') => Err("фамилия на «-ий»: существительное или прилагательное"),
        _ => Err(FLEETING),
    }
}

/// Гоголь, Коваль; «Ремень» may lose its vowel.
fn male_soft(word: &str) -> Verdict {
    let risky = is_listed(word, FLEETING_WORDS)
        || ends_with_any(word, &["ень", "оть"])
        || (syllables(word) < 2 && word.contains(['е', 'ё', 'о']));
    match cut(word, 1).chars().last() {
        _ if risky => Err(FLEETING),
        Some('ж' | 'ч' | 'ш' | 'щ') => Err(RARE),
        _ => Ok(&MALE_SOFT),
    }
}

/// Иванов, Мельник, Петросян, Бруевич.
fn male_consonant(word: &str, case: Case) -> Verdict {
    if ends_with_any(word, &["ов", "ев", "ёв", "ин", "ын"]) {
        return possessive(word, case);
    }
    let risky = is_listed(word, FLEETING_WORDS)
        || ends_with_any(word, &["ец", "ек", "ёк", "ок", "ел", "ёл"])
        || is_risky_monosyllable(word);
    match word.chars().last() {
        _ if risky => Err(FLEETING),
        Some('ч') if word.ends_with("вич") => Ok(&MALE_HISSING),
        Some('ж' | 'ч' | 'ш' | 'щ' | 'ц') if case == Case::Instrumental => Err(STRESS),
        _ => Ok(&MALE),
    }
}

/// Иванов, Пушкин; «Грин» and «Дарвин» take «-ом» in the instrumental.
fn possessive(word: &str, case: Case) -> Verdict {
    let is_in = ends_with_any(word, &["ин", "ын"]);
    if is_in && (syllables(word) < 2 || is_listed(word, FOREIGN_IN)) {
        return match case {
            Case::Instrumental => Err(FOREIGN),
            _ => Ok(&MALE),
        };
    }
    match syllables(word) < 2 && word != "львов" {
        true => Err(FLEETING),
        false => Ok(&POSSESSIVE),
    }
}

/// Лоб, Пёс, Рот: «о», «е» and «ё» before one last consonant may fall out.
fn is_risky_monosyllable(word: &str) -> bool {
    syllables(word) < 2 && cut(word, 1).ends_with(['е', 'ё', 'о'])
}

/// Пеккала, Хейккиля: Finnish surnames are usually left as they are.
fn looks_finnish(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    let has_double = letters.windows(2).any(|pair| pair[0] == pair[1]);
    has_double && ends_with_any(word, &["ла", "ля", "кка", "ппа", "тта"])
}

fn is_listed(word: &str, list: &str) -> bool {
    list.split(' ').any(|listed| listed == word)
}

fn syllables(word: &str) -> usize {
    word.chars().filter(|&c| is_vowel(c)).count()
}

fn is_vowel(letter: char) -> bool {
    "аеёиоуыэюя".contains(letter)
}
