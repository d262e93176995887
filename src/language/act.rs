//! Words of an act that agree with its title: «О» or «Об», «УТВЕРЖДЕН» or
//! «УТВЕРЖДЕНА».

use super::phrase::{Class, class};
use super::{Form, is_capitals};

/// How the title of an act begins ([N-49]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// With the preposition its next word needs.
    Right,
    /// With «О» where «Об» is needed, or the other way round.
    Wrong {
        /// The right preposition.
        expected: &'static str,
    },
    /// Without either.
    Missing,
}

/// How a title begins: «О внесении …» is right, «О утверждении …» is wrong.
pub fn opening(title: &str) -> Opening {
    let Some((preposition, subject)) = title.trim_start().split_once(char::is_whitespace) else {
        return Opening::Missing;
    };
    let preposition = preposition.to_lowercase();
    if !matches!(preposition.as_str(), "о" | "об" | "обо") {
        return Opening::Missing;
    }
    let expected = about(subject);
    if preposition == expected.to_lowercase() || preposition == "обо" || is_free(subject) {
        Opening::Right
    } else {
        Opening::Wrong { expected }
    }
}

/// «Об» before а, о, и, у, э, otherwise «О» ([N-49], [N-193]).
pub fn about(subject: &str) -> &'static str {
    let letter = subject.chars().find(|c| c.is_alphanumeric());
    match letter.and_then(|c| c.to_lowercase().next()) {
        Some('а' | 'о' | 'и' | 'у' | 'э') => "Об",
        _ => "О",
    }
}

/// Numbers («1», «11») and abbreviations («МБОУ», «ЛНР») are read aloud in more
/// than one way, so either preposition may be right before them.
fn is_free(subject: &str) -> bool {
    let word = subject.split_whitespace().next().unwrap_or_default();
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    word.starts_with(|c: char| c.is_ascii_digit())
        || (is_capitals(word) && word.starts_with(['Л', 'М', 'Н', 'Р', 'С', 'Ф']))
}

/// Whether words can stand before «ПРИКАЗЫВАЮ» ([N-70], [N-101]): a phrase with a
/// preposition («В связи с …»), a clause («Поскольку …») or an adverbial participle
/// («Учитывая …»), with a capital.
pub fn states_reason(text: &str) -> bool {
    const OPENINGS: [&str; 34] = [
        "благодаря",
        "в",
        "ввиду",
        "взамен",
        "во",
        "вследствие",
        "для",
        "до",
        "за",
        "из",
        "из-за",
        "к",
        "ко",
        "на",
        "о",
        "об",
        "по",
        "под",
        "поскольку",
        "после",
        "при",
        "ради",
        "с",
        "со",
        "согласно",
        "соответственно",
        "так",
        "у",
        "учтя",
        "чтобы",
        "от",
        "исходя",
        "реализуя",
        "руководствуясь",
    ];
    let words: Vec<&str> = text.split_whitespace().collect();
    let Some((first, rest)) = words.split_first() else {
        return false;
    };
    let lower = first.to_lowercase();
    let is_participle = ["вая", "имая", "уя", "ясь", "ив", "ев", "ав"]
        .iter()
        .any(|ending| lower.ends_with(ending));
    // «В связи с», «В целях», «Во исполнение» govern words that must follow.
    let needed = match (lower.as_str(), rest) {
        ("в", ["связи", "с" | "со", ..] | ["соответствии", "с" | "со", ..]) => {
            3
        }
        ("в", ["связи" | "соответствии", ..]) => return false,
        ("в", ["целях", ..]) | ("во", ["исполнение", ..]) | ("на", ["основании", ..]) => {
            2
        }
        _ => 1,
    };
    first.starts_with(char::is_uppercase)
        && (OPENINGS.contains(&lower.as_str()) || is_participle)
        && rest.len() >= needed
}

/// The participle of the stamp of approval, by the gender and number of what is
/// approved: «план-график» gives «УТВЕРЖДЕН» ([N-52], [N-192]), with `yo`
/// «УТВЕРЖДЁН».
pub fn approved(kind: &str, yo: bool) -> Form {
    let masculine = if yo {
        "УТВЕРЖДЁН"
    } else {
        "УТВЕРЖДЕН"
    };
    match class(kind) {
        Some(Class::Masculine) => Form::Certain(masculine.to_owned()),
        Some(Class::Feminine) => Form::Certain("УТВЕРЖДЕНА".to_owned()),
        Some(Class::Neuter) => Form::Certain("УТВЕРЖДЕНО".to_owned()),
        Some(Class::Plural) => Form::Certain("УТВЕРЖДЕНЫ".to_owned()),
        None => Form::Doubtful {
            guess: masculine.to_owned(),
            reason: format!("неизвестны род и число документа «{kind}»"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_leads_to_the_word_of_command() {
        for right in [
            "В связи с переносом семинара",
            "В целях порядка",
            "Во исполнение приказа министерства",
            "На основании протокола от 1 мая № 2",
            "Ввиду болезни",
            "По решению совета",
            "Учитывая обращения школ",
            "Рассмотрев обращения школ",
            "Руководствуясь уставом",
            "Поскольку семинар перенесён",
            "Согласно плану",
            "Со сменой руководителя",
        ] {
            assert!(states_reason(right), "{right}");
        }
        for wrong in [
            "перенос семинара",
            "Перенос семинара",
            "в связи с переносом",
            "В связи с",
            "В связи стало",
            "В целях",
            "Семинар перенесён",
            "",
        ] {
            assert!(!states_reason(wrong), "{wrong}");
        }
    }

    /// [N-193] and more.
    #[test]
    fn the_preposition_suits_the_next_sound() {
        for title in [
            "Об утверждении плана-графика",
            "Об организации питания",
            "Об итогах мониторинга",
            "Об аттестации",
            "Об экзаменах",
            "О внесении изменений",
            "О мерах",
            "О порядке",
            "О ежегодном отчёте",
            "О юбилее",
            "О ярмарке",
            "О «дорожной карте»",
            "Об «Основных направлениях»",
            "Об ОГЭ",
            "О ВПР",
            "О МБОУ «СОШ № 3»",
            "Об МБОУ «СОШ № 3»",
            "Об 11 классах",
            "О 1 сентября",
            "Обо всех школах",
        ] {
            assert_eq!(opening(title), Opening::Right, "{title}");
        }
    }

    #[test]
    fn a_wrong_preposition_is_named() {
        for (title, expected) in [
            ("О утверждении плана", "Об"),
            ("О итогах", "Об"),
            ("О «Основных направлениях»", "Об"),
            ("Об мерах", "О"),
            ("об ежегодном отчёте", "О"),
        ] {
            assert_eq!(opening(title), Opening::Wrong { expected }, "{title}");
        }
        for title in [
            "Утверждение плана",
            "План-график",
            "О",
            "",
            "Отчёт об итогах",
        ] {
            assert_eq!(opening(title), Opening::Missing, "{title}");
        }
    }

    /// [N-192] and more.
    #[test]
    fn the_participle_agrees_with_the_document() {
        for (kind, expected) in [
            ("план-график", "УТВЕРЖДЕН"),
            ("дорожная карта", "УТВЕРЖДЕНА"),
            ("«Дорожная карта»", "УТВЕРЖДЕНА"),
            ("положение", "УТВЕРЖДЕНО"),
            ("показатели", "УТВЕРЖДЕНЫ"),
            ("План мероприятий («дорожная карта»)", "УТВЕРЖДЕН"),
            (
                "План-график («дорожная карта») повышения качества",
                "УТВЕРЖДЕН",
            ),
            ("Муниципальная программа поддержки школ", "УТВЕРЖДЕНА"),
            ("форма отчёта", "УТВЕРЖДЕНА"),
            ("перечень школ", "УТВЕРЖДЕН"),
            ("порядок", "УТВЕРЖДЕН"),
            ("список", "УТВЕРЖДЕН"),
            ("состав рабочей группы", "УТВЕРЖДЕН"),
            ("изменения, которые вносятся в приказ", "УТВЕРЖДЕНЫ"),
            ("Мероприятия", "УТВЕРЖДЕНЫ"),
            ("ПОЛОЖЕНИЕ о совете", "УТВЕРЖДЕНО"),
            ("циклограмма", "УТВЕРЖДЕНА"),
        ] {
            assert_eq!(
                approved(kind, false),
                Form::Certain(expected.to_owned()),
                "{kind}"
            );
        }
        assert_eq!(approved("план", true).text(), "УТВЕРЖДЁН");
        assert_eq!(approved("программа", true).text(), "УТВЕРЖДЕНА");
        assert!(!approved("ИТП", false).is_certain());
        assert!(!approved("", false).is_certain());
    }
}
