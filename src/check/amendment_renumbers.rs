//! Changes that would alter numbers ([N-96], [N-179]).

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    code: "amendment-renumbers",
    severity: Severity::Error,
    explain: "\
Изменение сдвинуло бы нумерацию или повторило бы номер.

Почему: на номера ссылаются отчёты, другие приказы и переписка. Поэтому при изменениях номера остаются прежними: исключённый номер не занимают, новой единице в середине дают номер вида «3.1».

Пример: «позиция: 2.3», а в «изложить позицию» записано «номер: 2.4».

Как исправить: удалите ключ «номер» или дайте новой позиции свободный номер.",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    findings.extend(subject.of_amendments(RULE.code));
}
