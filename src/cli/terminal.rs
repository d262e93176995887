//! Where text goes: results to standard output, all else to standard error.

use std::io::{ErrorKind, IsTerminal, Write};
use std::sync::OnceLock;
use std::time::Duration;

use super::Exit;
use super::args::Color;
use crate::build::reason;
use crate::diagnostic::{self, Diagnostic, Sources};

/// The two streams and what they can show.
pub(super) struct Terminal {
    quiet: bool,
    verbose: bool,
    color_out: bool,
    color_err: bool,
    /// Why a result could not be printed, if so.
    failure: OnceLock<std::io::Error>,
}

impl Terminal {
    pub(super) fn new(color: Color, quiet: bool, verbose: bool) -> Self {
        let shows = |terminal: bool| match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => terminal && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty()),
        };
        Self {
            quiet,
            verbose,
            color_out: shows(std::io::stdout().is_terminal()),
            color_err: shows(std::io::stderr().is_terminal()),
            failure: OnceLock::new(),
        }
    }

    /// A result: printed even when quiet. A failure is told by [`Self::close`].
    pub(super) fn result(&self, text: &str) {
        if let Err(error) = print(text) {
            // The first failure tells why; the ones after it say the same.
            let _ = self.failure.set(error);
        }
    }

    /// How the run ended, now that all is printed.
    pub(super) fn close(&self, exit: Exit) -> Exit {
        match self.failure.get() {
            Some(error) => {
                self.error(&format!("не удалось напечатать: {}", reason(error)));
                Exit::System
            }
            None => exit,
        }
    }

    /// Whether only errors and results are wanted.
    pub(super) fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// A line on why and how long, for those who asked.
    pub(super) fn detail(&self, text: &str) {
        if self.verbose {
            let _ = writeln!(std::io::stderr().lock(), "{text}");
        }
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

    /// Something worth knowing that stops nothing, in one line.
    pub(super) fn warning(&self, message: &str) {
        if self.quiet {
            return;
        }
        let mut err = std::io::stderr().lock();
        let _ = if self.color_err {
            writeln!(err, "\x1b[1;33mпредупреждение\x1b[0m: {message}")
        } else {
            writeln!(err, "предупреждение: {message}")
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

/// Prints to standard output. A reader who has seen enough («| head») is no failure.
pub(super) fn print(text: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// «12 мс»
pub(super) fn milliseconds(time: Duration) -> String {
    format!("{} мс", time.as_millis())
}
