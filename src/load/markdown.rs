//! Markdown of a dossier's own prose → blocks with places.
//!
//! Only what official text needs is read: headings, paragraphs, lists, emphasis,
//! tables, footnotes, and «{{ … }}» that refer to data. Everything else that
//! Markdown knows would come out differently from what was meant, so it is a
//! finding. A comment `<!-- … -->` is a note for whoever edits the file.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::Range;

use pulldown_cmark::{Alignment, Event, Options, Parser, Tag, TagEnd};

use crate::diagnostic::{Diagnostic, Located, SourceId, Span};
use crate::language::single_spaced;
use crate::model::{
    ColumnAlign, Face, MAX_HEADING, MAX_LIST, Piece, Text, TextBlock, TextItem, TextTable,
};

/// What a Markdown file holds.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    /// Its blocks.
    pub(super) blocks: Vec<TextBlock>,
    /// The text of every line, for rules about wording.
    pub(super) texts: Vec<Text>,
    /// What is wrong.
    pub(super) findings: Vec<Diagnostic>,
}

/// Reads Markdown.
pub(super) fn parse(source: SourceId, text: &str) -> Parsed {
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    let parser = Parser::new_ext(&text[start..], options).into_offset_iter();
    let definitions: Vec<Range<usize>> = parser
        .reference_definitions()
        .iter()
        .map(|(_, definition)| definition.span.clone())
        .collect();
    let shift = |range: Range<usize>| range.start + start..range.end + start;
    let mut reader = Reader {
        source,
        text,
        notes: BTreeMap::new(),
        used: Vec::new(),
        in_note: false,
        level: 0,
        parsed: Parsed::default(),
    };
    for range in definitions {
        reader.unsupported(shift(range), "ссылка", "напишите адрес словами или сноской");
    }
    let events: Vec<Placed<'_>> = parser.map(|(event, range)| (event, shift(range))).collect();
    reader.footnotes(&events);
    let blocks = reader.blocks(&events);
    reader.parsed.blocks = blocks;
    reader.unused_footnotes();
    reader.parsed
}

/// An event and its bytes.
type Placed<'e> = (Event<'e>, Range<usize>);

struct Reader<'t> {
    source: SourceId,
    text: &'t str,
    /// Footnotes by label, with the place of each.
    notes: BTreeMap<String, (Vec<Piece>, Range<usize>)>,
    used: Vec<String>,
    /// Whether it reads the text of a footnote.
    in_note: bool,
    /// Of the last heading, 0 before the first.
    level: u8,
    parsed: Parsed,
}

impl Reader<'_> {
    /// The place of some bytes without the white space around them.
    fn span(&self, range: Range<usize>) -> Span {
        // A sign told by its number (`&#1090;`) is longer or shorter than what it stands for.
        let range = self.boundary(range.start)..self.boundary(range.end);
        let written = self.text.get(range.clone()).unwrap_or("");
        let end = range.start + written.trim_end().len();
        let start = end.min(range.start + (written.len() - written.trim_start().len()));
        Span::new(self.source, start, end)
    }

    /// The last byte up to `at` that begins a sign.
    fn boundary(&self, at: usize) -> usize {
        let mut places = (0..=at.min(self.text.len())).rev();
        places
            .find(|at| self.text.is_char_boundary(*at))
            .unwrap_or(0)
    }

    fn error(&mut self, range: Range<usize>, message: impl Into<String>, hint: &str) {
        let finding = Diagnostic::error("markdown", self.span(range), message).hint(hint);
        self.parsed.findings.push(finding);
    }

    fn warning(&mut self, code: &'static str, range: Range<usize>, message: String, hint: &str) {
        let finding = Diagnostic::warning(code, self.span(range), message).hint(hint);
        self.parsed.findings.push(finding);
    }

    fn unsupported(&mut self, range: Range<usize>, what: &str, hint: &str) {
        self.error(range, format!("{what}: в документах так не бывает"), hint);
    }

    /// Reads the footnotes first: they are called before they are told.
    fn footnotes(&mut self, events: &[Placed<'_>]) {
        let mut at = 0;
        while at < events.len() {
            if let (Event::Start(Tag::FootnoteDefinition(label)), range) = &events[at] {
                let inside = inside(events, at);
                self.in_note = true;
                let content = self.note(inside);
                self.in_note = false;
                let label = label.to_string();
                if let Entry::Vacant(free) = self.notes.entry(label) {
                    free.insert((content, range.clone()));
                } else {
                    self.error(
                        range.clone(),
                        "сноска с таким именем уже есть",
                        "дайте второй сноске другое имя",
                    );
                }
                at += inside.len() + 1;
            }
            at += 1;
        }
    }

    /// The paragraphs of a footnote, a line break between them.
    fn note(&mut self, events: &[Placed<'_>]) -> Vec<Piece> {
        let mut content = Vec::new();
        let mut at = 0;
        while at < events.len() {
            let (event, range) = &events[at];
            let inside = inside(events, at);
            match event {
                Event::Start(Tag::Paragraph) => {
                    if !content.is_empty() {
                        content.push(Piece::Break);
                    }
                    self.look_for_slips(range.clone(), false);
                    content.extend(self.line(inside));
                }
                Event::Start(Tag::HtmlBlock) => self.html(range.clone()),
                _ => self.unsupported(
                    range.clone(),
                    "в сноске не абзац",
                    "сноска состоит из абзацев; список или таблицу перенесите в текст",
                ),
            }
            at += inside.len() + 2;
        }
        content
    }

    fn unused_footnotes(&mut self) {
        let notes = std::mem::take(&mut self.notes);
        for (label, (_, range)) in notes {
            if !self.used.contains(&label) {
                let message = format!("на сноску [^{label}] нет ссылки в тексте");
                let hint = format!("поставьте в тексте [^{label}] или удалите сноску");
                self.error(range, message, &hint);
            }
        }
    }

    fn blocks(&mut self, events: &[Placed<'_>]) -> Vec<TextBlock> {
        let mut blocks = Vec::new();
        let mut at = 0;
        while at < events.len() {
            let (event, range) = &events[at];
            let inside = inside(events, at);
            match event {
                Event::Start(Tag::Heading { level, .. }) => {
                    blocks.extend(self.heading(*level as u8, range.clone(), inside));
                }
                Event::Start(Tag::Paragraph) => {
                    self.look_for_slips(range.clone(), false);
                    let content = self.line(inside);
                    let is_blank = content.iter().all(Piece::is_blank);
                    blocks.extend((!is_blank).then_some(TextBlock::Paragraph(content)));
                }
                Event::Start(Tag::List(_)) => {
                    let mut items = Vec::new();
                    self.list((event, range.clone()), inside, 1, &mut items);
                    blocks.push(TextBlock::List(items));
                }
                Event::Start(Tag::Table(columns)) => {
                    let table = self.table(columns, range.clone(), inside);
                    blocks.push(TextBlock::Table(table));
                }
                Event::Start(Tag::FootnoteDefinition(_)) => {}
                other => self.stranger(other, range.clone()),
            }
            at += if matches!(event, Event::Start(_)) {
                inside.len() + 2
            } else {
                1
            };
        }
        blocks
    }

    fn heading(
        &mut self,
        level: u8,
        range: Range<usize>,
        inside: &[Placed<'_>],
    ) -> Option<TextBlock> {
        if !self.text[range.clone()].trim_start().starts_with('#') {
            self.error(
                range,
                "черта под строкой делает её заголовком",
                "заголовок начинают знаком «#», а перед чертой оставляют пустую строку",
            );
            return None;
        }
        if level > MAX_HEADING {
            let message = format!("заголовок уровня {level}, а их всего {MAX_HEADING}");
            self.error(range, message, "уберите лишние знаки «#»");
            return None;
        }
        if self.level > 0 && level > self.level + 1 {
            let message = format!("заголовок уровня {level} перескочил через уровень");
            let hint = format!(
                "под уровнем {} стоит уровень {}",
                self.level,
                self.level + 1
            );
            self.error(range.clone(), message, &hint);
        }
        self.level = level;
        let content = self.line(inside);
        if content.iter().all(Piece::is_blank) {
            self.error(range, "заголовок пуст", "допишите его или уберите «#»");
            return None;
        }
        Some(TextBlock::Heading {
            level,
            content,
            span: self.span(range),
        })
    }

    /// Tells of lines that look like something else than they are; the first line of an
    /// item stands behind its mark.
    fn look_for_slips(&mut self, range: Range<usize>, is_item: bool) {
        let mut at = range.start;
        let mut before = "";
        let mut has_row = false;
        for (index, line) in self.text[range].split_inclusive('\n').enumerate() {
            let text = line.trim();
            let place = at..at + line.len();
            at += line.len();
            let is_first = index == 0;
            let goes_on = !is_first && !before.ends_with('\\');
            before = text;
            if is_first && is_item {
                continue;
            }
            if text.starts_with('#')
                && text
                    .trim_start_matches('#')
                    .starts_with(char::is_alphanumeric)
            {
                self.error(
                    place,
                    "после «#» нет пробела: это не заголовок",
                    "поставьте пробел: «# Заголовок»",
                );
            } else if text.starts_with(['–', '—', '•', '·', '−']) {
                self.warning(
                    "markdown-dash",
                    place,
                    "строка начинается с тире или точки: это не пункт списка".to_owned(),
                    "пункт списка начинают с дефиса и пробела: «- пункт»",
                );
            } else if goes_on && is_lettered(text) {
                self.warning(
                    "markdown-letter",
                    place,
                    "строка с буквой и скобкой продолжит предыдущую: это не пункт списка"
                        .to_owned(),
                    "начните её с дефиса и пробела: «- пункт» – либо оставьте перед ней пустую строку",
                );
            } else if !has_row && text.len() > 1 && text.starts_with('|') && text.ends_with('|') {
                has_row = true;
                self.error(
                    place,
                    "строка похожа на таблицу, но это не таблица",
                    "под шапкой таблицы стоит строка «|---|---|», и столбцов в ней столько же",
                );
            }
        }
    }

    fn list(
        &mut self,
        (list, range): (&Event<'_>, Range<usize>),
        events: &[Placed<'_>],
        level: u8,
        items: &mut Vec<TextItem>,
    ) {
        let Event::Start(Tag::List(first)) = list else {
            return;
        };
        if level > MAX_LIST {
            self.error(
                range,
                format!("список уровня {level}, а их всего {MAX_LIST}"),
                "поставьте его уровнем выше или скажите это абзацем",
            );
            return;
        }
        let mut number = *first;
        if self.text[range.clone()].trim_start().starts_with('+') {
            self.error(
                range,
                "строка с «+» читается как список, и плюс пропадёт",
                "пункт списка начинают с дефиса; сам плюс пишут так: «\\+»",
            );
        }
        let mut at = 0;
        while at < events.len() {
            let (_, range) = &events[at];
            let inside = inside(events, at);
            let marker = match number {
                Some(number) => self.numbered(number, range.clone()),
                None => "–".to_owned(),
            };
            number = number.map(|number| number + 1);
            self.item(marker, inside, level, items);
            at += inside.len() + 2;
        }
    }

    /// «2.» or «2)», as the item has it; Markdown counts the items itself.
    fn numbered(&mut self, number: u64, item: Range<usize>) -> String {
        let written = self.text[item.clone()].trim_start();
        let rest = written.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = &written[..written.len() - rest.len()];
        let mark = if rest.starts_with(')') { ')' } else { '.' };
        if digits.parse().is_ok_and(|written: u64| written != number) {
            let place = item.start..item.start + digits.len();
            self.warning(
                "markdown-number",
                place,
                format!("написан номер {digits}, а напечатается {number}"),
                "номера в списке идут подряд; другой порядок запишите абзацами, с пустой строкой между ними: «3\\. …»",
            );
        }
        format!("{number}{mark}")
    }

    /// An item, and those of the lists in it.
    fn item(
        &mut self,
        marker: String,
        events: &[Placed<'_>],
        level: u8,
        items: &mut Vec<TextItem>,
    ) {
        let own = items.len();
        items.push(TextItem {
            level,
            marker,
            content: Vec::new(),
        });
        let mut at = 0;
        while at < events.len() {
            let (event, range) = &events[at];
            let inside = inside(events, at);
            match event {
                Event::Start(Tag::List(_)) => {
                    self.list((event, range.clone()), inside, level + 1, items);
                    at += inside.len() + 2;
                }
                Event::Start(Tag::Paragraph) => {
                    self.look_for_slips(range.clone(), true);
                    let content = self.line(inside);
                    append(&mut items[own].content, content);
                    at += inside.len() + 2;
                }
                event if is_inline(event) => {
                    let count = inline_run(&events[at..]);
                    let end = events[at + count - 1].1.end;
                    self.look_for_slips(range.start..end, true);
                    let content = self.line(&events[at..at + count]);
                    append(&mut items[own].content, content);
                    at += count;
                }
                Event::Start(_) => {
                    self.stranger(event, range.clone());
                    at += inside.len() + 2;
                }
                _ => {
                    self.stranger(event, range.clone());
                    at += 1;
                }
            }
        }
    }

    fn table(
        &mut self,
        columns: &[Alignment],
        range: Range<usize>,
        events: &[Placed<'_>],
    ) -> TextTable {
        let mut rows = Vec::new();
        let mut at = 0;
        while at < events.len() {
            let row = inside(events, at);
            self.look_for_lost_cells(events[at].1.start, columns.len());
            let mut cells = Vec::new();
            let mut cell = 0;
            while cell < row.len() {
                let content = inside(row, cell);
                cells.push(self.line(content));
                cell += content.len() + 2;
            }
            rows.push(cells);
            at += row.len() + 2;
        }
        let head = if rows.is_empty() {
            Vec::new()
        } else {
            rows.remove(0)
        };
        let aligned = |align: &Alignment| match align {
            Alignment::None | Alignment::Left => ColumnAlign::Left,
            Alignment::Center => ColumnAlign::Center,
            Alignment::Right => ColumnAlign::Right,
        };
        TextTable {
            columns: columns.iter().map(aligned).collect(),
            head,
            rows,
            span: self.span(range),
        }
    }

    /// Markdown drops the cells of a row that have no column.
    fn look_for_lost_cells(&mut self, row: usize, columns: usize) {
        let start = self.text[..row].rfind('\n').map_or(0, |at| at + 1);
        let line = self.text[start..].lines().next().unwrap_or("");
        let cells = count_cells(line);
        if cells > columns {
            self.error(
                start..start + line.len(),
                format!("ячеек в строке {cells}, а столбцов {columns}: лишние пропали бы"),
                "добавьте столбец в шапку; сам знак «|» пишут так: «\\|»",
            );
        }
    }

    /// The pieces of a line of text.
    fn line(&mut self, events: &[Placed<'_>]) -> Vec<Piece> {
        let mut line = Line::default();
        // Emphasis may stand within emphasis.
        let (mut bold, mut italic) = (0_usize, 0_usize);
        for (event, range) in events {
            let face = Face {
                bold: bold > 0,
                italic: italic > 0,
            };
            match event {
                Event::Start(Tag::Strong) => bold += 1,
                Event::End(TagEnd::Strong) => bold = bold.saturating_sub(1),
                Event::Start(Tag::Emphasis) => italic += 1,
                Event::End(TagEnd::Emphasis) => italic = italic.saturating_sub(1),
                Event::Text(text) => line.push(text, range.clone(), face),
                // Two spaces at the end of a line cannot be seen, so they mean nothing.
                Event::HardBreak if self.text[range.clone()].starts_with('\\') => {
                    line.cut(Piece::Break);
                }
                Event::SoftBreak | Event::HardBreak => line.push(" ", range.clone(), face),
                Event::FootnoteReference(label) if self.in_note => {
                    self.used.push(label.to_string());
                    self.error(
                        range.clone(),
                        "сноска внутри сноски",
                        "допишите её слова к этой сноске или вызовите её из текста",
                    );
                }
                Event::FootnoteReference(label) => match self.notes.get(label.as_ref()) {
                    Some((content, _)) => {
                        line.cut(Piece::Footnote(content.clone()));
                        self.used.push(label.to_string());
                    }
                    None => self.lost_footnote(range.clone(), label),
                },
                other => self.stranger(other, range.clone()),
            }
        }
        self.note_text(&line);
        self.pieces(line)
    }

    fn lost_footnote(&mut self, range: Range<usize>, label: &str) {
        let message = format!("сноски [^{label}] нет");
        let hint = format!("напишите её отдельным абзацем: «[^{label}]: текст сноски»");
        self.error(range, message, &hint);
    }

    /// Keeps the text of a line for the rules about wording: as it is read, with the
    /// breaks that were asked for and without the calls of footnotes.
    fn note_text(&mut self, line: &Line) {
        let (Some(first), Some(last)) = (line.runs.first(), line.runs.last()) else {
            return;
        };
        let mut value = String::new();
        let mut cuts = line.cuts.iter().peekable();
        for (index, run) in line.runs.iter().enumerate() {
            let mut is_cut = false;
            while let Some((_, piece)) = cuts.next_if(|(at, _)| *at <= index) {
                is_cut = true;
                if matches!(piece, Piece::Break) {
                    value.truncate(value.trim_end().len());
                    value.push('\n');
                }
            }
            // The spaces on both sides of a call are not two.
            let joins = is_cut && value.ends_with(char::is_whitespace);
            value.push_str(if joins {
                run.text.trim_start()
            } else {
                &run.text
            });
        }
        self.parsed.texts.push(Located {
            value: value.trim().to_owned(),
            span: self.span(first.start()..last.end()),
        });
    }

    /// Cuts a line at its references.
    fn pieces(&mut self, line: Line) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut cuts = line.cuts.into_iter().peekable();
        for (index, run) in line.runs.iter().enumerate() {
            while let Some((_, piece)) = cuts.next_if(|(at, _)| *at <= index) {
                pieces.push(piece);
            }
            self.run(run, &mut pieces);
        }
        pieces.extend(cuts.map(|(_, piece)| piece));
        pieces
    }

    fn run(&mut self, run: &Run, pieces: &mut Vec<Piece>) {
        let text = run.text.as_str();
        let mut at = 0;
        while let Some(offset) = text[at..].find("{{") {
            let open = at + offset;
            self.words(run, at..open, pieces);
            let inside = &text[open + 2..];
            let Some(length) = inside.find("}}") else {
                self.error(
                    run.place(open)..run.place(open) + 2,
                    "скобки «{{» не закрыты",
                    "закройте их: «{{ … }}»; внутри не бывает выделения и сносок",
                );
                return;
            };
            let words = inside[..length].trim();
            let from = open + 2 + (inside.len() - inside.trim_start().len());
            let place = run.place(from)..run.place(from + words.len());
            let words = single_spaced(words);
            if words.is_empty() {
                let whole = run.place(open)..run.place(open) + 2;
                self.error(
                    whole,
                    "скобки «{{ }}» пусты",
                    "скажите, что здесь должно стоять",
                );
            } else {
                let span = self.span(place);
                pieces.push(Piece::Reference(Located { value: words, span }, run.face));
            }
            at = open + 2 + length + 2;
        }
        self.words(run, at..text.len(), pieces);
    }

    /// The words between two references.
    fn words(&mut self, run: &Run, range: Range<usize>, pieces: &mut Vec<Piece>) {
        if !range.is_empty() {
            self.look_for_strays(run, range.clone());
            pieces.push(Piece::Text(run.text[range].to_owned(), run.face));
        }
    }

    /// Tells of «}}», «<!--» and calls of footnotes that came out as plain text.
    fn look_for_strays(&mut self, run: &Run, range: Range<usize>) {
        let from = range.start;
        let text = &run.text[range];
        for (at, sign) in text.match_indices("}}") {
            let place = run.place(from + at);
            self.error(
                place..place + sign.len(),
                "скобки «}}» без «{{»",
                "удалите их или допишите «{{»",
            );
        }
        for (at, sign) in text.match_indices("<!--") {
            let place = run.place(from + at);
            self.error(place..place + sign.len(), OPEN_NOTE.0, OPEN_NOTE.1);
        }
        for (at, sign) in text.match_indices("[^") {
            if let Some(length) = text[at..].find(']') {
                let label = &text[at + sign.len()..at + length];
                let place = run.place(from + at);
                self.lost_footnote(place..place + length + 1, label);
            }
        }
    }

    /// Lets notes pass and tells of other HTML, and of text that would be lost with it.
    fn html(&mut self, range: Range<usize>) {
        let html = self.text[range.clone()].trim();
        let mut rest = html;
        while let Some(note) = rest.strip_prefix("<!--") {
            let Some(end) = note.find("-->") else {
                self.error(range, OPEN_NOTE.0, OPEN_NOTE.1);
                return;
            };
            rest = note[end + 3..].trim_start();
            if rest.is_empty() {
                return;
            }
        }
        if rest.len() < html.len() {
            let start = range.start + self.text[range].find(rest).unwrap_or(0);
            self.error(
                start..start + rest.len(),
                "текст в одной строке с примечанием пропал бы",
                "начните его с новой строки",
            );
        } else {
            self.unsupported(
                range,
                "разметка HTML",
                "уберите её; сам знак «<» пишут так: «\\<»",
            );
        }
    }

    /// Tells of what Markdown knows and documents do not.
    fn stranger(&mut self, event: &Event<'_>, range: Range<usize>) {
        let (what, hint) = match event {
            Event::Start(Tag::HtmlBlock) | Event::Html(_) | Event::InlineHtml(_) => {
                return self.html(range);
            }
            Event::Start(Tag::BlockQuote(_)) => {
                ("цитата, строка с «>»", "уберите знак «>» в начале строки")
            }
            Event::Start(Tag::CodeBlock(_)) => (
                "код (строка с отступом в четыре пробела или с «```»)",
                "уберите отступ в начале строки",
            ),
            Event::Code(_) => ("код в обратных кавычках", "поставьте «ёлочки» или ничего"),
            Event::Start(Tag::Link { .. }) => ("ссылка", "напишите адрес словами или сноской"),
            Event::Start(Tag::Image { .. }) => (
                "картинка",
                "картинок в тексте программа не печатает; диаграммы рисуются по данным",
            ),
            Event::Rule => ("черта через всю строку", "уберите её"),
            Event::Start(_) => (
                "заголовок, таблица или сноска внутри другого текста",
                "поставьте её отдельно, с пустой строкой до и после",
            ),
            // The end of what has been told of already.
            _ => return,
        };
        self.unsupported(range, what, hint);
    }
}

/// The text of a line as Markdown gives it: runs of one face, and what stands
/// between them.
#[derive(Default)]
struct Line {
    runs: Vec<Run>,
    /// Breaks and footnotes, each with the number of runs before it.
    cuts: Vec<(usize, Piece)>,
}

impl Line {
    fn push(&mut self, text: &str, range: Range<usize>, face: Face) {
        let is_cut = self
            .cuts
            .last()
            .is_some_and(|(at, _)| *at == self.runs.len());
        match self.runs.last_mut() {
            Some(run) if run.face == face && !is_cut => {
                run.places.push((run.text.len(), range.start));
                run.text.push_str(text);
                run.end = range.end;
            }
            _ => self.runs.push(Run {
                text: text.to_owned(),
                face,
                places: vec![(0, range.start)],
                end: range.end,
            }),
        }
    }

    fn cut(&mut self, piece: Piece) {
        self.cuts.push((self.runs.len(), piece));
    }
}

/// Text of one face.
struct Run {
    text: String,
    face: Face,
    /// Where in the source the parts of the text begin: byte of the text, byte of the source.
    places: Vec<(usize, usize)>,
    end: usize,
}

impl Run {
    fn start(&self) -> usize {
        self.places[0].1
    }

    fn end(&self) -> usize {
        self.end
    }

    /// The byte of the source that a byte of the text came from.
    fn place(&self, at: usize) -> usize {
        let part = self.places.partition_point(|(from, _)| *from <= at);
        let (from, place) = self.places[part.saturating_sub(1)];
        (place + at - from).min(self.end)
    }
}

/// The events between the start at `at` and its end; none for an event that has no end.
fn inside<'s, 'e>(events: &'s [Placed<'e>], at: usize) -> &'s [Placed<'e>] {
    let mut depth = 0_usize;
    for (index, (event, _)) in events.iter().enumerate().skip(at) {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return events.get(at + 1..index).unwrap_or(&[]);
        }
    }
    &[]
}

fn is_inline(event: &Event<'_>) -> bool {
    matches!(
        event,
        Event::Text(_)
            | Event::SoftBreak
            | Event::HardBreak
            | Event::FootnoteReference(_)
            | Event::InlineHtml(_)
            | Event::Code(_)
            | Event::Start(Tag::Strong | Tag::Emphasis | Tag::Link { .. } | Tag::Image { .. })
    )
}

/// How many events from here on are text of a line.
fn inline_run(events: &[Placed<'_>]) -> usize {
    let mut at = 0;
    while at < events.len() && is_inline(&events[at].0) {
        at += match events[at].0 {
            Event::Start(_) => inside(events, at).len() + 2,
            _ => 1,
        };
    }
    at
}

/// Adds a paragraph to a text.
fn append(content: &mut Vec<Piece>, more: Vec<Piece>) {
    if !content.is_empty() && !more.is_empty() {
        content.push(Piece::Break);
    }
    content.extend(more);
}

/// What is wrong with a note that never ends, and what helps.
const OPEN_NOTE: (&str, &str) = ("примечание «<!--» не закрыто", "закройте его знаком «-->»");

/// Whether a line begins as an item that Markdown does not know: «а) …».
fn is_lettered(line: &str) -> bool {
    let mut signs = line.chars();
    signs.next().is_some_and(char::is_alphabetic)
        && signs.next() == Some(')')
        && signs.next().is_none_or(char::is_whitespace)
}

/// How many cells a row of a table has.
fn count_cells(line: &str) -> usize {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let (mut cells, mut is_escaped, mut is_closed) = (1, false, false);
    for sign in line.chars() {
        is_closed = sign == '|' && !is_escaped;
        cells += usize::from(is_closed);
        is_escaped = sign == '\\' && !is_escaped;
    }
    cells - usize::from(is_closed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Sources;

    fn read(text: &str) -> Parsed {
        let mut sources = Sources::default();
        let source = sources.add("т.md", text);
        parse(source, text)
    }

    fn messages(text: &str) -> Vec<(usize, String)> {
        let parsed = read(text);
        let findings = parsed.findings.into_iter();
        findings
            .map(|finding| (finding.span.unwrap().start, finding.message))
            .collect()
    }

    /// A line in a short form: bold in asterisks, references in braces.
    fn shown(content: &[Piece]) -> String {
        content
            .iter()
            .map(|piece| match piece {
                Piece::Text(text, face) if face.bold => format!("*{text}*"),
                Piece::Text(text, face) if face.italic => format!("_{text}_"),
                Piece::Text(text, _) => text.clone(),
                Piece::Reference(text, _) => format!("{{{}}}", text.value),
                Piece::Break => "|".to_owned(),
                Piece::Footnote(content) => format!("^{}", shown(content)),
            })
            .collect()
    }

    fn shown_blocks(text: &str) -> Vec<String> {
        let parsed = read(text);
        assert!(parsed.findings.is_empty(), "{:?}", parsed.findings);
        let blocks = parsed.blocks.iter();
        blocks
            .map(|block| match block {
                TextBlock::Heading { level, content, .. } => format!("h{level} {}", shown(content)),
                TextBlock::Paragraph(content) => format!("p {}", shown(content)),
                TextBlock::List(items) => {
                    let items = items.iter();
                    let items =
                        items.map(|i| format!("{}{} {}", i.level, i.marker, shown(&i.content)));
                    items.collect::<Vec<_>>().join("; ")
                }
                TextBlock::Table(table) => {
                    let rows = std::iter::once(&table.head).chain(&table.rows);
                    let row = |row: &Vec<Vec<Piece>>| {
                        row.iter()
                            .map(|cell| shown(cell))
                            .collect::<Vec<_>>()
                            .join(" | ")
                    };
                    rows.map(row).collect::<Vec<_>>().join(" / ")
                }
            })
            .collect()
    }

    #[test]
    fn prose_becomes_blocks() {
        let text = "\u{feff}# Первый\r\n\r\nОдин\r\nдва **три** *и* {{ школы\nполное }}.\\\nЧетыре[^а]\n\n\
                    1. раз\n   - раз-два\n2. два\n\n   ещё\n\n\
                    | А | Б |\n|---|--:|\n| 1 | **2** |\n\n<!-- для себя -->\n\n[^а]: Сноска.\n";
        assert_eq!(
            shown_blocks(text),
            [
                "h1 Первый",
                "p Один два *три* _и_ {школы полное}.|Четыре^Сноска.",
                "11. раз; 2– раз-два; 12. два|ещё",
                "А | Б / 1 | *2*",
            ]
        );
    }

    #[test]
    fn what_documents_do_not_know_is_told_where_it_stands() {
        for (text, place, part) in [
            ("а <br> б", 3, "HTML"),
            ("<div>а</div>", 0, "HTML"),
            ("![а](б.png)", 0, "картинка"),
            ("а [б](в)", 3, "ссылка"),
            ("[б]: в.ru\n\nа", 0, "ссылка"),
            ("    а", 4, "код"),
            ("а `б`", 3, "код"),
            ("> а", 0, "цитата"),
            ("а\n\n---\n\nб", 4, "черта через"),
            ("а\n---\n", 0, "черта под строкой"),
            ("#### а", 0, "уровня 4"),
            ("#а", 0, "нет пробела"),
            ("# а\n\n### б", 6, "перескочил"),
            ("+ 7 900", 0, "плюс"),
            ("– а", 0, "тире"),
            ("а[^1]", 2, "сноски [^1] нет"),
            ("а\n\n[^1]: б", 4, "нет ссылки"),
            ("а {{ б", 3, "не закрыты"),
            ("а }} б", 3, "без «{{»"),
            ("а {{ }} б", 3, "пусты"),
            ("- а\n\n      б", 12, "код"),
            ("- а\n  - б\n    - в\n      - г", 27, "уровня 4"),
            ("а[^нет] и {{ школы }}", 2, "сноски [^нет] нет"),
            ("а }} б {{ школы }}", 3, "без «{{»"),
            ("а\n<!-- б", 3, "не закрыто"),
            ("а <!-- б", 3, "не закрыто"),
            ("<!-- а --> Важный текст -->", 12, "пропал бы"),
            (
                "| А | Б |\n|---|---|\n| 1 | 2 | 3 |",
                22,
                "ячеек в строке 3",
            ),
            ("| А | Б |\n| 1 | 2 |", 0, "похожа на таблицу"),
            ("| А | Б |\n|---|\n| 1 | 2 |", 0, "похожа на таблицу"),
            ("1. а\n3. б", 6, "написан номер 3, а напечатается 2"),
            ("Пункты:\nа) один;", 14, "буквой и скобкой"),
            ("- пункты:\n  а) один;", 18, "буквой и скобкой"),
            (
                "а[^1]\n\n[^1]: б[^2]\n\n[^2]: в",
                16,
                "сноска внутри сноски",
            ),
        ] {
            let found = messages(text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert_eq!(found[0].0, place, "{text}: {found:?}");
            assert!(found[0].1.contains(part), "{text}: {found:?}");
        }
    }

    #[test]
    fn every_stray_of_a_line_is_told() {
        let found = messages("а }} б }} {{ школы }} в[^1] г[^2] {{ школы }} }}");
        assert_eq!(found.len(), 5, "{found:?}");
    }

    #[test]
    fn depth_is_bounded_and_nothing_panics() {
        for (mark, times) in [("- ", 300), ("- ", 20_000), ("> ", 20_000), ("1. ", 300)] {
            let found = messages(&(mark.repeat(times) + "а"));
            assert!(!found.is_empty(), "{mark} × {times}");
        }
        messages(&("*а **б ".repeat(5_000) + &"** в*".repeat(5_000)));
        messages("&#1090;{{ &#1090; &hellip;}}}&hellip;б}} \\\n[^&#1090;]");
    }

    #[test]
    fn notes_may_stand_anywhere() {
        for (text, shown) in [
            ("- а <!-- б -->\n\n  <!-- в -->\n- г", "1– а ; 1– г"),
            ("а[^1]\n\n[^1]: б\n\n    <!-- в -->", "p а^б"),
            ("<!-- а\n\nб --> <!-- в -->\nг", "p г"),
            ("а) один;\\\nб) два", "p а) один;|б) два"),
            ("3\\. а", "p 3. а"),
            ("**а __б__ в** *г _д_ е*", "p *а б в* _г д е_"),
        ] {
            assert_eq!(shown_blocks(text), [shown], "{text}");
        }
        let parsed = read("{{ план }} <!-- а -->\n\n<!-- б --> <!-- в -->");
        assert_eq!(parsed.blocks.len(), 1);
        assert_eq!(parsed.blocks[0].reference().unwrap().value, "план");
    }

    #[test]
    fn texts_are_as_they_are_read() {
        let texts = |text| -> Vec<String> {
            let texts = read(text).texts.into_iter();
            texts.map(|text| text.value).collect()
        };
        assert_eq!(texts("Слово ВШК\\\nМКДН."), ["Слово ВШК\nМКДН."]);
        assert_eq!(
            texts("«Пункт [^а] и[^а]» да[^а], нет\n\n[^а]: Сноска"),
            ["Сноска", "«Пункт и» да, нет"]
        );
    }

    #[test]
    fn a_reference_knows_its_place() {
        let text = "Слово **важно** и\nдальше {{ доля овз }} конец";
        let parsed = read(text);
        let pieces = parsed.blocks[0].lines()[0].to_vec();
        let reference = pieces.iter().find_map(|piece| match piece {
            Piece::Reference(text, _) => Some(text.span),
            _ => None,
        });
        let span = reference.unwrap();
        assert_eq!(&text[span.start..span.end], "доля овз");
    }
}
