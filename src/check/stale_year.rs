//! A year left over from a former plan ([N-174]).

use chrono::{Datelike, NaiveDate};

use super::wording::{Word, is_quoted, words};
use super::years::{Years, years};
use super::{Rule, Subject, printed};
use crate::deadline::Bounds;
use crate::diagnostic::{Diagnostic, Severity};
use crate::language::{month_by_genitive, numeric};
use crate::model::{Activity, Dossier, Order, Plan, Text};

pub(super) const RULE: Rule = Rule {
    code: "stale-year",
    severity: Severity::Warning,
    explain: "\
Год не из периода плана: скорее всего, он остался от прошлого документа.

Почему: план составляют из прошлогоднего, и год забывают исправить чаще всего.

Программа смотрит на годы в заголовках, на экзамены с годом и на слова «на 2020 год», «в 2020-2021 учебном году» в мероприятиях и пунктах. Где речь о прошлом («по итогам», «результаты», «анализ», «за»), она молчит.

Пример: «Информирование о проведении ГИА-2021» в плане на 2022 год.

Как исправить: исправьте год. Если речь и правда о прошлом, скажите об этом словами: «по итогам ГИА-2021».",
    local: true,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let dossier = subject.dossier;
    if let Some(order) = &dossier.order {
        check_order(subject, order, period_of_order(dossier, order), findings);
    }
    let Some(plan) = &dossier.plan else {
        return;
    };
    let period = plan.period.as_ref().or(dossier.period.as_ref());
    if let Some(period) = period {
        check_plan(subject, plan, period.bounds(), findings);
    }
}

/// Whether years lie outside the period altogether; those of a school year, from
/// September to August.
fn is_apart(text: &str, years: &Years, period: Bounds) -> bool {
    is_past(text, years, period) || days(text, years).from > period.to
}

fn is_past(text: &str, years: &Years, period: Bounds) -> bool {
    days(text, years).to < period.from
}

fn days(text: &str, years: &Years) -> Bounds {
    let after = text[years.range.end..].trim_start();
    let is_school = years.last > years.first && after.starts_with("уч");
    let (first, last) = if is_school {
        ((9, 1), (8, 31))
    } else {
        ((1, 1), (12, 31))
    };
    between((years.first, first), (years.last, last))
}

type Day = (i32, (u32, u32));

fn between(from: Day, to: Day) -> Bounds {
    let day = |(year, (month, day)): Day| {
        NaiveDate::from_ymd_opt(year, month, day).expect("ends of months that all years have")
    };
    Bounds {
        from: day(from),
        to: day(to),
    }
}

/// The days an order speaks of; without a period, those of the years about its date.
fn period_of_order(dossier: &Dossier, order: &Order) -> Bounds {
    let of_plan = dossier.plan.as_ref().and_then(|plan| plan.period.as_ref());
    let period = of_plan.or(dossier.period.as_ref());
    let year = order.date.0.year();
    let about_date = between((year - 1, (1, 1)), (year + 1, (12, 31)));
    period.map_or(about_date, |period| period.bounds())
}

fn check_order(
    subject: Subject<'_>,
    order: &Order,
    period: Bounds,
    findings: &mut Vec<Diagnostic>,
) {
    let titles = order
        .appendices
        .iter()
        .filter_map(|appendix| appendix.title.as_ref());
    for title in titles.chain([&order.title]) {
        check_title(subject, title, period, findings);
    }
    for text in printed::points(order) {
        check_text(subject, text, period, findings);
    }
}

fn check_plan(subject: Subject<'_>, plan: &Plan, period: Bounds, findings: &mut Vec<Diagnostic>) {
    check_title(subject, &plan.title, period, findings);
    if let Some(title) = &plan.table_title {
        check_title(subject, title, period, findings);
    }
    for text in printed::aims(plan) {
        check_text(subject, text, period, findings);
    }
    check_activities(subject, &plan.activities, period, findings);
    for section in &plan.sections {
        let own = section.period.as_ref().map(|period| period.bounds());
        check_title(subject, &section.title, own.unwrap_or(period), findings);
        check_activities(
            subject,
            &section.activities,
            own.unwrap_or(period),
            findings,
        );
    }
}

fn check_activities(
    subject: Subject<'_>,
    activities: &[Activity],
    period: Bounds,
    findings: &mut Vec<Diagnostic>,
) {
    for activity in activities {
        check_text(subject, &activity.title, period, findings);
        if let Some(result) = &activity.result {
            check_text(subject, result, period, findings);
        }
        check_activities(subject, &activity.activities, period, findings);
    }
}

/// In a title any year should be of the period.
fn check_title(subject: Subject<'_>, title: &Text, period: Bounds, findings: &mut Vec<Diagnostic>) {
    for years in years(title) {
        let (before, _) = around(title, &years);
        if is_apart(title, &years, period)
            && !looks_back(before)
            && !is_act(before)
            && !is_quoted(title, years.range.start)
        {
            report(subject, title, &years, period, findings);
        }
    }
}

/// In a text only years that surely name the time of the work.
fn check_text(subject: Subject<'_>, text: &Text, period: Bounds, findings: &mut Vec<Diagnostic>) {
    for years in years(text) {
        let (before, after) = around(text, &years);
        let is_exam = follows_exam(before);
        // In autumn schools get ready for the exams of the year after the plan.
        let is_past = is_past(text, &years, period);
        let is_far = is_exam && years.first > period.to.year() + 1;
        let is_meant = is_exam || names_time(before, after);
        let is_stale = (is_past || is_far) && is_meant;
        if is_stale && !looks_back(before) && !is_quoted(text, years.range.start) {
            report(subject, text, &years, period, findings);
        }
    }
}

fn report(
    subject: Subject<'_>,
    text: &Text,
    years: &Years,
    period: Bounds,
    findings: &mut Vec<Diagnostic>,
) {
    let written = &text[years.range.clone()];
    let noun = if years.last > years.first {
        "годы"
    } else {
        "год"
    };
    let (from, to) = (numeric(period.from), numeric(period.to));
    let message = format!("{noun} {written} не из периода плана: с {from} по {to}");
    findings.push(
        Diagnostic::warning(RULE.code, subject.place(text, years.range.clone()), message)
            .label("не от прошлого ли плана?")
            .hint("исправьте год; если речь о прошлом, скажите об этом: «по итогам …»"),
    );
}

/// What stands in the sentence before the years, and all that stands after them.
fn around<'a>(text: &'a str, years: &Years) -> (&'a str, &'a str) {
    let before = &text[..years.range.start];
    let begins = before.rfind([';', '\n']).map_or(0, |at| at + 1);
    let begins = before.rfind(". ").map_or(begins, |at| begins.max(at + 1));
    (&before[begins..], &text[years.range.end..])
}

/// Stems of words after which a past year is meant.
const BACKWARD: [&str; 16] = [
    "итог",
    "результат",
    "анализ",
    "аналитич",
    "сравн",
    "динамик",
    "данны",
    "отчет",
    "отчёт",
    "мониторинг",
    "предыдущ",
    "прошл",
    "прошедш",
    "выпускник",
    "приказ",
    "изменени",
];

/// Short words after which a past year is meant.
const BACKWARD_WORDS: [&str; 5] = ["за", "с", "от", "после", "начиная"];

/// Whether a sentence speaks of the past before it comes to the year.
fn looks_back(before: &str) -> bool {
    let mut last = None;
    let speaks = words(before).any(|word| {
        last = Some(word);
        BACKWARD.iter().any(|stem| word.begins(stem))
    });
    let is_back = |word: Word<'_>| BACKWARD_WORDS.iter().any(|back| word.is(back));
    speaks || last.is_some_and(is_back)
}

/// «приказ от 5 июня 2020»: the year of an act, not of the plan.
fn is_act(before: &str) -> bool {
    let last = words(before).last();
    last.is_some_and(|word| month_by_genitive(word.text).is_some())
}

/// «ГИА-2021», «ЕГЭ 2021».
fn follows_exam(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '\u{A0}', '-', '–', '—', '‑']);
    let is_exam = |exam: &&str| {
        let rest = before.strip_suffix(*exam);
        rest.is_some_and(|rest| !rest.ends_with(char::is_alphabetic))
    };
    ["ГИА", "ЕГЭ", "ОГЭ", "ГВЭ", "ВПР", "НИКО"]
        .iter()
        .any(is_exam)
}

/// «на 2020 год», «в 2020 году», «в 2020-2021 учебном году».
fn names_time(before: &str, after: &str) -> bool {
    let Some(preposition) = words(before).last() else {
        return false;
    };
    let nearby = &before[preposition.range().end..];
    let mut next = words(after).filter(|word| !word.is("учебный") && !word.is("учебном"));
    let mut is_year = |wanted: [&str; 2]| {
        let noun = next.next();
        noun.is_some_and(|noun| wanted.iter().any(|form| noun.is(form)))
    };
    nearby.trim().is_empty()
        && match preposition.text {
            "на" | "На" => is_year(["год", "годы"]),
            "в" | "В" => is_year(["году", "годах"]),
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(text: &str) -> bool {
        let years = years(text).remove(0);
        let (before, after) = around(text, &years);
        (follows_exam(before) || names_time(before, after)) && !looks_back(before)
    }

    #[test]
    fn years_of_the_work_are_told_from_years_of_the_past() {
        for text in [
            "Информирование о проведении ГИА-2021",
            "Подготовка к ЕГЭ 2021",
            "Составление плана на 2020 год",
            "Работа в 2020–2021 учебном году",
        ] {
            assert!(time(text), "{text}");
        }
        for text in [
            "Анализ результатов ГИА-2021",
            "По итогам ЕГЭ 2021",
            "Отчёт за 2020 год",
            "приказ от 01.02.2020 и 2020 год",
            "Олимпиада 2020",
            "Школы, которые в 2020 попали в список",
        ] {
            assert!(!time(text), "{text}");
        }
    }
}
