//! Building again: only what changed, whatever stops a build, and on every save.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::cases::lay_out;
use crate::tools::skip;

/// The files of a folder and those below it, with their bytes.
type Files = BTreeMap<PathBuf, Vec<u8>>;

/// Words of the example's plan, and what replaces them.
const DEADLINE: [&str; 2] = ["срок: Август 2022", "срок: Сентябрь 2022"];

/// A copy of an example, and where its documents go.
struct Bench {
    folder: tempfile::TempDir,
}

impl Bench {
    fn new(example: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        lay_out(&root.join(example), &folder.path().join("дело"));
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn plan(&self) -> PathBuf {
        self.path("дело/plan.yaml")
    }

    /// Replaces words of the plan, as an editor does: by renaming a new file.
    fn edit(&self, from: &str, to: &str) {
        let text = std::fs::read_to_string(self.plan()).unwrap();
        assert!(text.contains(from), "«{from}» is not in the plan");
        let new = self.path("дело/plan.yaml~");
        std::fs::write(&new, text.replacen(from, to, 1)).unwrap();
        std::fs::rename(new, self.plan()).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dyak"));
        command.args(arguments).current_dir(self.folder.path());
        command
    }

    fn build(&self, output: &str) -> Output {
        let day = ["--as-of", "01.12.2022"];
        let arguments = ["build", "дело", "-o", output, day[0], day[1]];
        self.command(&arguments).output().unwrap()
    }

    /// Builds and gives the files.
    fn built(&self, output: &str) -> Files {
        let run = self.build(output);
        assert!(run.status.success(), "{}", errors(&run));
        files(&self.path(output))
    }

    /// The documents of the plan as it is and with the other deadline.
    fn both(&self) -> [Files; 2] {
        let old = self.built("old");
        self.edit(DEADLINE[0], DEADLINE[1]);
        let new = self.built("new");
        let changed = old.iter().filter(|(path, bytes)| new[*path] != **bytes);
        assert!(documents(changed.map(|(path, _)| path)) > 0);
        self.edit(DEADLINE[1], DEADLINE[0]);
        [old, new]
    }
}

fn documents<'a>(paths: impl Iterator<Item = &'a PathBuf>) -> usize {
    paths.filter(|path| is_document(path)).count()
}

/// Whether a file is there for people.
fn is_document(path: &Path) -> bool {
    !path
        .iter()
        .any(|part| part.as_encoded_bytes().starts_with(b"."))
}

fn errors(run: &Output) -> String {
    String::from_utf8_lossy(&run.stderr).into_owned()
}

fn files(folder: &Path) -> Files {
    fn walk(folder: &Path, root: &Path, files: &mut Files) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, root, files);
            } else {
                let name = path.strip_prefix(root).unwrap().to_owned();
                files.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    let mut all = Files::new();
    if folder.exists() {
        walk(folder, folder, &mut all);
    }
    all
}

/// Asserts that each document is one of the old ones or of the new ones, whole.
fn assert_whole(present: &Files, sound: &[Files; 2], when: &str) {
    for (path, bytes) in present.iter().filter(|(path, _)| is_document(path)) {
        let is_sound = sound.iter().any(|files| files.get(path) == Some(bytes));
        assert!(is_sound, "{when}: {} is neither", path.display());
    }
}

/// Asserts that a build ends with the files of an undisturbed one and nothing else;
/// what the manifest says of replaced files may differ.
fn assert_healed(bench: &Bench, clean: &Files, when: &str) {
    let healed = bench.built("output");
    let names = |files: &Files| -> Vec<PathBuf> { files.keys().cloned().collect() };
    assert_eq!(names(&healed), names(clean), "{when}");
    for (path, bytes) in clean.iter().filter(|(path, _)| is_document(path)) {
        assert!(healed[path] == *bytes, "{when}: {}", path.display());
    }
}

#[test]
fn a_build_killed_at_any_moment_leaves_whole_files_and_the_next_one_heals() {
    let bench = Bench::new("data/belomorsk-2022");
    let sound = bench.both();
    let start = Instant::now();
    bench.built("output");
    let whole = start.elapsed();
    let mut at = 0;
    for round in 0..KILLS {
        // Each kill comes in another part of the build, now to the new text, now back.
        let (from, to) = (DEADLINE[at], DEADLINE[1 - at]);
        bench.edit(from, to);
        at = 1 - at;
        let mut child = quiet(bench.command(&["build", "дело", "--as-of", "01.12.2022"]));
        std::thread::sleep(whole * round / KILLS);
        // An end that came first is one too.
        let _ = child.kill();
        child.wait().unwrap();
        let when = format!("kill {round}");
        assert_whole(&files(&bench.path("output")), &sound, &when);
        if round % 3 == 2 {
            assert_healed(&bench, &sound[at], &when);
        }
    }
    assert_healed(&bench, &sound[at], "at the end");
}

/// How often a build is killed.
const KILLS: u32 = 30;

fn quiet(mut command: Command) -> Child {
    command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Debris is laid where a kill would leave it, whether a kill of the other test hits
/// that moment or not.
#[test]
fn what_a_killed_build_left_is_swept_away_by_the_next_one() {
    let bench = Bench::new("templates/new");
    let clean = bench.built("output");
    for name in [".dyak-aB3dE6", ".dyak/.dyak-aB3dE6"] {
        std::fs::write(bench.path("output/дело").join(name), b"half").unwrap();
    }
    assert_eq!(bench.built("output"), clean);
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_old_files() {
    let bench = Bench::new("data/belomorsk-2022");
    let sound = bench.both();
    bench.built("output");
    bench.edit(DEADLINE[0], DEADLINE[1]);
    // Blocks of 512 bytes: too few for a PDF, then for a DOCX, then for a manifest.
    for blocks in ["60", "12", "1"] {
        let shell = format!(
            "trap '' XFSZ; ulimit -f {blocks} && exec \"$0\" build дело --as-of 01.12.2022"
        );
        let run = Command::new("sh")
            .args(["-c", &shell, env!("CARGO_BIN_EXE_dyak")])
            .current_dir(bench.folder.path())
            .output()
            .unwrap();
        assert_eq!(run.status.code(), Some(3), "{}", errors(&run));
        assert!(
            errors(&run).contains("файл больше, чем"),
            "{}",
            errors(&run)
        );
        let present = files(&bench.path("output"));
        assert_whole(&present, &sound, blocks);
        for (path, bytes) in sound[0].iter().filter(|(path, _)| is_document(path)) {
            assert!(present[path] == *bytes, "{blocks}: {}", path.display());
        }
    }
    assert_healed(&bench, &sound[1], "with room again");
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_to_keeps_its_files() {
    use std::os::unix::fs::PermissionsExt;

    let bench = Bench::new("data/belomorsk-2022");
    let sound = bench.both();
    bench.built("output");
    let folder = bench.path("output/дело");
    let set = |mode| {
        let rights = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(&folder, rights).unwrap();
    };
    set(0o555);
    if std::fs::write(folder.join("проба"), b"").is_ok() {
        skip("запись в закрытую папку: этому пользователю всё можно");
        return;
    }
    bench.edit(DEADLINE[0], DEADLINE[1]);
    let run = bench.build("output");
    let present = files(&folder);
    set(0o755);
    assert_eq!(run.status.code(), Some(3));
    assert!(errors(&run).contains("нет права"), "{}", errors(&run));
    let old: Files = sound[0].clone();
    for (path, bytes) in &present {
        let path = Path::new("дело").join(path);
        assert!(
            !is_document(&path) || old[&path] == *bytes,
            "{}",
            path.display()
        );
    }
    assert_healed(&bench, &sound[1], "with the right again");
}

#[test]
fn builds_at_the_same_time_end_like_one() {
    let bench = Bench::new("data/belomorsk-2022");
    let sound = bench.both();
    bench.built("output");
    let arguments = ["build", "дело", "--as-of", "01.12.2022"];
    let mut at = 0;
    for round in 0..4 {
        // The first one may have read the old deadline, the second one reads the new.
        let first = quiet(bench.command(&arguments));
        std::thread::sleep(Duration::from_millis(15 * round));
        bench.edit(DEADLINE[at], DEADLINE[1 - at]);
        at = 1 - at;
        let second = quiet(bench.command(&arguments));
        for mut child in [first, second] {
            assert!(child.wait().unwrap().success());
        }
        assert_whole(&files(&bench.path("output")), &sound, "two at once");
        assert_healed(&bench, &sound[at], "two at once");
    }
}

/// What was said of the old text, document by document, equals what changed.
#[test]
fn exactly_the_documents_that_show_a_deadline_are_rewritten() {
    for (example, from, to) in [
        ("data/belomorsk-2022", DEADLINE[0], DEADLINE[1]),
        ("data/roadmap-2020", "срок: август", "срок: сентябрь"),
        (
            "data/sorsk-2020-2023",
            "срок: Октябрь 2020",
            "срок: Ноябрь 2020",
        ),
        (
            "data/luga-2021-2022",
            "срок: до 10.10.2021",
            "срок: до 11.10.2021",
        ),
        (
            "data/vyborg-2019-2021",
            "срок: Апрель 2020",
            "срок: Март 2020",
        ),
    ] {
        let bench = Bench::new(example);
        let old = bench.built("output");
        bench.edit(from, to);
        let day = ["--as-of", "01.12.2022"];
        let run = bench
            .command(&["build", "дело", "--json", day[0], day[1]])
            .output()
            .unwrap();
        let report: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
        let new = bench.built("clean");
        let present = files(&bench.path("output"));
        let mut differing = Vec::new();
        for (path, bytes) in new.iter().filter(|(path, _)| is_document(path)) {
            assert!(
                present[path] == *bytes,
                "{example}: {} is stale",
                path.display()
            );
            if old[path] != *bytes {
                differing.push(Path::new("output").join(path).display().to_string());
            }
        }
        let mut written: Vec<&str> = Vec::new();
        for file in report["files"].as_array().unwrap() {
            if file["status"] == "written" {
                written.push(file["path"].as_str().unwrap());
            }
        }
        written.sort_unstable();
        differing.sort_unstable();
        assert!(!written.is_empty(), "{example}");
        assert_eq!(written, differing, "{example}");
        for document in report["rewritten"].as_array().unwrap() {
            let reason = match document["document"] == "indicators" {
                true => "sheets",
                false => "content",
            };
            assert_eq!(document["reason"], reason, "{document}");
            assert!(!document["changes"].as_array().unwrap().is_empty());
        }
    }
}

/// A program that watches a dossier, with what it prints.
struct Watcher {
    child: Child,
    log: PathBuf,
}

impl Watcher {
    fn start(bench: &Bench, output: &str) -> Self {
        let log = bench.path("журнал");
        let file = std::fs::File::create(&log).unwrap();
        let child = bench
            .command(&["watch", "дело", "-o", output, "--as-of", "01.12.2022"])
            .stdout(file.try_clone().unwrap())
            .stderr(file)
            .spawn()
            .unwrap();
        let watcher = Self { child, log };
        watcher.until("Записано");
        watcher
    }

    fn told(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap()
    }

    /// Waits until a text is printed once more than before.
    fn until(&self, text: &str) {
        self.until_count(text, 1);
    }

    fn until_count(&self, text: &str, count: usize) {
        let start = Instant::now();
        while self.told().matches(text).count() < count {
            assert!(
                start.elapsed() < Duration::from_secs(60),
                "no «{text}» in:\n{}",
                self.told()
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        // A failed test leaves no program behind; one that has ended is no matter.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn watching_rebuilds_on_every_save_and_goes_on_through_mistakes() {
    let bench = Bench::new("data/belomorsk-2022");
    let [old, new] = bench.both();
    // The documents lie inside the dossier: they are no change of it.
    let output = "дело/output";
    let mut watcher = Watcher::start(&bench, output);
    let documents = || -> Files {
        let mut files = files(&bench.path(output));
        files.retain(|path, _| is_document(path));
        files
    };
    let only_documents = |mut files: Files| -> Files {
        files.retain(|path, _| is_document(path));
        files
    };
    assert!(documents() == only_documents(old.clone()));
    bench.edit(DEADLINE[0], DEADLINE[1]);
    watcher.until("Приказ № 17 от 01.02.2022: поз. ");
    assert!(documents() == only_documents(new.clone()));

    bench.edit(DEADLINE[1], "срок: до 31 июня 2022 г.");
    watcher.until("жду исправлений");
    assert!(
        watcher.told().contains("impossible-date"),
        "{}",
        watcher.told()
    );
    bench.edit("срок: до 31 июня 2022 г.", "срок: [");
    watcher.until_count("жду исправлений", 2);
    assert!(documents() == only_documents(new.clone()));
    bench.edit("срок: [", DEADLINE[1]);
    watcher.until("Ошибок больше нет, документы прежние");

    // The folder gives way to another of its name, of which no notice comes.
    let (folder, aside) = (bench.path("дело"), bench.path("прежнее"));
    std::fs::rename(&folder, &aside).unwrap();
    std::fs::create_dir(&folder).unwrap();
    copy(&aside, &folder);
    bench.edit(DEADLINE[1], DEADLINE[0]);
    watcher.until_count("Приказ № 17 от 01.02.2022: поз. ", 2);
    bench.edit(DEADLINE[0], DEADLINE[1]);
    watcher.until_count("Приказ № 17 от 01.02.2022: поз. ", 3);
    assert!(documents() == only_documents(new));

    interrupt(&watcher.child);
    let ended = watcher.child.wait().unwrap();
    assert_eq!(ended.code(), Some(0), "{}", watcher.told());
    assert_eq!(watcher.told().matches("Записано").count(), 1);
}

/// What editors do to a text: the document that it stands in is made anew, no other.
#[test]
fn watching_sees_texts_changed_and_new() {
    let bench = Bench::new("tests/cases/build/programme");
    let watcher = Watcher::start(&bench, "output");
    let text = bench.path("дело/text/меры.md");
    let old = std::fs::read_to_string(&text).unwrap();
    std::fs::write(&text, old + "\nМеры принимает каждая школа.\n").unwrap();
    watcher.until("Программа поддержки школ: абзац ");
    assert!(
        watcher.told().contains(" после заголовка «"),
        "{}",
        watcher.told()
    );

    // A new text, then one that is named before it is there.
    let write = |name: &str, words: &str| std::fs::write(bench.path(name), words).unwrap();
    let parts = std::fs::read_to_string(bench.path("дело/programme.yaml")).unwrap();
    write("дело/text/итоги.md", "# Итоги\n\nПодводит комиссия.\n");
    write("дело/programme.yaml", &(parts.clone() + "  - итоги.md\n"));
    watcher.until_count("Программа поддержки школ: ", 2);
    write("дело/programme.yaml", &(parts + "  - выводы.md\n"));
    watcher.until("missing-text");
    write("дело/text/выводы.md", "# Выводы\n\nПомощь нужна.\n");
    watcher.until_count("Программа поддержки школ: ", 3);
}

#[cfg(unix)]
fn interrupt(child: &Child) {
    let id = child.id().to_string();
    let sent = Command::new("kill").args(["-INT", &id]).status().unwrap();
    assert!(sent.success());
}

/// Copies a folder with everything in it.
fn copy(from: &Path, to: &Path) {
    for (path, bytes) in files(from) {
        let path = to.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}
