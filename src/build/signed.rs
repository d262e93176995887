//! The order as it was signed: whoever changes its text afterwards is told so, for only
//! an amendment may ([N-90]).

use std::path::Path;

use super::manifest::Origin;
use super::memory;
use crate::document::Document;
use crate::document::compare::{Change, compare};

/// The records of what the signed order was made from, and of what it says: the second
/// is long and seldom read.
pub(super) const RECORDS: [&str; 2] = ["signed", "signed-text"];

/// Whether an order may still be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It may.
    Draft,
    /// It says what was signed.
    Signed,
}

/// What an order says otherwise than when it was signed, place by place; `None` if it
/// says the same. The first text that is no draft counts as signed, until a draft
/// takes its place.
pub(super) fn changes(
    folder: &Path,
    standing: Standing,
    origin: &Origin,
    document: &Document,
) -> Option<Vec<Change>> {
    let [made_from, text] = RECORDS;
    if standing == Standing::Draft {
        memory::forget(folder, |stem| !RECORDS.contains(&stem));
        return None;
    }
    let known: Option<Origin> = memory::recall(folder, made_from, |_| true);
    // Another version of the program, or another style, may say the same otherwise.
    let known =
        known.filter(|known| known.program == origin.program && known.style == origin.style);
    match known {
        Some(known) if known.content == origin.content => None,
        Some(known) => {
            let said = memory::recall(folder, text, |hash| hash == known.content);
            Some(said.map_or(Vec::new(), |said| compare(&said, document).changes))
        }
        None => {
            // Without them a change goes unnoticed, and nothing else is lost.
            let _ = memory::remember(folder, text, document)
                .and_then(|()| memory::remember(folder, made_from, origin));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::fingerprint::hash_of;
    use crate::document::markup;

    fn order(text: &str) -> Document {
        let order = format!("<document title=\"О школах\"><part><p>{text}</p></part></document>");
        markup::parse(&order).unwrap()
    }

    fn told(folder: &Path, standing: Standing, text: &str, program: &str) -> Option<usize> {
        let document = order(text);
        let origin = Origin {
            content: hash_of(&document),
            program: program.to_owned(),
            ..Origin::default()
        };
        changes(folder, standing, &origin, &document).map(|changes| changes.len())
    }

    #[test]
    fn a_signed_text_is_held_to_until_a_draft_takes_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let told = |standing, text| told(folder.path(), standing, text, "1");
        assert_eq!(told(Standing::Draft, "до мая"), None);
        assert_eq!(told(Standing::Signed, "до июня"), None);
        assert_eq!(told(Standing::Signed, "до июля"), Some(1));
        assert_eq!(told(Standing::Signed, "до июля"), Some(1));
        assert_eq!(told(Standing::Signed, "до июня"), None);
        assert_eq!(told(Standing::Draft, "до июля"), None);
        assert_eq!(told(Standing::Signed, "до июля"), None);
    }

    #[test]
    fn another_version_of_the_program_signs_anew() {
        let folder = tempfile::tempdir().unwrap();
        let told = |text, program| told(folder.path(), Standing::Signed, text, program);
        assert_eq!(told("до мая", "1"), None);
        assert_eq!(told("до  мая", "2"), None);
        assert_eq!(told("до июня", "2"), Some(1));
    }
}
