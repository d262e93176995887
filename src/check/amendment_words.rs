//! Quoted words that are not in force exactly once ([N-95], [N-179]).

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    code: "amendment-words",
    severity: Severity::Error,
    explain: "\
Слова, которые заменяет или исключает изменение, не стоят по его адресу ровно один раз.

Почему: если слов нет, менять нечего; если их две пары, неясно, какие из них меняются. Сверяется действующая редакция: слова, заменённые раньше, второй раз заменить нельзя.

Пример: «слова: до 19 июня», а в строке «до 20 июня».

Как исправить: перепишите слова из действующей редакции; если они повторяются, возьмите больше слов вокруг или назовите графу.",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    findings.extend(subject.of_amendments(RULE.code));
}
