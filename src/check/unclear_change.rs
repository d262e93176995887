//! Changes whose keys do not make one operation at one address.

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    code: "unclear-change",
    severity: Severity::Error,
    explain: "\
Ключи изменения не складываются в одно действие по одному адресу.

Почему: каждое изменение становится одним пунктом изменяющего приказа: «в пункте 3 слова … заменить словами …». Из двух действий сразу или из действия без адреса такой пункт не составить.

Пример: «позиция: 2.3» и «исключить: да» вместе с «изложить позицию».

Как исправить: укажите адрес («пункт», «позиция», «приложение») и одно действие: «слова» и «заменить на», «дополнить словами», «изложить …», «добавить …» или «исключить: да».",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    findings.extend(subject.of_amendments(RULE.code));
}
