//! An activity without a deadline ([N-147]).

use super::rows::{self, Wanted};
use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Field;

pub(super) const RULE: Rule = Rule {
    code: "activity-without-deadline",
    severity: Severity::Warning,
    explain: "\
У мероприятия нет срока, хотя столбец для сроков есть.

Почему: план тем и отличается от перечня, что говорит, когда. Без срока исполнение не проверить. Если срок указан у строки выше или у вложенных строк, замечания нет.

Пример: строка плана без ключа «срок».

Как исправить: добавьте ключ «срок»: «октябрь 2026 г.», «до 15.09.2026», «в течение учебного года».",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let wanted = Wanted {
        code: RULE.code,
        severity: RULE.severity,
        field: Field::Deadline,
        has: |activity| activity.deadline.is_some(),
        lack: "нет срока",
        hint: "добавьте ключ «срок»",
    };
    rows::report(subject, &wanted, findings);
}
