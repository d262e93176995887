//! Whether a phrase after «и», a comma, a dash or a bracket is a second head.

use super::adjective::{self, Adjective};
use super::head::{Head, Headless};
use super::noun::{Class, Mistakable};
use super::words::is_preposition;

/// What the tail knows of the words before a joined phrase.
pub(super) struct Before<'p> {
    pub(super) class: Option<Class>,
    pub(super) is_animate: bool,
    /// Nothing stands between the head and the joining word.
    pub(super) is_direct: bool,
    /// The last preposition since the head.
    preposition: &'p str,
}

/// What to do with a joined phrase.
pub(super) enum Verdict {
    Decline,
    Leave,
    Unclear,
}

impl<'p> Before<'p> {
    pub(super) fn head(head: &Head) -> Self {
        Self {
            class: head.class(),
            is_animate: head.is_animate(),
            is_direct: true,
            preposition: "",
        }
    }

    pub(super) fn note(&mut self, word: &'p str) {
        self.is_direct = false;
        if is_preposition(word) {
            self.preposition = word;
        }
    }

    /// Whether a joined head that could be a nominative is one.
    pub(super) fn verdict(&self, joined: &Head) -> Verdict {
        match joined.mistakable() {
            _ if joined.class().is_none() => Verdict::Leave,
            (Mistakable::Never, _) => Verdict::Decline,
            (_, _) if self.is_direct => Verdict::Decline,
            (Mistakable::Accusative, _) => match self.preposition {
                "в" | "во" | "на" | "за" | "про" | "через" | "под" | "о" | "об" => {
                    Verdict::Leave
                }
                _ => Verdict::Decline,
            },
            (Mistakable::Genitive, _) if joined.is_animate() => Verdict::Unclear,
            (Mistakable::Genitive, oblique) => {
                let heads_one = self.class != Some(Class::Plural);
                if heads_one || oblique > 0.9 {
                    Verdict::Leave
                } else {
                    Verdict::Unclear
                }
            }
        }
    }
}

/// Words between a joining sign and what it joins: «, а также их заместители».
pub(super) fn leads_in(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "а" | "также" | "не" | "их" | "его" | "её" | "ее" | "впервые" | "активно" | "успешно"
    )
}

/// The adjective at the beginning of the words, if it explains the head before
/// them and has no noun of its own: «школы, работающие в селе».
pub(super) fn attribute(words: &[&str], found: &Result<Head, Headless>) -> Option<Adjective> {
    let first = words.first()?.to_lowercase();
    // «-ой» is more often a woman's genitive, «который» begins a sentence.
    let adjective = Adjective::read(&first).filter(|_| !first.ends_with("ой"))?;
    let stands_alone = match found {
        Ok(head) if head.is_person() => !adjective::is_always_person(&first),
        Ok(head) => adjective::is_participle(&first) && !head.is_animate(),
        Err(Headless::Oblique(_)) => true,
        Err(Headless::Unknown(_)) => words.len() == 1,
    };
    (stands_alone && !first.starts_with("котор")).then_some(adjective)
}
