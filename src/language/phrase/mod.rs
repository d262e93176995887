//! Cases of posts, organisations and groups of people: the head of the phrase
//! is declined, what depends on it stays as it is.
//!
//! The head is the leading adjectives and the first noun, which agree. Heads
//! joined by «и», a comma, a dash or brackets are declined as well where they
//! are surely nominatives; where that is unclear, the form is doubtful.

mod adjective;
mod compound;
#[cfg(feature = "morphology")]
mod dictionary;
mod head;
mod joint;
mod noun;
#[cfg(test)]
mod tests;
mod tokens;
mod words;

use super::{Case, Form, ends_with_any, is_capitals, with_capitals_of};
use adjective::Adjective;
use head::{Head, Headless};
use joint::{Before, Verdict, attribute, leads_in};
pub(super) use noun::Class;
use noun::Mistakable;
use tokens::{Kind, Token, tokens};

/// A post, an organisation or a group in a case: «Начальник отдела
/// образования» gives «Начальника отдела образования». The phrase is expected
/// in the nominative; inner quoted names and everything that depends on the
/// head stay untouched.
pub fn decline(phrase: &str, case: Case) -> Form {
    if case == Case::Nominative {
        return Form::Certain(phrase.to_owned());
    }
    if is_written_in_capitals(phrase) {
        return decline(&phrase.to_lowercase(), case).map(|form| form.to_uppercase());
    }
    let tokens = tokens(phrase);
    if let Some(form) = acting(phrase, &tokens) {
        return form;
    }
    let mut decliner = Decliner {
        phrase,
        tokens,
        case,
        edits: Vec::new(),
        doubt: None,
    };
    decliner.whole();
    decliner.finish()
}

/// Gender and number of the phrase's head, if it is known.
pub(super) fn class(phrase: &str) -> Option<Class> {
    let lower = phrase.to_lowercase();
    let tokens = tokens(&lower);
    let start = usize::from(
        tokens
            .first()
            .is_some_and(|token| token.kind == Kind::QuoteOpen),
    );
    Head::find(&words_from(&lower, &tokens, start))
        .ok()?
        .class()
}

/// «НАЧАЛЬНИК ОТДЕЛА», as in a letterhead; «МОУ» is an abbreviation.
fn is_written_in_capitals(phrase: &str) -> bool {
    let first = phrase.split_whitespace().next().unwrap_or_default();
    is_capitals(phrase)
        && is_capitals(first)
        && (words::find(&first.to_lowercase()).is_some() || first.chars().count() > 6)
}

/// «И.о. начальника …», «врио директора»: the genitive stays in every case.
fn acting(phrase: &str, tokens: &[Token]) -> Option<Form> {
    let lower = phrase.to_lowercase();
    let marks = ["и.о.", "и. о.", "врио ", "вр.и.о.", "ио "];
    let mark = marks.iter().find(|mark| lower.starts_with(**mark))?;
    let next = tokens
        .iter()
        .find(|token| token.range.start >= mark.len())?;
    let is_nominative = words::find(&phrase[next.range.clone()].to_lowercase())
        .is_some_and(|noun| noun.mistakable != Mistakable::Genitive);
    let doubt = is_nominative.then(|| format!("после «{}» нужен родительный падеж", mark.trim()));
    Some(Form::new(phrase.to_owned(), doubt))
}

/// The words from a token up to the next sign or joining word.
fn words_from<'p>(phrase: &'p str, tokens: &[Token], start: usize) -> Vec<&'p str> {
    let words = tokens.iter().skip(start);
    words
        .take_while(|token| token.kind == Kind::Word)
        .map(|token| &phrase[token.range.clone()])
        .collect()
}

const PERSON: &str = "в названии стоит имя человека: укажите его отдельно";

/// Whether the word is a patronymic in the nominative, as «Андреевна».
fn is_patronymic(word: &str) -> bool {
    let is_name = word.starts_with(char::is_uppercase) && !is_capitals(word);
    is_name && ends_with_any(word, &["вна", "ична", "вич"])
}

struct Decliner<'p> {
    phrase: &'p str,
    tokens: Vec<Token>,
    case: Case,
    /// Token and its new text, in order.
    edits: Vec<(usize, String)>,
    doubt: Option<String>,
}

impl<'p> Decliner<'p> {
    fn whole(&mut self) {
        let is_quoted = self.kind(0) == Some(Kind::QuoteOpen);
        let mut start = usize::from(is_quoted);
        // «Временно исполняющий обязанности»
        start += usize::from(self.word(start).to_lowercase() == "временно");
        if adjective::is_participle(&self.word(start).to_lowercase()) {
            self.suspect("причастный оборот перед определяемым словом".to_owned());
        }
        match Head::find(&self.words(start)) {
            Ok(head) => {
                if is_quoted && self.kind(start + head.len()) != Some(Kind::QuoteClose) {
                    self.suspect("название в кавычках без родового слова".to_owned());
                }
                self.apply(&head, start);
                self.tail(head, start);
            }
            Err(Headless::Unknown(word)) => self.suspect(format!("неизвестное слово «{word}»")),
            Err(Headless::Oblique(word)) => {
                self.suspect(format!(
                    "«{word}»: не именительный падеж или нет согласования"
                ));
            }
        }
    }

    /// Goes through what follows a head and declines the heads joined to it.
    fn tail(&mut self, head: Head, start: usize) {
        let mut at = start + head.len();
        let mut before = Before::head(&head);
        while at < self.tokens.len() {
            match self.tokens[at].kind {
                Kind::Word if is_patronymic(self.word(at)) => self.suspect(PERSON.to_owned()),
                Kind::Word => {
                    self.note_nominative(self.word(at));
                    before.note(self.word(at));
                }
                Kind::Initials if !self.after_name_of(at) => self.suspect(PERSON.to_owned()),
                // «(далее – Управление)» defines a word, nothing more.
                Kind::Bracket if self.word(at + 1) == "далее" => return,
                Kind::Bracket if self.kind(at + 1) == Some(Kind::QuoteOpen) => {
                    if let Some(after) = self.quoted_synonym(at + 2) {
                        at = after;
                        continue;
                    }
                }
                Kind::Bracket | Kind::Joint => {
                    if let Some(after) = self.joined(at + 1, &mut before) {
                        at = after;
                        continue;
                    }
                    before.is_direct = false;
                }
                Kind::QuoteOpen => at = self.closing_quote(at),
                _ => {}
            }
            at += 1;
        }
    }

    /// Declines the phrase after a joining word if it is joined to the head;
    /// returns the token after what was declined.
    fn joined(&mut self, start: usize, before: &mut Before) -> Option<usize> {
        let mut words = self.words(start);
        let skipped = words.iter().take_while(|word| leads_in(word)).count();
        words.drain(..skipped);
        let start = start + skipped;
        let found = Head::find(&words);
        if let Some(adjective) = attribute(&words, &found) {
            self.attribute(&adjective, start, before);
            before.is_direct = false;
            return Some(start + 1);
        }
        let first = words.first().copied().unwrap_or_default();
        let head = match found {
            Ok(head) => head,
            Err(Headless::Unknown(word)) if first.starts_with(char::is_alphabetic) => {
                self.suspect(format!("не ясно, склонять ли «{word}»"));
                return None;
            }
            Err(_) => return None,
        };
        match before.verdict(&head) {
            Verdict::Leave => None,
            Verdict::Unclear => {
                let words = words[..head.len()].join(" ");
                self.suspect(format!("не ясно, склонять ли «{words}»"));
                None
            }
            Verdict::Decline => {
                self.apply(&head, start);
                *before = Before::head(&head);
                Some(start + head.len())
            }
        }
    }

    /// A word that is surely a nominative should have been declined.
    fn note_nominative(&mut self, word: &str) {
        let lower = word.to_lowercase();
        let is_head = words::find(&lower)
            .is_some_and(|noun| noun.animate && noun.mistakable == Mistakable::Never);
        if is_head || adjective::is_participle(&lower) {
            self.suspect(format!("не ясно, склонять ли «{word}»"));
        }
    }

    /// Declines «показывающие» of «школы, показывающие низкие результаты».
    fn attribute(&mut self, adjective: &Adjective, at: usize, before: &Before) {
        let word = self.word(at);
        match self.case.oblique() {
            Some(index) if before.class == Some(adjective.class) => {
                let form = adjective.form(index, before.is_animate, &word.to_lowercase());
                self.edits.push((at, with_capitals_of(word, &form)));
            }
            _ => self.suspect(format!("не ясно, склонять ли «{word}»")),
        }
    }

    /// Declines «дорожная карта» of «план («дорожная карта»)»: a common noun in
    /// quotes, not a name. Returns the token after it.
    fn quoted_synonym(&mut self, start: usize) -> Option<usize> {
        let is_name = self.word(start).starts_with(char::is_uppercase);
        let head = Head::find(&self.words(start)).ok().filter(|_| !is_name)?;
        self.apply(&head, start);
        Some(self.closing_quote(start - 1) + 1)
    }

    /// Puts the words of a head into the case.
    fn apply(&mut self, head: &Head, start: usize) {
        let range = start..start + head.len();
        let words: Vec<&str> = range.clone().map(|at| self.word(at)).collect();
        let (forms, doubt) = head.decline(&words, self.case);
        if let Some(doubt) = doubt {
            self.suspect(doubt);
        }
        self.edits.extend(range.zip(forms));
    }

    /// The phrase with its edits.
    fn finish(self) -> Form {
        // A clerk who writes «отчет» wants «секретарем», not «секретарём».
        let keeps_yo = self.phrase.contains(['ё', 'Ё']);
        let mut text = String::new();
        let mut done = 0;
        for (token, form) in &self.edits {
            let range = &self.tokens[*token].range;
            text.push_str(&self.phrase[done..range.start]);
            match keeps_yo {
                true => text.push_str(form),
                false => text.push_str(&form.replace('ё', "е").replace('Ё', "Е")),
            }
            done = range.end;
        }
        text.push_str(&self.phrase[done..]);
        Form::new(text, self.doubt)
    }

    /// Keeps the first doubt.
    fn suspect(&mut self, reason: String) {
        self.doubt.get_or_insert(reason);
    }

    /// Whether the initials at a token belong to «имени М.В. Ломоносова».
    fn after_name_of(&self, at: usize) -> bool {
        let before = self.tokens[..at].iter().rev().take(3);
        before
            .map(|token| &self.phrase[token.range.clone()])
            .any(|word| matches!(word, "имени" | "им."))
    }

    /// The token of the quote that closes the one at a token.
    fn closing_quote(&self, open: usize) -> usize {
        let mut depth = 0;
        for (at, token) in self.tokens.iter().enumerate().skip(open) {
            match token.kind {
                Kind::QuoteOpen => depth += 1,
                Kind::QuoteClose => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return at;
            }
        }
        self.tokens.len()
    }

    fn words(&self, start: usize) -> Vec<&'p str> {
        words_from(self.phrase, &self.tokens, start)
    }

    fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    fn word(&self, at: usize) -> &'p str {
        self.tokens
            .get(at)
            .map_or("", |token| &self.phrase[token.range.clone()])
    }
}
