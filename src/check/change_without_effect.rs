//! Changes after which all reads as before ([N-95]).

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    code: "change-without-effect",
    severity: Severity::Error,
    explain: "\
Изменение ничего не меняет: новые слова те же, что прежние, пункт, позиция или контроль изложены так, как уже действуют, утративший силу пункт ещё раз признан утратившим силу, исполнитель заменён на самого себя. То же, если один приказ меняет и тут же возвращает или добавляет и тут же исключает.

Почему: подписанный приказ с таким изменением исполнить нельзя, а читающий будет искать разницу, которой нет. Обычно это след ошибки: не те слова, не тот номер.

Пример: «слова: до 15 мая, заменить на: до 15 мая».

Как исправить: впишите то, что должно измениться, или уберите изменение.",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    findings.extend(subject.of_amendments(RULE.code));
}
