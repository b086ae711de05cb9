//! What comes with a copy that was handed over, or from a stranger who may push: settings, links, hooks, variables, and names
//! of references and files.

use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};

use crate::support::{Deal, succeed};

fn program(file: &Path, mark: &Path) {
    fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
    fs::write(
        file,
        format!("#!/bin/sh\necho \"$0 $*\" >> '{}'\nexit 0\n", mark.display()),
    )
    .expect("a program");
    fs::set_permissions(file, fs::Permissions::from_mode(0o755)).expect("rights");
}

/// Hands out the files of a folder, and a cookie with each, until the test ends.
fn web_server(folder: PathBuf) -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let port = listener.local_addr().expect("its address").port();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut asked = [0; 4096];
            let read = stream.read(&mut asked).unwrap_or_default();
            let asked = String::from_utf8_lossy(&asked[..read]).into_owned();
            let path = asked
                .split(' ')
                .nth(1)
                .unwrap_or("/")
                .split('?')
                .next()
                .unwrap_or("/")
                .to_owned();
            let (status, body) = match fs::read(folder.join(path.trim_start_matches('/'))) {
                Ok(body) => ("200 OK", body),
                Err(_) => ("404 Not Found", Vec::new()),
            };
            let head = format!(
                "HTTP/1.1 {status}\r\nSet-Cookie: x=written; Max-Age=99999999\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                body.len()
            );
            let _ = stream.write_all(&[head.as_bytes(), &body].concat());
        }
    });
    port
}

#[test]
fn no_file_is_written_and_nothing_sent_elsewhere_because_the_settings_of_a_copy_say_so() {
    let mut deal = Deal::sent();
    let (hub, folder) = (deal.git.top().join("hub.git"), deal.folder("wu"));
    deal.git.run_in(&hub, &["update-server-info"]);
    let address = format!("http://127.0.0.1:{}/hub.git", web_server(deal.git.top()));
    deal.git.run_in(&folder, &["config", "remote.origin.url", &address]);
    let own = deal.git.beside("own-file");
    fs::write(&own, "mine\n").expect("a file");
    for of in ["http", &format!("http.{}", address.trim_end_matches("hub.git"))] {
        deal.git.run_in(
            &folder,
            &["config", &format!("{of}.cookieFile"), &own.to_string_lossy()],
        );
        deal.git
            .run_in(&folder, &["config", &format!("{of}.saveCookies"), "true"]);
        deal.run_as("wu", &["sync"]);
        assert_eq!(fs::read_to_string(&own).expect("a file"), "mine\n", "{of}");
    }
    fs::write(folder.join(".git/more"), "[http]\n\tsslVerify = false\n").expect("settings");
    for (setting, value) in [
        ("http.proxy", "http://127.0.0.1:9"),
        ("http.extraHeader", "Authorization: x"),
        ("fetch.bundleURI", "http://127.0.0.1:9"),
        ("unheard.of", "x"),
        ("include.path", "more"),
    ] {
        deal.git.run_in(&folder, &["config", setting, value]);
        let (status, said) = deal.refused("wu", &["sync"]);
        let told = if setting == "include.path" {
            "http.sslverify"
        } else {
            &setting.to_lowercase()
        };
        assert!(status == 3 && said.contains(told), "{setting}: {said}");
        deal.git.run_in(&folder, &["config", "--unset", setting]);
    }
    // What a user sets for all copies is the user's own.
    deal.git
        .run_in(&folder, &["config", "--global", "http.lowSpeedLimit", "1"]);
    deal.git
        .run_in(&folder, &["config", "--global", "http.extraHeader", "X-Own: 1"]);
    deal.run_as("wu", &["sync"]);
}

#[test]
fn no_link_in_gits_own_folder_is_written_through() {
    let mut deal = Deal::sent();
    let git = deal.folder("wu").join(".git");
    let outside = deal.git.beside("outside");
    for name in [
        "FETCH_HEAD",
        "ORIG_HEAD",
        "COMMIT_EDITMSG",
        "index",
        "config",
        "packed-refs",
        "logs",
        "logs/HEAD",
        "logs/refs/heads/main",
        "refs",
        "refs/heads/main",
        "refs/remotes/origin",
        "refs/heads/deep/er",
        "objects",
        "objects/pack",
        "objects/info/commit-graph",
        "info",
        "adidem",
        "adidem/last",
    ] {
        let place = git.join(name);
        let aside = git.join("aside");
        let was_there = fs::rename(&place, &aside).is_ok();
        let is_folder = aside.is_dir();
        if is_folder {
            let copied = deal
                .git
                .command("cp", &git)
                .args(["-a"])
                .arg(&aside)
                .arg(&outside)
                .status();
            assert!(copied.expect("cp").success());
        } else {
            let _ = fs::copy(&aside, &outside).or_else(|_| fs::write(&outside, "mine\n").map(|()| 0));
        }
        fs::create_dir_all(place.parent().expect("a folder")).expect("a folder");
        symlink(&outside, &place).expect("a link");
        for command in [
            &["list"][..],
            &["accept", "deal", "fees", "--yes"],
            &["sync"],
            &["audit"],
        ] {
            let (status, said) = deal.refused("wu", command);
            assert!(
                status == 3 && said.contains("is a link") && said.contains(name),
                "{name} {command:?}: {said}"
            );
        }
        fs::remove_file(&place).expect("removed");
        if was_there {
            fs::rename(&aside, &place).expect("back");
        }
        let _ = if is_folder {
            fs::remove_dir_all(&outside)
        } else {
            fs::remove_file(&outside)
        };
    }
    // Hooks and what to leave out may be shared by links, and git's folder may lie elsewhere.
    let _ = fs::remove_dir_all(git.join("hooks"));
    symlink(deal.git.beside("hooks"), git.join("hooks")).expect("a link");
    let _ = fs::remove_file(git.join("info/exclude"));
    symlink(deal.git.beside("exclude"), git.join("info/exclude")).expect("a link");
    fs::rename(&git, deal.git.beside("git-folder")).expect("moved");
    symlink(deal.git.beside("git-folder"), &git).expect("a link");
    deal.run_as("wu", &["sync"]);
}

#[test]
fn no_hook_of_a_repository_that_came_with_a_copy_runs_unasked_wherever_the_settings_lead_the_push() {
    for way in [
        "url",
        "pushurl",
        "insteadof",
        "pushinsteadof",
        "second",
        "included",
        "localhost",
        "encoded",
        "sibling",
        "suffix",
    ] {
        let mut deal = Deal::guarded();
        let folder = deal.folder("wu");
        deal.run_as("wu", &["accept", "deal", "fees", "--yes"]);
        let hub = deal.git.top().join("hub.git");
        let sibling = matches!(way, "sibling" | "suffix");
        let evil = if sibling {
            deal.git.top().join("evil.git")
        } else {
            folder.join(".git/evil.git")
        };
        assert!(
            deal.git
                .command("cp", &folder)
                .arg("-a")
                .args([&hub, &evil])
                .status()
                .expect("cp")
                .success()
        );
        let mark = deal.git.beside("it-ran");
        for hook in ["pre-receive", "post-receive", "reference-transaction"] {
            program(&evil.join("hooks").join(hook), &mark);
        }
        let set = |setting: &str, value: &str| deal.git.run_in(&folder, &["config", setting, value]);
        let (evil, hub) = (evil.to_string_lossy(), hub.to_string_lossy());
        match way {
            "url" => set("remote.origin.url", &evil),
            "pushurl" => set("remote.origin.pushurl", ".git/evil.git"),
            "insteadof" => set("url..git/evil.git.insteadOf", &hub),
            "pushinsteadof" => set("url..git/evil.git.pushInsteadOf", &hub),
            "second" => deal
                .git
                .run_in(&folder, &["config", "--add", "remote.origin.url", ".git/evil.git"]),
            "included" => {
                fs::write(
                    folder.join(".git/x"),
                    "[remote \"origin\"]\n\tpushurl = .git/evil.git\n",
                )
                .expect("settings");
                set("include.path", "x")
            }
            "localhost" => set("remote.origin.url", &format!("file://localhost{evil}")),
            "encoded" => set(
                "remote.origin.url",
                &format!("file://{}", evil.replace("evil", "%65vil")),
            ),
            "suffix" => set("remote.origin.url", "../evil"),
            _ => set("remote.origin.url", "../evil.git"),
        };
        let (status, said) = deal.refused("wu", &["sync"]);
        assert!(
            status == 3 && said.contains("remote.origin.") && said.contains("vil"),
            "{way}: {status} {said}"
        );
        assert!(!mark.exists(), "{way}");
    }
}

#[test]
fn a_folder_without_hooks_or_with_the_guard_alone_is_exchanged_with_unasked() {
    let mut deal = Deal::guarded();
    deal.run_as("wu", &["accept", "deal", "fees", "--yes"]);
    deal.run_as("wu", &["sync"]);
    let hub = deal.git.top().join("hub.git");
    // A guard that calls another program is none.
    let hook = hub.join("hooks/pre-receive");
    let guard = fs::read_to_string(&hook).expect("the guard");
    fs::write(&hook, guard.replace("exec '", "exec '/other")).expect("a hook");
    assert_eq!(deal.refused("wu", &["sync"]).0, 3);
    fs::write(&hook, guard).expect("a hook");
    deal.git.run_in(&hub, &["config", "core.alternateRefsCommand", "x"]);
    assert_eq!(deal.refused("wu", &["sync"]).0, 3, "its settings name programs as well");
}

#[test]
fn only_plain_ways_lead_to_the_other_end() {
    let mut deal = Deal::sent();
    let folder = deal.folder("wu");
    deal.git.run_in(&folder, &["config", "protocol.allow", "always"]);
    deal.git.run_in(&folder, &["config", "protocol.fd.allow", "always"]);
    for address in [
        "fd::0",
        "ext::sh -c true",
        "ftp://127.0.0.1/x",
        "testgit::x",
        "transport-helper://x",
    ] {
        deal.git.run_in(&folder, &["config", "remote.origin.url", address]);
        let (status, said) = deal.refused("wu", &["sync"]);
        assert!(
            status == 3 && said.contains("only by https") && said.contains(address),
            "{address}: {said}"
        );
        let (_, said) = deal.refused("wu", &["--lang", "zh", "sync"]);
        assert!(said.contains("另一程序"), "{said}");
    }
}

#[test]
fn restricted_heeds_no_variable_of_whoever_connects() {
    let deal = Deal::sent();
    let folder = deal.folder("wu");
    let (mark, evil) = (deal.git.beside("it-ran"), deal.git.beside("evil"));
    program(&evil, &mark);
    for (key, value) in [("user.name", "Wu Hao"), ("user.email", "wu@vendor.example")] {
        deal.git.run_in(&folder, &["config", key, value]);
    }
    let config = deal.git.beside("evil-config");
    let settings = format!(
        "[gpg \"ssh\"]\n\tprogram = {0}\n[core]\n\tsshCommand = {0}\n",
        evil.display()
    );
    fs::write(&config, &settings).expect("settings");
    fs::create_dir_all(deal.git.beside("xdg/git")).expect("a folder");
    fs::write(deal.git.beside("xdg/git/config"), &settings).expect("settings");
    fs::create_dir_all(deal.git.beside("xdg/adidem")).expect("a folder");
    let stamps = format!("time-stamp: {} x\n", evil.display());
    fs::write(deal.git.beside("xdg/adidem/settings.yaml"), stamps).expect("settings");
    let (config, xdg) = (
        config.display().to_string(),
        deal.git.beside("xdg").display().to_string(),
    );
    let (written, evil) = (
        deal.git.beside("written").display().to_string(),
        evil.display().to_string(),
    );
    let count = [
        ("GIT_CONFIG_COUNT", "1"),
        ("GIT_CONFIG_KEY_0", "gpg.ssh.program"),
        ("GIT_CONFIG_VALUE_0", evil.as_str()),
    ];
    let parameters = format!("'gpg.ssh.program'='{evil}'");
    let run = |variables: &[(&str, &str)], arguments: &[&str]| {
        let mut command = deal.git.command(env!("CARGO_BIN_EXE_adidem"), &folder);
        command
            .env_remove("GIT_CONFIG_NOSYSTEM")
            .env_remove("GIT_CONFIG_GLOBAL")
            .envs(variables.iter().copied());
        command
            .args(["--restricted", "--env", "GIT_CONFIG_NOSYSTEM=1"])
            .args(arguments)
            .output()
            .expect("adidem")
    };
    for variables in [
        &[("GIT_CONFIG_GLOBAL", config.as_str())][..],
        &[("GIT_CONFIG_SYSTEM", config.as_str())],
        &[("XDG_CONFIG_HOME", xdg.as_str())],
        &count,
        &[("GIT_CONFIG_PARAMETERS", parameters.as_str())],
        &[("GIT_SSH_COMMAND", evil.as_str()), ("GIT_EXEC_PATH", xdg.as_str())],
        &[("GIT_TRACE", written.as_str()), ("GIT_TRACE2_EVENT", written.as_str())],
        &[("XDG_DATA_HOME", written.as_str())],
        &[("GIT_AUTHOR_NAME", "Somebody Else"), ("TMPDIR", written.as_str())],
    ] {
        for arguments in [
            &["accept", "deal", "fees", "--yes"][..],
            &["sync"],
            &["audit", "--cross-check"],
            &["trust", "deal", "customer", "--yes"],
        ] {
            let output = run(variables, arguments);
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(
                !Path::new(&mark).exists() && !Path::new(&written).exists(),
                "{variables:?} {arguments:?}: {said}"
            );
        }
    }
    let log = deal.git.run_in(&folder, &["log", "-1", "--format=%an"]);
    assert_eq!(log, "Wu Hao");
    // Whoever writes the forced command says what is set all the same.
    let output = run(
        &[("GIT_CONFIG_GLOBAL", "/dev/null")],
        &[
            "--env",
            &format!("GIT_CONFIG_GLOBAL={config}"),
            "accept",
            "deal",
            "term",
            "--yes",
        ],
    );
    assert!(Path::new(&mark).exists(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_label_called_head_does_not_keep_an_acceptance_from_being_sent() {
    let mut deal = Deal::sent();
    deal.git.run_in(
        &deal.folder("li"),
        &[
            "push",
            "--quiet",
            "origin",
            "HEAD:refs/tags/HEAD",
            "HEAD:refs/tags/main",
        ],
    );
    let folder = deal.folder("wu");
    deal.git.run_in(&folder, &["fetch", "--quiet", "--tags"]);
    deal.run_as("wu", &["accept", "deal", "fees", "--yes"]);
    deal.run_as("wu", &["sync"]);
    let there = deal
        .git
        .run_in(&deal.git.top().join("hub.git"), &["rev-parse", "refs/heads/main"]);
    assert_eq!(there, deal.git.run_in(&folder, &["rev-parse", "refs/heads/main"]));
}

#[test]
fn an_exchange_finds_its_branch_whatever_else_is_called_like_it() {
    let mut deal = Deal::sent();
    let (folder, hub) = (deal.folder("wu"), deal.git.top().join("hub.git"));
    let newest = deal.git.run_in(&hub, &["rev-parse", "main"]);
    for name in [
        "refs/heads/refs/heads/main",
        "refs/tags/refs/heads/main",
        "refs/heads/HEAD",
        "refs/heads/@",
        "refs/heads/origin/main",
    ] {
        deal.git.run_in(&hub, &["update-ref", name, &newest]);
        if name != "refs/heads/HEAD" {
            deal.git.run_in(&folder, &["update-ref", name, &newest]);
        }
    }
    for clause in ["fees", "term"] {
        deal.run_as("wu", &["accept", "deal", clause, "--yes"]);
        deal.run_as("wu", &["sync"]);
        let there = deal.git.run_in(&hub, &["rev-parse", "refs/heads/main"]);
        assert_eq!(there, deal.git.run_in(&folder, &["rev-parse", "refs/heads/main^0"]));
    }
    assert_eq!(
        deal.git.run_in(&hub, &["rev-parse", "refs/heads/refs/heads/main"]),
        newest
    );
    assert_eq!(
        deal.git.run_in(&folder, &["for-each-ref", "refs/adidem"]),
        "",
        "nothing of it stays"
    );
    deal.run_as("li", &["sync"]);
}

#[test]
fn the_guard_takes_no_reference_under_which_git_would_find_something_else() {
    let mut deal = Deal::guarded();
    let (folder, hub) = (deal.folder("wu"), deal.git.top().join("hub.git"));
    for name in [
        "refs/heads/refs/heads/main",
        "refs/tags/refs/heads/main",
        "refs/tags/HEAD",
        "refs/heads/HEAD",
        "refs/tags/main",
        "refs/tags/origin/main",
        "refs/heads/origin/main",
        "refs/heads/Main",
        "refs/heads/main/x",
        "refs/heads/heads/main",
        "refs/heads/@",
        "refs/tags/0123456789012345678901234567890123456789",
    ] {
        let pushed = deal.git.try_in(&folder, &["push", "origin", &format!("HEAD:{name}")]);
        let said = String::from_utf8_lossy(&pushed.stderr).into_owned();
        // Where files stand for names, git itself takes nothing below a branch.
        assert!(!pushed.status.success(), "{name}: {said}");
        assert!(
            said.contains("A02-push-name") || name == "refs/heads/main/x",
            "{name}: {said}"
        );
    }
    for name in ["refs/heads/li/draft", "refs/tags/v1", "refs/tags/signed-2026"] {
        deal.git
            .run_in(&folder, &["push", "--quiet", "origin", &format!("HEAD:{name}")]);
    }
    // One that was there before the guard can go; what somebody may follow cannot.
    let newest = deal.git.run_in(&hub, &["rev-parse", "main"]);
    deal.git
        .run_in(&hub, &["update-ref", "refs/heads/refs/heads/main", &newest]);
    deal.git
        .run_in(&folder, &["push", "--quiet", "origin", ":refs/heads/refs/heads/main"]);
    assert!(
        !deal
            .git
            .try_in(&folder, &["push", "origin", ":refs/heads/li/draft"])
            .status
            .success()
    );
    // Before anything is there, nothing takes the place of the shared branch.
    let empty = deal.git.top().join("empty.git");
    deal.git.run_in(
        &deal.git.top(),
        &["init", "--quiet", "--bare", "-b", "main", "empty.git"],
    );
    deal.run_as("li", &["guard", "--install", &empty.to_string_lossy()]);
    let pushed = deal
        .git
        .try_in(&folder, &["push", &empty.to_string_lossy(), "HEAD:refs/heads/main/x"]);
    assert!(String::from_utf8_lossy(&pushed.stderr).contains("A02-push-name"));
}

/// A change on top of what somebody has that adds one entry beside everything else.
fn with_entry(deal: &Deal, who: &str, mode: &str, name: &str, below: bool) -> String {
    let folder = deal.folder(who);
    let git = |arguments: &[&str], input: &str| {
        let mut command = deal.git.command("git", &folder);
        command.args(arguments);
        String::from_utf8(succeed(command, input.as_bytes()))
            .expect("text")
            .trim_end()
            .to_owned()
    };
    let file = git(&["hash-object", "-w", "--stdin"], "x");
    let (mode, id) = if below {
        ("40000", git(&["mktree", "-z"], &format!("100644 blob {file}\tx\0")))
    } else {
        (mode, file)
    };
    let kind = if mode == "40000" { "tree" } else { "blob" };
    let tree = git(&["ls-tree", "-z", "HEAD"], "");
    let tree = git(&["mktree", "-z"], &format!("{tree}{mode} {kind} {id}\t{name}\0"));
    git(&["commit-tree", "--no-gpg-sign", "-p", "HEAD", "-m", "Tidy", &tree], "")
}

#[test]
fn nobody_is_locked_out_by_a_file_that_git_brings_nowhere() {
    let mut deal = Deal::guarded();
    let folder = deal.folder("wu");
    let long = "n".repeat(256);
    for (mode, name, below) in [
        ("", "GIT~1", true),
        ("", ".git", true),
        ("", ".GIT", true),
        ("", ".git ", true),
        ("", ".g\u{200c}it", true),
        ("100644", "git~1", false),
        ("100644", &long, false),
        ("120000", ".gitmodules", false),
        ("100644", "a:b", false),
        ("100644", "aux.txt", false),
    ] {
        let change = with_entry(&deal, "wu", mode, name, below);
        for goal in ["refs/heads/main", "refs/heads/other", "refs/tags/other"] {
            let pushed = deal
                .git
                .try_in(&folder, &["push", "origin", &format!("{change}:{goal}")]);
            let said = String::from_utf8_lossy(&pushed.stderr).into_owned();
            assert!(
                !pushed.status.success() && said.contains("A22-path"),
                "{name:?} {goal}: {said}"
            );
        }
        if name == "GIT~1" {
            deal.git.run_in(&folder, &["update-ref", "refs/heads/look", &change]);
            let bare = deal.git.top().join("look.git");
            deal.git.run_in(
                &deal.git.top(),
                &["clone", "--quiet", "--bare", "-b", "look", "wu", "look.git"],
            );
            let mut audit = deal.git.command(env!("CARGO_BIN_EXE_adidem"), &bare);
            let output = audit.args(["audit", "--json"]).output().expect("adidem");
            assert!(
                String::from_utf8_lossy(&output.stdout).contains("A22-path"),
                "the audit says so as well"
            );
        }
    }
    // What a member writes beside the contracts is taken.
    for (branch, name) in [("read", "README.md"), ("words", "说明.txt"), ("left-out", ".gitignore")] {
        let change = with_entry(&deal, "wu", "100644", name, false);
        deal.git.run_in(
            &folder,
            &["push", "--quiet", "origin", &format!("{change}:refs/heads/{branch}")],
        );
    }
    deal.run_as("wu", &["sync"]);
}

#[test]
fn attributes_that_reach_contracts_are_refused_however_their_file_is_stored_and_written() {
    let mut deal = Deal::guarded();
    let folder = deal.folder("wu");
    let start = deal.git.run_in(&folder, &["rev-parse", "HEAD"]);
    let push = |deal: &Deal, mode: &str, file: &str, text: &str| {
        deal.git.run_in(&folder, &["reset", "--quiet", "--hard", &start]);
        let mut command = deal.git.command("git", &folder);
        command.args(["hash-object", "-w", "--stdin"]);
        let id = String::from_utf8(succeed(command, text.as_bytes()))
            .expect("text")
            .trim_end()
            .to_owned();
        deal.git.run_in(
            &folder,
            &["update-index", "--add", "--cacheinfo", &format!("{mode},{id},{file}")],
        );
        deal.git.run_in(
            &folder,
            &["-c", "commit.gpgsign=false", "commit", "--quiet", "-m", "House style"],
        );
        let pushed = deal.git.try_in(&folder, &["push", "origin", "HEAD:main"]);
        (
            pushed.status.success(),
            String::from_utf8_lossy(&pushed.stderr).into_owned(),
        )
    };
    deal.git.by("Wu Hao <wu@vendor.example>");
    let encoding = "-diff working-tree-encoding=UTF-16LE";
    for (mode, file, pattern) in [
        ("100755", ".gitattributes", "/contracts/*.yaml"),
        ("100644", ".GITATTRIBUTES", "*.yaml"),
        ("100644", ".gitattributes", "*.yam\\l"),
        ("100644", ".gitattributes", "deal.y[a]m\\l"),
        ("100644", ".gitattributes", "*.YAML"),
        ("100644", ".gitattributes", "CONTRACTS/**"),
        ("100755", "contracts/.gitattributes", "*"),
        ("100644", ".gitattributes", "*[[:alpha:]]"),
        ("100644", ".gitattributes", "\u{feff}/contracts/?eal.yaml"),
        ("100644", ".gitattributes", "\"/contracts/deal.yaml\""),
    ] {
        let (taken, said) = push(&deal, mode, file, &format!("{pattern} {encoding}\n"));
        assert!(!taken && said.contains("A22-"), "{mode} {file} {pattern}: {said}");
    }
    let (taken, said) = push(&deal, "120000", ".gitattributes", "elsewhere");
    assert!(!taken && said.contains("A22-kind"), "{said}");
    let (taken, said) = push(
        &deal,
        "100644",
        ".gitattributes",
        "# ordinary\n* text=auto\n*.png binary\n",
    );
    assert!(taken, "{said}");
}
