//! «Ёлочки» outside, „лапки“ inside.

use super::line::Edit;

/// A quote mark of the line.
struct Mark {
    at: usize,
    sign: char,
    opens: bool,
    /// Whether it is a guillemet unless its depth says otherwise.
    outer: bool,
}

/// Turns straight and English quotes into Russian ones. Where every quote of
/// the paragraph is closed, guillemets and inner quotes alternate by depth;
/// where not (a quotation may go on in the next paragraph), those that are
/// Russian already stay as they were typed.
pub(super) fn set(text: &str, edits: &mut Vec<Edit>) {
    if !text.contains(is_quote) {
        return;
    }
    let marks = marks(text);
    let balanced = is_balanced(&marks);
    let mut depth = 0_usize;
    for mark in marks {
        if mark.opens {
            depth += 1;
        }
        let outer = if balanced { depth % 2 == 1 } else { mark.outer };
        if !mark.opens {
            depth = depth.saturating_sub(1);
        }
        let with = match (mark.opens, outer) {
            (true, true) => "«",
            (false, true) => "»",
            (true, false) => "„",
            (false, false) => "“",
        };
        edits.push(Edit::new(mark.at..mark.at + mark.sign.len_utf8(), with));
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '«' | '»' | '„' | '“' | '”' | '‟')
}

fn is_balanced(marks: &[Mark]) -> bool {
    let mut depth = 0_usize;
    for mark in marks {
        match (mark.opens, depth) {
            (true, _) => depth += 1,
            (false, 0) => return false,
            (false, _) => depth -= 1,
        }
    }
    depth == 0
}

/// The quote marks of a text with their directions.
fn marks(text: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    // How many quotes, and how many „ among them, wait to be closed.
    let (mut open, mut open_low) = (0_usize, 0_usize);
    let mut before = Before::Gap;
    let mut letters = text.char_indices().peekable();
    while let Some((at, sign)) = letters.next() {
        let after = letters.peek().map(|&(_, c)| c);
        let closes_low = matches!(sign, '“' | '”') && open_low > 0;
        let opens = match sign {
            '«' | '„' => Some(true),
            '»' | '”' => Some(false),
            '“' if closes_low => Some(false),
            '"' if open == 0 && are_inches(before, after) => None,
            _ if is_quote(sign) => Some(opens_here(before, after, open)),
            _ => None,
        };
        before = Before::new(sign, opens);
        let Some(opens) = opens else { continue };
        if opens {
            open += 1;
            open_low += usize::from(sign == '„');
        } else {
            open = open.saturating_sub(1);
            open_low -= usize::from(closes_low);
        }
        let outer = sign != '„' && !closes_low;
        marks.push(Mark {
            at,
            sign,
            opens,
            outer,
        });
    }
    marks
}

/// What stands before a quote mark.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    /// Nothing, a space, a bracket, a dash or an opening quote.
    Gap,
    Digit,
    Other,
}

impl Before {
    fn new(c: char, opens: Option<bool>) -> Self {
        match c {
            _ if opens == Some(true) => Self::Gap,
            '(' | '[' | '-' | '–' | '—' | '/' => Self::Gap,
            _ if c.is_whitespace() => Self::Gap,
            _ if c.is_ascii_digit() => Self::Digit,
            _ => Self::Other,
        }
    }
}

/// Whether a straight mark outside quotes means inches: 21".
fn are_inches(before: Before, after: Option<char>) -> bool {
    before == Before::Digit && !after.is_some_and(char::is_alphanumeric)
}

/// Whether a mark that serves both ways opens here.
fn opens_here(before: Before, after: Option<char>, open: usize) -> bool {
    let gap_after = after.is_none_or(|c| {
        c.is_whitespace()
            || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '…' | ')' | ']')
            || matches!(c, '»' | '“' | '”' | '-' | '–' | '—')
    });
    match (before, gap_after) {
        (Before::Gap, false) => true,
        (Before::Digit | Before::Other, true) => false,
        _ => open == 0,
    }
}
