use super::*;
use crate::document::markup;

/// A document of one part.
fn document(content: &str) -> Document {
    let markup = format!("<document title=\"Т\"><part>{content}</part></document>");
    markup::parse(&markup).unwrap()
}

/// The changes, one a line.
fn changes(old: &str, new: &str) -> Vec<String> {
    listed(&compare(&document(old), &document(new)))
}

fn listed(comparison: &Comparison) -> Vec<String> {
    let line = |change: &Change| {
        let text = |text: Option<&str>| text.unwrap_or("∅").to_owned();
        let (old, new) = (text(change.edit.before()), text(change.edit.after()));
        format!("{}: {old} → {new}", change.place)
    };
    comparison.changes.iter().map(line).collect()
}

fn plan(rows: &str) -> String {
    format!(
        "<table><column/><column/><column/><head><row><cell>№ п/п</cell><cell>Мероприятие</cell><cell>Срок исполнения</cell></row></head>{rows}</table>"
    )
}

fn row(cells: [&str; 3]) -> String {
    let [number, name, term] = cells;
    format!("<row><cell>{number}</cell><cell>{name}</cell><cell>{term}</cell></row>")
}

#[test]
fn points_and_paragraphs_are_named_as_a_reader_names_them() {
    let old = "<title>Об утверждении</title><preamble>В целях роста</preamble><command>ПРИКАЗЫВАЮ:</command>\
        <point>1. Утвердить план.</point><point>2. Школам до 1 марта сдать отчёт.</point>\
        <point>2.1. Сверить списки учеников.</point><p>Отчёт подписывает директор школы.</p><point>3. Контроль оставляю за собой.</point>\
        <signature><post>Начальник</post><name>А.Б. Первая</name></signature>";
    let new = "<title>Об утверждении</title><preamble>В целях развития</preamble><command>ПРИКАЗЫВАЮ:</command>\
        <point>1. Утвердить план.</point><point>2. Школам до 15 марта сдать отчёт.</point>\
        <point>2.1. Сверить списки учителей.</point><p>Отчёт подписывает заместитель директора школы.</p><p>Второй абзац нов.</p>\
        <signature><post>Начальник</post><name>В.Г. Второй</name></signature>";
    assert_eq!(
        changes(old, new),
        [
            "преамбула: В целях роста → В целях развития",
            "пункт 2: 2. Школам до 1 марта сдать отчёт. → 2. Школам до 15 марта сдать отчёт.",
            "подпункт 2.1 пункта 2: 2.1. Сверить списки учеников. → 2.1. Сверить списки учителей.",
            "абзац после подпункта 2.1 пункта 2: Отчёт подписывает директор школы. → Отчёт подписывает заместитель директора школы.",
            "пункт 3: 3. Контроль оставляю за собой. → ∅",
            "абзац 2 после подпункта 2.1 пункта 2: ∅ → Второй абзац нов.",
            "подпись: Начальник А.Б. Первая → Начальник В.Г. Второй",
        ]
    );
}

#[test]
fn parts_of_a_point_are_named_as_an_act_names_them() {
    let document = |paragraph: &str, letter: &str| {
        format!(
            "<point>1. Школам:</point><point>– сдать отчёт;</point><point>– {paragraph}.</point>\
             <point>2. Центру:</point><point>1) собрать:</point><point>а) {letter};</point>"
        )
    };
    let (old, new) = (
        document("сверить списки", "отчёты"),
        document("проверить списки", "сведения"),
    );
    assert_eq!(
        changes(&old, &new),
        [
            "абзац третий пункта 1: – сверить списки. → – проверить списки.",
            "подпункт «а» подпункта 1 пункта 2: а) отчёты; → а) сведения;",
        ]
    );
}

#[test]
fn what_comes_in_the_place_of_a_point_is_one_change_with_what_went() {
    let document = |paragraph: &str| {
        format!("<point>1. Школам:</point><point>{paragraph};</point><point>– сдать отчёт.</point>")
    };
    let (old, new) = (
        document("– сверить списки учеников"),
        document("абзац утратил силу"),
    );
    assert_eq!(
        changes(&old, &new),
        ["абзац второй пункта 1: – сверить списки учеников; → абзац утратил силу;"]
    );
}

#[test]
fn rows_with_the_numbers_of_others_are_named_with_their_sections() {
    let table = |term: &str| {
        format!(
            "<table><column width=\"10\"/><column/><column/>\
             <head><row><cell>№</cell><cell>Что</cell><cell>Срок</cell></row></head>\
             <section>1. Кадры</section>\
             <row><cell>1</cell><cell>Курсы</cell><cell>май</cell></row>\
             <section>2. Методика</section>\
             <row><cell>1</cell><cell>Уроки</cell><cell>{term}</cell></row></table>"
        )
    };
    assert_eq!(
        changes(&table("май"), &table("июнь")),
        ["позиция 1 раздела 2, графа «Срок»: май → июнь"]
    );
}

#[test]
fn rows_are_named_by_their_numbers_and_columns() {
    let old = plan(
        &[
            "<section>1. Работа с кадрами</section>".to_owned(),
            row(["1.1", "Курсы", "март"]),
            row(["1.2", "Семинар", "апрель"]),
            row(["1.3", "Сбор", ""]),
        ]
        .concat(),
    );
    let new = plan(
        &[
            "<section>1. Работа с людьми</section>".to_owned(),
            row(["1.1", "Курсы", "май"]),
            row(["1.3", "Сбор", ""]),
            row(["1.4", "Аудит", "июнь"]),
        ]
        .concat(),
    );
    let comparison = compare(&document(&old), &document(&new));
    assert_eq!(
        listed(&comparison),
        [
            "раздел «1. Работа с людьми»: 1. Работа с кадрами → 1. Работа с людьми",
            "позиция 1.1, графа «Срок исполнения»: март → май",
            "позиция 1.2: Мероприятие: Семинар; Срок исполнения: апрель → ∅",
            "позиция 1.4: ∅ → Мероприятие: Аудит; Срок исполнения: июнь",
        ]
    );
    assert_eq!(
        comparison.changes[1].place.short(),
        "поз. 1.1, срок исполнения"
    );
}

#[test]
fn an_appendix_is_named_by_its_stamp() {
    let order = "<part><point>1. Утвердить.</point></part>";
    let appendix = |number, text: &str| {
        format!(
            "<appendix><stamp>Приложение № {number}<br/>к приказу</stamp><part-title>План {number}</part-title><p>{text}</p></appendix>"
        )
    };
    let of = |parts: &str| {
        markup::parse(&format!("<document title=\"Т\">{order}{parts}</document>")).unwrap()
    };
    let old = of(&appendix(1, "Школы сдают отчёт весной."));
    let new = of(&[
        appendix(1, "Школы сдают отчёт осенью."),
        appendix(2, "Текст."),
    ]
    .concat());
    assert_eq!(
        listed(&compare(&old, &new)),
        [
            "приложение 1, абзац 1: Школы сдают отчёт весной. → Школы сдают отчёт осенью.",
            "приложение 2: ∅ → План 2",
        ]
    );
}

#[test]
fn equal_documents_have_no_changes() {
    let content = plan(&row(["1", "Курсы", "март"]));
    let comparison = compare(&document(&content), &document(&content));
    assert_eq!(comparison.changes, []);
    assert_eq!(comparison.tracked, document(&content));
}

#[test]
fn one_word_in_ten_thousand_rows_is_found() {
    let rows = |changed: usize, term: &str| -> String {
        let rows = (0..10_000).map(|index| {
            let number = format!("{}.{}", index / 100 + 1, index % 100 + 1);
            let term = if index == changed {
                term
            } else {
                "март 2022 г."
            };
            row([
                &number,
                &format!("Мероприятие {index} с одними и теми же словами"),
                term,
            ])
        });
        plan(&rows.collect::<String>())
    };
    let (old, new) = (
        document(&rows(7_000, "май 2022 г.")),
        document(&rows(7_000, "июнь 2022 г.")),
    );
    assert_eq!(
        listed(&compare(&old, &new)),
        ["позиция 71.1, графа «Срок исполнения»: май 2022 г. → июнь 2022 г."]
    );
}

#[test]
fn every_row_of_ten_thousand_may_change() {
    let rows = |number: fn(usize) -> String, year: &str| -> String {
        let rows =
            (0..10_000).map(|index| row([&number(index), &format!("Мероприятие {index}"), year]));
        plan(&rows.collect::<String>())
    };
    let numbered = |index: usize| format!("{}", index + 1);
    let (old, new) = (
        rows(numbered, "март 2022 г."),
        rows(numbered, "март 2023 г."),
    );
    let comparison = compare(&document(&old), &document(&new));
    assert_eq!(comparison.changes.len(), 10_000);
    // Without numbers too, and with all rows in another order.
    let bare = |_: usize| String::new();
    let (old, new) = (rows(bare, "март 2022 г."), rows(bare, "март 2023 г."));
    let comparison = compare(&document(&old), &document(&new));
    assert_eq!(comparison.changes.len(), 10_000);
    let backwards = |index: usize| format!("{}", 10_000 - index);
    let new = document(&rows(backwards, "март 2022 г."));
    assert!(!compare(&document(&old), &new).changes.is_empty());
}
