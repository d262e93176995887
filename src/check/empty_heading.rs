//! A heading of a long text with nothing below it.

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::model::{Dossier, ProgrammePart, Text, TextBlock};

pub(super) const RULE: Rule = Rule {
    code: "empty-heading",
    severity: Severity::Warning,
    explain: "\
Под заголовком длинного текста ничего нет.

Почему: обычно это значит, что текст забыли дописать, а в оглавлении появится раздел, которого нет.

Пример: «# Задачи», а за ним сразу «# Содержание программы».

Как исправить: допишите текст или удалите заголовок. Заголовок ниже уровнем считается содержанием, таблица плана под его текстом – тоже.",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let mut told: Vec<Span> = Vec::new();
    for (files, is_followed) in texts(subject.dossier) {
        let manuscripts = files
            .into_iter()
            .filter_map(|file| subject.dossier.manuscript(file));
        let blocks: Vec<&TextBlock> = manuscripts.flat_map(|text| &text.blocks).collect();
        for (index, block) in blocks.iter().enumerate() {
            let TextBlock::Heading { level, span, .. } = block else {
                continue;
            };
            let is_empty = match blocks.get(index + 1) {
                Some(TextBlock::Heading { level: next, .. }) => next <= level,
                Some(_) => false,
                None => !is_followed,
            };
            // A file may stand in several documents.
            if is_empty && !told.contains(span) {
                told.push(*span);
                findings.push(
                    Diagnostic::warning(RULE.code, *span, "под заголовком ничего нет")
                        .hint("допишите текст или удалите заголовок"),
                );
            }
        }
    }
}

/// The files of every text in force, with whether anything is printed below it.
fn texts(dossier: &Dossier) -> Vec<(Vec<&Text>, bool)> {
    let mut texts = Vec::new();
    if let Some(programme) = &dossier.programme {
        let parts = programme.parts.iter().map(ProgrammePart::file);
        texts.push((parts.collect(), false));
    }
    if let Some(programme) = &dossier.school_programme {
        texts.push((programme.parts.iter().collect(), false));
    }
    for appendix in dossier.order.iter().flat_map(|order| &order.appendices) {
        texts.push((appendix.text.iter().collect(), false));
    }
    if let Some(plan) = &dossier.plan {
        texts.push((plan.before_table.iter().collect(), true));
        texts.push((plan.after_table.iter().collect(), false));
    }
    texts
}
