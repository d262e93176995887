//! Two spaces or more between words ([N-24], [N-184]).

use super::wording::{clings, gaps, length};
use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::language::NBSP;

pub(super) const RULE: Rule = Rule {
    code: "doubled-space",
    severity: Severity::Warning,
    explain: "\
Между словами больше одного пробела.

Почему: в документ программа поставит один, но в деле такой текст не найдёт поиск, и одно название станет двумя.

Пример: «Руководители  РМО».

Как исправить: dyak check --fix уберёт лишние пробелы.",
    local: true,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for text in subject.prose {
        for gap in gaps(text).filter(|gap| length(gap.text) > 1) {
            let range = gap.range();
            let place = subject.place(text, range.clone());
            let written = subject
                .sources
                .get(place.source)
                .text
                .get(place.start..place.end);
            // A space at the end of a line of YAML joins the line break, and nobody sees it.
            let is_seen = written.is_some_and(|written| !written.contains('\n'));
            if !is_seen || clings(&text[..range.start], &text[range.end..]) {
                continue;
            }
            let one = if gap.text.contains(NBSP) {
                "\u{A0}"
            } else {
                " "
            };
            let finding =
                Diagnostic::warning(RULE.code, place, "лишний пробел").hint("оставьте один пробел");
            findings.push(subject.mend(finding, text, range, one));
        }
    }
}
