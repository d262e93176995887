//! Several ids written as one text: «ответственные: управление, имц».

use std::collections::HashSet;

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Dossier, ExecutorRef, Point, Recipient, Text};

pub(super) const RULE: Rule = Rule {
    code: "list-without-brackets",
    severity: Severity::Warning,
    explain: "\
Несколько id записаны одной строкой, без квадратных скобок.

Почему: такая строка — просто слова. Вместо названий в документ попали бы сами id, а в отчётах это был бы один исполнитель.

Пример: «ответственные: управление, имц».

Как исправить: возьмите список в квадратные скобки: «[управление, имц]». Это сделает и dyak check --fix.",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let known = ids(subject.dossier);
    let listed = |text: &&Text| {
        text.contains(',') && text.split(',').all(|part| known.contains(part.trim()))
    };
    for text in words(subject.dossier).into_iter().filter(listed) {
        let finding =
            Diagnostic::warning(RULE.code, text.span, "это список id, а записан словами").hint(
                format!("возьмите его в квадратные скобки: [{}]", text.value),
            );
        let brackets = format!("[{}]", text.value);
        findings.push(subject.mend(finding, text, 0..text.len(), &brackets));
    }
}

fn ids(dossier: &Dossier) -> HashSet<&str> {
    let executors = dossier.executors.iter().map(|one| one.id.value.as_str());
    let schools = dossier.schools.iter().map(|one| one.id.value.as_str());
    executors.chain(schools).collect()
}

/// Texts that stand where ids may stand.
fn words(dossier: &Dossier) -> Vec<&Text> {
    let mut texts = Vec::new();
    if let Some(order) = &dossier.order {
        of_points(&order.points, &mut texts);
    }
    if let Some(plan) = &dossier.plan {
        for activity in plan.all_activities() {
            let named = activity.parties();
            texts.extend(named.filter_map(|executor| match executor {
                ExecutorRef::Word(word) => Some(word),
                ExecutorRef::Text(_) => None,
            }));
        }
    }
    texts
}

fn of_points<'a>(points: &'a [Point], texts: &mut Vec<&'a Text>) {
    for point in points {
        texts.extend(
            point
                .recipients
                .iter()
                .filter_map(|recipient| match recipient {
                    Recipient::Word(word) => Some(word),
                    Recipient::Group(_) => None,
                }),
        );
        of_points(&point.points, texts);
    }
}
