//! Whatever the other side left in history or in a folder, there is a way to go on, and the program names it.

use std::fs;

use crate::support::{Deal, succeed};

/// Puts a change of nobody's on top of what somebody has, with this date.
fn dated(deal: &mut Deal, who: &str, seconds: &str) {
    let folder = deal.folder(who);
    let head = deal.git.run_in(&folder, &["rev-parse", "HEAD"]);
    let tree = deal.git.run_in(&folder, &["rev-parse", "HEAD^{tree}"]);
    let person = format!("Passer-by <p@nowhere.example> {seconds} +0000");
    let raw = format!("tree {tree}\nparent {head}\nauthor {person}\ncommitter {person}\n\nHello\n");
    let mut hash = deal.git.command("git", &folder);
    hash.args(["hash-object", "-t", "commit", "-w", "--stdin", "--literally"]);
    let made = String::from_utf8(succeed(hash, raw.as_bytes())).expect("a name");
    deal.git.run_in(&folder, &["update-ref", "HEAD", made.trim()]);
}

#[test]
fn on_top_of_a_date_that_no_calendar_knows_everything_can_be_recorded() {
    for seconds in ["9223372036854775808", "18446744073709551617", "8300000000000000"] {
        let mut deal = Deal::sent();
        dated(&mut deal, "li", seconds);
        deal.hand_over("li", "wu");
        deal.run_as("wu", &["accept", "--yes", "deal", "fees"]);
        deal.change("wu", "one year", "two years");
        deal.run_as("wu", &["send", "deal", "--yes"]);
        deal.run_as("wu", &["sync"]);
        deal.run_as("li", &["reject", "--yes", "deal", "law", "--reason", "No"]);
        deal.run_as("li", &["sync"]);
        let audit = deal.json("li", &["audit", "--json"]);
        assert_eq!(audit["verdict"], "holds", "{audit}");
        assert!(audit.to_string().contains("A05-header"), "{audit}");
        assert_eq!(deal.git.run_in(&deal.folder("li"), &["status", "--porcelain"]), "");
        // The change of nobody's is between them, with all that lay there.
        assert_eq!(
            deal.git
                .run_in(&deal.folder("wu"), &["log", "--format=%s", "--grep=Hello"]),
            "Hello"
        );
    }
}

/// The vendor lists the customer's key for one of its own as well, and sends that as round 1.
fn deprived() -> Deal {
    let mut deal = Deal::new();
    deal.draft("wu");
    let file = deal.file("wu");
    let text = fs::read_to_string(&file).expect("a contract");
    let own = format!(
        "      - name: Desk\n        email: desk@vendor.example\n        keys: [{}]\n",
        deal.public("li")
    );
    fs::write(
        &file,
        text.replacen("      - name: Wu Hao", &format!("{own}      - name: Wu Hao"), 1),
    )
    .expect("a contract");
    deal.git.by("Wu Hao <wu@vendor.example>");
    let folder = deal.folder("wu");
    deal.git.run_in(&folder, &["add", "--all"]);
    let note = "Send deal\n\nAdidem-Contract: deal\nAdidem-Round: 1\nAdidem-Party: vendor\n";
    deal.git.run_in(&folder, &["commit", "--quiet", "-S", "-m", note]);
    deal.hand_over("wu", "li");
    deal
}

#[test]
fn a_party_whose_every_key_stands_for_another_has_no_word_put_in_its_mouth_and_is_told_the_way_out() {
    let mut deal = deprived();
    // What bears its name without a signature is a failure, and its words are nobody's.
    deal.change("wu", "100 EUR", "900 EUR");
    let folder = deal.folder("wu");
    deal.git.by("Li Jing <li@customer.example>");
    let note = "Send deal\n\nAdidem-Contract: deal\nAdidem-Round: 2\nAdidem-Party: customer\n";
    deal.git.run_in(
        &folder,
        &["-c", "commit.gpgsign=false", "commit", "--quiet", "-a", "-m", note],
    );
    let report = deal.try_as("wu", &["audit", "--json"]);
    let report = String::from_utf8_lossy(&report.stdout).into_owned();
    assert!(
        report.contains("A05-unsigned") && report.contains("\"fails\""),
        "{report}"
    );
    let status = deal.json("wu", &["status", "deal", "--json"]).to_string();
    assert!(
        status.contains("keys-of-others") && !status.contains("\"keyless\""),
        "{status}"
    );
    assert_ne!(deal.standing("wu", "fees"), "agreed");

    // The customer is told what works.
    for words in [
        &["accept", "--yes", "deal", "--all"][..],
        &["reject", "--yes", "deal", "fees", "--reason", "x"],
    ] {
        let (status, said) = deal.refused("li", words);
        assert_eq!(status, 3, "{said}");
        for way in [
            "`vendor`",
            "ssh-keygen -t ed25519",
            "li@customer.example",
            "user.signingkey",
            "adidem send deal",
        ] {
            assert!(said.contains(way), "{way} in {said}");
        }
    }
    deal.change("li", "one year", "two years");
    assert!(
        deal.refused("li", &["send", "deal", "--yes"])
            .1
            .contains("ssh-keygen -t ed25519")
    );
    let (_, said) = deal.refused("li", &["trust", "deal", "customer", "--yes"]);
    assert!(said.contains("stands for another party"), "{said}");

    // And it does.
    let (old, new) = (deal.public("li"), deal.make_key("new"));
    let text = fs::read_to_string(deal.file("li")).expect("a contract");
    // The first place is the customer's own.
    fs::write(deal.file("li"), text.replacen(&old, &deal.public("new"), 1)).expect("a contract");
    deal.git.run_in(
        &deal.folder("li"),
        &["config", "user.signingkey", &new.to_string_lossy()],
    );
    deal.run_as("li", &["send", "deal", "--yes"]);
    deal.run_as("li", &["accept", "--yes", "deal", "--all"]);
    let audit = deal.json("li", &["audit", "--json"]);
    assert_eq!(audit["verdict"], "holds", "{audit}");
    let status = deal.json("li", &["status", "deal", "--json"]).to_string();
    assert!(!status.contains("keys-of-others"), "{status}");
}

#[test]
fn a_path_means_the_contract_that_lies_there_whatever_others_are_called() {
    let mut deal = Deal::sent();
    let folder = deal.folder("li").join("contracts");
    let text = fs::read_to_string(deal.file("li"))
        .expect("a contract")
        .replace("100 EUR", "1 EUR");
    fs::create_dir_all(folder.join("contracts")).expect("a folder");
    for name in ["deal.yaml.yaml", "contracts/deal.yaml", "other.yaml.yaml"] {
        fs::write(folder.join(name), &text).expect("a contract");
    }
    for recorded in [false, true] {
        if recorded {
            deal.git.run_in(&deal.folder("li"), &["add", "--all"]);
            deal.git
                .run_in(&deal.folder("li"), &["commit", "--quiet", "-m", "More"]);
        }
        let mut shows = |asked: &str, fee: &str| {
            let shown = deal.run_as("li", &["show", asked]);
            assert!(
                shown.contains(&format!("fee is {fee} per")),
                "{recorded} {asked}: {shown}"
            );
        };
        for asked in [
            "deal",
            "deal.yaml",
            "contracts/deal",
            "contracts/deal.yaml",
            "./contracts/deal.yaml",
        ] {
            shows(asked, "100 EUR");
        }
        let others = [
            "deal.yaml.yaml",
            "contracts/deal.yaml.yaml",
            "contracts/contracts/deal.yaml",
            "other.yaml",
        ];
        for asked in others {
            shows(asked, "1 EUR");
        }
    }
    let audited = deal.json("li", &["audit", "deal.yaml", "--json"]);
    assert!(!audited.to_string().contains("deal.yaml.yaml"), "{audited}");
}
