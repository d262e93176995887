//! Every deadline of the tables, moved: what moves means exactly the days moved.

use chrono::{Datelike, Days, Months, NaiveDate};
use dyak::deadline::{Bounds, Deadline, Step, Unshiftable, Weight, shift, understand};

/// A deadline of the tables with the period of its plan.
fn deadlines() -> Vec<(String, Option<Bounds>)> {
    let folder = crate::docs::root().join("tests/deadlines");
    let mut all = Vec::new();
    for table in ["plans.tsv", "more.tsv"] {
        let text = std::fs::read_to_string(folder.join(table)).expect("the table is there");
        for row in text.lines().filter(|line| !line.starts_with('#')) {
            let mut fields = row.split('\t');
            let phrase = fields.next().expect("a phrase").to_owned();
            let period = fields.next().expect("a period").split_once("..");
            let bounds = period.map(|(from, to)| Bounds {
                from: from.parse().expect("a date"),
                to: to.parse().expect("a date"),
            });
            all.push((phrase, bounds));
        }
    }
    all
}

/// All ends of its stretches.
fn ends(deadline: &Deadline) -> Vec<NaiveDate> {
    let ends = deadline.intervals.iter();
    ends.flat_map(|one| [one.from, one.to]).flatten().collect()
}

#[test]
fn a_week_moves_every_day_by_seven() {
    let mut moved = 0;
    for (phrase, bounds) in deadlines() {
        let old = understand(&phrase, bounds);
        match shift(&phrase, bounds, Step::Days(7), false) {
            Ok(shifted) => {
                moved += 1;
                let expected: Vec<NaiveDate> = ends(&old)
                    .into_iter()
                    .map(|day| day + Days::new(7))
                    .collect();
                let new = understand(&shifted.phrase, bounds);
                assert_eq!(ends(&new), expected, "{phrase} → {}", shifted.phrase);
                let back = shift(&shifted.phrase, bounds, Step::Days(-7), false);
                let back = back.unwrap_or_else(|why| panic!("{}: {why}", shifted.phrase));
                let read = understand(&back.phrase, bounds);
                assert_eq!(ends(&read), ends(&old), "{phrase} → {}", back.phrase);
            }
            Err(why) => assert!(!why.to_string().is_empty()),
        }
    }
    assert!(moved >= LEAST_BY_DAYS, "only {moved} deadlines moved");
}

/// How many deadlines of the tables are days, written so that they can be moved.
const LEAST_BY_DAYS: usize = 150;

#[test]
fn a_month_moves_every_day_to_its_like() {
    let mut moved = 0;
    for (phrase, bounds) in deadlines() {
        let old = understand(&phrase, bounds);
        let Ok(shifted) = shift(&phrase, bounds, Step::Months(1), false) else {
            continue;
        };
        moved += 1;
        let new = understand(&shifted.phrase, bounds);
        let days: Vec<(NaiveDate, NaiveDate)> = ends(&old).into_iter().zip(ends(&new)).collect();
        assert_eq!(ends(&old).len(), ends(&new).len(), "{phrase}");
        for (was, now) in days {
            let plain = was + Months::new(1);
            let is_last = |day: NaiveDate| day.succ_opt().is_none_or(|next| next.day() == 1);
            assert!(
                now == plain || (is_last(was) && is_last(now) && now.month() == plain.month()),
                "{phrase} → {}: {was} → {now}",
                shifted.phrase
            );
        }
    }
    assert!(moved >= LEAST_BY_MONTHS, "only {moved} deadlines moved");
}

/// How many deadlines of the tables name days or months that can be moved.
const LEAST_BY_MONTHS: usize = 250;

/// A plain day or month, in whatever words, is never refused.
#[test]
fn plain_deadlines_all_move() {
    let mut refused = Vec::new();
    for (phrase, bounds) in deadlines() {
        let deadline = understand(&phrase, bounds);
        let is_plain = matches!(
            deadline.kind.code(),
            "exact-date" | "by-date" | "date-range" | "month" | "month-range" | "month-list"
        );
        let is_sound = !deadline
            .findings
            .iter()
            .any(|finding| finding.weight == Weight::Error);
        if !is_plain || !is_sound || deadline.intervals.is_empty() {
            continue;
        }
        match shift(&phrase, bounds, Step::Months(12), false) {
            Ok(_) => {}
            Err(Unshiftable::NotReadBack | Unshiftable::UnknownYear) => refused.push(phrase),
            Err(_) => {}
        }
    }
    assert!(
        refused.len() <= 40,
        "{} refused:\n{}",
        refused.len(),
        refused.join("\n")
    );
}
