//! A document that the order calls otherwise than the document calls itself ([N-182]).

use std::collections::BTreeSet;
use std::ops::Range;

use super::{Rule, Subject, mention, words};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Appendix, AppendixContent, Dossier, Order, Text};

pub(super) const RULE: Rule = Rule {
    code: "title-mismatch",
    severity: Severity::Warning,
    explain: "\
Приказ называет документ не так, как он сам себя называет.

Почему: документ узнают по названию. Если в приказе «план на 2023 год», а приложен план на 2022 год, не ясно, что утверждено. Сверяют заголовок приказа, пункт «Утвердить …» и название плана или приложения. Название может быть короче — разные годы и разные слова быть не могут.

Пример: «Об утверждении плана-графика на 2023 год», а план назван «План-график … на 2022 год».

Как исправить: приведите названия к одному.",
    local: false,
    check,
};

/// How much of the shorter name the longer must hold.
const ALIKE: f32 = 0.6;

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(order) = &subject.dossier.order else {
        return;
    };
    let names = names(order);
    let alone = order.appendices.len() == 1;
    for (index, appendix) in order.appendices.iter().enumerate() {
        let Some(own) = OwnName::of(subject.dossier, appendix) else {
            continue;
        };
        for name in &names {
            // «Утвердить состав группы» is no wrong name of the plan.
            let is_meant = match name.appendix {
                Some(number) => number == index + 1,
                None => (alone && name.attached) || !name.stems().is_disjoint(&own.kind),
            };
            if is_meant {
                findings.extend(compare(subject, name, own.title));
            }
        }
    }
}

/// What the order calls a document that it approves.
struct Name<'a> {
    text: &'a Text,
    /// The bytes of the name within the text.
    range: Range<usize>,
    /// The number of the appendix, if the text gives it.
    appendix: Option<usize>,
    /// Whether the text is beyond doubt about something attached.
    attached: bool,
}

impl Name<'_> {
    fn words(&self) -> &str {
        &self.text[self.range.clone()]
    }

    fn stems(&self) -> BTreeSet<String> {
        let mut stems = words::stems(self.words());
        stems.remove(&words::stem("прилагаемый"));
        stems
    }
}

/// The names that the order's title and its points give to what they approve.
fn names(order: &Order) -> Vec<Name<'_>> {
    let title = name(&order.title, "Об утверждении").map(|name| Name {
        attached: true,
        ..name
    });
    let points = order.points.iter().filter_map(|point| point.text.as_ref());
    title
        .into_iter()
        .chain(points.filter_map(|text| name(text, "Утвердить")))
        .collect()
}

/// The name in a text that begins with `start`, up to the mention of an appendix.
fn name<'a>(text: &'a Text, start: &str) -> Option<Name<'a>> {
    let head = text.get(..start.len())?;
    if head.to_lowercase() != start.to_lowercase() {
        return None;
    }
    let appendices = mention::own_appendices(text);
    let first = appendices.first();
    let end = first.map_or(text.len(), |mention| mention.word.start);
    let number = first.and_then(|mention| mention.numbers.first());
    Some(Name {
        text,
        range: start.len()..end,
        appendix: number.and_then(|(_, number)| number.parse().ok()),
        attached: first.is_some() || text.to_lowercase().contains("прилагаем"),
    })
}

/// What an appendix calls itself.
struct OwnName<'a> {
    title: &'a Text,
    /// The stems of its kind.
    kind: BTreeSet<String>,
}

impl<'a> OwnName<'a> {
    fn of(dossier: &'a Dossier, appendix: &'a Appendix) -> Option<Self> {
        let (kind, title) = match appendix.document.as_ref().map(|document| document.value) {
            Some(AppendixContent::Plan) => {
                let plan = dossier.plan.as_ref()?;
                (Some(&plan.kind), &plan.title)
            }
            None => (appendix.kind.as_ref(), appendix.title.as_ref()?),
        };
        let kind = kind.map(|kind| words::stems(kind)).unwrap_or_default();
        Some(Self { title, kind })
    }
}

/// Reports other years, or else other words.
fn compare(subject: Subject<'_>, name: &Name<'_>, title: &Text) -> Option<Diagnostic> {
    let (named, own) = (words::years(name.words()), words::years(title));
    let (stems, own_stems) = (name.stems(), words::stems(title));
    let message = if !named.is_empty() && !own.is_empty() && named != own {
        format!(
            "годы расходятся: в приказе {}, в названии документа {}",
            listed(&named),
            listed(&own)
        )
    } else if words::overlap(&stems, &own_stems) < ALIKE {
        "приказ называет документ не так, как он сам себя называет".to_owned()
    } else {
        return None;
    };
    let before = name.words().len() - name.words().trim_start().len();
    let range = name.range.start + before
        ..name.range.start + name.words().trim_end_matches([' ', '(']).len();
    let span = subject.sources.within(name.text, range);
    Some(
        Diagnostic::warning(RULE.code, span, message)
            .related(title.span, "так назван сам документ")
            .hint("приведите названия к одному"),
    )
}

/// «2021 и 2022».
fn listed(years: &BTreeSet<u32>) -> String {
    let years: Vec<String> = years.iter().map(u32::to_string).collect();
    years.join(" и ")
}
