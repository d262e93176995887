//! What becomes of results that cannot be printed.

use std::process::{Command, Stdio};

#[cfg(target_os = "linux")]
#[test]
fn a_result_that_does_not_fit_on_the_disk_is_a_failure() {
    for arguments in [&["template", "list"][..], &["--help"]] {
        let full = std::fs::File::options()
            .write(true)
            .open("/dev/full")
            .unwrap();
        let run = Command::new(env!("CARGO_BIN_EXE_dyak"))
            .args(arguments)
            .stdout(full)
            .output()
            .unwrap();
        let errors = String::from_utf8_lossy(&run.stderr);
        assert_eq!(run.status.code(), Some(3), "{errors}");
        assert!(errors.contains("на диске нет места"), "{errors}");
    }
}

#[test]
fn a_reader_who_has_seen_enough_is_no_failure() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let run = Command::new(env!("CARGO_BIN_EXE_dyak"))
        .args(["template", "list"])
        .stdout(Stdio::from(writer))
        .status()
        .unwrap();
    assert!(run.success());
}
