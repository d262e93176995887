//! Indicators, «показатели»: what is measured, what was measured, what is planned.

mod evaluate;
mod measurements;
mod moment;
mod number;
mod value;

use schemars::JsonSchema;
use serde::Deserialize;

pub use evaluate::{Reached, better, deviation, reached};
pub use measurements::{
    Cell, MeasuredIndicator, Measurement, Measurements, Problem, ProblemKind, RelationKind,
};
pub use moment::Moment;
pub use number::{Number, decimal};
pub use value::{Missing, Share, Value, ValueError};

use super::scalar::{Id, OneOrMany, Table, Text};
use crate::diagnostic::Located;

/// `indicators.yaml`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(
    title = "indicators.yaml",
    description = "Показатели: определения, значения по школам и годам, планы, пороги."
)]
pub struct Indicators {
    /// The name of the workbook.
    #[serde(rename = "название")]
    #[schemars(
        description = "Название таблицы показателей; если не указано — «Показатели» и период дела."
    )]
    pub title: Option<Text>,
    /// What dynamics are counted from ([N-153]).
    #[serde(rename = "базовый год")]
    #[schemars(
        description = "Год (или учебный год, или дата), с которым сравнивают: от него считается динамика."
    )]
    pub base: Located<Moment>,
    /// The definitions.
    #[serde(rename = "группы")]
    #[schemars(description = "Группы показателей в порядке печати.", length(min = 1))]
    pub groups: Vec<IndicatorGroup>,
    /// What was measured.
    #[serde(rename = "значения", default)]
    #[schemars(description = "Измеренные значения: по записи на школу.")]
    pub facts: Vec<Facts>,
    /// What is to be reached.
    #[serde(rename = "планы", default)]
    #[schemars(description = "Плановые значения: чего надо достичь.")]
    pub targets: Vec<Targets>,
    /// Below or above which a school needs help ([N-146]).
    #[serde(rename = "пороги", default)]
    #[schemars(description = "Пороги: значения, за которыми школе нужна помощь; с источником.")]
    pub thresholds: Vec<Threshold>,
}

/// Indicators of one kind: «Кадровые».
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Группа показателей: одна часть таблицы и один лист книги.")]
pub struct IndicatorGroup {
    /// The name, also that of its sheet.
    #[serde(rename = "название")]
    #[schemars(description = "Название группы: «Кадровые».")]
    pub title: Text,
    /// The table that several groups make up.
    #[serde(rename = "таблица")]
    #[schemars(
        description = "Название таблицы, в которую группа входит; у групп одной таблицы оно одинаково."
    )]
    pub table: Option<Text>,
    /// What its indicators are measured in, unless they say.
    #[serde(rename = "единица")]
    #[schemars(description = "Единица измерения показателей группы: «чел./%».")]
    pub unit: Option<Text>,
    /// Where its figures come from, unless the indicators say.
    #[serde(rename = "источник")]
    #[schemars(description = "Откуда берут сведения для всех показателей группы.")]
    pub source: Option<Text>,
    /// The indicators.
    #[serde(rename = "показатели")]
    #[schemars(description = "Показатели группы по порядку.", length(min = 1))]
    pub indicators: Vec<Indicator>,
}

/// What is measured.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Показатель.")]
pub struct Indicator {
    /// What values refer to.
    #[serde(rename = "id")]
    #[schemars(description = "Короткое имя, которым на него ссылаются: строчные буквы, цифры и дефис.", extend("format" = "id"))]
    pub id: Id,
    /// The name as tables print it.
    #[serde(rename = "показатель")]
    #[schemars(description = "Наименование показателя, как оно печатается в таблицах.")]
    pub name: Text,
    /// A name for charts.
    #[serde(rename = "кратко")]
    #[schemars(description = "Краткое название, для диаграмм.")]
    pub short: Option<Text>,
    /// What its values are.
    #[serde(rename = "вид")]
    #[schemars(
        description = "Что измеряется: «доля» (проценты, «42/200»), «доля единицы» («0,38»), «балл», «количество», «отношение», «площадь», «да/нет» или «заголовок» (строка без значений)."
    )]
    pub kind: IndicatorKind,
    /// What it is measured in.
    #[serde(rename = "единица")]
    #[schemars(description = "Единица измерения, если она не та, что у группы.")]
    pub unit: Option<Text>,
    /// Which way is up ([N-153]).
    #[serde(rename = "лучше")]
    #[schemars(
        description = "Что лучше: «больше» или «меньше». Без этого достижение плана не оценивается."
    )]
    pub better: Option<Direction>,
    /// Digits after the comma.
    #[serde(rename = "знаков")]
    #[schemars(
        description = "Сколько знаков после запятой печатать; если не указано: 0 у количества, 2 у доли единицы, отношения и площади, 1 у остальных.",
        range(min = 0, max = 4)
    )]
    pub decimals: Option<Located<u8>>,
    /// Where its figures come from ([N-145]).
    #[serde(rename = "источник")]
    #[schemars(description = "Откуда берут сведения, если не оттуда, откуда вся группа.")]
    pub source: Option<Text>,
    /// Its own base year.
    #[serde(rename = "базовый год")]
    #[schemars(description = "Свой базовый год показателя.")]
    pub base: Option<Located<Moment>>,
    /// How it follows from others.
    #[serde(rename = "формула")]
    #[schemars(
        description = "Как показатель следует из других: «сумма частей», «сумма: [id, …]», «разность: [из чего, что]» или «отношение: [что, к чему]». Значений такому показателю не пишут."
    )]
    pub formula: Option<Located<Formula>>,
    /// Whether its parts must add up to it ([N-183]).
    #[serde(rename = "части складываются", default)]
    #[schemars(
        description = "Сумма показателей из «в том числе» должна быть равна этому показателю: да или нет."
    )]
    pub additive: bool,
    /// «в т. ч.: муниципального, регионального уровня»
    #[serde(rename = "в том числе", default)]
    #[schemars(description = "Показатели, на которые он делится: «в т. ч.: …».")]
    pub parts: Vec<Indicator>,
}

/// What the values of an indicator are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum IndicatorKind {
    /// A share in percent, with numerator and denominator where they are known.
    #[serde(rename = "доля")]
    Share,
    /// A share as a part of one, «0,38».
    #[serde(rename = "доля единицы")]
    Fraction,
    /// A mean score.
    #[serde(rename = "балл")]
    Score,
    /// A count.
    #[serde(rename = "количество")]
    Count,
    /// So many of one per one of another.
    #[serde(rename = "отношение")]
    Ratio,
    /// An area.
    #[serde(rename = "площадь")]
    Area,
    /// Yes or no.
    #[serde(rename = "да/нет")]
    Flag,
    /// A line without values above its parts.
    #[serde(rename = "заголовок")]
    Heading,
}

impl IndicatorKind {
    /// Whether its values are shares, of whatever notation.
    pub fn is_share(self) -> bool {
        matches!(self, Self::Share | Self::Fraction)
    }
}

/// Which way is up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum Direction {
    /// More is better.
    #[serde(rename = "больше")]
    More,
    /// Less is better.
    #[serde(rename = "меньше")]
    Less,
}

/// How an indicator follows from others.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub enum Formula {
    /// The sum of its parts.
    #[serde(rename = "сумма частей")]
    SumOfParts,
    /// The sum of others.
    #[serde(rename = "сумма")]
    #[schemars(description = "Сумма других показателей: их id.")]
    Sum(Vec<Id>),
    /// The first less the second.
    #[serde(rename = "разность")]
    #[schemars(description = "Первый показатель без второго: их id.")]
    Difference(Vec<Id>),
    /// The first to the second.
    #[serde(rename = "отношение")]
    #[schemars(description = "Первый показатель к второму: их id.")]
    Ratio(Vec<Id>),
}

/// What was measured at a school.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Значения показателей одной школы за год или несколько лет.")]
pub struct Facts {
    /// The school.
    #[serde(rename = "школа")]
    #[schemars(description = "id школы.", extend("format" = "id"))]
    pub school: Id,
    /// When.
    #[serde(rename = "год")]
    #[schemars(
        description = "Год, учебный год или дата; можно несколько: «[2020, 2021]» — тогда значения пишут через «|»."
    )]
    pub moments: OneOrMany<Located<Moment>>,
    /// The values by indicator.
    #[serde(rename = "данные")]
    #[schemars(
        description = "Значения: id показателя и число — «42/200», «42/200 (21%)», «3,5», «да», «н/д (причина)»; за несколько лет — через «|»."
    )]
    pub values: Table<Text>,
    /// What the sources say but what cannot be so.
    #[serde(rename = "сомнительно", default)]
    #[schemars(
        description = "Сомнительные значения: id показателя и почему. Печатается примечанием."
    )]
    pub doubts: Table<Text>,
}

/// What is to be reached.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Плановые значения на год или несколько лет.")]
pub struct Targets {
    /// The schools; all, if none is named.
    #[serde(rename = "школы", default)]
    #[schemars(description = "id школ; если не указаны — план один для всех школ.")]
    pub schools: OneOrMany<Id>,
    /// For when.
    #[serde(rename = "год")]
    #[schemars(
        description = "Год, учебный год или дата, к которым надо достичь; можно несколько."
    )]
    pub moments: OneOrMany<Located<Moment>>,
    /// The values by indicator.
    #[serde(rename = "данные")]
    #[schemars(
        description = "Плановые значения: id показателя и число; за несколько лет — через «|»."
    )]
    pub values: Table<Text>,
}

/// A value beyond which a school needs help ([N-146]).
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Порог показателя.")]
pub struct Threshold {
    /// Of which indicator.
    #[serde(rename = "показатель")]
    #[schemars(description = "id показателя.", extend("format" = "id"))]
    pub indicator: Id,
    /// The least that is enough.
    #[serde(rename = "не меньше")]
    #[schemars(description = "Наименьшее значение, при котором помощь не нужна.")]
    pub at_least: Option<Text>,
    /// The most that is enough.
    #[serde(rename = "не больше")]
    #[schemars(description = "Наибольшее значение, при котором помощь не нужна.")]
    pub at_most: Option<Text>,
    /// Since when.
    #[serde(rename = "год")]
    #[schemars(description = "За какой год порог установлен.")]
    pub moment: Located<Moment>,
    /// By what act.
    #[serde(rename = "источник")]
    #[schemars(description = "Кем и чем установлен: приказ, методика.")]
    pub source: Text,
}
