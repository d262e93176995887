//! One space between words, none where a sign clings to its word.

use crate::language::NBSP;

use super::line::Edit;

/// Makes runs of spaces one, a no-break space if there was one among them;
/// removes spaces at the ends of lines, after «(» and «« » and before
/// punctuation, «)» and «»».
pub(super) fn clean(text: &str, edits: &mut Vec<Edit>) {
    let mut rest = 0;
    while let Some(start) = text[rest..].find(is_space).map(|at| rest + at) {
        let length = text[start..].find(|c| !is_space(c));
        let end = length.map_or(text.len(), |length| start + length);
        let run = &text[start..end];
        if clings(&text[..start], &text[end..]) {
            edits.push(Edit::new(start..end, ""));
        } else if run.chars().nth(1).is_some() {
            let with = if run.contains(NBSP) { "\u{A0}" } else { " " };
            edits.push(Edit::new(start..end, with));
        }
        rest = end;
    }
}

fn is_space(c: char) -> bool {
    c == ' ' || c == NBSP
}

/// Whether nothing should stand between the two parts of a line.
fn clings(before: &str, after: &str) -> bool {
    let (last, mut next) = (before.chars().next_back(), after.chars());
    match (last, next.next()) {
        (None | Some('\n'), _) | (_, None | Some('\n')) => true,
        // «( )» is a box to tick.
        (Some('('), Some(')')) => false,
        (Some('(' | '«' | '„'), _) | (_, Some(')' | '»' | '“')) => true,
        // «.5» and «.NET» begin with their dot.
        (_, Some('.' | ',' | ';' | ':' | '!' | '?')) => {
            !next.next().is_some_and(char::is_alphanumeric)
        }
        _ => false,
    }
}
