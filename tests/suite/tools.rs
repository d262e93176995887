//! Programs that some tests need and that a bare machine lacks: such a test says
//! that it was skipped.

use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

static SKIPPED: AtomicUsize = AtomicUsize::new(0);

/// Whether a program can be started; if not, prints what is skipped and the count so far.
pub(crate) fn has(program: &str, probe: &str, what: &str) -> bool {
    let started = Command::new(program).arg(probe).output().is_ok();
    if !started {
        let count = SKIPPED.fetch_add(1, Ordering::Relaxed) + 1;
        // Printed past the capture of the test harness, so that CI's log shows it.
        let line = format!("пропущено проверок: {count} ({what}: нет программы {program})\n");
        let _ = std::io::Write::write_all(&mut std::io::stderr(), line.as_bytes());
    }
    started
}
