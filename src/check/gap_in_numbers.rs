//! Typed numbers of activities that leave a gap or run backwards.

use std::collections::BTreeSet;

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::language::counted;
use crate::model::{NumberOrder, NumberedActivity, Plan};

pub(super) const RULE: Rule = Rule {
    code: "gap-in-numbers",
    severity: Severity::Hint,
    explain: "\
В номерах мероприятий пропуск, или они идут назад.

Почему: пропуск выглядит так, будто строку потеряли. Если план уже утверждён с пропуском, оставьте его: номера не меняют. Тогда совет можно не слушать.

Пример: после 1.3 записано «номер: \"1.6\"».

Как исправить: удалите ключ «номер», и программа пронумерует строки подряд.",
    local: false,
    check,
};

/// From so many on, one finding speaks of all.
const MANY: usize = 4;

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    // What amendments add or strike out leaves gaps by law ([N-96]).
    let Some(plan) = subject.dossier.signed_plan() else {
        return;
    };
    let breaks = breaks(plan);
    let hint = "удалите ключ «номер»; если план уже утверждён с такими номерами, оставьте их";
    match breaks.as_slice() {
        [] => {}
        [first, ..] if breaks.len() >= MANY => {
            let count = counted(breaks.len() as u64, "месте", "местах", "местах");
            let message = format!(
                "номера мероприятий идут не подряд в {count}; первый раз: {}",
                first.what
            );
            findings.push(Diagnostic::advice(RULE.code, first.span, message).hint(hint));
        }
        few => findings.extend(few.iter().map(|one| {
            Diagnostic::advice(
                RULE.code,
                one.span,
                format!("номера мероприятий идут не подряд: {}", one.what),
            )
            .hint(hint)
        })),
    }
}

/// A place where numbers do not follow one another.
struct Break {
    span: Span,
    what: String,
}

fn breaks(plan: &Plan) -> Vec<Break> {
    let mut breaks = Vec::new();
    let mut walker = Walker::default();
    for section in plan.numbered() {
        match plan.numbering.order {
            NumberOrder::Through => {}
            NumberOrder::PerSection => walker = Walker::default(),
            NumberOrder::WithSection => walker.last.clear(),
        }
        for row in &section.activities {
            breaks.extend(walker.step(row));
        }
    }
    breaks
}

#[derive(Default)]
struct Walker {
    /// The last number below every prefix, «1.8.» → 3.
    last: std::collections::BTreeMap<String, u64>,
    seen: BTreeSet<String>,
}

impl Walker {
    /// Takes the next row and reports it, if its typed number breaks the order.
    fn step(&mut self, row: &NumberedActivity<'_>) -> Option<Break> {
        let stem = row.number.trim_end_matches(|c: char| c.is_ascii_digit());
        let number: u64 = row.number[stem.len()..].parse().ok()?;
        let last = self.last.insert(stem.to_owned(), number).unwrap_or(0);
        let is_new = self.seen.insert(row.number.clone());
        let typed = row.activity.number.as_ref()?;
        // A number that is there already is another mistake, `repeated-number`.
        let what = if !is_new || number == last + 1 {
            return None;
        } else if number <= last {
            format!("номер {} идёт после {stem}{last}", row.number)
        } else if number == last + 2 {
            format!("нет номера {stem}{}", last + 1)
        } else {
            format!("нет номеров {stem}{}–{stem}{}", last + 1, number - 1)
        };
        Some(Break {
            span: typed.span,
            what,
        })
    }
}
