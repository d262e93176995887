//! `dyak completions` and `dyak man`

use clap::CommandFactory;

use super::args::{Cli, CompletionsArgs};
use super::terminal::Terminal;
use super::{Exit, Failure, russian};

pub(super) fn completions(
    arguments: &CompletionsArgs,
    terminal: &Terminal,
) -> Result<Exit, Failure> {
    let mut text = Vec::new();
    clap_complete::generate(
        arguments.shell,
        &mut russian(Cli::command()),
        "dyak",
        &mut text,
    );
    terminal.result(&String::from_utf8_lossy(&text));
    Ok(Exit::Done)
}

pub(super) fn man(terminal: &Terminal) -> Result<Exit, Failure> {
    let mut text = Vec::new();
    clap_mangen::Man::new(russian(Cli::command()))
        .render(&mut text)
        .map_err(|error| Failure::Usage(format!("страница man не складывается: {error}")))?;
    terminal.result(&String::from_utf8_lossy(&text));
    Ok(Exit::Done)
}
