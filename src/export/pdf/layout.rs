//! From the tree to laid-out pages.

use typst::foundations::{Content, Label, NativeElement as _, Selector, StyleChain};
use typst::introspection::Introspector as _;
use typst::model::HeadingElem;
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

use super::blocks::{self, Lone};
use super::world::DocumentWorld;
use super::{Fonts, PdfError};
use crate::document::Document;
use crate::style::Style;

/// What the template labels signatures with.
const SIGNATURE: &str = "signature";

/// How far below the top of the text, in mm, a block still counts as the first of its page.
const AT_TOP: f64 = 1.0;

/// Pages, and what is needed to write them to a file.
pub(super) struct Laid<'a> {
    pub(super) pages: PagedDocument,
    pub(super) world: DocumentWorld<'a>,
    /// A digest of the data, for the identifier of the file.
    pub(super) digest: String,
}

/// Lays `document` out, a second time if a signature came to stand alone [N-31].
pub(super) fn layout<'a>(
    document: &Document,
    style: &Style,
    fonts: &'a Fonts,
) -> Result<Laid<'a>, PdfError> {
    let laid = layout_once(document, style, fonts, &Lone::new())?;
    let lone = lone_signatures(&laid.pages, style);
    if lone.is_empty() {
        Ok(laid)
    } else {
        layout_once(document, style, fonts, &lone)
    }
}

/// Lays out with what is known of lone signatures.
pub(super) fn layout_once<'a>(
    document: &Document,
    style: &Style,
    fonts: &'a Fonts,
    lone: &Lone,
) -> Result<Laid<'a>, PdfError> {
    let data = blocks::data(document, style, fonts, lone).to_json();
    let digest = blake3::hash(data.as_bytes()).to_hex().to_string();
    let world = DocumentWorld::document(data, fonts);
    let pages = compile(&world)?;
    Ok(Laid {
        pages,
        world,
        digest,
    })
}

/// Runs Typst. Its warnings are mistakes of the template, like its errors.
pub(super) fn compile(world: &DocumentWorld) -> Result<PagedDocument, PdfError> {
    let compiled = typst::compile(world);
    let pages = compiled
        .output
        .map_err(|errors| PdfError::of_layout(world, &errors))?;
    match compiled.warnings.as_slice() {
        [] => Ok(pages),
        warnings => Err(PdfError::of_layout(world, warnings)),
    }
}

/// The numbers of the pages on which the listed headings stand, as printed.
pub(super) fn heading_pages(pages: &PagedDocument) -> Vec<usize> {
    let headings = Selector::Elem(HeadingElem::ELEM, None);
    let introspector = pages.introspector();
    let headings = introspector.query(&headings).into_iter();
    let listed = headings.filter(|heading| {
        let heading = heading.to_packed::<HeadingElem>();
        heading.is_some_and(|heading| heading.outlined.get(StyleChain::default()))
    });
    let number = |heading: Content| {
        let position = introspector.position(heading.location()?)?;
        let page = pages.pages().get(position.page.get() - 1)?;
        usize::try_from(page.number).ok()
    };
    listed.map(|heading| number(heading).unwrap_or(0)).collect()
}

/// Signatures with nothing above them on their page.
pub(super) fn lone_signatures(pages: &PagedDocument, style: &Style) -> Lone {
    let Some(label) = Label::new(PicoStr::intern(SIGNATURE)) else {
        return Lone::new();
    };
    let signatures = pages.introspector().query(&Selector::Label(label));
    (signatures.iter().enumerate())
        .filter(|(_, signature)| is_first_on_page(signature, pages, style) == Some(true))
        .map(|(i, _)| i)
        .collect()
}

fn is_first_on_page(block: &Content, pages: &PagedDocument, style: &Style) -> Option<bool> {
    let position = pages.introspector().position(block.location()?)?;
    let page = pages.pages().get(position.page.get() - 1)?.frame.size();
    let margins = if page.x > page.y {
        &style.margins.landscape
    } else {
        &style.margins.portrait
    };
    Some(position.point.y.to_mm() < f64::from(margins.top) + AT_TOP)
}
