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

impl Moment {
    /// Whether it is a calendar year.
    pub fn is_year(self) -> bool {
        self.spans((1, 1), (12, 31)) && self.from.year() == self.to.year()
    }

    /// Whether it is a school year ([N-150]).
    pub fn is_school_year(self) -> bool {
        self.spans((9, 1), (8, 31)) && self.from.year() + 1 == self.to.year()
    }

    /// Whether first and last day are those, month and day.
    fn spans(self, from: (u32, u32), to: (u32, u32)) -> bool {
        (self.from.month(), self.from.day()) == from && (self.to.month(), self.to.day()) == to
    }

    /// As a dossier writes it: «2020», «2020-2021 учебный год», «01.10.2020»;
    /// [`Moment::parse`] reads it back.
    pub fn written(self) -> String {
        if self.is_school_year() {
            return format!("{}-{} учебный год", self.from.year(), self.to.year());
        }
        match self.is_year() || self.from == self.to {
            true => self.to_string(),
            false => format!(
                "{} – {}",
                language::numeric(self.from),
                language::numeric(self.to)
            ),
        }
    }

    /// The moment of the same kind as `usual` that belongs to a stretch of time: the
    /// calendar or school year of its last day; its last day, where days are named;
    /// else the stretch itself.
    pub fn of_period(usual: Self, period: &Period) -> Self {
        let day = period.to;
        let years = |from: Option<NaiveDate>, to: Option<NaiveDate>| match (from, to) {
            (Some(from), Some(to)) => Self { to, from },
            _ => Self { to: day, from: day },
        };
        if usual.is_year() {
            let year = day.year();
            return years(
                NaiveDate::from_ymd_opt(year, 1, 1),
                NaiveDate::from_ymd_opt(year, 12, 31),
            );
        }
        if usual.is_school_year() {
            let first = if day.month() >= 9 {
                day.year()
            } else {
                day.year() - 1
            };
            return years(
                NaiveDate::from_ymd_opt(first, 9, 1),
                NaiveDate::from_ymd_opt(first + 1, 8, 31),
            );
        }
        let from = if usual.from == usual.to {
            day
        } else {
            period.from
        };
        Self { to: day, from }
    }
}

impl fmt::Display for Moment {
    /// As a heading prints it: «2020», «2020/21», «01.10.2020».
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        if self.from == self.to {
            return f.write_str(&language::numeric(self.to));
        }
        let (first, last) = (self.from.year(), self.to.year());
        if self.is_year() {
            return write!(f, "{first}");
        }
        if self.is_school_year() {
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
    fn a_moment_is_written_as_it_is_read() {
        for text in [
            "2020",
            "2019-2020 учебный год",
            "01.10.2020",
            "01.01.2022 – 30.06.2022",
        ] {
            assert_eq!(Moment::parse(text).unwrap().written(), text);
        }
    }

    #[test]
    fn a_period_asks_for_the_moment_of_its_last_day() {
        let period = |text| Period::parse(text).unwrap();
        for (usual, asked, expected) in [
            ("2019", "01.01.2022 – 30.06.2022", "2022"),
            (
                "2018-2019 учебный год",
                "01.01.2022 – 30.06.2022",
                "2021-2022 учебный год",
            ),
            (
                "2018-2019 учебный год",
                "01.07.2022 – 31.12.2022",
                "2022-2023 учебный год",
            ),
            ("01.10.2020", "2022 год", "31.12.2022"),
            (
                "01.07.2021 – 31.12.2021",
                "01.01.2022 – 30.06.2022",
                "01.01.2022 – 30.06.2022",
            ),
        ] {
            let moment = Moment::of_period(Moment::parse(usual).unwrap(), &period(asked));
            assert_eq!(moment.written(), expected, "{usual}, {asked}");
        }
    }

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
