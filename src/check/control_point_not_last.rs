//! Points that follow the one on control ([N-79]).

use super::{Rule, Subject, directive};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    code: "control-point-not-last",
    severity: Severity::Warning,
    explain: "\
После пункта о контроле идут другие пункты.

Почему: пункт о контроле закрывает приказ. Поручения после него легко не заметить.

Пример: «3. Контроль за исполнением приказа оставляю за собой. 4. Разместить приказ на сайте».

Как исправить: уберите этот пункт из «пункты» и запишите ключ «контроль»: программа напечатает его последним. Или переставьте пункт в конец.",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(order) = &subject.dossier.order else {
        return;
    };
    // With the key the typed point is one too many, wherever it stands.
    if order.control.is_some() {
        return;
    }
    let Some((_, before)) = order.points.split_last() else {
        return;
    };
    let texts = before.iter().filter_map(|point| point.text.as_ref());
    for text in texts.filter(|text| directive::is_control(text)) {
        findings.push(
            Diagnostic::warning(RULE.code, text.span, "пункт о контроле стоит не последним")
                .hint("запишите контроль ключом «контроль» или переставьте пункт в конец"),
        );
    }
}
