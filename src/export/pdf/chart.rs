//! Charts as the template receives them: how wide everything is, and where on the
//! axis. The template only draws.

use std::borrow::Cow;

use serde::Serialize;

use super::data::Text;
use super::lines::Measure;
use super::text::words;
use super::{Fonts, PT};
use crate::document::chart::{self, BAR, BAR_GAP, ChartKind, LINES_HEIGHT, NAMES_SHARE, label};
use crate::style::CHART_SIZE;

/// What a chart may take of its page, in pt.
#[derive(Clone, Copy)]
pub(super) struct Room {
    pub(super) width: f32,
    pub(super) height: f32,
}

/// A chart; lengths in pt.
#[derive(Serialize)]
pub(super) struct Chart<'a> {
    kind: ChartKind,
    alt: &'a str,
    unit: Option<Text<'a>>,
    series: Vec<Text<'a>>,
    categories: Vec<Category<'a>>,
    marks: Vec<Mark>,
    widths: Widths,
    /// Thickness of a bar.
    bar: f32,
    /// Space between bars.
    gap: f32,
    /// Height of the field with the lines.
    lines: f32,
    edge: f32,
    /// The page's: what is larger is drawn to a smaller scale.
    room: [f32; 2],
}

#[derive(Serialize)]
struct Category<'a> {
    name: Text<'a>,
    /// What is printed for each series.
    labels: Vec<Cow<'static, str>>,
    /// How long each segment is, or how high each point stands, as a share of the axis.
    shares: Vec<Option<f64>>,
}

/// A mark on the axis.
#[derive(Serialize)]
struct Mark {
    label: Cow<'static, str>,
    share: f64,
}

/// From the left to the right.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
struct Widths {
    /// Names of bars, or of lines.
    names: f32,
    /// The field from the first mark to the last, or the columns of all categories.
    field: f32,
    /// A number of one series, or the column of a category.
    number: f32,
    all: f32,
}

/// Room for a sample of a fill or stroke.
const SAMPLE: f32 = 22.0;
/// Around the drawing, for strokes at its edges.
const EDGE: f32 = 1.0;
/// Between things that stand side by side.
const GAP: f32 = 5.0;
/// A field with bars is at least so long.
const LEAST_FIELD: f32 = 60.0 * PT;
/// A category among lines is at most so wide.
const WIDEST_COLUMN: f32 = 40.0 * PT;
/// The part of a page that a chart may fill at most: a paragraph is higher than what
/// stands in it.
const NEARLY_PAGE: f32 = 0.9;
/// What rounding may take from a width before words break that should not.
const SPARE: f32 = 0.1;

/// What the template needs to draw `chart` on a page of which it may take `room`.
pub(super) fn chart<'a>(chart: &'a chart::Chart, fonts: &Fonts, room: Room) -> Chart<'a> {
    let look = Look { chart, fonts };
    let widths = look.widths(room.width - 2.0 * EDGE);
    let fit = |text, length| words(text, look.measure(length));
    let [names, columns, series] = look.lengths(widths);
    let category_length = match chart.kind {
        ChartKind::Bars => names,
        ChartKind::Lines => columns,
    };
    let categories = chart.categories.iter().map(|category| Category {
        name: fit(&category.name, category_length),
        labels: category.values.iter().map(|value| label(*value)).collect(),
        shares: (category.values.iter())
            .map(|value| value.map(|value| chart.scale.share(value)))
            .collect(),
    });
    Chart {
        kind: chart.kind,
        alt: &chart.alt,
        unit: (!chart.unit.is_empty()).then(|| fit(&chart.unit, widths.field)),
        series: chart.series.iter().map(|name| fit(name, series)).collect(),
        categories: categories.collect(),
        marks: (chart.scale.marks())
            .map(|mark| Mark {
                label: label(Some(mark)),
                share: chart.scale.share(mark),
            })
            .collect(),
        widths,
        bar: BAR * PT,
        gap: BAR_GAP * PT,
        lines: LINES_HEIGHT * PT,
        edge: EDGE,
        room: [room.width, room.height * NEARLY_PAGE],
    }
}

/// A word that a chart has no room for in one line; lengths in mm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tight<'c> {
    /// The word.
    pub word: &'c str,
    /// The length of a line there.
    pub room: f32,
}

/// The words of a chart that are broken where its page leaves `width` mm for text,
/// the longest of its names and the longest of its categories at most.
pub fn tight<'c>(chart: &'c chart::Chart, fonts: &Fonts, width: f32) -> Vec<Tight<'c>> {
    let look = Look { chart, fonts };
    let [names, columns, series] = look.lengths(look.widths(width * PT - 2.0 * EDGE));
    let category = match chart.kind {
        ChartKind::Bars => names,
        ChartKind::Lines => columns,
    };
    let categories = chart
        .categories
        .iter()
        .map(|category| category.name.as_str());
    let rooms = [
        (look.widest_word(categories), category),
        (
            look.widest_word(chart.series.iter().map(String::as_str)),
            series,
        ),
    ];
    rooms
        .into_iter()
        .filter(|((_, needed), room)| needed > room)
        .map(|((word, _), room)| Tight {
            word,
            room: room / PT,
        })
        .collect()
}

/// A chart in the type it is set in.
struct Look<'c, 'f> {
    chart: &'c chart::Chart,
    fonts: &'f Fonts,
}

impl<'c> Look<'c, '_> {
    fn measure(&self, length: f32) -> Measure<'_> {
        Measure {
            fonts: self.fonts,
            size: CHART_SIZE,
            bold: false,
            tracking: 0.0,
            length,
        }
    }

    fn widths(&self, available: f32) -> Widths {
        match self.chart.kind {
            ChartKind::Bars => self.bars(available),
            ChartKind::Lines => self.lines(available),
        }
    }

    /// Lengths of lines: of the names at the left, in the column of a category, and
    /// of the names of series.
    fn lengths(&self, widths: Widths) -> [f32; 3] {
        match self.chart.kind {
            ChartKind::Bars => [widths.names, 0.0, widths.all - SAMPLE - GAP],
            ChartKind::Lines => {
                let names = widths.names - SAMPLE - 2.0 * GAP;
                [names, widths.number - GAP, names]
            }
        }
    }

    /// Names, bars, and the numbers of each series.
    fn bars(&self, available: f32) -> Widths {
        let series = self.chart.series.len() as f32;
        let number = self.widest_label().max(SAMPLE) + GAP;
        let left = available - GAP - series * number - LEAST_FIELD;
        let categories = || self.chart.categories.iter().map(|c| c.name.as_str());
        let names = self.names(categories(), available, left);
        let field = (available - names - GAP - series * number).max(LEAST_FIELD);
        Widths {
            names,
            field,
            number,
            all: names + GAP + field + series * number,
        }
    }

    /// Names with samples of the lines, and a column for each category.
    fn lines(&self, available: f32) -> Widths {
        let count = self.chart.categories.len().max(1) as f32;
        let number = self.widest_label() + GAP;
        let left = available - count * number - SAMPLE - 2.0 * GAP;
        let series = || self.chart.series.iter().map(String::as_str);
        let marks = self.chart.scale.marks().map(|mark| label(Some(mark)));
        let marks = marks.map(|mark| self.width(&mark)).fold(0.0, f32::max) + GAP;
        let names = self.names(series(), available, left) + SAMPLE + 2.0 * GAP;
        let names = names.max(marks);
        let column = ((available - names) / count).min(WIDEST_COLUMN).max(number);
        Widths {
            names,
            field: count * column,
            number: column,
            all: names + count * column,
        }
    }

    /// The width of `names`: all in one line, if they do not take too much of what
    /// is `available`; their longest word whole, if that much is `left`.
    fn names(
        &self,
        names: impl Iterator<Item = &'c str> + Clone,
        available: f32,
        left: f32,
    ) -> f32 {
        let widest = names
            .clone()
            .map(|name| self.width(name))
            .fold(0.0, f32::max);
        let (_, word) = self.widest_word(names);
        let share = available * NAMES_SHARE;
        widest.min(share.max(word.min(left))) + SPARE
    }

    fn widest_word(&self, names: impl Iterator<Item = &'c str>) -> (&'c str, f32) {
        let words = names.flat_map(|name| name.split(' '));
        let parts = words.flat_map(|word| word.split_inclusive(['-', '–', '—']));
        let widths = parts.map(|part| (part, self.width(part)));
        widths
            .max_by(|(_, one), (_, other)| one.total_cmp(other))
            .unwrap_or_default()
    }

    fn widest_label(&self) -> f32 {
        let values = self.chart.categories.iter().flat_map(|c| &c.values);
        let labels = values.map(|value| self.width(&label(*value)));
        labels.fold(0.0, f32::max) + SPARE
    }

    fn width(&self, text: &str) -> f32 {
        self.measure(0.0).width(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::chart::{Category, Scale};

    const PAGE: f32 = 170.0 * PT;

    fn sample(kind: ChartKind, names: &[&str], values: &[Option<f64>]) -> chart::Chart {
        let categories: Vec<Category> = names
            .iter()
            .map(|name| Category {
                name: (*name).to_owned(),
                values: values.to_vec(),
            })
            .collect();
        chart::Chart {
            kind,
            alt: "О чём".to_owned(),
            unit: String::new(),
            series: vec!["выполнено в срок".to_owned(); values.len()],
            scale: Scale::of(kind, &categories),
            categories,
            keep_with_next: false,
            revision: None,
        }
    }

    fn widths(chart: &chart::Chart) -> Widths {
        let fonts = Fonts::built_in();
        Look {
            chart,
            fonts: &fonts,
        }
        .widths(PAGE)
    }

    #[test]
    fn bars_fill_the_page() {
        for name in ["СОШ № 8", "МБОУ «СОШ №1-школа отечественной культуры»"]
        {
            let widths = widths(&sample(ChartKind::Bars, &[name], &[Some(3.0); 4]));
            assert!((widths.all - PAGE).abs() < 0.01, "{widths:?}");
            assert!(widths.names <= PAGE * NAMES_SHARE + SPARE, "{widths:?}");
            assert!(widths.field >= LEAST_FIELD, "{widths:?}");
        }
    }

    #[test]
    fn bars_that_do_not_fit_are_wider_than_the_page_rather_than_cut() {
        let wide = sample(ChartKind::Bars, &["СОШ № 8"], &[Some(123_456_789.25); 6]);
        let widths = widths(&wide);
        assert!(
            widths.all > PAGE && widths.field == LEAST_FIELD,
            "{widths:?}"
        );
    }

    #[test]
    fn few_years_do_not_stretch() {
        let few = widths(&sample(ChartKind::Lines, &["2025", "2026"], &[Some(66.7)]));
        assert_eq!(few.number, WIDEST_COLUMN);
        let years = ["2026"; 9];
        let many = widths(&sample(ChartKind::Lines, &years, &[Some(66.7)]));
        assert!((many.all - PAGE).abs() < 0.01, "{many:?}");
    }

    #[test]
    fn a_word_longer_than_its_line_is_told() {
        let fonts = Fonts::built_in();
        let told = |kind, name| -> Vec<String> {
            let chart = sample(kind, &[name; 9], &[Some(3.0); 4]);
            let tight = tight(&chart, &fonts, 170.0);
            tight.iter().map(|tight| tight.word.to_owned()).collect()
        };
        assert_eq!(
            told(ChartKind::Bars, "средняя общеобразовательная"),
            [""; 0]
        );
        let word = "непереносимое".repeat(4);
        assert_eq!(told(ChartKind::Bars, &word), [word.as_str()]);
        assert_eq!(
            told(ChartKind::Lines, "отечественной культуры"),
            ["отечественной"]
        );
    }
}
