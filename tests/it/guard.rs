//! The guard of a shared repository that is reached over a real `sshd` on this machine alone.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use crate::support::Deal;

/// A server of the test's own, with settings, keys and a port of its own; it ends with the value.
struct Server {
    running: Child,
    port: u16,
    folder: PathBuf,
}

/// Where the server's program lies; it has to be called by its whole path.
const SERVERS: [&str; 3] = ["/usr/sbin/sshd", "/usr/local/sbin/sshd", "/usr/bin/sshd"];

impl Server {
    /// Starts the server; `None`, with the reason printed, where there is none or it cannot run.
    fn start(deal: &Deal) -> Option<Self> {
        let Some(program) = SERVERS.into_iter().find(|program| Path::new(program).exists()) else {
            println!("skipped: sshd is not installed here");
            return None;
        };
        let folder = deal.git.beside("ssh");
        fs::create_dir(&folder).expect("a folder");
        for name in ["host", "user"] {
            let mut made = deal.git.command("ssh-keygen", &folder);
            made.args(["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", name]);
            assert!(made.status().expect("ssh-keygen").success());
        }
        fs::copy(folder.join("user.pub"), folder.join("authorized")).expect("a list");
        // Another process may take a free port before the server does: then it says so, and gets the next one.
        for _ in 0..20 {
            let port = free_port();
            let host = fs::read_to_string(folder.join("host.pub")).expect("a key");
            fs::write(folder.join("known"), format!("[127.0.0.1]:{port} {host}")).expect("a list");
            let settings = format!(
                "Port {port}\nListenAddress 127.0.0.1\nHostKey {0}/host\nAuthorizedKeysFile {0}/authorized\n\
                 PidFile none\nUsePAM no\nStrictModes no\nPasswordAuthentication no\n\
                 KbdInteractiveAuthentication no\nPermitRootLogin prohibit-password\nPermitUserRC no\n\
                 SetEnv HOME={0} GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1\n",
                folder.display()
            );
            fs::write(folder.join("settings"), settings).expect("settings");
            let mut server = deal.git.command(program, &folder);
            server.args(["-D", "-e", "-f"]).arg(folder.join("settings")).stderr(Stdio::piped());
            let mut running = server.spawn().expect("sshd");
            let mut said = String::new();
            let mut lines = BufReader::new(running.stderr.take().expect("what it says"));
            while !said.contains("Server listening") && lines.read_line(&mut said).expect("a line") > 0 {}
            if said.contains("Server listening") {
                // What it goes on to say must not fill the pipe.
                std::thread::spawn(move || std::io::copy(&mut lines, &mut std::io::sink()));
                return Some(Self { running, port, folder });
            }
            running.wait().expect("an end");
            if !said.contains("Address already in use") {
                println!("skipped: sshd cannot run here: {said}");
                return None;
            }
        }
        panic!("no port was free");
    }

    /// Pushes from somebody's folder over the server.
    fn push(&self, deal: &Deal, who: &str, arguments: &[&str]) -> Output {
        let folder = self.folder.display();
        let ssh = format!(
            "ssh -F none -p {} -i {folder}/user -o IdentitiesOnly=yes -o BatchMode=yes -o StrictHostKeyChecking=yes \
             -o UserKnownHostsFile={folder}/known -o LogLevel=ERROR",
            self.port
        );
        let user = deal.git.command("id", &self.folder).arg("-un").output().expect("id").stdout;
        let user = String::from_utf8(user).expect("a name");
        let address =
            format!("ssh://{}@127.0.0.1:{}{}", user.trim(), self.port, deal.git.top().join("hub.git").display());
        let mut git: Command = deal.git.command("git", &deal.folder(who));
        git.env("GIT_SSH_COMMAND", ssh).arg("push").args(arguments).args([&address, "HEAD:main"]);
        git.output().expect("git")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.running.kill();
        let _ = self.running.wait();
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    listener.local_addr().expect("its address").port()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_push_over_ssh_is_taken_when_honest_and_refused_in_words_when_not() {
    let mut deal = Deal::new();
    let hub = deal.git.top().join("hub.git");
    deal.draft("li");
    deal.run_as("li", &["send", "deal"]);
    deal.run_as("li", &["guard", "--install", &hub.to_string_lossy()]);
    let Some(server) = Server::start(&deal) else { return };
    let shared = |deal: &Deal| deal.git.run_in(&hub, &["rev-parse", "main"]);
    let head = |deal: &Deal| deal.git.run_in(&deal.folder("li"), &["rev-parse", "HEAD"]);

    let taken = server.push(&deal, "li", &[]);
    assert!(taken.status.success(), "{}", said(&taken));
    let first = head(&deal);
    assert_eq!(shared(&deal), first);

    deal.change("li", "100 EUR", "120 EUR");
    deal.run_as("li", &["send", "deal"]);
    let taken = server.push(&deal, "li", &[]);
    assert!(taken.status.success(), "{}", said(&taken));
    let second = head(&deal);
    assert_eq!(shared(&deal), second);

    deal.change("li", "120 EUR", "150 EUR");
    deal.git.run_in(&deal.folder("li"), &["-c", "commit.gpgsign=false", "commit", "--quiet", "-a", "-m", "Fee"]);
    let refused = server.push(&deal, "li", &[]);
    let words = said(&refused);
    assert!(!refused.status.success() && words.contains("A05-unsigned"), "{words}");
    assert!(words.contains("contracts/deal.yaml") || words.contains("deal"), "{words}");
    assert_eq!(shared(&deal), second, "nothing of a refused push stays");

    deal.git.run_in(&deal.folder("li"), &["reset", "--quiet", "--hard", &first]);
    deal.change("li", "100 EUR", "90 EUR");
    deal.run_as("li", &["send", "deal"]);
    let refused = server.push(&deal, "li", &["--force"]);
    let words = said(&refused);
    assert!(!refused.status.success() && words.contains("A04-push-rewrites"), "{words}");
    assert_eq!(shared(&deal), second, "what everybody has cannot be taken back");
}
