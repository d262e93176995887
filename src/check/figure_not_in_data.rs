//! A figure typed in the text that its data, or the table it speaks of, do not know.

use std::ops::Range;

use super::{Rule, Subject, printed};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{
    Cell, IndicatorGroup, Manuscript, Measurements, Piece, Reference, School, TextBlock, TextTable,
    Value,
};

pub(super) const RULE: Rule = Rule {
    code: "figure-not-in-data",
    severity: Severity::Warning,
    explain: "\
В тексте о школе сказано «N %», а среди её показателей такой доли нет. Или предложение ссылается на таблицу, а числа, которое оно называет, в этой таблице нет.

Почему: вывод, который расходится с таблицей на той же странице, лишает документ доверия. Чаще всего число в таблице поправили, а в тексте забыли.

Пример: «В СОШ № 3 на «4» и «5» успевают 35 % обучающихся», а в indicators.yaml 36,7 %. «Средний балл – 4,1 (таблица {{ номер таблицы Результаты }})», а в таблице 3,9.

Как исправить: не набирайте число, а вызовите его: «{{ доля успевающие школа сош-3 }}». В предложениях об одной школе проверяются доли в процентах. В тех, что ссылаются на таблицу, – ещё и дробные числа, баллы и числа людей. «Менее 5 %» и «более 5 %» не проверяются.",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let manuscripts = printed::manuscripts(subject.dossier);
    for text in printed::lines(subject, &manuscripts) {
        for sentence in sentences(text) {
            let words = &text[sentence.clone()];
            let schools = schools(words, subject.measurements);
            let tables: Vec<&str> = tables(words).collect();
            let known = match tables[..] {
                [] => known_of_school(subject.measurements, &schools),
                _ => known_of_tables(subject.measurements, &manuscripts, &tables, &schools),
            };
            let Some(known) = known else { continue };
            for figure in figures(text, sentence, !tables.is_empty()) {
                if known.iter().any(|value| figure.is(*value)) {
                    continue;
                }
                let written = &text[figure.range.clone()];
                let message = match (&tables[..], &schools[..]) {
                    ([], [(_, school), ..]) => format!(
                        "«{written}»: такой доли нет среди показателей «{}»",
                        school.name.value
                    ),
                    ([table], _) => format!("«{written}»: такого числа нет в таблице «{table}»"),
                    _ => format!("«{written}»: такого числа нет в этих таблицах"),
                };
                let place = subject.place(text, figure.range.clone());
                findings.push(
                    Diagnostic::warning(RULE.code, place, message)
                        .hint("сверьте с данными и вызовите число: «{{ доля ИД школа ИД }}»"),
                );
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

/// What stands between the braces of a text.
fn references(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split("{{").skip(1);
    parts.filter_map(|part| Some(part.split_once("}}")?.0.trim()))
}

/// The tables that a sentence speaks of, by the names it calls them.
fn tables(sentence: &str) -> impl Iterator<Item = &str> {
    references(sentence).filter_map(|words| match Reference::read(words) {
        Ok(Reference::TableNumber(name)) => Some(name),
        _ => None,
    })
}

/// The schools that a sentence speaks of, with their places.
fn schools<'a>(
    sentence: &str,
    measurements: Option<&Measurements<'a>>,
) -> Vec<(usize, &'a School)> {
    let all = measurements.map_or(&[][..], |measurements| &measurements.schools);
    let named = named(sentence, all);
    let is_called = |school: &School| {
        let id = Some(school.id.value.as_str());
        references(sentence).any(|reference| reference.split_whitespace().next() == id)
    };
    let schools = all.iter().copied().enumerate();
    schools
        .filter(|(place, school)| named.contains(place) || is_called(school))
        .collect()
}

/// The places of the schools that a sentence names: «СОШ № 31» is not «СОШ № 3», and
/// what is part of a longer name is no name.
fn named(sentence: &str, schools: &[&School]) -> Vec<usize> {
    let schools = schools.iter().enumerate();
    let mut names: Vec<(&str, usize)> = schools
        .flat_map(|(place, school)| {
            let names = std::iter::once(&school.name).chain(&school.full);
            names.map(move |name| (name.value.as_str(), place))
        })
        .filter(|(name, _)| sentence.contains(name))
        .collect();
    names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    let mut taken: Vec<(Range<usize>, &str)> = Vec::new();
    let mut places = Vec::new();
    for (name, place) in names {
        let found = sentence
            .match_indices(name)
            .map(|(at, _)| at..at + name.len());
        let found = found.filter(|range| is_word(sentence, range));
        let free: Vec<Range<usize>> = found
            .filter(|range| {
                let overlaps =
                    |other: &Range<usize>| range.start < other.end && other.start < range.end;
                // Two schools of one name are both meant.
                !taken
                    .iter()
                    .any(|(other, by)| *by != name && overlaps(other))
            })
            .collect();
        if !free.is_empty() {
            places.push(place);
        }
        taken.extend(free.into_iter().map(|range| (range, name)));
    }
    places
}

/// Whether no letter or digit touches a part of a text.
fn is_word(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    let ends = |inside: Option<char>, outside: Option<char>| {
        !inside.is_some_and(char::is_alphanumeric) || !outside.is_some_and(char::is_alphanumeric)
    };
    let name = &text[range.clone()];
    ends(name.chars().next(), before) && ends(name.chars().next_back(), after)
}

/// A figure as it is written.
struct Figure {
    range: Range<usize>,
    value: f64,
    /// How many digits stand after its comma.
    decimals: i32,
}

impl Figure {
    /// Whether a value is printed so.
    fn is(&self, value: f64) -> bool {
        let power = 10_f64.powi(self.decimals);
        ((value * power).round() / power - self.value).abs() < 1e-9
    }
}

/// The figures of a sentence that are said to be equal to something: percentages;
/// with `all`, fractions, points and numbers of people too.
fn figures(text: &str, sentence: Range<usize>, all: bool) -> Vec<Figure> {
    let mut found = Vec::new();
    let mut at = sentence.start;
    while let Some(offset) = text[at..sentence.end].find(|c: char| c.is_ascii_digit()) {
        let start = at + offset;
        let rest = &text[start..sentence.end];
        let length = number_length(rest);
        let number = &rest[..length];
        let end = start + length;
        at = end;
        let (before, after) = (&text[sentence.start..start], &text[end..sentence.end]);
        let decimals = number.split_once(',').map_or(0, |(_, digits)| digits.len());
        let percent = after.trim_start().starts_with('%');
        let is_wanted = percent || all && (decimals > 0 || counts_people(after));
        let Some(value) = value_of(number) else {
            continue;
        };
        if !is_wanted || is_bound(before) || is_part(before, after) {
            continue;
        }
        let sign = after.find('%').filter(|_| percent);
        found.push(Figure {
            range: start..sign.map_or(end, |at| end + at + 1),
            value,
            decimals: i32::try_from(decimals).unwrap_or(0),
        });
    }
    found
}

/// The length of the number that a text begins with: «42», «36,7», «1 200»; of several
/// joined by commas, «4,5,6», all of them.
fn number_length(text: &str) -> usize {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut length = digits(text);
    if length <= 3 {
        while let Some(space) = text[length..].chars().next().filter(|c| is_thin(*c)) {
            let group = length + space.len_utf8();
            if digits(&text[group..]) != 3 {
                break;
            }
            length = group + 3;
        }
    }
    while let Some(rest) = text[length..].strip_prefix(',') {
        match digits(rest) {
            0 => break,
            count => length += 1 + count,
        }
    }
    length
}

/// A space between groups of digits.
fn is_thin(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}')
}

/// The value of a number as written; `None` for several.
fn value_of(number: &str) -> Option<f64> {
    number.replace(is_thin, "").replace(',', ".").parse().ok()
}

/// Whether what a number is of follows it: «балла», «обучающихся».
fn counts_people(after: &str) -> bool {
    let word = after.split_whitespace().next().unwrap_or_default();
    let word = word.to_lowercase();
    COUNTED.iter().any(|stem| word.starts_with(stem))
}

/// Beginnings of what tables count.
const COUNTED: [&str; 9] = [
    "балл",
    "чел",
    "обучающ",
    "учащ",
    "учени",
    "выпускник",
    "педагог",
    "учител",
    "школьник",
];

/// Whether the number that follows is a bound, or how much something has changed by.
fn is_bound(before: &str) -> bool {
    let word = before.split_whitespace().next_back().unwrap_or_default();
    BOUNDS.contains(&word.to_lowercase().as_str())
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

/// Whether a number is only part of something: a reference in braces, a number of a
/// document, a date, a range, «42/200».
fn is_part(before: &str, after: &str) -> bool {
    let in_braces = before.matches("{{").count() > before.matches("}}").count();
    let last = before.trim_end().chars().next_back();
    let joined = before
        .chars()
        .next_back()
        .is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '/' | '-' | '–'));
    let goes_on = |c: char| c.is_alphabetic() || matches!(c, '/' | '-' | '–');
    in_braces
        || joined
        || matches!(last, Some('№' | '«'))
        || after.starts_with(goes_on)
        || after
            .strip_prefix('.')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// The percentages that a school has, at any time; `None` unless there is only one: a
/// figure of several together is none of theirs.
fn known_of_school(
    measurements: Option<&Measurements<'_>>,
    schools: &[(usize, &School)],
) -> Option<Vec<f64>> {
    let measurements = measurements.filter(|_| schools.len() == 1)?;
    let cells = cells(measurements, |_| true, schools);
    let shares = cells.filter_map(|cell| match &measurements.fact(cell)?.value {
        Value::Share(share) => share.part(),
        _ => None,
    });
    Some(shares.map(|share| share * 100.0).collect())
}

/// The cells of some groups' indicators at some schools, at all if none is named.
fn cells<'m>(
    measurements: &'m Measurements<'_>,
    of: impl Fn(&IndicatorGroup) -> bool,
    schools: &[(usize, &School)],
) -> impl Iterator<Item = Cell> + 'm {
    let indicators = 0..measurements.indicators.len();
    let indicators: Vec<usize> = indicators
        .filter(|&indicator| of(measurements.group(indicator)))
        .collect();
    let is_named = |place: &usize| schools.iter().any(|(named, _)| named == place);
    let places: Vec<usize> = (0..measurements.schools.len())
        .filter(|place| schools.is_empty() || is_named(place))
        .collect();
    let moments = 0..measurements.moments.len();
    let times =
        moments.flat_map(move |moment| places.clone().into_iter().map(move |at| (at, moment)));
    times.flat_map(move |(school, moment)| {
        let indicators = indicators.clone().into_iter();
        indicators.map(move |indicator| Cell {
            indicator,
            school,
            moment,
        })
    })
}

/// What a cell may be printed as: its value, what it is computed from, its plan.
fn numbers(measurements: &Measurements<'_>, cell: Cell) -> Vec<f64> {
    let computed = measurements.figure(cell);
    let mut numbers: Vec<f64> = Vec::from_iter(computed.map(|figure| figure * 100.0));
    numbers.extend(computed);
    for measurement in [measurements.fact(cell), measurements.target(cell)] {
        match measurement.map(|measurement| &measurement.value) {
            Some(Value::Share(share)) => {
                let people = [share.numerator, share.denominator, share.stated];
                numbers.extend(people.into_iter().flatten().map(|number| number.value));
                numbers.extend(share.part().map(|part| part * 100.0));
            }
            Some(Value::Number(number, of)) => {
                numbers.push(number.value);
                numbers.extend(of.map(|number| number.value));
            }
            Some(Value::Flag(_) | Value::Missing(_)) | None => {}
        }
    }
    numbers
}

/// The numbers of tables; `None` if one of them is not known, or calls its figures.
fn known_of_tables(
    measurements: Option<&Measurements<'_>>,
    manuscripts: &[&Manuscript],
    names: &[&str],
    schools: &[(usize, &School)],
) -> Option<Vec<f64>> {
    let mut known = Vec::new();
    for name in names {
        let mut blocks = manuscripts.iter().flat_map(|one| &one.blocks);
        let reference = blocks.find_map(|block| {
            let text = block.reference()?;
            let reference = Reference::read(text).ok()?;
            let own = reference.table_name(text)?;
            Reference::names_table(name, own).then_some(reference)
        });
        match (reference?, blocks.next()) {
            (Reference::Values(title), _) => {
                let measurements = measurements?;
                let of = |group: &IndicatorGroup| {
                    let table = group.table.as_ref();
                    group.title.value == title || table.is_some_and(|table| table.value == title)
                };
                let group = measurements.data.groups.iter().find(|group| of(group))?;
                let shares = |other: &IndicatorGroup| match (&group.table, &other.table) {
                    (Some(one), Some(other)) => one.value == other.value,
                    _ => group.title.value == other.title.value,
                };
                let cells = cells(measurements, shares, schools);
                known.extend(cells.flat_map(|cell| numbers(measurements, cell)));
            }
            (Reference::Caption { .. }, Some(TextBlock::Table(table))) => {
                known.extend(written(table)?);
            }
            _ => return None,
        }
    }
    Some(known)
}

/// The numbers typed in a table; `None` if it calls some from the data.
fn written(table: &TextTable) -> Option<Vec<f64>> {
    let mut numbers = Vec::new();
    for piece in table.rows.iter().flatten().flatten() {
        match piece {
            Piece::Text(text, _) => {
                let mut rest = text.as_str();
                while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
                    let (number, after) = rest[start..].split_at(number_length(&rest[start..]));
                    numbers.extend(value_of(number));
                    rest = after;
                }
            }
            Piece::Reference(words, _) => match Reference::read(words) {
                Ok(Reference::Figure(_)) => return None,
                _ => continue,
            },
            Piece::Break | Piece::Footnote(_) => {}
        }
    }
    Some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let figures = figures(text, 0..text.len(), true).into_iter();
        figures
            .map(|figure| text[figure.range].to_owned())
            .collect()
    }

    #[test]
    fn figures_are_told_from_other_numbers() {
        assert_eq!(
            read("В 2020 г. средний балл 4,1, это 36,7 % и 42 человека из 115 обучающихся"),
            ["4,1", "36,7 %", "42", "115"]
        );
        assert_eq!(
            read("1 200 обучающихся, 12\u{a0}345,5 балла, в 2020 200 учеников"),
            ["1 200", "12\u{a0}345,5", "200"]
        );
        for text in [
            "на «4» и «5»",
            "9 класса СОШ № 3,5",
            "менее 5 %, от 10 %",
            "с 01.09.2020 по 31.12.2020",
            "{{ доля овз школа сош-3 год 2020 }} человек",
            "42/200 человек",
            "4,5,6 балла",
            "проект 500+ учит 2 года",
        ] {
            assert_eq!(read(text), [""; 0], "{text}");
        }
    }
}
