//! The table «было – стало» of two editions of a document.

use serde::Serialize;

use super::Properties;
use super::amendment::Step;
use super::context::upper_first;
use crate::diagnostic::Located;
use crate::document::compare::{Change, Unit};
use crate::document::typography;
use crate::edition::point_name;
use crate::language::numeric;
use crate::model::{Date, Dossier, NumberedPoint, Order, Text};

/// What a template of a comparison gets.
#[derive(Debug, Serialize)]
pub(super) struct ComparisonDocument {
    document: Properties,
    comparison: ComparisonView,
}

/// Two editions and what differs between them.
#[derive(Debug, Serialize)]
struct ComparisonView {
    document: String,
    old: String,
    new: String,
    changes: Vec<ChangeView>,
}

/// A change.
#[derive(Debug, Serialize)]
struct ChangeView {
    /// «Приложение 1, позиция 2.3, графа «Срок»»
    #[serde(rename = "where")]
    place: String,
    /// Paragraphs; none for what was added.
    old: Vec<String>,
    /// Paragraphs; none for what was removed.
    new: Vec<String>,
}

/// The name and the view of the comparison of the editions on both sides of an amendment.
pub(super) fn view(
    dossier: &Dossier,
    step: &Step<'_>,
    changes: &[Change],
) -> (String, ComparisonDocument) {
    let act = |number: &Text, date: &Located<Date>| {
        format!("от {} № {}", numeric(date.value.0), number.trim())
    };
    let order = act(&step.order.number, &step.order.date);
    let amending = act(&step.amendment.number, &step.amendment.date);
    let earlier: Vec<String> = dossier.amendments.all[..step.index]
        .iter()
        .map(|one| act(&one.number, &one.date))
        .collect();
    let name = format!(
        "Сравнение приказа № {} до и после приказа № {}",
        step.order.number.trim(),
        step.amendment.number.trim()
    );
    let view = ComparisonDocument {
        document: Properties {
            title: typography::text(&name),
            subject: typography::text("Сравнение редакций"),
            author: typography::text(&dossier.department.name),
        },
        comparison: ComparisonView {
            document: format!("приказа {order}"),
            old: match earlier.as_slice() {
                [] => "как подписано".to_owned(),
                acts => format!("с изменениями {}", acts.join(", ")),
            },
            new: format!("с изменениями, внесёнными приказом {amending}"),
            changes: changes.iter().map(change_view).collect(),
        },
    };
    (name, view)
}

/// Names points as the order does: the text alone does not tell point 4.1, put in after
/// point 4, from the first part of that.
pub fn name_points(order: &Order, changes: &mut [Change]) {
    let numbered = order.numbered();
    for change in changes {
        if let (Unit::Point(name), None) = (&mut change.place.unit, &change.place.appendix) {
            let is_it = |point: &NumberedPoint<'_>| {
                point.level == 1 && point.number == name.mark() && name.mark().contains('.')
            };
            if let Some(place) = numbered.iter().position(is_it) {
                *name = point_name(order, place);
            }
        }
    }
}

fn change_view(change: &Change) -> ChangeView {
    let lines = |text: Option<&str>| -> Vec<String> {
        let lines = text.unwrap_or_default().lines();
        lines.map(str::to_owned).collect()
    };
    ChangeView {
        place: upper_first(&change.place.to_string()),
        old: lines(change.edit.before()),
        new: lines(change.edit.after()),
    }
}
