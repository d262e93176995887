//! Names of files: readable, and safe on every system.

/// Longest name in bytes without its ending: most systems take 255 in all.
const MAX_BYTES: usize = 200;

/// Names that Windows keeps for devices.
const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Whether Windows keeps a name for a device: «con», «com1» to «com9», «lpt1» to «lpt9».
fn is_reserved(stem: &str) -> bool {
    let port = stem
        .strip_prefix("com")
        .or_else(|| stem.strip_prefix("lpt"))
        .and_then(|number| number.parse().ok());
    RESERVED.contains(&stem) || port.is_some_and(|number: u8| (1..=9).contains(&number))
}

/// A text as a single name that no system takes for a path.
pub fn safe(text: &str) -> String {
    let mut name = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '/' | '\\' | '|' | ':' => name.push('-'),
            '"' | '<' | '>' | '*' | '?' => {}
            c if c.is_control() => {}
            c if c.is_whitespace() => name.push(' '),
            c => name.push(c),
        }
    }
    let mut end = name.len().min(MAX_BYTES);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    let name = name[..end].trim_matches([' ', '.']).to_owned();
    let stem = name.split('.').next().unwrap_or("").to_lowercase();
    if name.is_empty() || is_reserved(&stem) {
        format!("_{name}")
    } else {
        name
    }
}

/// A safe name that none of the taken ones equals, even where case is folded.
pub(super) fn unique(text: &str, taken: &mut Vec<String>) -> String {
    let name = safe(text);
    let mut candidate = name.clone();
    let mut count = 1;
    while taken.contains(&candidate.to_lowercase()) {
        count += 1;
        candidate = format!("{name} ({count})");
    }
    taken.push(candidate.to_lowercase());
    candidate
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_never_leads_elsewhere() {
        assert_eq!(
            safe("Приказ № 17/1 от 01.02.2022"),
            "Приказ № 17-1 от 01.02.2022"
        );
        assert_eq!(safe("../../etc/passwd"), "-..-etc-passwd");
        assert_eq!(safe(".."), "_");
        assert_eq!(safe("nul.txt"), "_nul.txt");
        assert_eq!(safe("COM7"), "_COM7");
        assert_eq!(safe("lpt10"), "lpt10");
        assert_eq!(safe("а\u{0}б\nв"), "абв");
        assert!(safe(&"ж".repeat(500)).len() <= MAX_BYTES);
    }

    #[test]
    fn equal_names_get_a_number() {
        let mut taken = Vec::new();
        assert_eq!(unique("План", &mut taken), "План");
        assert_eq!(unique("план", &mut taken), "план (2)");
    }
}
