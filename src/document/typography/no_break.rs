//! Spaces that never end a line ([N-85]).

use crate::language::{NBSP, month_by_genitive};

use super::line::Edit;

/// Puts a no-break space where one is missing: «№3», «80%». In «42/21%» too:
/// the sign belongs to both numbers.
pub(super) fn insert(text: &str, edits: &mut Vec<Edit>) {
    for (at, sign) in text.match_indices(['№', '%']) {
        let end = at + sign.len();
        let before = text[..at].chars().next_back().unwrap_or(' ');
        let after = text[end..].chars().next().unwrap_or(' ');
        match sign {
            "№" if begins_number(&text[end..]) => {
                edits.push(Edit::new(end..end, "\u{A0}"));
            }
            // «100%-й» is one word.
            "%" if before.is_ascii_digit() && !after.is_alphanumeric() && after != '-' => {
                edits.push(Edit::new(at..at, "\u{A0}"));
            }
            _ => {}
        }
    }
}

/// Makes the space no-break between two words that must stay on one line.
pub(super) fn bind(text: &str, edits: &mut Vec<Edit>) {
    let is_gap = |c| matches!(c, ' ' | NBSP | '\n');
    let mut pieces = text.split_inclusive(is_gap).peekable();
    let mut end = 0;
    let mut earlier = "";
    while let Some(piece) = pieces.next() {
        end += piece.len();
        let left = piece.trim_end_matches(is_gap);
        let right = pieces
            .peek()
            .map_or("", |next| next.trim_end_matches(is_gap));
        let pair = Pair {
            earlier,
            left,
            right,
        };
        if piece.ends_with(' ') && pair.is_bound() {
            edits.push(Edit::new(end - ' '.len_utf8()..end, "\u{A0}"));
        }
        earlier = if piece.ends_with('\n') { "" } else { left };
    }
}

/// Whether a text begins with the number of something, «17», «5/од», «Р-170»,
/// «б/н», and not with «п/п».
fn begins_number(text: &str) -> bool {
    let series = text.trim_start_matches(char::is_uppercase);
    let letters = text[..text.len() - series.len()].chars().count();
    let rest = series.strip_prefix('-').unwrap_or(series);
    let rest = if letters > 0 { rest } else { series };
    text.starts_with("б/н") || (letters <= 3 && rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// Two words with a space between them.
struct Pair<'t> {
    /// The word before them.
    earlier: &'t str,
    left: &'t str,
    right: &'t str,
}

impl Pair<'_> {
    fn is_bound(&self) -> bool {
        self.is_number_sign()
            || self.is_abbreviation()
            || self.is_measure()
            || self.is_date()
            || self.is_name()
    }

    /// «№ 17», «2026 г. № 17», «СОШ № 3»
    fn is_number_sign(&self) -> bool {
        let owns_number = self.left == "г." || is_capitals(opened(self.left));
        (self.left.ends_with('№') && begins_number(self.right))
            || (owns_number && self.right.starts_with('№'))
    }

    /// «п. 3», «г. Энск»; but «в 2026 г.» and «и т. д.» end a sentence.
    fn is_abbreviation(&self) -> bool {
        if !self.left.ends_with('.') {
            return false;
        }
        let left = opened(self.left).to_lowercase();
        let right = opened(self.right);
        let is_place = right.starts_with(char::is_uppercase)
            && stands_before_place(&left)
            && !self.earlier.ends_with(|c: char| c.is_ascii_digit())
            && self.earlier != "т.";
        is_place
            || (right.starts_with(|c: char| c.is_ascii_digit() || matches!(c, 'I' | 'V' | 'X'))
                && stands_before_number(&left))
    }

    /// «80 %», «2021–2022 гг.»
    fn is_measure(&self) -> bool {
        // «2027 г.».»: a sentence may end after the quotation.
        let unit = closed(self.right.trim_end_matches('.'));
        let is_digit = |c: char| c.is_ascii_digit();
        self.left.ends_with(is_digit)
            && opened(self.left).starts_with(is_digit)
            && is_unit(unit.strip_suffix('.').unwrap_or(unit))
    }

    /// «5 июня», «июня 2026»
    fn is_date(&self) -> bool {
        let is_digit = |c: char| c.is_ascii_digit();
        if opened(self.left).starts_with(is_digit) {
            // «до 4 июля».»: no month is abbreviated here, so a full stop ends a sentence.
            let month = self.right.trim_end_matches(|c: char| !c.is_alphabetic());
            return month_by_genitive(month).is_some();
        }
        let digits = self
            .right
            .find(|c| !is_digit(c))
            .unwrap_or(self.right.len());
        digits == 4 && month_by_genitive(self.left).is_some()
    }

    /// «М.А. Соколова», «Соколова М.А.», «М. А.»
    fn is_name(&self) -> bool {
        let (left, right) = (opened(self.left), closed(self.right));
        match (is_initials(left), is_initials(right)) {
            (true, true) => true,
            (true, false) => is_name_word(opened(right)),
            // «Директору М.А. Соколовой», «М.А. Соколова Е.В. Петрова»: the
            // initials belong to the next word.
            (false, true) => {
                is_name_word(left) && !is_post(left) && !is_initials(opened(self.earlier))
            }
            (false, false) => false,
        }
    }
}

/// Abbreviations before a number: «п. 3».
fn stands_before_number(word: &str) -> bool {
    matches!(
        word,
        "абз."
            | "гл."
            | "кв."
            | "корп."
            | "п."
            | "пп."
            | "подп."
            | "поз."
            | "прил."
            | "разд."
            | "рис."
            | "с."
            | "ст."
            | "стр."
            | "табл."
            | "ч."
    )
}

/// Abbreviations before a name of a place: «г. Энск».
fn stands_before_place(word: &str) -> bool {
    matches!(
        word,
        "г." | "д."
            | "дер."
            | "оз."
            | "п."
            | "пгт."
            | "пер."
            | "пос."
            | "пр."
            | "р."
            | "с."
            | "ст."
            | "ул."
    )
}

/// What follows a number: «80 %», «5 чел.».
fn is_unit(word: &str) -> bool {
    matches!(
        word,
        "%" | "‰"
            | "г"
            | "гг"
            | "год"
            | "года"
            | "годам"
            | "годами"
            | "годах"
            | "году"
            | "годы"
            | "коп"
            | "млн"
            | "млрд"
            | "руб"
            | "рублей"
            | "рубля"
            | "рубль"
            | "тыс"
            | "чел"
            | "человек"
            | "человека"
            | "шт"
            | "экз"
    )
}

/// The word without brackets and quotes before it.
fn opened(word: &str) -> &str {
    word.trim_start_matches(['(', '«', '„', '"', '['])
}

/// The word without punctuation after it, save a full stop.
fn closed(word: &str) -> &str {
    word.trim_end_matches([',', ';', ':', '!', '?', ')', ']', '»', '“', '"'])
}

/// «СОШ», «МБДОУ»
fn is_capitals(word: &str) -> bool {
    (2..=6).contains(&word.chars().count()) && word.chars().all(char::is_uppercase)
}

/// «М.», «М.А.»
fn is_initials(word: &str) -> bool {
    let mut letters = word.chars();
    let mut any = false;
    while let Some(letter) = letters.next() {
        if !letter.is_uppercase() || letters.next() != Some('.') {
            return false;
        }
        any = true;
    }
    any
}

/// «Соколова», «Петров-Водкин»: a capital, then small letters.
fn is_name_word(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_some_and(|c| c.is_lowercase() || c == '’')
        && word
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, '-' | '’' | '.'))
}

/// Posts that stand before initials more often than after a surname.
fn is_post(word: &str) -> bool {
    let word = word.to_lowercase();
    let posts = [
        "глав",
        "директор",
        "заведующ",
        "заместител",
        "методист",
        "начальник",
        "педагог",
        "председател",
        "руководител",
        "специалист",
        "учител",
    ];
    posts.iter().any(|post| word.starts_with(post))
}
