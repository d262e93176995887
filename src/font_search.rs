//! Finding the font files of a family in a folder or among the system's fonts.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use fontdb::{Database, Source};

/// The files that hold faces of `family` (in any case) below `folder`, sorted.
pub fn in_folder(family: &str, folder: &Path) -> Vec<PathBuf> {
    let mut fonts = Database::new();
    fonts.load_fonts_dir(folder);
    files(family, &fonts)
}

/// The files that hold faces of `family` (in any case) among the system's fonts, sorted.
pub fn in_system(family: &str) -> Vec<PathBuf> {
    let mut fonts = Database::new();
    fonts.load_system_fonts();
    files(family, &fonts)
}

fn files(family: &str, fonts: &Database) -> Vec<PathBuf> {
    let wanted = family.to_lowercase();
    let files: BTreeSet<PathBuf> = fonts
        .faces()
        .filter(|face| {
            face.families
                .iter()
                .any(|(name, _)| name.to_lowercase() == wanted)
        })
        .filter_map(|face| match &face.source {
            Source::File(path) | Source::SharedFile(path, _) => Some(path.clone()),
            Source::Binary(_) => None,
        })
        .collect();
    files.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_is_found_whatever_the_case() {
        let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/fonts");
        assert_eq!(in_folder("tinos", &fonts).len(), 4);
        assert!(in_folder("Times New Roman", &fonts).is_empty());
    }
}
