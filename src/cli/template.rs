//! `dyak template`

use super::args::{TemplateAction, TemplateArgs};
use super::terminal::Terminal;
use super::{Exit, Failure};
use crate::build::write_new;
use crate::diagnostic::nearest;
use crate::load::{FileKind, TEMPLATES};
use crate::render::BUILT_IN;

pub(super) fn run(arguments: &TemplateArgs, terminal: &Terminal) -> Result<Exit, Failure> {
    match &arguments.action {
        TemplateAction::List => {
            for (name, _) in BUILT_IN {
                terminal.result(&format!("{name}\n"));
            }
        }
        TemplateAction::Show { name } => terminal.result(template(name)?),
        TemplateAction::Copy { name, dossier } => {
            let text = template(name)?;
            super::build::require_folder(dossier)?;
            let main = dossier.join(FileKind::Dossier.file_name());
            if !main.exists() {
                return Err(Failure::Usage(format!(
                    "в папке {} нет дела: нет файла {}",
                    dossier.display(),
                    main.display()
                )));
            }
            let path = dossier.join(TEMPLATES).join(name);
            write_new(&path, text.as_bytes())?;
            terminal.note(&format!(
                "{}: правьте этот файл, встроенный шаблон больше не используется",
                path.display()
            ));
        }
    }
    Ok(Exit::Done)
}

fn template(name: &str) -> Result<&'static str, Failure> {
    let found = BUILT_IN.iter().find(|(known, _)| *known == name);
    found.map(|(_, text)| *text).ok_or_else(|| {
        let names = BUILT_IN.map(|(name, _)| name);
        let hint = match nearest(name, names) {
            Some(near) => format!("возможно, вы имели в виду «{near}»"),
            None => format!("есть: {}", names.join(", ")),
        };
        Failure::Usage(format!("шаблона «{name}» нет; {hint}"))
    })
}
