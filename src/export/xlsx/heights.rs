//! Heights of rows: a viewer that does not measure text would cut wrapped lines.

use crate::workbook::{Align, Cell, Column, Content, Outcome};

/// The height of a line in points, at the type size of tables.
const LINE: f64 = 14.5;

/// The space above and below the lines.
const PADDING: f64 = 2.5;

/// How much wider a bold letter is.
const BOLD: f64 = 1.1;

/// The length of a turned heading in points for every character.
const TURNED: f64 = 6.2;

/// No sheet has higher rows.
const HIGHEST: f64 = 409.0;

/// The height of a row whose cells break lines; `None` for a single line.
pub(super) fn row(columns: &[Column], cells: &[Cell]) -> Option<f64> {
    let lines = columns.iter().zip(cells).map(|(column, cell)| {
        let room = column.width - 2.0 * f64::from(cell.look.indent);
        match &cell.content {
            Content::Text(text) | Content::Formula(_, Outcome::Text(text))
                if cell.look.align == Align::Left =>
            {
                lines(text, room)
            }
            _ => 1,
        }
    });
    let lines = lines.max().filter(|lines| *lines > 1)?;
    Some((lines as f64 * LINE + PADDING).min(HIGHEST))
}

/// The height of the header.
pub(super) fn header(columns: &[Column]) -> f64 {
    let heights = columns.iter().map(|column| match column.is_turned {
        true => column.heading.chars().count() as f64 * TURNED + 2.0 * PADDING,
        false => lines(&column.heading, column.width / BOLD) as f64 * LINE + PADDING,
    });
    heights.fold(LINE + PADDING, f64::max).min(HIGHEST)
}

/// How many lines a text takes, words kept whole, in a column of so many characters.
fn lines(text: &str, width: f64) -> usize {
    let width = width.max(1.0) as usize;
    text.lines()
        .map(|line| lines_of(line, width))
        .sum::<usize>()
        .max(1)
}

fn lines_of(line: &str, width: usize) -> usize {
    let (mut lines, mut used) = (1, 0);
    for word in line.split(' ') {
        let length = word.chars().count();
        let needed = if used == 0 { length } else { used + 1 + length };
        if needed <= width {
            used = needed;
            continue;
        }
        // A word longer than the column is broken.
        lines += usize::from(used > 0) + length.saturating_sub(1) / width;
        used = (length.saturating_sub(1)) % width + 1;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_kept_whole() {
        for (text, width, expected) in [
            ("", 10.0, 1),
            ("короткий", 10.0, 1),
            ("два слова", 6.0, 2),
            ("одна\nдве", 10.0, 2),
            ("сверхдлинноеслово", 6.0, 3),
        ] {
            assert_eq!(lines(text, width), expected, "{text}");
        }
    }
}
