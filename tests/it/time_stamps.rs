//! Time stamps beside records, with `openssl ts` as the authority that the user's own settings name.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use crate::evidence::{Authority, apart, said, together, with_manifest};
use crate::support::Deal;

/// What the user's settings say.
fn settings(deal: &Deal, text: &str) {
    let folder = deal.git.beside("home/.config/adidem");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("settings.yaml"), text).expect("settings");
}

/// As one of them, by the clock of this machine: an authority knows no other.
fn today(deal: &mut Deal, who: &str, arguments: &[&str]) -> Output {
    deal.try_as(who, &["list"]);
    let mut command = deal.git.command(env!("CARGO_BIN_EXE_adidem"), &deal.folder(who));
    command
        .env_remove("GIT_AUTHOR_DATE")
        .env_remove("GIT_COMMITTER_DATE")
        .args(arguments)
        .output()
        .expect("adidem")
}

fn done(output: &Output) -> String {
    assert!(output.status.success(), "{}", said(output));
    said(output)
}

fn files(deal: &Deal, who: &str, ending: &str) -> Vec<PathBuf> {
    let listed = deal.git.run_in(&deal.folder(who), &["ls-files", "records"]);
    listed
        .lines()
        .filter(|file| file.ends_with(ending))
        .map(|file| deal.folder(who).join(file))
        .collect()
}

/// The same authority's stamp over any record that there is.
fn stamped_by_hand(deal: &Deal, authority: &Authority, record: &Path) -> PathBuf {
    let (folder, name) = (
        record.parent().expect("a folder"),
        record.file_name().expect("a name").to_string_lossy(),
    );
    let over = deal
        .git
        .command("sha256sum", folder)
        .args([&*name, &format!("{name}.sig")])
        .output()
        .expect("sha256sum");
    let (both, query) = (deal.git.beside("both"), deal.git.beside("both.tsq"));
    fs::write(&both, over.stdout).expect("a file");
    let mut ask = deal.git.command("openssl", &deal.git.top());
    ask.args(["ts", "-query", "-sha256", "-cert", "-data"])
        .arg(&both)
        .arg("-out")
        .arg(&query);
    assert!(ask.output().expect("openssl").status.success());
    let stamp = folder.join(format!("{name}.tsr"));
    fs::copy(authority.answer(&query), &stamp).expect("a file");
    stamp
}

fn copied(from: &Path, to: &Path) {
    fs::copy(from, to).expect("a file");
}

fn commit(deal: &Deal, who: &str, more: &[&str]) {
    let folder = deal.folder(who);
    deal.git.run_in(&folder, &["add", "records"]);
    deal.git.run_in(
        &folder,
        &[&["commit", "--quiet", "-S", "--allow-empty-message", "-m", ""], more].concat(),
    );
}

#[test]
fn rounds_and_positions_are_stamped_when_they_are_recorded() {
    let Some(authority) = Authority::new() else { return };
    let mut deal = Deal::new();
    settings(&deal, &format!("time-stamp: {}\n", authority.program().display()));
    deal.draft("li");
    assert!(done(&today(&mut deal, "li", &["send", "deal", "--yes"])).contains("time-stamped by an authority: 1"));
    deal.hand_over("li", "wu");
    let told = done(&today(&mut deal, "wu", &["accept", "deal", "term", "--yes", "--json"]));
    assert!(told.contains("\"time_stamp\":{\"stamped\":1}"), "{told}");
    assert_eq!(
        (files(&deal, "wu", ".sig").len(), files(&deal, "wu", ".tsr").len()),
        (2, 2)
    );
    let audit = done(&today(&mut deal, "wu", &["audit"]));
    assert!(!audit.contains("A07") && !audit.contains("A11"), "{audit}");
    assert!(!said(&today(&mut deal, "wu", &["doctor"])).contains("no time stamp"));
    // As a stranger reads it: the stamps lie in the evidence file, and openssl verifies each.
    let (file, ca) = (
        deal.git.beside("e.zip"),
        authority.path("ca.pem").to_string_lossy().into_owned(),
    );
    let path = file.to_string_lossy().into_owned();
    done(&today(&mut deal, "wu", &["evidence", "deal", "-o", &path]));
    assert!(done(&today(&mut deal, "li", &["verify", &path, "--ca", &ca])).contains("time stamp is good: 2"));
    let other = Authority::new().expect("openssl");
    let stranger = other.path("ca.pem").to_string_lossy().into_owned();
    let output = today(&mut deal, "li", &["verify", &path, "--ca", &stranger]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    let mut lacking = apart(&fs::read(&file).expect("the file"));
    lacking.retain(|name, _| !name.ends_with(".yaml.tsr"));
    fs::write(&file, together(&with_manifest(lacking))).expect("a file");
    assert_eq!(today(&mut deal, "li", &["verify", &path]).status.code(), Some(1));
}

#[test]
fn an_authority_that_fails_stops_nothing_and_is_asked_again_later() {
    let Some(authority) = Authority::new() else { return };
    let mut deal = Deal::new();
    deal.draft("li");
    for (command, why) in [
        ("false", "did not give a time stamp"),
        ("echo no stamp", "is not a time stamp over the record"),
        ("no-such-program --at-all", "could not be run"),
        // Without curl, that is what is said.
        ("http://127.0.0.1:1/", ""),
    ] {
        settings(&deal, &format!("time-stamp: \"{command}\"\n"));
        if !files(&deal, "li", ".sig").is_empty() {
            deal.change("li", " EUR per month", " more EUR per month");
        }
        let output = today(&mut deal, "li", &["send", "deal", "--yes"]);
        let told = done(&output).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            told.contains("without a time stamp") && told.contains(why),
            "{command}: {told}"
        );
        let later = today(&mut deal, "li", &["stamp", "deal"]);
        assert_eq!(later.status.code(), Some(3), "{command}: {}", said(&later));
    }
    assert_eq!(
        (files(&deal, "li", ".sig").len(), files(&deal, "li", ".tsr").len()),
        (4, 0)
    );
    settings(&deal, "theme: dark\n");
    let doctor = said(&today(&mut deal, "li", &["doctor"]));
    assert!(
        doctor.contains("4 record(s) of your party have no time stamp"),
        "{doctor}"
    );
    let none = today(&mut deal, "li", &["--lang", "zh", "stamp", "deal"]);
    assert!(said(&none).contains("未指定时间戳机构"), "{}", said(&none));
    settings(&deal, &format!("time-stamp: {}\n", authority.program().display()));
    let told = done(&today(&mut deal, "li", &["stamp", "deal"]));
    assert!(told.contains("time-stamped by an authority: 4"), "{told}");
    assert_eq!(files(&deal, "li", ".tsr").len(), 4);
    assert!(done(&today(&mut deal, "li", &["stamp", "deal"])).contains("Every signed record"));
    let audit = done(&today(&mut deal, "li", &["audit"]));
    assert!(!audit.contains("A07") && !audit.contains("A11"), "{audit}");
}

#[test]
fn no_authority_is_asked_that_the_repository_names() {
    let mut deal = Deal::new();
    deal.draft("li");
    let run = deal.git.beside("was-run");
    let text = format!("time-stamp: touch {}\n", run.display());
    for place in [
        "settings.yaml",
        ".adidem/settings.yaml",
        "contracts/settings.yaml",
        ".git/adidem/settings.yaml",
    ] {
        let file = deal.folder("li").join(place);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, &text).expect("a file");
    }
    deal.git.run_in(
        &deal.folder("li"),
        &["config", "adidem.time-stamp", &format!("touch {}", run.display())],
    );
    done(&today(&mut deal, "li", &["send", "deal", "--yes"]));
    assert!(!run.exists() && files(&deal, "li", ".tsr").is_empty());
}

#[test]
fn a_record_that_is_dated_back_is_caught_by_its_stamp() {
    let Some(authority) = Authority::new() else { return };
    let mut deal = Deal::sent();
    // The clock of this acceptance stands months ago; the authority's does not.
    settings(&deal, &format!("time-stamp: {}\n", authority.program().display()));
    let told = deal.run_as("wu", &["accept", "deal", "term", "--yes"]);
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        told.contains("without a time stamp") && told.contains("far from that of this machine"),
        "{told}"
    );
    let record = files(&deal, "wu", ".yaml")
        .into_iter()
        .find(|file| file.to_string_lossy().contains("vendor"));
    stamped_by_hand(&deal, &authority, &record.expect("the record"));
    // Brought in later, it proves that the record existed by then, and no more.
    commit(&deal, "wu", &[]);
    let later = today(&mut deal, "wu", &["audit"]);
    assert!(done(&later).contains("A07-stamped warning"), "{}", said(&later));
    // With the record itself, it shows that the date of the record is not true.
    deal.git
        .run_in(&deal.folder("wu"), &["reset", "--quiet", "--soft", "HEAD~2"]);
    commit(&deal, "wu", &[]);
    let at_once = today(&mut deal, "wu", &["audit"]);
    assert_eq!(at_once.status.code(), Some(1), "{}", said(&at_once));
    assert!(said(&at_once).contains("A07-dated"), "{}", said(&at_once));
}

type Change<'c> = &'c dyn Fn();

#[test]
fn what_is_no_stamp_over_the_record_beside_it_is_found_and_none_is_ever_changed() {
    let Some(authority) = Authority::new() else { return };
    let mut deal = Deal::guarded();
    settings(&deal, &format!("time-stamp: {}\n", authority.program().display()));
    deal.git
        .run_in(&deal.folder("wu"), &["checkout", "--quiet", "-B", "main"]);
    done(&today(&mut deal, "wu", &["accept", "deal", "term", "--yes"]));
    let newest = deal.git.run_in(&deal.folder("wu"), &["rev-parse", "HEAD"]);
    let stamps = files(&deal, "wu", ".tsr");
    let offered = files(&deal, "wu", ".yaml")
        .into_iter()
        .find(|file| file.to_string_lossy().contains("customer"));
    let beside = PathBuf::from(format!("{}.tsr", offered.expect("the offer").display()));
    let stranger = stamps[0].with_file_name("9-aaaaaaaaaaaa.yaml.tsr");
    let changes: [(&str, &str, Change<'_>); 5] = [
        ("another record's", "A07-stamp", &|| copied(&stamps[0], &beside)),
        ("none at all", "A07-stamp", &|| {
            fs::write(&beside, "no stamp").expect("a file");
        }),
        ("of no record", "A11-stray", &|| copied(&stamps[0], &stranger)),
        ("altered", "A08-altered", &|| {
            fs::write(&stamps[0], "no stamp").expect("a file");
        }),
        ("taken away", "A08-removed", &|| {
            fs::remove_file(&stamps[0]).expect("a file");
        }),
    ];
    for (what, code, change) in changes {
        change();
        deal.git.run_in(&deal.folder("wu"), &["add", "-A", "records"]);
        commit(&deal, "wu", &[]);
        let audit = today(&mut deal, "wu", &["audit"]);
        assert!(
            audit.status.code() == Some(1) && said(&audit).contains(code),
            "{what}: {}",
            said(&audit)
        );
        let pushed = deal.git.try_in(&deal.folder("wu"), &["push", "origin", "HEAD:main"]);
        assert!(
            !pushed.status.success() && said(&pushed).contains(code),
            "{what}: {}",
            said(&pushed)
        );
        deal.git
            .run_in(&deal.folder("wu"), &["reset", "--quiet", "--hard", newest.trim()]);
    }
    let pushed = deal.git.try_in(&deal.folder("wu"), &["push", "origin", "HEAD:main"]);
    assert!(
        pushed.status.success(),
        "an honest stamp goes through: {}",
        said(&pushed)
    );
}
