//! «По плану»: whose? ([N-77]).

use super::{Rule, Subject, due};
use crate::deadline::Code;
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    code: "deadline-unnamed-plan",
    severity: Severity::Warning,
    explain: "\
Срок отсылает к плану или графику, но не говорит, к какому.

Почему: исполнитель не найдёт свой срок, а проверяющий — чужой график.

Пример: «В соответствии с планом», «по графику».

Как исправить: назовите план: «по плану работы районного методического объединения».",
    local: true,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    due::report(
        subject,
        Code::UnnamedPlan,
        "допишите, чей это план или график",
        findings,
    );
}
