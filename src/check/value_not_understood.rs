//! A value of an indicator that is not written as one.

use super::{Rule, Subject, figure};
use crate::diagnostic::{Diagnostic, Severity};
use crate::language::counted;
use crate::model::{ProblemKind, ValueError};

pub(super) const RULE: Rule = Rule {
    code: "value-not-understood",
    severity: Severity::Error,
    explain: "\
Значение показателя записано не так, как требует его вид.

Почему: программа считает доли, отклонения и динамику и должна знать, где число, а где проценты.

Пример: «успевающие: 21» у показателя вида «доля»: то ли 21 человек, то ли 21 %.

Как исправить: доля — «42/200», «42/200 (21%)», «42/21%» или «21%»; доля единицы — «0,38»; балл, количество, отношение, площадь — число, можно с числом участников: «65 (43 чел.)»; «да/нет» — «да» или «нет». Если данных нет, напишите «н/д (причина)». Значения за несколько лет разделяют знаком «|», их столько же, сколько лет в ключе «год».",
    local: true,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    figure::report(subject, findings, |problem, span| {
        let written = figure::written(problem);
        let (message, hint) = match problem.kind {
            ProblemKind::NotUnderstood(error) => worded(error, written),
            ProblemKind::ValueCount { moments, values } => (
                format!(
                    "в строке {}, а в ключе «год» указано {moments}",
                    counted(values as u64, "значение", "значения", "значений"),
                ),
                "запишите по значению на каждый год через «|»; где данных нет — «н/д (причина)»"
                    .to_owned(),
            ),
            ProblemKind::NoBound => (
                format!("у порога показателя «{written}» нет границы"),
                "добавьте «не меньше» или «не больше»".to_owned(),
            ),
            _ => return None,
        };
        Some(Diagnostic::error(RULE.code, span, message).hint(hint))
    });
}

fn worded(error: ValueError, written: &str) -> (String, String) {
    match error {
        ValueError::NotUnderstood { forms } => (
            format!("значение «{written}» не понято"),
            format!("здесь можно написать: {forms}"),
        ),
        ValueError::NoPercentSign => (
            format!("«{written}» — это люди или проценты?"),
            format!("напишите «{written}%» или число и из скольких: «{written}/200»"),
        ),
        ValueError::ZeroDenominator => (
            "в знаменателе ноль".to_owned(),
            "если считать не из чего, напишите «н/д (причина)»".to_owned(),
        ),
        ValueError::Heading => (
            "у строки-заголовка значений нет".to_owned(),
            "запишите значения показателей из её «в том числе» или смените «вид»".to_owned(),
        ),
    }
}
