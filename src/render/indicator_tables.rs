//! The figures of indicators as templates see them: printed strings that are the
//! workbook's, and numbers for charts.

use serde::Serialize;

use super::context::Context;
use super::indicators::row::{Figures, Row, rows, trend};
use super::indicators::{Data, MISSING, NOTHING, formats, groups, written};
use crate::diagnostic::{nearest, perhaps};
use crate::language::NBSP;
use crate::model::{
    Cell as Place, Direction, Figure, FigureForm, IndicatorGroup, IndicatorKind, Measurement,
    Measurements, Moment, Reached, Value, decimal,
};
use crate::workbook::Outcome;

/// No chart has more lines.
const MOST_LINES: usize = 6;

/// A chart prints no more digits after the point.
const CHART_DECIMALS: u8 = 2;

/// An axis has no room for larger numbers.
const CHART_LIMIT: f64 = 1e9;

/// All indicators of a dossier.
#[derive(Debug, Serialize)]
pub(super) struct IndicatorsView {
    /// «Показатели программы …»
    pub(super) title: String,
    /// The schools, as tables print them.
    pub(super) schools: Vec<String>,
    /// The tables that groups make up, in the order of print.
    tables: Vec<TableView>,
}

/// Groups that share a table, as programmes print them.
#[derive(Debug, Serialize)]
pub(super) struct TableView {
    pub(super) title: String,
    /// «2020»: when most of its values were measured; empty without values.
    moment: String,
    groups: Vec<GroupView>,
    /// What is to be said of values, by the marks they bear.
    notes: Vec<NoteView>,
}

#[derive(Debug, Serialize)]
struct GroupView {
    title: String,
    unit: String,
    rows: Vec<RowView>,
}

/// An indicator in its table.
#[derive(Debug, Serialize)]
struct RowView {
    /// «2.15», of parts «2.15.1».
    number: String,
    name: String,
    /// 0, of parts 1 and more.
    level: usize,
    unit: String,
    /// Whether the unit is not the group's.
    own_unit: bool,
    /// Whether it has no values of its own.
    heading: bool,
    /// «more», «less» or empty.
    better: &'static str,
    source: String,
    /// How many rows from here on have the same source; 0 in all but the first.
    source_rows: usize,
    /// The latest value of every school.
    values: Vec<ValueView>,
    /// What is planned, those of schools with one plan together.
    plans: Vec<PlanView>,
}

/// The latest value of a school.
#[derive(Debug, Serialize)]
struct ValueView {
    /// «42/21%», «3,5», «да», «н/д»
    text: String,
    /// The number of its note, 0 for none.
    note: usize,
}

/// A planned value.
#[derive(Debug, Serialize)]
struct PlanView {
    /// Empty if it is every school's.
    schools: Vec<String>,
    /// «2023»
    moment: String,
    value: String,
}

/// What is to be said of a value.
#[derive(Debug, Serialize)]
struct NoteView {
    number: usize,
    text: String,
}

/// An indicator of a school against base and plan, as in the workbook's summary.
#[derive(Debug, Serialize)]
pub(super) struct ComparedView {
    pub(super) number: String,
    /// The short name.
    pub(super) name: String,
    pub(super) unit: String,
    pub(super) school: String,
    pub(super) base: MomentView,
    pub(super) plan: MomentView,
    pub(super) fact: MomentView,
    /// Fact less plan: «−2,3 п. п.», «н/д»; «–» where no difference can be.
    pub(super) deviation: String,
    /// Fact less base.
    pub(super) change: String,
    /// «рост», «снижение», «без изменений», «н/д» or «–».
    pub(super) trend: &'static str,
    /// «better», «worse» or empty; empty too where the figures are not reliable.
    pub(super) judged: &'static str,
    /// «yes», «no» or empty, likewise; empty too where the plan is for a later time.
    pub(super) reached: &'static str,
    /// Whether the figures are doubtful, or of too few people.
    pub(super) unreliable: bool,
}

/// A value with its time.
#[derive(Debug, Serialize)]
pub(super) struct MomentView {
    /// «36,7 %»
    pub(super) value: String,
    /// «2020», empty if there is no such time.
    pub(super) moment: String,
}

/// The dynamics of an indicator.
#[derive(Debug, Serialize)]
pub(super) struct ChartView {
    /// The short name.
    name: String,
    unit: String,
    /// The schools whose lines it shows.
    schools: Vec<String>,
    points: Vec<PointView>,
    /// What every line comes to: «ООШ № 2: 21,0 % (2020), 24,0 % (2021)».
    lines: Vec<String>,
}

/// What stands at one time.
#[derive(Debug, Serialize)]
struct PointView {
    moment: String,
    /// A number a school; `None` where there is none.
    values: Vec<Option<f64>>,
}

impl Context<'_> {
    /// All indicators; `None` without any.
    pub(super) fn indicators(&mut self) -> Option<IndicatorsView> {
        let measurements = Measurements::of(self.dossier)?;
        let data = Data::new(self.dossier, measurements);
        Some(view(&data))
    }

    /// The indicators of which something is known of a school.
    pub(super) fn indicators_of(&mut self, school: usize) -> Vec<ComparedView> {
        let Some(measurements) = Measurements::of(self.dossier) else {
            return Vec::new();
        };
        let data = Data::new(self.dossier, measurements);
        let rows = rows(&data).into_iter();
        rows.filter(|row| row.school == school && is_known(&data, row))
            .map(|row| compared(&data, &row))
            .collect()
    }
}

/// Whether a row has anything to show.
fn is_known(data: &Data<'_>, row: &Row) -> bool {
    let shown = |moment| value(data, row.place(moment)) != MISSING;
    shown(row.base) || shown(row.fact) || row.plan.is_some()
}

/// All indicators.
pub(super) fn view(data: &Data<'_>) -> IndicatorsView {
    let measurements = &data.measurements;
    let groups: Vec<usize> = (0..measurements.data.groups.len()).collect();
    let table_of = |group: &usize| {
        let table = measurements.data.groups[*group].table.as_ref();
        table.map(|table| table.value.as_str())
    };
    let tables = groups.chunk_by(|a, b| table_of(a).is_some() && table_of(a) == table_of(b));
    IndicatorsView {
        title: data.title.clone(),
        schools: schools(data),
        tables: tables.map(|groups| table(data, groups)).collect(),
    }
}

fn schools(data: &Data<'_>) -> Vec<String> {
    let schools = data.measurements.schools.iter();
    schools.map(|school| school.name.value.clone()).collect()
}

fn table(data: &Data<'_>, groups: &[usize]) -> TableView {
    let measurements = &data.measurements;
    let described = &measurements.data.groups[groups[0]];
    let of_table: Vec<usize> = (0..measurements.indicators.len())
        .filter(|&indicator| groups.contains(&measurements.indicators[indicator].group))
        .collect();
    let usual = groups::usual_moment(data, &of_table);
    let mut notes = Vec::new();
    TableView {
        title: described
            .table
            .as_ref()
            .unwrap_or(&described.title)
            .value
            .clone(),
        moment: moment(data, usual),
        groups: groups
            .iter()
            .map(|&group| self::group(data, group, usual, &mut notes))
            .collect(),
        notes,
    }
}

/// The table that a title names, its own or that of one of its groups.
pub(super) fn table_named(data: &Data<'_>, title: &str) -> Option<TableView> {
    let groups = &data.measurements.data.groups;
    let is_named = |group: &IndicatorGroup| {
        group.title.value == title || group.table.as_ref().is_some_and(|table| **table == title)
    };
    let named = groups.iter().find(|group| is_named(group))?;
    let shares = |group: &IndicatorGroup| match (&group.table, &named.table) {
        (Some(one), Some(other)) => one.value == other.value,
        _ => group.title.value == named.title.value,
    };
    let of_table: Vec<usize> = (0..groups.len())
        .filter(|at| shares(&groups[*at]))
        .collect();
    Some(table(data, &of_table))
}

/// What [`table_named`] knows: the titles of groups and of their tables.
pub(super) fn table_titles(data: &Data<'_>) -> Vec<String> {
    let mut titles = Vec::new();
    for group in &data.measurements.data.groups {
        for title in std::iter::once(&group.title).chain(&group.table) {
            if !titles.contains(&title.value) {
                titles.push(title.value.clone());
            }
        }
    }
    titles
}

impl TableView {
    /// Leaves the values of one school, by its place, and the notes that they bear.
    pub(super) fn leave(&mut self, school: usize) {
        let mut kept: Vec<NoteView> = Vec::new();
        let rows = self.groups.iter_mut().flat_map(|group| &mut group.rows);
        for row in rows.filter(|row| !row.heading) {
            let mut value = row.values.swap_remove(school);
            if let Some(note) = self.notes.iter().find(|note| note.number == value.note) {
                let known = kept.iter().position(|one| one.text == note.text);
                let index = known.unwrap_or(kept.len());
                value.note = index + 1;
                if known.is_none() {
                    kept.push(NoteView {
                        number: value.note,
                        text: note.text.clone(),
                    });
                }
            }
            row.values = vec![value];
        }
        self.notes = kept;
    }
}

/// A figure of a school, by id, for running text: «42/21%», «21 %», «42».
///
/// # Errors
/// What is wrong, and what to do about it.
pub(super) fn figure_text(
    data: &Data<'_>,
    figure: &Figure<'_>,
    school: &str,
) -> Result<String, (String, String)> {
    let nothing_known = |figure| nothing_known(figure, school);
    let place = figure_place(data, figure, school)?;
    let described = data.measurements.indicators[place.indicator].indicator;
    let outcome = data.outcome(place);
    let share = match outcome {
        Outcome::Number(number) if described.kind.is_share() => Some(number),
        _ => None,
    };
    match figure.form {
        FigureForm::Whole if outcome != Outcome::Text(MISSING.to_owned()) => {
            Ok(in_form(data, place))
        }
        FigureForm::Whole => Err(nothing_known(figure)),
        FigureForm::Share => {
            let share = share.ok_or_else(|| nothing_known(figure))?;
            let decimals = match described.kind {
                // Of the fraction, so two fewer of the percent.
                IndicatorKind::Fraction => described.decimals().saturating_sub(2),
                _ => described.decimals(),
            };
            let percent = decimal(formats::rounded(share * 100.0, decimals), decimals);
            Ok(format!("{percent}{NBSP}%"))
        }
        FigureForm::Count => {
            let number = match outcome {
                Outcome::Number(number) if described.kind == IndicatorKind::Count => Some(number),
                _ => data.measurements.numerator(place),
            };
            let number = number.ok_or_else(|| nothing_known(figure))?;
            Ok(decimal(number, 2))
        }
    }
}

fn nothing_known(figure: &Figure<'_>, school: &str) -> (String, String) {
    let what = match figure.form {
        FigureForm::Whole => "значения",
        FigureForm::Share => "доли",
        FigureForm::Count => "числа",
    };
    let message = format!(
        "у показателя «{}» школы «{school}» нет {what}",
        figure.indicator
    );
    (
        message,
        "впишите его в indicators.yaml или уберите ссылку".into(),
    )
}

/// The place of a figure: of the latest one, if no time is named.
fn figure_place(
    data: &Data<'_>,
    figure: &Figure<'_>,
    wanted: &str,
) -> Result<Place, (String, String)> {
    let measurements = &data.measurements;
    let ids = || {
        measurements
            .indicators
            .iter()
            .map(|one| one.indicator.id.value.as_str())
    };
    let indicator = ids().position(|id| id == figure.indicator);
    let indicator = indicator.ok_or_else(|| unknown("показателя", figure.indicator, ids()))?;
    let ids = || measurements.schools.iter().map(|one| one.id.value.as_str());
    let school = ids().position(|id| id == wanted);
    let school = school.ok_or_else(|| unknown("школы", wanted, ids()))?;
    let moment = match figure.moment {
        Some(named) => {
            let moments: Vec<String> = measurements.moments.iter().map(Moment::to_string).collect();
            let moment = moments.iter().position(|one| one == named);
            moment.ok_or_else(|| {
                let hint = format!("значения есть за {}", moments.join(", "));
                (format!("нет времени «{named}»"), hint)
            })?
        }
        None => measurements
            .latest(indicator, school)
            .ok_or_else(|| nothing_known(figure, wanted))?,
    };
    Ok(Place {
        indicator,
        school,
        moment,
    })
}

fn unknown<'i>(what: &str, id: &str, known: impl Iterator<Item = &'i str>) -> (String, String) {
    let hint = match nearest(id, known) {
        Some(near) => perhaps(id, near),
        None => "проверьте id".to_owned(),
    };
    (format!("{what} «{id}» нет"), hint)
}

fn group(
    data: &Data<'_>,
    group: usize,
    usual: Option<usize>,
    notes: &mut Vec<NoteView>,
) -> GroupView {
    let described = &data.measurements.data.groups[group];
    let unit = described.unit.as_ref();
    let unit = unit.map_or("", |unit| unit.value.as_str());
    let indicators = (0..data.measurements.indicators.len())
        .filter(|&indicator| data.measurements.indicators[indicator].group == group);
    let mut rows: Vec<RowView> = indicators
        .map(|indicator| row(data, indicator, unit, usual, notes))
        .collect();
    let mut from = 0;
    let sources: Vec<String> = rows.iter().map(|row| row.source.clone()).collect();
    for run in sources.chunk_by(|a, b| a == b) {
        rows[from].source_rows = run.len();
        from += run.len();
    }
    GroupView {
        title: described.title.value.clone(),
        unit: unit.to_owned(),
        rows,
    }
}

fn row(
    data: &Data<'_>,
    indicator: usize,
    unit: &str,
    usual: Option<usize>,
    notes: &mut Vec<NoteView>,
) -> RowView {
    let measured = &data.measurements.indicators[indicator];
    let heading = data.kind(indicator) == IndicatorKind::Heading;
    let values = (0..data.measurements.schools.len())
        .map(|school| latest(data, (indicator, school), usual, notes))
        .collect();
    RowView {
        number: data.codes[indicator].clone(),
        name: measured.indicator.name.value.clone(),
        level: measured.level,
        unit: data.unit(indicator).to_owned(),
        own_unit: !heading && data.unit(indicator) != unit,
        heading,
        better: match data.direction(indicator) {
            Some(Direction::More) => "more",
            Some(Direction::Less) => "less",
            None => "",
        },
        source: data.source_of(indicator).to_owned(),
        source_rows: 0,
        values: if heading { Vec::new() } else { values },
        plans: plans(data, indicator),
    }
}

/// The latest value of an indicator at a school, as programmes print it.
fn latest(
    data: &Data<'_>,
    (indicator, school): (usize, usize),
    usual: Option<usize>,
    notes: &mut Vec<NoteView>,
) -> ValueView {
    let measurements = &data.measurements;
    let at = measurements.latest(indicator, school).or(usual);
    let place = at.map(|moment| Place {
        indicator,
        school,
        moment,
    });
    let mut said = data.remarks(place);
    if let Some(other) = at.filter(|at| Some(*at) != usual) {
        said.insert(0, format!("за {}", measurements.moments[other]));
    }
    let text = said.join("; ");
    let same = notes.iter().find(|note| note.text == text);
    let note = match same {
        _ if text.is_empty() => 0,
        Some(note) => note.number,
        None => {
            let number = notes.len() + 1;
            notes.push(NoteView { number, text });
            number
        }
    };
    ValueView {
        text: place.map_or(MISSING.to_owned(), |place| in_form(data, place)),
        note,
    }
}

/// «42/21%», «0,38», «да»: without zeros that say nothing, as the forms print it.
fn in_form(data: &Data<'_>, place: Place) -> String {
    let described = data.measurements.indicators[place.indicator].indicator;
    let number = match data.outcome(place) {
        Outcome::Text(text) => return text,
        Outcome::Number(number) => number * formats::scale(described.kind),
    };
    let decimals = described.decimals();
    let number = decimal(formats::rounded(number, decimals), decimals);
    let percent = match described.kind {
        IndicatorKind::Share => "%",
        _ => "",
    };
    let of = data.measurements.numerator(place);
    let of = of.filter(|_| described.kind.is_share());
    of.map_or(format!("{number}{percent}"), |of| {
        format!("{}/{number}{percent}", decimal(of, 2))
    })
}

/// The plans of an indicator, those of all schools once.
fn plans(data: &Data<'_>, indicator: usize) -> Vec<PlanView> {
    let measurements = &data.measurements;
    let mut plans = Vec::new();
    for at in 0..measurements.moments.len() {
        let mut values: Vec<(String, Vec<String>)> = Vec::new();
        for (school, named) in measurements.schools.iter().enumerate() {
            let place = Place {
                indicator,
                school,
                moment: at,
            };
            if measurements.target(place).is_none() {
                continue;
            }
            let value = plan(data, Some(place));
            let name = named.name.value.clone();
            match values.iter_mut().find(|(known, _)| *known == value) {
                Some((_, schools)) => schools.push(name),
                None => values.push((value, vec![name])),
            }
        }
        plans.extend(values.into_iter().map(|(value, schools)| PlanView {
            moment: moment(data, Some(at)),
            schools: match schools.len() == measurements.schools.len() {
                true => Vec::new(),
                false => schools,
            },
            value,
        }));
    }
    plans
}

/// A row of the summary.
pub(super) fn compared(data: &Data<'_>, row: &Row) -> ComparedView {
    let figures = Figures::of(data, row);
    let at = |value: String, moment: Option<usize>| MomentView {
        value,
        moment: self::moment(data, moment),
    };
    let is_flag = data.kind(row.indicator) == IndicatorKind::Flag;
    let (trend, off, change) = match is_flag {
        true => (NOTHING, NOTHING.to_owned(), NOTHING.to_owned()),
        false => (
            trend(figures.change()).unwrap_or(MISSING),
            difference(data, row.indicator, figures.deviation(row)),
            difference(data, row.indicator, figures.change()),
        ),
    };
    ComparedView {
        number: data.codes[row.indicator].clone(),
        name: data.short_name(row.indicator).to_owned(),
        unit: data.unit(row.indicator).to_owned(),
        school: data.measurements.schools[row.school].name.value.clone(),
        base: at(value(data, row.place(row.base)), row.base),
        plan: at(plan(data, row.place(row.plan)), row.plan),
        fact: at(value(data, row.place(row.fact)), row.fact),
        deviation: off,
        change,
        trend,
        judged: match row.judged(data) {
            Some(true) => "better",
            Some(false) => "worse",
            None => "",
        },
        reached: match row.reached(data) {
            Some(Reached::Yes) => "yes",
            Some(Reached::No) => "no",
            None => "",
        },
        unreliable: row.is_unreliable(data),
    }
}

/// Why there is no value, if that is said.
pub(super) fn reason<'a>(fact: Option<&Measurement<'a>>) -> Option<&'a str> {
    match fact?.value {
        Value::Missing(missing) => missing.reason,
        _ => None,
    }
}

/// «2020», empty for none.
pub(super) fn moment(data: &Data<'_>, moment: Option<usize>) -> String {
    moment.map_or(String::new(), |at| {
        data.measurements.moments[at].to_string()
    })
}

/// The value of a place: «36,7 %», «3,5», «да», «н/д».
fn value(data: &Data<'_>, place: Option<Place>) -> String {
    place.map_or(MISSING.to_owned(), |place| {
        printed(data, place.indicator, data.outcome(place))
    })
}

/// The planned value of a place.
fn plan(data: &Data<'_>, place: Option<Place>) -> String {
    let target = place.and_then(|place| Some((place, data.measurements.target(place)?)));
    target.map_or(MISSING.to_owned(), |(place, target)| {
        printed(data, place.indicator, written(&target.value))
    })
}

fn printed(data: &Data<'_>, indicator: usize, outcome: Outcome) -> String {
    match outcome {
        Outcome::Text(text) => text,
        Outcome::Number(number) => number_text(data, indicator, number),
    }
}

/// «36,7 %», «0,38»: as the workbook's formats show it.
fn number_text(data: &Data<'_>, indicator: usize, number: f64) -> String {
    let described = data.measurements.indicators[indicator].indicator;
    let scaled = number * formats::scale(described.kind);
    let digits = digits(scaled, described.decimals());
    match described.kind {
        IndicatorKind::Share => format!("{digits}{NBSP}%"),
        _ => digits,
    }
}

/// «2,3 п. п.» with its sign: «+», «−» or none for nothing.
pub(super) fn difference(data: &Data<'_>, indicator: usize, difference: Option<f64>) -> String {
    let Some(difference) = difference else {
        return MISSING.to_owned();
    };
    let size = size(data, indicator, difference);
    match size.chars().any(|c| c.is_ascii_digit() && c != '0') {
        true if difference > 0.0 => format!("+{size}"),
        true => format!("−{size}"),
        false => size,
    }
}

/// «2,3 п. п.»: how large a difference is ([N-153]).
pub(super) fn size(data: &Data<'_>, indicator: usize, difference: f64) -> String {
    let described = data.measurements.indicators[indicator].indicator;
    let scaled = difference.abs() * formats::scale(described.kind);
    let digits = digits(scaled, described.decimals());
    match described.kind {
        IndicatorKind::Share => format!("{digits}{NBSP}п.{NBSP}п."),
        _ => digits,
    }
}

/// A number with a comma; zeros at its end are left out after the first digit.
fn digits(number: f64, decimals: u8) -> String {
    let short = decimal(formats::rounded(number, decimals), decimals);
    match decimals > 0 && !short.contains(',') {
        true => short + ",0",
        false => short,
    }
}

/// The charts of an indicator's dynamics: lines over the times, schools a line, no
/// more than fit; none where no line has two points.
pub(super) fn charts(data: &Data<'_>, indicator: usize) -> Vec<ChartView> {
    let measurements = &data.measurements;
    let described = measurements.indicators[indicator].indicator;
    // A fraction is drawn in percent: a chart has no room for its digits.
    let (scale, decimals) = match described.kind {
        IndicatorKind::Flag | IndicatorKind::Heading => return Vec::new(),
        IndicatorKind::Fraction => (100.0, described.decimals().saturating_sub(2)),
        kind => (formats::scale(kind), described.decimals()),
    };
    if decimals > CHART_DECIMALS {
        return Vec::new();
    }
    let figure = |school, moment| {
        let figure = measurements.figure(Place {
            indicator,
            school,
            moment,
        })?;
        Some(formats::rounded(figure * scale, decimals))
    };
    let moments = || 0..measurements.moments.len();
    let all = (0..measurements.schools.len())
        .flat_map(|school| moments().filter_map(move |moment| figure(school, moment)));
    if all.into_iter().any(|figure| figure.abs() >= CHART_LIMIT) {
        return Vec::new();
    }
    let drawn: Vec<usize> = (0..measurements.schools.len())
        .filter(|&school| {
            let known = moments().filter(|&moment| figure(school, moment).is_some());
            known.count() >= 2
        })
        .collect();
    let unit = match described.kind {
        kind if kind.is_share() => "%",
        _ => data.unit(indicator),
    };
    drawn
        .chunks(MOST_LINES)
        .map(|schools| {
            let name = |school: &usize| measurements.schools[*school].name.value.clone();
            let points = moments().filter_map(|moment| {
                let values: Vec<Option<f64>> = schools
                    .iter()
                    .map(|&school| figure(school, moment))
                    .collect();
                let is_known = values.iter().any(Option::is_some);
                is_known.then(|| PointView {
                    moment: self::moment(data, Some(moment)),
                    values,
                })
            });
            let points: Vec<PointView> = points.collect();
            let line = |(place, school): (usize, &usize)| {
                let stations = points.iter().filter_map(|point| {
                    let digits = digits(point.values[place]?, decimals);
                    Some(format!("{digits} ({})", point.moment))
                });
                let stations: Vec<String> = stations.collect();
                format!("{}: {}", name(school), stations.join(", "))
            };
            ChartView {
                name: data.short_name(indicator).to_owned(),
                unit: unit.to_owned(),
                schools: schools.iter().map(name).collect(),
                lines: schools.iter().enumerate().map(line).collect(),
                points,
            }
        })
        .collect()
}
