//! The directives of an order: who must do what until when.

use crate::model::{Order, Point, Recipient, Text};

/// A point that says what to do, with what it inherits from the points above it.
#[derive(Clone, Debug)]
pub(super) struct Directive<'a> {
    /// What is to be done.
    pub(super) text: &'a Text,
    /// Whom it binds, its own and those of the points above.
    pub(super) recipients: Vec<&'a Recipient>,
    /// Until when, its own and those of the points above.
    pub(super) deadlines: Vec<&'a Text>,
    /// Its words, after those that the points above it begin with.
    pub(super) words: String,
    /// The infinitive of the directive and the text that begins with it: its own or that
    /// of a point above. A text that begins otherwise names its executor itself.
    pub(super) verb: Option<(String, &'a Text)>,
}

impl Directive<'_> {
    /// Whether the order itself does it: «утвердить», but not «МКУ «ИМЦ»: провести …».
    pub(super) fn is_own_act(&self) -> bool {
        let verb = self.verb.as_ref();
        self.recipients.is_empty()
            && verb.is_some_and(|(verb, _)| OWN_ACTS.contains(&verb.as_str()))
    }
}

/// All points without parts of their own, in reading order.
pub(super) fn all(order: &Order) -> Vec<Directive<'_>> {
    let mut directives = Vec::new();
    for point in &order.points {
        walk(point, &Inherited::default(), &mut directives);
    }
    directives
}

/// What a point hands down to its parts.
#[derive(Clone, Default)]
struct Inherited<'a> {
    recipients: Vec<&'a Recipient>,
    deadlines: Vec<&'a Text>,
    words: String,
    verb: Option<(String, &'a Text)>,
}

fn walk<'a>(point: &'a Point, above: &Inherited<'a>, directives: &mut Vec<Directive<'a>>) {
    let mut here = above.clone();
    here.recipients.extend(point.recipients.iter());
    here.deadlines.extend(point.deadlines.iter());
    if let Some(text) = &point.text {
        here.words.push_str(text);
        here.words.push(' ');
        here.verb = verb(text).map(|verb| (verb, text)).or(here.verb);
    }
    for part in &point.points {
        walk(part, &here, directives);
    }
    if let (true, Some(text)) = (point.points.is_empty(), &point.text) {
        directives.push(Directive {
            text,
            recipients: here.recipients,
            deadlines: here.deadlines,
            words: here.words,
            verb: here.verb,
        });
    }
}

/// The infinitive that a directive begins with, lower case: «методически сопровождать»
/// has it second.
fn verb(text: &str) -> Option<String> {
    for word in text.split_whitespace().take(4) {
        let word = word
            .trim_matches(|c: char| !c.is_alphabetic())
            .to_lowercase();
        if is_infinitive(&word) {
            return Some(word);
        }
        // «Не допускать», «ежемесячно и в срок представлять».
        let is_adverb = word.ends_with("но") || word.ends_with("ски") || word.ends_with("во");
        if !is_adverb && !matches!(word.as_str(), "не" | "и" | "в" | "срок") {
            return None;
        }
    }
    None
}

fn is_infinitive(word: &str) -> bool {
    let bare = word.strip_suffix("ся").or(word.strip_suffix("сь"));
    let bare = bare.unwrap_or(word);
    let ending = [
        "ать",
        "ять",
        "еть",
        "ить",
        "оть",
        "уть",
        "ыть",
        "честь",
        "йти",
        "сти",
        "зти",
        "чь",
    ];
    let noun = ["ости", "асти", "печать", "память", "деятель", "речь"];
    ending.iter().any(|ending| bare.ends_with(ending))
        && !noun.iter().any(|noun| bare.ends_with(noun))
}

/// Whether a point says who watches over this order ([N-79]).
pub(super) fn is_control(text: &str) -> bool {
    let text = text.trim_start().to_lowercase();
    let opens = [
        "контроль",
        "общий контроль",
        "возложить контроль",
        "оставить контроль",
        "оставляю контроль",
    ]
    .iter()
    .any(|words| text.starts_with(words));
    // Watch over a part of the order, or over another order, is a directive like others.
    let other = text.contains("пункт") || text.contains("приказа от ");
    opens && text.contains("приказ") && !other
}

/// What the issuer, if nobody else is named, does by the very words of the order; nobody else need act.
const OWN_ACTS: [&str; 45] = [
    "ввести",
    "включить",
    "внести",
    "возложить",
    "возобновить",
    "вывести",
    "дополнить",
    "закрепить",
    "закрыть",
    "заменить",
    "запретить",
    "зачислить",
    "изложить",
    "исключить",
    "исполнить",
    "контроль",
    "ликвидировать",
    "назначить",
    "наградить",
    "обозначить",
    "образовать",
    "объявить",
    "одобрить",
    "определить",
    "освободить",
    "оставить",
    "открыть",
    "отменить",
    "перенести",
    "поощрить",
    "премировать",
    "признать",
    "принять",
    "присвоить",
    "продлить",
    "прекратить",
    "провести",
    "разрешить",
    "рекомендовать",
    "снять",
    "согласовать",
    "создать",
    "считать",
    "установить",
    "утвердить",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_verb_of_a_directive() {
        for (text, found) in [
            ("Утвердить план", Some("утвердить")),
            ("методически сопровождать работу", Some("сопровождать")),
            ("Не допускать опозданий", Some("допускать")),
            ("внести предложения", Some("внести")),
            ("обеспечить участие", Some("обеспечить")),
            ("ознакомиться с приказом", Some("ознакомиться")),
            ("Руководителям школ обеспечить участие", None),
            ("Отделу кадров ознакомить", None),
            ("участие педагогов", None),
            ("области применения", None),
        ] {
            assert_eq!(verb(text).as_deref(), found, "{text}");
        }
    }

    #[test]
    fn tells_the_point_on_control_from_others() {
        assert!(is_control(
            "Контроль за исполнением настоящего приказа оставляю за собой"
        ));
        assert!(is_control(
            "Возложить контроль за исполнением приказа на Петрову А.А."
        ));
        assert!(!is_control(
            "Контроль за исполнением пункта 2 приказа возложить на Петрову А.А."
        ));
        assert!(!is_control(
            "Контроль за исполнением приказа от 01.02.2021 № 3 снять"
        ));
        assert!(!is_control("обеспечить контроль за питанием"));
    }
}
