//! Writers: a finished [`Document`](crate::document::Document) and a
//! [`Style`](crate::style::Style) in, the bytes of a file out.
//!
//! They know nothing of dossiers and touch neither the disk nor the clock.

pub mod docx;
pub mod pdf;
pub mod xlsx;
