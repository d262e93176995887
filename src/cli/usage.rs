//! Help and mistakes of the command line, in Russian.

use std::io::Write as _;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command};

use super::{Exit, terminal};
use crate::build::reason;

const TEMPLATE: &str = "{about-with-newline}\nИспользование: {usage}\n\n{all-args}{after-help}";

/// The command with Russian headings, usage and flags, subcommands included.
pub fn russian(command: Command) -> Command {
    let name = command.get_name().to_owned();
    translate(command, &name)
}

fn translate(command: Command, path: &str) -> Command {
    let usage = usage(&command, path);
    let is_root = !path.contains(' ');
    let mut command = command
        .help_template(TEMPLATE)
        .override_usage(usage)
        .subcommand_help_heading("Команды")
        .disable_help_flag(true)
        .disable_version_flag(true)
        .mut_args(|arg| {
            let heading = if arg.is_positional() {
                "Аргументы"
            } else {
                "Параметры"
            };
            let takes_value = arg.get_action().takes_values();
            arg.help_heading(heading)
                .hide_possible_values(takes_value)
                .hide_default_value(takes_value)
        })
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .action(ArgAction::Help)
                .help("Показать эту справку")
                .help_heading("Параметры"),
        );
    if is_root {
        command = command.arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help("Показать версию")
                .help_heading("Параметры"),
        );
    }
    let path = path.to_owned();
    command.mut_subcommands(|inner| {
        let inner_path = format!("{path} {}", inner.get_name());
        translate(inner, &inner_path)
    })
}

fn usage(command: &Command, path: &str) -> String {
    let mut usage = path.to_owned();
    if command.has_subcommands() {
        usage += " КОМАНДА";
    }
    usage += " [ПАРАМЕТРЫ]";
    for arg in command.get_positionals() {
        let names = arg.get_value_names().unwrap_or_default();
        let name = names.first().map_or("ЗНАЧЕНИЕ", |name| name.as_str());
        let several = arg
            .get_num_args()
            .is_some_and(|range| range.max_values() == usize::MAX);
        let dots = if several { "…" } else { "" };
        usage += &if arg.is_required_set() {
            format!(" {name}{dots}")
        } else {
            format!(" [{name}{dots}]")
        };
    }
    usage
}

/// Prints help, the version, or what is wrong with the command line.
pub(super) fn explain(error: &clap::Error) -> Exit {
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    ) {
        return match terminal::print(&error.render().to_string()) {
            Ok(()) => Exit::Done,
            Err(error) => {
                tell(&format!("не удалось напечатать: {}", reason(&error)));
                Exit::System
            }
        };
    }
    tell(&format!("{}\nСправка: dyak --help", message(error)));
    Exit::Usage
}

fn tell(message: &str) {
    let _ = writeln!(std::io::stderr().lock(), "ошибка: {message}");
}

fn message(error: &clap::Error) -> String {
    let argument = context(error, ContextKind::InvalidArg);
    let value = context(error, ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::UnknownArgument => {
            let known = suggested(error, ContextKind::SuggestedArg);
            format!("неизвестный параметр «{argument}»{}", perhaps(&known))
        }
        ErrorKind::InvalidSubcommand => {
            let name = context(error, ContextKind::InvalidSubcommand);
            let known = suggested(error, ContextKind::SuggestedSubcommand);
            format!("неизвестная команда «{name}»{}", perhaps(&known))
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let known = context(error, ContextKind::ValidSubcommand);
            if known.is_empty() || known.contains("build") {
                "не указана команда; первая проба: dyak build data/belomorsk-2022".into()
            } else {
                format!("не указано, что сделать: {known}")
            }
        }
        ErrorKind::MissingRequiredArgument => format!("не указано: {argument}"),
        ErrorKind::InvalidValue if value.is_empty() => {
            format!("у параметра «{argument}» нет значения")
        }
        ErrorKind::InvalidValue => {
            let known = suggested(error, ContextKind::SuggestedValue);
            let valid = context(error, ContextKind::ValidValue);
            let hint = if known.is_empty() {
                format!("; можно указать: {valid}")
            } else {
                perhaps(&known)
            };
            format!("значение «{value}» не годится для «{argument}»{hint}")
        }
        ErrorKind::ValueValidation => format!("значение «{value}» не годится для «{argument}»"),
        ErrorKind::ArgumentConflict => {
            let other = context(error, ContextKind::PriorArg);
            format!("«{argument}» и «{other}» вместе не указывают")
        }
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues => {
            format!("неверное число значений у «{argument}»")
        }
        ErrorKind::InvalidUtf8 => "аргумент записан не в UTF-8".into(),
        _ => "команда записана неверно".into(),
    }
}

fn perhaps(known: &str) -> String {
    if known.is_empty() {
        String::new()
    } else {
        format!("; возможно, вы имели в виду «{known}»")
    }
}

fn context(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    }
}

/// The likeliest of the words that clap suggests: it puts them last.
fn suggested(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::Strings(texts)) => texts.last().cloned().unwrap_or_default(),
        _ => context(error, kind),
    }
}
