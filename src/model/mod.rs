//! The words of the trade as types: what a dossier says, without files or formats.
//!
//! Field names are the glossary's English words; `serde` names are the Russian
//! keys a clerk writes. The JSON Schema that checks and explains a dossier is
//! generated from these types.

mod amendment;
mod dossier;
mod due;
mod indicator;
mod ledger;
mod list;
mod manuscript;
mod numbering;
mod order;
mod party;
mod period;
mod plan;
mod programme;
mod progress;
mod reference;
mod reporting;
mod scalar;
mod standing;

pub use amendment::{
    Amendment, Amendments, Change, Edition, Gone, Operation, RowAddress, Telling, Unclear, Unit,
    UnitChange, UnitKey,
};
pub use dossier::{Allowance, DocumentKind, Dossier, DossierFile, SchoolsFile};
pub use due::{Due, Owner};
pub use indicator::{
    Cell, Direction, Facts, Formula, Indicator, IndicatorGroup, IndicatorKind, Indicators,
    MeasuredIndicator, Measurement, Measurements, Missing, Moment, Number, Problem, ProblemKind,
    Reached, RelationKind, Share, Targets, Threshold, Value, ValueError, better, decimal,
    deviation, reached,
};
pub use ledger::{ALL_SCHOOLS, Addresses, Ledger, Marked, NO_SCHOOLS, NoRow, Row, Schools, Target};
pub use list::{ListItem, NestedItem};
pub use manuscript::{
    ColumnAlign, Face, MAX_HEADING, MAX_LIST, Manuscript, Piece, TextBlock, TextItem, TextTable,
};
pub use numbering::{NumberedActivity, NumberedPoint, NumberedSection, successor};
pub use order::{
    Appendix, AppendixContent, Contact, Control, Group, Issuer, Order, OwnControl, Point,
    Recipient, SubpointStyle,
};
pub use party::{
    CaseForms, Department, Executor, ExecutorRef, FreeText, GenderWord, Person, School,
    SchoolStatus, is_id,
};
pub use period::{Period, PeriodError, PeriodKind};
pub use plan::{
    Activity, Column, ColumnSpec, Field, Joining, NumberOrder, Numbering, Plan, PlanOrientation,
    Section, SectionNumbers,
};
pub use programme::{
    Approval, ApprovalMeans, Programme, ProgrammePart, ProgrammeSheet, SchoolProgramme,
};
pub use progress::{
    Demand, Evidence, EvidenceDocument, Figures, Given, Progress, ProgressEntry, Status,
};
pub use reference::{Figure, FigureForm, Reference};
pub use reporting::{ReportColumn, ReportColumnSpec, ReportField, Reporting, ReportingPeriod};
pub use scalar::{Date, Id, ONE_OR_MANY, OneOrMany, Table, Text};
pub use standing::{DoneOn, Lateness, Standing};
