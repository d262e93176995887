//! A phrase as parts, items and words that are no items.

use super::grammar;
use super::syntax::{Item, Placed, Shape};
use super::tokens::{Kind, Token};
use super::words;
use super::{Code, Finding, Weight};

/// A phrase taken apart.
#[derive(Debug, Default)]
pub(super) struct Phrase {
    /// What `;` divides; each part holds its items in order.
    pub parts: Vec<Vec<Placed>>,
    /// Words not understood and other doubts about the build of the phrase.
    pub findings: Vec<Finding>,
}

/// A run of tokens of one nature.
#[derive(Debug)]
enum Segment {
    Item(Placed),
    /// Words that mean nothing here, as tokens `from..to`.
    Words(usize, usize),
    /// `,` or «и».
    Separator,
    /// A dash or a colon.
    Dash,
    /// `;`
    Break,
}

/// Takes a phrase apart.
pub(super) fn compose(tokens: &[Token]) -> Phrase {
    let mut segments = Vec::new();
    let mut findings = Vec::new();
    split(tokens, 0, 0, &mut segments, &mut findings);
    name_plans(&mut segments);
    judge_words(&segments, tokens, &mut findings);
    missing_separators(&segments, &mut findings);
    stray_dashes(&segments, &mut findings);
    years_beside_others(&segments, &mut findings);
    let mut parts = vec![Vec::new()];
    for segment in segments {
        match segment {
            Segment::Break => parts.push(Vec::new()),
            Segment::Item(placed) => parts.last_mut().expect("never empty").push(placed),
            Segment::Words(..) | Segment::Separator | Segment::Dash => {}
        }
    }
    parts.retain(|part| !part.is_empty());
    Phrase { parts, findings }
}

/// Brackets within brackets that are still read.
const DEEPEST: usize = 4;

/// Cuts tokens into segments; `base` is the place of the first in the phrase, `depth`
/// the number of brackets around them.
fn split(
    tokens: &[Token],
    base: usize,
    depth: usize,
    segments: &mut Vec<Segment>,
    findings: &mut Vec<Finding>,
) {
    let mut at = 0;
    let mut open_ended = false;
    while let Some(token) = tokens.get(at) {
        if let Some(("перенос" | "кроме" | "исключая" | "включая", length)) = aside(&tokens[at..])
        {
            add_words(segments, base + at, length);
            at += length;
            continue;
        }
        if let Some((item, used)) = grammar::item(&tokens[at..]) {
            let taken = &tokens[at..at + used];
            let before = at.checked_sub(1).map(|before| &tokens[before]);
            let after_words = matches!(segments.last(), Some(Segment::Words(..)));
            if (open_ended || after_words) && belongs_to_name(&item, taken, before) {
                add_words(segments, base + at, used);
            } else {
                open_ended = matches!(item, Item::External { .. } | Item::Conditional { .. });
                segments.push(Segment::Item(Placed {
                    range: token.range.start..tokens[at + used - 1].range.end,
                    item,
                }));
            }
            at += used;
            continue;
        }
        match token.kind {
            Kind::Sign('(') => {
                let inner = inside_brackets(&tokens[at + 1..]);
                if depth < DEEPEST {
                    let within = &tokens[at + 1..at + 1 + inner];
                    bracketed(within, base + at + 1, depth + 1, segments, findings);
                }
                at += inner + 1;
            }
            Kind::Sign(';') => {
                segments.push(Segment::Break);
                open_ended = false;
            }
            Kind::Sign(',' | '/') => segments.push(Segment::Separator),
            Kind::Dash | Kind::Sign(':') => segments.push(Segment::Dash),
            Kind::Sign('.' | ')') => {}
            _ if token.word() == Some("и") => segments.push(Segment::Separator),
            _ => add_words(segments, base + at, 1),
        }
        at += 1;
    }
}

/// The first word, and how many tokens stand before the next comma: dates among
/// them, as in «перенос с 3 января», are no deadline.
fn aside(tokens: &[Token]) -> Option<(&str, usize)> {
    let ends = |token: &Token| token.is(',') || token.is(';') || token.is(')');
    let length = tokens.iter().position(ends).unwrap_or(tokens.len());
    Some((tokens.first()?.word()?, length))
}

/// «по плану» is somebody's if words follow that say whose.
fn name_plans(segments: &mut [Segment]) {
    for index in 1..segments.len() {
        let (before, after) = segments.split_at_mut(index);
        if let (
            Some(Segment::Item(Placed {
                item: Item::External { named },
                ..
            })),
            Segment::Words(..),
        ) = (before.last_mut(), &after[0])
        {
            *named = true;
        }
    }
}

fn add_words(segments: &mut Vec<Segment>, at: usize, count: usize) {
    match segments.last_mut() {
        Some(Segment::Words(_, to)) if *to == at => *to += count,
        _ => segments.push(Segment::Words(at, at + count)),
    }
}

/// «по плану на 2022 год», «по итогам ВПР 2022»: the year names the plan.
fn belongs_to_name(item: &Item, taken: &[Token], before: Option<&Token>) -> bool {
    let Item::Stretches(stretches) = item else {
        return matches!(item, Item::Duration { .. });
    };
    let first = &taken[0];
    if matches!(first.word(), Some("на" | "за")) {
        return true;
    }
    let is_year = |shape: Shape| {
        matches!(
            shape,
            Shape::Holidays
                | Shape::SchoolQuarter(_)
                | Shape::Year
                | Shape::Years { .. }
                | Shape::SchoolYear { .. }
                | Shape::HalfYear(_)
                | Shape::Quarter(_)
                | Shape::SchoolHalf(_)
        )
    };
    let is_bare = !matches!(first.word(), Some("в" | "втечение" | "весь"));
    let is_apart = before.is_some_and(|token| token.is(',') || token.kind == Kind::Dash);
    is_bare && !is_apart && stretches.iter().all(|stretch| is_year(stretch.shape))
}

/// How many tokens stand before the bracket that closes.
fn inside_brackets(tokens: &[Token]) -> usize {
    let mut depth = 1;
    for (at, token) in tokens.iter().enumerate() {
        if token.is('(') {
            depth += 1;
        } else if token.is(')') {
            depth -= 1;
        }
        if depth == 0 {
            return at;
        }
    }
    tokens.len()
}

/// What brackets hold is read if all of it is understood, and a remark otherwise.
fn bracketed(
    tokens: &[Token],
    base: usize,
    depth: usize,
    segments: &mut Vec<Segment>,
    findings: &mut Vec<Finding>,
) {
    let mut inner = Vec::new();
    split(tokens, base, depth, &mut inner, findings);
    if takes_back(tokens) {
        findings.push(not_understood(tokens, false));
    }
    let is_item = |segment: &Segment| matches!(segment, Segment::Item(_));
    let is_dated = |segment: &Segment| {
        matches!(
            segment,
            Segment::Item(Placed {
                item: Item::Range(..) | Item::By { .. },
                ..
            })
        )
    };
    let mut open_ended = false;
    let understood = inner.iter().any(is_item)
        && inner.iter().all(|segment| match segment {
            Segment::Item(placed) => {
                open_ended = matches!(
                    placed.item,
                    Item::External { .. } | Item::Conditional { .. }
                );
                true
            }
            Segment::Words(..) => open_ended,
            _ => true,
        });
    if understood {
        segments.push(Segment::Separator);
        segments.extend(inner);
    } else if let (true, Some(first), Some(last)) =
        (inner.iter().any(is_dated), tokens.first(), tokens.last())
    {
        findings.push(Finding {
            code: Code::NotUnderstood,
            weight: Weight::Hint,
            range: first.range.start..last.range.end,
            message: "даты в скобках сочтены пояснением".to_owned(),
            instead: None,
        });
    }
}

/// Reports words that may have changed the meaning.
fn judge_words(segments: &[Segment], tokens: &[Token], findings: &mut Vec<Finding>) {
    let mut last_item: Option<&Item> = None;
    for (index, segment) in segments.iter().enumerate() {
        match segment {
            Segment::Item(placed) => last_item = Some(&placed.item),
            Segment::Break => last_item = None,
            Segment::Words(from, to) => {
                let words = &tokens[*from..*to];
                let absorbed = matches!(
                    last_item,
                    Some(Item::External { .. } | Item::Conditional { .. })
                );
                let label = matches!(
                    segments.get(index + 1),
                    Some(Segment::Dash | Segment::Item(_))
                ) && segments[index..]
                    .iter()
                    .any(|s| matches!(s, Segment::Item(_)))
                    && (matches!(segments.get(index + 1), Some(Segment::Dash)) || is_lead(words));
                let remark = index > 0 && matches!(segments[index - 1], Segment::Dash);
                if is_harmless(words) {
                    continue;
                }
                if let Some(finding) = misspelt(words) {
                    findings.push(finding);
                } else if !(absorbed || label && !takes_back(words)) {
                    findings.push(not_understood(words, remark && last_item.is_some()));
                }
            }
            Segment::Separator | Segment::Dash => {}
        }
    }
}

/// «отменено – май 2022»: words that make nothing of the deadline beside them.
fn takes_back(words: &[Token]) -> bool {
    words.iter().filter_map(Token::word).any(|word| {
        ["отмен", "перенес", "исключ", "кроме", "снят"]
            .iter()
            .any(|stem| word.starts_with(stem))
    })
}

/// «Срок», «дата»: words before a deadline that say it is one.
fn is_lead(words: &[Token]) -> bool {
    words.iter().all(|token| {
        matches!(
            token.word(),
            Some("срок" | "сроки" | "дата" | "даты" | "исполнения" | "проведения" | "итого")
        )
    })
}

/// Words that change nothing: «включительно», «перенос с 3 января», «для учителей».
fn is_harmless(words: &[Token]) -> bool {
    match words[0].word() {
        Some("включая" | "для") => true,
        // «перенос с 3 января» tells where the day comes from, «на …» where it goes.
        Some("перенос") => words.get(1).and_then(Token::word) != Some("на"),
        _ => words.iter().all(|token| {
            matches!(
                token.word(),
                Some("включительно" | "г" | "гг" | "а" | "также")
            )
        }),
    }
}

fn not_understood(words: &[Token], is_remark: bool) -> Finding {
    Finding {
        code: Code::NotUnderstood,
        weight: if is_remark {
            Weight::Hint
        } else {
            Weight::Warning
        },
        range: words[0].range.start..words[words.len() - 1].range.end,
        message: if is_remark {
            "эти слова сочтены пояснением к сроку".to_owned()
        } else {
            "эти слова не поняты".to_owned()
        },
        instead: None,
    }
}

/// Words that a slip of the finger turns into others.
const VOCABULARY: &[&str] = &[
    "январь",
    "января",
    "февраль",
    "февраля",
    "марта",
    "апрель",
    "апреля",
    "июнь",
    "июня",
    "июль",
    "июля",
    "август",
    "августа",
    "сентябрь",
    "сентября",
    "октябрь",
    "октября",
    "ноябрь",
    "ноября",
    "декабрь",
    "декабря",
    "ежемесячно",
    "ежеквартально",
    "ежегодно",
    "еженедельно",
    "квартал",
    "квартала",
    "полугодие",
    "полугодия",
    "учебного",
    "течение",
    "позднее",
    "каждый",
    "каждого",
];

fn misspelt(words: &[Token]) -> Option<Finding> {
    words.iter().find_map(|token| {
        let word = token.word()?;
        let near = similar(word)?;
        Some(Finding {
            code: Code::NotUnderstood,
            weight: Weight::Warning,
            range: token.range.clone(),
            message: format!("слово не понято; возможно, «{near}»"),
            instead: None,
        })
    })
}

/// The word of deadlines that differs by a letter, or by two if it is long.
fn similar(word: &str) -> Option<&'static str> {
    let length = word.chars().count();
    if length < 4
        || VOCABULARY.contains(&word)
        || words::month(word).is_some()
        || matches!(word, "карта" | "парта" | "карты" | "течении")
    {
        return None;
    }
    let allowed = if length < 7 { 1 } else { 2 };
    // Cheap tests first: most words resemble none.
    let may_match = |known: &str| {
        known.chars().count().abs_diff(length) <= allowed
            && (known.chars().next() == word.chars().next()
                || known.chars().last() == word.chars().last())
    };
    VOCABULARY
        .iter()
        .copied()
        .find(|known| may_match(known) && strsim::damerau_levenshtein(word, known) <= allowed)
}

/// «январь 2022 года июнь 2022 года»: a list whose separator is lost; «с 01.11.2023
/// 30.11.2023»: a range without «по».
fn missing_separators(segments: &[Segment], findings: &mut Vec<Finding>) {
    for pair in segments.windows(2) {
        let [Segment::Item(first), Segment::Item(second)] = pair else {
            continue;
        };
        let message = match &first.item {
            // «в 10-дневный срок после 01.03», «10 дней с 1 июня»: a term and its start.
            Item::Conditional { .. } | Item::Duration { .. }
                if matches!(second.item, Item::From(_)) =>
            {
                "не понято, как связаны эти слова с теми, что перед ними"
            }
            _ if !is_listed(&second.item) => continue,
            Item::From(_) => "перед этими словами потеряно «по»",
            item if is_listed(item) => "перед этими словами потеряна запятая",
            _ => continue,
        };
        findings.push(Finding {
            code: Code::Typing,
            weight: Weight::Warning,
            range: second.range.clone(),
            message: message.to_owned(),
            instead: None,
        });
    }
}

/// «апрель-май-июнь»: a dash that no range took.
fn stray_dashes(segments: &[Segment], findings: &mut Vec<Finding>) {
    for triple in segments.windows(3) {
        let [Segment::Item(first), Segment::Dash, Segment::Item(second)] = triple else {
            continue;
        };
        if is_listed(&first.item) && is_listed(&second.item) {
            findings.push(Finding {
                code: Code::Typing,
                weight: Weight::Warning,
                range: first.range.end..second.range.end,
                message: "не понятно, что значит это тире".to_owned(),
                instead: None,
            });
        }
    }
}

/// «2022 год, май»: is it a year beside a month, or the month of that year?
fn years_beside_others(segments: &[Segment], findings: &mut Vec<Finding>) {
    let items = || {
        segments.iter().filter_map(|segment| match segment {
            Segment::Item(placed) => Some(placed),
            _ => None,
        })
    };
    let is_year = |item: &Item| match item {
        Item::Stretches(all) => all.iter().any(|one| {
            matches!(one.shape, Shape::Year | Shape::Years { .. }) && one.year.is_some()
        }),
        _ => false,
    };
    if !items().any(|placed| is_listed(&placed.item)) {
        return;
    }
    for placed in items().filter(|placed| is_year(&placed.item)) {
        findings.push(Finding {
            code: Code::NotUnderstood,
            weight: Weight::Warning,
            range: placed.range.clone(),
            message: "не ясно, относится ли этот год к срокам рядом".to_owned(),
            instead: None,
        });
    }
}

fn is_listed(item: &Item) -> bool {
    match item {
        Item::Stretches(stretches) => stretches.iter().all(|stretch| stretch.shape.wants_year()),
        Item::Range(..) => true,
        _ => false,
    }
}
