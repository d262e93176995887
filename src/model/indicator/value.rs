//! What a cell of an indicator says: «42/200 (21%)», «3,5», «да», «н/д (причина)».

use super::{IndicatorKind, Number};

/// A value as written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    /// A share.
    Share(Share),
    /// A number, and how many people it is the mean of, if that is said.
    Number(Number, Option<Number>),
    /// Yes or no.
    Flag(bool),
    /// None.
    Missing(Missing<'a>),
}

/// No value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing<'a> {
    /// Why, if that is said.
    pub reason: Option<&'a str>,
}

/// A share, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// How many.
    pub numerator: Option<Number>,
    /// Of how many.
    pub denominator: Option<Number>,
    /// The share as somebody wrote it, in percent or parts of one.
    pub stated: Option<Number>,
    /// What `stated` has for the whole: 100 or 1.
    pub whole: f64,
}

impl Share {
    /// The share as a part of one: computed where both numbers are known, else as stated.
    pub fn part(&self) -> Option<f64> {
        match (self.numerator, self.denominator, self.stated) {
            (Some(of), Some(whole), _) if whole.value != 0.0 => Some(of.value / whole.value),
            (_, None, Some(stated)) => Some(stated.value / self.whole),
            // Nobody out of however many.
            (Some(of), None, None) if of.value == 0.0 => Some(0.0),
            _ => None,
        }
    }

    /// Whether what is stated can be what the numbers give when rounded; with no
    /// denominator, whether any whole one gives it.
    pub fn is_consistent(&self) -> bool {
        let (Some(of), Some(stated)) = (self.numerator, self.stated) else {
            return true;
        };
        match self.denominator {
            Some(whole) => stated.rounds_from(self.whole * of.value / whole.value),
            None => self.has_whole_denominator(of.value, stated),
        }
    }

    fn has_whole_denominator(&self, of: f64, stated: Number) -> bool {
        if of == 0.0 {
            return stated.rounds_from(0.0);
        }
        let (low, high) = (
            stated.value - stated.half_unit(),
            stated.value + stated.half_unit(),
        );
        let least = self.whole * of / high;
        // The smallest whole number of people that is enough for so small a share.
        let smallest = least.ceil().max(of);
        low <= 0.0 || stated.rounds_from(self.whole * of / smallest)
    }
}

/// A cell that says nothing the program knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueError {
    /// Nothing of the forms of this kind of indicator.
    NotUnderstood {
        /// The forms.
        forms: &'static str,
    },
    /// «21» where a share is wanted: people or percent?
    NoPercentSign,
    /// «0/0».
    ZeroDenominator,
    /// A line without values.
    Heading,
}

impl<'a> Value<'a> {
    /// Reads a cell of an indicator of a kind.
    ///
    /// # Errors
    /// [`ValueError`] says what is wrong.
    pub fn parse(text: &'a str, kind: IndicatorKind) -> Result<Self, ValueError> {
        let text = text.trim();
        if kind == IndicatorKind::Heading {
            return Err(ValueError::Heading);
        }
        let (main, aside) = split_aside(text);
        if matches!(
            main.to_lowercase().as_str(),
            "н/д" | "нет данных" | "-" | "–" | "—"
        ) {
            return Ok(Self::Missing(Missing { reason: aside }));
        }
        match kind {
            IndicatorKind::Share => percent(main, aside),
            IndicatorKind::Fraction => fraction(main, aside),
            IndicatorKind::Flag => flag(text),
            _ => number(main, aside),
        }
    }

    /// The figure that is compared: a share as a part of one, a number as it is.
    pub fn figure(&self) -> Option<f64> {
        match self {
            Self::Share(share) => share.part(),
            Self::Number(number, _) => Some(number.value),
            Self::Flag(_) | Self::Missing(_) => None,
        }
    }

    /// How many people the value says something of, if that is known.
    pub fn population(&self) -> Option<f64> {
        match self {
            Self::Share(share) => share.denominator.map(|number| number.value),
            Self::Number(_, of) => of.map(|number| number.value),
            Self::Flag(_) | Self::Missing(_) => None,
        }
    }
}

/// «42/200 (21%)» → «42/200» and «21%».
fn split_aside(text: &str) -> (&str, Option<&str>) {
    let inner = text.strip_suffix(')').and_then(|text| text.split_once('('));
    match inner {
        Some((main, aside)) if !aside.trim().is_empty() => (main.trim(), Some(aside.trim())),
        _ => (text, None),
    }
}

const PERCENT_FORMS: &str = "«42/200», «42/200 (21%)», «42/21%», «21%», «0» или «н/д (причина)»";

fn percent<'a>(main: &str, aside: Option<&str>) -> Result<Value<'a>, ValueError> {
    let error = ValueError::NotUnderstood {
        forms: PERCENT_FORMS,
    };
    let stated_aside = match aside {
        Some(text) => Some(percentage(text).ok_or(error)?),
        None => None,
    };
    let share = |numerator, denominator, stated| {
        Ok(Value::Share(Share {
            numerator,
            denominator,
            stated,
            whole: 100.0,
        }))
    };
    if let Some((of, whole)) = main.split_once('/') {
        let of = Number::parse(of).ok_or(error)?;
        return match (percentage(whole), Number::parse(whole)) {
            (Some(stated), _) if aside.is_none() => share(Some(of), None, Some(stated)),
            (None, Some(whole)) if whole.value == 0.0 => Err(ValueError::ZeroDenominator),
            (None, Some(whole)) => share(Some(of), Some(whole), stated_aside),
            _ => Err(error),
        };
    }
    match (percentage(main), Number::parse(main), aside) {
        (Some(stated), _, None) => share(None, None, Some(stated)),
        (None, Some(zero), None) if zero.value == 0.0 => share(Some(zero), None, None),
        (None, Some(_), None) => Err(ValueError::NoPercentSign),
        _ => Err(error),
    }
}

fn percentage(text: &str) -> Option<Number> {
    Number::parse(text.trim().strip_suffix('%')?)
}

const FRACTION_FORMS: &str = "«0,38», «19/50», «19/50 (0,38)» или «н/д (причина)»";

fn fraction<'a>(main: &str, aside: Option<&str>) -> Result<Value<'a>, ValueError> {
    let error = ValueError::NotUnderstood {
        forms: FRACTION_FORMS,
    };
    let aside = match aside {
        Some(text) => Some(Number::parse(text).ok_or(error)?),
        None => None,
    };
    let (numerator, denominator, stated) = match main.split_once('/') {
        Some((of, whole)) => {
            let of = Number::parse(of).ok_or(error)?;
            let whole = Number::parse(whole).ok_or(error)?;
            if whole.value == 0.0 {
                return Err(ValueError::ZeroDenominator);
            }
            (Some(of), Some(whole), aside)
        }
        None if aside.is_some() => return Err(error),
        None => (None, None, Some(Number::parse(main).ok_or(error)?)),
    };
    Ok(Value::Share(Share {
        numerator,
        denominator,
        stated,
        whole: 1.0,
    }))
}

fn flag<'a>(text: &str) -> Result<Value<'a>, ValueError> {
    match text.to_lowercase().as_str() {
        "да" => Ok(Value::Flag(true)),
        "нет" => Ok(Value::Flag(false)),
        _ => Err(ValueError::NotUnderstood {
            forms: "«да», «нет» или «н/д (причина)»",
        }),
    }
}

fn number<'a>(main: &str, aside: Option<&str>) -> Result<Value<'a>, ValueError> {
    let error = ValueError::NotUnderstood {
        forms: "число: «3,5», «1 234», с числом участников «65 (43 чел.)» или «н/д (причина)»",
    };
    let of = match aside {
        Some(text) => {
            let people = text.strip_suffix("чел.").ok_or(error)?;
            Some(Number::parse(people).ok_or(error)?)
        }
        None => None,
    };
    let value = Number::parse(main).ok_or(error)?;
    Ok(Value::Number(value, of))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(text: &str) -> Share {
        match Value::parse(text, IndicatorKind::Share) {
            Ok(Value::Share(share)) => share,
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn shares_are_computed_where_numbers_are_known() {
        for (text, part) in [
            ("42/200", 0.21),
            ("42 / 200 (21%)", 0.21),
            ("42/21%", 0.21),
            ("21 %", 0.21),
            ("0", 0.0),
            ("0/17", 0.0),
        ] {
            let found = share(text).part().unwrap();
            assert!((found - part).abs() < 1e-12, "{text}: {found}");
        }
        let part = Value::parse("0,38", IndicatorKind::Fraction)
            .unwrap()
            .figure();
        assert_eq!(part, Some(0.38));
    }

    #[test]
    fn a_typed_share_must_be_what_the_numbers_give() {
        for text in ["42/200 (21%)", "246/670 (36,7%)", "7/17 (41%)", "0/5 (0%)"] {
            assert!(share(text).is_consistent(), "{text}");
        }
        for text in [
            "42/200 (22%)",
            "246/670 (36,8%)",
            "441/670 (68,5%)",
            "0/5 (1%)",
        ] {
            assert!(!share(text).is_consistent(), "{text}");
        }
    }

    #[test]
    fn a_typed_share_without_denominator_must_have_some() {
        for text in [
            "42/21%",
            "246/36,7%",
            "12/27,9%",
            "3/6,4%",
            "669/100%",
            "0/0%",
        ] {
            assert!(share(text).is_consistent(), "{text}");
        }
        // 29 of 47 are 62 percent, 29 of 48 are 60.
        for text in [
            "29/61%", "20/42,5%", "7/15,5%", "22/48,8%", "5/120%", "0/3%",
        ] {
            assert!(!share(text).is_consistent(), "{text}");
        }
    }

    #[test]
    fn missing_values_keep_their_reason() {
        for (text, reason) in [
            ("н/д (нет 11-х классов)", Some("нет 11-х классов")),
            ("Нет данных", None),
            ("-", None),
            ("—", None),
        ] {
            for kind in [
                IndicatorKind::Share,
                IndicatorKind::Score,
                IndicatorKind::Flag,
            ] {
                let value = Value::parse(text, kind);
                assert_eq!(value, Ok(Value::Missing(Missing { reason })), "{text}");
            }
        }
    }

    #[test]
    fn what_is_no_value_is_refused() {
        use IndicatorKind as K;
        for (text, kind) in [
            ("сорок", K::Share),
            ("42/", K::Share),
            ("42/21% (21%)", K::Share),
            ("3,5%", K::Score),
            ("65 (43)", K::Score),
            ("частично", K::Flag),
            ("38%", K::Fraction),
        ] {
            let value = Value::parse(text, kind);
            assert!(
                matches!(value, Err(ValueError::NotUnderstood { .. })),
                "{text}: {value:?}"
            );
        }
        assert_eq!(Value::parse("21", K::Share), Err(ValueError::NoPercentSign));
        assert_eq!(
            Value::parse("0/0", K::Share),
            Err(ValueError::ZeroDenominator)
        );
        assert_eq!(Value::parse("1", K::Heading), Err(ValueError::Heading));
    }

    #[test]
    fn the_number_of_participants_is_read() {
        let value = Value::parse("65,4 (8 чел.)", IndicatorKind::Score).unwrap();
        assert_eq!(value.population(), Some(8.0));
        assert_eq!(Value::Share(share("3/8")).population(), Some(8.0));
        assert_eq!(Value::Share(share("3/37,5%")).population(), None);
    }
}
