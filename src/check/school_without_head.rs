//! A school whose head an order names, but the dossier does not.

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Dossier, Point, Recipient};

pub(super) const RULE: Rule = Rule {
    code: "school-without-head",
    severity: Severity::Error,
    explain: "\
Приказ называет руководителя школы в скобках, а в деле он не указан.

Почему: в приказе школа осталась бы без ответственного.

Пример: «кому: [{кто: руководители школ, школы: [сош-3]}]», а у школы «сош-3» нет ключа «руководитель».

Как исправить: добавьте школе «руководитель: {должность: …, ФИО: …}» или уберите её из списка в скобках.",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    if let Some(order) = &subject.dossier.order {
        check_points(subject.dossier, &order.points, findings);
    }
}

fn check_points(dossier: &Dossier, points: &[Point], findings: &mut Vec<Diagnostic>) {
    for point in points {
        for recipient in point.recipients.iter() {
            let Recipient::Group(group) = recipient else {
                continue;
            };
            for school in dossier.schools_of(&group.schools) {
                if school.head.is_some() {
                    continue;
                }
                let id = &school.id;
                let named = group.schools.iter().find(|named| named.value == id.value);
                // Where all are meant, none is named.
                let span = named
                    .or(group.schools.first())
                    .map_or(id.span, |id| id.span);
                let message = format!("у школы «{}» не указан руководитель", id.value);
                findings.push(
                    Diagnostic::error(RULE.code, span, message)
                        .related(id.span, "эта школа")
                        .hint("добавьте ей «руководитель» или уберите её из скобок"),
                );
            }
        }
        check_points(dossier, &point.points, findings);
    }
}
