//! The folder `text` of a dossier: long prose in Markdown.

use std::path::Path;

use super::{ReadError, Reader, file_names, markdown, read, text};
use crate::diagnostic::{Diagnostic, nearest, perhaps};
use crate::model::{Dossier, Manuscript};

/// The folder of a dossier that holds its prose.
pub const TEXTS: &str = "text";

impl Reader<'_> {
    /// Reads every Markdown file of the folder.
    pub(super) fn manuscripts(&mut self, folder: &Path) -> Result<Vec<Manuscript>, ReadError> {
        let folder = folder.join(TEXTS);
        let mut manuscripts = Vec::new();
        for name in file_names(&folder)? {
            let path = folder.join(&name);
            if !name.ends_with(".md") {
                self.findings.push(not_markdown(&path));
                continue;
            }
            let Some(bytes) = read(&path)? else { continue };
            let text = match text::decode(bytes) {
                Ok(text) => text,
                Err((offset, lossy)) => {
                    let source = self.sources.add(path, lossy);
                    self.findings.push(text::not_utf8(source, offset));
                    self.whole = false;
                    continue;
                }
            };
            let source = self.sources.add(path, text);
            let text = self.sources.get(source).text.clone();
            let misleading = text::invisible(source, &text);
            if !misleading.is_empty() {
                self.findings.extend(misleading);
                self.whole = false;
                continue;
            }
            let parsed = markdown::parse(source, &text);
            self.whole &= !parsed.findings.iter().any(Diagnostic::is_error);
            self.findings.extend(parsed.findings);
            self.texts.extend(parsed.texts);
            manuscripts.push(Manuscript {
                name,
                source,
                blocks: parsed.blocks,
            });
        }
        Ok(manuscripts)
    }

    /// Reports parts of the programme without a file, and files that no part names.
    pub(super) fn report_manuscripts(&mut self, dossier: &Dossier) {
        let parts = dossier
            .programme
            .iter()
            .flat_map(|programme| &programme.parts);
        let named: Vec<&str> = parts
            .clone()
            .map(|part| part.file().value.as_str())
            .collect();
        for file in parts.map(|part| part.file()) {
            // A file that could not be read has been told of already.
            if dossier.manuscript(file).is_some() || !self.whole {
                continue;
            }
            let names = dossier.manuscripts.iter().map(|one| one.name.as_str());
            let hint = match nearest(file, names) {
                Some(near) => perhaps(file, near),
                None => format!("положите файл «{}» в папку {TEXTS} дела", file.value),
            };
            let message = format!("файла {TEXTS}/{} нет", file.value);
            self.findings
                .push(Diagnostic::error("missing-text", file.span, message).hint(hint));
        }
        for manuscript in &dossier.manuscripts {
            if !named.contains(&manuscript.name.as_str()) {
                let path = &self.sources.get(manuscript.source).path;
                let message = format!("файл {} никуда не входит", path.display());
                self.findings.push(
                    Diagnostic::warning_without_place("unused-text", message)
                        .hint("назовите его среди частей программы или удалите"),
                );
            }
        }
    }
}

fn not_markdown(path: &Path) -> Diagnostic {
    let message = format!("файл {} не читается", path.display());
    Diagnostic::warning_without_place("unknown-file", message)
        .hint("тексты лежат в файлах Markdown, имя которых кончается на «.md»")
}
