//! What may go wrong while recording: nothing is lost, nothing is half done, and the next run works.

use std::fs;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use super::child::{NEWEST, record_one, recorded, recorder};
use super::recording::{dirty, work};
use super::*;
use crate::support::{Threads, kill_at_every_call, kill_at_random};

/// After a kill: either recorded whole or not at all, nothing else touched, and the next run works and mends.
fn check_next_run(git: &Git, before: &(String, String, Vec<(String, Vec<u8>)>), at: &str) {
    let repository = open(&git.top());
    let there = recorded(&repository).len();
    assert!(there <= 1, "at {at}");
    record_one(&repository).unwrap_or_else(|error| panic!("after a kill at {at}: {error}"));
    assert_eq!(recorded(&repository).len(), there + 1, "at {at}");
    assert_eq!(work(git), *before, "at {at}");
    let names = (1..=there + 1).map(|number| (number, format!("records/crm/vendor/{number:04}.yaml")));
    for (number, name) in names.chain([(there + 1, NEWEST.to_owned())]) {
        let file = fs::read_to_string(git.top().join(name)).expect("a record");
        assert_eq!(file, format!("seq: {number}\n"), "at {at}");
    }
    git.run(&["fsck", "--strict", "--no-dangling"]);
    for left in ["index.lock", "refs/heads/main.lock", "adidem/unfinished"] {
        assert!(!git.top().join(".git").join(left).exists(), "{left} at {at}");
    }
    let kept = fs::read_dir(git.top().join(".git/adidem")).expect("a folder").count();
    assert_eq!(kept, 2, "only the settings and the turn stay, at {at}");
}

#[test]
fn a_kill_at_any_system_call_leaves_all_or_nothing() {
    let before = work(&dirty());
    let kills = kill_at_every_call(
        Threads::All,
        1,
        || {
            let git = dirty();
            let command = recorder(&git, &git.top(), 1);
            (git, command)
        },
        |git| git.top().join(".git/adidem").to_string_lossy().into_owned(),
        |git, at| check_next_run(git, &before, at),
    );
    assert!(kills.is_none_or(|kills| kills > 30), "{kills:?}");
}

#[test]
fn what_a_kill_left_behind_follows_even_when_its_lock_was_deleted() {
    let git = dirty();
    let before = work(&git);
    let (list, newest) = (git.top().join(".git/index"), git.top().join(NEWEST));
    let old_list = fs::read(&list).expect("git's list");
    let id = record_one(&open(&git.top())).expect("recorded");
    // As a kill right after the state moved leaves it, and the user after git has asked to delete the lock.
    fs::write(&list, old_list).expect("written");
    fs::write(&newest, "seq: 0\n").expect("written");
    fs::remove_dir_all(git.top().join("records/crm")).expect("removed");
    let note = format!("adidem/unfinished/1\n{id} refs/heads/main\n");
    fs::write(git.top().join(".git/adidem/unfinished"), note).expect("written");
    assert_ne!(work(&git), before);
    check_next_run(&git, &before, "a deleted lock");
}

#[test]
fn a_file_that_cannot_follow_is_told_and_the_change_is_recorded() {
    let git = dirty();
    let top = git.top();
    fs::create_dir(top.join("records/crm")).expect("a folder");
    let Some(_mounted) = Mounted::new(&git, &["-t", "tmpfs", "-o", "ro", "tmpfs"], &top.join("records/crm")) else {
        println!("skipped: no file system can be mounted here");
        return;
    };
    let error = record_one(&open(&top)).expect_err("a record that cannot be written to its folder");
    let Error::LeftBehind { change, .. } = &error else {
        panic!("{error}")
    };
    assert_eq!(change.to_string(), git.run(&["rev-parse", "HEAD"]));
    assert_eq!(
        git.run(&["status", "--porcelain", "records"]),
        " D records/crm/vendor/0001.yaml"
    );
    assert!(matches!(record_one(&open(&top)), Err(Error::LeftBehind { .. })));
    assert_eq!(recorded(&open(&top)).len(), 2);
}

#[test]
fn a_working_folder_on_another_disk_follows_too() {
    let mut git = Git::new();
    git.change(NEWEST, "seq: 0\n", "one");
    let linked = git.beside("linked");
    fs::create_dir(&linked).expect("a folder");
    let Some(_mounted) = Mounted::new(&git, &["-t", "tmpfs", "tmpfs"], &linked) else {
        println!("skipped: no file system can be mounted here");
        return;
    };
    git.run(&["worktree", "add", "--quiet", "-b", "side", &linked.to_string_lossy()]);
    record_one(&open(&linked)).expect("recorded");
    assert_eq!(git.run_in(&linked, &["status", "--porcelain"]), "");
    assert_eq!(fs::read_to_string(linked.join(NEWEST)).expect("a file"), "seq: 1\n");
}

#[test]
fn kills_at_random_lose_nothing_that_was_called_recorded() {
    let git = dirty();
    let before = work(&git);
    let mut random = 42;
    let mut called = 0;
    for round in 0..40 {
        let said = kill_at_random(
            &mut recorder(&git, &git.top(), 1000),
            Duration::from_millis(20),
            &mut random,
        );
        called += said.iter().filter(|line| line.starts_with("recorded ")).count();
        let repository = open(&git.top());
        let there = recorded(&repository).len();
        // Each kill may have come after a recording and before its line.
        assert!(
            there >= called && there <= called + round + 1,
            "{there} there, {called} called recorded"
        );
        for line in said.iter().filter_map(|line| line.strip_prefix("recorded ")) {
            git.run(&["merge-base", "--is-ancestor", line, "HEAD"]);
        }
    }
    assert!(called > 0, "every process was killed before it had recorded anything");
    record_one(&open(&git.top())).expect("recorded");
    assert_eq!(work(&git), before);
    git.run(&["fsck", "--strict", "--no-dangling"]);
}

#[test]
fn two_processes_that_record_a_hundred_times_each_lose_nothing() {
    let git = dirty();
    let before = work(&git);
    let start = || {
        recorder(&git, &git.top(), 100)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
    };
    let both = [start().expect("a process"), start().expect("a process")];
    for running in both {
        let output = running.wait_with_output().expect("an end");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    }
    let names: Vec<String> = (1..=200).map(|number| format!("{number:04}.yaml")).collect();
    assert_eq!(recorded(&open(&git.top())), names);
    assert_eq!(git.run(&["rev-list", "--count", "--no-merges", "HEAD"]), "201");
    assert_eq!(work(&git), before);
    git.run(&["fsck", "--strict"]);
}

#[test]
fn threads_that_record_in_a_repository_without_a_beginning_lose_nothing() {
    let git = Git::new();
    let top = git.top();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let repository = open(&top);
                for _ in 0..10 {
                    record_one(&repository).expect("recorded");
                }
            });
        }
    });
    assert_eq!(recorded(&open(&top)).len(), 40);
    assert_eq!(git.run(&["rev-list", "--count", "HEAD"]), "40");
    assert_eq!(git.run(&["status", "--porcelain"]), "");
}

/// Nothing has moved, and git says of the working folder what it said before.
fn check_untouched(git: &Git, before: &(String, String, Vec<(String, Vec<u8>)>)) {
    assert_eq!(git.run(&["log", "--format=%s"]), "one");
    assert_eq!(work(git), *before);
    assert!(!git.top().join("records/crm").exists());
}

#[test]
fn a_lock_that_another_git_holds_is_named_and_nothing_is_recorded() {
    for (name, content) in [("index.lock", ""), ("index.lock", "DIRC"), ("refs/heads/main.lock", "")] {
        let git = dirty();
        let before = work(&git);
        let lock = git.top().join(".git").join(name);
        fs::write(&lock, content).expect("a lock");
        let error = record_one(&open(&git.top())).expect_err("locked");
        let Error::Busy { lock: named } = &error else {
            panic!("{error}")
        };
        assert_eq!(
            named.canonicalize().expect("a lock"),
            lock.canonicalize().expect("a lock")
        );
        assert_eq!(fs::read_to_string(&lock).expect("still there"), content);
        fs::remove_file(&lock).expect("removed");
        check_untouched(&git, &before);
        record_one(&open(&git.top())).expect("recorded");
    }
}

#[test]
fn a_lock_that_goes_away_is_waited_for() {
    let git = dirty();
    let lock = git.top().join(".git/index.lock");
    fs::write(&lock, "").expect("a lock");
    std::thread::scope(|scope| {
        let recording = scope.spawn(|| record_one(&open(&git.top())));
        // The note is put down just before the lock is asked for.
        while !git.top().join(".git/adidem/unfinished").exists() {
            std::thread::yield_now();
        }
        fs::remove_file(&lock).expect("removed");
        recording.join().expect("an end").expect("recorded");
    });
}

#[test]
fn a_full_disk_leaves_everything_as_it_was() {
    // The limit stands in for a full disk: no file may grow beyond it. The system then kills, unless told not to.
    for told in ["trap '' XFSZ; ", ""] {
        for blocks in [0, 1, 2] {
            let git = dirty();
            // A list of files that is larger than the limit.
            for number in 0..40 {
                git.file(&format!("many/{number}.txt"), "x\n");
            }
            git.run(&["add", "many"]);
            let before = work(&git);
            let inner = recorder(&git, &git.top(), 1);
            let mut command = git.command("sh", &git.top());
            command.args(["-c", &format!("{told}ulimit -f {blocks}; exec \"$0\" \"$@\"")]);
            command.arg(inner.get_program()).args(inner.get_args());
            command.envs(inner.get_envs().filter_map(|(key, value)| Some((key, value?))));
            let output = command.output().expect("a process");
            assert!(!output.status.success(), "{blocks}");
            let said = String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
            assert!(
                told.is_empty() || said.contains("there is no space left on the disk"),
                "{blocks}: {said}"
            );
            check_untouched(&git, &before);
            record_one(&open(&git.top())).expect("recorded");
            assert_eq!(work(&git), before);
        }
    }
}

#[test]
fn a_disk_without_room_leaves_everything_as_it_was() {
    let git = dirty();
    let disk = git.beside("disk");
    fs::create_dir(&disk).expect("a folder");
    let Some(_mounted) = Mounted::new(&git, &["-t", "tmpfs", "-o", "size=1m", "tmpfs"], &disk) else {
        println!("skipped: no file system can be mounted here");
        return;
    };
    let full = disk.join("deal");
    git.run(&["clone", "--quiet", ".", &full.to_string_lossy()]);
    let filler = disk.join("filler");
    let until_full = std::io::copy(
        &mut std::io::repeat(b'x'),
        &mut fs::File::create(&filler).expect("a file"),
    );
    assert!(until_full.is_err());
    let refused = record_one(&open(&full));
    assert!(matches!(refused, Err(Error::DiskFull(_))), "{refused:?}");
    fs::remove_file(&filler).expect("removed");
    assert_eq!(git.run_in(&full, &["log", "--format=%s"]), "one");
    assert_eq!(git.run_in(&full, &["status", "--porcelain"]), "");
    record_one(&open(&full)).expect("recorded");
    git.run_in(&full, &["fsck", "--strict", "--no-dangling"]);
}

/// A mounted file system, for as long as the value lives.
struct Mounted<'git>(&'git Git, PathBuf);

impl<'git> Mounted<'git> {
    fn new(git: &'git Git, arguments: &[&str], at: &Path) -> Option<Self> {
        let mount = git
            .command("mount", Path::new("/"))
            .args(arguments)
            .arg(at)
            .output()
            .ok()?;
        mount.status.success().then(|| Self(git, at.to_owned()))
    }
}

impl Drop for Mounted<'_> {
    fn drop(&mut self) {
        let _ = self
            .0
            .command("umount", Path::new("/"))
            .arg("--lazy")
            .arg(&self.1)
            .output();
    }
}

#[test]
fn a_repository_for_reading_only_says_so() {
    let git = dirty();
    let before = work(&git);
    let top = git.top();
    // The rights of files mean nothing to root, those of a file system do.
    let mounted = if is_root(&git) {
        let bound = Mounted::new(&git, &["--bind", &top.to_string_lossy()], &top);
        let remount = ["-o", "remount,ro,bind", &top.to_string_lossy()];
        let closed = git.command("mount", Path::new("/")).args(remount).output();
        if bound.is_none() || !closed.is_ok_and(|output| output.status.success()) {
            println!("skipped: root may write everything, and nothing can be mounted here");
            return;
        }
        bound
    } else {
        git.command("chmod", &top)
            .args(["-R", "a-w", ".git"])
            .status()
            .expect("chmod");
        None
    };
    let refused = record_one(&open(&top));
    if mounted.is_none() {
        git.command("chmod", &top)
            .args(["-R", "u+w", ".git"])
            .status()
            .expect("chmod");
    }
    drop(mounted);
    assert!(matches!(refused, Err(Error::NotWritable(_))), "{refused:?}");
    check_untouched(&git, &before);
}

fn is_root(git: &Git) -> bool {
    let id = git.command("id", &git.top()).arg("-u").output().expect("id");
    id.stdout.trim_ascii() == b"0"
}
