//! How long documents take: the examples and made plans of 2,000 and 10,000 rows.
//!
//! `cargo bench` runs it in the release profile; `benches/README.md` tells more.

#![allow(clippy::disallowed_methods, reason = "lays out a dossier of its own")]
#![allow(clippy::unwrap_used, reason = "a bench that cannot go on should stop")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use divan::{Bencher, black_box};
use dyak::build::{
    CollectOptions, Crew, Done, FormOptions, Format, Options, Prepared, Ready, Request, build,
    collect, forms, prepare,
};
use dyak::check;
use dyak::deadline::{Bounds, understand};
use dyak::export::docx::docx;
use dyak::export::pdf::pdf;
use dyak::export::xlsx::xlsx;
use dyak::load::load;
use dyak::model::DocumentKind;
use dyak::render::Scope;

fn main() {
    divan::main();
}

const EXAMPLES: [&str; 3] = ["belomorsk-2022", "roadmap-2020", "luga-2021-2022"];
/// The day on which everything is made.
const DAY: NaiveDate = NaiveDate::from_ymd_opt(2022, 12, 1).unwrap();
const ROWS: [usize; 2] = [2_000, 10_000];

fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("data")
        .join(name)
}

fn ready(folder: &Path) -> Ready {
    let prepared = prepare(folder, Request::Asked, &Scope::on(DAY)).unwrap();
    prepared.ready.expect("a sound dossier")
}

/// Everything before layout: reading, checking, Tera, markup, tree.
#[divan::bench(args = EXAMPLES)]
fn prepare_example(bencher: Bencher<'_, '_>, name: &str) {
    let folder = example(name);
    bencher.bench(|| ready(black_box(&folder)));
}

/// A dossier read for its workbook alone: an analysis of a region has no end.
fn workbook_ready(folder: &Path) -> Prepared {
    let kinds = [DocumentKind::Indicators];
    prepare(folder, Request::These(&kinds), &Scope::on(DAY)).unwrap()
}

/// The DOCX files of an example.
#[divan::bench(args = EXAMPLES)]
fn docx_example(bencher: Bencher<'_, '_>, name: &str) {
    let ready = ready(&example(name));
    bencher.bench(|| write_docx(&ready));
}

/// The PDF files of an example, with Typst's memory of earlier layouts emptied.
#[divan::bench(args = EXAMPLES)]
fn pdf_example(bencher: Bencher<'_, '_>, name: &str) {
    let ready = ready(&example(name));
    bencher
        .with_inputs(|| comemo::evict(0))
        .bench_values(|()| write_pdf(&ready));
}

#[divan::bench(args = ROWS, sample_count = 5)]
fn prepare_plan(bencher: Bencher<'_, '_>, rows: usize) {
    let folder = made_plan(rows);
    bencher.bench(|| ready(black_box(folder.path())));
}

#[divan::bench(args = ROWS, sample_count = 5)]
fn docx_plan(bencher: Bencher<'_, '_>, rows: usize) {
    let folder = made_plan(rows);
    let ready = ready(folder.path());
    bencher.bench(|| write_docx(&ready));
}

#[divan::bench(args = ROWS, sample_count = 3)]
fn pdf_plan(bencher: Bencher<'_, '_>, rows: usize) {
    let folder = made_plan(rows);
    let ready = ready(folder.path());
    bencher
        .with_inputs(|| comemo::evict(0))
        .bench_values(|()| write_pdf(&ready));
}

/// How often the texts of the example programme are repeated: about 30 and 300 pages.
const PROGRAMMES: [usize; 2] = [2, 24];

#[divan::bench(args = PROGRAMMES, sample_count = 5)]
fn prepare_programme(bencher: Bencher<'_, '_>, times: usize) {
    let folder = made_programme(times);
    bencher.bench(|| ready(black_box(folder.path())));
}

/// The DOCX, whose contents need the pages of a layout.
#[divan::bench(args = PROGRAMMES, sample_count = 3)]
fn docx_programme(bencher: Bencher<'_, '_>, times: usize) {
    let folder = made_programme(times);
    let ready = ready(folder.path());
    bencher
        .with_inputs(|| comemo::evict(0))
        .bench_values(|()| write_docx(&ready));
}

#[divan::bench(args = PROGRAMMES, sample_count = 3)]
fn pdf_programme(bencher: Bencher<'_, '_>, times: usize) {
    let folder = made_programme(times);
    let ready = ready(folder.path());
    bencher
        .with_inputs(|| comemo::evict(0))
        .bench_values(|()| write_pdf(&ready));
}

/// The example programme with its texts so many times over, each copy a file of its own.
fn made_programme(times: usize) -> tempfile::TempDir {
    let from = example("sorsk-2020-2023");
    let folder = tempfile::tempdir().unwrap();
    for name in ["indicators.yaml", "plan.yaml", "schools.yaml"] {
        std::fs::copy(from.join(name), folder.path().join(name)).unwrap();
    }
    let dossier = std::fs::read_to_string(from.join("dossier.yaml")).unwrap();
    let dossier = dossier + "\nдокументы: [программа]\n";
    std::fs::write(folder.path().join("dossier.yaml"), dossier).unwrap();
    let programme = std::fs::read_to_string(from.join("programme.yaml")).unwrap();
    let (head, parts) = programme.split_once("части:\n").unwrap();
    let mut made = format!("{head}части:\n");
    // Texts of other documents stay as they are.
    let texts = folder.path().join("text");
    std::fs::create_dir(&texts).unwrap();
    for entry in std::fs::read_dir(from.join("text")).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, texts.join(path.file_name().unwrap())).unwrap();
    }
    let names = parts
        .lines()
        .filter_map(|line| line.trim().strip_prefix("- "));
    let names: Vec<&str> = names.collect();
    for time in 0..times {
        for name in &names {
            let _ = writeln!(made, "  - {time}-{name}");
            let text = std::fs::read_to_string(from.join("text").join(name)).unwrap();
            // The same table stands in every copy, so none can be meant by its name.
            let mut pieces = text.split("{{ номер таблицы ");
            let mut copy = pieces.next().unwrap().to_owned();
            copy.extend(pieces.map(|piece| piece.split_once("}}").unwrap().1));
            std::fs::write(texts.join(format!("{time}-{name}")), copy).unwrap();
        }
    }
    std::fs::write(folder.path().join("programme.yaml"), made).unwrap();
    folder
}

/// 10,000 deadlines as plans write them.
#[divan::bench]
fn deadlines(bencher: Bencher<'_, '_>) {
    let table = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/deadlines/plans.tsv");
    let text = std::fs::read_to_string(table).unwrap();
    let rows = text.lines().filter(|line| !line.starts_with('#'));
    let phrases: Vec<&str> = rows.filter_map(|row| row.split('\t').next()).collect();
    let bounds = Some(Bounds {
        from: "2021-09-01".parse().unwrap(),
        to: "2022-08-31".parse().unwrap(),
    });
    bencher.bench(|| {
        let phrases = phrases.iter().cycle().take(10_000);
        phrases
            .map(|phrase| understand(black_box(phrase), bounds).intervals.len())
            .sum::<usize>()
    });
}

/// A department and a region: indicators, schools, years.
const TABLES: [(usize, usize, usize); 2] = [(18, 11, 4), (200, 1_000, 5)];

/// Reading and checking of figures.
#[divan::bench(args = TABLES, sample_count = 1)]
fn prepare_workbook(bencher: Bencher<'_, '_>, size: (usize, usize, usize)) {
    let folder = made_indicators(size);
    bencher.bench(|| workbook_ready(black_box(folder.path())));
}

/// The XLSX file of figures that are read already.
#[divan::bench(args = TABLES, sample_count = 1)]
fn xlsx_workbook(bencher: Bencher<'_, '_>, size: (usize, usize, usize)) {
    let folder = made_indicators(size);
    let prepared = workbook_ready(folder.path());
    let ready = prepared.ready.as_ref().expect("a sound dossier");
    bencher.bench(|| {
        let workbooks = ready.workbooks(&prepared.sources);
        xlsx(&workbooks[0].workbook).unwrap().len()
    });
}

/// All rules over a plan that is read already.
#[divan::bench(args = ROWS, sample_count = 20)]
fn check_plan(bencher: Bencher<'_, '_>, rows: usize) {
    let folder = made_plan(rows);
    let loaded = load(folder.path(), None).unwrap();
    let dossier = loaded.dossier.expect("a sound dossier");
    bencher.bench(|| check::run(black_box(&dossier), &loaded.texts, &loaded.sources, true).len());
}

const SCHOOLS: [usize; 2] = [11, 1_000];

/// Blanks of so many schools, twenty rows each.
#[divan::bench(args = SCHOOLS, sample_count = 3)]
fn form_schools(bencher: Bencher<'_, '_>, schools: usize) {
    let folder = made_reports(schools);
    let options = form_options(folder.path());
    bencher.bench(|| {
        forms(folder.path(), &options)
            .unwrap()
            .result
            .unwrap()
            .len()
    });
}

/// The same blanks with answers, held against what the dossier says.
#[divan::bench(args = SCHOOLS, sample_count = 3)]
fn collect_schools(bencher: Bencher<'_, '_>, schools: usize) {
    let folder = made_reports(schools);
    let options = form_options(folder.path());
    let made = forms(folder.path(), &options).unwrap().result.unwrap();
    let files: Vec<PathBuf> = made.into_iter().map(|form| form.path).collect();
    // Without what was reported every answer is new.
    std::fs::remove_dir_all(folder.path().join("progress")).unwrap();
    let options = CollectOptions {
        accept_valid: false,
        dry_run: true,
    };
    bencher.bench(|| {
        let collected = collect(folder.path(), &files, options).unwrap();
        assert_eq!(collected.written.len(), schools);
    });
}

/// The consolidated report and that of every school, in both forms, from reading to
/// writing.
#[divan::bench(args = SCHOOLS, sample_count = 1)]
fn report_schools(bencher: Bencher<'_, '_>, schools: usize) {
    let folder = made_reports(schools);
    let options = Options {
        output: folder.path().join("output"),
        only: vec![DocumentKind::Report, DocumentKind::SchoolReport],
        scope: Scope::on("2026-07-01".parse().unwrap()),
        formats: vec![Format::Docx, Format::Pdf],
        force: true,
        prune: false,
    };
    let crew = Crew::new(std::thread::available_parallelism().unwrap());
    bencher.bench_local(|| {
        let built = build(folder.path(), &options, &crew, &|| ()).unwrap();
        assert_eq!(built.files().count(), 2 * (schools + 1));
    });
}

/// A department's package, reports of eleven schools among it, when nothing has changed.
#[divan::bench]
fn package_unchanged(bencher: Bencher<'_, '_>) {
    let package = Package::new();
    package.build();
    bencher.bench_local(|| assert_eq!(package.build(), 0));
}

/// The same after a deadline has moved: there and back, so that each build has one change.
#[divan::bench]
fn package_one_deadline(bencher: Bencher<'_, '_>) {
    let package = Package::new();
    package.build();
    let mut moved = false;
    bencher.bench_local(|| {
        moved = !moved;
        package.move_deadline(moved);
        assert!(package.build() > 0);
    });
}

/// The example with reports, in a folder of its own.
struct Package {
    folder: tempfile::TempDir,
    plan: String,
    crew: Crew,
}

impl Package {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let source = example("vyborg-2019-2021");
        let progress = folder.path().join("progress");
        std::fs::create_dir(&progress).unwrap();
        for (from, to) in [
            (source.clone(), folder.path()),
            (source.join("progress"), &progress),
        ] {
            for entry in std::fs::read_dir(from).unwrap() {
                let path = entry.unwrap().path();
                if path.is_file() {
                    std::fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
                }
            }
        }
        let plan = std::fs::read_to_string(folder.path().join("plan.yaml")).unwrap();
        let crew = Crew::new(std::thread::available_parallelism().unwrap());
        Self { folder, plan, crew }
    }

    /// Writes the first deadline of the plan otherwise, or as it was.
    fn move_deadline(&self, moved: bool) {
        let plan = match moved {
            true => self
                .plan
                .replacen("срок: февраль 2020", "срок: март 2020", 1),
            false => self.plan.clone(),
        };
        std::fs::write(self.folder.path().join("plan.yaml"), plan).unwrap();
    }

    /// How many files a build has written.
    fn build(&self) -> usize {
        let options = Options {
            output: self.folder.path().join("output"),
            only: Vec::new(),
            scope: Scope::on("2020-06-10".parse().unwrap()),
            formats: vec![Format::Docx, Format::Pdf],
            force: false,
            prune: false,
        };
        let built = build(self.folder.path(), &options, &self.crew, &|| ()).unwrap();
        let written = built
            .files()
            .filter(|(_, file)| matches!(file.result, Ok(Done::Written)));
        written.count()
    }
}

fn form_options(folder: &Path) -> FormOptions {
    FormOptions {
        output: folder.join("output"),
        schools: Vec::new(),
        period: None,
        today: "2026-07-01".parse().unwrap(),
        force: true,
    }
}

/// A dossier of so many schools that have reported on twenty activities.
fn made_reports(schools: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut text = String::from(
        "ведомство:\n  название: управление образования Энского района\n  руководитель: {должность: Начальник управления, ФИО: Орлова Вера Николаевна}\n\
         период: 2026 год\nотчётность:\n  периоды:\n    - {id: 2026-1, период: 01.01.2026 – 30.06.2026}\n\
         план:\n  вид: план\n  название: План на 2026 год\n  школы: все\n\
         \x20 столбцы: [номер, мероприятие, срок]\n  мероприятия:\n",
    );
    for row in 1..=20 {
        let _ = writeln!(
            text,
            "    - {{мероприятие: Семинар № {row} об оценивании результатов, срок: до {row} марта 2026 г.}}"
        );
    }
    text.push_str("школы:\n");
    std::fs::create_dir(folder.path().join("progress")).unwrap();
    for school in 1..=schools {
        let _ = writeln!(text, "  - {{id: сош{school}, название: СОШ № {school}}}");
        let mut report = format!("период: 2026-1\nкто: сош{school}\nдата: 30.06.2026\nотметки:\n");
        for row in 1..=20 {
            let _ = writeln!(
                report,
                "  - {{мероприятие: \"{row}\", статус: выполнено, исполнено: 02.03.2026, результат: Обучены учителя}}"
            );
        }
        let path = folder
            .path()
            .join(format!("progress/2026-1-сош{school}.yaml"));
        std::fs::write(path, report).unwrap();
    }
    std::fs::write(folder.path().join("dossier.yaml"), text).unwrap();
    folder
}

fn write_docx(ready: &Ready) -> usize {
    let files = ready
        .rendered
        .iter()
        .map(|one| docx(&one.document, &ready.style, &ready.fonts).unwrap());
    files.map(|bytes| bytes.len()).sum()
}

fn write_pdf(ready: &Ready) -> usize {
    let files = ready
        .rendered
        .iter()
        .map(|one| pdf(&one.document, &ready.style, &ready.fonts).unwrap());
    files.map(|bytes| bytes.len()).sum()
}

/// A dossier whose plan has so many activities, in sections of fifty.
fn made_plan(rows: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut text = String::from(
        "ведомство:\n  название: управление образования Энского района\n  руководитель: {должность: Начальник управления, ФИО: Орлова Вера Николаевна}\n\
         исполнители:\n  - {id: имц, название: МКУ «Энский ИМЦ»}\n\
         период: 2026 год\nплан:\n  вид: план\n  название: План на 2026 год\n\
         \x20 столбцы: [номер, мероприятие, срок, ответственные, результат]\n\
         \x20 ориентация: альбомная\n  нумерация: {мероприятия: с номером раздела}\n  разделы:\n",
    );
    for row in 0..rows {
        if row % 50 == 0 {
            let _ = write!(
                text,
                "    - название: Направление {}\n      мероприятия:\n",
                row / 50 + 1
            );
        }
        let _ = write!(
            text,
            "        - мероприятие: Семинар № {row} «Оценивание образовательных результатов» для школьных команд района\n\
             \x20         срок: до {} марта 2026 г.\n\
             \x20         ответственные: [имц, руководители школ района]\n\
             \x20         результат: Обучено {} человек, подготовлены методические материалы\n",
            row % 28 + 1,
            row % 90 + 5
        );
    }
    std::fs::write(folder.path().join("dossier.yaml"), text).unwrap();
    folder
}

/// A dossier with so many indicators of so many schools over so many years.
fn made_indicators((indicators, schools, years): (usize, usize, usize)) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = String::from(
        "ведомство:\n  название: управление образования Энского района\n  руководитель: {должность: Начальник управления, ФИО: Орлова Вера Николаевна}\nпериод: 2020-2026 годы\nшколы:\n",
    );
    let mut text =
        String::from("базовый год: 2020\nгруппы:\n  - название: Результаты\n    показатели:\n");
    for indicator in 0..indicators {
        let _ = writeln!(
            text,
            "      - {{id: показатель-{indicator}, показатель: Доля учащихся по показателю {indicator}, вид: доля, лучше: больше}}"
        );
    }
    text.push_str("значения:\n");
    let named: Vec<String> = (0..years).map(|year| (2020 + year).to_string()).collect();
    for school in 0..schools {
        let _ = writeln!(
            dossier,
            "  - {{id: сош-{school}, название: СОШ № {school}}}"
        );
        let _ = write!(
            text,
            "  - школа: сош-{school}\n    год: [{}]\n    данные:\n",
            named.join(", ")
        );
        for indicator in 0..indicators {
            let values: Vec<String> = (0..years)
                .map(|year| format!("{}/400", 100 + (school + indicator * 7 + year * 11) % 250))
                .collect();
            let _ = writeln!(text, "      показатель-{indicator}: {}", values.join(" | "));
        }
    }
    std::fs::write(folder.path().join("dossier.yaml"), dossier).unwrap();
    std::fs::write(folder.path().join("indicators.yaml"), text).unwrap();
    folder
}
