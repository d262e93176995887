//! A percentage of a school, typed in the text, that its data do not know.

use std::ops::Range;

use super::{Rule, Subject, printed};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Cell, Measurements, School, Value};

pub(super) const RULE: Rule = Rule {
    code: "figure-not-in-data",
    severity: Severity::Warning,
    explain: "\
В тексте программы о школе сказано «N %», а среди её показателей такой доли нет.

Почему: вывод, который расходится с таблицей на той же странице, лишает документ доверия. Чаще всего число в таблице поправили, а в тексте забыли.

Пример: «В СОШ № 3 на «4» и «5» успевают 35 % обучающихся», а в indicators.yaml 36,7 %.

Как исправить: не набирайте число, а вызовите его: «{{ доля успевающие школа сош-3 }}». Проверяются предложения об одной школе; «менее 5 %» и «более 5 %» — не проверяются.",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(measurements) = subject.measurements else {
        return;
    };
    for text in printed::lines(subject) {
        for sentence in sentences(text) {
            let Some(school) = only_school(&text[sentence.clone()], measurements) else {
                continue;
            };
            for (range, percent) in percentages(text, sentence) {
                if !is_known(measurements, school, &percent) {
                    let name = &measurements.schools[school].name.value;
                    let message = format!(
                        "«{}»: такой доли нет среди показателей «{name}»",
                        &text[range.clone()]
                    );
                    let finding =
                        Diagnostic::warning(RULE.code, subject.place(text, range), message);
                    findings.push(finding.hint(
                        "сверьте с indicators.yaml и вызовите число: «{{ доля ИД школа ИД }}»",
                    ));
                }
            }
        }
    }
}

/// The sentences of a text, as far as full stops tell.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, mark) in text.match_indices(['.', ';', '!', '?']) {
        let rest = &text[at + mark.len()..];
        let next = rest.trim_start();
        let is_end = mark == ";" || next.starts_with(|c: char| c.is_uppercase() || c == '{');
        if next.len() < rest.len() && is_end {
            sentences.push(start..at + mark.len());
            start = at + mark.len();
        }
    }
    sentences.push(start..text.len());
    sentences
}

/// The school that a sentence speaks of, if it is only one.
fn only_school(sentence: &str, measurements: &Measurements<'_>) -> Option<usize> {
    let speaks = |school: &School| {
        let names = std::iter::once(&school.name).chain(&school.full);
        let is_called = sentence
            .split("{{")
            .skip(1)
            .any(|reference| reference.split_whitespace().next() == Some(school.id.value.as_str()));
        is_called || names.into_iter().any(|name| sentence.contains(&name.value))
    };
    let schools = measurements.schools.iter().enumerate();
    let mut named = schools.filter(|(_, school)| speaks(school));
    let (school, _) = named.next()?;
    named.next().is_none().then_some(school)
}

/// A percentage as it is written.
struct Percent {
    value: f64,
    /// How many digits stand after its comma.
    decimals: i32,
}

/// The percentages of a sentence that are said to be equal to something.
fn percentages(text: &str, sentence: Range<usize>) -> Vec<(Range<usize>, Percent)> {
    let mut found = Vec::new();
    for (at, sign) in text[sentence.clone()].match_indices('%') {
        let end = sentence.start + at;
        let before = text[sentence.start..end].trim_end();
        let number_start = before
            .rfind(|c: char| !(c.is_ascii_digit() || c == ','))
            .map_or(0, |at| {
                at + before[at..].chars().next().map_or(1, char::len_utf8)
            });
        let number = before[number_start..].trim_matches(',');
        let Ok(value) = number.replace(',', ".").parse() else {
            continue;
        };
        let word = before[..number_start].split_whitespace().next_back();
        if word.is_some_and(|word| BOUNDS.contains(&word.to_lowercase().as_str())) {
            continue;
        }
        let decimals = number.split_once(',').map_or(0, |(_, digits)| digits.len());
        let start = sentence.start + number_start;
        let percent = Percent {
            value,
            decimals: i32::try_from(decimals).unwrap_or(0),
        };
        found.push((start..end + sign.len(), percent));
    }
    found
}

/// Words after which a number is a bound, not a value.
const BOUNDS: [&str; 10] = [
    "менее",
    "меньше",
    "более",
    "больше",
    "до",
    "свыше",
    "около",
    "почти",
    "от",
    "на",
];

/// Whether a share of the school, at any time, is printed so.
fn is_known(measurements: &Measurements<'_>, school: usize, percent: &Percent) -> bool {
    let power = 10_f64.powi(percent.decimals);
    let cells = (0..measurements.indicators.len()).flat_map(|indicator| {
        (0..measurements.moments.len()).map(move |moment| Cell {
            indicator,
            school,
            moment,
        })
    });
    let mut shares = cells.filter_map(|cell| match &measurements.fact(cell)?.value {
        Value::Share(share) => share.part(),
        _ => None,
    });
    shares.any(|share| ((share * 100.0 * power).round() / power - percent.value).abs() < 1e-9)
}
