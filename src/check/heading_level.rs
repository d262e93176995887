//! A heading of a programme whose level jumps where one text follows another.

use super::{Rule, Subject, printed};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{ProgrammePart, Text};

pub(super) const RULE: Rule = Rule {
    code: "heading-level",
    severity: Severity::Error,
    explain: "\
Уровень заголовка перескочил там, где один текст программы идёт за другим.

Почему: номера выйдут неверными («0.1.»), а в оглавлении не будет раздела, к которому относится подраздел.

Пример: «нумерация заголовков: да», а первый текст начинается с «## Задачи».

Как исправить: поставьте выше заголовок недостающего уровня или уберите лишний знак «#».",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let dossier = subject.dossier;
    if let Some(programme) = &dossier.programme {
        let files = programme.parts.iter().map(ProgrammePart::file);
        levels(subject, files, programme.number_headings, findings);
    }
    if let Some(programme) = &dossier.school_programme {
        levels(subject, programme.parts.iter(), false, findings);
    }
}

/// Follows the levels through all texts of a document; a first heading that is not the
/// highest does no harm unless it bears a number.
fn levels<'a>(
    subject: Subject<'a>,
    files: impl Iterator<Item = &'a Text>,
    numbered: bool,
    findings: &mut Vec<Diagnostic>,
) {
    let mut last = None;
    for (level, _, span) in printed::headings(subject.dossier, files) {
        let above = last.or(numbered.then_some(0));
        if let Some(above) = above.filter(|above| level > above + 1) {
            let message = format!(
                "заголовок уровня {level}, а уровня {} перед ним нет",
                above + 1
            );
            findings.push(
                Diagnostic::error(RULE.code, span, message)
                    .hint("поставьте выше заголовок этого уровня или уберите лишний знак «#»"),
            );
        }
        last = Some(level);
    }
}
