//! Two marks on one row, or two reports of one party.

use std::collections::HashMap;

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::model::Addresses;

pub(super) const RULE: Rule = Rule {
    code: "repeated-mark",
    severity: Severity::Error,
    explain: "\
Об одном и том же отчитались дважды: две отметки на одной строке или два файла одного отчёта.

Почему: программа не знает, какая отметка верна.

Пример: в отчёте школы две отметки «мероприятие: 2.3».

Как исправить: оставьте одну; файлы одной школы за один период объедините.",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    if subject.dossier.progress.is_empty() {
        return;
    }
    let rows = subject.dossier.rows();
    let addresses = Addresses::new(&rows);
    let mut reports: HashMap<(&str, &str), Span> = HashMap::new();
    for report in &subject.dossier.progress {
        let key = (report.party.as_str(), report.period.as_str());
        if let Some(first) = reports.insert(key, report.party.span) {
            let message = format!("второй отчёт «{}» за тот же период", report.party.value);
            findings.push(repeated(message, report.party.span, first));
        }
        let mut marks: HashMap<usize, Span> = HashMap::new();
        for entry in &report.entries {
            let (Ok(row), Some(written)) = (addresses.find(entry), entry.address()) else {
                continue;
            };
            if let Some(first) = marks.insert(row, written.span) {
                let message = format!("вторая отметка о «{}»", written.value);
                findings.push(repeated(message, written.span, first));
            }
        }
    }
}

fn repeated(message: String, here: Span, first: Span) -> Diagnostic {
    Diagnostic::error(RULE.code, here, message)
        .label("второй раз")
        .related(first, "первый раз")
        .hint("оставьте одну запись, в неё перенесите верное из другой")
}
