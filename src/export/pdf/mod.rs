//! PDF by Typst: one template lays out every document by the style profile.

mod blocks;
mod characters;
mod data;
mod error;
mod fonts;
mod lines;
mod table;
mod text;
mod world;

use std::panic::{AssertUnwindSafe, catch_unwind};

use typst::foundations::{Content, Datetime, Label, Selector, Smart};
use typst::introspection::Introspector as _;
use typst::utils::PicoStr;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard as Standard, PdfStandards, Timestamp};

pub use self::error::PdfError;
pub use self::fonts::Fonts;
pub use self::world::TEMPLATE as LAYOUT;

use self::blocks::Lone;
use self::world::DocumentWorld;
use crate::document::Document;
use crate::style::{PdfStandard, Style};

/// Points in a millimetre.
const PT: f32 = 72.0 / 25.4;

/// The part of a page from which on a row or paragraph may go on over the page [N-33].
const LONG: f32 = 0.5;

/// How many documents ago the layout of a piece of text may have been used last
/// and still be remembered: memory stays flat, neighbours share their work.
const REMEMBERED: usize = 10;

/// The program that made the file, as its properties show it.
const CREATOR: &str = concat!("Dyak ", env!("CARGO_PKG_VERSION"));

/// Sets `document` in `fonts` and returns the bytes of the PDF, the same for the
/// same arguments on every machine.
///
/// [`Style::pdf_font`] is not looked at: whoever has found the family's files
/// gives them as `fonts`.
pub fn pdf(document: &Document, style: &Style, fonts: &Fonts) -> Result<Vec<u8>, PdfError> {
    characters::check(document, fonts)?;
    let set = || layout(document, style, fonts)?.export(style);
    // Typst 0.15 still has assertions that unusual tables can break.
    let result = catch_unwind(AssertUnwindSafe(set));
    comemo::evict(REMEMBERED);
    result.unwrap_or_else(|panic| Err(PdfError::of_panic(panic.as_ref())))
}

/// The Typst source of `document`: the template with the data inside, which any
/// Typst editor compiles to the same pages.
pub fn typst_source(document: &Document, style: &Style, fonts: &Fonts) -> String {
    let lone = Lone::new();
    let data = blocks::data(document, style, fonts, &lone);
    world::standalone(&data.to_json())
}

/// A document that has been laid out.
struct Laid<'a> {
    pages: PagedDocument,
    world: DocumentWorld<'a>,
    /// A digest of the data, for the identifier of the file.
    digest: String,
}

/// Lays `document` out, a second time if a signature came to stand alone [N-31].
fn layout<'a>(document: &Document, style: &Style, fonts: &'a Fonts) -> Result<Laid<'a>, PdfError> {
    let laid = compile(document, style, fonts, &Lone::new())?;
    let lone = lone_signatures(&laid.pages, style);
    if lone.is_empty() {
        Ok(laid)
    } else {
        compile(document, style, fonts, &lone)
    }
}

fn compile<'a>(
    document: &Document,
    style: &Style,
    fonts: &'a Fonts,
    lone: &Lone,
) -> Result<Laid<'a>, PdfError> {
    let data = blocks::data(document, style, fonts, lone).to_json();
    let digest = blake3::hash(data.as_bytes()).to_hex().to_string();
    let world = DocumentWorld::new(data, fonts);
    let compiled = typst::compile(&world);
    let pages = compiled
        .output
        .map_err(|errors| PdfError::of_layout(&world, &errors))?;
    match compiled.warnings.as_slice() {
        [] => Ok(Laid {
            pages,
            world,
            digest,
        }),
        warnings => Err(PdfError::of_layout(&world, warnings)),
    }
}

/// Signatures, counted from 0, with nothing above them on their page.
fn lone_signatures(paged: &PagedDocument, style: &Style) -> Lone {
    let Some(label) = Label::new(PicoStr::intern("signature")) else {
        return Lone::new();
    };
    let introspector = paged.introspector();
    let is_lone = |signature: &Content| {
        let position = introspector.position(signature.location()?)?;
        let page = paged.pages().get(position.page.get() - 1)?.frame.size();
        let margins = if page.x > page.y {
            &style.margins.landscape
        } else {
            &style.margins.portrait
        };
        Some(position.point.y.to_mm() < f64::from(margins.top) + 1.0)
    };
    introspector
        .query(&Selector::Label(label))
        .iter()
        .enumerate()
        .filter(|(_, signature)| is_lone(signature) == Some(true))
        .map(|(i, _)| i)
        .collect()
}

impl Laid<'_> {
    fn export(self, style: &Style) -> Result<Vec<u8>, PdfError> {
        let (standards, tagged) = standards(style.pdf_standard);
        let options = PdfOptions {
            ident: Smart::Custom(self.digest),
            creator: Smart::Custom(Some(CREATOR.to_owned())),
            timestamp: timestamp(),
            page_ranges: None,
            standards: PdfStandards::new(standards).map_err(|e| PdfError::of_standards(&e))?,
            tagged,
            pretty: false,
        };
        typst_pdf::pdf(&self.pages, &options).map_err(|e| PdfError::of_layout(&self.world, &e))
    }
}

/// PDF/A wants a date of creation; the clock would make every run differ, so it
/// is that of DOCX and XLSX, whose archives begin their calendar with 1980.
fn timestamp() -> Option<Timestamp> {
    Datetime::from_ymd_hms(1980, 1, 1, 0, 0, 0).map(Timestamp::new_utc)
}

/// The standards Typst checks the file against, and whether it is tagged [N-121].
fn standards(standard: PdfStandard) -> (&'static [Standard], bool) {
    match standard {
        PdfStandard::A2aUa1 => (&[Standard::A_2a, Standard::Ua_1], true),
        PdfStandard::A2a => (&[Standard::A_2a], true),
        PdfStandard::A2b => (&[Standard::A_2b], false),
        PdfStandard::A1a => (&[Standard::A_1a], true),
        PdfStandard::A1b => (&[Standard::A_1b], false),
        PdfStandard::V1_7 => (&[Standard::V_1_7], true),
    }
}
