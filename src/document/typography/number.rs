//! The number of the order in the registration line and in stamps: never broken at
//! its hyphens, as in «СЭД-26-01-12-345/1704-осн».

use super::Inline;
use crate::language::NBSP;

/// The hyphen that ends no line. Writers show it as a plain one, so that the
/// number can be searched for and copied.
pub const NO_BREAK_HYPHEN: char = '\u{2011}';

/// The longest number kept whole: the stamp's lines hold no more, and Word would
/// break it between any two characters.
const LONGEST: usize = 26;
/// The longest number that stays on one line with the date before it.
const LONGEST_WITH_DATE: usize = 10;

/// Keeps the numbers after «№» whole in each line of a requisite.
pub(super) fn keep_whole(inlines: &mut [Inline]) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => keep_whole_in(text),
            Inline::Bold(inner)
            | Inline::Italic(inner)
            | Inline::Revised(_, inner)
            | Inline::Linked(_, inner) => {
                keep_whole(inner);
            }
            Inline::Break | Inline::Footnote(_) => {}
        }
    }
}

fn keep_whole_in(text: &mut String) {
    let Some((before, after)) = text.split_once('№') else {
        return;
    };
    let number = after.trim_start_matches([' ', NBSP]);
    let length = number.chars().count();
    if !number.contains('-') || length > LONGEST || number.contains(char::is_whitespace) {
        return;
    }
    let gap = &after[..after.len() - number.len()];
    let number = number.replace('-', &NO_BREAK_HYPHEN.to_string());
    let before = match before.strip_suffix(NBSP) {
        Some(date) if length > LONGEST_WITH_DATE => format!("{date} "),
        _ => before.to_owned(),
    };
    *text = format!("{before}№{gap}{number}");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(text: &str) -> String {
        let mut text = text.to_owned();
        keep_whole_in(&mut text);
        text.replace(NO_BREAK_HYPHEN, "=").replace(NBSP, "·")
    }

    #[test]
    fn a_number_parts_from_its_date_rather_than_at_a_hyphen() {
        assert_eq!(
            kept("от 1·мая·2026·г.·№·204-о".replace('·', "\u{A0}").as_str()),
            "от 1·мая·2026·г.·№·204=о"
        );
        assert_eq!(
            kept("2026\u{A0}г.\u{A0}№\u{A0}СЭД-26-01-12-345/1704-осн"),
            "2026·г. №·СЭД=26=01=12=345/1704=осн"
        );
    }

    #[test]
    fn a_number_that_no_line_holds_may_break() {
        let long = format!("№ {}", "12-".repeat(20));
        assert_eq!(kept(&long), long);
    }
}
