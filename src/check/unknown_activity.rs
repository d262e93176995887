//! A reference to an activity that the plan has not.

use std::collections::BTreeSet;

use super::{Rule, Subject, basis};
use crate::diagnostic::{Diagnostic, Severity, nearest};

pub(super) const RULE: Rule = Rule {
    code: "unknown-activity",
    severity: Severity::Error,
    explain: "\
Ключ «после» называет мероприятие, которого в плане нет.

Почему: программа сверяет сроки мероприятий, которые опираются друг на друга. По неверной ссылке сверять не с чем. Мероприятие называют по id или по номеру, с которым оно печатается; если план нумеруется в каждом разделе заново, номер ищут в том же разделе.

Пример: «после: 3.14», а в разделе 3 девять мероприятий.

Как исправить: поправьте номер или id.",
    local: false,
    check,
};

/// How many unknown references get a suggestion: the search goes through all rows.
const SUGGESTED: usize = 10;

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(plan) = &subject.dossier.plan else {
        return;
    };
    let unknown = basis::all(plan)
        .into_iter()
        .filter(|basis| basis.rests_on.is_none());
    let mut names: Option<BTreeSet<String>> = None;
    for (index, basis) in unknown.enumerate() {
        let names = names.get_or_insert_with(|| basis::names(plan));
        let wanted = basis.reference.trim().trim_end_matches('.');
        let hint = match (index < SUGGESTED).then(|| near(wanted, names)).flatten() {
            Some(near) => format!("возможно, вы имели в виду «{near}»"),
            None if names.contains(wanted) => {
                "такой номер есть в другом разделе: дайте мероприятию id и сошлитесь на него".into()
            }
            None => "впишите id мероприятия или номер, с которым оно печатается".into(),
        };
        let message = format!("нет мероприятия с id или номером «{wanted}»");
        findings.push(Diagnostic::error(RULE.code, basis.reference.span, message).hint(hint));
    }
}

/// The name that was probably meant: an id like it, or a number of the same section.
pub(super) fn near<'a>(wanted: &str, names: &'a BTreeSet<String>) -> Option<&'a str> {
    let stem = wanted.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_akin = |name: &&String| match wanted.starts_with(|c: char| c.is_ascii_digit()) {
        true => !stem.is_empty() && name.trim_end_matches(|c: char| c.is_ascii_digit()) == stem,
        false => name.starts_with(char::is_alphabetic),
    };
    nearest(wanted, names.iter().filter(is_akin).map(String::as_str))
}
