//! Killing a process wherever it may stand.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// The system calls by which a process changes anything on disk. Between two of them a kill finds the same state,
/// wherever it falls; what only reads, closes or waits for the disk is left out.
const CALLS: &str = "?open,openat,?creat,write,pwrite64,writev,?rename,renameat,renameat2,?link,linkat,?symlink,\
                     symlinkat,?unlink,unlinkat,?mkdir,mkdirat,?rmdir,ftruncate,truncate,?chmod,fchmod,fchmodat,\
                     utimensat,copy_file_range,sendfile";

/// Whose calls are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Threads {
    /// Those of the first thread, not those of programs that it calls.
    First,
    /// Those of all threads; the one that first names the folder is killed.
    All,
}

/// Runs a command under `strace` as often as it makes such calls, killing it at each in turn, and has a look each time.
///
/// `prepare` makes a new beginning and the command to be run on it, `check` gets the beginning after the kill. Calls
/// before the first that names `folder` are left out: they only load the program. Of the rest, each is taken whose
/// number `every` divides. Gives how many kills there were; `None`, with the reason printed, where there is no `strace`.
pub(crate) fn kill_at_every_call<T>(
    threads: Threads,
    every: usize,
    prepare: impl Fn() -> (T, Command),
    folder: impl Fn(&T) -> String,
    check: impl Fn(&T, &str),
) -> Option<usize> {
    let traced = |command: &Command, options: &[String]| {
        let mut traced = Command::new("strace");
        traced
            .args(if threads == Threads::All {
                &["-f", "-qq"][..]
            } else {
                &["-qq"]
            })
            .args(options)
            .arg(command.get_program())
            .args(command.get_args());
        traced.envs(command.get_envs().filter_map(|(key, value)| Some((key, value?))));
        traced.current_dir(command.get_current_dir().unwrap_or(Path::new(".")));
        traced.stdout(Stdio::null()).stderr(Stdio::null()).stdin(Stdio::null());
        traced
    };
    let (beginning, command) = prepare();
    let log = tempfile::NamedTempFile::new().expect("a file");
    let options = [
        format!("--trace={CALLS}"),
        "-o".into(),
        log.path().to_string_lossy().into_owned(),
    ];
    let whole = traced(&command, &options).status();
    if !whole.is_ok_and(|status| status.success()) {
        println!("skipped: strace is not here, or may not trace");
        return None;
    }
    let mut log = std::fs::read_to_string(log.path()).expect("the calls");
    if threads == Threads::First {
        log = log.lines().flat_map(|line| ["1 ", line, "\n"]).collect();
    }
    let folder = folder(&beginning);
    let calls: Vec<(&str, &str, &str)> = log.lines().filter_map(call).collect();
    let (thread, ..) = calls
        .iter()
        .find(|(.., rest)| rest.contains(&folder))
        .expect("a call on the repository");
    let mut done: HashMap<&str, usize> = HashMap::new();
    let (mut changing, mut kills) = (0, 0);
    for (_, name, rest) in calls.iter().filter(|(by, ..)| by == thread) {
        let time = done.entry(name).or_default();
        *time += 1;
        let begun = changing > 0 || rest.contains(&folder);
        let changes = !rest.contains(") = -1 ") && (!name.starts_with("open") || rest.contains("O_CREAT"));
        if !begun || !changes {
            continue;
        }
        changing += 1;
        if changing % every != 0 {
            continue;
        }
        // Calls are counted for each thread and each name by themselves.
        let others = calls
            .iter()
            .filter(|(by, other, _)| by != thread && other == name)
            .count();
        assert!(others < *time, "another thread would be hit before by {name}");
        let (beginning, command) = prepare();
        let inject = [
            format!("--trace={name}"),
            format!("--inject={name}:signal=SIGKILL:when={time}"),
        ];
        let ended = traced(&command, &inject).status().expect("strace");
        assert!(!ended.success(), "{name} {time} was not reached");
        kills += 1;
        check(&beginning, &format!("{name} {time}{rest}"));
    }
    Some(kills)
}

/// The thread, the name and the rest of a line of the log. A call that another thread broke into is told once.
fn call(line: &str) -> Option<(&str, &str, &str)> {
    let (thread, rest) = line.split_once(' ')?;
    let (name, _) = rest
        .trim_start()
        .split_once('(')
        .filter(|(name, _)| !name.contains([' ', '<', '+']))?;
    Some((thread, name, rest.trim_start().strip_prefix(name)?))
}

/// Lets a command, which prints a line for each thing it has done, get a random number of them done, waits a random
/// while longer, and kills it. However slow the machine is, some have been done when that number is not nothing. Gives
/// the lines that it had printed whole.
pub(crate) fn kill_at_random(command: &mut Command, longest: Duration, random: &mut u64) -> Vec<String> {
    let mut running = command.stdout(Stdio::piped()).spawn().expect("a process");
    let mut output = BufReader::new(running.stdout.take().expect("an output"));
    let mut next = || {
        *random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(*random >> 44).expect("20 bits")
    };
    let mut said = String::new();
    while !said.ends_with("ready\n") {
        assert_ne!(
            output.read_line(&mut said).expect("a line"),
            0,
            "the process ended before it was ready"
        );
    }
    said.clear();
    for _ in 0..next() % 4 {
        assert_ne!(
            output.read_line(&mut said).expect("a line"),
            0,
            "the process ended before it was killed"
        );
    }
    // Only where within the next step to kill is left to the clock.
    std::thread::sleep(longest * next() / (1 << 20));
    running.kill().expect("killed");
    running.wait().expect("an end");
    output.read_to_string(&mut said).expect("the rest");
    let whole = said.rfind('\n').map_or("", |end| &said[..end]);
    whole.lines().map(str::to_owned).collect()
}
