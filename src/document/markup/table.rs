//! Tables: columns, header rows, section rows, spans.

use roxmltree::Node;

use super::inline::inlines;
use super::{Reader, bad_value, unexpected};
use crate::document::{Cell, Column, Inline, Item, Row, Table};
use crate::language::NBSP;
use crate::style::Align;

/// Word opens no table with more columns.
const MAX_COLUMNS: usize = 63;

/// A table; every row must fill every column.
pub(super) fn table(reader: &mut Reader, element: Node<'_, '_>) -> Table {
    reader.attributes(element, &["dense"]);
    let mut table = Table {
        dense: dense(reader, element),
        columns: Vec::new(),
        head: Vec::new(),
        body: Vec::new(),
    };
    let mut head_nodes = Vec::new();
    let mut body_nodes = Vec::new();
    for child in reader.elements(element) {
        match child.tag_name().name() {
            "column" => table.columns.push(column(reader, child)),
            "head" => {
                reader.attributes(child, &[]);
                head_nodes.extend(reader.elements(child));
            }
            "row" | "section" => body_nodes.push(child),
            name => {
                let known = ["column", "head", "row", "section"];
                reader.error(child, unexpected(name, "<table>", &known));
            }
        }
    }
    let columns = table.columns.len();
    if columns == 0 {
        reader.error(element, "у таблицы нет ни одного столбца <column/>".into());
        return table;
    }
    if columns > MAX_COLUMNS {
        let message =
            format!("в таблице столбцов: {columns}, а Word открывает не больше {MAX_COLUMNS}");
        reader.error(element, message);
    }
    table.head = rows(reader, &head_nodes, table.columns.len());
    table.body = rows(reader, &body_nodes, table.columns.len());
    table
}

fn dense(reader: &mut Reader, element: Node<'_, '_>) -> bool {
    match element.attribute("dense") {
        None => false,
        Some("yes") => true,
        Some(other) => {
            reader.error(element, bad_value("dense", other, &["yes"]));
            false
        }
    }
}

fn column(reader: &mut Reader, element: Node<'_, '_>) -> Column {
    reader.attributes(element, &["width", "share", "align"]);
    let width = element.attribute("width").and_then(|text| {
        let width: Option<f32> = text.trim().parse().ok();
        let width = width.filter(|width| width.is_finite() && *width > 0.0);
        if width.is_none() {
            reader.error(
                element,
                format!("width=\"{text}\": нужна ширина в миллиметрах"),
            );
        }
        width
    });
    let align = match element.attribute("align") {
        None | Some("left") => Align::Left,
        Some("center") => Align::Center,
        Some("right") => Align::Right,
        Some("justify") => Align::Justify,
        Some(other) => {
            let known = ["left", "center", "right", "justify"];
            reader.error(element, bad_value("align", other, &known));
            Align::Left
        }
    };
    Column {
        width,
        share: reader.number(element, "share", 1),
        align,
    }
}

/// Reads rows and checks that cells and spans tile the columns exactly.
fn rows(reader: &mut Reader, nodes: &[Node<'_, '_>], columns: usize) -> Vec<Row> {
    // For each column, how many more rows a cell from above covers.
    let mut covered = vec![0u16; columns];
    let mut rows = Vec::with_capacity(nodes.len());
    for node in nodes {
        let row = match node.tag_name().name() {
            "row" => row(reader, *node),
            "section" => section(reader, *node, columns),
            name => {
                reader.error(*node, unexpected(name, "<table>", &["row", "section"]));
                continue;
            }
        };
        place(reader, *node, &row, &mut covered);
        rows.push(row);
    }
    if let (Some(node), true) = (nodes.last(), covered.iter().any(|left| *left > 0)) {
        reader.error(
            *node,
            "ячейка с rows=\"…\" выходит за последнюю строку таблицы".into(),
        );
    }
    rows
}

fn row(reader: &mut Reader, element: Node<'_, '_>) -> Row {
    reader.attributes(element, &["keep"]);
    let keep_with_next = reader.keep_next(element);
    let mut cells = Vec::new();
    for child in reader.elements(element) {
        match child.tag_name().name() {
            "cell" => cells.push(cell(reader, child)),
            name => reader.error(child, unexpected(name, "<row>", &["cell"])),
        }
    }
    Row {
        section: false,
        keep_with_next,
        cells,
    }
}

/// A row that heads those below it: one cell across all columns.
fn section(reader: &mut Reader, element: Node<'_, '_>, columns: usize) -> Row {
    reader.attributes(element, &[]);
    Row {
        section: true,
        keep_with_next: true,
        cells: vec![Cell {
            columns: u16::try_from(columns).unwrap_or(u16::MAX),
            rows: 1,
            paragraphs: paragraphs(reader, element),
        }],
    }
}

fn cell(reader: &mut Reader, element: Node<'_, '_>) -> Cell {
    reader.attributes(element, &["columns", "rows"]);
    Cell {
        columns: reader.number(element, "columns", 1),
        rows: reader.number(element, "rows", 1),
        paragraphs: paragraphs(reader, element),
    }
}

/// The `<p>` and lists of a cell, or the cell's own text as a single paragraph. An item
/// of a list is a paragraph that begins with its marker ([N-126]).
fn paragraphs(reader: &mut Reader, element: Node<'_, '_>) -> Vec<Vec<Inline>> {
    let is_block = |child: Node<'_, '_>| child.has_tag_name("p") || child.has_tag_name("list");
    let mut paragraphs = Vec::new();
    if element.children().any(is_block) {
        for child in reader.elements(element) {
            match child.tag_name().name() {
                "p" => {
                    reader.attributes(child, &[]);
                    paragraphs.push(inlines(reader, child));
                }
                "list" => {
                    let items = reader.list(child).items;
                    if items.iter().any(|item| item.children.is_some()) {
                        reader.error(child, "в ячейке у списка один уровень".into());
                    }
                    paragraphs.extend(items.into_iter().map(item));
                }
                name => {
                    let message = unexpected(name, "ячейке рядом с <p>", &["p", "list"]);
                    reader.error(child, message);
                }
            }
        }
    } else {
        paragraphs.push(inlines(reader, element));
    }
    paragraphs.retain(|content| !content.is_empty());
    paragraphs
}

/// An item as a paragraph.
fn item(item: Item) -> Vec<Inline> {
    let marker = Inline::Text(format!("{}{NBSP}", item.marker));
    [marker].into_iter().chain(item.content).collect()
}

/// Lays a row's cells into the free columns.
fn place(reader: &mut Reader, node: Node<'_, '_>, row: &Row, covered: &mut [u16]) {
    let free_before = covered.iter().filter(|left| **left == 0).count();
    let mut needed = 0;
    let mut at = 0;
    let mut fits = true;
    let taken: Vec<bool> = covered.iter().map(|left| *left > 0).collect();
    for left in covered.iter_mut() {
        *left = left.saturating_sub(1);
    }
    for cell in &row.cells {
        let width = usize::from(cell.columns);
        needed += width;
        while at < taken.len() && taken[at] {
            at += 1;
        }
        if at + width > taken.len() || taken[at..at + width].contains(&true) {
            fits = false;
            break;
        }
        covered[at..at + width].fill(cell.rows - 1);
        at += width;
    }
    if needed != free_before || !fits {
        let message = if row.section {
            "строка раздела попала под ячейку, которая занимает несколько строк".to_owned()
        } else {
            format!("ячейки строки занимают столбцов: {needed}, а свободно: {free_before}")
        };
        reader.error(node, message);
    }
}

#[cfg(test)]
mod tests {
    use crate::document::markup::parse;

    fn table(rows: &str) -> String {
        format!(
            "<document title=\"Т\"><part><table><column/><column/><column/>{rows}</table></part></document>"
        )
    }

    fn message(rows: &str) -> String {
        parse(&table(rows)).unwrap_err()[0].message.clone()
    }

    #[test]
    fn rows_must_fill_the_columns() {
        assert_eq!(
            message("<row><cell>а</cell><cell>б</cell></row>"),
            "ячейки строки занимают столбцов: 2, а свободно: 3"
        );
        assert_eq!(
            message("<row><cell rows=\"2\">а</cell><cell>б</cell><cell>в</cell></row>"),
            "ячейка с rows=\"…\" выходит за последнюю строку таблицы"
        );
    }

    #[test]
    fn no_table_is_wider_than_word_opens() {
        let table = format!(
            "<document title=\"Т\"><part><table>{}<row>{}</row></table></part></document>",
            "<column/>".repeat(64),
            "<cell>а</cell>".repeat(64)
        );
        assert_eq!(
            parse(&table).unwrap_err()[0].message,
            "в таблице столбцов: 64, а Word открывает не больше 63"
        );
    }

    #[test]
    fn a_list_in_a_cell_is_paragraphs_with_markers() {
        let rows = "<row><cell><p>а</p><list><item marker=\"1.\">б</item>\
                    <item marker=\"2.\"><b>в</b></item></list></cell><cell/><cell/></row>";
        let document = parse(&table(rows)).unwrap();
        let texts = document.texts().concat();
        assert_eq!(texts, "Та1.\u{a0}б2.\u{a0}в");
        let nested = "<row><cell><list><item>а</item><item level=\"2\">б</item></list></cell><cell/><cell/></row>";
        assert_eq!(message(nested), "в ячейке у списка один уровень");
    }

    #[test]
    fn spans_are_counted() {
        let rows = "<row><cell rows=\"2\">а</cell><cell columns=\"2\">б</cell></row>\
                    <row><cell>в</cell><cell>г</cell></row><section>д</section>";
        assert!(parse(&table(rows)).is_ok());
    }
}
