//! Slips of a clerk's hand that the YAML parser stumbles over a line or more later.
//!
//! The parser says where it could read no further; why, is seen in the lines around.

use crate::diagnostic::{Diagnostic, Span};
use crate::language::NBSP;

/// How many lines above a mistake its cause is looked for.
const REACH: usize = 8;

/// The slip behind a mistake of syntax at `span`, if it is a known one.
pub(super) fn behind(span: Span, text: &str) -> Option<Diagnostic> {
    let lines = lines_up_to(span.start, text);
    let (last, above) = lines.split_last()?;
    let before = above.last();
    // A second colon on one line is a matter of that line.
    if span.start > last.start && last.colon_ends(span.start) {
        return None;
    }
    let near = [Some(last), before].into_iter().flatten();
    let found = near
        .clone()
        .find_map(Line::no_break_space)
        .or_else(|| near.clone().find_map(Line::no_space))
        .or_else(|| near.clone().find_map(Line::equals_sign))
        .or_else(|| lines.iter().rev().take(REACH).find_map(Line::bound_dash))
        .or_else(|| open_bracket(&lines))
        .or_else(|| before.and_then(|before| wrong_step(before, last)))
        .or_else(|| lost_dash(above, last));
    found.map(|slip| {
        let span = Span::new(span.source, slip.at, slip.at + slip.len);
        Diagnostic::error("yaml-syntax", span, slip.message).hint(slip.hint)
    })
}

/// Keys indented with no-break spaces: YAML takes them for letters of the key.
pub(super) fn no_break_indents(source: crate::diagnostic::SourceId, text: &str) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_start_matches([' ', NBSP]);
        let indent = &line[..line.len() - content.len()];
        let looks_like_data = content.starts_with("- ") || Line::new(0, content).key().is_some();
        if let Some(at) = indent.find(NBSP).filter(|_| looks_like_data) {
            let span = Span::new(source, start + at, start + indent.len());
            findings.push(
                Diagnostic::error("yaml-syntax", span, "отступ из неразрывных пробелов")
                    .hint("сотрите отступ и наберите его заново обычными пробелами"),
            );
        }
        start += line.len();
    }
    findings
}

/// What went wrong and where.
struct Slip {
    at: usize,
    len: usize,
    message: String,
    hint: String,
}

/// A line with data.
struct Line<'t> {
    /// Its first byte in the text.
    start: usize,
    /// Spaces before it.
    indent: usize,
    /// Whether it is an item of a list.
    dash: bool,
    /// What follows the indent and the dash.
    content: &'t str,
    /// The first byte of the content.
    content_start: usize,
}

/// The lines with data up to the one that holds `end`.
fn lines_up_to(end: usize, text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() && !trimmed.starts_with('#') {
            lines.push(Line::new(start, line));
        }
        start += line.len();
        if start > end {
            break;
        }
    }
    lines
}

impl<'t> Line<'t> {
    fn new(start: usize, line: &'t str) -> Self {
        let rest = line.trim_start_matches(' ');
        let indent = line.len() - rest.len();
        let item = rest.strip_prefix("- ").map(str::trim_start);
        let content = item.unwrap_or(rest);
        Self {
            start,
            indent,
            dash: item.is_some(),
            content: content.trim_end(),
            content_start: start + line.len() - content.len(),
        }
    }

    /// Key and value: «ключ: значение» or «ключ:».
    fn key(&self) -> Option<(&'t str, &'t str)> {
        let (key, value) = match self.content.split_once(": ") {
            Some((key, value)) => (key, value.trim()),
            None => (self.content.strip_suffix(':')?, ""),
        };
        is_words(key).then_some((key, value))
    }

    /// Whether a key of this line ends before `offset`.
    fn colon_ends(&self, offset: usize) -> bool {
        let upto = offset.saturating_sub(self.content_start);
        self.content
            .get(..upto)
            .is_some_and(|before| before.contains(": "))
    }

    fn slip(&self, message: &str, hint: String) -> Slip {
        Slip {
            at: self.content_start,
            len: self.content.len(),
            message: message.into(),
            hint,
        }
    }

    /// «номер:·17» with a no-break space.
    fn no_break_space(&self) -> Option<Slip> {
        let at = self.content.find(&format!(":{NBSP}"))? + 1;
        is_words(&self.content[..at - 1]).then(|| Slip {
            at: self.content_start + at,
            len: NBSP.len_utf8(),
            message: "после двоеточия стоит неразрывный пробел".into(),
            hint: "замените его обычным: сотрите и нажмите пробел".into(),
        })
    }

    /// «номер:17»
    fn no_space(&self) -> Option<Slip> {
        if self.key().is_some() {
            return None;
        }
        let (key, value) = self.content.split_once(':')?;
        let is_value = !value.starts_with([' ', '/']) && !value.is_empty();
        (is_words(key) && is_value).then(|| {
            self.slip(
                "после двоеточия нет пробела",
                format!("напишите так: «{key}: {}»", shortened(value)),
            )
        })
    }

    /// «номер = 17»
    fn equals_sign(&self) -> Option<Slip> {
        if self.key().is_some() {
            return None;
        }
        let (key, value) = self.content.split_once('=')?;
        let (key, value) = (key.trim(), value.trim());
        is_words(key).then(|| {
            self.slip(
                "вместо двоеточия стоит знак «=»",
                format!("напишите так: «{key}: {}»", shortened(value)),
            )
        })
    }

    /// «-текст: …»
    fn bound_dash(&self) -> Option<Slip> {
        let rest = self.content.strip_prefix('-')?;
        let begins_word = rest.starts_with(char::is_alphabetic);
        begins_word.then(|| {
            self.slip(
                "после тире нет пробела",
                format!("напишите так: «- {}»", shortened(rest)),
            )
        })
    }
}

/// A value that opens a bracket which nothing closes before the mistake.
fn open_bracket(lines: &[Line<'_>]) -> Option<Slip> {
    let mut below = String::new();
    for line in lines.iter().rev().take(REACH) {
        let value = line.key().map_or(line.content, |(_, value)| value);
        let close = match value.chars().next() {
            Some('[') => Some(']'),
            Some('{') => Some('}'),
            _ => None,
        };
        if let Some(close) = close
            && !value.contains(close)
            && !below.contains(close)
        {
            let at = line.content_start + line.content.len() - value.len();
            let open = &value[..1];
            return Some(Slip {
                at,
                len: open.len(),
                message: format!("скобка «{open}» открыта и не закрыта"),
                hint: format!("поставьте «{close}» в конце списка"),
            });
        }
        below.push_str(line.content);
    }
    None
}

/// A line that stands deeper than the one above lets it.
fn wrong_step(above: &Line<'_>, line: &Line<'_>) -> Option<Slip> {
    match (above.key(), line.key()) {
        (Some((key, value)), _) if line.dash && line.indent >= above.indent && is_plain(value) => {
            let message = format!("у ключа «{key}» и значение, и список под ним");
            Some(Slip {
                at: above.content_start + above.content.len() - value.len(),
                len: value.len(),
                message,
                hint: format!(
                    "уберите «{}»: после «{key}:» сразу начинается список",
                    shortened(value)
                ),
            })
        }
        (Some((upper, value)), Some((key, _)))
            if !line.dash && !value.is_empty() && line.indent > above.key_column() =>
        {
            Some(line.slip(
                &format!("лишний отступ перед ключом «{key}»"),
                format!("начните его с того же столбца, что и «{upper}» над ним"),
            ))
        }
        (None, Some(_)) if above.dash && !line.dash && line.indent > above.indent => {
            let text = shortened(above.content);
            Some(above.slip(
                "строка списка начинается без ключа",
                format!("напишите так: «- мероприятие: {text}» или «- текст: {text}»"),
            ))
        }
        _ => None,
    }
}

impl Line<'_> {
    /// The column where its key begins.
    fn key_column(&self) -> usize {
        self.content_start - self.start
    }
}

/// An item of a list that begins without its dash.
fn lost_dash(above: &[Line<'_>], line: &Line<'_>) -> Option<Slip> {
    let first = if line.dash {
        // The items before this one begin deeper, so the first of them lacks its dash.
        let deeper = above
            .iter()
            .rev()
            .take_while(|one| one.indent > line.indent);
        deeper.last().filter(|first| !first.dash)?
    } else {
        let siblings = above
            .iter()
            .rev()
            .take_while(|one| one.indent >= line.indent);
        let is_item = |one: &&Line<'_>| one.indent == line.indent && one.dash;
        siblings.into_iter().find(is_item).map(|_| line)?
    };
    let (key, value) = first.key()?;
    Some(first.slip(
        "у записи списка нет тире",
        format!("напишите так: «- {key}: {}»", shortened(value)),
    ))
}

/// Whether a text is such as keys are: one to four words.
fn is_words(text: &str) -> bool {
    let mut words = text.split(' ');
    !text.is_empty()
        && words.clone().count() <= 4
        && words
            .all(|word| !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || c == '_'))
        && text.starts_with(char::is_alphabetic)
}

/// Whether a value is text on the key's own line.
fn is_plain(value: &str) -> bool {
    !value.is_empty() && !value.starts_with(['>', '|', '[', '{', '#', '&'])
}

/// The beginning of a long text.
fn shortened(text: &str) -> String {
    const SHOWN: usize = 30;
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}
