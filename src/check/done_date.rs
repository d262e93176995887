//! A day of execution that cannot be read, cannot be compared or lies ahead.

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::language::{Reading, numeric, scan_dates};
use crate::model::{DoneOn, Lateness, Status};

pub(super) const RULE: Rule = Rule {
    code: "done-date",
    severity: Severity::Warning,
    explain: "\
Из ключа «исполнено» не понять, когда мероприятие исполнено, исполнено ли оно в срок или было ли исполнено вообще.

Почему: по этому дню программа решает, нарушен ли срок. «Май 2020» при сроке 15 мая не говорит, в срок ли; день после дня отчёта ещё не наступил; «исполнено» при статусе «не выполнено» ему противоречит.

Пример: срок «до 15.05.2020», «исполнено: май 2020».

Как исправить: запишите день: «14.05.2020» — или промежуток: «12.05.2020 – 14.05.2020».",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for ledger in subject.ledgers {
        let as_of = ledger.period.as_of();
        for mark in &ledger.marks {
            let Some(done) = &mark.entry.done else {
                continue;
            };
            let status = mark.entry.status.value;
            let read = DoneOn::read(done, Some(ledger.done_bounds()));
            let due = ledger.due[mark.row];
            let found = match (read, due) {
                _ if matches!(status, Status::Failed | Status::NotDue) => Some(
                    Diagnostic::error(
                        RULE.code,
                        done.span,
                        format!("«{}», но указано, когда исполнено", status.word()),
                    )
                    .hint("уберите «исполнено» или поправьте статус"),
                ),
                // «31 июня» is told of by «impossible-date».
                (None, _) if holds_impossible_date(done) => None,
                (None, _) => Some(
                    Diagnostic::error(RULE.code, done.span, "не понять, когда исполнено")
                        .hint("напишите «26.03.2020», «март 2020» или «13.02.2020 – 26.03.2020»"),
                ),
                (Some(on), _) if on.from > as_of => Some(
                    Diagnostic::warning(RULE.code, done.span, "этот день позже дня отчёта").hint(
                        format!(
                            "отчёт составлен на {}: поправьте день или статус",
                            numeric(as_of)
                        ),
                    ),
                ),
                (Some(on), _)
                    if ledger.rows[mark.row]
                        .bounds
                        .is_some_and(|plan| on.to < plan.from) =>
                {
                    Some(
                        Diagnostic::warning(RULE.code, done.span, "этот день раньше начала плана")
                            .hint("проверьте год"),
                    )
                }
                (Some(on), Some(due))
                    if status == Status::Done && on.lateness(due) == Lateness::Unclear =>
                {
                    Some(
                        Diagnostic::warning(RULE.code, done.span, "не видно, соблюдён ли срок")
                            .hint(format!("срок был {}: запишите день", numeric(due))),
                    )
                }
                _ => None,
            };
            findings.extend(found);
        }
    }
}

fn holds_impossible_date(text: &str) -> bool {
    let found = scan_dates(text);
    found
        .iter()
        .any(|one| matches!(one.reading, Reading::Impossible(_)))
}
