//! A typed share that is not what its numbers give ([N-153], [N-183]).

use super::{Rule, Subject, figure};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{ProblemKind, Share, decimal};

pub(super) const RULE: Rule = Rule {
    code: "share-contradiction",
    severity: Severity::Error,
    explain: "\
Записанная доля не получается из записанных чисел.

Почему: ошибка или в доле, или в числах, и в отчёте её найдут. Долю по числителю и знаменателю программа считает сама.

Пример: «29/47 (61%)»: 29 из 47 — это 61,7 %, то есть 62 %. «29/61%»: ни при каком целом числе людей 29 из них не составят 61 %.

Как исправить: напишите числитель и знаменатель без процентов: «29/47». Если так стоит в источнике и исправить нельзя, назовите причину в ключе «сомнительно» этой записи: она печатается примечанием.",
    local: true,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    figure::report(subject, findings, |problem, span| {
        let ProblemKind::Contradiction(share) = problem.kind else {
            return None;
        };
        Some(Diagnostic::error(RULE.code, span, message(&share)?).hint(
            "напишите числитель и знаменатель без доли; если так в источнике, назовите причину в «сомнительно»",
        ))
    });
}

fn message(share: &Share) -> Option<String> {
    let (of, stated) = (share.numerator?, share.stated?);
    let sign = if share.whole == 1.0 { "" } else { " %" };
    let (of, share_of, decimals) = (of.value, decimal(stated.value, 4), stated.decimals);
    let of_text = decimal(of, 0);
    Some(match share.denominator {
        Some(whole) => {
            let right = decimal(share.whole * of / whole.value, decimals.max(1));
            let whole = decimal(whole.value, 0);
            format!("{of_text} из {whole} — это {right}{sign}, а не {share_of}{sign}")
        }
        None => format!("{of_text} не может составлять {share_of}{sign} ни от какого целого числа"),
    })
}
