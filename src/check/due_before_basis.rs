//! An activity that is due before what it rests on has ended.

use super::{Rule, Subject, basis, due};
use crate::deadline::Deadline;
use crate::diagnostic::{Diagnostic, Severity};
use crate::language::numeric;

pub(super) const RULE: Rule = Rule {
    code: "due-before-basis",
    severity: Severity::Warning,
    explain: "\
Мероприятие надо закончить раньше, чем кончится то, на чём оно основано.

Почему: план составляют по итогам мониторинга, рекомендации — по итогам анализа. Если мониторинг ещё идёт, опираться не на что. На чём основано мероприятие, говорит ключ «после». Если у основания сроков несколько, смотрят на первый.

Пример: «срок: до 10.10.2021, после: \"3.4\"», а мероприятие 3.4 идёт весь октябрь 2021 года.

Как исправить: перенесите один из сроков или уберите ссылку из ключа «после».",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(plan) = &subject.dossier.plan else {
        return;
    };
    let dues = due::by_activity(subject);
    for basis in basis::all(plan) {
        let Some(rests_on) = basis.rests_on else {
            continue;
        };
        let reference = basis.reference.trim().trim_end_matches('.');
        if std::ptr::eq(rests_on, basis.activity) {
            findings.push(
                Diagnostic::warning(
                    RULE.code,
                    basis.reference.span,
                    "мероприятие основано на самом себе",
                )
                .hint("впишите id или номер другого мероприятия"),
            );
            continue;
        }
        let own = dues.get(&basis.activity.title.span);
        let others = dues.get(&rests_on.title.span);
        let (Some(own), Some(other)) = (own, others) else {
            continue;
        };
        let (Some(last), Some(end)) = (own.meaning.due(), first_end(&other.meaning)) else {
            continue;
        };
        if last < end {
            let message = format!(
                "основание ещё не готово: мероприятие «{reference}» кончится {}",
                numeric(end)
            );
            findings.push(
                Diagnostic::warning(RULE.code, own.text.span, message)
                    .related(other.text.span, format!("срок мероприятия «{reference}»"))
                    .hint("перенесите один из сроков или уберите ссылку из ключа «после»"),
            );
        }
    }
}

/// When the first results are there.
fn first_end(deadline: &Deadline) -> Option<chrono::NaiveDate> {
    deadline
        .intervals
        .iter()
        .filter_map(|interval| interval.to)
        .min()
}
