//! What a structural unit is called: «пункт 3», «подпункт 2.1 пункта 2», in full as acts
//! name it ([N-94]) and short as tables do.

use super::Case;

/// The nouns of structural units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noun {
    /// Пункт.
    Point,
    /// Подпункт.
    Subpoint,
    /// Абзац.
    Paragraph,
    /// Позиция.
    Row,
    /// Графа.
    Column,
    /// Раздел.
    Section,
    /// Приложение.
    Appendix,
}

impl Noun {
    /// The noun in the singular.
    pub fn singular(self, case: Case) -> &'static str {
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

    fn abbreviation(self) -> &'static str {
        match self {
            Self::Point => "п.",
            Self::Subpoint => "подп.",
            Self::Paragraph => "абз.",
            Self::Row => "поз.",
            Self::Column => "графа",
            Self::Section => "разд.",
            Self::Appendix => "прил.",
        }
    }
}

/// The name of a unit, with the units it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitName {
    noun: Noun,
    /// Number, letter or title; a paragraph's is how manyeth it is.
    mark: String,
    within: Option<Box<UnitName>>,
}

impl UnitName {
    /// A unit by its number or letter; a letter is put in quotes.
    pub fn new(noun: Noun, mark: &str) -> Self {
        let is_number = mark.starts_with(|c: char| c.is_ascii_alphanumeric());
        match is_number || mark.is_empty() {
            true => Self {
                noun,
                mark: mark.to_owned(),
                within: None,
            },
            false => Self::titled(noun, mark),
        }
    }

    /// A unit by its title, which may begin with a digit.
    pub fn titled(noun: Noun, title: &str) -> Self {
        Self {
            noun,
            mark: format!("«{}»", title.replace('«', "„").replace('»', "“")),
            within: None,
        }
    }

    /// The `index`th paragraph of a unit, from 1; the one that begins the unit counts.
    pub fn paragraph(index: usize, of: Self) -> Self {
        Self {
            noun: Noun::Paragraph,
            mark: index.to_string(),
            within: Some(Box::new(of)),
        }
    }

    /// The same unit, said to stand in another.
    #[must_use]
    pub fn within(self, outer: Self) -> Self {
        Self {
            within: Some(Box::new(outer)),
            ..self
        }
    }

    /// Whether it stands in no other unit.
    pub fn is_outermost(&self) -> bool {
        self.within.is_none()
    }

    /// The number or letter.
    pub fn mark(&self) -> &str {
        &self.mark
    }

    /// The unit alone: «подпункт 2.1».
    pub fn alone(&self, case: Case) -> String {
        let noun = self.noun.singular(case);
        match (self.noun, self.mark.parse()) {
            (_, _) if self.mark.is_empty() => noun.to_owned(),
            (Noun::Paragraph, Ok(index)) => format!("{noun} {}", ordinal(index, case)),
            _ => format!("{noun} {}", self.mark),
        }
    }

    /// With all it stands in: «подпункт 2.1 пункта 2», «абзац третий пункта 2».
    pub fn full(&self, case: Case) -> String {
        let alone = self.alone(case);
        match &self.within {
            Some(outer) => format!("{alone} {}", outer.full(Case::Genitive)),
            None => alone,
        }
    }

    /// «п. 2.1», «абз. 3 п. 2», «поз. 3 разд. 2».
    pub fn short(&self) -> String {
        let says_all = self.noun == Noun::Subpoint && self.mark.contains('.');
        let noun = if says_all { Noun::Point } else { self.noun };
        let alone = format!("{} {}", noun.abbreviation(), self.mark);
        match &self.within {
            Some(outer) if !says_all => format!("{alone} {}", outer.short()),
            _ => alone,
        }
    }
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

    #[test]
    fn a_name_goes_from_small_to_large() {
        let point = UnitName::new(Noun::Point, "2");
        let one = UnitName::new(Noun::Subpoint, "2.1").within(point.clone());
        assert_eq!(one.full(Case::Prepositional), "подпункте 2.1 пункта 2");
        assert_eq!(one.short(), "п. 2.1");
        let letter = UnitName::new(Noun::Subpoint, "а").within(point.clone());
        assert_eq!(letter.full(Case::Accusative), "подпункт «а» пункта 2");
        assert_eq!(letter.short(), "подп. «а» п. 2");
        let paragraph = UnitName::paragraph(3, point);
        assert_eq!(paragraph.full(Case::Genitive), "абзаца третьего пункта 2");
        assert_eq!(paragraph.short(), "абз. 3 п. 2");
        let row = UnitName::new(Noun::Row, "3").within(UnitName::new(Noun::Section, "Кадры"));
        assert_eq!(row.full(Case::Accusative), "позицию 3 раздела «Кадры»");
    }
}
