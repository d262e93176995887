//! The one test binary: drives the built program as a user does.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
#![allow(
    clippy::disallowed_methods,
    reason = "tests lay out files of their own"
)]

mod analysis;
mod cases;
mod comparisons;
mod deadlines;
mod docs;
mod documents;
mod docx_text;
mod forms;
mod regeneration;
mod shifts;
mod streams;
mod structure;
mod tools;
mod workbooks;
