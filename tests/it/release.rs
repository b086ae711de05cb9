//! What is handed on: the script that makes it, run with the program that is tested.

use std::fs;
use std::path::Path;
use std::process::Command;

fn there(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok()
}

#[test]
fn the_release_has_package_pages_completions_notices_and_checksums() {
    if !there("dpkg-deb") || !there("cargo") || !there("bash") {
        println!("skipped: it takes bash, cargo and dpkg-deb");
        return;
    }
    let kept = tempfile::tempdir().expect("a folder");
    let files = kept.path().join("files");
    let made = Command::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("release/build"))
        .env("PROGRAM", env!("CARGO_BIN_EXE_adidem"))
        .env("FILES", &files)
        .env("SOURCE_DATE_EPOCH", "1767574800")
        // What is in the package is looked at, and how small it is takes half a minute.
        .env("DPKG_DEB_COMPRESSOR_TYPE", "none")
        .output()
        .expect("the script starts");
    let said = String::from_utf8_lossy(&made.stderr);
    assert!(made.status.success(), "{said}");
    let sums = fs::read_to_string(files.join("SHA256SUMS")).expect("checksums");
    let package = sums.lines().find_map(|line| {
        line.split("  ")
            .nth(1)
            .filter(|name| Path::new(name).extension().is_some_and(|ending| ending == "deb"))
    });
    let package = files.join(package.expect("a package"));
    let listed = Command::new("dpkg-deb")
        .arg("--contents")
        .arg(&package)
        .output()
        .expect("dpkg-deb");
    let listed = String::from_utf8(listed.stdout).expect("UTF-8");
    for wanted in [
        "./usr/bin/adidem",
        "./usr/share/man/man1/adidem.1.gz",
        "./usr/share/man/man1/adidem-diff.1.gz",
        "./usr/share/bash-completion/completions/adidem",
        "./usr/share/zsh/vendor-completions/_adidem",
        "./usr/share/fish/vendor_completions.d/adidem.fish",
        "./usr/share/doc/adidem/THIRD-PARTY.txt.gz",
        "./usr/share/doc/adidem/docs/WEEK.md",
    ] {
        assert!(
            listed.lines().any(|line| line.ends_with(wanted)),
            "{wanted} is not in\n{listed}"
        );
    }
    let notices = fs::read_to_string(files.join("THIRD-PARTY.txt")).expect("notices");
    for work in [
        "libgit2/COPYING",
        "LINKING EXCEPTION",
        "Apache License",
        "ratatui ",
        "unicode-width ",
    ] {
        assert!(notices.contains(work), "{work}");
    }
}
