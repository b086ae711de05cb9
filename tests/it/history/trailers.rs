//! What a message says was sent, held against what stock git shows of it.

use std::fmt::Write as _;

use adidem::history::{Histories as _, Repository, Walk};
use adidem::negotiation::CommitId;

use crate::support::{Dice, Git, seeds};

/// Changes of one contract with these messages, one on top of the other; their ids.
fn with_messages(messages: &[String]) -> (Git, Vec<CommitId>) {
    let git = Git::new();
    let mut stream = String::new();
    for (at, message) in messages.iter().enumerate() {
        let text = format!("title: {at}\n");
        // Writing to a string cannot fail.
        let _ = write!(
            stream,
            "commit refs/heads/main\nauthor A <a@x.example> {time} +0000\ncommitter A <a@x.example> {time} +0000\n\
             data {}\n{message}\nM 100644 inline contracts/crm.yaml\ndata {}\n{text}\n",
            message.len(),
            text.len(),
            time = 1_767_574_800 + at,
        );
    }
    git.import(&stream);
    let ids = git.run(&["rev-list", "--reverse", "main"]);
    let ids = ids.lines().map(|id| id.parse().expect("an id")).collect();
    (git, ids)
}

/// What git shows of the trailers of a key in each change, the oldest first.
fn shown_by_git(git: &Git, key: &str) -> Vec<Vec<String>> {
    let format = format!("--format=%(trailers:key={key},valueonly,unfold,separator=%x1f)%x1e");
    let shown = git.run(&["log", "--reverse", &format, "main"]);
    let each = shown.split_terminator('\u{1e}').map(|one| one.trim_start_matches('\n'));
    each.map(|one| {
        one.split('\u{1f}')
            .filter(|value| !value.is_empty())
            .map(str::to_owned)
            .collect()
    })
    .collect()
}

/// What is read of each change: contract, round and party; `None` where nothing was sent. And whether the message is a finding.
type Read = (Option<(String, Option<u32>, String)>, bool);

fn read(git: &Git, ids: &[CommitId]) -> Vec<Read> {
    let repository = Repository::open(&git.top()).expect("a repository");
    let changes = Walk::over(&repository).changes("crm").expect("changes");
    let each = ids.iter().map(|id| {
        let change = changes.iter().find(|change| change.id == *id).expect("a change");
        let sent = change.sent.clone().map(|sent| (sent.contract, sent.round, sent.party));
        let raw = repository.raw_change(*id).expect("a commit");
        (sent, raw.hides.is_some())
    });
    each.collect()
}

const SENT: [&str; 3] = ["Adidem-Contract: crm", "Adidem-Round: 2", "Adidem-Party: vendor"];

#[test]
fn a_round_is_what_git_shows_as_its_trailers_in_whatever_way_they_are_written() {
    let usual = SENT.join("\n");
    let sent = Some(("crm".to_owned(), Some(2), "vendor".to_owned()));
    let other = |round, party: &str| Some(("crm".to_owned(), round, party.to_owned()));
    let (counts, finding) = (false, true);
    let table: Vec<(String, Read)> = vec![
        (format!("x\n\n{usual}\n"), (sent.clone(), counts)),
        (format!("x\n\n{}\n", usual.to_lowercase()), (sent.clone(), counts)),
        (format!("x\n\n{}\n", usual.replace(": ", " : ")), (sent.clone(), counts)),
        (format!("x\n\n{}\n", usual.replace(": ", ":")), (sent.clone(), counts)),
        (
            format!("x\n\n{}\n", usual.replace(": ", ":\n  ")),
            (sent.clone(), counts),
        ),
        (
            format!("x\n\n{}\n", usual.replace('\n', "\r\n")),
            (sent.clone(), counts),
        ),
        (format!("x\n\n{usual}\n two\n"), (other(Some(2), "vendor two"), counts)),
        (
            format!("x\n\n{usual}\n(cherry picked from commit 1)\n"),
            (sent.clone(), counts),
        ),
        (
            format!("x\n\nwords\nSigned-off-by: A <a@x>\n{usual}\n"),
            (sent.clone(), counts),
        ),
        (format!("x\n\n{usual}\nConflicts:\n\tf\n"), (sent.clone(), counts)),
        (format!("x\n---\n\n{usual}\n"), (sent.clone(), counts)),
        (format!("x\n\nwords\n{usual}\n"), (None, counts)),
        (format!("x\n\n{usual}\n\nEnd of message.\n"), (None, counts)),
        (format!("{usual}\n"), (None, counts)),
        (format!("\n\n{usual}\n"), (None, counts)),
        (format!("x\n\nSigned-off-by: A\n {usual}\n"), (None, counts)),
        // What depends on the reader's settings, or says two things, is a finding and sends nothing.
        (format!("x\n\n{usual}\n# Adidem-Party: customer\n"), (None, finding)),
        (format!("x\n\n{usual}\n\n# more words\n"), (None, finding)),
        (format!("x\n\n{usual}\nAdidem-Round: 3\n"), (None, finding)),
        (
            format!("x\n\n{usual}\n{}\n", usual.replace("vendor", "customer")),
            (None, finding),
        ),
        (format!("x\n\n{usual}\n{usual}\n"), (sent.clone(), counts)),
        (format!("x\n\n{usual}\n").replace('\n', "\r\n"), (sent.clone(), counts)),
        (
            format!("x\n\n{usual}\n\nConflicts:\n\tcontracts/crm.yaml\n"),
            (sent.clone(), counts),
        ),
        (
            format!("x\n\n{usual}\n\nConflicts:\n\tcontracts/crm.yaml\n").replace('\n', "\r\n"),
            (None, counts),
        ),
        (format!("x\n\n{usual}\nAdidem-Round: 2\n"), (sent.clone(), counts)),
        (
            format!("x\n\n{}\n", usual.replace(": 2", ": 2 (final)")),
            (None, finding),
        ),
        (format!("x\n\n{}\n", usual.replace(": 2", ": +2")), (None, finding)),
        (
            format!("x\n\n{}\n", usual.replace("vendor", "ven\u{200b}dor")),
            (None, finding),
        ),
        (format!("x\n\n{}\n", usual.replace("crm", "crm\u{a0}")), (None, finding)),
    ];
    let messages: Vec<String> = table.iter().map(|(message, _)| message.clone()).collect();
    let (git, ids) = with_messages(&messages);
    for ((message, wanted), found) in table.iter().zip(read(&git, &ids)) {
        assert_eq!(found, *wanted, "{message:?}");
    }
}

#[test]
fn of_any_message_git_shows_the_trailers_that_are_read_or_it_is_a_finding() {
    const LINES: [&str; 27] = [
        "",
        " ",
        "\t",
        "Tidy",
        "words of a note",
        "# a comment",
        "Adidem-Contract: crm",
        "adidem-contract\t: crm",
        "Adidem-Round: 2",
        "Adidem-Round :\t2",
        "Adidem-Round:",
        " 2",
        "  two",
        "Adidem-Party: vendor",
        "Adidem-Party:customer",
        "Signed-off-by: A <a@x>",
        "Signed-off-by:A",
        "(cherry picked from commit 1234)",
        "Fees: lowered",
        "---",
        "Conflicts:",
        "\tcontracts/crm.yaml",
        "# ------------------------ >8 ------------------------",
        "À: x",
        "a b: c",
        ": x",
        "-: x",
    ];
    for seed in seeds(4) {
        let mut dice = Dice::new(seed);
        let messages: Vec<String> = (0..150)
            .map(|_| {
                let mut lines: Vec<&str> = ["Tidy", "", SENT[0], SENT[1], SENT[2]].to_vec();
                for _ in 0..dice.below(6) {
                    lines.insert(dice.below(lines.len() + 1), dice.one_of(&LINES));
                }
                for _ in 0..dice.below(2) {
                    lines.remove(dice.below(lines.len()));
                }
                // One message in three has lines that end with CR LF.
                let windows = if dice.below(3) == 0 { 2 } else { 0 };
                let mut message = String::new();
                for line in lines {
                    message.push_str(line);
                    message.push_str(if dice.below(3) < windows { "\r\n" } else { "\n" });
                }
                message.pop();
                message + ["\n", "", "\n\n"][dice.below(3)]
            })
            .collect();
        let (git, ids) = with_messages(&messages);
        let [contracts, rounds, parties] =
            ["Adidem-Contract", "Adidem-Round", "Adidem-Party"].map(|key| shown_by_git(&git, key));
        let (mut sending, mut silent, mut faults) = (0, 0, 0);
        for (at, (sent, is_finding)) in read(&git, &ids).into_iter().enumerate() {
            let message = &messages[at];
            if is_finding {
                assert_eq!(sent, None, "{message:?}");
                faults += 1;
                continue;
            }
            let is_sent = contracts[at].iter().any(|name| name == "crm") && !parties[at].is_empty();
            let said = || format!("{message:?}: {:?} {:?} {:?}", contracts[at], rounds[at], parties[at]);
            // Of several contracts in one message each has its own group; which party is whose is told by their order.
            if contracts[at].len() > 1 {
                continue;
            }
            assert_eq!(sent.is_some(), is_sent, "{}", said());
            let Some((_, round, party)) = sent else {
                silent += 1;
                continue;
            };
            assert_eq!(
                round,
                rounds[at].first().and_then(|round| round.parse().ok()),
                "{}",
                said()
            );
            let mut named = parties[at].clone();
            named.dedup();
            assert_eq!(party, named.join(", "), "{}", said());
            sending += 1;
        }
        assert!(sending > 20 && silent > 20 && faults > 5, "{sending} {silent} {faults}");
    }
}
