//! A formula that cannot be computed.

use super::{Rule, Subject, figure};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::ProblemKind;

pub(super) const RULE: Rule = Rule {
    code: "unsound-formula",
    severity: Severity::Error,
    explain: "\
Формула показателя неверна: ходит по кругу, складывает разное или спорит с записанным значением.

Почему: складывать можно только одинаковое, делить — только числа, а значение, которое следует из других, записывают один раз — формулой.

Пример: «формула: {сумма: [победители, призёры]}» и тут же значение этого показателя; сумма долей от разного числа учеников.

Как исправить: уберите формулу или значение; складывайте показатели одного вида; в «разности» и «отношении» называйте ровно два показателя.",
    local: true,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    figure::report(subject, findings, |problem, span| {
        let (message, hint) = match problem.kind {
            ProblemKind::Cycle => (
                "формула через другие показатели возвращается к самой себе",
                "уберите одну из формул и запишите значения",
            ),
            ProblemKind::ValueOfFormula => (
                "этот показатель считается по формуле, а здесь записано значение",
                "уберите значение или формулу",
            ),
            ProblemKind::UnlikeOperands => (
                "формула складывает или делит показатели разного вида",
                "складывают и вычитают показатели того же вида, делят числа, кроме долей",
            ),
            ProblemKind::MixedWholes => (
                "формула складывает доли от разных чисел",
                "складывайте количества, а долю считайте формулой «отношение»",
            ),
            ProblemKind::NotTwoOperands => (
                "в этой формуле нужно ровно два показателя",
                "напишите так: «разность: [из чего, что]» или «отношение: [что, к чему]»",
            ),
            ProblemKind::NoParts => (
                "формула «сумма частей», а частей у показателя нет",
                "добавьте «в том числе» или назовите слагаемые: «сумма: [id, …]»",
            ),
            _ => return None,
        };
        Some(Diagnostic::error(RULE.code, span, message).hint(hint))
    });
}
