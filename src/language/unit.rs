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
        let forms = match self {
            Self::Point => "пункт пункта пункту пункт пунктом пункте",
            Self::Subpoint => "подпункт подпункта подпункту подпункт подпунктом подпункте",
            Self::Paragraph => "абзац абзаца абзацу абзац абзацем абзаце",
            Self::Row => "позиция позиции позиции позицию позицией позиции",
            Self::Column => "графа графы графе графу графой графе",
            Self::Section => "раздел раздела разделу раздел разделом разделе",
            Self::Appendix => "приложение приложения приложению приложение приложением приложении",
        };
        form(forms, case)
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

/// «абзац» in the plural.
const PARAGRAPHS: &str = "абзацы абзацев абзацам абзацы абзацами абзацах";

/// One of the six forms of a noun, in the order of the cases.
fn form(forms: &'static str, case: Case) -> &'static str {
    let index = match case {
        Case::Nominative => 0,
        Case::Genitive => 1,
        Case::Dative => 2,
        Case::Accusative => 3,
        Case::Instrumental => 4,
        Case::Prepositional => 5,
    };
    forms.split(' ').nth(index).unwrap_or(forms)
}

/// The name of a unit, with the units it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitName {
    noun: Noun,
    /// Number, letter or title; a paragraph's is how manyeth it is.
    mark: String,
    /// The last of several paragraphs.
    through: Option<usize>,
    /// Whether the number begins with that of the unit it stands in.
    says_all: bool,
    within: Option<Box<UnitName>>,
}

impl UnitName {
    /// A unit by its number or letter; a letter is put in quotes.
    pub fn new(noun: Noun, mark: &str) -> Self {
        let is_number = mark.starts_with(|c: char| c.is_ascii_alphanumeric());
        match is_number || mark.is_empty() {
            true => Self::marked(noun, mark.to_owned()),
            false => Self::titled(noun, mark),
        }
    }

    fn marked(noun: Noun, mark: String) -> Self {
        Self {
            noun,
            mark,
            through: None,
            says_all: false,
            within: None,
        }
    }

    /// A unit by its title, which may begin with a digit.
    pub fn titled(noun: Noun, title: &str) -> Self {
        Self::marked(
            noun,
            format!("«{}»", title.replace('«', "„").replace('»', "“")),
        )
    }

    /// A subpoint whose number begins with that of the point: 2.1 of 2.
    pub fn subpoint(number: &str, of: Self) -> Self {
        Self {
            says_all: true,
            ..Self::new(Noun::Subpoint, number).within(of)
        }
    }

    /// The `index`th paragraph of a unit, from 1; the one that begins the unit counts.
    pub fn paragraph(index: usize, of: Self) -> Self {
        Self::marked(Noun::Paragraph, index.to_string()).within(of)
    }

    /// A paragraph with those after it, `count` in all; other units are as they were.
    #[must_use]
    pub fn spanning(self, count: usize) -> Self {
        let first: Option<usize> = self.mark.parse().ok();
        let through = first
            .filter(|_| self.noun == Noun::Paragraph && count > 1)
            .map(|first| first + count - 1);
        Self { through, ..self }
    }

    /// Whether it names several paragraphs.
    pub fn is_plural(&self) -> bool {
        self.through.is_some()
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

    /// The unit alone: «подпункт 2.1», «абзацы второй – пятый».
    pub fn alone(&self, case: Case) -> String {
        let noun = self.noun.singular(case);
        match (self.noun, self.mark.parse()) {
            (_, _) if self.mark.is_empty() => noun.to_owned(),
            (Noun::Paragraph, Ok(first)) if let Some(last) = self.through => {
                let sign = if last == first + 1 { "и" } else { "–" };
                let (from, to) = (ordinal(first, case), ordinal(last, case));
                format!("{} {from} {sign} {to}", form(PARAGRAPHS, case))
            }
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
        let noun = if self.says_all {
            Noun::Point
        } else {
            self.noun
        };
        let alone = format!("{} {}", noun.abbreviation(), self.mark);
        match &self.within {
            Some(outer) if !self.says_all => format!("{alone} {}", outer.short()),
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
        (Case::Genitive, true) => format!("{stem}ьего"),
        (Case::Genitive, false) => format!("{stem}ого"),
        (Case::Dative, true) => format!("{stem}ьему"),
        (Case::Dative, false) => format!("{stem}ому"),
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
    fn the_dative_is_its_own_form() {
        assert_eq!(Noun::Column.singular(Case::Dative), "графе");
        let paragraph = UnitName::paragraph(3, UnitName::new(Noun::Point, "2"));
        assert_eq!(paragraph.full(Case::Dative), "абзацу третьему пункта 2");
        assert_eq!(ordinal(2, Case::Dative), "второму");
    }

    #[test]
    fn several_paragraphs_are_a_range() {
        let from_second = UnitName::paragraph(2, UnitName::new(Noun::Point, "2"));
        let range = |count| from_second.clone().spanning(count);
        assert_eq!(
            range(4).full(Case::Accusative),
            "абзацы второй – пятый пункта 2"
        );
        assert_eq!(
            range(2).full(Case::Instrumental),
            "абзацами вторым и третьим пункта 2"
        );
        assert!(range(2).is_plural() && !range(1).is_plural());
        let point = UnitName::new(Noun::Point, "2").spanning(3);
        assert_eq!(point.full(Case::Accusative), "пункт 2");
    }

    #[test]
    fn a_name_goes_from_small_to_large() {
        let point = UnitName::new(Noun::Point, "2");
        let one = UnitName::subpoint("2.1", point.clone());
        assert_eq!(one.full(Case::Prepositional), "подпункте 2.1 пункта 2");
        assert_eq!(one.short(), "п. 2.1");
        let letter = UnitName::new(Noun::Subpoint, "а").within(point.clone());
        assert_eq!(letter.full(Case::Accusative), "подпункт «а» пункта 2");
        assert_eq!(letter.short(), "подп. «а» п. 2");
        let paragraph = UnitName::paragraph(3, point);
        assert_eq!(paragraph.full(Case::Genitive), "абзаца третьего пункта 2");
        assert_eq!(paragraph.short(), "абз. 3 п. 2");
        let between = UnitName::new(Noun::Subpoint, "1.1").within(UnitName::new(Noun::Point, "1"));
        assert_eq!(between.short(), "подп. 1.1 п. 1");
        let row = UnitName::new(Noun::Row, "3").within(UnitName::new(Noun::Section, "Кадры"));
        assert_eq!(row.full(Case::Accusative), "позицию 3 раздела «Кадры»");
    }
}
