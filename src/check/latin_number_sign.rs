//! «N 17» where «№ 17» is meant ([N-47], [N-86], [N-184]).

use std::ops::Range;

use super::wording::is_space;
use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    code: "latin-number-sign",
    severity: Severity::Warning,
    explain: "\
Вместо знака «№» стоит латинская N.

Почему: номер в документе пишут со знаком «№». Буква N приходит из правовых баз при копировании.

Пример: «приказ от 01.02.2022 N 17», «No 17».

Как исправить: dyak check --fix поставит «№».",
    local: true,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for text in subject.prose {
        for range in signs(text) {
            let number = text[range.end..].split_whitespace().next().unwrap_or("");
            let number = number.trim_end_matches(|c: char| !c.is_alphanumeric());
            let sign = range.start..range.start + text[range.clone()].trim_end().len();
            let finding = Diagnostic::warning(
                RULE.code,
                subject.place(text, sign),
                "вместо знака «№» стоит латинская N",
            )
            .hint(format!("запишите: «№ {number}»"));
            findings.push(subject.mend(finding, text, range, "№ "));
        }
    }
}

/// The bytes from each false sign to its number.
fn signs(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.match_indices('N').filter_map(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + 1..]);
        let is_joined = before.ends_with(char::is_alphanumeric);
        let is_foreign = before
            .trim_end()
            .ends_with(|c: char| c.is_ascii_alphabetic());
        let number = number(after)?;
        let tail = number.trim_start_matches(|c: char| c.is_ascii_digit());
        // «N2O» is no number.
        let is_formula = tail.starts_with(|c: char| c.is_ascii_alphabetic());
        let is_sign = !is_joined && !is_foreign && !is_formula;
        is_sign.then(|| at..text.len() - number.len())
    })
}

/// What follows the letter, from the number on: « 17», «o 17», «o. 17».
fn number(after: &str) -> Option<&str> {
    let after = match after.strip_prefix(['o', 'о', 'º', '°']) {
        Some(rest) => rest.strip_prefix('.').unwrap_or(rest),
        None => after,
    };
    let number = after.trim_start_matches(is_space);
    number
        .starts_with(|c: char| c.is_ascii_digit())
        .then_some(number)
}

#[cfg(test)]
mod tests {
    use super::signs;

    #[test]
    fn tells_the_sign_from_a_letter() {
        for text in ["приказ N 17", "(N17)", "No 17", "No. 17", "Nº5/од"] {
            assert_eq!(signs(text).count(), 1, "{text}");
        }
        for text in ["№ 17", "Windows N 10", "N2O", "GTIN 17", "N класс", "NN 5"] {
            assert_eq!(signs(text).count(), 0, "{text}");
        }
    }
}
