//! Mistakes of YAML syntax, said so that a clerk can mend them.

use serde_saphyr::budget::BudgetBreach;
use serde_saphyr::granit_parser::ErrorKind;
use serde_saphyr::{Error, ExternalMessageSource};

use super::slip;
use crate::diagnostic::{Diagnostic, Source, SourceId, Span};

/// The finding for an error of the YAML parser.
pub(super) fn finding(error: &Error, id: SourceId, source: &Source) -> Diagnostic {
    let error = error.without_snippet();
    let span = place(error, id, source);
    match error {
        Error::Budget { breach, .. } => budget(breach, span),
        Error::UnknownAnchor { .. } => alias(span),
        Error::AliasError { .. } => alias(span),
        Error::MultipleDocuments { .. } => syntax(
            span,
            "в файле несколько документов YAML",
            "уберите строку «---»: в файле должен быть один документ",
        ),
        Error::ExternalMessage { source: origin, .. } => match &**origin {
            ExternalMessageSource::Parser(error) => parser(error.kind(), span, &source.text),
            _ => unreadable(span),
        },
        _ => unreadable(span),
    }
}

/// The place of an error: the character the parser stopped at.
fn place(error: &Error, id: SourceId, source: &Source) -> Span {
    let text = &source.text;
    let start = error.location().map_or(text.len(), |location| {
        // Errors of the parser know line and column, but not always the byte.
        let number = |value: u64| usize::try_from(value).unwrap_or(usize::MAX);
        source.offset(number(location.line()), number(location.column()))
    });
    let width = text[start..]
        .chars()
        .next()
        .filter(|c| !matches!(c, '\n' | '\r'))
        .map_or(0, char::len_utf8);
    Span::new(id, start, start + width)
}

fn syntax(span: Span, message: &str, hint: &str) -> Diagnostic {
    Diagnostic::error("yaml-syntax", span, message).hint(hint)
}

fn unreadable(span: Span) -> Diagnostic {
    syntax(
        span,
        "здесь нарушен порядок записи YAML",
        "проверьте отступы, двоеточия и кавычки в этой строке и в строке над ней",
    )
}

fn alias(span: Span) -> Diagnostic {
    Diagnostic::error(
        "yaml-alias",
        span,
        "ссылки YAML («*имя») в деле не используются",
    )
    .hint("напишите значение целиком или дайте исполнителю id и ссылайтесь на него")
}

fn budget(breach: &BudgetBreach, span: Span) -> Diagnostic {
    match breach {
        BudgetBreach::Aliases { .. } | BudgetBreach::AliasAnchorRatio { .. } => alias(span),
        BudgetBreach::Depth { .. } => syntax(
            span,
            "слишком глубокая вложенность",
            "так глубоко данные дела не вкладываются: проверьте отступы",
        ),
        _ => syntax(
            span,
            "файл слишком велик для дела",
            "разделите план на несколько дел",
        ),
    }
}

/// Messages for what clerks do wrong; the rest gets a general one.
fn parser(kind: &ErrorKind, span: Span, text: &str) -> Diagnostic {
    use ErrorKind as K;
    if let Some(found) = indenting_tab(span, text) {
        return found;
    }
    if let Some(found) = open_quote(span, text) {
        return found;
    }
    if let Some(found) = slip::behind(span, text) {
        return found;
    }
    match kind {
        K::TabNotAllowed
        | K::TabInBlockIndentation
        | K::TabInIndentation
        | K::TabAtBlockScalarStart
        | K::TabInPlainScalar => tab(span),
        _ if follows_braces(span, text) => syntax(
            span,
            "после «}» есть ещё текст",
            "значение, которое начинается с «{», берут в кавычки целиком: \"{срок} представить отчёт\"",
        ),
        K::MappingValueNotAllowed | K::InvalidColonPlacement | K::InvalidMappingValueWhitespace => {
            syntax(
                span,
                "двоеточие с пробелом внутри текста",
                "возьмите весь текст после ключа в кавычки: \"…\" — или перенесите его на новую строку после знака «>-»",
            )
        }
        K::SimpleKeyExpected | K::InvalidSimpleKey => syntax(
            span,
            "строка не похожа на «ключ: значение»",
            "после ключа нужны двоеточие и пробел; продолжение длинного текста пишут с бо́льшим отступом после «>-»",
        ),
        K::UnclosedQuotedScalar | K::DocumentIndicatorInQuotedScalar => syntax(
            span,
            "кавычка открыта и не закрыта",
            "поставьте закрывающую кавычку; внутри текста пользуйтесь «ёлочками»",
        ),
        K::InvalidTrailingDoubleQuotedScalar | K::InvalidTrailingSingleQuotedScalar => syntax(
            span,
            "после закрывающей кавычки есть ещё текст",
            "если текст начинается с названия, пишите его в «ёлочках», а не в прямых кавычках",
        ),
        K::UnknownQuotedScalarEscape | K::InvalidQuotedScalarHexEscape => syntax(
            span,
            "обратная черта внутри кавычек",
            "уберите «\\» или возьмите текст в одинарные кавычки: '…'",
        ),
        K::InvalidIndentation
        | K::ExpectedBlockMappingKey
        | K::ExpectedBlockSequenceEntry
        | K::BlockSequenceEntryNotAllowed
        | K::MappingKeyNotAllowed
        | K::InvalidQuotedScalarIndent
        | K::InvalidBlockScalarIndent
        | K::InvalidFlowScalarIndent
        | K::UnexpectedEofBlockMapping
        | K::UnexpectedEofBlockSequence => syntax(
            span,
            "неверный отступ",
            "ключи одного уровня начинаются с одного и того же столбца; проверьте эту строку и строку над ней",
        ),
        K::ExpectedFlowSequenceSeparator | K::UnexpectedEofFlowSequence => syntax(
            span,
            "список в квадратных скобках не закончен",
            "разделяйте значения запятыми и закройте скобку «]»",
        ),
        K::ExpectedFlowMappingSeparator
        | K::UnexpectedEofFlowMapping
        | K::UnexpectedEofImplicitFlowMapping => syntax(
            span,
            "запись в фигурных скобках не закончена",
            "разделяйте пары «ключ: значение» запятыми и закройте скобку «}»; текст, который начинается с «{», берут в кавычки",
        ),
        K::UnclosedFlowCollection { .. }
        | K::MisplacedFlowCollectionEnd
        | K::MismatchedFlowCollectionEnd { .. } => syntax(
            span,
            "скобки не парные",
            "каждой «[» нужна «]», каждой «{» нужна «}»",
        ),
        K::UnknownAnchor => alias(span),
        K::UnexpectedCharacter { .. }
        | K::MissingAnchorOrAliasName
        | K::PlainScalarStartsWithDashFlowIndicator => syntax(
            span,
            "с этого знака значение начинаться не может",
            "возьмите значение в кавычки",
        ),
        _ => unreadable(span),
    }
}

/// A tab that indents the line of a mistake or the one below: the parser, which
/// counts a tab as nothing, is often a line behind.
fn indenting_tab(span: Span, text: &str) -> Option<Diagnostic> {
    let from = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let mut start = from;
    for line in text[from..].split_inclusive('\n').take(2) {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(at) = line[..indent].find('\t') {
            return Some(tab(Span::new(span.source, start + at, start + at + 1)));
        }
        start += line.len();
    }
    None
}

/// A value that opens a quote and does not close it on its line, above a mistake:
/// the parser runs on and stumbles far below.
fn open_quote(span: Span, text: &str) -> Option<Diagnostic> {
    let upto = text[span.start..]
        .find('\n')
        .map_or(text.len(), |at| span.start + at);
    let mut start = upto;
    for line in text[..upto].split_inclusive('\n').rev() {
        start -= line.len();
        let Some(at) = opening_quote(line) else {
            continue;
        };
        let quote = &line[at..=at];
        if line[at + 1..].contains(quote) {
            return None;
        }
        let span = Span::new(span.source, start + at, start + at + 1);
        let hint = "поставьте закрывающую кавычку; внутри текста пользуйтесь «ёлочками»";
        return Some(syntax(span, "кавычка открыта и не закрыта", hint));
    }
    None
}

/// Where in a line a quoted value begins.
fn opening_quote(line: &str) -> Option<usize> {
    [": \"", ": '", "- \"", "- '"]
        .into_iter()
        .filter_map(|mark| line.find(mark).map(|at| at + 2))
        .min()
}

/// Whether a mistake stands behind «…}» on its line.
fn follows_braces(span: Span, text: &str) -> bool {
    let line = text[..span.start].rsplit('\n').next().unwrap_or("");
    let rest = text[span.start..].split('\n').next().unwrap_or("");
    let opened = line.find(": {").or_else(|| line.find("- {"));
    let closed = line.rfind('}');
    matches!((opened, closed), (Some(open), Some(close)) if open < close) && !rest.trim().is_empty()
}

fn tab(span: Span) -> Diagnostic {
    Diagnostic::error("yaml-tab", span, "знак табуляции вместо пробелов")
        .label("здесь")
        .hint("отступы в YAML делают только пробелами: замените табуляцию двумя пробелами")
}
