//! «РФ» in the running text of an order ([N-84], [N-187]).

use super::wording::{Word, is_quoted, words};
use super::{Rule, Subject, printed};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    code: "rf-abbreviation",
    severity: Severity::Hint,
    explain: "\
В тексте приказа сокращено название страны.

Почему: в тексте акта пишут «Российская Федерация» полностью, и в названиях органов тоже: «постановление Правительства Российской Федерации». Сокращённые названия кодексов («ТК РФ») и слова в кавычках программа не трогает.

Пример: «приказ Министерства просвещения РФ».

Как исправить: «приказ Министерства просвещения Российской Федерации».",
    local: true,
    check,
};

/// Codes are known by their short names: «ТК РФ».
const CODES: [&str; 12] = [
    "ТК", "ГК", "БК", "НК", "УК", "СК", "ЖК", "ЗК", "КоАП", "ГПК", "АПК", "УПК",
];

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(order) = &subject.dossier.order else {
        return;
    };
    let texts = [&order.title].into_iter().chain(&order.preamble);
    for text in texts.chain(printed::points(order)) {
        let mut before = None;
        for word in words(text) {
            if word.text == "РФ" && !is_code(before) && !is_quoted(text, word.start) {
                findings.push(
                    Diagnostic::advice(
                        RULE.code,
                        subject.place(text, word.range()),
                        "название страны сокращено",
                    )
                    .hint("в тексте приказа пишут полностью: «Российской Федерации»"),
                );
            }
            before = Some(word);
        }
    }
}

fn is_code(word: Option<Word<'_>>) -> bool {
    word.is_some_and(|word| CODES.contains(&word.text))
}
