//! A chart as a picture: the drawing of the PDF in pixels, for files that cannot
//! hold it as it is.

use std::panic::{AssertUnwindSafe, catch_unwind};

use typst_render::{RenderOptions, render};

use super::chart::{Room, chart};
use super::check::check_chart;
use super::data::{self, Setting};
use super::layout::compile;
use super::world::DocumentWorld;
use super::{Fonts, PT, PdfError, REMEMBERED};
use crate::document::Chart;

/// Pixels in a point, hence 288 in an inch: a whole number keeps hatching even.
const PIXELS: f64 = 4.0;

/// A chart in pixels.
pub(in crate::export) struct Picture {
    /// The bytes of a PNG file.
    pub(in crate::export) png: Vec<u8>,
    /// Width and height on paper in pt.
    pub(in crate::export) size: [f64; 2],
}

/// Draws `source` for a page that leaves `width` and `height` mm for it; the same
/// bytes for the same arguments.
///
/// # Errors
/// [`PdfError`] as for a PDF.
pub(in crate::export) fn picture(
    source: &Chart,
    fonts: &Fonts,
    [width, height]: [f32; 2],
) -> Result<Picture, PdfError> {
    check_chart(source, fonts)?;
    let room = Room {
        width: width * PT,
        height: height * PT,
    };
    let data = data::Picture {
        setting: Setting::new(fonts),
        chart: chart(source, fonts, room),
    };
    let world = DocumentWorld::picture(data.to_json(), fonts);
    // Typst 0.15 has assertions that an unusual layout might break.
    let result = catch_unwind(AssertUnwindSafe(|| draw(&world)));
    comemo::evict(REMEMBERED);
    result.unwrap_or_else(|panic| Err(PdfError::of_panic(panic.as_ref())))
}

fn draw(world: &DocumentWorld) -> Result<Picture, PdfError> {
    let pages = compile(world)?;
    let [page] = pages.pages() else {
        return Err(PdfError::Layout {
            message: "a picture of more than one page".to_owned(),
        });
    };
    let options = RenderOptions {
        pixel_per_pt: PIXELS.into(),
        render_bleed: false,
    };
    let pixels = render(page, &options);
    // The drawing has no colour, so red tells all.
    let greys: Vec<u8> = pixels.pixels().iter().map(|pixel| pixel.red()).collect();
    let png = png([pixels.width(), pixels.height()], &greys);
    let size = page.frame.size();
    Ok(Picture {
        png: png.map_err(|error| PdfError::Layout {
            message: error.to_string(),
        })?,
        size: [size.x.to_pt(), size.y.to_pt()],
    })
}

/// A PNG file of grey pixels, row by row. Rows are not filtered: that helps
/// photographs, not drawings.
fn png([width, height]: [u32; 2], greys: &[u8]) -> Result<Vec<u8>, png::EncodingError> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::High);
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(greys)?;
    writer.finish()?;
    Ok(file)
}
