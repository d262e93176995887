//! Columns that do not fit between the margins ([N-185]).

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Column, ColumnSpec};

pub(super) const RULE: Rule = Rule {
    code: "columns-too-wide",
    severity: Severity::Error,
    explain: "\
Столбцы таблицы вместе шире листа.

Почему: таблица вышла бы за поле, и правый столбец обрезался бы при печати. Столбцу без ширины нужно не меньше 15 мм.

Пример: столбцы 20, 90, 40 и 40 мм на книжном листе, где между полями 170 мм.

Как исправить: уменьшите ширину столбцов или укажите «ориентация: альбомная».",
    local: false,
    check,
};

/// What a column without a width needs, mm.
const LEAST: f32 = 15.0;

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(plan) = &subject.dossier.plan else {
        return;
    };
    let style = &subject.dossier.style;
    let available = style.text_width(plan.is_landscape(style));
    // Margins without room between them are reported as such.
    if available <= 0.0 {
        return;
    }
    let columns: Vec<Column> = plan.columns.iter().map(ColumnSpec::column).collect();
    let needed: f32 = columns.iter().map(|c| c.width().unwrap_or(LEAST)).sum();
    if needed <= available {
        return;
    }
    let message = format!("столбцам нужно {needed} мм, а между полями листа {available} мм");
    let hint = "уменьшите ширину столбцов или укажите «ориентация: альбомная»";
    let given = columns.iter().filter_map(|column| column.width.as_ref());
    let (span, label) = match given.max_by(|a, b| a.value.total_cmp(&b.value)) {
        Some(widest) => (widest.span, "самый широкий столбец"),
        None => (columns[columns.len() - 1].field.span, "последний столбец"),
    };
    findings.push(
        Diagnostic::error(RULE.code, span, message)
            .label(label)
            .hint(hint),
    );
}
