//! An activity that nobody answers for ([N-147]).

use super::rows::{self, Wanted};
use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Field;

pub(super) const RULE: Rule = Rule {
    code: "activity-without-executor",
    severity: Severity::Warning,
    explain: "\
У мероприятия не указаны ответственные, хотя столбец для них есть.

Почему: за мероприятие без ответственного никто не возьмётся, а клетка в плане останется пустой. Если ответственные указаны у строки выше или у вложенных строк, замечания нет.

Пример: строка плана без ключа «ответственные».

Как исправить: добавьте ключ «ответственные»: id исполнителя или школы либо слова.",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let wanted = Wanted {
        code: RULE.code,
        severity: RULE.severity,
        field: Field::Executors,
        has: |activity| !activity.executors.is_empty(),
        lack: "не указаны ответственные",
        hint: "добавьте ключ «ответственные»: id исполнителя или школы либо слова",
    };
    rows::report(subject, &wanted, findings);
}
