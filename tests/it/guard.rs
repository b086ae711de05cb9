//! The guard of a shared repository that is reached over a real `sshd` on this machine alone.

use std::process::Output;

use crate::support::{Deal, Server};

/// Pushes from somebody's folder over the server.
fn push(server: &Server, deal: &Deal, who: &str, arguments: &[&str]) -> Output {
    let (ssh, user) = server.client(&deal.git);
    let address = format!(
        "ssh://{user}:{}{}",
        server.port(),
        deal.git.top().join("hub.git").display()
    );
    let mut git = deal.git.command("git", &deal.folder(who));
    git.env("GIT_SSH_COMMAND", ssh.join(" "))
        .arg("push")
        .args(arguments)
        .args([&address, "HEAD:main"]);
    git.output().expect("git")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_push_over_ssh_is_taken_when_honest_and_refused_in_words_when_not() {
    let mut deal = Deal::new();
    let hub = deal.git.top().join("hub.git");
    deal.draft("li");
    deal.run_as("li", &["send", "deal", "--yes"]);
    deal.run_as("li", &["guard", "--install", &hub.to_string_lossy()]);
    let Some(server) = Server::start(&deal.git) else { return };
    let shared = |deal: &Deal| deal.git.run_in(&hub, &["rev-parse", "main"]);
    let head = |deal: &Deal| deal.git.run_in(&deal.folder("li"), &["rev-parse", "HEAD"]);

    let taken = push(&server, &deal, "li", &[]);
    assert!(taken.status.success(), "{}", said(&taken));
    let first = head(&deal);
    assert_eq!(shared(&deal), first);

    deal.change("li", "100 EUR", "120 EUR");
    deal.run_as("li", &["send", "deal", "--yes"]);
    let taken = push(&server, &deal, "li", &[]);
    assert!(taken.status.success(), "{}", said(&taken));
    let second = head(&deal);
    assert_eq!(shared(&deal), second);

    deal.change("li", "120 EUR", "150 EUR");
    deal.git.run_in(
        &deal.folder("li"),
        &["-c", "commit.gpgsign=false", "commit", "--quiet", "-a", "-m", "Fee"],
    );
    let refused = push(&server, &deal, "li", &[]);
    let words = said(&refused);
    assert!(!refused.status.success() && words.contains("A05-unsigned"), "{words}");
    assert!(
        words.contains("contracts/deal.yaml") || words.contains("deal"),
        "{words}"
    );
    assert_eq!(shared(&deal), second, "nothing of a refused push stays");

    deal.git
        .run_in(&deal.folder("li"), &["reset", "--quiet", "--hard", &first]);
    deal.change("li", "100 EUR", "90 EUR");
    deal.run_as("li", &["send", "deal", "--yes"]);
    let refused = push(&server, &deal, "li", &["--force"]);
    let words = said(&refused);
    assert!(
        !refused.status.success() && words.contains("A04-push-rewrites"),
        "{words}"
    );
    assert_eq!(shared(&deal), second, "what everybody has cannot be taken back");
}
