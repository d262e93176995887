//! The command `dyak`: its arguments go to [`dyak::cli::run`], whose result becomes
//! the exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(dyak::cli::run(std::env::args_os()) as u8)
}
