//! The looks of cells as formats of the file, each made once.

use std::collections::HashMap;

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatPattern, FormatUnderline};

use crate::workbook::{Align, Emphasis, Look, Neighbour};

/// The face of the printed documents, too.
const FONT: &str = "Times New Roman";

/// Type size of tables in points ([N-14]).
const SIZE: f64 = 11.0;

const LINES: Color = Color::RGB(0x80_80_80);
const HEADER: Color = Color::RGB(0xD9_E2_F3);
const INPUT: Color = Color::RGB(0xFF_F9_E5);

/// Formats by look.
#[derive(Default)]
pub(super) struct Looks {
    made: HashMap<Look, Format>,
    frame: HashMap<Frame, Format>,
}

/// The parts of a sheet around its cells.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Frame {
    Title,
    Header { is_turned: bool },
}

impl Looks {
    /// The format of a cell.
    pub(super) fn of(&mut self, look: &Look) -> &Format {
        if !self.made.contains_key(look) {
            self.made.insert(look.clone(), format(look));
        }
        &self.made[look]
    }

    /// The format of the line above the table.
    pub(super) fn title(&mut self) -> &Format {
        let format = || base().set_bold().set_font_size(14);
        self.frame.entry(Frame::Title).or_insert_with(format)
    }

    /// The format of a heading.
    pub(super) fn header(&mut self, is_turned: bool) -> &Format {
        self.frame
            .entry(Frame::Header { is_turned })
            .or_insert_with(|| {
                let format = bordered(base())
                    .set_bold()
                    .set_text_wrap()
                    .set_align(FormatAlign::Center)
                    .set_align(FormatAlign::VerticalCenter)
                    .set_background_color(HEADER);
                match is_turned {
                    true => format.set_rotation(90),
                    false => format,
                }
            })
    }

    /// What a condition adds to the cells it is true of.
    pub(super) fn emphasis(&self, emphasis: Emphasis) -> Format {
        let format = Format::new();
        match emphasis {
            Emphasis::Good => format
                .set_bold()
                .set_font_color(Color::RGB(0x00_50_20))
                .set_background_color(Color::RGB(0xC6_EF_CE)),
            Emphasis::Bad => format
                .set_underline(FormatUnderline::Single)
                .set_font_color(Color::RGB(0x7A_00_0A))
                .set_pattern(FormatPattern::Gray125)
                .set_background_color(Color::RGB(0xFF_D6_D9)),
            Emphasis::Doubtful => format
                .set_italic()
                .set_font_color(Color::RGB(0x59_59_59))
                .set_background_color(Color::RGB(0xED_ED_ED)),
            Emphasis::Filled => format
                .set_font_color(Color::RGB(0x1F_3864))
                .set_background_color(Color::RGB(0x1F_3864)),
        }
    }
}

/// The type of everything on a sheet.
pub(super) fn base() -> Format {
    Format::new().set_font_name(FONT).set_font_size(SIZE)
}

fn bordered(format: Format) -> Format {
    format
        .set_border(FormatBorder::Thin)
        .set_border_color(LINES)
}

fn format(look: &Look) -> Format {
    let mut format = bordered(base()).set_align(FormatAlign::VerticalCenter);
    format = match look.align {
        Align::Left => format.set_align(FormatAlign::Left).set_text_wrap(),
        Align::Center => format.set_align(FormatAlign::Center),
        Align::Right => format.set_align(FormatAlign::Right),
    };
    if !look.number.is_empty() {
        format = format.set_num_format(&look.number);
    }
    if look.bold {
        format = format.set_bold();
    }
    if look.indent > 0 {
        format = format.set_indent(look.indent);
    }
    if look.is_input {
        format = format.set_background_color(INPUT).set_unlocked();
    }
    match look.joins {
        None => format,
        Some(Neighbour::Left) => format.set_border_left(FormatBorder::None),
        Some(Neighbour::Right) => format.set_border_right(FormatBorder::None),
    }
}
