//! Charts as pictures that stand in a line of their own.

use docx_rs::{Paragraph, Pic, Run};
use quick_xml::escape::escape;

use super::page::Page;
use super::{DocxError, plain, revision, styles};
use crate::document::Chart;
use crate::export::pdf::{self, Fonts};

/// English Metric Units in a point.
const EMU: f64 = 12_700.0;

/// What docx-rs says of every picture; the schema wants different ids.
const DESCRIPTION: &str = r#"<wp:docPr id="1" name="Figure" />"#;

/// A picture of the file.
pub(super) struct Picture {
    png: Vec<u8>,
    /// What it shows, in words ([N-121]).
    alt: String,
}

/// The pictures of a file in order.
#[derive(Default)]
pub(super) struct Pictures(Vec<Picture>);

impl Pictures {
    /// Draws `chart` for a page like `page`; gives the paragraph that shows it.
    pub(super) fn draw(
        &mut self,
        chart: &Chart,
        fonts: &Fonts,
        page: &Page,
    ) -> Result<Paragraph, DocxError> {
        let drawn = pdf::picture(chart, fonts, page.room())?;
        let [width, height] = drawn.size.map(|size| (size * EMU).round() as u32);
        self.0.push(Picture {
            alt: plain(&chart.alt)?.to_owned(),
            png: drawn.png,
        });
        let number = self.0.len();
        // The part with the pixels is written here, so docx-rs gets none. It takes
        // pictures of equal bytes for one, hence the number in their place; and it
        // may not choose the id, which would count on through the program's life.
        let picture = Pic::new_with_dimensions(number.to_be_bytes().to_vec(), 1, 1)
            .id(id(number))
            .size(width, height);
        let mut paragraph = Paragraph::new().style(styles::CHART);
        let run = Run::new().add_image(picture);
        paragraph.children.push(revision::run(run, chart.revision));
        if chart.keep_with_next {
            styles::keep_with_next(&mut paragraph.property);
        }
        Ok(paragraph)
    }

    /// Names and bytes of their parts.
    pub(super) fn parts(&self) -> impl Iterator<Item = (String, &[u8])> {
        let pictures = self.0.iter().enumerate();
        pictures.map(|(index, picture)| (format!("word/{}", target(index + 1)), &*picture.png))
    }

    /// Their relationships with the text, as XML.
    pub(super) fn relationships(&self) -> String {
        let numbers = 1..=self.0.len();
        numbers
            .map(|number| {
                format!(
                    r#"<Relationship Id="{}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="{}"/>"#,
                    id(number),
                    target(number)
                )
            })
            .collect()
    }

    /// Puts ids and the words for whoever cannot see them into the XML of the text.
    pub(super) fn describe(&self, xml: &[u8]) -> Result<String, DocxError> {
        let xml = std::str::from_utf8(xml).map_err(quick_xml::Error::from)?;
        let mut pieces = xml.split(DESCRIPTION);
        let mut described = pieces.next().unwrap_or_default().to_owned();
        for (index, (piece, picture)) in pieces.zip(&self.0).enumerate() {
            let number = index + 1;
            let alt = escape(&picture.alt);
            described +=
                &format!(r#"<wp:docPr id="{number}" name="Диаграмма {number}" descr="{alt}" />"#);
            described += piece;
        }
        Ok(described)
    }
}

fn id(number: usize) -> String {
    format!("rIdChart{number}")
}

fn target(number: usize) -> String {
    format!("media/chart{number}.png")
}
