//! Deadlines changed by an amending order: a new file, or further changes in one.

use std::path::{Path, PathBuf};

use super::super::name::safe;
use super::target::{Owner, Target};
use super::{Amending, Move, NotRescheduled, not_edited, refused, same_year};
use crate::diagnostic::{Sources, Span};
use crate::edition::{occurrences, resolve_column};
use crate::language::{numeric, scan_dates, states_reason};
use crate::load::{
    AMENDMENTS, AmendmentHead, AmendmentKey, Edits, SCHEMAS, TextEdit, Value, edit_amendment,
    edit_texts, map_at, new_amendment,
};
use crate::model::{Activity, Amendment, Dossier, Operation, Text};

/// The file of the amending order with the changes of all deadlines.
pub(super) fn edits(
    folder: &Path,
    dossier: &Dossier,
    targets: &[Target<'_>],
    moves: &[Move],
    amending: Amending<'_>,
    sources: &Sources,
) -> Result<Edits, NotRescheduled> {
    let number = amending.number.trim().trim_start_matches('№').trim();
    if number.is_empty() {
        return refused("номер изменяющего приказа пуст: укажите --order");
    }
    let known = dossier.amendments.all.iter().find(|known| {
        known.number.trim().to_lowercase() == number.to_lowercase()
            && same_year(known.date.value.0, amending.date)
    });
    if let Some(known) = known {
        is_meant(known, amending, sources)?;
    }
    let (mut rewritten, mut changes) = (Vec::new(), Vec::new());
    for (target, one) in targets.iter().zip(moves) {
        match known.and_then(|known| rewritten_in(known, target, one)) {
            Some(edits) => rewritten.extend(edits),
            None => changes.push(change(dossier, target, one, sources)?),
        }
    }
    let (path, text) = match known {
        Some(known) => extended(known, &rewritten, &changes, sources)?,
        None => {
            let path = free_path(folder, number, amending.date)?;
            let head = AmendmentHead {
                number: number.to_owned(),
                date: numeric(amending.date),
                reason: reason(amending.reason)?,
                has_schemas: folder.join(SCHEMAS).is_dir(),
            };
            (path, new_amendment(&head, &changes))
        }
    };
    Ok(Edits::from([(path, text)]))
}

/// Refuses an amending order that the dossier has otherwise than the command says.
fn is_meant(
    known: &Amendment,
    amending: Amending<'_>,
    sources: &Sources,
) -> Result<(), NotRescheduled> {
    let source = sources.get(known.number.span.source);
    let day = known.date.value.0;
    if day != amending.date {
        return refused(format!(
            "изменяющий приказ № {} уже есть, и он от {} ({}): проверьте --order и --dated",
            known.number.trim(),
            numeric(day),
            source.path.display()
        ));
    }
    let is_other = |reason: &&str| reason.trim() != known.reason.trim();
    if amending.reason.filter(is_other).is_some() {
        return refused(format!(
            "причина в приказе № {} уже записана: «{}»; уберите --reason или исправьте её в {}",
            known.number.trim(),
            known.reason.trim(),
            source.path.display()
        ));
    }
    Ok(())
}

/// The file of an amending order that the dossier has, with some texts changed and
/// further changes.
fn extended(
    known: &Amendment,
    rewritten: &[TextEdit],
    changes: &[Vec<AmendmentKey>],
    sources: &Sources,
) -> Result<(PathBuf, String), NotRescheduled> {
    let source = sources.get(known.number.span.source);
    let failed = |error| not_edited(&source.path, &error);
    let mut text = source.text.to_string();
    if !rewritten.is_empty() {
        text = edit_texts(&source.path, &text, rewritten).map_err(failed)?;
    }
    if !changes.is_empty() {
        text = edit_amendment(&source.path, &text, changes).map_err(failed)?;
    }
    Ok((source.path.clone(), text))
}

/// A deadline that the amending order itself has set already: an order changes a unit
/// once, so the later phrase stands in the place of the earlier one.
fn rewritten_in(known: &Amendment, target: &Target<'_>, one: &Move) -> Option<Vec<TextEdit>> {
    let at = target.text.map_or(target.anchor, |text| text.span);
    let is_around =
        |span: Span| span.source == at.source && span.start <= at.start && at.end <= span.end;
    let change = known.changes.iter().find(|change| is_around(change.span))?;
    let replace = |text: &Text, new: &str| TextEdit::Replace {
        at: text.span.start,
        new: new.to_owned(),
    };
    match (change.operation().ok()?, target.text) {
        (Operation::Words { old, new, .. }, Some(text)) => {
            let new = new?;
            let sides = |at: usize| (&text[..at], &text[at + new.len()..]);
            let places = || text.match_indices(new.as_str()).map(|(at, _)| sides(at));
            let instead = places().find_map(|(head, tail)| {
                let words = one.now.strip_prefix(head)?.strip_suffix(tail)?;
                (!words.trim().is_empty()).then_some(words)
            });
            if let Some(words) = instead {
                return Some(vec![replace(new, words)]);
            }
            // Other words change than did: the whole phrase is replaced.
            let mut places = places();
            let ((head, tail), None) = (places.next()?, places.next()) else {
                return None;
            };
            let before = format!("{head}{}{tail}", old.as_str());
            Some(vec![replace(old, before.trim()), replace(new, &one.now)])
        }
        (Operation::Words { .. } | Operation::Addition { .. } | Operation::Party { .. }, _) => None,
        (_, Some(text)) => Some(vec![replace(text, &one.now)]),
        (_, None) => Some(vec![TextEdit::Insert {
            beside: target.anchor.start,
            key: "срок",
            after: target.keys_before(),
            new: one.now.clone(),
        }]),
    }
}

/// A name that no file has; numbers of orders begin anew every year.
fn free_path(
    folder: &Path,
    number: &str,
    date: chrono::NaiveDate,
) -> Result<PathBuf, NotRescheduled> {
    use chrono::Datelike;
    let folder = folder.join(AMENDMENTS);
    let names = [
        format!("{}.yaml", safe(number)),
        format!("{}-{}.yaml", safe(number), date.year()),
    ];
    let paths = names.map(|name| folder.join(name));
    match paths.iter().find(|path| !path.exists()) {
        Some(path) => Ok(path.clone()),
        None => refused(format!(
            "файл {} уже есть, и в нём другой приказ: переименуйте его",
            paths[0].display()
        )),
    }
}

fn reason(given: Option<&str>) -> Result<String, NotRescheduled> {
    let reason = given.unwrap_or_default().trim().trim_end_matches('.');
    if states_reason(reason) {
        return Ok(reason.to_owned());
    }
    match reason.is_empty() {
        true => refused(
            "не сказано, почему меняется срок: добавьте --reason \"В связи с …\"; причина печатается в приказе",
        ),
        false => refused(format!(
            "причина «{reason}» печатается в приказе перед словом «ПРИКАЗЫВАЮ»: начните её с «В связи с …», «В целях …» или «Во исполнение …»"
        )),
    }
}

/// The change of one deadline: its words replaced, or else its row or point restated.
fn change(
    dossier: &Dossier,
    target: &Target<'_>,
    one: &Move,
    sources: &Sources,
) -> Result<Vec<AmendmentKey>, NotRescheduled> {
    let words = |address: Vec<AmendmentKey>, (old, new): (&str, &str)| {
        let words = [
            ("слова", Value::Text(old.to_owned())),
            ("заменить на", Value::Text(new.to_owned())),
        ];
        address.into_iter().chain(words).collect()
    };
    match (target.owner, target.text) {
        (Owner::Row(row, section), old) => {
            let mut address = row_address(row, section, target);
            let has_column = dossier.plan.as_ref().is_some_and(|plan| {
                let column = Text {
                    value: "срок".to_owned(),
                    span: row.title.span,
                };
                resolve_column(plan, &column).is_ok()
            });
            match old.filter(|_| has_column) {
                Some(old) => {
                    address.push(("графа", Value::Text("срок".to_owned())));
                    Ok(words(address, changed_words(old, &one.now, &[old])))
                }
                None => {
                    let map = restated(&row.spans(), target, &one.now, sources)?;
                    address.push(("изложить позицию", Value::Map(map)));
                    Ok(address)
                }
            }
        }
        (Owner::Point(point), old) => {
            let mut address = vec![("пункт", Value::Address(target.number.clone()))];
            let texts: Vec<&str> = point
                .deadlines
                .iter()
                .chain(&point.text)
                .map(|text| text.value.as_str())
                .collect();
            let found = old.map(|old| changed_words(old, &one.now, &texts));
            match found.filter(|(old, _)| count(&texts, old) == 1) {
                Some(found) => Ok(words(address, found)),
                None => {
                    let map = restated(&point.spans(), target, &one.now, sources)?;
                    address.push(("изложить пункт", Value::Map(map)));
                    Ok(address)
                }
            }
        }
    }
}

/// The row by its id, else by its number, and by its section if that is not enough.
fn row_address(row: &Activity, section: Option<&str>, target: &Target<'_>) -> Vec<AmendmentKey> {
    match (&row.id, section) {
        (Some(id), _) => vec![("позиция", Value::Address(id.value.clone()))],
        (None, None) => vec![("позиция", Value::Address(target.number.clone()))],
        (None, Some(section)) => vec![
            ("раздел", Value::Text(section.to_owned())),
            ("позиция", Value::Address(target.number.clone())),
        ],
    }
}

/// The longest phrase that is replaced as a whole, in characters.
const WHOLE: usize = 60;

/// The words of a phrase that change, and what they become: the whole phrase if it is
/// short, else the fewest whole words that occur only once in the texts of the place.
fn changed_words<'t>(old: &'t str, new: &'t str, texts: &[&str]) -> (&'t str, &'t str) {
    let whole = (old.trim(), new);
    if old.chars().count() <= WHOLE {
        return whole;
    }
    let same = |(a, b): &(char, char)| a == b;
    let head: usize = old
        .chars()
        .zip(new.chars())
        .take_while(same)
        .map(|(letter, _)| letter.len_utf8())
        .sum();
    let most = old.len().min(new.len()) - head;
    let mut tail = 0;
    for (a, b) in old.chars().rev().zip(new.chars().rev()) {
        if a != b || tail + a.len_utf8() > most {
            break;
        }
        tail += a.len_utf8();
    }
    let (head, tail) = whole_dates(old, new, head, tail);
    // Places between words before and after what differs, the nearest first.
    let starts = old[..head].rmatch_indices(' ').map(|(at, _)| at + 1);
    let starts: Vec<usize> = [head].into_iter().chain(starts).chain([0]).collect();
    let rest = &old[old.len() - tail..];
    let ends = rest.match_indices(' ').map(|(at, _)| tail - at);
    let ends: Vec<usize> = [tail].into_iter().chain(ends).chain([0]).collect();
    for step in 0..starts.len().max(ends.len()) {
        let start = starts[step.min(starts.len() - 1)];
        let end = ends[step.min(ends.len() - 1)];
        let (words, instead) = (&old[start..old.len() - end], &new[start..new.len() - end]);
        if !words.is_empty() && !instead.is_empty() && count(texts, words) == 1 {
            return (words, instead);
        }
    }
    whole
}

/// How many bytes at the beginning and at the end stay: those that do, less the parts
/// of a date that changes. «15» is replaced together with its month and year.
fn whole_dates(old: &str, new: &str, mut head: usize, mut tail: usize) -> (usize, usize) {
    for text in [old, new] {
        for date in scan_dates(text) {
            let touches = date.range.start < text.len() - tail && head < date.range.end;
            if touches || date.range.contains(&head) {
                head = head.min(date.range.start);
                tail = tail.min(text.len() - date.range.end);
            }
        }
    }
    (head, tail)
}

/// How often words occur in some texts ([N-95]).
fn count<T: AsRef<str>>(texts: &[T], words: &str) -> usize {
    let texts = texts.iter();
    texts
        .map(|text| occurrences(text.as_ref(), words).len())
        .sum()
}

/// The map of a row or point as its file has it, with the new deadline.
fn restated(
    spans: &[Span],
    target: &Target<'_>,
    new: &str,
    sources: &Sources,
) -> Result<Vec<(String, Value)>, NotRescheduled> {
    let source = sources.get(target.anchor.source);
    // Words that another order has changed stand in another file.
    if spans.iter().any(|span| span.source != target.anchor.source) {
        return refused(format!(
            "{}: слова здесь уже меняли, изложите её заново сами: {}",
            target.place(),
            "docs/amendments.md"
        ));
    }
    let mut map = map_at(&source.path, &source.text, target.anchor.start)
        .map_err(|error| not_edited(&source.path, &error))?;
    let new = Value::Text(new.to_owned());
    match map.iter_mut().find(|(key, _)| key == "срок") {
        Some((_, Value::List(all))) if target.index < all.len() => all[target.index] = new,
        Some((_, value)) => *value = new,
        None => {
            let before = target.keys_before();
            let last = map
                .iter()
                .rposition(|(key, _)| before.contains(&key.as_str()));
            map.insert(last.map_or(0, |last| last + 1), ("срок".to_owned(), new));
        }
    }
    Ok(map)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_phrases_are_replaced_whole_and_long_ones_by_words() {
        let short = ("до 15.09.2021", "до 29.09.2021");
        assert_eq!(changed_words(short.0, short.1, &[short.0]), short);
        let old =
            "до 1 марта 2022 г. для школ первой группы, до 15 мая 2022 г. для школ второй группы";
        let new = old.replace("15 мая", "29 мая");
        assert_eq!(changed_words(old, &new, &[old]), ("15 мая", "29 мая"));
        let new = old.replace("для школ второй", "для остальных школ и второй");
        let (words, instead) = changed_words(old, &new, &[old]);
        assert_eq!(old.replace(words, instead), new);
        assert_eq!(occurrences(old, words).len(), 1);
    }
}
