//! Making a contracts repository, and making an existing one ready.

use std::fs;
use std::path::Path;
use std::process::Command;

use adidem::language::Language::{Chinese, English};
use adidem::session::{Error, Initialised, NextStep, Workspace, init, list, show};

use portable_pty::CommandBuilder;

use crate::support::{Git, Pty};

fn initialise(folder: &Path) -> Initialised {
    init(folder, English).expect("a repository")
}

#[test]
fn a_new_folder_becomes_a_repository_with_a_draft() {
    let git = Git::nowhere();
    let folder = git.beside("deals").join("acme");
    let done = initialise(&folder);
    assert!(done.made && done.contracts == 0 && done.contracts_folder == "contracts");
    let starter = done.starter.clone().expect("a contract to start from");
    assert_eq!(starter, done.repository.join("contracts").join("my-contract.yaml"));
    let [
        ..,
        NextStep::FillIn { file },
        NextStep::Signing { file: list_it_in, .. },
        NextStep::Send { contract },
    ] = &done.next[..]
    else {
        panic!("{:?}", done.next)
    };
    assert_eq!(
        (file, list_it_in, contract.as_str()),
        (&starter, &starter, "my-contract")
    );
    assert_eq!(git.run_in(&folder, &["status", "--porcelain"]), "?? contracts/");
    assert_eq!(git.run_in(&folder, &["symbolic-ref", "HEAD"]), "refs/heads/main");
    let workspace = Workspace::open(&folder).expect("a repository");
    let rows = list(&workspace).expect("contracts");
    assert_eq!((rows.len(), rows[0].round, &rows[0].error), (1, 0, &None));
    assert_eq!(
        show(&workspace, "my-contract", None)
            .expect("a contract")
            .contract
            .parties
            .len(),
        2
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |file: &Path| fs::metadata(file).expect("a file").permissions().mode();
        let other = folder.join("other");
        fs::write(&other, "x").expect("a file");
        assert_eq!(mode(&starter), mode(&other), "it is as readable as any new file");
    }
}

#[test]
fn doing_it_twice_does_nothing_more() {
    let git = Git::nowhere();
    let first = initialise(&git.top());
    let starter = first.starter.expect("a contract to start from");
    fs::write(&starter, "mine").expect("written");
    let second = init(&git.top(), Chinese).expect("a repository");
    assert_eq!((second.made, second.starter, second.contracts), (false, None, 1));
    assert_eq!(fs::read_to_string(&starter).expect("a file"), "mine");
    assert_eq!(second.next.last(), Some(&NextStep::Look));
}

#[test]
fn an_existing_repository_is_made_ready_and_nothing_else() {
    let mut git = Git::new();
    let newest = git.change("notes/a.txt", "x", "one");
    git.file("notes/b.txt", "unsaved").file("contracts/readme.md", "ours");
    let done = init(&git.top().join("notes"), Chinese).expect("a repository");
    assert_eq!((done.made, done.contracts), (false, 0));
    assert_eq!(
        fs::canonicalize(&done.repository).ok(),
        fs::canonicalize(git.top()).ok()
    );
    let text = fs::read_to_string(done.starter.expect("a contract to start from")).expect("a file");
    assert!(text.contains("【合同名称】"), "{text}");
    assert_eq!(git.run(&["rev-parse", "HEAD"]), newest);
    let status = git.run(&["status", "--porcelain", "--untracked-files=all"]);
    assert_eq!(
        status,
        "?? contracts/my-contract.yaml\n?? contracts/readme.md\n?? notes/b.txt"
    );
    assert_eq!(
        fs::read_to_string(git.top().join("contracts/readme.md")).expect("a file"),
        "ours"
    );
}

#[test]
fn a_repository_with_contracts_gets_none_to_start_from() {
    let mut git = Git::new();
    git.change("contracts/crm.yaml", "title: broken\n", "one");
    let done = initialise(&git.top());
    assert_eq!((done.made, done.contracts, done.starter), (false, 1, None));
    assert_eq!(git.run(&["status", "--porcelain"]), "");
}

#[test]
fn the_nearest_contracts_folder_is_made_ready() {
    let git = Git::new();
    fs::create_dir_all(git.top().join("deals/contracts")).expect("folders");
    fs::create_dir_all(git.top().join("deals/x")).expect("folders");
    let done = initialise(&git.top().join("deals/x"));
    assert_eq!(done.contracts_folder, "deals/contracts");
    assert!(git.top().join("deals/contracts/my-contract.yaml").is_file());
}

#[test]
fn what_has_no_working_folder_is_refused_with_a_remedy() {
    let git = Git::nowhere();
    git.run(&["init", "--quiet", "--bare"]);
    let refused = init(&git.top(), English).expect_err("refused");
    assert!(matches!(refused, Error::NoWorkingFolder { .. }));
    assert!(refused.to_string().contains("`git clone "), "{refused}");
    assert!(!git.top().join("contracts").exists());
    let file = git.beside("file");
    fs::write(&file, "x").expect("a file");
    assert!(matches!(init(&file, English), Err(Error::File { .. })));
}

/// Not a test of its own: another one runs it in a process with a home that it chooses.
#[test]
#[ignore = "run by another test"]
fn in_a_home_of_its_own() {
    if let Some(folder) = std::env::var_os("ADIDEM_TEST_FOLDER") {
        println!("next {:?}", initialise(Path::new(&folder)).next);
    }
}

#[test]
fn who_is_nobody_to_git_is_told_so_first() {
    let git = Git::nowhere();
    let said = |folder: &str| {
        let this = std::env::current_exe().expect("this program");
        let mut command: Command = git.command(&this.to_string_lossy(), &git.top());
        command.args(["--exact", "init::in_a_home_of_its_own", "--ignored", "--nocapture"]);
        let output = command
            .env("ADIDEM_TEST_FOLDER", git.beside(folder))
            .output()
            .expect("this program again");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    assert!(said("a").contains("next [SetName, SetEmail, FillIn"));
    fs::write(git.beside("home").join("config"), "[user]\n\tname = Li\n").expect("settings");
    assert!(said("b").contains("next [SetEmail, FillIn"));
    assert!(said("a").contains("next [SetEmail, Look]"));
}

#[test]
fn what_is_said_of_the_first_contract_stands_in_it_with_ones_own_key() {
    use adidem::session::{Beginning, SigningKey, begin};
    let deal = crate::support::Deal::new();
    let folder = deal.folder("li");
    for (key, value) in [("user.name", "Li Jing"), ("user.email", "li@customer.example")] {
        deal.git.run_in(&folder, &["config", key, value]);
    }
    let beginning = Beginning {
        name: Some("crm".to_owned()),
        title: Some("CRM: services".to_owned()),
        kind: Some("crm-saas".to_owned()),
        ours: Some("云帆 Ltd".to_owned()),
        theirs: Some("Lumenfold Ltd".to_owned()),
        ..Beginning::default()
    };
    let done = begin(&folder, English, &beginning, true).expect("a repository");
    assert!(
        done.next.iter().any(|step| matches!(
            step,
            NextStep::Signing {
                key: SigningKey::Listed { .. },
                ..
            }
        )),
        "{:?}",
        done.next
    );
    let workspace = Workspace::open(&folder).expect("a repository");
    let contract = show(&workspace, "crm", None).expect("a contract").contract;
    assert_eq!(
        (&*contract.title, contract.kind.as_deref()),
        ("CRM: services", Some("crm-saas"))
    );
    assert_eq!(contract.parties[0].name, "云帆 Ltd");
    assert_eq!(contract.parties[0].members[0].name, "Li Jing");
    let key = deal.public("li");
    let listed = &contract.parties[0].members[0].keys;
    assert!(
        listed.len() == 1 && listed[0].split(' ').nth(1) == key.split(' ').nth(1),
        "{listed:?} {key}"
    );
    // A second one beside it, and never over one that is there.
    let file = fs::read(done.starter.expect("a contract")).expect("a file");
    assert!(matches!(
        begin(&folder, English, &beginning, true),
        Err(Error::FirstNameTaken { .. })
    ));
    assert_eq!(fs::read(folder.join("contracts/crm.yaml")).expect("a file"), file);
    let other = Beginning {
        name: Some("nda".to_owned()),
        supplies: true,
        ours: Some("云帆 Ltd".to_owned()),
        ..Beginning::default()
    };
    begin(&folder, Chinese, &other, false).expect("another contract");
    let contract = show(&workspace, "nda", None).expect("a contract").contract;
    assert_eq!(contract.parties[1].name, "云帆 Ltd");
    assert!(contract.parties[1].members[0].keys.is_empty());
}

/// How often words came.
fn times(terminal: &Pty, words: &str) -> usize {
    String::from_utf8_lossy(&terminal.bytes()).matches(words).count()
}

#[test]
fn questions_are_asked_of_what_git_knows_and_asked_again_where_the_answer_is_none() {
    let git = Git::nowhere();
    let home = git.beside("home");
    let begin = |folder: &str, environment: &[(&str, &str)]| {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_adidem"));
        command.args(["--lang", "en", "init", folder]);
        Pty::start((&git.top(), &home), command, true, environment)
    };
    let asked = |terminal: &Pty, question: &str, often: usize| {
        terminal.wait(question, |state| {
            String::from_utf8_lossy(&state.bytes).matches(question).count() == often
        });
    };
    let answer = |terminal: &Pty, question: &str, typed: &str| {
        asked(terminal, question, 1);
        terminal.press(&format!("{typed}\r"));
    };
    let up_to_the_parties = |terminal: &Pty| {
        answer(terminal, "Short name", "crm");
        answer(terminal, "Title:", "");
        answer(terminal, "Kind,", "");
        answer(terminal, "your own party:", "Yunfan Ltd");
        answer(terminal, "the one that supplies? [y/N]", "sure");
        asked(terminal, "supplies? [y/N]", 2);
        terminal.press("n\r");
        answer(terminal, "the other party:", "");
    };
    let mut terminal = begin("a", &[("GIT_CONFIG_NOSYSTEM", "1")]);
    up_to_the_parties(&terminal);
    terminal.wait_for("does not know your name and your e-mail address");
    terminal.wait_for("adidem send crm");
    terminal.ended();
    assert_eq!(times(&terminal, "git signs with"), 0, "there is no key to ask about");
    let said = String::from_utf8_lossy(&terminal.bytes()).replace('\r', "");
    for command in [
        "git config --global user.name \"YOUR NAME\"",
        "ssh-keygen -t ed25519",
        "git config --global user.signingkey ~/.ssh/id_ed25519.pub",
        "adidem send crm",
    ] {
        assert!(said.contains(&format!("\n    {command}\n")), "{command}: {said}");
    }
    // A name that is taken is chosen by the option that there is.
    let mut again = git.command(env!("CARGO_BIN_EXE_adidem"), &git.top());
    let again = again.args(["init", "a", "--name", "crm"]).output().expect("adidem");
    let refused = String::from_utf8_lossy(&again.stderr).into_owned();
    assert!(
        refused.contains("--name NAME") && !refused.contains("--as"),
        "{refused}"
    );
}
