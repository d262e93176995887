//! One kind of schools under two names ([N-140]).

use super::terms::{Use, uses};
use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::language::counted;

pub(super) const RULE: Rule = Rule {
    code: "mixed-terms",
    severity: Severity::Warning,
    explain: "\
Одни и те же школы названы по-разному: ШНОР и ШНРО (или ШНР).

Почему: ШНОР — школы с низкими образовательными результатами; ШНРО и ШНР — прежние сокращения, школы с низкими результатами обучения. Рядом они читаются как два разных списка школ.

Пример: в одном плане «педагоги ШНРО» и «руководители ШНОР».

Как исправить: оставьте одно сокращение, лучше нынешнее — ШНОР.",
    local: false,
    check,
};

/// Names of the same schools.
const NAMES: [&str; 3] = ["ШНОР", "ШНРО", "ШНР"];

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let all = uses(subject);
    let of = |name: &str| {
        all.iter()
            .filter(|one| one.term == name)
            .collect::<Vec<_>>()
    };
    let mut names: Vec<Vec<&Use<'_>>> = NAMES.iter().map(|name| of(name)).collect();
    names.retain(|uses| !uses.is_empty());
    // The commonest first; of equals, the present name.
    names.sort_by_key(|uses| std::cmp::Reverse(uses.len()));
    let Some((common, rare)) = names.split_first() else {
        return;
    };
    for uses in rare {
        findings.push(report(subject, common, uses));
    }
}

fn report(subject: Subject<'_>, common: &[&Use<'_>], rare: &[&Use<'_>]) -> Diagnostic {
    let place = |one: &Use<'_>| subject.place(one.text, one.at..one.at + one.term.len());
    let times = |uses: &[&Use<'_>]| {
        let count = u64::try_from(uses.len()).unwrap_or(u64::MAX);
        counted(count, "раз", "раза", "раз")
    };
    let message = format!(
        "одни и те же школы названы и {} ({}), и {} ({})",
        common[0].term,
        times(common),
        rare[0].term,
        times(rare)
    );
    Diagnostic::warning(RULE.code, place(rare[0]), message)
        .label("здесь впервые")
        .related(place(common[0]), "а здесь иначе")
        .hint("оставьте одно сокращение, лучше нынешнее — ШНОР")
}
