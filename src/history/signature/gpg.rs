//! Signing through `gpg`, called as git calls it.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::key_error::{KeyError, Package};
use super::openpgp;
use super::stock;
use crate::history::error::Error;

const BAD_PASSPHRASE: u32 = 11;
const CANCELED: u32 = 99;
const FULLY_CANCELED: u32 = 198;
/// It was told to ask nobody, or has nothing to ask with.
const NO_PIN_ENTRY: u32 = 85;
/// There is no terminal to ask at.
const NO_TERMINAL: u32 = 32_870;

/// The program, and what it is to find the key by.
#[derive(Debug)]
pub(in crate::history) struct Gpg {
    program: PathBuf,
    key: String,
    /// The primary key's fingerprint; `None` when the program is not there, or has no private half.
    primary: Option<String>,
    /// Nothing of it can sign any more, for its day has passed.
    expired: bool,
}

impl Gpg {
    /// Asks the program whose key it is. That it cannot say is no fault before something has to be signed.
    pub(in crate::history) fn with_key(program: PathBuf, key: String) -> Self {
        let mut command = Command::new(&program);
        command.args(["--batch", "--no-tty", "--with-colons", "--list-secret-keys", "--", &key]);
        let listed = command.stdin(Stdio::null()).stderr(Stdio::null()).output();
        let listed = listed
            .map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
            .unwrap_or_default();
        Self {
            program,
            key,
            primary: primary(&listed),
            expired: has_expired(&listed),
        }
    }

    /// The key of that name, as stock gpg knows it. Nothing that a repository names is run.
    pub(in crate::history) fn of_user(key: String) -> Self {
        let listed = stock::gpg_private(&key).unwrap_or_default();
        Self {
            program: PathBuf::from("gpg"),
            primary: primary(&listed),
            expired: has_expired(&listed),
            key,
        }
    }

    /// The primary key's fingerprint, by which contracts list it.
    pub(in crate::history) fn primary(&self) -> Option<&str> {
        self.primary.as_deref()
    }

    /// What git is configured to call the key.
    pub(in crate::history) fn name(&self) -> &str {
        &self.key
    }

    /// The armour as the program writes it, with its purpose signed as a notation.
    pub(in crate::history) fn sign(&self, namespace: &str, bytes: &[u8], interactive: bool) -> Result<String, Error> {
        let mut command = Command::new(&self.program);
        command.arg("--status-fd=2");
        if let Some(notation) = openpgp::notation(namespace) {
            command.args(["--sig-notation", &notation]);
        }
        if interactive {
            at_this_terminal(&mut command);
        } else {
            command.args(["--batch", "--no-tty", "--pinentry-mode", "error"]);
        }
        // A name may fit several keys. The one whose fingerprint is told is the one to sign; `!` means one subkey of it.
        let key = self
            .primary
            .as_ref()
            .filter(|_| !self.key.ends_with('!'))
            .unwrap_or(&self.key);
        command
            .args(["-bsau", key])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let no_program = |error: std::io::Error| KeyError::NoProgram {
            program: self.program.display().to_string(),
            reason: error.to_string(),
            package: Package::GnuPg,
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
        // The lower half of the number is what happened, the upper one who noticed (`libgpg-error`).
        let number = status
            .lines()
            .find_map(|line| line.strip_prefix("[GNUPG:] FAILURE sign "));
        let number = number
            .and_then(|number| number.trim().parse::<u32>().ok())
            .map(|number| number & 0xffff);
        match number {
            Some(BAD_PASSPHRASE | CANCELED | FULLY_CANCELED) => return KeyError::WrongOpenPgpPassphrase(key),
            Some(NO_PIN_ENTRY | NO_TERMINAL) => return KeyError::LockedOpenPgp(key),
            _ => {}
        }
        if let (true, Some(primary)) = (self.expired, &self.primary) {
            return KeyError::Expired(primary.clone());
        }
        let complaint: Vec<&str> = status
            .lines()
            .filter(|line| !line.starts_with("[GNUPG:]"))
            .map(str::trim)
            .collect();
        KeyError::Refused {
            key,
            reason: complaint.join("; "),
        }
    }
}

/// gpg asks at the terminal that `GPG_TTY` names, or at its own input, which is the text here.
fn at_this_terminal(command: &mut Command) {
    if std::env::var_os("GPG_TTY").is_none()
        && let Ok(name) = rustix::termios::ttyname(std::io::stdin(), Vec::new())
    {
        command.env("GPG_TTY", name.to_string_lossy().as_ref());
    }
}

/// The fingerprint after the first private key, in what gpg lists for programs (its file `doc/DETAILS`).
fn primary(listed: &str) -> Option<String> {
    let mut lines = listed.lines().skip_while(|line| !line.starts_with("sec:"));
    let line = lines.find(|line| line.starts_with("fpr:"))?;
    line.split(':')
        .nth(9)
        .filter(|fingerprint| !fingerprint.is_empty())
        .map(str::to_owned)
}

/// Whether every key and subkey that is there for signing has expired, in what gpg lists for programs.
fn has_expired(listed: &str) -> bool {
    let keys = listed.lines().map(|line| line.split(':').collect::<Vec<_>>());
    let keys = keys.filter(|fields| matches!(fields[0], "sec" | "ssb"));
    let mut signing = keys
        .filter(|fields| fields.get(11).is_some_and(|uses| uses.contains('s')))
        .peekable();
    signing.peek().is_some() && signing.all(|fields| fields.get(1) == Some(&"e"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_expired_when_nothing_of_it_can_sign() {
        let key = |kind: &str, state: &str, uses: &str| {
            format!("{kind}:{state}:255:22:B:1:2::u:::{uses}:::+::ed25519:::0:\n")
        };
        assert!(has_expired(&key("sec", "e", "scESC")));
        assert!(has_expired(&(key("sec", "u", "cC") + &key("ssb", "e", "s"))));
        assert!(!has_expired(
            &(key("sec", "u", "cC") + &key("ssb", "e", "s") + &key("ssb", "u", "s"))
        ));
        assert!(!has_expired(&key("sec", "u", "scESC")));
        assert!(!has_expired(""));
    }

    #[test]
    fn the_primary_key_is_told_not_its_subkeys() {
        let listed = "tru::1:1:0:3:1:5\nsec:u:255:22:B:1:::u:::scESC:::+::ed25519:::0:\nfpr:::::::::AAAA:\n\
                      grp:::::::::CC:\nuid:u::::1::D::Li::::::::::0:\nssb:u:255:18:E:1::::::e:::+::cv25519::\n\
                      fpr:::::::::BBBB:\n";
        assert_eq!(primary(listed).as_deref(), Some("AAAA"));
        assert_eq!(
            primary(&listed.replace("sec:", "pub:")),
            None,
            "the private half is not there"
        );
        assert_eq!(primary(""), None);
    }
}
