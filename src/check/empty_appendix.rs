//! An appendix that holds nothing, two things at once, or lacks what its head needs.

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Appendix;

pub(super) const RULE: Rule = Rule {
    code: "empty-appendix",
    severity: Severity::Error,
    explain: "\
Приложение к приказу ничего не содержит, содержит и документ, и текст сразу или утверждается без вида.

Почему: читатель получил бы лист с одной отметкой «Приложение»; а без вида не согласовать гриф: «УТВЕРЖДЕН план», но «УТВЕРЖДЕНА форма».

Пример: «приложения: [{утверждается: да}]».

Как исправить: укажите «документ: план» или дайте приложению «название» и «текст», а утверждаемому тексту ещё и «вид».",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(order) = &subject.dossier.order else {
        return;
    };
    for (index, appendix) in order.appendices.iter().enumerate() {
        let number = index + 1;
        if let Some(problem) = problem(appendix) {
            let message = format!("приложение {number}: {problem}");
            findings.push(
                Diagnostic::error(RULE.code, appendix.span, message)
                    .hint("укажите «документ: план» либо «вид», «название» и «текст»"),
            );
        }
    }
}

fn problem(appendix: &Appendix) -> Option<&'static str> {
    let has_text = !appendix.text.is_empty() || appendix.title.is_some();
    match (appendix.document.is_some(), has_text) {
        (true, true) => Some("указан и документ, и свой текст"),
        (true, false) => None,
        (false, false) => Some("не указано, что приложено"),
        (false, true) if appendix.title.is_none() => Some("у текста нет названия"),
        (false, true) if appendix.text.is_empty() => Some("под названием нет текста"),
        (false, true) if appendix.approved && appendix.kind.is_none() => {
            Some("оно утверждается, а вид не указан")
        }
        (false, true) => None,
    }
}
