//! Charts: series, categories and their numbers.

use roxmltree::Node;

use super::{Reader, bad_value, unexpected};
use crate::document::chart::{Category, Chart, ChartKind, MAX_SERIES, Scale};

/// Numbers from here on want a larger unit: no axis has room for them.
const TOO_LARGE: f64 = 1e9;

/// A chart; every category must have a value for every series.
pub(super) fn chart(reader: &mut Reader, element: Node<'_, '_>) -> Chart {
    reader.attributes(element, &["kind", "alt", "unit", "keep"]);
    let kind = kind(reader, element);
    let text = |name| folded(element.attribute(name).unwrap_or(""));
    let alt = text("alt");
    if alt.is_empty() {
        let message = "у диаграммы нет описания для тех, кто её не видит: alt=\"…\"";
        reader.error(element, message.into());
    }
    let mut series = Vec::new();
    let mut category_nodes = Vec::new();
    for child in reader.elements(element) {
        match child.tag_name().name() {
            "series" => {
                reader.attributes(child, &["name"]);
                if child.has_children() {
                    let message = "внутри <series/> ничего не пишут: название — в name=\"…\"";
                    reader.error(child, message.into());
                }
                series.push(name(reader, child));
            }
            "category" => category_nodes.push(child),
            name => {
                let known = ["series", "category"];
                reader.error(child, unexpected(name, "<chart>", &known));
            }
        }
    }
    if series.is_empty() {
        reader.error(element, "в диаграмме нет ни одного ряда <series/>".into());
    }
    if series.len() > MAX_SERIES {
        let message = format!(
            "в диаграмме рядов: {}, а без цвета различимы не больше {MAX_SERIES}",
            series.len()
        );
        reader.error(element, message);
    }
    if category_nodes.is_empty() {
        let message = "в диаграмме нет ни одной категории <category>";
        reader.error(element, message.into());
    }
    let categories: Vec<Category> = category_nodes
        .into_iter()
        .map(|node| category(reader, node, kind, series.len()))
        .collect();
    Chart {
        kind,
        alt,
        unit: text("unit"),
        scale: Scale::of(kind, &categories),
        series,
        categories,
        keep_with_next: reader.keep_next(element),
        revision: None,
    }
}

fn kind(reader: &mut Reader, element: Node<'_, '_>) -> ChartKind {
    let known = ["bars", "lines"];
    match element.attribute("kind") {
        Some("bars") => ChartKind::Bars,
        Some("lines") => ChartKind::Lines,
        Some(other) => {
            reader.error(element, bad_value("kind", other, &known));
            ChartKind::Bars
        }
        None => {
            let message = format!(
                "у диаграммы нет вида kind=\"…\"; бывает: {}",
                known.join(", ")
            );
            reader.error(element, message);
            ChartKind::Bars
        }
    }
}

fn category(
    reader: &mut Reader,
    element: Node<'_, '_>,
    kind: ChartKind,
    series: usize,
) -> Category {
    reader.attributes(element, &["name"]);
    let mut values = Vec::new();
    for child in reader.elements(element) {
        match child.tag_name().name() {
            "value" => values.push(value(reader, child, kind)),
            name => reader.error(child, unexpected(name, "<category>", &["value"])),
        }
    }
    if values.len() != series {
        let message = format!(
            "в <category> чисел <value>: {}, а рядов <series/>: {series}",
            values.len()
        );
        reader.error(element, message);
    }
    Category {
        name: name(reader, element),
        values,
    }
}

fn name(reader: &mut Reader, element: Node<'_, '_>) -> String {
    let name = folded(element.attribute("name").unwrap_or(""));
    if name.is_empty() {
        let tag = element.tag_name().name();
        reader.error(element, format!("у <{tag}> нет названия: name=\"…\""));
    }
    name
}

fn value(reader: &mut Reader, element: Node<'_, '_>, kind: ChartKind) -> Option<f64> {
    reader.attributes(element, &[]);
    let children = element.children().filter(|child| !child.is_comment());
    let content = children.map(|child| {
        if child.is_text() {
            child.text()
        } else {
            Some("<…>")
        }
    });
    let content: String = content.flatten().collect();
    match number(content.trim(), kind) {
        Ok(value) => value,
        Err(reason) => {
            let message = format!("<value>{}</value>: {reason}", content.trim());
            reader.error(element, message);
            None
        }
    }
}

/// The number that `text` writes, `None` if it is empty, or what is wrong with it.
fn number(text: &str, kind: ChartKind) -> Result<Option<f64>, &'static str> {
    if text.is_empty() {
        return Ok(None);
    }
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_number =
        |digits: &str| !digits.is_empty() && digits.chars().all(|digit| digit.is_ascii_digit());
    if !is_number(whole) || !is_number(fraction) {
        return Err("нужно число с точкой, например 66.7; если данных нет — <value/>");
    }
    if fraction.trim_end_matches('0').len() > 2 {
        return Err("после точки не больше двух знаков: округлите число в шаблоне");
    }
    if kind == ChartKind::Bars && digits != text {
        return Err("полоса не бывает короче нуля: kind=\"bars\" показывает числа от 0");
    }
    let value: f64 = text.parse().map_err(|_| "это не число")?;
    if value.abs() >= TOO_LARGE {
        return Err("число слишком велико для оси: возьмите единицу крупнее (тысячи, миллионы)");
    }
    // «-0» is nothing else than 0.
    Ok(Some(value + 0.0))
}

/// Text with its white space folded; no-break spaces stay.
fn folded(text: &str) -> String {
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Block;
    use crate::document::markup::{MarkupError, parse};

    fn read(attributes: &str, content: &str) -> Result<Chart, Vec<MarkupError>> {
        let markup = format!(
            "<document title=\"Т\"><part><chart {attributes}>{content}</chart></part></document>"
        );
        let document = parse(&markup)?;
        match document.parts.into_iter().next().unwrap().blocks.remove(0) {
            Block::Chart(chart) => Ok(chart),
            other => panic!("a chart was expected, not {other:?}"),
        }
    }

    fn messages(attributes: &str, content: &str) -> Vec<String> {
        let errors = read(attributes, content).unwrap_err();
        errors.into_iter().map(|error| error.message).collect()
    }

    const BARS: &str = "kind=\"bars\" alt=\"Ход работ\"";
    const SERIES: &str = "<series name=\"да\"/><series name=\"нет\"/>";

    #[test]
    fn series_and_categories_become_a_chart() {
        let content = format!(
            "{SERIES}<category name=\" СОШ\n № 8 \"><value> 12 </value><value/></category>\
             <category name=\"ООШ\"><value>0</value><value>1.50</value></category>"
        );
        let chart = read(&format!("{BARS} unit=\"шт.\" keep=\"next\""), &content).unwrap();
        assert_eq!(chart.series, ["да", "нет"]);
        assert_eq!(chart.categories[0].name, "СОШ № 8");
        assert_eq!(chart.categories[0].values, [Some(12.0), None]);
        assert_eq!(chart.categories[1].values, [Some(0.0), Some(1.5)]);
        assert_eq!((chart.unit.as_str(), chart.keep_with_next), ("шт.", true));
    }

    #[test]
    fn a_chart_without_words_or_numbers_is_refused() {
        assert_eq!(
            messages("alt=\" \"", "<value/>"),
            [
                "у диаграммы нет вида kind=\"…\"; бывает: bars, lines",
                "у диаграммы нет описания для тех, кто её не видит: alt=\"…\"",
                "элемента <value> в <chart> не бывает; бывают: <series>, <category>",
                "в диаграмме нет ни одного ряда <series/>",
                "в диаграмме нет ни одной категории <category>",
            ]
        );
        assert_eq!(
            messages(BARS, "<series/><category><value>1</value><sum/></category>"),
            [
                "у <series> нет названия: name=\"…\"",
                "элемента <sum> в <category> не бывает; бывают: <value>",
                "у <category> нет названия: name=\"…\"",
            ]
        );
        assert_eq!(
            messages(
                "kind=\"pie\" alt=\"а\" keep=\"all\"",
                "<series name=\"а\"/><category name=\"б\"><value/></category>"
            ),
            [
                "kind=\"pie\" не годится; годится: bars, lines",
                "keep=\"all\" не годится; годится: next"
            ]
        );
    }

    #[test]
    fn every_series_wants_its_value() {
        let content = format!("{SERIES}<category name=\"а\"><value>1</value></category>");
        assert_eq!(
            messages(BARS, &content),
            ["в <category> чисел <value>: 1, а рядов <series/>: 2"]
        );
    }

    #[test]
    fn no_more_series_than_can_be_told_apart() {
        let content = format!(
            "{}<category name=\"а\">{}</category>",
            "<series name=\"р\"/>".repeat(7),
            "<value/>".repeat(7)
        );
        assert_eq!(
            messages(BARS, &content),
            ["в диаграмме рядов: 7, а без цвета различимы не больше 6"]
        );
    }

    #[test]
    fn numbers_are_numbers() {
        let bars = |text| number(text, ChartKind::Bars);
        for text in [
            "3,5", "1e3", "inf", "NaN", "+1", ".5", "5.", "-", "1 000", "<",
        ] {
            assert!(bars(text).is_err(), "{text} was taken for a number");
        }
        assert!(bars("-1").unwrap_err().contains("от 0"));
        assert!(bars("0.333").unwrap_err().contains("двух знаков"));
        assert!(bars("1000000000").unwrap_err().contains("слишком велико"));
        assert_eq!(bars("0.330"), Ok(Some(0.33)));
        assert_eq!(number("-1.5", ChartKind::Lines), Ok(Some(-1.5)));
        assert_eq!(
            messages(
                BARS,
                "<series name=\"а\"/><category name=\"б\"><value>3,5</value></category>"
            ),
            ["<value>3,5</value>: нужно число с точкой, например 66.7; если данных нет — <value/>"]
        );
    }
}
