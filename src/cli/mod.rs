//! The command line: one file a command, arguments in, what the person sees out.

mod args;
mod build;
mod check;
mod collect;
mod completions;
mod deadline;
mod diff;
mod explain;
mod form;
mod new;
mod reschedule;
mod schema;
mod show;
mod status;
mod template;
mod terminal;
mod usage;
mod watch;

use std::ffi::OsString;

use chrono::NaiveDate;
use clap::{CommandFactory, FromArgMatches};

pub use args::Cli;
use args::Command;
pub use explain::rules_in_markdown;
pub use schema::keys_in_markdown;
pub use usage::russian;

use crate::build::Error;
use crate::language::parse_date;
use crate::render::Scope;
use terminal::Terminal;

/// What the arguments narrow the choice of documents to.
fn scope(arguments: &args::ScopeArgs) -> Result<Scope, Failure> {
    let edition = given_day("--as-of", arguments.as_of.as_deref())?;
    Ok(Scope {
        as_of: edition.unwrap_or_else(today),
        edition,
        period: arguments.period.clone(),
        school: arguments.school.clone(),
    })
}

/// The day of a key of the command line, if one is given.
fn given_day(key: &str, written: Option<&str>) -> Result<Option<NaiveDate>, Failure> {
    let day = written.map(parse_date).transpose();
    day.map_err(|error| Failure::Usage(format!("{key}: {error}")))
}

/// Today on the user's clock.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that asks what day it is; everywhere else the day is an argument"
)]
fn today() -> NaiveDate {
    chrono::Local::now().date_naive()
}

/// How a run ended; the number is the process's exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// The data have errors; they were printed.
    Findings = 1,
    /// The command was called wrongly.
    Usage = 2,
    /// The system failed us: disk, rights.
    System = 3,
}

/// Runs the program with its arguments, the program's name first.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let command = russian(Cli::command());
    let cli = match command
        .try_get_matches_from(arguments)
        .and_then(|matches| Cli::from_arg_matches(&matches))
    {
        Ok(cli) => cli,
        Err(error) => return usage::explain(&error),
    };
    let terminal = Terminal::new(cli.color, cli.quiet, cli.verbose);
    let result = match cli.command {
        Command::New(arguments) => new::run(&arguments, &terminal),
        Command::Check(arguments) => check::run(&arguments, &terminal),
        Command::Build(arguments) => build::run(&arguments, &terminal),
        Command::Watch(arguments) => watch::run(&arguments, &terminal),
        Command::Show(arguments) => show::run(&arguments, &terminal),
        Command::Form(arguments) => form::run(&arguments, &terminal),
        Command::Collect(arguments) => collect::run(&arguments, &terminal),
        Command::Status(arguments) => status::run(&arguments, &terminal),
        Command::Deadline(arguments) => deadline::run(&arguments, &terminal),
        Command::Diff(arguments) => diff::run(&arguments, &terminal),
        Command::Template(arguments) => template::run(&arguments, &terminal),
        Command::Schema(arguments) => schema::run(&arguments, &terminal),
        Command::Completions(arguments) => completions::completions(&arguments, &terminal),
        Command::Man => completions::man(&terminal),
    };
    let exit = result.unwrap_or_else(|failure| failure.report(&terminal));
    terminal.close(exit)
}

/// Why a command could not do its work.
#[derive(Debug)]
enum Failure {
    /// It was asked for something that makes no sense.
    Usage(String),
    /// The system refused.
    System(Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::System(error)
    }
}

impl Failure {
    fn report(self, terminal: &Terminal) -> Exit {
        match self {
            Self::Usage(message) => {
                terminal.error(&message);
                Exit::Usage
            }
            Self::System(error) => {
                terminal.error(&error.to_string());
                Exit::System
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        russian(Cli::command()).debug_assert();
    }
}
