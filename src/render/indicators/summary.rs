//! The summary: every indicator of every school against base and plan ([N-152]).

use std::sync::Arc;

use super::row::{Figures, Row, rows, trend, usual};
use super::{Data, HAIR, MISSING, NOTHING, UNRELIABLE, formats, verdict};
use crate::model::{Cell as Place, Direction, IndicatorKind, Reached, Threshold, Value, decimal};
use crate::workbook::{Cell, Column, Condition, Emphasis, FIRST_ROW, Outcome, Rows, Sheet};

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
        Column::new("Ед. изм.", 13.0),
        Column::new("Школа", 13.0),
        Column::new(headed("База", base), 10.0),
        Column::new(headed("План", plan), 10.0),
        Column::new(headed("Факт", fact), 10.0),
        Column::new("Отклонение факта от плана", 11.5),
        Column::new("Динамика к базе", 10.0),
        Column::new("Изменение", 14.0),
        Column::new("Лучше или хуже", 11.0),
        Column::new("План достигнут", 10.5),
        Column::new("Примечание", 28.0),
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
        (10, UNRELIABLE, Emphasis::Doubtful),
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

impl Row {
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
        cells.extend([base, plan, fact]);
        match indicator.kind {
            IndicatorKind::Flag => {
                cells.extend((0..4).map(|_| Cell::text(NOTHING).centered()));
            }
            _ => cells.extend(self.comparison(data, at)),
        }
        cells.push(self.attained(data, at).centered());
        cells.push(Cell::text(self.note(data, usual)));
        cells
    }

    /// Deviation, dynamics, what they come to.
    fn comparison(&self, data: &Data<'_>, at: u32) -> [Cell; 4] {
        let indicator = data.measurements.indicators[self.indicator].indicator;
        let figures = Figures::of(data, self);
        let format = formats::difference(indicator);
        let scale = formats::scale(indicator.kind);
        let times = if scale == 1.0 { "" } else { "*100" };
        let difference = |of: char, from: char, value: Option<f64>| {
            let formula = format!(
                "=IF(COUNT({from}{at},{of}{at})=2,({of}{at}-{from}{at}){times},\"{MISSING}\")"
            );
            let outcome = super::number_or_missing(value.map(|value| value * scale));
            Cell::formula(formula, outcome)
                .as_number(&format)
                .at_right()
        };
        let change = figures.change();
        [
            difference(self.held_against_plan(), 'F', figures.deviation(self)),
            difference('G', 'E', change),
            trend_cell(at, change),
            verdict(data, self, &format!("I{at}")),
        ]
    }

    /// The column of the value that is held against the plan.
    fn held_against_plan(&self) -> char {
        match self.fact.is_none() && self.is_due() {
            true => 'E',
            false => 'G',
        }
    }

    /// Whether the plan is reached, where that can be said.
    fn attained(&self, data: &Data<'_>, at: u32) -> Cell {
        let word = match self.reached(data) {
            Some(Reached::Yes) => "да",
            Some(Reached::No) => "нет",
            None => return Cell::text(NOTHING),
        };
        let of = self.held_against_plan();
        let formula = match (data.kind(self.indicator), data.direction(self.indicator)) {
            (IndicatorKind::Flag, _) => format!(
                "=IF(OR(F{at}=\"{MISSING}\",{of}{at}=\"{MISSING}\"),\"{NOTHING}\",IF(F{at}={of}{at},\"да\",\"нет\"))"
            ),
            (_, direction) => {
                let sign = match direction {
                    Some(Direction::Less) => "<=",
                    _ => ">=-",
                };
                format!(
                    "=IF(COUNT(F{at},{of}{at})=2,IF({of}{at}-F{at}{sign}{HAIR},\"да\",\"нет\"),\"{NOTHING}\")"
                )
            }
        };
        Cell::formula(formula, Outcome::Text(word.to_owned()))
    }

    /// What is not as in the headings, and what is doubtful.
    fn note(&self, data: &Data<'_>, usual: [Option<usize>; 3]) -> String {
        let measurements = &data.measurements;
        let mut remarks = Vec::new();
        let moments = [self.base, self.plan, self.fact];
        let words = ["база за", "план на", "факт за"];
        for ((word, moment), usual) in words.into_iter().zip(moments).zip(usual) {
            if let Some(moment) = moment.filter(|moment| Some(*moment) != usual) {
                remarks.push(format!("{word} {}", measurements.moments[moment]));
            }
        }
        let mut shown: Vec<Option<usize>> = vec![self.base, self.fact];
        shown.dedup();
        for moment in shown {
            for remark in data.remarks(self.place(moment)) {
                if !remarks.contains(&remark) {
                    remarks.push(remark);
                }
            }
        }
        let latest = self.place(self.measured);
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
fn trend_cell(at: u32, change: Option<f64>) -> Cell {
    let word = trend(change).unwrap_or(MISSING);
    let formula = format!(
        "=IF(ISNUMBER(I{at}),IF(ABS(I{at})<={HAIR},\"без изменений\",IF(I{at}>0,\"рост\",\"снижение\")),\"{MISSING}\")"
    );
    Cell::formula(formula, Outcome::Text(word.to_owned())).centered()
}
