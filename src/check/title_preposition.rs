//! An order's title without «О» or «Об», or with the wrong one ([N-49], [N-177], [N-193]).

use super::{Rule, Subject, title_in_quotes};
use crate::diagnostic::{Diagnostic, Severity};
use crate::language::{Opening, about, opening};
use crate::model::Text;

pub(super) const RULE: Rule = Rule {
    code: "title-preposition",
    severity: Severity::Error,
    explain: "\
Заголовок приказа не начинается с «О» или «Об», или предлог не тот.

Почему: заголовок отвечает на вопрос «о чём приказ?». «Об» пишут перед а, о, и, у, э, в остальных случаях — «О».

Пример: «Утверждение плана-графика», «О утверждении плана-графика», «Об мерах».

Как исправить: «Об утверждении плана-графика», «О мерах». Если не тот только предлог, dyak check --fix его заменит.",
    local: true,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(order) = &subject.dossier.order else {
        return;
    };
    let title = &order.title;
    let inner = title_in_quotes::inner(title).unwrap_or(0..title.len());
    let start = inner.end - title[inner.clone()].trim_start().len();
    let text = &title[start..inner.end];
    let first = text.split(char::is_whitespace).next().unwrap_or_default();
    // «O мерах» with the Latin letter.
    if matches!(first, "O" | "o") {
        let expected = about(&text[first.len()..]);
        let message = "заголовок начинается с латинской буквы O";
        findings.push(wrong(subject, title, start, first, message, expected));
        return;
    }
    match opening(text) {
        Opening::Right => {}
        Opening::Wrong { expected } => {
            let message = format!("здесь нужен предлог «{expected}»");
            findings.push(wrong(subject, title, start, first, &message, expected));
        }
        Opening::Missing => {
            let place = subject.place(title, start..start + first.len());
            let message = "заголовок приказа начинается не с «О» или «Об»";
            findings
                .push(Diagnostic::error(RULE.code, place, message).hint(
                    "заголовок отвечает на вопрос «о чём?»: «Об утверждении …», «О мерах …»",
                ));
        }
    }
}

fn wrong(
    subject: Subject<'_>,
    title: &Text,
    start: usize,
    written: &str,
    message: &str,
    expected: &str,
) -> Diagnostic {
    let range = start..start + written.len();
    let place = subject.place(title, range.clone());
    let finding = Diagnostic::error(RULE.code, place, message)
        .hint("«Об» пишут перед а, о, и, у, э, в остальных случаях — «О»");
    subject.mend(finding, title, range, expected)
}
