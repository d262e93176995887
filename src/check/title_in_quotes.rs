//! An order's title in quotes as a whole ([N-49]).

use std::ops::Range;

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    code: "title-in-quotes",
    severity: Severity::Warning,
    explain: "\
Заголовок приказа целиком взят в кавычки.

Почему: в кавычках приказ называют в других документах, а на самом приказе заголовок пишут без них.

Пример: «заголовок: «Об утверждении плана-графика»».

Как исправить: удалите кавычки вокруг заголовка.",
    local: true,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let order = subject.dossier.order.iter();
    for title in order.map(|order| &order.title) {
        if inner(title).is_some() {
            findings.push(
                Diagnostic::warning(RULE.code, title.span, "заголовок приказа взят в кавычки")
                    .hint("удалите кавычки: заголовок пишут без них"),
            );
        }
    }
}

/// What stands between the quotes that hold a whole title, if they do.
pub(super) fn inner(title: &str) -> Option<Range<usize>> {
    let start = title.len() - title.trim_start().len();
    let whole = title.trim();
    let open = whole.chars().next()?;
    let close = match open {
        '«' => '»',
        '„' => '“',
        '"' => '"',
        _ => return None,
    };
    let end = whole.trim_end_matches('.').strip_suffix(close)?.len();
    let range = open.len_utf8()..end;
    // «План» и «график» begins and ends with quotes that are not a pair.
    let is_pair = open == '"' && !whole.get(range.clone())?.contains('"')
        || open != '"' && is_balanced(&whole[range.clone()], open, close);
    is_pair.then(|| start + range.start..start + range.end)
}

fn is_balanced(text: &str, open: char, close: char) -> bool {
    let mut depth = 0_i32;
    let stays = text.chars().all(|c| {
        depth += i32::from(c == open) - i32::from(c == close);
        depth >= 0
    });
    stays && depth == 0
}

#[cfg(test)]
mod tests {
    use super::inner;

    #[test]
    fn only_quotes_around_the_whole_count() {
        for title in ["«О мерах»", " «Об итогах «Недели» чтения».", "\"О мерах\""]
        {
            assert!(inner(title).is_some(), "{title}");
        }
        for title in [
            "«План» и «график»",
            "О «мерах»",
            "«О мерах",
            "\"О\" и \"Об\"",
        ] {
            assert!(inner(title).is_none(), "{title}");
        }
    }
}
