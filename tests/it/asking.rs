//! The question before something is signed, and the passphrase of a locked key: real keys, on a terminal.

use serde_json::Value;
use std::fs;
use std::path::PathBuf;

use portable_pty::CommandBuilder;

use crate::support::{Deal, Pty};

/// The program on a terminal of its own, as one of the two.
fn on_terminal(deal: &mut Deal, who: &'static str, arguments: &[&str]) -> Pty {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_adidem"));
    command.args(arguments);
    started(deal, who, command)
}

fn started(deal: &mut Deal, who: &'static str, command: CommandBuilder) -> Pty {
    let (name, email) = if who == "li" {
        ("Li Jing", "li@customer.example")
    } else {
        ("Wu Hao", "wu@vendor.example")
    };
    let home = deal.git.beside("home");
    let environment = [
        ("GIT_CONFIG_NOSYSTEM", "1"),
        ("PAGER", "cat"),
        ("GIT_AUTHOR_NAME", name),
        ("GIT_AUTHOR_EMAIL", email),
        ("GIT_COMMITTER_NAME", name),
        ("GIT_COMMITTER_EMAIL", email),
    ];
    Pty::start((&deal.folder(who), &home), command, true, &environment)
}

/// A deal in which the vendor has something to answer.
fn head(deal: &Deal, who: &str) -> String {
    deal.git.run_in(&deal.folder(who), &["rev-parse", "HEAD"])
}

/// Somebody's key is locked with a passphrase from now on.
fn lock(deal: &Deal, who: &str) -> PathBuf {
    let key = deal.key(who);
    let mut change = deal.git.command("ssh-keygen", &deal.git.top());
    change.args(["-q", "-p", "-P", "", "-N", "five words", "-f"]).arg(&key);
    assert!(change.output().expect("ssh-keygen").status.success());
    key
}

/// How often words came.
fn times(terminal: &Pty, words: &str) -> usize {
    String::from_utf8_lossy(&terminal.bytes()).matches(words).count()
}

/// How many processes a process has begun that still run.
fn children_of(process: u32) -> usize {
    let parent = |folder: &std::path::Path| {
        let stat = fs::read_to_string(folder.join("stat")).ok()?;
        stat.rsplit(')').next()?.split_whitespace().nth(1)?.parse::<u32>().ok()
    };
    let processes = fs::read_dir("/proc")
        .expect("processes")
        .flatten()
        .map(|entry| entry.path());
    processes.filter(|folder| parent(folder) == Some(process)).count()
}

#[test]
fn without_a_terminal_nothing_is_signed_unless_somebody_says_yes() {
    let mut deal = Deal::sent();
    let before = head(&deal, "wu");
    for arguments in [
        &["accept", "deal", "term"][..],
        &["reject", "deal", "term", "--reason", "no"],
        &["reserve", "deal", "term", "--reason", "if so"],
        &["accept", "deal", "--all", "--json"],
    ] {
        let (status, said) = deal.refused("wu", arguments);
        assert!(
            status == 3 && said.contains("`--yes`"),
            "{arguments:?}: {status} {said}"
        );
    }
    deal.run_as("wu", &["accept", "deal", "term", "-y"]);
    let (status, said) = deal.refused("wu", &["withdraw", "deal", "term"]);
    assert!(status == 3 && said.contains("there is no terminal to ask at"), "{said}");
    deal.change("wu", "100 EUR", "90 EUR");
    let (status, _) = deal.refused("wu", &["send", "deal"]);
    assert_eq!(status, 3);
    let (status, said) = deal.refused("wu", &["--lang", "zh", "send", "deal"]);
    assert!(
        status == 3 && said.contains("未作登记") && said.contains("`--yes`"),
        "{said}"
    );
    let (status, said) = deal.refused("wu", &["--lang", "zh", "send", "deal", "--json"]);
    let told: Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!(
        (&told["format"], &told["code"]),
        (&"adidem/error/1".into(), &"refused".into()),
        "{told}"
    );
    assert!(
        status == 3
            && told["message"]
                .as_str()
                .is_some_and(|said| said.contains("nothing was")),
        "{told}"
    );
    assert_eq!(
        deal.git
            .run_in(&deal.folder("wu"), &["rev-list", "--count", &format!("{before}..HEAD")]),
        "1"
    );
    // What is wrong with the wish itself comes first, and what changes nothing asks nothing.
    let (status, said) = deal.refused("wu", &["accept", "deal", "trem"]);
    assert!(status == 2 && said.contains("no clause `trem`"), "{said}");
    deal.run_as("wu", &["accept", "deal", "term"]);
}

#[test]
fn piping_yes_is_no_answer() {
    let mut deal = Deal::sent();
    let before = head(&deal, "wu");
    let mut command = CommandBuilder::new("sh");
    // The terminal is there for all but what is read.
    command.args([
        "-c",
        &format!(
            "yes | {} accept deal term; echo \"status $?\"",
            env!("CARGO_BIN_EXE_adidem")
        ),
    ]);
    let mut terminal = started(&mut deal, "wu", command);
    terminal.wait_for("status 3");
    terminal.ended();
    assert_eq!(head(&deal, "wu"), before);
}

#[test]
fn what_is_signed_is_shown_and_only_a_clear_yes_signs_it() {
    let mut deal = Deal::sent();
    deal.run_as("wu", &["accept", "deal", "--all", "--yes"]);
    deal.change("wu", "100 EUR", "90 EUR");
    deal.run_as("wu", &["send", "deal", "-m", "Lower", "--yes"]);
    deal.hand_over("wu", "li");
    let before = head(&deal, "li");
    let fingerprint = deal.fingerprint("li");
    // What is neither is asked once more.
    for answers in [&["\r"][..], &["n\r"], &["yep\r", "n\r"], &["\u{4}"]] {
        let mut terminal = on_terminal(&mut deal, "li", &["accept", "deal", "fees"]);
        terminal.wait_for("[y/N]");
        let shown = terminal.shown().join("\n");
        for words in [
            "[-100-]{+90+}",
            "Accept 1 clause of round 2: Deal (deal)",
            "1 Fees",
            "Li Jing <li@customer.example>",
            &fingerprint,
        ] {
            assert!(shown.contains(words), "{words}\n{shown}");
        }
        assert!(!shown.contains("Term"), "of nothing else\n{shown}");
        for (before, answer) in answers.iter().enumerate() {
            terminal.wait("[y/N]", |state| {
                String::from_utf8_lossy(&state.bytes).matches("[y/N]").count() == before + 1
            });
            terminal.press(answer);
        }
        assert_eq!(terminal.ended().exit_code(), 3, "{answers:?}");
        assert_eq!(head(&deal, "li"), before, "{answers:?}");
    }
    let mut terminal = on_terminal(&mut deal, "li", &["accept", "deal", "fees"]);
    terminal.wait_for("[y/N]");
    terminal.press("y\r");
    assert!(terminal.ended().success());
    assert_eq!(deal.standing("li", "fees"), "agreed");
}

#[test]
fn a_first_contract_is_shown_as_new_before_it_is_accepted() {
    let mut deal = Deal::sent();
    let terminal = on_terminal(&mut deal, "wu", &["accept", "deal", "fees"]);
    terminal.wait_for("[y/N]");
    let shown = terminal.shown().join("\n");
    assert!(
        shown.contains("The fee is 100 EUR per month.") && !shown.contains("one year"),
        "{shown}"
    );
}

#[test]
fn a_heading_that_says_something_is_accepted_by_its_words_and_a_mere_one_is_named_beside() {
    let mut deal = Deal::sent();
    deal.run_as("wu", &["accept", "deal", "--all", "--yes"]);
    let headings = [
        "\nclauses:",
        "  - id: liability",
        "    heading: The Vendor is not liable",
        "    clauses:",
        "      - {id: scope, heading: Scope, text: Of all services.}",
        "  - id: various",
        "    heading: Various",
        "    clauses:",
        "      - {id: notices, heading: Notices, text: In writing.}",
        "",
    ];
    deal.change("wu", "\nclauses:\n", &headings.join("\n"));
    deal.run_as("wu", &["send", "deal", "-m", "More", "--yes"]);
    deal.hand_over("wu", "li");
    let mut asked = |arguments: &[&str]| {
        let mut terminal = on_terminal(&mut deal, "li", arguments);
        terminal.wait_for("[y/N]");
        // As it reads, wherever a line was broken.
        let shown = terminal.shown().join(" ");
        terminal.press("n\r");
        assert_eq!(terminal.ended().exit_code(), 3);
        shown.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let alone = "1 The Vendor is not liable (a heading without a text: its words are what counts)";
    let beside = "Accepted along with this, because nobody takes a position on it by itself:";
    let shown = asked(&["accept", "deal", "liability", "scope", "notices"]);
    assert!(shown.contains(alone), "{shown}");
    assert!(shown.contains(beside) && shown.contains("2 Various (new)"), "{shown}");
    // Where it is not accepted, it is neither shown as such nor named.
    let shown = asked(&["accept", "deal", "notices"]);
    assert!(!shown.contains("not liable"), "{shown}");
    assert!(shown.contains(beside) && shown.contains("2 Various (new)"), "{shown}");
    let shown = asked(&["--lang", "zh", "accept", "deal", "--all"]);
    assert!(
        shown.contains("只有标题而无正文：以标题文字为准") && shown.contains("以下内容无须单独表态，一并接受："),
        "{shown}"
    );
    let said = deal.run_as("li", &["accept", "deal", "--all", "--yes"]);
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains(alone), "{said}");
}

#[test]
fn what_changed_between_question_and_answer_is_not_signed() {
    let mut deal = Deal::sent();
    let mut terminal = on_terminal(&mut deal, "wu", &["accept", "deal", "term"]);
    terminal.wait_for("[y/N]");
    deal.change("li", "one year", "ten years");
    deal.run_as("li", &["send", "deal", "--yes"]);
    deal.hand_over("li", "wu");
    let before = head(&deal, "wu");
    terminal.press("y\r");
    assert_eq!(terminal.ended().exit_code(), 3);
    terminal.wait_for("nothing was recorded");
    assert_eq!(head(&deal, "wu"), before);

    deal.change("wu", "100 EUR", "90 EUR");
    let mut terminal = on_terminal(&mut deal, "wu", &["send", "deal"]);
    terminal.wait_for("[y/N]");
    deal.change("wu", "90 EUR", "80 EUR");
    terminal.press("y\r");
    assert_eq!(terminal.ended().exit_code(), 3);
    terminal.wait_for("nothing was recorded");
    assert_eq!(head(&deal, "wu"), before);
    let mut terminal = on_terminal(&mut deal, "wu", &["send", "deal"]);
    terminal.wait_for("1 Fees  (changed)");
    terminal.wait_for("To Customer Ltd (Li Jing)");
    terminal.wait_for("[y/N]");
    terminal.press("y\r");
    assert!(terminal.ended().success());
}

#[test]
fn a_locked_key_is_asked_for_once_however_much_is_recorded() {
    let mut deal = Deal::sent();
    let key = lock(&deal, "wu");
    deal.run_as(
        "li",
        &[
            "accept",
            "deal",
            "--all",
            "--for",
            "vendor",
            "--reported",
            "letter",
            "--yes",
        ],
    );
    let mut terminal = on_terminal(&mut deal, "wu", &["accept", "deal", "--all"]);
    terminal.wait_for("locked");
    terminal.wait_for("[y/N]");
    terminal.press("y\r");
    terminal.wait_for("Enter passphrase");
    let shown = terminal.shown().join("\n");
    assert!(shown.contains("ssh-add") && shown.contains("SHA256:"), "{shown}");
    // A slip of the finger does not begin all over.
    terminal.press("fife words\r");
    terminal.wait_for("try again");
    terminal.press("five words\r");
    assert!(terminal.ended().success());
    assert_eq!(times(&terminal, "passphrase for"), 1, "for record and change together");
    assert_eq!(deal.verified_by_stock_tools("wu"), 2);
    // Who enters nothing gives up, and nothing is recorded.
    let before = head(&deal, "wu");
    let mut terminal = on_terminal(&mut deal, "wu", &["reject", "deal", "term", "--reason", "no", "--yes"]);
    terminal.wait_for("Enter passphrase");
    terminal.press("\r");
    assert_eq!(terminal.ended().exit_code(), 3);
    terminal.wait_for("that was not the passphrase of your key");
    assert_eq!(head(&deal, "wu"), before);
    assert!(
        fs::read_to_string(&key).expect("the key").contains("PRIVATE KEY"),
        "the key stays as it is"
    );
}

#[test]
fn the_agent_that_holds_the_key_ends_with_the_program_even_when_that_is_killed() {
    let mut deal = Deal::sent();
    lock(&deal, "wu");
    let folder = deal.git.beside("tmp");
    fs::create_dir(&folder).expect("a folder");
    let mut command = CommandBuilder::new("sh");
    let script = format!(
        "{} accept deal term --yes & echo $! > pid; wait",
        env!("CARGO_BIN_EXE_adidem")
    );
    command.args(["-c", &format!("export TMPDIR={}; {script}", folder.display())]);
    let terminal = started(&mut deal, "wu", command);
    terminal.wait_for("Enter passphrase");
    let process: u32 = fs::read_to_string(deal.folder("wu").join("pid"))
        .expect("a number")
        .trim()
        .parse()
        .expect("a number");
    assert!(children_of(process) > 0, "the guardian of the agent, and what asks");
    let held = || {
        fs::read_dir(&folder)
            .expect("a folder")
            .flatten()
            .any(|entry| entry.path().join("agent").exists())
    };
    assert!(held());
    let killed = deal
        .git
        .command("kill", &deal.git.top())
        .args(["-9", &process.to_string()])
        .status();
    assert!(killed.expect("kill").success());
    let until = std::time::Instant::now() + std::time::Duration::from_secs(20);
    while held() {
        assert!(std::time::Instant::now() < until, "the agent outlives the program");
        std::thread::yield_now();
    }
}

#[test]
fn a_locked_key_where_nobody_can_be_asked_says_how_to_load_it() {
    let mut deal = Deal::sent();
    let key = lock(&deal, "wu");
    let before = head(&deal, "wu");
    deal.git.by("Wu Hao <wu@vendor.example>");
    for arguments in [&["accept", "deal", "term"][..], &["accept", "deal", "term", "--yes"]] {
        let mut command = deal.git.command("setsid", &deal.folder("wu"));
        command
            .args(["-w", env!("CARGO_BIN_EXE_adidem")])
            .args(arguments)
            .stdin(std::process::Stdio::null());
        let output = command.output().expect("adidem");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(3), "{said}");
        let load = format!("ssh-add {}`", key.display());
        assert!(
            said.contains(&load) && said.contains("locked") && !said.contains("was not"),
            "{said}"
        );
    }
    assert_eq!(head(&deal, "wu"), before);
}

#[test]
fn the_screens_step_aside_for_a_locked_key_and_ask_once() {
    let mut deal = Deal::sent();
    lock(&deal, "wu");
    let mut terminal = on_terminal(&mut deal, "wu", &["--open", "deal"]);
    terminal.wait_for("since we accepted");
    terminal.wait_for("awaiting");
    for (keys, words) in [
        ("a", "1 marked"),
        ("R", "Sign and record"),
        ("y", "Enter passphrase"),
        ("five words\r", "Recorded: 1"),
    ] {
        terminal.press(keys);
        terminal.wait_for(words);
    }
    assert_eq!(times(&terminal, "Enter passphrase"), 1);
    terminal.press("Q");
    assert!(terminal.ended().success());
}

#[test]
fn a_locked_gpg_key_is_told_as_such_where_gpg_can_ask_nobody() {
    let Some(mut deal) = Deal::new().with_locked_openpgp("wu", "five words") else {
        return;
    };
    deal.draft("li");
    deal.run_as("li", &["send", "deal", "--yes"]);
    deal.hand_over("li", "wu");
    // It remembers the passphrase of a key that it has just made.
    let forget = deal
        .git
        .command("gpgconf", &deal.git.top())
        .args(["--kill", "gpg-agent"])
        .status();
    assert!(forget.expect("gpgconf").success());
    deal.git.by("Wu Hao <wu@vendor.example>");
    let mut command = deal.git.command("setsid", &deal.folder("wu"));
    command.args(["-w", env!("CARGO_BIN_EXE_adidem"), "accept", "deal", "term", "--yes"]);
    let output = command.stdin(std::process::Stdio::null()).output().expect("adidem");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(
        said.contains("gpg key") && said.contains("GPG_TTY") && !said.contains("ssh-add"),
        "{said}"
    );
}

#[test]
fn placeholders_go_out_only_when_they_are_meant() {
    let mut deal = Deal::new();
    deal.draft("li");
    deal.change("li", "title: Deal", "title: \"[TITLE OF THE CONTRACT]\"");
    deal.change("li", "name: Vendor Ltd", "name: 【对方公司全称】");
    deal.change("li", "name: Li Jing", "name: TBD");
    deal.change("li", "100 EUR", "[●] EUR");
    let (status, said) = deal.refused("li", &["send", "deal", "--yes"]);
    assert_eq!(status, 3, "{said}");
    for words in [
        "title: [TITLE OF THE CONTRACT]",
        "party vendor: 【对方公司全称】",
        "members of customer: TBD",
        "1 Fees: [●]",
        "--with-blanks",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let check = deal.try_as("li", &["check", "deal"]);
    let found = String::from_utf8_lossy(&check.stdout).into_owned();
    assert!(
        check.status.code() == Some(1) && found.contains("[TITLE OF THE CONTRACT]"),
        "{found}"
    );
    let mut terminal = on_terminal(&mut deal, "li", &["send", "deal"]);
    terminal.wait_for("Something is still to be filled in");
    terminal.press("\r");
    assert_eq!(terminal.ended().exit_code(), 3);
    let sent = deal.json("li", &["send", "deal", "--yes", "--with-blanks", "--json"]);
    assert_eq!(sent["blanks"].as_array().expect("blanks").len(), 4, "{sent}");
    // A blank that both sides know already is in nobody's way, but a title never is one.
    deal.change("li", "one year", "two years");
    let (status, said) = deal.refused("li", &["send", "deal", "--yes"]);
    assert!(status == 3 && said.contains("TITLE") && !said.contains("[●]"), "{said}");
    deal.change("li", "\"[TITLE OF THE CONTRACT]\"", "Deal");
    deal.change("li", "【对方公司全称】", "Vendor Ltd");
    deal.change("li", "TBD", "Li Jing");
    deal.run_as("li", &["send", "deal", "--yes"]);
}

#[test]
fn whose_keys_came_and_went_is_told_wherever_a_round_is_looked_at() {
    let mut deal = Deal::sent();
    let public = deal.public("li");
    let other = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";
    let name = "ssh-ed25519 SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU";
    deal.change(
        "li",
        &format!("        keys: [{public}]\n"),
        &format!("        keys: [{public}]\n      - name: Tang Yi\n        email: tang@customer.example\n        keys: [{other}]\n"),
    );
    let sent = deal.run_as("li", &["send", "deal", "--yes", "-m", "A colleague"]);
    // However the lines are wrapped.
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    let rounds = deal.run_as("li", &["rounds", "deal"]);
    let redline = deal.run_as("li", &["diff", "deal", "1", "2"]);
    for told in [&sent, &rounds, &redline] {
        let key = format!("key of tang@customer.example, for customer: {{+{name}+}}");
        for words in ["member of customer, tang@customer.example: {+Tang Yi+}", &key] {
            assert!(bare(told).contains(&bare(words)), "{words}\n{told}");
        }
    }
    assert!(
        bare(&redline).contains(&bare("(in round 2, by Li Jing for Customer Ltd)")),
        "{redline}"
    );
    let json = deal.json("li", &["diff", "deal", "1", "2", "--format", "json"]);
    let key = &json["front"][1];
    assert_eq!(
        (key["to"].as_str(), key["to_key"].as_str()),
        (Some(other), Some(name)),
        "{json}"
    );
    assert_eq!(
        (&key["round"], &key["author"], &key["party"]),
        (&2.into(), &"Li Jing".into(), &"Customer Ltd".into())
    );
    for format in ["html", "markdown"] {
        let page = deal.run_as("li", &["diff", "deal", "1", "2", "--format", format]);
        assert!(
            page.contains("SHA256:+DiY3wvvV6TuJJhb") || page.contains("DiY3wvvV6TuJJhbpZisF"),
            "{page}"
        );
        assert!(page.contains("Li Jing for Customer Ltd"), "{page}");
    }
    let listed = deal.json("li", &["rounds", "deal", "--json"])["rounds"].clone();
    assert_eq!(listed[1]["front"].as_array().expect("changes").len(), 2, "{listed}");
}

#[test]
fn what_was_read_on_paper_is_noted_only_by_somebody_who_types_the_contracts_name() {
    let mut deal = Deal::sent();
    let unread = |deal: &mut Deal| {
        let told = deal.json("wu", &["read", "deal", "--json"]);
        told["unread"].as_array().expect("a list").len()
    };
    assert_eq!(unread(&mut deal), 4, "a new heading is read as well");
    let (status, said) = deal.refused("wu", &["read", "deal", "--elsewhere"]);
    assert!(status == 3 && said.contains("no terminal"), "{said}");
    for (typed, status) in [("yes\r", 3), ("deal\r", 0)] {
        assert_eq!(unread(&mut deal), 4, "before {typed:?}");
        let mut terminal = on_terminal(&mut deal, "wu", &["read", "deal", "--elsewhere"]);
        terminal.wait_for("Type deal to confirm");
        terminal.press(typed);
        assert_eq!(terminal.ended().exit_code(), status);
    }
    assert_eq!(unread(&mut deal), 0);
    assert_eq!(deal.standing("wu", "fees"), "awaiting", "to read is not to accept");
}
