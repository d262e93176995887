//! What Typst may see: the template, one document's data and the fonts. There is
//! no disk, no network and no clock behind it.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use super::Fonts;

/// The layout of all documents, as Typst source.
pub const TEMPLATE: &str = include_str!("../../../templates/pdf/document.typ");

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

// Ids are interned for the life of the process, so every document uses the same two.
static TEMPLATE_ID: LazyLock<FileId> = LazyLock::new(|| id("document.typ"));
static DATA_ID: LazyLock<FileId> = LazyLock::new(|| id("data.json"));

static TEMPLATE_SOURCE: LazyLock<Source> =
    LazyLock::new(|| Source::new(*TEMPLATE_ID, TEMPLATE.to_owned()));

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
    /// The template and beside it `data`, which is JSON.
    pub(super) fn new(data: String, fonts: &'a Fonts) -> Self {
        Self {
            main: TEMPLATE_SOURCE.clone(),
            data: Bytes::from_string(data),
            fonts,
        }
    }

    /// A source that needs no other file.
    #[cfg(test)]
    pub(super) fn standalone(source: String, fonts: &'a Fonts) -> Self {
        Self {
            main: Source::new(*TEMPLATE_ID, source),
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
        *TEMPLATE_ID
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == *TEMPLATE_ID {
            Ok(self.main.clone())
        } else {
            Err(not_found(id))
        }
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

/// The template with `data` inside instead of beside it.
pub(super) fn standalone(data: &str) -> String {
    let fence = "`".repeat(3.max(longest_run(data, '`') + 1));
    let inside = format!("json(bytes({fence}json\n{data}\n{fence}.text))");
    TEMPLATE.replacen("json(\"data.json\")", &inside, 1)
}

fn longest_run(text: &str, of: char) -> usize {
    text.split(|c| c != of).map(str::len).max().unwrap_or(0)
}

fn not_found(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_without_slash().into())
}
