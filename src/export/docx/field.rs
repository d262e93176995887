//! Fields of Word: what they ask for, and what they show until Word asks again.

use docx_rs::{FieldCharType, InstrText, Run};

/// The runs that open a field; what it shows follows them.
pub(super) fn begin(instruction: &str, stale: bool) -> [Run; 3] {
    [
        Run::new().add_field_char(FieldCharType::Begin, stale),
        Run::new().add_instr_text(InstrText::Unsupported(instruction.to_owned())),
        Run::new().add_field_char(FieldCharType::Separate, false),
    ]
}

/// The run that closes a field.
pub(super) fn end() -> Run {
    Run::new().add_field_char(FieldCharType::End, false)
}
