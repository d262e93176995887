//! Points of an order numbered with gaps, repeats or out of order ([N-72], [N-175]).

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Point;

pub(super) const RULE: Rule = Rule {
    code: "broken-numbering",
    severity: Severity::Error,
    explain: "\
Пункты приказа пронумерованы не подряд.

Почему: на пункт ссылаются по номеру. Если номер повторяется или пропущен, ссылка ведёт не туда.

Пример: 1, 2, 3, 2, 4.

Как исправить: удалите ключ «номер» у пунктов — программа пронумерует их сама.",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    if let Some(order) = subject.dossier.signed_order() {
        check_points(&order.points, "", findings);
    }
}

fn check_points(points: &[Point], prefix: &str, findings: &mut Vec<Diagnostic>) {
    for (index, point) in points.iter().enumerate() {
        let expected = format!("{prefix}{}", index + 1);
        if let Some(number) = &point.number {
            let written = number.trim().trim_end_matches('.');
            if written != expected {
                let message = format!("пункт с номером {written} стоит {expected}-м по порядку");
                findings.push(
                    Diagnostic::error(RULE.code, number.span, message)
                        .label(format!("здесь должен быть номер {expected}"))
                        .hint("удалите ключ «номер»: программа пронумерует пункты сама"),
                );
            }
        }
        check_points(&point.points, &format!("{expected}."), findings);
    }
}
