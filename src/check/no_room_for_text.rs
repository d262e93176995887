//! Margins that leave no room between them.

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    code: "no-room-for-text",
    severity: Severity::Error,
    explain: "\
Поля не оставляют на листе места для текста.

Почему: в узкую полосу не входит ни одно слово, и документ вышел бы столбиком букв.

Пример: лист шириной 100 мм с полями по 60 мм.

Как исправить: уменьшите поля или возьмите лист больше. Тексту нужно не меньше 50 мм в ширину и в высоту.",
    local: false,
    check,
};

/// The least side of the text's area, mm.
const LEAST: f32 = 50.0;

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let style = &subject.dossier.style;
    for (landscape, page) in [(false, "книжной"), (true, "альбомной")] {
        for (side, left) in [
            ("ширину", style.text_width(landscape)),
            ("высоту", style.text_height(landscape)),
        ] {
            if left < LEAST {
                let message = format!(
                    "поля {page} страницы оставляют тексту {} мм в {side}",
                    left.max(0.0).floor()
                );
                findings.push(
                    Diagnostic::error(RULE.code, style.span, message).hint(format!(
                        "уменьшите «поля» или увеличьте «лист»: тексту нужно не меньше {LEAST} мм"
                    )),
                );
            }
        }
    }
}
