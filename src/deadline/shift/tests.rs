use super::*;

fn bounds(from: &str, to: &str) -> Option<Bounds> {
    Some(Bounds {
        from: from.parse().unwrap(),
        to: to.parse().unwrap(),
    })
}

/// Moved within a school year, as `phrase` or the reason in words.
fn moved(phrase: &str, by: &str) -> String {
    let school_year = bounds("2021-09-01", "2022-08-31");
    match shift(phrase, school_year, by.parse().unwrap(), false) {
        Ok(shifted) => shifted.phrase,
        Err(why) => why.to_string(),
    }
}

#[test]
fn a_deadline_keeps_how_it_is_written() {
    for (phrase, by, expected) in [
        ("до 15.09.2021", "2w", "до 29.09.2021"),
        ("до 25.09.2021", "2w", "до 09.10.2021"),
        ("до 5.9.2021", "1w", "до 12.9.2021"),
        ("Февраль, апрель 2022", "1mo", "Март, май 2022"),
        (
            "06.09.2021 – 08.09.2021, 15.09.2021",
            "1w",
            "13.09.2021 – 15.09.2021, 22.09.2021",
        ),
        ("18-19 февраля 2022", "1w", "25-26 февраля 2022"),
        ("18-19 февраля 2022", "10d", "28 февраля – 1 марта 2022"),
        (
            "28-30 декабря 2021 г.",
            "2d",
            "30 декабря 2021 г. – 1 января 2022 г.",
        ),
        ("до 20 июня 2022 года", "1w", "до 27 июня 2022 года"),
        (
            "В срок до 20 ИЮНЯ 2022 года",
            "-1mo",
            "В срок до 20 МАЯ 2022 года",
        ),
        ("до «25» ноября 2021", "1w", "до «2» декабря 2021"),
        ("с 25 по 31 октября", "1w", "с 1 по 7 ноября"),
        ("с 1 по 7 ноября", "-3d", "с 29 октября по 4 ноября"),
        ("9 и 10 мая 2022 г.", "22d", "31 мая и 1 июня 2022 г."),
        ("в марте 2022 года", "1mo", "в апреле 2022 года"),
        ("к маю", "1mo", "к июню"),
        ("до 15 сент. 2021", "1mo", "до 15 окт. 2021"),
        ("до 15 апр. 2022", "1mo", "до 15 мая 2022"),
        ("Сен. 2021", "2mo", "Ноя. 2021"),
        ("03.2022", "1mo", "04.2022"),
        ("2022-02-16", "2w", "2022-03-02"),
        ("III квартал 2022", "3mo", "IV квартал 2022"),
        ("IV квартал 2021 г.", "3mo", "I квартал 2022 г."),
        ("1 кв. 2022", "3mo", "2 кв. 2022"),
        (
            "второе полугодие 2021 года",
            "6mo",
            "первое полугодие 2022 года",
        ),
        (
            "за I полугодие в срок до 20 июня 2022 года",
            "1w",
            "за I полугодие в срок до 27 июня 2022 года",
        ),
        (
            "Октябрь 2021 по плану ЛОИРО",
            "1mo",
            "Ноябрь 2021 по плану ЛОИРО",
        ),
        ("до 01.03.22", "-1d", "до 28.02.22"),
    ] {
        assert_eq!(moved(phrase, by), expected, "{phrase} {by}");
    }
}

#[test]
fn years_change_and_come_where_they_must() {
    for (phrase, by, expected) in [
        ("Декабрь 2021", "1mo", "Январь 2022"),
        ("до 25 декабря 2021 г.", "2w", "до 8 января 2022 г."),
        // The period gives the new year as it gave the old.
        ("декабрь", "1mo", "январь"),
        ("Ноябрь-декабрь 2021", "1mo", "Декабрь 2021 – январь 2022"),
        ("Сентябрь, декабрь 2021", "3mo", "Декабрь 2021, март 2022"),
        ("01.11-01.12.2021", "1mo", "01.12.2021-01.01.2022"),
        // Beyond the period only a written year can tell.
        ("июль", "2mo", "сентябрь 2022 г."),
        ("до 25 августа", "2w", "до 8 сентября 2022 г."),
        ("25.08", "1mo", "25.09.2022"),
        ("31 января", "1mo", "28 февраля"),
        ("31.01.2022", "1mo", "28.02.2022"),
        ("30.11.2021", "3mo", "28.02.2022"),
    ] {
        assert_eq!(moved(phrase, by), expected, "{phrase} {by}");
    }
    let shifted = |phrase, by: &str| {
        let year = bounds("2022-01-01", "2022-12-31");
        shift(phrase, year, by.parse().unwrap(), false).unwrap()
    };
    let next = shifted("Декабрь", "1mo");
    assert_eq!(
        (next.phrase.as_str(), next.added_year),
        ("Январь 2023 г.", true)
    );
    assert!(!shifted("Ноябрь", "1mo").added_year);
}

#[test]
fn what_has_nothing_to_move_says_so() {
    for (phrase, by, part) in [
        ("в течение учебного года", "1w", "ни дней, ни месяцев"),
        ("по плану ЛОИРО", "1mo", "ни дней, ни месяцев"),
        ("ежемесячно", "1mo", "повторяется"),
        ("ежемесячно до 25 числа", "1w", "повторяется"),
        ("Март 2022", "2w", "--by 1mo"),
        ("III квартал 2022", "10d", "--by 1mo"),
        ("III квартал 2022", "1mo", "на 3, 6, 9"),
        ("31 июня 2022", "1w", "в самом сроке ошибка"),
        ("вторая неделя октября", "1mo", "не те дни"),
        ("пятница, 18 марта 2022", "1d", "не те дни"),
        ("", "1d", "ни дней, ни месяцев"),
    ] {
        let told = moved(phrase, by);
        assert!(told.contains(part), "{phrase} {by}: {told}");
    }
}

#[test]
fn a_weekday_that_stays_right_may_stay() {
    assert_eq!(
        moved("пятница, 18 марта 2022", "1w"),
        "пятница, 25 марта 2022"
    );
}

#[test]
fn a_day_off_gives_way_to_the_next_working_day() {
    let year = bounds("2022-01-01", "2022-12-31");
    let shifted = shift("до 13 мая 2022 г.", year, Step::Months(1), true).unwrap();
    // 13 June 2022 is the day off moved from Sunday, 12 June.
    assert_eq!(shifted.phrase, "до 14 июня 2022 г.");
    assert_eq!(shifted.off_days.len(), 1);
    let plain = shift("до 13 мая 2022 г.", year, Step::Months(1), false).unwrap();
    assert_eq!(plain.phrase, "до 13 июня 2022 г.");
}

#[test]
fn steps_are_read_in_both_languages() {
    for (text, expected) in [
        ("2w", Some(Step::Days(14))),
        ("2нед", Some(Step::Days(14))),
        ("10d", Some(Step::Days(10))),
        ("10 дн.", Some(Step::Days(10))),
        ("1mo", Some(Step::Months(1))),
        ("-1мес", Some(Step::Months(-1))),
        ("−1w", Some(Step::Days(-7))),
        ("1m", None),
        ("w", None),
        ("0d", None),
        ("99999w", None),
        ("400000000w", None),
        ("99999999999d", None),
    ] {
        assert_eq!(text.parse::<Step>().ok(), expected, "{text}");
    }
}
