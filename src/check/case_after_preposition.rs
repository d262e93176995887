//! Slips of case after «согласно», «в соответствии», «в целях» and the like ([N-82]).

use std::ops::Range;

use super::wording::{Word, runs};
use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Text;

pub(super) const RULE: Rule = Rule {
    code: "case-after-preposition",
    severity: Severity::Warning,
    explain: "\
После предлога стоит не тот падеж, или потерян второй предлог.

Почему: «согласно» и «по» требуют одного, «в целях» и «во исполнение» — другого. Ошибка в первой строке приказа видна всем.

Пример: «согласно приказа», «в соответствии приказу», «в целях повышению», «во исполнении приказа», «контроль за исполнения», «в течении года», «по окончанию года».

Как исправить: «согласно приказу», «в соответствии с приказом», «в целях повышения», «во исполнение приказа», «контроль за исполнением», «в течение года», «по окончании года». dyak check --fix исправит это сама.",
    local: true,
    check,
};

/// Documents and their like: genitive, dative, instrumental.
const NOUNS: [[&str; 3]; 28] = [
    ["приказа", "приказу", "приказом"],
    ["приказов", "приказам", "приказами"],
    ["плана", "плану", "планом"],
    ["плана-графика", "плану-графику", "планом-графиком"],
    ["графика", "графику", "графиком"],
    ["распоряжения", "распоряжению", "распоряжением"],
    ["письма", "письму", "письмом"],
    ["положения", "положению", "положением"],
    ["постановления", "постановлению", "постановлением"],
    ["решения", "решению", "решением"],
    ["приложения", "приложению", "приложением"],
    ["приложений", "приложениям", "приложениями"],
    ["расписания", "расписанию", "расписанием"],
    ["соглашения", "соглашению", "соглашением"],
    ["поручения", "поручению", "поручением"],
    ["требований", "требованиям", "требованиями"],
    ["рекомендаций", "рекомендациям", "рекомендациями"],
    ["закона", "закону", "законом"],
    ["указа", "указу", "указом"],
    ["договора", "договору", "договором"],
    ["протокола", "протоколу", "протоколом"],
    ["порядка", "порядку", "порядком"],
    ["регламента", "регламенту", "регламентом"],
    ["устава", "уставу", "уставом"],
    ["стандарта", "стандарту", "стандартом"],
    ["списка", "списку", "списком"],
    ["перечня", "перечню", "перечнем"],
    ["пункта", "пункту", "пунктом"],
];

/// What control is over: nominative, genitive, instrumental.
const DEEDS: [[&str; 3]; 6] = [
    ["исполнение", "исполнения", "исполнением"],
    ["выполнение", "выполнения", "выполнением"],
    ["соблюдение", "соблюдения", "соблюдением"],
    ["проведение", "проведения", "проведением"],
    ["реализацию", "реализации", "реализацией"],
    ["организацию", "организации", "организацией"],
];

/// Words of time after which «в течении» is surely «в течение».
const TIMES: [&str; 14] = [
    "года",
    "всего",
    "учебного",
    "календарного",
    "месяца",
    "недели",
    "дня",
    "дней",
    "суток",
    "срока",
    "периода",
    "полугодия",
    "четверти",
    "квартала",
];

/// Parts of the words that begin the traps, for a quick look before a slow one.
const STEMS: [&str; 9] = [
    "огласно",
    "ответстви",
    "целях",
    "сполнен",
    "онтрол",
    "течении",
    "окончанию",
    "завершению",
    "истечению",
];

/// A slip: its bytes, what is wrong, and what should stand there if it is certain.
struct Slip {
    range: Range<usize>,
    message: String,
    instead: Option<String>,
}

/// Finds a slip that begins with the first of the words; the text is their own.
type Trap = fn(&str, &[Word<'_>]) -> Option<Slip>;

const TRAPS: [Trap; 8] = [
    according_to,
    lost_with,
    case_after_with,
    for_purposes,
    in_execution,
    control_over,
    in_course,
    upon_end,
];

/// Bytes of the shortest phrase with a trap, «в течении дня».
const SHORTEST: usize = 22;

fn check(subject: Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let may_have =
        |text: &&Text| text.len() > SHORTEST && STEMS.iter().any(|stem| text.contains(stem));
    for text in subject.texts.iter().filter(may_have) {
        let words: Vec<Word<'_>> = runs(text, |c| c.is_alphanumeric() || c == '-').collect();
        for at in 0..words.len() {
            let slips = TRAPS.iter().filter_map(|trap| trap(text, &words[at..]));
            for slip in slips {
                let place = subject.place(text, slip.range.clone());
                let mut finding = Diagnostic::warning(RULE.code, place, &slip.message);
                if let Some(instead) = &slip.instead {
                    finding = finding.hint(format!("запишите: «{instead}»"));
                    finding = subject.mend(finding, text, slip.range, instead);
                } else {
                    finding = finding.hint("поставьте слова в нужный падеж");
                }
                findings.push(finding);
            }
        }
    }
}

/// The first words if they are these, with only spaces between, and those after them.
fn after<'w, 'a>(text: &str, words: &'w [Word<'a>], wanted: &[&str]) -> Option<&'w [Word<'a>]> {
    let are_wanted = words.len() > wanted.len()
        && wanted
            .iter()
            .zip(words)
            .all(|(wanted, word)| word.is(wanted));
    let rest = words.get(wanted.len()..)?;
    let joined = are_wanted && are_joined(text, &words[..=wanted.len()]);
    joined.then_some(rest)
}

/// Whether only spaces stand between words.
fn are_joined(text: &str, words: &[Word<'_>]) -> bool {
    words.windows(2).all(|pair| {
        let between = &text[pair[0].range().end..pair[1].start];
        between.chars().all(char::is_whitespace)
    })
}

/// The forms of a noun of the table, if the word is the form asked for.
fn noun(word: &Word<'_>, form: usize) -> Option<&'static [&'static str; 3]> {
    NOUNS.iter().find(|forms| word.is(forms[form]))
}

/// «согласно приказа», «согласно утверждённого плана».
fn according_to(text: &str, words: &[Word<'_>]) -> Option<Slip> {
    let rest = after(text, words, &["согласно"])?;
    let adjectives = rest
        .iter()
        .take_while(|word| is_genitive_adjective(word))
        .count();
    let joined = |count: usize| are_joined(text, rest.get(..count).unwrap_or_default());
    let mut dative: Vec<String> = rest[..adjectives].iter().map(dative_adjective).collect();
    let noun = rest.get(adjectives).and_then(|word| noun(word, 0));
    dative.extend(noun.map(|forms| forms[1].to_owned()));
    let count = dative.len();
    if count == 0 || !joined(count) {
        return None;
    }
    Some(Slip {
        range: rest[0].start..rest[count - 1].range().end,
        message: "после «согласно» нужен дательный падеж: кому? чему?".to_owned(),
        // «приказа и плана»: one word mended alone would hide the other.
        instead: (noun.is_some() && !is_listed(text, rest, count)).then(|| dative.join(" ")),
    })
}

/// Whether «и» or a comma follows the first words.
fn is_listed(text: &str, words: &[Word<'_>], count: usize) -> bool {
    let goes_on = words.get(count).is_some_and(|word| word.text == "и");
    let end = words[count - 1].range().end;
    goes_on || text[end..].trim_start().starts_with(',')
}

/// «утверждённого», «настоящего», not «его» and «всего».
fn is_genitive_adjective(word: &Word<'_>) -> bool {
    let is_long = word.text.chars().count() > 5;
    is_long && (word.text.ends_with("ого") || word.text.ends_with("его"))
}

fn dative_adjective(word: &Word<'_>) -> String {
    let stem = &word.text[..word.text.len() - "го".len()];
    format!("{stem}му")
}

/// «в соответствии приказу», «в соответствии приказом».
fn lost_with(text: &str, words: &[Word<'_>]) -> Option<Slip> {
    let rest = after(text, words, &["в", "соответствии"])?;
    let forms = (0..3).find_map(|form| noun(&rest[0], form))?;
    Some(Slip {
        range: rest[0].range(),
        message: "потерян предлог: «в соответствии с»".to_owned(),
        instead: Some(format!("с {}", forms[2])),
    })
}

/// «в соответствии с приказа».
fn case_after_with(text: &str, words: &[Word<'_>]) -> Option<Slip> {
    let rest = after(text, words, &["в", "соответствии", "с"])?;
    let forms = (0..2).find_map(|form| noun(&rest[0], form))?;
    Some(Slip {
        range: rest[0].range(),
        message: "после «в соответствии с» нужен творительный падеж: кем? чем?".to_owned(),
        instead: Some(forms[2].to_owned()),
    })
}

/// «в целях повышению».
fn for_purposes(text: &str, words: &[Word<'_>]) -> Option<Slip> {
    let word = after(text, words, &["в", "целях"])?.first()?;
    let genitive = [
        "ению",
        "анию",
        "ение",
        "ание",
        "ением",
        "анием",
        "цию",
        "цией",
    ]
    .iter()
    .find_map(|ending| Some((word.text.strip_suffix(ending)?, ending)))
    .map(|(stem, ending)| match ending.chars().next() {
        Some('е') => format!("{stem}ения"),
        Some('а') => format!("{stem}ания"),
        _ => format!("{stem}ции"),
    })?;
    Some(Slip {
        range: word.range(),
        message: "после «в целях» нужен родительный падеж: кого? чего?".to_owned(),
        instead: Some(genitive),
    })
}

/// «во исполнении приказа», «во исполнение приказу».
fn in_execution(text: &str, words: &[Word<'_>]) -> Option<Slip> {
    if after(text, words, &["во", "исполнении"]).is_some() {
        return Some(Slip {
            range: words[1].range(),
            message: "на конце пишется «е»: «во исполнение»".to_owned(),
            instead: Some("исполнение".to_owned()),
        });
    }
    let rest = after(text, words, &["во", "исполнение"])?;
    let forms = (1..3).find_map(|form| noun(&rest[0], form))?;
    Some(Slip {
        range: rest[0].range(),
        message: "после «во исполнение» нужен родительный падеж: кого? чего?".to_owned(),
        instead: Some(forms[0].to_owned()),
    })
}

/// «контроль за исполнения», «контроль исполнением».
fn control_over(text: &str, words: &[Word<'_>]) -> Option<Slip> {
    let control = words.first().filter(|word| {
        ["контроль", "контроля", "контролю", "контролем"]
            .iter()
            .any(|form| word.is(form))
    })?;
    let next = words.get(1).filter(|_| are_joined(text, &words[..2]))?;
    if !next.is("за") {
        let forms = DEEDS.iter().find(|forms| next.is(forms[2]))?;
        return Some(Slip {
            range: next.range(),
            message: format!("потерян предлог: «{} за»", control.text),
            instead: Some(format!("за {}", forms[2])),
        });
    }
    let deed = words.get(2).filter(|_| are_joined(text, &words[..3]))?;
    let forms = DEEDS
        .iter()
        .find(|forms| deed.is(forms[0]) || deed.is(forms[1]))?;
    Some(Slip {
        range: deed.range(),
        message: "после «контроль за» нужен творительный падеж: кем? чем?".to_owned(),
        instead: Some(forms[2].to_owned()),
    })
}

/// «в течении года».
fn in_course(text: &str, words: &[Word<'_>]) -> Option<Slip> {
    let rest = after(text, words, &["в", "течении"])?;
    let is_time = TIMES.iter().any(|time| rest[0].is(time))
        || rest[0].text.starts_with(|c: char| c.is_ascii_digit());
    is_time.then(|| Slip {
        range: words[1].range(),
        message: "о времени пишется «в течение»".to_owned(),
        instead: Some("течение".to_owned()),
    })
}

/// «по окончанию года».
fn upon_end(text: &str, words: &[Word<'_>]) -> Option<Slip> {
    after(text, words, &["по"])?;
    let (written, right) = [
        ("окончанию", "окончании"),
        ("завершению", "завершении"),
        ("истечению", "истечении"),
    ]
    .into_iter()
    .find(|pair| words[1].is(pair.0))?;
    // «работа по завершению ремонта» is right.
    let begins = text[..words[0].start].trim_end();
    let is_time = written != "завершению" || begins.is_empty() || begins.ends_with(['.', ',']);
    is_time.then(|| Slip {
        range: words[1].range(),
        message: format!("о времени пишется «по {right}»"),
        instead: Some(right.to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slips(text: &str) -> Vec<Option<String>> {
        let words: Vec<Word<'_>> = runs(text, |c| c.is_alphanumeric() || c == '-').collect();
        let mut all = Vec::new();
        for at in 0..words.len() {
            let slips = TRAPS.iter().filter_map(|trap| trap(text, &words[at..]));
            all.extend(slips.map(|slip| slip.instead));
        }
        all
    }

    #[test]
    fn slips_are_mended_where_it_is_certain() {
        for (text, instead) in [
            ("Согласно приказа отдела", "приказу"),
            (
                "согласно утверждённого плана-графика",
                "утверждённому плану-графику",
            ),
            ("в соответствии приказа", "с приказом"),
            ("В соответствии с приказа", "приказом"),
            ("в целях улучшению", "улучшения"),
            ("В целях реализацию", "реализации"),
            ("во исполнении приказа", "исполнение"),
            ("Во исполнение приказу", "приказа"),
            ("контроль за исполнения приказа", "исполнением"),
            ("Контроль исполнением", "за исполнением"),
            ("в течении учебного года", "течение"),
            ("По окончанию года", "окончании"),
        ] {
            assert_eq!(slips(text), [Some(instead.to_owned())], "{text}");
        }
        assert_eq!(slips("согласно прилагаемого отчёта"), [None]);
    }

    #[test]
    fn right_phrases_pass() {
        for text in [
            "согласно приказу",
            "согласно его плану",
            "согласно, плана нет",
            "в соответствии с приказом",
            "в соответствии с Циклограммой",
            "в целях повышения качества",
            "в целях и задачах",
            "во исполнение приказа",
            "контроль за исполнением",
            "контроль исполнения",
            "административный контроль за тем",
            "в течение года",
            "в течении реки",
            "работа по завершению ремонта",
            "по плану",
        ] {
            assert_eq!(slips(text), [], "{text}");
        }
    }
}
