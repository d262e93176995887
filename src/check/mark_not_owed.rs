//! A school's mark on what does not concern it.

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Target;

pub(super) const RULE: Rule = Rule {
    code: "mark-not-owed",
    severity: Severity::Warning,
    explain: "\
Школа отчиталась о том, что ей не поручено.

Почему: отметка не попадёт в отчёт школы, и о ней забудут. Какие школы отчитываются о мероприятии, говорит ключ «школы» мероприятия, раздела, плана или исполнителя.

Пример: мероприятие поручено СОШ № 3, а отметка о нём есть в отчёте СОШ № 8.

Как исправить: поправьте номер в отметке или добавьте школу в ключ «школы» мероприятия.",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for ledger in subject.ledgers {
        for mark in &ledger.marks {
            let Some(place) = subject.dossier.place(mark.party) else {
                continue;
            };
            let Some(address) = mark.entry.address() else {
                continue;
            };
            let row = &ledger.rows[mark.row];
            if !row.schools.has(place) {
                let name = &subject.dossier.schools[place].name.value;
                let message = format!("об этом школа {name} не отчитывается");
                findings.push(Diagnostic::warning(RULE.code, address.span, message).hint(
                    match row.target {
                        Target::Activity(_) => {
                            "поправьте номер или добавьте школу в ключ «школы» мероприятия"
                        }
                        Target::Point(..) => {
                            "поправьте номер или добавьте школу в «кому» этого пункта"
                        }
                    },
                ));
            }
        }
    }
}
