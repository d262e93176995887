//! Words that change in a unit, in the formulas of [N-93].

use super::quoted;
use crate::edition::added;
use crate::language::{Case, Noun};

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
