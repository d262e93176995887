//! What a quantity does, in the gender and number of its name: «доля снизилась»,
//! «средний балл вырос», «число уменьшилось».
//!
//! Only nouns that name a quantity are known: «учителя выросли» would be grammar
//! without sense.

use super::ends_with_any;
use super::phrase::Class;

/// The words of a name that a verb agrees with: «средний балл» of «Средний балл ОГЭ».
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantity<'a> {
    /// The words as the name spells them.
    pub words: &'a str,
    class: Class,
    /// Whether it is said to increase rather than to grow.
    counts: bool,
}

/// Nouns of quantities: gender and number, whether they count, the words.
const NOUNS: [(Class, bool, &[&str]); 5] = [
    (
        Class::Masculine,
        false,
        &[
            "балл",
            "процент",
            "показатель",
            "уровень",
            "охват",
            "коэффициент",
            "индекс",
            "вес",
            "объём",
            "объем",
            "результат",
        ],
    ),
    (
        Class::Feminine,
        false,
        &[
            "доля",
            "площадь",
            "оценка",
            "отметка",
            "успеваемость",
            "обеспеченность",
            "оснащённость",
            "оснащенность",
            "укомплектованность",
            "нагрузка",
            "наполняемость",
        ],
    ),
    (Class::Feminine, true, &["численность"]),
    (Class::Neuter, true, &["число", "количество"]),
    (Class::Neuter, false, &["качество", "отношение"]),
];

/// Endings of adjectives that agree, by class.
fn agrees(adjective: &str, class: Class) -> bool {
    let endings: &[&str] = match class {
        Class::Masculine => &["ый", "ий", "ой"],
        Class::Feminine => &["ая", "яя"],
        Class::Neuter => &["ое", "ее"],
        Class::Plural => &["ые", "ие"],
    };
    ends_with_any(adjective, endings)
}

/// The quantity that a name begins with; `None` where that is not sure: another noun
/// heads the name, or two quantities do («Численность / удельный вес …»).
pub fn quantity(name: &str) -> Option<Quantity<'_>> {
    let name = name.trim();
    let mut at = 0;
    let mut adjectives: Vec<String> = Vec::new();
    for word in name.split_whitespace() {
        let start = at + name[at..].find(word)?;
        at = start + word.len();
        let plain = word.trim_end_matches(',').to_lowercase();
        let known = NOUNS
            .iter()
            .find(|(_, _, words)| words.contains(&plain.as_str()));
        let Some(&(class, counts, _)) = known else {
            if adjectives.len() == MOST_ADJECTIVES || word.ends_with(',') {
                return None;
            }
            adjectives.push(plain);
            continue;
        };
        let end = start + word.trim_end_matches(',').len();
        let next = name[at..].split_whitespace().next().unwrap_or_default();
        let is_joined = next.starts_with('/') || matches!(next, "и" | "или" | "–" | "—" | "-");
        let agree = adjectives.iter().all(|adjective| agrees(adjective, class));
        return (agree && !is_joined).then_some(Quantity {
            words: &name[..end],
            class,
            counts,
        });
    }
    None
}

/// No name has more adjectives before its noun.
const MOST_ADJECTIVES: usize = 3;

impl Quantity<'_> {
    /// «выросла», «увеличилось».
    pub fn rose(&self) -> &'static str {
        match self.counts {
            false => self.form(["вырос", "выросла", "выросло", "выросли"]),
            true => self.form(["увеличился", "увеличилась", "увеличилось", "увеличились"]),
        }
    }

    /// «снизилась», «уменьшилось».
    pub fn fell(&self) -> &'static str {
        match self.counts {
            false => self.form(["снизился", "снизилась", "снизилось", "снизились"]),
            true => self.form(["уменьшился", "уменьшилась", "уменьшилось", "уменьшились"]),
        }
    }

    /// «не изменилась».
    pub fn stayed(&self) -> &'static str {
        self.form([
            "не изменился",
            "не изменилась",
            "не изменилось",
            "не изменились",
        ])
    }

    fn form(&self, forms: [&'static str; 4]) -> &'static str {
        forms[self.class as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verb_agrees_with_the_quantity() {
        for (name, expected) in [
            ("Доля учителей с первой категорией", "Доля снизилась"),
            ("Средний балл ЕГЭ по математике", "Средний балл снизился"),
            ("Число школ, вышедших из перечня", "Число уменьшилось"),
            ("Численность учащихся", "Численность уменьшилась"),
            ("Количество компьютеров", "Количество уменьшилось"),
            ("Общая площадь помещений", "Общая площадь снизилась"),
            ("Удельный вес учащихся", "Удельный вес снизился"),
            ("Качество знаний", "Качество снизилось"),
            (
                "Среднее количество, в расчёте на одного",
                "Среднее количество уменьшилось",
            ),
        ] {
            let quantity = quantity(name).unwrap_or_else(|| panic!("{name}"));
            let said = format!("{} {}", quantity.words, quantity.fell());
            assert_eq!(said, expected);
        }
        let share = quantity("доля").unwrap();
        assert_eq!([share.rose(), share.stayed()], ["выросла", "не изменилась"]);
        assert_eq!(quantity("Число школ").unwrap().rose(), "увеличилось");
    }

    #[test]
    fn what_is_not_surely_a_quantity_is_not_inflected() {
        for name in [
            "Численность / удельный вес численности учащихся",
            "Число и доля школ",
            "Учителя с первой категорией",
            "муниципального уровня",
            "первая",
            "Победители олимпиад, в т. ч.:",
            "Средняя балл",
            "Учащиеся, число которых растёт",
            "ИКТ",
            "",
        ] {
            assert_eq!(quantity(name), None, "{name}");
        }
    }
}
