//! Round trips, and files as schools and worse people send them.

use std::io::{Cursor, Read, Write};

use chrono::NaiveDate;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::fill::{BlankRow, Section};
use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn days() -> Days {
    Days {
        from: day("2019-01-01"),
        to: day("2020-05-31"),
    }
}

fn row(key: Key, number: &str, title: &str, values: &[(Field, &str)]) -> BlankRow {
    BlankRow {
        issued: Issued {
            key,
            number: number.into(),
            title: title.into(),
            deadline: "до 15.05.2020".into(),
        },
        values: values
            .iter()
            .map(|(field, text)| (*field, (*text).to_owned()))
            .collect(),
        mark: None,
    }
}

fn number(text: &str) -> Key {
    Key::Number(text.into())
}

fn blank(rows: Vec<BlankRow>) -> Blank {
    Blank {
        header: Header {
            dossier: "дело".into(),
            school: "сош8".into(),
            period: "2020-1".into(),
        },
        school_name: "СОШ № 8".into(),
        title: vec!["Отчёт об исполнении: план".into()],
        days: days(),
        contact: Values::from([
            (Field::Name, "Орлова Е.В.".to_owned()),
            (Field::Phone, "8 (81378) 2-14-15".to_owned()),
            (Field::Date, "29.05.2020".to_owned()),
        ]),
        sections: vec![Section {
            heading: "Раздел".into(),
            rows,
        }],
        figures: None,
    }
}

/// Two rows answered and one not.
fn usual() -> Blank {
    blank(vec![
        row(
            number("1.1"),
            "1.1",
            "Семинар",
            &[
                (Field::Status, "выполнено"),
                (Field::Done, "26.03.2020"),
                (Field::Result, "=1+1, обучены\nвсе"),
                (Field::All, "37"),
                (Field::FromLowResults, "15"),
            ],
        ),
        row(
            Key::Id("совет".into()),
            "1.2",
            "Совет",
            &[
                (Field::Status, "перенесено"),
                (Field::Reason, "карантин"),
                (Field::NewTerm, "второе полугодие 2020 года"),
            ],
        ),
        row(Key::Point("2.1".into()), "п. 2.1", "Отчёт", &[]),
    ])
}

fn answers(bytes: &[u8]) -> Answers {
    Filled::open(bytes)
        .unwrap()
        .answers(days(), &BTreeMap::new())
}

fn lines(answers: &Answers) -> Vec<String> {
    answers
        .complaints
        .iter()
        .map(|one| {
            let kind = if one.is_error {
                "ошибка"
            } else {
                "замечание"
            };
            format!(
                "{kind} {}: {}",
                one.cell.as_deref().unwrap_or("файл"),
                one.message
            )
        })
        .collect()
}

/// The file with the text of a part changed.
fn patched(bytes: &[u8], part: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let mut text = Vec::new();
        file.read_to_end(&mut text).unwrap();
        if file.name() == part {
            let before = String::from_utf8(text).unwrap();
            let after = change(before.clone());
            assert_ne!(before, after, "the change found nothing in {part}");
            text = after.into_bytes();
        }
        writer
            .start_file(file.name(), SimpleFileOptions::default())
            .unwrap();
        writer.write_all(&text).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The file with a part added.
fn with_part(bytes: &[u8], name: &str, content: &[u8]) -> Vec<u8> {
    let mut writer = ZipWriter::new_append(Cursor::new(bytes.to_vec())).unwrap();
    writer
        .start_file(name, SimpleFileOptions::default())
        .unwrap();
    writer.write_all(content).unwrap();
    writer.finish().unwrap().into_inner()
}

const FORM: &str = "xl/worksheets/sheet1.xml";
const HIDDEN: &str = "xl/worksheets/sheet2.xml";

/// The first row of the table: below four lines of title and contacts each, the
/// heading of the table and that of the section.
const FIRST: u32 = 9;

/// The form with a cell's element replaced.
fn with_cell(bytes: &[u8], cell: &str, content: &str) -> Vec<u8> {
    patched(bytes, FORM, |xml| {
        let start = xml.find(&format!("<c r=\"{cell}\"")).unwrap();
        let rest = &xml[start..];
        let open_end = rest.find('>').unwrap();
        let end = if rest[..open_end].ends_with('/') {
            open_end + 1
        } else {
            rest.find("</c>").unwrap() + 4
        };
        format!("{}{content}{}", &xml[..start], &rest[end..])
    })
}

fn text(cell: &str, text: &str) -> String {
    format!("<c r=\"{cell}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

#[test]
fn what_is_written_is_read() {
    let blank = usual();
    let bytes = write(&blank).unwrap();
    let filled = Filled::open(&bytes).unwrap();
    assert_eq!(filled.header, blank.header);
    assert_eq!(filled.issued, blank.issued());
    let read = filled.answers(days(), &BTreeMap::new());
    assert_eq!(lines(&read), Vec::<String>::new());
    assert_eq!(read.contact, blank.contact);
    let expected: Vec<(Issued, Values)> = blank
        .rows()
        .filter(|row| !row.values.is_empty())
        .map(|row| (row.issued.clone(), row.values.clone()))
        .collect();
    let got: Vec<(Issued, Values)> = read
        .rows
        .iter()
        .map(|row| (row.issued.clone(), row.values.clone()))
        .collect();
    assert_eq!(got, expected);
}

#[test]
fn equal_blanks_give_equal_bytes() {
    assert_eq!(write(&usual()).unwrap(), write(&usual()).unwrap());
}

/// calamine, which has nothing in common with our reader, finds the same texts.
#[test]
fn another_reader_finds_the_same() {
    use calamine::{Data, Reader as _, Xlsx};
    let bytes = write(&usual()).unwrap();
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    assert_eq!(book.sheet_names(), [SHEET, HIDDEN_SHEET]);
    let sheet = book.worksheet_range(SHEET).unwrap();
    let at = |column| sheet.get_value((FIRST - 1, column)).cloned().unwrap();
    assert_eq!(at(0), Data::String("№:1.1".into()));
    assert_eq!(at(4), Data::String("выполнено".into()));
    assert_eq!(at(6), Data::String("=1+1, обучены\nвсе".into()));
    assert_eq!(at(7), Data::Float(37.0));
    assert!(matches!(at(5), Data::DateTime(date) if date.as_f64() == 43916.0));
}

#[test]
fn only_cells_for_answers_are_unlocked_and_they_are_guarded() {
    let bytes = write(&usual()).unwrap();
    let mut archive = ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        archive
            .by_name(name)
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        text
    };
    let form = part(FORM);
    assert!(form.contains("<sheetProtection sheet=\"1\""));
    assert!(form.contains("type=\"list\"") && form.contains("type=\"date\""));
    assert!(form.contains("type=\"textLength\"") && form.contains("type=\"custom\""));
    assert!(
        form.contains("I8&lt;=H8"),
        "the part is compared with the whole"
    );
    assert!(part("xl/workbook.xml").contains("state=\"veryHidden\""));
}

#[test]
fn contradictions_are_told_at_their_cells() {
    let bytes = write(&blank(vec![
        row(number("1"), "1", "А", &[(Field::Status, "выполнено")]),
        row(
            number("2"),
            "2",
            "Б",
            &[(Field::Status, "не выполнено"), (Field::Done, "01.02.2020")],
        ),
        row(
            number("3"),
            "3",
            "В",
            &[(Field::Status, "перенесено"), (Field::Reason, "карантин")],
        ),
        row(number("4"), "4", "Г", &[(Field::Result, "сделано")]),
        row(
            number("5"),
            "5",
            "Д",
            &[
                (Field::Status, "выполняется"),
                (Field::All, "5"),
                (Field::FromLowResults, "6"),
            ],
        ),
        row(
            number("6"),
            "6",
            "Е",
            &[
                (Field::Status, "выполнено"),
                (Field::Done, "30.05.2020"),
                (Field::Result, "да"),
            ],
        ),
        row(
            number("7"),
            "7",
            "Ж",
            &[(Field::Status, "выполняется"), (Field::NewTerm, "май")],
        ),
    ]))
    .unwrap();
    let read = answers(&bytes);
    insta::assert_snapshot!(lines(&read).join("\n"));
    assert!(read.rows.iter().all(|row| !row.is_sound));
}

#[test]
fn cells_are_read_or_refused_with_a_reason() {
    let bytes = write(&usual()).unwrap();
    let mut told = Vec::new();
    for (cell, content) in [
        ("F9", text("F9", "20 июня")),
        ("F9", text("F9", "26 марта 2020 г.")),
        ("F9", "<c r=\"F9\"><f>TODAY()</f></c>".into()),
        ("F9", "<c r=\"F9\"><f>TODAY()</f><v>43916</v></c>".into()),
        ("H9", text("H9", " 1 234 ")),
        ("H9", text("H9", "12,5")),
        (
            "H9",
            "<c r=\"H9\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>".into(),
        ),
        ("G9", "<c r=\"G9\" t=\"b\"><v>1</v></c>".into()),
        ("E9", text("E9", "сделано")),
        ("G9", text("G9", &"а".repeat(1001))),
        ("H9", "<c r=\"H9\" t=\"s\"><v>999999</v></c>".into()),
        ("H9", "<c r=\"H9\"><v>1e400</v></c>".into()),
    ] {
        let read = answers(&with_cell(&bytes, cell, &content));
        let row = &read.rows[0].values;
        let shown = |field| row.get(&field).map_or("—", |text: &String| text.as_str());
        told.push(format!(
            "{cell}: {} | {} | {} || {}",
            shown(Field::Status),
            shown(Field::Done),
            shown(Field::All),
            lines(&read).join("; ")
        ));
    }
    insta::assert_snapshot!(told.join("\n"));
}

/// The rows of the table as elements, from the first.
fn table_rows(xml: &str) -> (usize, Vec<String>, usize) {
    let start = xml.find(&format!("<row r=\"{FIRST}\"")).unwrap();
    let end = xml.find("</sheetData>").unwrap();
    let rows = xml[start..end].split_inclusive("</row>").map(str::to_owned);
    (start, rows.collect(), end)
}

fn with_rows(bytes: &[u8], change: impl Fn(Vec<String>) -> Vec<String>) -> Vec<u8> {
    patched(bytes, FORM, |xml| {
        let (start, rows, end) = table_rows(&xml);
        format!("{}{}{}", &xml[..start], change(rows).concat(), &xml[end..])
    })
}

/// A row of the sheet moved to another number.
fn moved(row: &str, from: u32, to: u32) -> String {
    let mut row = row.replace(&format!("<row r=\"{from}\""), &format!("<row r=\"{to}\""));
    for letter in 'A'..='M' {
        row = row.replace(&format!("\"{letter}{from}\""), &format!("\"{letter}{to}\""));
    }
    row
}

#[test]
fn rows_may_move_but_none_is_lost_silently() {
    let bytes = write(&usual()).unwrap();
    let values = |read: &Answers| -> Vec<(String, usize)> {
        let rows = read.rows.iter();
        rows.map(|row| (row.issued.number.clone(), row.values.len()))
            .collect()
    };
    let plain = values(&answers(&bytes));
    let swapped = with_rows(&bytes, |rows| {
        vec![
            moved(&rows[1], 10, 9),
            moved(&rows[0], 9, 10),
            rows[2].clone(),
        ]
    });
    let read = answers(&swapped);
    assert_eq!(lines(&read), Vec::<String>::new());
    let mut sorted = values(&read);
    sorted.sort();
    assert_eq!(sorted, plain);

    let removed = answers(&with_rows(&bytes, |rows| {
        vec![rows[1].clone(), rows[2].clone()]
    }));
    assert_eq!(
        lines(&removed),
        [
            "замечание файл: нет строки 1.1 «Семинар»: школа удалила её; прежняя отметка, если она была, остаётся"
        ]
    );

    let own = format!(
        "<row r=\"12\">{}{}{}</row>",
        text("B12", "4"),
        text("C12", "Свой конкурс"),
        text("E12", "выполнено")
    );
    let added = answers(&with_rows(&bytes, |mut rows| {
        rows.push(own.clone());
        rows
    }));
    assert_eq!(
        lines(&added),
        [
            "ошибка «Отчёт»!B12: строка 12 добавлена школой или потеряла номер и название («Свой конкурс»): такой строки в бланке нет; перенесите ответ в строку мероприятия"
        ]
    );

    let twice = answers(&with_rows(&bytes, |mut rows| {
        rows.push(
            moved(&rows[0], 9, 12)
                .replace(">37<", ">38<")
                .replace("<v>37</v>", "<v>38</v>"),
        );
        rows
    }));
    assert!(
        lines(&twice)[0].contains("есть в файле дважды, здесь и в строке 9"),
        "{:?}",
        lines(&twice)
    );
    assert!(
        twice
            .rows
            .iter()
            .any(|row| row.issued.number == "1.1" && !row.is_sound)
    );
}

#[test]
fn a_row_that_lost_its_hidden_name_is_known_by_what_is_printed() {
    let bytes = with_cell(&write(&usual()).unwrap(), "A9", "");
    let read = answers(&bytes);
    assert_eq!(lines(&read), Vec::<String>::new());
    assert_eq!(read.rows.len(), 2);
    // Without the whole hidden column, too.
    let column = patched(&bytes, FORM, |xml| {
        let mut xml = xml;
        for row in [8, 10, 11] {
            let start = xml.find(&format!("<c r=\"A{row}\"")).unwrap();
            let end = start + xml[start..].find("</c>").unwrap() + 4;
            xml.replace_range(start..end, "");
        }
        xml
    });
    assert_eq!(answers(&column).rows.len(), 2);
    let other = with_cell(
        &write(&usual()).unwrap(),
        "C9",
        &text("C9", "Поездка в музей"),
    );
    assert!(
        lines(&answers(&other))[0]
            .contains("вместо строки 1.1 «Семинар» написано «Поездка в музей»")
    );
    let slip = with_cell(&write(&usual()).unwrap(), "C9", &text("C9", "Семинары"));
    let read = answers(&slip);
    assert!(lines(&read)[0].starts_with("замечание «Отчёт»!B9: номер или название"));
    assert!(read.rows[0].is_sound);
}

#[test]
fn merged_answers_are_refused() {
    let bytes = patched(&write(&usual()).unwrap(), FORM, |xml| {
        xml.replace("</mergeCells>", "<mergeCell ref=\"E9:E10\"/></mergeCells>")
    });
    let read = answers(&bytes);
    assert_eq!(
        lines(&read),
        [
            "ошибка «Отчёт»!E9: ячейки E9:E10 объединены: не понять, к чему относится ответ; разъедините их и заполните каждую"
        ]
    );
    assert!(read.rows.iter().all(|row| !row.is_sound));
}

#[test]
fn remarks_beside_the_table_are_told() {
    let remark = text("P10", "см. письмо");
    let bytes = patched(&write(&usual()).unwrap(), FORM, |xml| {
        let at = xml.find("<row r=\"11\"").unwrap();
        let end = xml[..at].rfind("</row>").unwrap();
        format!("{}{remark}{}", &xml[..end], &xml[end..])
    });
    assert_eq!(
        lines(&answers(&bytes)),
        ["замечание «Отчёт»!P10: текст вне столбцов бланка не читается: «см. письмо»"]
    );
}

#[test]
fn an_older_edition_is_carried_over_as_far_as_it_can_be() {
    let bytes = write(&usual()).unwrap();
    let filled = Filled::open(&bytes).unwrap();
    let edition = filled.edition.clone();
    let mut read = filled.answers(days(), &BTreeMap::new());
    let mut renamed = row(Key::Id("совет".into()), "2", "Методический совет", &[]);
    renamed.issued.deadline = "до 30.09.2020".into();
    let today = blank(vec![
        row(number("1.1"), "1.1", "Другое мероприятие", &[]),
        row(number("1.3"), "1.3", "Семинар", &[]),
        renamed,
    ]);
    let rows = carry(&mut read, &edition, &today);
    let keys: Vec<&Key> = rows.iter().map(|row| &row.issued.key).collect();
    assert_eq!(keys, [&number("1.3"), &Key::Id("совет".into())]);
    insta::assert_snapshot!(lines(&read).join("\n"));

    let without = blank(vec![row(number("9"), "9", "Иное", &[])]);
    let mut read = answers(&bytes);
    assert!(carry(&mut read, &edition, &without).is_empty());
    assert_eq!(read.complaints.iter().filter(|one| one.is_error).count(), 2);
}

#[test]
fn hidden_facts_are_not_believed_when_spoilt() {
    let bytes = write(&usual()).unwrap();
    let fails =
        |change: &dyn Fn(String) -> String| Filled::open(&patched(&bytes, HIDDEN, change)).err();
    assert_eq!(
        fails(&|_| "<worksheet><sheetData/></worksheet>".into()),
        Some(Refusal::NotAForm)
    );
    let shared = |from: &str, to: &str| {
        let changed = patched(&bytes, "xl/sharedStrings.xml", |xml| xml.replace(from, to));
        Filled::open(&changed).err()
    };
    assert_eq!(
        shared("<t>до 15.05.2020</t>", "<t>до 16.05.2020</t>"),
        Some(Refusal::SpoiltForm("список строк"))
    );
    assert_eq!(
        shared("<t>school</t>", "<t>skool</t>"),
        Some(Refusal::SpoiltForm("школа"))
    );
    assert_eq!(
        shared("<t>1</t>", "<t>7</t>"),
        Some(Refusal::NewerForm("7".into()))
    );
}

#[test]
fn a_renamed_sheet_is_found_and_others_are_named() {
    let renamed = patched(&write(&usual()).unwrap(), "xl/workbook.xml", |xml| {
        xml.replace("name=\"Отчёт\"", "name=\"Лист1\"")
    });
    assert_eq!(answers(&renamed).rows.len(), 2);
    let no_sheet = patched(&renamed, FORM, |_| {
        "<worksheet><sheetData/></worksheet>".into()
    });
    assert_eq!(Filled::open(&no_sheet).err(), Some(Refusal::NoSheet(SHEET)));
}

#[test]
fn macros_and_links_are_told_and_never_read() {
    let bytes = with_part(
        &write(&usual()).unwrap(),
        "xl/vbaProject.bin",
        b"\xD0\xCF not read",
    );
    let bytes = with_part(&bytes, "xl/externalLinks/externalLink1.xml", b"<not read");
    let read = answers(&bytes);
    assert_eq!(read.rows.len(), 2);
    assert_eq!(lines(&read).len(), 2);
    assert!(
        lines(&read)[0].contains("макросы") && lines(&read)[1].contains("ссылки на другие файлы")
    );
}

#[test]
fn packages_of_other_programs_are_named() {
    let package = |parts: &[&str]| {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for part in parts {
            writer
                .start_file(*part, SimpleFileOptions::default())
                .unwrap();
        }
        writer.finish().unwrap().into_inner()
    };
    for (parts, expected) in [
        (
            &["[Content_Types].xml", "word/document.xml"][..],
            Refusal::Word,
        ),
        (&["mimetype", "content.xml"], Refusal::OpenDocument),
        (
            &["[Content_Types].xml", "xl/workbook.bin"],
            Refusal::BinaryExcel,
        ),
        (
            &["[Content_Types].xml", "ppt/presentation.xml"],
            Refusal::OtherOffice,
        ),
        (&["бланк.xlsx"], Refusal::Archive),
        (&["xl/workbook.xml"], Refusal::Damaged),
    ] {
        assert_eq!(
            Filled::open(&package(parts)).err(),
            Some(expected),
            "{parts:?}"
        );
    }
    let many: Vec<String> = (0..2_001).map(|index| format!("xl/{index}.xml")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert_eq!(Filled::open(&package(&many)).err(), Some(Refusal::Archive));
    let other = package(&[
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
    ]);
    assert_eq!(Filled::open(&other).err(), Some(Refusal::NotAForm));
}

/// Replaces the rows below the table by what a writer gives, piece by piece.
fn with_tail(tail: impl Fn(&mut dyn FnMut(&str))) -> Vec<u8> {
    let bytes = write(&usual()).unwrap();
    let mut archive = ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let mut text = Vec::new();
        file.read_to_end(&mut text).unwrap();
        writer
            .start_file(file.name(), SimpleFileOptions::default())
            .unwrap();
        if file.name() == FORM {
            let text = String::from_utf8(text).unwrap();
            let at = text.find("</sheetData>").unwrap();
            writer.write_all(&text.as_bytes()[..at]).unwrap();
            tail(&mut |piece| writer.write_all(piece.as_bytes()).unwrap());
            writer.write_all(&text.as_bytes()[at..]).unwrap();
        } else {
            writer.write_all(&text).unwrap();
        }
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_million_formatted_rows_are_passed_over() {
    let bytes = with_tail(|write| {
        for row in 12..=1_048_576 {
            write(&format!(
                "<row r=\"{row}\" s=\"1\"><c r=\"B{row}\" s=\"3\"/><c r=\"C{row}\" s=\"3\"/></row>"
            ));
        }
    });
    assert!(bytes.len() < 20 * 1024 * 1024);
    let read = answers(&bytes);
    assert_eq!(lines(&read), Vec::<String>::new());
    assert_eq!(read.rows.len(), 2);
}

#[test]
fn bombs_are_stopped_by_their_size_and_not_by_memory() {
    let spaces = " ".repeat(1024 * 1024);
    // One endless text, a sheet beyond the limit, too many cells, too many texts.
    let text = with_tail(|write| {
        write("<row r=\"12\"><c r=\"B12\" t=\"str\"><v>");
        for _ in 0..8 {
            write(&spaces);
        }
        write("</v></c></row>");
    });
    assert_eq!(Filled::open(&text).err(), Some(Refusal::Bomb));
    let rows = with_tail(|write| {
        let row = "<row r=\"12\"><c r=\"B12\" s=\"1\"/></row>".repeat(20_000);
        for _ in 0..200 {
            write(&row);
        }
    });
    assert_eq!(Filled::open(&rows).err(), Some(Refusal::Bomb));
    let cells = with_tail(|write| {
        for row in 12..60_000 {
            write(&format!(
                "<row r=\"{row}\"><c r=\"B{row}\"><v>1</v></c></row>"
            ));
        }
    });
    assert_eq!(Filled::open(&cells).err(), Some(Refusal::TooManyCells));
    let shared = patched(&write(&usual()).unwrap(), "xl/sharedStrings.xml", |xml| {
        xml.replace(
            "</sst>",
            &format!(
                "{}</sst>",
                "<si/>".repeat(10) + &"<si><t>а</t></si>".repeat(600_000)
            ),
        )
        .replace("uniqueCount=\"", "uniqueCount=\"99999999999")
    });
    assert_eq!(Filled::open(&shared).err(), Some(Refusal::TooManyCells));
}

#[test]
fn entities_and_broken_markup_are_refused() {
    let bytes = write(&usual()).unwrap();
    let entity = with_cell(&bytes, "G9", &text("G9", "&lol;"));
    assert_eq!(Filled::open(&entity).err(), Some(Refusal::Damaged));
    let cut = patched(&bytes, FORM, |xml| xml[..xml.len() / 2].to_owned());
    let _ = Filled::open(&cut).map(|filled| filled.answers(days(), &BTreeMap::new()));
    let outside = with_cell(&bytes, "G9", "<c r=\"ZZZZ9\"><v>1</v></c>");
    assert_eq!(Filled::open(&outside).err(), Some(Refusal::Damaged));
    for length in (0..bytes.len()).step_by(97) {
        // Nothing to assert but that it returns.
        let _ = Filled::open(&bytes[..length]);
    }
}

#[test]
fn a_text_that_ten_thousand_cells_share_is_counted_for_each() {
    let bytes = patched(&write(&usual()).unwrap(), "xl/sharedStrings.xml", |xml| {
        let start = xml.find("<si>").unwrap();
        format!(
            "{}<si><t>{}</t></si>{}",
            &xml[..start],
            "а".repeat(32_000),
            &xml[start..]
        )
    });
    let bytes = patched(&bytes, FORM, |xml| {
        let cells: String = (12..10_012)
            .map(|row| format!("<row r=\"{row}\"><c r=\"B{row}\" t=\"s\"><v>0</v></c></row>"))
            .collect();
        xml.replace("</sheetData>", &format!("{cells}</sheetData>"))
    });
    // Every text has moved by one, so that the hidden sheet must be tried on its own.
    let mut workbook = super::workbook::Workbook::open(&bytes).unwrap();
    assert_eq!(workbook.sheet(SHEET).err(), Some(Refusal::TooManyCells));
}

#[test]
fn merged_areas_are_not_walked_row_by_row() {
    let merged = |count: usize| {
        let areas = "<mergeCell ref=\"A1:M1048576\"/>".repeat(count);
        let bytes = with_tail(|write| {
            write("<row r=\"1048576\"><c r=\"B1048576\"><v>1</v></c></row>");
        });
        patched(&bytes, FORM, |xml| {
            xml.replace(
                "</sheetData>",
                &format!("</sheetData><mergeCells>{areas}</mergeCells>"),
            )
        })
    };
    let read = answers(&merged(20));
    assert!(read.rows.iter().all(|row| !row.is_sound));
    let complaints = lines(&read);
    let told = complaints.iter().filter(|line| line.contains("объединены"));
    assert_eq!(told.count(), 20);
    let refused = Filled::open(&merged(2_001)).err();
    assert_eq!(refused, Some(Refusal::TooManyCells));
}

#[test]
fn empty_shared_texts_and_deep_nesting_are_refused() {
    let bytes = write(&usual()).unwrap();
    let empty = patched(&bytes, "xl/sharedStrings.xml", |xml| {
        xml.replace("</sst>", &format!("{}</sst>", "<si/>".repeat(600_000)))
    });
    assert_eq!(Filled::open(&empty).err(), Some(Refusal::TooManyCells));
    let nested = |depth: usize| {
        with_tail(|write| {
            write(&"<a>".repeat(depth));
            write(&"</a>".repeat(depth));
        })
    };
    assert_eq!(Filled::open(&nested(50)).err(), None);
    assert_eq!(Filled::open(&nested(100)).err(), Some(Refusal::Damaged));
    let many = with_tail(|write| {
        let some = "<a/>".repeat(100_000);
        for _ in 0..81 {
            write(&some);
        }
    });
    assert_eq!(Filled::open(&many).err(), Some(Refusal::TooManyCells));
}

#[test]
fn hidden_texts_that_no_dossier_holds_are_refused() {
    let bytes = write(&usual()).unwrap();
    let school = |text: &str| {
        let bytes = patched(&bytes, "xl/sharedStrings.xml", |xml| {
            xml.replace("<t>сош8</t>", &format!("<t>{text}</t>"))
        });
        Filled::open(&bytes).err()
    };
    assert_eq!(school("сош9"), None);
    for text in ["сош&#27;]0;pwn&#7;", "сош\u{202e}9", "сош&#13;9"] {
        let refused = Some(Refusal::SpoiltForm("посторонние знаки"));
        assert_eq!(school(text), refused, "{text:?}");
    }
    assert_eq!(school("сош&#10;9"), Some(Refusal::SpoiltForm("школа")));
    assert!(school(&"с".repeat(5_000)).is_some());
}

/// What the dossier says already on the rows of a blank.
fn known(blank: &Blank) -> BTreeMap<Key, Values> {
    known_values(&blank.issued(), blank)
}

#[test]
fn what_the_dossier_says_already_is_not_judged_again() {
    let long = "а".repeat(1001);
    let blank = blank(vec![row(
        number("1"),
        "1",
        "А",
        &[(Field::Status, "перенесено"), (Field::Result, &long)],
    )]);
    let bytes = write(&blank).unwrap();
    let read = |bytes: &[u8]| {
        let filled = Filled::open(bytes).unwrap();
        filled.answers(days(), &known(&blank))
    };
    let same = read(&bytes);
    assert_eq!(lines(&same), Vec::<String>::new());
    assert_eq!(same.rows[0].values, blank.sections[0].rows[0].values);
    // Once something changes, all of the row is judged.
    let changed = read(&with_cell(&bytes, "F9", &text("F9", "26.03.2020")));
    assert!(!changed.rows[0].is_sound);
}

#[test]
fn a_column_that_is_gone_erases_nothing() {
    let blank = usual();
    let bytes = write(&blank).unwrap();
    let bytes = with_cell(&bytes, "G7", &text("G7", "Итоги"));
    let filled = Filled::open(&bytes).unwrap();
    let read = filled.answers(days(), &known(&blank));
    assert!(
        lines(&read)[0].contains("нет столбца «Результат"),
        "{:?}",
        lines(&read)
    );
    assert_eq!(read.rows[0].values, blank.sections[0].rows[0].values);
}

#[test]
fn of_rows_that_read_alike_the_hidden_key_tells_which_is_meant() {
    let status = |word| [(Field::Status, word)];
    let blank = blank(vec![
        row(Key::Id("а".into()), "1", "Семинар", &status("выполняется")),
        row(
            Key::Id("б".into()),
            "1",
            "Семинар",
            &status("срок не наступил"),
        ),
    ]);
    let read = answers(&write(&blank).unwrap());
    assert_eq!(lines(&read), Vec::<String>::new());
    let said: Vec<(Key, Values)> = read
        .rows
        .into_iter()
        .map(|row| (row.issued.key, row.values))
        .collect();
    let rows = blank.rows();
    let given: Vec<(Key, Values)> = rows
        .map(|row| (row.issued.key.clone(), row.values.clone()))
        .collect();
    assert_eq!(said, given);
}

#[test]
fn a_name_without_a_phone_is_told_and_left_out() {
    let mut blank = usual();
    blank.contact.remove(&Field::Phone);
    let read = answers(&write(&blank).unwrap());
    let told = lines(&read);
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("замечание") && told[0].contains("телефон не указан"));
    assert!(!read.contact.contains_key(&Field::Name));
}
