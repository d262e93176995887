//! Tables of real deadlines and what each means.

use dyak::deadline::{Bounds, Deadline, Interval, Weight, understand};

#[test]
fn deadlines_of_real_plans_are_understood() {
    hold_against("plans.tsv", 164);
}

#[test]
fn deadlines_nobody_prepared_for_are_understood() {
    hold_against("more.tsv", 100);
}

/// Compares every row of a table and shows all that differ.
fn hold_against(table: &str, at_least: usize) {
    let path = crate::docs::root().join("tests/deadlines").join(table);
    let text = std::fs::read_to_string(path).expect("the table is there");
    let rows: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
    assert!(rows.len() >= at_least, "{} rows", rows.len());
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|row| {
            let mut fields = row.splitn(3, '\t');
            let phrase = fields.next().expect("a phrase");
            let period = fields.next().expect("a period");
            let expected = fields.next().expect("a meaning");
            let found = shown(&understand(phrase, bounds(period)));
            (found != expected).then(|| format!("{phrase}\n  {expected}\n  {found}"))
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

fn bounds(period: &str) -> Option<Bounds> {
    let (from, to) = period.split_once("..")?;
    Some(Bounds {
        from: from.parse().expect("a date"),
        to: to.parse().expect("a date"),
    })
}

/// The last four columns of a table.
fn shown(deadline: &Deadline) -> String {
    let end = |day: Option<_>| day.map_or(String::new(), |day: chrono::NaiveDate| day.to_string());
    let intervals: Vec<String> = deadline
        .intervals
        .iter()
        .map(|Interval { from, to }| format!("{}..{}", end(*from), end(*to)))
        .collect();
    let recurrences: Vec<String> = deadline
        .recurrences
        .iter()
        .map(ToString::to_string)
        .collect();
    let findings: Vec<String> = deadline
        .findings
        .iter()
        .filter(|finding| finding.weight != Weight::Hint)
        .map(|finding| format!("{} {}", finding.weight.code(), finding.code.name()))
        .collect();
    let intervals = match intervals.is_empty() {
        true => "none".to_owned(),
        false => intervals.join(";"),
    };
    format!(
        "{}\t{intervals}\t{}\t{}",
        deadline.kind.code(),
        recurrences.join(";"),
        findings.join(", ")
    )
}
