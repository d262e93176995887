//! A late, failed or postponed activity without a reason ([N-149]).

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Demand, Standing};

pub(super) const RULE: Rule = Rule {
    code: "mark-without-reason",
    severity: Severity::Warning,
    explain: "\
Мероприятие выполнено с нарушением срока, не выполнено, перенесено или снято, а причина не указана.

Почему: в отчёте для причины есть место, и первый вопрос руководителя — о ней. Нарушен ли срок, программа считает сама: сравнивает «исполнено» со сроком плана.

Пример: срок «февраль 2020», исполнено в мае 2020, ключа «причина» нет.

Как исправить: добавьте ключ «причина».",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for ledger in subject.ledgers {
        for mark in &ledger.marks {
            let is_late = mark.standing == Standing::Late && mark.entry.reason.is_none();
            if !is_late && !mark.entry.lacks().contains(&Demand::Reason) {
                continue;
            }
            let what = mark.standing.words();
            let span = mark.entry.status.span;
            findings.push(
                Diagnostic::warning(RULE.code, span, format!("{what}, а причина не указана"))
                    .hint("добавьте ключ «причина»"),
            );
        }
    }
}
