use insta::assert_snapshot;

use super::reading::{attribute, bytes_of, find, part_of, read, value};
use super::*;
use crate::document::chart::{Category, Chart, ChartKind, Scale};
use crate::document::{Block, Cell, Column, Inline, Item, List, Paragraph, Part, Role, Row, Table};
use crate::export::pdf;
use crate::style::{Align, GOST_2025};

pub(super) fn style() -> Style {
    let yaml = GOST_2025
        .replace(": да", ": true")
        .replace(": нет", ": false");
    serde_saphyr::from_str(&yaml).unwrap()
}

fn text(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.into())]
}

fn paragraph(role: Role, content: &str) -> Block {
    Block::Paragraph(Paragraph {
        role,
        content: text(content),
        keep_with_next: role == Role::Kind,
    })
}

fn cell(columns: u16, rows: u16, content: &str) -> Cell {
    Cell {
        columns,
        rows,
        paragraphs: vec![text(content)],
    }
}

fn row(cells: &[&str]) -> Row {
    Row {
        section: false,
        keep_with_next: false,
        cells: cells.iter().map(|content| cell(1, 1, content)).collect(),
    }
}

fn table(aligns: &[Align], head: Vec<Row>, body: Vec<Row>) -> Table {
    let columns = aligns.iter().map(|&align| Column {
        width: None,
        share: 1,
        align,
    });
    Table {
        dense: false,
        columns: columns.collect(),
        head,
        body,
    }
}

fn part(orientation: Orientation, restart_numbering: bool, blocks: Vec<Block>) -> Part {
    Part {
        orientation,
        restart_numbering,
        blocks,
    }
}

fn document(parts: Vec<Part>) -> Document {
    Document {
        title: "Приказ № 17".into(),
        subject: "План «А&Б»".into(),
        author: "Управление образования".into(),
        parts,
    }
}

fn of_block(block: Block) -> Document {
    document(vec![part(Orientation::Portrait, false, vec![block])])
}

fn chart(kind: ChartKind, alt: &str) -> Chart {
    let categories = vec![Category {
        name: "СОШ №\u{A0}8".into(),
        values: vec![Some(3.0), None],
    }];
    Chart {
        kind,
        alt: alt.into(),
        unit: "мероприятия".into(),
        series: vec!["выполнено".into(), "не выполнено".into()],
        scale: Scale::of(kind, &categories),
        categories,
        keep_with_next: kind == ChartKind::Lines,
        revision: None,
    }
}

/// One of everything.
fn everything() -> Document {
    let bold = Inline::Bold(vec![
        Inline::Text("кадрах ".into()),
        Inline::Italic(text("и нагрузке")),
    ]);
    let item = |marker: &str, content, children| Item {
        marker: marker.into(),
        content,
        children,
    };
    let sublist = List {
        items: vec![item("а)", text("подпункт;"), None)],
    };
    let list = List {
        items: vec![
            item("–", text("сведения;"), Some(sublist)),
            item("–", vec![Inline::Text("о ".into()), bold], None),
        ],
    };
    let order = vec![
        paragraph(Role::Letterhead, "УПРАВЛЕНИЕ ОБРАЗОВАНИЯ"),
        paragraph(Role::Kind, "ПРИКАЗ"),
        Block::Registration {
            date: text("01.02.2022"),
            number: text("№\u{A0}17"),
            place: text("г.\u{A0}Беломорск"),
        },
        paragraph(Role::Title, "Об утверждении плана-графика"),
        paragraph(Role::Body, "В целях повышения качества образования"),
        paragraph(Role::Command, "ПРИКАЗЫВАЮ:"),
        paragraph(Role::Point, "1. Утвердить план."),
        Block::List(list),
        Block::Signature {
            post: vec![
                Inline::Text("Начальник".into()),
                Inline::Break,
                Inline::Text("управления".into()),
            ],
            name: text("И.О.\u{A0}Фамилия"),
        },
        Block::Signature {
            post: text("Заместитель"),
            name: text("А.Б.\u{A0}Вторая"),
        },
        paragraph(Role::Executor, "Петрова Анна Сергеевна"),
    ];
    let section = Row {
        section: true,
        keep_with_next: false,
        cells: vec![cell(3, 1, "Раздел I")],
    };
    let plan = table(
        &[Align::Center, Align::Left, Align::Justify],
        vec![row(&["№", "Мероприятие", "Срок"])],
        vec![section, row(&["1", "Курсы", "март"]), row(&["2", "", ""])],
    );
    let appendix = vec![
        paragraph(Role::Stamp, "Приложение № 1"),
        paragraph(Role::PartTitle, "План-график"),
        paragraph(Role::Heading, "Раздел"),
        paragraph(Role::Subheading, "Часть раздела"),
        Block::Table(plan.clone()),
        Block::Table(plan),
    ];
    document(vec![
        part(Orientation::Portrait, false, order),
        part(Orientation::Landscape, true, appendix),
        part(
            Orientation::Portrait,
            false,
            vec![
                paragraph(Role::Note, "Примечание"),
                Block::Chart(chart(ChartKind::Bars, "Школы «А&Б»")),
                Block::Chart(chart(ChartKind::Lines, "Годы")),
                Block::Chart(chart(ChartKind::Lines, "Годы")),
            ],
        ),
    ])
}

#[test]
fn everything_is_written() {
    assert_snapshot!(read(&docx(&everything(), &style(), &Fonts::built_in()).unwrap()), @"
    [Letterhead] УПРАВЛЕНИЕ ОБРАЗОВАНИЯ
    [Kind keepNext] ПРИКАЗ
    [Registration tab 9638] 01.02.2022⇥№ 17⏎г. Беломорск
    [Heading1] Об утверждении плана-графика
    [BodyText] В целях повышения качества образования
    [Command] ПРИКАЗЫВАЮ:
    [Point] 1. Утвердить план.
    [ListItem ind 0 709] – сведения;
    [ListItem ind 0 1417] а) подпункт;
    [ListItem ind 0 709] – о *кадрах **/и нагрузке*/
    <- 5300+4338>
        | [Signature keepNext] Начальник⏎управления | [Signature keepNext jc right] И.О. Фамилия
        | [Signature keepNext] Заместитель | [Signature keepNext jc right] А.Б. Вторая
    [Executor] Петрова Анна Сергеевна
    == 11906×16838 -, margins 1701 567 1134 1134, header at 567, first page unnumbered, start -
    [Stamp ind 10035] Приложение № 1
    [PartTitle] План-график
    [Heading2] Раздел
    [Heading3] Часть раздела
    <Table 4857+4856+4857>
        tblHeader cantSplit | [TableHead] № | [TableHead] Мероприятие | [TableHead] Срок
        cantSplit | ×3 [TableSection] Раздел I
        cantSplit | [TableText jc center] 1 | [TableText] Курсы | [TableText jc both] март
        cantSplit | [TableText jc center] 2 | [TableText] | [TableText jc both]
    [AfterTable keepNext]
    <Table 4857+4856+4857>
        tblHeader cantSplit | [TableHead] № | [TableHead] Мероприятие | [TableHead] Срок
        cantSplit | ×3 [TableSection] Раздел I
        cantSplit | [TableText jc center] 1 | [TableText] Курсы | [TableText jc both] март
        cantSplit | [TableText jc center] 2 | [TableText] | [TableText jc both]
    [AfterTable]
    == 16838×11906 landscape, margins 1134 1134 1701 567, header at 567, first page unnumbered, start 1
    [Note] Примечание
    [Chart] Школы «А&Б»
    [Chart keepNext] Годы
    [Chart keepNext] Годы
    == 11906×16838 -, margins 1701 567 1134 1134, header at 567, first page numbered, start -
    ");
}

#[test]
fn charts_are_pictures_of_their_own() {
    let fonts = Fonts::built_in();
    let file = docx(&everything(), &style(), &fonts).unwrap();
    let relationships = part_of(&file, "word/_rels/document.xml.rels");
    let relationships = roxmltree::Document::parse(&relationships).unwrap();
    let text = part_of(&file, "word/document.xml");
    let text = roxmltree::Document::parse(&text).unwrap();
    let drawings = text
        .descendants()
        .filter(|n| n.tag_name().name() == "drawing");
    let charts = everything();
    let mut ids = Vec::new();
    for (drawing, chart) in drawings.zip(charts.charts()) {
        let properties = find(drawing, "docPr").unwrap();
        assert_eq!(attribute(properties, "descr"), Some(chart.alt.as_str()));
        ids.push(attribute(properties, "id").unwrap().to_owned());
        let shown = attribute(find(drawing, "blip").unwrap(), "embed").unwrap();
        let relationship = relationships
            .descendants()
            .find(|n| attribute(*n, "Id") == Some(shown))
            .unwrap();
        let target = format!("word/{}", attribute(relationship, "Target").unwrap());
        let picture = pdf::picture(chart, &fonts, [170.0, 257.0]).unwrap();
        assert!(bytes_of(&file, &target) == picture.png, "{target}");
        let extent = find(drawing, "extent").unwrap();
        let size =
            ["cx", "cy"].map(|side| attribute(extent, side).unwrap().parse::<f64>().unwrap());
        // 12 700 English Metric Units are a point.
        for (in_file, drawn) in size.iter().zip(picture.size) {
            assert!((in_file / 12_700.0 - drawn).abs() < 0.01, "{size:?}");
        }
    }
    assert_eq!(ids, ["1", "2", "3"]);
}

#[test]
fn spans_take_their_columns_in_the_rows_below() {
    let top = Row {
        section: false,
        keep_with_next: false,
        cells: vec![
            cell(1, 2, "№"),
            cell(2, 1, "Организация"),
            cell(2, 3, "Результат"),
        ],
    };
    let head = vec![top, row(&["Срок", "Ответственные"])];
    let body = vec![row(&["1", "март", "школы"])];
    let source = table(&[Align::Left; 5], head, body);
    assert_snapshot!(read(&docx(&of_block(Block::Table(source)), &style(), &Fonts::built_in()).unwrap()), @"
    <Table 1928+1927+1928+1927+1928>
        tblHeader cantSplit | restart [TableHead] № | ×2 [TableHead] Организация | ×2 restart [TableHead] Результат
        tblHeader cantSplit | continue [TableHead] | [TableHead] Срок | [TableHead] Ответственные | ×2 continue [TableHead]
        cantSplit | [TableText] 1 | [TableText] март | [TableText] школы | ×2 continue [TableText]
    [AfterTable]
    == 11906×16838 -, margins 1701 567 1134 1134, header at 567, first page unnumbered, start -
    ");
}

#[test]
fn a_row_higher_than_half_a_page_may_be_split() {
    let long = "слово ".repeat(800);
    let source = table(
        &[Align::Left; 2],
        vec![],
        vec![row(&[&long, "x"]), row(&["x", "x"])],
    );
    let read = read(
        &docx(
            &of_block(Block::Table(source)),
            &style(),
            &Fonts::built_in(),
        )
        .unwrap(),
    );
    assert_eq!(read.matches("cantSplit").count(), 1);
}

#[test]
fn any_text_arrives_as_it_was() {
    let hostile = [
        "<w:p>&amp; \"'>]]>",
        "\u{202E}справа налево\u{202C} 👩‍🏫 \u{2011}\u{A0}",
        "  пробелы  ",
        &"ё".repeat(5_000),
    ];
    for hostile in hostile {
        let mut source = everything();
        source.title = hostile.into();
        source.parts.truncate(1);
        source.parts[0].blocks = vec![
            paragraph(Role::Body, hostile),
            Block::Table(table(&[Align::Left], vec![], vec![row(&[hostile])])),
        ];
        let file = docx(&source, &style(), &Fonts::built_in()).unwrap();
        assert_eq!(read(&file).matches(hostile).count(), 2, "{hostile}");
        let core = part_of(&file, "docProps/core.xml");
        let core = roxmltree::Document::parse(&core).unwrap();
        assert_eq!(find(core.root(), "title").unwrap().text(), Some(hostile));
    }
}

#[test]
fn what_word_cannot_open_is_refused() {
    let refused = |block| {
        docx(&of_block(block), &style(), &Fonts::built_in())
            .unwrap_err()
            .to_string()
    };
    let one_column = |body| Block::Table(table(&[Align::Left], vec![], body));
    let messages = [
        refused(paragraph(Role::Body, "до\u{0}после")),
        refused(paragraph(Role::Body, "строка\nстрока")),
        refused(one_column(vec![row(&["x"]), row(&["x", "x"])])),
        refused(one_column(vec![row(&[])])),
    ];
    assert_snapshot!(messages.join("\n"), @"
    знак U+0000 не может стоять в документе: «до�после»
    знак U+000A не может стоять в документе: «строка�строка»
    ячейки строки 2 таблицы не совпадают со столбцами
    ячейки строки 1 таблицы не совпадают со столбцами
    ");
}

#[test]
fn a_reference_is_a_field_that_shows_what_its_bookmark_holds() {
    let source = crate::document::markup::parse(
        "<document title=\"Т\"><part><p>в таблице <reference to=\"а\">3</reference>.</p>\
         <caption>Таблица <target name=\"а\">3</target> – Меры</caption></part></document>",
    )
    .unwrap();
    let file = docx(&source, &style(), &Fonts::built_in()).unwrap();
    assert!(read(&file).contains("в таблице 3."), "{}", read(&file));
    let body = part_of(&file, "word/document.xml");
    let body = roxmltree::Document::parse(&body).unwrap();
    let bookmark = find(body.root(), "bookmarkStart").unwrap();
    let name = attribute(bookmark, "name").unwrap();
    let field = find(body.root(), "instrText").unwrap();
    assert_eq!(field.text().unwrap().trim(), format!(r"REF {name} \h"));
    let held = bookmark.next_siblings().skip(1);
    let held = held.take_while(|node| node.tag_name().name() != "bookmarkEnd");
    let nodes = held.flat_map(|node| node.descendants());
    let texts = nodes.filter(|node| node.is_text());
    assert_eq!(
        texts.filter_map(|node| node.text()).collect::<String>(),
        "3"
    );
}

#[test]
fn equal_documents_are_equal_files() {
    let style = style();
    let first = docx(&everything(), &style, &Fonts::built_in()).unwrap();
    let other_thread =
        std::thread::spawn(move || docx(&everything(), &style, &Fonts::built_in()).unwrap());
    assert_eq!(first, other_thread.join().unwrap());
}

#[test]
fn every_style_in_use_is_defined_and_russian() {
    let file = docx(&everything(), &style(), &Fonts::built_in()).unwrap();
    let styles = part_of(&file, "word/styles.xml");
    let styles = roxmltree::Document::parse(&styles).unwrap();
    assert_eq!(value(styles.root(), "lang"), Some("ru-RU"));
    let defined = |id: &str| {
        styles
            .descendants()
            .any(|n| attribute(n, "styleId") == Some(id))
    };
    let body = part_of(&file, "word/document.xml");
    let body = roxmltree::Document::parse(&body).unwrap();
    let used = ["pStyle", "tblStyle"];
    for used in body
        .descendants()
        .filter(|n| used.contains(&n.tag_name().name()))
    {
        let id = attribute(used, "val").unwrap();
        assert!(defined(id), "{id}");
    }
    let normal = styles
        .descendants()
        .find(|n| attribute(*n, "default") == Some("1"));
    assert_eq!(normal.and_then(|n| attribute(n, "styleId")), Some("Normal"));
}

#[test]
fn a_document_without_parts_is_a_blank_page() {
    assert_snapshot!(read(&docx(&document(vec![]), &style(), &Fonts::built_in()).unwrap()), @"
    [AfterTable]
    == 11906×16838 -, margins 1701 567 1134 1134, header at 567, first page unnumbered, start -
    ");
}
