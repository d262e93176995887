//! `dyak deadline`

use std::io::BufRead;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::args::{DeadlineArgs, DeadlineCommand, ExplainArgs};
use super::terminal::Terminal;
use super::{Exit, Failure};
use crate::check::severity;
use crate::deadline::{Bounds, Deadline, Interval, Recurrence, understand};
use crate::diagnostic::{self, Diagnostic, Sources, Span};
use crate::language::{plural, verbal};
use crate::model::Period;

pub(super) fn run(arguments: &DeadlineArgs, terminal: &Terminal) -> Result<Exit, Failure> {
    match &arguments.command {
        DeadlineCommand::Explain(arguments) => explain(arguments, terminal),
        DeadlineCommand::Set(arguments) => super::reschedule::set(arguments, terminal),
        DeadlineCommand::Shift(arguments) => super::reschedule::shift(arguments, terminal),
    }
}

fn explain(arguments: &ExplainArgs, terminal: &Terminal) -> Result<Exit, Failure> {
    let period = arguments.period.as_deref().map(bounds).transpose();
    let period = period.map_err(Failure::Usage)?.flatten();
    let Some(phrase) = &arguments.phrase else {
        return explain_lines(terminal);
    };
    let deadline = understand(phrase, period);
    if arguments.json {
        terminal.result(&format!("{}\n", as_json(phrase, &deadline)));
    } else {
        terminal.result(&in_words(phrase, &deadline, terminal));
    }
    Ok(Exit::Done)
}

/// One answer a line; a line that is no question is told and passed over.
fn explain_lines(terminal: &Terminal) -> Result<Exit, Failure> {
    let mut exit = Exit::Done;
    for (index, line) in std::io::stdin().lock().lines().enumerate() {
        let line = line.map_err(|_| {
            Failure::Usage("стандартный ввод не читается как текст UTF-8".to_owned())
        })?;
        let question = line
            .split_once('\t')
            .ok_or_else(|| "нужны период, табуляция и срок".to_owned())
            .and_then(|(period, phrase)| Ok((bounds(period)?, phrase)));
        match question {
            Ok((period, phrase)) => {
                let answer = as_json(phrase, &understand(phrase, period));
                terminal.result(&format!("{answer}\n"));
            }
            Err(_) if line.trim().is_empty() => {}
            Err(message) => {
                terminal.error(&format!("строка {}: {message}", index + 1));
                exit = Exit::Findings;
            }
        }
    }
    Ok(exit)
}

/// Reads «2021-09-01..2022-08-31», a period as dossiers write it, or «none».
fn bounds(text: &str) -> Result<Option<Bounds>, String> {
    let text = text.trim();
    if text == "none" {
        return Ok(None);
    }
    let wrong = |reason: &str| {
        format!(
            "период «{text}» не понят ({reason}); пишите «2021-09-01..2022-08-31» или «2021-2022 учебный год»"
        )
    };
    if let Some((from, to)) = text.split_once("..") {
        let day = |text: &str| text.trim().parse::<NaiveDate>();
        return match (day(from), day(to)) {
            (Ok(from), Ok(to)) if from <= to => Ok(Some(Bounds { from, to })),
            (Ok(_), Ok(_)) => Err(wrong("конец раньше начала")),
            _ => Err(wrong("такой даты нет")),
        };
    }
    let period = Period::parse(text).map_err(|error| wrong(&error.to_string()))?;
    Ok(Some(period.bounds()))
}

fn as_json(phrase: &str, deadline: &Deadline) -> Value {
    let findings: Vec<Value> = deadline
        .findings
        .iter()
        .map(|finding| {
            let (start, end) = characters(phrase, finding.range.clone());
            json!({
                "severity": finding.weight.code(),
                "code": finding.code.name(),
                "message": finding.message,
                "from": start,
                "to": end,
            })
        })
        .collect();
    let mut value = json!({
        "phrase": phrase,
        "kind": deadline.kind.code(),
        "intervals": deadline.intervals,
        "recurrence": deadline.recurrences.first().map(recurrence_json),
        "findings": findings,
    });
    if let [_, more @ ..] = &deadline.recurrences[..]
        && !more.is_empty()
    {
        value["also"] = more.iter().map(recurrence_json).collect();
    }
    value
}

fn recurrence_json(recurrence: &Recurrence) -> Value {
    json!({
        "unit": recurrence.unit.code(),
        "step": recurrence.step,
        "anchor": recurrence.anchor,
    })
}

/// A range of bytes counted in characters.
fn characters(text: &str, range: std::ops::Range<usize>) -> (usize, usize) {
    let start = text[..range.start].chars().count();
    (start, start + text[range].chars().count())
}

fn in_words(phrase: &str, deadline: &Deadline, terminal: &Terminal) -> String {
    let mut text = format!("вид:         {}\n", deadline.kind.name());
    let days: Vec<String> = deadline.intervals.iter().map(interval_in_words).collect();
    text += &match days.is_empty() {
        true => "дни:         не определены\n".to_owned(),
        false => format!("дни:         {}\n", days.join("\n             ")),
    };
    for recurrence in &deadline.recurrences {
        text += &format!("повторяется: {}\n", recurrence_in_words(recurrence));
    }
    if !deadline.findings.is_empty() {
        text += "\n";
        text += &print_findings(phrase, deadline, terminal.color_out());
    }
    text
}

fn interval_in_words(interval: &Interval) -> String {
    match (interval.from, interval.to) {
        (Some(from), Some(to)) if from == to => verbal(from),
        (Some(from), Some(to)) => format!("с {} по {}", verbal(from), verbal(to)),
        (None, Some(to)) => format!("не позднее {}", verbal(to)),
        (Some(from), None) => format!("начиная с {}", verbal(from)),
        (None, None) => "не определены".to_owned(),
    }
}

fn recurrence_in_words(recurrence: &Recurrence) -> String {
    let [one, few, many] = recurrence.unit.names();
    let step = recurrence.step;
    let mut text = match step {
        1 => format!("раз в {one}"),
        _ => format!("раз в {step} {}", plural(u64::from(step), one, few, many)),
    };
    if let Some(anchor) = &recurrence.anchor {
        text += &format!(" ({anchor})");
    }
    text
}

fn print_findings(phrase: &str, deadline: &Deadline, color: bool) -> String {
    let mut sources = Sources::default();
    let source = sources.add("срок", phrase);
    let findings: Vec<Diagnostic> = deadline
        .findings
        .iter()
        .map(|finding| {
            let span = Span::new(source, finding.range.start, finding.range.end);
            let mut diagnostic = Diagnostic::error(finding.code.name(), span, &finding.message);
            diagnostic.severity = severity(finding.weight);
            diagnostic
        })
        .collect();
    diagnostic::print(&findings, &sources, diagnostic::Format::Full { color })
}
