//! Units that one amending order changes more than once ([N-91]).

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    code: "unit-changed-twice",
    severity: Severity::Warning,
    explain: "\
Один изменяющий приказ дважды меняет одно место, и второе изменение переписывает сделанное первым.

Почему: приказ называет каждый пункт и каждую позицию один раз, а слова в нём — те, которые видит читающий, то есть действовавшие до приказа. Программа поэтому сводит оба изменения в одно: излагает пункт или позицию заново в том виде, какой получился. Несколько замен разных слов одного места — не ошибка: они печатаются одним подпунктом.

Пример: «слова: май, заменить на: июнь» и ниже в той же позиции «слова: июнь, заменить на: июль».

Как исправить: оставьте одно изменение — «слова: май, заменить на: июль».",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    findings.extend(subject.of_amendments(RULE.code));
}
