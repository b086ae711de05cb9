//! Pages whose commands people type: each with a home, a key and a terminal of their own.

use super::blocks::Block;
use super::top;
use crate::support::{Git, Pty};
use portable_pty::CommandBuilder;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Who types: the name on the page, the full name and the address.
const ENGLISH: [(&str, &str, &str); 2] = [
    ("li", "Li Jing", "li.jing@yunfan.example"),
    ("nora", "Nora Byrne", "nora.byrne@lumenfold.example"),
];
const CHINESE: [(&str, &str, &str); 2] = [
    ("li", "李静", "li.jing@yunfan.example"),
    ("sun", "孙悦", "sun.yue@chengming.example"),
];

/// What a script leaves behind: the folder in which its terminal is now.
const WHERE: &str = ".where";

struct Desk {
    git: Git,
    chinese: bool,
}

impl Desk {
    fn new(chinese: bool) -> Self {
        let desk = Self {
            git: Git::nowhere(),
            chinese,
        };
        for (who, name, email) in desk.people() {
            let home = desk.home(who);
            fs::create_dir_all(home.join(".ssh")).expect("a home");
            let key = home.join(".ssh/id_ed25519");
            let made = desk
                .git
                .command("ssh-keygen", &home)
                .args(["-q", "-t", "ed25519", "-N", "", "-C", email, "-f"])
                .arg(&key)
                .status();
            assert!(made.expect("ssh-keygen").success());
            let configuration = format!(
                "[user]\n\tname = {name}\n\temail = {email}\n\tsigningkey = {}.pub\n[gpg]\n\tformat = ssh\n[init]\n\tdefaultBranch = main\n[url \"{}/\"]\n\tinsteadOf = contracts.example:\n",
                key.display(),
                desk.git.beside("far").display()
            );
            fs::write(home.join(".gitconfig"), configuration).expect("a configuration");
            for sample in fs::read_dir(top().join("docs/samples")).expect("samples") {
                let sample = sample.expect("a sample").path();
                fs::copy(&sample, home.join(sample.file_name().expect("its name"))).expect("a copy");
            }
        }
        let shared = desk.git.beside("far/srv/contracts/acme.git");
        let mut command = desk.command("li", &desk.home("li"), env!("CARGO_BIN_EXE_adidem"));
        let made = command
            .args(["init", "--shared"])
            .arg(&shared)
            .output()
            .expect("it starts");
        assert!(made.status.success(), "{made:?}");
        desk
    }

    fn people(&self) -> [(&'static str, &'static str, &'static str); 2] {
        if self.chinese { CHINESE } else { ENGLISH }
    }

    fn home(&self, who: &str) -> PathBuf {
        self.git.beside(who)
    }

    fn environment(&self, who: &str) -> Vec<(&'static str, String)> {
        let program = Path::new(env!("CARGO_BIN_EXE_adidem")).parent().expect("its folder");
        let path = std::env::var("PATH").expect("a PATH");
        vec![
            ("HOME", self.home(who).display().to_string()),
            ("PATH", format!("{}:{path}", program.display())),
            (
                "LC_ALL",
                if self.chinese { "zh_CN.UTF-8" } else { "C.UTF-8" }.to_owned(),
            ),
            ("GIT_CONFIG_NOSYSTEM", "1".to_owned()),
            ("COLUMNS", "120".to_owned()),
            ("PAGER", "cat".to_owned()),
            ("TZ", "UTC".to_owned()),
        ]
    }

    fn command(&self, who: &str, folder: &Path, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(folder).env_clear().envs(self.environment(who));
        command
    }

    /// Where somebody's terminal is.
    fn folder(&self, who: &str) -> PathBuf {
        let home = self.home(who);
        fs::read_to_string(home.join(WHERE)).map_or(home, |folder| PathBuf::from(folder.trim_end()))
    }

    /// A file as it stands on a page, with people's own keys in it.
    fn file(&self, who: &str, path: &str, content: &str) {
        let mut content = content.to_owned();
        for (member, _, email) in self.people() {
            let key = fs::read_to_string(self.home(member).join(".ssh/id_ed25519.pub")).expect("a key");
            content = content.replace(&format!("ssh-ed25519 AAAA… {email}"), key.trim_end());
        }
        fs::write(self.folder(who).join(path), content).expect("the file");
    }

    /// Types commands and gives the exit status with what was printed.
    fn run(&self, who: &str, folder: &Path, block: &Block) -> (u32, String) {
        let script = format!("exec 2>&1\n{}pwd > ~/{WHERE}\n", block.text);
        let Some(answers) = block.mark("answers") else {
            let output = self
                .command(who, folder, "sh")
                .args(["-e", "-c", &script])
                .output()
                .expect("sh");
            let status = output.status.code().expect("an end").unsigned_abs();
            return (status, String::from_utf8(output.stdout).expect("UTF-8"));
        };
        let mut command = CommandBuilder::new("sh");
        command.args(["-e", "-c", &script]);
        let environment = self.environment(who);
        let environment: Vec<(&str, &str)> = environment
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let home = self.home(who);
        let mut terminal = Pty::start((folder, &home), command, true, &environment);
        for (at, answer) in answers.split(' ').enumerate() {
            terminal.wait("a question", |received| {
                String::from_utf8_lossy(&received.bytes).matches("[y/N]").count() > at
            });
            terminal.press(&format!("{answer}\r"));
        }
        let status = terminal.ended().exit_code();
        terminal.wait("the end", |received| received.ended);
        (status, String::from_utf8_lossy(&terminal.bytes()).into_owned())
    }
}

/// Lives through a page; gives how many blocks of commands were run.
pub(super) fn live(page: &str, blocks: &[Block], chinese: bool) -> usize {
    let desk = Desk::new(chinese);
    let demo = desk.git.beside("demo");
    if blocks.iter().any(|block| block.mark("in the demonstration").is_some()) {
        let mut command = desk.command("li", &desk.home("li"), env!("CARGO_BIN_EXE_adidem"));
        let made = command
            .args(["demo", "--no-open", "--dir"])
            .arg(&demo)
            .output()
            .expect("it starts");
        assert!(made.status.success(), "{made:?}");
    }
    let mut last: Option<(usize, String)> = None;
    let mut runs = 0;
    for block in blocks {
        let who = block.by.as_deref().unwrap_or("li");
        match block.language.as_str() {
            "sh" if block.is_run() => {
                let folder = if block.mark("in the demonstration").is_some() {
                    demo.clone()
                } else {
                    desk.folder(who)
                };
                let (status, output) = desk.run(who, &folder, block);
                assert_eq!(
                    status,
                    block.status(),
                    "{page}, line {}: {}\n{output}",
                    block.line,
                    block.text
                );
                last = Some((block.section, output));
                runs += 1;
            }
            "sh" => last = None,
            "text" => {
                if let Some((_, output)) = last.as_ref().filter(|(section, _)| *section == block.section) {
                    block.assert_shown(page, output);
                }
            }
            _ => {
                if let Some(path) = block.mark("file") {
                    desk.file(who, path, &block.text);
                }
            }
        }
    }
    runs
}
