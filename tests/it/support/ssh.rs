//! A real `sshd` on this machine alone.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};

use super::Git;

/// A server of the test's own, with settings, keys and a port of its own; it ends with the value.
pub(crate) struct Server {
    running: Child,
    port: u16,
    folder: PathBuf,
}

/// Where the server's program lies; it has to be called by its whole path.
const SERVERS: [&str; 3] = ["/usr/sbin/sshd", "/usr/local/sbin/sshd", "/usr/bin/sshd"];

impl Server {
    /// Starts the server; `None`, with the reason printed, where there is none or it cannot run.
    pub(crate) fn start(git: &Git) -> Option<Self> {
        let Some(program) = SERVERS.into_iter().find(|program| Path::new(program).exists()) else {
            println!("skipped: sshd is not installed here");
            return None;
        };
        let folder = git.beside("ssh");
        fs::create_dir(&folder).expect("a folder");
        for name in ["host", "user"] {
            let mut made = git.command("ssh-keygen", &folder);
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
                 SetEnv HOME={0} XDG_DATA_HOME={1} GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1\n",
                folder.display(),
                super::own_data().display()
            );
            fs::write(folder.join("settings"), settings).expect("settings");
            let mut server = git.command(program, &folder);
            server
                .args(["-D", "-e", "-f"])
                .arg(folder.join("settings"))
                .stderr(Stdio::piped());
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

    /// The client's program with its options, and the address of this machine's user on the server.
    pub(crate) fn client(&self, git: &Git) -> (Vec<String>, String) {
        let folder = self.folder.display();
        let options = format!(
            "ssh -F none -p {} -i {folder}/user -o IdentitiesOnly=yes -o BatchMode=yes -o StrictHostKeyChecking=yes \
             -o UserKnownHostsFile={folder}/known -o LogLevel=ERROR",
            self.port
        );
        let user = git.command("id", &self.folder).arg("-un").output().expect("id").stdout;
        let user = String::from_utf8(user).expect("a name");
        (
            options.split_whitespace().map(str::to_owned).collect(),
            format!("{}@127.0.0.1", user.trim()),
        )
    }

    /// The port that it listens on.
    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// What is put in front of the user's key in the list of authorized ones.
    pub(crate) fn force(&self, command: &str) {
        let key = fs::read_to_string(self.folder.join("user.pub")).expect("a key");
        let line = format!("command=\"{command}\",restrict,pty {key}");
        fs::write(self.folder.join("authorized"), line).expect("a list");
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
