//! A sign glued to the word after it ([N-184]).

use super::wording::{has_pair, is_russian, length};
use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Text;

pub(super) const RULE: Rule = Rule {
    code: "missing-space-after-punctuation",
    severity: Severity::Warning,
    explain: "\
После знака препинания нет пробела.

Почему: два слова слились в одно, и строка не сможет перейти на новую там, где нужно.

Пример: «школы,родители», «работы.Проведение», «г.Луга».

Как исправить: dyak check --fix поставит пробел.",
    local: true,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    // Letters and quotes take more than one byte.
    let may_have = |text: &&&Text| has_pair(text, is_sign, |byte| !byte.is_ascii());
    for text in subject.prose.iter().filter(may_have) {
        for (at, sign) in text.match_indices([',', ';', ':', '.', '!', '?']) {
            let range = at..at + sign.len();
            if !is_glued(&text[..at], sign, &text[range.end..]) {
                continue;
            }
            let place = subject.place(text, range.clone());
            let message = format!("после знака «{sign}» нет пробела");
            let finding = Diagnostic::warning(RULE.code, place, message).hint("поставьте пробел");
            findings.push(subject.mend(finding, text, range, &format!("{sign} ")));
        }
    }
}

fn is_sign(byte: u8) -> bool {
    matches!(byte, b',' | b';' | b':' | b'.' | b'!' | b'?')
}

/// Shortened words written before a name: «г. Луга», «им. А.С. Пушкина».
const BEFORE_NAMES: [&str; 9] = ["г", "с", "д", "п", "пос", "дер", "ул", "пер", "им"];

fn is_glued(before: &str, sign: &str, after: &str) -> bool {
    let (Some(last), Some(next)) = (before.chars().next_back(), after.chars().next()) else {
        return false;
    };
    let left = &before[before.trim_end_matches(char::is_alphanumeric).len()..];
    let right = &after[..after.len() - after.trim_start_matches(char::is_alphanumeric).len()];
    let begins = is_russian(next) || matches!(next, '«' | '„');
    match sign {
        "," | ";" => {
            let ends = is_russian(last) || last.is_ascii_digit() || matches!(last, '»' | '“' | ')');
            // «5а,б классы», «п. 3,а» are lists of letters.
            let is_letter = length(left) <= 2 && length(right) == 1;
            ends && begins && !is_letter
        }
        "." => {
            is_russian(next)
                && next.is_uppercase()
                && (ends_sentence(left, right) || shortens(before, left))
        }
        _ => is_russian(last) && begins && length(right) != 1,
    }
}

/// «работы.Проведение», not «Яндекс.Учебник» or «школа.РФ».
fn ends_sentence(left: &str, right: &str) -> bool {
    let is_word = length(left) > 2 && left.chars().all(char::is_lowercase);
    is_word && right.chars().nth(1).is_some_and(char::is_lowercase)
}

/// «г.Луга», not «т.д.Луга».
fn shortens(before: &str, left: &str) -> bool {
    let is_whole = !before[..before.len() - left.len()].ends_with(['.', '-']);
    is_whole && BEFORE_NAMES.contains(&left)
}

#[cfg(test)]
mod tests {
    use super::is_glued;

    fn found(text: &str) -> usize {
        text.match_indices([',', ';', ':', '.', '!', '?'])
            .filter(|(at, sign)| is_glued(&text[..*at], sign, &text[at + 1..]))
            .count()
    }

    #[test]
    fn tells_glued_words_from_names_and_numbers() {
        for text in [
            "школы,родители",
            "«Школа»,«Класс»",
            "в 2021,затем",
            "цель:повысить",
            "работы.Проведение",
            "г.Луга",
            "СОШ им.А.С. Пушкина",
            "да;нет",
        ] {
            assert_eq!(found(text), 1, "{text}");
        }
        for text in [
            "И.О. Иванова",
            "и т.д.",
            "т.е. школы",
            "2,5 часа, 09.00, 10:30",
            "5а,б классы",
            "http://imcluga.ru/a;b, school@mail.ru",
            "школа.рф, Яндекс.Учебник, Школа.РФ",
            "приказ от 01.02.2022, и.о. директора",
            "в срок {срок}, за II полугодие",
        ] {
            assert_eq!(found(text), 0, "{text}");
        }
    }
}
