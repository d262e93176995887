//! What the analysis says of every kind of change, word by word.

use crate::load::load;
use crate::model::DocumentKind;
use crate::render::{About, Which, render};

/// The markup of the analysis of the case that has every kind of change.
fn markup() -> String {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(root.join("tests/cases/build/analysis")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "yaml") {
            std::fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
        }
    }
    let mut loaded = load(folder.path(), None).unwrap();
    let dossier = loaded.dossier.unwrap();
    let which = Which {
        kind: DocumentKind::Analysis,
        about: About::All,
    };
    let rendering = render(&dossier, &[which], None, &[], &mut loaded.sources);
    assert!(rendering.findings.is_empty(), "{:?}", rendering.findings);
    rendering.documents[0].markup.replace('\u{a0}', " ")
}

/// The paragraphs under the subheading that begins so.
fn section<'a>(markup: &'a str, subheading: &str) -> Vec<&'a str> {
    let mut lines = markup.lines().map(str::trim);
    let start = format!("<subheading>{subheading}");
    assert!(lines.any(|line| line.starts_with(&start)), "{subheading}");
    lines
        .take_while(|line| line.starts_with("<p><b>"))
        .map(|line| line.split_once("</b> ").unwrap().1)
        .map(|line| line.trim_end_matches("</p>"))
        .collect()
}

#[test]
fn every_kind_of_change_has_its_words() {
    let markup = markup();
    for (subheading, said) in [
        (
            "1.1. Доля выпускников",
            [
                "доля снизилась на 2,3 п. п. (2023 – 8,3 %, 2025 – 6,1 %), стало лучше. План на 2025 (5,0 %) не достигнут, отклонение +1,1 п. п.",
                "2023 – 12,5 %, 2025 – 22,2 %, разница +9,7 п. п. Участников меньше 10 (2023 – 8, 2025 – 9): изменение ненадёжно, вывод не делается. План на 2025 (5,0 %): достижение не оценивается, отклонение +17,2 п. п.",
            ],
        ),
        (
            "1.2. Средний балл",
            [
                "средний балл вырос на 0,3 (2023 – 3,4, 2025 – 3,7), стало лучше. План на 2025 (3,5) достигнут, отклонение +0,2.",
                "средний балл снизился на 0,1 (2023 – 3,1, 2025 – 3,0), стало хуже. План на 2025 (3,5) не достигнут, отклонение −0,5.",
            ],
        ),
        (
            "1.3. Число",
            [
                "число уменьшилось на 3 (2023 – 12, 2025 – 9), стало хуже. На более поздний срок план не задан.",
                "число увеличилось на 2 (2023 – 0, 2025 – 2), стало лучше. План не задан.",
            ],
        ),
        // Two quantities head the name: no verb is sure.
        (
            "1.4. Численность / удельный вес",
            [
                "2023 – 30,0 %, 2025 – 37,0 %, изменение +7,0 п. п., стало лучше. План на 2025 (35,0 %) достигнут, отклонение +2,0 п. п.",
                "2023 – 25,0 %; за 2025 данных нет: отчёт не сдан. План на 2025 – 35,0 %; данных после базы нет, достигнут ли он, сказать нельзя.",
            ],
        ),
        // No direction is better: nothing is judged.
        (
            "1.5. Численность учащихся",
            [
                "численность увеличилась на 5 (2023 – 400, 2025 – 405). План не задан.",
                "данных нет, причина не указана.",
            ],
        ),
        (
            "1.6. Качество знаний",
            [
                "качество не изменилось (2023 – 50,0 %, 2025 – 50,0 %). План не задан.",
                "2025 – 36,7 %; сравнить с базой нельзя: значения за неё нет. План не задан.",
            ],
        ),
        // Less than its digits show.
        (
            "1.7. Охват",
            [
                "2023 – 99,8 %, 2025 – 99,8 %, изменение меньше точности записи, стало лучше. План не задан.",
                "данных нет: столовой нет.",
            ],
        ),
        (
            "2.1. Доля учителей",
            [
                "доля выросла на 0,08 (2023 – 0,3, 2025 – 0,38), стало лучше. План на 2026 – 0,4; данных за 2026 ещё нет, отклонение от плана −0,02.",
                "доля снизилась на 0,05 (2023 – 0,25, 2025 – 0,2), стало хуже. План не задан.",
            ],
        ),
        (
            "3.1. Общая площадь",
            [
                "общая площадь не изменилась (2023 – 2,5, 2025 – 2,5). План не задан.",
                "2023 – 4,9, 2025 – 5,1, разница +0,2. Значение за 2023 сомнительно (здание обмеряют заново): вывод не делается. Значение за 2025 сомнительно (здание обмеряют заново): вывод не делается. План не задан.",
            ],
        ),
        (
            "3.2. Наличие медиатеки",
            [
                "изменилось (2023 – нет, 2025 – да). План на 2025 (да) достигнут.",
                "без изменений (2023 – нет, 2025 – нет). План на 2025 (да) не достигнут.",
            ],
        ),
    ] {
        assert_eq!(section(&markup, subheading), said, "{subheading}");
    }
}

#[test]
fn the_largest_changes_are_those_of_reliable_figures() {
    let markup = markup();
    let largest = |title: &str| -> Vec<&str> {
        let rest = markup.split_once(title).unwrap().1;
        let list = rest.split_once("</list>").unwrap().0;
        let items = list.split("<item marker=").skip(1);
        let text = |item: &'_ str| item.find(">").unwrap() + 1;
        items
            .map(|item| item[text(item)..].split_once("</item>").unwrap().0)
            .collect()
    };
    let gains = largest("Наибольшие улучшения долей");
    assert_eq!(gains.len(), 3, "{gains:?}");
    assert!(
        gains[0].contains("(2.1): +0,08 (2023 – 0,3, 2025 – 0,38)"),
        "{gains:?}"
    );
    assert!(gains[1].contains("(1.4): +7,0 п. п."), "{gains:?}");
    // Nine graduates are too few for the largest loss.
    let losses = largest("Наибольшие ухудшения долей");
    assert_eq!(losses.len(), 1, "{losses:?}");
    assert!(losses[0].contains("(2.1): −0,05"), "{losses:?}");
    let others = largest("Наибольшие ухудшения остальных показателей");
    assert!(
        others[0].contains("(1.3): −3 (2023 – 12, 2025 – 9; 25 % от базы)"),
        "{others:?}"
    );
    // Nothing can be divided by a base of nought.
    let gains = largest("Наибольшие улучшения остальных показателей");
    assert!(
        gains.iter().all(|gain| !gain.contains("(1.3)")),
        "{gains:?}"
    );
}

#[test]
fn schools_beyond_a_threshold_are_named_with_its_source() {
    let markup = markup();
    let row = |part: &str| markup.lines().find(|line| line.contains(part)).unwrap();
    let score = row("приказ отдела образования, 2024");
    assert!(
        score.contains("МБОУ «Боровская СОШ»") && score.contains("ниже 3,2"),
        "{score}"
    );
    let share = row("методика отбора школ, 2024");
    assert!(
        share.contains("выше 10 %") && share.contains("ненадёжно"),
        "{share}"
    );
}
