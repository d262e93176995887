//! A deadline whose year cannot be known ([N-174]).

use super::{Rule, Subject, due};
use crate::deadline::Code;
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    code: "deadline-unclear-year",
    severity: Severity::Warning,
    explain: "\
В сроке нет года, и по периоду плана его не определить.

Почему: в плане на несколько лет «март» бывает не раз. Угадывать программа не станет. Если год можно предположить по соседним словам, это предупреждение, иначе ошибка.

Пример: «апрель» в плане на 01.04.2020 – 31.05.2021.

Как исправить: допишите год.",
    local: true,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    due::report(subject, Code::UnclearYear, "допишите год", findings);
}
