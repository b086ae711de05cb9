//! Signing through `gpg`, called as git calls it.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::error::Error;
use super::key_error::KeyError;

/// The program, and what it is to find the key by.
#[derive(Debug)]
pub(super) struct Gpg {
    pub(super) program: PathBuf,
    pub(super) key: String,
}

impl Gpg {
    /// The armour as the program writes it.
    pub(super) fn sign(&self, bytes: &[u8], interactive: bool) -> Result<String, Error> {
        let mut command = Command::new(&self.program);
        command.arg("--status-fd=2");
        if !interactive {
            command.args(["--batch", "--no-tty", "--pinentry-mode", "error"]);
        }
        command.args(["-bsau", &self.key]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let no_program = |error: std::io::Error| KeyError::NoProgram {
            program: self.program.display().to_string(),
            reason: error.to_string(),
            package: "GnuPG",
            setting: "gpg.program",
        };
        let mut running = command.spawn().map_err(no_program)?;
        // It reads everything before it writes anything longer than a pipe holds. That it may end without reading is
        // seen by what it says.
        let _ = running.stdin.take().map(|mut input| input.write_all(bytes));
        let output = running.wait_with_output().map_err(no_program)?;
        let status = String::from_utf8_lossy(&output.stderr);
        if output.status.success() && status.contains("[GNUPG:] SIG_CREATED ") {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        Err(self.why(&status).into())
    }

    /// What the program's complaint means: its status lines are the same in every language.
    fn why(&self, status: &str) -> KeyError {
        let key = self.key.clone();
        let says = |words: &str| status.contains(words);
        if says("BAD_PASSPHRASE") || says("Bad passphrase") {
            return KeyError::WrongPassphrase(key);
        }
        let complaint: Vec<&str> = status.lines().filter(|line| !line.starts_with("[GNUPG:]")).map(str::trim).collect();
        KeyError::Refused { key, reason: complaint.join("; ") }
    }
}
