//! `dyak new`

use std::path::Path;

use super::args::NewArgs;
use super::terminal::Terminal;
use super::{Exit, Failure};
use crate::build::write_new;
use crate::diagnostic::nearest;
use crate::load::{FileKind, SCHEMAS};

/// The files of a dossier: name and text.
type Files = &'static [(&'static str, &'static str)];

/// The commented dossier that `dyak new` makes.
const BLANK: Files = &[
    (
        "dossier.yaml",
        include_str!("../../templates/new/dossier.yaml"),
    ),
    ("order.yaml", include_str!("../../templates/new/order.yaml")),
    ("plan.yaml", include_str!("../../templates/new/plan.yaml")),
    (
        "schools.yaml",
        include_str!("../../templates/new/schools.yaml"),
    ),
];

/// The example dossiers of `data/`.
const EXAMPLES: &[(&str, Files)] = &[
    (
        "belomorsk-2022",
        &[
            (
                "dossier.yaml",
                include_str!("../../data/belomorsk-2022/dossier.yaml"),
            ),
            (
                "order.yaml",
                include_str!("../../data/belomorsk-2022/order.yaml"),
            ),
            (
                "plan.yaml",
                include_str!("../../data/belomorsk-2022/plan.yaml"),
            ),
            (
                "schools.yaml",
                include_str!("../../data/belomorsk-2022/schools.yaml"),
            ),
            (
                "text/управленческий-цикл.md",
                include_str!("../../data/belomorsk-2022/text/управленческий-цикл.md"),
            ),
            (
                "text/решения.md",
                include_str!("../../data/belomorsk-2022/text/решения.md"),
            ),
        ],
    ),
    (
        "roadmap-2020",
        &[
            (
                "dossier.yaml",
                include_str!("../../data/roadmap-2020/dossier.yaml"),
            ),
            (
                "plan.yaml",
                include_str!("../../data/roadmap-2020/plan.yaml"),
            ),
        ],
    ),
    (
        "luga-2021-2022",
        &[
            (
                "dossier.yaml",
                include_str!("../../data/luga-2021-2022/dossier.yaml"),
            ),
            (
                "plan.yaml",
                include_str!("../../data/luga-2021-2022/plan.yaml"),
            ),
            (
                "schools.yaml",
                include_str!("../../data/luga-2021-2022/schools.yaml"),
            ),
            (
                "text/постановка-проблемы.md",
                include_str!("../../data/luga-2021-2022/text/постановка-проблемы.md"),
            ),
        ],
    ),
    (
        "sorsk-2020-2023",
        &[
            (
                "dossier.yaml",
                include_str!("../../data/sorsk-2020-2023/dossier.yaml"),
            ),
            (
                "indicators.yaml",
                include_str!("../../data/sorsk-2020-2023/indicators.yaml"),
            ),
            (
                "plan.yaml",
                include_str!("../../data/sorsk-2020-2023/plan.yaml"),
            ),
            (
                "programme.yaml",
                include_str!("../../data/sorsk-2020-2023/programme.yaml"),
            ),
            (
                "text/1-пояснительная-записка.md",
                include_str!("../../data/sorsk-2020-2023/text/1-пояснительная-записка.md"),
            ),
            (
                "text/2-участники.md",
                include_str!("../../data/sorsk-2020-2023/text/2-участники.md"),
            ),
            (
                "text/3-предметные-результаты.md",
                include_str!("../../data/sorsk-2020-2023/text/3-предметные-результаты.md"),
            ),
            (
                "text/4-условия.md",
                include_str!("../../data/sorsk-2020-2023/text/4-условия.md"),
            ),
            (
                "text/5-цель-и-задачи.md",
                include_str!("../../data/sorsk-2020-2023/text/5-цель-и-задачи.md"),
            ),
            (
                "text/6-содержание.md",
                include_str!("../../data/sorsk-2020-2023/text/6-содержание.md"),
            ),
            (
                "text/7-показатели.md",
                include_str!("../../data/sorsk-2020-2023/text/7-показатели.md"),
            ),
            (
                "text/8-изменения.md",
                include_str!("../../data/sorsk-2020-2023/text/8-изменения.md"),
            ),
            (
                "text/школа-1-положение-дел.md",
                include_str!("../../data/sorsk-2020-2023/text/школа-1-положение-дел.md"),
            ),
            (
                "text/школа-2-что-делаем.md",
                include_str!("../../data/sorsk-2020-2023/text/школа-2-что-делаем.md"),
            ),
            (
                "schools.yaml",
                include_str!("../../data/sorsk-2020-2023/schools.yaml"),
            ),
        ],
    ),
    (
        "vyborg-2019-2021",
        &[
            (
                "dossier.yaml",
                include_str!("../../data/vyborg-2019-2021/dossier.yaml"),
            ),
            (
                "plan.yaml",
                include_str!("../../data/vyborg-2019-2021/plan.yaml"),
            ),
            (
                "schools.yaml",
                include_str!("../../data/vyborg-2019-2021/schools.yaml"),
            ),
            (
                "progress/2020-1-коробицынская.yaml",
                include_str!("../../data/vyborg-2019-2021/progress/2020-1-коробицынская.yaml"),
            ),
            (
                "progress/2020-1-лесогорская.yaml",
                include_str!("../../data/vyborg-2019-2021/progress/2020-1-лесогорская.yaml"),
            ),
            (
                "progress/2020-1-методотдел.yaml",
                include_str!("../../data/vyborg-2019-2021/progress/2020-1-методотдел.yaml"),
            ),
            (
                "progress/2020-1-рощинский.yaml",
                include_str!("../../data/vyborg-2019-2021/progress/2020-1-рощинский.yaml"),
            ),
            (
                "progress/2020-1-сош1.yaml",
                include_str!("../../data/vyborg-2019-2021/progress/2020-1-сош1.yaml"),
            ),
            (
                "progress/2020-1-сош13.yaml",
                include_str!("../../data/vyborg-2019-2021/progress/2020-1-сош13.yaml"),
            ),
            (
                "progress/2020-1-сош14.yaml",
                include_str!("../../data/vyborg-2019-2021/progress/2020-1-сош14.yaml"),
            ),
            (
                "progress/2020-1-сош37.yaml",
                include_str!("../../data/vyborg-2019-2021/progress/2020-1-сош37.yaml"),
            ),
            (
                "progress/2020-1-сош8.yaml",
                include_str!("../../data/vyborg-2019-2021/progress/2020-1-сош8.yaml"),
            ),
        ],
    ),
];

pub(super) fn run(arguments: &NewArgs, terminal: &Terminal) -> Result<Exit, Failure> {
    let files = match &arguments.example {
        None => BLANK,
        Some(name) => example(name)?,
    };
    let folder = &arguments.folder;
    let occupied = folder
        .read_dir()
        .is_ok_and(|mut entries| entries.next().is_some());
    if occupied || folder.is_file() {
        return Err(Failure::Usage(format!(
            "{} уже существует и не пуста: укажите новую папку",
            folder.display()
        )));
    }
    for (name, text) in files {
        let path = folder.join(name);
        let text = format!("{}{text}", schema_line(name));
        write_new(&path, text.as_bytes())?;
        terminal.note(&path.display().to_string());
    }
    write_schemas(folder, terminal)?;
    let argument = match folder.display().to_string() {
        current if current == "." => String::new(),
        spaced if spaced.contains(' ') => format!(" \"{spaced}\""),
        plain => format!(" {plain}"),
    };
    terminal.note(&format!(
        "Дело готово.\nПроверить: dyak check{argument}\nСделать документы: dyak build{argument}"
    ));
    Ok(Exit::Done)
}

/// The comment by which an editor finds the schema of a file; prose has none.
fn schema_line(name: &str) -> String {
    if !name.ends_with(".yaml") {
        return String::new();
    }
    let is_kind = |kind: &FileKind| match name.split_once('/') {
        Some((folder, _)) => kind.file_name().starts_with(folder),
        None => kind.file_name() == name,
    };
    let up = if name.contains('/') { "../" } else { "" };
    let stem = FileKind::ALL
        .into_iter()
        .find(is_kind)
        .map_or("dossier", FileKind::name);
    format!("# yaml-language-server: $schema={up}{SCHEMAS}/{stem}.json\n")
}

/// Writes the schemas, so that an editor completes and explains keys at once.
fn write_schemas(folder: &Path, terminal: &Terminal) -> Result<(), Failure> {
    let schemas = folder.join(SCHEMAS);
    for kind in FileKind::ALL {
        let name = format!("{}.json", kind.name());
        let text = serde_json::to_string_pretty(kind.schema()).expect("values always serialise");
        write_new(&schemas.join(name), text.as_bytes())?;
    }
    terminal.note(&format!(
        "{} (подсказки для редактора, например VS Code с расширением YAML)",
        schemas.display()
    ));
    Ok(())
}

fn example(name: &str) -> Result<Files, Failure> {
    let found = EXAMPLES.iter().find(|(known, _)| *known == name);
    found.map(|(_, files)| *files).ok_or_else(|| {
        let names = EXAMPLES.iter().map(|(name, _)| *name);
        let hint = match nearest(name, names.clone()) {
            Some(near) => format!("возможно, вы имели в виду «{near}»"),
            None => format!("есть: {}", names.collect::<Vec<_>>().join(", ")),
        };
        Failure::Usage(format!("образца «{name}» нет; {hint}"))
    })
}
