//! A mark on something that neither plan nor order has.

use std::collections::BTreeSet;

use super::unknown_activity::near;
use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Addresses, NoRow, ProgressEntry, Row, Target};

pub(super) const RULE: Rule = Rule {
    code: "mark-without-row",
    severity: Severity::Error,
    explain: "\
Отметка об исполнении не относится ни к одной строке плана и ни к одному пункту приказа.

Почему: она не попала бы ни в один отчёт. Мероприятие называют по id или по номеру, пункт приказа — по номеру. Если номер есть в нескольких разделах, нужен id. Мероприятие, которое только объединяет вложенные, отметки не имеет: отмечают вложенные.

Пример: «мероприятие: 2.19», а в плане последнее 2.9.

Как исправить: поправьте номер или дайте мероприятию id и сошлитесь на него.",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    if subject.dossier.progress.is_empty() {
        return;
    }
    let rows = subject.dossier.rows();
    let addresses = Addresses::new(&rows);
    for entry in subject
        .dossier
        .progress
        .iter()
        .flat_map(|report| &report.entries)
    {
        findings.extend(match (&entry.activity, &entry.point) {
            (Some(_), Some(point)) => Some(
                Diagnostic::error(
                    RULE.code,
                    point.span,
                    "в одной отметке указаны и мероприятие, и пункт приказа",
                )
                .hint("оставьте что-то одно; для второго запишите отдельную отметку"),
            ),
            (None, None) => Some(
                Diagnostic::error(
                    RULE.code,
                    entry.status.span,
                    "не сказано, к чему относится отметка",
                )
                .hint("добавьте ключ «мероприятие» или «пункт» с номером"),
            ),
            _ => strayed(entry, &rows, &addresses).filter(|_| !was_there(subject, entry)),
        });
    }
}

/// Whether an earlier edition had the row: what was reported of it stays reported.
fn was_there(subject: Subject<'_>, entry: &ProgressEntry) -> bool {
    let mut editions = subject.dossier.amendments.editions.iter();
    entry.address().is_some_and(|written| {
        let wanted = written.trim().trim_end_matches('.');
        editions.any(|edition| match entry.activity {
            Some(_) => edition.has_row(wanted),
            None => edition.has_point(wanted),
        })
    })
}

fn strayed(
    entry: &ProgressEntry,
    rows: &[Row<'_>],
    addresses: &Addresses<'_>,
) -> Option<Diagnostic> {
    let reason = addresses.find(entry).err()?;
    let written = entry.address()?;
    let (what, is_point) = match entry.activity {
        Some(_) => ("мероприятия с id или номером", false),
        None => ("пункта приказа с номером", true),
    };
    let wanted = written.trim().trim_end_matches('.');
    if reason == NoRow::Ambiguous {
        let message = format!("номер «{wanted}» есть в нескольких разделах");
        return Some(
            Diagnostic::error(RULE.code, written.span, message)
                .hint("дайте мероприятию id в plan.yaml и сошлитесь на него"),
        );
    }
    let known: BTreeSet<String> = rows
        .iter()
        .filter(|row| matches!(row.target, Target::Point(..)) == is_point)
        .map(|row| row.address().to_owned())
        .collect();
    let message = format!("нет {what} «{wanted}»");
    let hint = match near(wanted, &known) {
        Some(near) => format!("возможно, вы имели в виду «{near}»"),
        None => "впишите номер, с которым строка печатается".to_owned(),
    };
    Some(Diagnostic::error(RULE.code, written.span, message).hint(hint))
}
