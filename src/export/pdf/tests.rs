use typst::layout::{Frame, FrameItem, Point};

use super::layout::{compile, lone_signatures};
use super::world::DocumentWorld;
use super::*;
use crate::document::chart::{Category, Chart, ChartKind, Scale};
use crate::document::{
    Block, Cell, Column, Inline, Item, List, Orientation, Paragraph, Part, Role, Row, Table,
};
use crate::style::{Align, GOST_2025};

/// Longer than a line of the page.
const WORD: &str = "непереносимоедлинноесловонепереносимоедлинноесловонепереносимоедлинноеслово\
                    непереносимоедлинноесловонепереносимоедлинноесловонепереносимоедлинноеслово";

fn gost() -> Style {
    let yaml = GOST_2025
        .replace(": да", ": true")
        .replace(": нет", ": false");
    serde_saphyr::from_str(&yaml).unwrap()
}

fn text(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.to_owned())]
}

fn paragraph(role: Role, content: &str) -> Block {
    Block::Paragraph(Paragraph {
        role,
        content: text(content),
        keep_with_next: false,
    })
}

fn signature() -> Block {
    Block::Signature {
        post: vec![
            Inline::Text("Исполняющий обязанности".to_owned()),
            Inline::Break,
            Inline::Text("начальника управления".to_owned()),
        ],
        name: text("И.И.\u{A0}Иванов"),
    }
}

fn cell(content: &str, columns: u16, rows: u16) -> Cell {
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
        cells: cells.iter().map(|content| cell(content, 1, 1)).collect(),
    }
}

fn section(title: &str) -> Row {
    Row {
        section: true,
        keep_with_next: false,
        cells: vec![cell(title, 3, 1)],
    }
}

fn table(head: Vec<Row>, body: Vec<Row>) -> Block {
    let columns = [
        (Some(15.0), Align::Center),
        (None, Align::Left),
        (None, Align::Justify),
    ];
    Block::Table(Table {
        dense: false,
        columns: columns
            .map(|(width, align)| Column {
                width,
                share: 1,
                align,
            })
            .to_vec(),
        head,
        body,
    })
}

fn part(orientation: Orientation, blocks: Vec<Block>) -> Part {
    Part {
        orientation,
        restart_numbering: true,
        blocks,
    }
}

fn document(parts: Vec<Part>) -> Document {
    Document {
        title: "Приказ №\u{A0}17".to_owned(),
        subject: "О плане-графике".to_owned(),
        author: "Управление образования".to_owned(),
        parts,
    }
}

/// A chart of as many series as there may be.
fn chart(kind: ChartKind, categories: &[&str]) -> Chart {
    let values = |index: usize| {
        let value = |series: usize| (index != series).then_some((index * 3 + series) as f64 / 2.0);
        (0..6).map(value).collect()
    };
    let categories: Vec<Category> = (categories.iter().enumerate())
        .map(|(index, name)| Category {
            name: (*name).to_owned(),
            values: values(index),
        })
        .collect();
    Chart {
        kind,
        alt: "Ход выполнения".to_owned(),
        unit: "мероприятия".to_owned(),
        series: (1..=6)
            .map(|number| format!("ряд №\u{A0}{number}"))
            .collect(),
        scale: Scale::of(kind, &categories),
        categories,
        keep_with_next: true,
        revision: None,
    }
}

const SCHOOLS: [&str; 3] = [
    "МБОУ «СОШ №\u{A0}1-школа отечественной культуры»",
    "и/или",
    WORD,
];

/// Every block and role, and what tables and words can do to a layout.
fn everything() -> Document {
    let item = |marker: &str, children| Item {
        marker: marker.to_owned(),
        content: text(WORD),
        children,
    };
    let children = List {
        items: vec![item("а)", None), item("б)", None)],
    };
    let list = List {
        items: vec![item("–", Some(children)), item("–", None)],
    };
    let order = vec![
        paragraph(Role::Letterhead, "УПРАВЛЕНИЕ ОБРАЗОВАНИЯ"),
        paragraph(Role::Kind, "ПРИКАЗ"),
        Block::Registration {
            date: text("01.02.2022"),
            number: text("№\u{A0}17"),
            place: text("г.\u{A0}Энск"),
        },
        paragraph(Role::Title, "Об утверждении плана-графика"),
        paragraph(Role::Body, WORD),
        paragraph(Role::Command, "ПРИКАЗЫВАЮ:"),
        Block::Paragraph(Paragraph {
            role: Role::Point,
            content: vec![
                Inline::Text("1. ".to_owned()),
                Inline::Bold(vec![Inline::Italic(text("Утвердить"))]),
                Inline::Break,
                Inline::Text("план и/или график.".to_owned()),
            ],
            keep_with_next: true,
        }),
        Block::List(list),
        paragraph(Role::Body, ""),
        signature(),
        paragraph(Role::Executor, "Петрова Анна Сергеевна"),
    ];
    let mut spanned = row(&["1", "а", "б"]);
    spanned.cells[0].rows = 2;
    let appendix = vec![
        paragraph(Role::Stamp, "УТВЕРЖДЕН"),
        // A level is missing above it.
        paragraph(Role::Subheading, "Подзаголовок"),
        table(
            vec![row(&["№ п/п", "Мероприятие", WORD])],
            vec![
                section("Раздел 1"),
                section("Раздел 1.1"),
                spanned,
                row(&["в", "г"]),
                row(&["2", WORD, &"Длинный текст. ".repeat(300)]),
                row(&["", "", ""]),
                section("Раздел без строк"),
            ],
        ),
        paragraph(Role::PartTitle, "Только шапка"),
        table(vec![row(&["1", "2", "3"])], vec![]),
        paragraph(Role::Heading, "Только строки"),
        table(vec![], vec![row(&["1", "2", "3"])]),
        table(vec![], vec![]),
        paragraph(Role::Note, "Конец."),
        Block::Chart(chart(ChartKind::Bars, &SCHOOLS)),
        Block::Chart(chart(ChartKind::Lines, &["2024", "2025", WORD])),
        paragraph(Role::Note, "Рисунок 1"),
    ];
    document(vec![
        part(Orientation::Portrait, order),
        part(Orientation::Landscape, vec![]),
        part(Orientation::Landscape, appendix),
    ])
}

/// A piece of text with its left and right ends in mm.
struct Piece {
    text: String,
    start: f64,
    end: f64,
}

/// The text of a page in the order of reading.
struct Page {
    width: f64,
    pieces: Vec<Piece>,
}

impl Page {
    fn text(&self) -> String {
        self.pieces
            .iter()
            .map(|piece| piece.text.as_str())
            .collect()
    }
}

fn pages(document: &Document) -> Vec<Page> {
    let fonts = Fonts::built_in();
    let laid = layout(document, &gost(), &fonts).unwrap();
    let page = |frame: &Frame| {
        let mut pieces = Vec::new();
        collect(frame, Point::zero(), &mut pieces);
        Page {
            width: frame.width().to_mm(),
            pieces,
        }
    };
    laid.pages.pages().iter().map(|p| page(&p.frame)).collect()
}

fn collect(frame: &Frame, origin: Point, pieces: &mut Vec<Piece>) {
    for (at, item) in frame.items() {
        let at = origin + *at;
        match item {
            FrameItem::Group(group) => collect(&group.frame, at, pieces),
            FrameItem::Text(text) => pieces.push(Piece {
                text: text.text.to_string(),
                start: at.x.to_mm(),
                end: (at.x + text.width()).to_mm(),
            }),
            _ => {}
        }
    }
}

#[test]
fn every_block_meets_every_standard() {
    for standard in [
        PdfStandard::A2aUa1,
        PdfStandard::A2a,
        PdfStandard::A2b,
        PdfStandard::A1a,
        PdfStandard::A1b,
        PdfStandard::V1_7,
    ] {
        let style = Style {
            pdf_standard: standard,
            ..gost()
        };
        let bytes = pdf(&everything(), &style, &Fonts::built_in()).unwrap();
        assert!(bytes.starts_with(b"%PDF-1."), "{standard:?}");
    }
}

#[test]
fn bytes_depend_on_nothing_but_the_document() {
    let run = |threads| {
        comemo::evict(0);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        let set = || pdf(&everything(), &gost(), &Fonts::built_in()).unwrap();
        pool.build().unwrap().install(set)
    };
    assert!(run(1) == run(3));
}

#[test]
fn the_source_alone_gives_the_same_pages() {
    let fonts = Fonts::built_in();
    let source = typst_source(&everything(), &gost(), &fonts);
    let world = DocumentWorld::standalone(source, &fonts);
    let alone = Laid {
        pages: compile(&world).unwrap(),
        world,
        digest: String::new(),
    };
    let mut beside = layout(&everything(), &gost(), &fonts).unwrap();
    beside.digest.clear();
    assert!(export(alone, &gost()).unwrap() == export(beside, &gost()).unwrap());
}

#[test]
fn nothing_runs_out_of_the_margins() {
    for page in pages(&everything()) {
        let (left, right) = if page.width < 250.0 {
            (30.0, 200.0)
        } else {
            (20.0, 277.0)
        };
        for Piece { text, start, end } in page.pieces {
            assert!(
                start > left - 0.01 && end < right + 0.01,
                "{text}: {start}–{end}"
            );
        }
    }
}

/// One page with nothing but `chart`.
fn page_of(chart: Chart) -> Page {
    let document = document(vec![part(Orientation::Portrait, vec![Block::Chart(chart)])]);
    pages(&document).remove(0)
}

#[test]
fn a_chart_shows_its_texts_and_nothing_else() {
    for kind in [ChartKind::Bars, ChartKind::Lines] {
        let chart = chart(kind, &SCHOOLS);
        let expected = chart.texts().concat();
        let shown = page_of(chart).text();
        let letters = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(letters(&shown), letters(&expected), "{kind:?}");
    }
}

#[test]
fn a_picture_is_the_drawing_of_the_pdf() {
    let fonts = Fonts::built_in();
    let room = [gost().text_width(false), gost().text_height(false)];
    for kind in [ChartKind::Bars, ChartKind::Lines] {
        let chart = chart(kind, &SCHOOLS);
        let picture = picture(&chart, &fonts, room).unwrap();
        let [width, height] = picture.size;
        assert!(width <= f64::from(room[0] * PT) + 0.01, "{kind:?}: {width}");
        let mut pixels = png::Decoder::new(std::io::Cursor::new(&picture.png))
            .read_info()
            .unwrap();
        let mut greys = vec![0; pixels.output_buffer_size().unwrap()];
        let info = pixels.next_frame(&mut greys).unwrap();
        let expected = [width, height].map(|length| (length * 4.0).round() as u32);
        assert_eq!([info.width, info.height], expected, "{kind:?}");
        let dark = greys.iter().filter(|grey| **grey < 64).count();
        let share = dark as f64 / greys.len() as f64;
        assert!((0.005..0.5).contains(&share), "{kind:?}: {share} is dark");
    }
}

#[test]
fn a_chart_larger_than_the_page_is_drawn_smaller() {
    let mut wide = chart(ChartKind::Bars, &SCHOOLS);
    for value in wide.categories.iter_mut().flat_map(|c| &mut c.values) {
        *value = Some(123_456_789.25);
    }
    let mut high = chart(ChartKind::Bars, &[SCHOOLS[0]; 60]);
    high.alt = "Высокая".to_owned();
    let fonts = Fonts::built_in();
    for chart in [wide, high] {
        let picture = picture(&chart, &fonts, [170.0, 257.0]).unwrap();
        let [width, height] = picture.size.map(|length| length as f32 / PT);
        assert!(width < 170.01 && height < 257.01, "{width}×{height}");
        let document = document(vec![part(Orientation::Portrait, vec![Block::Chart(chart)])]);
        assert_eq!(pages(&document).len(), 1);
    }
}

#[test]
fn a_chart_is_a_figure_that_says_what_it_shows() {
    let chart = Block::Chart(chart(ChartKind::Bars, &SCHOOLS));
    let style = Style {
        pdf_standard: PdfStandard::A1a, // Its objects are not compressed.
        ..gost()
    };
    let document = document(vec![part(Orientation::Portrait, vec![chart])]);
    let bytes = pdf(&document, &style, &Fonts::built_in()).unwrap();
    let has = |text: &[u8]| bytes.windows(text.len()).any(|window| window == text);
    assert!(has(b"/S /Figure") || has(b"/S/Figure"));
    let alt = "Ход выполнения".encode_utf16();
    let alt: String = alt.map(|unit| format!("{unit:04X}")).collect();
    assert!(has(format!("<FEFF{alt}>").as_bytes()));
    assert!(!has(b"/Subtype /Image") && !has(b"/Subtype/Image"));
}

#[test]
fn a_reference_leads_to_its_number() {
    let source = crate::document::markup::parse(
        "<document title=\"Т\"><part><p>в таблице <reference to=\"а\">3</reference>.</p>\
         <caption>Таблица <target name=\"а\">3</target> – Меры</caption></part></document>",
    )
    .unwrap();
    let style = Style {
        pdf_standard: PdfStandard::A1a, // Its objects are not compressed.
        ..gost()
    };
    let bytes = pdf(&source, &style, &Fonts::built_in()).unwrap();
    let has = |text: &[u8]| bytes.windows(text.len()).any(|window| window == text);
    assert!(has(b"/Subtype /Link") || has(b"/Subtype/Link"));
    assert_eq!(pages(&source)[0].text(), "в таблице 3.Таблица 3 – Меры");
}

#[test]
fn a_broken_word_keeps_its_text() {
    let order = document(vec![everything().parts.remove(0)]);
    let text: String = pages(&order).iter().map(Page::text).collect();
    // Once in running text, four times in the list.
    assert_eq!(text.matches(WORD).count(), 5);
    assert!(!text.contains('\u{200B}'));
}

#[test]
fn pages_are_numbered_from_the_second() {
    let long = || vec![paragraph(Role::Body, &"Текст. ".repeat(450))];
    let mut document = document(vec![
        part(Orientation::Portrait, long()),
        part(Orientation::Landscape, long()),
    ]);
    let numbers = |document: &Document| -> Vec<Option<u8>> {
        let first = |page: Page| {
            page.pieces
                .first()
                .and_then(|piece| piece.text.parse().ok())
        };
        pages(document).into_iter().map(first).collect()
    };
    assert_eq!(numbers(&document), [None, Some(2), None, Some(2)]);
    document.parts[1].restart_numbering = false;
    assert_eq!(numbers(&document), [None, Some(2), Some(3), Some(4)]);
}

#[test]
fn a_signature_is_never_alone() {
    let item = Item {
        marker: "–".to_owned(),
        content: text("пункт"),
        children: None,
    };
    let line = || paragraph(Role::Body, "Строка.");
    let mut moved = 0;
    for n in 10..40 {
        let rows = vec![row(&["1", "Мероприятие", "Результат"]); n];
        let items = vec![item.clone(); n];
        // Longer than half a page, so that it may break unless it must not.
        let long = paragraph(Role::Body, &"Текст документа. ".repeat(80));
        for mut blocks in [
            vec![table(rows.clone(), vec![]), table(vec![], rows)],
            vec![Block::List(List { items })],
            (0..n).map(|_| line()).chain([long]).collect(),
            (0..n).map(|_| line()).collect(),
        ] {
            blocks.push(signature());
            let document = document(vec![part(Orientation::Portrait, blocks)]);
            let fonts = Fonts::built_in();
            let none = Lone::new();
            let first = layout::layout_once(&document, &gost(), &fonts, &none).unwrap();
            let last = layout(&document, &gost(), &fonts).unwrap();
            moved += lone_signatures(&first.pages, &gost()).len();
            assert!(lone_signatures(&last.pages, &gost()).is_empty(), "{n}");
        }
    }
    assert!(moved > 0);
}

#[test]
fn the_reader_meets_date_before_number_and_post_before_name() {
    let order = document(vec![everything().parts.remove(0)]);
    let text: String = pages(&order).iter().map(Page::text).collect();
    let places = [
        "01.02.2022",
        "№\u{A0}17",
        "г.\u{A0}Энск",
        "начальника управления",
        "И.И.\u{A0}Иванов",
    ];
    let places = places.map(|part| text.find(part));
    assert!(
        places.iter().all(Option::is_some) && places.is_sorted(),
        "{places:?}"
    );
}

#[test]
fn characters_nobody_would_see_are_named() {
    let fonts = Fonts::built_in();
    assert_eq!(
        fonts.missing("Ёлки — «№ 5», 100 ₽\u{A0}\u{202F}\u{2011}…"),
        None
    );
    assert_eq!(fonts.missing("мягкий пере\u{AD}нос"), Some('\u{AD}'));
    let blocks = vec![
        paragraph(Role::Body, "Отлично 👍, метка\u{200F}"),
        table(vec![], vec![row(&["漢", "👍", "а\u{FEFF}"])]),
    ];
    let error = pdf(
        &document(vec![part(Orientation::Portrait, blocks)]),
        &gost(),
        &fonts,
    );
    let error = error.unwrap_err().to_string();
    assert_eq!(
        error,
        "эти знаки не показать на бумаге: «👍» (U+1F44D), U+200F, «漢» (U+6F22), U+FEFF"
    );
}

#[test]
fn a_family_is_taken_from_its_files() {
    let file = include_bytes!("../../../templates/fonts/Tinos-Regular.ttf").to_vec();
    assert!(Fonts::with_family("Times New Roman", vec![file.clone()]).is_none());
    assert!(Fonts::with_family("Tinos", vec![b"not a font".to_vec()]).is_none());
    let fonts = Fonts::with_family("tinos", vec![file]).unwrap();
    assert!(pdf(&everything(), &gost(), &fonts).is_ok());
}
