//! One executor under two names ([N-44], [N-147]).

use std::collections::HashMap;

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Dossier, Order, Plan, Point, Recipient, Text, is_id};

pub(super) const RULE: Rule = Rule {
    code: "one-body-two-names",
    severity: Severity::Warning,
    explain: "\
Исполнитель назван словами, хотя он есть в деле, или назван по-разному в разных местах.

Почему: в отчёте он станет двумя исполнителями, а при переименовании одно из названий забудут.

Пример: «ответственные: МКУ \"Энский ИМЦ\"» при исполнителе «имц» с названием «МКУ «Энский ИМЦ»»; в одной строке «руководители РМО», в другой «Руководители  РМО».

Как исправить: вместо слов запишите id. Исполнителя, который встречается не раз, добавьте в dossier.yaml.",
    local: false,
    check,
};

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let mut names = Names::default();
    for (id, name) in declared(subject.dossier) {
        names.declare(id, name);
    }
    for text in free_texts(subject.dossier) {
        findings.extend(names.judge(text));
    }
}

/// The names of the dossier's executors and schools with their ids.
fn declared(dossier: &Dossier) -> impl Iterator<Item = (&Text, &Text)> {
    let executors = dossier.executors.iter().map(|e| (&e.id, &e.name, &e.full));
    let schools = dossier.schools.iter().map(|s| (&s.id, &s.name, &s.full));
    executors
        .chain(schools)
        .flat_map(|(id, name, full)| [Some((id, name)), full.as_ref().map(|full| (id, full))])
        .flatten()
}

/// Executors named in words.
fn free_texts(dossier: &Dossier) -> Vec<&Text> {
    let mut texts = Vec::new();
    let order: Option<&Order> = dossier.order.as_ref();
    add_recipients(order.map_or(&[][..], |order| &order.points), &mut texts);
    for activity in dossier.plan.iter().flat_map(Plan::all_activities) {
        let parties = activity.parties();
        texts.extend(
            parties
                .filter(|party| party.id().is_none())
                .map(|party| party.text()),
        );
    }
    texts
}

fn add_recipients<'a>(points: &'a [Point], texts: &mut Vec<&'a Text>) {
    for point in points {
        for recipient in point.recipients.iter() {
            match recipient {
                Recipient::Word(word) if !is_id(word) => texts.push(word),
                _ => {}
            }
        }
        add_recipients(&point.points, texts);
    }
}

/// A name as it was first met.
struct Known<'a> {
    /// As written.
    text: &'a Text,
    /// Without capitals, quotes and doubled spaces.
    plain: Vec<char>,
    /// The id, if it is declared.
    id: Option<&'a str>,
    /// The name it is a slip of, if it is one.
    slip_of: Option<usize>,
}

/// The names met so far. A slip is sought by its text less one letter, so that no
/// name is held against all others.
#[derive(Default)]
struct Names<'a> {
    all: Vec<Known<'a>>,
    by_plain: HashMap<Vec<char>, usize>,
    /// The first name of each hash.
    by_rest: HashMap<u64, usize>,
}

impl<'a> Names<'a> {
    fn declare(&mut self, id: &'a Text, name: &'a Text) {
        let plain = plain(name);
        if !self.by_plain.contains_key(&plain) {
            self.add(name, plain, Some(id), None);
        }
    }

    /// What is wrong with a name in words; a new name is remembered.
    fn judge(&mut self, text: &'a Text) -> Option<Diagnostic> {
        let plain = plain(text);
        let Some(&same) = self.by_plain.get(&plain) else {
            let near = self.near(&plain);
            self.add(text, plain, None, near);
            return near.map(|near| self.report(text, near));
        };
        let known = &self.all[same];
        match known.slip_of {
            Some(near) => Some(self.report(text, near)),
            None if known.id.is_none() && is_written_alike(text, known.text) => None,
            None => Some(self.report(text, same)),
        }
    }

    fn add(
        &mut self,
        text: &'a Text,
        plain: Vec<char>,
        id: Option<&'a Text>,
        slip_of: Option<usize>,
    ) {
        let index = self.all.len();
        for rest in rests(&plain) {
            self.by_rest.entry(rest).or_insert(index);
        }
        self.by_plain.insert(plain.clone(), index);
        let id = id.map(|id| id.as_str());
        self.all.push(Known {
            text,
            plain,
            id,
            slip_of,
        });
    }

    /// The first name that a letter tells from this one.
    fn near(&self, plain: &[char]) -> Option<usize> {
        let candidates = rests(plain).filter_map(|rest| self.by_rest.get(&rest));
        let slips = candidates.filter(|index| is_slip(plain, &self.all[**index].plain));
        let found = *slips.min()?;
        Some(self.all[found].slip_of.unwrap_or(found))
    }

    fn report(&self, text: &Text, of: usize) -> Diagnostic {
        let known = &self.all[of];
        let is_same = known.plain == plain(text);
        match known.id {
            Some(id) => {
                let (message, advice) = if is_same {
                    ("такой исполнитель в деле уже есть", "запишите")
                } else {
                    (
                        "похоже, такой исполнитель в деле уже есть",
                        "если это он, запишите",
                    )
                };
                Diagnostic::warning(RULE.code, text.span, message)
                    .related(known.text.span, "он назван здесь")
                    .hint(format!("{advice} id: {id}"))
            }
            None => {
                let message = if is_same {
                    "один исполнитель назван по-разному"
                } else {
                    "похоже, один исполнитель назван по-разному"
                };
                let written = known.text.as_str();
                Diagnostic::warning(RULE.code, text.span, message)
                    .related(known.text.span, "здесь иначе")
                    .hint(format!(
                        "запишите одинаково: {written}; а лучше добавьте исполнителя в dossier.yaml"
                    ))
            }
        }
    }
}

/// A name without capitals, quotes and doubled spaces.
fn plain(name: &str) -> Vec<char> {
    let mut letters = Vec::with_capacity(name.len());
    for word in name.split_whitespace() {
        if !letters.is_empty() {
            letters.push(' ');
        }
        let signs = word
            .chars()
            .filter(|c| !matches!(c, '«' | '»' | '„' | '“' | '”' | '"'));
        letters.extend(signs.flat_map(char::to_lowercase).map(|c| match c {
            'ё' => 'е',
            '–' | '—' | '‑' => '-',
            other => other,
        }));
    }
    letters
}

/// Whether two names differ at most in the first letter's capital, which the
/// place in a table decides.
fn is_written_alike(one: &str, other: &str) -> bool {
    let (mut one, mut other) = (one.trim().chars(), other.trim().chars());
    let first =
        |letters: &mut std::str::Chars<'_>| letters.next().map(|c| c.to_lowercase().to_string());
    first(&mut one) == first(&mut other) && one.eq(other)
}

/// Hashes of the name itself and of the name less each letter that a slip may touch.
///
/// The hash is a polynomial, so that a letter is left out without reading the rest.
fn rests(name: &[char]) -> impl Iterator<Item = u64> {
    const BASE: u64 = 0x0100_0000_01B3;
    let add = |hash: u64, letter: char| {
        hash.wrapping_mul(BASE)
            .wrapping_add(u64::from(u32::from(letter)))
    };
    // Behind each place: the hash of what follows it, and the power that shifts by it.
    let mut tails = vec![(0, 1)];
    for &letter in name.iter().rev() {
        let (hash, power): (u64, u64) = tails[tails.len() - 1];
        let value = u64::from(u32::from(letter)).wrapping_mul(power);
        tails.push((hash.wrapping_add(value), power.wrapping_mul(BASE)));
    }
    let whole = tails[name.len()].0;
    let mut head = 0;
    let mut all = vec![whole];
    for (at, &letter) in name.iter().enumerate() {
        let (tail, power) = tails[name.len() - at - 1];
        if is_inside_word(name, at, 1) {
            all.push(u64::wrapping_mul(head, power).wrapping_add(tail));
        }
        head = add(head, letter);
    }
    all.into_iter()
}

/// Whether one letter tells two names apart, and neither number, ending nor short
/// word: «СОШ № 3», «руководитель» and «МАОУ» are no slips of their likes.
fn is_slip(one: &[char], other: &[char]) -> bool {
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    if long.len() - short.len() > 1 {
        return false;
    }
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let rest = long.len() - same;
    let replaced = usize::from(short.len() == long.len());
    let is_one = rest > 0 && short[same + replaced..] == long[same + 1..];
    let is_inside = |name, ending| is_inside_word(name, same, ending);
    match replaced {
        0 => is_one && is_inside(long, 1),
        _ => is_one && is_inside(long, 2) && is_inside(short, 2),
    }
}

/// Whether a letter stands in a long word, more letters after it than an ending has.
fn is_inside_word(name: &[char], at: usize, ending: usize) -> bool {
    let is_letter = |c: &&char| c.is_alphabetic();
    let before = name[..at].iter().rev().take_while(is_letter).count();
    let after = name[at..].iter().take_while(is_letter).count();
    after > ending && before + after > 5
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_one_letter_within_a_long_word() {
        let slip = |one: &str, other: &str| is_slip(&plain(one), &plain(other));
        for (one, other) in [
            ("руководители РМО", "руковадители РМО"),
            ("методисты отдела", "метдисты отдела"),
            ("МОУ «Оредежская СОШ»", "МОУ «Орредежская СОШ»"),
            ("МОУ «Оредежская СОШ»", "МОУ «Оредежскя СОШ»"),
        ] {
            assert!(slip(one, other), "{other}");
        }
        for (one, other) in [
            ("руководители РМО", "руководитель РМО"),
            ("педагог школы", "педагоги школы"),
            ("с руководителем", "с руководителям"),
            ("СОШ № 3", "СОШ № 4"),
            ("МОУ СОШ", "МАОУ СОШ"),
            ("учителя 5а", "учителя 5б"),
            ("методисты", "методисты"),
        ] {
            assert!(!slip(one, other), "{other}");
        }
    }

    #[test]
    fn quotes_capitals_and_spaces_do_not_count() {
        assert_eq!(plain("МКУ «Лужский  ИМЦ»"), plain("мку \"Лужский ИМЦ\""));
        assert!(is_written_alike("Руководители РМО", "руководители РМО"));
        assert!(!is_written_alike("руководители РМО", "руководители  РМО"));
    }
}
