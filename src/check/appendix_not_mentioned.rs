//! An appendix that no point of the order speaks of ([N-53], [N-176]).

use super::{Rule, Subject, mention, words};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Appendix, Dossier, Order, Text};

pub(super) const RULE: Rule = Rule {
    code: "appendix-not-mentioned",
    severity: Severity::Warning,
    explain: "\
О приложении не говорит ни один пункт приказа.

Почему: приложение действует лишь потому, что на него ссылается приказ. Без ссылки не ясно, зачем оно приложено. Ссылкой считается «(приложение)», «(приложение 2)» и «прилагаемый план-график».

Пример: приложений два, а в пунктах есть только «(приложение 1)».

Как исправить: допишите ссылку в тот пункт, к которому приложение относится, или уберите приложение.",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(order) = &subject.dossier.order else {
        return;
    };
    let mentioned = mentioned(subject.dossier, order);
    for (index, appendix) in order.appendices.iter().enumerate() {
        if mentioned[index] {
            continue;
        }
        let (message, example) = match order.appendices.len() {
            1 => (
                "о приложении не говорит ни один пункт".into(),
                "приложение".into(),
            ),
            _ => {
                let number = index + 1;
                let message = format!("о приложении {number} не говорит ни один пункт");
                (message, format!("приложение {number}"))
            }
        };
        findings.push(
            Diagnostic::warning(RULE.code, place(appendix), message).hint(format!(
                "допишите «({example})» в пункт, к которому оно относится"
            )),
        );
    }
}

/// Where an appendix says what it is.
fn place(appendix: &crate::diagnostic::Located<Appendix>) -> crate::diagnostic::Span {
    let document = appendix.document.as_ref().map(|document| document.span);
    let title = appendix.title.as_ref().map(|title| title.span);
    document.or(title).unwrap_or(appendix.span)
}

/// For every appendix, whether a point speaks of it.
fn mentioned(dossier: &Dossier, order: &Order) -> Vec<bool> {
    let mut mentioned = vec![false; order.appendices.len()];
    for text in mention::texts(order) {
        for mention in mention::own_appendices(text) {
            if mention.numbers.is_empty() && mentioned.len() == 1 {
                mentioned[0] = true;
            }
            for (_, number) in &mention.numbers {
                let index = number.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
                if let Some(seen) = index.and_then(|index| mentioned.get_mut(index)) {
                    *seen = true;
                }
            }
        }
        mark_attached(dossier, order, text, &mut mentioned);
    }
    mentioned
}

/// Marks what «прилагаемый …» speaks of: the appendices whose kind the text names, or,
/// if it names none, all, for it must mean some of them.
fn mark_attached(dossier: &Dossier, order: &Order, text: &Text, mentioned: &mut [bool]) {
    if !text.to_lowercase().contains("прилагаем") {
        return;
    }
    let stems = words::stems(text);
    let named: Vec<bool> = order
        .appendices
        .iter()
        .map(|appendix| {
            kind(dossier, appendix).is_some_and(|kind| !words::stems(kind).is_disjoint(&stems))
        })
        .collect();
    let any = named.contains(&true);
    for (seen, named) in mentioned.iter_mut().zip(named) {
        *seen |= named || !any;
    }
}

/// What kind of document an appendix is.
fn kind<'a>(dossier: &'a Dossier, appendix: &'a Appendix) -> Option<&'a Text> {
    match &appendix.document {
        Some(_) => dossier.plan.as_ref().map(|plan| &plan.kind),
        None => appendix.kind.as_ref().or(appendix.title.as_ref()),
    }
}
