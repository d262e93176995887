//! Amendments that cannot follow the order and one another ([N-100]).

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    code: "amendment-out-of-order",
    severity: Severity::Error,
    explain: "\
Изменяющий приказ не может стоять после основного: в деле нет приказа, изменение датировано раньше него, номер повторяется в том же году или идёт назад.

Почему: редакция на любой день складывается из приказа и изменений по датам. Ошибка в дате или номере даёт не ту редакцию, а ссылка «в ред. приказа от … № …» ведёт не туда.

Пример: приказ от 01.02.2022 № 17, а в amendments записано «дата: 15.01.2022».

Как исправить: впишите дату и номер, под которыми изменяющий приказ зарегистрирован.",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    findings.extend(subject.of_amendments(RULE.code));
}
