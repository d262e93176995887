//! A school that reports are asked of, but nothing to report on.

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::language::counted;

pub(super) const RULE: Rule = Rule {
    code: "school-without-rows",
    severity: Severity::Hint,
    explain: "\
Школе не о чем отчитываться: ни одно мероприятие и ни один пункт её не касаются.

Почему: для неё не будет ни бланка, ни отчёта. Чаще всего мероприятие поручено словами («руководители школ»), а кто это, программа не знает.

Пример: «ответственные: руководители ОО», у исполнителя нет ключа «школы».

Как исправить: укажите «школы: все» у мероприятия, раздела, плана или исполнителя.",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(ledger) = subject.ledgers.first() else {
        return;
    };
    let schools = subject.dossier.schools.iter().enumerate();
    let idle: Vec<_> = schools
        .filter(|(place, _)| ledger.rows_of(*place).next().is_none())
        .map(|(_, school)| school)
        .collect();
    let Some(first) = idle.first() else { return };
    let message = match idle.len() {
        1 => format!("школе {} не о чем отчитываться", first.name.value),
        many => format!(
            "{} не о чем отчитываться",
            counted(many as u64, "школе", "школам", "школам")
        ),
    };
    findings.push(
        Diagnostic::advice(RULE.code, first.id.span, message)
            .hint("укажите «школы: все» у мероприятия, раздела, плана или исполнителя"),
    );
}
