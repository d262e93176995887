//! The analysis of indicators, «аналитическая справка», as templates see it: what
//! changed against base and plan, where most, who is beyond a threshold.
//!
//! No conclusion is drawn from doubtful figures, nor from those of fewer than ten
//! people ([N-153]).

use serde::Serialize;

use super::context::{Context, lower_first};
use super::indicator_tables::{
    ChartView, ComparedView, IndicatorsView, MomentView, charts, compared, moment, reason, size,
    view,
};
use super::indicators::row::{Figures, Row, is_nothing, rows, usual};
use super::indicators::summary::crossed;
use super::indicators::{Data, MISSING, formats};
use super::order::{ContactView, SignatoryView};
use crate::language::{Quantity, quantity};
use crate::model::{Dossier, IndicatorKind, Measurements, Value, decimal};

/// How many of the largest gains and losses are named.
const LARGEST: usize = 3;

/// The analysis with everything it says.
#[derive(Debug, Serialize)]
pub(super) struct AnalysisView {
    /// «2020–2023 годы», after «на»; empty without a period.
    pub(super) period: String,
    /// What most rows are compared with: «2020»; empty if nothing was measured then.
    base: String,
    /// For when most plans are; empty without plans.
    plan: String,
    /// When most of what is compared was measured; empty without such figures.
    fact: String,
    /// The time of the latest figures.
    as_of: String,
    totals: TotalsView,
    rankings: Vec<RankingView>,
    /// Whether the dossier has thresholds.
    has_thresholds: bool,
    beyond: Vec<BeyondView>,
    groups: Vec<GroupView>,
    /// Whether the table of the summary has any rows.
    has_rows: bool,
    /// Whether it leaves out indicators, for there is nothing to compare them with.
    left_out: bool,
    signatory: SignatoryView,
    contact: Option<ContactView>,
}

/// How many comparisons came out how.
#[derive(Debug, Default, Serialize)]
struct TotalsView {
    /// Figures that have both base and later fact.
    compared: usize,
    better: usize,
    worse: usize,
    same: usize,
    /// Changed, but no direction is better.
    undirected: usize,
    /// Doubtful or of too few people.
    unreliable: usize,
    /// Figures that have a plan for their own time.
    planned: usize,
    reached: usize,
    missed: usize,
    /// Plans that cannot be judged.
    unjudged: usize,
}

/// The largest changes among those of one scale.
#[derive(Debug, Serialize)]
struct RankingView {
    /// «shares»: by percentage points; «others»: by percent of the base.
    scale: &'static str,
    /// Whether changes are left out because their base is nought: nothing can be a part
    /// of it.
    from_nought: bool,
    gains: Vec<RankedView>,
    losses: Vec<RankedView>,
}

#[derive(Debug, Serialize)]
struct RankedView {
    number: String,
    name: String,
    school: String,
    base: MomentView,
    fact: MomentView,
    /// «−2,3 п. п.»
    change: String,
    /// «2,9»: percent of the base, on the scale of others.
    percent: String,
}

/// A figure beyond a threshold ([N-146]).
#[derive(Debug, Serialize)]
struct BeyondView {
    number: String,
    name: String,
    school: String,
    figure: MomentView,
    /// «ниже», «выше»
    word: &'static str,
    /// «10 %»
    bound: String,
    source: String,
    /// The threshold's year.
    since: String,
    unreliable: bool,
}

#[derive(Debug, Serialize)]
struct GroupView {
    title: String,
    /// Those of its indicators that have something to compare, for the table of the
    /// summary.
    rows: Vec<IndicatorRows>,
    /// Those with something to compare, in words.
    indicators: Vec<IndicatorView>,
    /// Those with one value and no plan, by school.
    alone: Vec<NumbersView>,
    /// Those without values, by school and reason.
    missing: Vec<NumbersView>,
}

/// An indicator in the table of the summary.
#[derive(Debug, Serialize)]
struct IndicatorRows {
    number: String,
    name: String,
    unit: String,
    /// One a school.
    schools: Vec<ComparedView>,
}

/// An indicator in words.
#[derive(Debug, Serialize)]
struct IndicatorView {
    number: String,
    name: String,
    unit: String,
    statements: Vec<StatementView>,
    charts: Vec<ChartView>,
}

/// What is said of an indicator at a school.
#[derive(Debug, Serialize)]
struct StatementView {
    /// «changed», «flag», «fact», «base» or «missing»: which values there are.
    kind: &'static str,
    row: ComparedView,
    /// What the verb agrees with, «средний балл»; empty where no verb is sure.
    subject: String,
    /// «снизился», «не изменился»; empty with the subject.
    verb: &'static str,
    /// «2,3 п. п.»; empty if nothing changed, or less than its digits show.
    by: String,
    /// Whether it changed at all.
    is_changed: bool,
    /// «none»; «over»: there are only plans for earlier times; «due»: it is for the time
    /// of the latest value; «ahead»: for a later one; «unknown»: for a later one than the
    /// base, and nothing was measured since.
    plan: &'static str,
    /// Why there is no later value, if there is none.
    gap: Option<RemarkView>,
    /// Of how few people the figures are.
    small: Vec<RemarkView>,
    /// Why the figures are doubtful.
    doubts: Vec<RemarkView>,
}

/// Something said of a value.
#[derive(Debug, Serialize)]
struct RemarkView {
    /// «2020»
    moment: String,
    text: String,
}

/// Indicators of a school by number.
#[derive(Debug, Serialize)]
struct NumbersView {
    school: String,
    /// Why there is nothing; empty if that is not said.
    reason: String,
    numbers: Vec<String>,
}

impl Context<'_> {
    /// The analysis with the figures it is about; `None` if there is nothing to compare.
    pub(super) fn analysis(&mut self) -> Option<(AnalysisView, IndicatorsView)> {
        let measurements = Measurements::of(self.dossier)?;
        if !has_dynamics(self.dossier) {
            return None;
        }
        let data = Data::new(self.dossier, measurements);
        let rows: Vec<Row> = rows(&data);
        let usually = |of: fn(&Row) -> Option<usize>| {
            let usual = usual(&data, rows.iter().map(of));
            moment(&data, usual)
        };
        let measured = rows.iter().filter_map(|row| row.fact.or(row.base)).max();
        let period = self.dossier.period.as_ref();
        let reporting = self.dossier.reporting.as_ref();
        let contact = reporting.and_then(|reporting| reporting.contact.as_ref());
        let view_of_all = view(&data);
        let groups = groups(&data, &rows);
        let analysis = AnalysisView {
            period: period.map_or(String::new(), |period| period.accusative()),
            base: usually(|row| row.base),
            plan: usually(|row| row.plan),
            fact: usually(|row| row.fact),
            as_of: moment(&data, measured),
            totals: totals(&data, &rows),
            rankings: rankings(&data, &rows),
            has_thresholds: !data.measurements.data.thresholds.is_empty(),
            beyond: beyond(&data, &rows),
            has_rows: groups.iter().any(|group| !group.rows.is_empty()),
            left_out: groups
                .iter()
                .any(|group| !group.alone.is_empty() || !group.missing.is_empty()),
            groups,
            signatory: self.signatory(&self.dossier.department.head),
            contact: contact.map(super::order::contact),
        };
        Some((analysis, view_of_all))
    }
}

/// Whether a dossier's indicators have anything to compare: facts of two times, or plans.
pub(super) fn has_dynamics(dossier: &Dossier) -> bool {
    let Some(data) = &dossier.indicators else {
        return false;
    };
    let moments = data.facts.iter().flat_map(|facts| facts.moments.iter());
    let mut moments = moments.map(|moment| moment.value);
    let first = moments.next();
    moments.any(|moment| Some(moment) != first) || !data.targets.is_empty()
}

fn totals(data: &Data<'_>, rows: &[Row]) -> TotalsView {
    let mut totals = TotalsView::default();
    for row in rows {
        let view = compared(data, row);
        if let Some(change) = Figures::of(data, row).change() {
            totals.compared += 1;
            match (view.unreliable, view.judged) {
                (true, _) => totals.unreliable += 1,
                (_, "better") => totals.better += 1,
                (_, "worse") => totals.worse += 1,
                _ if is_nothing(change) => totals.same += 1,
                _ => totals.undirected += 1,
            }
        }
        if row.is_due() {
            totals.planned += 1;
            match view.reached {
                "yes" => totals.reached += 1,
                "no" => totals.missed += 1,
                _ => totals.unjudged += 1,
            }
        }
    }
    totals
}

/// A row that got better or worse, and by how much on its scale.
struct Ranked<'r> {
    row: &'r Row,
    is_better: bool,
    by: f64,
}

/// On what scale changes are compared.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scale {
    /// Shares: by their difference.
    Shares,
    /// Other figures have no common unit, a score of five and one of a hundred least of
    /// all: by what part of the base they moved.
    Others,
}

impl Scale {
    fn name(self) -> &'static str {
        match self {
            Self::Shares => "shares",
            Self::Others => "others",
        }
    }

    fn has(self, data: &Data<'_>, row: &Row) -> bool {
        data.kind(row.indicator).is_share() == (self == Self::Shares)
    }

    /// How far the figures moved; `None` where the base is nought and nothing can be a
    /// part of it.
    fn distance(self, figures: &Figures) -> Option<f64> {
        let change = figures.change()?.abs();
        match self {
            Self::Shares => Some(change),
            Self::Others => {
                let base = figures.base.filter(|base| !is_nothing(*base))?;
                Some(change / base.abs())
            }
        }
    }
}

/// The largest changes on every scale that has any.
fn rankings(data: &Data<'_>, rows: &[Row]) -> Vec<RankingView> {
    let rankings = [Scale::Shares, Scale::Others].into_iter().map(|scale| {
        let mut from_nought = false;
        let changed: Vec<Ranked<'_>> = rows
            .iter()
            .filter(|row| scale.has(data, row))
            .filter_map(|row| {
                let is_better = row.judged(data)?;
                let by = scale.distance(&Figures::of(data, row));
                from_nought |= by.is_none();
                Some(Ranked {
                    row,
                    is_better,
                    by: by?,
                })
            })
            .collect();
        let side = |wanted: bool| largest(data, &changed, wanted, scale);
        RankingView {
            scale: scale.name(),
            from_nought,
            gains: side(true),
            losses: side(false),
        }
    });
    rankings
        .filter(|ranking| !ranking.gains.is_empty() || !ranking.losses.is_empty())
        .collect()
}

/// The largest on one side; those as large as the last of them are named too.
fn largest(data: &Data<'_>, changed: &[Ranked<'_>], wanted: bool, scale: Scale) -> Vec<RankedView> {
    let side = changed.iter().filter(|one| one.is_better == wanted);
    let mut side: Vec<&Ranked<'_>> = side.collect();
    side.sort_by(|a, b| b.by.total_cmp(&a.by));
    let least = side.get(LARGEST - 1).map_or(0.0, |last| last.by);
    side.retain(|one| one.by >= least || is_nothing(one.by - least));
    let view = side.into_iter().map(|one| {
        let view = compared(data, one.row);
        RankedView {
            number: view.number,
            name: view.name,
            school: view.school,
            base: view.base,
            fact: view.fact,
            change: view.change,
            percent: match scale {
                Scale::Others => decimal(formats::rounded(one.by * 100.0, 1), 1),
                Scale::Shares => String::new(),
            },
        }
    });
    view.collect()
}

fn beyond(data: &Data<'_>, rows: &[Row]) -> Vec<BeyondView> {
    let mut views = Vec::new();
    for row in rows {
        let Some(place) = row.place(row.measured) else {
            continue;
        };
        for crossed in crossed(data, place) {
            let view = compared(data, row);
            views.push(BeyondView {
                number: view.number,
                name: view.name,
                school: view.school,
                figure: match row.fact {
                    Some(_) => view.fact,
                    None => view.base,
                },
                word: crossed.word,
                bound: crossed.bound,
                source: crossed.threshold.source.value.clone(),
                since: crossed.threshold.moment.value.to_string(),
                unreliable: view.unreliable,
            });
        }
    }
    views
}

fn groups(data: &Data<'_>, rows: &[Row]) -> Vec<GroupView> {
    let group_of = |row: &Row| data.measurements.indicators[row.indicator].group;
    let by_group = rows.chunk_by(|a, b| group_of(a) == group_of(b));
    by_group
        .map(|rows| {
            let of_group = &data.measurements.data.groups[group_of(&rows[0])];
            group(data, rows, &of_group.title)
        })
        .collect()
}

fn group(data: &Data<'_>, rows: &[Row], title: &str) -> GroupView {
    let mut view = GroupView {
        title: title.to_owned(),
        rows: Vec::new(),
        indicators: Vec::new(),
        alone: Vec::new(),
        missing: Vec::new(),
    };
    for rows in rows.chunk_by(|a, b| a.indicator == b.indicator) {
        let indicator = rows[0].indicator;
        let number = data.codes[indicator].clone();
        let statements: Vec<StatementView> = rows.iter().map(|row| statement(data, row)).collect();
        if statements.iter().any(StatementView::compares) {
            view.rows.push(IndicatorRows {
                number: number.clone(),
                name: data.short_name(indicator).to_owned(),
                unit: data.unit(indicator).to_owned(),
                schools: rows.iter().map(|row| compared(data, row)).collect(),
            });
            view.indicators.push(IndicatorView {
                name: full_name(data, indicator),
                number,
                unit: data.unit(indicator).to_owned(),
                statements,
                charts: charts(data, indicator),
            });
            continue;
        }
        for (statement, row) in statements.into_iter().zip(rows) {
            let list = match statement.kind {
                "missing" => &mut view.missing,
                _ => &mut view.alone,
            };
            let place = row.place(row.base);
            let why = place.and_then(|place| reason(data.measurements.fact(place)));
            let why = why.filter(|_| statement.kind == "missing");
            add(list, statement.row.school, why.unwrap_or_default(), &number);
        }
    }
    view
}

/// Puts a number with those of the same school and reason.
fn add(list: &mut Vec<NumbersView>, school: String, reason: &str, number: &str) {
    let same = list
        .iter_mut()
        .find(|one| one.school == school && one.reason == reason);
    match same {
        Some(one) => one.numbers.push(number.to_owned()),
        None => list.push(NumbersView {
            school,
            reason: reason.to_owned(),
            numbers: vec![number.to_owned()],
        }),
    }
}

/// The name in words; of a part the short name, which says what it is a part of.
fn full_name(data: &Data<'_>, indicator: usize) -> String {
    let measured = &data.measurements.indicators[indicator];
    let name = match measured.level {
        0 => measured.indicator.name.as_str(),
        _ => data.short_name(indicator),
    };
    let name = name.trim_end_matches(':').trim_end();
    let name = name.strip_suffix("в т. ч.").unwrap_or(name);
    name.trim_end().trim_end_matches(',').to_owned()
}

impl StatementView {
    /// Whether it sets a value beside another, or beside a plan.
    fn compares(&self) -> bool {
        match self.kind {
            "missing" => false,
            "base" => !self.row.plan.moment.is_empty() || self.gap.is_some(),
            _ => true,
        }
    }
}

fn statement(data: &Data<'_>, row: &Row) -> StatementView {
    let view = compared(data, row);
    let figures = Figures::of(data, row);
    let (base, fact) = (view.base.value != MISSING, view.fact.value != MISSING);
    let is_flag = data.kind(row.indicator) == IndicatorKind::Flag;
    let kind = match (base, fact) {
        (true, true) if is_flag => "flag",
        (true, true) => "changed",
        (false, true) => "fact",
        (true, false) => "base",
        (false, false) => "missing",
    };
    let change = figures.change();
    let is_changed = match change {
        Some(change) => !is_nothing(change),
        None => kind == "flag" && view.base.value != view.fact.value,
    };
    let by = change.map_or(String::new(), |change| size(data, row.indicator, change));
    let by = Some(by).filter(|by| is_changed && by.contains(|c| matches!(c, '1'..='9')));
    let measured = &data.measurements.indicators[row.indicator];
    let quantity = quantity(&measured.indicator.name).filter(|_| measured.level == 0);
    // A verb would tell of a change that the printed figures do not show.
    let quantity = quantity.filter(|_| by.is_some() || !is_changed);
    let verb = |quantity: &Quantity<'_>| match change {
        Some(change) if is_changed && change > 0.0 => quantity.rose(),
        Some(_) if is_changed => quantity.fell(),
        _ => quantity.stayed(),
    };
    StatementView {
        kind,
        subject: quantity
            .as_ref()
            .map_or(String::new(), |quantity| lower_first(quantity.words)),
        verb: quantity.as_ref().map_or("", verb),
        by: by.unwrap_or_default(),
        is_changed,
        plan: match row.plan {
            None if was_planned(data, row) => "over",
            None => "none",
            Some(_) if row.is_due() => "due",
            Some(_) if row.fact.is_some() => "ahead",
            Some(_) => "unknown",
        },
        gap: gap(data, row),
        small: remarks(data, row, |place| {
            let few = data.measurements.few(place);
            few.map(|people| decimal(people, 2))
        }),
        doubts: remarks(data, row, |place| {
            let doubts = data.measurements.doubts(place);
            let doubts: Vec<&str> = doubts.iter().map(|doubt| doubt.as_str()).collect();
            (!doubts.is_empty()).then(|| doubts.join("; "))
        }),
        row: view,
    }
}

/// Whether the row's indicator has any plan at its school.
fn was_planned(data: &Data<'_>, row: &Row) -> bool {
    (0..data.measurements.moments.len()).any(|moment| {
        let place = row.place(Some(moment));
        place.is_some_and(|place| data.measurements.target(place).is_some())
    })
}

/// Why there is nothing where there should be: at the latest time after the base that
/// says so; where there is no base either, or the fact has no base, at the base.
fn gap(data: &Data<'_>, row: &Row) -> Option<RemarkView> {
    let remark = |moment: usize| {
        let fact = data.measurements.fact(row.place(Some(moment))?)?;
        let is_missing = matches!(fact.value, Value::Missing(_));
        is_missing.then(|| RemarkView {
            moment: self::moment(data, Some(moment)),
            text: reason(Some(fact)).unwrap_or_default().to_owned(),
        })
    };
    let at_base = || row.base.and_then(remark);
    match row.fact {
        Some(_) => at_base(),
        None => {
            let last = data.measurements.moments.len();
            let after = row.base.map_or(0, |base| base + 1)..last;
            after.rev().find_map(remark).or_else(at_base)
        }
    }
}

/// What is said of the base and of the fact.
fn remarks(
    data: &Data<'_>,
    row: &Row,
    say: impl Fn(crate::model::Cell) -> Option<String>,
) -> Vec<RemarkView> {
    let moments = [row.base, row.fact].into_iter().flatten();
    moments
        .filter_map(|at| {
            Some(RemarkView {
                text: say(row.place(Some(at))?)?,
                moment: moment(data, Some(at)),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests;
