//! The fonts of a dossier: the embedded family, or the one its profile asks for.

use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::export::pdf::Fonts;
use crate::font_search;
use crate::style::Style;

/// The folder of a dossier that may hold fonts of its own.
const FOLDER: &str = "шрифты";

/// The fonts to lay out with; a family that is nowhere is a finding.
pub(super) fn find(folder: &Path, style: &Style, findings: &mut Vec<Diagnostic>) -> Fonts {
    let Some(family) = &style.pdf_font else {
        return Fonts::built_in();
    };
    let found = faces(family, font_search::in_folder(family, &folder.join(FOLDER)))
        .or_else(|| faces(family, font_search::in_system(family)));
    found.unwrap_or_else(|| {
        let message = format!("гарнитура «{family}» не найдена, PDF набран встроенным Tinos");
        findings.push(
            Diagnostic::warning_without_place("font-not-found", message).hint(format!(
                "положите файлы гарнитуры в папку {} или удалите «шрифт pdf» из оформления",
                folder.join(FOLDER).display()
            )),
        );
        Fonts::built_in()
    })
}

fn faces(family: &str, paths: Vec<PathBuf>) -> Option<Fonts> {
    let files: Vec<Vec<u8>> = paths
        .iter()
        .filter_map(|path| std::fs::read(path).ok())
        .collect();
    Fonts::with_family(family, files)
}
