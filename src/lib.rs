//! Dyak keeps the facts of a department's roadmap once and writes every document from them.

pub mod diagnostic;
pub mod document;
pub mod export;
pub mod font_search;
pub mod style;
