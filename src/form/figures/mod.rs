//! The sheet «Показатели» of a form: what it asks, and what its cells mean as values
//! of `indicators.yaml`.

mod fill;
mod read;
mod sheet;

use std::collections::BTreeMap;

use serde::Serialize;

pub(super) use fill::Figures;
pub use read::{AnsweredFigure, FigureAnswers};
pub(super) use read::{AskedFigures, is_figures};
pub(super) use sheet::write_figures;

use super::Column;
use crate::model::{IndicatorKind, Moment, ProblemKind, Value, ValueError, decimal};

/// The sheet of indicators.
pub const FIGURES_SHEET: &str = "Показатели";
/// The mark beside the heading of its table.
const FIGURES_MARK: &str = "dyak-figures";
/// Largest number that an indicator may be.
pub const MAX_FIGURE: u32 = 1_000_000;
/// Most characters of a reason.
pub const MAX_REASON: u32 = 200;

/// What a column of the sheet holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigureContent {
    /// The indicator's name: not to be filled in.
    Name,
    /// What it is measured in: not to be filled in.
    Unit,
    /// Its last known value: not to be filled in.
    Previous,
    /// An answer.
    Answer(FigureField),
}

/// An answer about an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum FigureField {
    /// The value; of a share its numerator.
    Value,
    /// Of how many: the denominator of a share, those whose mean a score is.
    Of,
    /// Why there is no value.
    Missing,
}

impl FigureField {
    /// The answers on a row, in the order of columns.
    pub const ALL: [Self; 3] = [Self::Value, Self::Of, Self::Missing];
}

/// What may be entered about an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// «да» or «нет».
    Flag,
    /// A whole number from 0.
    Whole,
    /// A number from 0.
    Decimal,
    /// Text of at most [`MAX_REASON`] characters.
    Reason,
}

impl Entry {
    /// What a cell takes; `None`: it is not to be filled in.
    pub fn of(kind: IndicatorKind, field: FigureField) -> Option<Self> {
        use IndicatorKind as K;
        match (field, kind) {
            (_, K::Heading) => None,
            (FigureField::Missing, _) => Some(Self::Reason),
            (FigureField::Value, K::Flag) => Some(Self::Flag),
            (FigureField::Value, K::Share | K::Fraction | K::Count) => Some(Self::Whole),
            (FigureField::Value, K::Score | K::Ratio | K::Area) => Some(Self::Decimal),
            (FigureField::Of, K::Share | K::Fraction | K::Score) => Some(Self::Whole),
            (FigureField::Of, K::Count | K::Flag | K::Ratio | K::Area) => None,
        }
    }
}

/// The columns from left to right; before them stands the hidden one of ids.
pub const FIGURE_COLUMNS: [Column<FigureContent>; 6] = [
    Column {
        heading: "Показатель",
        width: 66.0,
        content: FigureContent::Name,
        hint: "",
    },
    Column {
        heading: "Единица",
        width: 10.0,
        content: FigureContent::Unit,
        hint: "",
    },
    Column {
        heading: "Прежнее значение",
        width: 20.0,
        content: FigureContent::Previous,
        hint: "",
    },
    Column {
        heading: "Значение (у доли — сколько)",
        width: 14.0,
        content: FigureContent::Answer(FigureField::Value),
        hint: "",
    },
    Column {
        heading: "Из скольких (у балла — сколько участников)",
        width: 17.0,
        content: FigureContent::Answer(FigureField::Of),
        hint: "",
    },
    Column {
        heading: "Нет данных: причина",
        width: 32.0,
        content: FigureContent::Answer(FigureField::Missing),
        hint: "Если значения нет, напишите почему: «нет 11-х классов». До 200 знаков. Значение тогда не пишут.",
    },
];

/// Answers on a row as texts: numbers with a decimal comma. What is not answered is
/// not there.
pub type FigureValues = BTreeMap<FigureField, String>;

/// The sheet of one school, ready to be written.
#[derive(Clone, Debug)]
pub struct FigureBlank {
    /// When the values are of.
    pub moment: Moment,
    /// Rows under the names of their groups.
    pub sections: Vec<FigureSection>,
}

/// Rows under the name of their group.
#[derive(Clone, Debug)]
pub struct FigureSection {
    /// The group's name.
    pub heading: String,
    /// Its rows.
    pub rows: Vec<FigureRow>,
}

/// An indicator on the sheet.
#[derive(Clone, Debug)]
pub struct FigureRow {
    /// Its name as printed.
    pub name: String,
    /// 0 for those of the group, 1 for their parts and so on.
    pub level: u8,
    /// What it is measured in.
    pub unit: String,
    /// Its last known value with its time: «2024: 120/400».
    pub previous: String,
    /// What is asked; `None`: only its parts are.
    pub question: Option<Question>,
}

/// What is asked of an indicator.
#[derive(Clone, Debug)]
pub struct Question {
    /// The indicator's id.
    pub id: String,
    /// What its values are.
    pub kind: IndicatorKind,
    /// How many digits after the comma it has.
    pub decimals: u8,
    /// The value that the dossier has already, as written.
    pub current: Option<String>,
    /// The same in cells; empty if cells cannot show it.
    pub values: FigureValues,
    /// Whether the dossier calls that value doubtful.
    pub is_doubtful: bool,
}

/// An indicator as it was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct IssuedFigure {
    /// Its id.
    pub(super) id: String,
    /// Its name as printed.
    pub(super) name: String,
}

impl FigureBlank {
    /// The rows without headings.
    pub fn rows(&self) -> impl Iterator<Item = &FigureRow> {
        self.sections.iter().flat_map(|section| &section.rows)
    }

    /// What is asked.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.rows().filter_map(|row| row.question.as_ref())
    }

    /// The question about an indicator.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions().find(|question| question.id == id)
    }

    /// What is printed of the rows with questions.
    pub(super) fn issued(&self) -> Vec<IssuedFigure> {
        self.rows()
            .filter_map(|row| {
                let id = row.question.as_ref()?.id.clone();
                let name = row.name.clone();
                Some(IssuedFigure { id, name })
            })
            .collect()
    }
}

/// A hash of what was asked, so that a spoilt list is told.
pub(super) fn figures_fingerprint(moment: &str, rows: &[IssuedFigure]) -> String {
    let mut hasher = blake3::Hasher::new();
    serde_json::to_writer(&mut hasher, &(moment, rows)).expect("a hasher takes every byte");
    hasher.finalize().to_hex().to_string()
}

/// A value in cells; empty where cells cannot show it: a share without denominator,
/// a missing value without reason.
fn in_cells(value: &Value<'_>, kind: IndicatorKind) -> FigureValues {
    let text = |number: &crate::model::Number| decimal(number.value, number.decimals);
    let pairs = match value {
        Value::Missing(missing) => vec![(FigureField::Missing, missing.reason.map(super::clean))],
        Value::Flag(yes) => {
            let word = if *yes { "да" } else { "нет" };
            vec![(FigureField::Value, Some(word.to_owned()))]
        }
        Value::Number(_, Some(_)) if Entry::of(kind, FigureField::Of).is_none() => Vec::new(),
        Value::Number(number, of) => vec![
            (FigureField::Value, Some(text(number))),
            (FigureField::Of, of.as_ref().map(text)),
        ],
        Value::Share(share) => match (share.numerator, share.denominator) {
            (Some(numerator), Some(denominator)) => vec![
                (FigureField::Value, Some(text(&numerator))),
                (FigureField::Of, Some(text(&denominator))),
            ],
            _ if share.part() == Some(0.0) => vec![(FigureField::Value, Some("0".to_owned()))],
            _ => Vec::new(),
        },
    };
    pairs
        .into_iter()
        .filter_map(|(field, text)| Some((field, text?)))
        .collect()
}

/// A value as `indicators.yaml` has it, with what the person should know about it.
#[derive(Debug, PartialEq, Eq)]
struct Told {
    text: String,
    note: Option<String>,
}

/// The value that the cells of a row say.
///
/// # Errors
/// The cell to mend and what is wrong, in Russian.
fn told(
    values: &FigureValues,
    kind: IndicatorKind,
    decimals: u8,
) -> Result<Told, (FigureField, String)> {
    use FigureField as F;
    let text = as_written(values, kind).map_err(|(field, text)| (field, text.to_owned()))?;
    let value = Value::parse(&text, kind).map_err(|error| {
        let message = match error {
            ValueError::NotUnderstood { forms } => format!("«{text}» не понято: нужно {forms}"),
            _ => format!("«{text}» не понято"),
        };
        (F::Value, message)
    })?;
    let mut note = None;
    for problem in value.problems(kind, decimals, false) {
        match problem {
            ProblemKind::OutOfRange { how } => {
                return Err((F::Value, format!("так не бывает: {how} ({text})")));
            }
            ProblemKind::TooPrecise { decimals } => {
                note = Some(format!(
                    "знаков после запятой больше, чем у показателя ({decimals}): {text}"
                ));
            }
            _ => {}
        }
    }
    Ok(Told { text, note })
}

/// The text of the value in cells that do not contradict each other.
fn as_written(
    values: &FigureValues,
    kind: IndicatorKind,
) -> Result<String, (FigureField, &'static str)> {
    use FigureField as F;
    let get = |field| values.get(&field).map(String::as_str);
    match (get(F::Value), get(F::Of), get(F::Missing)) {
        (None, None, Some(reason)) if reason.contains('|') => Err((
            F::Missing,
            "знак «|» разделяет значения разных лет: напишите причину без него",
        )),
        (None, None, Some(reason)) => Ok(format!("н/д ({reason})")),
        (_, _, Some(_)) => Err((
            F::Missing,
            "указаны и значение, и почему его нет: оставьте одно из двух",
        )),
        (None, _, None) => Err((
            F::Value,
            "указано, из скольких, но не указано само значение",
        )),
        (Some("0"), None, None) => Ok("0".to_owned()),
        (Some(_), None, None) if kind.is_share() => Err((
            F::Of,
            "не указано, из скольких: доля считается из двух чисел",
        )),
        (Some(_), Some("0"), None) => Err((
            F::Of,
            "из нуля доля не считается: сотрите оба числа и напишите, почему нет данных",
        )),
        (Some(value), Some(of), None) if kind.is_share() => Ok(format!("{value}/{of}")),
        (Some(value), Some(of), None) => Ok(format!("{value} ({of} чел.)")),
        (Some(value), None, None) => Ok(value.to_owned()),
    }
}

#[cfg(test)]
mod tests;
