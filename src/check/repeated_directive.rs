//! Two points of an order that give one directive ([N-73]).

use std::collections::{BTreeMap, BTreeSet};

use super::directive::{self, Directive};
use super::{Rule, Subject, words};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Recipient;

pub(super) const RULE: Rule = Rule {
    code: "repeated-directive",
    severity: Severity::Warning,
    explain: "\
Два пункта приказа поручают тем же исполнителям одно и то же, но с разными сроками или адресатами.

Почему: не ясно, одно это поручение или два. Если отчёт один, у него один срок и один адресат; если отчётов два, их надо назвать по-разному. Одно поручение — один пункт.

Пример: пункт 2: «представить в ИМЦ отчёт за I полугодие до 20 июня», пункт 4: «представить в институт отчёт за I полугодие до 30 июня».

Как исправить: соедините пункты или скажите, чем отчёты различаются.",
    local: false,
    check,
};

/// How alike the words of two directives must be.
const ALIKE: f32 = 0.6;

/// How many words they must share, the verb included.
const SHARED: usize = 3;

/// How many points before it a point is compared with: orders are short, and a long
/// one must not take a long time.
const WINDOW: usize = 50;

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(order) = &subject.dossier.order else {
        return;
    };
    // The words of the title are in every point and tell nothing apart.
    let title = words::stems(&order.title);
    let directives = directive::all(order);
    let mut by_verb: BTreeMap<String, Vec<(&Directive<'_>, BTreeSet<String>)>> = BTreeMap::new();
    for one in &directives {
        let Some((verb, _)) = &one.verb else {
            continue;
        };
        let stems: BTreeSet<String> = words::stems(&one.words)
            .into_iter()
            .filter(|stem| !title.contains(stem))
            .collect();
        let earlier = by_verb.entry(verb.clone()).or_default();
        let same = earlier
            .iter()
            .rev()
            .take(WINDOW)
            .rev()
            .find(|(other, others)| are_alike(&stems, others) && bind_the_same(one, other));
        if let Some((first, _)) = same {
            findings.push(repeated(one, first));
        }
        earlier.push((one, stems));
    }
}

fn are_alike(one: &BTreeSet<String>, other: &BTreeSet<String>) -> bool {
    one.intersection(other).count() >= SHARED && words::overlap(one, other) >= ALIKE
}

fn repeated(one: &Directive<'_>, first: &Directive<'_>) -> Diagnostic {
    let deadlines = |directive: &Directive<'_>| -> Vec<String> {
        directive
            .deadlines
            .iter()
            .map(|text| text.trim().to_lowercase())
            .collect()
    };
    let message = if deadlines(one) == deadlines(first) {
        "похоже, это уже поручено другим пунктом"
    } else {
        "похоже, это уже поручено другим пунктом, но с другим сроком"
    };
    Diagnostic::warning(RULE.code, one.text.span, message)
        .related(first.text.span, "первый раз")
        .hint("соедините пункты или скажите, чем поручения различаются")
}

/// Whether two directives bind the same people; one that binds nobody may bind anybody.
fn bind_the_same(one: &Directive<'_>, other: &Directive<'_>) -> bool {
    let (one, other) = (bound(one), bound(other));
    one.is_empty() || other.is_empty() || !one.is_disjoint(&other)
}

fn bound<'a>(directive: &Directive<'a>) -> BTreeSet<&'a str> {
    let mut names = BTreeSet::new();
    for recipient in &directive.recipients {
        match recipient {
            Recipient::Word(word) => {
                names.insert(word.value.as_str());
            }
            Recipient::Group(group) => {
                names.insert(group.name.value.as_str());
                names.extend(group.schools.iter().map(|id| id.value.as_str()));
            }
        }
    }
    names
}
