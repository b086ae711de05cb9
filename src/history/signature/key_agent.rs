//! An ssh agent of our own for one recording, so that a locked key is asked for once, however much is signed with it.
//!
//! The passphrase goes from the person to `ssh-add` and the unlocked key from there to `ssh-agent`: neither is ever
//! here. The agent hangs on a pipe, and so ends with this process, however that ends.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use tempfile::TempDir;

use crate::history::settings::restriction::{is_restricted, without_choices};
use crate::language::{Language, say};

/// Ends the agent when nobody holds the other end of the pipe any more, and takes its folder away. The agent itself
/// forgets the key after ten minutes, should even that fail.
const GUARDIAN: &str =
    r#"ssh-agent -D -t 600 -a "$0" & agent=$!; read -r _; kill "$agent"; wait "$agent"; rm -rf "${0%/*}""#;
/// A helper that shows a window is not asked for ever.
const THREE_TIMES: &str =
    "#!/bin/sh\necho >> \"$0.tries\"\n[ \"$(wc -l < \"$0.tries\")\" -le 3 ] && exec \"$ADIDEM_ASKPASS\" \"$@\"\n";

/// Who can be asked for a passphrase.
pub(in crate::history) enum Asked {
    /// Whoever sits at the terminal of this process.
    Terminal(File),
    /// A program that shows a window.
    Helper(std::ffi::OsString),
}

/// Finds somebody to ask; `None` where there is neither a terminal nor a helper.
pub(in crate::history) fn somebody() -> Option<Asked> {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty() && !is_restricted());
    let wished = set("SSH_ASKPASS_REQUIRE").is_some_and(|wish| wish == "force" || wish == "prefer");
    let helper = || set("SSH_ASKPASS").map(Asked::Helper);
    let terminal = || {
        File::options()
            .read(true)
            .write(true)
            .open("/dev/tty")
            .ok()
            .map(Asked::Terminal)
    };
    if wished {
        return helper().or_else(terminal);
    }
    let window = set("DISPLAY").or_else(|| set("WAYLAND_DISPLAY")).is_some();
    terminal().or_else(|| helper().filter(|_| window))
}

/// A running agent; it ends with the value.
#[derive(Debug)]
pub(in crate::history) struct KeyAgent {
    socket: PathBuf,
    guardian: Child,
    pipe: Option<ChildStdin>,
    /// What it says goes on having somewhere to go.
    said: BufReader<ChildStdout>,
    folder: TempDir,
}

impl KeyAgent {
    /// Starts an agent; `None` where there is none to start.
    pub(in crate::history) fn start() -> Option<Self> {
        if !cfg!(unix) {
            return None;
        }
        let folder = tempfile::Builder::new().prefix("adidem-").tempdir().ok()?;
        let socket = folder.path().join("agent");
        let mut command = Command::new("sh");
        command.arg("-c").arg(GUARDIAN).arg(&socket);
        let running = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut guardian = running.ok()?;
        let (pipe, said) = (guardian.stdin.take(), guardian.stdout.take());
        let mut agent = Self {
            socket,
            guardian,
            pipe,
            said: BufReader::new(said?),
            folder,
        };
        // It says where it listens as soon as it does.
        let mut line = String::new();
        agent.said.read_line(&mut line).ok()?;
        line.starts_with("SSH_AUTH_SOCK=").then_some(agent)
    }

    /// Where it listens.
    pub(in crate::history) fn socket(&self) -> &Path {
        &self.socket
    }

    /// Has somebody unlock a key for it: `ssh-add` asks until the passphrase is right, or nothing is entered. What it
    /// says otherwise is the error, empty when it was only the passphrase.
    pub(in crate::history) fn unlock(
        &self,
        key: &Path,
        fingerprint: &str,
        asked: Asked,
        language: Language,
    ) -> Result<(), String> {
        let mut command = Command::new("ssh-add");
        without_choices(&mut command);
        command.args(["-q", "-k"]).arg(key).env("SSH_AUTH_SOCK", &self.socket);
        match asked {
            Asked::Terminal(mut terminal) => {
                // Nobody can be told where the terminal takes nothing; the question itself still comes.
                let _ = terminal.write_all(about_to_ask(key, fingerprint, language).as_bytes());
                command.stdin(terminal).env_remove("SSH_ASKPASS");
            }
            Asked::Helper(program) => {
                let helper = self.folder.path().join("ask");
                written(&helper).map_err(|error| error.to_string())?;
                command
                    .stdin(Stdio::null())
                    .env("SSH_ASKPASS", &helper)
                    .env("ADIDEM_ASKPASS", program);
                command.env("SSH_ASKPASS_REQUIRE", "force");
            }
        }
        let output = command
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .and_then(Child::wait_with_output);
        let output = output.map_err(|error| format!("ssh-add: {error}"))?;
        if output.status.success() {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&output.stderr);
        let lines = said
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.contains("passphrase"));
        Err(lines.collect::<Vec<_>>().join("; "))
    }
}

impl Drop for KeyAgent {
    fn drop(&mut self) {
        self.pipe.take();
        let _ = self.guardian.wait();
    }
}

fn about_to_ask(key: &Path, fingerprint: &str, language: Language) -> String {
    let key = key.display().to_string().escape_debug().to_string();
    let said = say!(
        language,
        "Your signing key {fingerprint} is locked with a passphrase.\nYou are asked for it once, for all that is recorded now; enter nothing to cancel.\nTo be asked less often, load the key into your SSH agent: `ssh-add {key}`",
        "签名密钥 {fingerprint} 有口令保护。\n本次登记只询问一次口令；直接回车即放弃。\n如希望少被询问，请先将密钥载入 SSH 代理：`ssh-add {key}`"
    );
    format!("{said}\n")
}

fn written(helper: &Path) -> std::io::Result<()> {
    fs::write(helper, THREE_TIMES)?;
    #[cfg(unix)]
    fs::set_permissions(helper, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
    Ok(())
}
