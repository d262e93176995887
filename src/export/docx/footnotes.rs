//! The part with the footnotes: docx-rs writes their text, but neither the lines
//! that part it from the page nor the number before it.

use super::{DocxError, styles};

/// The lines that Word draws above footnotes; its own ids for them.
const SEPARATORS: &str = r#"<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>"#;

/// Completes the part; `None` if there are no footnotes in it.
pub(super) fn complete(xml: &[u8]) -> Result<Option<String>, DocxError> {
    const START: &str = "<w:footnote ";
    let xml = std::str::from_utf8(xml).map_err(quick_xml::Error::from)?;
    let mut notes = xml.split(START);
    let head = notes.next().unwrap_or_default();
    let notes: Vec<&str> = notes.collect();
    if notes.is_empty() {
        return Ok(None);
    }
    let call = format!(
        r#"<w:r><w:rPr><w:rStyle w:val="{}"/></w:rPr><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> </w:t></w:r>"#,
        styles::FOOTNOTE_CALL
    );
    let mut complete = head.to_owned() + SEPARATORS;
    for note in notes {
        complete += START;
        complete += &note.replacen("</w:pPr>", &format!("</w:pPr>{call}"), 1);
    }
    Ok(Some(complete))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_footnote_begins_with_its_number() {
        let part = br#"<w:footnotes><w:footnote w:id="1"><w:p><w:pPr></w:pPr><w:r/></w:p></w:footnote></w:footnotes>"#;
        let complete = complete(part).unwrap().unwrap();
        assert_eq!(complete.matches("<w:footnote ").count(), 3);
        assert!(complete.contains("</w:pPr><w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r>"));
        assert_eq!(super::complete(b"<w:footnotes/>").unwrap(), None);
    }
}
