//! Reading a name as people write it.

use std::str::FromStr;

use super::{FullName, word};

impl FromStr for FullName {
    type Err = String;

    /// Reads «Соколова Мария Андреевна», «Мария Андреевна Соколова», «Соколова
    /// М.А.», «М. А. Соколова»; the patronymic may be absent.
    fn from_str(text: &str) -> Result<Self, String> {
        let spaced = text.replace('.', ". ");
        let words: Vec<&str> = spaced.split_whitespace().collect();
        if let Some(bad) = words.iter().find(|word| !is_name_word(word)) {
            return Err(format!("«{bad}» не похоже на часть имени; {EXPECTED}"));
        }
        let named = match words[..] {
            [surname, first] if is_full(surname) && !is_patronymic(first) => {
                Some((surname, first, None))
            }
            [first, surname] if word::is_initial(first) && is_full(surname) => {
                Some((surname, first, None))
            }
            [a, b, c] => three(a, b, c),
            [surname, first, patronymic, suffix] if word::is_turkic_suffix(suffix) => {
                Some((surname, first, Some(format!("{patronymic} {suffix}"))))
            }
            _ => None,
        };
        let (surname, first, patronymic) =
            named.ok_or_else(|| format!("имя «{}» не понято; {EXPECTED}", text.trim()))?;
        Ok(Self {
            surname: surname.to_owned(),
            first: first.to_owned(),
            patronymic,
        })
    }
}

const EXPECTED: &str = "пишите «Соколова Мария Андреевна» или «Соколова М.А.»";

/// Surname, first name and patronymic out of three words in either order.
fn three<'a>(a: &'a str, b: &'a str, c: &'a str) -> Option<(&'a str, &'a str, Option<String>)> {
    let initials_first = word::is_initial(a) && word::is_initial(b) && is_full(c);
    // «Мария Андреевна Соколова»: the patronymic in the middle gives the order away.
    let surname_last = is_full(a) && is_patronymic(b) && is_full(c) && !is_patronymic(c);
    if initials_first || surname_last {
        return Some((c, a, Some(b.to_owned())));
    }
    let plausible = is_full(a) && word::is_initial(b) == word::is_initial(c);
    plausible.then(|| (a, b, Some(c.to_owned())))
}

fn is_full(word: &str) -> bool {
    !word::is_initial(word)
}

fn is_patronymic(word: &str) -> bool {
    let endings = ["овна", "евна", "ична", "ович", "евич"];
    super::super::ends_with_any(word, &endings)
}

/// Whether the word may stand in a name: letters, hyphens and apostrophes, the
/// first a capital; an initial ends with a dot.
fn is_name_word(word: &str) -> bool {
    if word::is_turkic_suffix(word) {
        return true;
    }
    let body = word.strip_suffix('.').unwrap_or(word);
    let letters = body.chars().filter(|c| c.is_alphabetic()).count();
    let only_letters = body
        .chars()
        .all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'));
    let length_fits = if word.ends_with('.') {
        (1..=2).contains(&letters)
    } else {
        letters >= 2
    };
    only_letters && length_fits && body.starts_with(char::is_uppercase)
}
