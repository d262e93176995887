//! What activities rest on: the key «после».

use std::collections::{BTreeSet, HashMap};

use crate::model::{Activity, NumberOrder, Plan, Text};

/// An activity and what a reference of it leads to.
pub(super) struct Basis<'a> {
    pub(super) activity: &'a Activity,
    pub(super) reference: &'a Text,
    /// What it names; `None` if there is no such activity.
    pub(super) rests_on: Option<&'a Activity>,
}

/// Every reference of every activity, in reading order.
pub(super) fn all(plan: &Plan) -> Vec<Basis<'_>> {
    let rows = Rows::of(plan);
    let mut all = Vec::new();
    for (section, activity) in &rows.reading {
        all.extend(activity.after.iter().map(|reference| Basis {
            activity,
            reference,
            rests_on: rows.find(reference, *section),
        }));
    }
    all
}

/// The plan's rows by the names that references use.
struct Rows<'a> {
    reading: Vec<(usize, &'a Activity)>,
    by_id: HashMap<&'a str, &'a Activity>,
    by_number: HashMap<(usize, String), &'a Activity>,
}

impl<'a> Rows<'a> {
    fn of(plan: &'a Plan) -> Self {
        let per_section = plan.numbering.order == NumberOrder::PerSection;
        let mut rows = Self {
            reading: Vec::new(),
            by_id: HashMap::new(),
            by_number: HashMap::new(),
        };
        for (index, section) in plan.numbered().into_iter().enumerate() {
            // A number that starts again means something in its own section only.
            let section_of = if per_section { index } else { 0 };
            for row in section.activities {
                rows.reading.push((section_of, row.activity));
                rows.by_number
                    .entry((section_of, row.number))
                    .or_insert(row.activity);
                if let Some(id) = &row.activity.id {
                    rows.by_id.entry(id.value.as_str()).or_insert(row.activity);
                }
            }
        }
        rows
    }

    fn find(&self, reference: &str, section: usize) -> Option<&'a Activity> {
        let name = reference.trim().trim_end_matches('.');
        let number = (section, name.to_owned());
        self.by_id
            .get(name)
            .or_else(|| self.by_number.get(&number))
            .copied()
    }
}

/// The names that a reference may use, for advice.
pub(super) fn names(plan: &Plan) -> BTreeSet<String> {
    let rows = plan
        .numbered()
        .into_iter()
        .flat_map(|section| section.activities);
    rows.flat_map(|row| {
        let id = row.activity.id.as_ref().map(|id| id.value.clone());
        id.into_iter().chain([row.number])
    })
    .collect()
}
