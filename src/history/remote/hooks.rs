//! Where git looks for the hooks of a repository, and whether one of them is heeded by a push.

use std::fs;
use std::path::{Path, PathBuf};

use git2::{ConfigLevel, RepositoryInitOptions, Signature, Time};

use super::exchange::git_in;
use crate::history::doing::Doing;
use crate::history::error::Error;
use crate::history::repository::Repository;
use crate::history::settings::named_programs::NO_HOOKS;
use crate::history::signature::stock::no_program;

/// A reference that a guarded repository never takes.
const TRIAL: &str = "refs/notes/adidem-trial";
/// The hooks that a push runs where it arrives.
pub(super) const OF_A_PUSH: [&str; 7] = [
    "pre-receive",
    "update",
    "post-receive",
    "post-update",
    "proc-receive",
    "reference-transaction",
    "push-to-checkout",
];

/// Where git looks for hooks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hooks {
    /// The folder.
    pub folder: PathBuf,
    /// Whether the user's or the machine's configuration says so, for all repositories (`core.hooksPath`).
    pub for_all: bool,
}

impl Hooks {
    /// The hooks there that a push runs.
    #[must_use]
    pub fn of_a_push(&self) -> Vec<&'static str> {
        OF_A_PUSH
            .into_iter()
            .filter(|name| fs::symlink_metadata(self.folder.join(name)).is_ok())
            .collect()
    }
}

impl Repository {
    /// Where git looks for the hooks of this repository.
    ///
    /// # Errors
    ///
    /// When git cannot be run, or its configuration cannot be read.
    pub fn hooks(&self) -> Result<Hooks, Error> {
        let for_all = self
            .entries()?
            .into_iter()
            .rev()
            .find(|entry| entry.key == "core.hookspath");
        let for_all = for_all.is_some_and(|entry| !entry.of_repository);
        let said = self.git_says(Doing::FindHooks, &["rev-parse", "--git-path", "hooks"])?;
        let here = self.working_folder().unwrap_or_else(|| self.common_folder());
        Ok(Hooks {
            folder: here.join(said.trim_end_matches(['\n', '\r'])),
            for_all,
        })
    }

    /// Has git look for the hooks of this repository in its own folder, whatever is set for all repositories, whoever
    /// receives a push.
    ///
    /// # Errors
    ///
    /// When the configuration of the repository cannot be written.
    pub fn use_own_hooks(&self) -> Result<Hooks, Error> {
        let folder = self.common_folder().join("hooks");
        // Git takes it from where the hooks are run; a bare repository can so be moved.
        let said = if self.is_bare() {
            PathBuf::from("hooks")
        } else {
            folder.clone()
        };
        let set = || {
            self.git()
                .config()?
                .open_level(ConfigLevel::Local)?
                .set_str("core.hooksPath", &said.to_string_lossy())
        };
        set().map_err(Error::writing(Doing::WriteSettings))?;
        Ok(Hooks { folder, for_all: false })
    }

    /// Pushes what must be refused, from a repository of its own: what came back if it was refused, nothing if it was
    /// taken. Nothing of it stays.
    ///
    /// # Errors
    ///
    /// When git cannot be run, or there is no place for the other repository.
    pub fn refused_trial(&self) -> Result<Option<String>, Error> {
        let folder = tempfile::tempdir().map_err(|error| Error::unwritable(&std::env::temp_dir(), &error))?;
        let point = something_to_push(folder.path()).map_err(Error::writing(Doing::PrepareTrial))?;
        let mut command = git_in(folder.path());
        command
            .args(["-c", &format!("core.hooksPath={NO_HOOKS}"), "push"])
            .arg(self.common_folder());
        command.arg(format!("{point}:{TRIAL}")).env("GIT_TERMINAL_PROMPT", "0");
        let output = command.output().map_err(|error| no_program("git", &error))?;
        if output.status.success() {
            let taken = self
                .git()
                .find_reference(TRIAL)
                .and_then(|mut reference| reference.delete());
            taken.map_err(Error::writing(Doing::TakeBackTrial))?;
            return Ok(None);
        }
        Ok(Some(String::from_utf8_lossy(&output.stderr).trim().to_owned()))
    }
}

/// A repository with one commit that holds nothing.
fn something_to_push(folder: &Path) -> Result<git2::Oid, git2::Error> {
    let mut options = RepositoryInitOptions::new();
    options.bare(true).external_template(false);
    let git = git2::Repository::init_opts(folder, &options)?;
    let nobody = Signature::new("adidem", "trial@adidem.invalid", &Time::new(0, 0))?;
    let tree = git.treebuilder(None)?.write()?;
    let tree = git.find_tree(tree)?;
    git.commit(None, &nobody, &nobody, "A trial that the guard refuses", &tree, &[])
}
