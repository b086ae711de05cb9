//! What stock git recorded in one copy alone, and no door takes: told before anything is built on it, with the way out.

use std::process::Command;

use crate::support::Deal;

const LI: &str = "Li Jing <li@customer.example>";

fn head(deal: &Deal, who: &str) -> String {
    deal.git.run_in(&deal.folder(who), &["rev-parse", "HEAD"])
}

/// Commits a changed draft of the customer by stock git.
fn commits(deal: &mut Deal, from: &str, to: &str, how: &[&str]) {
    deal.change("li", from, to);
    deal.git.by(LI);
    let arguments = [how, &["commit", "--quiet", "--all", "-m", "by hand"]].concat();
    deal.git.run_in(&deal.folder("li"), &arguments);
}

/// The command that the refusal names, run in a shell as a reader would.
fn follows(deal: &Deal, said: &str) {
    let command = said
        .split('`')
        .find(|part| part.starts_with("git "))
        .expect("a command");
    let mut shell: Command = deal.git.command("sh", &deal.folder("li"));
    let output = shell.args(["-c", command]).output().expect("a shell");
    assert!(
        output.status.success(),
        "{command}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn nothing_is_built_on_an_own_change_that_no_door_takes() {
    let mut deal = Deal::guarded();
    deal.run_as("li", &["reject", "--yes", "deal", "term"]);
    deal.run_as("li", &["sync"]);
    let key = deal.make_key("nobody");
    let unlisted = format!("user.signingkey={}", key.display());
    let of_another = format!("user.signingkey={}", deal.key("wu").display());
    let ways: [(&str, &[&str]); 3] = [
        ("A05-unsigned", &["-c", "commit.gpgsign=false"]),
        ("A05-foreign-key", &["-c", "commit.gpgsign=true", "-c", &unlisted]),
        ("A05-foreign-key", &["-c", "commit.gpgsign=true", "-c", &of_another]),
    ];
    for (turn, (code, how)) in ways.into_iter().enumerate() {
        let (from, to) = (format!("10{turn} EUR"), format!("10{} EUR", turn + 1));
        let shared = head(&deal, "li");
        commits(&mut deal, &from, &to, how);
        let before = head(&deal, "li");
        let mut said = String::new();
        for doing in [
            &["accept", "--yes", "deal", "fees"][..],
            &["accept", "--yes", "deal", "--all"],
            &["reject", "--yes", "deal", "law"],
            &["reserve", "--yes", "deal", "law", "--reason", "if signed"],
            &["withdraw", "--yes", "deal", "term"],
            &["send", "--yes", "deal"],
            &["sync"],
        ] {
            let (status, told) = deal.refused("li", doing);
            assert!(
                status == 3 && told.contains(code) && told.contains(&before[..12]),
                "{doing:?}: {told}"
            );
            assert_eq!(head(&deal, "li"), before, "{doing:?}");
            said = told;
        }
        let (_, chinese) = deal.refused("li", &["--lang", "zh", "send", "--yes", "deal"]);
        assert!(
            chinese.contains("解决办法") && chinese.contains("git reset --soft"),
            "{chinese}"
        );
        follows(&deal, &said);
        assert_eq!(head(&deal, "li"), shared);
        let sent = deal.json("li", &["send", "--yes", "deal", "--json"]);
        assert_eq!(sent["offered"][0]["id"], "fees", "{sent}");
        deal.run_as("li", &["sync"]);
    }
    let audit = deal.json("li", &["audit", "--json"]);
    assert_eq!(audit["verdict"], "holds", "{audit}");
    deal.verified_by_stock_tools("li");
}

#[test]
fn what_came_later_is_taken_back_with_it_and_no_words_are_lost() {
    let mut deal = Deal::guarded();
    let shared = head(&deal, "li");
    commits(&mut deal, "100 EUR", "90 EUR", &["-c", "commit.gpgsign=false"]);
    commits(&mut deal, "one year", "two years", &["-c", "commit.gpgsign=true"]);
    let (_, said) = deal.refused("li", &["accept", "--yes", "deal", "law"]);
    assert!(said.contains("has to be recorded again"), "{said}");
    follows(&deal, &said);
    assert_eq!(head(&deal, "li"), shared);
    let sent = deal.json("li", &["send", "--yes", "deal", "--json"]);
    assert_eq!(sent["offered"].as_array().map(Vec::len), Some(2), "{sent}");
    deal.run_as("li", &["sync"]);
}

#[test]
fn two_sides_are_not_joined_over_such_a_change() {
    let mut deal = Deal::guarded();
    deal.change("wu", "one year", "two years");
    deal.run_as("wu", &["send", "--yes", "deal"]);
    deal.run_as("wu", &["sync"]);
    commits(&mut deal, "100 EUR", "90 EUR", &["-c", "commit.gpgsign=false"]);
    let before = head(&deal, "li");
    let (status, said) = deal.refused("li", &["sync"]);
    assert!(status == 3 && said.contains("A05-unsigned"), "{said}");
    assert_eq!(head(&deal, "li"), before, "nothing was joined");
    follows(&deal, &said);
    deal.run_as("li", &["send", "--yes", "deal"]);
    deal.run_as("li", &["sync"]);
    let audit = deal.json("li", &["audit", "--json"]);
    assert_eq!(audit["verdict"], "holds", "{audit}");
}

#[test]
fn two_sides_that_stock_git_joined_unsigned_are_joined_again() {
    let mut deal = Deal::guarded();
    deal.change("wu", "one year", "two years");
    deal.run_as("wu", &["send", "--yes", "deal"]);
    deal.run_as("wu", &["sync"]);
    deal.change("li", "100 EUR", "90 EUR");
    deal.run_as("li", &["send", "--yes", "deal"]);
    deal.git.by(LI);
    let folder = deal.folder("li");
    deal.git.run_in(&folder, &["fetch", "--quiet"]);
    deal.git.run_in(
        &folder,
        &["merge", "--quiet", "--no-commit", "--no-gpg-sign", "origin/main"],
    );
    commits(
        &mut deal,
        "The law of Ireland",
        "The law of Malta",
        &["-c", "commit.gpgsign=false"],
    );
    let (status, said) = deal.refused("li", &["accept", "--yes", "deal", "term"]);
    assert!(status == 3 && said.contains("git reset --keep"), "{said}");
    follows(&deal, &said);
    deal.run_as("li", &["sync"]);
    let audit = deal.json("li", &["audit", "--json"]);
    assert_eq!(audit["verdict"], "holds", "{audit}");
}

#[test]
fn what_the_other_side_has_already_keeps_nobody_from_their_own_work() {
    let mut deal = Deal::guarded();
    let hub = deal.git.top().join("hub.git");
    std::fs::remove_file(hub.join("hooks/pre-receive")).expect("the guard");
    deal.git.by("Wu Hao <wu@vendor.example>");
    deal.change("wu", "100 EUR", "1 EUR");
    let folder = deal.folder("wu");
    deal.git
        .run_in(&folder, &["commit", "--quiet", "--all", "--no-gpg-sign", "-m", "sneak"]);
    deal.git.run_in(&folder, &["push", "--quiet", "origin", "HEAD:main"]);
    for (who, from, to) in [("li", "one year", "two years"), ("wu", "Ireland", "Malta")] {
        deal.try_as(who, &["sync"]);
        deal.run_as(who, &["reject", "--yes", "deal", "fees"]);
        deal.change(who, from, to);
        deal.run_as(who, &["send", "--yes", "deal"]);
        deal.run_as(who, &["sync"]);
    }
    // Nor where the shared repository was made anew, and holds nothing.
    let anew = deal.git.top().join("anew.git");
    deal.git.run_in(
        &deal.git.top(),
        &["init", "--quiet", "--bare", "-b", "main", "anew.git"],
    );
    deal.git.run_in(
        &deal.folder("wu"),
        &["remote", "set-url", "origin", &anew.to_string_lossy()],
    );
    deal.run_as("wu", &["sync"]);
}

#[test]
fn without_a_shared_repository_ones_own_latest_changes_are_judged() {
    let mut deal = Deal::sent();
    for who in ["li", "wu"] {
        deal.git.run_in(&deal.folder(who), &["remote", "remove", "origin"]);
    }
    commits(&mut deal, "100 EUR", "90 EUR", &["-c", "commit.gpgsign=false"]);
    let (status, said) = deal.refused("li", &["reject", "--yes", "deal", "law"]);
    assert!(status == 3 && said.contains("A05-unsigned"), "{said}");
    // The vendor gets it in another way, and answers: then it is history.
    let folder = deal.folder("li").to_string_lossy().into_owned();
    deal.git
        .run_in(&deal.folder("wu"), &["pull", "--quiet", "--ff-only", &folder, "main"]);
    deal.run_as("wu", &["reject", "--yes", "deal", "fees"]);
    let folder = deal.folder("wu").to_string_lossy().into_owned();
    deal.git
        .run_in(&deal.folder("li"), &["pull", "--quiet", "--ff-only", &folder, "main"]);
    deal.run_as("li", &["reject", "--yes", "deal", "law"]);
}

#[test]
fn a_file_renamed_in_the_folder_alone_begins_no_negotiation_of_its_own() {
    let mut deal = Deal::sent();
    let folder = deal.folder("wu");
    deal.git
        .run_in(&folder, &["mv", "contracts/deal.yaml", "contracts/services.yaml"]);
    let file = folder.join("contracts/services.yaml");
    let text = std::fs::read_to_string(&file).expect("a contract");
    std::fs::write(&file, text.replace("100 EUR", "120 EUR")).expect("written");
    let (code, said) = deal.refused("wu", &["send", "services", "--yes"]);
    assert!(
        code == 3 && said.contains("git mv contracts/services.yaml contracts/deal.yaml"),
        "{code} {said}"
    );
    // Beside the other one it is another deal.
    deal.git
        .run_in(&folder, &["checkout", "HEAD", "--", "contracts/deal.yaml"]);
    deal.run_as("wu", &["send", "services", "--yes"]);
}
