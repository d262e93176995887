//! A day that no calendar has, anywhere in a text ([N-170]).

use super::{Rule, Subject, due};
use crate::deadline::Code;
use crate::diagnostic::{Diagnostic, Severity};
use crate::language::{Reading, scan_dates};

pub(super) const RULE: Rule = Rule {
    code: "impossible-date",
    severity: Severity::Error,
    explain: "\
Дата, которой нет в календаре.

Почему: срок «до 31 июня» никто не обязан исполнить, и приказ с ним придётся менять.

Пример: «в срок до 31 июня 2022 года» (в июне 30 дней), «29.02.2023» (2023 год не високосный).

Как исправить: впишите существующий день.",
    local: true,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let reports = &subject.dossier.progress;
    let entries = reports.iter().flat_map(|report| &report.entries);
    // Days of execution and new terms are printed as written.
    let reported = entries.flat_map(|entry| entry.done.iter().chain(&entry.new_term));
    for text in subject.prose.iter().copied().chain(reported) {
        for found in scan_dates(text) {
            let Reading::Impossible(message) = found.reading else {
                continue;
            };
            let span = subject.sources.within(text, found.range);
            findings.push(advised(Diagnostic::error(RULE.code, span, message)));
        }
    }
    // Deadlines have been read already, and more closely.
    for due in subject.dues {
        let impossible = due.meaning.findings.iter();
        for found in impossible.filter(|found| found.code == Code::ImpossibleDate) {
            findings.push(advised(due::diagnostic(subject, due, found)));
        }
    }
}

fn advised(finding: Diagnostic) -> Diagnostic {
    finding
        .label("такого дня нет")
        .hint("исправьте день, месяц или год")
}
