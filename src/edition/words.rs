//! Words within a text, as an amendment quotes them.

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

/// Whether the word at the edge of the words goes on beyond it.
fn runs_on(mut beyond: impl Iterator<Item = char>, edge: Option<char>) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    match beyond.next() {
        Some('-') => is_letter(edge) && is_letter(beyond.next()),
        next => next.is_some_and(char::is_alphanumeric) && edge.is_some_and(char::is_alphanumeric),
    }
}

/// A text with words replaced, or left out together with the space before them.
pub(super) fn replaced(text: &str, at: usize, old: &str, new: Option<&str>) -> String {
    let (before, after) = (&text[..at], &text[at + old.len()..]);
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
    fn words_go_with_the_space_before_them() {
        let without = |text: &str, words: &str| {
            let at = occurrences(text, words)[0];
            replaced(text, at, words, None)
        };
        assert_eq!(without("до 1 мая, утром", ", утром"), "до 1 мая");
        assert_eq!(without("провести срочно отбор", "срочно"), "провести отбор");
        assert_eq!(without("срочно провести", "срочно"), "провести");
        assert_eq!(added("до 1 мая", ", утром"), "до 1 мая, утром");
        assert_eq!(added("до 1 мая", "утром"), "до 1 мая утром");
    }
}
