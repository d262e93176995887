//! Words within a text, as an amendment quotes them.

use std::ops::Range;

/// Where words stand in a text as words of their own: «2 июня» is not in «12 июня», nor
/// «план» in «план-график».
pub fn occurrences(text: &str, words: &str) -> Vec<usize> {
    if words.is_empty() {
        return Vec::new();
    }
    let stands_alone = |at: &usize| {
        let (before, after) = (&text[..*at], &text[at + words.len()..]);
        !runs_on(before.chars().rev(), words.chars().next())
            && !runs_on(after.chars(), words.chars().next_back())
    };
    let all = text.match_indices(words).map(|(at, _)| at);
    all.filter(stands_alone).collect()
}

/// Where words stand in a text, as it is written or, if so they do nowhere, as print has
/// it: with other quotes and spaces, and a capital where the text begins.
pub(super) fn places_of(text: &str, words: &str) -> Vec<Range<usize>> {
    let exact = occurrences(text, words);
    if !exact.is_empty() || words.is_empty() {
        let places = exact.into_iter().map(|at| at..at + words.len());
        return places.collect();
    }
    let signs: Vec<(usize, char)> = text.char_indices().collect();
    let wanted: Vec<char> = words.chars().collect();
    let is_here = |start: &usize| {
        let mut pairs = signs[*start..].iter().zip(&wanted).enumerate();
        pairs.all(|(index, ((_, sign), word))| {
            let is_first = *start == 0 && index == 0;
            as_typed(*sign) == as_typed(*word)
                || is_first && sign.to_uppercase().eq(word.to_uppercase())
        })
    };
    let ends = |start: usize| {
        let end = signs.get(start + wanted.len());
        signs[start].0..end.map_or(text.len(), |(at, _)| *at)
    };
    let stands_alone = |range: &Range<usize>| {
        !runs_on(text[..range.start].chars().rev(), words.chars().next())
            && !runs_on(text[range.end..].chars(), words.chars().next_back())
    };
    let last = (signs.len() + 1).saturating_sub(wanted.len());
    let starts = (0..last).filter(is_here);
    starts.map(ends).filter(stands_alone).collect()
}

/// A sign as a keyboard types it.
fn as_typed(sign: char) -> char {
    match sign {
        '«' | '»' | '„' | '“' | '”' => '"',
        '\u{a0}' | '\u{202f}' | '\n' => ' ',
        '\u{2011}' => '-',
        other => other,
    }
}

/// Whether the word at the edge of the words goes on beyond it.
fn runs_on(mut beyond: impl Iterator<Item = char>, edge: Option<char>) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    match beyond.next() {
        Some('-') => is_letter(edge) && is_letter(beyond.next()),
        next => next.is_some_and(char::is_alphanumeric) && edge.is_some_and(char::is_alphanumeric),
    }
}

/// A text with words replaced, or left out together with the space before them.
pub(super) fn replaced(text: &str, old: Range<usize>, new: Option<&str>) -> String {
    let (before, after) = (&text[..old.start], &text[old.end..]);
    match new {
        Some(new) => format!("{before}{new}{after}"),
        None if before.is_empty() => after.trim_start_matches([' ', ',']).to_owned(),
        None => {
            let before = match after.chars().next() {
                None | Some(' ' | ',' | '.' | ';' | ')') => before.trim_end_matches(' '),
                Some(_) => before,
            };
            format!("{before}{after}")
        }
    }
}

/// A text with words at its end; words that begin with a sign follow without a space.
pub fn added(text: &str, words: &str) -> String {
    // The text goes on, so it no longer ends here.
    let text = text.trim_end().trim_end_matches('.');
    match words.chars().next() {
        Some(',' | ';' | '.' | ':' | ')') => format!("{text}{words}"),
        _ => format!("{text} {words}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whole() {
        assert_eq!(occurrences("до 12 июня и до 2 июня", "2 июня").len(), 1);
        assert_eq!(occurrences("2022, 2022 год", "2022").len(), 2);
        assert!(occurrences("планирование", "план").is_empty());
        assert!(occurrences("план-график", "план").is_empty());
        assert_eq!(occurrences("01.01-01.03.2022", "01.03.2022").len(), 1);
        assert!(occurrences("план", "").is_empty());
    }

    #[test]
    fn words_are_found_as_printed() {
        let found = |text: &str, words: &str| -> Vec<String> {
            let places = places_of(text, words).into_iter();
            places.map(|place| text[place].to_owned()).collect()
        };
        let text = "обеспечить «План»\u{a0}и обеспечить";
        assert_eq!(found(text, "Обеспечить"), ["обеспечить"]);
        assert_eq!(found(text, "обеспечить").len(), 2);
        assert_eq!(found(text, "\"План\" и"), ["«План»\u{a0}и"]);
        assert!(found(text, "Обеспечит").is_empty());
        assert!(found(text, "план").is_empty());
        assert!(found("май", "слова длиннее текста").is_empty());
    }

    #[test]
    fn words_go_with_the_space_before_them() {
        let without = |text: &str, words: &str| {
            let at = occurrences(text, words)[0];
            replaced(text, at..at + words.len(), None)
        };
        assert_eq!(without("до 1 мая, утром", ", утром"), "до 1 мая");
        assert_eq!(without("провести срочно отбор", "срочно"), "провести отбор");
        assert_eq!(without("срочно провести", "срочно"), "провести");
        assert_eq!(added("до 1 мая", ", утром"), "до 1 мая, утром");
        assert_eq!(added("до 1 мая", "утром"), "до 1 мая утром");
    }
}
