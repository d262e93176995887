//! Executors and schools that nothing refers to.

use std::collections::BTreeSet;

use super::wording::words;
use super::{Rule, Subject, editions};
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::language::counted;
use crate::model::{Activity, Dossier, Id, Point, Recipient, Text};

pub(super) const RULE: Rule = Rule {
    code: "unused-party",
    severity: Severity::Hint,
    explain: "\
Исполнитель или школа объявлены, но ни план, ни приказ о них не говорят.

Почему: либо им забыли что-то поручить, либо запись лишняя. Упоминанием считается и id, и название, записанное словами. Пока ни план, ни приказ не называют никого по id, совета нет.

Пример: в dossier.yaml есть исполнитель «цдо», а ни в одной строке плана и ни в одном пункте его нет.

Как исправить: впишите id туда, где исполнителя забыли, или удалите запись.",
    local: false,
    check,
};

/// From so many on, one finding speaks of all.
const MANY: usize = 4;

/// How many of many are named.
const NAMED: usize = 5;

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let dossier = subject.dossier;
    let used = used(subject);
    let executors = dossier.executors.iter().map(|one| Party {
        id: &one.id,
        names: [Some(&one.name), one.full.as_ref()],
    });
    let schools = dossier.schools.iter().map(|one| Party {
        id: &one.id,
        names: [Some(&one.name), one.full.as_ref()],
    });
    // A plan that names everybody in words, or nobody yet, says nothing about ids.
    if used.is_empty() {
        return;
    }
    report(subject, &EXECUTORS, executors, &used, findings);
    report(subject, &SCHOOLS, schools, &used, findings);
}

/// What a finding says of one and of many.
struct Words {
    one: [&'static str; 2],
    many: [&'static str; 3],
}

const EXECUTORS: Words = Words {
    one: ["исполнитель", "нигде не назван"],
    many: ["исполнитель", "исполнителя", "исполнителей"],
};

const SCHOOLS: Words = Words {
    one: ["школа", "нигде не названа"],
    many: ["школа", "школы", "школ"],
};

/// An executor or a school.
struct Party<'a> {
    id: &'a Id,
    names: [Option<&'a Text>; 2],
}

fn report<'a>(
    subject: Subject<'a>,
    said: &Words,
    parties: impl Iterator<Item = Party<'a>>,
    used: &BTreeSet<&str>,
    findings: &mut Vec<Diagnostic>,
) {
    let without_id: Vec<Party<'_>> = parties
        .filter(|party| !used.contains(party.id.value.as_str()))
        .collect();
    if without_id.is_empty() {
        return;
    }
    let prose = Prose::new(subject);
    let unused: Vec<&Id> = without_id
        .iter()
        .filter(|party| {
            !party
                .names
                .into_iter()
                .flatten()
                .any(|name| prose.names(name))
        })
        .map(|party| party.id)
        .collect();
    let hint = "впишите id туда, где его забыли, или удалите запись";
    if unused.len() < MANY {
        findings.extend(unused.iter().map(|id| {
            let message = format!("{} «{}» {}", said.one[0], id.value, said.one[1]);
            Diagnostic::advice(RULE.code, id.span, message).hint(hint)
        }));
    } else {
        let shown: Vec<&str> = unused
            .iter()
            .take(NAMED)
            .map(|id| id.value.as_str())
            .collect();
        let more = match unused.len() - shown.len() {
            0 => String::new(),
            more => format!(" и ещё {more}"),
        };
        let [one, few, many] = said.many;
        let count = counted(unused.len() as u64, one, few, many);
        let message = format!("{count} нигде не названы: {}{more}", shown.join(", "));
        findings.push(Diagnostic::advice(RULE.code, unused[0].span, message).hint(hint));
    }
}

/// Every id that the plan and the order refer to.
fn used(subject: Subject<'_>) -> BTreeSet<&str> {
    let dossier = subject.dossier;
    let mut used = BTreeSet::new();
    // The signed order names whom an amendment has replaced since.
    let older = dossier.amendments.editions.iter();
    let plans = older.clone().filter_map(|edition| edition.plan.as_ref());
    for plan in plans.chain(&dossier.plan) {
        let named = plan
            .all_activities()
            .into_iter()
            .flat_map(Activity::parties);
        used.extend(named.filter_map(|one| one.id()).map(|id| id.value.as_str()));
    }
    let orders = older.filter_map(|edition| edition.order.as_ref());
    for order in orders.chain(&dossier.order) {
        add_recipients(&order.points, &mut used);
        let texts = super::printed::order(order).into_iter();
        used.extend(texts.flat_map(|text| in_braces(text)));
    }
    for row in dossier.rows() {
        let schools = dossier.schools.iter().enumerate();
        let reporting = schools.filter(|(place, _)| row.schools.has(*place));
        used.extend(reporting.map(|(_, school)| school.id.value.as_str()));
    }
    let reports = dossier.progress.iter();
    used.extend(reports.map(|report| report.party.value.as_str()));
    for text in subject.texts {
        used.extend(in_braces(text));
    }
    used
}

fn add_recipients<'a>(points: &'a [Point], used: &mut BTreeSet<&'a str>) {
    for point in points {
        for recipient in point.recipients.iter() {
            match recipient {
                Recipient::Word(word) => {
                    used.insert(&word.value);
                }
                Recipient::Group(group) => {
                    used.extend(group.schools.iter().map(|id| id.value.as_str()));
                }
            }
        }
        add_recipients(&point.points, used);
    }
}

/// The first words within «{…}».
fn in_braces(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| {
        let inner = rest.split('}').next()?;
        inner.split_whitespace().next()
    })
}

/// What the files say, for names written out.
struct Prose {
    /// The words of every text in lower case between single spaces.
    texts: Vec<String>,
    words: BTreeSet<String>,
}

impl Prose {
    fn new(subject: Subject<'_>) -> Self {
        let own = own_spans(subject.dossier);
        let texts = subject
            .texts
            .iter()
            .filter(|text| !own.contains(&text.span))
            .map(|text| spaced(text));
        let older = subject.dossier.amendments.editions.iter();
        let older = older.flat_map(editions::texts).map(|text| spaced(&text));
        let texts: Vec<String> = texts.chain(older).collect();
        let words = texts.iter().flat_map(|text| text.split(' '));
        let words = words.map(str::to_owned).collect();
        Self { texts, words }
    }

    /// Whether a text names somebody; words that occur nowhere spare the search.
    fn names(&self, name: &str) -> bool {
        let name = spaced(name);
        let possible = name.split(' ').all(|word| self.words.contains(word));
        possible && self.texts.iter().any(|text| text.contains(&name))
    }
}

/// The words of a text alone, so that «СОШ №4» names «СОШ № 4».
fn spaced(text: &str) -> String {
    let mut spaced = String::from(" ");
    for word in words(text) {
        spaced.extend(word.text.chars().flat_map(char::to_lowercase));
        spaced.push(' ');
    }
    spaced
}

/// Where the parties' own names stand, which are no mentions.
fn own_spans(dossier: &Dossier) -> BTreeSet<Span> {
    let executors = dossier
        .executors
        .iter()
        .map(|one| [Some(&one.name), one.full.as_ref()]);
    let schools = dossier
        .schools
        .iter()
        .map(|one| [Some(&one.name), one.full.as_ref()]);
    executors
        .chain(schools)
        .flatten()
        .flatten()
        .map(|text| text.span)
        .collect()
}
