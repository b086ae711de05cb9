//! Signing through `ssh-keygen`, called exactly as git calls it: agents, hardware keys and passphrases just work.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::error::Error;
use super::key_error::KeyError;

/// The program, and the key that it signs with.
#[derive(Debug)]
pub(super) struct SshKeygen {
    program: PathBuf,
    key: Key,
}

#[derive(Debug)]
enum Key {
    /// A private key, or a public one whose private half lies beside it or in the agent.
    File(PathBuf),
    /// A public key whose private half is in the agent.
    Agent(String),
}

impl SshKeygen {
    pub(super) fn with_file(program: PathBuf, file: PathBuf) -> Self {
        Self { program, key: Key::File(file) }
    }

    pub(super) fn with_agent(program: PathBuf, line: String) -> Self {
        Self { program, key: Key::Agent(line) }
    }

    /// The armour as the program writes it.
    pub(super) fn sign(&self, namespace: &str, bytes: &[u8], interactive: bool) -> Result<String, Error> {
        let folder = tempfile::tempdir().map_err(|error| Error::unwritable(&std::env::temp_dir(), &error))?;
        let unwritable = |path: &Path| {
            let path = path.to_owned();
            move |error| Error::unwritable(&path, &error)
        };
        let message = folder.path().join("message");
        fs::write(&message, bytes).map_err(unwritable(&message))?;
        let mut command = Command::new(&self.program);
        command.args(["-Y", "sign", "-n", namespace, "-f"]);
        match &self.key {
            Key::File(file) => command.arg(file),
            Key::Agent(line) => {
                let public = folder.path().join("key");
                fs::write(&public, format!("{line}\n")).map_err(unwritable(&public))?;
                command.arg(public).arg("-U")
            }
        };
        command.arg(&message);
        if !interactive {
            // It asks through the terminal even when its input is closed; a helper that knows no answer stands in.
            command.stdin(Stdio::null()).env("SSH_ASKPASS", "false").env("SSH_ASKPASS_REQUIRE", "force");
        }
        // Not `Command::output`, which would close the input.
        let running = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn();
        let output = running.and_then(Child::wait_with_output).map_err(|error| KeyError::NoProgram {
            program: self.program.display().to_string(),
            reason: error.to_string(),
            package: "OpenSSH 8.2 or newer",
            setting: "gpg.ssh.program",
        })?;
        if !output.status.success() {
            return Err(self.why(&String::from_utf8_lossy(&output.stderr), interactive).into());
        }
        let armour = message.with_extension("sig");
        fs::read_to_string(&armour).map_err(|error| Error::file(&armour, &error))
    }

    /// What the program's complaint means. It speaks no language but English.
    fn why(&self, said: &str, interactive: bool) -> KeyError {
        let key = match &self.key {
            Key::File(file) => file.display().to_string(),
            Key::Agent(line) => line.chars().take(40).collect(),
        };
        let says = |words: &str| said.contains(words);
        if says("usage:") || says("unknown option") {
            KeyError::TooOld(self.program.display().to_string())
        } else if says("incorrect passphrase") {
            if interactive { KeyError::WrongPassphrase(key) } else { KeyError::Locked(key) }
        } else if matches!(self.key, Key::Agent(_)) && says("agent") {
            KeyError::NotInAgent(key)
        } else if says("No private key found") || says("No such file") {
            KeyError::NoPrivateKey(key)
        } else {
            KeyError::Refused { key, reason: said.trim().replace('\n', "; ") }
        }
    }
}
