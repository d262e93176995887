//! Every document of every example dossier: two builds give the same bytes, both
//! forms carry the same text, and the validators find nothing.

use std::path::{Path, PathBuf};
use std::process::Command;

use dyak::build::{Request, prepare, safe_name};
use dyak::document::Chart;
use dyak::render::Scope;

use crate::docx_text::TextRow;
use crate::{cases, docx_text, tools};

/// All example dossiers, and one whose template draws charts, which is laid out in `folder`.
fn dossiers(folder: &Path) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut dossiers: Vec<PathBuf> = std::fs::read_dir(root.join("data"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    dossiers.sort();
    let charts = folder.join("charts");
    cases::lay_out(&root.join("tests/cases/template/charts"), &charts);
    dossiers.push(charts);
    dossiers
}

/// Builds those dossiers into a folder and returns the files, sorted.
fn build(output: &Path) -> Vec<PathBuf> {
    let laid_out = tempfile::tempdir().unwrap();
    let dossiers = dossiers(laid_out.path());
    let mut files = Vec::new();
    for dossier in &dossiers {
        run_build(dossier, &[], output);
        // A plan both attached and alone is covered.
        if dossier.join("order.yaml").exists() {
            run_build(dossier, &["--only", "plan"], output);
        }
    }
    for dossier in &dossiers {
        let folder = output.join(dossier.file_name().unwrap());
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some() && !path.ends_with(".dyak.json") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

fn run_build(dossier: &Path, arguments: &[&str], output: &Path) {
    let run = Command::new(env!("CARGO_BIN_EXE_dyak"))
        .args(["build", "--as-of", "31.12.2022", "-o"])
        .arg(output)
        .args(arguments)
        .arg(dossier)
        .output()
        .unwrap();
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
}

fn with_extension<'a>(files: &'a [PathBuf], extension: &'a str) -> impl Iterator<Item = &'a Path> {
    files
        .iter()
        .filter(move |path| path.extension().is_some_and(|e| e == extension))
        .map(PathBuf::as_path)
}

#[test]
fn two_builds_give_the_same_bytes() {
    let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let files = build(first.path());
    let again = build(second.path());
    assert_eq!(files.len(), again.len());
    assert!(files.len() > 40, "only {} files", files.len());
    for (one, other) in files.iter().zip(&again) {
        let same = std::fs::read(one).unwrap() == std::fs::read(other).unwrap();
        assert!(same, "{} differs between two builds", one.display());
    }
}

#[test]
fn docx_and_pdf_carry_the_same_text() {
    if !tools::has("pdftotext", "-v", "равенство текста DOCX и PDF") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let files = build(folder.path());
    let mut seen = 0;
    for docx in with_extension(&files, "docx") {
        let charts = charts(docx);
        seen += charts.len();
        let rows = with_charts(docx_text::rows(docx), &charts);
        let heads = docx_text::heads(docx);
        let mut pages = page_texts(&pages(&docx.with_extension("pdf")), &heads);
        let untold = without_footnotes(&mut pages, &docx_text::footnotes(docx));
        assert_eq!(
            untold,
            0,
            "footnotes of {} are not in the PDF",
            docx.display()
        );
        assert!(
            pages.concat().len() > 1000,
            "{} is nearly empty",
            docx.display()
        );
        if let Err(message) = follow(&rows, &pages) {
            panic!("{}: {message}", docx.display());
        }
    }
    assert!(seen >= 6, "only {seen} charts were compared");
}

/// The charts of the document in a file, from the dossier it was built of.
fn charts(docx: &Path) -> Vec<Chart> {
    let (stem, folder) = (docx.file_stem().unwrap(), docx.parent().unwrap());
    let laid_out = tempfile::tempdir().unwrap();
    let dossiers = dossiers(laid_out.path());
    let dossier = dossiers
        .iter()
        .find(|dossier| dossier.file_name() == folder.file_name())
        .unwrap();
    let scope = Scope::on("2022-12-31".parse().unwrap());
    let ready = prepare(dossier, Request::Possible, &scope)
        .unwrap()
        .ready
        .unwrap();
    let rendered = ready
        .rendered
        .iter()
        .find(|rendered| *safe_name(&rendered.name) == *stem)
        .unwrap();
    rendered.document.charts().cloned().collect()
}

/// The rows of a DOCX with the texts of a chart in place of its picture: the picture
/// shows the drawing of the PDF, which shows them as text.
fn with_charts(mut rows: Vec<TextRow>, charts: &[Chart]) -> Vec<TextRow> {
    let mut charts = charts.iter();
    for row in &mut rows {
        if row
            .cells
            .concat()
            .contains(docx_text::picture("").trim_end_matches(']'))
        {
            let chart = charts.next().expect("a picture shows a chart");
            assert_eq!(row.cells, [docx_text::picture(&chart.alt)]);
            row.cells = vec![chart.texts().concat()];
        }
    }
    assert_eq!(charts.next(), None, "a chart has no picture in the DOCX");
    rows
}

/// Goes through the rows of a DOCX along the pages of a PDF, letter by letter.
fn follow(rows: &[TextRow], pages: &[String]) -> Result<(), String> {
    let mut rest = pages.concat();
    // How much of the text is left after each page.
    let mut left_after: Vec<usize> = Vec::new();
    let mut left = rest.len();
    for page in pages {
        left -= page.len();
        left_after.push(left);
    }
    for row in rows {
        let cells: Vec<String> = row.cells.iter().map(|cell| letters(cell)).collect();
        let whole = cells.concat();
        if let Some(after) = rest.strip_prefix(&whole) {
            rest = after.to_owned();
            continue;
        }
        if row.merged
            && let Some(length) = in_any_order(cells.clone(), &rest)
        {
            rest = rest.split_off(length);
            continue;
        }
        // A row that goes on over the page: first the beginnings of its cells.
        let page_end = left_after.iter().find_map(|left| {
            let end = rest.len().checked_sub(*left)?;
            (end > 0).then_some(end)
        });
        let parted = page_end
            .filter(|end| *end < whole.len())
            .and_then(|end| Some((end, parted(&cells, &rest[..end], String::new())?)))
            .filter(|(end, ends)| rest[*end..].starts_with(ends));
        let Some((end, ends)) = parted else {
            let found: String = rest.chars().take(whole.chars().count() + 20).collect();
            return Err(format!("DOCX: {whole}\nPDF:  {found}"));
        };
        rest = rest[end + ends.len()..].to_owned();
    }
    if rest.is_empty() {
        Ok(())
    } else {
        Err(format!("only in the PDF: {rest}"))
    }
}

/// How long a beginning of a text the cells make up, each once, in whatever order.
fn in_any_order(mut cells: Vec<String>, text: &str) -> Option<usize> {
    // A cell that begins like a longer one must not be taken for it.
    cells.sort_by_key(|cell| std::cmp::Reverse(cell.len()));
    let mut length = 0;
    while !cells.is_empty() {
        let rest = &text[length..];
        let next = cells
            .iter()
            .position(|cell| rest.starts_with(cell.as_str()))?;
        length += cells.remove(next).len();
    }
    Some(length)
}

/// The ends of cells whose beginnings, one after another, are exactly `beginnings`.
fn parted(cells: &[String], beginnings: &str, ends: String) -> Option<String> {
    let Some((cell, others)) = cells.split_first() else {
        return beginnings.is_empty().then_some(ends);
    };
    let lengths = cell.char_indices().map(|(at, _)| at).chain([cell.len()]);
    let fitting: Vec<usize> = lengths
        .take_while(|&length| beginnings.starts_with(&cell[..length]))
        .collect();
    fitting.into_iter().rev().find_map(|length| {
        let ends = format!("{ends}{}", &cell[length..]);
        parted(others, &beginnings[length..], ends)
    })
}

#[test]
fn a_text_in_another_order_is_noticed() {
    let rows = |rows: &[&[&str]]| -> Vec<TextRow> {
        let rows = rows.iter().map(|row| TextRow {
            cells: row.iter().map(|cell| (*cell).to_owned()).collect(),
            merged: false,
        });
        rows.collect()
    };
    let pages = ["одиндва".to_owned(), "три".to_owned()];
    assert!(follow(&rows(&[&["один"], &["два", "три"]]), &pages).is_ok());
    // The cells «давно» and «тритий» begin on one page and end on the next.
    let split = ["давтри".to_owned(), "нотий".to_owned()];
    assert!(follow(&rows(&[&["давно", "тритий"]]), &split).is_ok());
    assert!(follow(&rows(&[&["два"], &["один"], &["три"]]), &pages).is_err());
    assert!(follow(&rows(&[&["один"], &["два"]]), &pages).is_err());
    let mut merged = rows(&[&["два", "один", "", "три"]]);
    assert!(follow(&merged, &pages).is_err());
    merged[0].merged = true;
    assert!(follow(&merged, &pages).is_ok());
    let mut noted = vec!["слово1".to_owned(), "два1сноска2ещё".to_owned()];
    let notes = ["1сноска".to_owned(), "2ещё".to_owned()];
    assert_eq!(without_footnotes(&mut noted, &notes), 0);
    assert_eq!(noted, ["слово1", "два"]);
    assert_eq!(without_footnotes(&mut noted, &notes), 2);
    merged[0].cells.push("четыре".to_owned());
    assert!(follow(&merged, &pages).is_err());
}

#[test]
fn pages_are_numbered_from_the_second() {
    if !tools::has("pdftotext", "-v", "номера страниц PDF") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for pdf in with_extension(&build(folder.path()), "pdf") {
        let numbers: Vec<Option<usize>> = pages(pdf).iter().map(|page| number(page)).collect();
        let mut last = 0;
        for number in &numbers {
            // A page without a number is the first of its count.
            last = number.map_or(1, |number| {
                assert_eq!(number, last + 1, "{}: {numbers:?}", pdf.display());
                number
            });
        }
        let word = docx_text::read(&pdf.with_extension("docx"));
        assert_eq!(
            numbers.iter().filter(|number| number.is_none()).count(),
            word.matches("на первой странице номера нет").count(),
            "{}: {numbers:?}",
            pdf.display()
        );
    }
}

/// The pages of a PDF as text in the order of their content.
fn pages(pdf: &Path) -> Vec<String> {
    let text = tools::pdf_text(pdf);
    let pages = text.split_terminator('\u{c}');
    pages.map(str::to_owned).collect()
}

/// The letters of every page, without its number and without the heads that tables
/// repeat on every page.
fn page_texts(pages: &[String], heads: &[String]) -> Vec<String> {
    let mut whole = String::new();
    let mut texts = Vec::new();
    for page in pages {
        let mut page = letters(without_number(page));
        for head in heads.iter().map(|head| letters(head)) {
            // The first head belongs to the text, the others are repetitions.
            if whole.contains(&head) && page.starts_with(&head) {
                page = page.split_off(head.len());
            }
        }
        whole += &page;
        texts.push(page);
    }
    texts
}

/// Takes the footnotes off the ends of pages; tells how many are on none.
fn without_footnotes(pages: &mut [String], footnotes: &[String]) -> usize {
    let footnotes: Vec<String> = footnotes.iter().map(|note| letters(note)).collect();
    let mut rest = &footnotes[..];
    for page in pages {
        let fits = |count: &usize| page.ends_with(&rest[..*count].concat());
        if let Some(count) = (1..=rest.len()).rev().find(fits) {
            page.truncate(page.len() - rest[..count].concat().len());
            rest = &rest[count..];
        }
    }
    rest.len()
}

/// The number a page bears, alone on its first line.
fn number(page: &str) -> Option<usize> {
    page.lines().next()?.trim().parse().ok()
}

/// A page without the line of its number.
fn without_number(page: &str) -> &str {
    match page.split_once('\n') {
        Some((_, rest)) if number(page).is_some() => rest,
        _ => page,
    }
}

/// Text without white space and signs that only a layout has.
fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '↵' | '⇥' | '\u{ad}' | '\u{200b}'))
        // Word's element for a hyphen that ends no line; the PDF has a plain one.
        .map(|c| if c == '\u{2011}' { '-' } else { c })
        .collect()
}

#[test]
fn pdf_files_are_sound() {
    if !tools::has("qpdf", "--version", "строение PDF") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for pdf in with_extension(&build(folder.path()), "pdf") {
        let output = Command::new("qpdf")
            .arg("--check")
            .arg(pdf)
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}: {}",
            pdf.display(),
            String::from_utf8_lossy(&output.stdout)
        );
    }
}

#[test]
fn docx_files_follow_the_schema() {
    if !tools::has("openxml-audit", "--version", "схема DOCX") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for docx in with_extension(&build(folder.path()), "docx") {
        let output = Command::new("openxml-audit").arg(docx).output().unwrap();
        assert!(
            output.status.success(),
            "{}: {}",
            docx.display(),
            String::from_utf8_lossy(&output.stdout)
        );
    }
}
