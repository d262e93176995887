//! The summary: every indicator of every school against base and plan ([N-152]).

use std::sync::Arc;

use super::{Data, MISSING, NOTHING, formats};
use crate::model::{
    Cell as Place, Direction, IndicatorKind, Reached, Threshold, Value, better, decimal, deviation,
    reached,
};
use crate::workbook::{
    Cell, Column, Condition, Content, Emphasis, FIRST_ROW, Outcome, Rows, Sheet,
};

/// A hair: figures nearer than this are one.
const HAIR: &str = "0.000000001";

/// The same as a number.
const HAIR_WIDTH: f64 = 1e-9;

/// The sheet.
pub(super) fn sheet<'a>(data: &Arc<Data<'a>>) -> Sheet<'a> {
    let rows: Vec<Row> = rows(data);
    let base = usual(data, rows.iter().map(|row| row.base));
    let plan = usual(data, rows.iter().map(|row| row.plan));
    let fact = usual(data, rows.iter().map(|row| row.fact));
    let headed = |word: &str, moment: Option<usize>| match moment {
        Some(moment) => format!("{word} ({})", data.measurements.moments[moment]),
        None => word.to_owned(),
    };
    // Narrow, for one page's width must hold them all in legible type.
    let columns = vec![
        Column::new("№", 6.5),
        Column::new("Показатель", 34.0),
        Column::new("Ед. изм.", 11.0),
        Column::new("Школа", 13.0),
        Column::new(headed("База", base), 10.0),
        Column::new(headed("План", plan), 10.0),
        Column::new(headed("Факт", fact), 10.0),
        Column::new("Отклонение факта от плана", 11.5),
        Column::new("Динамика к базе", 10.0),
        Column::new("Изменение", 14.0),
        Column::new("Лучше или хуже", 8.0),
        Column::new("План достигнут", 10.5),
        Column::new("Примечание", 30.0),
    ];
    let title = format!("{}: сводка", data.title);
    let mut sheet = Sheet::new("Сводка", title, columns);
    sheet.fixed_columns = 4;
    let data = Arc::clone(data);
    sheet.rows = Rows::new(rows.len(), move |index| {
        let at = FIRST_ROW + index as u32 + 1;
        rows[index].cells(&data, at, [base, plan, fact])
    });
    sheet.conditions = conditions(&sheet);
    sheet
}

fn conditions(sheet: &Sheet<'_>) -> Vec<Condition> {
    let first = FIRST_ROW + 1;
    let mut conditions = Vec::new();
    for (column, word, emphasis) in [
        (10, "лучше", Emphasis::Good),
        (10, "хуже", Emphasis::Bad),
        (11, "да", Emphasis::Good),
        (11, "нет", Emphasis::Bad),
    ] {
        let letter = crate::workbook::column_name(column);
        conditions.push(Condition {
            range: sheet.column(column),
            formula: format!("=${letter}{first}=\"{word}\""),
            emphasis,
        });
    }
    let mut values = sheet.column(4);
    values.right = 8;
    conditions.push(Condition {
        range: values,
        formula: format!("=E{first}=\"{MISSING}\""),
        emphasis: Emphasis::Doubtful,
    });
    conditions.push(Condition {
        range: sheet.column(12),
        formula: format!("=ISNUMBER(SEARCH(\"ненадёжн\",$M{first}))"),
        emphasis: Emphasis::Doubtful,
    });
    conditions
}

/// A row: an indicator of a school, and which moments it compares.
pub(in crate::render) struct Row {
    pub(in crate::render) indicator: usize,
    pub(in crate::render) school: usize,
    pub(in crate::render) base: Option<usize>,
    pub(in crate::render) plan: Option<usize>,
    pub(in crate::render) fact: Option<usize>,
}

/// Every indicator of every school, headings left out.
pub(in crate::render) fn rows(data: &Data<'_>) -> Vec<Row> {
    let measurements = &data.measurements;
    let mut rows = Vec::new();
    for indicator in 0..measurements.indicators.len() {
        if data.kind(indicator) == IndicatorKind::Heading {
            continue;
        }
        let base = measurements.base(indicator);
        for school in 0..measurements.schools.len() {
            // What was measured at the base is no dynamics yet.
            let fact = measurements
                .latest(indicator, school)
                .filter(|latest| base.is_none_or(|base| *latest > base));
            let from = fact.or(base).unwrap_or(0);
            rows.push(Row {
                indicator,
                school,
                base,
                plan: measurements.planned(indicator, school, from),
                fact,
            });
        }
    }
    rows
}

/// The moment that most rows have.
pub(in crate::render) fn usual(
    data: &Data<'_>,
    moments: impl Iterator<Item = Option<usize>>,
) -> Option<usize> {
    let mut times = vec![0_usize; data.measurements.moments.len()];
    for moment in moments.flatten() {
        times[moment] += 1;
    }
    let most = times.iter().copied().max().filter(|most| *most > 0)?;
    times.iter().position(|times| *times == most)
}

impl Row {
    /// Where its indicator and school have a moment's figure.
    pub(in crate::render) fn place(&self, moment: Option<usize>) -> Option<Place> {
        Some(Place {
            indicator: self.indicator,
            school: self.school,
            moment: moment?,
        })
    }

    fn cells(&self, data: &Data<'_>, at: u32, usual: [Option<usize>; 3]) -> Vec<Cell> {
        let measurements = &data.measurements;
        let indicator = measurements.indicators[self.indicator].indicator;
        let format = formats::value(indicator);
        let shown = |cell: Cell| cell.as_number(&format).at_right();
        let base = shown(data.value(self.place(self.base)));
        let plan = shown(data.plan(self.place(self.plan)));
        let fact = shown(data.value(self.place(self.fact)));
        let mut cells = vec![
            Cell::text(data.codes[self.indicator].as_str()),
            Cell::text(data.short_name(self.indicator))
                .indented(measurements.indicators[self.indicator].level as u8),
            Cell::text(data.unit(self.indicator)).centered(),
            Cell::text(measurements.schools[self.school].name.as_str()),
        ];
        let numbers = [number(&base), number(&plan), number(&fact)];
        let is_same = text(&plan) == text(&fact);
        cells.extend([base, plan, fact]);
        if indicator.kind == IndicatorKind::Flag {
            cells.extend((0..4).map(|_| Cell::text(NOTHING).centered()));
            cells.push(flag_reached(at, &cells[5..7], is_same));
        } else {
            cells.extend(self.comparison(data, at, numbers));
        }
        cells.push(Cell::text(self.note(data, usual)));
        cells
    }

    /// Deviation, dynamics, what they come to.
    fn comparison(
        &self,
        data: &Data<'_>,
        at: u32,
        [base, plan, fact]: [Option<f64>; 3],
    ) -> [Cell; 5] {
        let indicator = data.measurements.indicators[self.indicator].indicator;
        let format = formats::difference(indicator);
        let scale = formats::scale(indicator.kind);
        let times = if scale == 1.0 { "" } else { "*100" };
        let difference = |from: char, value: Option<f64>| {
            let formula =
                format!("=IF(COUNT({from}{at},G{at})=2,(G{at}-{from}{at}){times},\"{MISSING}\")");
            let outcome = super::number_or_missing(value.map(|value| value * scale));
            Cell::formula(formula, outcome)
                .as_number(&format)
                .at_right()
        };
        let change = deviation(fact, base);
        let direction = data.direction(self.indicator);
        let grows = direction == Some(Direction::More);
        let judged = match better(change.map(|change| change * scale), direction) {
            Some(true) => "лучше",
            Some(false) => "хуже",
            None => NOTHING,
        };
        let judgement = match direction {
            None => Cell::text(NOTHING),
            Some(_) => {
                let (up, down) = if grows {
                    ("лучше", "хуже")
                } else {
                    ("хуже", "лучше")
                };
                Cell::formula(
                    format!(
                        "=IF(J{at}=\"рост\",\"{up}\",IF(J{at}=\"снижение\",\"{down}\",\"{NOTHING}\"))"
                    ),
                    Outcome::Text(judged.to_owned()),
                )
            }
        };
        let attained = match direction {
            None => Cell::text(NOTHING),
            Some(_) => {
                let sign = if grows { ">=-" } else { "<=" };
                let word = match reached(fact, plan, direction) {
                    Some(Reached::Yes) => "да",
                    Some(Reached::No) => "нет",
                    None => NOTHING,
                };
                Cell::formula(
                    format!(
                        "=IF(COUNT(F{at}:G{at})=2,IF(G{at}-F{at}{sign}{HAIR},\"да\",\"нет\"),\"{NOTHING}\")"
                    ),
                    Outcome::Text(word.to_owned()),
                )
            }
        };
        [
            difference('F', deviation(fact, plan)),
            difference('E', change),
            trend(at, change.map(|change| change * scale)),
            judgement.centered(),
            attained.centered(),
        ]
    }

    /// What is not as in the headings, and what is doubtful.
    fn note(&self, data: &Data<'_>, usual: [Option<usize>; 3]) -> String {
        let measurements = &data.measurements;
        let mut remarks = Vec::new();
        let moments = [self.base, self.plan, self.fact];
        for ((word, moment), usual) in ["база", "план", "факт"].into_iter().zip(moments).zip(usual)
        {
            if let Some(moment) = moment.filter(|moment| Some(*moment) != usual) {
                remarks.push(format!("{word} за {}", measurements.moments[moment]));
            }
        }
        let mut shown: Vec<Option<usize>> = vec![self.base, self.fact];
        shown.dedup();
        for moment in shown {
            let fact = self
                .place(moment)
                .and_then(|place| measurements.fact(place));
            for remark in data.remarks(fact) {
                if !remarks.contains(&remark) {
                    remarks.push(remark);
                }
            }
        }
        let latest = self.place(self.fact.or(self.base));
        let crossed = latest.map_or(Vec::new(), |place| crossed(data, place));
        remarks.extend(crossed.iter().map(|crossed| {
            let Crossed { word, bound, .. } = crossed;
            let source = &crossed.threshold.source.value;
            format!("{word} порога {bound} ({source})")
        }));
        remarks.join("; ")
    }
}

/// A threshold that a figure is beyond.
pub(in crate::render) struct Crossed<'a> {
    /// «ниже», «выше»
    pub(in crate::render) word: &'static str,
    /// «10 %»
    pub(in crate::render) bound: String,
    /// The threshold with its source and year.
    pub(in crate::render) threshold: &'a Threshold,
}

/// The thresholds that the figure of a place is beyond ([N-146]).
pub(in crate::render) fn crossed<'a>(data: &Data<'a>, place: Place) -> Vec<Crossed<'a>> {
    let indicator = data.measurements.indicators[place.indicator].indicator;
    let Some(figure) = data.measurements.figure(place) else {
        return Vec::new();
    };
    let bound = |text: &str| Value::parse(text, indicator.kind).ok()?.figure();
    let scale = formats::scale(indicator.kind);
    let unit = if scale == 1.0 { "" } else { " %" };
    data.thresholds[place.indicator]
        .iter()
        .filter_map(|threshold| {
            let least = threshold.at_least.as_ref().and_then(|text| bound(text));
            let most = threshold.at_most.as_ref().and_then(|text| bound(text));
            let (word, bound) = match (least, most) {
                (Some(least), _) if figure < least - HAIR_WIDTH => ("ниже", least),
                (_, Some(most)) if figure > most + HAIR_WIDTH => ("выше", most),
                _ => return None,
            };
            Some(Crossed {
                word,
                bound: format!("{}{unit}", decimal(bound * scale, 4)),
                threshold,
            })
        })
        .collect()
}

/// «рост», «снижение», «без изменений» by the dynamics of a row.
fn trend(at: u32, change: Option<f64>) -> Cell {
    let word = match change {
        None => MISSING,
        Some(change) if change.abs() <= 1e-9 => "без изменений",
        Some(change) if change > 0.0 => "рост",
        Some(_) => "снижение",
    };
    let formula = format!(
        "=IF(ISNUMBER(I{at}),IF(ABS(I{at})<={HAIR},\"без изменений\",IF(I{at}>0,\"рост\",\"снижение\")),\"{MISSING}\")"
    );
    Cell::formula(formula, Outcome::Text(word.to_owned())).centered()
}

/// Whether «да» was planned and is.
fn flag_reached(at: u32, plan_and_fact: &[Cell], is_same: bool) -> Cell {
    let is_known = plan_and_fact.iter().all(|cell| text(cell) != Some(MISSING));
    let word = match (is_known, is_same) {
        (false, _) => NOTHING,
        (true, true) => "да",
        (true, false) => "нет",
    };
    let formula = format!(
        "=IF(OR(F{at}=\"{MISSING}\",G{at}=\"{MISSING}\"),\"{NOTHING}\",IF(F{at}=G{at},\"да\",\"нет\"))"
    );
    Cell::formula(formula, Outcome::Text(word.to_owned())).centered()
}

fn number(cell: &Cell) -> Option<f64> {
    match cell.content {
        Content::Formula(_, Outcome::Number(number)) | Content::Number(number) => Some(number),
        _ => None,
    }
}

fn text(cell: &Cell) -> Option<&str> {
    match &cell.content {
        Content::Formula(_, Outcome::Text(text)) | Content::Text(text) => Some(text),
        _ => None,
    }
}
