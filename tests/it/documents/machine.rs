//! The page for whoever runs a server, on a machine of its own: users, groups and folders that nobody else sees.
//!
//! It is made of the kernel's mount namespaces, for which one has to be root; where that cannot be had, the test says so.

use super::blocks::{Block, blocks};
use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

/// Where a distribution's own programs are: the `git` there reads `/etc/gitconfig`, as libgit2 does; one that was built for
/// another place has settings of its own for all users.
const SYSTEM: &str = "/usr/bin:/bin:/usr/sbin:/sbin";

/// Whether a machine of one's own can be had here.
fn can_be_had() -> bool {
    let tried = Command::new("unshare")
        .args([
            "--mount",
            "sh",
            "-c",
            "mount -t tmpfs none /srv && for one in git useradd setpriv ssh-keygen; do command -v $one || exit 1; done",
        ])
        .env("PATH", SYSTEM)
        .output();
    tried.is_ok_and(|tried| tried.status.success())
}

/// How the first round is sent, with the contract of the other page.
fn first_round(week: &str) -> String {
    let contract = blocks(week)
        .into_iter()
        .find(|block| block.language == "yaml")
        .expect("a contract")
        .text;
    let lines = contract.lines().filter(|line| !line.contains("AAAA… nora"));
    let contract = lines
        .collect::<Vec<_>>()
        .join("\n")
        .replace("ssh-ed25519 AAAA… li.jing@yunfan.example", "KEY");
    format!(
        "cd ~/acme\nmkdir contracts\ncat > contracts/crm.yaml <<'END'\n{contract}\nEND\nsed -i \"s#KEY#$(cat ~/.ssh/id_ed25519.pub)#\" contracts/crm.yaml\nadidem send crm --yes\nadidem sync\n"
    )
}

/// The machine as a script: it makes itself, then runs each piece as its user.
fn machine(top: &Path, pieces: &[(String, String)]) -> String {
    let folder = top.display();
    let mut script = format!(
        "set -e\ncp -a /etc {folder}/etc\nmount --bind {folder}/etc /etc\nrm -f /etc/gitconfig\nfor place in /srv /home /var/backups; do mkdir -p $place; mount -t tmpfs -o mode=755 none $place; done\nset +e\nPATH={folder}/bin:{SYSTEM}\n"
    );
    for (at, (user, text)) in pieces.iter().enumerate() {
        let file = top.join(format!("{at}.sh"));
        let text = format!("exec 2>&1\ncd \"$(cat ~/.where 2>/dev/null || echo ~)\"\n{text}\npwd > ~/.where\n");
        fs::write(&file, text).expect("a script");
        let (become_them, home) = if user == "root" {
            (String::new(), format!("{folder}/root"))
        } else {
            (
                format!("setpriv --reuid={user} --regid={user} --init-groups "),
                format!("/home/{user}"),
            )
        };
        let _ = writeln!(
            script,
            "{become_them}env -i HOME={home} USER={user} PATH=\"$PATH\" LC_ALL=C.UTF-8 COLUMNS=120 PAGER=cat TZ=UTC sh -e {} > {folder}/{at}.out\necho $? > {folder}/{at}.status",
            file.display()
        );
    }
    script
}

/// Lives through the page.
pub(super) fn live(page: &str, all: &[Block], week: &str) {
    if !can_be_had() {
        println!("skipped: a machine of its own takes root, unshare, setpriv and useradd");
        return;
    }
    let kept = tempfile::tempdir().expect("a folder");
    let top = kept.path();
    fs::set_permissions(top, fs::Permissions::from_mode(0o755)).expect("rights");
    for folder in ["bin", "root"] {
        fs::create_dir(top.join(folder)).expect("a folder");
    }
    fs::copy(env!("CARGO_BIN_EXE_adidem"), top.join("bin/adidem")).expect("the program");
    let run: Vec<&Block> = all
        .iter()
        .filter(|block| block.is_run() || block.language == "meanwhile")
        .collect();
    let pieces: Vec<(String, String)> = run
        .iter()
        .map(|block| {
            let user = block.by.clone().unwrap_or_else(|| "root".to_owned());
            let text = if block.language == "meanwhile" {
                first_round(week)
            } else {
                block.text.clone()
            };
            (user, text)
        })
        .collect();
    let script = top.join("machine.sh");
    fs::write(&script, machine(top, &pieces)).expect("the script");
    let made = Command::new("unshare")
        .args(["--mount", "bash"])
        .arg(&script)
        .output()
        .expect("unshare");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let mut last: Option<(usize, String)> = None;
    let mut at = 0;
    for block in all {
        if block.is_run() || block.language == "meanwhile" {
            let read = |ending: &str| fs::read_to_string(top.join(format!("{at}.{ending}"))).expect("what came of it");
            let (output, status) = (read("out"), read("status"));
            assert_eq!(
                status.trim(),
                block.status().to_string(),
                "{page}, line {}: {}\n{output}",
                block.line,
                block.text
            );
            last = Some((block.section, output));
            at += 1;
        } else if block.language == "sh" {
            last = None;
        } else if block.language == "text"
            && let Some((_, output)) = last.as_ref().filter(|(section, _)| *section == block.section)
        {
            block.assert_shown(page, output);
        }
    }
    assert!(at > 8, "{at} blocks were run");
}
