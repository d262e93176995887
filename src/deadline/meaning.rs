//! From items to dates: missing years, kinds, and what contradicts the period.

use std::ops::Range;

use chrono::{Datelike, Days, Months, NaiveDate};

use super::compose::compose;
use super::recurrence;
use super::resolve::{Ends, ends, is_inside, touches, written_year};
use super::syntax::{CountedUnit, Edge, Item, Part, Placed, Shape, Stretch, Year};
use super::tokens::tokens;
use super::{
    Bounds, Code, Deadline, Finding, Interval, Kind, Recurrence, Weight, add_working_days, day_off,
    is_covered, lint, working_day_not_after,
};
use crate::language::{self, Reading};

/// What a deadline means in a plan period, `None` if the period is not known.
pub fn understand(phrase: &str, bounds: Option<Bounds>) -> Deadline {
    if phrase.len() > LONGEST {
        return too_long(phrase);
    }
    let tokens = tokens(phrase);
    let composed = compose(&tokens);
    let mut reader = Reader {
        bounds,
        findings: lint::slips(phrase, &tokens),
        many_parts: composed.parts.len() > 1,
    };
    reader.findings.extend(composed.findings);
    let mut kinds = Vec::new();
    let mut intervals = Vec::new();
    let mut recurrences = Vec::new();
    for part in &composed.parts {
        let meaning = reader.part(part);
        kinds.extend(meaning.kinds);
        intervals.extend(meaning.intervals);
        recurrences.extend(meaning.recurrences);
    }
    let kind = joined(&kinds);
    if kind == Kind::Unknown {
        reader.not_understood(phrase);
    }
    let mut findings = reader.findings;
    point_at_impossible_days(phrase, &mut findings);
    findings.sort_by_key(|finding| (finding.range.start, finding.range.end));
    findings.dedup();
    Deadline {
        kind,
        intervals,
        recurrences,
        findings,
    }
}

/// No deadline has so many bytes; what has is some other text in its place.
const LONGEST: usize = 2_000;

fn too_long(phrase: &str) -> Deadline {
    Deadline {
        kind: Kind::Unknown,
        intervals: Vec::new(),
        recurrences: Vec::new(),
        findings: vec![Finding {
            code: Code::NotUnderstood,
            weight: Weight::Warning,
            range: 0..phrase.len(),
            message: "для срока это слишком длинный текст".to_owned(),
            instead: None,
        }],
    }
}

/// «31 июня» of «в срок до 31 июня 2022 года».
fn point_at_impossible_days(phrase: &str, findings: &mut [Finding]) {
    let impossible = findings
        .iter_mut()
        .filter(|f| f.code == Code::ImpossibleDate);
    for finding in impossible {
        let exact = language::scan_dates(phrase).into_iter().find(|found| {
            matches!(found.reading, Reading::Impossible(_))
                && finding.range.start <= found.range.start
                && found.range.end <= finding.range.end
        });
        if let Some(exact) = exact {
            finding.range = exact.range;
        }
    }
}

/// The kind of a phrase made of items of these kinds.
fn joined(kinds: &[Kind]) -> Kind {
    match kinds {
        [] => Kind::Unknown,
        [one] => *one,
        [Kind::Month, ..] if kinds.iter().all(|kind| *kind == Kind::Month) => Kind::MonthList,
        [
            first @ (Kind::Conditional | Kind::ByExternalPlan | Kind::Recurring),
            rest @ ..,
        ] if rest.iter().all(|kind| kind == first) => *first,
        _ => Kind::Composite,
    }
}

/// What a part of a phrase means.
#[derive(Debug, Default)]
pub(super) struct Meaning {
    pub kinds: Vec<Kind>,
    pub intervals: Vec<Interval>,
    pub recurrences: Vec<Recurrence>,
}

/// The state of reading one phrase.
#[derive(Debug)]
pub(super) struct Reader {
    pub bounds: Option<Bounds>,
    pub findings: Vec<Finding>,
    /// Whether the phrase has other parts beside the one being read.
    pub many_parts: bool,
}

/// The nearest written year in the same part, for a stretch that has none.
#[derive(Clone, Copy, Debug)]
enum Neighbour {
    /// It follows: «февраль, апрель 2022».
    After(i32, (u32, u32)),
    /// It stands before: «октябрь 2021, март».
    Before(i32, (u32, u32)),
    Nobody,
}

impl Reader {
    pub(super) fn note(
        &mut self,
        code: Code,
        weight: Weight,
        range: &Range<usize>,
        message: impl Into<String>,
    ) {
        self.findings.push(Finding {
            code,
            weight,
            range: range.clone(),
            message: message.into(),
            instead: None,
        });
    }

    fn not_understood(&mut self, phrase: &str) {
        if !self.findings.iter().any(|f| f.code == Code::NotUnderstood) {
            let message = "срок не понят";
            self.note(
                Code::NotUnderstood,
                Weight::Warning,
                &(0..phrase.len()),
                message,
            );
        }
    }

    fn part(&mut self, items: &[Placed]) -> Meaning {
        if recurrence::is_recurring(items, self.bounds) {
            return recurrence::read(self, items);
        }
        let mut meaning = Meaning::default();
        for (index, placed) in items.iter().enumerate() {
            if is_label(items, index) {
                continue;
            }
            if let Item::External { named: false } = placed.item {
                // Beside days that are told it matters less whose plan refines them.
                let weight = if items.len() > 1 {
                    Weight::Hint
                } else {
                    Weight::Warning
                };
                let message = "не сказано, по чьему плану или графику";
                self.note(Code::UnnamedPlan, weight, &placed.range, message);
            }
            let found = self.item(placed, neighbour(items, index, self.bounds));
            if let Item::Duration { days } = placed.item {
                self.check_duration(days, &placed.range, items);
                continue;
            }
            // «во вторую среду февраля (13 февраля)» says the same day twice.
            if !found.is_empty() && found == meaning.intervals {
                continue;
            }
            meaning.kinds.push(kind_of(&placed.item));
            for interval in &found {
                self.check_bounds(*interval, &placed.range);
                self.check_day_off(*interval, &placed.range);
            }
            meaning.intervals.extend(found);
            if let Item::Conditional { every } = &placed.item {
                let each = every.iter().map(|unit| Recurrence {
                    unit: *unit,
                    step: 1,
                    anchor: None,
                });
                meaning.recurrences.extend(each);
            }
        }
        meaning
    }

    /// The days behind one item.
    pub(super) fn intervals(&mut self, placed: &Placed) -> Vec<Interval> {
        self.item(placed, Neighbour::Nobody)
    }

    fn item(&mut self, placed: &Placed, neighbour: Neighbour) -> Vec<Interval> {
        let range = &placed.range;
        match &placed.item {
            Item::Stretches(stretches) => {
                let mut found = Vec::new();
                for stretch in stretches {
                    found.extend(self.stretch(stretch, neighbour, range));
                }
                merged(found).into_iter().map(Interval::from).collect()
            }
            Item::Range(first, last) => self.range(first, last, neighbour, range),
            Item::By { ends, edge, covers } => {
                self.by(ends, *edge, covers.as_ref(), neighbour, range)
            }
            Item::From(stretch) => {
                let found = self.stretch(stretch, neighbour, range);
                let starts = found.first().map(|(from, _)| Interval {
                    from: Some(*from),
                    to: None,
                });
                starts.into_iter().collect()
            }
            Item::Counted {
                count,
                of,
                back,
                base,
            } => self.counted((*count, *of, *back), base, neighbour, range),
            Item::External { .. }
            | Item::Conditional { .. }
            | Item::Every { .. }
            | Item::Duration { .. } => Vec::new(),
        }
    }

    // ---- stretches ----

    fn stretch(
        &mut self,
        stretch: &Stretch,
        neighbour: Neighbour,
        range: &Range<usize>,
    ) -> Vec<Ends> {
        match stretch.shape {
            Shape::SchoolYear { last } => self.school_year(stretch, last, range),
            Shape::Year if stretch.year.is_none() => self.own_year(range),
            Shape::WholePeriod => self.bounds.map(|b| (b.from, b.to)).into_iter().collect(),
            Shape::SchoolQuarter(_) | Shape::Holidays => {
                self.note(
                    Code::Vague,
                    Weight::Warning,
                    range,
                    "дни каникул и учебных четвертей устанавливает календарный учебный график",
                );
                Vec::new()
            }
            Shape::DayOfMonth { .. } => Vec::new(),
            // «2025-2026» in the plan for that school year is the plan's own period.
            Shape::Years { last } if self.is_plan_period(stretch, last) => {
                self.bounds.map(|b| (b.from, b.to)).into_iter().collect()
            }
            _ => {
                let is_half = matches!(stretch.shape, Shape::HalfYear(_));
                // «2022 года» says that it is the calendar's.
                if is_half && stretch.year.is_none() && self.spans_new_year() {
                    let message =
                        "не ясно, календарное это полугодие или учебное; прочитано как календарное";
                    self.note(Code::UnclearStretch, Weight::Warning, range, message);
                }
                let year = self.year_of(stretch, neighbour, range);
                year.and_then(|year| self.ends(stretch, year, range))
                    .into_iter()
                    .collect()
            }
        }
    }

    /// Whether the plan is for a school year or the like.
    fn spans_new_year(&self) -> bool {
        self.bounds
            .is_some_and(|bounds| bounds.to.year() == bounds.from.year() + 1)
    }

    fn is_plan_period(&self, stretch: &Stretch, last: i32) -> bool {
        let first = written_year(stretch, self.bounds);
        self.spans_new_year()
            && self
                .bounds
                .is_some_and(|bounds| first == Some(bounds.from.year()) && last == bounds.to.year())
    }

    /// The days of a stretch in a year, or an error noted.
    fn ends(&mut self, stretch: &Stretch, year: i32, range: &Range<usize>) -> Option<Ends> {
        if let Shape::Part(_, Part::Vague) = stretch.shape {
            let message = "не сказано, какие именно дни месяца";
            self.note(Code::Vague, Weight::Warning, range, message);
        }
        match ends(stretch.shape, year) {
            Ok(found) if found.1 < found.0 => {
                self.note_reversed(range);
                None
            }
            Ok(found) => {
                self.check_weekday(stretch, found.0, range);
                Some(found)
            }
            Err(message) => {
                self.note(Code::ImpossibleDate, Weight::Error, range, message);
                None
            }
        }
    }

    fn note_reversed(&mut self, range: &Range<usize>) {
        let message = "конец срока раньше начала";
        self.note(Code::EndBeforeStart, Weight::Error, range, message);
    }

    fn check_weekday(&mut self, stretch: &Stretch, date: NaiveDate, range: &Range<usize>) {
        let Some(said) = stretch.weekday else { return };
        if date.weekday().number_from_monday() != said {
            let message = format!("{} — {}", language::numeric(date), language::weekday(date));
            self.note(Code::Contradiction, Weight::Warning, range, message);
        }
    }

    /// «в течение учебного года»: the lessons, cut to the period.
    fn school_year(
        &mut self,
        stretch: &Stretch,
        last: Option<i32>,
        range: &Range<usize>,
    ) -> Vec<Ends> {
        if let Some(Year::Of(first)) = stretch.year {
            if last.is_some_and(|last| last != first + 1) {
                let message = "второй год учебного года должен следовать за первым";
                self.note(Code::BrokenSchoolYear, Weight::Error, range, message);
                return Vec::new();
            }
            let Some(lessons) = self.ends(stretch, first, range) else {
                return Vec::new();
            };
            return vec![self.cut(lessons).unwrap_or(lessons)];
        }
        let Some(bounds) = self.bounds else {
            return Vec::new();
        };
        let years = bounds.from.year() - 1..=bounds.to.year();
        let pieces: Vec<Ends> = years
            .filter_map(|year| ends(stretch.shape, year).ok())
            .filter(|lessons| touches(*lessons, bounds))
            .filter_map(|lessons| self.cut(lessons))
            .collect();
        if pieces.len() > 1 {
            let message = "период захватывает несколько учебных лет: не ясно, о каком речь";
            self.note(Code::UnclearStretch, Weight::Warning, range, message);
        }
        pieces
    }

    fn cut(&self, (from, to): Ends) -> Option<Ends> {
        let bounds = self.bounds?;
        touches((from, to), bounds).then(|| (from.max(bounds.from), to.min(bounds.to)))
    }

    /// «в течение года».
    fn own_year(&mut self, range: &Range<usize>) -> Vec<Ends> {
        let Some(bounds) = self.bounds else {
            return Vec::new();
        };
        if bounds.from.year() != bounds.to.year() {
            let message = "не ясно, календарный это год или весь период плана";
            self.note(Code::UnclearStretch, Weight::Warning, range, message);
        }
        vec![(bounds.from, bounds.to)]
    }

    // ---- years ----

    /// The year of a stretch: written, its neighbour's, or the period's.
    fn year_of(
        &mut self,
        stretch: &Stretch,
        neighbour: Neighbour,
        range: &Range<usize>,
    ) -> Option<i32> {
        if let Some(year) = written_year(stretch, self.bounds) {
            return Some(year);
        }
        match (neighbour, stretch.shape.order()) {
            (Neighbour::After(year, next), Some(own)) => Some(self.beside(
                stretch,
                year,
                if own <= next { year } else { year - 1 },
                range,
            )),
            (Neighbour::Before(year, previous), Some(own)) => {
                let chosen = if own >= previous { year } else { year + 1 };
                Some(self.beside(stretch, year, chosen, range))
            }
            _ => self.year_in_period(range, |year| ends(stretch.shape, year)),
        }
    }

    /// A neighbour's year, or the one beside it that keeps the list in order; the
    /// period decides between the two, and a doubt is told.
    fn beside(&mut self, stretch: &Stretch, said: i32, in_order: i32, range: &Range<usize>) -> i32 {
        if said == in_order {
            return said;
        }
        let bounds = self.bounds;
        let fits = |year| {
            let found = ends(stretch.shape, year).ok();
            found
                .zip(bounds)
                .is_some_and(|(found, b)| is_inside(found, b))
        };
        let year = if fits(said) && !fits(in_order) {
            said
        } else {
            in_order
        };
        if fits(said) == fits(in_order) {
            let message = format!("год не указан; прочитано как {year}");
            self.note(Code::UnclearYear, Weight::Warning, range, message);
        }
        year
    }

    /// The one year in which a stretch lies inside the period, or else touches it.
    fn year_in_period(
        &mut self,
        range: &Range<usize>,
        days: impl Fn(i32) -> Result<Ends, String>,
    ) -> Option<i32> {
        let Some(bounds) = self.bounds else {
            // A day that no year has is impossible whatever the period.
            if let Err(message) = days(2024) {
                self.note(Code::ImpossibleDate, Weight::Error, range, message);
            } else {
                let message = "год не указан, а период плана не известен";
                self.note(Code::UnclearYear, Weight::Error, range, message);
            }
            return None;
        };
        let years = bounds.from.year() - 1..=bounds.to.year();
        let found: Vec<(i32, Ends)> = years
            .filter_map(|year| Some((year, days(year).ok()?)))
            .collect();
        if found.is_empty() {
            if let Err(message) = days(bounds.to.year()) {
                self.note(Code::ImpossibleDate, Weight::Error, range, message);
            }
            return None;
        }
        let inside: Vec<i32> = years_where(&found, |ends| is_inside(ends, bounds));
        let touching = years_where(&found, |ends| touches(ends, bounds));
        let candidates = if inside.is_empty() { touching } else { inside };
        match candidates[..] {
            [year] => Some(year),
            [] => {
                let message = "год не указан, а в период плана эти дни не попадают";
                self.note(Code::OutsidePeriod, Weight::Error, range, message);
                None
            }
            [first, .., last] => {
                let message = format!("год не указан: подходят и {first}, и {last}");
                self.note(Code::UnclearYear, Weight::Error, range, message);
                None
            }
        }
    }

    // ---- ranges ----

    fn range(
        &mut self,
        first: &Stretch,
        last: &Stretch,
        neighbour: Neighbour,
        range: &Range<usize>,
    ) -> Vec<Interval> {
        let Some((start, end)) = self.range_years(first, last, neighbour, range) else {
            return Vec::new();
        };
        let (from, to) = (self.ends(first, start, range), self.ends(last, end, range));
        let (Some((from, _)), Some((_, to))) = (from, to) else {
            return Vec::new();
        };
        if to < from {
            self.note_reversed(range);
            return Vec::new();
        }
        vec![Interval::from((from, to))]
    }

    fn range_years(
        &mut self,
        first: &Stretch,
        last: &Stretch,
        neighbour: Neighbour,
        range: &Range<usize>,
    ) -> Option<(i32, i32)> {
        let crosses = i32::from(first.shape.order() > last.shape.order());
        let written = |stretch| written_year(stretch, self.bounds);
        match (written(first), written(last)) {
            (Some(start), Some(end)) => Some((start, end)),
            (None, Some(end)) => Some((end - crosses, end)),
            (Some(start), None) => Some((start, start + crosses)),
            (None, None) => {
                let start = match neighbour {
                    Neighbour::Nobody => self.year_in_period(range, |year| {
                        let (from, _) = ends(first.shape, year)?;
                        let (_, to) = ends(last.shape, year + crosses)?;
                        Ok((from, to))
                    })?,
                    _ => self.year_of(last, neighbour, range)? - crosses,
                };
                Some((start, start + crosses))
            }
        }
    }

    // ---- by ----

    fn by(
        &mut self,
        stretches: &[Stretch],
        edge: Edge,
        covers: Option<&Stretch>,
        neighbour: Neighbour,
        range: &Range<usize>,
    ) -> Vec<Interval> {
        let mut due = Vec::new();
        for (index, stretch) in stretches.iter().enumerate() {
            let next = stretches
                .get(index + 1)
                .and_then(|next| after(next, self.bounds));
            due.extend(self.due(stretch, edge, next.unwrap_or(neighbour), range));
        }
        if let (Some(covered), Some(last)) = (covers, due.last()) {
            self.check_report(covered, *last, range);
        }
        due.into_iter()
            .map(|to| Interval {
                from: None,
                to: Some(to),
            })
            .collect()
    }

    /// The day that «до», «к», «не позднее» mean.
    fn due(
        &mut self,
        stretch: &Stretch,
        edge: Edge,
        neighbour: Neighbour,
        range: &Range<usize>,
    ) -> Option<NaiveDate> {
        let is_yearless = stretch.year.is_none();
        let (from, to) = match stretch.shape {
            Shape::SchoolYear { .. } if is_yearless => {
                let year = self.year_in_period(range, |year| {
                    let found = ends(stretch.shape, year)?;
                    let day = if edge == Edge::End { found.1 } else { found.0 };
                    Ok((day, day))
                })?;
                ends(stretch.shape, year).ok()?
            }
            Shape::SchoolYear { .. } => {
                let Some(Year::Of(first)) = stretch.year else {
                    return None;
                };
                ends(stretch.shape, first).ok()?
            }
            Shape::Year if is_yearless => *self.own_year(range).first()?,
            _ => *self.stretch(stretch, neighbour, range).first()?,
        };
        let is_day = from == to;
        match edge {
            Edge::End => Some(to),
            Edge::Start if is_day => Some(to),
            Edge::Start => Some(from),
            Edge::Untold => {
                if !is_day {
                    let message = format!(
                        "не ясно, входит ли сюда сам названный срок; прочитано «не позднее {}»",
                        language::verbal(to)
                    );
                    self.note(Code::UnclearBound, Weight::Warning, range, message);
                }
                Some(to)
            }
        }
    }

    /// A report cannot be due before the time it covers has ended.
    fn check_report(&mut self, covered: &Stretch, due: NaiveDate, range: &Range<usize>) {
        let year = written_year(covered, self.bounds).unwrap_or(due.year());
        let Ok((_, end)) = ends(covered.shape, year) else {
            return;
        };
        if due < end {
            let message = format!(
                "отчётное время ещё не кончится: оно длится по {}",
                language::verbal(end)
            );
            self.note(Code::ReportTooEarly, Weight::Warning, range, message);
        }
    }

    // ---- counted terms ----

    fn counted(
        &mut self,
        (count, of, back): (u32, CountedUnit, bool),
        base: &Stretch,
        neighbour: Neighbour,
        range: &Range<usize>,
    ) -> Vec<Interval> {
        let Some((from, to)) = self.stretch(base, neighbour, range).first().copied() else {
            return Vec::new();
        };
        let start = if back { from } else { to };
        let Some(end) = moved(start, count, of, back) else {
            return Vec::new();
        };
        vec![Interval {
            from: (!back).then_some(start),
            to: Some(end),
        }]
    }

    // ---- against the period and the calendar ----

    /// «9 дней (с 30 октября по 7 ноября)»: the number must be right.
    fn check_duration(&mut self, said: u32, range: &Range<usize>, items: &[Placed]) {
        let ranges = items
            .iter()
            .filter(|placed| matches!(placed.item, Item::Range(..)));
        let [placed] = ranges.collect::<Vec<_>>()[..] else {
            return;
        };
        let noted = self.findings.len();
        let found = self.item(placed, Neighbour::Nobody);
        self.findings.truncate(noted);
        let [
            Interval {
                from: Some(from),
                to: Some(to),
            },
        ] = found[..]
        else {
            return;
        };
        let days = (to - from).num_days() + 1;
        if days != i64::from(said) {
            let message = format!(
                "на самом деле {days} {}",
                language::plural(days.unsigned_abs(), "день", "дня", "дней")
            );
            self.note(Code::Contradiction, Weight::Warning, range, message);
        }
    }

    /// Days outside the plan period: at its edge a warning, further off an error,
    /// for then the year is likely to be wrong ([N-173], [N-174]).
    fn check_bounds(&mut self, interval: Interval, range: &Range<usize>) {
        let Some(bounds) = self.bounds else { return };
        let (first, last) = (interval.from.or(interval.to), interval.to.or(interval.from));
        let (Some(first), Some(last)) = (first, last) else {
            return;
        };
        let period = || {
            format!(
                "период плана — с {} по {}",
                language::numeric(bounds.from),
                language::numeric(bounds.to)
            )
        };
        let weight = |gap: i64| {
            if gap > EDGE_DAYS {
                Weight::Error
            } else {
                Weight::Warning
            }
        };
        let (gap, what) = if last < bounds.from {
            ((bounds.from - first).num_days(), "срок раньше начала плана")
        } else if first > bounds.to {
            ((first - bounds.to).num_days(), "срок позже конца плана")
        } else if first < bounds.from {
            (0, "срок начинается раньше плана")
        } else if last > bounds.to {
            (0, "срок кончается позже плана")
        } else {
            return;
        };
        let message = format!("{what}: {}", period());
        self.note(Code::OutsidePeriod, weight(gap), range, message);
    }

    /// A term that falls on a day off is due on the working day before ([N-78]).
    fn check_day_off(&mut self, interval: Interval, range: &Range<usize>) {
        let is_day = interval.from.is_none() || interval.from == interval.to;
        let Some(due) = interval.to.filter(|_| is_day) else {
            return;
        };
        let Some(reason) = day_off(due) else { return };
        let mut message = format!(
            "{} — {reason}; рабочий день перед ним — {}",
            language::numeric(due),
            language::numeric(working_day_not_after(due))
        );
        if !is_covered(due) {
            let year = due.year();
            message += &format!(" (переносы выходных на {year} год программе не известны)");
        }
        self.note(Code::DayOff, Weight::Hint, range, message);
    }
}

/// How far outside its period a plan may still mean it: preparations in summer,
/// reports after New Year.
const EDGE_DAYS: i64 = 45;

fn years_where(found: &[(i32, Ends)], test: impl Fn(Ends) -> bool) -> Vec<i32> {
    let passing = found.iter().filter(|(_, ends)| test(*ends));
    passing.map(|(year, _)| *year).collect()
}

fn moved(start: NaiveDate, count: u32, of: CountedUnit, back: bool) -> Option<NaiveDate> {
    let days = |days: u64| match back {
        true => start.checked_sub_days(Days::new(days)),
        false => start.checked_add_days(Days::new(days)),
    };
    match of {
        CountedUnit::Days => days(count.into()),
        CountedUnit::Weeks => days(u64::from(count) * 7),
        CountedUnit::Months if back => start.checked_sub_months(Months::new(count)),
        CountedUnit::Months => start.checked_add_months(Months::new(count)),
        CountedUnit::WorkingDays => {
            let count = i32::try_from(count).ok()?;
            add_working_days(start, if back { -count } else { count })
        }
    }
}

/// Stretches named in one breath that touch each other are one: «9 и 10 мая».
fn merged(found: Vec<Ends>) -> Vec<Ends> {
    let mut merged: Vec<Ends> = Vec::with_capacity(found.len());
    for (from, to) in found {
        match merged.last_mut() {
            Some(last) if last.1.succ_opt() == Some(from) => last.1 = to,
            _ => merged.push((from, to)),
        }
    }
    merged
}

/// «Новогодние каникулы с 31 декабря по 7 января»: the name of days told beside it.
fn is_label(items: &[Placed], index: usize) -> bool {
    let is_name = matches!(
        &items[index].item,
        Item::Stretches(all) if all.iter().all(|one| {
            matches!(one.shape, Shape::Holidays | Shape::SchoolQuarter(_))
        })
    );
    let is_told = |placed: &Placed| matches!(placed.item, Item::Range(..) | Item::By { .. });
    is_name && items.iter().any(is_told)
}

/// The nearest written year in a part: that of a later item, else of an earlier.
fn neighbour(items: &[Placed], index: usize, bounds: Option<Bounds>) -> Neighbour {
    let later = items[index + 1..].iter();
    let next = later
        .flat_map(|placed| stretches(&placed.item))
        .find_map(|s| after(s, bounds));
    if let Some(next) = next {
        return next;
    }
    let earlier = items[..index].iter().rev();
    earlier
        .flat_map(|placed| stretches(&placed.item).into_iter().rev())
        .find_map(|stretch| {
            Some(Neighbour::Before(
                written(stretch, bounds)?,
                stretch.shape.order()?,
            ))
        })
        .unwrap_or(Neighbour::Nobody)
}

fn after(stretch: &Stretch, bounds: Option<Bounds>) -> Option<Neighbour> {
    Some(Neighbour::After(
        written(stretch, bounds)?,
        stretch.shape.order()?,
    ))
}

fn written(stretch: &Stretch, bounds: Option<Bounds>) -> Option<i32> {
    matches!(stretch.year, Some(Year::Of(_))).then(|| written_year(stretch, bounds))?
}

/// The stretches an item names.
fn stretches(item: &Item) -> Vec<&Stretch> {
    match item {
        Item::Stretches(all) => all.iter().collect(),
        Item::Range(first, last) => vec![first, last],
        Item::By { ends, .. } => ends.iter().collect(),
        Item::From(one) | Item::Counted { base: one, .. } => vec![one],
        _ => Vec::new(),
    }
}

/// The kind of a single item.
pub(super) fn kind_of(item: &Item) -> Kind {
    match item {
        Item::Stretches(stretches) => match stretches[..] {
            [ref one] => kind_of_shape(one.shape),
            _ => Kind::Composite,
        },
        Item::Range(first, last) => match (kind_of_shape(first.shape), kind_of_shape(last.shape)) {
            (Kind::Month, Kind::Month) => Kind::MonthRange,
            (Kind::ExactDate, _) | (_, Kind::ExactDate) => Kind::DateRange,
            (first, last) if first == last => first,
            _ => Kind::DateRange,
        },
        Item::By { ends, .. } if ends.len() > 1 => Kind::Composite,
        Item::By { .. } | Item::Counted { .. } => Kind::ByDate,
        Item::From(_) => Kind::DateRange,
        Item::Every { .. } => Kind::Recurring,
        Item::External { .. } => Kind::ByExternalPlan,
        Item::Conditional { .. } | Item::Duration { .. } => Kind::Conditional,
    }
}

fn kind_of_shape(shape: Shape) -> Kind {
    match shape {
        Shape::Day { .. } | Shape::Part(_, Part::Weekday { .. }) => Kind::ExactDate,
        Shape::Month(_) | Shape::Part(_, Part::Vague) => Kind::Month,
        Shape::Part(..) => Kind::DateRange,
        Shape::Quarter(_)
        | Shape::HalfYear(_)
        | Shape::SchoolHalf(_)
        | Shape::SchoolQuarter(_)
        | Shape::Holidays
        | Shape::Season { .. } => Kind::Season,
        Shape::SchoolYear { .. } => Kind::SchoolYear,
        Shape::Year | Shape::Years { .. } | Shape::WholePeriod => Kind::WholeYear,
        Shape::DayOfMonth { .. } => Kind::Recurring,
    }
}
