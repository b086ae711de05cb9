//! Signing through `ssh-keygen`, called exactly as git calls it: agents, hardware keys and passphrases just work.

use std::cell::OnceCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use ssh_key::{Algorithm, HashAlg, PrivateKey, PublicKey};

use super::key_agent::{KeyAgent, somebody};
use super::key_error::{KeyError, Package};
use crate::history::error::Error;
use crate::history::settings::restriction::without_choices;
use crate::language::Language;

/// The program, and the key that it signs with.
#[derive(Debug)]
pub(in crate::history) struct SshKeygen {
    program: PathBuf,
    key: Key,
    /// What holds the key once somebody has unlocked it.
    unlocked: OnceCell<Box<KeyAgent>>,
}

#[derive(Debug)]
enum Key {
    /// A private key, or a public one whose private half lies beside it or in the agent.
    File(PathBuf),
    /// A public key whose private half is in the agent.
    Agent(String),
}

/// How a signature is asked for.
#[derive(Clone, Copy)]
enum Way<'a> {
    /// Nobody is asked for anything.
    Silent,
    /// The program asks at the terminal itself, for this one signature.
    Asking,
    /// Through the agent that holds the unlocked key of this name.
    Unlocked(&'a KeyAgent, &'a str),
}

impl SshKeygen {
    pub(in crate::history) fn with_file(program: PathBuf, file: PathBuf) -> Self {
        Self {
            program,
            key: Key::File(file),
            unlocked: OnceCell::new(),
        }
    }

    pub(in crate::history) fn with_agent(program: PathBuf, line: String) -> Self {
        Self {
            program,
            key: Key::Agent(line),
            unlocked: OnceCell::new(),
        }
    }

    /// The armour as the program writes it. A locked key is unlocked once, in the language given, for all that follows;
    /// without one, nobody is asked.
    pub(in crate::history) fn sign(
        &self,
        public: &PublicKey,
        namespace: &str,
        bytes: &[u8],
        asking: Option<Language>,
    ) -> Result<String, Error> {
        let Key::File(file) = &self.key else {
            return self.signed(namespace, bytes, Way::Silent);
        };
        // A device asks for its own number or touch, every time.
        if matches!(
            public.algorithm(),
            Algorithm::SkEd25519 | Algorithm::SkEcdsaSha2NistP256
        ) && asking.is_some()
        {
            return self.signed(namespace, bytes, Way::Asking);
        }
        let line = public.to_openssh().map_err(|error| Error::Signing(error.to_string()))?;
        if let Some(agent) = self.unlocked.get() {
            return self.signed(namespace, bytes, Way::Unlocked(agent, &line));
        }
        let (language, locked) = match (self.signed(namespace, bytes, Way::Silent), asking) {
            (Err(Error::Key(KeyError::Locked(key))), Some(language)) => (language, KeyError::Locked(key)),
            (done, _) => return done,
        };
        let asked = somebody().ok_or(locked)?;
        let Some(agent) = KeyAgent::start() else {
            return self.signed(namespace, bytes, Way::Asking);
        };
        let private = private_half(file);
        let fingerprint = public.fingerprint(HashAlg::Sha256).to_string();
        let key = private.display().to_string();
        agent
            .unlock(&private, &fingerprint, asked, language)
            .map_err(|said| match said.as_str() {
                "" => KeyError::WrongPassphrase(key),
                _ => KeyError::Refused { key, reason: said },
            })?;
        self.signed(
            namespace,
            bytes,
            Way::Unlocked(self.unlocked.get_or_init(|| Box::new(agent)), &line),
        )
    }

    /// The private half's file, when it is locked and the user's agent does not have it. Nothing is unlocked to find out.
    pub(in crate::history) fn locked(&self, public: &PublicKey) -> Option<PathBuf> {
        let Key::File(file) = &self.key else { return None };
        let private = private_half(file);
        let is_locked = PrivateKey::from_openssh(fs::read(&private).ok()?).ok()?.is_encrypted();
        let line = public.to_openssh().ok()?;
        let body = line.split(' ').nth(1)?;
        let in_agent = || {
            let held = Command::new("ssh-add")
                .arg("-L")
                .stdin(Stdio::null())
                .stderr(Stdio::null())
                .output();
            held.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains(body))
        };
        (is_locked && !in_agent()).then_some(private)
    }

    fn signed(&self, namespace: &str, bytes: &[u8], way: Way<'_>) -> Result<String, Error> {
        let folder = tempfile::tempdir().map_err(|error| Error::unwritable(&std::env::temp_dir(), &error))?;
        let unwritable = |path: &Path| {
            let path = path.to_owned();
            move |error| Error::unwritable(&path, &error)
        };
        let message = folder.path().join("message");
        fs::write(&message, bytes).map_err(unwritable(&message))?;
        let mut command = Command::new(&self.program);
        without_choices(&mut command);
        command.args(["-Y", "sign", "-n", namespace, "-f"]);
        let held = match (&self.key, way) {
            (Key::File(_), Way::Unlocked(_, line)) => Some(line),
            (Key::File(_), _) => None,
            (Key::Agent(line), _) => Some(line.as_str()),
        };
        match (&self.key, held) {
            (Key::File(file), None) => command.arg(file),
            (_, line) => {
                let line = line.unwrap_or_default();
                let public = folder.path().join("key");
                fs::write(&public, format!("{line}\n")).map_err(unwritable(&public))?;
                command.arg(public).arg("-U")
            }
        };
        command.arg(&message);
        if let Way::Unlocked(agent, _) = way {
            command.env("SSH_AUTH_SOCK", agent.socket());
        }
        if !matches!(way, Way::Asking) {
            // It asks through the terminal even when its input is closed; a helper that knows no answer stands in.
            command
                .stdin(Stdio::null())
                .env("SSH_ASKPASS", "false")
                .env("SSH_ASKPASS_REQUIRE", "force");
        }
        // Not `Command::output`, which would close the input.
        let running = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn();
        let output = running
            .and_then(Child::wait_with_output)
            .map_err(|error| KeyError::NoProgram {
                program: self.program.display().to_string(),
                reason: error.to_string(),
                package: Package::OpenSsh,
                setting: "gpg.ssh.program",
            })?;
        if !output.status.success() {
            return Err(self.why(&String::from_utf8_lossy(&output.stderr), way).into());
        }
        let armour = message.with_extension("sig");
        fs::read_to_string(&armour).map_err(|error| Error::file(&armour, &error))
    }

    /// What the program's complaint means. It speaks no language but English.
    fn why(&self, said: &str, way: Way<'_>) -> KeyError {
        let key = match &self.key {
            Key::File(file) => private_half(file).display().to_string(),
            Key::Agent(line) => line.chars().take(40).collect(),
        };
        let says = |words: &str| said.contains(words);
        if says("usage:") || says("unknown option") {
            KeyError::TooOld(self.program.display().to_string())
        } else if says("incorrect passphrase") {
            if matches!(way, Way::Asking) {
                KeyError::WrongPassphrase(key)
            } else {
                KeyError::Locked(key)
            }
        } else if matches!(self.key, Key::Agent(_)) && says("agent") {
            KeyError::NotInAgent(key)
        } else if says("No private key found") || says("No such file") {
            KeyError::NoPrivateKey(key)
        } else {
            KeyError::Refused {
                key,
                reason: said.trim().replace('\n', "; "),
            }
        }
    }
}

/// The private half of a key that may be named by its public one.
fn private_half(file: &Path) -> PathBuf {
    if file.extension().is_some_and(|ending| ending == "pub") {
        file.with_extension("")
    } else {
        file.to_owned()
    }
}
