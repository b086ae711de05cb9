//! The shared repository at the other end, reached through the `git` program: its settings for ssh, agents and
//! passwords then just work. Nothing is ever forced.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::negotiation::ChangeId;

use super::error::Error;
use super::no_remote::NoRemote;
use super::repository::Repository;

/// Where this copy fetches from and pushes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remote {
    /// Its name, such as `origin`.
    pub name: String,
    /// The line of history there that this copy follows, such as `main`.
    pub branch: String,
}

/// What became of a push.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pushed {
    /// It is there.
    Done,
    /// Somebody else was there first.
    Overtaken,
    /// It was refused, for the reasons that the other end gave; may hold anything.
    Refused(String),
}

impl Repository {
    /// The other end: the one that this line of history follows, or else the only one there is.
    ///
    /// # Errors
    ///
    /// When there is none, or more than one to choose from.
    pub fn remote(&self, wanted: Option<&str>) -> Result<Remote, Error> {
        let head = self.git().find_reference("HEAD").map_err(Error::git("finding the line of history"))?;
        let line = head.symbolic_target().ok().flatten().and_then(|name| name.strip_prefix("refs/heads/"));
        let line = line.ok_or(Error::NoRemote(NoRemote::NoLine))?;
        let config = self.git().config().map_err(Error::git("reading git's configuration"))?;
        let setting = |key: &str| config.get_string(&format!("branch.{line}.{key}")).ok();
        let names = self.git().remotes().map_err(Error::git("reading git's configuration"))?;
        let known: Vec<String> = names.iter().flatten().flatten().map(str::to_owned).collect();
        let name = match (wanted.map(str::to_owned).or_else(|| setting("remote")), known.as_slice()) {
            (Some(name), known) if known.contains(&name) => name,
            (Some(name), _) => return Err(Error::NoRemote(NoRemote::Unknown(name))),
            (None, [only]) => only.clone(),
            (None, []) => return Err(Error::NoRemote(NoRemote::None)),
            (None, several) => return Err(Error::NoRemote(NoRemote::Several(several.to_vec()))),
        };
        let followed = setting("merge").filter(|_| wanted.is_none());
        let branch = followed.as_deref().and_then(|merge| merge.strip_prefix("refs/heads/")).unwrap_or(line);
        Ok(Remote { name, branch: branch.to_owned() })
    }

    /// What the other end had when it was asked last; `None` when it never was.
    ///
    /// # Errors
    ///
    /// When the repository cannot be read.
    pub fn fetched(&self, remote: &Remote) -> Result<Option<ChangeId>, Error> {
        let reference = format!("refs/remotes/{}/{}", remote.name, remote.branch);
        match self.git().refname_to_id(&reference) {
            Ok(oid) => Ok(Some(ChangeId::from_bytes(super::objects::id_of(oid)))),
            Err(error) if error.code() == git2::ErrorCode::NotFound => Ok(None),
            Err(error) => Err(Error::git("finding the other end's newest state")(error)),
        }
    }

    /// Gets what the other end has. Gives its newest state, `None` when it has none yet.
    ///
    /// # Errors
    ///
    /// When it cannot be reached, with what git said.
    pub fn fetch(&self, remote: &Remote) -> Result<Option<ChangeId>, Error> {
        let output = self.plain_git(&["fetch", "--quiet", &remote.name])?;
        if !output.success {
            return Err(Error::Unreachable { remote: remote.name.clone(), said: output.said });
        }
        self.fetched(remote)
    }

    /// Sends the newest state to the other end, which takes it only as a continuation of its own.
    ///
    /// # Errors
    ///
    /// When git cannot be run.
    pub fn push(&self, remote: &Remote) -> Result<Pushed, Error> {
        let goal = format!("HEAD:refs/heads/{}", remote.branch);
        let output = self.plain_git(&["push", "--porcelain", &remote.name, &goal])?;
        if output.success {
            return Ok(Pushed::Done);
        }
        // Git's own words for programs: `!` and the reason in brackets.
        let overtaken = ["(fetch first)", "(non-fast-forward)", "(stale info)", "(failed to update ref)"];
        let is_overtaken = overtaken.iter().any(|reason| output.said.contains(reason));
        Ok(if is_overtaken { Pushed::Overtaken } else { Pushed::Refused(output.said) })
    }

    /// Moves on to a later state, with the working folder; refused where that would touch work that is not recorded, and
    /// where there is no working folder.
    ///
    /// # Errors
    ///
    /// [`Error::InTheWay`] with what git said.
    pub fn move_on_to(&self, later: ChangeId) -> Result<(), Error> {
        let output = self.plain_git(&["merge", "--ff-only", "--quiet", &later.to_string()])?;
        if output.success { Ok(()) } else { Err(Error::InTheWay(output.said)) }
    }

    fn plain_git(&self, arguments: &[&str]) -> Result<Said, Error> {
        let mut command = Command::new("git");
        let folder: &Path = self.working_folder().unwrap_or_else(|| self.common_folder());
        command.current_dir(folder).args(arguments);
        command.env("GIT_NO_REPLACE_OBJECTS", "1").env("LC_ALL", "C").stdin(Stdio::inherit());
        let failed = |error: std::io::Error| Error::Program { program: "git".to_owned(), reason: error.to_string() };
        let output = command.output().map_err(failed)?;
        let said = [output.stdout, output.stderr].concat();
        Ok(Said { success: output.status.success(), said: String::from_utf8_lossy(&said).trim().to_owned() })
    }
}

struct Said {
    success: bool,
    said: String,
}
