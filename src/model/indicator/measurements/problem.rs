//! What is wrong with the figures, for the rules of the checker.

use std::ops::Range;

use crate::model::{Moment, School, Share, Text, ValueError};

/// Something wrong with a figure.
#[derive(Clone, Debug)]
pub struct Problem<'a> {
    /// What.
    pub kind: ProblemKind<'a>,
    /// The text it is about.
    pub text: &'a Text,
    /// The bytes of the text.
    pub range: Range<usize>,
}

/// The kinds of what may be wrong.
#[derive(Clone, Debug)]
pub enum ProblemKind<'a> {
    /// An id that no indicator has.
    UnknownIndicator,
    /// A doubt about a value that is not there.
    DoubtWithoutValue,
    /// A second value for one indicator, school and moment; the first stands there.
    Repeated(&'a Text),
    /// A cell that says nothing the program knows.
    NotUnderstood(ValueError),
    /// Not as many values as moments.
    ValueCount {
        /// How many moments the record names.
        moments: usize,
        /// How many values the row has.
        values: usize,
    },
    /// A threshold with no bound.
    NoBound,
    /// A typed share that its numbers do not give.
    Contradiction(Share),
    /// A share below 0 or over 100 percent, or any other value below 0.
    OutOfRange {
        /// «больше 100 %», «меньше нуля», «числитель больше знаменателя»
        how: &'static str,
    },
    /// A formula that gives a share over 100 percent; of whom and when first.
    FormulaExceeds {
        /// Of whom.
        school: &'a School,
        /// When.
        moment: Moment,
    },
    /// Parts that do not add up to their whole.
    Parts {
        /// What the parts give, in the indicator's own numbers.
        sum: f64,
        /// What the whole says.
        whole: f64,
    },
    /// A missing value, and no reason given.
    NoReason,
    /// More digits than the indicator has.
    TooPrecise {
        /// How many it has.
        decimals: u8,
    },
    /// A share or mean of fewer than ten people ([N-153]).
    SmallGroup {
        /// How many.
        people: f64,
    },
    /// A fact of a time before the base.
    BeforeBase(Moment),
    /// A formula that leads back to its indicator.
    Cycle,
    /// A value for an indicator that follows from others.
    ValueOfFormula,
    /// A formula over indicators that cannot be added: headings, «да/нет», other kinds.
    UnlikeOperands,
    /// A sum of shares of different wholes.
    MixedWholes,
    /// A difference or ratio of more or fewer than two.
    NotTwoOperands,
    /// A sum of nothing: no ids, or no parts for «сумма частей».
    NoOperands,
    /// A plan for an indicator that does not say which way is up.
    NoDirection,
}
