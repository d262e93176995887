//! The form of a file against its schema: every unknown key, missing key and
//! wrong value at once, each with its place.
//!
//! What is found wrong is cut out of the tree, so that the rest can still be
//! read and checked further in the same run.

use serde_json::Value;

use super::format;
use super::node::{Entry, Kind, Node};
use crate::diagnostic::{Diagnostic, Span, nearest, perhaps};

/// The outcome of a check of form.
pub(super) struct Shape {
    /// What is wrong.
    pub(super) findings: Vec<Diagnostic>,
    /// Whether the tree, cut as needed, can be decoded.
    pub(super) usable: bool,
    /// Whether anything but unknown keys was cut out.
    pub(super) whole: bool,
}

/// Checks a file's tree and cuts out what does not fit.
pub(super) fn check(node: &mut Node, schema: &Value) -> Shape {
    let mut checker = Checker {
        root: schema,
        findings: Vec::new(),
        whole: true,
    };
    let usable = checker.check(node, schema);
    Shape {
        findings: checker.findings,
        usable,
        whole: checker.whole && usable,
    }
}

struct Checker<'s> {
    root: &'s Value,
    findings: Vec<Diagnostic>,
    whole: bool,
}

impl<'s> Checker<'s> {
    /// Checks a node; `false` says that it must be cut out.
    fn check(&mut self, node: &mut Node, schema: &'s Value) -> bool {
        let branches = self.branches(schema);
        match &node.kind {
            Kind::Null => {
                let allowed = branches.iter().any(|branch| has_type(branch, "null"));
                if !allowed {
                    self.report(
                        Diagnostic::error("empty-value", node.span, "значение не указано")
                            .hint("впишите значение или удалите ключ"),
                    );
                }
                allowed
            }
            Kind::Scalar(text) => {
                let (text, span) = (text.clone(), node.span);
                self.check_scalar(&text, span, &branches)
            }
            Kind::Seq(_) => self.check_seq(node, &branches),
            Kind::Map(_) => self.check_map(node, &branches),
        }
    }

    /// The alternatives of a schema, references followed.
    fn branches(&self, schema: &'s Value) -> Vec<&'s Value> {
        let schema = self.follow(schema);
        let alternatives = schema.get("anyOf").or_else(|| schema.get("oneOf"));
        match alternatives.and_then(Value::as_array) {
            Some(all) => all.iter().flat_map(|one| self.branches(one)).collect(),
            None => vec![schema],
        }
    }

    fn follow(&self, schema: &'s Value) -> &'s Value {
        let name = schema
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(|reference| reference.strip_prefix("#/$defs/"));
        match name {
            Some(name) => self.follow(&self.root["$defs"][name]),
            None => schema,
        }
    }

    fn check_scalar(&mut self, text: &str, span: Span, branches: &[&'s Value]) -> bool {
        let is_open =
            |branch: &Value| branch.get("const").is_none() && branch.get("enum").is_none();
        let scalar = branches.iter().find(|branch| {
            let types = ["string", "number", "integer"];
            is_open(branch) && types.iter().any(|name| has_type(branch, name))
        });
        let words = words(branches);
        if words.contains(&text) {
            return true;
        }
        match scalar {
            Some(schema) if has_type(schema, "string") => self.check_text(text, span, schema),
            Some(schema) => self.check_number(text, span, schema),
            None if !words.is_empty() => {
                self.report(unknown_word(text, span, &words, branches));
                false
            }
            None => {
                self.report(wrong_type(span, "текст", branches));
                false
            }
        }
    }

    fn check_text(&mut self, text: &str, span: Span, schema: &Value) -> bool {
        if text.trim().is_empty() {
            self.report(
                Diagnostic::error("empty-value", span, "текст пуст")
                    .hint("впишите текст или удалите ключ"),
            );
            return false;
        }
        let format = schema.get("format").and_then(Value::as_str);
        match format.map_or(Ok(()), |format| format::check(format, text, span)) {
            Ok(()) => true,
            Err(finding) => {
                self.report(*finding);
                false
            }
        }
    }

    fn check_number(&mut self, text: &str, span: Span, schema: &Value) -> bool {
        let Ok(number) = text.trim().replace(',', ".").parse::<f64>() else {
            self.report(
                Diagnostic::error("wrong-type", span, "ожидалось число")
                    .hint("напишите число без единиц: 12 или 12.5"),
            );
            return false;
        };
        let bound = |key| schema.get(key).and_then(Value::as_f64);
        let (low, high) = (bound("minimum"), bound("maximum"));
        let inside = number.is_finite()
            && low.is_none_or(|low| number >= low)
            && high.is_none_or(|high| number <= high);
        if !inside {
            let message = match (low, high) {
                (Some(low), Some(high)) => format!("число должно быть от {low} до {high}"),
                (Some(low), None) => format!("число должно быть не меньше {low}"),
                (None, Some(high)) => format!("число должно быть не больше {high}"),
                (None, None) => "число должно быть конечным".into(),
            };
            self.report(
                Diagnostic::error("number-out-of-range", span, message)
                    .hint("проверьте число и единицы: длины пишут в миллиметрах, кегль в пунктах"),
            );
        }
        inside
    }

    fn check_seq(&mut self, node: &mut Node, branches: &[&'s Value]) -> bool {
        let Some(schema) = branches.iter().find(|branch| has_type(branch, "array")) else {
            self.report(wrong_type(first_line(node), "список", branches));
            return false;
        };
        let span = node.span;
        let Kind::Seq(items) = &mut node.kind else {
            return false;
        };
        let before = items.len();
        if let Some(item_schema) = schema.get("items") {
            items.retain_mut(|item| self.check(item, item_schema));
        }
        self.whole &= items.len() == before;
        let least = schema.get("minItems").and_then(Value::as_u64).unwrap_or(0);
        if (before as u64) < least {
            self.report(
                Diagnostic::error("empty-value", span, "список пуст")
                    .hint("добавьте хотя бы одно значение"),
            );
            return false;
        }
        items.len() as u64 >= least
    }

    fn check_map(&mut self, node: &mut Node, branches: &[&'s Value]) -> bool {
        let objects: Vec<&Value> = branches
            .iter()
            .copied()
            .filter(|branch| has_type(branch, "object"))
            .collect();
        let place = first_line(node);
        let Kind::Map(entries) = &mut node.kind else {
            return false;
        };
        self.drop_duplicates(entries);
        match objects.as_slice() {
            [] => {
                self.report(wrong_type(place, "набор ключей", branches));
                false
            }
            [schema] => self.check_object(entries, place, schema),
            several => match choose(several, entries) {
                Some(schema) => self.check_object(entries, place, schema),
                None => {
                    self.report(no_such_block(entries, place, several));
                    false
                }
            },
        }
    }

    fn drop_duplicates(&mut self, entries: &mut Vec<Entry>) {
        let mut seen: Vec<(String, Span)> = Vec::new();
        let mut twice: Vec<(String, Span, Span)> = Vec::new();
        entries.retain(|entry| {
            if let Some((key, first)) = seen.iter().find(|(key, _)| *key == entry.key) {
                twice.push((key.clone(), *first, entry.key_span));
                return false;
            }
            seen.push((entry.key.clone(), entry.key_span));
            true
        });
        match twice.as_slice() {
            [] => {}
            [(key, first, second)] => {
                self.report(duplicate_key(key, *first, *second).hint("оставьте один из двух"));
            }
            // All keys of the record come again: it is the next one.
            [(key, first, second), ..] => {
                let hint =
                    format!("если здесь начинается новая запись, поставьте тире: «- {key}: …»");
                self.report(duplicate_key(key, *first, *second).hint(hint));
                self.whole = false;
            }
        }
    }

    fn check_object(&mut self, entries: &mut Vec<Entry>, place: Span, schema: &'s Value) -> bool {
        let properties = schema.get("properties").and_then(Value::as_object);
        let others = schema.get("additionalProperties");
        let keys: Vec<&str> = properties
            .into_iter()
            .flat_map(|p| p.keys().map(String::as_str))
            .collect();
        // Keys that are there in some form: their lack is no second finding.
        let mut lost = Vec::new();
        let mut above = None;
        entries.retain_mut(|entry| {
            let above = std::mem::replace(&mut above, whole_number(entry));
            let known = properties.and_then(|p| p.get(&entry.key));
            let open = others.filter(|schema| schema.is_object());
            let Some(schema) = known.or(open) else {
                lost.extend(nearest(&entry.key, keys.iter().copied()).map(str::to_owned));
                self.findings
                    .push(match above.and_then(|above| fraction(&above, entry)) {
                        Some(finding) => finding,
                        None => unknown_key(entry, &keys),
                    });
                return false;
            };
            let kept = self.check(&mut entry.value, schema);
            if !kept {
                self.whole = false;
                lost.push(entry.key.clone());
            }
            kept
        });
        self.check_required(entries, &lost, place, schema)
    }

    fn check_required(
        &mut self,
        entries: &[Entry],
        lost: &[String],
        place: Span,
        schema: &Value,
    ) -> bool {
        let required = schema.get("required").and_then(Value::as_array);
        let mut complete = true;
        for key in required.into_iter().flatten().filter_map(Value::as_str) {
            if entries.iter().any(|entry| entry.key == key) {
                continue;
            }
            complete = false;
            if !lost.iter().any(|lost_key| lost_key == key) {
                self.report(missing_key(key, place, schema));
            }
        }
        complete
    }

    fn report(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }
}

fn has_type(schema: &Value, name: &str) -> bool {
    match schema.get("type") {
        Some(Value::String(one)) => one == name,
        Some(Value::Array(several)) => several.iter().any(|one| one == name),
        _ => false,
    }
}

/// The words that a schema's alternatives allow.
fn words<'s>(branches: &[&'s Value]) -> Vec<&'s str> {
    branches
        .iter()
        .flat_map(|branch| {
            let several = branch.get("enum").and_then(Value::as_array);
            several.into_iter().flatten().chain(branch.get("const"))
        })
        .filter_map(Value::as_str)
        .collect()
}

/// Among several kinds of maps, the one whose obligatory keys are there.
fn choose<'s>(schemas: &[&'s Value], entries: &[Entry]) -> Option<&'s Value> {
    schemas.iter().copied().find(|schema| {
        required_keys(schema).all(|key| entries.iter().any(|entry| entry.key == key))
    })
}

fn required_keys(schema: &Value) -> impl Iterator<Item = &str> {
    let required = schema.get("required").and_then(Value::as_array);
    required.into_iter().flatten().filter_map(Value::as_str)
}

/// The first key or item of a collection: a caret below a whole block helps nobody.
fn first_line(node: &Node) -> Span {
    match &node.kind {
        Kind::Map(entries) => entries.first().map_or(node.span, |entry| entry.key_span),
        Kind::Seq(items) => items.first().map_or(node.span, first_line),
        _ => node.span,
    }
}

fn duplicate_key(key: &str, first: Span, second: Span) -> Diagnostic {
    let message = format!("ключ «{key}» здесь уже есть");
    Diagnostic::error("duplicate-key", second, message)
        .label("второй раз")
        .related(first, "первый раз")
}

fn unknown_key(entry: &Entry, keys: &[&str]) -> Diagnostic {
    let message = format!("неизвестный ключ «{}»", entry.key);
    let finding = Diagnostic::error("unknown-key", entry.key_span, message);
    match nearest(&entry.key, keys.iter().copied()) {
        Some(key) => finding.hint(perhaps(&entry.key, key)),
        None => finding.hint(format!("здесь можно указать: {}", keys.join(", "))),
    }
}

/// «ширина: 26,5» in braces, where the comma begins another key.
fn fraction(above: &str, entry: &Entry) -> Option<Diagnostic> {
    let split = is_whole_number(&entry.key) && matches!(entry.value.kind, Kind::Null);
    split.then(|| {
        let number = format!("{above}.{}", entry.key);
        Diagnostic::error(
            "unknown-key",
            entry.key_span,
            "запятая в скобках начинает новый ключ",
        )
        .hint(format!("дробь пишут с точкой: «{number}»"))
    })
}

/// The entry as written, if its value is a whole number.
fn whole_number(entry: &Entry) -> Option<String> {
    match &entry.value.kind {
        Kind::Scalar(text) if is_whole_number(text) => Some(format!("{}: {text}", entry.key)),
        _ => None,
    }
}

fn is_whole_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn missing_key(key: &str, place: Span, schema: &Value) -> Diagnostic {
    let description = schema["properties"][key]["description"].as_str();
    let message = format!("нет обязательного ключа «{key}»");
    let hint = match description {
        Some(text) => format!("добавьте «{key}: …». {text}"),
        None => format!("добавьте «{key}: …»"),
    };
    Diagnostic::error("missing-key", place, message)
        .label("в этой записи")
        .hint(hint)
}

fn unknown_word(text: &str, span: Span, words: &[&str], branches: &[&Value]) -> Diagnostic {
    let message = format!("значение «{text}» здесь не годится");
    let finding = Diagnostic::error("unknown-value", span, message);
    // «выполнено с нарушением срока»: one word too many said.
    let begun = words.iter().copied().filter(|word| {
        let rest = text.strip_prefix(word);
        rest.is_some_and(|rest| rest.starts_with(' '))
    });
    match nearest(text, words.iter().copied()).or(begun.max_by_key(|word| word.len())) {
        Some(word) => finding.hint(perhaps(text, word)),
        None => {
            let keys = object_keys(branches);
            let or_keys = if keys.is_empty() {
                String::new()
            } else {
                format!(
                    " или, с отступом на новых строках, ключи: {}",
                    keys.join(", ")
                )
            };
            finding.hint(format!("можно указать: {}{or_keys}", quoted(words)))
        }
    }
}

/// The keys of the maps among the alternatives.
fn object_keys<'s>(branches: &[&'s Value]) -> Vec<&'s str> {
    let objects = branches
        .iter()
        .filter_map(|branch| branch.get("properties"));
    objects
        .filter_map(Value::as_object)
        .flat_map(|properties| properties.keys().map(String::as_str))
        .collect()
}

fn no_such_block(entries: &[Entry], place: Span, schemas: &[&Value]) -> Diagnostic {
    let keys: Vec<&str> = schemas.iter().flat_map(|s| required_keys(s)).collect();
    let suggestion = entries
        .iter()
        .find_map(|entry| nearest(&entry.key, keys.iter().copied()).map(|key| (entry, key)));
    let finding = match entries.first() {
        Some(entry) => {
            let message = format!("неизвестный ключ «{}»", entry.key);
            Diagnostic::error("unknown-key", entry.key_span, message)
        }
        None => Diagnostic::error("empty-value", place, "запись пуста"),
    };
    match suggestion {
        Some((entry, key)) => finding.hint(perhaps(&entry.key, key)),
        None => finding.hint(format!("здесь нужен один из ключей: {}", keys.join(", "))),
    }
}

fn wrong_type(span: Span, found: &str, branches: &[&Value]) -> Diagnostic {
    let mut expected: Vec<&str> = Vec::new();
    for (kind, name) in [
        ("string", "текст"),
        ("number", "число"),
        ("integer", "целое число"),
        ("array", "список (строки с «- »)"),
        ("object", "набор ключей"),
    ] {
        if branches.iter().any(|branch| has_type(branch, kind)) {
            expected.push(name);
        }
    }
    let words = words(branches);
    let quoted = quoted(&words);
    if !words.is_empty() {
        expected.push(&quoted);
    }
    let message = format!("ожидалось: {}, а здесь {found}", expected.join(" или "));
    let hint = match (expected[0], found) {
        ("текст", "список") => "уберите скобки или «- »: здесь нужно одно значение",
        ("текст", _) => "напишите значение в одну строку после двоеточия",
        ("список (строки с «- »)", _) => {
            "начните каждое значение с новой строки и «- » или возьмите их в [ ]"
        }
        _ => "напишите ниже, с отступом, пары «ключ: значение»; ключи перечислены в docs/keys.md",
    };
    Diagnostic::error("wrong-type", span, message).hint(hint)
}

fn quoted(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("«{word}»")).collect();
    words.join(", ")
}
