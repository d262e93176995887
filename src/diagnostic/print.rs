//! Findings as text: with the line and a caret, one line each, or JSON.

use std::fmt::Write as _;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde::Serialize;

use super::{Diagnostic, Severity, SourceId, Sources, Span};

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// With the source line, a caret and advice, for people.
    Full {
        /// Whether the terminal shows colours.
        color: bool,
    },
    /// `file:line:column: severity[code]: message`, for editors.
    Short,
    /// One JSON array, for programs.
    Json,
}

/// Renders findings in the order given.
pub fn print(findings: &[Diagnostic], sources: &Sources, format: Format) -> String {
    match format {
        Format::Full { color } => full(findings, sources, color),
        Format::Short => findings.iter().map(|d| short(d, sources)).collect(),
        Format::Json => {
            let values = json(findings, sources);
            serde_json::to_string_pretty(&values).expect("values always serialise") + "\n"
        }
    }
}

fn full(findings: &[Diagnostic], sources: &Sources, color: bool) -> String {
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let renderer = renderer.decor_style(DecorStyle::Unicode);
    let mut out = String::new();
    for finding in findings {
        if finding.span.is_some() {
            let paths = Paths::of(finding, sources);
            out.push_str(&renderer.render(&[group(finding, sources, &paths)]));
        } else {
            out.push_str(short(finding, sources).trim_end());
            if let Some(hint) = &finding.hint {
                let _ = write!(out, "\n  как исправить: {hint}");
            }
        }
        out.push_str("\n\n");
    }
    out
}

/// The bytes of a span up to the end of its first line: a caret below a whole
/// block helps nobody.
fn first_line(text: &str, span: Span) -> std::ops::Range<usize> {
    let start = span.start.min(text.len());
    let end = span.end.min(text.len());
    let line = text[start..]
        .find(['\n', '\r'])
        .map_or(text.len(), |at| start + at);
    start..end.min(line)
}

/// Paths of the sources a finding touches, kept alive while it is rendered.
struct Paths(Vec<(SourceId, String)>);

impl Paths {
    fn of(finding: &Diagnostic, sources: &Sources) -> Self {
        let mut ids: Vec<SourceId> = places(finding).map(|(span, _, _)| span.source).collect();
        ids.dedup();
        Self(
            ids.into_iter()
                .map(|id| (id, sources.get(id).path.display().to_string()))
                .collect(),
        )
    }
}

/// The places of a finding, the primary one first.
fn places(finding: &Diagnostic) -> impl Iterator<Item = (Span, &str, AnnotationKind)> {
    let primary = finding
        .span
        .map(|span| (span, finding.label.as_str(), AnnotationKind::Primary));
    let context = finding
        .related
        .iter()
        .map(|(span, label)| (*span, label.as_str(), AnnotationKind::Context));
    primary.into_iter().chain(context)
}

fn group<'a>(finding: &'a Diagnostic, sources: &'a Sources, paths: &'a Paths) -> Group<'a> {
    let title = level(finding.severity)
        .with_name(Some(severity_name(finding.severity)))
        .primary_title(&finding.message)
        .id(finding.code);
    let mut group = Group::with_title(title);
    for (id, path) in &paths.0 {
        let source = sources.get(*id);
        let here = || places(finding).filter(|(span, _, _)| span.source == *id);
        let ranges = || here().map(|(span, _, _)| first_line(&source.text, span));
        let start = ranges().map(|range| range.start).min().unwrap_or(0);
        let end = ranges().map(|range| range.end).max().unwrap_or(start);
        // Only the lines that are shown: a big file must not be read for every finding.
        let (window, first) = source.lines_around(start..end);
        let annotations = here().map(|(span, label, kind)| {
            let range = first_line(&source.text, span);
            let label = (!label.is_empty()).then_some(label);
            kind.span(range.start - window.start..range.end - window.start)
                .label(label)
        });
        let snippet = Snippet::source(&source.text[window.clone()])
            .line_start(first)
            .path(path)
            .annotations(annotations);
        group = group.element(snippet);
    }
    if let Some(hint) = &finding.hint {
        group = group.element(Level::HELP.with_name(Some("как исправить")).message(hint));
    }
    if finding.fix.is_some() {
        let done_by = Level::HELP
            .with_name(Some("исправит сама"))
            .message("dyak check --fix");
        group = group.element(done_by);
    }
    group
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Hint => Level::HELP,
    }
}

/// The Russian name of a severity.
fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "ошибка",
        Severity::Warning => "предупреждение",
        Severity::Hint => "совет",
    }
}

fn short(finding: &Diagnostic, sources: &Sources) -> String {
    let mut line = String::new();
    if let Some(span) = finding.span {
        let source = sources.get(span.source);
        let (row, column) = source.line_column(span.start);
        let _ = write!(line, "{}:{row}:{column}: ", source.path.display());
    }
    let _ = writeln!(
        line,
        "{}[{}]: {}",
        severity_name(finding.severity),
        finding.code,
        finding.message
    );
    line
}

/// A finding as other programs read it; lines and columns count from 1.
#[derive(Serialize)]
struct JsonFinding<'a> {
    severity: &'static str,
    code: &'a str,
    message: &'a str,
    file: Option<String>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    label: &'a str,
    hint: Option<&'a str>,
    /// What `check --fix` would put in the place of what.
    fix: Option<JsonFix<'a>>,
}

/// A mend as other programs read it; `start` and `end` are bytes of the file.
#[derive(Serialize)]
struct JsonFix<'a> {
    start: usize,
    end: usize,
    from: &'a str,
    to: &'a str,
}

/// Findings as JSON values, for programs.
pub fn json(findings: &[Diagnostic], sources: &Sources) -> Vec<serde_json::Value> {
    findings
        .iter()
        .map(|finding| {
            let source = finding.span.map(|span| (sources.get(span.source), span));
            let start = source.map(|(source, span)| source.line_column(span.start));
            let end = source.map(|(source, span)| source.line_column(span.end));
            let finding = JsonFinding {
                severity: match finding.severity {
                    Severity::Error => "error",
                    Severity::Warning => "warning",
                    Severity::Hint => "hint",
                },
                code: finding.code,
                message: &finding.message,
                file: source.map(|(source, _)| source.path.display().to_string()),
                line: start.map(|at| at.0),
                column: start.map(|at| at.1),
                end_line: end.map(|at| at.0),
                end_column: end.map(|at| at.1),
                label: &finding.label,
                hint: finding.hint.as_deref(),
                fix: finding.fix.as_ref().map(|fix| JsonFix {
                    start: fix.span.start,
                    end: fix.span.end,
                    from: &fix.from,
                    to: &fix.to,
                }),
            };
            serde_json::to_value(finding).expect("strings and numbers always serialise")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> (Sources, Diagnostic) {
        let mut sources = Sources::default();
        let text = "пункты:\n  - срок: в срок до 31 июня 2022 года\n";
        let id = sources.add("order.yaml", text);
        let start = text.find("31 июня").unwrap();
        let span = Span::new(id, start, start + "31 июня".len());
        let finding = Diagnostic::error("impossible-date", span, "в июне 30 дней")
            .label("такого дня нет")
            .hint("укажите «до 30 июня 2022 г.» или другую дату");
        (sources, finding)
    }

    #[test]
    fn a_finding_shows_its_line() {
        let (sources, finding) = example();
        insta::assert_snapshot!(print(&[finding], &sources, Format::Full { color: false }), @"
        ошибка[impossible-date]: в июне 30 дней
          ╭▸ order.yaml:2:21
          │
        2 │   - срок: в срок до 31 июня 2022 года
          │                     ━━━━━━━ такого дня нет
          │
          ╰ как исправить: укажите «до 30 июня 2022 г.» или другую дату
        ");
    }

    #[test]
    fn short_form_is_one_line() {
        let (sources, finding) = example();
        assert_eq!(
            print(&[finding], &sources, Format::Short),
            "order.yaml:2:21: ошибка[impossible-date]: в июне 30 дней\n"
        );
    }
}
