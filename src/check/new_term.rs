//! A new term that tells no day, or that had passed when it was set.

use super::{Rule, Subject};
use crate::deadline::{Kind, understand};
use crate::diagnostic::{Diagnostic, Severity};
use crate::language::numeric;

pub(super) const RULE: Rule = Rule {
    code: "new-term",
    severity: Severity::Warning,
    explain: "\
Новый срок не понять, он не позже прежнего или прошёл раньше, чем составлен отчёт.

Почему: перенесённое ждут к новому сроку; «когда сможем» никто не проверит, а прошедший срок уже нарушен.

Пример: отчёт на 29.05.2020, «новый срок: апрель 2020».

Как исправить: запишите срок так, как пишут в плане: «октябрь 2020», «до 15.10.2020», «второе полугодие 2020 года».",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for ledger in subject.ledgers {
        let as_of = ledger.period.as_of();
        for mark in &ledger.marks {
            let Some(term) = &mark.entry.new_term else {
                continue;
            };
            let meaning = understand(term, Some(ledger.done_bounds()));
            let (message, hint) = match meaning.due() {
                Some(due) if due <= as_of => (
                    "новый срок прошёл раньше, чем составлен отчёт",
                    format!(
                        "отчёт составлен на {}: назовите день после него",
                        numeric(as_of)
                    ),
                ),
                Some(due) if ledger.due[mark.row].is_some_and(|old| due <= old) => (
                    "новый срок не позже прежнего",
                    "назовите день после прежнего срока или поставьте «выполняется»".to_owned(),
                ),
                None if meaning.kind == Kind::Unknown => (
                    "новый срок не понят",
                    "запишите его, как пишут в плане: «октябрь 2020», «до 15.10.2020»".to_owned(),
                ),
                _ => continue,
            };
            findings.push(Diagnostic::warning(RULE.code, term.span, message).hint(hint));
        }
    }
}
