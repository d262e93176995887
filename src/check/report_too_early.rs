//! A report due before the time it covers has ended ([N-173]).

use super::{Rule, Subject, due};
use crate::deadline::{Bounds, Code, understand};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Point, Text};

pub(super) const RULE: Rule = Rule {
    code: "report-too-early",
    severity: Severity::Warning,
    explain: "\
Отчёт надо сдать раньше, чем кончится время, за которое отчитываются.

Почему: в отчёт не войдут последние недели, а в следующий их не возьмут.

Пример: «за I полугодие в срок до 20 июня».

Как исправить: перенесите срок на дни после отчётного времени или запишите, что отчёт предварительный.",
    local: true,
    check,
};

const ADVICE: &str = "перенесите срок на дни после отчётного времени";

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    due::report(subject, Code::ReportTooEarly, ADVICE, findings);
    if let Some(order) = &subject.dossier.order {
        let bounds = subject.dues.iter().find_map(|due| due.bounds);
        check_points(&order.points, bounds, findings);
    }
}

fn check_points(points: &[Point], bounds: Option<Bounds>, findings: &mut Vec<Diagnostic>) {
    for point in points {
        if let Some(text) = &point.text {
            check_terms(text, &point.deadlines, bounds, findings);
        }
        check_points(&point.points, bounds, findings);
    }
}

/// «отчёты за I полугодие {срок}, за II полугодие {срок 2}»: what is covered stands in
/// the text, right before the place of the term.
fn check_terms(
    text: &Text,
    terms: &[Text],
    bounds: Option<Bounds>,
    findings: &mut Vec<Diagnostic>,
) {
    for (index, term) in terms.iter().enumerate() {
        let Some(place) = place_of_term(text, index) else {
            continue;
        };
        let Some(covered) = text[..place].rfind("за ") else {
            continue;
        };
        let phrase = format!("{}{}", &text[covered..place], term.value);
        let meaning = understand(&phrase, bounds);
        let early = meaning
            .findings
            .iter()
            .filter(|f| f.code == Code::ReportTooEarly);
        for found in early {
            findings.push(Diagnostic::warning(RULE.code, term.span, &found.message).hint(ADVICE));
        }
    }
}

/// Where the text says that the term of this index stands.
fn place_of_term(text: &str, index: usize) -> Option<usize> {
    let numbered = format!("{{срок {}}}", index + 1);
    let plain = (index == 0).then(|| text.find("{срок}")).flatten();
    plain.or_else(|| text.find(&numbered))
}
