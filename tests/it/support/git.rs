//! Stock git in a folder of its own, deaf to everything that the machine's user has configured.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A temporary folder with a home and a repository in it. The same calls always make the same history.
pub(crate) struct Git {
    kept: tempfile::TempDir,
    author: (String, String),
    clock: u64,
    zone: String,
}

/// The first second of every made-up history: 2026-01-05 09:00 in Shanghai.
const BEGIN: u64 = 1_767_574_800;

/// A folder for what programs keep for their user, for everything that these tests do in their own process: never that of
/// whoever runs them. Programs that they start get it as `XDG_DATA_HOME`, where they are to know the same.
pub(crate) fn own_data() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("adidem-tests-{}", std::process::id()));
    adidem::session::keep_in(folder.join("adidem"));
    folder
}

/// Runs a program on an input; gives what it prints.
pub(crate) fn succeed(mut command: Command, input: &[u8]) -> Vec<u8> {
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut running = command.spawn().expect("the program can be started");
    running
        .stdin
        .take()
        .expect("an input")
        .write_all(input)
        .expect("the input");
    let output = running.wait_with_output().expect("an end");
    assert!(
        output.status.success(),
        "{command:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    output.stdout
}

impl Git {
    /// A new, empty repository with a working folder.
    pub(crate) fn new() -> Self {
        let git = Self::nowhere();
        git.run(&["init", "--quiet"]);
        git
    }

    /// A home and an empty folder, no repository yet.
    pub(crate) fn nowhere() -> Self {
        own_data();
        let kept = tempfile::tempdir().expect("a temporary folder");
        let git = Self {
            kept,
            author: ("A".into(), "a@firm.example".into()),
            clock: 0,
            zone: "+0800".into(),
        };
        for folder in [git.top(), git.home()] {
            fs::create_dir(folder).expect("a folder");
        }
        fs::write(git.home().join("config"), "[init]\n\tdefaultBranch = main\n").expect("a configuration");
        git
    }

    /// Where the repository's files lie.
    pub(crate) fn top(&self) -> PathBuf {
        self.kept.path().join("deal")
    }

    /// A path beside the repository.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.kept.path().join(name)
    }

    fn home(&self) -> PathBuf {
        self.kept.path().join("home")
    }

    /// Who makes the next changes: `Name <e-mail>`.
    pub(crate) fn by(&mut self, who: &str) -> &mut Self {
        let (name, email) = who.split_once(" <").expect("Name <e-mail>");
        self.author = (name.to_owned(), email.trim_end_matches('>').to_owned());
        self
    }

    /// The time zone of the next changes.
    pub(crate) fn zone(&mut self, zone: &str) -> &mut Self {
        zone.clone_into(&mut self.zone);
        self
    }

    /// The command, ready to be given arguments; for programs other than git, too.
    pub(crate) fn command(&self, program: &str, folder: &Path) -> Command {
        let date = format!("{} {}", BEGIN + self.clock * 3600, self.zone);
        let mut command = Command::new(program);
        command.current_dir(folder).env_clear();
        for kept in ["PATH", "TMPDIR", "SystemRoot"] {
            if let Some(value) = std::env::var_os(kept) {
                command.env(kept, value);
            }
        }
        let (name, email) = &self.author;
        command
            .env("HOME", self.home())
            .env("GIT_CONFIG_GLOBAL", self.home().join("config"));
        command
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("GIT_EDITOR", "true");
        command.env("LC_ALL", "C.UTF-8").env("LANGUAGE", "C").env("TZ", "UTC");
        command
            .env("GIT_AUTHOR_NAME", name)
            .env("GIT_AUTHOR_EMAIL", email)
            .env("GIT_AUTHOR_DATE", &date);
        command
            .env("GIT_COMMITTER_NAME", name)
            .env("GIT_COMMITTER_EMAIL", email)
            .env("GIT_COMMITTER_DATE", &date);
        command
    }

    /// Runs git in a folder and tells what came of it.
    pub(crate) fn try_in(&self, folder: &Path, arguments: &[&str]) -> Output {
        self.command("git", folder)
            .args(arguments)
            .output()
            .expect("git can be started")
    }

    /// Runs git in a folder, which has to succeed; its output without the last line end.
    pub(crate) fn run_in(&self, folder: &Path, arguments: &[&str]) -> String {
        let output = self.try_in(folder, arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {}: {said}", arguments.join(" "));
        String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
    }

    /// Runs git in the repository.
    pub(crate) fn run(&self, arguments: &[&str]) -> String {
        self.run_in(&self.top(), arguments)
    }

    /// Writes a file below the top, with its folders.
    pub(crate) fn file(&self, path: &str, content: &str) -> &Self {
        let file = self.top().join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("its folder");
        fs::write(file, content).expect("the file");
        self
    }

    /// Records everything in the working folder, an hour after the last time; gives its id.
    pub(crate) fn record(&mut self, message: &str) -> String {
        self.clock += 1;
        self.run(&["add", "--all"]);
        self.run(&[
            "commit",
            "--quiet",
            "--allow-empty",
            "--cleanup=verbatim",
            "--message",
            message,
        ]);
        self.run(&["rev-parse", "HEAD"])
    }

    /// Writes one file and records it.
    pub(crate) fn change(&mut self, path: &str, content: &str, message: &str) -> String {
        self.file(path, content);
        self.record(message)
    }

    /// Brings another branch into this one; conflicts are left to be settled and recorded.
    pub(crate) fn merge(&mut self, branch: &str, strategy: &[&str]) -> String {
        self.clock += 1;
        let arguments = [&["merge", "--quiet", "--no-ff", "--no-edit"], strategy, &[branch]].concat();
        self.run(&arguments);
        self.run(&["rev-parse", "HEAD"])
    }

    /// Feeds a stream to `git fast-import`: whole histories at once.
    pub(crate) fn import(&self, stream: &str) {
        let mut import = self.command("git", &self.top());
        import.args(["fast-import", "--quiet", "--force"]).stdin(Stdio::piped());
        let mut running = import.spawn().expect("git can be started");
        running
            .stdin
            .take()
            .expect("an input")
            .write_all(stream.as_bytes())
            .expect("the stream");
        assert!(
            running.wait().expect("an end").success(),
            "git fast-import refused\n{stream}"
        );
    }
}
