//! Signing with the user's own key, as git is configured; stock git and `ssh-keygen` accept what comes of it.

use std::fs;
use std::path::PathBuf;

use adidem::history::{KeyError, POSITIONS, SIGNED_CHANGE};

use super::child::{INTERACTIVE, record_one, recorder};
use super::*;

/// A key made by `ssh-keygen`, set as the signing key of a repository.
fn with_key(kind: &str, passphrase: &str) -> (Git, PathBuf) {
    let mut git = Git::new();
    git.change("contracts/crm.yaml", "one\n", "one");
    let key = git.beside("key");
    let made = git
        .command("ssh-keygen", &git.top())
        .args(["-q", "-t", kind, "-C", "anna's key", "-N", passphrase, "-f"])
        .arg(&key)
        .output()
        .expect("ssh-keygen");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    git.run(&["config", "gpg.format", "ssh"]);
    git.run(&["config", "user.signingkey", &key.to_string_lossy()]);
    let line = fs::read_to_string(git.beside("key.pub")).expect("a key");
    fs::write(git.beside("signers"), format!("anna@beacon.example {line}")).expect("written");
    git.run(&[
        "config",
        "gpg.ssh.allowedSignersFile",
        &git.beside("signers").to_string_lossy(),
    ]);
    (git, key)
}

/// Both stock programs take the signatures for what they are.
fn check_accepted(git: &Git, id: &str) {
    let verified = git.try_in(&git.top(), &["verify-commit", id]);
    assert!(
        verified.status.success(),
        "{}",
        String::from_utf8_lossy(&verified.stderr)
    );
    let key = open(&git.top()).user_key().expect("a key").expect("a key");
    let record = git.beside("record.yaml");
    fs::write(&record, "seq: 1\n").expect("written");
    let armour = key.sign(POSITIONS, b"seq: 1\n", None).expect("a signature");
    fs::write(git.beside("record.yaml.sig"), armour + "\n").expect("written");
    let verify = |namespace: &str| {
        let mut verify = git.command("ssh-keygen", &git.top());
        verify
            .args(["-Y", "verify", "-I", "anna@beacon.example", "-n", namespace, "-f"])
            .arg(git.beside("signers"));
        verify
            .arg("-s")
            .arg(git.beside("record.yaml.sig"))
            .stdin(fs::File::open(&record).expect("a record"));
        verify.output().expect("ssh-keygen").status.success()
    };
    assert!(verify(POSITIONS));
    assert!(!verify(SIGNED_CHANGE));
}

#[test]
fn keys_of_every_usual_kind_sign_and_stock_tools_accept_it() {
    for kind in ["ed25519", "ecdsa", "rsa"] {
        let (git, path) = with_key(kind, "");
        let key = open(&git.top()).user_key().expect("a key").expect("a key");
        let line = fs::read_to_string(git.beside("key.pub")).expect("a key");
        assert!(
            line.starts_with(&format!("{} ", key.public_key().expect("a key"))),
            "{kind}"
        );
        let listed = git
            .command("ssh-keygen", &git.top())
            .arg("-lf")
            .arg(&path)
            .output()
            .expect("ssh-keygen");
        assert!(
            String::from_utf8_lossy(&listed.stdout).contains(&key.fingerprint()),
            "{kind}"
        );
        let id = record_one(&open(&git.top())).expect("recorded").to_string();
        check_accepted(&git, &id);

        // The public half names the key as well, and a private key needs no public half beside it.
        git.run(&["config", "user.signingkey", &git.beside("key.pub").to_string_lossy()]);
        check_accepted(&git, &record_one(&open(&git.top())).expect("recorded").to_string());
        git.run(&["config", "user.signingkey", &path.to_string_lossy()]);
        fs::remove_file(git.beside("key.pub")).expect("removed");
        check_accepted(&git, &record_one(&open(&git.top())).expect("recorded").to_string());
    }
}

#[test]
fn a_key_in_the_home_folder_may_be_named_by_a_tilde() {
    let (git, path) = with_key("ed25519", "");
    let home = git.beside("home");
    fs::rename(&path, home.join("key")).expect("moved");
    git.run(&["config", "user.signingkey", "~/key"]);
    let done = recorder(&git, &git.top(), 1).output().expect("a process");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stdout));
    git.run(&["verify-commit", "HEAD"]);
}

#[test]
fn a_locked_key_signs_through_the_agent_and_else_says_how_to_unlock_it() {
    let (git, path) = with_key("ed25519", "five words");
    let locked = recorder(&git, &git.top(), 1)
        .env("SSH_AUTH_SOCK", "")
        .output()
        .expect("a process");
    let said = String::from_utf8_lossy(&locked.stdout).into_owned() + &String::from_utf8_lossy(&locked.stderr);
    assert!(
        !locked.status.success() && said.contains("is locked with a passphrase"),
        "{said}"
    );
    assert_eq!(git.run(&["log", "--format=%s"]), "one");

    let agent = git
        .command("ssh-agent", &git.top())
        .arg("-s")
        .output()
        .expect("ssh-agent");
    let agent = String::from_utf8_lossy(&agent.stdout).into_owned();
    let value = |name: &str| {
        let from = agent.split(&format!("{name}=")).nth(1).expect("said by the agent");
        from.split(';').next().expect("a value").to_owned()
    };
    let (socket, process) = (value("SSH_AUTH_SOCK"), value("SSH_AGENT_PID"));
    let answer = git.beside("answer");
    fs::write(&answer, "#!/bin/sh\necho five words\n").expect("written");
    git.command("chmod", &git.top())
        .arg("755")
        .arg(&answer)
        .status()
        .expect("chmod");
    let mut add = git.command("ssh-add", &git.top());
    add.env("SSH_AUTH_SOCK", &socket)
        .env("SSH_ASKPASS", &answer)
        .env("SSH_ASKPASS_REQUIRE", "force")
        .arg(&path);
    let added = add.output().expect("ssh-add");

    let line = fs::read_to_string(git.beside("key.pub")).expect("a key");
    let mut outcomes = Vec::new();
    let by_command = "by the agent's command";
    for name in [
        &*path.to_string_lossy(),
        &format!("key::{line}"),
        line.trim(),
        by_command,
    ] {
        if name == by_command {
            git.run(&["config", "--unset", "user.signingkey"]);
            git.run(&["config", "--global", "gpg.ssh.defaultKeyCommand", "ssh-add -L"]);
        } else {
            git.run(&["config", "user.signingkey", name]);
        }
        let done = recorder(&git, &git.top(), 1)
            .env("SSH_AUTH_SOCK", &socket)
            .output()
            .expect("a process");
        let verified = git.try_in(&git.top(), &["verify-commit", "HEAD"]).status.success();
        outcomes.push((
            name.to_owned(),
            String::from_utf8_lossy(&done.stdout).into_owned(),
            verified,
        ));
    }
    git.command("kill", &git.top())
        .arg(&process)
        .status()
        .expect("the agent ends");
    assert!(added.status.success(), "{}", String::from_utf8_lossy(&added.stderr));
    for (name, said, verified) in outcomes {
        assert!(verified && said.contains("recorded "), "{name}: {said}");
    }
    assert_eq!(git.run(&["rev-list", "--count", "HEAD"]), "5");
}

#[test]
fn a_passphrase_is_asked_for_only_where_somebody_can_answer() {
    let (git, _) = with_key("ed25519", "five words");
    let answer = git.beside("answer");
    let recorded = |words: &str, interactive: &str| {
        fs::write(&answer, format!("#!/bin/sh\necho {words}\n")).expect("written");
        git.command("chmod", &git.top())
            .arg("755")
            .arg(&answer)
            .status()
            .expect("chmod");
        let mut recording = recorder(&git, &git.top(), 1);
        recording
            .env("SSH_ASKPASS", &answer)
            .env("SSH_ASKPASS_REQUIRE", "force")
            .env(INTERACTIVE, interactive);
        let done = recording.output().expect("a process");
        let said = String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr);
        (done.status.success(), said)
    };
    let (done, said) = recorded("four words", "yes");
    assert!(
        !done && said.contains("that was not the passphrase of your key"),
        "{said}"
    );
    let (done, said) = recorded("five words", "no");
    assert!(!done && said.contains("is locked with a passphrase"), "{said}");
    assert_eq!(git.run(&["log", "--format=%s"]), "one");
    let (done, said) = recorded("five words", "yes");
    assert!(done, "{said}");
    git.run(&["verify-commit", "HEAD"]);
}

#[test]
fn each_thing_that_may_be_wrong_with_a_key_has_an_error_of_its_own() {
    let (git, path) = with_key("ed25519", "");
    let repository = || open(&git.top());
    let wrong = || match repository().user_key() {
        Err(Error::Key(error)) => error,
        Ok(Some(key)) => match key.sign(SIGNED_CHANGE, b"x", None) {
            Err(Error::Key(error)) => error,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    };
    // Programs are those of the user's own settings, which belong to a process.
    let said = || {
        let done = recorder(&git, &git.top(), 1).output().expect("a process");
        String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr)
    };
    git.run(&["config", "--global", "gpg.ssh.program", "no-such-program"]);
    assert!(
        said().contains("the signing program `no-such-program` cannot be started"),
        "{}",
        said()
    );
    git.run(&["config", "--global", "--unset", "gpg.ssh.program"]);
    git.run(&["config", "gpg.ssh.program", "no-such-program"]);
    assert!(
        repository()
            .user_key()
            .expect("a key")
            .is_some_and(|key| key.sign(SIGNED_CHANGE, b"x", None).is_ok())
    );
    git.run(&["config", "--unset", "gpg.ssh.program"]);

    let line = fs::read_to_string(git.beside("key.pub")).expect("a key");
    fs::rename(&path, git.beside("elsewhere")).expect("moved");
    git.run(&["config", "user.signingkey", &git.beside("key.pub").to_string_lossy()]);
    assert!(matches!(wrong(), KeyError::NoPrivateKey(_)), "{:?}", wrong());
    git.run(&["config", "user.signingkey", &format!("key::{line}")]);
    assert!(matches!(wrong(), KeyError::NotInAgent(_)), "{:?}", wrong());
    git.run(&["config", "user.signingkey", "ssh-ed25519 AAAA"]);
    assert!(matches!(wrong(), KeyError::NotAKey(_)));
    git.run(&["config", "user.signingkey", &git.beside("nowhere").to_string_lossy()]);
    assert_eq!(wrong(), KeyError::NoFile(git.beside("nowhere")));
    fs::write(git.beside("nowhere"), "no key\n").expect("written");
    assert_eq!(
        wrong(),
        KeyError::NoPublicKey {
            path: git.beside("nowhere")
        }
    );
    // A key that cannot be used keeps anything from being recorded.
    assert!(matches!(record_one(&repository()), Err(Error::Key(_))));
    assert_eq!(git.run(&["log", "--format=%s"]), "one");

    git.run(&["config", "--unset", "user.signingkey"]);
    for command in ["false", "echo nothing", "no-such-program", "'open"] {
        git.run(&["config", "--global", "gpg.ssh.defaultKeyCommand", command]);
        assert!(
            said().contains("which git asks for your signing key, gave none"),
            "{command}: {}",
            said()
        );
    }
    git.run(&["config", "--global", "--unset", "gpg.ssh.defaultKeyCommand"]);
    git.run(&["config", "gpg.ssh.defaultKeyCommand", "ssh-add -L"]);
    assert!(repository().user_key().expect("a configuration").is_none());
    git.run(&["config", "gpg.format", "x509"]);
    assert_eq!(wrong(), KeyError::Format("x509".into()));
}
