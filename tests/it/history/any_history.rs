//! Made-up histories of every shape: what holds for all of them.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write;
use std::fs;

use proptest::prelude::*;

use super::*;
use adidem::history::{CommitGraph, GraphNode, RecordFile};
use adidem::negotiation::CommitId;

const PATHS: [&str; 4] = [
    "contracts/a.yaml",
    "contracts/b.yaml",
    "contracts/sub/c.yaml",
    "contracts/d.yml",
];

type Files = BTreeMap<&'static str, String>;

/// One step: on which earlier points it builds, and what it does to which path.
#[derive(Debug, Clone)]
struct Step {
    first: usize,
    second: Option<usize>,
    acts: Vec<(usize, u8)>,
}

fn any_step() -> impl Strategy<Value = Step> {
    let second = prop::option::weighted(0.3, 0..4_usize);
    let acts = prop::collection::vec((0..PATHS.len(), 0..12_u8), 0..3);
    // Mostly on one of the newest points, so that sides part and meet all the time.
    (0..3_usize, second, acts).prop_map(|(first, second, acts)| Step { first, second, acts })
}

fn new_text(number: usize) -> String {
    (0..6)
        .map(|line| format!("text {number} line {line}\n"))
        .collect::<Vec<_>>()
        .concat()
}

fn edited(text: &str, number: usize) -> String {
    let line = number % 6;
    text.lines()
        .enumerate()
        .map(|(at, old)| {
            if at == line {
                format!("edit {number}\n")
            } else {
                format!("{old}\n")
            }
        })
        .collect::<Vec<_>>()
        .concat()
}

fn act(files: &mut Files, other: Option<&Files>, number: usize, path: &'static str, what: u8) {
    let next = PATHS[(PATHS.iter().position(|one| *one == path).expect("a path") + 1) % PATHS.len()];
    match (what, files.get(path).cloned(), other) {
        (0..=4, Some(text), _) => drop(files.insert(path, edited(&text, number))),
        (0..=4, None, _) => drop(files.insert(path, new_text(number))),
        (5, _, _) => drop(files.remove(path)),
        (6 | 7, Some(text), _) => {
            files.remove(path);
            files.insert(next, if what == 6 { text } else { edited(&text, number) });
        }
        (8, Some(text), _) => {
            if let Some(swapped) = files.insert(next, text) {
                files.insert(path, swapped);
            }
        }
        (_, _, Some(other)) => match other.get(path) {
            Some(text) => drop(files.insert(path, text.clone())),
            None => drop(files.remove(path)),
        },
        _ => {}
    }
}

/// Writes the history; gives the files at each point and its parents.
fn make(git: &Git, steps: &[Step]) -> Vec<(Files, Vec<usize>)> {
    make_as(git, steps, |path| path)
}

/// The same, with files stored under other paths.
fn make_as(git: &Git, steps: &[Step], stored: fn(&'static str) -> &'static str) -> Vec<(Files, Vec<usize>)> {
    let mut points: Vec<(Files, Vec<usize>)> = Vec::new();
    let mut stream = String::new();
    for (number, step) in steps.iter().enumerate() {
        let back = |by: usize| number.checked_sub(1 + by);
        let mut parents: Vec<usize> = back(step.first).or(back(0)).into_iter().collect();
        parents.extend(step.second.and_then(back).filter(|second| !parents.contains(second)));
        let mut files = parents
            .first()
            .map(|first| points[*first].0.clone())
            .unwrap_or_default();
        let other = parents.get(1).map(|second| points[*second].0.clone());
        for (path, what) in &step.acts {
            act(&mut files, other.as_ref(), number, PATHS[*path], *what);
        }
        writeln!(
            stream,
            "commit refs/heads/p{number}\nmark :{}\ncommitter A <a@x.example> {number} +0000",
            number + 1
        )
        .expect("text");
        writeln!(stream, "data <<END\npoint {number}\nEND").expect("text");
        for (word, parent) in ["from", "merge"].iter().zip(&parents) {
            writeln!(stream, "{word} :{}", parent + 1).expect("text");
        }
        stream.push_str("deleteall\n");
        for (path, text) in &files {
            write!(
                stream,
                "M 100644 inline {}\ndata {}\n{text}\n",
                stored(path),
                text.len()
            )
            .expect("text");
        }
        points.push((files, parents));
    }
    writeln!(stream, "reset refs/heads/main\nfrom :{}\n", steps.len()).expect("text");
    git.import(&stream);
    points
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_history_is_told_whole_and_in_order(steps in prop::collection::vec(any_step(), 1..25)) {
        check(&steps)?;
    }

    #[test]
    fn what_earlier_runs_learnt_changes_no_answer(
        steps in prop::collection::vec(any_step(), 1..25),
        before in any::<prop::sample::Index>(),
        damaged in any::<prop::sample::Index>(),
    ) {
        let git = Git::new();
        make_as(&git, &steps, |path| match path {
            "contracts/d.yml" => "records/a/customer/1-0123456789ab.yaml",
            path => path,
        });
        let file = git.beside("facts.known");
        let knowing = || open(&git.top()).knowing(&file, true).expect("a repository");
        // Some of the history was read before, the rest came since; then all of it is known.
        let branch = format!("p{}", before.index(steps.len()));
        let earlier: CommitId = git.run(&["rev-parse", &branch]).trim().parse().expect("a point");
        told(&Walk::behind(&knowing(), earlier));
        prop_assert!(file.exists());
        let plain = open(&git.top());
        let newest = plain.newest().expect("a history").expect("a point");
        let graph: Vec<GraphNode> = CommitGraph::behind(&plain, newest).expect("a graph").points().collect();
        let expected = told(&Walk::over(&plain));
        let tells_the_same = |known: Repository| -> Result<(), TestCaseError> {
            prop_assert_eq!(&told(&Walk::over(&known)), &expected);
            let again: Vec<GraphNode> = CommitGraph::behind(&known, newest).expect("a graph").points().collect();
            prop_assert_eq!(&again, &graph);
            let past: Vec<GraphNode> = known.past_behind(newest).expect("a graph").points().collect();
            prop_assert_eq!(&past, &graph);
            Ok(())
        };
        tells_the_same(knowing())?;
        tells_the_same(knowing())?;
        for ending in ["known", "told", "graph"] {
            let kept = file.with_extension(ending);
            let mut bytes = fs::read(&kept).expect("a kept file");
            let at = damaged.index(bytes.len());
            bytes[at] ^= 0x11;
            fs::write(&kept, &bytes).expect("written");
            tells_the_same(knowing())?;
            fs::write(&kept, &bytes[..at]).expect("written");
            tells_the_same(knowing())?;
            tells_the_same(knowing())?;
        }
    }
}

/// A contract with its changes, its records, and where records lay that are lost.
type Told = (KnownContract, Vec<Change>, Vec<RecordFile>, Vec<String>);

/// Everything that histories answer.
fn told(walk: &Walk<'_>) -> Vec<Told> {
    let of = |found: KnownContract| {
        let changes = walk.changes(&found.name).expect("changes");
        let records = walk.records(&found).expect("records");
        let lost = walk.lost_records(&found).expect("records");
        (found, changes, records, lost)
    };
    walk.contracts().expect("contracts").into_iter().map(of).collect()
}

/// One step of a known history: (first, second, acts).
type Known = (usize, Option<usize>, &'static [(usize, u8)]);

#[test]
fn known_histories_are_told_whole_and_in_order() {
    let known: [(&str, &[Known]); 3] = [
        (
            "two contracts edited at once, swapped on one side, one of them deleted where the sides meet",
            &[
                (0, None, &[(0, 0)]),
                (0, None, &[(3, 0)]),
                (0, None, &[(0, 0), (3, 0)]),
                (0, None, &[(3, 8)]),
                (0, Some(1), &[(0, 5)]),
            ],
        ),
        (
            "two contracts of two sides, edited at once where the sides met, under one name where they meet again",
            &[
                (0, None, &[]),
                (0, None, &[(0, 0)]),
                (1, None, &[(3, 0)]),
                (1, Some(0), &[(3, 9)]),
                (0, None, &[(0, 0), (3, 0)]),
                (2, None, &[(3, 6)]),
                (4, Some(0), &[]),
                (2, Some(0), &[]),
            ],
        ),
        (
            "the same, but told with the one name first",
            &[
                (0, None, &[]),
                (0, None, &[(0, 0)]),
                (1, None, &[(3, 0)]),
                (1, Some(0), &[(3, 9)]),
                (0, None, &[(0, 0), (3, 0)]),
                (2, None, &[(3, 6)]),
                (4, Some(0), &[]),
                (0, Some(2), &[(3, 9)]),
            ],
        ),
    ];
    for (name, steps) in known {
        let steps = steps.iter().map(|&(first, second, acts)| Step {
            first,
            second,
            acts: acts.to_vec(),
        });
        if let Err(fault) = check(&steps.collect::<Vec<_>>()) {
            panic!("{name}: {fault}");
        }
    }
}

/// What holds for every history.
fn check(steps: &[Step]) -> Result<(), TestCaseError> {
    let git = Git::new();
    let points = make(&git, steps);
    let repository = open(&git.top());
    let walk = Walk::over(&repository);
    let found = walk.contracts().expect("contracts");

    // What is there now is found under its path, with its newest text as the last change's.
    let newest = &points.last().expect("a point").0;
    let present: Vec<&str> = found
        .iter()
        .filter(|one| one.text.is_some())
        .map(|one| one.path.as_str())
        .collect();
    let mut sorted = present.clone();
    sorted.sort_unstable();
    prop_assert_eq!(sorted, newest.keys().copied().collect::<Vec<_>>());
    for one in &found {
        let text = one
            .text
            .map(|text| String::from_utf8(repository.text(text).expect("a text")).expect("words"));
        if one.text.is_some() {
            prop_assert_eq!(text.as_ref(), newest.get(one.path.as_str()));
            prop_assert_eq!(
                walk.changes(&one.name)
                    .expect("changes")
                    .last()
                    .and_then(|last| last.after),
                one.text
            );
        }
    }

    // No change comes before what it builds on, none stands twice, and each one that is no merge alters the text.
    let mut told: HashMap<usize, HashSet<String>> = HashMap::new();
    for one in &found {
        let changes = walk.changes(&one.name).expect("changes");
        let mut seen = HashSet::new();
        for change in &changes {
            let number: usize = change.note.trim_start_matches("point ").parse().expect("a number");
            prop_assert!(seen.insert(number), "point {} stands twice", number);
            prop_assert!(change.is_merge() || change.before.first() != Some(&change.after));
            prop_assert_eq!(change.before.len(), points[number].1.len());
            told.entry(number).or_default().insert(change.path.clone());
        }
        let known: HashSet<_> = changes.iter().map(|change| change.id).collect();
        let mut passed = HashSet::new();
        for change in &changes {
            prop_assert!(
                change
                    .parents
                    .iter()
                    .all(|parent| !known.contains(parent) || passed.contains(parent))
            );
            passed.insert(change.id);
        }
    }

    // Wherever new words come in, a change says so.
    let reached = reached(&points);
    for (number, (files, parents)) in points.iter().enumerate().filter(|(number, _)| reached.contains(number)) {
        for (path, text) in files {
            if !parents
                .iter()
                .any(|parent| points[*parent].0.values().any(|old| old == text))
            {
                prop_assert!(
                    told.get(&number).is_some_and(|paths| paths.contains(*path)),
                    "point {number} at {path}"
                );
            }
        }
    }
    Ok(())
}

fn reached(points: &[(Files, Vec<usize>)]) -> HashSet<usize> {
    let mut reached = HashSet::new();
    let mut open = vec![points.len() - 1];
    while let Some(number) = open.pop() {
        if reached.insert(number) {
            open.extend(&points[number].1);
        }
    }
    reached
}
