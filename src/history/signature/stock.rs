//! The stock tools, as a second opinion, and for what is not verified natively.
//!
//! They get argument vectors, files of their own and an environment of their own: neither the user's settings nor those
//! that came with a repository decide what counts as a good signature.

use std::ffi::OsStr;
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::NamedTempFile;

use crate::negotiation::CommitId;

use super::armor::is_openpgp;
use super::fault::SignatureFault;
use super::key::PublicKey;
use crate::history::error::Error;
use crate::history::repository::Repository;

/// What programs need to run at all.
const KEPT: [&str; 5] = ["PATH", "TMPDIR", "TEMP", "TMP", "SystemRoot"];
/// Where gpg finds the keys that its user imported.
const KEPT_FOR_GPG: [&str; 5] = ["HOME", "GNUPGHOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"];

/// What a stock tool said of a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockVerdict {
    /// Whether it ended with success.
    pub good: bool,
    /// The fingerprint of the key that it named, good or not.
    pub fingerprint: Option<String>,
    /// All that it said, for the curious; may hold anything.
    pub said: String,
}

impl StockVerdict {
    /// Whether the tool found a signature that fits, by a key that has expired since or before: `git` takes that for a
    /// failure without asking when the signature was made.
    #[must_use]
    pub fn fits_with_expired_key(&self) -> bool {
        self.said.lines().any(|line| line.starts_with("[GNUPG:] EXPKEYSIG "))
    }
}

impl Repository {
    /// What stock `git verify-commit` says of a change, with this file of allowed signers and no other.
    ///
    /// # Errors
    ///
    /// When git cannot be run.
    pub fn stock_verify_change(&self, change: CommitId, allowed_signers: &Path) -> Result<StockVerdict, Error> {
        const SETTINGS: [&str; 8] = [
            "safe.directory=*",
            "gpg.ssh.program=ssh-keygen",
            "gpg.program=gpg",
            "gpg.openpgp.program=gpg",
            "gpg.x509.program=gpgsm",
            "core.sshCommand=false",
            "gpg.minTrustLevel=undefined",
            "gpg.ssh.revocationFile=",
        ];
        let mut command = isolated_git(self.common_folder(), &SETTINGS);
        let mut signers = std::ffi::OsString::from("gpg.ssh.allowedSignersFile=");
        signers.push(allowed_signers);
        command
            .arg("-c")
            .arg(signers)
            .args(["verify-commit", "--raw", &change.to_string()]);
        keep(&mut command, &KEPT_FOR_GPG);
        run(command, &[])
            .map(|output| verdict(&output))
            .map_err(|error| no_program("git", &error))
    }
}

/// What stock `ssh-keygen -Y verify` says of a record and its detached signature, or stock `gpg --verify` where the
/// signature is one of gpg, whose keys are those that the user of this machine imported.
///
/// # Errors
///
/// When it cannot be run.
pub fn stock_verify_record(
    record: &[u8],
    signature: &[u8],
    email: &str,
    namespace: &str,
    allowed_signers: &Path,
) -> Result<StockVerdict, Error> {
    if is_openpgp(signature) {
        let output = gpg(signature, record).map_err(|error| no_program("gpg", &error))?;
        return Ok(verdict(&output));
    }
    let failed = |error: std::io::Error| no_program("ssh-keygen", &error);
    let signature = written(signature).map_err(failed)?;
    let mut command = plain("ssh-keygen");
    command
        .args(["-Y", "verify", "-n", namespace, "-I", email, "-f"])
        .arg(allowed_signers);
    command.arg("-s").arg(signature.path());
    run(command, record).map(|output| verdict(&output)).map_err(failed)
}

/// Has `ssh-keygen` verify a signature whose form was checked here already. It has to name the same key.
pub(in crate::history) fn check_signature(
    signature: &str,
    message: &[u8],
    namespace: &str,
    key: &PublicKey,
) -> Result<(), SignatureFault> {
    let failed = |error: std::io::Error| unknown("ssh-keygen", &error);
    let file = written(signature.as_bytes()).map_err(failed)?;
    let mut command = plain("ssh-keygen");
    command
        .args(["-Y", "check-novalidate", "-n", namespace, "-s"])
        .arg(file.path());
    let verdict = verdict(&run(command, message).map_err(failed)?);
    match verdict.fingerprint {
        Some(named) if verdict.good && named == key.fingerprint() => Ok(()),
        _ => Err(SignatureFault::Bad),
    }
}

/// What gpg says for programs of a detached signature, and whether it ended with success.
pub(in crate::history) fn gpg_status(signature: &[u8], message: &[u8]) -> Result<(String, bool), SignatureFault> {
    let output = gpg(signature, message).map_err(|error| unknown("gpg", &error))?;
    Ok((
        String::from_utf8_lossy(&output.stdout).into_owned(),
        output.status.success(),
    ))
}

/// What gpg lists for programs of the key with a fingerprint, and of its subkeys.
pub(in crate::history) fn gpg_listed(fingerprint: &str) -> Result<String, SignatureFault> {
    let mut command = plain("gpg");
    command.args([
        "--batch",
        "--no-tty",
        "--fixed-list-mode",
        "--with-colons",
        "--list-keys",
        "--",
        fingerprint,
    ]);
    keep(&mut command, &KEPT_FOR_GPG);
    let output = run(command, &[]).map_err(|error| unknown("gpg", &error))?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// What gpg lists for programs of a private key, by whatever its user calls it.
pub(in crate::history) fn gpg_private(key: &str) -> std::io::Result<String> {
    let mut command = plain("gpg");
    command.args(["--batch", "--no-tty", "--with-colons", "--list-secret-keys", "--", key]);
    keep(&mut command, &KEPT_FOR_GPG);
    Ok(String::from_utf8_lossy(&run(command, &[])?.stdout).into_owned())
}

/// The public keys of gpg among these, armoured, as far as the user of this machine has them; `None` when there are none.
#[must_use]
pub fn exported_openpgp(keys: &[PublicKey]) -> Option<Vec<u8>> {
    let keys: Vec<&str> = keys
        .iter()
        .filter(|key| !key.is_ssh())
        .map(PublicKey::fingerprint)
        .collect();
    if keys.is_empty() {
        return None;
    }
    let mut command = plain("gpg");
    // What others signed of them is left out: it says nothing here, and would differ from one machine to the next.
    command
        .args([
            "--batch",
            "--no-tty",
            "--export-options",
            "export-minimal",
            "--armor",
            "--export",
        ])
        .args(keys);
    keep(&mut command, &KEPT_FOR_GPG);
    run(command, &[])
        .ok()
        .map(|output| output.stdout)
        .filter(|exported| !exported.is_empty())
}

/// Whether an armoured block is exactly what gpg exports of some of these keys, and nothing else: neither another key nor
/// a remark, nor a name that the key's owner did not sign.
///
/// # Errors
///
/// When gpg cannot be run.
pub fn are_exported_openpgp(block: &[u8], keys: &[PublicKey]) -> Result<bool, Error> {
    const BEGIN: &str = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n";
    const END: &str = "-----END PGP PUBLIC KEY BLOCK-----\n";
    let Ok(text) = std::str::from_utf8(block) else {
        return Ok(false);
    };
    let Some(inner) = text.strip_prefix(BEGIN).and_then(|rest| rest.strip_suffix(END)) else {
        return Ok(false);
    };
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=\n".contains(&byte);
    if !inner.bytes().all(plain) {
        return Ok(false);
    }
    let failed = |error: std::io::Error| no_program("gpg", &error);
    let keyring = tempfile::tempdir().map_err(failed)?;
    let gpg = |arguments: &[&str], input: &[u8]| {
        let mut command = plain_gpg();
        command.arg("--homedir").arg(keyring.path()).args(arguments);
        run(command, input).map_err(failed)
    };
    if !gpg(&["--import"], block)?.status.success() {
        return Ok(false);
    }
    let listed = gpg(&["--fixed-list-mode", "--with-colons", "--list-keys"], b"")?;
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    let lines: Vec<Vec<&str>> = listed.lines().map(|line| line.split(':').collect()).collect();
    let mut primary = lines
        .windows(2)
        .filter(|two| two[0][0] == "pub")
        .map(|two| (two[1][0], two[1].get(9)));
    let known = |(kind, fingerprint): (&str, Option<&&str>)| {
        kind == "fpr"
            && keys
                .iter()
                .any(|key| !key.is_ssh() && Some(&key.fingerprint()) == fingerprint)
    };
    if !primary.all(known) {
        return Ok(false);
    }
    let again = gpg(&["--export-options", "export-minimal", "--armor", "--export"], b"")?;
    Ok(again.stdout == block)
}

/// gpg, where only what it is told counts.
fn plain_gpg() -> Command {
    let mut command = plain("gpg");
    command.args([
        "--batch",
        "--no-tty",
        "--quiet",
        "--no-options",
        "--no-autostart",
        "--no-auto-check-trustdb",
    ]);
    command
}

fn gpg(signature: &[u8], message: &[u8]) -> std::io::Result<Output> {
    let file = written(signature)?;
    let mut command = plain("gpg");
    command.args(["--batch", "--no-tty", "--status-fd=1", "--no-auto-key-retrieve"]);
    // Without it, gpg keeps to itself what the signature says it is for.
    command
        .args(["--verify-options", "show-notations", "--verify"])
        .arg(file.path())
        .arg("-");
    keep(&mut command, &KEPT_FOR_GPG);
    run(command, message)
}

/// Git over a repository, which obeys these settings before any others, none of the user or the system, and neither fetches
/// nor asks.
pub(in crate::history) fn isolated_git(git_folder: &Path, settings: &[&str]) -> Command {
    let mut command = plain("git");
    let nothing = if cfg!(windows) { "NUL" } else { "/dev/null" };
    command
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", nothing)
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_NO_REPLACE_OBJECTS", "1")
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_ALLOW_PROTOCOL", "none")
        .arg("--git-dir")
        .arg(git_folder);
    for setting in settings {
        command.arg("-c").arg(setting);
    }
    command
}

/// A program with nothing of the environment but what it needs to run.
pub(in crate::history) fn plain(program: &str) -> Command {
    let mut command = Command::new(program);
    command.env_clear().env("LC_ALL", "C");
    keep(&mut command, &KEPT);
    command
}

fn keep(command: &mut Command, names: &[&str]) {
    for name in names {
        if let Some(value) = std::env::var_os(name) {
            command.env(OsStr::new(name), value);
        }
    }
}

pub(in crate::history) fn run(mut command: Command, input: &[u8]) -> std::io::Result<Output> {
    let mut running = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    if let Some(mut stdin) = running.stdin.take() {
        match stdin.write_all(input) {
            // It has made up its mind without reading to the end.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {}
            written => written?,
        }
    }
    running.wait_with_output()
}

fn written(bytes: &[u8]) -> std::io::Result<NamedTempFile> {
    let mut file = NamedTempFile::new()?;
    file.write_all(bytes)?;
    file.flush()?;
    Ok(file)
}

fn verdict(output: &Output) -> StockVerdict {
    let said = [&output.stdout[..], &output.stderr[..]].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    StockVerdict {
        good: output.status.success(),
        fingerprint: named_key(&said),
        said,
    }
}

/// The key in `Good "git" signature for A with ED25519 key SHA256:…`, or in gpg's `VALIDSIG … PRIMARY`.
fn named_key(said: &str) -> Option<String> {
    said.lines().find_map(|line| {
        let last = line.rsplit(' ').next()?;
        let ssh = line.starts_with("Good \"") && last.starts_with("SHA256:");
        (ssh || line.starts_with("[GNUPG:] VALIDSIG ")).then(|| last.to_owned())
    })
}

fn unknown(program: &str, error: &std::io::Error) -> SignatureFault {
    SignatureFault::Program {
        program: program.to_owned(),
        reason: error.to_string(),
    }
}

pub(in crate::history) fn no_program(program: &str, error: &std::io::Error) -> Error {
    Error::Program {
        program: program.to_owned(),
        reason: error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_the_one_that_the_tool_named_last_in_its_line() {
        let ssh = "Good \"git\" signature for SHA256:x@x.example with ED25519 key SHA256:IgFU\n";
        assert_eq!(named_key(ssh).as_deref(), Some("SHA256:IgFU"));
        assert_eq!(
            named_key("[GNUPG:] VALIDSIG A 2026-01-01 1 0 4 0 22 10 00 B\n").as_deref(),
            Some("B")
        );
        assert_eq!(named_key("Could not verify signature.\n"), None);
    }
}
