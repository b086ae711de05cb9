//! Shared repositories as they are met: made by hand, moved, replaced, emptied, with branches that come and go.

use std::fs;
use std::path::PathBuf;

use crate::support::Deal;

/// A first round that both copies and the shared repository hold.
fn begun() -> Deal {
    let mut deal = Deal::new();
    deal.draft("li");
    deal.run_as("li", &["send", "--yes", "deal"]);
    deal.run_as("li", &["sync"]);
    deal.run_as("wu", &["sync"]);
    deal
}

fn hub(deal: &Deal) -> PathBuf {
    deal.git.top().join("hub.git")
}

/// Has a copy point at another repository.
fn points_at(deal: &Deal, who: &str, address: &str) {
    deal.git
        .run_in(&deal.folder(who), &["remote", "set-url", "origin", address]);
}

/// What a command that works says, without the line breaks that the width of the page makes.
fn says(deal: &mut Deal, who: &str, arguments: &[&str]) -> String {
    deal.run_as(who, arguments)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Nothing was exchanged, for this reason.
fn told(deal: &mut Deal, who: &str, expected: &[&str]) {
    let (status, said) = deal.refused(who, &["sync"]);
    assert_eq!(status, 3, "{said}");
    for words in expected {
        assert!(said.contains(words), "{words}: {said}");
    }
    let chinese = deal.try_as(who, &["--lang", "zh", "sync"]);
    let chinese = String::from_utf8_lossy(&chinese.stderr).into_owned();
    assert!(
        chinese.contains("`origin`") && !chinese.contains("nothing was"),
        "{chinese}"
    );
}

#[test]
fn a_shared_repository_whose_head_names_another_branch_is_told_on_both_sides() {
    let mut deal = Deal::new();
    deal.git
        .run_in(&hub(&deal), &["symbolic-ref", "HEAD", "refs/heads/master"]);
    let copy = deal.folder("wu");
    fs::remove_dir_all(&copy).expect("removed");
    deal.git.run_in(&deal.git.top(), &["clone", "--quiet", "hub.git", "wu"]);
    let nothing_yet = says(&mut deal, "wu", &["list"]);
    assert!(
        nothing_yet.contains("`adidem sync` fetches them from the shared repository"),
        "{nothing_yet}"
    );
    deal.draft("li");
    deal.run_as("li", &["send", "--yes", "deal"]);
    let said = says(&mut deal, "li", &["sync"]);
    assert!(
        said.contains("which was empty") && said.contains("will be empty"),
        "{said}"
    );
    assert!(!said.contains("other side"), "{said}");
    told(
        &mut deal,
        "wu",
        &["has no branch `master`", "it has: main", "`git switch main`"],
    );
    for command in [&["list"][..], &["status", "deal"], &["init"]] {
        let (status, said) = deal.refused("wu", command);
        assert!(status == 3 && said.contains("`git switch main`"), "{command:?}: {said}");
    }
    assert!(!copy.join("contracts").exists(), "no second beginning");
    let doctor = says(&mut deal, "wu", &["doctor"]);
    assert!(
        doctor.contains("git switch main") && !doctor.contains("adidem init"),
        "{doctor}"
    );
    let branches = deal.git.run_in(&hub(&deal), &["for-each-ref", "--format=%(refname)"]);
    assert_eq!(branches, "refs/heads/main", "nobody made a second branch");
    // The way out, on both sides.
    deal.git.run_in(&copy, &["switch", "--quiet", "main"]);
    assert!(says(&mut deal, "wu", &["list"]).contains("round 1"));
    let hub = hub(&deal);
    let ready = says(&mut deal, "li", &["init", "--shared", &hub.to_string_lossy()]);
    assert!(ready.contains("is ready") && ready.contains("`main`"), "{ready}");
    assert_eq!(says(&mut deal, "wu", &["sync"]), "Already up to date.");
    deal.git
        .run_in(&deal.git.top(), &["clone", "--quiet", "hub.git", "third"]);
    assert!(deal.git.top().join("third/contracts/deal.yaml").exists());
}

#[test]
fn two_parties_that_began_on_different_branches_do_not_talk_past_each_other() {
    let mut deal = Deal::new();
    deal.draft("li");
    deal.run_as("li", &["send", "--yes", "deal"]);
    deal.run_as("li", &["sync"]);
    let folder = deal.folder("wu");
    deal.git.run_in(&folder, &["checkout", "--quiet", "--orphan", "master"]);
    deal.draft("wu");
    deal.run_as("wu", &["send", "--yes", "deal"]);
    told(
        &mut deal,
        "wu",
        &[
            "has no branch `master`",
            "it has: main",
            "`git switch main`",
            "stays on `master`",
        ],
    );
    assert_eq!(
        deal.git.run_in(&hub(&deal), &["for-each-ref", "--format=%(refname)"]),
        "refs/heads/main"
    );
    deal.git.run_in(&folder, &["switch", "--quiet", "main"]);
    assert_eq!(says(&mut deal, "wu", &["sync"]), "Already up to date.");
}

#[test]
fn a_branch_that_was_deleted_on_the_server_is_told_and_can_be_put_back() {
    let mut deal = begun();
    deal.git.run_in(&hub(&deal), &["update-ref", "-d", "refs/heads/main"]);
    told(
        &mut deal,
        "wu",
        &[
            "`origin` is empty now",
            "its branch `main`",
            "`git push origin HEAD:main`",
        ],
    );
    deal.git
        .run_in(&deal.folder("wu"), &["push", "--quiet", "origin", "HEAD:main"]);
    assert_eq!(says(&mut deal, "wu", &["sync"]), "Already up to date.");
    // Where others are left, they are named.
    deal.git.run_in(&hub(&deal), &["branch", "notes", "main"]);
    deal.git.run_in(&hub(&deal), &["commit-tree", "-m", "x", "main^{tree}"]);
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
    deal.run_as("li", &["sync"]);
    deal.git.run_in(&hub(&deal), &["update-ref", "-d", "refs/heads/main"]);
    told(
        &mut deal,
        "li",
        &["no longer has the branch `main`", "it has: notes", "your proof"],
    );
}

#[test]
fn a_branch_that_was_renamed_on_the_server_is_found_again_as_the_message_says() {
    let mut deal = begun();
    deal.git.run_in(&hub(&deal), &["branch", "-m", "main", "trunk"]);
    told(
        &mut deal,
        "wu",
        &[
            "no longer has the branch `main`",
            "`trunk` contains everything that it had",
        ],
    );
    let folder = deal.folder("wu");
    deal.git.run_in(&folder, &["branch", "-m", "main", "trunk"]);
    deal.git
        .run_in(&folder, &["branch", "--quiet", "--set-upstream-to=origin/trunk"]);
    assert_eq!(says(&mut deal, "wu", &["sync"]), "Already up to date.");
}

#[test]
fn a_server_that_was_moved_is_no_rewriting_and_an_empty_one_is_filled() {
    let mut deal = begun();
    deal.git.run_in(
        &deal.git.top(),
        &["clone", "--quiet", "--mirror", "hub.git", "moved.git"],
    );
    let folder = deal.folder("wu");
    deal.git.run_in(&folder, &["remote", "remove", "origin"]);
    deal.git.run_in(&folder, &["remote", "add", "origin", "../moved.git"]);
    assert_eq!(says(&mut deal, "wu", &["sync"]), "Already up to date.");
    // One that lags behind is brought on.
    deal.run_as("wu", &["accept", "--yes", "deal", "--all"]);
    deal.run_as("wu", &["sync"]);
    points_at(&deal, "wu", "../hub.git");
    assert_eq!(says(&mut deal, "wu", &["sync"]), "Sent to the shared repository.");
    deal.git
        .run_in(&deal.git.top(), &["init", "--quiet", "--bare", "-b", "main", "new.git"]);
    points_at(&deal, "wu", "../new.git");
    assert_eq!(
        says(&mut deal, "wu", &["sync"]),
        "Sent to the shared repository, which was empty."
    );
    // The same address, emptied, is another matter.
    fs::remove_dir_all(deal.git.top().join("new.git")).expect("removed");
    deal.git
        .run_in(&deal.git.top(), &["init", "--quiet", "--bare", "-b", "main", "new.git"]);
    told(&mut deal, "wu", &["`origin` is empty now"]);
}

#[test]
fn another_repository_in_its_place_is_told_as_one_again_and_again() {
    let mut deal = begun();
    deal.git
        .run_in(&deal.git.top(), &["init", "--quiet", "-b", "main", "other"]);
    let other = deal.git.top().join("other");
    deal.git
        .run_in(&other, &["commit", "--quiet", "--allow-empty", "-m", "other"]);
    points_at(&deal, "wu", "../other");
    told(
        &mut deal,
        "wu",
        &["nothing in common", "`git remote set-url origin ADDRESS`"],
    );
    told(&mut deal, "wu", &["nothing in common"]);
    points_at(&deal, "wu", "../hub.git");
    assert_eq!(says(&mut deal, "wu", &["sync"]), "Already up to date.");
}

#[test]
fn a_server_that_lost_the_newest_state_is_told_even_though_git_remembers_it() {
    let mut deal = begun();
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
    deal.run_as("li", &["sync"]);
    deal.git
        .run_in(&hub(&deal), &["update-ref", "refs/heads/main", "main~1"]);
    let (status, said) = deal.refused("li", &["sync"]);
    assert!(
        status == 3 && said.contains("holds an older state than before"),
        "{said}"
    );
}

#[test]
fn branches_that_this_copy_has_not_got_are_named_and_it_is_not_called_up_to_date() {
    let mut deal = begun();
    let folder = deal.folder("li");
    deal.git.run_in(&folder, &["switch", "--quiet", "-c", "terms"]);
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
    deal.git.run_in(&folder, &["push", "--quiet", "origin", "terms"]);
    let said = says(&mut deal, "wu", &["sync"]);
    assert!(said.contains("terms") && said.contains("git switch terms"), "{said}");
    assert!(!said.contains("up to date"), "{said}");
    let json = deal.json("wu", &["sync", "--json"]);
    assert_eq!(json["other_branches"], serde_json::json!(["terms"]), "{json}");
    deal.git.run_in(&deal.folder("wu"), &["switch", "--quiet", "terms"]);
    assert_eq!(says(&mut deal, "wu", &["sync"]), "Already up to date.");
}

#[test]
fn an_empty_copy_of_an_empty_repository_has_nothing_to_exchange() {
    let mut deal = Deal::new();
    let said = says(&mut deal, "wu", &["sync"]);
    assert!(said.contains("is empty, and so is this copy"), "{said}");
}

#[test]
fn the_owner_of_a_shared_repository_is_told_apart_from_one_that_is_not_there() {
    let mut deal = begun();
    points_at(&deal, "wu", "../nowhere.git");
    told(
        &mut deal,
        "wu",
        &["could not be reached", "there is no repository at its address"],
    );
    points_at(&deal, "wu", "https://127.0.0.1:1/deal.git");
    told(&mut deal, "wu", &["could not be reached", "does not answer"]);
    points_at(&deal, "wu", "../hub.git");
    // Git has a way to act as if all that it opens belonged to somebody else.
    deal.git.by("Wu Hao <wu@vendor.example>");
    let mut command = deal.git.command(env!("CARGO_BIN_EXE_adidem"), &deal.folder("wu"));
    command.env("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1").arg("sync");
    let output = command.output().expect("adidem");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(
        said.contains("belongs to another user") && said.contains("safe.directory"),
        "{said}"
    );
    assert!(!said.contains("could not be reached"), "{said}");
}

#[test]
fn a_shared_repository_is_made_with_its_guard_and_for_a_group_if_wished() {
    use std::os::unix::fs::PermissionsExt as _;
    let mut deal = Deal::new();
    let place = deal.git.top().join("made.git");
    let said = says(
        &mut deal,
        "li",
        &["init", "--shared", &place.to_string_lossy(), "--group"],
    );
    assert!(
        said.contains("Made the shared repository") && said.contains("git clone"),
        "{said}"
    );
    let mode = |path: &str| fs::metadata(place.join(path)).expect("there").permissions().mode() & 0o7777;
    assert_eq!(
        (
            mode("objects") & 0o2070,
            mode("config") & 0o060,
            mode("hooks/pre-receive") & 0o111
        ),
        (0o2070, 0o060, 0o111)
    );
    let setting = |name: &str| deal.git.run_in(&place, &["config", name]);
    assert_eq!(setting("core.sharedRepository"), "group");
    assert_eq!(
        (setting("receive.denyDeletes"), setting("receive.denyNonFastForwards")),
        ("true".into(), "true".into())
    );
    for who in ["li", "wu"] {
        points_at(&deal, who, &place.to_string_lossy());
    }
    deal.draft("li");
    deal.run_as("li", &["send", "--yes", "deal"]);
    assert!(says(&mut deal, "li", &["sync"]).contains("Sent to the shared repository"));
    deal.run_as("wu", &["sync"]);
    deal.change("wu", "100 EUR", "1 EUR");
    deal.git.run_in(
        &deal.folder("wu"),
        &["commit", "--quiet", "--all", "--no-gpg-sign", "-m", "sneak"],
    );
    let (status, said) = deal.refused("wu", &["sync"]);
    assert!(status == 3 && said.contains("A05-unsigned"), "{said}");
    // Once more changes nothing, and folders that hold something else are left alone.
    assert!(says(&mut deal, "li", &["init", "--shared", &place.to_string_lossy()]).contains("is ready"));
    for other in [deal.folder("li"), deal.git.top()] {
        let (status, said) = deal.refused("li", &["init", "--shared", &other.to_string_lossy()]);
        assert!(status == 3 && said.contains("is not empty"), "{said}");
    }
}

#[test]
fn a_server_that_holds_an_older_state_is_told_as_that_and_brought_on_as_the_message_says() {
    let mut deal = begun();
    let older = deal.git.run_in(&hub(&deal), &["rev-parse", "main"]);
    deal.run_as("wu", &["accept", "--yes", "deal", "fees"]);
    deal.run_as("wu", &["sync"]);
    let newer = deal.git.run_in(&hub(&deal), &["rev-parse", "main"]);
    deal.git.run_in(&hub(&deal), &["update-ref", "refs/heads/main", &older]);
    let put_back = format!("`git push origin {}:refs/heads/main`", &newer[..12]);
    told(&mut deal, "wu", &["older state", "older backup", &put_back]);
    assert_eq!(
        deal.git.run_in(&hub(&deal), &["rev-parse", "main"]),
        older,
        "nothing was sent by itself"
    );
    // Who never saw the newer state has nothing to notice.
    assert_eq!(says(&mut deal, "li", &["sync"]), "Already up to date.");
    deal.git.run_in(
        &deal.folder("wu"),
        &[
            "push",
            "--quiet",
            "origin",
            &format!("{}:refs/heads/main", &newer[..12]),
        ],
    );
    assert_eq!(says(&mut deal, "wu", &["sync"]), "Already up to date.");
    deal.run_as("li", &["sync"]);
    assert_eq!(deal.git.run_in(&deal.folder("li"), &["rev-parse", "HEAD"]), newer);
}

#[test]
fn a_branch_that_never_was_on_the_server_is_not_called_deleted_there() {
    let mut deal = begun();
    // A copy of a version that kept one state for all branches, on a branch of its own.
    let folder = deal.folder("wu");
    let memory = folder.join(".git/adidem/memory.yaml");
    let kept = fs::read_to_string(&memory).expect("a memory");
    fs::write(&memory, kept.replace("origin main:", "origin:")).expect("written");
    deal.git
        .run_in(&folder, &["switch", "--quiet", "-c", "notes", "--no-track"]);
    told(&mut deal, "wu", &["has no branch `notes`", "it has: main"]);
    told(&mut deal, "wu", &["has no branch `notes`", "it has: main"]);
    deal.git.run_in(&folder, &["switch", "--quiet", "main"]);
    assert_eq!(says(&mut deal, "wu", &["sync"]), "Already up to date.");
    // Another server, which never had it.
    deal.git.run_in(
        &deal.git.top(),
        &["init", "--quiet", "--bare", "-b", "trunk", "other.git"],
    );
    let other = deal.git.top().join("other.git").to_string_lossy().into_owned();
    deal.git
        .run_in(&deal.folder("li"), &["push", "--quiet", &other, "HEAD:trunk"]);
    points_at(&deal, "wu", &other);
    told(&mut deal, "wu", &["has no branch `main`", "it has: trunk"]);
}
