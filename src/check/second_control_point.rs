//! Two points on control in one order ([N-79]).

use super::{Rule, Subject, directive};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    code: "second-control-point",
    severity: Severity::Error,
    explain: "\
О контроле за исполнением приказа сказано дважды.

Почему: пункт о контроле один. Из двух не видно, кто отвечает, а если они различаются, приказ противоречит сам себе.

Пример: есть ключ «контроль: за собой», а среди пунктов записано «Контроль за исполнением приказа возложить на …».

Как исправить: удалите пункт и оставьте ключ «контроль» — по нему программа напечатает последний пункт сама.",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(order) = &subject.dossier.order else {
        return;
    };
    let texts = order.points.iter().filter_map(|point| point.text.as_ref());
    let typed = texts.filter(|text| directive::is_control(text));
    let mut first = order
        .control
        .as_ref()
        .map(|control| (control.span, "первый печатается по этому ключу"));
    for text in typed {
        match first {
            Some((span, label)) => findings.push(
                Diagnostic::error(RULE.code, text.span, "второй пункт о контроле")
                    .related(span, label)
                    .hint("удалите этот пункт или ключ «контроль»: контроль возлагают один раз"),
            ),
            None => first = Some((text.span, "первый")),
        }
    }
}
