//! Russian grammar of official documents: plural forms and dates.

mod date;
mod plural;

pub use date::{
    DateError, FoundDate, Reading, days_in_month, month_by_genitive, month_genitive, numeric,
    parse_date, scan_dates, verbal,
};
pub use plural::{counted, plural};

/// The space that never ends a line.
pub const NBSP: char = '\u{A0}';
