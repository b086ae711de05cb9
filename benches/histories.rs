//! That reading histories takes time in proportion to what is read, and little once it is known.
//!
//! `cargo bench --bench histories` makes repositories with `git fast-import` (the same ones each time), of so many contracts
//! and of four times as many, and says where the time grows by more than the work; it fails then.

use adidem::history::{CommitGraph, Histories, Repository, Walk};
use adidem::session::{Workspace, list, list_rounds};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

/// So many contracts the smaller repository has, and the larger one four times as many.
const MANY: usize = 60;
const ROUNDS: usize = 12;
/// Four times the contracts in a history of four times as many points: unpacking their one folder takes the square, with a
/// small factor. Where each contract looks at all points besides, it is far more.
const MOST: f64 = 9.0;

fn text(contract: usize, round: usize) -> String {
    let mut text = format!(
        "title: Lease {contract}\nparties:\n  - id: a\n    name: Alder Ltd\n    members:\n      - name: Ann\n        email: \
         a@alder.example\n  - id: b\n    name: Birch Ltd\n    members:\n      - name: Ben\n        email: b@birch.example\nclauses:\n"
    );
    for clause in 0..12 {
        let edition = if clause == round % 12 { round } else { 0 };
        let _ = writeln!(
            text,
            "  - id: c{clause}\n    heading: Matter {clause}\n    text: The tenant keeps room {contract}-{clause} in repair, edition {edition}."
        );
    }
    text
}

/// Writes a repository in which the contracts take turns.
fn make(folder: &Path, contracts: usize) -> std::io::Result<()> {
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command
            .args(arguments)
            .current_dir(folder)
            .env("GIT_CONFIG_GLOBAL", "/dev/null");
        command
    };
    git(&["init", "-q", "-b", "main"]).status()?;
    let mut stream = String::new();
    for round in 0..ROUNDS {
        for contract in 0..contracts {
            let (name, text) = (
                ["a <a@alder.example>", "b <b@birch.example>"][round % 2],
                text(contract, round),
            );
            let when = 1_700_000_000 + (round * contracts + contract) * 60;
            let _ = write!(
                stream,
                "commit refs/heads/main\ncommitter {name} {when} +0000\ndata 5\nround\nM 100644 inline contracts/{contract:05}.yaml\n\
                 data {}\n{text}\n",
                text.len()
            );
        }
    }
    let mut import = git(&["fast-import", "--quiet"]).stdin(Stdio::piped()).spawn()?;
    if let Some(input) = import.stdin.as_mut() {
        input.write_all(stream.as_bytes())?;
    }
    import.wait()?;
    git(&["gc", "-q"]).status()?;
    git(&["reset", "-q", "--hard"]).status()?;
    Ok(())
}

type Outcome = Result<(), Box<dyn std::error::Error>>;
/// What is measured: its name, and what it does with a repository, given where facts are kept.
type Work = (&'static str, fn(&Path, &Path) -> Outcome);

const WORKS: [Work; 5] = [
    ("all contracts and their changes", |top, _| {
        Walk::over(&Repository::open(top)?).contracts()?;
        Ok(())
    }),
    ("the same, known", |top, known| {
        Walk::over(&Repository::open(top)?.knowing(known, true)?).contracts()?;
        Ok(())
    }),
    ("what came before what, known", |top, known| {
        let repository = Repository::open(top)?.knowing(known, true)?;
        if let Some(newest) = repository.newest()? {
            CommitGraph::behind(&repository, newest)?;
        }
        Ok(())
    }),
    ("the list", |top, _| {
        list(&Workspace::open(top)?)?;
        Ok(())
    }),
    ("the rounds of one contract", |top, _| {
        list_rounds(&Workspace::open(top)?, "00007")?;
        Ok(())
    }),
];

fn measured((_, work): &Work, top: &Path, known: &Path) -> Result<Duration, Box<dyn std::error::Error>> {
    // The first run learns what the others know.
    work(top, known)?;
    let mut best = Duration::MAX;
    for _ in 0..3 {
        let begun = Instant::now();
        work(top, known)?;
        best = best.min(begun.elapsed());
    }
    Ok(best)
}

fn run() -> Result<bool, Box<dyn std::error::Error>> {
    let (small, large) = (tempfile::tempdir()?, tempfile::tempdir()?);
    make(small.path(), MANY)?;
    make(large.path(), 4 * MANY)?;
    let mut is_sound = true;
    for work in &WORKS {
        let of = |folder: &Path| measured(work, folder, &folder.join(".git").join("facts.known"));
        let (few, many) = (of(small.path())?, of(large.path())?);
        let ratio = many.as_secs_f64() / few.as_secs_f64().max(0.002);
        println!(
            "{}: {few:?}, then {many:?} for four times as many contracts ({ratio:.1} times)",
            work.0
        );
        is_sound &= ratio <= MOST;
    }
    Ok(is_sound)
}

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
