//! A directive without a term ([N-76], [N-78], [N-180]).

use super::directive::{self, Directive};
use super::{Rule, Subject, wording, words};
use crate::diagnostic::{Diagnostic, Severity};
use crate::language;

pub(super) const RULE: Rule = Rule {
    code: "point-without-term",
    severity: Severity::Hint,
    explain: "\
В пункте приказа не сказано, до какого срока его исполнить.

Почему: без срока нельзя ни проверить исполнение, ни спросить за опоздание. По общему правилу такое поручение исполняют за месяц. Программа не спрашивает срока у того, что приказ делает сам («утвердить», «назначить»), что делают постоянно («сопровождать», «оказывать») и что делают по плану: сроки стоят в нём. О пункте, по которому надо что-то представить или направить, она предупреждает, об остальных советует.

Пример: «Директорам школ представить отчёт о выполнении плана-графика».

Как исправить: добавьте пункту ключ «срок»: «не позднее 25 декабря 2026 г.», «ежеквартально».",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(order) = &subject.dossier.order else {
        return;
    };
    let mut last = None;
    for one in directive::all(order) {
        let Some((verb, text)) = &one.verb else {
            continue;
        };
        // The parts of a point share its verb, and one finding is enough for them.
        if last == Some(text.span) || !one.deadlines.is_empty() || names_time(&one.words) {
            continue;
        }
        if let Some(severity) = severity(&one, verb) {
            let message = format!("не сказано, до какого срока {verb}");
            let mut finding = Diagnostic::advice(RULE.code, text.span, message)
                .hint("добавьте пункту ключ «срок»: «не позднее 25 декабря 2026 г.»");
            finding.severity = severity;
            findings.push(finding);
            last = Some(text.span);
        }
    }
}

/// How much it weighs that a directive has no term; `None` if it needs none.
fn severity(directive: &Directive<'_>, verb: &str) -> Option<Severity> {
    if DELIVERY.contains(&verb) {
        Some(Severity::Warning)
    } else if directive.is_own_act() || is_ongoing(verb) || follows_plan(&directive.words) {
        None
    } else {
        Some(Severity::Hint)
    }
}

/// Handing something over, which is done on a day.
const DELIVERY: [&str; 8] = [
    "доложить",
    "направить",
    "отчитаться",
    "передать",
    "предоставить",
    "представить",
    "сдать",
    "сообщить",
];

/// Verbs of what goes on all the time.
fn is_ongoing(verb: &str) -> bool {
    const ENDINGS: [&str; 4] = ["ывать", "ивать", "овать", "евать"];
    // «Организовать», «использовать», «информировать» are done once as well as always.
    const ONCE: [&str; 5] = [
        "организовать",
        "опубликовать",
        "проинформировать",
        "сформировать",
        "согласовать",
    ];
    const OTHERS: [&str; 15] = [
        "вести",
        "выполнять",
        "держать",
        "допускать",
        "исполнять",
        "контролировать",
        "направлять",
        "обеспечивать",
        "осуществлять",
        "представлять",
        "проводить",
        "размещать",
        "следить",
        "сопровождать",
        "соблюдать",
    ];
    (ENDINGS.iter().any(|ending| verb.ends_with(ending)) && !ONCE.contains(&verb))
        || OTHERS.contains(&verb)
}

/// Whether the words say when: a year, a date, a month, «ежегодно», «в срок».
fn names_time(text: &str) -> bool {
    const TELLING: [&str; 12] = [
        "ежегодно",
        "ежедневно",
        "ежеквартально",
        "ежемесячно",
        "еженедельно",
        "немедленно",
        "незамедлительно",
        "период",
        "позднее",
        "постоянно",
        "своевременно",
        "течение",
    ];
    const STRETCHES: [&str; 13] = [
        "январ",
        "феврал",
        "март",
        "апрел",
        "июн",
        "июл",
        "август",
        "сентябр",
        "октябр",
        "ноябр",
        "декабр",
        "квартал",
        "полугоди",
    ];
    let has_date = !words::years(text).is_empty() || !language::scan_dates(text).is_empty();
    let lower = text.to_lowercase();
    let tells = |word: &str| {
        TELLING.contains(&word)
            || matches!(word, "май" | "мая" | "мае")
            || STRETCHES.iter().any(|stem| word.starts_with(stem))
    };
    has_date || lower.contains("срок") || wording::words(&lower).any(|word| tells(word.text))
}

/// Whether the words lead to a plan, which has terms of its own.
fn follows_plan(text: &str) -> bool {
    let text = text.to_lowercase();
    ["план", "график", "дорожн", "приложени", "прилагаем"]
        .iter()
        .any(|word| text.contains(word))
}
