//! Findings that the department allows, with its reason: for a whole dossier by the
//! key «допустимо» of dossier.yaml, for one place by a comment «# допустимо КОД:
//! причина» — in Markdown «<!-- допустимо КОД: причина -->» — on the line or on the
//! one above it.

use super::{Rule, rule};
use crate::diagnostic::{Diagnostic, Severity, SourceId, Sources, Span, nearest};
use crate::model::Allowance;

/// A finding that is not shown, and why.
#[derive(Clone, Debug)]
pub struct Allowed {
    /// The finding.
    pub finding: Diagnostic,
    /// The department's reason.
    pub reason: String,
}

/// What allows findings: a code and a reason, perhaps for a line only.
struct Permit {
    code: String,
    reason: String,
    span: Span,
    /// The file and the line, from 1, whose findings it allows.
    line: Option<(SourceId, usize)>,
    used: bool,
    /// Whether it was held against an error.
    refused: bool,
}

/// What begins an allowing comment in YAML; its capital is of no matter.
const MARKS: [&str; 2] = ["# допустимо", "# Допустимо"];

/// What begins one in Markdown, where «#» begins a heading.
const MARKDOWN: [&str; 2] = ["<!-- допустимо", "<!-- Допустимо"];

/// Takes the allowed findings out. Errors cannot be allowed: a document must not
/// contradict itself. What allows an error, a code that is none, or — in a dossier
/// read as a `whole` — nothing at all is reported.
pub fn allow(
    in_dossier: &[Allowance],
    sources: &Sources,
    findings: &mut Vec<Diagnostic>,
    whole: bool,
) -> Vec<Allowed> {
    let mut permits: Vec<Permit> = in_dossier.iter().map(of_dossier).collect();
    for (id, source) in sources.iter() {
        let is_markdown = source.path.extension().is_some_and(|kind| kind == "md");
        comments(id, &source.text, is_markdown, &mut permits);
    }
    if permits.is_empty() {
        return Vec::new();
    }
    let mut allowed = Vec::new();
    let mut kept = Vec::with_capacity(findings.len());
    for finding in findings.drain(..) {
        let line = finding.span.map(|span| {
            let (line, _) = sources.get(span.source).line_column(span.start);
            (span.source, line)
        });
        match permits
            .iter_mut()
            .find(|permit| permit.covers(&finding, line))
        {
            Some(permit) => {
                permit.used = true;
                if finding.is_error() {
                    permit.refused = true;
                    kept.push(finding);
                } else {
                    allowed.push(Allowed {
                        finding,
                        reason: permit.reason.clone(),
                    });
                }
            }
            None => kept.push(finding),
        }
    }
    kept.extend(permits.iter().filter_map(|permit| permit.complaint(whole)));
    *findings = kept;
    allowed
}

fn of_dossier(allowance: &Allowance) -> Permit {
    Permit {
        code: allowance.code.value.clone(),
        reason: allowance.reason.value.clone(),
        span: allowance.code.span,
        line: None,
        used: false,
        refused: false,
    }
}

/// The allowing comments of a file.
fn comments(id: SourceId, text: &str, is_markdown: bool, permits: &mut Vec<Permit>) {
    let marks = if is_markdown { MARKDOWN } else { MARKS };
    let mut offset = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        if let Some((at, end)) = find_mark(line, marks) {
            let rest = &line[end..];
            let words = rest.trim();
            let words = match is_markdown {
                true => words.split("-->").next().unwrap_or_default().trim_end(),
                false => words,
            };
            let (code, reason) = words.split_once([':', '—', '–']).unwrap_or((words, ""));
            let start = offset + end + rest.len() - rest.trim_start().len();
            // A comment of its own speaks of the next line.
            let alone = line[..at].trim().is_empty();
            permits.push(Permit {
                code: code.trim().to_owned(),
                reason: reason.trim().to_owned(),
                span: Span::new(id, start, start + code.trim_end().len()),
                line: Some((id, index + 1 + usize::from(alone))),
                used: false,
                refused: false,
            });
        }
        offset += line.len();
    }
}

/// Where an allowing comment begins, and where what it says. A comment that goes on in
/// Russian, «# допустимо ли …», is but words: codes are Latin.
fn find_mark(line: &str, marks: [&str; 2]) -> Option<(usize, usize)> {
    let (at, end) = marks
        .into_iter()
        .find_map(|mark| line.find(mark).map(|at| (at, at + mark.len())))?;
    let rest = &line[end..];
    let says = rest.trim_start();
    let is_apart = says.len() < rest.len() || says.is_empty() || says.starts_with(':');
    let is_code = !says.starts_with(|c: char| c.is_alphabetic() && !c.is_ascii());
    (is_apart && is_code).then_some((at, end))
}

impl Permit {
    /// Whether it allows a finding on this line.
    fn covers(&self, finding: &Diagnostic, line: Option<(SourceId, usize)>) -> bool {
        let is_meant = self.line.is_none() || self.line == line;
        is_meant && finding.code == self.code && !self.reason.is_empty()
    }

    /// What is wrong with the permit itself.
    fn complaint(&self, whole: bool) -> Option<Diagnostic> {
        let code = &self.code;
        let Some(rule) = rule(code) else {
            return Some(self.unknown());
        };
        if self.reason.is_empty() {
            let message = "не сказано, почему это допустимо";
            return Some(
                Diagnostic::error("allowed-without-reason", self.span, message)
                    .hint(format!("допишите причину: «{} {code}: причина»", MARKS[0])),
            );
        }
        if self.refused || is_error(rule) {
            let message = format!("«{code}» — ошибка, её нельзя допустить");
            return Some(
                Diagnostic::error("allowed-error", self.span, message)
                    .hint("исправьте ошибку; допустить можно предупреждение или совет"),
            );
        }
        (whole && !self.used).then(|| {
            let message = format!("замечания «{code}» здесь нет: разрешение лишнее");
            Diagnostic::advice("unused-allowance", self.span, message).hint("уберите его")
        })
    }

    fn unknown(&self) -> Diagnostic {
        let message = match self.code.as_str() {
            "" => "не сказано, что допустимо: нужен код замечания".to_owned(),
            code => format!("правила «{code}» нет"),
        };
        let finding = Diagnostic::error("allowed-unknown", self.span, message);
        match nearest(&self.code, super::RULES.iter().map(|rule| rule.code)) {
            Some(near) => finding.hint(format!("возможно, вы имели в виду «{near}»")),
            None => finding.hint("правила перечислены в docs/checks.md"),
        }
    }
}

fn is_error(rule: &Rule) -> bool {
    rule.severity == Severity::Error
}
