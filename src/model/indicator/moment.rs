//! When an indicator was measured: a year, a school year, a half-year end, a day.

use std::borrow::Cow;
use std::fmt;

use chrono::{Datelike, NaiveDate};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, Error as _};

use crate::language;
use crate::model::{Period, PeriodError, PeriodKind};

/// «2020», «2020-2021 учебный год» or «01.10.2020»; ordered by the last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// Last day.
    pub to: NaiveDate,
    /// First day.
    pub from: NaiveDate,
}

impl Moment {
    /// Reads a moment as people write it.
    ///
    /// # Errors
    /// [`PeriodError`] says what is wrong, in Russian.
    pub fn parse(text: &str) -> Result<Self, PeriodError> {
        if let Ok(day) = language::parse_date(text.trim()) {
            return Ok(Self { to: day, from: day });
        }
        let period = Period::parse(text)?;
        match period.kind {
            PeriodKind::Years => Err(PeriodError::Unknown),
            _ => Ok(Self {
                to: period.to,
                from: period.from,
            }),
        }
    }
}

impl fmt::Display for Moment {
    /// As a heading prints it: «2020», «2020/21», «01.10.2020».
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let is_year = |from: (u32, u32), to: (u32, u32)| {
            (self.from.month(), self.from.day()) == from && (self.to.month(), self.to.day()) == to
        };
        if self.from == self.to {
            return f.write_str(&language::numeric(self.to));
        }
        let (first, last) = (self.from.year(), self.to.year());
        if first == last && is_year((1, 1), (12, 31)) {
            return write!(f, "{first}");
        }
        if last == first + 1 && is_year((9, 1), (8, 31)) {
            return write!(f, "{first}/{:02}", last % 100);
        }
        let (from, to) = (language::numeric(self.from), language::numeric(self.to));
        write!(f, "{from}–{to}")
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(D::Error::custom)
    }
}

impl JsonSchema for Moment {
    fn schema_name() -> Cow<'static, str> {
        "Moment".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "format": "год или дата"})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_printed_and_ordered() {
        let texts = [
            ("2019-2020 учебный год", "2019/20"),
            ("01.10.2020", "01.10.2020"),
            ("2020", "2020"),
            ("2021 год", "2021"),
            ("01.01.2022 – 30.06.2022", "01.01.2022–30.06.2022"),
        ];
        let moments = texts.map(|(text, printed)| {
            let moment = Moment::parse(text).expect(text);
            assert_eq!(moment.to_string(), printed);
            moment
        });
        assert!(moments.is_sorted());
        assert!(Moment::parse("2020-2023 годы").is_err());
        assert!(Moment::parse("31.06.2020").is_err());
    }
}
