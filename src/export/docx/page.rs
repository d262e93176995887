//! Sheets, margins and page numbers.

use docx_rs::{
    Header, PageMargin, PageNum, PageNumType, PageOrientationType, PageSize, Paragraph,
    SectionProperty,
};

use super::{mm, styles};
use crate::document::Orientation;
use crate::style::Style;

/// A sheet as one part uses it; lengths in twentieths of a point.
pub(super) struct Page {
    orientation: Orientation,
    width: i32,
    height: i32,
    margin: PageMargin,
    /// Width and height of the text in mm, not rounded.
    room: [f32; 2],
}

impl Page {
    /// The sheet of `style`, turned as `orientation` says ([N-10], [N-11], [N-30]).
    pub(super) fn new(style: &Style, orientation: Orientation) -> Self {
        let upright = (mm(style.sheet.width), mm(style.sheet.height));
        let ((width, height), sides) = match orientation {
            Orientation::Portrait => (upright, &style.margins.portrait),
            Orientation::Landscape => ((upright.1, upright.0), &style.margins.landscape),
        };
        let margin = PageMargin {
            top: mm(sides.top),
            left: mm(sides.left),
            bottom: mm(sides.bottom),
            right: mm(sides.right),
            header: mm(style.page_number.distance), // [N-28]
            footer: mm(sides.bottom) / 2,
            gutter: 0,
        };
        let lying = orientation == Orientation::Landscape;
        Self {
            orientation,
            room: [style.text_width(lying), style.text_height(lying)],
            width,
            height,
            margin,
        }
    }

    /// Width and height of the text in mm, the same as in a PDF.
    pub(super) fn room(&self) -> [f32; 2] {
        self.room
    }

    /// Width of the text.
    pub(super) fn text_width(&self) -> i32 {
        (self.width - self.margin.left - self.margin.right).max(0)
    }

    /// Height of the text.
    pub(super) fn text_height(&self) -> i32 {
        (self.height - self.margin.top - self.margin.bottom).max(0)
    }

    /// A section of such pages with the header of `numbered`.
    pub(super) fn section(
        &self,
        numbered: &SectionProperty,
        first_unnumbered: bool,
        restart: bool,
    ) -> SectionProperty {
        let size = PageSize::new().size(self.width.unsigned_abs(), self.height.unsigned_abs());
        let mut section = numbered
            .clone()
            .page_size(size)
            .page_margin(self.margin.clone());
        if self.orientation == Orientation::Landscape {
            section = section.page_orient(PageOrientationType::Landscape);
        }
        // A first page of its own kind, for which there is no header ([N-27]).
        section.title_pg = first_unnumbered;
        if restart {
            section = section.page_num_type(PageNumType::new().start(1)); // [N-29]
        }
        section
    }
}

/// The page number, centred in the top margin ([N-28]).
pub(super) fn page_number() -> Header {
    Header::new().add_paragraph(
        Paragraph::new()
            .style(styles::PAGE_NUMBER)
            .add_page_num(PageNum::new()),
    )
}
