//! Why the user's own key cannot sign, and what to do then.

use std::path::PathBuf;

/// What is wrong with the user's key. Nothing was written in any of these cases.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// The file that `user.signingkey` names is not there.
    #[error(
        "your signing key {} is not there; nothing was recorded: put the key there, or name another with \
         `git config user.signingkey FILE`", .0.display()
    )]
    NoFile(PathBuf),
    /// Neither the file nor a `.pub` beside it shows the public half.
    #[error(
        "{0} shows no public key; nothing was recorded: write it out with `ssh-keygen -y -f {0} > {0}.pub`",
        path.display()
    )]
    NoPublicKey {
        /// The key file.
        path: PathBuf,
    },
    /// What is configured in place of a file is no key.
    #[error("`{0}` is no ssh key; nothing was recorded: name a key file with `git config user.signingkey FILE`")]
    NotAKey(String),
    /// `gpg.ssh.defaultKeyCommand` gave no key.
    #[error(
        "`{command}`, which git asks for your signing key, gave none: {reason}; nothing was recorded: start your ssh \
         agent and load the key with `ssh-add`, or name a file with `git config user.signingkey FILE`"
    )]
    NoDefault {
        /// The command.
        command: String,
        /// What came of it.
        reason: String,
    },
    /// The program that signs cannot be started.
    #[error(
        "the signing program `{program}` cannot be started: {reason}; nothing was recorded: install it ({package}), or \
         name the one you have with `git config {setting} PROGRAM`"
    )]
    NoProgram {
        /// The program.
        program: String,
        /// What the system says.
        reason: String,
        /// Where it comes from.
        package: &'static str,
        /// The setting that names it.
        setting: &'static str,
    },
    /// The program that signs is too old.
    #[error("`{0}` cannot sign; nothing was recorded: install OpenSSH 8.2 or newer")]
    TooOld(String),
    /// The passphrase was not the right one.
    #[error(
        "the passphrase was not that of your key {0}; nothing was recorded: try again, or load the key once with \
         `ssh-add {0}`"
    )]
    WrongPassphrase(String),
    /// A key of gpg whose day has passed.
    #[error(
        "your key {0} has expired; nothing was recorded: extend it with `gpg --quick-set-expire {0} 2y`, and give its \
         public half to the other side again (`gpg --armor --export {0}`)"
    )]
    Expired(String),
    /// A passphrase is needed, and nobody may be asked.
    #[error(
        "your key {0} is locked with a passphrase, and there is no terminal to ask for it; nothing was recorded: load it with \
         `ssh-add {0}` first (`eval \"$(ssh-agent)\"` starts an agent where there is none)"
    )]
    Locked(String),
    /// gpg would have to ask for a passphrase, and cannot.
    #[error(
        "your gpg key {0} is locked with a passphrase, and gpg has no terminal to ask for it; nothing was recorded: run \
         `export GPG_TTY=$(tty)` in a terminal and try again there, or unlock it first with \
         `echo | gpg --clearsign -u {0}`"
    )]
    LockedOpenPgp(String),
    /// gpg asked for a passphrase and got none that fits.
    #[error("the passphrase was not that of your gpg key {0}, or none was entered; nothing was recorded: try again")]
    WrongOpenPgpPassphrase(String),
    /// The agent does not have the key.
    #[error(
        "your ssh agent does not have the key {0}; nothing was recorded: start the agent and load the key with `ssh-add`"
    )]
    NotInAgent(String),
    /// The private half is nowhere to be found.
    #[error(
        "the private half of your key {0} is neither beside it nor in your ssh agent; nothing was recorded: load it with \
         `ssh-add`"
    )]
    NoPrivateKey(String),
    /// A format of signatures that is not spoken here.
    #[error(
        "git is set to sign in the format `{0}`, which adidem cannot; nothing was recorded: use an ssh key, with \
         `git config gpg.format ssh`"
    )]
    Format(String),
    /// Anything else that the signing program says.
    #[error("your key {key} did not sign: {reason}; nothing was recorded")]
    Refused {
        /// The key.
        key: String,
        /// What the program said.
        reason: String,
    },
}
