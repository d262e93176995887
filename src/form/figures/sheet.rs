//! The sheet as cells to be filled in.

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, Format, FormatAlign, Formula,
    Worksheet, XlsxError,
};

use super::{
    Entry, FIGURE_COLUMNS, FIGURES_MARK, FigureBlank, FigureContent, FigureField, FigureRow,
    MAX_FIGURE, MAX_REASON, Question,
};
use crate::form::Blank;
use crate::form::blank::{
    INPUT, KEYS, LINE, MAX_HEIGHT, bordered, lines_of, placed, protect, set_up_columns,
    set_up_print, text_format, write_head, write_heading, write_lines,
};
use crate::form::workbook::address;
use crate::language::numeric;
use crate::model::{IndicatorKind, Moment, Number};

/// How to fill the sheet in.
const GUIDE: &str = "Заполняйте только жёлтые ячейки. Доля — это два числа: сколько и из скольких; процент программа посчитает сама. Дробь пишите с запятой: 3,5. Если данных нет, напишите причину. Чего не заполните, то в деле не изменится.";
/// Width of an indent, in characters.
const INDENT: f64 = 1.5;

/// Fills the sheet of indicators.
pub(in crate::form) fn write_figures(
    sheet: &mut Worksheet,
    blank: &Blank,
    figures: &FigureBlank,
) -> Result<(), XlsxError> {
    set_up_columns(sheet, &FIGURE_COLUMNS)?;
    let title = format!("Показатели {}", asked_time(figures.moment));
    let lines = [title, GUIDE.to_owned()];
    let head = write_lines(sheet, &FIGURE_COLUMNS, &blank.school_name, &lines)?;
    write_head(sheet, head, FIGURES_MARK, &FIGURE_COLUMNS)?;
    let mut row = head + 1;
    for section in &figures.sections {
        write_heading(sheet, row, &section.heading, &FIGURE_COLUMNS)?;
        row += 1;
        for one in &section.rows {
            write_row(sheet, row, one)?;
            row += 1;
        }
    }
    set_up_print(sheet, head, row - 1, &FIGURE_COLUMNS)?;
    sheet.set_freeze_panes(head + 1, 0)?;
    sheet.set_selection(head + 1, 0, head + 1, 0)?;
    protect(sheet);
    Ok(())
}

/// «за 2025 год», «на 01.10.2025».
fn asked_time(moment: Moment) -> String {
    match moment {
        _ if moment.is_year() => format!("за {moment} год"),
        _ if moment.is_school_year() => format!("за {}", moment.written()),
        _ if moment.from == moment.to => format!("на {moment}"),
        _ => format!(
            "за период с {} по {}",
            numeric(moment.from),
            numeric(moment.to)
        ),
    }
}

fn write_row(sheet: &mut Worksheet, row: u32, one: &FigureRow) -> Result<(), XlsxError> {
    let fixed = bordered();
    let mut lines = 1.0_f64;
    if let Some(question) = &one.question {
        sheet.write_string(row, KEYS, &question.id)?;
    }
    for (place, column) in placed(&FIGURE_COLUMNS) {
        let text = match column.content {
            FigureContent::Name => {
                let width = column.width - INDENT * f64::from(one.level);
                lines = lines.max(lines_of(&one.name, width.max(10.0)));
                // An indent counts only from an edge that is named.
                let left = fixed.clone().set_align(FormatAlign::Left);
                let indented = left.set_indent(one.level);
                sheet.write_string_with_format(row, place, &one.name, &indented)?;
                continue;
            }
            FigureContent::Unit => &one.unit,
            FigureContent::Previous => &one.previous,
            FigureContent::Answer(field) => {
                match &one.question {
                    Some(question) => {
                        lines = lines.max(write_answer(sheet, (row, place), field, question)?);
                    }
                    None => {
                        sheet.write_blank(row, place, &fixed)?;
                    }
                }
                continue;
            }
        };
        lines = lines.max(lines_of(text, column.width));
        sheet.write_string_with_format(row, place, text, &fixed)?;
    }
    sheet.set_row_height(row, LINE.mul_add(lines, 4.0).min(MAX_HEIGHT))?;
    Ok(())
}

/// An answer given before, or an empty cell for it; gives how many lines it takes.
fn write_answer(
    sheet: &mut Worksheet,
    at: (u32, u16),
    field: FigureField,
    question: &Question,
) -> Result<f64, XlsxError> {
    let (row, column) = at;
    let Some(entry) = Entry::of(question.kind, field) else {
        sheet.write_blank(row, column, &bordered())?;
        return Ok(1.0);
    };
    let format = answer_format(entry);
    let text = question.values.get(&field);
    let number = text.and_then(|text| Number::parse(text));
    match (text, number) {
        (Some(_), Some(number)) if matches!(entry, Entry::Whole | Entry::Decimal) => {
            sheet.write_number_with_format(row, column, number.value, &format)?;
        }
        (Some(text), _) => {
            sheet.write_string_with_format(row, column, text, &format)?;
        }
        (None, _) => {
            sheet.write_blank(row, column, &format)?;
        }
    }
    let rule = validation(entry, field, question.kind, at)?;
    sheet.add_data_validation(row, column, row, column, &rule)?;
    let width = placed(&FIGURE_COLUMNS).find(|(place, _)| *place == column);
    let width = width.map_or(10.0, |(_, column)| column.width);
    Ok(text.map_or(1.0, |text| lines_of(text, width)))
}

fn answer_format(entry: Entry) -> Format {
    let format = text_format()
        .set_border(rust_xlsxwriter::FormatBorder::Thin)
        .set_background_color(INPUT)
        .set_unlocked();
    match entry {
        Entry::Whole => format.set_num_format("0").set_align(FormatAlign::Right),
        // «3.5» typed where a comma is wanted becomes a day only in this format, and
        // a day is told when the form is read.
        Entry::Decimal => format.set_align(FormatAlign::Right),
        Entry::Flag => format.set_num_format("@").set_align(FormatAlign::Right),
        Entry::Reason => format.set_num_format("@"),
    }
}

/// What a cell takes, and what it says when it is entered or filled in wrongly.
fn validation(
    entry: Entry,
    field: FigureField,
    kind: IndicatorKind,
    (row, column): (u32, u16),
) -> Result<DataValidation, XlsxError> {
    let rule = DataValidation::new();
    let cell = address((row, u32::from(column)));
    let whole = format!("ISNUMBER({cell}),{cell}<={MAX_FIGURE},{cell}=INT({cell})");
    let custom = |conditions: String| {
        let formula = Formula::new(format!("=AND({conditions})"));
        DataValidation::new().allow_custom(formula)
    };
    let (rule, title, hint, error) = match (entry, field) {
        (Entry::Flag, _) => (
            rule.allow_list_strings(&["да", "нет"])?,
            "Да или нет",
            "Выберите «да» или «нет».",
            "Выберите «да» или «нет»: стрелка справа от ячейки.",
        ),
        (Entry::Reason, _) => (
            rule.allow_text_length(DataValidationRule::LessThanOrEqualTo(MAX_REASON)),
            "Нет данных: причина",
            FIGURE_COLUMNS[FIGURE_COLUMNS.len() - 1].hint,
            "Не больше 200 знаков.",
        ),
        (Entry::Decimal, _) => (
            rule.allow_decimal_number(DataValidationRule::Between(0.0, f64::from(MAX_FIGURE))),
            "Значение",
            "Число, дробь с запятой: 3,5.",
            "Нужно число не меньше нуля; дробь пишите с запятой: 3,5.",
        ),
        (Entry::Whole, FigureField::Value) if kind.is_share() => {
            let of = address((row, u32::from(column) + 1));
            (
                custom(format!("{whole},{cell}>=0,OR(ISBLANK({of}),{cell}<={of})")),
                "Доля: сколько",
                "Сколько: целое число. Правее — из скольких.",
                "Нужно целое число, не больше того, что в столбце «Из скольких».",
            )
        }
        (Entry::Whole, FigureField::Value) => (
            custom(format!("{whole},{cell}>=0")),
            "Значение",
            "Целое число: 0, 15, 120.",
            "Нужно целое число: 0, 15, 120.",
        ),
        (Entry::Whole, _) if kind.is_share() => {
            let part = address((row, u32::from(column) - 1));
            (
                custom(format!("{whole},{cell}>=1,{cell}>={part}")),
                "Доля: из скольких",
                "Из скольких: целое число, не меньше того, что левее.",
                "Нужно целое число от 1, не меньше того, что левее.",
            )
        }
        (Entry::Whole, _) => (
            custom(format!("{whole},{cell}>=1")),
            "Сколько участников",
            "Сколько человек участвовало; можно не указывать.",
            "Нужно целое число от 1.",
        ),
    };
    Ok(rule
        .set_input_title(title)?
        .set_input_message(hint)?
        .set_error_title("Ячейка заполнена неверно")?
        .set_error_message(error)?
        .set_error_style(DataValidationErrorStyle::Stop)
        .ignore_blank(true))
}
