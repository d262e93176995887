//! The period a plan is for.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, Error as _};

use crate::deadline::Bounds;
use crate::language;

/// «2022 год», «2021-2022 учебный год», «2020-2023 годы» or «01.09.2021 – 31.08.2022».
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// What kind of stretch it is.
    pub kind: PeriodKind,
}

/// The kinds of stretches a plan may cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeriodKind {
    /// A calendar year.
    Year,
    /// 1 September to 31 August ([N-150]).
    SchoolYear,
    /// Several calendar years.
    Years,
    /// Two days named.
    Days,
}

/// Why a text is not a period.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PeriodError {
    /// No known form.
    #[error("не похоже на период")]
    Unknown,
    /// A school year whose second year is not the next one ([N-174]).
    #[error("учебный год {0}-{1}: второй год должен следовать за первым")]
    NotConsecutive(i32, i32),
    /// The end lies before the beginning.
    #[error("конец периода раньше начала")]
    Reversed,
    /// A named day does not exist.
    #[error("{0}")]
    BadDate(language::DateError),
}

impl Period {
    /// Reads a period as people write it.
    ///
    /// # Errors
    /// [`PeriodError`] says what is wrong, in Russian.
    pub fn parse(text: &str) -> Result<Self, PeriodError> {
        let text = text.trim().to_lowercase().replace(['–', '—', '/'], "-");
        let (years, rest) = leading_years(&text);
        match (years, rest.trim()) {
            (Some((first, None)), "год" | "г." | "г" | "") => Self::year(first),
            (Some((first, Some(second))), "учебный год" | "уч. год" | "уч.год" | "уч. г.") => {
                Self::school_year(first, second)
            }
            (Some((first, Some(second))), "годы" | "гг." | "гг" | "года" | "") => {
                Self::years(first, second)
            }
            _ => Self::days(&text),
        }
    }

    fn year(year: i32) -> Result<Self, PeriodError> {
        Self::between((year, 1, 1), (year, 12, 31), PeriodKind::Year)
    }

    fn school_year(first: i32, second: i32) -> Result<Self, PeriodError> {
        if second != first + 1 {
            return Err(PeriodError::NotConsecutive(first, second));
        }
        Self::between((first, 9, 1), (second, 8, 31), PeriodKind::SchoolYear)
    }

    fn years(first: i32, second: i32) -> Result<Self, PeriodError> {
        Self::between((first, 1, 1), (second, 12, 31), PeriodKind::Years)
    }

    fn days(text: &str) -> Result<Self, PeriodError> {
        let (from, to) = text.split_once('-').ok_or(PeriodError::Unknown)?;
        let day = |text: &str| {
            language::parse_date(text.trim()).map_err(|error| match error {
                language::DateError::NotADate { .. } => PeriodError::Unknown,
                impossible => PeriodError::BadDate(impossible),
            })
        };
        Self::checked(day(from)?, day(to)?, PeriodKind::Days)
    }

    fn between(
        from: (i32, u32, u32),
        to: (i32, u32, u32),
        kind: PeriodKind,
    ) -> Result<Self, PeriodError> {
        let day = |(y, m, d)| NaiveDate::from_ymd_opt(y, m, d).ok_or(PeriodError::Unknown);
        Self::checked(day(from)?, day(to)?, kind)
    }

    fn checked(from: NaiveDate, to: NaiveDate, kind: PeriodKind) -> Result<Self, PeriodError> {
        if to < from {
            return Err(PeriodError::Reversed);
        }
        Ok(Self { from, to, kind })
    }

    /// Its first and last day, for deadlines.
    pub fn bounds(&self) -> Bounds {
        Bounds {
            from: self.from,
            to: self.to,
        }
    }

    /// As it follows «на» ([N-83]): «2022 год», «2021–2022 учебный год».
    pub fn accusative(&self) -> String {
        let (first, last) = (self.from.year(), self.to.year());
        match self.kind {
            PeriodKind::Year => format!("{first} год"),
            PeriodKind::SchoolYear => format!("{first}–{last} учебный год"),
            PeriodKind::Years => format!("{first}–{last} годы"),
            PeriodKind::Days => format!(
                "период с {} по {}",
                language::numeric(self.from),
                language::numeric(self.to)
            ),
        }
    }
}

/// Splits off «2021» or «2021-2022» (also «2021-22»); the rest is lower case.
fn leading_years(text: &str) -> (Option<(i32, Option<i32>)>, &str) {
    let Some((first, rest)) = split_number(text, 4) else {
        return (None, text);
    };
    let Some(tail) = rest.trim_start().strip_prefix('-') else {
        return (Some((first, None)), rest);
    };
    let tail = tail.trim_start();
    if let Some((second, rest)) = split_number(tail, 4) {
        return (Some((first, Some(second))), rest);
    }
    match split_number(tail, 2) {
        Some((short, rest)) => (Some((first, Some(first / 100 * 100 + short))), rest),
        None => (None, text),
    }
}

/// Splits off exactly `digits` digits.
fn split_number(text: &str, digits: usize) -> Option<(i32, &str)> {
    let count = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at(count);
    (count == digits).then(|| number.parse().ok().map(|n| (n, rest)))?
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(D::Error::custom)
    }
}

impl JsonSchema for Period {
    fn schema_name() -> Cow<'static, str> {
        "Period".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "format": "период"})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_periods_as_people_write_them() {
        for (text, from, to) in [
            ("2022 год", "2022-01-01", "2022-12-31"),
            ("2022", "2022-01-01", "2022-12-31"),
            ("2021-2022 учебный год", "2021-09-01", "2022-08-31"),
            ("2021/22 учебный год", "2021-09-01", "2022-08-31"),
            ("2020 – 2023 годы", "2020-01-01", "2023-12-31"),
            ("01.10.2020 – 31.12.2023", "2020-10-01", "2023-12-31"),
        ] {
            let period = Period::parse(text).expect(text);
            assert_eq!(
                (period.from.to_string(), period.to.to_string()),
                (from.into(), to.into())
            );
        }
    }

    #[test]
    fn refuses_what_is_not_a_period() {
        assert_eq!(
            Period::parse("2021-2023 учебный год"),
            Err(PeriodError::NotConsecutive(2021, 2023))
        );
        assert_eq!(Period::parse("2023-2021 годы"), Err(PeriodError::Reversed));
        assert_eq!(Period::parse("когда-нибудь"), Err(PeriodError::Unknown));
        assert!(matches!(
            Period::parse("31.06.2022 – 01.07.2022"),
            Err(PeriodError::BadDate(_))
        ));
    }
}
