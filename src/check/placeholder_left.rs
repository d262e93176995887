//! A place left to be filled in ([N-187]).

use std::ops::Range;

use super::wording::{is_russian, length, runs};
use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity, SourceId};
use crate::model::Appendix;

pub(super) const RULE: Rule = Rule {
    code: "placeholder-left",
    severity: Severity::Warning,
    explain: "\
В тексте осталось незаполненное место.

Почему: приказ подпишут вместе с ним. Бланки в приложениях (форма, анкета, образец) программа не трогает.

Пример: «от ХХ.ХХ.2022», «№ ХХ», «___», «<название>», «(указать дату)», «уточнить».

Как исправить: впишите то, что должно там стоять.",
    local: true,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let forms = forms(subject);
    for text in subject.prose {
        let places = placeholders(text);
        if places.is_empty() || forms.contains(&text.span.source) {
            continue;
        }
        for range in places {
            let message = format!("не заполнено место «{}»", &text[range.clone()]);
            findings.push(
                Diagnostic::warning(RULE.code, subject.place(text, range), message)
                    .hint("впишите то, что должно здесь стоять"),
            );
        }
    }
}

/// The files of appendices that are blanks by their nature.
fn forms(subject: Subject<'_>) -> Vec<SourceId> {
    let dossier = subject.dossier;
    let appendices = dossier.order.iter().flat_map(|order| &order.appendices);
    let forms = appendices.filter(|appendix| is_form(appendix));
    let files = forms.flat_map(|appendix| appendix.text.iter());
    let manuscripts = files.filter_map(|file| dossier.manuscript(file));
    manuscripts.map(|manuscript| manuscript.source).collect()
}

fn is_form(appendix: &Appendix) -> bool {
    let names = appendix.kind.iter().chain(&appendix.title);
    let stems = ["форма", "бланк", "анкета", "образец", "шаблон", "лист "];
    names
        .map(|name| name.to_lowercase())
        .any(|name| stems.iter().any(|stem| name.contains(stem)))
}

/// The places of a text that wait for words.
fn placeholders(text: &str) -> Vec<Range<usize>> {
    let mut places = Vec::from_iter(whole(text));
    // One pass over the bytes spares most texts the searches below.
    let may_hold = |byte: u8| matches!(byte, b'_' | b'<' | b'(' | b'[' | b'X' | b'x');
    if !text.bytes().any(may_hold) && !["ХХ", "хх", "⟨"].iter().any(|sign| text.contains(sign))
    {
        return places;
    }
    if text.contains("__") {
        let lines = runs(text, |c| c == '_').filter(|run| run.text.len() > 1);
        places.extend(lines.map(|run| run.range()));
    }
    if ["XX", "xx", "ХХ", "хх"]
        .iter()
        .any(|pair| text.contains(pair))
    {
        places.extend(crosses(text));
    }
    if text.contains(['<', '⟨', '(', '[']) {
        places.extend(bracketed(text));
    }
    places
}

/// A text that is nothing but a placeholder.
fn whole(text: &str) -> Option<Range<usize>> {
    let words = text.trim();
    let is_placeholder = words.len() <= "уточняется.".len()
        && (matches!(words, "…" | "..." | "?" | "??" | "???")
            || asks(
                words.trim_end_matches('.'),
                &["уточнить", "уточняется", "указать", "вписать"],
            ) && !words.contains(char::is_whitespace));
    let start = text.len() - text.trim_start().len();
    is_placeholder.then(|| start..start + words.len())
}

/// «ХХ.ХХ.2022», «№ ХХ», «20ХХ»: letters for digits, not «XX век».
fn crosses(text: &str) -> impl Iterator<Item = Range<usize>> {
    let is_part = |c: char| c.is_alphanumeric() || c == '.';
    runs(text, is_part)
        .map(|run| {
            let end = run.text.trim_end_matches('.').len();
            (run.start, &run.text[..end])
        })
        .filter(|(start, run)| {
            let is_filled = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
            let mut parts = run.split('.');
            let is_date = run.contains('.')
                && run.split('.').any(is_crossed)
                && parts.all(|part| is_crossed(part) || is_filled(part));
            let is_year = is_crossed(run) && run.starts_with(|c: char| c.is_ascii_digit());
            let is_long = is_crossed(run) && length(run) > 3;
            let is_numbered = is_crossed(run) && text[..*start].trim_end().ends_with(['№', 'N']);
            is_date || is_year || is_long || is_numbered
        })
        .map(|(start, run)| start..start + run.len())
}

/// «ХХ», «20XX»
fn is_crossed(part: &str) -> bool {
    let is_cross = |c: char| matches!(c, 'X' | 'x' | 'Х' | 'х');
    let crosses = part.chars().filter(|c| is_cross(*c)).count();
    crosses > 1 && part.chars().all(|c| is_cross(c) || c.is_ascii_digit())
}

/// «<название>», «⟨дата⟩», «(указать дату)», «[ФИО]».
fn bracketed(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.match_indices(['<', '⟨', '(', '['])
        .filter_map(|(at, open)| {
            let close = match open {
                "<" => '>',
                "⟨" => '⟩',
                "(" => ')',
                _ => ']',
            };
            let inside = text[at + open.len()..].split(close).next()?;
            let end = at + open.len() + inside.len() + close.len_utf8();
            let is_closed = text.get(at..end).is_some_and(|part| part.ends_with(close));
            let is_short = (1..=60).contains(&inside.chars().count());
            let is_placeholder = match open {
                "<" => inside.starts_with(is_russian),
                "⟨" => true,
                "(" => asks(
                    inside,
                    &[
                        "указать",
                        "вписать",
                        "вставить",
                        "уточнить",
                        "нужное подчеркнуть",
                    ],
                ),
                _ => asks(
                    inside,
                    &[
                        "указать",
                        "вписать",
                        "вставить",
                        "уточнить",
                        "фио",
                        "дата",
                        "номер",
                        "название",
                        "наименование",
                    ],
                ),
            };
            (is_closed && is_short && is_placeholder).then_some(at..end)
        })
}

fn asks(inside: &str, words: &[&str]) -> bool {
    let inside = inside.to_lowercase();
    words.iter().any(|word| inside.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::placeholders;

    #[test]
    fn tells_empty_places_from_words() {
        for text in [
            "приказ от «___» марта",
            "от ХХ.ХХ.2022",
            "от XX.03.20XX.",
            "в 20ХХ году",
            "приказ № ХХ",
            "школа <название>",
            "⟨дата⟩",
            "справка (указать дату)",
            "[ФИО] директора",
            "…",
            "Уточнить",
        ] {
            assert!(!placeholders(text).is_empty(), "{text}");
        }
        for text in [
            "литература XX века",
            "XXI век, XX съезд",
            "уточнить списки детей",
            "доля < 5 % и > 3 %",
            "и т. д. …",
            "школа (указанная в приказе)",
            "–",
            "snake_case",
            "проект «500+»",
        ] {
            assert!(placeholders(text).is_empty(), "{text}");
        }
    }
}
