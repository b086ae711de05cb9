//! The key that the user signs with, as git's own configuration names it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use ssh_key::{HashAlg, PrivateKey, PublicKey as SshPublicKey};

use super::gpg::Gpg;
use super::key::PublicKey;
use super::key_error::{KeyError, NoDefaultKey};
use super::ssh_keygen::SshKeygen;
use crate::history::commit::identity::identity_of_user;
use crate::history::error::Error;
use crate::history::repository::Repository;
use crate::language::Language;

/// The user's own key, and the program that signs with it.
#[derive(Debug)]
pub struct UserKey(Program);

#[derive(Debug)]
enum Program {
    Ssh { keygen: SshKeygen, public: SshPublicKey },
    OpenPgp(Gpg),
}

impl Repository {
    /// The key that git is configured to sign with here; `None` when none is.
    ///
    /// Without a key, git would still find an OpenPGP one by the user's name. That is done only where the user has told
    /// git to sign always.
    ///
    /// # Errors
    ///
    /// [`Error::Key`] when what is configured is no key, or not there.
    pub fn user_key(&self) -> Result<Option<UserKey>, Error> {
        let identity = self.identity()?;
        match identity.signature_format.as_deref().unwrap_or("openpgp") {
            "ssh" => self.ssh_key(identity.signing_key),
            "openpgp" => {
                let by_name = || match (&identity.name, &identity.email) {
                    (Some(name), Some(email)) if identity.signs_always => Some(format!("{name} <{email}>")),
                    _ => None,
                };
                let Some(key) = identity.signing_key.clone().or_else(by_name) else {
                    return Ok(None);
                };
                let program = self
                    .program_setting("gpg.openpgp.program")?
                    .or(self.program_setting("gpg.program")?);
                let program = program.unwrap_or_else(|| "gpg".to_owned());
                Ok(Some(UserKey(Program::OpenPgp(Gpg::with_key(
                    home_expanded(&program),
                    key,
                )))))
            }
            other => Err(KeyError::Format(other.to_owned()).into()),
        }
    }

    /// The public half of the key that git is configured to sign with, where this user plainly has it; `None` wherever
    /// that is in doubt. It is asked when somebody only reads, so no program is run that the repository names, and a key
    /// that came with the repository, private half and all missing, is nobody's own.
    #[must_use]
    pub fn own_public_key(&self) -> Option<PublicKey> {
        let identity = self.identity().ok()?;
        let key = identity.signing_key?;
        match identity.signature_format.as_deref().unwrap_or("openpgp") {
            "ssh" => {
                let public = match literal(&key) {
                    Some(line) => {
                        // Written into the repository's own settings it says nothing of who reads them.
                        let of_user = identity_of_user().ok()?.signing_key;
                        (of_user.as_deref() == Some(key.as_str())).then_some(())?;
                        SshPublicKey::from_openssh(line).ok()?
                    }
                    None => own_file(&home_expanded(&key), self.common_folder())?,
                };
                let line = public.to_openssh().ok()?;
                PublicKey::parse(&line.split(' ').take(2).collect::<Vec<_>>().join(" ")).ok()
            }
            // gpg tells of a private half only when its user has one.
            "openpgp" => PublicKey::openpgp(Gpg::of_user(key).primary()?),
            _ => None,
        }
    }

    fn ssh_key(&self, configured: Option<String>) -> Result<Option<UserKey>, Error> {
        let key = match (configured, self.program_setting("gpg.ssh.defaultKeyCommand")?) {
            (Some(key), _) => key,
            (None, Some(command)) => default_key(&command)?,
            (None, None) => return Ok(None),
        };
        let program = self
            .program_setting("gpg.ssh.program")?
            .unwrap_or_else(|| "ssh-keygen".to_owned());
        let program = home_expanded(&program);
        let (keygen, public) = if let Some(line) = literal(&key) {
            let public = SshPublicKey::from_openssh(line).map_err(|_| KeyError::NotAKey(line.to_owned()))?;
            (SshKeygen::with_agent(program, line.to_owned()), public)
        } else {
            let file = self.below_the_top(home_expanded(&key));
            let public = public_key(&file)?;
            (SshKeygen::with_file(program, file), public)
        };
        Ok(Some(UserKey(Program::Ssh { keygen, public })))
    }
}

impl Repository {
    /// A path as git takes it, which goes to the top of the working folder before it signs.
    fn below_the_top(&self, path: PathBuf) -> PathBuf {
        match self.working_folder() {
            Some(top) if path.is_relative() => top.join(path),
            _ => path,
        }
    }
}

impl UserKey {
    /// The public key as a contract lists it: `ssh-ed25519 AAAA…` without a comment, or `openpgp4fpr FINGERPRINT`.
    /// `None` when gpg does not say which key it is.
    #[must_use]
    pub fn public_key(&self) -> Option<String> {
        match &self.0 {
            Program::Ssh { public, .. } => {
                let line = public.to_openssh().ok()?;
                Some(line.split(' ').take(2).collect::<Vec<_>>().join(" "))
            }
            Program::OpenPgp(gpg) => PublicKey::openpgp(gpg.primary()?).map(|key| key.to_string()),
        }
    }

    /// The fingerprint, `SHA256:…`, or that of the primary key of gpg; where gpg does not say which key it is, what git
    /// is configured to call it.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        match &self.0 {
            Program::Ssh { public, .. } => public.fingerprint(HashAlg::Sha256).to_string(),
            Program::OpenPgp(gpg) => gpg.primary().unwrap_or(gpg.name()).to_owned(),
        }
    }

    /// The file of the private half, when a passphrase will have to be asked for: it is locked, and no agent has it.
    /// gpg keeps that to itself.
    #[must_use]
    pub fn locked(&self) -> Option<PathBuf> {
        match &self.0 {
            Program::Ssh { keygen, public } => keygen.locked(public),
            Program::OpenPgp(_) => None,
        }
    }

    /// A detached signature over exact bytes, armoured, without the last line end, which git would take for an empty
    /// header. With a language, a passphrase may be asked for, at the terminal and in that language: once for as long as this
    /// value lives. Without one, nobody is asked.
    ///
    /// # Errors
    ///
    /// [`Error::Key`], with what to do next.
    pub fn sign(&self, namespace: &str, bytes: &[u8], asking: Option<Language>) -> Result<String, Error> {
        let armour = match &self.0 {
            Program::Ssh { keygen, public } => keygen.sign(public, namespace, bytes, asking)?,
            Program::OpenPgp(gpg) => gpg.sign(namespace, bytes, asking.is_some())?,
        };
        // Some programs end lines the Windows way.
        Ok(armour.replace("\r\n", "\n").trim_end().to_owned())
    }
}

/// A key that stands in the configuration itself; the agent has its private half.
fn literal(key: &str) -> Option<&str> {
    key.strip_prefix("key::")
        .or_else(|| key.starts_with("ssh-").then_some(key))
}

/// Asks the configured command for the key, as git does: the first line counts, and has to be a literal key.
fn default_key(command: &str) -> Result<String, Error> {
    let failed = |reason: NoDefaultKey| KeyError::NoDefault {
        command: command.to_owned(),
        reason,
    };
    let words = words(command).ok_or_else(|| failed(NoDefaultKey::Quotes))?;
    let (program, arguments) = words.split_first().ok_or_else(|| failed(NoDefaultKey::Empty))?;
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).output();
    let output = output.map_err(|error| failed(NoDefaultKey::Said(error.to_string())))?;
    let said = String::from_utf8_lossy(&output.stdout);
    let line = said.lines().next().unwrap_or("").trim();
    if output.status.success() && literal(line).is_some() {
        return Ok(line.to_owned());
    }
    let complaint = String::from_utf8_lossy(&output.stderr);
    let reason = match complaint.trim() {
        "" => NoDefaultKey::Silent,
        said => NoDefaultKey::Said(said.to_owned()),
    };
    Err(failed(reason).into())
}

/// The words of a command line as git splits it: blanks part them, quotes and backslashes keep them together.
fn words(command: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut letters = command.chars();
    while let Some(letter) = letters.next() {
        match (letter, quote) {
            (blank, None) if blank.is_ascii_whitespace() => words.extend(word.take()),
            ('\'' | '"', None) => {
                quote = Some(letter);
                word.get_or_insert_default();
            }
            (end, Some(begin)) if end == begin => quote = None,
            ('\\', None | Some('"')) => word.get_or_insert_default().push(letters.next()?),
            _ => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    quote.is_none().then_some(words)
}

/// A path of git's configuration: `~/` is the user's home.
fn home_expanded(path: &str) -> PathBuf {
    match (path.strip_prefix("~/"), std::env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(path),
    }
}

/// The public half: the file may be it, may hold it beside the private half, or have it in a `.pub` beside it.
fn public_key(file: &Path) -> Result<SshPublicKey, Error> {
    let mut beside = file.as_os_str().to_owned();
    beside.push(".pub");
    let from = |path: &Path| SshPublicKey::from_openssh(fs::read_to_string(path).ok()?.lines().next()?.trim()).ok();
    let within = || {
        Some(
            PrivateKey::from_openssh(fs::read(file).ok()?)
                .ok()?
                .public_key()
                .clone(),
        )
    };
    if let Some(key) = from(file).or_else(within).or_else(|| from(Path::new(&beside))) {
        return Ok(key);
    }
    if file.exists() {
        return Err(KeyError::NoPublicKey { path: file.to_owned() }.into());
    }
    Err(KeyError::NoFile(file.to_owned()).into())
}

/// The public half of a file whose private half lies beside it; without that, of one that lies outside of a folder.
fn own_file(file: &Path, folder: &Path) -> Option<SshPublicKey> {
    let public = public_key(file).ok()?;
    let private = if file.extension().is_some_and(|extension| extension == "pub") {
        file.with_extension("")
    } else {
        file.to_owned()
    };
    let is_private = fs::read_to_string(&private).is_ok_and(|text| text.starts_with("-----BEGIN"));
    let top = folder.parent().unwrap_or(folder);
    let came_with_it = file.canonicalize().ok()?.starts_with(top.canonicalize().ok()?);
    (is_private || !came_with_it).then_some(public)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_split_as_git_splits_it() {
        for (command, split) in [
            ("ssh-add -L", Some(vec!["ssh-add", "-L"])),
            (
                "  '/a b/c'  \"d \\\" e\"\tf\\ g ''",
                Some(vec!["/a b/c", "d \" e", "f g", ""]),
            ),
            ("a'b'c", Some(vec!["abc"])),
            ("", Some(vec![])),
            ("'open", None),
            ("end\\", None),
        ] {
            assert_eq!(
                words(command),
                split.map(|words| words.into_iter().map(str::to_owned).collect()),
                "{command}"
            );
        }
    }

    #[test]
    fn only_what_git_takes_for_a_literal_key_is_one() {
        assert_eq!(
            literal("key::ecdsa-sha2-nistp256 AAAA"),
            Some("ecdsa-sha2-nistp256 AAAA")
        );
        assert_eq!(literal("ssh-rsa AAAA"), Some("ssh-rsa AAAA"));
        assert_eq!(literal("~/.ssh/id_ed25519"), None);
        assert_eq!(literal("ecdsa-sha2-nistp256 AAAA"), None);
    }
}
