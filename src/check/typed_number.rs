//! A text that begins with the number, letter or dash that the program prints itself.

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{ListItem, Plan, Point, SectionNumbers, Text};

pub(super) const RULE: Rule = Rule {
    code: "typed-number",
    severity: Severity::Warning,
    explain: "\
Текст начинается с номера, буквы со скобкой или тире.

Почему: номера пунктов, мероприятий и разделов и тире в списках программа ставит сама. Вышло бы «5.1. 1. Оказать …».

Пример: «текст: 1. оказать методическую помощь».

Как исправить: удалите номер из текста.",
    local: true,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let mut numbered = Vec::new();
    if let Some(order) = &subject.dossier.order {
        add_points(&order.points, &mut numbered);
    }
    if let Some(plan) = &subject.dossier.plan {
        add_plan(plan, &mut numbered);
    }
    let activities = subject.dossier.plan.iter().flat_map(Plan::all_activities);
    // A cell may list its own «1. …», «2. …»; only «2.1.» is surely the row's number.
    let rows = activities
        .map(|activity| &activity.title)
        .filter(|title| marker(title).is_some_and(|end| title[..end - 1].contains('.')));
    for text in numbered.into_iter().chain(rows) {
        if let Some(length) = marker(text) {
            let span = subject.sources.within(text, 0..length);
            let message = format!("номер «{}» записан в тексте", &text[..length]);
            findings.push(
                Diagnostic::warning(RULE.code, span, message)
                    .label("программа поставит свой")
                    .hint("удалите его из текста: иначе номеров будет два"),
            );
        }
    }
}

fn add_points<'a>(points: &'a [Point], texts: &mut Vec<&'a Text>) {
    for point in points {
        texts.extend(&point.text);
        add_points(&point.points, texts);
    }
}

fn add_plan<'a>(plan: &'a Plan, texts: &mut Vec<&'a Text>) {
    add_items(&plan.tasks, texts);
    add_items(&plan.indicators, texts);
    if plan.numbering.sections != SectionNumbers::None {
        texts.extend(plan.sections.iter().map(|section| &section.title));
    }
}

fn add_items<'a>(items: &'a [ListItem], texts: &mut Vec<&'a Text>) {
    for item in items {
        texts.push(item.text());
        add_items(item.items(), texts);
    }
}

/// The length of the marker that a text begins with: «1.», «1.2.», «3)», «а)», «IV.», «–».
pub(super) fn marker(text: &str) -> Option<usize> {
    let word = text.split(char::is_whitespace).next()?;
    let followed = word.len() < text.trim_end().len();
    (followed && is_marker(word)).then_some(word.len())
}

fn is_marker(word: &str) -> bool {
    let bare = word.trim_end_matches(['.', ')']);
    let closed = bare.len() < word.len();
    let mut levels = bare.split('.');
    // «25.12.2026» and «01.09.» are dates.
    let is_level = |level: &str| {
        (1..=2).contains(&level.len())
            && !level.starts_with('0')
            && level.bytes().all(|b| b.is_ascii_digit())
    };
    let is_roman = !bare.is_empty() && bare.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    let is_letter = word.ends_with(')') && bare.chars().count() == 1;
    matches!(word, "-" | "–" | "—" | "•")
        || (closed && (levels.all(is_level) || is_roman || is_letter))
}

#[cfg(test)]
mod tests {
    use super::marker;

    #[test]
    fn tells_markers_from_numbers_that_belong_to_the_text() {
        for text in [
            "1. оказать",
            "1.2. оказать",
            "3) оказать",
            "а) оказать",
            "IV. Итоги",
            "– оказать",
        ] {
            assert!(marker(text).is_some(), "{text}");
        }
        for text in [
            "1 сентября",
            "25.12.2026 сдать",
            "01.09. начать",
            "5 уроков",
            "1.",
            "В школах",
            "г. Энск",
        ] {
            assert_eq!(marker(text), None, "{text}");
        }
    }
}
