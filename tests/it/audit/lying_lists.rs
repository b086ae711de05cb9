//! What lies beside the stored points and claims to know their order: a list (`commit-graph`) that git itself believes.

use std::fs;

use adidem::audit::Verdict;
use sha1::{Digest, Sha1};

use super::deal::{CONTRACT, Deal, Who};

/// Has the list say that one point builds on another.
fn lie(deal: &Deal, point: &str, parent: &str) {
    deal.git.run(&["commit-graph", "write", "--reachable"]);
    let file = deal.git.top().join(".git/objects/info/commit-graph");
    let mut graph = fs::read(&file).expect("the list");
    let chunks = usize::from(graph[6]);
    let chunk = |graph: &[u8], name: &[u8; 4]| {
        let entry = (0..chunks)
            .map(|nth| 8 + 12 * nth)
            .find(|at| graph[*at..at + 4] == name[..])
            .expect("a chunk");
        let offset: [u8; 8] = graph[entry + 4..entry + 12].try_into().expect("eight bytes");
        usize::try_from(u64::from_be_bytes(offset)).expect("an offset")
    };
    let (names, points) = (chunk(&graph, b"OIDL"), chunk(&graph, b"CDAT"));
    let number = |id: &str| {
        let id: Vec<u8> = (0..20)
            .map(|at| u8::from_str_radix(&id[at * 2..at * 2 + 2], 16).expect("a name"))
            .collect();
        (0..(points - names) / 20)
            .find(|nth| graph[names + nth * 20..names + nth * 20 + 20] == id[..])
            .expect("it")
    };
    let (at, parent) = (
        points + number(point) * 36 + 20,
        u32::try_from(number(parent)).expect("few"),
    );
    graph[at..at + 4].copy_from_slice(&parent.to_be_bytes());
    let end = graph.len() - 20;
    let sum: [u8; 20] = Sha1::digest(&graph[..end]).into();
    graph[end..].copy_from_slice(&sum);
    let mut rights = fs::metadata(&file).expect("the list").permissions();
    std::os::unix::fs::PermissionsExt::set_mode(&mut rights, 0o644);
    fs::set_permissions(&file, rights).expect("rights");
    fs::write(file, graph).expect("the list");
}

#[test]
fn a_merge_that_takes_back_what_was_signed_is_found_whatever_a_list_of_parents_claims() {
    let mut deal = Deal::new();
    deal.git.run(&["checkout", "-q", "-b", "side"]);
    deal.by(Who::Anna).change("note.txt", "x", "Note");
    let side = deal.head().to_string();
    let old = deal.text();
    deal.git.run(&["checkout", "-q", "main"]);
    deal.reword(Who::Li, "100%", "10%");
    deal.accept(Who::Anna, &["fees"]);
    let main = deal.head().to_string();
    deal.by(Who::Anna);
    deal.git.run(&["merge", "-q", "--no-ff", "--no-commit", "side"]);
    deal.git.change(CONTRACT, &old, "Joined");
    let honest = deal.codes();
    assert!(honest.iter().any(|code| code.starts_with("A06")), "{honest:?}");
    lie(&deal, &side, &main);
    let graph = deal.git.run(&["log", "-1", "--format=%P", &side]);
    assert_eq!(graph, main, "git believes it");
    assert_eq!(deal.codes(), honest);
    assert_eq!(deal.audit().verdict(), Verdict::Fails);
}
