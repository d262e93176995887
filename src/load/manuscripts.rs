//! The folder `text` of a dossier: long prose in Markdown.

use std::path::Path;

use super::{ReadError, Reader, file_names, markdown, read, text};
use crate::diagnostic::{Diagnostic, nearest, perhaps};
use crate::model::{Dossier, Manuscript, Text};

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
            let Some(source) = self.decoded(path, bytes) else {
                self.whole = false;
                continue;
            };
            let text = self.sources.get(source).text.clone();
            let misleading = text::invisible(source, &text);
            if !misleading.is_empty() {
                self.findings.extend(misleading);
                self.whole = false;
                continue;
            }
            let parsed = markdown::parse(source, &text);
            if parsed.blocks.is_empty() && parsed.findings.is_empty() {
                self.findings
                    .push(without_text(&self.sources.get(source).path));
            }
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

    /// Reports texts without a file, and files that nothing names; the texts that no
    /// document in force holds are left to themselves. `named` are those of all editions.
    pub(super) fn report_manuscripts(&mut self, dossier: &Dossier, named: &[Text]) {
        let mut told: Vec<&str> = Vec::new();
        for file in named {
            // A file that could not be read has been told of already.
            if dossier.manuscript(file).is_some() || !self.whole || told.contains(&file.as_str()) {
                continue;
            }
            told.push(file);
            let names = dossier.manuscripts.iter().map(|one| one.name.as_str());
            let hint = match nearest(file, names) {
                Some(near) => perhaps(file, near),
                None => format!("положите файл «{}» в папку {TEXTS} дела", file.value),
            };
            let message = format!("файла {TEXTS}/{} нет", file.value);
            self.findings
                .push(Diagnostic::error("missing-text", file.span, message).hint(hint));
        }
        let in_force = dossier.texts_in_force();
        let named: Vec<&Text> = named.iter().collect();
        for manuscript in &dossier.manuscripts {
            let names = |files: &[&Text]| files.iter().any(|file| file.value == manuscript.name);
            if names(&in_force) {
                continue;
            }
            self.texts
                .retain(|text| text.span.source != manuscript.source);
            if !names(&named) {
                let path = &self.sources.get(manuscript.source).path;
                let message = format!("файл {} никуда не входит", path.display());
                self.findings.push(
                    Diagnostic::warning_without_place("unused-text", message).hint(
                        "назовите его частью программы, текстом плана или приложения либо удалите",
                    ),
                );
            }
        }
    }
}

fn without_text(path: &Path) -> Diagnostic {
    let message = format!("в файле {} нет текста", path.display());
    Diagnostic::warning_without_place("empty-text", message)
        .hint("допишите текст или удалите файл и его имя из дела")
}

fn not_markdown(path: &Path) -> Diagnostic {
    let message = format!("файл {} не читается", path.display());
    Diagnostic::warning_without_place("unknown-file", message)
        .hint("тексты лежат в файлах Markdown, имя которых кончается на «.md»")
}
