//! Programs that some tests need and that a bare machine lacks: such a test says
//! that it was skipped.

use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

static SKIPPED: AtomicUsize = AtomicUsize::new(0);

/// Whether a program can be started; if not, prints what is skipped and the count so far.
pub(crate) fn has(program: &str, probe: &str, what: &str) -> bool {
    let started = Command::new(program).arg(probe).output().is_ok();
    if !started {
        skip(&format!("{what}: нет программы {program}"));
    }
    started
}

/// Whether Python knows a module; if not, prints what is skipped and the count so far.
pub(crate) fn has_python_module(module: &str, what: &str) -> bool {
    let import = format!("import {module}");
    let tried = Command::new("python3").args(["-c", &import]).output();
    let known = tried.is_ok_and(|output| output.status.success());
    if !known {
        skip(&format!("{what}: нет модуля Python {module}"));
    }
    known
}

pub(crate) fn skip(why: &str) {
    let count = SKIPPED.fetch_add(1, Ordering::Relaxed) + 1;
    // Printed past the capture of the test harness, so that CI's log shows it.
    let line = format!("пропущено проверок: {count} ({why})\n");
    let _ = std::io::Write::write_all(&mut std::io::stderr(), line.as_bytes());
}

/// The text of a PDF in the order of its content; ask [`has`] for `pdftotext` first.
pub(crate) fn pdf_text(pdf: &Path) -> String {
    let output = Command::new("pdftotext")
        .args(["-raw", "-enc", "UTF-8"])
        .arg(pdf)
        .arg("-")
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}
