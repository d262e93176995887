//! Going through a phrase: its head, then whatever is joined to it.

use crate::language::{Case, Form, ends_with_any, is_capitals, with_capitals_of};

use super::adjective::{self, Adjective};
use super::head::{Head, Headless};
use super::joint::{Before, Verdict, attribute, leads_in};
use super::noun::Mistakable;
use super::tokens::{Kind, Token};
use super::words;

/// The words from a token up to the next sign or joining word.
pub(super) fn words_from<'p>(phrase: &'p str, tokens: &[Token], start: usize) -> Vec<&'p str> {
    let words = tokens.iter().skip(start);
    words
        .take_while(|token| token.kind == Kind::Word)
        .map(|token| &phrase[token.range.clone()])
        .collect()
}

const PERSON: &str = "здесь стоит имя человека, а имён внутри текста программа не склоняет";

/// Whether the word is a patronymic in the nominative, as «Андреевна».
fn is_patronymic(word: &str) -> bool {
    let is_name = word.starts_with(char::is_uppercase) && !is_capitals(word);
    is_name && ends_with_any(word, &["вна", "ична", "вич"])
}

/// A phrase on its way into a case.
pub(super) struct Decliner<'p> {
    phrase: &'p str,
    tokens: Vec<Token>,
    case: Case,
    /// Token and its new text, in order.
    edits: Vec<(usize, String)>,
    doubt: Option<String>,
}

impl<'p> Decliner<'p> {
    pub(super) fn new(phrase: &'p str, tokens: Vec<Token>, case: Case) -> Self {
        Self {
            phrase,
            tokens,
            case,
            edits: Vec::new(),
            doubt: None,
        }
    }

    /// The phrase in the case.
    pub(super) fn decline(mut self) -> Form {
        self.whole();
        self.finish()
    }

    /// The phrase in the case, if everything before a token keeps its form.
    pub(super) fn decline_from(mut self, at: usize, doubt: Option<String>) -> Form {
        self.doubt = doubt;
        self.tail(at, Before::nothing());
        self.finish()
    }

    fn whole(&mut self) {
        let is_quoted = self.kind(0) == Some(Kind::QuoteOpen);
        let mut start = usize::from(is_quoted);
        // «Временно исполняющий обязанности»
        start += usize::from(self.word(start).to_lowercase() == "временно");
        if adjective::is_participle(&self.word(start).to_lowercase()) {
            self.suspect("причастный оборот перед определяемым словом".to_owned());
        }
        start = self.shared_adjectives(start);
        match Head::find(&self.words(start)) {
            Ok(head) => {
                if is_quoted && self.kind(start + head.len()) != Some(Kind::QuoteClose) {
                    self.suspect("название в кавычках без родового слова".to_owned());
                }
                self.apply(&head, start);
                self.tail(start + head.len(), Before::head(&head));
            }
            Err(Headless::Unknown(word)) => self.suspect(format!("неизвестное слово «{word}»")),
            Err(Headless::Oblique(word)) => {
                self.suspect(format!(
                    "«{word}»: не именительный падеж или нет согласования"
                ));
            }
        }
    }

    /// Declines «дошкольные» of «дошкольные и общеобразовательные организации»;
    /// returns where the phrase with the noun begins.
    fn shared_adjectives(&mut self, start: usize) -> usize {
        let words = self.words(start);
        let joint = start + words.len();
        if words.is_empty() || self.kind(joint) != Some(Kind::Joint) {
            return start;
        }
        let read = |word: &&str| {
            let lower = word.to_lowercase();
            Adjective::read(&lower).filter(|_| !adjective::is_person(&lower))
        };
        let Some(adjectives) = words.iter().map(read).collect::<Option<Vec<_>>>() else {
            return start;
        };
        let Ok(head) = Head::find(&self.words(joint + 1)) else {
            return start;
        };
        if adjectives
            .iter()
            .any(|adjective| Some(adjective.class) != head.class())
        {
            return start;
        }
        for (offset, adjective) in adjectives.iter().enumerate() {
            self.put(start + offset, adjective, head.is_animate());
        }
        joint + 1
    }

    /// Goes through what follows a head and declines the heads joined to it.
    fn tail(&mut self, mut at: usize, mut before: Before<'p>) {
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
                Kind::Divider => {
                    let sign = self.word(at);
                    self.suspect(format!("не ясно, склонять ли слова после «{sign}»"));
                }
                Kind::Initials | Kind::Other | Kind::QuoteClose => {}
            }
            at += 1;
        }
    }

    /// Declines the phrase after a joining word if it is joined to the head;
    /// returns the token after what was declined.
    fn joined(&mut self, start: usize, before: &mut Before<'p>) -> Option<usize> {
        let mut words = self.words(start);
        let skipped = words.iter().take_while(|word| leads_in(word)).count();
        words.drain(..skipped);
        let start = start + skipped;
        let found = Head::find(&words);
        if let Some(adjective) = attribute(&words, &found) {
            self.attribute(&adjective, start, before);
            before.is_direct = false;
            before.governs = true;
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
        if before.class == Some(adjective.class) {
            self.put(at, adjective, before.is_animate);
        } else {
            self.suspect(format!("не ясно, склонять ли «{}»", self.word(at)));
        }
    }

    /// Puts an adjective into the case.
    fn put(&mut self, at: usize, adjective: &Adjective, animate: bool) {
        if let Some(index) = self.case.oblique() {
            let word = self.word(at);
            let form = adjective.form(index, animate, &word.to_lowercase());
            self.edits.push((at, with_capitals_of(word, &form)));
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
