//! The shared repository at the other end, reached through the `git` program: its settings for ssh, agents and
//! passwords then just work. Nothing is ever forced.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::negotiation::CommitId;

use super::no_remote::NoRemote;
use super::to_follow::ToFollow;
use super::unreached::Unreached;
use crate::history::doing::Doing;
use crate::history::error::Error;
use crate::history::repository::Repository;
use crate::history::settings::restriction::without_choices;
use crate::history::signature::stock::no_program;
use crate::history::store::id::{id_of, oid_of};

/// Where what is being sent is noted for as long as that takes.
const OUTGOING: &str = "refs/adidem/outgoing";

/// Where this copy fetches from and pushes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remote {
    /// Its name, such as `origin`.
    pub name: String,
    /// The line of history there that this copy follows, such as `main`.
    pub branch: String,
}

/// What the other end holds, as it says itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Held {
    branches: Vec<(String, CommitId)>,
    has_head: bool,
}

impl Held {
    /// Reads what `git ls-remote` prints; nothing where names of commits are not of the kind known here.
    fn parse(printed: &str) -> Option<Self> {
        let mut held = Self::default();
        for line in printed.lines().filter(|line| !line.starts_with("ref: ")) {
            let (id, name) = line.split_once('\t')?;
            let id: CommitId = id.parse().ok()?;
            match name.strip_prefix("refs/heads/") {
                Some(branch) => held.branches.push((branch.to_owned(), id)),
                None => held.has_head |= name == "HEAD",
            }
        }
        Some(held)
    }

    /// Whether it holds nothing at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.branches.is_empty()
    }

    /// Whether what it holds does not come out with a new copy: its `HEAD` names a branch that it does not have.
    #[must_use]
    pub fn headless(&self) -> bool {
        !self.is_empty() && !self.has_head
    }

    /// The newest state of a branch; `None` when it has no such branch.
    #[must_use]
    pub fn newest(&self, branch: &str) -> Option<CommitId> {
        self.branches
            .iter()
            .find(|(name, _)| name == branch)
            .map(|(_, newest)| *newest)
    }

    /// All of its branches, with the newest state of each.
    pub fn branches(&self) -> impl Iterator<Item = (&str, CommitId)> {
        self.branches.iter().map(|(name, newest)| (name.as_str(), *newest))
    }

    /// The names of its branches.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.branches.iter().map(|(name, _)| name.clone()).collect()
    }
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
    /// The connection ended before the other end said what became of it; may hold anything.
    Unanswered(String),
}

impl Error {
    fn unreachable(remote: &Remote, said: String) -> Self {
        Self::Unreachable {
            remote: remote.name.clone(),
            why: Unreached::of(&said),
            said,
        }
    }
}

impl Repository {
    /// The other end: the one that this line of history follows, or else the only one there is.
    ///
    /// # Errors
    ///
    /// When there is none, or more than one to choose from.
    pub fn remote(&self, wanted: Option<&str>) -> Result<Remote, Error> {
        let line = self.branch()?.ok_or(Error::NoRemote(NoRemote::NoLine))?;
        let config = self.git().config().map_err(Error::git(Doing::ReadSettings))?;
        let setting = |key: &str| config.get_string(&format!("branch.{line}.{key}")).ok();
        let names = self.git().remotes().map_err(Error::git(Doing::ReadSettings))?;
        let known: Vec<String> = names.iter().flatten().flatten().map(str::to_owned).collect();
        let name = match (
            wanted.map(str::to_owned).or_else(|| setting("remote")),
            known.as_slice(),
        ) {
            (Some(name), known) if known.contains(&name) => name,
            (Some(name), _) => return Err(Error::NoRemote(NoRemote::Unknown(name))),
            (None, [only]) => only.clone(),
            (None, []) => return Err(Error::NoRemote(NoRemote::None)),
            (None, several) => return Err(Error::NoRemote(NoRemote::Several(several.to_vec()))),
        };
        let followed = setting("merge").filter(|_| wanted.is_none());
        let branch = followed
            .as_deref()
            .and_then(|merge| merge.strip_prefix("refs/heads/"))
            .unwrap_or(&line);
        Ok(Remote {
            name,
            branch: branch.to_owned(),
        })
    }

    /// What the other end had when it was asked last; `None` when it never was.
    ///
    /// # Errors
    ///
    /// When the repository cannot be read.
    pub fn fetched(&self, remote: &Remote) -> Result<Option<CommitId>, Error> {
        let reference = format!("refs/remotes/{}/{}", remote.name, remote.branch);
        match self.git().refname_to_id(&reference) {
            Ok(oid) => Ok(Some(CommitId::from_bytes(id_of(oid)))),
            Err(error) if error.code() == git2::ErrorCode::NotFound => Ok(None),
            Err(error) => Err(Error::git(Doing::FindTheirs)(error)),
        }
    }

    /// Where the other end lies, as git's configuration says; `None` when it does not say so in so many words.
    ///
    /// # Errors
    ///
    /// When the configuration cannot be read.
    pub fn address(&self, remote: &Remote) -> Result<Option<String>, Error> {
        self.setting(&format!("remote.{}.url", remote.name))
    }

    /// Asks the other end what it has, without fetching anything: what this copy remembers of it may be gone.
    ///
    /// # Errors
    ///
    /// When it cannot be reached, with the reason and what git said.
    pub fn ask(&self, remote: &Remote) -> Result<Held, Error> {
        let output = self.plain_git(&["ls-remote", "--symref", &remote.name, "HEAD", "refs/heads/*"])?;
        if !output.success {
            // Where git does not trust the owner of this copy, it does not say so here: it does not even know the name.
            let unknown = output.said.contains(&format!("'{}' does not appear", remote.name));
            let own = if unknown {
                Some(self.plain_git(&["rev-parse", "--git-dir"])?)
            } else {
                None
            };
            let said = own.filter(|own| !own.success).map_or(output.said, |own| own.said);
            return Err(Error::unreachable(remote, said));
        }
        Held::parse(&output.printed).ok_or_else(|| Error::unreachable(remote, output.printed))
    }

    /// Gets all that the other end has.
    ///
    /// # Errors
    ///
    /// When it cannot be reached, with the reason and what git said.
    pub fn fetch(&self, remote: &Remote, held: &Held) -> Result<(), Error> {
        let get = |arguments: &[&str]| {
            let output = self.plain_git(&[&["fetch", "--quiet"], arguments].concat())?;
            if output.success {
                Ok(())
            } else {
                Err(Error::unreachable(remote, output.said))
            }
        };
        get(&[&remote.name])?;
        // A copy may be set to fetch other branches than the one that it follows.
        match held.newest(&remote.branch) {
            Some(newest) if !self.has(newest)? || self.fetched(remote)?.is_none() => get(&[
                &remote.name,
                &format!("+refs/heads/{0}:refs/remotes/{1}/{0}", remote.branch, remote.name),
            ]),
            _ => Ok(()),
        }
    }

    /// Whether a commit is in this copy.
    ///
    /// # Errors
    ///
    /// When the store of the repository cannot be opened.
    pub fn has(&self, point: CommitId) -> Result<bool, Error> {
        let store = self.git().odb().map_err(Error::git(Doing::OpenStore))?;
        Ok(store.exists(oid_of(point.as_bytes())?))
    }

    /// Whether this copy holds nothing yet, and knows of a shared repository that may hold something.
    ///
    /// # Errors
    ///
    /// When what the repository stands at, or the configuration, cannot be read.
    pub fn may_have_to_sync(&self) -> Result<bool, Error> {
        let remotes = self.git().remotes().map_err(Error::git(Doing::ReadSettings))?;
        Ok(!remotes.is_empty() && self.newest()?.is_none())
    }

    /// Where this copy stands on no state of its branch yet, and has fetched others: their names.
    ///
    /// # Errors
    ///
    /// When references cannot be read.
    pub fn to_follow(&self) -> Result<Option<ToFollow>, Error> {
        if self.newest()?.is_some() {
            return Ok(None);
        }
        let failed = || Error::git(Doing::FindFetched);
        let mut fetched = Vec::new();
        for reference in self.git().references_glob("refs/remotes/*").map_err(failed())? {
            let reference = reference.map_err(failed())?;
            let name = String::from_utf8_lossy(reference.name_bytes()).into_owned();
            let branch = name.strip_prefix("refs/remotes/").and_then(|name| name.split_once('/'));
            fetched.extend(
                branch
                    .map(|(_, branch)| branch.to_owned())
                    .filter(|branch| branch != "HEAD"),
            );
        }
        fetched.sort();
        fetched.dedup();
        let own = self.branch()?.unwrap_or_default();
        Ok((!fetched.is_empty()).then_some(ToFollow { own, fetched }))
    }

    /// The branch that this copy is on; `None` when it stands at a state by itself.
    ///
    /// # Errors
    ///
    /// When what the repository stands at cannot be read.
    pub fn branch(&self) -> Result<Option<String>, Error> {
        let head = self.git().find_reference("HEAD").map_err(Error::git(Doing::FindLine))?;
        let line = head
            .symbolic_target()
            .ok()
            .flatten()
            .and_then(|name| name.strip_prefix("refs/heads/"));
        Ok(line.map(str::to_owned))
    }

    /// Sends the newest state to the other end, which takes it only as a continuation of its own.
    ///
    /// # Errors
    ///
    /// When git cannot be run, or the other end cannot be reached or written to.
    pub fn push(&self, remote: &Remote) -> Result<Pushed, Error> {
        let Some(newest) = self.newest()? else {
            return Ok(Pushed::Done);
        };
        // By its id and by the whole name: what else may be called like that does not matter.
        let goal = format!("{newest}:refs/heads/{}", remote.branch);
        let mut output = self.plain_git(&["push", "--porcelain", &remote.name, &goal])?;
        if !output.success && output.said.contains("matches more than one") {
            output = self.push_by_pattern(remote, newest)?;
        }
        if output.success {
            return Ok(Pushed::Done);
        }
        // Git's own words for programs: `!` and the reason in brackets.
        let overtaken = [
            "(fetch first)",
            "(non-fast-forward)",
            "(stale info)",
            "(failed to update ref)",
        ];
        let is_overtaken = overtaken.iter().any(|reason| output.said.contains(reason));
        if is_overtaken {
            return Ok(Pushed::Overtaken);
        }
        // What a hook there says is its reason, whatever words it uses.
        if ["[remote rejected]", "[rejected]", "hook declined"]
            .iter()
            .any(|word| output.said.contains(word))
        {
            return Ok(Pushed::Refused(output.said));
        }
        match Unreached::of(&output.said) {
            Unreached::Unknown => Ok(Pushed::Unanswered(output.said)),
            _ => Err(Error::unreachable(remote, output.said)),
        }
    }

    /// Sends a state to a branch where the other end holds something like `refs/heads/refs/heads/main` as well: git then finds
    /// even the whole name ambiguous, but not what a pattern leads to.
    fn push_by_pattern(&self, remote: &Remote, newest: CommitId) -> Result<Answer, Error> {
        let failed = || Error::writing(Doing::NoteOutgoing);
        let name = format!("{OUTGOING}/{newest}/{}", remote.branch);
        let note = self
            .git()
            .reference(&name, oid_of(newest.as_bytes())?, true, "sync")
            .map_err(failed())?;
        drop(note);
        let goal = format!("{OUTGOING}/{newest}/*:refs/heads/*");
        let output = self.plain_git(&["push", "--porcelain", &remote.name, &goal]);
        self.git()
            .find_reference(&name)
            .and_then(|mut note| note.delete())
            .map_err(failed())?;
        output
    }

    /// Moves on to a later state, with the working folder; refused where that would touch work that is not recorded, and
    /// where there is no working folder.
    ///
    /// # Errors
    ///
    /// [`Error::InTheWay`] with what git said.
    pub fn move_on_to(&self, later: CommitId) -> Result<(), Error> {
        let output = self.plain_git(&["merge", "--ff-only", "--no-stat", "--quiet", &later.to_string()])?;
        if output.success {
            Ok(())
        } else {
            Err(Error::InTheWay(output.said))
        }
    }

    /// Git in this copy, with nothing of the environment that would lead it elsewhere.
    pub(in crate::history) fn git_here(&self) -> Command {
        git_in(self.working_folder().unwrap_or_else(|| self.common_folder()))
    }

    /// What git prints when it is asked something here.
    pub(in crate::history) fn git_says(&self, doing: Doing, arguments: &[&str]) -> Result<String, Error> {
        let output = self
            .git_here()
            .args(arguments)
            .output()
            .map_err(|error| no_program("git", &error))?;
        if !output.status.success() {
            let reason = String::from_utf8_lossy(&output.stderr).trim().to_owned();
            return Err(Error::Git { doing, reason });
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    fn plain_git(&self, arguments: &[&str]) -> Result<Answer, Error> {
        let mut command = self.git_here();
        self.without_its_programs(&mut command)?;
        command.args(arguments).stdin(Stdio::inherit());
        let output = command.output().map_err(|error| no_program("git", &error))?;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
        let said = text(&[output.stdout.as_slice(), &output.stderr].concat());
        Ok(Answer {
            success: output.status.success(),
            printed: text(&output.stdout),
            said,
        })
    }
}

/// Git in a folder, with nothing of the environment that would lead it elsewhere.
pub(in crate::history) fn git_in(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command
        .current_dir(folder)
        .env("GIT_NO_REPLACE_OBJECTS", "1")
        .env("LC_ALL", "C");
    for name in [
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_COMMON_DIR",
    ] {
        command.env_remove(name);
    }
    without_choices(&mut command);
    command
}

struct Answer {
    success: bool,
    /// What it printed, without its complaints.
    printed: String,
    said: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "1111111111111111111111111111111111111111";
    const B: &str = "2222222222222222222222222222222222222222";

    #[test]
    fn what_the_other_end_says_it_has_is_understood() {
        let held = Held::parse(&format!(
            "ref: refs/heads/main\tHEAD\n{A}\tHEAD\n{A}\trefs/heads/main\n{B}\trefs/heads/a/b"
        ));
        let held = held.unwrap();
        assert_eq!(held.newest("a/b").map(|id| id.to_string()).as_deref(), Some(B));
        assert_eq!((held.newest("b"), held.headless()), (None, false));
        assert_eq!(held.names(), ["main", "a/b"]);
        let headless = Held::parse(&format!("{A}\trefs/heads/main")).unwrap();
        assert!(headless.headless() && !headless.is_empty());
        let empty = Held::parse("").unwrap();
        assert!(empty.is_empty() && !empty.headless());
        assert_eq!(
            Held::parse(&format!("{A}{B}\trefs/heads/main")),
            None,
            "names of another format"
        );
    }
}
