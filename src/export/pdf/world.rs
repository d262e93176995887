//! What Typst may see: the template, one document's data and the fonts. There is
//! no disk, no network and no clock behind it.

use std::iter;
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use super::Fonts;

/// The layout of all documents, as Typst source.
const DOCUMENT: &str = include_str!("../../../templates/pdf/document.typ");
/// The layout of a chart alone.
const PICTURE: &str = include_str!("../../../templates/pdf/picture.typ");
/// What those two import, each after what it imports itself.
const MODULES: [(&str, &str); 2] = [
    ("base.typ", include_str!("../../../templates/pdf/base.typ")),
    (
        "chart.typ",
        include_str!("../../../templates/pdf/chart.typ"),
    ),
];

/// All sources that say how a document looks, its charts in a DOCX included.
pub const LAYOUT: [&str; 4] = [DOCUMENT, PICTURE, MODULES[0].1, MODULES[1].1];

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

// Ids are interned for the life of the process, so every document uses the same ones.
static DATA_ID: LazyLock<FileId> = LazyLock::new(|| id("data.json"));

static DOCUMENT_SOURCE: LazyLock<Source> = LazyLock::new(|| source("document.typ", DOCUMENT));
static PICTURE_SOURCE: LazyLock<Source> = LazyLock::new(|| source("picture.typ", PICTURE));
static MODULE_SOURCES: LazyLock<[Source; 2]> =
    LazyLock::new(|| MODULES.map(|(name, text)| source(name, text)));

fn source(name: &str, text: &str) -> Source {
    Source::new(id(name), text.to_owned())
}

fn id(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("a plain file name is a valid path");
    FileId::new(RootedPath::new(VirtualRoot::Project, path))
}

/// The files and fonts of one run of Typst.
pub(super) struct DocumentWorld<'a> {
    main: Source,
    data: Bytes,
    fonts: &'a Fonts,
}

impl<'a> DocumentWorld<'a> {
    /// The template of documents and beside it `data`, which is JSON.
    pub(super) fn document(data: String, fonts: &'a Fonts) -> Self {
        Self::new(&DOCUMENT_SOURCE, data, fonts)
    }

    /// The template of pictures and beside it `data`, which is JSON.
    pub(super) fn picture(data: String, fonts: &'a Fonts) -> Self {
        Self::new(&PICTURE_SOURCE, data, fonts)
    }

    fn new(main: &Source, data: String, fonts: &'a Fonts) -> Self {
        Self {
            main: main.clone(),
            data: Bytes::from_string(data),
            fonts,
        }
    }

    /// A source that needs no other file.
    #[cfg(test)]
    pub(super) fn standalone(source: String, fonts: &'a Fonts) -> Self {
        Self {
            main: self::source("document.typ", &source),
            data: Bytes::new([]),
            fonts,
        }
    }
}

impl World for DocumentWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let sources = iter::once(&self.main).chain(MODULE_SOURCES.iter());
        let found = sources.into_iter().find(|source| source.id() == id);
        found.cloned().ok_or_else(|| not_found(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == *DATA_ID {
            Ok(self.data.clone())
        } else {
            Err(not_found(id))
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.face(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// The template of documents with the modules and `data` inside instead of beside it.
pub(super) fn standalone(data: &str) -> String {
    let fence = "`".repeat(3.max(longest_run(data, '`') + 1));
    let inside = format!("json(bytes({fence}json\n{data}\n{fence}.text))");
    let sources = MODULES.iter().map(|(_, text)| *text).chain([DOCUMENT]);
    let lines = sources.flat_map(|text| text.split_inclusive('\n'));
    let whole: String = lines.filter(|line| !line.starts_with("#import ")).collect();
    whole.replacen("json(\"data.json\")", &inside, 1)
}

fn longest_run(text: &str, of: char) -> usize {
    text.split(|c| c != of).map(str::len).max().unwrap_or(0)
}

fn not_found(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_without_slash().into())
}
