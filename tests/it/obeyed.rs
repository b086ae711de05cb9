//! Whose settings and files the program obeys: the user's, and never those that came along with a repository.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};

use portable_pty::CommandBuilder;

use crate::support::{Deal, Git, Pty};

/// A program that leaves a mark when it runs.
struct Canary {
    program: PathBuf,
    mark: PathBuf,
}

impl Canary {
    fn new(git: &Git) -> Self {
        let canary = Self {
            program: git.beside("canary"),
            mark: git.beside("it-ran"),
        };
        canary.write(&canary.program, "exit 1");
        canary
    }

    /// Another one, which ends otherwise.
    fn write(&self, file: &Path, end: &str) {
        let script = format!("#!/bin/sh\necho \"$0 $*\" >> '{}'\n{end}\n", self.mark.display());
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, script).expect("a program");
        fs::set_permissions(file, fs::Permissions::from_mode(0o755)).expect("rights");
    }

    fn path(&self) -> String {
        self.program.display().to_string()
    }

    /// What ran since the last time.
    fn ran(&self) -> Option<String> {
        let ran = fs::read_to_string(&self.mark).ok();
        let _ = fs::remove_file(&self.mark);
        ran
    }
}

/// Everything in a repository's own settings by which git or a program that reads them can be made to run something.
fn poison(deal: &Deal, who: &str, canary: &Canary, format: &str) {
    let folder = deal.folder(who);
    let program = canary.path();
    for setting in [
        "core.fsmonitor",
        "core.pager",
        "core.editor",
        "core.gitProxy",
        "core.alternateRefsCommand",
        "sequence.editor",
        "gpg.program",
        "gpg.openpgp.program",
        "gpg.x509.program",
        "gpg.ssh.program",
        "gpg.ssh.defaultKeyCommand",
        "diff.external",
        "diff.x.textconv",
        "diff.x.command",
        "filter.x.clean",
        "filter.x.smudge",
        "filter.x.process",
        "merge.x.driver",
        "pager.log",
        "uploadpack.packObjectsHook",
        "trailer.x.command",
        "gc.recentObjectsHook",
    ] {
        deal.git.run_in(&folder, &["config", setting, &program]);
    }
    for name in ["config", "fetch", "merge", "push", "ls-remote"] {
        deal.git
            .run_in(&folder, &["config", &format!("alias.{name}"), &format!("!{program}")]);
    }
    for (setting, value) in [
        ("merge.verifySignatures", "true"),
        ("push.gpgSign", "if-asked"),
        ("filter.x.required", "true"),
        ("protocol.ext.allow", "always"),
        ("gpg.format", format),
    ] {
        deal.git.run_in(&folder, &["config", setting, value]);
    }
    fs::create_dir_all(folder.join(".git/info")).expect("a folder");
    fs::write(folder.join(".git/info/attributes"), "* diff=x filter=x merge=x\n").expect("attributes");
    for hook in [
        "pre-commit",
        "post-commit",
        "post-merge",
        "reference-transaction",
        "pre-push",
        "post-checkout",
        "pre-auto-gc",
        "post-index-change",
        "fsmonitor-watchman",
    ] {
        canary.write(&folder.join(".git/hooks").join(hook), "exit 0");
    }
}

#[test]
fn nothing_that_a_repositorys_settings_name_runs_whatever_is_read() {
    for format in ["openpgp", "ssh", "x509"] {
        let mut deal = Deal::sent();
        let canary = Canary::new(&deal.git);
        deal.run_as("wu", &["accept", "deal", "fees", "--yes"]);
        poison(&deal, "wu", &canary, format);
        if format != "ssh" {
            deal.git
                .run_in(&deal.folder("wu"), &["config", "user.signingkey", "0123ABCD"]);
        }
        canary.ran();
        let zip = deal.git.beside("e.zip").display().to_string();
        for arguments in [
            &["list"][..],
            &["show", "deal"],
            &["rounds", "deal"],
            &["diff", "deal", "first", "draft"],
            &["blame", "deal", "fees"],
            &["status", "deal"],
            &["issues", "deal"],
            &["ready", "deal"],
            &["log", "deal"],
            &["check", "deal"],
            &["duties", "deal"],
            &["figures", "deal"],
            &["audit"],
            &["audit", "--cross-check"],
            &["trust", "deal"],
            &["doctor"],
            &["evidence", "deal", "-o", &zip],
            &["verify", &zip],
            &["init"],
            &["read", "deal"],
        ] {
            deal.try_as("wu", arguments);
            assert_eq!(canary.ran(), None, "{format}: {arguments:?}");
        }
    }
}

#[test]
fn included_settings_and_those_of_a_linked_working_folder_count_as_the_repositorys() {
    let mut deal = Deal::sent();
    let canary = Canary::new(&deal.git);
    let folder = deal.folder("wu");
    let settings = format!(
        "[gpg \"ssh\"]\n\tprogram = {}\n[core]\n\tsshCommand = {0}\n",
        canary.path()
    );
    fs::write(folder.join(".git/extra"), &settings).expect("settings");
    fs::write(folder.join(".git/config.worktree"), &settings).expect("settings");
    deal.git.run_in(&folder, &["config", "include.path", "extra"]);
    deal.git
        .run_in(&folder, &["config", "extensions.worktreeConfig", "true"]);
    deal.run_as("wu", &["accept", "deal", "fees", "--yes"]);
    assert_eq!(canary.ran(), None, "ssh-keygen signs, and not what is named there");
    let (status, said) = deal.refused("wu", &["sync"]);
    assert!(
        status == 3 && said.contains("core.sshcommand") && said.contains("adidem sync"),
        "{status} {said}"
    );
    assert_eq!(canary.ran(), None);
}

#[test]
fn the_users_own_program_signs_and_the_repositorys_does_not() {
    let mut deal = Deal::sent();
    let canary = Canary::new(&deal.git);
    let own = deal.git.beside("own-keygen");
    canary.write(&own, "exec ssh-keygen \"$@\"");
    let global = deal.git.beside("home/config");
    let before = fs::read_to_string(&global).expect("settings");
    deal.git
        .run_in(&deal.folder("wu"), &["config", "gpg.ssh.program", &canary.path()]);
    deal.run_as("wu", &["accept", "deal", "fees", "--yes"]);
    assert_eq!(canary.ran(), None);
    fs::write(
        &global,
        format!("{before}[gpg \"ssh\"]\n\tprogram = {}\n", own.display()),
    )
    .expect("settings");
    deal.run_as("wu", &["accept", "deal", "term", "--yes"]);
    assert!(
        canary.ran().is_some_and(|ran| ran.contains("own-keygen")),
        "`GIT_CONFIG_GLOBAL` is where git reads it"
    );
    deal.run_as("wu", &["status", "deal"]);
    assert_eq!(canary.ran(), None, "it signs, and nothing else");
}

#[test]
fn an_exchange_runs_no_hook_and_no_program_that_the_settings_name() {
    let mut deal = Deal::guarded();
    let canary = Canary::new(&deal.git);
    deal.run_as("li", &["accept", "deal", "fees", "--yes"]);
    deal.run_as("li", &["sync"]);
    poison(&deal, "wu", &canary, "ssh");
    deal.git
        .run_in(&deal.folder("wu"), &["config", "--unset", "core.gitProxy"]);
    canary.ran();
    deal.run_as("wu", &["sync"]);
    assert_eq!(canary.ran(), None, "what came in");
    deal.run_as("wu", &["accept", "deal", "fees", "--yes"]);
    deal.run_as("wu", &["sync"]);
    assert_eq!(canary.ran(), None, "what went out");
    // A helper that runs anything is never reached through the address.
    let address = format!("ext::{} x", canary.path());
    deal.git
        .run_in(&deal.folder("wu"), &["remote", "set-url", "origin", &address]);
    let _ = deal.refused("wu", &["sync"]);
    assert_eq!(canary.ran(), None);
}

#[test]
fn what_an_exchange_needs_is_asked_once_for_each_value_and_kept_by_the_user() {
    let mut deal = Deal::guarded();
    let canary = Canary::new(&deal.git);
    let folder = deal.folder("wu");
    for setting in [
        "core.sshCommand",
        "credential.helper",
        "remote.origin.uploadpack",
        "remote.origin.receivepack",
    ] {
        deal.git.run_in(&folder, &["config", setting, &canary.path()]);
        let (status, said) = deal.refused("wu", &["sync"]);
        assert!(
            status == 3 && said.contains(&setting.to_lowercase()) && said.contains("git config --global"),
            "{said}"
        );
        let (_, said) = deal.refused("wu", &["--lang", "zh", "sync"]);
        assert!(said.contains("尚未获您许可"), "{said}");
        assert_eq!(canary.ran(), None, "{setting}");
        deal.git.run_in(&folder, &["config", "--unset", setting]);
    }
    let upload = deal.git.beside("upload");
    canary.write(&upload, "exec git-upload-pack \"$@\"");
    let set = |deal: &Deal, value: &str| {
        deal.git
            .run_in(&deal.folder("wu"), &["config", "remote.origin.uploadpack", value]);
    };
    set(&deal, &upload.display().to_string());
    let home = deal.git.beside("home");
    let config = home.join("config").display().to_string();
    let sync = |answer: &str| {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_adidem"));
        command.arg("sync");
        let variables = [("GIT_CONFIG_GLOBAL", config.as_str()), ("GIT_CONFIG_NOSYSTEM", "1")];
        let mut terminal = Pty::start((&folder, &home), command, false, &variables);
        terminal.wait_for("[y/N]");
        terminal.press(answer);
        terminal.ended().success()
    };
    assert!(!sync("n\r"));
    assert_eq!(canary.ran(), None);
    assert!(sync("y\r"));
    assert!(canary.ran().is_some());
    deal.run_as("wu", &["sync"]);
    assert!(canary.ran().is_some(), "it is not asked again, terminal or none");
    // Another value, and the same in a copy of the folder, are asked anew.
    set(&deal, &format!("{} ", upload.display()));
    let _ = deal.refused("wu", &["sync"]);
    set(&deal, &upload.display().to_string());
    deal.run_as("wu", &["sync"]);
    canary.ran();
    let copy = deal.git.top().join("copy");
    assert!(
        deal.git
            .command("cp", &deal.git.top())
            .args(["-a", "wu", "copy"])
            .status()
            .expect("cp")
            .success()
    );
    let mut elsewhere = deal.git.command(env!("CARGO_BIN_EXE_adidem"), &copy);
    assert_eq!(elsewhere.arg("sync").output().expect("adidem").status.code(), Some(3));
    assert_eq!(canary.ran(), None);
    assert!(!folder.join(".git/adidem/permitted.yaml").exists());
    assert!(home.join(".local/share/adidem/permitted.yaml").is_file());
}

#[test]
fn a_shared_repository_inside_of_the_copy_itself_is_asked_about() {
    let mut deal = Deal::guarded();
    let folder = deal.folder("wu");
    deal.git
        .run_in(&folder, &["clone", "--quiet", "--bare", "../hub.git", ".git/hub.git"]);
    deal.git
        .run_in(&folder, &["remote", "set-url", "origin", "./.git/hub.git"]);
    let (status, said) = deal.refused("wu", &["sync"]);
    assert!(status == 3 && said.contains("remote.origin.url"), "{said}");
}

/// A bare repository in the history of the deal, as a folder of the working folder.
fn embed(deal: &Deal, canary: &Canary, worktree: bool) -> PathBuf {
    let folder = deal.folder("wu");
    let bare = folder.join("legal");
    deal.git
        .run_in(&folder, &["clone", "--quiet", "--bare", "../hub.git", "legal"]);
    for (setting, value) in [
        ("gpg.program", canary.path()),
        ("gpg.format", "openpgp".to_owned()),
        ("user.signingkey", "0123ABCD".to_owned()),
        ("core.fsmonitor", canary.path()),
    ] {
        deal.git.run_in(&bare, &["config", setting, &value]);
    }
    if worktree {
        let mut config = fs::read_to_string(bare.join("config")).expect("settings");
        config = config.replace("bare = true", "bare = false\n\tworktree = ..");
        fs::write(bare.join("config"), config).expect("settings");
    }
    bare
}

#[test]
fn a_repository_inside_of_a_working_folder_is_never_the_one_that_is_meant() {
    for worktree in [false, true] {
        let mut deal = Deal::guarded();
        let canary = Canary::new(&deal.git);
        let bare = embed(&deal, &canary, worktree);
        canary.ran();
        for folder in [bare.clone(), bare.join("refs"), bare.join("objects/pack")] {
            for command in [
                &["list"][..],
                &["status", "deal"],
                &["accept", "deal", "fees", "--yes"],
                &["init"],
                &["audit"],
            ] {
                let mut run = deal.git.command(env!("CARGO_BIN_EXE_adidem"), &folder);
                let output = run.args(command).output().expect("adidem");
                let said = String::from_utf8_lossy(&output.stderr).into_owned();
                assert_eq!(output.status.code(), Some(3), "{folder:?} {command:?}: {said}");
                assert!(said.contains("is a repository by itself"), "{said}");
            }
            let mut doctor = deal.git.command(env!("CARGO_BIN_EXE_adidem"), &folder);
            let _ = doctor.arg("doctor").output().expect("adidem");
        }
        let asked = ["-C", "legal", "list"];
        assert!(deal.refused("wu", &asked).1.contains("is a repository by itself"));
        assert_eq!(canary.ran(), None);
        deal.run_as("wu", &["list"]);
        // One that nobody keeps in a working folder is as good as any.
        let mut hub = deal
            .git
            .command(env!("CARGO_BIN_EXE_adidem"), &deal.git.top().join("hub.git/refs"));
        assert!(hub.arg("list").output().expect("adidem").status.success());
        let mut within = deal
            .git
            .command(env!("CARGO_BIN_EXE_adidem"), &deal.folder("wu").join(".git"));
        assert!(within.arg("list").output().expect("adidem").status.success());
    }
}

#[test]
fn a_working_folder_that_only_the_repositorys_settings_name_is_not_written_to() {
    let mut deal = Deal::guarded();
    let folder = deal.folder("wu");
    let (elsewhere, other) = (deal.git.beside("elsewhere"), deal.folder("li"));
    fs::create_dir_all(elsewhere.join("contracts")).expect("a folder");
    for named in [&elsewhere, &other] {
        deal.git
            .run_in(&folder, &["config", "core.worktree", &named.to_string_lossy()]);
        for command in [
            &["list"][..],
            &["accept", "deal", "fees", "--yes"],
            &["sync"],
            &["audit"],
        ] {
            let (status, said) = deal.refused("wu", command);
            assert_eq!(status, 3, "{said}");
            assert!(
                said.contains("core.worktree") && said.contains(&*named.to_string_lossy()),
                "{said}"
            );
        }
    }
    assert_eq!(
        fs::read_dir(elsewhere.join("contracts")).expect("the folder").count(),
        0
    );
    // The advice holds: a folder that leads back is its working folder, and without the setting all is as before.
    deal.git
        .run_in(&folder, &["config", "core.worktree", &elsewhere.to_string_lossy()]);
    fs::write(elsewhere.join(".git"), format!("gitdir: {}/.git\n", folder.display())).expect("a link");
    deal.run_as("wu", &["list"]);
    deal.git.run_in(
        &folder,
        &["config", "--file", ".git/config", "--unset", "core.worktree"],
    );
    deal.run_as("wu", &["list"]);
    // A submodule's settings name its working folder, which leads back.
    let (host, hub) = (deal.git.beside("host"), deal.git.top().join("hub.git"));
    deal.git.run(&["init", "--quiet", &host.to_string_lossy()]);
    let hub = hub.to_string_lossy();
    deal.git.run_in(
        &host,
        &[
            "-c",
            "protocol.file.allow=always",
            "submodule",
            "--quiet",
            "add",
            &hub,
            "legal",
        ],
    );
    let mut within = deal.git.command(env!("CARGO_BIN_EXE_adidem"), &host.join("legal"));
    let output = within.arg("list").output().expect("adidem");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn no_link_of_contracts_records_or_of_what_a_copy_keeps_is_followed() {
    let mut deal = Deal::sent();
    let folder = deal.folder("wu");
    let secret = deal.git.beside("secret");
    fs::create_dir_all(&secret).expect("a folder");
    let text = fs::read_to_string(deal.file("wu")).expect("a contract");
    fs::write(secret.join("deal.yaml"), text.replace("Ireland", "Secretland")).expect("a file");
    fs::write(secret.join("other.yaml"), text).expect("a file");
    let before = || {
        let mut names: Vec<_> = fs::read_dir(&secret)
            .expect("a folder")
            .flatten()
            .map(|one| one.file_name())
            .collect();
        names.sort();
        (names, fs::read(secret.join("deal.yaml")).expect("a file"))
    };
    let was = before();
    fs::rename(folder.join("contracts"), folder.join("aside")).expect("moved");
    symlink(&secret, folder.join("contracts")).expect("a link");
    for arguments in [
        &["show", "deal", "--round", "draft"][..],
        &["edit", "deal", "law"],
        &["send", "deal", "--yes"],
    ] {
        let (_, said) = deal.refused("wu", arguments);
        assert!(
            !said.contains("Secretland") && said.contains("link"),
            "{arguments:?}: {said}"
        );
    }
    assert!(!deal.run_as("wu", &["list"]).contains("other"));
    let _ = deal.try_as("wu", &["init"]);
    assert_eq!(before(), was, "nothing was written there");
    fs::remove_file(folder.join("contracts")).expect("removed");
    fs::rename(folder.join("aside"), folder.join("contracts")).expect("moved");

    fs::rename(folder.join("records"), folder.join("aside")).expect("moved");
    symlink(&secret, folder.join("records")).expect("a link");
    let _ = deal.try_as("wu", &["accept", "deal", "fees", "--yes"]);
    assert_eq!(before(), was, "nothing was written there");
    fs::remove_file(folder.join("records")).expect("removed");

    fs::create_dir_all(folder.join(".git/adidem/pending")).expect("a folder");
    symlink(secret.join("deal.yaml"), folder.join(".git/adidem/pending/deal.lock")).expect("a link");
    let (status, said) = deal.refused("wu", &["list"]);
    assert!(
        status == 3 && said.contains("deal.lock") && said.contains("is a link"),
        "{said}"
    );
    assert_eq!(before(), was);
}

#[test]
fn restricted_takes_no_program_from_the_terminal_and_turns_pages_itself() {
    let mut git = Git::new();
    let canary = Canary::new(&git);
    let clauses: String = (1..=90)
        .map(|clause| format!("  - id: c{clause}\n    text: Clause {clause} is due.\n"))
        .collect::<Vec<_>>()
        .concat();
    let text = format!("title: Deal\nparties: [{{id: a, name: A}}, {{id: b, name: B}}]\nclauses:\n{clauses}");
    git.change("contracts/deal.yaml", &text, "first");
    let program = canary.path();
    for term in ["dumb", "", "unknown", "xterm"] {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_adidem"));
        command.args(["--restricted", "show", "deal"]);
        let variables = [
            ("TERM", term),
            ("PAGER", program.as_str()),
            ("ADIDEM_PAGER", program.as_str()),
            ("EDITOR", program.as_str()),
            ("LESS", "+!touch x"),
            ("LESSOPEN", program.as_str()),
            ("SSH_ASKPASS", program.as_str()),
            ("GIT_SSH_COMMAND", program.as_str()),
        ];
        let mut terminal = Pty::start((&git.top(), &git.beside("home")), command, false, &variables);
        terminal.wait_for("Enter: next page");
        terminal.press(&format!("!{program}\r"));
        let questions = |bytes: &[u8]| String::from_utf8_lossy(bytes).matches("Enter: next page").count();
        terminal.wait("the next page", |state| questions(&state.bytes) == 2);
        terminal.press("q\r");
        assert!(terminal.ended().success(), "{term}");
        assert_eq!(canary.ran(), None, "{term}");
    }
}

#[test]
fn read_only_keeps_nothing_not_even_what_was_audited() {
    let mut deal = Deal::sent();
    let kept = deal.folder("wu").join(".git/adidem");
    let state = || {
        let mut files: Vec<_> = fs::read_dir(&kept)
            .into_iter()
            .flatten()
            .flatten()
            .map(|one| one.file_name())
            .collect();
        files.sort();
        files
    };
    let before = state();
    deal.try_as("wu", &["--read-only", "audit"]);
    assert_eq!(state(), before);
}

#[test]
fn an_evidence_file_takes_no_place_but_that_of_another() {
    let mut deal = Deal::sent();
    let folder = deal.folder("wu");
    let zip = deal.git.beside("e.zip");
    let link = folder.join("link.zip");
    symlink(deal.file("wu"), &link).expect("a link");
    fs::write(folder.join("mine.zip"), "PK\u{3}\u{4} mine").expect("a file");
    for file in [
        "contracts/deal.yaml",
        ".git/config",
        ".git/new.zip",
        "link.zip",
        "mine.zip",
    ] {
        let before = fs::read(folder.join(file)).ok();
        let (status, said) = deal.refused("wu", &["evidence", "deal", "-o", file]);
        assert!(status == 3 && said.contains(file), "{file}: {status} {said}");
        assert_eq!(fs::read(folder.join(file)).ok(), before, "{file}");
        let (_, said) = deal.refused("wu", &["evidence", "deal", "-o", "../new.zip", "--tsq", file]);
        assert!(said.contains(file), "{said}");
        assert_eq!(fs::read(folder.join(file)).ok(), before, "{file}");
        assert!(!deal.git.top().join("new.zip").exists());
    }
    let zip = zip.display().to_string();
    deal.run_as("wu", &["evidence", "deal", "-o", &zip]);
    deal.run_as("wu", &["evidence", "deal", "-o", &zip]);
}

#[test]
fn the_guard_stands_only_where_git_heeds_it() {
    let mut deal = Deal::sent();
    let hub = deal.git.top().join("hub.git");
    let hub_shown = hub.display().to_string();
    let global = deal.git.beside("home/config");
    let settings = fs::read_to_string(&global).expect("settings");
    let folder = deal.git.beside("hooks for all");
    fs::create_dir_all(&folder).expect("a folder");
    let taken = |deal: &Deal| {
        deal.git
            .try_in(&deal.folder("wu"), &["push", "origin", "HEAD:refs/notes/x"])
            .status
            .success()
    };

    // Set for this repository.
    deal.git
        .run_in(&hub, &["config", "core.hooksPath", &folder.display().to_string()]);
    deal.run_as("li", &["guard", "--install", &hub_shown]);
    assert!(folder.join("pre-receive").is_file() && !taken(&deal));
    deal.git.run_in(&hub, &["config", "--unset", "core.hooksPath"]);
    fs::remove_file(folder.join("pre-receive")).expect("removed");

    // Set for all repositories, where there are none.
    fs::write(
        &global,
        format!("{settings}[core]\n\thooksPath = \"{}\"\n", folder.display()),
    )
    .expect("settings");
    deal.run_as("li", &["guard", "--install", &hub_shown]);
    assert!(!folder.join("pre-receive").exists() && !taken(&deal));
    deal.git.run_in(&hub, &["config", "--unset", "core.hooksPath"]);
    fs::remove_file(hub.join("hooks/pre-receive")).expect("removed");

    // Where there are others, they are not lost.
    fs::write(folder.join("update"), "#!/bin/sh\n").expect("a hook");
    let (status, said) = deal.refused("li", &["guard", "--install", &hub_shown]);
    assert!(
        status == 3 && said.contains("update") && said.contains("core.hooksPath"),
        "{said}"
    );
    assert!(
        deal.refused("li", &["--lang", "zh", "guard", "--install", &hub_shown])
            .1
            .contains("未安装推送校验钩子")
    );
    fs::write(&global, settings).expect("settings");

    deal.run_as("li", &["guard", "--install", &hub_shown]);
    assert!(!taken(&deal));
    assert_eq!(deal.git.run_in(&hub, &["for-each-ref", "refs/notes"]), "");
}
