//! What has to fit the page: charts, and no-break spaces in narrow cells. Those are
//! kept only where the column can hold the words they bind, for otherwise Word
//! breaks inside a word («18–19 февра|ля»).

use super::{Block, Document, Inline, Orientation, Table};
use crate::language::NBSP;
use crate::style::{MEAN_ADVANCE, Style, TableStyle};

/// Millimetres in a point.
const MM: f32 = 25.4 / 72.0;

/// Loosens what does not fit, in every table of a document, and splits the charts
/// that no page holds.
pub fn apply(document: &mut Document, style: &Style) {
    for part in &mut document.parts {
        let landscape = part.orientation == Orientation::Landscape;
        let available = style.text_width(landscape);
        let height = style.text_height(landscape);
        let fitted = part.blocks.drain(..).flat_map(|block| match block {
            Block::Table(mut table) => {
                fit(&mut table, available, &style.table);
                vec![Block::Table(table)]
            }
            Block::Chart(chart) => {
                let parts = chart.split(available, height).into_iter();
                parts.map(Block::Chart).collect()
            }
            other => vec![other],
        });
        part.blocks = fitted.collect();
    }
}

fn fit(table: &mut Table, available: f32, style: &TableStyle) {
    let advance = table.size(style) * MEAN_ADVANCE * MM;
    let characters: Vec<usize> = table
        .widths(available)
        .iter()
        .map(|width| ((width - 2.0 * style.padding_x) / advance) as usize)
        .collect();
    let places = table.places();
    let rows = table.head.iter_mut().chain(&mut table.body);
    for (row, places) in rows.zip(places) {
        for (cell, place) in row.cells.iter_mut().zip(places) {
            let room = characters[place].iter().sum();
            for paragraph in &mut cell.paragraphs {
                loosen(paragraph, room);
            }
        }
    }
}

fn loosen(content: &mut [Inline], room: usize) {
    for inline in content {
        match inline {
            Inline::Text(text) if text.contains(NBSP) => {
                let words = text.split(' ').map(|word| part(word, room));
                *text = words.collect::<Vec<_>>().join(" ");
            }
            Inline::Text(_) | Inline::Break | Inline::Footnote(_) => {}
            Inline::Bold(inner)
            | Inline::Italic(inner)
            | Inline::Revised(_, inner)
            | Inline::Linked(_, inner) => {
                loosen(inner, room);
            }
        }
    }
}

/// Words bound together, parted where the next one would not fit any more.
fn part(bound: &str, room: usize) -> String {
    let mut text = String::with_capacity(bound.len());
    let mut length = 0;
    for word in bound.split(NBSP) {
        let added = word.chars().count();
        if !text.is_empty() {
            let fits = length + 1 + added <= room;
            text.push(if fits { NBSP } else { ' ' });
            length = if fits { length + 1 } else { 0 };
        }
        text.push_str(word);
        length += added;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::markup;

    #[test]
    fn bound_words_part_where_the_cell_ends() {
        let date = "25\u{a0}декабря\u{a0}2026\u{a0}г.";
        assert_eq!(part(date, 13), "25\u{a0}декабря 2026\u{a0}г.");
        assert_eq!(part(date, 40), date);
        assert_eq!(part("№\u{a0}17", 1), "№ 17");
    }

    #[test]
    fn only_what_no_line_of_the_cell_holds_is_loosened() {
        let rows = "<row><cell>18–19\u{a0}февраля 2022\u{a0}г.</cell><cell>18–19\u{a0}февраля</cell></row>";
        let markup = format!(
            "<document title=\"Т\"><part><table><column width=\"26\"/><column width=\"60\"/>{rows}</table></part></document>"
        );
        let mut document = markup::parse(&markup).unwrap();
        let Block::Table(table) = &mut document.parts[0].blocks[0] else {
            panic!("a table was expected");
        };
        let style = TableStyle {
            dense_size: 10.0,
            size: 12.0,
            line: 1.0,
            bold_head: true,
            bold_sections: true,
            padding_x: 1.5,
            padding_y: 0.6,
            before: 8.0,
            after: 8.0,
            rule: 0.5,
        };
        fit(table, 86.0, &style);
        let cells = &table.body[0].cells;
        assert_eq!(
            [&cells[0].paragraphs[0], &cells[1].paragraphs[0]],
            [
                &vec![Inline::Text("18–19 февраля 2022\u{a0}г.".into())],
                &vec![Inline::Text("18–19\u{a0}февраля".into())],
            ]
        );
    }
}
