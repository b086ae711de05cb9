//! One byte altered anywhere in what is protected.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use adidem::audit::{Memory, Verdict};

use super::deal::{Deal, Who, audited};

/// The files in which history lies, each object in one of its own.
fn objects(top: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in fs::read_dir(top.join(".git/objects")).expect("the store") {
        let folder = folder.expect("an entry").path();
        if folder.file_name().is_some_and(|name| name.len() == 2) {
            found.extend(
                fs::read_dir(folder)
                    .expect("a folder")
                    .map(|file| file.expect("a file").path()),
            );
        }
    }
    found.sort();
    found
}

/// What git itself reads in a file of the store, if it reads anything.
fn content(deal: &Deal, file: &Path) -> Option<Vec<u8>> {
    let name = |path: &Path| path.file_name().expect("a name").to_string_lossy().into_owned();
    let id = name(file.parent().expect("a folder")) + &name(file);
    let read = |arguments: &[&str]| {
        let mut git: Command = deal.git.command("git", &deal.git.top());
        let output = git.arg("cat-file").args(arguments).output().expect("git");
        output.status.success().then_some(output.stdout)
    };
    let kind = String::from_utf8(read(&["-t", &id])?).expect("a word");
    read(&[kind.trim(), &id])
}

/// Alters every byte at which `every` divides its number, in two ways.
fn flip(every: usize) {
    let mut deal = Deal::new();
    deal.accept(Who::Li, &["fees", "term"]);
    let top = deal.git.top();
    assert_eq!(audited(&top, &Memory::default()).verdict(), Verdict::Holds);
    let mut number = 0;
    let mut flipped = 0;
    for file in objects(&top) {
        let bytes = fs::read(&file).expect("the object");
        let meant = content(&deal, &file).expect("its content");
        let mut about = fs::metadata(&file).expect("the file").permissions();
        #[expect(clippy::permissions_set_readonly_false, reason = "a folder that is gone in a moment")]
        about.set_readonly(false);
        fs::set_permissions(&file, about).expect("a writable file");
        for at in 0..bytes.len() {
            number += 1;
            if number % every != 0 {
                continue;
            }
            for mask in [1, 0x80] {
                let mut altered = bytes.clone();
                altered[at] ^= mask;
                fs::write(&file, &altered).expect("the altered object");
                flipped += 1;
                if audited(&top, &Memory::default()).verdict() == Verdict::Holds {
                    // Some bits of the wrapping carry nothing: then what is stored is not altered at all.
                    assert_eq!(
                        content(&deal, &file).as_ref(),
                        Some(&meant),
                        "{} at {at}",
                        file.display()
                    );
                }
            }
        }
        fs::write(&file, &bytes).expect("the object as it was");
    }
    println!("{flipped} alterations");
    assert!(flipped > 20);
    assert_eq!(audited(&top, &Memory::default()).verdict(), Verdict::Holds);
}

/// The same where all objects lie in one pack.
fn flip_packed(every: usize) {
    let mut deal = Deal::new();
    deal.accept(Who::Li, &["fees", "term"]);
    let top = deal.git.top();
    deal.git.run(&["repack", "-a", "-d", "-q"]);
    deal.git.run(&["prune-packed", "-q"]);
    assert!(objects(&top).is_empty(), "nothing lies outside of the pack");
    let packs = fs::read_dir(top.join(".git/objects/pack")).expect("the packs");
    let packs = packs.map(|file| file.expect("a file").path());
    let pack = packs
        .filter(|file| file.extension().is_some_and(|ending| ending == "pack"))
        .max()
        .expect("a pack");
    let bytes = fs::read(&pack).expect("the pack");
    let everything = || {
        let mut git: Command = deal.git.command("git", &top);
        git.args(["cat-file", "--batch", "--batch-all-objects"])
            .output()
            .map(|output| output.stdout)
            .expect("git")
    };
    let meant = everything();
    let mut about = fs::metadata(&pack).expect("the file").permissions();
    #[expect(clippy::permissions_set_readonly_false, reason = "a folder that is gone in a moment")]
    about.set_readonly(false);
    fs::set_permissions(&pack, about).expect("a writable file");
    let (mut noticed, mut idle) = (0, 0);
    for at in (every - 1..bytes.len()).step_by(every) {
        let mut altered = bytes.clone();
        altered[at] ^= 1;
        fs::write(&pack, &altered).expect("the altered pack");
        if audited(&top, &Memory::default()).verdict() == Verdict::Holds {
            // The end of a pack is a sum over it, which says nothing of what is stored.
            assert!(everything() == meant, "byte {at} of {}", bytes.len());
            idle += 1;
        } else {
            noticed += 1;
        }
    }
    println!("{noticed} noticed, {idle} altered nothing of what is stored");
    assert!(noticed > 20);
    fs::write(&pack, &bytes).expect("the pack as it was");
    assert_eq!(audited(&top, &Memory::default()).verdict(), Verdict::Holds);
}

#[test]
fn a_byte_altered_in_a_pack_is_noticed() {
    flip_packed(97);
}

#[test]
#[ignore = "every byte of the pack: a minute"]
fn every_single_byte_altered_in_a_pack_is_noticed() {
    flip_packed(1);
}

#[test]
fn a_byte_altered_in_any_object_is_noticed() {
    flip(61);
}

#[test]
#[ignore = "every byte of every object: minutes"]
fn every_single_byte_altered_in_any_object_is_noticed() {
    flip(1);
}

#[test]
fn a_byte_altered_in_a_record_or_its_signature_and_recorded_anew_is_noticed() {
    for ending in ["", ".sig"] {
        let mut deal = Deal::new();
        let path = deal.accept(Who::Li, &["fees"]) + ending;
        let bytes = fs::read(deal.git.top().join(&path)).expect("the file");
        deal.git.run(&["branch", "good"]);
        for at in (0..bytes.len()).step_by(97) {
            deal.git.run(&["reset", "-q", "--hard", "good~1"]);
            deal.git.run(&["checkout", "good", "--", "."]);
            let mut altered = bytes.clone();
            altered[at] ^= 1;
            fs::write(deal.git.top().join(&path), altered).expect("the altered file");
            deal.by(Who::Li).record("Positions");
            assert_ne!(deal.audit().verdict(), Verdict::Holds, "{path} at {at}");
        }
    }
}
