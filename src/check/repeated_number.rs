//! Two activities with one printed number ([N-147], [N-175]).

use std::collections::BTreeMap;

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::model::NumberOrder;

pub(super) const RULE: Rule = Rule {
    code: "repeated-number",
    severity: Severity::Error,
    explain: "\
Два мероприятия плана с одним номером.

Почему: отчёты и изменения называют мероприятие по номеру; двойной номер делает их неоднозначными. Если план нумеруется в каждом разделе заново, номера сравниваются внутри раздела.

Пример: второе «1.8» в том же разделе.

Как исправить: удалите ключ «номер» или впишите верный.",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(plan) = &subject.dossier.plan else {
        return;
    };
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    for section in plan.numbered() {
        if plan.numbering.order == NumberOrder::PerSection {
            seen.clear();
        }
        for row in section.activities {
            let given = row.activity.number.as_ref();
            let span = given.map_or(row.activity.title.span, |number| number.span);
            match seen.get(&row.number) {
                Some(first) => findings.push(
                    Diagnostic::error(RULE.code, span, format!("номер {} уже есть", row.number))
                        .label("второй раз")
                        .related(*first, "первый раз")
                        .hint("удалите ключ «номер» или впишите верный"),
                ),
                None => {
                    seen.insert(row.number, span);
                }
            }
        }
    }
}
