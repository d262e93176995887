//! How an indicator moves: against its plan and against its base ([N-153]).

use super::Direction;

/// Fact less plan, or fact less base; `None` where either is missing.
pub fn deviation(fact: Option<f64>, other: Option<f64>) -> Option<f64> {
    Some(fact? - other?)
}

/// What became of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    /// The fact is at least as good as the plan.
    Yes,
    /// It is not.
    No,
}

/// Two figures nearer than this are one: sums of binary fractions are not exact.
pub(super) const HAIR: f64 = 1e-9;

/// Whether a plan is reached; `None` where a value or the direction is missing.
/// Compared before rounding ([N-153]).
pub fn reached(
    fact: Option<f64>,
    plan: Option<f64>,
    direction: Option<Direction>,
) -> Option<Reached> {
    let difference = deviation(fact, plan)?;
    let gain = match direction? {
        Direction::More => difference,
        Direction::Less => -difference,
    };
    Some(if gain >= -HAIR {
        Reached::Yes
    } else {
        Reached::No
    })
}

/// Whether a change is for the better; `None` where nothing changed or no
/// direction is better.
pub fn better(change: Option<f64>, direction: Option<Direction>) -> Option<bool> {
    let change = change.filter(|change| change.abs() > HAIR)?;
    Some((change > 0.0) == (direction? == Direction::More))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_reached_by_the_better_direction() {
        use Direction::{Less, More};
        for (fact, plan, direction, expected) in [
            (Some(0.38), Some(0.38), Some(More), Some(Reached::Yes)),
            (Some(0.37), Some(0.38), Some(More), Some(Reached::No)),
            (Some(0.02), Some(0.05), Some(Less), Some(Reached::Yes)),
            (Some(0.07), Some(0.05), Some(Less), Some(Reached::No)),
            // A tenth added three times is not quite three tenths.
            (Some(0.3), Some(0.1 + 0.2), Some(More), Some(Reached::Yes)),
            (None, Some(0.38), Some(More), None),
            (Some(0.38), None, Some(More), None),
            (Some(0.38), Some(0.38), None, None),
        ] {
            assert_eq!(
                reached(fact, plan, direction),
                expected,
                "{fact:?} {plan:?}"
            );
        }
    }

    #[test]
    fn a_change_is_better_worse_or_none() {
        assert_eq!(better(Some(0.1), Some(Direction::More)), Some(true));
        assert_eq!(better(Some(0.1), Some(Direction::Less)), Some(false));
        assert_eq!(better(Some(1e-12), Some(Direction::More)), None);
        assert_eq!(better(None, Some(Direction::More)), None);
        assert_eq!(better(Some(0.1), None), None);
    }

    #[test]
    fn missing_stays_missing() {
        assert_eq!(deviation(None, Some(1.0)), None);
        assert_eq!(deviation(Some(1.0), None), None);
        assert_eq!(deviation(Some(1.5), Some(1.0)), Some(0.5));
    }
}
