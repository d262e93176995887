//! What must not be parted by the end of a page, decided once for all writers.

use super::{Block, Document, Inline, Paragraph, Part};

/// Sets [`Paragraph::keep_with_next`] throughout a document:
///
/// - text that announces what follows («Задачи:», «ПРИКАЗЫВАЮ:») stays with it;
/// - a signature takes at least three lines of text along ([N-31]).
pub fn apply(document: &mut Document) {
    for part in &mut document.parts {
        keep_announcements(part);
        keep_signatures(part);
    }
}

/// Characters in a line of 170 mm at 14 pt, for the estimate below.
const LINE: usize = 75;
/// Lines of text that must share the page with a signature ([N-31]).
const LINES_WITH_SIGNATURE: usize = 3;

fn keep_announcements(part: &mut Part) {
    let count = part.blocks.len();
    for block in part.blocks.iter_mut().take(count.saturating_sub(1)) {
        if let Block::Paragraph(paragraph) = block
            && text(&paragraph.content).trim_end().ends_with(':')
        {
            paragraph.keep_with_next = true;
        }
    }
}

fn keep_signatures(part: &mut Part) {
    for index in 0..part.blocks.len() {
        if !matches!(part.blocks[index], Block::Signature { .. }) {
            continue;
        }
        let mut lines = 0;
        for block in part.blocks[..index].iter_mut().rev() {
            let Block::Paragraph(paragraph) = block else {
                break;
            };
            paragraph.keep_with_next = true;
            lines += estimated_lines(paragraph);
            if lines >= LINES_WITH_SIGNATURE {
                break;
            }
        }
    }
}

fn estimated_lines(paragraph: &Paragraph) -> usize {
    text(&paragraph.content)
        .chars()
        .count()
        .div_ceil(LINE)
        .max(1)
}

/// The plain text of a paragraph; a line break counts as a space.
pub(crate) fn text(content: &[Inline]) -> String {
    let mut plain = String::new();
    for inline in content {
        match inline {
            Inline::Text(text) => plain.push_str(text),
            Inline::Bold(inner)
            | Inline::Italic(inner)
            | Inline::Revised(_, inner)
            | Inline::Linked(_, inner) => {
                plain.push_str(&text(inner));
            }
            Inline::Break => plain.push(' '),
            Inline::Footnote(_) => {}
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use crate::document::{Block, markup};

    fn kept(content: &str) -> Vec<bool> {
        let markup = format!("<document title=\"Т\"><part>{content}</part></document>");
        let mut document = markup::parse(&markup).unwrap();
        super::apply(&mut document);
        document.parts[0]
            .blocks
            .iter()
            .filter_map(|block| match block {
                Block::Paragraph(paragraph) => Some(paragraph.keep_with_next),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn a_signature_takes_three_lines_along() {
        let long = "слово ".repeat(40);
        let signature = "<signature><post>Начальник</post><name>И.О. Ф</name></signature>";
        assert_eq!(
            kept(&format!("<p>{long}</p><p>{long}</p>{signature}")),
            [false, true]
        );
        assert_eq!(
            kept(&format!("<p>{long}</p><p>Один.</p><p>Два.</p>{signature}")),
            [true, true, true]
        );
    }

    #[test]
    fn an_announcement_stays_with_what_it_announces() {
        assert_eq!(kept("<p>Задачи:</p><p>Первая.</p>"), [true, false]);
        assert_eq!(kept("<p>Первая.</p><p>Конец:</p>"), [false, false]);
    }
}
