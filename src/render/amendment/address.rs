//! Addresses in an amending order, from large to small: «в графе «Срок» позиции 2.3
//! приложения 1 к приказу» ([N-94]).

use crate::language::Case;
use crate::model::{NumberOrder, Order, Plan, SubpointStyle};
use crate::render::order::printed_number;

/// The nouns of structural units.
#[derive(Clone, Copy)]
pub(super) enum Noun {
    Point,
    Subpoint,
    Paragraph,
    Row,
    Column,
    Section,
    Appendix,
}

impl Noun {
    pub(super) fn singular(self, case: Case) -> &'static str {
        let [
            nominative,
            genitive,
            accusative,
            instrumental,
            prepositional,
        ] = match self {
            Self::Point => ["пункт", "пункта", "пункт", "пунктом", "пункте"],
            Self::Subpoint => [
                "подпункт",
                "подпункта",
                "подпункт",
                "подпунктом",
                "подпункте",
            ],
            Self::Paragraph => ["абзац", "абзаца", "абзац", "абзацем", "абзаце"],
            Self::Row => ["позиция", "позиции", "позицию", "позицией", "позиции"],
            Self::Column => ["графа", "графы", "графу", "графой", "графе"],
            Self::Section => ["раздел", "раздела", "раздел", "разделом", "разделе"],
            Self::Appendix => [
                "приложение",
                "приложения",
                "приложение",
                "приложением",
                "приложении",
            ],
        };
        match case {
            Case::Nominative => nominative,
            Case::Genitive | Case::Dative => genitive,
            Case::Accusative => accusative,
            Case::Instrumental => instrumental,
            Case::Prepositional => prepositional,
        }
    }
}

/// A point by its place in the reading order: «пункта 3», «подпункта 2.1 пункта 2»,
/// «абзаца третьего пункта 2» where subpoints begin with a dash.
pub(super) fn point(order: &Order, place: usize, case: Case) -> String {
    let all = order.numbered();
    let one = &all[place];
    if one.level == 1 {
        return format!("{} {}", Noun::Point.singular(case), one.number);
    }
    let above = |level: usize| all[..place].iter().rfind(|other| other.level == level);
    let top = above(1).map_or("", |top| top.number.as_str());
    let printed = |point| printed_number(point, order.subpoints);
    let subpoint = Noun::Subpoint.singular(case);
    match order.subpoints {
        SubpointStyle::Decimal => format!("{subpoint} {} пункта {top}", one.number),
        SubpointStyle::Bracket => {
            let mut address = format!("{subpoint} {}", unbracketed(&printed(one)));
            for level in (2..one.level).rev() {
                let parent = above(level).map_or(String::new(), printed);
                address.push_str(&format!(" подпункта {}", unbracketed(&parent)));
            }
            format!("{address} пункта {top}")
        }
        SubpointStyle::Dash => {
            let start = all[..place]
                .iter()
                .rposition(|other| other.level == 1)
                .unwrap_or(0);
            // The paragraphs of the point before this one.
            let before: usize = all[start..place]
                .iter()
                .map(|other| paragraphs(other.point))
                .sum();
            let noun = Noun::Paragraph.singular(case);
            format!("{noun} {} пункта {top}", ordinal(before + 1, case))
        }
    }
}

/// A letter is quoted: «подпункт «а»».
fn unbracketed(printed: &str) -> String {
    let bare = printed.trim_end_matches(')');
    match bare.parse::<u32>() {
        Ok(_) => bare.to_owned(),
        Err(_) => format!("«{bare}»"),
    }
}

fn paragraphs(point: &crate::model::Point) -> usize {
    let lines = point.text.iter().flat_map(|text| text.lines());
    lines.filter(|line| !line.trim().is_empty()).count().max(1)
}

/// An ordinal that agrees with «абзац»: «третьего»; in digits from 21 on.
fn ordinal(number: usize, case: Case) -> String {
    let Some(word) = number.checked_sub(1).and_then(|index| ORDINALS.get(index)) else {
        return number.to_string();
    };
    let soft = word.ends_with("ий");
    let stem = word.trim_end_matches(['ы', 'о', 'и', 'й']);
    match (case, soft) {
        (Case::Nominative | Case::Accusative, _) => (*word).to_owned(),
        (Case::Genitive | Case::Dative, true) => format!("{stem}ьего"),
        (Case::Genitive | Case::Dative, false) => format!("{stem}ого"),
        (Case::Instrumental, true) => format!("{stem}ьим"),
        (Case::Instrumental, false) => format!("{stem}ым"),
        (Case::Prepositional, true) => format!("{stem}ьем"),
        (Case::Prepositional, false) => format!("{stem}ом"),
    }
}

const ORDINALS: [&str; 20] = [
    "первый",
    "второй",
    "третий",
    "четвертый",
    "пятый",
    "шестой",
    "седьмой",
    "восьмой",
    "девятый",
    "десятый",
    "одиннадцатый",
    "двенадцатый",
    "тринадцатый",
    "четырнадцатый",
    "пятнадцатый",
    "шестнадцатый",
    "семнадцатый",
    "восемнадцатый",
    "девятнадцатый",
    "двадцатый",
];

/// The appendix with the plan: «приложения 1 к приказу», without a number if it is the
/// only one ([N-54]).
pub(super) fn plan_appendix(order: &Order, case: Case) -> String {
    let index = order
        .appendices
        .iter()
        .position(|one| one.document.is_some())
        .unwrap_or(0);
    appendix(order, index, case)
}

/// An appendix by its place.
pub(super) fn appendix(order: &Order, index: usize, case: Case) -> String {
    let noun = Noun::Appendix.singular(case);
    match order.appendices.len() {
        1 => format!("{noun} к приказу"),
        _ => format!("{noun} {} к приказу", index + 1),
    }
}

/// A row by its place in the reading order, without the appendix: «позиции 2.3»,
/// «позиции 3 раздела 2» where sections number their rows each for itself.
pub(super) fn row(plan: &Plan, place: usize, case: Case) -> String {
    let noun = Noun::Row.singular(case);
    let mut rest = place;
    for (index, section) in plan.numbered().into_iter().enumerate() {
        if let Some(row) = section.activities.get(rest) {
            let within = match plan.numbering.order {
                NumberOrder::PerSection if section.section.is_some() => {
                    format!(" {}", self::section(plan, index, Case::Genitive))
                }
                _ => String::new(),
            };
            return format!("{noun} {}{within}", row.number);
        }
        rest -= section.activities.len();
    }
    noun.to_owned()
}

/// A section by its place among the numbered ones: «раздела 2», «раздела «Кадры»».
pub(super) fn section(plan: &Plan, index: usize, case: Case) -> String {
    let noun = Noun::Section.singular(case);
    let numbered = plan.numbered();
    let Some(one) = numbered.get(index) else {
        return noun.to_owned();
    };
    match (&one.number, one.section) {
        (Some(number), _) => format!("{noun} {number}"),
        (None, Some(section)) => {
            let title: Vec<&str> = section.title.split_whitespace().collect();
            format!(
                "{noun} {}",
                super::quoted(title.join(" ").trim_end_matches('.'))
            )
        }
        (None, None) => noun.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals_agree_with_a_paragraph() {
        assert_eq!(ordinal(1, Case::Prepositional), "первом");
        assert_eq!(ordinal(2, Case::Accusative), "второй");
        assert_eq!(ordinal(2, Case::Genitive), "второго");
        assert_eq!(ordinal(3, Case::Prepositional), "третьем");
        assert_eq!(ordinal(6, Case::Instrumental), "шестым");
        assert_eq!(ordinal(21, Case::Genitive), "21");
    }
}
