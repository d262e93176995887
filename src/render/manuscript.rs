//! Prose of the folder `text` as templates see it: references resolved, tables
//! numbered, headings numbered where that is wanted.

use serde::Serialize;

use super::context::Context;
use super::indicator_tables::{TableView, figure_text, table_named, table_titles};
use super::indicators::Data;
use super::plan::PlanView;
use crate::diagnostic::{Diagnostic, nearest, perhaps};
use crate::model::{
    ColumnAlign, Face, Figure, Manuscript, Measurements, Piece, Reference, Text, TextBlock,
    TextTable,
};

/// A block of prose.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(super) enum BlockView {
    Heading {
        /// From 1.
        level: u8,
        /// «2.1.», or empty.
        number: String,
        content: Vec<RunView>,
    },
    Paragraph {
        content: Vec<RunView>,
    },
    List {
        items: Vec<ListItemView>,
    },
    Table(TextTableView),
    /// Values of indicators.
    Values {
        caption: CaptionView,
        table: TableView,
        schools: Vec<String>,
    },
    /// Indicators and where their figures come from.
    Sources {
        caption: CaptionView,
        table: TableView,
    },
    Plan {
        plan: Box<PlanView>,
    },
}

/// «Таблица 3 – …»
#[derive(Clone, Debug, Serialize)]
pub(super) struct CaptionView {
    number: usize,
    title: String,
}

/// An item of a list; nested lists are flat, with levels from 1.
#[derive(Debug, Serialize)]
pub(super) struct ListItemView {
    level: u8,
    marker: String,
    content: Vec<RunView>,
}

/// A table written in Markdown.
#[derive(Debug, Serialize)]
pub(super) struct TextTableView {
    caption: Option<CaptionView>,
    /// left, center or right
    columns: Vec<&'static str>,
    head: Vec<Vec<RunView>>,
    rows: Vec<Vec<Vec<RunView>>>,
}

/// A piece of a line.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(super) enum RunView {
    Text {
        text: String,
        bold: bool,
        italic: bool,
    },
    Break,
    Footnote {
        content: Vec<RunView>,
    },
}

/// A table that other places may name.
struct Named {
    /// What it was made by: «показатели Участники», or its own name.
    words: String,
    number: usize,
}

/// Turns manuscripts of one document into views; tables count through all of them.
pub(super) struct Typist<'t, 'a> {
    context: &'t mut Context<'a>,
    data: Option<Data<'a>>,
    tables: Vec<Named>,
    number_headings: bool,
    /// How many tables have been printed.
    printed: usize,
    /// The number of the last heading, level by level.
    numbers: Vec<usize>,
}

impl<'t, 'a> Typist<'t, 'a> {
    /// Numbers the tables of `manuscripts`, the texts of one document in order.
    pub(super) fn new(
        context: &'t mut Context<'a>,
        manuscripts: &[&Manuscript],
        number_headings: bool,
    ) -> Self {
        let dossier = context.dossier;
        let measurements = Measurements::of(dossier);
        let data = measurements.map(|measurements| Data::new(dossier, measurements));
        let blocks = manuscripts.iter().flat_map(|one| &one.blocks);
        let references = blocks.filter_map(TextBlock::reference);
        let named = references.filter_map(|text| {
            let reference = Reference::read(text).ok()?;
            reference.table_name(text).map(str::to_owned)
        });
        let tables = named.enumerate().map(|(index, words)| Named {
            words,
            number: index + 1,
        });
        Self {
            tables: tables.collect(),
            context,
            data,
            number_headings,
            printed: 0,
            numbers: Vec::new(),
        }
    }

    /// The blocks of the next manuscript.
    pub(super) fn manuscript(&mut self, manuscript: &Manuscript) -> Vec<BlockView> {
        let mut views = Vec::new();
        let mut caption = None;
        for block in &manuscript.blocks {
            if let Some((_, text)) = caption.take_if(|_| !matches!(block, TextBlock::Table(_))) {
                self.error(
                    text,
                    "под этим названием нет таблицы",
                    "таблица Markdown стоит сразу под ним",
                );
            }
            if let Some(text) = block.reference()
                && let Ok(reference) = Reference::read(text)
                && reference.is_block()
            {
                if let Reference::Caption { title, .. } = reference {
                    caption = Some((self.caption(title), text));
                } else {
                    views.extend(self.block_reference(reference, text));
                }
                continue;
            }
            let caption = caption.take().map(|(caption, _)| caption);
            views.push(self.block(block, caption));
        }
        if let Some((_, text)) = caption {
            self.error(
                text,
                "под этим названием нет таблицы",
                "таблица Markdown стоит сразу под ним",
            );
        }
        views
    }

    fn block(&mut self, block: &TextBlock, caption: Option<CaptionView>) -> BlockView {
        match block {
            TextBlock::Heading { level, content, .. } => BlockView::Heading {
                level: *level,
                number: self.heading_number(*level),
                content: self.line(content),
            },
            TextBlock::Paragraph(content) => BlockView::Paragraph {
                content: self.line(content),
            },
            TextBlock::List(items) => {
                let items = items.iter().map(|item| ListItemView {
                    level: item.level,
                    marker: item.marker.clone(),
                    content: self.line(&item.content),
                });
                BlockView::List {
                    items: items.collect(),
                }
            }
            TextBlock::Table(table) => BlockView::Table(self.table(table, caption)),
        }
    }

    fn table(&mut self, table: &TextTable, caption: Option<CaptionView>) -> TextTableView {
        let align = |align: &ColumnAlign| match align {
            ColumnAlign::Left => "left",
            ColumnAlign::Center => "center",
            ColumnAlign::Right => "right",
        };
        let row = |this: &mut Self, row: &Vec<Vec<Piece>>| -> Vec<Vec<RunView>> {
            row.iter().map(|cell| this.line(cell)).collect()
        };
        TextTableView {
            caption,
            columns: table.columns.iter().map(align).collect(),
            head: row(self, &table.head),
            rows: table.rows.iter().map(|cells| row(self, cells)).collect(),
        }
    }

    fn block_reference(&mut self, reference: Reference<'_>, text: &Text) -> Option<BlockView> {
        match reference {
            Reference::Values(title) => {
                let table = self.indicator_table(title, text)?;
                let schools = self.context.dossier.schools.iter();
                Some(BlockView::Values {
                    caption: self.caption(&table.title),
                    schools: schools.map(|school| school.name.value.clone()).collect(),
                    table,
                })
            }
            Reference::Sources(title) => {
                let table = self.indicator_table(title, text)?;
                Some(BlockView::Sources {
                    caption: self.caption(&table.title),
                    table,
                })
            }
            _ => {
                let Some(plan) = self.context.dossier.plan.as_ref() else {
                    self.error(text, "в деле нет плана", "добавьте файл plan.yaml");
                    return None;
                };
                Some(BlockView::Plan {
                    plan: Box::new(self.context.plan(plan)),
                })
            }
        }
    }

    fn indicator_table(&mut self, title: &str, text: &Text) -> Option<TableView> {
        let Some(data) = &self.data else {
            self.error(
                text,
                "в деле нет показателей",
                "добавьте файл indicators.yaml",
            );
            return None;
        };
        let table = table_named(data, title);
        if table.is_none() {
            let titles = table_titles(data);
            let hint = match nearest(title, titles.iter().map(String::as_str)) {
                Some(near) => perhaps(title, near),
                None => format!("группы показателей: {}", titles.join(", ")),
            };
            self.error(text, &format!("нет группы показателей «{title}»"), &hint);
        }
        table
    }

    fn caption(&mut self, title: &str) -> CaptionView {
        self.printed += 1;
        CaptionView {
            number: self.printed,
            title: title.to_owned(),
        }
    }

    /// «2.1.» for the next heading of a level.
    fn heading_number(&mut self, level: u8) -> String {
        if !self.number_headings {
            return String::new();
        }
        self.numbers.resize(level.into(), 0);
        if let Some(last) = self.numbers.last_mut() {
            *last += 1;
        }
        let numbers: Vec<String> = self.numbers.iter().map(usize::to_string).collect();
        numbers.join(".") + "."
    }

    fn line(&mut self, content: &[Piece]) -> Vec<RunView> {
        let runs = content.iter().map(|piece| match piece {
            Piece::Text(text, face) => run(text.clone(), *face),
            Piece::Reference(text, face) => run(self.resolve(text), *face),
            Piece::Break => RunView::Break,
            Piece::Footnote(content) => RunView::Footnote {
                content: self.line(content),
            },
        });
        runs.collect()
    }

    /// What a reference inside text stands for; its own words after a finding.
    fn resolve(&mut self, text: &Text) -> String {
        let resolved = match Reference::read(text) {
            Ok(reference) if reference.is_block() => Err((
                "это ставят отдельным абзацем".to_owned(),
                "оставьте пустую строку до и после".to_owned(),
            )),
            Ok(reference) => self.words(reference),
            Err(usage) => Err((
                "ссылка не дописана".to_owned(),
                format!("пишут так: {usage}"),
            )),
        };
        resolved.unwrap_or_else(|(message, hint)| {
            self.error(text, &message, &hint);
            text.value.clone()
        })
    }

    fn words(&mut self, reference: Reference<'_>) -> Result<String, (String, String)> {
        match reference {
            Reference::TableNumber(name) => self.table_number(name),
            Reference::Figure(figure) => self.figure(&figure),
            Reference::Schools { full } => Ok(self.schools(full)),
            Reference::Period => match &self.context.dossier.period {
                Some(period) => Ok(period.accusative()),
                None => Err((
                    "у дела нет периода".into(),
                    "укажите «период» в dossier.yaml".into(),
                )),
            },
            Reference::Party { id, qualifier } => match self.context.party(id) {
                Some(party) => self.context.party_form(party, qualifier),
                None => Err(self.unknown(id, qualifier)),
            },
            _ => Ok(String::new()),
        }
    }

    fn table_number(&self, name: &str) -> Result<String, (String, String)> {
        let is_named = |table: &&Named| Reference::names_table(name, &table.words);
        if let Some(table) = self.tables.iter().find(is_named) {
            return Ok(table.number.to_string());
        }
        let names = self.tables.iter().map(|table| {
            let words = table.words.as_str();
            words.strip_prefix("показатели ").unwrap_or(words)
        });
        let hint = match nearest(name, names.clone()) {
            Some(near) => perhaps(name, near),
            None => format!(
                "таблицы этого документа: {}",
                names.collect::<Vec<_>>().join(", ")
            ),
        };
        Err((format!("нет таблицы «{name}»"), hint))
    }

    fn figure(&self, figure: &Figure<'_>) -> Result<String, (String, String)> {
        match &self.data {
            Some(data) => figure_text(data, figure),
            None => Err((
                "в деле нет показателей".into(),
                "добавьте файл indicators.yaml".into(),
            )),
        }
    }

    fn schools(&self, full: bool) -> String {
        let schools = self.context.dossier.schools.iter();
        let names = schools.map(|school| match (&school.full, full) {
            (Some(name), true) => name.value.as_str(),
            _ => school.name.value.as_str(),
        });
        names.collect::<Vec<_>>().join(", ")
    }

    fn unknown(&self, id: &str, qualifier: &str) -> (String, String) {
        let dossier = self.context.dossier;
        let executors = dossier.executors.iter().map(|one| one.id.value.as_str());
        let schools = dossier.schools.iter().map(|one| one.id.value.as_str());
        let words = format!("{id} {qualifier}");
        // «способы собра …» is nearer to a keyword than its first word alone.
        let beginning: Vec<&str> = words.split_whitespace().take(2).collect();
        let near = nearest(
            id,
            Reference::KEYWORDS
                .into_iter()
                .chain(executors)
                .chain(schools),
        )
        .or_else(|| nearest(&beginning.join(" "), Reference::KEYWORDS));
        let hint = match near {
            Some(near) => perhaps(id, near),
            None => format!(
                "здесь могут стоять id исполнителя или школы и слова: {}",
                Reference::KEYWORDS.join(", ")
            ),
        };
        (format!("непонятно, что такое «{}»", words.trim()), hint)
    }

    fn error(&mut self, text: &Text, message: &str, hint: &str) {
        let finding = Diagnostic::error("bad-reference", text.span, message);
        self.context.findings.push(finding.hint(hint));
    }
}

fn run(text: String, face: Face) -> RunView {
    RunView::Text {
        text,
        bold: face.bold,
        italic: face.italic,
    }
}
