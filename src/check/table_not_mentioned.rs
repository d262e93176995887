//! A numbered table of the programme that its text does not mention.

use super::{Rule, Subject, printed};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Piece, Reference, Text};

pub(super) const RULE: Rule = Rule {
    code: "table-not-mentioned",
    severity: Severity::Hint,
    explain: "\
О таблице с номером не сказано в тексте.

Почему: номер ставят, чтобы на таблицу сослаться. Читатель должен знать, зачем она здесь и что в ней смотреть.

Пример: «{{ показатели Участники }}», и нигде нет «{{ номер таблицы Участники }}».

Как исправить: сошлитесь на таблицу: «… показывает таблица {{ номер таблицы Участники }}».",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let texts = printed::manuscripts(subject.dossier);
    let lines = texts
        .iter()
        .flat_map(|text| &text.blocks)
        .flat_map(|block| block.lines());
    let references: Vec<&Text> = lines.flat_map(references).collect();
    let understood = references
        .iter()
        .filter_map(|text| Some((*text, Reference::read(text).ok()?)));
    let understood: Vec<(&Text, Reference<'_>)> = understood.collect();
    for (text, reference) in &understood {
        let Some(name) = reference.table_name(text) else {
            continue;
        };
        let is_mentioned = understood.iter().any(|(_, other)| match other {
            Reference::TableNumber(wanted) => Reference::names_table(wanted, name),
            _ => false,
        });
        if !is_mentioned {
            let short = Reference::short_name(name);
            findings.push(
                Diagnostic::advice(RULE.code, text.span, "о таблице не сказано в тексте").hint(
                    format!("сошлитесь на неё: «в таблице {{{{ номер таблицы {short} }}}}»"),
                ),
            );
        }
    }
}

/// The references of a line, those of its footnotes included.
fn references(line: &[Piece]) -> Vec<&Text> {
    let mut found = Vec::new();
    for piece in line {
        match piece {
            Piece::Reference(text, _) => found.push(text),
            Piece::Footnote(content) => found.extend(references(content)),
            Piece::Text(..) | Piece::Break => {}
        }
    }
    found
}
