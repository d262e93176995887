//! The plan as a calendar: activities down, months across, filled where a deadline
//! falls.

use chrono::{Datelike, Months, NaiveDate};

use crate::deadline::{Bounds, Deadline, Kind, understand};
use crate::language::month_nominative;
use crate::render::context::{Context, upper_first};
use crate::workbook::{Cell, Column, Condition, Emphasis, FIRST_ROW, Sheet};

/// The name of the sheet.
pub(super) const SHEET: &str = "Календарь плана";

/// The column of the first month.
const FIRST_MONTH: u16 = 5;

/// No calendar is longer: ten years.
const MOST_MONTHS: usize = 120;

/// An activity as a row.
struct Row {
    number: String,
    section: String,
    title: String,
    deadline: String,
    executors: String,
    meaning: Option<(Deadline, Option<Bounds>)>,
}

/// The sheet; `None` without a plan, or if no calendar tells its days.
pub(super) fn sheet<'a>(context: &mut Context<'_>, title: &str) -> Option<Sheet<'a>> {
    let rows = rows(context)?;
    let months = months(&rows);
    if months.is_empty() {
        return None;
    }
    let mut columns = vec![
        Column::new("№", 7.5),
        Column::new("Раздел", 20.0),
        Column::new("Мероприятие", 42.0),
        Column::new("Срок", 16.0),
        Column::new("Ответственные", 18.0),
    ];
    for month in &months {
        let name = month_nominative(month.month());
        columns.push(Column::turned(format!("{name} {}", month.year()), 2.8));
    }
    let mut sheet = Sheet::new(SHEET, format!("{title}: календарь плана"), columns);
    sheet.fixed_columns = 3;
    let mut described = Vec::new();
    for row in rows {
        let touched = row.meaning.as_ref().map(|(meaning, bounds)| {
            let bounds = bounds.or_else(|| whole(&months));
            stretches(meaning, bounds)
        });
        let mut cells = vec![
            Cell::text(row.number),
            Cell::text(row.section),
            Cell::text(row.title),
            Cell::text(row.deadline),
            Cell::text(row.executors),
        ];
        for month in &months {
            let is_touched = touched
                .iter()
                .flatten()
                .any(|(from, to)| from <= month && month <= to);
            cells.push(match is_touched {
                true => Cell::number(1.0).as_number("\"■\"").centered(),
                false => Cell::empty(),
            });
        }
        described.push(cells);
    }
    sheet.rows = described.into();
    let mut cells = sheet.column(FIRST_MONTH);
    cells.right = FIRST_MONTH + months.len() as u16 - 1;
    let letter = crate::workbook::column_name(FIRST_MONTH);
    sheet.conditions = vec![Condition {
        range: cells,
        formula: format!("={letter}{}=1", FIRST_ROW + 1),
        emphasis: Emphasis::Filled,
    }];
    Some(sheet)
}

fn rows(context: &mut Context<'_>) -> Option<Vec<Row>> {
    let plan = context.dossier.plan.as_ref()?;
    let own = context.dossier.period.as_ref();
    let of_plan = plan.period.as_ref().or(own);
    let mut rows = Vec::new();
    for section in plan.numbered() {
        let period = section.section.and_then(|section| section.period.as_ref());
        let bounds = period.or(of_plan).map(|period| period.bounds());
        let heading = section
            .section
            .map_or(String::new(), |section| context.text(&section.title));
        for one in section.activities {
            let activity = one.activity;
            let executors: Vec<String> = activity
                .executors
                .iter()
                .map(|executor| context.executor(executor))
                .collect();
            let deadline = activity.deadline.as_ref();
            rows.push(Row {
                number: one.number,
                section: heading.clone(),
                title: context.text(&activity.title),
                deadline: deadline.map_or(String::new(), |text| context.deadline(text)),
                executors: upper_first(&executors.join(", ")),
                meaning: deadline.map(|text| (understand(text, bounds), bounds)),
            });
        }
    }
    Some(rows)
}

/// The first days of the months from the first to the last that any row touches.
fn months(rows: &[Row]) -> Vec<NaiveDate> {
    let touched: Vec<(NaiveDate, NaiveDate)> = rows
        .iter()
        .filter_map(|row| row.meaning.as_ref())
        .flat_map(|(meaning, bounds)| stretches(meaning, *bounds))
        .collect();
    let first = touched.iter().map(|(from, _)| *from).min();
    let last = touched.iter().map(|(_, to)| *to).max();
    let (Some(first), Some(last)) = (first, last) else {
        return Vec::new();
    };
    std::iter::successors(Some(first), |day| day.checked_add_months(Months::new(1)))
        .take_while(|day| *day <= last)
        .take(MOST_MONTHS)
        .collect()
}

fn whole(months: &[NaiveDate]) -> Option<Bounds> {
    let (from, to) = (*months.first()?, *months.last()?);
    Some(Bounds { from, to })
}

/// The stretches of months that a deadline falls into, by their first days.
fn stretches(meaning: &Deadline, bounds: Option<Bounds>) -> Vec<(NaiveDate, NaiveDate)> {
    let month = |day: NaiveDate| day.with_day(1).unwrap_or(day);
    if meaning.kind == Kind::Recurring {
        let rounds = rounds(meaning, bounds);
        return rounds
            .into_iter()
            .map(|day| (month(day), month(day)))
            .collect();
    }
    meaning
        .intervals
        .iter()
        .filter_map(|interval| {
            // «До 15 сентября» is a day in September, «с 1 сентября» lasts as the plan does.
            let to = interval.to.or_else(|| bounds.map(|bounds| bounds.to));
            let from = interval.from.or(interval.to)?;
            Some((month(from), month(to.unwrap_or(from).max(from))))
        })
        .collect()
}

/// The days on which what comes round falls due within the period.
fn rounds(meaning: &Deadline, bounds: Option<Bounds>) -> Vec<NaiveDate> {
    let mut days = Vec::new();
    let first = bounds
        .map(|bounds| bounds.from)
        .or_else(|| meaning.begins());
    let Some(mut from) = first else {
        return days;
    };
    while let Some(day) = meaning
        .due_days(from, bounds)
        .into_iter()
        .find(|day| *day >= from)
    {
        days.push(day);
        match day.succ_opt() {
            Some(next) => from = next,
            None => break,
        }
    }
    days
}
