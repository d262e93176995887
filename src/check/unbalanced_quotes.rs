//! A quote mark without its pair ([N-86]).

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    code: "unbalanced-quotes",
    severity: Severity::Warning,
    explain: "\
У кавычки нет пары.

Почему: не видно, где кончается название. А пока кавычки не сошлись, программа не знает, какие из них внешние, а какие внутренние.

Пример: «на базе МОУ «Летнереченская СОШ». Кавычек в названии с названием внутри четыре: «МКУ „Энский ИМЦ“».

Как исправить: поставьте потерянную кавычку или удалите лишнюю.",
    local: true,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let letterhead = &subject.dossier.department.letterhead;
    let lines: Vec<&str> = letterhead.iter().map(|line| line.as_str()).collect();
    // A name may go on in the next line of a letterhead.
    let is_whole = unpaired(&lines.join("\n")).is_empty();
    for text in subject.texts {
        let alone = unpaired(text);
        let is_line = || letterhead.iter().any(|line| line.span == text.span);
        if alone.is_empty() || (is_whole && is_line()) {
            continue;
        }
        for (at, sign) in alone {
            let place = subject.place(text, at..at + sign.len_utf8());
            findings.push(
                Diagnostic::warning(RULE.code, place, message(sign))
                    .hint("поставьте потерянную кавычку или удалите лишнюю"),
            );
        }
    }
}

fn message(sign: char) -> String {
    match sign {
        '«' | '„' => format!("кавычка {sign} не закрыта"),
        '"' => "у прямой кавычки нет пары".to_owned(),
        _ => format!("кавычка {sign} ничего не закрывает"),
    }
}

/// The quote marks without a pair, in order.
fn unpaired(text: &str) -> Vec<(usize, char)> {
    // All quotes but the straight one begin with these bytes: a quick look before a slow one.
    if !text.bytes().any(|byte| matches!(byte, b'"' | 0xC2 | 0xE2)) {
        return Vec::new();
    }
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut alone = Vec::new();
    for (at, sign) in text.char_indices() {
        match sign {
            '«' | '„' => open.push((at, sign)),
            // It closes „such“ and opens “such”.
            '“' if open.last().is_none_or(|last| last.1 != '„') => open.push((at, sign)),
            '»' | '“' | '”' => match open.iter().rposition(|last| is_pair(last.1, sign)) {
                Some(pair) => {
                    alone.extend(open.drain(pair + 1..));
                    open.pop();
                }
                None => alone.push((at, sign)),
            },
            _ => {}
        }
    }
    alone.extend(open);
    alone.extend(straight(text).map(|at| (at, '"')));
    alone.sort_unstable();
    alone
}

fn is_pair(opening: char, closing: char) -> bool {
    match closing {
        '»' => opening == '«',
        '“' => opening == '„',
        _ => matches!(opening, '„' | '“'),
    }
}

/// The straight quote without a pair: an even number of them is believed.
fn straight(text: &str) -> Option<usize> {
    if text.bytes().filter(|byte| *byte == b'"').count() % 2 == 0 {
        return None;
    }
    let mut open = Vec::new();
    for (at, _) in text.match_indices('"') {
        if opens(&text[..at], &text[at + 1..]) {
            open.push(at);
        } else if open.pop().is_none() {
            return Some(at);
        }
    }
    open.pop()
}

fn opens(before: &str, after: &str) -> bool {
    let begins = before.is_empty()
        || before.ends_with(|c: char| c.is_whitespace() || matches!(c, '(' | '«' | '„' | '"'));
    begins && after.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '«' | '„' | '"'))
}

#[cfg(test)]
mod tests {
    use super::unpaired;

    #[test]
    fn finds_the_marks_without_a_pair() {
        let signs = |text| -> Vec<(usize, char)> { unpaired(text) };
        for text in [
            "МКУ «Лужский ИМЦ»",
            "«О мерах „Поддержка“ школ»",
            "“Школа”, „школа“, „школа”",
            "МОУ \"СОШ \"Надежда\"\"",
            "«план»\n«отчёт»",
        ] {
            assert_eq!(signs(text), [], "{text}");
        }
        for (text, at) in [
            ("МОУ «СОШ № 3", 7),
            ("СОШ № 3»", 12),
            ("«МКУ «Лужский ИМЦ»", 0),
            ("«О „мерах»", 5),
            ("МОУ \"СОШ № 3", 7),
            ("МОУ \"СОШ\" № 3\"", 21),
        ] {
            let found = signs(text);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(found[0].0, at, "{text}");
        }
    }
}
