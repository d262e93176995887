//! Numbers as people write them.

/// A spreadsheet keeps no more digits of a number.
const MOST_DIGITS: usize = 15;

/// A number and how finely it was written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// The number.
    pub value: f64,
    /// Digits after the comma.
    pub decimals: u8,
}

impl Number {
    /// Reads «42», «3,5», «3.5», «1 234», «−2»; `None` for anything else, and for more
    /// digits than a cell of a workbook holds.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (sign, digits) = match text.strip_prefix(['-', '−']) {
            Some(rest) => (-1.0, rest),
            None => (1.0, text),
        };
        let (whole, fraction) = match digits.split_once([',', '.']) {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (digits, None),
        };
        let whole = without_group_spaces(whole)?;
        let fraction = fraction.map_or(Some(""), |digits| only_digits(digits))?;
        if whole.len() + fraction.len() > MOST_DIGITS {
            return None;
        }
        let value: f64 = format!("{whole}.{fraction}0").parse().ok()?;
        Some(Self {
            value: sign * value,
            decimals: u8::try_from(fraction.len()).ok()?,
        })
    }

    /// Whether another number, written as finely as this one, would be this one:
    /// half a unit of the last digit to either side.
    pub fn rounds_from(self, exact: f64) -> bool {
        // The sum of binary fractions is not exact: a hair more than half is allowed.
        (exact - self.value).abs() <= self.half_unit() + 1e-9
    }

    /// Half a unit of its last digit.
    pub fn half_unit(self) -> f64 {
        0.5 / 10_f64.powi(self.decimals.into())
    }

    /// Whether it is a whole number.
    pub fn is_whole(self) -> bool {
        self.value.fract() == 0.0
    }
}

/// «1 234» without its spaces: groups of three after the first.
fn without_group_spaces(text: &str) -> Option<String> {
    let groups: Vec<&str> = text.split([' ', '\u{A0}', '\u{202F}']).collect();
    let (first, rest) = groups.split_first()?;
    let sound = !first.is_empty()
        && groups.iter().all(|group| only_digits(group).is_some())
        && rest.iter().all(|group| group.len() == 3)
        && (rest.is_empty() || first.len() <= 3);
    sound.then(|| groups.concat())
}

fn only_digits(text: &str) -> Option<&str> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then_some(text)
}

/// «36,7»: rounded, with a decimal comma and no zeros at the end ([N-153]).
pub fn decimal(value: f64, decimals: u8) -> String {
    let text = format!("{value:.*}", decimals.into());
    let text = match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.'),
        false => &text,
    };
    let text = if text == "-0" { "0" } else { text };
    text.replace('.', ",").replace('-', "−")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, value, decimals) in [
            ("42", 42.0, 0),
            ("3,50", 3.5, 2),
            ("3.5", 3.5, 1),
            ("1 234,5", 1234.5, 1),
            ("12\u{A0}345", 12345.0, 0),
            ("−2", -2.0, 0),
            ("0,005", 0.005, 3),
        ] {
            assert_eq!(
                Number::parse(text),
                Some(Number { value, decimals }),
                "{text}"
            );
        }
        for text in [
            "",
            "3,",
            ",5",
            "1 23",
            "1,2,3",
            "1e5",
            "12а",
            "--2",
            "1234 567",
            "NaN",
            "1234567890123456",
            "0,1234567890123456",
        ] {
            assert_eq!(Number::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_rounded_number_allows_half_a_unit() {
        let written = Number::parse("36,7").unwrap();
        assert!(written.rounds_from(100.0 * 246.0 / 670.0));
        assert!(!written.rounds_from(100.0 * 246.0 / 669.0));
    }

    #[test]
    fn numbers_are_printed_with_a_comma() {
        for (value, decimals, text) in [
            (21.0, 1, "21"),
            (36.716, 1, "36,7"),
            (-2.34, 1, "−2,3"),
            (-0.01, 1, "0"),
            (1200.0, 0, "1200"),
        ] {
            assert_eq!(decimal(value, decimals), text);
        }
    }
}
