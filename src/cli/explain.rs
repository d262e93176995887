//! `dyak check --explain`

use std::fmt::Write as _;

use super::terminal::Terminal;
use super::{Exit, Failure};
use crate::check::{RULES, Rule, rule};
use crate::diagnostic::{Severity, nearest};

/// The word that asks for all rules at once.
const ALL: &str = "all";

pub(super) fn run(code: &str, terminal: &Terminal) -> Result<Exit, Failure> {
    let text = match (code, rule(code)) {
        (ALL, _) => rules_in_markdown(),
        (_, Some(rule)) => format!("{}\n\n{}\n", rule.code, rule.explain),
        (_, None) => other(code).map_err(Failure::Usage)?,
    };
    terminal.result(&text);
    Ok(Exit::Done)
}

/// A code that is no rule of the checker, in the words of `docs/rules.md`.
fn other(code: &str) -> Result<String, String> {
    let listed: Vec<(&str, &str)> = listed_codes().collect();
    if let Some((_, text)) = listed.iter().find(|(known, _)| *known == code) {
        return Ok(format!("{code}\n\n{}.\n", upper_first(text)));
    }
    let rules = RULES.iter().map(|rule| rule.code);
    let known = rules.chain(listed.iter().map(|(code, _)| *code));
    let hint = match nearest(code, known) {
        Some(near) => format!("возможно, вы имели в виду «{near}»"),
        None => "все коды перечислены в docs/checks.md и docs/rules.md".to_owned(),
    };
    Err(format!("кода «{code}» нет; {hint}"))
}

/// Every code with its line of `docs/rules.md`: «| `code` | weight | text |».
fn listed_codes() -> impl Iterator<Item = (&'static str, &'static str)> {
    include_str!("../../docs/rules.md")
        .lines()
        .filter_map(|line| {
            let mut cells = line.strip_prefix("| `")?.splitn(2, "` |");
            let code = cells.next()?;
            let text = cells.next()?.rsplit_once(" |")?.0.split_once('|')?.1;
            Some((code, text.trim()))
        })
}

fn upper_first(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(chars).collect()
}

/// All rules of the checker, for `docs/checks.md`.
pub fn rules_in_markdown() -> String {
    let mut text = String::from(
        "# Правила проверки\n\n\
         Этот файл создан программой: `dyak check --explain all`. Остальные замечания — о записи YAML, ключах, шаблонах — перечислены в [rules.md](rules.md).\n\n\
         | Код | Вес | Что не так |\n|---|---|---|\n",
    );
    for rule in RULES {
        let (title, _) = parts(rule);
        let _ = writeln!(
            text,
            "| [`{0}`](#{0}) | {1} | {2} |",
            rule.code,
            weight(rule.severity),
            title
        );
    }
    for rule in RULES {
        let (title, rest) = parts(rule);
        let _ = write!(text, "\n## {}\n\n{title}\n\n{rest}\n", rule.code);
    }
    text
}

/// The first sentence of a rule's explanation, and the rest.
fn parts(rule: &Rule) -> (&'static str, &'static str) {
    rule.explain
        .split_once("\n\n")
        .unwrap_or((rule.explain, ""))
}

fn weight(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "ошибка",
        Severity::Warning => "предупреждение",
        Severity::Hint => "совет",
    }
}
