//! A word of Russian and Latin letters that look alike ([N-184]).

use super::wording::{is_russian, runs};
use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Text;

pub(super) const RULE: Rule = Rule {
    code: "latin-letters",
    severity: Severity::Warning,
    explain: "\
В одном слове стоят русские и латинские буквы, похожие друг на друга.

Почему: на бумаге разницы нет, но такое слово не найдёт поиск и не прочтёт программа экранного чтения.

Пример: «шкoла» с латинской o, «ХVI» с русской Х.

Как исправить: dyak check --fix заменит буквы.",
    local: true,
    check,
};

/// Latin letters and the Russian ones that look the same.
const ALIKE: [(char, char); 20] = [
    ('a', 'а'),
    ('c', 'с'),
    ('e', 'е'),
    ('k', 'к'),
    ('o', 'о'),
    ('p', 'р'),
    ('x', 'х'),
    ('y', 'у'),
    ('A', 'А'),
    ('B', 'В'),
    ('C', 'С'),
    ('E', 'Е'),
    ('H', 'Н'),
    ('K', 'К'),
    ('M', 'М'),
    ('O', 'О'),
    ('P', 'Р'),
    ('T', 'Т'),
    ('X', 'Х'),
    ('Y', 'У'),
];

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let has_latin = |text: &&&Text| text.bytes().any(|byte| byte.is_ascii_alphabetic());
    for text in subject.prose.iter().filter(has_latin) {
        for word in runs(text, char::is_alphabetic) {
            let is_mixed = word.text.contains(is_latin) && word.text.contains(is_russian);
            let Some((message, mended)) = is_mixed.then(|| mend(word.text)).flatten() else {
                continue;
            };
            let place = subject.place(text, word.range());
            let finding = Diagnostic::warning(RULE.code, place, message)
                .hint(format!("наберите слово заново: «{mended}»"));
            findings.push(subject.mend(finding, text, word.range(), &mended));
        }
    }
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic()
}

/// What is wrong with a mixed word, and the word in one alphabet; `None` if a
/// letter has no double, so the mixture may be meant.
fn mend(word: &str) -> Option<(String, String)> {
    let doubled: Option<String> = word.chars().map(russian).collect();
    if let Some(mended) = doubled {
        let foreign = listed(word, is_latin);
        return Some((
            format!("в русском слове латинские буквы: {foreign}"),
            mended,
        ));
    }
    // «ХVI» and «IТ»; small letters may be a Russian ending.
    let doubled: Option<String> = word.chars().map(latin).collect();
    let mended = doubled?;
    let foreign = listed(word, is_russian);
    Some((
        format!("в латинском слове русские буквы: {foreign}"),
        mended,
    ))
}

fn russian(letter: char) -> Option<char> {
    let pair = ALIKE.iter().find(|pair| pair.0 == letter);
    pair.map(|pair| pair.1)
        .or((!is_latin(letter)).then_some(letter))
}

fn latin(letter: char) -> Option<char> {
    let pair = ALIKE
        .iter()
        .find(|pair| pair.1 == letter && letter.is_uppercase());
    pair.map(|pair| pair.0)
        .or(is_latin(letter).then_some(letter))
}

fn listed(word: &str, foreign: fn(char) -> bool) -> String {
    let letters: Vec<String> = word
        .chars()
        .filter(|c| foreign(*c))
        .map(String::from)
        .collect();
    letters.join(", ")
}

#[cfg(test)]
mod tests {
    use super::mend;

    #[test]
    fn mends_only_what_has_one_reading() {
        // The foreign letters are written as escapes, or nobody would see them.
        for (word, mended) in [
            ("шк\u{6f}ла", "школа"),
            ("\u{42}ПР", "ВПР"),
            ("\u{425}VI", "XVI"),
            ("I\u{422}", "IT"),
        ] {
            assert_eq!(mend(word).map(|found| found.1).as_deref(), Some(mended));
        }
        for word in ["VKшка", "Iа", "Googl\u{435}"] {
            assert_eq!(mend(word), None, "{word}");
        }
    }
}
