//! What the reader of figures found, at its place: one reader serves many rules.

use super::Subject;
use crate::diagnostic::{Diagnostic, Span};
use crate::model::{Problem, ProblemKind};

/// Reports the problems that `word` has words for.
pub(super) fn report<'a>(
    subject: Subject<'a>,
    findings: &mut Vec<Diagnostic>,
    word: impl Fn(&Problem<'a>, Span) -> Option<Diagnostic>,
) {
    let problems = subject
        .measurements
        .map_or(&[][..], |figures| &figures.problems);
    findings.extend(problems.iter().filter_map(|problem| {
        let span = match problem.range.len() == problem.text.value.len() {
            true => problem.text.span,
            false => subject.sources.within(problem.text, problem.range.clone()),
        };
        word(problem, span)
    }));
}

/// The part of the text that a problem is about.
pub(super) fn written<'a>(problem: &Problem<'a>) -> &'a str {
    &problem.text.value[problem.range.clone()]
}

/// Reports problems of one kind that need no words of their own.
pub(super) fn report_kind<'a>(
    subject: Subject<'a>,
    findings: &mut Vec<Diagnostic>,
    is_meant: impl Fn(&ProblemKind<'a>) -> bool,
    finding: impl Fn(&str, Span) -> Diagnostic,
) {
    report(subject, findings, |problem, span| {
        is_meant(&problem.kind).then(|| finding(written(problem), span))
    });
}
