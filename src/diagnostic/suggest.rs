//! «Возможно, вы имели в виду …».

/// The candidate most like `word`, if one is like it enough to be meant.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let allowed = match word.chars().count() {
        0..=2 => 1,
        3..=7 => 2,
        _ => 3,
    };
    candidates
        .into_iter()
        .map(|candidate| {
            let distance = strsim::damerau_levenshtein(&word, &candidate.to_lowercase());
            (distance, candidate)
        })
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, candidate)| candidate)
}

/// «Возможно, вы имели в виду …»; a word that only looks like its candidate is told
/// apart by its letters.
pub fn perhaps(word: &str, near: &str) -> String {
    let is_latin = |c: &char| c.is_ascii_alphabetic() && !near.contains(*c);
    let latin: Vec<String> = word
        .chars()
        .filter(is_latin)
        .map(|c| format!("«{c}»"))
        .collect();
    let mixed = word.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
    match latin.as_slice() {
        [letter] if mixed => {
            format!("в слове латинская буква {letter}: наберите «{near}» русскими")
        }
        [_, ..] if mixed => format!(
            "в слове латинские буквы {}: наберите «{near}» русскими",
            latin.join(", ")
        ),
        _ => format!("возможно, вы имели в виду «{near}»"),
    }
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_a_slip_of_the_finger_and_nothing_else() {
        let keys = ["срок", "ответственные", "результат"];
        assert_eq!(nearest("ответсвенные", keys), Some("ответственные"));
        assert_eq!(nearest("Срок", keys), Some("срок"));
        assert_eq!(nearest("мероприятие", keys), None);
    }
}
