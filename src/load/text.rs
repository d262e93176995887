//! Bytes of a file → text fit for documents.

use super::node::{Kind, Node};
use crate::diagnostic::{Diagnostic, SourceId, Sources, Span};

/// Decodes a file.
///
/// # Errors
/// The offset of the first byte that is not UTF-8 and the text up to it, with
/// the rest replaced, so that the finding can show the line.
pub(super) fn decode(bytes: Vec<u8>) -> Result<String, (usize, String)> {
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        (
            offset,
            String::from_utf8_lossy(error.as_bytes()).into_owned(),
        )
    })
}

/// The finding for a file in another encoding.
pub(super) fn not_utf8(source: SourceId, offset: usize) -> Diagnostic {
    let span = Span::new(source, offset, offset + '\u{fffd}'.len_utf8());
    Diagnostic::error("not-utf8", span, "файл сохранён не в кодировке UTF-8")
        .label("с этого знака текст не читается")
        .hint("сохраните файл заново: «Сохранить как…», кодировка UTF-8")
}

/// The finding for a file without data, if it has none.
pub(super) fn empty(source: SourceId, text: &str) -> Option<Diagnostic> {
    let blank = text
        .trim_start_matches('\u{feff}')
        .lines()
        .all(|line| line.trim().is_empty() || line.trim_start().starts_with('#') || line == "---");
    blank.then(|| {
        Diagnostic::error("empty-file", Span::new(source, 0, 0), "файл пуст")
            .hint("заполните файл или удалите его; образец даёт «dyak new»")
    })
}

/// Findings for characters that no document may hold.
///
/// They come from copying out of a messenger or a PDF, cannot be seen, and break
/// search, layout or the file itself.
pub(super) fn invisible(source: SourceId, text: &str) -> Vec<Diagnostic> {
    text.char_indices()
        .filter(|&(offset, c)| !(offset == 0 && c == '\u{feff}'))
        .filter_map(|(offset, c)| name(c).map(|name| (offset, c, name)))
        .map(|(offset, c, name)| {
            let span = Span::new(source, offset, offset + c.len_utf8());
            let message = format!("невидимый знак U+{:04X}: {name}", u32::from(c));
            Diagnostic::error("invisible-character", span, message)
                .label("он здесь")
                .hint("удалите этот знак: поставьте курсор за ним и нажмите Backspace")
        })
        .collect()
}

/// Findings for such characters written as escapes in double quotes, as «\u202e».
pub(super) fn escaped(node: &Node) -> Vec<Diagnostic> {
    match &node.kind {
        Kind::Null => Vec::new(),
        Kind::Scalar(text) => escaped_in(text, node.span),
        Kind::Seq(items) => items.iter().flat_map(escaped).collect(),
        Kind::Map(entries) => entries
            .iter()
            .flat_map(|entry| {
                let mut findings = escaped_in(&entry.key, entry.key_span);
                findings.extend(escaped(&entry.value));
                findings
            })
            .collect(),
    }
}

fn escaped_in(text: &str, span: Span) -> Vec<Diagnostic> {
    text.chars()
        .filter_map(|c| name(c).map(|name| (c, name)))
        .map(|(c, name)| {
            let message = format!("в тексте записан знак U+{:04X}: {name}", u32::from(c));
            Diagnostic::error("invisible-character", span, message)
                .hint("удалите его запись: обратную черту и буквы с цифрами за ней")
        })
        .collect()
}

/// What a forbidden character is, `None` for all others.
fn name(c: char) -> Option<&'static str> {
    Some(match c {
        '\t' | '\n' | '\r' | '\u{85}' => return None,
        '\u{ad}' => "мягкий перенос",
        '\u{200b}' | '\u{2060}' | '\u{feff}' => "пробел нулевой ширины",
        '\u{200c}' | '\u{200d}' => "соединитель букв",
        '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            "знак направления письма"
        }
        '\u{2028}' | '\u{2029}' => "разделитель строк",
        '\u{fffe}' | '\u{ffff}' => "запрещённый знак",
        c if c.is_control() => "управляющий знак",
        _ => return None,
    })
}

/// Warnings for «Протокол #3»: what follows « #» is a comment, and a comment that
/// begins without a space was hardly meant to be one.
pub(super) fn hidden(node: &Node, sources: &Sources) -> Vec<Diagnostic> {
    match &node.kind {
        Kind::Null => Vec::new(),
        Kind::Scalar(_) => hidden_behind(node, sources).into_iter().collect(),
        Kind::Seq(items) => items.iter().flat_map(|i| hidden(i, sources)).collect(),
        Kind::Map(entries) => entries
            .iter()
            .flat_map(|entry| hidden(&entry.value, sources))
            .collect(),
    }
}

fn hidden_behind(node: &Node, sources: &Sources) -> Option<Diagnostic> {
    let Span { source, end, .. } = node.span;
    let line = sources.get(source).text.get(end..)?.lines().next()?;
    let comment = line.trim_start_matches([' ', '\t']);
    let begins = comment.strip_prefix('#')?.chars().next()?;
    if begins.is_whitespace() || begins == '#' || comment.len() == line.len() {
        return None;
    }
    let start = end + line.len() - comment.len();
    let message = format!(
        "«{}» в документ не попадёт: после « #» идёт примечание",
        comment.trim_end()
    );
    let span = Span::new(source, start, start + comment.trim_end().len());
    Some(
        Diagnostic::warning("hidden-text", span, message)
            .hint("если это часть текста, возьмите всё значение в кавычки; если примечание, поставьте пробел после «#»"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_no_data() {
        let source = Sources::default().add("п.yaml", "");
        assert!(empty(source, "\u{feff}# пока пусто\n\n---\n").is_some());
        assert!(empty(source, "номер: 1\n").is_none());
    }

    #[test]
    fn invisible_characters_are_found_where_they_are() {
        let text = "\u{feff}а: б\u{200b}в\u{7}\n";
        let source = Sources::default().add("п.yaml", text);
        let found: Vec<_> = invisible(source, text)
            .into_iter()
            .map(|finding| finding.span.unwrap().start)
            .collect();
        assert_eq!(
            found,
            [text.find('\u{200b}').unwrap(), text.find('\u{7}').unwrap()]
        );
    }
}
