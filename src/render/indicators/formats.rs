//! Number formats and the rounding of what they show.

use crate::model::{Indicator, IndicatorKind};

/// The format of an indicator's values: the comma comes from the reader's locale.
pub(super) fn value(indicator: &Indicator) -> String {
    let decimals = indicator.decimals();
    match indicator.kind {
        IndicatorKind::Share => format!("{}%", digits(decimals)),
        IndicatorKind::Count => format!("#,##{}", digits(decimals)),
        IndicatorKind::Flag | IndicatorKind::Heading => String::new(),
        _ => digits(decimals),
    }
}

/// The format of a difference; of shares in percentage points ([N-153]).
pub(super) fn difference(indicator: &Indicator) -> String {
    let digits = digits(indicator.decimals());
    let unit = match indicator.kind {
        IndicatorKind::Share => "\" п. п.\"",
        _ => "",
    };
    format!("+{digits}{unit};\"−\"{digits}{unit};0{unit}")
}

/// What a difference of values is multiplied by before it is shown.
pub(in crate::render) fn scale(kind: IndicatorKind) -> f64 {
    if kind == IndicatorKind::Share {
        100.0
    } else {
        1.0
    }
}

fn digits(decimals: u8) -> String {
    match decimals {
        0 => "0".to_owned(),
        // Zeros that say nothing are left out after the first digit.
        decimals => format!("0.0{}", "#".repeat(usize::from(decimals) - 1)),
    }
}

/// A number rounded as spreadsheets do: half away from zero, with a hair's grace
/// for what binary fractions cannot hold.
pub(in crate::render) fn rounded(number: f64, decimals: u8) -> f64 {
    let power = 10_f64.powi(decimals.into());
    let scaled = number * power;
    (scaled + scaled.signum() * 1e-9).round() / power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_rounded_away_from_zero() {
        for (number, decimals, shown) in [
            (36.716_417, 1, 36.7),
            (61.75, 1, 61.8),
            (-2.25, 1, -2.3),
            (1.005, 2, 1.01),
            (21.0, 1, 21.0),
        ] {
            assert_eq!(rounded(number, decimals), shown, "{number}");
        }
    }
}
