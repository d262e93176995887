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
    /// A participle stands before, which may have objects.
    pub(super) governs: bool,
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
            governs: head.is_person(),
            preposition: "",
        }
    }

    /// Nothing that could tell how to read what follows.
    pub(super) fn nothing() -> Self {
        Self {
            class: None,
            is_animate: false,
            is_direct: false,
            governs: true,
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
        let is_abbreviation = joined.class().is_none();
        match joined.mistakable() {
            _ if self.is_direct => Verdict::Decline,
            _ if is_abbreviation => Verdict::Leave,
            (Mistakable::Never, _) => Verdict::Decline,
            (Mistakable::Accusative, _) => match self.preposition {
                "в" | "во" | "на" | "за" | "про" | "через" | "под" | "о" | "об" => {
                    Verdict::Leave
                }
                _ if self.governs => Verdict::Unclear,
                _ => Verdict::Decline,
            },
            // «культуры» is hardly ever «cultures», «школы» may well be «schools».
            (Mistakable::Genitive, oblique) if oblique > 0.85 => Verdict::Leave,
            (Mistakable::Genitive, _) => Verdict::Unclear,
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
