//! The texts of a dossier that stand in its documents, for rules about wording.

use std::collections::HashSet;

use super::{Due, Subject};
use crate::diagnostic::{Located, Span};
use crate::model::{
    Activity, Dossier, ExecutorRef, Indicators, ListItem, Manuscript, Order, Piece, Plan, Point,
    ProgrammePart, Recipient, Table, Text, TextBlock,
};

/// All text values but deadlines, periods, dates and figures, which have rules of
/// their own.
pub(super) fn prose<'a>(
    dossier: &Dossier,
    texts: &'a [Located<String>],
    dues: &[Due<'_>],
) -> Vec<&'a Located<String>> {
    let plan = dossier.plan.as_ref();
    let sections = plan.map_or(&[][..], |plan| &plan.sections);
    let of_sections = sections
        .iter()
        .filter_map(|section| section.period.as_ref());
    let of_plan = plan.and_then(|plan| plan.period.as_ref());
    let periods = dossier.period.iter().chain(of_plan).chain(of_sections);
    let dates = dossier.order.iter().map(|order| order.date.span);
    let known: HashSet<Span> = dues
        .iter()
        .map(|due| due.text.span)
        .chain(reporting(dossier))
        .chain(periods.map(|period| period.span))
        .chain(dates)
        .chain(dossier.indicators.iter().flat_map(figures))
        .collect();
    let others = texts.iter().filter(|text| !known.contains(&text.span));
    others.collect()
}

/// Ids, days and terms of reports.
fn reporting(dossier: &Dossier) -> Vec<Span> {
    let mut spans = Vec::new();
    for period in dossier.reporting_periods() {
        let days = [&period.as_of, &period.hand_in_by, &period.remind_by];
        spans.extend([period.id.span, period.period.span]);
        spans.extend(days.into_iter().flatten().map(|day| day.span));
    }
    for report in &dossier.progress {
        spans.extend([report.period.span, report.party.span]);
        spans.extend(report.date.iter().map(|date| date.span));
        for entry in &report.entries {
            let texts = [&entry.activity, &entry.point, &entry.done, &entry.new_term];
            spans.extend(texts.into_iter().flatten().map(|text| text.span));
        }
    }
    spans
}

/// The places of figures and of what they refer to.
fn figures(indicators: &Indicators) -> impl Iterator<Item = Span> {
    let facts = indicators.facts.iter().map(|facts| &facts.values);
    let targets = indicators.targets.iter().map(|plan| &plan.values);
    let values = facts.chain(targets).flat_map(Table::iter);
    let thresholds = indicators.thresholds.iter();
    let bounds = thresholds.flat_map(|one| [&one.at_least, &one.at_most]);
    let values = values.map(|(_, text)| text.span);
    values.chain(bounds.flatten().map(|text| text.span))
}

/// The texts of an order in reading order, its deadlines and the files of its
/// appendices left out.
pub(super) fn order(order: &Order) -> Vec<&Text> {
    let mut texts = vec![&order.title];
    texts.extend(&order.preamble);
    add_points(&order.points, &mut texts);
    for appendix in &order.appendices {
        texts.extend(&appendix.title);
    }
    texts
}

/// The texts of an order's points, each before those below it.
pub(super) fn points(order: &Order) -> Vec<&Text> {
    let mut texts = Vec::new();
    add_points(&order.points, &mut texts);
    texts
}

/// The texts of a plan in reading order, its deadlines and the files around its table
/// left out.
pub(super) fn plan(plan: &Plan) -> Vec<&Text> {
    let mut texts = vec![&plan.title];
    texts.extend(aims(plan));
    texts.extend(&plan.table_title);
    add_activities(&plan.activities, &mut texts);
    for section in &plan.sections {
        texts.push(&section.title);
        texts.extend(&section.goal);
        add_activities(&section.activities, &mut texts);
    }
    texts
}

/// What a plan is for: goal, tasks, indicators.
pub(super) fn aims(plan: &Plan) -> Vec<&Text> {
    let mut texts = Vec::from_iter(&plan.goal);
    add_items(&plan.tasks, &mut texts);
    add_items(&plan.indicators, &mut texts);
    texts
}

/// The manuscripts that documents in force are made of, each once.
pub(super) fn manuscripts(dossier: &Dossier) -> Vec<&Manuscript> {
    of_files(dossier, dossier.texts_in_force())
}

/// The manuscripts of some files, each once.
fn of_files<'a>(
    dossier: &'a Dossier,
    files: impl IntoIterator<Item = &'a Text>,
) -> Vec<&'a Manuscript> {
    let mut found: Vec<&Manuscript> = Vec::new();
    for manuscript in files
        .into_iter()
        .filter_map(|file| dossier.manuscript(file))
    {
        if !found.iter().any(|one| one.name == manuscript.name) {
            found.push(manuscript);
        }
    }
    found
}

/// The lines of manuscripts in reading order; references stand in them as they are
/// written.
pub(super) fn lines<'a>(subject: Subject<'a>, manuscripts: &[&Manuscript]) -> Vec<&'a Text> {
    let of_one = |manuscript: &&Manuscript| {
        let source = manuscript.source;
        let texts = subject.texts.iter();
        texts.filter(move |text| text.span.source == source)
    };
    manuscripts.iter().flat_map(of_one).collect()
}

/// The texts of the programme in reading order, its headings left out.
pub(super) fn programme(subject: Subject<'_>) -> Vec<&Text> {
    let dossier = subject.dossier;
    let parts = dossier.programme.iter().flat_map(|one| &one.parts);
    let manuscripts = of_files(dossier, parts.map(ProgrammePart::file));
    let blocks = manuscripts.iter().flat_map(|one| &one.blocks);
    let headings: Vec<Span> = blocks
        .filter_map(|block| match block {
            TextBlock::Heading { span, .. } => Some(*span),
            _ => None,
        })
        .collect();
    let is_heading = |text: &Text| {
        let holds = |heading: &Span| {
            heading.source == text.span.source
                && (heading.start..=heading.end).contains(&text.span.start)
        };
        headings.iter().any(holds)
    };
    let passport = dossier
        .programme
        .iter()
        .flat_map(|programme| programme.passport.iter());
    let passport = passport.flat_map(|(_, content)| content.iter());
    let lines = lines(subject, &manuscripts).into_iter();
    let lines = lines.filter(|text| !is_heading(text));
    passport.chain(lines).collect()
}

/// The headings of some files in reading order: level, text, place.
pub(super) fn headings<'a>(
    dossier: &'a Dossier,
    files: impl Iterator<Item = &'a Text>,
) -> impl Iterator<Item = (u8, &'a [Piece], Span)> {
    let manuscripts = files.filter_map(|file| dossier.manuscript(file));
    let blocks = manuscripts.flat_map(|one| &one.blocks);
    blocks.filter_map(|block| match block {
        TextBlock::Heading {
            level,
            content,
            span,
        } => Some((*level, &content[..], *span)),
        _ => None,
    })
}

fn add_points<'a>(points: &'a [Point], texts: &mut Vec<&'a Text>) {
    for point in points {
        for recipient in point.recipients.iter() {
            texts.push(match recipient {
                Recipient::Word(word) => word,
                Recipient::Group(group) => &group.name,
            });
        }
        texts.extend(&point.text);
        add_points(&point.points, texts);
    }
}

fn add_activities<'a>(activities: &'a [Activity], texts: &mut Vec<&'a Text>) {
    for activity in activities {
        texts.push(&activity.title);
        let parties = activity.parties();
        texts.extend(parties.map(ExecutorRef::text));
        texts.extend(&activity.result);
        texts.extend(&activity.evidence);
        texts.extend(activity.extra.values());
        add_activities(&activity.activities, texts);
    }
}

fn add_items<'a>(items: &'a [ListItem], texts: &mut Vec<&'a Text>) {
    for item in items {
        texts.push(item.text());
        add_items(item.items(), texts);
    }
}
