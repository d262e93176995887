//! Files whose names are nearly those that a dossier consists of.

use std::path::{Path, PathBuf};

use super::FileKind;
use crate::diagnostic::{Diagnostic, nearest};

/// The file that a name stands for or was to stand for: «order.yaml.txt»,
/// «order.yml», «Order.yaml».
pub(super) fn meant(name: &str) -> Option<FileKind> {
    let name = name.to_lowercase();
    FileKind::ALL
        .into_iter()
        .find(|kind| stem(kind.file_name()) == stem(&name))
}

/// The name without endings: Notepad adds its own to the one that was typed.
fn stem(name: &str) -> &str {
    let endings = [".txt", ".yml", ".yaml"];
    match endings.iter().find_map(|ending| name.strip_suffix(ending)) {
        Some(shorter) => stem(shorter),
        None => name,
    }
}

/// The finding for a file that would be `kind`, had it the right name.
pub(super) fn misnamed(path: &Path, kind: FileKind) -> Diagnostic {
    let name = kind.file_name();
    let message = format!(
        "файл {} не читается: он должен называться «{name}»",
        path.display()
    );
    Diagnostic::error_without_place("misnamed-file", message).hint(rename(path, kind))
}

/// The finding for a file that its folder's kind would be, were it not for its ending.
pub(super) fn not_yaml(path: &Path) -> Diagnostic {
    let message = format!(
        "файл {} не читается: имя файла должно кончаться на «.yaml»",
        path.display()
    );
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let right = format!("{}.yaml", stem(&name));
    Diagnostic::error_without_place("misnamed-file", message).hint(rename_to(path, &right))
}

/// The finding for a folder with YAML that is not read.
pub(super) fn unread_folder(path: &Path, hint: &str) -> Diagnostic {
    let message = format!("файлы YAML в папке {} не читаются", path.display());
    Diagnostic::warning_without_place("unknown-file", message).hint(hint)
}

fn rename(path: &Path, kind: FileKind) -> String {
    rename_to(path, kind.file_name())
}

fn rename_to(path: &Path, name: &str) -> String {
    let has_txt = path.extension().is_some_and(|ending| ending == "txt");
    let unseen = if has_txt {
        "; если окончания «.txt» не видно, включите в Проводнике «Вид → Расширения имён файлов»"
    } else {
        ""
    };
    format!("переименуйте его в «{name}»{unseen}")
}

/// The finding for a YAML file that is not read: most are misspelt.
pub(super) fn unknown(path: &Path, name: &str) -> Diagnostic {
    let known = FileKind::ALL.map(FileKind::file_name);
    let message = format!("файл {} не читается", path.display());
    let hint = match nearest(name, known) {
        Some(known) => format!("возможно, вы имели в виду «{known}»: переименуйте файл"),
        None => format!("дело составляют файлы: {}", known.join(", ")),
    };
    Diagnostic::warning_without_place("unknown-file", message).hint(hint)
}

/// The finding for a second file of a kind: the one with the right name is read.
pub(super) fn superfluous(path: &Path, kind: FileKind) -> Diagnostic {
    let message = format!("файл {} не читается", path.display());
    let hint = match kind.inline_key() {
        Some(key) => format!(
            "{} или ключ «{key}» в деле уже есть: лишний файл удалите",
            kind.file_name()
        ),
        None => format!("{} в деле уже есть: лишний файл удалите", kind.file_name()),
    };
    Diagnostic::warning_without_place("unknown-file", message).hint(hint)
}

/// The finding for a folder that is no dossier; `names` are its files.
pub(super) fn no_dossier(folder: &Path, names: &[String]) -> Diagnostic {
    let message = format!("в папке {} нет файла dossier.yaml", folder.display());
    let found = names
        .iter()
        .find(|name| meant(name) == Some(FileKind::Dossier));
    let hint = match (found, deeper(folder).as_slice()) {
        (Some(name), _) => format!(
            "есть файл {name}: {}",
            rename(Path::new(name), FileKind::Dossier)
        ),
        (None, []) => "укажите папку дела или создайте новое дело: dyak new ПАПКА".into(),
        (None, [one]) => format!("дело лежит глубже, укажите его папку: {}", one.display()),
        (None, [first, ..]) => format!(
            "дела лежат глубже, укажите папку одного из них: например, {}",
            first.display()
        ),
    };
    Diagnostic::error_without_place("no-dossier", message).hint(hint)
}

/// Dossiers right below a folder, sorted.
fn deeper(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut dossiers: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| path.join(FileKind::Dossier.file_name()).is_file())
        .collect();
    dossiers.sort();
    dossiers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_in_the_ending_or_in_capitals_is_seen_through() {
        for name in ["order.yaml.txt", "order.yml", "Order.YAML", "order.txt"] {
            assert_eq!(meant(name), Some(FileKind::Order), "{name}");
        }
        for name in ["order.xml", "orders.yaml", "заметки.txt"] {
            assert_eq!(meant(name), None, "{name}");
        }
    }
}
