//! What is wrong with what the user wrote: where, why, and how to mend it.

mod print;
mod source;
mod suggest;

pub use print::{Format, json, print};
pub use source::{LOCATED, Located, Source, SourceId, Sources, Span};
pub use suggest::{nearest, perhaps};

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The data contradict themselves or the calendar: nothing is written.
    Error,
    /// A norm or good practice is broken; documents are still written.
    Warning,
    /// A piece of advice.
    Hint,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How much it weighs.
    pub severity: Severity,
    /// Kebab-case name of the bad pattern, `impossible-date`.
    pub code: &'static str,
    /// What is wrong, in Russian, lower case, no full stop.
    pub message: String,
    /// The offending bytes, if the finding has a place.
    pub span: Option<Span>,
    /// A few words printed under the caret; may be empty.
    pub label: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// Other places that explain this one: the first of two equal keys, say.
    pub related: Vec<(Span, String)>,
    /// The mend, where there can be no other.
    pub fix: Option<Fix>,
}

/// A change of a source that mends a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// The bytes to replace; no others are touched.
    pub span: Span,
    /// What stands there now, so that nothing else can be replaced.
    pub from: String,
    /// What to put there.
    pub to: String,
}

impl Diagnostic {
    /// An error at `span`.
    pub fn error(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, Some(span), message)
    }

    /// A warning at `span`.
    pub fn warning(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, Some(span), message)
    }

    /// An error that concerns a dossier as a whole.
    pub fn error_without_place(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, None, message)
    }

    /// A piece of advice at `span`.
    pub fn advice(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Hint, code, Some(span), message)
    }

    /// A piece of advice that concerns a dossier as a whole.
    pub fn advice_without_place(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Hint, code, None, message)
    }

    /// A warning that concerns a dossier as a whole.
    pub fn warning_without_place(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, None, message)
    }

    fn new(
        severity: Severity,
        code: &'static str,
        span: Option<Span>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            severity,
            code,
            message: message.into(),
            span,
            label: String::new(),
            hint: None,
            related: Vec::new(),
            fix: None,
        }
    }

    /// Adds the words under the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds another place that explains this one.
    #[must_use]
    pub fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push((span, label.into()));
        self
    }

    /// Adds the mend: `to` instead of `from`, which are the bytes of `span`.
    #[must_use]
    pub fn fix(mut self, span: Span, from: impl Into<String>, to: impl Into<String>) -> Self {
        self.fix = Some(Fix {
            span,
            from: from.into(),
            to: to.into(),
        });
        self
    }

    /// Whether documents must not be written because of it.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// Sorts findings by place, then by weight, and drops exact repeats.
pub fn sort(findings: &mut Vec<Diagnostic>) {
    findings.sort_by(|a, b| {
        let key = |d: &Diagnostic| (d.span.is_none(), d.span, d.severity, d.code);
        key(a).cmp(&key(b)).then_with(|| a.message.cmp(&b.message))
    });
    findings.dedup();
}
