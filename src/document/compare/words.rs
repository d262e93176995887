//! What changed inside a paragraph, word by word.

use imara_diff::Algorithm;

use super::align::{common, resemblance};
use crate::document::typography::NO_BREAK_HYPHEN;
use crate::document::{Inline, Link, Revision};
use crate::language::NBSP;

/// Both texts as one, with what only one of them has marked; what both have looks as
/// in the new one.
///
/// No-break spaces count as spaces, for the width of a column decides on some of
/// them; here too the new text wins.
pub(super) fn merged(old: &[Inline], new: &[Inline]) -> Vec<Inline> {
    let (old, new) = (tokens(old), tokens(new));
    let kept = if resemblance(&text(&old), &text(&new)) < SAME_SENTENCE {
        // No words that happen to stand in both: the reader wants one text, then the other.
        Vec::new()
    } else {
        let compared = |tokens: &[Token]| tokens.iter().map(Token::compared).collect();
        let (before, after): (Vec<String>, Vec<String>) = (compared(&old), compared(&new));
        without_crumbs(common(Algorithm::Myers, before, after), &old, &new)
    };
    let mut merged = Builder::default();
    let (mut i, mut j) = (0, 0);
    let end = (old.len(), new.len());
    for (next_old, next_new) in kept.into_iter().chain([end]) {
        merged.push_all(Some(Revision::Deleted), &old[i..next_old]);
        merged.push_all(Some(Revision::Inserted), &new[j..next_new]);
        merged.push_all(None, new.get(next_new..=next_new).unwrap_or_default());
        (i, j) = (next_old + 1, next_new + 1);
    }
    merged.finish()
}

/// All of `content` marked; empty content too leaves a mark, by which an empty cell
/// is known to be new or gone.
pub(super) fn revised(revision: Revision, content: &[Inline]) -> Vec<Inline> {
    vec![Inline::Revised(revision, content.to_vec())]
}

/// Texts with a smaller share of common words have nothing to do with each other.
const SAME_SENTENCE: f32 = 0.3;

/// A word, a space or another character, or a line break.
#[derive(Clone, Debug, PartialEq)]
struct Token {
    /// «\n» for a line break.
    text: String,
    face: Face,
}

/// What stands around a token.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Face {
    bold: bool,
    italic: bool,
    link: Option<Link>,
}

impl Token {
    /// What it is compared by.
    fn compared(&self) -> String {
        self.text.replace(NBSP, " ")
    }

    fn is_word(&self) -> bool {
        self.text.starts_with(char::is_alphanumeric)
    }
}

fn text(tokens: &[Token]) -> String {
    tokens.iter().map(|token| token.text.as_str()).collect()
}

fn tokens(content: &[Inline]) -> Vec<Token> {
    let mut tokens = Vec::new();
    collect(content, Face::default(), &mut tokens);
    tokens
}

fn collect(content: &[Inline], face: Face, tokens: &mut Vec<Token>) {
    let token = |text: &str| Token {
        text: text.to_owned(),
        face,
    };
    for inline in content {
        match inline {
            Inline::Text(text) => tokens.extend(split(text).map(token)),
            Inline::Bold(inner) => collect(inner, Face { bold: true, ..face }, tokens),
            Inline::Italic(inner) => collect(
                inner,
                Face {
                    italic: true,
                    ..face
                },
                tokens,
            ),
            Inline::Revised(_, inner) => collect(inner, face, tokens),
            Inline::Linked(link, inner) => {
                let link = Some(*link);
                collect(inner, Face { link, ..face }, tokens);
            }
            Inline::Break => tokens.push(token("\n")),
            // A footnote that changes shows what it says where it is called.
            Inline::Footnote(footnote) => {
                tokens.push(token(" ["));
                collect(&footnote.content, face, tokens);
                tokens.push(token("]"));
            }
        }
    }
}

/// Words, dates and other numbers with dots or hyphens inside, and every other
/// character by itself.
fn split(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end = if first.is_alphanumeric() {
            word_end(rest)
        } else {
            first.len_utf8()
        };
        let (token, after) = rest.split_at(end);
        rest = after;
        Some(token)
    })
}

/// Where the word ends that a text begins with.
fn word_end(text: &str) -> usize {
    let belongs = |(at, c): (usize, char)| {
        let joins = matches!(c, '.' | '/' | ':' | '-' | NO_BREAK_HYPHEN);
        let next = || text[at + c.len_utf8()..].chars().next();
        c.is_alphanumeric() || joins && next().is_some_and(char::is_alphanumeric)
    };
    let end = text.char_indices().find(|&place| !belongs(place));
    end.map_or(text.len(), |(at, _)| at)
}

/// Drops what is kept between two changes but has no word: «19 июня» → «1 июля» is
/// one change, not two around a space.
fn without_crumbs(kept: Vec<(usize, usize)>, old: &[Token], new: &[Token]) -> Vec<(usize, usize)> {
    let mut runs: Vec<Vec<(usize, usize)>> = Vec::new();
    for (i, j) in kept {
        match runs.last_mut() {
            Some(run) if run.last() == Some(&(i.wrapping_sub(1), j.wrapping_sub(1))) => {
                run.push((i, j));
            }
            _ => runs.push(vec![(i, j)]),
        }
    }
    let stays = |run: &Vec<(usize, usize)>| {
        let begins = run.first() == Some(&(0, 0));
        let ends = run.last().map(|&(i, j)| (i + 1, j + 1)) == Some((old.len(), new.len()));
        begins || ends || run.iter().any(|&(_, j)| new[j].is_word())
    };
    runs.into_iter().filter(stays).flatten().collect()
}

/// Inlines from tokens.
#[derive(Default)]
struct Builder {
    content: Vec<Inline>,
    /// The tokens of one revision that were pushed last.
    pending: Vec<Token>,
    revision: Option<Revision>,
}

impl Builder {
    fn push_all(&mut self, revision: Option<Revision>, tokens: &[Token]) {
        if tokens.is_empty() {
            return;
        }
        if revision != self.revision {
            self.flush();
            self.revision = revision;
        }
        self.pending.extend_from_slice(tokens);
    }

    fn flush(&mut self) {
        let inlines = inlines(&std::mem::take(&mut self.pending));
        match self.revision {
            _ if inlines.is_empty() => {}
            Some(revision) => self.content.push(Inline::Revised(revision, inlines)),
            None => self.content.extend(inlines),
        }
    }

    fn finish(mut self) -> Vec<Inline> {
        self.flush();
        self.content
    }
}

/// Tokens of one face side by side as one text.
fn inlines(tokens: &[Token]) -> Vec<Inline> {
    let one_face = |a: &Token, b: &Token| a.face == b.face;
    let mut inlines = Vec::new();
    for run in tokens.chunk_by(one_face) {
        let mut content = Vec::new();
        for (index, line) in text(run).split('\n').enumerate() {
            if index > 0 {
                content.push(Inline::Break);
            }
            if !line.is_empty() {
                content.push(Inline::Text(line.to_owned()));
            }
        }
        if let Some(link) = run[0].face.link {
            content = vec![Inline::Linked(link, content)];
        }
        if run[0].face.italic {
            content = vec![Inline::Italic(content)];
        }
        if run[0].face.bold {
            content = vec![Inline::Bold(content)];
        }
        inlines.extend(content);
    }
    inlines
}

#[cfg(test)]
mod tests {
    use super::*;

    /// «[-старое-]», «{+новое+}», «*жирное*».
    fn shown(content: &[Inline]) -> String {
        let shown = content.iter().map(|inline| match inline {
            Inline::Text(text) => text.clone(),
            Inline::Bold(inner) | Inline::Italic(inner) => format!("*{}*", shown(inner)),
            Inline::Linked(_, inner) => shown(inner),
            Inline::Revised(Revision::Deleted, inner) => format!("[-{}-]", shown(inner)),
            Inline::Revised(Revision::Inserted, inner) => format!("{{+{}+}}", shown(inner)),
            Inline::Break => "⏎".to_owned(),
            Inline::Footnote(footnote) => shown(&footnote.content),
        });
        shown.collect()
    }

    fn of(old: &str, new: &str) -> String {
        let text = |text: &str| vec![Inline::Text(text.to_owned())];
        shown(&merged(&text(old), &text(new)))
    }

    #[test]
    fn changed_words_stand_side_by_side() {
        assert_eq!(
            of("в срок до 19 июня 2026 г.", "в срок до 1 июля 2026 г."),
            "в срок до [-19 июня-]{+1 июля+} 2026 г."
        );
        assert_eq!(of("март;", "март, апрель;"), "март{+, апрель+};");
        assert_eq!(of("один два три", "один три"), "один [-два -]три");
        assert_eq!(
            of("сдать до 16.02.2022 в школе", "сдать до 16.03.2022 в школе"),
            "сдать до [-16.02.2022-]{+16.03.2022+} в школе"
        );
    }

    #[test]
    fn unrelated_texts_are_replaced_whole() {
        assert_eq!(
            of("Провести семинар в школе", "Отчёт в сентябре сдан"),
            "[-Провести семинар в школе-]{+Отчёт в сентябре сдан+}"
        );
    }

    #[test]
    fn the_kind_of_a_space_is_no_change() {
        assert_eq!(of("10\u{A0}марта", "10 марта"), "10 марта");
    }

    #[test]
    fn emphasis_and_breaks_stay() {
        let old = [
            Inline::Bold(vec![Inline::Text("Цель:".into())]),
            Inline::Text(" рост".into()),
            Inline::Break,
            Inline::Text("качества".into()),
        ];
        let mut new = old.clone();
        new[1] = Inline::Text(" подъём".into());
        assert_eq!(
            shown(&merged(&old, &new)),
            "*Цель:* [-рост-]{+подъём+}⏎качества"
        );
    }
}
