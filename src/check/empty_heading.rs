//! A heading of the programme with nothing below it.

use super::{Rule, Subject, printed};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::TextBlock;

pub(super) const RULE: Rule = Rule {
    code: "empty-heading",
    severity: Severity::Warning,
    explain: "\
Под заголовком программы ничего нет.

Почему: в оглавлении появится раздел, которого нет. Обычно это значит, что текст забыли дописать.

Пример: «# Задачи», а за ним сразу «# Содержание программы».

Как исправить: допишите текст или удалите заголовок. Заголовок ниже уровнем считается содержанием.",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let texts = printed::manuscripts(subject.dossier);
    let mut blocks = texts.iter().flat_map(|text| &text.blocks).peekable();
    while let Some(block) = blocks.next() {
        let TextBlock::Heading { level, span, .. } = block else {
            continue;
        };
        let is_empty = match blocks.peek() {
            Some(TextBlock::Heading { level: next, .. }) => next <= level,
            Some(_) => false,
            None => true,
        };
        if is_empty {
            findings.push(
                Diagnostic::warning(RULE.code, *span, "под заголовком ничего нет")
                    .hint("допишите текст или удалите заголовок"),
            );
        }
    }
}
