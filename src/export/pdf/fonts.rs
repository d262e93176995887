//! The fonts a PDF is set in, what they can show and how wide it is.

use std::sync::{Arc, LazyLock};
use std::{fmt, iter};

use serde::Serialize;
use typst::foundations::Bytes;
use typst::layout::Abs;
use typst::text::{Font, FontBook, FontInstance, FontVariant, FontVariations, FontWeight};
use typst::utils::LazyHash;

/// The family embedded in the program; its metrics are those of Times New Roman [N-21], [N-22].
const BUILT_IN: &str = "Tinos";

static BUILT_IN_FACES: [&[u8]; 4] = [
    include_bytes!("../../../templates/fonts/Tinos-Regular.ttf"),
    include_bytes!("../../../templates/fonts/Tinos-Bold.ttf"),
    include_bytes!("../../../templates/fonts/Tinos-Italic.ttf"),
    include_bytes!("../../../templates/fonts/Tinos-BoldItalic.ttf"),
];

static BUILT_IN_FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let files = BUILT_IN_FACES.map(Bytes::new);
    let faces = files.into_iter().flat_map(Font::iter).collect();
    Fonts::new(BUILT_IN, None, faces).expect("the embedded files are faces of this family")
});

/// The fonts of a run: a family and, for what it lacks, the built-in one.
#[derive(Clone)]
pub struct Fonts(Arc<Set>);

struct Set {
    family: Family,
    /// Asked for what the family lacks.
    fallback: Option<Family>,
    faces: Vec<Font>,
    book: LazyHash<FontBook>,
    /// Advances of the characters that make up nearly all text.
    common: Vec<Option<Advances>>,
}

/// All faces of one family.
struct Family {
    name: String,
    regular: FontInstance,
    bold: FontInstance,
    faces: Vec<FontInstance>,
}

/// How far a character moves the pen, in em.
#[derive(Clone, Copy)]
pub(super) struct Advances {
    pub(super) regular: f32,
    pub(super) bold: f32,
}

/// The height of one single-spaced line in em, divided by its baseline.
#[derive(Clone, Copy, Serialize)]
pub(super) struct SingleLine {
    above: f32,
    below: f32,
}

/// Latin and Cyrillic: looked up once, not for every character of every table.
const COMMON: u32 = 0x500;

impl SingleLine {
    /// From one baseline to the next.
    pub(super) fn height(self) -> f32 {
        self.above + self.below
    }
}

impl fmt::Debug for Fonts {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.debug_tuple("Fonts").field(&self.families()).finish()
    }
}

impl Fonts {
    /// The embedded faces alone: the same PDF on every machine.
    pub fn built_in() -> Self {
        BUILT_IN_FONTS.clone()
    }

    /// `family` from font files given as bytes, with the built-in family for
    /// characters it lacks; `None` if no file holds a face of that family.
    pub fn with_family(family: &str, files: Vec<Vec<u8>>) -> Option<Self> {
        let wanted = family.to_lowercase();
        let mut faces: Vec<Font> = files
            .into_iter()
            .flat_map(|file| Font::iter(Bytes::new(file)))
            .filter(|face| face.info().family.to_lowercase() == wanted)
            .collect();
        let name = faces.first()?.info().family.clone();
        let fallback = (name != BUILT_IN).then_some(BUILT_IN);
        if fallback.is_some() {
            faces.extend_from_slice(&Self::built_in().0.faces);
        }
        Self::new(&name, fallback, faces)
    }

    /// The first character of `text` that would not be seen in the PDF: no font
    /// has it, or it is one of the invisible marks that come along when text is
    /// copied and that no reader of the paper could know of.
    pub fn missing(&self, text: &str) -> Option<char> {
        text.chars().find(|&c| self.advances(c).is_none())
    }

    /// How wide `text` is in em.
    pub fn width(&self, text: &str, bold: bool) -> f32 {
        let advances = text.chars().filter_map(|c| self.advances(c));
        advances
            .map(|one| if bold { one.bold } else { one.regular })
            .sum()
    }

    /// What tells these fonts from others: the names of the families and, if they
    /// are not the embedded ones alone, the faces themselves.
    pub fn identity(&self) -> u128 {
        let own = !Arc::ptr_eq(&self.0, &BUILT_IN_FONTS.0);
        let faces = own.then(|| &self.0.faces);
        typst::utils::hash128(&(self.families(), faces))
    }

    fn new(family: &str, fallback: Option<&str>, faces: Vec<Font>) -> Option<Self> {
        let book = FontBook::from_fonts(&faces);
        let mut set = Set {
            family: Family::new(family, &book, &faces)?,
            fallback: fallback.and_then(|name| Family::new(name, &book, &faces)),
            faces,
            book: LazyHash::new(book),
            common: Vec::new(),
        };
        set.common = (0..COMMON)
            .map(|code| char::from_u32(code).and_then(|c| set.look_up(c)))
            .collect();
        Some(Self(Arc::new(set)))
    }

    pub(super) fn book(&self) -> &LazyHash<FontBook> {
        &self.0.book
    }

    pub(super) fn face(&self, index: usize) -> Option<Font> {
        self.0.faces.get(index).cloned()
    }

    /// Family names in the order in which they are asked for a character.
    pub(super) fn families(&self) -> Vec<&str> {
        let fallback = self.0.fallback.iter();
        iter::once(&self.0.family)
            .chain(fallback)
            .map(|family| family.name.as_str())
            .collect()
    }

    /// How wide `c` is; `None` if it cannot be shown.
    pub(super) fn advances(&self, c: char) -> Option<Advances> {
        match self.0.common.get(c as usize) {
            Some(&known) => known,
            None => self.0.look_up(c),
        }
    }

    /// The line that Word takes for single spacing: ascent, descent and the
    /// font's line gap, which Word puts above the text.
    pub(super) fn single_line(&self) -> SingleLine {
        let face = self.0.family.regular.ttf();
        let em = f32::from(face.units_per_em());
        SingleLine {
            above: (f32::from(face.ascender()) + f32::from(face.line_gap())) / em,
            below: -f32::from(face.descender()) / em,
        }
    }
}

impl Set {
    fn look_up(&self, c: char) -> Option<Advances> {
        if is_invisible(c) {
            return None;
        }
        let fallback = || self.fallback.as_ref()?.advances(c);
        self.family.advances(c).or_else(fallback)
    }
}

impl Family {
    fn new(name: &str, book: &FontBook, faces: &[Font]) -> Option<Self> {
        let key = name.to_lowercase();
        let pick = |weight| {
            let variant = FontVariant {
                weight,
                ..FontVariant::default()
            };
            let index = book.select(&key, variant)?;
            Some(instance(&faces[index], variant))
        };
        Some(Self {
            regular: pick(FontWeight::REGULAR)?,
            bold: pick(FontWeight::BOLD)?,
            faces: book
                .select_family(&key)
                .map(|index| instance(&faces[index], FontVariant::default()))
                .collect(),
            name: name.to_owned(),
        })
    }

    /// `None` unless every face has the character: bold text must not lose it.
    fn advances(&self, c: char) -> Option<Advances> {
        let has = |face: &FontInstance| face.ttf().glyph_index(c).is_some();
        self.faces.iter().all(has).then_some(())?;
        let advance = |face: &FontInstance| {
            let ttf = face.ttf();
            let units = ttf.glyph_hor_advance(ttf.glyph_index(c)?)?;
            Some(f32::from(units) / f32::from(ttf.units_per_em()))
        };
        Some(Advances {
            regular: advance(&self.regular)?,
            bold: advance(&self.bold)?,
        })
    }
}

fn instance(face: &Font, variant: FontVariant) -> FontInstance {
    face.clone()
        .instantiate(variant, Abs::pt(10.0), &FontVariations::default())
}

/// Characters that show nothing or mean nothing outside one font: control and
/// format characters, hyphenation hints ([N-25] forbids them), private use.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{E000}'..='\u{F8FF}' | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}' | '\u{FFF0}'..='\u{FFFF}' | '\u{E0000}'..='\u{10FFFF}')
}
