//! The file: parts made by docx-rs, parts of our own, and the zip around them.

use std::io::{Cursor, Write};

use docx_rs::XMLDocx;
use quick_xml::escape::escape;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use super::normalise::normalise;
use super::picture::Pictures;
use super::{Attribution, DocxError, plain, styles};
use crate::document::Document;
use crate::style::Style;

/// Packs the parts; the order is fixed, `[Content_Types].xml` first as Word has it.
pub(super) fn package(
    document: &Document,
    by: &Attribution,
    style: &Style,
    parts: XMLDocx,
    pictures: &Pictures,
) -> Result<Vec<u8>, DocxError> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let core = core_properties(document)?;
    let font = escape(&style.font);
    let font_table = FONT_TABLE.replace("{font}", &font);
    let theme = THEME.replace("{font}", &font);
    let relationships = DOCUMENT_RELATIONSHIPS.replace("{pictures}", &pictures.relationships());
    let own = [
        ("[Content_Types].xml", CONTENT_TYPES),
        ("_rels/.rels", RELATIONSHIPS),
        ("docProps/app.xml", APP_PROPERTIES),
        ("docProps/core.xml", &core),
        ("word/_rels/document.xml.rels", &relationships),
        ("word/fontTable.xml", &font_table),
        ("word/settings.xml", SETTINGS),
        ("word/theme/theme1.xml", &theme),
    ];
    for (name, xml) in own {
        add(&mut zip, name, xml.as_bytes())?;
    }
    for header in &parts.headers {
        add(&mut zip, "word/header1.xml", &normalise(header, by)?)?;
    }
    let styles = normalise(styles::complete(&parts.styles)?.as_bytes(), by)?;
    add(&mut zip, "word/styles.xml", &styles)?;
    let text = pictures.describe(&parts.document)?;
    let text = normalise(text.as_bytes(), by)?;
    add(&mut zip, "word/document.xml", &text)?;
    for (name, png) in pictures.parts() {
        add(&mut zip, &name, png)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// Adds a part with a fixed date, 1980, so that equal documents are equal files on
/// every system.
fn add(zip: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, part: &[u8]) -> Result<(), DocxError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(6))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
        .system(System::Unix);
    zip.start_file(name, options)?;
    zip.write_all(part).map_err(zip::result::ZipError::from)?;
    Ok(())
}

/// Title, subject, author and language ([N-126]); no dates, which would differ
/// between two runs.
fn core_properties(document: &Document) -> Result<String, DocxError> {
    let mut properties = String::new();
    for (name, value) in [
        ("title", document.title.as_str()),
        ("subject", &document.subject),
        ("creator", &document.author),
        ("language", "ru-RU"),
    ] {
        if !value.is_empty() {
            let value = escape(plain(value)?);
            properties.push_str(&format!("<dc:{name}>{value}</dc:{name}>"));
        }
    }
    Ok(CORE_PROPERTIES.replace("{properties}", &properties))
}

const CONTENT_TYPES: &str = include_str!("parts/content-types.xml");
const RELATIONSHIPS: &str = include_str!("parts/relationships.xml");
const DOCUMENT_RELATIONSHIPS: &str = include_str!("parts/document-relationships.xml");
const APP_PROPERTIES: &str = include_str!("parts/app-properties.xml");
const CORE_PROPERTIES: &str = include_str!("parts/core-properties.xml");
const FONT_TABLE: &str = include_str!("parts/font-table.xml");
const SETTINGS: &str = include_str!("parts/settings.xml");
const THEME: &str = include_str!("parts/theme.xml");
