//! A school year whose years are not consecutive ([N-174]).

use super::wording::words;
use super::years::{Years, years};
use super::{Rule, Subject, due};
use crate::deadline::Code;
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    code: "broken-school-year",
    severity: Severity::Error,
    explain: "\
Годы учебного года стоят не подряд.

Почему: учебный год длится с сентября по август; «2021-2023» — либо опечатка, либо два учебных года.

Пример: «в течение 2021-2023 учебного года», «на 2021/23 учебный год».

Как исправить: запишите годы подряд: «2021-2022 учебный год».",
    local: true,
    check,
};

const ADVICE: &str = "запишите годы подряд: «2021-2022 учебный год»";

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    due::report(subject, Code::BrokenSchoolYear, ADVICE, findings);
    for text in subject.prose {
        for years in years(text)
            .into_iter()
            .filter(|years| is_broken(text, years))
        {
            let place = subject.place(text, years.range);
            let message = "второй год учебного года должен следовать за первым";
            findings.push(Diagnostic::error(RULE.code, place, message).hint(ADVICE));
        }
    }
}

/// Whether two years that are not consecutive name one school year.
fn is_broken(text: &str, years: &Years) -> bool {
    let is_pair = years.range.len() > "2021".len();
    is_pair && years.last != years.first + 1 && names_one_school_year(&text[years.range.end..])
}

/// «… учебный год», not «… учебные годы».
fn names_one_school_year(after: &str) -> bool {
    let mut next = words(after);
    let school = next.next().is_some_and(|word| {
        ["учебный", "учебного", "учебном", "учебному", "уч"]
            .iter()
            .any(|form| word.is(form))
    });
    let year = next.next().is_some_and(|word| {
        ["год", "года", "году", "г"]
            .iter()
            .any(|form| word.is(form))
    });
    school && year
}
