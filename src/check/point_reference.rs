//! A reference to a point that this order has not ([N-175]).

use std::collections::BTreeSet;

use super::{Rule, Subject, mention};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Order, SubpointStyle};

pub(super) const RULE: Rule = Rule {
    code: "point-reference",
    severity: Severity::Warning,
    explain: "\
Ссылка на пункт, которого в приказе нет.

Почему: пункты добавляют и переставляют, а номера в тексте остаются прежними. Ссылка ведёт не туда. Проверяются ссылки, которые явно говорят об этом приказе: «пункт 7 настоящего приказа», «отчёт по пункту 7».

Пример: «во исполнение пункта 7 настоящего приказа», а пунктов пять.

Как исправить: поправьте номер.",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(order) = &subject.dossier.order else {
        return;
    };
    let known = printed_numbers(order);
    for text in mention::texts(order) {
        for mention in mention::mentions(text, is_word) {
            let before = text[..mention.word.start].trim_end();
            if !speaks_of_this_order(&text[mention.end..]) || is_part_of(before) {
                continue;
            }
            for (index, (_, number)) in mention.numbers.iter().enumerate() {
                if !known.contains(number) {
                    let span = subject.sources.within(text, mention.place(index));
                    let message = format!("пункта {number} в приказе нет");
                    let last = known.iter().filter(|n| !n.contains('.')).count();
                    findings.push(
                        Diagnostic::warning(RULE.code, span, message)
                            .hint(format!("поправьте номер: пунктов в приказе {last}")),
                    );
                }
            }
        }
    }
}

/// «пункт» in any case and number, and «п.».
fn is_word(word: &str) -> bool {
    let word = word.strip_prefix("под").unwrap_or(word);
    word == "п"
        || word == "пп"
        || word
            .strip_prefix("пункт")
            .is_some_and(|ending| ending.chars().count() <= 3)
}

/// Whether what follows a number plainly ends a reference to this order: «настоящего
/// приказа», or nothing at all.
fn speaks_of_this_order(rest: &str) -> bool {
    let trimmed = rest.trim_start();
    mention::of_this_order(trimmed) || trimmed.is_empty() || trimmed.starts_with(['.', ';', ')'])
}

/// Whether the words before make it a part of some other act: «Положения, пункт 5».
fn is_part_of(before: &str) -> bool {
    before.ends_with(',')
}

/// The numbers that the order prints.
fn printed_numbers(order: &Order) -> BTreeSet<String> {
    let points = order.numbered();
    let printed = |level| level == 1 || order.subpoints == SubpointStyle::Decimal;
    points
        .into_iter()
        .filter(|point| printed(point.level))
        .map(|point| point.number)
        .chain(order.control.as_ref().map(|_| order.control_number()))
        .collect()
}
