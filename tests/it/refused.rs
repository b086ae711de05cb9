//! What is refused, and what is said then: read-only and restricted use, files that cannot be written, names that mean two
//! clauses, kinds that nobody knows.

use crate::support::{Deal, Git};
use std::fs;
use std::os::unix::fs::PermissionsExt;

fn run(git: &Git, arguments: &[&str]) -> (Option<i32>, String) {
    let output = git
        .command(env!("CARGO_BIN_EXE_adidem"), &git.top())
        .args(arguments)
        .output()
        .expect("the program");
    (
        output.status.code(),
        String::from_utf8([output.stdout, output.stderr].concat()).expect("UTF-8"),
    )
}

/// A deal that was sent, so that every command has something to do.
#[test]
fn read_only_refuses_every_command_that_changes_something_and_no_other() {
    let mut deal = Deal::sent();
    let state = |deal: &Deal| {
        let folder = deal.folder("wu");
        (
            deal.git.run_in(&folder, &["rev-parse", "HEAD"]),
            deal.git.run_in(&folder, &["status", "--porcelain"]),
        )
    };
    let before = state(&deal);
    for arguments in [
        &["accept", "--yes", "deal", "--all"][..],
        &["accept", "--yes", "deal", "fees"],
        &["reject", "--yes", "deal", "fees", "--reason", "x"],
        &["reserve", "--yes", "deal", "fees", "--reason", "x"],
        &["withdraw", "--yes", "deal", "fees"],
        &["send", "--yes", "deal"],
        &["edit", "deal", "law"],
        &["sync"],
        &["trust", "deal", "customer", "--yes"],
        &["read", "deal", "--elsewhere"],
        &["init"],
        &["init", "elsewhere"],
        &["demo", "--dir", "elsewhere", "--no-open"],
        &["guard", "--install", "."],
        &["check", "deal", "--looked", "blanks"],
    ] {
        for place in [0, arguments.len()] {
            let mut all = arguments.to_vec();
            all.insert(place, "--read-only");
            let (status, said) = deal.refused("wu", &all);
            assert!(status == 3 && said.contains("--read-only"), "{all:?}: {status} {said}");
        }
        let chinese: Vec<&str> = ["--read-only", "--lang", "zh"]
            .iter()
            .chain(arguments)
            .copied()
            .collect();
        assert!(
            deal.refused("wu", &chinese).1.contains("以 --read-only 启动"),
            "{arguments:?}"
        );
        assert_eq!(state(&deal), before, "{arguments:?}");
        assert!(!deal.folder("wu").join("elsewhere").exists());
    }
    for arguments in [
        &["list"][..],
        &["show", "deal"],
        &["status", "deal"],
        &["log", "deal"],
        &["audit"],
        &["trust", "deal"],
        &["evidence", "deal", "-o", "e.zip"],
        &["verify", "e.zip"],
    ] {
        let all: Vec<&str> = ["--read-only"].iter().chain(arguments).copied().collect();
        assert_ne!(deal.try_as("wu", &all).status.code(), Some(2), "{arguments:?}");
        assert!(
            !String::from_utf8_lossy(&deal.try_as("wu", &all).stderr).contains("--read-only"),
            "{arguments:?}"
        );
    }
}

#[test]
fn restricted_starts_no_editor_and_writes_nothing_outside_of_the_repository() {
    let mut deal = Deal::sent();
    let outside = deal.git.top().join("outside.zip").display().to_string();
    for arguments in [
        &["edit", "deal", "law"][..],
        &["demo", "--no-open"],
        &["evidence", "deal", "-o", &outside],
        &["evidence", "deal", "-o", "../up.zip"],
        &["evidence", "deal", "-o", "in.zip", "--tsq", "../up.tsq"],
        &["init", "../other"],
        &["init"],
        &["evidence", "deal", "-o", ".git/in.zip"],
        &["verify", &outside],
        &["check", "--agree", "checklists/house.yaml"],
        &["guard", "--install", "../hub.git"],
    ] {
        let all: Vec<&str> = ["--restricted"].iter().chain(arguments).copied().collect();
        let (status, said) = deal.refused("wu", &all);
        assert!(status == 3 && said.contains("--restricted"), "{all:?}: {status} {said}");
    }
    assert!(!deal.git.top().join("outside.zip").exists() && !deal.git.top().join("up.tsq").exists());
    deal.run_as("wu", &["--restricted", "evidence", "deal", "-o", "in.zip"]);
    // Who one is comes from settings and not from the environment.
    for (key, value) in [("user.name", "Wu Hao"), ("user.email", "wu@vendor.example")] {
        deal.git.run_in(&deal.folder("wu"), &["config", key, value]);
    }
    let own = ["--restricted", "--env", "GIT_CONFIG_NOSYSTEM=1"];
    deal.run_as("wu", &[&own[..], &["accept", "--yes", "deal", "fees"]].concat());
}

#[test]
fn a_file_that_cannot_be_written_says_why_and_names_no_other_file() {
    let mut deal = Deal::sent();
    let top = deal.git.top().display().to_string();
    let closed = deal.folder("wu").join("closed");
    fs::create_dir(&closed).expect("a folder");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o555)).expect("rights");
    // Who may do everything is told of no lack of permission.
    let everything_allowed = fs::write(closed.join("try"), "").is_ok();
    let cases = [
        ("none/e.zip", "the folder does not exist", "文件夹不存在"),
        (".", "it is a folder, not a file", "是文件夹"),
        (
            "contracts/deal.yaml/e.zip",
            "a part of the path is a file",
            "路径中有一处是文件",
        ),
        ("closed/e.zip", "you have no write permission", "没有写入权限"),
        ("/dev/full/e.zip", "a part of the path is a file", "路径中有一处是文件"),
    ];
    for (file, english, chinese) in cases {
        if file.starts_with("closed") && everything_allowed {
            continue;
        }
        for output in [["-o", file, "--tsq", "q.tsq"], ["-o", "e.zip", "--tsq", file]] {
            let arguments: Vec<&str> = ["evidence", "deal"].into_iter().chain(output).collect();
            let said = deal.refused("wu", &arguments).1.replace(&top, "");
            assert!(
                said.contains(english) && !said.contains(".tmp") && !said.contains("os error"),
                "{file}: {said}"
            );
            let arguments: Vec<&str> = ["--lang", "zh"].into_iter().chain(arguments).collect();
            let (_, said) = deal.refused("wu", &arguments);
            assert!(said.contains(chinese) && said.contains("无法写入"), "{file}: {said}");
        }
    }
    fs::write(deal.folder("wu").join("plain"), "").expect("a file");
    for arguments in [
        &["init", "plain/below"][..],
        &["demo", "--no-open", "--dir", "plain/below"],
    ] {
        let said = deal.refused("wu", arguments).1.replace(&top, "");
        assert!(
            said.contains("a part of the path is a file") && !said.contains(".tmp"),
            "{arguments:?}: {said}"
        );
    }
}

#[test]
fn a_name_that_means_two_clauses_is_asked_about_and_nothing_is_recorded() {
    let mut deal = Deal::new();
    deal.draft("li");
    deal.change(
        "li",
        "  - id: general\n",
        "  - id: \"2\"\n    heading: Penalty\n    text: |\n      A penalty is due.\n  - id: general\n",
    );
    deal.run_as("li", &["send", "--yes", "deal"]);
    deal.hand_over("li", "wu");
    for arguments in [
        &["accept", "--yes", "deal", "2"][..],
        &["accept", "--yes", "deal", "fees", "2"],
        &["reject", "--yes", "deal", "2", "--reason", "x"],
        &["reserve", "--yes", "deal", "2", "--reason", "x"],
        &["withdraw", "--yes", "deal", "2"],
        &["edit", "deal", "2"],
        &["show", "deal", "--clause", "2"],
        &["diff", "deal", "1", "1", "--clause", "2"],
        &["blame", "deal", "2"],
        &["log", "deal", "2"],
    ] {
        let (status, said) = deal.refused("wu", arguments);
        assert_eq!(status, 3, "{arguments:?}: {said}");
        for part in ["Penalty (`2`)", "(`term`)", "`id:2`", "`no:2`"] {
            assert!(said.contains(part), "{arguments:?}: {part}: {said}");
        }
    }
    deal.run_as("wu", &["accept", "--yes", "deal", "id:2"]);
    assert_eq!(["2", "term"].map(|id| deal.standing("wu", id)), ["agreed", "awaiting"]);
    deal.run_as("wu", &["reject", "--yes", "deal", "no:2", "--reason", "too short"]);
    assert_eq!(["2", "term"].map(|id| deal.standing("wu", id)), ["agreed", "rejected"]);
    assert!(
        deal.run_as("wu", &["show", "deal", "--clause", "id:2"])
            .contains("A penalty is due")
    );
    assert!(deal.run_as("wu", &["log", "deal", "no:2"]).contains("too short"));
    assert!(!deal.run_as("wu", &["log", "deal", "id:2"]).contains("too short"));
}

#[test]
fn a_kind_that_no_checklist_is_for_is_refused_with_those_there_are() {
    let mut deal = Deal::sent();
    let kinds = deal.run_as("wu", &["check", "--kinds"]);
    assert!(kinds.lines().any(|line| line == "crm-saas"), "{kinds}");
    for command in ["check", "figures"] {
        let (status, said) = deal.refused("wu", &[command, "deal", "--kind", "nope"]);
        assert!(
            status == 2 && said.contains("`nope`") && said.contains("crm-saas"),
            "{command}: {status} {said}"
        );
        let (_, said) = deal.refused("wu", &["--lang", "zh", command, "deal", "--kind", "nope"]);
        assert!(
            said.contains("没有适用于 `nope` 类合同的审查清单；请从现有类型中选择：crm-saas"),
            "{said}"
        );
        assert_ne!(
            deal.try_as("wu", &[command, "deal", "--kind", "crm-saas"])
                .status
                .code(),
            Some(2)
        );
    }
    let own = deal.git.beside("home").join(".config/adidem/checklists");
    fs::create_dir_all(&own).expect("a folder");
    let rule = "rules:\n  - id: own\n    title: It should be there\n    why: It matters.\n    severity: low\n    want: {present: [penalty]}\n";
    fs::write(
        own.join("house.yaml"),
        format!("checklist: house\ntitle: House\nkinds: [house]\n{rule}"),
    )
    .expect("a checklist");
    assert!(
        deal.run_as("wu", &["check", "--kinds"])
            .lines()
            .any(|line| line == "house")
    );
    assert!(
        deal.refused("wu", &["check"]).0 == 2,
        "a contract is needed all the same"
    );
}

#[test]
fn a_folder_that_is_called_like_a_command_is_a_folder() {
    let mut git = Git::new();
    git.change(
        "contracts/deal.yaml",
        "title: Deal\nparties: [{id: a, name: A}, {id: b, name: B}]\nclauses: []\n",
        "1",
    );
    let top = git.top();
    let beside = top.parent().expect("a folder");
    for name in ["list", "demo", "rounds", "help", "man"] {
        git.run_in(beside, &["clone", "--quiet", &top.display().to_string(), name]);
        for arguments in [
            &["-C", name, "list"][..],
            &["-C", name, "rounds", "deal"],
            &["list", "-C", name],
        ] {
            let mut command = git.command(env!("CARGO_BIN_EXE_adidem"), beside);
            let output = command.args(arguments).output().expect("the program");
            assert!(
                output.status.success(),
                "{arguments:?}: {}",
                String::from_utf8_lossy(&output.stderr)
            );
        }
    }
}

#[test]
fn the_guard_run_by_hand_says_how_it_is_set_up() {
    let git = Git::nowhere();
    let (status, said) = run(&git, &["guard"]);
    assert!(
        status == Some(2) && said.contains("adidem guard --install REPOSITORY"),
        "{status:?} {said}"
    );
    assert!(
        run(&git, &["--lang", "zh", "guard"])
            .1
            .contains("adidem guard --install 合同库")
    );
}
