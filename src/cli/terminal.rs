//! Where text goes: results to standard output, all else to standard error.

use std::io::{IsTerminal, Write};

use super::args::Color;
use crate::diagnostic::{self, Diagnostic, Sources};

/// The two streams and what they can show.
pub(super) struct Terminal {
    quiet: bool,
    color_out: bool,
    color_err: bool,
}

impl Terminal {
    pub(super) fn new(color: Color, quiet: bool) -> Self {
        let shows = |terminal: bool| match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => terminal && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty()),
        };
        Self {
            quiet,
            color_out: shows(std::io::stdout().is_terminal()),
            color_err: shows(std::io::stderr().is_terminal()),
        }
    }

    /// A result: printed even when quiet. A reader who has seen enough («| head»)
    /// is no failure.
    pub(super) fn result(&self, text: &str) {
        let mut out = std::io::stdout().lock();
        let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    }

    /// A line about progress, for people.
    pub(super) fn note(&self, text: &str) {
        if !self.quiet {
            self.result(&format!("{text}\n"));
        }
    }

    /// A failure, in one line.
    pub(super) fn error(&self, message: &str) {
        let mut err = std::io::stderr().lock();
        let _ = if self.color_err {
            writeln!(err, "\x1b[1;31mошибка\x1b[0m: {message}")
        } else {
            writeln!(err, "ошибка: {message}")
        };
    }

    /// Findings as a by-product, for people.
    pub(super) fn findings(&self, findings: &[Diagnostic], sources: &Sources) {
        let shown: Vec<Diagnostic> = findings
            .iter()
            .filter(|finding| !self.quiet || finding.is_error())
            .cloned()
            .collect();
        let format = diagnostic::Format::Full {
            color: self.color_err,
        };
        let text = diagnostic::print(&shown, sources, format);
        let _ = std::io::stderr().lock().write_all(text.as_bytes());
    }

    pub(super) fn color_out(&self) -> bool {
        self.color_out
    }

    /// Whether somebody watches standard error.
    pub(super) fn is_watched(&self) -> bool {
        !self.quiet && std::io::stderr().is_terminal()
    }
}
