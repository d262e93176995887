//! Words that change in a unit, in the formulas of [N-93].

use super::quoted;
use crate::edition::{added, occurrences};
use crate::language::{Case, Noun, single_spaced};
use crate::render::context::upper_first;

/// A change of words.
#[derive(Debug)]
pub(super) enum Edit {
    /// Words replaced; without new ones, left out.
    Replaced(String, Option<String>),
    /// Words added at the end.
    Added(String),
}

/// The words that change in a column, or in a unit without columns.
#[derive(Debug)]
pub(super) struct Part {
    /// The heading of the column.
    pub(super) column: Option<String>,
    /// The changes.
    pub(super) edits: Vec<Edit>,
}

impl Part {
    /// Adds an edit; words added after words added are one addition.
    pub(super) fn push(&mut self, edit: Edit) {
        if let Edit::Added(more) = &edit
            && let Some(Edit::Added(words)) = self
                .edits
                .iter_mut()
                .find(|one| matches!(one, Edit::Added(_)))
        {
            *words = added(words, more);
            return;
        }
        self.edits.push(edit);
    }
}

/// A text of a unit as it is printed before and after.
#[derive(Debug)]
pub(super) struct Printed {
    /// The heading of the column.
    pub(super) column: Option<String>,
    pub(super) old: String,
    pub(super) new: String,
}

/// The clerk's words as print has them: it begins some with a capital. `None` unless they
/// stand there once, and the edits, done to the old texts to the letter, give the new.
pub(super) fn fitted(mut parts: Vec<Part>, printed: &[Printed]) -> Option<Vec<Part>> {
    let mut texts: Vec<String> = printed.iter().map(|one| single_spaced(&one.old)).collect();
    for part in &mut parts {
        let is_there =
            |index: &usize| part.column.is_none() || part.column == printed[*index].column;
        let places: Vec<usize> = (0..printed.len()).filter(is_there).collect();
        for edit in &mut part.edits {
            match edit {
                Edit::Replaced(old, new) => {
                    *old = single_spaced(old);
                    let mut found = found(&texts, &places, old);
                    if found.is_empty() {
                        *old = upper_first(old);
                        *new = new.as_deref().map(upper_first);
                        found = self::found(&texts, &places, old);
                    }
                    let [(index, at)] = found[..] else {
                        return None;
                    };
                    texts[index] = replaced(&texts[index], at, old, new.as_deref());
                }
                Edit::Added(words) => {
                    let [index] = places[..] else {
                        return None;
                    };
                    texts[index] = added(&texts[index], words);
                }
            }
        }
    }
    let all = texts.iter().zip(printed);
    let is_new = |(text, one): (&String, &Printed)| unended(text) == unended(&one.new);
    all.into_iter().all(is_new).then_some(parts)
}

fn found(texts: &[String], places: &[usize], words: &str) -> Vec<(usize, usize)> {
    let places = places.iter();
    let all = places.flat_map(|index| {
        let found = occurrences(&texts[*index], words).into_iter();
        found.map(|at| (*index, at))
    });
    all.collect()
}

/// The fewest whole words that tell the new printed texts from the old; `None` if a text
/// had none.
pub(super) fn differing(printed: &[Printed]) -> Option<Vec<Part>> {
    let changed = printed
        .iter()
        .filter(|one| unended(&one.old) != unended(&one.new));
    let parts = changed.map(|one| {
        let edits = vec![difference(&one.old, &one.new)?];
        let column = one.column.clone();
        Some(Part { column, edits })
    });
    let parts: Vec<Part> = parts.collect::<Option<_>>()?;
    (!parts.is_empty()).then_some(parts)
}

fn difference(old: &str, new: &str) -> Option<Edit> {
    // «… 2026 г.» stays whole; a mark that only one of them ends with is not a change.
    let is_same_end = old.trim_end().chars().next_back() == new.trim_end().chars().next_back();
    let (text, new) = match is_same_end {
        true => (single_spaced(old), single_spaced(new)),
        false => (unended(old), unended(new)),
    };
    let was: Vec<&str> = text.split(' ').collect();
    let is: Vec<&str> = new.split_whitespace().collect();
    let common = |pairs: &mut dyn Iterator<Item = (&&str, &&str)>| {
        pairs.take_while(|(old, new)| old == new).count()
    };
    let mut head = common(&mut was.iter().zip(&is));
    let both = was.len().min(is.len()) - head;
    let mut tail = common(&mut was.iter().rev().zip(is.iter().rev())).min(both);
    loop {
        let old = was[head..was.len() - tail].join(" ");
        let words = is[head..is.len() - tail].join(" ");
        let is_whole = quotes_match(&old) && quotes_match(&words);
        if is_whole && occurrences(&text, &old).len() == 1 {
            return Some(Edit::Replaced(old, (!words.is_empty()).then_some(words)));
        }
        match (head, tail) {
            (0, 0) => return None,
            (0, _) => tail -= 1,
            _ => head -= 1,
        }
    }
}

/// Whether no quotation or bracket is cut in two.
fn quotes_match(text: &str) -> bool {
    [('«', '»'), ('(', ')')].into_iter().all(|(open, close)| {
        let mut depth = 0_i32;
        let mut signs = text.chars();
        let is_sound = signs.all(|sign| {
            depth += i32::from(sign == open) - i32::from(sign == close);
            depth >= 0
        });
        is_sound && depth == 0
    })
}

/// A text with the words at a place replaced, or left out with a space, and nothing else.
fn replaced(text: &str, at: usize, old: &str, new: Option<&str>) -> String {
    let (before, after) = (&text[..at], &text[at + old.len()..]);
    single_spaced(&match new {
        Some(new) => format!("{before}{new}{after}"),
        None if after.starts_with([',', '.', ';', ')']) => {
            format!("{}{after}", before.trim_end())
        }
        None => format!("{before}{after}"),
    })
}

/// A text in one line without the mark at its end, which depends on what follows.
fn unended(text: &str) -> String {
    let text = single_spaced(text);
    text.trim_end_matches(['.', ';', ':']).to_owned()
}

/// The item on a unit whose words change: «в пункте 3 слова «A» заменить словами «B»,
/// слова «C» исключить»; several columns of a row one by one.
pub(super) fn told(unit: impl Fn(Case) -> String, parts: Vec<Part>) -> String {
    let column = |name: &Option<String>, case| {
        let noun = Noun::Column.singular(case);
        name.as_ref().map(|name| format!("{noun} {}", quoted(name)))
    };
    if let [
        Part {
            column: name,
            edits,
        },
    ] = parts.as_slice()
    {
        let address = |case| match column(name, case) {
            Some(column) => format!("{column} {}", unit(Case::Genitive)),
            None => unit(case),
        };
        return changed(address, edits);
    }
    let parts = parts.iter().map(|part| match &part.column {
        Some(_) => changed(
            |case| column(&part.column, case).unwrap_or_default(),
            &part.edits,
        ),
        None => edited(&part.edits),
    });
    let parts: Vec<String> = parts.collect();
    format!("в {} {}", unit(Case::Prepositional), parts.join(", "))
}

/// «в пункте 3 слова «A» исключить», «пункт 3 дополнить словами «B»».
fn changed(address: impl Fn(Case) -> String, edits: &[Edit]) -> String {
    let edited = edited(edits);
    match edits.iter().all(|edit| matches!(edit, Edit::Added(_))) {
        true => format!("{} {edited}", address(Case::Accusative)),
        false => format!("в {} {edited}", address(Case::Prepositional)),
    }
}

/// The edits one by one, additions last.
fn edited(edits: &[Edit]) -> String {
    let (added, replaced): (Vec<&Edit>, Vec<&Edit>) = edits
        .iter()
        .partition(|edit| matches!(edit, Edit::Added(_)));
    let texts = replaced.into_iter().chain(added).map(|edit| match edit {
        Edit::Replaced(old, new) => {
            let (accusative, _) = kind_of(old);
            let old = quoted(old);
            match new {
                None => format!("{accusative} {old} исключить"),
                Some(new) => {
                    let (_, instrumental) = kind_of(new);
                    format!("{accusative} {old} заменить {instrumental} {}", quoted(new))
                }
            }
        }
        Edit::Added(words) => {
            let (_, instrumental) = kind_of(words);
            format!("дополнить {instrumental} {}", quoted(words))
        }
    });
    texts.collect::<Vec<_>>().join(", ")
}

/// What is quoted, accusative and instrumental: digits, a word or words.
fn kind_of(text: &str) -> (&'static str, &'static str) {
    let is_figure = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '–' | '/' | ' ');
    if text.contains(|c: char| c.is_ascii_digit()) && text.chars().all(is_figure) {
        return ("цифры", "цифрами");
    }
    match text.split_whitespace().count() {
        0 | 1 => ("слово", "словом"),
        _ => ("слова", "словами"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(case: Case) -> String {
        format!("{} 3", Noun::Point.singular(case))
    }

    fn replaced(old: &str, new: Option<&str>) -> Edit {
        Edit::Replaced(old.to_owned(), new.map(str::to_owned))
    }

    fn part(column: Option<&str>, edits: Vec<Edit>) -> Part {
        let mut part = Part {
            column: column.map(str::to_owned),
            edits: Vec::new(),
        };
        for edit in edits {
            part.push(edit);
        }
        part
    }

    #[test]
    fn what_is_quoted_is_called_what_it_is() {
        let made = |old, new| told(point, vec![part(None, vec![replaced(old, new)])]);
        assert_eq!(
            made("до 19 июня 2026 г.", Some("до 1 июля 2026 г.")),
            "в пункте 3 слова «до 19 июня 2026 г.» заменить словами «до 1 июля 2026 г.»"
        );
        assert_eq!(
            made("15.09.2026", Some("22.09.2026")),
            "в пункте 3 цифры «15.09.2026» заменить цифрами «22.09.2026»"
        );
        assert_eq!(made("срочно", None), "в пункте 3 слово «срочно» исключить");
        assert_eq!(
            made("школа «Луч»", Some("школы")),
            "в пункте 3 слова «школа „Луч“» заменить словом «школы»"
        );
    }

    fn printed(old: &str, new: &str) -> Printed {
        Printed {
            column: None,
            old: old.to_owned(),
            new: new.to_owned(),
        }
    }

    #[test]
    fn words_are_quoted_as_printed() {
        let fit = |edits, old, new| {
            let parts = fitted(vec![part(None, edits)], &[printed(old, new)])?;
            Some(told(point, parts))
        };
        assert_eq!(
            fit(
                vec![replaced("до 1 мая", Some("до 2 мая"))],
                "До 1 мая обеспечить",
                "До 2 мая обеспечить"
            ),
            Some("в пункте 3 слова «До 1 мая» заменить словами «До 2 мая»".to_owned())
        );
        assert_eq!(
            fit(
                vec![replaced(", утром", None)],
                "До 1 мая, утром",
                "До 1 мая"
            ),
            Some("в пункте 3 слова «, утром» исключить".to_owned())
        );
        assert_eq!(
            fit(
                vec![replaced("до 1 мая 2026 г.", Some("до 2 мая 2026 г."))],
                "сдать до 1 мая 2026 г.",
                "сдать до 2 мая 2026 г."
            ),
            Some(
                "в пункте 3 слова «до 1 мая 2026 г.» заменить словами «до 2 мая 2026 г.»"
                    .to_owned()
            )
        );
        // To the letter, a comma or a small letter would remain.
        assert_eq!(
            fit(vec![replaced("школы", None)], "Дом, школы", "Дом"),
            None
        );
        assert_eq!(
            fit(vec![replaced("Дом", None)], "Дом, школы", "Школы"),
            None
        );
    }

    #[test]
    fn words_that_differ_give_the_new_text_to_the_letter() {
        let texts = [
            ("МКУ «Энский ИМЦ», руководители школ", "Руководители школ"),
            ("МКУ «Энский ИМЦ», руководители школ", "МКУ «Энский ИМЦ»"),
            (
                "провести отбор до мая и до мая подвести итог",
                "провести отбор до мая и до июня подвести итог",
            ),
            ("Срочно провести", "Провести"),
            ("до мая", ""),
            ("сдать до 1 мая 2026 г.", "сдать до 2 июня 2026 г."),
        ];
        for (old, new) in texts {
            let parts = differing(&[printed(old, new)]).expect("they differ");
            let [Edit::Replaced(words, instead)] = parts[0].edits.as_slice() else {
                panic!("one edit");
            };
            assert!(quotes_match(words), "{words}");
            let [at] = occurrences(old, words)[..] else {
                panic!("«{words}» stand once");
            };
            assert_eq!(super::replaced(old, at, words, instead.as_deref()), new);
        }
        assert!(differing(&[printed("", "май")]).is_none());
        assert!(differing(&[printed("май", "май")]).is_none());
    }

    #[test]
    fn changes_of_one_unit_are_one_item() {
        let edits = vec![
            Edit::Added("и школам".to_owned()),
            replaced("срочно", None),
            replaced("май", Some("июнь")),
            Edit::Added("города".to_owned()),
        ];
        assert_eq!(
            told(point, vec![part(None, edits)]),
            "в пункте 3 слово «срочно» исключить, слово «май» заменить словом «июнь», \
             дополнить словами «и школам города»"
        );
        let edits = vec![Edit::Added("и школам".to_owned())];
        assert_eq!(
            told(point, vec![part(None, edits)]),
            "пункт 3 дополнить словами «и школам»"
        );
    }

    #[test]
    fn columns_of_one_row_are_told_one_by_one() {
        let row = |case| format!("{} 2.3 приложения к приказу", Noun::Row.singular(case));
        let one = || part(Some("Срок"), vec![replaced("май", Some("июнь"))]);
        assert_eq!(
            told(row, vec![one()]),
            "в графе «Срок» позиции 2.3 приложения к приказу слово «май» заменить словом «июнь»"
        );
        let other = part(Some("Результат"), vec![Edit::Added("и отчёт".to_owned())]);
        assert_eq!(
            told(row, vec![one(), other]),
            "в позиции 2.3 приложения к приказу в графе «Срок» слово «май» заменить словом «июнь», \
             графу «Результат» дополнить словами «и отчёт»"
        );
    }
}
