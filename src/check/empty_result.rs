//! An activity without an expected result ([N-147]).

use super::rows::{self, Wanted};
use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Field;

pub(super) const RULE: Rule = Rule {
    code: "empty-result",
    severity: Severity::Hint,
    explain: "\
У мероприятия не указан ожидаемый результат, хотя столбец для него есть.

Почему: по результату судят, сделано ли дело; в отчёте сравнить будет не с чем. Если результат указан у строки выше или у вложенных строк, совета нет.

Пример: строка плана без ключа «результат».

Как исправить: добавьте ключ «результат»: «Аналитическая справка», «Обучены школьные команды».",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let wanted = Wanted {
        code: RULE.code,
        severity: RULE.severity,
        field: Field::Result,
        has: |activity| activity.result.is_some(),
        lack: "не указан результат",
        hint: "добавьте ключ «результат»",
    };
    rows::report(subject, &wanted, findings);
}
