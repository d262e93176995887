//! A blank as a workbook to be filled in.
//!
//! Nothing but the cells for answers is unlocked; what the program has to know again
//! stands in a hidden column and a hidden sheet. Equal blanks give equal bytes.

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties,
    ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, ProtectionOptions, Workbook,
    Worksheet, XlsxError,
};

use super::figures::{FIGURES_SHEET, figures_fingerprint, write_figures};
use super::fill::{Blank, BlankRow};
use super::workbook::address;
use super::{
    COLUMNS, CONTACTS, Column, Content, Days, Field, HIDDEN_SHEET, Kind, MARK, MAX_COUNT,
    SECTION_MARK, SHEET, VERSION, Values, fingerprint,
};
use crate::language::{numeric, parse_date};
use crate::model::Status;

/// The hidden column of keys; the columns of the form follow it.
pub(super) const KEYS: u16 = 0;
/// The label beside an answer of the school about itself stands here.
const LABEL: u16 = 2;
/// Such an answer, over three columns.
const CONTACT: (u16, u16) = (3, 5);
const FONT: &str = "Times New Roman";
/// A4.
const PAPER: u8 = 9;
pub(super) const INPUT: Color = Color::RGB(0xFF_F2_CC);
const HEAD: Color = Color::RGB(0xE7_E6_E6);
const DATE: &str = "dd.mm.yyyy";
/// How to fill the form in; the first things a school sees.
const GUIDE: &str = "Заполняйте только жёлтые ячейки. Статус выбирайте из списка. Строки не добавляйте, не удаляйте и не переставляйте. Закончив, сохраните файл в формате .xlsx и отправьте его.";

/// Writes a blank.
///
/// # Errors
/// [`XlsxError`] if a text is longer than a cell holds.
pub fn write(blank: &Blank) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(
        &DocProperties::new()
            .set_title(format!("Форма отчёта: {}", blank.school_name))
            .set_author(&blank.header.dossier)
            .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?),
    );
    let sheet = workbook.add_worksheet();
    sheet.set_name(SHEET)?;
    write_form(sheet, blank)?;
    if let Some(figures) = &blank.figures {
        let sheet = workbook.add_worksheet();
        sheet.set_name(FIGURES_SHEET)?;
        write_figures(sheet, blank, figures)?;
    }
    let hidden = workbook.add_worksheet();
    hidden.set_name(HIDDEN_SHEET)?;
    write_hidden(hidden, blank)?;
    workbook.save_to_buffer()
}

fn write_form(sheet: &mut Worksheet, blank: &Blank) -> Result<(), XlsxError> {
    set_up_columns(sheet, &COLUMNS)?;
    let mut lines = blank.title.clone();
    lines.push(GUIDE.to_owned());
    let mut row = write_lines(sheet, &COLUMNS, &blank.school_name, &lines)?;
    row = write_contacts(sheet, row, blank)?;
    let head = row;
    write_head(sheet, head, MARK, &COLUMNS)?;
    let first = head + 1;
    row = first;
    for section in &blank.sections {
        if !section.heading.is_empty() {
            write_heading(sheet, row, &section.heading, &COLUMNS)?;
            row += 1;
        }
        for one in &section.rows {
            write_row(sheet, row, one)?;
            row += 1;
        }
    }
    if row > first {
        validate_columns(sheet, first, row - 1, blank.days)?;
    }
    set_up_print(sheet, head, row - 1, &COLUMNS)?;
    sheet.set_freeze_panes(first, 0)?;
    sheet.set_selection(first, 0, first, 0)?;
    protect(sheet);
    Ok(())
}

/// Locks all but the cells for answers, without a password: the lock only keeps a
/// hand from slipping.
pub(super) fn protect(sheet: &mut Worksheet) {
    sheet.protect_with_options(&ProtectionOptions {
        format_columns: true,
        format_rows: true,
        ..ProtectionOptions::default()
    });
}

/// Columns with their places on the sheet.
pub(super) fn placed<C>(columns: &[Column<C>]) -> impl Iterator<Item = (u16, &Column<C>)> {
    (KEYS + 1..).zip(columns)
}

fn last_of<C>(columns: &[Column<C>]) -> u16 {
    placed(columns).last().map_or(KEYS, |(place, _)| place)
}

pub(super) fn set_up_columns<C>(
    sheet: &mut Worksheet,
    columns: &[Column<C>],
) -> Result<(), XlsxError> {
    sheet.set_column_hidden(KEYS)?;
    for (place, column) in placed(columns) {
        sheet.set_column_width(place, column.width)?;
    }
    Ok(())
}

/// Height of a line, in points.
pub(super) const LINE: f64 = 15.0;
/// The highest row that office programs allow.
pub(super) const MAX_HEIGHT: f64 = 409.0;

/// The lines above a table, the first in bold; gives the next free row. Heights are
/// reckoned here: not every program that opens the file fits them to the texts.
pub(super) fn write_lines<C>(
    sheet: &mut Worksheet,
    columns: &[Column<C>],
    first: &str,
    others: &[String],
) -> Result<u32, XlsxError> {
    let width: f64 = columns.iter().map(|column| column.width).sum();
    let plain = text_format();
    let bold = text_format().set_bold().set_font_size(13);
    let mut lines: Vec<(&str, &Format)> = vec![(first, &bold)];
    lines.extend(others.iter().map(|line| (line.as_str(), &plain)));
    let mut row = 0;
    for (text, format) in lines {
        sheet.merge_range(row, KEYS + 1, row, last_of(columns), text, format)?;
        sheet.set_row_height(row, LINE * lines_of(text, width) + 3.0)?;
        row += 1;
    }
    Ok(row)
}

/// How many lines a text takes in a width of so many characters.
pub(super) fn lines_of(text: &str, width: f64) -> f64 {
    // Most letters of the font are narrower than the digits that columns count.
    let lines = text.lines().map(|line| wrapped(line, width * 1.1));
    lines.sum::<f64>().max(1.0)
}

fn wrapped(line: &str, width: f64) -> f64 {
    let mut lines = 1.0;
    let mut used = 0.0;
    for word in line.split_whitespace() {
        let length = f64::from(u32::try_from(word.chars().count()).unwrap_or(u32::MAX));
        if used > 0.0 && used + 1.0 + length > width {
            lines += 1.0;
            used = length;
        } else {
            used += 1.0 + length;
        }
        // A word longer than its column is broken.
        while used > width {
            lines += 1.0;
            used -= width;
        }
    }
    lines
}

fn write_contacts(sheet: &mut Worksheet, first: u32, blank: &Blank) -> Result<u32, XlsxError> {
    let label = text_format().set_align(FormatAlign::Right);
    let mut row = first;
    for (text, field, hint) in CONTACTS {
        sheet.write_string_with_format(row, LABEL, text, &label)?;
        let format = answer_format(field);
        let (from, to) = CONTACT;
        sheet.merge_range(row, from, row, to, "", &format)?;
        write_answer(sheet, (row, from), field, &blank.contact)?;
        sheet.set_row_height(row, LINE + 3.0)?;
        let rule = validation(field, hint, (row, from), blank.days)?;
        sheet.add_data_validation(row, from, row, from, &rule)?;
        row += 1;
    }
    Ok(row)
}

pub(super) fn write_head<C>(
    sheet: &mut Worksheet,
    row: u32,
    mark: &str,
    columns: &[Column<C>],
) -> Result<(), XlsxError> {
    let format = bordered()
        .set_bold()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(HEAD);
    sheet.write_string(row, KEYS, mark)?;
    let mut height = LINE;
    for (place, column) in placed(columns) {
        sheet.write_string_with_format(row, place, column.heading, &format)?;
        // Bold is wider, and words break worse in a narrow column.
        height = LINE
            .mul_add(lines_of(column.heading, column.width * 0.85), 4.0)
            .max(height);
    }
    sheet.set_row_height(row, height)?;
    Ok(())
}

pub(super) fn write_heading<C>(
    sheet: &mut Worksheet,
    row: u32,
    heading: &str,
    columns: &[Column<C>],
) -> Result<(), XlsxError> {
    // Not wrapped: it runs on over the empty cells to its right.
    let format = Format::new()
        .set_font_name(FONT)
        .set_font_size(11)
        .set_bold()
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(HEAD);
    sheet.write_string(row, KEYS, SECTION_MARK)?;
    for (place, _) in placed(columns) {
        sheet.write_blank(row, place, &format)?;
    }
    sheet.write_string_with_format(row, KEYS + 1, heading, &format)?;
    sheet.set_row_height(row, LINE + 3.0)?;
    Ok(())
}

fn write_row(sheet: &mut Worksheet, row: u32, one: &BlankRow) -> Result<(), XlsxError> {
    let fixed = bordered();
    sheet.write_string(row, KEYS, one.issued.key.written())?;
    // Room for an answer of two lines; the school may make a row higher.
    let mut lines = 2.0_f64;
    for (place, column) in placed(&COLUMNS) {
        let text = match column.content {
            Content::Number => &one.issued.number,
            Content::Title => &one.issued.title,
            Content::Deadline => &one.issued.deadline,
            Content::Answer(field) => {
                write_answer(sheet, (row, place), field, &one.values)?;
                let text = one.values.get(&field).map_or("", String::as_str);
                lines = lines.max(lines_of(text, column.width));
                continue;
            }
        };
        lines = lines.max(lines_of(text, column.width));
        sheet.write_string_with_format(row, place, text, &fixed)?;
    }
    sheet.set_row_height(row, LINE.mul_add(lines, 4.0).min(MAX_HEIGHT))?;
    Ok(())
}

/// An answer given before, or an empty cell for it.
fn write_answer(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    field: Field,
    values: &Values,
) -> Result<(), XlsxError> {
    let format = answer_format(field);
    let Some(text) = values.get(&field) else {
        sheet.write_blank(row, column, &format)?;
        return Ok(());
    };
    match field.kind() {
        Kind::Date if let Ok(day) = parse_date(text) => {
            sheet.write_datetime_with_format(row, column, day, &format)?;
        }
        Kind::Count if let Ok(count) = text.parse::<u32>() => {
            sheet.write_number_with_format(row, column, count, &format)?;
        }
        _ => {
            sheet.write_string_with_format(row, column, text, &format)?;
        }
    }
    Ok(())
}

pub(super) fn text_format() -> Format {
    Format::new()
        .set_font_name(FONT)
        .set_font_size(11)
        .set_text_wrap()
        .set_align(FormatAlign::Top)
}

pub(super) fn bordered() -> Format {
    text_format().set_border(FormatBorder::Thin)
}

fn answer_format(field: Field) -> Format {
    let format = bordered().set_background_color(INPUT).set_unlocked();
    match field.kind() {
        Kind::Date => format.set_num_format(DATE).set_align(FormatAlign::Left),
        Kind::Count => format.set_num_format("0"),
        // As text, so that «1.2» is not taken for a date nor «=…» for a formula.
        Kind::Text(_) | Kind::Status => format.set_num_format("@"),
    }
}

fn validate_columns(
    sheet: &mut Worksheet,
    first: u32,
    last: u32,
    days: Days,
) -> Result<(), XlsxError> {
    for (place, column) in placed(&COLUMNS) {
        if let Content::Answer(field) = column.content {
            let rule = validation(field, column.hint, (first, place), days)?;
            sheet.add_data_validation(first, place, last, place, &rule)?;
        }
    }
    Ok(())
}

/// What a cell takes, and what it says when it is entered or filled in wrongly.
/// `at` is the first cell of the rule: formulas are relative to it.
fn validation(
    field: Field,
    hint: &str,
    at: (u32, u16),
    days: Days,
) -> Result<DataValidation, XlsxError> {
    let rule = DataValidation::new();
    let (rule, error) = match field.kind() {
        Kind::Status => {
            let words = Status::ALL.map(Status::word);
            let error = "Выберите статус из списка: стрелка справа от ячейки.".to_owned();
            (rule.allow_list_strings(&words)?, error)
        }
        Kind::Date => {
            let (from, to) = days.allowed();
            let error = format!(
                "Нужна дата от {} до {}, например {}.",
                numeric(from),
                numeric(to),
                numeric(days.to)
            );
            (
                rule.allow_date(DataValidationRule::Between(from, to)),
                error,
            )
        }
        Kind::Text(limit) => {
            let within = DataValidationRule::LessThanOrEqualTo(limit);
            (
                rule.allow_text_length(within),
                format!("Не больше {limit} знаков."),
            )
        }
        Kind::Count => (
            rule.allow_custom(Formula::new(count_rule(field, at))),
            match field {
                Field::FromLowResults => {
                    "Нужно целое число, не больше того, что в столбце «Участников всего»."
                }
                _ => "Нужно целое число: 0, 15, 120.",
            }
            .to_owned(),
        ),
    };
    let rule = rule
        .set_input_title(title_of(field))?
        .set_input_message(hint)?
        .set_error_title("Ячейка заполнена неверно")?
        .set_error_message(error)?;
    Ok(rule
        .set_error_style(DataValidationErrorStyle::Stop)
        .ignore_blank(true))
}

/// The formula that a number of people fulfils.
fn count_rule(field: Field, (row, column): (u32, u16)) -> String {
    let cell = address((row, u32::from(column)));
    let whole = format!("ISNUMBER({cell}),{cell}>=0,{cell}<={MAX_COUNT},{cell}=INT({cell})");
    match field {
        Field::FromLowResults => {
            let all = address((row, u32::from(column) - 1));
            format!("=AND({whole},{cell}<={all})")
        }
        _ => format!("=AND({whole})"),
    }
}

/// A title of at most 32 characters.
fn title_of(field: Field) -> &'static str {
    match field {
        Field::FromLowResults => "Из школ с низкими результатами",
        Field::All => "Участников всего",
        Field::Status => "Статус",
        Field::Done => "Дата исполнения",
        Field::Result => "Результат",
        Field::Reason => "Причина",
        Field::NewTerm => "Новый срок",
        Field::Evidence => "Подтверждающий документ",
        Field::Note => "Примечание",
        Field::Name => "Кто заполнил",
        Field::Phone => "Телефон",
        Field::Date => "Дата заполнения",
    }
}

pub(super) fn set_up_print<C>(
    sheet: &mut Worksheet,
    head: u32,
    last: u32,
    columns: &[Column<C>],
) -> Result<(), XlsxError> {
    sheet
        .set_landscape()
        .set_paper_size(PAPER)
        .set_print_fit_to_pages(1, 0)
        .set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3)
        .set_footer("&L&A&RСтраница &P из &N");
    sheet.set_repeat_rows(head, head)?;
    sheet.set_print_area(0, KEYS + 1, last, last_of(columns))?;
    Ok(())
}

/// What the program has to know again: mark and version, names, edition, rows.
fn write_hidden(sheet: &mut Worksheet, blank: &Blank) -> Result<(), XlsxError> {
    let issued = blank.issued();
    let header = &blank.header;
    let facts = [
        (MARK, VERSION),
        ("program", env!("CARGO_PKG_VERSION")),
        ("dossier", &header.dossier),
        ("school", &header.school),
        ("period", &header.period),
        ("edition", &fingerprint(&issued)),
    ];
    let mut row = 0;
    for (name, value) in facts {
        sheet.write_string(row, 0, name)?;
        sheet.write_string(row, 1, value)?;
        row += 1;
    }
    for one in issued {
        sheet.write_string(row, 0, "row")?;
        sheet.write_string(row, 1, one.key.written())?;
        sheet.write_string(row, 2, one.number)?;
        sheet.write_string(row, 3, one.title)?;
        sheet.write_string(row, 4, one.deadline)?;
        row += 1;
    }
    if let Some(figures) = &blank.figures {
        let (moment, asked) = (figures.moment.written(), figures.issued());
        let facts = [
            ("moment", moment.clone()),
            ("figures", figures_fingerprint(&moment, &asked)),
        ];
        for (name, value) in facts {
            sheet.write_string(row, 0, name)?;
            sheet.write_string(row, 1, value)?;
            row += 1;
        }
        for one in asked {
            sheet.write_string(row, 0, "figure")?;
            sheet.write_string(row, 1, one.id)?;
            sheet.write_string(row, 2, one.name)?;
            row += 1;
        }
    }
    sheet.protect();
    sheet.set_very_hidden(true);
    Ok(())
}
