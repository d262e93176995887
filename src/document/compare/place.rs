//! Where something stands in a document, in the words of its reader.

use std::fmt;

use crate::document::pagination::text;
use crate::document::{Block, Cell, Document, Inline, Part, Role, Row};
use crate::language::{Case, NBSP, Noun, UnitName};

/// Where something stands. Displayed from large to small: «приложение 1, позиция 2.3,
/// графа «Срок»».
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// «приложение 1»; `None` in the document itself.
    pub appendix: Option<String>,
    /// What stands there.
    pub unit: Unit,
    /// The heading of the column, in a table whose rows correspond.
    pub column: Option<String>,
}

/// What can have changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unit {
    /// The appendix (or the document) as a whole.
    Whole,
    /// What a document of its kind has once: «заголовок», «подпись».
    Requisite(&'static str),
    /// A point of an order, or a paragraph of one.
    Point(UnitName),
    /// A heading, by its text.
    Heading(String),
    /// Text, the how manyeth after what it follows.
    Paragraph {
        /// From 1.
        index: usize,
        /// «пункта 3», «заголовка «…»»; `None` at the beginning.
        after: Option<String>,
    },
    /// An item of a list.
    Item {
        /// «элемент «а»», or by how manyeth it is, «элемент 2».
        name: String,
        /// What the list follows, as for a paragraph.
        after: Option<String>,
    },
    /// A row with a number.
    Position(UnitName),
    /// A row without one, by its text.
    Row(String),
    /// A row that heads others, by its text.
    Section(String),
    /// The head of a table.
    Head,
    /// A drawing, by what it shows.
    Chart(String),
}

impl Place {
    /// The shortest name: «поз. 2.3, срок». In a long text a paragraph is found by the
    /// heading it stands under.
    pub fn short(&self) -> String {
        let unit = match &self.unit {
            Unit::Whole => self.appendix.clone().unwrap_or_else(|| "документ".into()),
            unit if unit.is_under_heading() => unit.to_string(),
            Unit::Point(name) | Unit::Position(name) => name.short(),
            Unit::Paragraph { .. } => "абзац".into(),
            Unit::Item { name, .. } => format!("перечень, {name}"),
            other => other.to_string(),
        };
        match &self.column {
            Some(column) => format!("{unit}, {}", lower_first(column)),
            None => unit,
        }
    }
}

impl Unit {
    /// Whether it is text below a heading.
    fn is_under_heading(&self) -> bool {
        match self {
            Self::Paragraph { after, .. } | Self::Item { after, .. } => after
                .as_ref()
                .is_some_and(|after| after.starts_with(HEADING)),
            _ => false,
        }
    }
}

/// How a heading is named in the genitive.
const HEADING: &str = "заголовка ";

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.appendix, &self.unit) {
            (Some(appendix), Unit::Whole) => return f.write_str(appendix),
            (Some(appendix), _) => write!(f, "{appendix}, ")?,
            (None, _) => {}
        }
        self.unit.fmt(f)?;
        match &self.column {
            Some(column) => write!(f, ", графа «{}»", quoted(column)),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole => f.write_str("документ"),
            Self::Requisite(name) => f.write_str(name),
            Self::Point(name) | Self::Position(name) => f.write_str(&name.full(Case::Nominative)),
            Self::Heading(text) => write!(f, "заголовок «{}»", quoted(text)),
            Self::Paragraph { index, after } => {
                f.write_str("абзац")?;
                if *index > 1 || after.is_none() {
                    write!(f, " {index}")?;
                }
                following(after.as_deref(), f)
            }
            Self::Item { name, after } => {
                f.write_str("перечень")?;
                following(after.as_deref(), f)?;
                write!(f, ", {name}")
            }
            Self::Row(text) => write!(f, "строка «{}»", quoted(text)),
            Self::Section(text) => write!(f, "раздел «{}»", quoted(text)),
            Self::Head => f.write_str("шапка таблицы"),
            Self::Chart(alt) => write!(f, "диаграмма «{}»", quoted(alt)),
        }
    }
}

fn following(after: Option<&str>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match after {
        Some(after) => write!(f, " после {after}"),
        None => Ok(()),
    }
}

/// As many characters of a text as name it.
const NAME_LENGTH: usize = 60;

/// The beginning of a text to stand in quotes, its own quotes turned into inner ones.
fn quoted(text: &str) -> String {
    let inner = text.replace('«', "„").replace('»', "“");
    if inner.chars().count() <= NAME_LENGTH {
        return inner;
    }
    let start: String = inner.chars().take(NAME_LENGTH).collect();
    let whole = start.rfind(' ').map_or(start.as_str(), |end| &start[..end]);
    format!("{}…", whole.trim_end_matches([',', ';', ':', ' ', '–']))
}

/// «Срок исполнения» → «срок исполнения»; an abbreviation stays as it is.
fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), second) if !second.is_some_and(char::is_uppercase) => {
            first.to_lowercase().chain(chars).collect()
        }
        _ => text.to_owned(),
    }
}

/// Text as it is compared and shown: plain spaces only.
pub(super) fn plain(content: &[Inline]) -> String {
    text(content).replace(NBSP, " ")
}

/// The number that a point begins with, without its dot or bracket, the mark that
/// ends it, and the rest: «3.», «1.2 », «а)».
pub(super) fn leading_number(text: &str) -> Option<(&str, char, &str)> {
    let word = text.split(' ').next()?;
    if let Some(number) = word.strip_suffix('.').filter(|number| is_number(number)) {
        return Some((number, '.', text[word.len()..].trim_start()));
    }
    let number = text.split([' ', ')']).next()?;
    let mark = text[number.len()..].chars().next().unwrap_or(' ');
    let rest = text[number.len()..].trim_start_matches(mark).trim_start();
    let bare = number.strip_suffix('.').unwrap_or(number);
    let letters = bare.chars().count() == 1 && bare.chars().all(char::is_alphabetic);
    let digits = is_number(bare);
    match mark {
        ')' if letters || digits => Some((bare, ')', rest)),
        _ if digits && (number != bare || bare.contains('.')) => Some((bare, '.', rest)),
        _ => None,
    }
}

/// «2», «2.3», «2.3.1», «2(1)».
pub(super) fn is_number(text: &str) -> bool {
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let mut groups = text.split('.');
    groups.all(|group| match group.strip_suffix(')') {
        Some(group) => group
            .split_once('(')
            .is_some_and(|(before, put_in)| are_digits(before) && are_digits(put_in)),
        None => are_digits(group),
    })
}

/// The places of all blocks, part by part; those of a list and a table are where the
/// places of their items and rows begin.
pub(super) fn places(document: &Document) -> Vec<Vec<Place>> {
    let mut appendix = None;
    let (mut heading, mut index) = (None, 0);
    let parts = document.parts.iter().map(|part| {
        // A table on a lying sheet is a part of its own, of the same appendix.
        if let Some(stamped) = stamped(part) {
            appendix = Some(stamped);
        }
        let mut outline = Outline::new(part, appendix.clone());
        if goes_on(part) {
            outline.after = heading.take();
            outline.index = index;
        }
        let places = part.blocks.iter().map(|b| outline.next(b)).collect();
        heading = outline.after.filter(|after| after.starts_with(HEADING));
        index = outline.index;
        places
    });
    parts.collect()
}

/// Whether a part is other sheets of the text before it: it has no title of its own.
fn goes_on(part: &Part) -> bool {
    let has_title = part.blocks.iter().any(|block| match block {
        Block::Paragraph(paragraph) => paragraph.role.heading_level() == Some(1),
        _ => false,
    });
    !part.restart_numbering && !has_title && stamped(part).is_none()
}

/// «приложение 1», if the part is stamped so.
fn stamped(part: &Part) -> Option<String> {
    part.blocks.iter().find_map(|block| match block {
        Block::Paragraph(paragraph) if paragraph.role == Role::Stamp => {
            let text = plain(&paragraph.content);
            let rest = text.strip_prefix("Приложение")?.trim_start();
            let number = rest.strip_prefix('№').map(str::trim_start);
            let number = number.and_then(|rest| rest.split(' ').next());
            Some(match number {
                Some(number) => format!("приложение {number}"),
                None => "приложение".into(),
            })
        }
        _ => None,
    })
}

/// Walks a part and remembers what text follows.
struct Outline {
    appendix: Option<String>,
    /// Blocks still to come up to the word of command: what stands there is the preamble.
    preamble: usize,
    /// The last point or heading, in the genitive.
    after: Option<String>,
    /// The last point on its own: «3.».
    point: Option<UnitName>,
    /// The last part of it with a number and a bracket: «1)».
    item: Option<UnitName>,
    /// The last point or part of one, while nothing but its paragraphs follows.
    open: Option<UnitName>,
    /// Paragraphs since then.
    index: usize,
}

impl Outline {
    fn new(part: &Part, appendix: Option<String>) -> Self {
        let is_command =
            |block: &Block| matches!(block, Block::Paragraph(p) if p.role == Role::Command);
        Self {
            appendix,
            preamble: part.blocks.iter().position(is_command).unwrap_or(0),
            after: None,
            point: None,
            item: None,
            open: None,
            index: 0,
        }
    }

    fn next(&mut self, block: &Block) -> Place {
        let in_preamble = self.preamble > 0;
        self.preamble = self.preamble.saturating_sub(1);
        let unit = match block {
            Block::Paragraph(paragraph) => {
                let text = plain(&paragraph.content);
                match paragraph.role {
                    Role::Body if in_preamble => Unit::Requisite("преамбула"),
                    role => self.paragraph(role, &text),
                }
            }
            Block::Registration { .. } => Unit::Requisite("дата и номер"),
            Block::Signature { .. } => Unit::Requisite("подпись"),
            Block::List(_) => Unit::Item {
                name: String::new(),
                after: self.after.clone(),
            },
            Block::Table(_) | Block::Contents => Unit::Whole,
            Block::Chart(chart) => Unit::Chart(chart.alt.replace(NBSP, " ")),
        };
        Place {
            appendix: self.appendix.clone(),
            unit,
            column: None,
        }
    }

    fn paragraph(&mut self, role: Role, text: &str) -> Unit {
        let requisite = match role {
            Role::Draft => "отметка «Проект»",
            Role::Letterhead => "наименование органа",
            Role::Kind => "вид документа",
            Role::Title | Role::PartTitle | Role::CoverTitle => "заголовок",
            Role::Command => "распорядительное слово",
            Role::Stamp if text.starts_with("Приложение") => "отметка о приложении",
            Role::Stamp => "гриф утверждения",
            Role::Addressee => "адресат",
            Role::Salutation => "обращение",
            Role::Revised => "отметка о редакции",
            Role::Executor => "отметка об исполнителе",
            Role::Note => "примечание",
            Role::Caption => "подпись таблицы",
            Role::ContentsTitle => "заголовок оглавления",
            Role::CoverPlace => "место и год",
            Role::Heading | Role::Subheading | Role::SmallHeading => {
                self.anchor(format!("{HEADING}«{}»", quoted(text)));
                return Unit::Heading(text.to_owned());
            }
            Role::Body | Role::Point => return self.text(role, text),
        };
        Unit::Requisite(requisite)
    }

    /// A point, a paragraph of one, or running text.
    fn text(&mut self, role: Role, text: &str) -> Unit {
        let Some((number, mark, _)) = leading_number(text) else {
            self.index += 1;
            return match (&self.open, role) {
                // The words beside its number are the first paragraph of a point.
                (Some(point), Role::Point) => {
                    Unit::Point(UnitName::paragraph(self.index + 1, point.clone()))
                }
                _ => Unit::Paragraph {
                    index: self.index,
                    after: self.after.clone(),
                },
            };
        };
        let top = self.point.take();
        let is_below = |top: &&UnitName| {
            mark == ')'
                || number
                    .strip_prefix(top.mark())
                    .is_some_and(|rest| rest.starts_with('.'))
        };
        let is_letter = number.starts_with(char::is_alphabetic);
        let name = match top.as_ref().filter(is_below) {
            Some(top) => {
                // «а)» stands below «1)», if there is one.
                let outer = self.item.as_ref().filter(|_| is_letter).unwrap_or(top);
                UnitName::new(Noun::Subpoint, number).within(outer.clone())
            }
            None => UnitName::new(Noun::Point, number),
        };
        if name.is_outermost() {
            (self.point, self.item) = (Some(name.clone()), None);
        } else {
            self.point = top;
            if mark == ')' && !is_letter {
                self.item = Some(name.clone());
            }
        }
        self.anchor(name.full(Case::Genitive));
        self.open = Some(name.clone());
        Unit::Point(name)
    }

    fn anchor(&mut self, genitive: String) {
        self.after = Some(genitive);
        self.open = None;
        self.index = 0;
    }
}

/// What a row is called.
pub(super) fn row_unit(row: &Row, is_head: bool) -> Unit {
    if is_head {
        return Unit::Head;
    }
    let mut texts = row
        .cells
        .iter()
        .map(cell_text)
        .filter(|text| !text.is_empty());
    let first = texts.next().unwrap_or_default();
    if row.section {
        return Unit::Section(first);
    }
    match row_number(row) {
        Some(number) => Unit::Position(UnitName::new(Noun::Row, &number)),
        None => Unit::Row(first),
    }
}

/// A row that heads others, by its number or else its title: «раздел 2», «раздел «Кадры»».
pub(super) fn section_name(row: &Row) -> UnitName {
    let title = row.cells.first().map(cell_text).unwrap_or_default();
    let is_roman = |word: &str| !word.is_empty() && word.chars().all(|c| "IVXLCM".contains(c));
    let number = match leading_number(&title) {
        Some((number, '.', _)) => Some(number),
        _ => title
            .split_once('.')
            .map(|(word, _)| word)
            .filter(|word| is_roman(word)),
    };
    match number {
        Some(number) => UnitName::new(Noun::Section, number),
        None => UnitName::titled(Noun::Section, title.trim_end_matches('.')),
    }
}

/// The number in the first cell.
pub(super) fn row_number(row: &Row) -> Option<String> {
    let first = cell_text(row.cells.first()?);
    let number = first.strip_suffix('.').unwrap_or(&first);
    is_number(number).then(|| number.to_owned())
}

/// The paragraphs of a cell as lines.
pub(super) fn cell_text(cell: &Cell) -> String {
    let paragraphs: Vec<String> = cell.paragraphs.iter().map(|p| plain(p)).collect();
    paragraphs.join("\n")
}
