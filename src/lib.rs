//! Dyak keeps the facts of a department's roadmap once and writes every document
//! from them.
//!
//! ```text
//! folder of YAML ─load─▶ model ─check─▶ findings
//!                          │
//!                       render: view ─Tera─▶ markup ─▶ document tree
//!                                                         │
//!                                            export: DOCX, PDF ─build─▶ files
//! ```
//!
//! Imports go only downwards in this list (`tests/suite/structure.rs` holds it):
//!
//! | module | what it does |
//! |---|---|
//! | [`cli`] | one file a command: arguments in, what the person sees out |
//! | [`build`] | which documents there are, what has changed, writing |
//! | [`check`] | one rule a file |
//! | [`form`] | XLSX blanks for schools, and reading them back by cells |
//! | [`export`] | a tree in, the bytes of a file out; no disk, no model |
//! | [`render`] | views, templates, from facts to the tree |
//! | [`document`] | the tree, its markup, typography, page rules |
//! | [`workbook`] | a workbook as a plain description |
//! | [`load`] | YAML text to model, with places |
//! | [`edition`] | base + amendments up to a day |
//! | [`model`] | the words of the trade as types |
//! | [`deadline`] | what the phrases of the column «Срок» mean; non-working days |
//! | [`language`] | cases, plurals, dates in words |
//! | [`font_search`] | font files on this machine |
//! | [`style`] | the style profile |
//! | [`diagnostic`] | findings with places, and how they are printed |
//!
//! The disk is touched in `cli`, `build`, `load` and `font_search` alone.

pub mod build;
pub mod check;
pub mod cli;
pub mod deadline;
pub mod diagnostic;
pub mod document;
pub mod edition;
pub mod export;
pub mod font_search;
pub mod form;
pub mod language;
pub mod load;
pub mod model;
pub mod render;
pub mod style;
pub mod workbook;
