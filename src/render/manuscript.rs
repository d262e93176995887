//! Prose of the folder `text` as templates see it: references resolved, tables
//! numbered, headings numbered where that is wanted.

use serde::Serialize;

use super::context::{Context, Party};
use super::indicator_tables::{TableView, figure_text, table_named, table_titles};
use super::indicators::Data;
use super::plan::PlanView;
use crate::diagnostic::{Diagnostic, nearest, perhaps};
use crate::model::{
    ColumnAlign, Dossier, Face, Figure, Manuscript, Measurements, Piece, Plan, Reference, School,
    Text, TextBlock, TextTable,
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
    /// What the markup of its document calls the number.
    target: String,
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
        /// The [`CaptionView::target`] whose number this is; empty for other words.
        to: String,
    },
    Break,
    Footnote {
        content: Vec<RunView>,
    },
}

/// A table that other places may name.
struct Named<'a> {
    /// What it was made by: «показатели Участники», or its own name.
    words: &'a str,
    /// Whether the name is its own, so that it could be another.
    has_own_name: bool,
    /// Where that stands.
    text: &'a Text,
}

impl<'a> Named<'a> {
    /// The name that is enough to speak of it.
    fn short(&self) -> &'a str {
        Reference::short_name(self.words)
    }
}

/// Turns manuscripts of one document into views; tables count through all of them.
pub(super) struct Typist<'t, 'a> {
    context: &'t mut Context<'a>,
    data: Option<Data<'a>>,
    /// The numbered tables in order.
    tables: Vec<Named<'a>>,
    /// The school whose document it is, by its place in the dossier.
    school: Option<usize>,
    /// The plan whose own texts they are: it cannot stand among them.
    is_of_plan: bool,
    number_headings: bool,
    /// Tells its tables from those of other texts in the document.
    group: usize,
    /// How many tables have been printed.
    printed: usize,
    /// The number of the last heading, level by level.
    numbers: Vec<usize>,
}

impl<'t, 'a> Typist<'t, 'a> {
    /// Numbers the tables of `files`, the texts of one document in order; reports own
    /// names that others have too.
    pub(super) fn new(context: &'t mut Context<'a>, files: &[&Text]) -> Self {
        let dossier = context.dossier;
        let measurements = Measurements::of(dossier);
        let data = measurements.map(|measurements| Data::new(dossier, measurements));
        let mut tables: Vec<Named<'a>> = Vec::new();
        add_tables(dossier, context.plan, files, &mut tables);
        for (index, table) in tables.iter().enumerate() {
            let is_twin = |one: &&Named<'_>| {
                one.short() == table.short() && (one.has_own_name || table.has_own_name)
            };
            if let Some(first) = tables[..index].iter().find(is_twin) {
                context.findings.push(twice(table, first));
            }
        }
        context.texts += 1;
        Self {
            group: context.texts,
            tables,
            context,
            data,
            school: None,
            is_of_plan: false,
            number_headings: false,
            printed: 0,
            numbers: Vec::new(),
        }
    }

    /// With headings numbered «1.», «1.1.», if that is wanted.
    pub(super) fn numbering_headings(mut self, wanted: bool) -> Self {
        self.number_headings = wanted;
        self
    }

    /// For the document of a school: what names no school means this one.
    pub(super) fn of_school(mut self, place: usize) -> Self {
        self.school = Some(place);
        self
    }

    /// For the texts of the plan.
    pub(super) fn of_plan(mut self) -> Self {
        self.is_of_plan = true;
        self
    }

    /// The blocks of the next texts.
    pub(super) fn files<'f>(
        &mut self,
        files: impl IntoIterator<Item = &'f Text>,
    ) -> Vec<BlockView> {
        let dossier = self.context.dossier;
        let manuscripts = files
            .into_iter()
            .filter_map(|file| dossier.manuscript(file));
        manuscripts
            .flat_map(|manuscript| self.manuscript(manuscript))
            .collect()
    }

    fn manuscript(&mut self, manuscript: &Manuscript) -> Vec<BlockView> {
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
                let mut table = self.indicator_table(title, text)?;
                let mut schools = self.context.dossier.schools.iter().collect::<Vec<_>>();
                if let Some(school) = self.school {
                    schools = vec![schools[school]];
                    table.leave(school);
                }
                let name = |school: &School| school.name.value.clone();
                Some(BlockView::Values {
                    caption: self.caption(&table.title),
                    schools: schools.into_iter().map(name).collect(),
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
            _ => self.plan(text),
        }
    }

    /// The plan in the middle of a text, its own texts with it.
    fn plan(&mut self, text: &Text) -> Option<BlockView> {
        if self.is_of_plan {
            self.error(
                text,
                "план не может стоять в своём же тексте",
                "уберите эту строку: таблица плана печатается после текста",
            );
            return None;
        }
        let Some(plan) = self.context.plan else {
            self.error(text, "в деле нет плана", "добавьте файл plan.yaml");
            return None;
        };
        self.is_of_plan = true;
        let number_headings = std::mem::take(&mut self.number_headings);
        let before = self.files(plan.before_table.iter());
        let after = self.files(plan.after_table.iter());
        self.is_of_plan = false;
        self.number_headings = number_headings;
        Some(BlockView::Plan {
            plan: Box::new(self.context.plan_between(plan, before, after)),
        })
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
            target: self.target(self.printed),
        }
    }

    /// What the markup calls the number of a table.
    fn target(&self, number: usize) -> String {
        format!("table-{}-{number}", self.group)
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
            Piece::Text(text, face) => run(Words::plain(text.clone()), *face),
            Piece::Reference(text, face) => run(self.resolve(text), *face),
            Piece::Break => RunView::Break,
            Piece::Footnote(content) => RunView::Footnote {
                content: self.line(content),
            },
        });
        runs.collect()
    }

    /// What a reference inside text stands for; its own words after a finding.
    fn resolve(&mut self, text: &Text) -> Words {
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
            Words::plain(text.value.clone())
        })
    }

    fn words(&mut self, reference: Reference<'_>) -> Result<Words, (String, String)> {
        if let Reference::TableNumber(name) = reference {
            let number = self.table_number(name)?;
            return Ok(Words {
                text: number.to_string(),
                to: self.target(number),
            });
        }
        self.plain_words(reference).map(Words::plain)
    }

    fn plain_words(&mut self, reference: Reference<'_>) -> Result<String, (String, String)> {
        match reference {
            Reference::Figure(figure) => self.figure(&figure),
            Reference::Schools { full } => Ok(self.schools(full)),
            Reference::Period => match &self.context.dossier.period {
                Some(period) => Ok(period.accusative()),
                None => Err((
                    "у дела нет периода".into(),
                    "укажите «период» в dossier.yaml".into(),
                )),
            },
            Reference::OwnSchool { qualifier } => {
                let school = self.own_school()?;
                self.context.party_form(Party::School(school), qualifier)
            }
            Reference::Party { id, qualifier } => match self.context.party(id) {
                Some(party) => self.context.party_form(party, qualifier),
                None => Err(self.unknown(id, qualifier)),
            },
            _ => Ok(String::new()),
        }
    }

    fn table_number(&mut self, name: &str) -> Result<usize, (String, String)> {
        let named = self.tables.iter().enumerate();
        let mut named = named.filter(|(_, table)| Reference::names_table(name, table.words));
        if let Some((index, first)) = named.next() {
            if let Some((_, second)) = named.next() {
                self.context.findings.push(twice(second, first));
            }
            return Ok(index + 1);
        }
        let names = self.tables.iter().map(Named::short);
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
        let Some(data) = &self.data else {
            return Err((
                "в деле нет показателей".into(),
                "добавьте файл indicators.yaml".into(),
            ));
        };
        let school = match figure.school {
            Some(id) => id,
            None => self.own_school()?.id.value.as_str(),
        };
        figure_text(data, figure, school)
    }

    /// The school whose document it is.
    fn own_school(&self) -> Result<&'a School, (String, String)> {
        let school = self
            .school
            .map(|place| &self.context.dossier.schools[place]);
        school.ok_or_else(|| {
            (
                "документ не об одной школе".to_owned(),
                "назовите её: «{{ доля ИД школа ИД }}», «{{ ИД полное }}»".to_owned(),
            )
        })
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

/// Words for a line.
struct Words {
    text: String,
    /// The table whose number they are; empty for others.
    to: String,
}

impl Words {
    fn plain(text: String) -> Self {
        Self {
            text,
            to: String::new(),
        }
    }
}

fn run(words: Words, face: Face) -> RunView {
    RunView::Text {
        text: words.text,
        bold: face.bold,
        italic: face.italic,
        to: words.to,
    }
}

/// Adds the numbered tables of some texts, those of the plan's own where it stands
/// among them.
fn add_tables<'a>(
    dossier: &'a Dossier,
    plan: Option<&'a Plan>,
    files: &[&Text],
    tables: &mut Vec<Named<'a>>,
) {
    let manuscripts = files.iter().filter_map(|file| dossier.manuscript(file));
    let blocks = manuscripts.flat_map(|one| &one.blocks);
    for text in blocks.filter_map(TextBlock::reference) {
        match (Reference::read(text), plan) {
            (Ok(Reference::Plan), Some(plan)) => {
                let files: Vec<&Text> = plan.texts().collect();
                add_tables(dossier, None, &files, tables);
            }
            (Ok(reference), _) => {
                let has_own_name = matches!(reference, Reference::Caption { .. });
                let words = reference.table_name(text);
                tables.extend(words.map(|words| Named {
                    words,
                    has_own_name,
                    text,
                }));
            }
            (Err(_), _) => {}
        }
    }
}

/// Two tables of a document that one name means.
fn twice(second: &Named<'_>, first: &Named<'_>) -> Diagnostic {
    let message = format!("таблица «{}» в документе уже есть", second.short());
    Diagnostic::error("repeated-table", second.text.span, message)
        .label("вторая")
        .related(first.text.span, "первая")
        .hint("дайте одной из них другое имя или уберите её: иначе не понять, о номере какой сказано в тексте")
}
