//! The contract folder from outside: digests that others can recompute, and files that mean harm.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

use adidem::contract::{
    Revision, canonical, canonical_parties, canonical_whole, parties_digest, read, revision, whole,
};

const CONTRACT: &str = "\
title: CRM 软件服务合同
parties:
  - id: customer
    name: 上海云帆贸易有限公司
    role: 甲方
    members:
      - name: 李静
        email: li.jing@yunfan.example
        keys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5]
  - id: vendor
    name: Orchid Software GmbH
clauses:
  - id: 使用权
    heading: 软件使用权
    text: |

      甲方可以使用本软件。  \n
      Affiliates\tmay use it too.
    clauses:
      - id: users
        heading: \"\"
        text: 五十人。
";

fn sha256sum(words: &str) -> Revision {
    let mut child = Command::new("sha256sum")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(words.as_bytes()).unwrap();
    let printed = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
    format!("sha256:{}", printed.split_whitespace().next().unwrap())
        .parse()
        .unwrap()
}

#[test]
fn sha256sum_recomputes_every_digest() {
    let contract = read(CONTRACT.as_bytes()).unwrap();
    let clause = contract.clause("使用权").unwrap();
    assert_eq!(
        canonical(clause),
        "软件使用权\n\n甲方可以使用本软件。\n\nAffiliates\tmay use it too.\n"
    );
    assert_eq!(revision(clause), sha256sum(&canonical(clause)));
    assert_eq!(parties_digest(&contract), sha256sum(&canonical_parties(&contract)));
    assert_eq!(whole(&contract), sha256sum(&canonical_whole(&contract)));
}

/// The file is refused, with words like these, before anybody has to wait.
fn refused_at_once(source: &[u8], expected: &str) {
    let started = spent();
    let said = read(source).map(|_| ()).unwrap_err().to_string();
    assert!(said.contains(expected), "{said}");
    // A build without optimisation on a busy machine is some ten times slower.
    let limit = Duration::from_secs(if cfg!(debug_assertions) { 4 } else { 1 });
    let took = spent().saturating_sub(started);
    assert!(took < limit, "{expected}: {took:?}");
}

/// What this thread has computed so far: how busy the machine is says nothing of a reader.
fn spent() -> Duration {
    let spent = clock_gettime(ClockId::ThreadCPUTime);
    Duration::try_from(spent).expect("a time since the thread began")
}

#[test]
fn files_that_mean_harm_are_refused_at_once() {
    let head = CONTRACT.split_inclusive('\n').take(11).collect::<String>();
    let pad = |level: usize| "    ".repeat(level);
    let step = |level| format!("{0}  - id: c{level}\n{0}    clauses:\n", pad(level));
    let steps = (0..1000).map(step).collect::<Vec<_>>().concat();
    let bomb = "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n";
    let many = "  - id: 甲\n    text: x\n".repeat(10_000);
    let deep = (0..5_000)
        .map(|depth| " ".repeat(depth))
        .collect::<Vec<_>>()
        .join("a:\n");
    let table: [(String, &str); 17] = [
        (
            bomb.into(),
            "line 1, column 4: `&a` is an anchor, which a contract must not use",
        ),
        (format!("{head}x-a: &a [x]\n"), "line 12, column 6: `&a` is an anchor"),
        (
            format!("{head}clauses:\n  - &甲 id: a\n"),
            "line 13, column 5: `&甲` is an anchor",
        ),
        (
            format!("{head}clauses: !!seq []\n"),
            "line 12, column 10: `!!seq` is a tag",
        ),
        ("[".repeat(100_000), "nested more than 64 levels deep"),
        ("{".repeat(100_000), "nested more than 64 levels deep"),
        ("- ".repeat(100_000), "nested more than 64 levels deep"),
        (deep, "nested more than 64 levels deep"),
        (
            format!("{head}clauses:\n{steps}"),
            "nested more than 64 levels deep. Use fewer levels of sub-clauses",
        ),
        (
            format!("{head}clauses:\n{many}"),
            "line 15, column 9: the clause id `甲` was already used in line 13",
        ),
        (format!("title: \"{}", "甲".repeat(300_000)), "never closed"),
        (
            format!("title: {}", "甲 ".repeat(200_000)),
            "this contract has no `parties`",
        ),
        (
            format!("title: |\n{}", "\n".repeat(300_000)),
            "line 1, column 8: `title` is empty",
        ),
        ("# 注\n".repeat(400_000), "the file is empty"),
        (
            "a: 1\n".repeat(30_000),
            "line 2, column 1: the key `a` was already written in line 1",
        ),
        ("- a\n".repeat(2_000_000), "the file holds more than 250000 values"),
        (
            format!("title: x\nparties: [{}]", "{id: a, name: 甲}, ".repeat(10_000)),
            "the party id `a` was already used",
        ),
    ];
    for (source, expected) in table {
        refused_at_once(source.as_bytes(), expected);
    }
    refused_at_once(
        &vec![b'a'; 100 << 20],
        "the file has 100 MB; a contract may have 16 MB at most",
    );
    refused_at_once(&vec![b'\n'; 2 << 20], "the file is empty");
    refused_at_once(&[0xff; 4096], "line 1, column 1: the byte 0xFF is not UTF-8");
}

#[test]
fn a_contract_of_more_parties_than_could_negotiate_it_is_refused() {
    let source = |many: usize| {
        let parties: String = (0..many)
            .map(|at| format!("  - {{id: p{at}, name: P{at}}}\n"))
            .collect::<Vec<_>>()
            .concat();
        format!("title: T\nparties:\n{parties}clauses:\n  - {{id: a, text: x}}\n")
    };
    assert!(read(source(100).as_bytes()).is_ok());
    let refused = read(source(101).as_bytes()).unwrap_err().to_string();
    assert!(refused.contains("more than 100 parties"), "{refused}");
}
