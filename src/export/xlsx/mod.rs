//! Writing a workbook as XLSX.
//!
//! Formulas carry their results, so that a viewer that does not calculate shows the
//! same numbers; text is text, whatever it begins with; equal workbooks are equal
//! files.

mod charts;
mod heights;
mod looks;
#[cfg(test)]
mod tests;

use rust_xlsxwriter as xlsx;
use xlsx::{DataValidation, DataValidationRule, ExcelDateTime, Formula, Worksheet};

use crate::workbook::{
    Allowed, Cell, Condition, Content, FIRST_ROW, InputRule, Outcome, Range, Sheet, Workbook,
    quoted,
};
use looks::Looks;

/// Why a workbook cannot become an XLSX file.
#[derive(Debug, thiserror::Error)]
pub enum XlsxError {
    /// A row has more or fewer cells than the sheet has columns.
    #[error("ячейки строки {row} листа «{sheet}» не совпадают со столбцами")]
    Row {
        /// The sheet.
        sheet: String,
        /// The row, from 1.
        row: u32,
    },
    /// More rows or columns than a sheet can have, a name that no sheet can have.
    #[error("лист «{sheet}»: {source}")]
    Sheet {
        /// The sheet.
        sheet: String,
        /// What `rust_xlsxwriter` says.
        source: xlsx::XlsxError,
    },
    /// The parts could not be packed.
    #[error("XLSX не упаковывается: {0}")]
    Package(xlsx::XlsxError),
}

/// A4.
const PAPER: u8 = 9;

/// The usual width of a column in pixels, at the default type.
const COLUMN: u32 = 64;

/// From so many rows on, size matters less than time: deflating is the slowest step.
/// A sheet with as many is written to a temporary file row by row instead of being
/// held in memory; that takes longer.
const MANY_ROWS: usize = 50_000;

/// Writes a workbook as an XLSX file.
///
/// Equal workbooks give equal bytes.
///
/// # Errors
/// [`XlsxError`] for a table that no sheet can hold.
pub fn xlsx(book: &Workbook<'_>) -> Result<Vec<u8>, XlsxError> {
    written(book, MANY_ROWS)
}

/// The file, sheets of more than `many` rows not held in memory.
fn written(book: &Workbook<'_>, many: usize) -> Result<Vec<u8>, XlsxError> {
    let mut file = xlsx::Workbook::new();
    // Without a date of its own the file would hold the moment it is written.
    let created = ExcelDateTime::from_ymd(2000, 1, 1).map_err(XlsxError::Package)?;
    file.set_properties(
        &xlsx::DocProperties::new()
            .set_title(&book.title)
            .set_subject(&book.subject)
            .set_author(&book.author)
            .set_creation_datetime(&created),
    );
    // Widths of columns are counted in digits of the default type: another one than
    // that of the cells prints smaller wherever it is not installed.
    file.set_default_format(&looks::base(), charts::ROW, COLUMN)
        .map_err(XlsxError::Package)?;
    let rows: usize = book.sheets.iter().map(|sheet| sheet.rows.len()).sum();
    if rows > many {
        file.set_zip_compression_level(1);
    }
    let mut looks = Looks::default();
    for sheet in &book.sheets {
        let to = match sheet.rows.len() > many {
            true => file
                .add_worksheet_with_low_memory()
                .map_err(XlsxError::Package)?,
            false => file.add_worksheet(),
        };
        fill(to, sheet, book, &mut looks).map_err(|error| error.of(sheet))?;
    }
    for (name, sheet, range) in &book.names {
        let place = absolute(&book.sheets[*sheet].name, *range);
        file.define_name(name, &format!("={place}"))
            .map_err(XlsxError::Package)?;
    }
    file.save_to_buffer().map_err(XlsxError::Package)
}

/// What went wrong with a sheet.
enum SheetError {
    Row(u32),
    Refused(xlsx::XlsxError),
}

impl SheetError {
    fn of(self, sheet: &Sheet<'_>) -> XlsxError {
        let sheet = sheet.name.clone();
        match self {
            Self::Row(row) => XlsxError::Row { sheet, row },
            Self::Refused(source) => XlsxError::Sheet { sheet, source },
        }
    }
}

impl From<xlsx::XlsxError> for SheetError {
    fn from(error: xlsx::XlsxError) -> Self {
        Self::Refused(error)
    }
}

fn fill(
    to: &mut Worksheet,
    sheet: &Sheet<'_>,
    book: &Workbook<'_>,
    looks: &mut Looks,
) -> Result<(), SheetError> {
    to.set_name(&sheet.name)?;
    set_up_print(to, sheet)?;
    to.write_string_with_format(0, 0, &sheet.title, looks.title())?;
    for (index, column) in sheet.columns.iter().enumerate() {
        let index = index as u16;
        to.set_column_width(index, column.width)?;
        let look = looks.header(column.is_turned);
        to.write_string_with_format(FIRST_ROW - 1, index, &column.heading, look)?;
    }
    if !sheet.columns.is_empty() {
        to.set_row_height(FIRST_ROW - 1, heights::header(&sheet.columns))?;
    }
    for (index, cells) in sheet.rows.iter().enumerate() {
        let row = FIRST_ROW + index as u32;
        if cells.len() != sheet.columns.len() {
            return Err(SheetError::Row(row + 1));
        }
        for (column, cell) in cells.iter().enumerate() {
            write(to, row, column as u16, cell, looks)?;
        }
        if let Some(height) = heights::row(&sheet.columns, &cells) {
            to.set_row_height(row, height)?;
        }
    }
    if !sheet.columns.is_empty() {
        let table = sheet.table();
        to.autofilter(table.top, table.left, table.bottom, table.right)?;
        to.set_freeze_panes(FIRST_ROW, sheet.fixed_columns)?;
    }
    for condition in &sheet.conditions {
        add_condition(to, condition, looks)?;
    }
    for rule in &sheet.inputs {
        add_rule(to, rule)?;
    }
    charts::add(to, sheet, book)?;
    Ok(())
}

fn set_up_print(to: &mut Worksheet, sheet: &Sheet<'_>) -> Result<(), SheetError> {
    to.set_paper_size(PAPER).set_landscape();
    to.set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3);
    if sheet.columns.is_empty() {
        // Page breaks between charts count only where nothing is fitted.
        to.set_print_scale(charts::SCALE);
    } else {
        to.set_print_fit_to_pages(sheet.pages_wide, 0);
    }
    to.set_footer("&L&A&RСтраница &P из &N");
    if !sheet.columns.is_empty() {
        to.set_repeat_rows(FIRST_ROW - 1, FIRST_ROW - 1)?;
    }
    if sheet.fixed_columns > 0 && sheet.pages_wide > 1 {
        to.set_repeat_columns(0, sheet.fixed_columns - 1)?;
    }
    Ok(())
}

fn write(
    to: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    looks: &mut Looks,
) -> Result<(), SheetError> {
    let look = looks.of(&cell.look);
    match &cell.content {
        Content::Empty => to.write_blank(row, column, look)?,
        Content::Text(text) => to.write_string_with_format(row, column, text, look)?,
        Content::Number(number) => to.write_number_with_format(row, column, *number, look)?,
        Content::Formula(formula, outcome) => {
            let formula = Formula::new(formula).set_result(cached(outcome));
            to.write_formula_with_format(row, column, formula, look)?
        }
    };
    Ok(())
}

/// What a formula gives, as the file keeps it.
fn cached(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Number(number) => number.to_string(),
        Outcome::Text(text) => text.clone(),
    }
}

fn add_condition(
    to: &mut Worksheet,
    condition: &Condition,
    looks: &Looks,
) -> Result<(), SheetError> {
    let rule = xlsx::ConditionalFormatFormula::new()
        .set_rule(condition.formula.as_str())
        .set_format(looks.emphasis(condition.emphasis));
    let Range {
        top,
        left,
        bottom,
        right,
    } = condition.range;
    to.add_conditional_format(top, left, bottom, right, &rule)?;
    Ok(())
}

fn add_rule(to: &mut Worksheet, rule: &InputRule) -> Result<(), SheetError> {
    let validation = DataValidation::new();
    let validation = match &rule.allowed {
        Allowed::Number(Some(most)) => {
            validation.allow_decimal_number(DataValidationRule::Between(0.0, *most))
        }
        Allowed::Number(None) => {
            validation.allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0))
        }
        Allowed::Words(words) => validation.allow_list_strings(words)?,
        Allowed::Formula(formula) => validation.allow_custom(Formula::new(formula)),
    };
    let validation = validation
        .set_input_message(&rule.message)?
        .set_error_title("Значение не подходит")?
        .set_error_message(&rule.message)?;
    let Range {
        top,
        left,
        bottom,
        right,
    } = rule.range;
    to.add_data_validation(top, left, bottom, right, &validation)?;
    Ok(())
}

/// A range as names and charts write it.
fn absolute(sheet: &str, range: Range) -> String {
    let column = crate::workbook::column_name;
    format!(
        "{}!${}${}:${}${}",
        quoted(sheet),
        column(range.left),
        range.top + 1,
        column(range.right),
        range.bottom + 1
    )
}
