//! References to appendices that the order has not, or that do not say which ([N-53], [N-176]).

use super::mention::{self, Mention};
use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::language::counted;
use crate::model::Text;

pub(super) const RULE: Rule = Rule {
    code: "appendix-reference",
    severity: Severity::Error,
    explain: "\
Ссылка на приложение, которого у приказа нет, или ссылка не по правилам.

Почему: номера приложений программа ставит по их порядку. Ссылка на лишний номер ведёт в никуда — это ошибка. Остальное — предупреждения: у единственного приложения номера нет, и пишут просто «(приложение)»; если приложений несколько, без номера не ясно, о каком речь; первым упоминают первое. Приложения к другим актам («приложение 2 к постановлению …») программа не трогает.

Пример: «по форме (приложение № 5)», а приложений два.

Как исправить: поправьте номер в тексте или порядок в ключе «приложения».",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(order) = &subject.dossier.order else {
        return;
    };
    let mut checker = Checker {
        subject,
        count: order.appendices.len(),
        latest: 0,
        findings,
    };
    for text in mention::texts(order) {
        for mention in mention::own_appendices(text) {
            checker.numbers(text, &mention);
            if mention.numbers.is_empty() {
                checker.without_number(text, &mention);
            }
        }
    }
}

struct Checker<'a, 'f> {
    subject: Subject<'a>,
    /// How many appendices there are.
    count: usize,
    /// The greatest number mentioned so far.
    latest: usize,
    findings: &'f mut Vec<Diagnostic>,
}

impl Checker<'_, '_> {
    fn numbers(&mut self, text: &Text, mention: &Mention) {
        for (index, (_, number)) in mention.numbers.iter().enumerate() {
            let span = self.subject.sources.within(text, mention.place(index));
            // «Приложение 1.1» is a number of the department's own.
            let Ok(number) = number.parse::<usize>() else {
                continue;
            };
            // «1–4» unfolds to four numbers, and the last one speaks for those between.
            let next = mention.numbers.get(index + 1);
            let is_between = next.is_some_and(|(place, _)| *place == mention.numbers[index].0);
            if is_between {
                continue;
            }
            if number == 0 || number > self.count {
                let message = format!("приложения {number} нет: {}", self.in_words());
                self.findings.push(
                    Diagnostic::error(RULE.code, span, message)
                        .hint("поправьте номер или добавьте приложение в «приложения»"),
                );
            } else if self.count == 1 {
                self.findings.push(
                    Diagnostic::warning(RULE.code, span, "единственное приложение не нумеруют")
                        .hint("удалите номер: «(приложение)»"),
                );
            } else if number > self.latest + 1 && !is_range(mention, index) {
                let message = format!(
                    "приложение {number} упомянуто раньше приложения {}",
                    self.latest + 1
                );
                self.findings.push(
                    Diagnostic::warning(RULE.code, span, message)
                        .hint("нумеруйте приложения в том порядке, в каком о них говорит приказ"),
                );
            }
            self.latest = self.latest.max(number.min(self.count));
        }
    }

    fn without_number(&mut self, text: &Text, mention: &Mention) {
        let span = || self.subject.sources.within(text, mention.word.clone());
        if self.count == 0 {
            self.findings.push(
                Diagnostic::error(RULE.code, span(), "приложений у приказа нет")
                    .hint("добавьте их в order.yaml ключом «приложения» или уберите ссылку"),
            );
        } else if self.count > 1 {
            let message = format!("не сказано, какое приложение: {}", self.in_words());
            self.findings.push(
                Diagnostic::warning(RULE.code, span(), message)
                    .hint("допишите номер: «приложение 1»"),
            );
        }
    }

    /// How many there are.
    fn in_words(&self) -> String {
        match self.count {
            0 => "приложений у приказа нет".into(),
            count => format!(
                "у приказа {}",
                counted(count as u64, "приложение", "приложения", "приложений")
            ),
        }
    }
}

/// Whether a number is the end of «1–4».
fn is_range(mention: &Mention, index: usize) -> bool {
    let before = index
        .checked_sub(1)
        .map(|before| &mention.numbers[before].0);
    before.is_some_and(|place| *place == mention.numbers[index].0)
}
