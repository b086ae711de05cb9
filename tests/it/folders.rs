//! Working folders and histories as other programs leave them: line ends, encodings, states in between, other formats,
//! copies that hold less than everything.

use std::fs;
use std::path::Path;
use std::process::Output;

use crate::support::{Deal, Git};

/// One round, recorded by both parties' tools.
fn begun() -> Deal {
    let mut deal = Deal::new();
    deal.draft("li");
    deal.run_as("li", &["send", "--yes", "deal"]);
    deal.run_as("li", &["sync"]);
    deal
}

/// With lines that end as on Windows.
fn windows(text: &str) -> String {
    text.replace('\n', "\r\n")
}

fn run(git: &Git, folder: &Path, editor: &str, arguments: &[&str]) -> Output {
    let mut command = git.command(env!("CARGO_BIN_EXE_adidem"), folder);
    command.env("EDITOR", editor).args(arguments).output().expect("adidem")
}

#[test]
fn a_file_that_git_translates_is_edited_in_its_own_line_ends_and_sent_as_git_would_store_it() {
    let mut deal = begun();
    let (folder, file) = (deal.folder("li"), deal.file("li"));
    let text = fs::read_to_string(&file).expect("a contract");
    for settings in [&[("core.autocrlf", "true")][..], &[("core.eol", "crlf")]] {
        for (name, value) in settings {
            deal.git.run_in(&folder, &["config", name, value]);
        }
    }
    fs::write(&file, windows(&text)).expect("written");
    assert!(
        deal.refused("li", &["send", "--yes", "deal"])
            .1
            .contains("nothing to send"),
        "line ends are no words"
    );
    deal.run_as("li", &["edit", "deal", "law"]);
    let edited = fs::read_to_string(&file).expect("a contract");
    assert_eq!(edited, windows(&text.replace("Ireland", "France")));
    deal.run_as("li", &["send", "--yes", "deal"]);
    let stored = deal.git.run_in(&folder, &["show", "HEAD:contracts/deal.yaml"]);
    assert_eq!(stored, text.replace("Ireland", "France").trim_end());
    assert_eq!(deal.git.run_in(&folder, &["status", "--porcelain", "contracts"]), "");
    assert_eq!(
        fs::read_to_string(&file).expect("a contract"),
        edited,
        "the file keeps its line ends"
    );
}

#[test]
fn what_git_stores_with_windows_line_ends_is_read_everywhere() {
    let mut deal = begun();
    let (folder, file) = (deal.folder("li"), deal.file("li"));
    let before = deal.run_as("li", &["show", "deal", "--clause", "fees", "--canonical"]);
    let text = fs::read_to_string(&file)
        .expect("a contract")
        .replace("one year", "two years");
    fs::write(&file, windows(&text)).expect("written");
    deal.run_as("li", &["send", "--yes", "deal"]);
    let object = deal.git.run_in(
        &folder,
        &["hash-object", "--path", "contracts/deal.yaml", &file.to_string_lossy()],
    );
    assert_eq!(
        deal.git.run_in(&folder, &["rev-parse", "HEAD:contracts/deal.yaml"]),
        object,
        "as git would store it"
    );
    assert_eq!(deal.git.run_in(&folder, &["status", "--porcelain"]), "");
    assert_eq!(
        deal.run_as("li", &["show", "deal", "--clause", "fees", "--canonical"]),
        before
    );
    let redline = deal.json("li", &["diff", "deal", "1", "2", "--format", "json"]);
    assert!(
        redline.to_string().contains("two years") || redline.to_string().contains("two"),
        "{redline}"
    );
    assert!(!redline.to_string().contains("\\r"), "{redline}");
    deal.run_as("li", &["sync"]);
    deal.run_as("wu", &["sync"]);
    deal.run_as("wu", &["accept", "--yes", "deal", "--all"]);
    assert_eq!(deal.standing("wu", "fees"), "agreed");
    deal.run_as("wu", &["edit", "deal", "law"]);
    let edited = fs::read_to_string(deal.file("wu")).expect("a contract");
    assert_eq!(edited, windows(&text.replace("Ireland", "France")));
    let audit = deal.json("wu", &["audit", "--json"]);
    assert_eq!(audit["verdict"], "holds", "{audit}");
}

#[test]
fn attributes_of_git_decide_about_line_ends_as_they_do_for_git() {
    for (attributes, setting) in [
        ("*.yaml text\n", "false"),
        ("*.yaml text=auto\n", "false"),
        ("*.yaml -text\n", "true"),
        ("*.yaml eol=crlf\n", "false"),
        ("*.yaml crlf\n", "false"),
        ("", "input"),
        ("", "false"),
    ] {
        let mut deal = Deal::new();
        let (folder, file) = (deal.folder("li"), deal.file("li"));
        deal.git.run_in(&folder, &["config", "core.autocrlf", setting]);
        fs::write(folder.join(".gitattributes"), attributes).expect("written");
        deal.draft("li");
        let text = fs::read_to_string(&file).expect("a contract");
        fs::write(&file, windows(&text)).expect("written");
        deal.run_as("li", &["send", "--yes", "deal"]);
        let object = deal.git.run_in(
            &folder,
            &["hash-object", "--path", "contracts/deal.yaml", &file.to_string_lossy()],
        );
        assert_eq!(
            deal.git.run_in(&folder, &["rev-parse", "HEAD:contracts/deal.yaml"]),
            object,
            "{attributes}{setting}"
        );
        assert_eq!(
            deal.git.run_in(&folder, &["status", "--porcelain", "contracts"]),
            "",
            "{attributes}{setting}"
        );
    }
}

#[test]
fn a_mixture_of_line_ends_is_read_and_told() {
    let mut deal = begun();
    let text = fs::read_to_string(deal.file("li")).expect("a contract");
    let mixed = text.replace("one year.\n", "two years.\r\n");
    fs::write(deal.file("li"), &mixed).expect("written");
    for (language, words) in [("en", "others with LF"), ("zh", "部分行以 LF 结尾")] {
        let checked = deal.try_as("li", &["--lang", language, "check", "deal", "--round", "draft"]);
        let checked = String::from_utf8_lossy(&checked.stdout).replace('\n', " ");
        assert!(checked.contains("line-ends"), "{checked}");
        assert!(
            checked.split_whitespace().collect::<Vec<_>>().join(" ").contains(words),
            "{checked}"
        );
    }
    let doctor = deal.run_as("li", &["doctor"]);
    assert!(
        doctor.contains("some lines end with LF and some with CR LF"),
        "{doctor}"
    );
    deal.run_as("li", &["edit", "deal", "law"]);
    assert_eq!(
        fs::read_to_string(deal.file("li")).expect("a contract"),
        mixed.replace("Ireland", "France")
    );
    let sent = deal.run_as("li", &["send", "--yes", "deal"]);
    assert!(sent.contains("others with LF"), "{sent}");
}

#[test]
fn what_was_typed_and_cannot_be_taken_is_kept_and_named() {
    let deal = begun();
    let (folder, file) = (deal.folder("li"), deal.file("li"));
    let before = fs::read(&file).expect("a contract");
    for (typed, said_of) in [
        (&b"The law\x0bof France.\n"[..], "U+000B"),
        ("The law\u{2028}of France.\n".as_bytes(), "U+2028"),
        (b"\xb7\xa8\xc2\xc9\n", "UTF-8"),
        (b"\xff\xfeT\0h\0e\0\n\0", "UTF-8"),
        (b"The\0law\n", "U+0000"),
        (b"The law\x1b[31m\n", "U+001B"),
    ] {
        fs::write(deal.git.beside("typed"), typed).expect("written");
        let editor = format!("cp '{}'", deal.git.beside("typed").display());
        let output = run(&deal.git, &folder, &editor, &["edit", "deal", "law"]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && said.contains(said_of), "{said}");
        let kept = said.split("kept in ").nth(1).expect("a place");
        let kept = kept
            .split_whitespace()
            .next()
            .unwrap_or_default()
            .trim_end_matches(['.', ';']);
        assert_eq!(fs::read(kept).expect("what was typed"), typed, "{said}");
        assert_eq!(fs::read(&file).expect("a contract"), before);
    }
}

#[test]
fn an_editor_that_fails_leaves_nothing_behind_unless_something_was_typed() {
    let deal = begun();
    let folder = deal.folder("li");
    let typed = folder.join(".git/adidem/typed");
    let left = || fs::read_dir(&typed).map_or(0, Iterator::count);
    assert!(
        !run(&deal.git, &folder, "false", &["edit", "deal", "law"])
            .status
            .success()
    );
    assert!(
        !run(&deal.git, &folder, "no-such-editor", &["edit", "deal", "law"])
            .status
            .success()
    );
    assert_eq!(left(), 0);
    let output = run(
        &deal.git,
        &folder,
        "sh -c 'echo more >> \"$1\"; exit 1' x",
        &["edit", "deal", "law"],
    );
    assert!(
        String::from_utf8_lossy(&output.stderr).contains("kept in "),
        "{output:?}"
    );
    assert_eq!(left(), 1);
    assert!(
        run(
            &deal.git,
            &folder,
            "sed -i 's/Ireland/Spain/'",
            &["edit", "deal", "law"]
        )
        .status
        .success()
    );
    assert_eq!(left(), 1, "what stands in the draft needs no copy");
    // Some editors say at the beginning that a text is UTF-8.
    assert!(
        run(
            &deal.git,
            &folder,
            "sed -i '1s/^/\u{feff}/; s/Spain/Italy/'",
            &["edit", "deal", "law"]
        )
        .status
        .success()
    );
    let text = fs::read_to_string(deal.file("li")).expect("a contract");
    assert!(text.contains("Italy") && !text.contains('\u{feff}'), "{text}");
}

#[test]
fn nothing_is_recorded_where_it_would_get_out_of_sight() {
    let mut deal = begun();
    let folder = deal.folder("li");
    deal.git.run_in(&folder, &["checkout", "--quiet", "--detach"]);
    deal.change("li", "100 EUR", "90 EUR");
    let before = deal.git.run_in(&folder, &["rev-parse", "HEAD"]);
    for command in [
        &[
            "accept",
            "--yes",
            "deal",
            "--all",
            "--for",
            "vendor",
            "--reported",
            "letter",
        ][..],
        &["reject", "--yes", "deal", "fees", "--reason", "x"],
        &["send", "--yes", "deal"],
        &["sync"],
    ] {
        let (status, said) = deal.refused("li", command);
        assert!(status == 3 && said.contains("`git switch main`"), "{command:?}: {said}");
    }
    assert_eq!(deal.git.run_in(&folder, &["rev-parse", "HEAD"]), before);
    deal.git.run_in(&folder, &["switch", "--quiet", "main"]);
    deal.run_as("li", &["send", "--yes", "deal"]);
}

#[test]
fn an_unfinished_merge_and_the_like_are_named_and_no_fault_of_the_file() {
    for (begin, end, name) in [
        ("merge", "merge", "a merge"),
        ("rebase", "rebase", "a rebase"),
        ("cherry-pick", "cherry-pick", "a cherry-pick"),
        ("revert", "revert", "a revert"),
    ] {
        let mut deal = begun();
        let folder = deal.folder("li");
        deal.git.run_in(&folder, &["switch", "--quiet", "-c", "side"]);
        deal.change("li", "100 EUR", "90 EUR");
        deal.run_as("li", &["send", "--yes", "deal"]);
        deal.git.run_in(&folder, &["switch", "--quiet", "main"]);
        deal.change("li", "100 EUR", "110 EUR");
        deal.run_as("li", &["send", "--yes", "deal"]);
        deal.change("li", "110 EUR", "120 EUR");
        deal.run_as("li", &["send", "--yes", "deal"]);
        let what = if begin == "revert" { "HEAD~1" } else { "side" };
        assert!(
            !deal.git.try_in(&folder, &[begin, what]).status.success(),
            "it stops at the conflict"
        );
        for command in [
            &[
                "accept",
                "--yes",
                "deal",
                "--all",
                "--for",
                "vendor",
                "--reported",
                "letter",
            ][..],
            &["send", "--yes", "deal"],
            &["sync"],
            &["edit", "deal", "term"],
            &["diff", "deal", "last", "draft"],
            &["show", "deal", "--round", "draft"],
        ] {
            let (status, said) = deal.refused("li", command);
            assert!(
                status == 3 && said.contains(name) && said.contains("--abort"),
                "{begin} {command:?}: {said}"
            );
            assert!(!said.contains("YAML") && !said.contains("line "), "{said}");
        }
        assert!(deal.run_as("li", &["doctor"]).contains(name));
        deal.run_as("li", &["status", "deal"]);
        deal.git.run_in(&folder, &[end, "--abort"]);
        assert!(
            deal.refused("li", &["send", "--yes", "deal"])
                .1
                .contains("nothing to send")
        );
    }
}

#[test]
fn names_and_notes_in_another_encoding_are_those_that_git_shows() {
    let mut git = Git::new();
    let contract = "title: T\nparties:\n  - {id: a, name: A, members: [{name: 李静, email: li@a.example}]}\n  - {id: b, name: B}\nclauses:\n  - {id: x, heading: X, text: one}\n";
    git.by("Anna <anna@b.example>")
        .change("contracts/t.yaml", contract, "one");
    git.file("contracts/t.yaml", &contract.replace("one", "two"));
    git.run(&["add", "--all"]);
    let commit = |encoding: &str, name: &[u8], note: &[u8]| {
        let tree = git.run(&["write-tree"]);
        let parent = git.run(&["rev-parse", "HEAD"]);
        let person = [name, b" <li@a.example> 1772413200 +0800"].concat();
        let mut raw = format!("tree {tree}\nparent {parent}\nauthor ").into_bytes();
        raw.extend(
            [
                &person[..],
                b"\ncommitter ",
                &person,
                b"\nencoding ",
                encoding.as_bytes(),
                b"\n\n",
                note,
                b"\n",
            ]
            .concat(),
        );
        let file = git.beside("raw");
        fs::write(&file, raw).expect("written");
        let id = git.run(&["hash-object", "-t", "commit", "-w", &file.to_string_lossy()]);
        git.run(&["update-ref", "refs/heads/main", &id]);
        let output = run(&git, &git.top(), "true", &["rounds", "t", "--json"]);
        let rounds: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let newest = rounds["rounds"]
            .as_array()
            .expect("rounds")
            .last()
            .expect("a round")
            .clone();
        let shown = git.run(&["log", "-1", "--encoding=UTF-8", "--format=%an|%s"]);
        git.run(&["update-ref", "refs/heads/main", &parent]);
        let text = |key: &str| newest[key].as_str().unwrap_or_default().to_owned();
        (text("author"), text("note"), text("party"), shown)
    };
    for (encoding, name, note) in [
        ("GBK", &b"\xc0\xee\xbe\xb2"[..], &b"\xb8\xb6\xbf\xee"[..]),
        ("Shift_JIS", b"\x8e\x52\x93\x63", b"\x93\xfa"),
        ("ISO-8859-1", b"Andr\xe9", b"\xe9t\xe9"),
        ("windows-1252", b"Andr\xe9", b"\x93x\x94"),
        ("Big5", b"\xa7\xf5", b"\xa7\xf5"),
    ] {
        let (author, said, party, shown) = commit(encoding, name, note);
        assert_eq!(format!("{author}|{said}"), shown, "{encoding}");
        assert_eq!(party, "a", "{encoding}");
    }
    let (author, ..) = commit("x-unheard-of", b"\xc0\xee", b"note");
    assert_eq!(author, "\\xC0\\xEE");
}

#[test]
fn newer_formats_are_named_with_a_way_out_that_works() {
    for (option, name, copy) in [
        ("--object-format=sha256", "SHA-256", "-sha1"),
        ("--ref-format=reftable", "reftable", "-files"),
    ] {
        let mut git = Git::nowhere();
        if !git.try_in(&git.top(), &["init", "--quiet", option]).status.success() {
            println!("skipped: this git does not know {option}");
            continue;
        }
        let contract =
            "title: T\nparties:\n  - {id: a, name: A}\n  - {id: b, name: B}\nclauses:\n  - {id: x, text: one}\n";
        git.change("contracts/t.yaml", contract, "one");
        for (command, status) in [
            (&["list"][..], 3),
            (&["audit", "t"], 3),
            (&["accept", "--yes", "t", "x"], 3),
        ] {
            let output = run(&git, &git.top().join("contracts"), "true", command);
            let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
            assert_eq!(output.status.code(), Some(status), "{command:?}: {said}");
            assert!(
                said.contains(name) && !said.contains("fsck") && !said.contains("damaged"),
                "{said}"
            );
        }
        let said = String::from_utf8_lossy(&run(&git, &git.top(), "true", &["list"]).stderr).into_owned();
        let way_out = said.rsplit('`').nth(1).expect("a command").to_owned();
        let mut shell = git.command("sh", &git.top());
        let done = shell.args(["-c", &way_out]).output().expect("sh");
        assert!(
            done.status.success(),
            "{way_out}: {}",
            String::from_utf8_lossy(&done.stderr)
        );
        let copy = git.beside(&format!("deal{copy}"));
        let listed = run(&git, &copy, "true", &["list"]);
        assert!(
            listed.status.success() && String::from_utf8_lossy(&listed.stdout).contains("round 1"),
            "{listed:?}"
        );
    }
    let git = Git::new();
    git.run(&["config", "core.repositoryformatversion", "1"]);
    git.run(&["config", "extensions.fromthefuture", "true"]);
    let output = run(&git, &git.top(), "true", &["list"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        output.status.code() == Some(3) && said.contains("extensions.fromthefuture"),
        "{said}"
    );
    assert!(!said.contains("fsck"), "{said}");
}

#[test]
fn the_advice_for_a_copy_that_holds_less_makes_it_whole() {
    let mut deal = begun();
    deal.change("li", "100 EUR", "90 EUR");
    deal.run_as("li", &["send", "--yes", "deal"]);
    deal.run_as("li", &["sync"]);
    let hub = deal.git.top().join("hub.git");
    deal.git.run_in(&hub, &["config", "uploadpack.allowFilter", "true"]);
    let address = format!("file://{}", hub.display());
    for (name, options) in [
        ("blobless", &["--filter=blob:none", "--no-checkout"][..]),
        ("treeless", &["--filter=tree:0", "--no-checkout"]),
        ("both", &["--filter=blob:none", "--depth=1", "--no-checkout"]),
        ("checked", &["--filter=blob:none"]),
    ] {
        deal.git.run_in(
            &deal.git.top(),
            &[&["clone", "--quiet"], options, &[&*address, name]].concat(),
        );
        let folder = deal.git.top().join(name);
        let output = run(&deal.git, &folder, "true", &["diff", "deal", "1", "2"]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success(), "{name}: {said}");
        // The notice that a shallow copy begins with says the first half of it.
        let error = said.rsplit("adidem: ").next().unwrap_or_default();
        let advice: Vec<&str> = error.split('`').filter(|part| part.starts_with("git fetch ")).collect();
        assert!(!advice.is_empty(), "{name}: {said}");
        for command in advice {
            deal.git
                .run_in(&folder, &command.split(' ').skip(1).collect::<Vec<_>>());
        }
        let output = run(&deal.git, &folder, "true", &["diff", "deal", "1", "2"]);
        assert!(
            output.status.success(),
            "{name}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    deal.git
        .run_in(&deal.git.top(), &["clone", "--quiet", "--depth=1", &address, "shallow"]);
    let folder = deal.git.top().join("shallow");
    let said = String::from_utf8_lossy(&run(&deal.git, &folder, "true", &["rounds", "deal"]).stderr).into_owned();
    assert!(said.contains("`git fetch --unshallow`"), "{said}");
    deal.git.run_in(&folder, &["fetch", "--quiet", "--unshallow"]);
    assert!(
        run(&deal.git, &folder, "true", &["diff", "deal", "1", "2"])
            .stderr
            .is_empty()
    );
}

#[test]
fn a_contract_that_is_not_checked_out_is_no_deleted_draft() {
    let mut deal = begun();
    let folder = deal.folder("li");
    fs::create_dir_all(folder.join("notes")).expect("a folder");
    deal.git.run_in(&folder, &["status"]);
    deal.git.run_in(&folder, &["sparse-checkout", "set", "notes"]);
    assert!(!deal.file("li").exists());
    deal.run_as("li", &["list"]);
    deal.run_as("li", &["check", "deal"]);
    deal.run_as(
        "li",
        &[
            "accept",
            "--yes",
            "deal",
            "--all",
            "--for",
            "vendor",
            "--reported",
            "letter",
        ],
    );
    let (_, said) = deal.refused("li", &["edit", "deal", "law"]);
    assert!(said.contains("sparse-checkout add contracts"), "{said}");
    deal.git.run_in(&folder, &["sparse-checkout", "add", "contracts"]);
    deal.run_as("li", &["edit", "deal", "law"]);
}

#[test]
fn dates_in_the_list_are_those_of_rounds() {
    let mut deal = begun();
    let before = deal.json("li", &["list", "--json"]);
    let folder = deal.folder("li");
    deal.change("li", "100 EUR", "1 EUR");
    deal.git.by("Mallory <m@elsewhere.example>");
    let mut commit = deal.git.command("git", &folder);
    commit
        .env("GIT_AUTHOR_DATE", "2030-01-01T00:00:00Z")
        .env("GIT_COMMITTER_DATE", "2030-01-01T00:00:00Z");
    commit.args(["commit", "--quiet", "--all", "--no-gpg-sign", "-m", "mine"]);
    assert!(commit.status().expect("git").success());
    let after = deal.json("li", &["list", "--json"]);
    let facts = |list: &serde_json::Value| {
        ["round", "changed", "to_act", "agreed"].map(|key| list["contracts"][0][key].clone())
    };
    assert_eq!(facts(&after), facts(&before));
}
