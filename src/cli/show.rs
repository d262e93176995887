//! `dyak show`

use std::path::Path;

use clap::ValueEnum;

use super::args::{DocumentName, Form, ShowArgs};
use super::terminal::Terminal;
use super::{Exit, Failure, scope};
use crate::build::{Ready, Request, prepare};
use crate::diagnostic::Sources;
use crate::export::pdf::typst_source;
use crate::render::Draft;

pub(super) fn run(arguments: &ShowArgs, terminal: &Terminal) -> Result<Exit, Failure> {
    let (dossier, document) = match arguments.what.as_slice() {
        [document] => (".", document),
        [dossier, document, ..] => (dossier.as_str(), document),
        [] => return Err(Failure::Usage("не указан документ".into())),
    };
    let name = DocumentName::from_str(document, true).map_err(|_| {
        Failure::Usage(format!(
            "документа «{document}» нет; есть: order (приказ), plan (план), report (сводный отчёт), school-report (отчёт школы), reminder (напоминание), indicators (таблица показателей), analysis (аналитическая справка), programme (программа), school-programme (программа школы), amendment (изменяющий приказ), consolidated (действующая редакция), comparison (сравнение), acquaintance (лист ознакомления), letter (письмо об изменениях)"
        ))
    })?;
    let dossier = Path::new(dossier);
    super::build::require_folder(dossier)?;
    let kinds = [name.into()];
    let prepared = prepare(dossier, Request::These(&kinds), &scope(&arguments.scope)?)?;
    terminal.findings(&prepared.findings, &prepared.sources);
    match &prepared.ready {
        Some(ready) => {
            if ready.has_workbooks() && !matches!(arguments.form, Form::View | Form::Tree) {
                let message = "у таблицы показателей нет ни шаблона, ни разметки: есть --as view";
                return Err(Failure::Usage(message.into()));
            }
            terminal.result(&text(ready, &prepared.sources, arguments.form));
            Ok(Exit::Done)
        }
        None => {
            for draft in &prepared.drafts {
                terminal.result(&draft_text(draft, arguments.form));
            }
            Ok(Exit::Findings)
        }
    }
}

/// What there is of a document with errors: whoever mends a template needs it most.
fn draft_text(draft: &Draft, form: Form) -> String {
    match form {
        Form::View => pretty(&draft.view),
        Form::Markup => draft.markup.clone().unwrap_or_default(),
        Form::Tree | Form::Typst => String::new(),
    }
}

/// The form of the one document asked for.
fn text(ready: &Ready, sources: &Sources, form: Form) -> String {
    let workbooks = ready.workbooks(sources);
    let workbooks = workbooks.iter().map(|rendered| pretty(&rendered.workbook));
    let documents = ready.rendered.iter().map(|rendered| match form {
        Form::View => pretty(&rendered.view),
        Form::Markup => rendered.markup.clone(),
        Form::Tree => pretty(&rendered.document),
        Form::Typst => typst_source(&rendered.document, &ready.style, &ready.fonts),
    });
    documents.chain(workbooks).collect()
}

fn pretty(value: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(value).expect("texts always serialise") + "\n"
}
