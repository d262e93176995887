//! The styles of a document: one for every role, made from the style profile.

use docx_rs::{
    AlignmentType, LineSpacing, LineSpacingType, ParagraphProperty, RunFonts, SpecialIndentType,
    Style as DocxStyle, StyleType, Styles, TableBorder, TableBorderPosition, TableBorders,
    TableCellMargins, TableProperty,
};

use super::{DocxError, mm, pt};
use crate::document::Role;
use crate::style::{Align, ParagraphStyle, Style};

/// Date, number and place.
pub(super) const REGISTRATION: &str = "Registration";
/// Post and name of who signs.
pub(super) const SIGNATURE: &str = "Signature";
/// An item of a list.
pub(super) const LIST_ITEM: &str = "ListItem";
/// The page number in the header.
pub(super) const PAGE_NUMBER: &str = "Header";
/// A table with rules.
pub(super) const TABLE: &str = "Table";
/// A cell's text.
pub(super) const TABLE_TEXT: &str = "TableText";
/// A column's head.
pub(super) const TABLE_HEAD: &str = "TableHead";
/// A row that heads those below it.
pub(super) const TABLE_SECTION: &str = "TableSection";
/// The same three in tables with many columns.
pub(super) const DENSE_TEXT: &str = "DenseTableText";
/// See [`DENSE_TEXT`].
pub(super) const DENSE_HEAD: &str = "DenseTableHead";
/// See [`DENSE_TEXT`].
pub(super) const DENSE_SECTION: &str = "DenseTableSection";
/// The paragraph that Word wants after a table, as flat as can be.
pub(super) const AFTER_TABLE: &str = "AfterTable";

/// The paragraph of a chart.
pub(super) const CHART: &str = "Chart";

/// Word's own style that all others build on; docx-rs writes it unasked.
const NORMAL: &str = "Normal";

/// Every role that has a style.
const ROLES: [Role; 16] = [
    Role::Draft,
    Role::Letterhead,
    Role::Kind,
    Role::Title,
    Role::Command,
    Role::Body,
    Role::Point,
    Role::Stamp,
    Role::Addressee,
    Role::Salutation,
    Role::Revised,
    Role::PartTitle,
    Role::Heading,
    Role::Subheading,
    Role::Executor,
    Role::Note,
];

/// The id of a role's style.
pub(super) fn id(role: Role) -> &'static str {
    id_and_name(role).0
}

/// Id and visible name of a role's style. Built-in names are English in the file
/// and shown translated: «Заголовок 1», «Основной текст».
fn id_and_name(role: Role) -> (&'static str, &'static str) {
    match role {
        Role::Draft => ("Draft", "Проект"),
        Role::Letterhead => ("Letterhead", "Бланк"),
        Role::Kind => ("Kind", "Вид документа"),
        Role::Title => ("Heading1", "heading 1"),
        Role::Command => ("Command", "Распорядительное слово"),
        Role::Body => ("BodyText", "Body Text"),
        Role::Point => ("Point", "Пункт"),
        Role::Stamp => ("Stamp", "Гриф"),
        Role::Addressee => ("Addressee", "Адресат"),
        Role::Salutation => ("Salutation", "Salutation"),
        Role::Revised => ("Revised", "Отметка о редакции"),
        Role::PartTitle => ("PartTitle", "Название приложения"),
        Role::Heading => ("Heading2", "heading 2"),
        Role::Subheading => ("Heading3", "heading 3"),
        Role::Executor => ("Executor", "Отметка об исполнителе"),
        Role::Note => ("Note", "Примечание"),
    }
}

/// All styles of a document.
pub(super) fn styles(style: &Style) -> Styles {
    let font = &style.font;
    let fonts = RunFonts::new().ascii(font).hi_ansi(font).cs(font);
    let paragraphs = &style.paragraphs;
    let mut styles = Styles::new()
        .default_fonts(fonts.east_asia(font)) // one family in a document: [N-21], [N-23]
        .default_size(half_points(paragraphs.body.size));
    for role in ROLES {
        styles = styles.add_style(role_style(role, role.style(style)));
    }
    let others = [
        (REGISTRATION, "Дата и номер", &paragraphs.registration),
        (LIST_ITEM, "Пункт списка", &paragraphs.list),
    ];
    for (id, name, look) in others {
        styles = styles.add_style(paragraph_style(id, name, look));
    }
    // The built-in name is shown as «Подпись».
    let mut signature = paragraph_style(SIGNATURE, "Signature", &paragraphs.signature);
    signature.paragraph_property.keep_lines = Some(true);
    styles = styles.add_style(signature);
    for table_style in table_styles(style) {
        styles = styles.add_style(table_style);
    }
    styles
        .add_style(chart_style(style))
        .add_style(page_number_style(style))
}

/// The alignment Word calls by another name.
pub(super) fn alignment(align: Align) -> AlignmentType {
    match align {
        Align::Left => AlignmentType::Left,
        Align::Center => AlignmentType::Center,
        Align::Right => AlignmentType::Right,
        Align::Justify => AlignmentType::Both, // [N-17]
    }
}

/// Type sizes are counted in half points.
fn half_points(size: f32) -> usize {
    (size * 2.0).round() as usize
}

/// Line spacing as a multiple of a single line ([N-15]).
fn lines(multiple: f32) -> LineSpacing {
    LineSpacing::new()
        .line_rule(LineSpacingType::Auto)
        .line((multiple * 240.0).round() as i32)
}

/// The style of a role; headings take part in the outline and never end a page.
fn role_style(role: Role, look: &ParagraphStyle) -> DocxStyle {
    let (id, name) = id_and_name(role);
    let mut role_style = paragraph_style(id, name, look);
    if let Some(level) = role.heading_level() {
        role_style = role_style
            .outline_lvl(usize::from(level) - 1)
            .next(self::id(Role::Body));
        keep_with_next(&mut role_style.paragraph_property);
    }
    role_style
}

/// A paragraph style that looks as the profile says.
fn paragraph_style(id: &str, name: &str, look: &ParagraphStyle) -> DocxStyle {
    let spacing = lines(look.line)
        .before(pt(look.before).unsigned_abs())
        .after(pt(look.after).unsigned_abs());
    let mut result = DocxStyle::new(id, StyleType::Paragraph)
        .name(name)
        .based_on(NORMAL)
        .size(half_points(look.size))
        .align(alignment(look.align))
        .line_spacing(spacing);
    // Word's own default, which LibreOffice wants to be told.
    result.paragraph_property.widow_control = Some(true);
    if look.indent > 0.0 {
        let first_line = SpecialIndentType::FirstLine(mm(look.indent)); // [N-16]
        result = result.indent(None, Some(first_line), None, None);
    }
    if look.bold {
        result = result.bold();
    }
    if look.caps {
        result.run_property = result.run_property.caps();
    }
    if look.tracking > 0.0 {
        // Spaced by type, not by blanks: the word stays whole for search ([N-71]).
        result.run_property = result.run_property.spacing(pt(look.tracking));
    }
    result
}

/// The table's rules and margins, and the three kinds of text in its cells, each in
/// two sizes.
fn table_styles(style: &Style) -> [DocxStyle; 8] {
    let look = &style.table;
    let text = DocxStyle::new(TABLE_TEXT, StyleType::Paragraph)
        .name("Текст таблицы")
        .based_on(NORMAL)
        .size(half_points(look.size)) // [N-14]
        .align(AlignmentType::Left)
        .line_spacing(lines(look.line));
    // A head alone at the end of a page would say nothing, so neither of these is left there.
    let centred = |id: &str, name: &str, bold: bool| {
        let mut centred = DocxStyle::new(id, StyleType::Paragraph)
            .name(name)
            .based_on(TABLE_TEXT)
            .align(AlignmentType::Center);
        keep_with_next(&mut centred.paragraph_property);
        if bold { centred.bold() } else { centred }
    };
    let dense = |id: &str, name: &str, usual: &str| {
        DocxStyle::new(id, StyleType::Paragraph)
            .name(name)
            .based_on(usual)
            .size(half_points(look.dense_size))
    };
    let flat = LineSpacing::new()
        .line_rule(LineSpacingType::Exact)
        .line(pt(1.0));
    let after = DocxStyle::new(AFTER_TABLE, StyleType::Paragraph)
        .name("После таблицы")
        .based_on(NORMAL)
        .size(half_points(1.0))
        .line_spacing(flat);
    let table = DocxStyle::new(TABLE, StyleType::Table)
        .name("Таблица")
        .table_property(table_property(style));
    [
        table,
        text,
        centred(TABLE_HEAD, "Шапка таблицы", look.bold_head), // [N-23]
        centred(TABLE_SECTION, "Раздел таблицы", look.bold_sections),
        dense(DENSE_TEXT, "Текст плотной таблицы", TABLE_TEXT),
        dense(DENSE_HEAD, "Шапка плотной таблицы", TABLE_HEAD),
        dense(DENSE_SECTION, "Раздел плотной таблицы", TABLE_SECTION),
        after,
    ]
}

/// Rules around all cells, and the space between rules and text.
fn table_property(style: &Style) -> TableProperty {
    let look = &style.table;
    let eighths = (look.rule * 8.0).round() as usize;
    let positions = [
        TableBorderPosition::Top,
        TableBorderPosition::Left,
        TableBorderPosition::Bottom,
        TableBorderPosition::Right,
        TableBorderPosition::InsideH,
        TableBorderPosition::InsideV,
    ];
    let borders = positions
        .into_iter()
        .map(|position| TableBorder::new(position).size(eighths).color("auto"))
        .fold(TableBorders::with_empty(), TableBorders::set);
    let (x, y) = (
        mm(look.padding_x).unsigned_abs() as usize,
        mm(look.padding_y).unsigned_abs() as usize,
    );
    TableProperty::new()
        .indent(0)
        .set_borders(borders)
        .set_margins(TableCellMargins::new().margin(y, x, y, x))
}

/// The line that a chart stands in, apart from text as a table is.
fn chart_style(style: &Style) -> DocxStyle {
    let spacing = lines(1.0)
        .before(pt(style.table.before).unsigned_abs())
        .after(pt(style.table.after).unsigned_abs());
    DocxStyle::new(CHART, StyleType::Paragraph)
        .name("Диаграмма")
        .based_on(NORMAL)
        .align(AlignmentType::Center)
        .line_spacing(spacing)
}

/// The page number in the header ([N-28]).
fn page_number_style(style: &Style) -> DocxStyle {
    DocxStyle::new(PAGE_NUMBER, StyleType::Paragraph)
        .name("header")
        .based_on(NORMAL)
        .size(half_points(style.page_number.size))
        .align(AlignmentType::Center)
}

/// Keeps a paragraph whole and on one page with the next.
pub(super) fn keep_with_next(property: &mut ParagraphProperty) {
    property.keep_next = Some(true);
    property.keep_lines = Some(true);
}

/// Ids of the styles whose names Word knows.
const BUILT_IN: [&str; 7] = [
    NORMAL,
    "Heading1",
    "Heading2",
    "Heading3",
    "BodyText",
    SIGNATURE,
    PAGE_NUMBER,
];

/// Russian for all that is written; the others are what Word itself puts there.
const LANGUAGE: &str = r#"<w:lang w:val="ru-RU" w:eastAsia="ru-RU" w:bidi="ar-SA"/>"#;

/// Says in the part with the styles what docx-rs cannot: which style is the default
/// one, which are ours, and the language of the text ([N-126]).
pub(super) fn complete(xml: &[u8]) -> Result<String, DocxError> {
    let xml = std::str::from_utf8(xml).map_err(quick_xml::Error::from)?;
    let default_run_end = "</w:rPr></w:rPrDefault>";
    let xml = xml.replacen(default_run_end, &format!("{LANGUAGE}{default_run_end}"), 1);
    let mut styles = xml.split("<w:style ");
    let mut complete = styles.next().unwrap_or_default().to_owned();
    for style in styles {
        let has_id = |id: &str| style.contains(&format!(r#"w:styleId="{id}""#));
        complete.push_str(match BUILT_IN.into_iter().find(|id| has_id(id)) {
            Some(NORMAL) => r#"<w:style w:default="1" "#,
            Some(_) => "<w:style ",
            None => r#"<w:style w:customStyle="1" "#,
        });
        complete.push_str(style);
    }
    Ok(complete)
}
