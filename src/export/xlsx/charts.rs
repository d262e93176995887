//! Native charts below a sheet's table, two side by side.

use rust_xlsxwriter as xlsx;
use xlsx::{
    ChartEmptyCells, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartLineDashType,
    ChartMarker, ChartMarkerType, ChartPatternFill, ChartPatternFillType, ChartType, Color,
    Worksheet, XlsxError,
};

use super::absolute;
use crate::workbook::{Chart, Range, Sheet, Workbook};

/// Size in pixels.
const WIDTH: u32 = 560;
const HEIGHT: u32 = 380;

/// The gap between two charts.
const GAP: u32 = 16;

/// The distance from the break of a page, in pixels.
const TOP: u32 = 4;

/// The height of a row, as `rust_xlsxwriter` counts it.
pub(super) const ROW: u32 = 20;

/// Colours that differ in brightness too: a grey print tells them apart.
const COLORS: [Color; 6] = [
    Color::RGB(0x1F_3864),
    Color::RGB(0xC5_5A_11),
    Color::RGB(0x54_82_35),
    Color::RGB(0x7F_60_00),
    Color::RGB(0x70_30_A0),
    Color::RGB(0x00_80_80),
];

const MARKERS: [ChartMarkerType; 6] = [
    ChartMarkerType::Circle,
    ChartMarkerType::Square,
    ChartMarkerType::Triangle,
    ChartMarkerType::Diamond,
    ChartMarkerType::X,
    ChartMarkerType::PlusSign,
];

const DASHES: [ChartLineDashType; 4] = [
    ChartLineDashType::Solid,
    ChartLineDashType::Dash,
    ChartLineDashType::RoundDot,
    ChartLineDashType::DashDot,
];

const PATTERNS: [ChartPatternFillType; 6] = [
    ChartPatternFillType::DiagonalStripesDarkUpwards,
    ChartPatternFillType::VerticalStripesLight,
    ChartPatternFillType::SmallGrid,
    ChartPatternFillType::Dotted70Percent,
    ChartPatternFillType::DiagonalStripesWideDownwards,
    ChartPatternFillType::HorizontalStripesLight,
];

/// The scale in percent at which two charts fit the width of a printed page, and two
/// rows of them its height. `LibreOffice` draws columns wider than Excel: at 70 it
/// cuts the right edge.
pub(super) const SCALE: u16 = 66;

/// Adds the charts of a sheet.
pub(super) fn add(
    to: &mut Worksheet,
    sheet: &Sheet<'_>,
    book: &Workbook<'_>,
) -> Result<(), XlsxError> {
    let below = sheet.next_row();
    let height = HEIGHT / ROW + 2;
    let pages = sheet.charts.len().div_ceil(4) as u32;
    // In the middle of the gap: on the edge of a chart a break would cut its frame.
    let breaks: Vec<u32> = (1..pages)
        .map(|page| below + page * 2 * height - 1)
        .collect();
    if !breaks.is_empty() {
        to.set_page_breaks(&breaks)?;
    }
    for (index, chart) in sheet.charts.iter().enumerate() {
        let index = index as u32;
        let row = below + index / 2 * height;
        let offset = index % 2 * (WIDTH + GAP);
        let chart = built(chart, book);
        to.insert_chart_with_offset(row, 0, &chart, offset, TOP)?;
    }
    Ok(())
}

fn built(chart: &Chart, book: &Workbook<'_>) -> xlsx::Chart {
    let kind = match chart.is_line {
        true => ChartType::Line,
        false => ChartType::Column,
    };
    let mut built = xlsx::Chart::new(kind);
    built
        .set_width(WIDTH)
        .set_height(HEIGHT)
        .set_alt_text(&chart.description)
        .set_name(&chart.title);
    built
        .title()
        .set_name(&chart.title)
        .set_font(ChartFont::new().set_size(11).set_bold());
    built.legend().set_position(ChartLegendPosition::Bottom);
    built.y_axis().set_num_format(&chart.number);
    if chart.from_nought {
        built.y_axis().set_min(0);
    }
    built.show_empty_cells_as(ChartEmptyCells::Gaps);
    let place = |range: Range| absolute(&book.sheets[chart.sheet].name, range);
    for (index, (name, values)) in chart.series.iter().enumerate() {
        let series = built.add_series();
        series
            .set_name(place(*name).as_str())
            .set_categories(place(chart.categories).as_str())
            .set_values(place(*values).as_str());
        let color = COLORS[index % COLORS.len()];
        if chart.is_line {
            let line = ChartLine::new()
                .set_color(color)
                .set_width(2)
                .set_dash_type(DASHES[index % DASHES.len()])
                .clone();
            series.set_format(ChartFormat::new().set_line(&line));
            let marker = MARKERS[index % MARKERS.len()];
            series.set_marker(ChartMarker::new().set_type(marker).set_size(7));
        } else {
            let pattern = ChartPatternFill::new()
                .set_pattern(PATTERNS[index % PATTERNS.len()])
                .set_foreground_color(color)
                .set_background_color(Color::White)
                .clone();
            let line = ChartLine::new().set_color(color).clone();
            series.set_format(
                ChartFormat::new()
                    .set_pattern_fill(&pattern)
                    .set_line(&line),
            );
        }
    }
    built
}
