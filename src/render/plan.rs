//! The plan as templates see it.

use serde::Serialize;

use super::context::{Context, lines, upper_first};
use super::manuscript::{BlockView, Typist};
use crate::model::{
    Activity, Column, ColumnSpec, ExecutorRef, Field, Joining, ListItem, NumberedActivity,
    NumberedSection, Plan, Text,
};
use crate::style::Align;

/// A plan with everything its document says.
#[derive(Debug, Serialize)]
pub(super) struct PlanView {
    /// «план-график»
    pub(super) kind: String,
    /// The title, line by line.
    pub(super) title: Vec<String>,
    /// «2022 год», as it follows «на»; empty if the dossier names no period.
    pub(super) period: String,
    goal: Option<String>,
    tasks: Vec<ItemView>,
    indicators: Vec<ItemView>,
    before_table: Vec<BlockView>,
    table: TableView,
    after_table: Vec<BlockView>,
}

/// An item of a list; nested lists are flat, with levels from 1.
#[derive(Debug, Serialize)]
struct ItemView {
    text: String,
    level: usize,
}

/// The table of activities.
#[derive(Debug, Serialize)]
pub(super) struct TableView {
    /// The heading above it, line by line.
    title: Vec<String>,
    /// Whether its sheet lies ([N-30]).
    landscape: bool,
    columns: Vec<ColumnView>,
    /// Whether a row «1 2 3 …» follows the header ([N-33]).
    numbered_columns: bool,
    rows: Vec<RowView>,
}

#[derive(Debug, Serialize)]
struct ColumnView {
    heading: String,
    /// mm
    width: Option<f32>,
    /// Of what is left, where there is no width.
    share: u16,
    /// left, center, right or justify
    align: Align,
}

/// A row that heads those below it.
#[derive(Debug, Serialize)]
pub(super) struct SectionView {
    /// «1.» or empty.
    pub(super) number: String,
    pub(super) title: Vec<String>,
    pub(super) goal: Option<String>,
}

/// A section row or an activity.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum RowView {
    Section(SectionView),
    Activity {
        /// A cell a column, each a list of paragraphs.
        cells: Vec<Vec<String>>,
        /// Whether activities below it follow.
        parent: bool,
    },
}

impl Context<'_> {
    pub(super) fn plan(&mut self, plan: &Plan) -> PlanView {
        let files: Vec<&Text> = plan.texts().collect();
        let mut typist = Typist::new(self, &files).of_plan();
        let before = typist.files(plan.before_table.iter());
        let after = typist.files(plan.after_table.iter());
        self.plan_between(plan, before, after)
    }

    /// The plan with the texts on both sides of its table.
    pub(super) fn plan_between(
        &mut self,
        plan: &Plan,
        before_table: Vec<BlockView>,
        after_table: Vec<BlockView>,
    ) -> PlanView {
        let period = plan.period.as_ref().or(self.dossier.period.as_ref());
        PlanView {
            kind: plan.kind.value.clone(),
            title: self.paragraphs(&plan.title),
            period: period.map_or(String::new(), |period| period.accusative()),
            goal: plan.goal.as_ref().map(|goal| self.text(goal)),
            tasks: self.items(&plan.tasks),
            indicators: self.items(&plan.indicators),
            before_table,
            table: self.table(plan),
            after_table,
        }
    }

    fn items(&mut self, items: &[ListItem]) -> Vec<ItemView> {
        let mut views = Vec::new();
        self.add_items(items, 1, &mut views);
        views
    }

    fn add_items(&mut self, items: &[ListItem], level: usize, views: &mut Vec<ItemView>) {
        for item in items {
            let text = self.text(item.text());
            views.push(ItemView { text, level });
            self.add_items(item.items(), level + 1, views);
        }
    }

    fn table(&mut self, plan: &Plan) -> TableView {
        let columns: Vec<Column> = plan.columns.iter().map(ColumnSpec::column).collect();
        let mut rows = Vec::new();
        for section in plan.numbered() {
            rows.extend(self.section_row(&section).map(RowView::Section));
            for activity in &section.activities {
                rows.push(self.activity_row(activity, &columns, plan.numbering.dot));
            }
        }
        TableView {
            title: plan
                .table_title
                .as_ref()
                .map_or(Vec::new(), |title| self.paragraphs(title)),
            landscape: plan.is_landscape(&self.dossier.style),
            columns: columns.iter().map(column_view).collect(),
            numbered_columns: plan.number_columns,
            rows,
        }
    }

    /// One row by its place in the reading order, as it is quoted upright on a standing
    /// sheet: widths of a lying one become shares.
    pub(super) fn quoted_row(&mut self, plan: &Plan, place: usize) -> TableView {
        let columns: Vec<Column> = plan.columns.iter().map(ColumnSpec::column).collect();
        let numbered = plan.numbered();
        let mut rows = numbered.iter().flat_map(|section| &section.activities);
        let row = rows.nth(place);
        let mut views: Vec<ColumnView> = columns.iter().map(column_view).collect();
        if plan.is_landscape(&self.dossier.style) {
            for view in &mut views {
                view.share = view
                    .width
                    .take()
                    .map_or(view.share * SHARE_OF_MM, |mm| mm as u16);
            }
        }
        TableView {
            title: Vec::new(),
            landscape: false,
            columns: views,
            numbered_columns: false,
            rows: row
                .map(|row| self.activity_row(row, &columns, plan.numbering.dot))
                .into_iter()
                .collect(),
        }
    }

    /// The row that heads a section; `None` outside sections.
    pub(super) fn section_row(&mut self, section: &NumberedSection<'_>) -> Option<SectionView> {
        let number = section.number.as_ref();
        section.section.map(|section| SectionView {
            number: number.map_or(String::new(), |number| format!("{number}.")),
            title: self.paragraphs(&section.title),
            goal: section.goal.as_ref().map(|goal| self.text(goal)),
        })
    }

    fn activity_row(
        &mut self,
        row: &NumberedActivity<'_>,
        columns: &[Column],
        dot: bool,
    ) -> RowView {
        let number = if dot {
            format!("{}.", row.number)
        } else {
            row.number.clone()
        };
        let cells = columns
            .iter()
            .map(|column| match column.field.value {
                Field::Number => vec![number.clone()],
                _ => self.cell(row.activity, column),
            })
            .collect();
        RowView::Activity {
            cells,
            parent: !row.activity.activities.is_empty(),
        }
    }

    pub(super) fn cell(&mut self, activity: &Activity, column: &Column) -> Vec<String> {
        let text = match column.field.value {
            Field::Executors => return self.names(&activity.executors, column.joining),
            Field::Participants => return self.names(&activity.participants, column.joining),
            Field::Number => None,
            Field::Title => Some(&activity.title),
            Field::Deadline => {
                let written = activity.deadline.as_ref().map(|text| self.text(text));
                return written.map_or(Vec::new(), |text| lines(&self.deadline(&text)));
            }
            Field::Result => activity.result.as_ref(),
            Field::Evidence => activity.evidence.as_ref(),
            Field::Extra => column
                .extra
                .as_ref()
                .and_then(|name| activity.extra.get(&name.value)),
        };
        text.map_or(Vec::new(), |text| lines(&self.text(text)))
    }

    /// Executors in one cell; its first letter is a capital.
    fn names(&mut self, executors: &[ExecutorRef], joining: Joining) -> Vec<String> {
        let names: Vec<String> = executors.iter().map(|one| self.executor(one)).collect();
        names_joined(&names, joining)
    }
}

/// Names in one cell, in one paragraph or each in its own.
pub(super) fn names_joined(names: &[String], joining: Joining) -> Vec<String> {
    match joining {
        _ if names.is_empty() => Vec::new(),
        Joining::Comma => vec![upper_first(&names.join(", "))],
        Joining::Line => names.iter().map(|name| upper_first(name)).collect(),
    }
}

/// What a column without a width counts for beside widths in mm.
const SHARE_OF_MM: u16 = 40;

/// How many shares of the room the column of activities gets, others one: their names
/// are a plan's longest text, yet «Ответственный» must still fit into the fifth column.
const TITLE_SHARE: u16 = 2;

/// A column's heading, its own or the usual one.
pub(super) fn heading(column: &Column) -> String {
    match (&column.heading, &column.extra) {
        (Some(heading), _) => heading.value.clone(),
        (None, Some(name)) => upper_first(name),
        (None, None) => column.field.value.heading().to_owned(),
    }
}

fn column_view(column: &Column) -> ColumnView {
    let field = column.field.value;
    ColumnView {
        heading: heading(column),
        width: column.width(),
        share: match field {
            Field::Title => TITLE_SHARE,
            _ => 1,
        },
        align: column.align.unwrap_or(match field {
            Field::Number => Align::Center,
            _ => Align::Left,
        }),
    }
}

/// The plan's name for files and lists: «План-график на 2022 год».
pub(super) fn file_name(view: &PlanView) -> String {
    let kind = upper_first(&view.kind);
    if view.period.is_empty() {
        kind
    } else {
        format!("{kind} на {}", view.period)
    }
}
