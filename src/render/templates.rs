//! Templates: the built-in ones, a dossier's own in their place, and what goes
//! wrong with them, told with file, line and column.

use std::io::Write;
use std::sync::LazyLock;

use tera::{Context as Values, Error, ErrorKind, Kwargs, State, StringInput, Tera};

use super::context::upper_first;
use super::origin;
use crate::diagnostic::{Diagnostic, SourceId, Sources, Span, nearest};
use crate::document::Document;
use crate::document::markup::{self, MarkupError};
use crate::language::counted;

/// The built-in templates: name and text.
pub const BUILT_IN: [(&str, &str); 19] = [
    (
        "acquaintance.xml",
        include_str!("../../templates/acquaintance.xml"),
    ),
    (
        "amendment.xml",
        include_str!("../../templates/amendment.xml"),
    ),
    ("common.xml", include_str!("../../templates/common.xml")),
    (
        "consolidated.xml",
        include_str!("../../templates/consolidated.xml"),
    ),
    ("letter.xml", include_str!("../../templates/letter.xml")),
    (
        "order-parts.xml",
        include_str!("../../templates/order-parts.xml"),
    ),
    (
        "comparison.xml",
        include_str!("../../templates/comparison.xml"),
    ),
    ("marks.xml", include_str!("../../templates/marks.xml")),
    ("order.xml", include_str!("../../templates/order.xml")),
    ("plan.xml", include_str!("../../templates/plan.xml")),
    (
        "plan-parts.xml",
        include_str!("../../templates/plan-parts.xml"),
    ),
    ("report.xml", include_str!("../../templates/report.xml")),
    (
        "school-report.xml",
        include_str!("../../templates/school-report.xml"),
    ),
    ("reminder.xml", include_str!("../../templates/reminder.xml")),
    (
        "indicator-parts.xml",
        include_str!("../../templates/indicator-parts.xml"),
    ),
    (
        "text-parts.xml",
        include_str!("../../templates/text-parts.xml"),
    ),
    (
        "programme.xml",
        include_str!("../../templates/programme.xml"),
    ),
    (
        "school-programme.xml",
        include_str!("../../templates/school-programme.xml"),
    ),
    ("analysis.xml", include_str!("../../templates/analysis.xml")),
];

/// The templates of one dossier, ready to render.
pub(super) struct Templates {
    /// Name, text and, for a dossier's own, its source.
    files: Vec<(String, String, Option<SourceId>)>,
    /// `None` stands for the built-in set, which is made ready once.
    own: Option<Tera>,
}

impl Templates {
    /// Puts a dossier's own templates in place of the built-in ones.
    ///
    /// # Errors
    /// Findings about templates that cannot be read, or that replace nothing.
    pub(super) fn new(
        overrides: &[(String, SourceId)],
        sources: &mut Sources,
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut files: Vec<(String, String, Option<SourceId>)> = BUILT_IN
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned(), None))
            .collect();
        let mut findings = Vec::new();
        for (name, source) in overrides {
            let text = sources.get(*source).text.to_string();
            match files.iter_mut().find(|(known, _, _)| known == name) {
                Some(file) => *file = (name.clone(), text, Some(*source)),
                None => findings.push(unknown_template(name, *source)),
            }
        }
        let mut templates = Self { files, own: None };
        if !overrides.is_empty() {
            match prepare(templates.texts()) {
                Ok(tera) => templates.own = Some(tera),
                Err(error) => findings.push(templates.finding(&error, sources)),
            }
        }
        if findings.is_empty() {
            Ok(templates)
        } else {
            Err(findings)
        }
    }

    /// Renders a template to markup.
    ///
    /// # Errors
    /// A finding at the place in the template.
    pub(super) fn markup(
        &self,
        name: &str,
        values: &Values,
        sources: &mut Sources,
    ) -> Result<String, Diagnostic> {
        static BUILT_IN_TERA: LazyLock<Tera> = LazyLock::new(|| {
            prepare(BUILT_IN.iter().copied()).expect("the built-in templates are sound")
        });
        let tera = self.own.as_ref().unwrap_or(&BUILT_IN_TERA);
        let mut markup = Limited::default();
        match tera.render_to(name, values, &mut markup) {
            Ok(()) => Ok(without_blank_lines(&String::from_utf8_lossy(&markup.bytes))),
            Err(_) if markup.is_full => Err(endless(self.source(name, sources))),
            Err(error) => Err(self.finding(&error, sources)),
        }
    }

    /// Reads markup that [`Self::markup`] gave.
    ///
    /// # Errors
    /// Findings at the places in templates where the wrong markup was written.
    pub(super) fn document(
        &self,
        name: &str,
        values: &Values,
        markup: &str,
        sources: &mut Sources,
    ) -> Result<Document, Vec<Diagnostic>> {
        let errors = match markup::parse(markup) {
            Ok(document) => return Ok(document),
            Err(errors) => errors,
        };
        let marked = self
            .files
            .iter()
            .map(|(name, text, _)| (name.as_str(), origin::mark(name, text)));
        let marked: Vec<(&str, String)> = marked.collect();
        let again = prepare(marked.iter().map(|(name, text)| (*name, text.as_str())))
            .and_then(|tera| tera.render(name, values))
            .map_or(Ok(()), |markup| markup::parse(&markup).map(|_| ()));
        let errors = again.err().unwrap_or(errors);
        Err(errors
            .iter()
            .map(|error| self.misplaced(name, error, sources))
            .collect())
    }

    fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files
            .iter()
            .map(|(name, text, _)| (name.as_str(), text.as_str()))
    }

    fn misplaced(&self, name: &str, error: &MarkupError, sources: &mut Sources) -> Diagnostic {
        let mark = error.origin.as_deref().and_then(origin::read);
        let (name, offset) = mark.unwrap_or((name, 0));
        let source = self.source(name, sources);
        let text = &sources.get(source).text;
        let end = text[offset..]
            .find(['>', ' ', '\n', '/'])
            .map_or(text.len(), |end| offset + end.max(1));
        Diagnostic::error(
            "template-markup",
            Span::new(source, offset, end),
            &error.message,
        )
        .hint("элементы и атрибуты разметки описаны в docs/markup.md")
    }

    /// The source of a template; a built-in one is added when first needed.
    fn source(&self, name: &str, sources: &mut Sources) -> SourceId {
        let file = self.files.iter().find(|(known, _, _)| known == name);
        match file {
            Some((_, _, Some(source))) => *source,
            Some((name, text, None)) => {
                let path = format!("templates/{name} (встроенный)");
                sources
                    .find(path.as_ref())
                    .unwrap_or_else(|| sources.add(path, text.as_str()))
            }
            None => sources.add(name, ""),
        }
    }

    /// A finding for an error of Tera.
    fn finding(&self, error: &Error, sources: &mut Sources) -> Diagnostic {
        match error.kind() {
            ErrorKind::SyntaxError(report) => {
                let source = self.source(report.filename(), sources);
                let range = report.span().range.clone();
                let span = Span::new(source, range.start, range.end);
                syntax(span, report.message())
            }
            ErrorKind::RenderingError(report) => {
                let source = self.source(report.filename(), sources);
                let range = report.span().range.clone();
                let span = Span::new(source, range.start, range.end);
                rendering(span, report.message())
            }
            other => self.assembly(&other.to_string(), sources),
        }
    }

    /// A finding for templates that do not fit together; Tera gives it as a report
    /// whose second line is «--> name:line:column».
    fn assembly(&self, report: &str, sources: &mut Sources) -> Diagnostic {
        let mut lines = report.lines();
        let message = lines
            .next()
            .unwrap_or_default()
            .trim_start_matches("error: ");
        let text = format!("шаблоны не складываются: {message}");
        let place = lines.next().and_then(|line| {
            let mut parts = line.trim().strip_prefix("--> ")?.rsplitn(3, ':');
            let column: usize = parts.next()?.parse().ok()?;
            let line: usize = parts.next()?.parse().ok()?;
            Some((parts.next()?, line, column))
        });
        let Some((name, line, column)) = place else {
            return Diagnostic::error_without_place("template-error", text);
        };
        let source = self.source(name, sources);
        let offset = sources.get(source).offset(line, column);
        Diagnostic::error(
            "template-error",
            Span::new(source, offset, offset + 1),
            text,
        )
        .hint("проверьте имя; фильтры и части шаблонов описаны в docs/markup.md")
    }
}

/// Makes a set of templates ready; filters come first, for Tera checks their names.
fn prepare<'t>(files: impl Iterator<Item = (&'t str, &'t str)>) -> Result<Tera, Error> {
    let mut tera = Tera::new();
    tera.register_filter("upper_first", |text: StringInput, _: Kwargs, _: &State| {
        text.inherit_safety(upper_first(text.as_str().trim()))
    });
    tera.register_filter(
        "closed",
        |text: StringInput, arguments: Kwargs, _: &State| {
            let mark = arguments.must_get::<&str>("mark")?;
            Ok(text.inherit_safety(closed(text.as_str(), mark)))
        },
    );
    tera.register_filter(
        "ended",
        |text: StringInput, arguments: Kwargs, _: &State| {
            let mark = arguments.must_get::<&str>("mark")?;
            Ok(text.inherit_safety(ended(text.as_str(), mark)))
        },
    );
    tera.register_filter("counted", |number: u64, forms: Kwargs, _: &State| {
        let form = |name| forms.must_get::<&str>(name);
        Ok::<_, Error>(counted(number, form("one")?, form("few")?, form("many")?))
    });
    tera.add_raw_templates(files)?;
    Ok(tera)
}

/// Markup on its way out of a template; a loop of a template's own may never end.
#[derive(Default)]
struct Limited {
    bytes: Vec<u8>,
    is_full: bool,
}

/// The markup of a plan of 100,000 activities is smaller.
const MAX_MARKUP: usize = 128 * 1024 * 1024;

impl Write for Limited {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.is_full = self.bytes.len() + bytes.len() > MAX_MARKUP;
        if self.is_full {
            return Err(std::io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn endless(source: SourceId) -> Diagnostic {
    let message = format!(
        "шаблон дал больше {} МБ разметки и был остановлен",
        MAX_MARKUP / (1024 * 1024)
    );
    Diagnostic::error("template-endless", Span::new(source, 0, 0), message)
        .hint("проверьте циклы {% for %}: один из них повторяется слишком много раз")
}

/// Control structures leave blank lines behind, which mean nothing.
fn without_blank_lines(markup: &str) -> String {
    let lines = markup.lines().filter(|line| !line.trim().is_empty());
    lines.fold(String::with_capacity(markup.len()), |text, line| {
        text + line + "\n"
    })
}

/// The text with exactly one closing mark, white space folded; «!», «?» and «…»
/// close a sentence themselves.
fn closed(text: &str, mark: &str) -> String {
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    let mut text = words.join(" ");
    while text.ends_with(['.', ';', ':', ',']) && !ends_with_entity(&text) {
        if mark != "." && ends_with_abbreviation(&text) {
            break;
        }
        text.pop();
    }
    if text.ends_with(['!', '?', '…']) {
        text
    } else {
        text + mark
    }
}

/// Whether the final full stop belongs to the last word: «2022 г.», «и т.д.», «И.И.»
pub(super) fn ends_with_abbreviation(text: &str) -> bool {
    let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    let Some(word) = last.strip_suffix('.') else {
        return false;
    };
    let is_letter = word.chars().count() == 1;
    is_letter || word.contains('.') || ABBREVIATIONS.contains(&word)
}

/// Words that are written with a full stop at the end of a phrase.
const ABBREVIATIONS: [&str; 8] = ["гг", "др", "пр", "руб", "тыс", "экз", "чел", "мин"];

/// The text with a closing mark, unless it has one of its own.
fn ended(text: &str, mark: &str) -> String {
    let text = text.trim();
    let has_mark = text.ends_with(['.', ';', ':', ',', '!', '?', '…']);
    if has_mark && !ends_with_entity(text) {
        text.to_owned()
    } else {
        text.to_owned() + mark
    }
}

/// Whether a text, already escaped, ends with «&quot;» or the like.
fn ends_with_entity(text: &str) -> bool {
    let name = text
        .strip_suffix(';')
        .and_then(|text| text.rsplit_once('&'))
        .map_or("", |(_, name)| name);
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#')
}

fn unknown_template(name: &str, source: SourceId) -> Diagnostic {
    let message = format!("шаблона «{name}» у программы нет");
    let finding = Diagnostic::error("unknown-template", Span::new(source, 0, 0), message);
    let names = BUILT_IN.map(|(name, _)| name);
    match nearest(name, names) {
        Some(near) => finding.hint(format!("возможно, вы имели в виду «{near}»")),
        None => finding.hint(format!("можно заменить: {}", names.join(", "))),
    }
}

fn syntax(span: Span, message: &str) -> Diagnostic {
    let text = if message.starts_with("Unexpected end of input") {
        "шаблон обрывается: не закрыт цикл, условие или скобка".to_owned()
    } else {
        format!("шаблон записан с ошибкой: {message}")
    };
    Diagnostic::error("template-syntax", span, text).hint(
        "у каждого {% for %}, {% if %}, {% set %} и {% component %} должен быть свой {% end… %}",
    )
}

/// Tells what a template asked for in vain, and what there is.
fn rendering(span: Span, message: &str) -> Diagnostic {
    let quoted = message.split('`').nth(1).unwrap_or_default();
    let available: Vec<&str> = message
        .split_once("Available ")
        .and_then(|(_, rest)| rest.split_once(": "))
        .map_or(Vec::new(), |(_, names)| {
            names
                .split(", ")
                .map(|name| name.trim_end_matches('.'))
                .collect()
        });
    let text = if message.starts_with("Variable") || message.starts_with("Field") {
        format!("в данных документа нет «{quoted}»")
    } else {
        format!("шаблон не удалось заполнить: {message}")
    };
    let finding = Diagnostic::error("template-field", span, text);
    match nearest(quoted, available.iter().copied()) {
        Some(near) => finding.hint(format!("возможно, вы имели в виду «{near}»")),
        None if available.is_empty() => {
            finding.hint("какие поля есть, показывает команда «dyak show ДЕЛО ДОКУМЕНТ --as view»")
        }
        None => finding.hint(format!("здесь есть: {}", available.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closing_mark_replaces_others_but_breaks_no_entity() {
        assert_eq!(closed("а  б;.", "."), "а б.");
        assert_eq!(closed("«а &quot;", ";"), "«а &quot;;");
        assert_eq!(closed("а & б;", "."), "а & б.");
    }

    #[test]
    fn a_sentence_closed_by_its_own_mark_gets_no_other() {
        assert_eq!(closed("Сделать всё!", "."), "Сделать всё!");
        assert_eq!(closed("купить?", ";"), "купить?");
        assert_eq!(closed("Ещё…", "."), "Ещё…");
    }

    #[test]
    fn the_full_stop_of_an_abbreviation_stays() {
        assert_eq!(closed("до 31 мая 2022 г.", ";"), "до 31 мая 2022 г.;");
        assert_eq!(closed("до 31 мая 2022 г.", "."), "до 31 мая 2022 г.");
        assert_eq!(closed("Иванову\u{a0}И.И.", ":"), "Иванову\u{a0}И.И.:");
        assert_eq!(closed("провести урок.", ";"), "провести урок;");
    }
}
