//! Changes whose address leads nowhere ([N-95], [N-179]).

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    code: "amendment-without-target",
    severity: Severity::Error,
    explain: "\
Адрес изменения ведёт в никуда: такого пункта, позиции, графы, раздела или приложения в действующей редакции нет, или их несколько.

Почему: изменение применяется к действующей редакции. То, чего в ней нет, изменить нельзя; исполнить такой приказ невозможно.

Пример: «позиция: 2.19», а в плане последняя 2.9.

Как исправить: проверьте номер по действующей редакции. Если номер есть в нескольких разделах, добавьте ключ «раздел» или назовите мероприятие по id.",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    findings.extend(subject.of_amendments(RULE.code));
}
