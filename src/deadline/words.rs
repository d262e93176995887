//! Words of deadlines: months, numerals, units, weekdays.

use super::Unit;

/// The number of a month by its name in any case, or abbreviated.
pub(super) fn month(word: &str) -> Option<u32> {
    const SOFT: [(&str, u32); 9] = [
        ("январ", 1),
        ("феврал", 2),
        ("апрел", 4),
        ("июн", 6),
        ("июл", 7),
        ("сентябр", 9),
        ("октябр", 10),
        ("ноябр", 11),
        ("декабр", 12),
    ];
    const HARD: [(&str, u32); 2] = [("март", 3), ("август", 8)];
    for (stem, month) in SOFT {
        if let Some("ь" | "я" | "е" | "ю" | "ем") = word.strip_prefix(stem) {
            return Some(month);
        }
    }
    for (stem, month) in HARD {
        if let Some("" | "а" | "е" | "у" | "ом") = word.strip_prefix(stem) {
            return Some(month);
        }
    }
    Some(match word {
        "май" | "мая" | "мае" | "маю" | "маем" => 5,
        "янв" => 1,
        "фев" | "февр" => 2,
        "мар" => 3,
        "апр" => 4,
        "авг" => 8,
        "сен" | "сент" => 9,
        "окт" => 10,
        "ноя" | "нояб" => 11,
        "дек" => 12,
        _ => return None,
    })
}

/// Whether the month's name is cut short and may take a dot.
pub(super) fn is_abbreviated(word: &str) -> bool {
    word.chars().count() <= 4 && !matches!(word, "май" | "мая" | "мае" | "маю" | "март" | "июнь")
        || matches!(word, "нояб" | "февр")
}

/// Cases that months stand in beside deadlines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MonthForm {
    /// «март»
    Nominative,
    /// «марта»
    Genitive,
    /// «марту»
    Dative,
    /// «мартом»
    Instrumental,
    /// «марте»
    Prepositional,
}

/// The stems of months and the endings of [`MonthForm`]'s cases.
const MONTHS: [(&str, [&str; 5]); 12] = {
    const SOFT: [&str; 5] = ["ь", "я", "ю", "ем", "е"];
    const HARD: [&str; 5] = ["", "а", "у", "ом", "е"];
    [
        ("январ", SOFT),
        ("феврал", SOFT),
        ("март", HARD),
        ("апрел", SOFT),
        ("ма", ["й", "я", "ю", "ем", "е"]),
        ("июн", SOFT),
        ("июл", SOFT),
        ("август", HARD),
        ("сентябр", SOFT),
        ("октябр", SOFT),
        ("ноябр", SOFT),
        ("декабр", SOFT),
    ]
};

const FORMS: [MonthForm; 5] = [
    MonthForm::Nominative,
    MonthForm::Genitive,
    MonthForm::Dative,
    MonthForm::Instrumental,
    MonthForm::Prepositional,
];

/// The case of a month's name; `None` if it is cut short.
pub(super) fn month_form(word: &str) -> Option<MonthForm> {
    let (stem, endings) = MONTHS[month(word)? as usize - 1];
    let ending = word.strip_prefix(stem)?;
    let place = endings.iter().position(|known| *known == ending)?;
    Some(FORMS[place])
}

/// A month's name in a case.
pub(super) fn month_name(month: u32, form: MonthForm) -> String {
    let (stem, endings) = MONTHS[month as usize - 1];
    format!("{stem}{}", endings[form as usize])
}

/// A month's name cut short, to three letters or as is the custom; `None` for those
/// that are not cut.
pub(super) fn month_short(month: u32, to_three: bool) -> Option<&'static str> {
    Some(match (month, to_three) {
        (1, _) => "янв",
        (2, true) => "фев",
        (2, false) => "февр",
        (3, true) => "мар",
        (4, _) => "апр",
        (8, _) => "авг",
        (9, true) => "сен",
        (9, false) => "сент",
        (10, _) => "окт",
        (11, true) => "ноя",
        (11, false) => "нояб",
        (12, _) => "дек",
        _ => return None,
    })
}

/// «первый» → 1 … «десятая» → 10, «двадцатое» → 20, «тридцатое» → 30.
pub(super) fn ordinal(word: &str) -> Option<u32> {
    const STEMS: [(&str, u32); 21] = [
        ("перв", 1),
        ("втор", 2),
        ("трет", 3),
        ("четверт", 4),
        ("пят", 5),
        ("шест", 6),
        ("седьм", 7),
        ("восьм", 8),
        ("девят", 9),
        ("десят", 10),
        ("одиннадцат", 11),
        ("двенадцат", 12),
        ("тринадцат", 13),
        ("четырнадцат", 14),
        ("пятнадцат", 15),
        ("шестнадцат", 16),
        ("семнадцат", 17),
        ("восемнадцат", 18),
        ("девятнадцат", 19),
        ("двадцат", 20),
        ("тридцат", 30),
    ];
    STEMS.iter().find_map(|(stem, number)| {
        let ending = word.strip_prefix(stem)?;
        is_ordinal_ending(ending).then_some(*number)
    })
}

fn is_ordinal_ending(ending: &str) -> bool {
    matches!(
        ending,
        "ый" | "ой"
            | "ий"
            | "ая"
            | "ое"
            | "ого"
            | "ому"
            | "ом"
            | "ую"
            | "ые"
            | "ых"
            | "ым"
    ) || matches!(
        ending,
        "ья" | "ье" | "ьего" | "ьей" | "ьем" | "ью" | "ьи" | "ьих" | "ьему"
    )
}

/// What may follow a figure and a hyphen: «1-й», «2-го», «3-я».
pub(super) fn is_number_suffix(word: &str) -> bool {
    matches!(
        word,
        "й" | "го"
            | "ого"
            | "е"
            | "ое"
            | "я"
            | "ая"
            | "му"
            | "м"
            | "ом"
            | "ю"
            | "ый"
            | "ой"
            | "х"
    )
}

/// «один» → 1 … «десять» → 10, in the cases that deadlines use.
pub(super) fn cardinal(word: &str) -> Option<u32> {
    Some(match word {
        "один" | "одного" | "одну" | "одна" | "одной" => 1,
        "два" | "двух" | "две" => 2,
        "три" | "трех" => 3,
        "четыре" | "четырех" => 4,
        "пять" | "пяти" => 5,
        "шесть" | "шести" => 6,
        "семь" | "семи" => 7,
        "восемь" | "восьми" => 8,
        "девять" | "девяти" => 9,
        "десять" | "десяти" => 10,
        "четырнадцать" | "четырнадцати" => 14,
        "пятнадцать" | "пятнадцати" => 15,
        "двадцать" | "двадцати" => 20,
        "тридцать" | "тридцати" => 30,
        _ => return None,
    })
}

/// A unit of recurrence by its noun in any case.
pub(super) fn unit(word: &str) -> Option<Unit> {
    const STEMS: [(&str, Unit); 7] = [
        ("недел", Unit::Week),
        ("месяц", Unit::Month),
        ("квартал", Unit::Quarter),
        ("полугоди", Unit::HalfYear),
        ("полгода", Unit::HalfYear),
        ("триместр", Unit::Trimester),
        ("четверт", Unit::SchoolQuarter),
    ];
    match word {
        "день" | "дня" | "дней" | "дни" | "сутки" | "суток" => {
            return Some(Unit::Day);
        }
        "год" | "года" | "году" | "годом" | "лет" => return Some(Unit::Year),
        _ => {}
    }
    STEMS
        .iter()
        .find(|(stem, _)| word.starts_with(stem) && ordinal(word).is_none())
        .map(|(_, unit)| *unit)
}

/// «ежемесячно», «ежеквартальный».
pub(super) fn every(word: &str) -> Option<Unit> {
    let rest = word.strip_prefix("еже")?;
    const STEMS: [(&str, Unit); 7] = [
        ("дневн", Unit::Day),
        ("недельн", Unit::Week),
        ("месячн", Unit::Month),
        ("квартальн", Unit::Quarter),
        ("годн", Unit::Year),
        ("четвертн", Unit::SchoolQuarter),
        ("полугодн", Unit::HalfYear),
    ];
    STEMS
        .iter()
        .find(|(stem, _)| rest.starts_with(stem))
        .map(|(_, unit)| *unit)
}

/// A weekday by its name in any case or by its abbreviation, Monday = 1.
pub(super) fn weekday(word: &str) -> Option<u32> {
    const STEMS: [(&str, u32); 7] = [
        ("понедельник", 1),
        ("вторник", 2),
        ("сред", 3),
        ("четверг", 4),
        ("пятниц", 5),
        ("суббот", 6),
        ("воскресен", 7),
    ];
    match word {
        "пн" => return Some(1),
        "вт" => return Some(2),
        "ср" => return Some(3),
        "чт" => return Some(4),
        "пт" => return Some(5),
        "сб" => return Some(6),
        "вс" => return Some(7),
        _ => {}
    }
    STEMS.iter().find_map(|(stem, number)| {
        let ending = word.strip_prefix(stem)?;
        (ending.chars().count() <= 3 && !matches!(ending, "ство" | "ств")).then_some(*number)
    })
}

/// «лето», «осенний», «зимой» → the first month of the season.
pub(super) fn season(word: &str) -> Option<u32> {
    let is = |noun: &[&str], adjective: &str| noun.contains(&word) || word.starts_with(adjective);
    if is(&["зима", "зиму", "зимой", "зимы"], "зимн") {
        Some(12)
    } else if is(&["весна", "весну", "весной", "весны"], "весенн") {
        Some(3)
    } else if is(&["лето", "летом", "лета"], "летн") {
        Some(6)
    } else if is(&["осень", "осенью", "осени"], "осенн") {
        Some(9)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_in_any_case() {
        for (word, expected) in [
            ("январь", Some(1)),
            ("февралем", Some(2)),
            ("март", Some(3)),
            ("марта", Some(3)),
            ("мае", Some(5)),
            ("августе", Some(8)),
            ("сент", Some(9)),
            ("мартовский", None),
            ("маяк", None),
        ] {
            assert_eq!(month(word), expected, "{word}");
        }
    }

    #[test]
    fn a_quarter_of_school_is_no_ordinal() {
        assert_eq!(
            (ordinal("четверть"), unit("четверть")),
            (None, Some(Unit::SchoolQuarter))
        );
        assert_eq!((ordinal("четвертый"), unit("четвертый")), (Some(4), None));
    }

    #[test]
    fn weekdays_are_not_other_words() {
        assert_eq!(weekday("средства"), None);
        assert_eq!(weekday("пятницам"), Some(5));
    }
}
