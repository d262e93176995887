//! The style profile: every number of the layout, in one place for all writers.
//!
//! The built-in profile `gost-2025` is `templates/styles/gost-2025.yaml`; a dossier
//! overrides single values under `оформление`. In YAML the keys are Russian;
//! the PDF template, which receives the profile as JSON, sees the English names.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The text of the built-in profile.
pub const GOST_2025: &str = include_str!("../templates/styles/gost-2025.yaml");

/// Share of the text's width that a post may take in a signature; the name has the
/// rest ([N-56]).
pub const POST_SHARE: f32 = 0.55;

/// Mean width of a character of Russian text as a share of its type size, for
/// estimates where no font is at hand.
pub const MEAN_ADVANCE: f32 = 0.52;

/// Type size of charts in pt; smaller than that of tables, for names stand close.
pub const CHART_SIZE: f32 = 10.0;

/// How documents look. Lengths are in mm, type sizes and intervals in pt.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Оформление документов.")]
pub struct Style {
    /// Font family named in DOCX ([N-21]).
    #[serde(rename(deserialize = "шрифт"))]
    #[schemars(
        description = "Гарнитура, которая указывается в DOCX: «Times New Roman», «PT Astra Serif» и т. п."
    )]
    pub font: String,
    /// Font family of the PDF; `None` takes the embedded Tinos ([N-22]).
    #[serde(rename(deserialize = "шрифт pdf"))]
    #[schemars(
        description = "Гарнитура PDF. Не указана: встроенный Tinos с метриками Times New Roman. Указана: берётся из папки «шрифты» дела или из шрифтов системы."
    )]
    pub pdf_font: Option<String>,
    /// Standard the PDF is checked against ([N-121]).
    #[serde(rename(deserialize = "стандарт pdf"))]
    #[schemars(description = "Стандарт PDF; «a-2a+ua-1» — архивный и доступный сразу.")]
    pub pdf_standard: PdfStandard,
    /// The sheet, upright ([N-10]).
    #[serde(rename(deserialize = "лист"))]
    #[schemars(description = "Размер листа.")]
    pub sheet: Sheet,
    /// Margins of upright and lying sheets ([N-11], [N-12], [N-30]).
    #[serde(rename(deserialize = "поля"))]
    #[schemars(description = "Поля страниц.")]
    pub margins: Margins,
    /// Page numbers ([N-27], [N-28]).
    #[serde(rename(deserialize = "номера страниц"))]
    #[schemars(description = "Номера страниц: посередине верхнего поля, со второй страницы.")]
    pub page_number: PageNumber,
    /// Tables ([N-14], [N-33]).
    #[serde(rename(deserialize = "таблица"))]
    #[schemars(description = "Таблицы.")]
    pub table: TableStyle,
    /// Lists.
    #[serde(rename(deserialize = "список"))]
    #[schemars(description = "Списки.")]
    pub list: ListStyle,
    /// Width in mm of the block at the right that holds an appendix's head or a stamp ([N-18]).
    #[serde(rename(deserialize = "ширина грифа"))]
    #[schemars(
        description = "Ширина грифа и отметки «Приложение» в правом верхнем углу, мм.",
        range(min = 30, max = 150)
    )]
    pub stamp_width: f32,
    /// Initials, command word, numbering of appendices.
    #[serde(rename(deserialize = "написание"))]
    #[schemars(description = "Написание: инициалы, распорядительное слово, нумерация приложений.")]
    pub wording: Wording,
    /// A style for every role.
    #[serde(rename(deserialize = "абзацы"))]
    #[schemars(description = "Вид абзаца для каждого реквизита.")]
    pub paragraphs: Paragraphs,
}

impl Style {
    /// Width between the margins in mm, of an upright or a lying sheet.
    pub fn text_width(&self, landscape: bool) -> f32 {
        if landscape {
            self.sheet.height - self.margins.landscape.left - self.margins.landscape.right
        } else {
            self.sheet.width - self.margins.portrait.left - self.margins.portrait.right
        }
    }

    /// Height between the margins in mm, of an upright or a lying sheet.
    pub fn text_height(&self, landscape: bool) -> f32 {
        if landscape {
            self.sheet.width - self.margins.landscape.top - self.margins.landscape.bottom
        } else {
            self.sheet.height - self.margins.portrait.top - self.margins.portrait.bottom
        }
    }
}

/// A sheet of paper, upright.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Лист бумаги.")]
pub struct Sheet {
    /// Width in mm.
    #[serde(rename(deserialize = "ширина"))]
    #[schemars(description = "Ширина листа, мм.", range(min = 100, max = 500))]
    pub width: f32,
    /// Height in mm.
    #[serde(rename(deserialize = "высота"))]
    #[schemars(description = "Высота листа, мм.", range(min = 100, max = 500))]
    pub height: f32,
}

/// Margins of both orientations.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Поля.")]
pub struct Margins {
    /// Of an upright sheet.
    #[serde(rename(deserialize = "книжная"))]
    #[schemars(description = "Поля книжной страницы.")]
    pub portrait: Sides,
    /// Of a lying sheet; its bound edge is the top one.
    #[serde(rename(deserialize = "альбомная"))]
    #[schemars(description = "Поля альбомной страницы; подшивается верхний край.")]
    pub landscape: Sides,
}

/// Four margins in mm.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Поля с четырёх сторон.")]
pub struct Sides {
    /// Left margin.
    #[serde(rename(deserialize = "левое"))]
    #[schemars(description = "Левое поле, мм.", range(min = 0, max = 80))]
    pub left: f32,
    /// Right margin.
    #[serde(rename(deserialize = "правое"))]
    #[schemars(description = "Правое поле, мм.", range(min = 0, max = 80))]
    pub right: f32,
    /// Top margin.
    #[serde(rename(deserialize = "верхнее"))]
    #[schemars(description = "Верхнее поле, мм.", range(min = 0, max = 80))]
    pub top: f32,
    /// Bottom margin.
    #[serde(rename(deserialize = "нижнее"))]
    #[schemars(description = "Нижнее поле, мм.", range(min = 0, max = 80))]
    pub bottom: f32,
}

/// Page numbers, centred in the top margin.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Номера страниц.")]
pub struct PageNumber {
    /// Distance from the sheet's top edge in mm.
    #[serde(rename(deserialize = "от края"))]
    #[schemars(
        description = "Расстояние от верхнего края листа, мм.",
        range(min = 0, max = 80)
    )]
    pub distance: f32,
    /// Type size in pt.
    #[serde(rename(deserialize = "кегль"))]
    #[schemars(description = "Кегль номера, пт.", range(min = 6, max = 30))]
    pub size: f32,
}

/// How tables look.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Вид таблиц.")]
pub struct TableStyle {
    /// Type size in pt.
    #[serde(rename(deserialize = "кегль"))]
    #[schemars(description = "Кегль текста таблицы, пт.", range(min = 6, max = 30))]
    pub size: f32,
    /// Type size in pt of tables with many columns ([N-14]).
    #[serde(rename(deserialize = "кегль плотной"))]
    #[schemars(
        description = "Кегль таблиц, в которых много столбцов, пт.",
        range(min = 6, max = 30)
    )]
    pub dense_size: f32,
    /// Line spacing as a multiple of a single line.
    #[serde(rename(deserialize = "межстрочный"))]
    #[schemars(
        description = "Межстрочный интервал, строк.",
        range(min = 0.8, max = 3)
    )]
    pub line: f32,
    /// Whether column heads are bold ([N-23]).
    #[serde(rename(deserialize = "полужирная шапка"))]
    #[schemars(description = "Шапка полужирным.")]
    pub bold_head: bool,
    /// Whether section rows are bold.
    #[serde(rename(deserialize = "полужирные разделы"))]
    #[schemars(description = "Строки разделов полужирным.")]
    pub bold_sections: bool,
    /// Space between the text above a table and the table, pt.
    #[serde(rename(deserialize = "интервал до"))]
    #[schemars(description = "Интервал до таблицы, пт.", range(min = 0, max = 100))]
    pub before: f32,
    /// Between text and vertical rules, mm.
    #[serde(rename(deserialize = "отступ сбоку"))]
    #[schemars(
        description = "Отступ текста от вертикальных линий, мм.",
        range(min = 0, max = 10)
    )]
    pub padding_x: f32,
    /// Between text and horizontal rules, mm.
    #[serde(rename(deserialize = "отступ сверху"))]
    #[schemars(
        description = "Отступ текста от горизонтальных линий, мм.",
        range(min = 0, max = 10)
    )]
    pub padding_y: f32,
    /// Space below the table in pt.
    #[serde(rename(deserialize = "интервал после"))]
    #[schemars(
        description = "Интервал между таблицей и следующим текстом, пт.",
        range(min = 0, max = 100)
    )]
    pub after: f32,
    /// Thickness of rules in pt.
    #[serde(rename(deserialize = "линия"))]
    #[schemars(description = "Толщина линий, пт.", range(min = 0.25, max = 6))]
    pub rule: f32,
}

/// How lists look.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Вид списков.")]
pub struct ListStyle {
    /// Indent of the marker in mm, added again for every level.
    #[serde(rename(deserialize = "отступ"))]
    #[schemars(
        description = "Отступ маркера, мм; прибавляется на каждом уровне.",
        range(min = 0, max = 50)
    )]
    pub indent: f32,
}

/// How customary parts are written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Написание.")]
pub struct Wording {
    /// Capitals or spaced lower case ([N-71]).
    #[serde(rename(deserialize = "распорядительное слово"))]
    #[schemars(description = "Распорядительное слово: «ПРИКАЗЫВАЮ:» или «приказываю:» вразрядку.")]
    pub command: Command,
    /// Where initials stand inside running text ([N-74]); in a signature they come first ([N-56]).
    #[serde(rename(deserialize = "инициалы в тексте"))]
    #[schemars(
        description = "Инициалы в тексте: после фамилии («Ивановой И.И.») или перед ней («И.И. Ивановой»). В подписи они всегда впереди."
    )]
    pub initials: Initials,
    /// How deadlines are printed ([N-46], [N-77], [N-83]).
    #[serde(rename(deserialize = "сроки"))]
    #[schemars(
        description = "Сроки: «как в деле» — слово в слово, «по правилам» — «до 15 сентября 2021 г.», «сентябрь–октябрь 2021 г.»."
    )]
    pub deadlines: Deadlines,
    /// A no-break space between the two initials ([N-57]).
    #[serde(rename(deserialize = "пробел между инициалами"))]
    #[schemars(description = "Писать «И. И. Иванов» вместо «И.И. Иванов».")]
    pub initials_gap: bool,
    /// Page numbers of appendices ([N-29]).
    #[serde(rename(deserialize = "нумерация страниц приложений"))]
    #[schemars(description = "Номера страниц приложений: заново в каждом или сквозные.")]
    pub appendix_numbering: AppendixNumbering,
    /// «УТВЕРЖДЁН» instead of «УТВЕРЖДЕН» ([N-52]).
    #[serde(rename(deserialize = "буква ё в грифе"))]
    #[schemars(description = "Писать «УТВЕРЖДЁН» вместо «УТВЕРЖДЕН».")]
    pub approved_with_yo: bool,
    /// The title of an amending order ([N-91]).
    #[serde(rename(deserialize = "заголовок изменения"))]
    #[schemars(
        description = "Заголовок изменяющего приказа: «кратко» — дата и номер основного приказа; «полностью» — ещё и его название."
    )]
    pub amending_title: AmendingTitle,
}

/// A style for every kind of paragraph.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all(serialize = "kebab-case"))]
#[schemars(description = "Абзацы по реквизитам.")]
pub struct Paragraphs {
    /// «Проект», until the order is signed.
    #[serde(rename(deserialize = "проект"))]
    #[schemars(description = "Отметка «Проект» справа вверху, пока приказ не подписан.")]
    pub draft: ParagraphStyle,
    /// Name of the issuing body.
    #[serde(rename(deserialize = "бланк"))]
    #[schemars(description = "Наименование организации в бланке.")]
    pub letterhead: ParagraphStyle,
    /// «ПРИКАЗ».
    #[serde(rename(deserialize = "вид документа"))]
    #[schemars(description = "Слово «ПРИКАЗ».")]
    pub kind: ParagraphStyle,
    /// Date, number and place.
    #[serde(rename(deserialize = "дата и номер"))]
    #[schemars(description = "Строка с датой и номером и место издания.")]
    pub registration: ParagraphStyle,
    /// Title of the order.
    #[serde(rename(deserialize = "заголовок"))]
    #[schemars(description = "Заголовок приказа «Об утверждении …».")]
    pub title: ParagraphStyle,
    /// Running text.
    #[serde(rename(deserialize = "текст"))]
    #[schemars(description = "Обычный текст.")]
    pub body: ParagraphStyle,
    /// «ПРИКАЗЫВАЮ:».
    #[serde(rename(deserialize = "распорядительное слово"))]
    #[schemars(description = "Слово «ПРИКАЗЫВАЮ:».")]
    pub command: ParagraphStyle,
    /// Points and subpoints.
    #[serde(rename(deserialize = "пункт"))]
    #[schemars(description = "Пункты и подпункты приказа.")]
    pub point: ParagraphStyle,
    /// Head of an appendix and stamp of approval.
    #[serde(rename(deserialize = "гриф"))]
    #[schemars(description = "Отметка «Приложение» и гриф утверждения.")]
    pub stamp: ParagraphStyle,
    /// To whom a report or a letter goes.
    #[serde(rename(deserialize = "адресат"))]
    #[schemars(description = "Адресат отчёта или письма, справа вверху.")]
    pub addressee: ParagraphStyle,
    /// «Уважаемая …!»
    #[serde(rename(deserialize = "обращение"))]
    #[schemars(description = "Обращение в письме: «Уважаемая …!»")]
    pub salutation: ParagraphStyle,
    /// What amended a document, below its title ([N-99]).
    #[serde(rename(deserialize = "отметка о редакции"))]
    #[schemars(description = "Отметка под заголовком: «(в ред. приказа … от … № …)».")]
    pub revised: ParagraphStyle,
    /// Title of a plan or appendix.
    #[serde(rename(deserialize = "название"))]
    #[schemars(description = "Название плана или приложения.")]
    pub part_title: ParagraphStyle,
    /// Heading inside a part.
    #[serde(rename(deserialize = "подзаголовок"))]
    #[schemars(description = "Заголовок внутри документа.")]
    pub heading: ParagraphStyle,
    /// Heading below a heading.
    #[serde(rename(deserialize = "подзаголовок второй"))]
    #[schemars(description = "Заголовок второго уровня.")]
    pub subheading: ParagraphStyle,
    /// Items of lists.
    #[serde(rename(deserialize = "список"))]
    #[schemars(description = "Пункты списков.")]
    pub list: ParagraphStyle,
    /// Post and name of who signs.
    #[serde(rename(deserialize = "подпись"))]
    #[schemars(description = "Должность и фамилия подписывающего.")]
    pub signature: ParagraphStyle,
    /// Who drew the document up ([N-63]).
    #[serde(rename(deserialize = "отметка об исполнителе"))]
    #[schemars(description = "Отметка об исполнителе.")]
    pub executor: ParagraphStyle,
    /// A remark in smaller type.
    #[serde(rename(deserialize = "примечание"))]
    #[schemars(description = "Примечание мелким кеглем.")]
    pub note: ParagraphStyle,
}

/// How a paragraph looks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Вид абзаца.")]
pub struct ParagraphStyle {
    /// Type size in pt.
    #[serde(rename(deserialize = "кегль"))]
    #[schemars(description = "Кегль, пт.", range(min = 6, max = 40))]
    pub size: f32,
    /// Bold type.
    #[serde(rename(deserialize = "полужирный"))]
    #[schemars(description = "Полужирный.")]
    pub bold: bool,
    /// Capital letters.
    #[serde(rename(deserialize = "прописные"))]
    #[schemars(description = "Прописными буквами.")]
    pub caps: bool,
    /// Alignment of lines.
    #[serde(rename(deserialize = "выравнивание"))]
    #[schemars(description = "Выравнивание строк.")]
    pub align: Align,
    /// First-line indent in mm ([N-16]).
    #[serde(rename(deserialize = "абзацный отступ"))]
    #[schemars(description = "Отступ первой строки, мм.", range(min = 0, max = 60))]
    pub indent: f32,
    /// Line spacing as a multiple of a single line ([N-15]).
    #[serde(rename(deserialize = "межстрочный"))]
    #[schemars(
        description = "Межстрочный интервал, строк.",
        range(min = 0.8, max = 3)
    )]
    pub line: f32,
    /// Space above in pt.
    #[serde(rename(deserialize = "интервал до"))]
    #[schemars(description = "Интервал перед абзацем, пт.", range(min = 0, max = 100))]
    pub before: f32,
    /// Space below in pt.
    #[serde(rename(deserialize = "интервал после"))]
    #[schemars(description = "Интервал после абзаца, пт.", range(min = 0, max = 100))]
    pub after: f32,
    /// Extra space between letters in pt ([N-71]).
    #[serde(rename(deserialize = "разрядка"))]
    #[schemars(description = "Разрядка, пт.", range(min = 0, max = 10))]
    pub tracking: f32,
}

/// Alignment of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all(serialize = "kebab-case"))]
pub enum Align {
    /// At the left margin.
    #[serde(rename(deserialize = "влево"))]
    Left,
    /// Centred.
    #[serde(rename(deserialize = "по центру"))]
    Center,
    /// At the right margin.
    #[serde(rename(deserialize = "вправо"))]
    Right,
    /// To both margins ([N-17]).
    #[serde(rename(deserialize = "по ширине"))]
    Justify,
}

/// How the command word is set ([N-71]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all(serialize = "kebab-case"))]
pub enum Command {
    /// «ПРИКАЗЫВАЮ:»
    #[serde(rename(deserialize = "прописными"))]
    Caps,
    /// «приказываю:», letters spaced by [`ParagraphStyle::tracking`].
    #[serde(rename(deserialize = "вразрядку"))]
    Spaced,
}

/// How the title of an amending order names the order it amends ([N-91]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all(serialize = "kebab-case"))]
pub enum AmendingTitle {
    /// By whose it is, date and number.
    #[serde(rename(deserialize = "кратко"))]
    Short,
    /// By its title, too.
    #[serde(rename(deserialize = "полностью"))]
    Full,
}

/// Where initials stand inside text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all(serialize = "kebab-case"))]
pub enum Initials {
    /// «Ивановой И.И.»
    #[serde(rename(deserialize = "после фамилии"))]
    AfterSurname,
    /// «И.И. Ивановой»
    #[serde(rename(deserialize = "перед фамилией"))]
    BeforeSurname,
}

/// How deadlines are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all(serialize = "kebab-case"))]
pub enum Deadlines {
    /// Word for word.
    #[serde(rename(deserialize = "как в деле"))]
    AsWritten,
    /// Dates in the form of the rules, all other words as they are.
    #[serde(rename(deserialize = "по правилам"))]
    ByRules,
}

/// Page numbers of appendices ([N-29]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all(serialize = "kebab-case"))]
pub enum AppendixNumbering {
    /// Each appendix starts at 1, its first page unnumbered.
    #[serde(rename(deserialize = "заново"))]
    Restart,
    /// Numbers run through the whole file.
    #[serde(rename(deserialize = "сквозная"))]
    Continue,
}

/// The PDF standards a document may be checked against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum PdfStandard {
    /// PDF/A-2a together with PDF/UA-1: archival and accessible.
    #[serde(rename = "a-2a+ua-1")]
    A2aUa1,
    /// PDF/A-2a.
    #[serde(rename = "a-2a")]
    A2a,
    /// PDF/A-2b, not tagged.
    #[serde(rename = "a-2b")]
    A2b,
    /// PDF/A-1a.
    #[serde(rename = "a-1a")]
    A1a,
    /// PDF/A-1b, not tagged.
    #[serde(rename = "a-1b")]
    A1b,
    /// Plain PDF 1.7.
    #[serde(rename = "1.7")]
    V1_7,
}
