use super::super::{Cell, Column, Item, Orientation, Paragraph, Part, Role, Row};
use super::*;
use crate::style::Align;

/// Sets the left side, in which «~» shows a no-break space on the right one.
fn check(cases: &[(&str, &str)]) {
    for (given, expected) in cases {
        assert_eq!(text(given).replace('\u{A0}', "~"), *expected, "{given}");
    }
}

#[test]
fn quotes_become_russian() {
    check(&[
        (r#"МОУ "СОШ № 3""#, "МОУ «СОШ~№~3»"),
        (r#"МОУ "Гимназия "Росток"""#, "МОУ «Гимназия „Росток“»"),
        ("МОУ «Гимназия «Росток»»", "МОУ «Гимназия „Росток“»"),
        ("МОУ “Росток”", "МОУ «Росток»"),
        ("«Проект „500+“»", "«Проект „500+“»"),
        (r#"("дорожная карта")"#, "(«дорожная карта»)"),
        (r#"план-"график""#, "план-«график»"),
        (r#"" Текст ""#, "«Текст»"),
        ("« Текст »", "«Текст»"),
        (r#""а "б "в" г" д""#, "«а „б «в» г“ д»"),
        // One mark closes two: left as typed.
        ("МОУ «Гимназия «Росток»", "МОУ «Гимназия «Росток»"),
        (r#"«1. Утвердить "план"."#, "«1. Утвердить «план»."),
        (r#"Монитор 21" и больше"#, r#"Монитор 21" и больше"#),
        ("«а „б» в", "«а „б» в"),
    ]);
}

/// [N-196]
#[test]
fn the_vectors_of_the_rules() {
    check(&[
        ("№ 17", "№~17"),
        ("И.И. Иванов", "И.И.~Иванов"),
        ("Ивановой И.И.", "Ивановой~И.И."),
        ("5 июня 2026 г.", "5~июня~2026~г."),
        (
            "заменить словами «до 4 июля».",
            "заменить словами «до 4~июля».",
        ),
        ("«до 4 июля»;", "«до 4~июля»;"),
        ("не позднее 4 июля.", "не позднее 4~июля."),
        (
            "словами «до 8 июня 2027 г.».",
            "словами «до 8~июня~2027~г.».",
        ),
        ("поз. 2.3", "поз.~2.3"),
        ("г. Энск", "г.~Энск"),
    ]);
}

#[test]
fn numbers_keep_their_signs() {
    check(&[
        ("№3", "№~3"),
        ("№ 17", "№~17"),
        ("№№ 1, 2", "№№~1, 2"),
        ("от 01.02.2022 № 17", "от 01.02.2022 №~17"),
        ("от 5 июня 2026 г. № 17", "от 5~июня~2026~г.~№~17"),
        ("п. 3, пп. 4 и ст. 97", "п.~3, пп.~4 и ст.~97"),
        (
            "гл. I, рис. 2, табл. 3, с. 5",
            "гл.~I, рис.~2, табл.~3, с.~5",
        ),
        ("80%", "80~%"),
        ("80 %, (90%)", "80~%, (90~%)"),
        ("42/21%", "42/21~%"),
        ("на 100%-й основе", "на 100%-й основе"),
        ("5 чел., 300 руб.", "5~чел., 300~руб."),
        ("в 2026 году и 2021-2022 гг.", "в 2026~году и 2021–2022~гг."),
        ("№ б/н, №б/н", "№~б/н, №~б/н"),
        ("МБОУ «СОШ № 3», школа № 5", "МБОУ «СОШ~№~3», школа №~5"),
    ]);
}

#[test]
fn places_stay_with_their_kind() {
    check(&[
        ("г. Энск", "г.~Энск"),
        ("с. Нюхча, пос. Сосновец", "с.~Нюхча, пос.~Сосновец"),
        (
            "(г. Беломорск, ул. Мерецкова)",
            "(г.~Беломорск, ул.~Мерецкова)",
        ),
        ("в 2026 г. Управление", "в 2026~г. Управление"),
        ("и т. д. Управление", "и т. д. Управление"),
    ]);
}

#[test]
fn initials_stay_with_their_surname() {
    check(&[
        ("И.И. Иванов", "И.И.~Иванов"),
        ("Ивановой И.И.", "Ивановой~И.И."),
        ("М. А. Соколова", "М.~А.~Соколова"),
        ("Соколовой М. А. и др.", "Соколовой~М.~А. и др."),
        (
            "на Петрову-Водкину А.А., начальника",
            "на Петрову-Водкину~А.А., начальника",
        ),
        ("(Соколова М.А.)", "(Соколова~М.А.)"),
        ("Директору М.А. Соколовой", "Директору М.А.~Соколовой"),
        ("М.А. Соколова Е.В. Петрова", "М.А.~Соколова Е.В.~Петрова"),
        ("Соколова Мария Андреевна", "Соколова Мария Андреевна"),
        ("МОУ СОШ", "МОУ СОШ"),
    ]);
}

#[test]
fn dashes_are_told_from_hyphens() {
    check(&[
        ("срок - до мая", "срок~– до мая"),
        ("срок — до мая", "срок~– до мая"),
        ("срок – до мая", "срок~– до мая"),
        ("срок -- до мая", "срок~– до мая"),
        ("- пункт списка", "– пункт списка"),
        ("план-график", "план-график"),
        ("9-х и 11-го", "9-х и 11-го"),
        ("ГИА-2021, COVID-19", "ГИА-2021, COVID-19"),
        ("-", "-"),
        ("–", "–"),
        ("учебно- методический", "учебно- методический"),
        ("класс 9 - 25 учащихся", "класс 9~– 25 учащихся"),
        ("а - - б", "а~– - б"),
    ]);
}

#[test]
fn ranges_are_closed_up() {
    check(&[
        ("2021-2022", "2021–2022"),
        ("пп. 1-3, п. 2-5, № 1-3", "пп.~1–3, п.~2-5, №~1-3"),
        ("2021 – 2022 учебный год", "2021–2022 учебный год"),
        ("2021-22 учебный год", "2021–22 учебный год"),
        ("2021/22", "2021/22"),
        ("18-19 февраля 2022", "18–19~февраля~2022"),
        ("18 - 19 февраля", "18–19~февраля"),
        ("01.01-01.03.2022", "01.01–01.03.2022"),
        (
            "06.09.2021 - 08.09.2021, 15.09.2021",
            "06.09.2021–08.09.2021, 15.09.2021",
        ),
        ("01-05.03.2022", "01–05.03.2022"),
        ("01.09-15.09", "01.09–15.09"),
        ("I-III кварталы", "I–III кварталы"),
        ("(I - II полугодие)", "(I–II полугодие)"),
        ("1-4 классы", "1–4 классы"),
        ("приложениям 1-4", "приложениям 1–4"),
        ("10-15%", "10–15~%"),
        ("январь 2019 – март 2020", "январь 2019~– март 2020"),
        ("5 марта - 6 апреля", "5~марта~– 6~апреля"),
    ]);
}

#[test]
fn numbers_of_papers_and_telephones_are_not_ranges() {
    for same in [
        "04-213",
        "08-70",
        "письмо 12-34",
        "1377/694/1684",
        "8(814)375-11-04",
        "8-921-452-22-11",
        "2-19-72",
        "2022-2021",
        "2022-06-05",
        "1.1-1.5",
        "7.0.97-2025",
        "V-I",
        "31-32",
        "ФЗ-273",
        "Х-образный",
    ] {
        assert_eq!(text(same), same);
    }
    check(&[("№ 04-213", "№~04-213"), ("№ 2021-2022", "№~2021-2022")]);
}

#[test]
fn spaces_are_single_and_never_before_signs() {
    check(&[
        ("два  слова", "два слова"),
        ("слово , слово ; слово :", "слово, слово; слово:"),
        ("конец .", "конец."),
        ("( в скобках )", "(в скобках)"),
        ("( )", "( )"),
        ("  края  ", "края"),
        ("сборка .NET и .5", "сборка .NET и .5"),
        ("да ... нет", "да... нет"),
        ("а \u{A0} б", "а~б"),
    ]);
}

#[test]
fn links_stay_as_they_are() {
    for same in [
        "https://edu.ru/2021-2022/a%20b№3",
        "obr-2021-2022@mail.ru",
        "www.obr.ru/№5",
        "obr72.ru/%D0%90?x=80%",
    ] {
        assert_eq!(text(same), same);
    }
    check(&[
        (
            r#"сайт "https://edu.ru/№1" - наш"#,
            "сайт «https://edu.ru/№1»~– наш",
        ),
        ("(a@b.ru), №3", "(a@b.ru), №~3"),
    ]);
}

fn leaf(text: &str) -> Inline {
    Inline::Text(text.to_owned())
}

#[test]
fn rules_see_through_runs() {
    let mut inlines = vec![
        leaf("МОУ \""),
        Inline::Bold(vec![leaf("СОШ №"), Inline::Italic(vec![leaf(" 3")])]),
        leaf("\" "),
        leaf(" , г."),
        Inline::Break,
        leaf(" Энск -"),
        Inline::Italic(vec![leaf(" 2021")]),
        leaf("-2022"),
    ];
    Setter::default().inlines(&mut inlines);
    assert_eq!(
        inlines,
        [
            leaf("МОУ «"),
            Inline::Bold(vec![
                leaf("СОШ\u{a0}№"),
                Inline::Italic(vec![leaf("\u{A0}3")])
            ]),
            leaf("»"),
            leaf(", г."),
            Inline::Break,
            leaf("Энск\u{A0}– "),
            Inline::Italic(vec![leaf("2021")]),
            leaf("–2022"),
        ]
    );
}

#[test]
fn every_part_of_a_document_is_set() {
    let given = || vec![leaf("№3")];
    let paragraph = Paragraph {
        role: Role::Body,
        content: given(),
        keep_with_next: false,
    };
    let item = |children| Item {
        marker: "-".to_owned(),
        content: given(),
        children,
    };
    let row = || Row {
        section: false,
        keep_with_next: false,
        cells: vec![Cell {
            columns: 1,
            rows: 1,
            paragraphs: vec![given(), given()],
        }],
    };
    let list = List {
        items: vec![item(Some(List {
            items: vec![item(None)],
        }))],
    };
    let table = Table {
        dense: false,
        columns: vec![Column {
            share: 1,
            width: None,
            align: Align::Left,
        }],
        head: vec![row()],
        body: vec![row()],
    };
    let mut document = Document {
        title: "№3".to_owned(),
        subject: "№3".to_owned(),
        author: "№3".to_owned(),
        parts: vec![Part {
            orientation: Orientation::Portrait,
            restart_numbering: false,
            blocks: vec![
                Block::Paragraph(paragraph),
                Block::Registration {
                    date: given(),
                    number: given(),
                    place: given(),
                },
                Block::Signature {
                    post: given(),
                    name: given(),
                },
                Block::List(list),
                Block::Table(table),
            ],
        }],
    };
    apply(&mut document);
    let shown = format!("{document:?}");
    assert_eq!(shown.matches("№\\u{a0}3").count(), 15, "{shown}");
    assert!(!shown.contains("№3"), "{shown}");
    assert!(shown.contains("marker: \"-\""), "{shown}");
}

/// Pieces that the rules react to, joined at random.
const PIECES: &[&str] = &[
    " ",
    " ",
    " ",
    "  ",
    "\u{A0}",
    "\"",
    "«",
    "»",
    "„",
    "“",
    "”",
    "-",
    "–",
    "—",
    "(",
    ")",
    ".",
    ",",
    ":",
    "№",
    "%",
    "3",
    "17",
    "2021",
    "2022",
    "01.02.2022",
    "I",
    "III",
    "слово",
    "мая",
    "г.",
    "п.",
    "М.",
    "А.",
    "Соколова",
    "Энск",
    "классы",
    "a@b.ru",
    "https://x.ru/1-2",
    "чел.",
    "\n",
];

/// A reproducible stream of numbers.
fn numbers(seed: u64) -> impl Iterator<Item = usize> {
    let mut state = seed;
    std::iter::repeat_with(move || {
        state = state
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (state >> 33) as usize
    })
}

fn samples() -> impl Iterator<Item = String> {
    (0..20_000).map(|seed| {
        let mut numbers = numbers(seed);
        let length = numbers.next().unwrap_or(0) % 14 + 1;
        numbers
            .take(length)
            .map(|n| PIECES[n % PIECES.len()])
            .collect()
    })
}

#[test]
fn twice_is_the_same_as_once() {
    for sample in samples() {
        let once = text(&sample);
        assert_eq!(text(&once), once, "{sample:?}");
    }
}

#[test]
fn words_and_numbers_are_never_changed() {
    let kept = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    for sample in samples() {
        assert_eq!(kept(&text(&sample)), kept(&sample), "{sample:?}");
    }
}

/// The same text in one run and in many gives the same line.
#[test]
fn runs_do_not_matter() {
    for (index, sample) in samples().enumerate().step_by(7) {
        let mut runs: Vec<Inline> = Vec::new();
        for (c, n) in sample.chars().zip(numbers(index as u64)) {
            match runs.last_mut() {
                _ if c == '\n' => runs.push(Inline::Break),
                Some(Inline::Text(text)) if n % 3 > 0 => text.push(c),
                _ => runs.push(leaf(&c.to_string())),
            }
        }
        Setter::default().inlines(&mut runs);
        let joined: String = runs
            .iter()
            .map(|run| match run {
                Inline::Text(text) => text.as_str(),
                _ => "\n",
            })
            .collect();
        assert_eq!(joined, text(&sample), "{sample:?}");
    }
}
