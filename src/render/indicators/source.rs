//! The sheet of source data: a row for every indicator, school and time.

use std::sync::Arc;

use super::{Data, MISSING, SOURCE, formats, number_or_missing};
use crate::model::{Cell as Place, IndicatorKind, Measurements, RelationKind, Value};
use crate::workbook::{
    Allowed, Cell, Column, Condition, Emphasis, FIRST_ROW, InputRule, Outcome, Range, Rows, Sheet,
};

/// Its columns.
const SCHOOL: u16 = 1;
const UNIT: u16 = 3;
const NUMERATOR: u16 = 4;
const DENOMINATOR: u16 = 5;
const STATED: u16 = 6;
const VALUE: u16 = 7;
const PLAN: u16 = 8;

/// Which places have a row.
pub(super) struct Source {
    /// The places that have a row, in the order of rows.
    places: Vec<Place>,
    /// The row of every place, 0 for none: there is the sheet's title.
    rows: Vec<u32>,
    schools: usize,
    moments: usize,
}

/// The cell of a row's value.
pub(super) fn value_at(row: u32) -> Range {
    Range::cell(row, VALUE)
}

/// The cell of a row's plan.
pub(super) fn plan_at(row: u32) -> Range {
    Range::cell(row, PLAN)
}

/// The cell of a row's numerator.
pub(super) fn numerator_at(row: u32) -> Range {
    Range::cell(row, NUMERATOR)
}

impl Source {
    /// The places with a fact or a plan, and those that follow from such places.
    pub(super) fn new(measurements: &Measurements<'_>) -> Self {
        let (schools, moments) = (measurements.schools.len(), measurements.moments.len());
        let mut source = Self {
            places: Vec::new(),
            rows: Vec::with_capacity(measurements.indicators.len() * schools * moments),
            schools,
            moments,
        };
        for indicator in 0..measurements.indicators.len() {
            for school in 0..schools {
                for moment in 0..moments {
                    let place = Place {
                        indicator,
                        school,
                        moment,
                    };
                    source.add(place, is_stated(measurements, place));
                }
            }
        }
        source
    }

    /// Notes the next place, and its row if it has one.
    fn add(&mut self, place: Place, has_row: bool) {
        if has_row {
            self.rows.push(FIRST_ROW + self.places.len() as u32);
            self.places.push(place);
        } else {
            self.rows.push(0);
        }
    }

    /// The row of a place.
    pub(super) fn row(&self, place: Place) -> Option<u32> {
        let of_indicator = place.indicator * self.schools + place.school;
        let row = self.rows[of_indicator * self.moments + place.moment];
        (row > 0).then_some(row)
    }

    /// What may be typed where.
    fn inputs(&self, data: &Data<'_>) -> Vec<InputRule> {
        let Some(last) = self.places.len().checked_sub(1) else {
            return Vec::new();
        };
        let (top, bottom) = (FIRST_ROW, FIRST_ROW + last as u32);
        let first = top + 1;
        let whole = |cell: &str, least: u8| {
            format!(
                "ISNUMBER({cell}{first}),{cell}{first}>={least},{cell}{first}=INT({cell}{first})"
            )
        };
        let mut rules = vec![
            InputRule {
                range: Range::column(NUMERATOR, top, bottom),
                allowed: Allowed::Formula(format!(
                    "=AND({},OR($F{first}=\"\",$E{first}<=$F{first}))",
                    whole("$E", 0)
                )),
                message: "Целое число, не больше знаменателя.".to_owned(),
            },
            InputRule {
                range: Range::column(DENOMINATOR, top, bottom),
                allowed: Allowed::Formula(format!(
                    "=AND({},OR($E{first}=\"\",$E{first}<=$F{first}))",
                    whole("$F", 1)
                )),
                message: "Целое число, не меньше числителя. Для балла – сколько участников."
                    .to_owned(),
            },
        ];
        let mut top = FIRST_ROW;
        for run in self
            .places
            .chunk_by(|a, b| Input::of(data.kind(a.indicator)) == Input::of(data.kind(b.indicator)))
        {
            let bottom = top + run.len() as u32 - 1;
            let kind = Input::of(data.kind(run[0].indicator));
            for column in [STATED, PLAN] {
                rules.push(InputRule {
                    range: Range::column(column, top, bottom),
                    allowed: kind.allowed(),
                    message: kind.message().to_owned(),
                });
            }
            top = bottom + 1;
        }
        rules
    }
}

/// The sheet.
pub(super) fn sheet<'a>(data: &Arc<Data<'a>>) -> Sheet<'a> {
    let columns = vec![
        Column::new("Показатель", 36.0),
        Column::new("Школа", 14.0),
        Column::new("Год", 11.0),
        Column::new("Ед. изм.", 13.0),
        Column::new("Числитель", 11.5),
        Column::new("Знаменатель (участников)", 14.5),
        Column::new("Число или доля, если знаменатель неизвестен", 19.0),
        Column::new("Значение", 12.0),
        Column::new("План", 11.0),
        Column::new("Почему нет данных", 26.0),
        Column::new("Сомнительно", 36.0),
    ];
    let title = format!("{}: исходные данные", data.title);
    let mut sheet = Sheet::new(SOURCE, title, columns);
    sheet.fixed_columns = SCHOOL + 1;
    let rows = Arc::clone(data);
    sheet.rows = Rows::new(data.source.places.len(), move |index| {
        cells(&rows, rows.source.places[index], FIRST_ROW + index as u32)
    });
    sheet.inputs = data.source.inputs(data);
    let first = FIRST_ROW + 1;
    sheet.conditions = vec![
        Condition {
            range: sheet.column(VALUE),
            formula: format!("=$H{first}=\"{MISSING}\""),
            emphasis: Emphasis::Doubtful,
        },
        Condition {
            range: sheet.column(DENOMINATOR),
            formula: format!("=AND(ISNUMBER($F{first}),$F{first}<10)"),
            emphasis: Emphasis::Doubtful,
        },
    ];
    sheet
}

fn cells(data: &Data<'_>, place: Place, row: u32) -> Vec<Cell> {
    let measurements = &data.measurements;
    let indicator = measurements.indicators[place.indicator].indicator;
    let format = formats::value(indicator);
    let fact = measurements.fact(place);
    let reason = match fact.map(|fact| &fact.value) {
        Some(Value::Missing(missing)) => missing.reason,
        _ => None,
    };
    let doubt = fact.and_then(|fact| fact.doubt);
    let plan = measurements.target(place).map(|target| &target.value);
    let text = |text: Option<&str>| text.map_or(Cell::empty(), Cell::text);
    let mut cells = vec![
        Cell::text(data.short_name(place.indicator)),
        Cell::text(measurements.schools[place.school].name.as_str()),
        Cell::text(measurements.moments[place.moment].to_string()).centered(),
        Cell::text(data.unit(place.indicator)).centered(),
    ];
    cells.extend(figure_cells(data, place, row + 1, &format));
    cells.push(input(plan.and_then(figure), &format));
    cells.push(text(reason).input());
    cells.push(text(doubt.map(|doubt| doubt.value.as_str())).input());
    cells
}

/// Numerator, denominator, number, value.
fn figure_cells(data: &Data<'_>, place: Place, row: u32, format: &str) -> [Cell; 4] {
    if data.measurements.indicators[place.indicator]
        .relation
        .is_some()
    {
        return derived(data, place, row, format);
    }
    let fact = data.measurements.fact(place).map(|fact| &fact.value);
    let (of, whole, stated) = match fact {
        Some(Value::Share(share)) => {
            let known = share.denominator.is_some();
            let stated = share.part().filter(|_| !known).map(Outcome::Number);
            (share.numerator, share.denominator, stated)
        }
        Some(Value::Number(number, people)) => (None, *people, Some(Outcome::Number(number.value))),
        Some(flag @ Value::Flag(_)) => (None, None, figure(flag)),
        Some(Value::Missing(_)) | None => (None, None, None),
    };
    let count = |number: Option<crate::model::Number>| {
        input(number.map(|number| Outcome::Number(number.value)), "#,##0")
    };
    let formula = format!(
        "=IF(COUNT(E{row}:F{row})=2,IF(F{row}>0,E{row}/F{row},\"{MISSING}\"),IF(G{row}=\"\",\"{MISSING}\",G{row}))"
    );
    let value = Cell::formula(formula, data.outcome(place));
    [
        count(of),
        count(whole),
        input(stated, format),
        value.as_number(format).at_right().bold(),
    ]
}

/// The same of an indicator that follows from others.
fn derived(data: &Data<'_>, place: Place, row: u32, format: &str) -> [Cell; 4] {
    let measurements = &data.measurements;
    let relation = measurements.indicators[place.indicator].relation.as_ref();
    let operands: Option<Vec<u32>> = relation.and_then(|relation| {
        let operands = relation.operands.iter();
        operands
            .map(|&indicator| {
                let row = data.source.row(Place { indicator, ..place })?;
                Some(row + 1)
            })
            .collect()
    });
    let (Some(relation), Some(rows)) = (relation, operands) else {
        let missing = Cell::text(MISSING).at_right().bold();
        return [Cell::empty(), Cell::empty(), Cell::empty(), missing];
    };
    let at =
        |column: char| -> Vec<String> { rows.iter().map(|row| format!("{column}{row}")).collect() };
    let (of, whole, value) = match relation.kind {
        RelationKind::Ratio => (
            format!("=IF(ISNUMBER(H{0}),H{0},\"\")", rows[0]),
            format!("=IF(ISNUMBER(H{0}),H{0},\"\")", rows[1]),
            format!(
                "=IF(COUNT(E{row}:F{row})=2,IF(F{row}<>0,E{row}/F{row},\"{MISSING}\"),\"{MISSING}\")"
            ),
        ),
        RelationKind::Sum => joined(&at, "+"),
        RelationKind::Difference => joined(&at, "-"),
    };
    let counts = |formula: String, number: Option<f64>| match number {
        None => Cell::empty(),
        Some(number) => Cell::formula(formula, Outcome::Number(number))
            .as_number("#,##0")
            .at_right(),
    };
    let value = Cell::formula(value, number_or_missing(measurements.figure(place)));
    [
        counts(of, measurements.numerator(place)),
        counts(whole, measurements.denominator(place)),
        Cell::empty(),
        value.as_number(format).at_right().bold(),
    ]
}

/// Kinds of what may be typed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Input {
    Share,
    Flag,
    Number,
}

impl Input {
    fn of(kind: IndicatorKind) -> Self {
        match kind {
            IndicatorKind::Share | IndicatorKind::Fraction => Self::Share,
            IndicatorKind::Flag => Self::Flag,
            _ => Self::Number,
        }
    }

    fn allowed(self) -> Allowed {
        match self {
            Self::Share => Allowed::Number(Some(1.0)),
            Self::Flag => Allowed::Words(vec!["да".to_owned(), "нет".to_owned()]),
            Self::Number => Allowed::Number(None),
        }
    }

    fn message(self) -> &'static str {
        match self {
            Self::Share => "Доля от 0 до 100 % (от 0 до 1).",
            Self::Flag => "«да» или «нет».",
            Self::Number => "Число не меньше нуля.",
        }
    }
}

/// Numerator, denominator and value of a sum or difference of rows.
fn joined(at: &impl Fn(char) -> Vec<String>, sign: &str) -> (String, String, String) {
    let all = |column: char, otherwise: &str| {
        let cells = at(column);
        let (list, count) = (cells.join(","), cells.len());
        let joined = cells.join(sign);
        format!("=IF(COUNT({list})={count},{joined},\"{otherwise}\")")
    };
    let wholes = at('F');
    let (list, count) = (wholes.join(","), wholes.len());
    let whole = format!(
        "=IF(COUNT({list})={count},IF(MIN({list})=MAX({list}),{},\"\"),\"\")",
        wholes[0]
    );
    (all('E', ""), whole, all('H', MISSING))
}

/// An input cell with what was typed.
fn input(typed: Option<Outcome>, format: &str) -> Cell {
    let cell = match typed {
        Some(Outcome::Number(number)) => Cell::number(number),
        Some(Outcome::Text(text)) => Cell::text(text),
        None => Cell::empty(),
    };
    cell.as_number(format).at_right().input()
}

/// What a value is as input: a missing one is an empty cell.
fn figure(value: &Value<'_>) -> Option<Outcome> {
    match value {
        Value::Missing(_) => None,
        other => Some(super::written(other)),
    }
}

/// Whether a place has a row: something is said of it, or it follows from what is.
fn is_stated(measurements: &Measurements<'_>, place: Place) -> bool {
    if measurements.fact(place).is_some() || measurements.target(place).is_some() {
        return true;
    }
    let relation = measurements.indicators[place.indicator].relation.as_ref();
    relation.is_some_and(|relation| {
        let mut operands = relation.operands.iter();
        operands.any(|&indicator| is_stated(measurements, Place { indicator, ..place }))
    })
}

const _: () = assert!(UNIT == 3 && VALUE == 7, "formulas name columns by letter");
