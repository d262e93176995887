//! Words after numbers: 1 файл, 2 файла, 5 файлов.

use super::NBSP;

/// The form of a noun after `number`: `one` файл, `few` файла, `many` файлов.
pub fn plural<'a>(number: u64, one: &'a str, few: &'a str, many: &'a str) -> &'a str {
    match (number % 10, number % 100) {
        (_, 11..=14) => many,
        (1, _) => one,
        (2..=4, _) => few,
        _ => many,
    }
}

/// The number with its noun, kept on one line: «5 файлов».
pub fn counted(number: u64, one: &str, few: &str, many: &str) -> String {
    format!("{number}{NBSP}{}", plural(number, one, few, many))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_digits_decide() {
        for (form, numbers) in [
            ("файл", &[1, 21, 101, 1001, 1_000_021][..]),
            ("файла", &[2, 3, 4, 22, 104, 1002]),
            ("файлов", &[0, 5, 9, 10, 11, 12, 14, 19, 20, 111, 112, 1011]),
        ] {
            for &number in numbers {
                assert_eq!(plural(number, "файл", "файла", "файлов"), form, "{number}");
            }
        }
    }

    #[test]
    fn a_number_stays_with_its_noun() {
        assert_eq!(counted(2, "файл", "файла", "файлов"), "2\u{A0}файла");
    }
}
