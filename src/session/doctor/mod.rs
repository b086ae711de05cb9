//! What the program sees of the terminal, of git, of the contracts and of who is sitting there. It never fails: what is
//! wrong is what it is for.

mod contracts;
mod environment;
mod identity;

use std::path::Path;

use super::Room;
use crate::history::{git_version, identity_of_user};

pub use environment::Environment;

/// Everything that was looked at, in the order in which a person would read it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Diagnosis {
    /// One each.
    pub findings: Vec<Finding>,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it belongs to.
    pub topic: Topic,
    /// How it is.
    pub state: State,
    /// What was seen.
    pub what: String,
    /// What to do about it, if anything.
    pub remedy: Option<String>,
}

/// What a finding belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// The terminal: size, colours, characters.
    Terminal,
    /// The git program.
    Git,
    /// The repository.
    Repository,
    /// The contracts in it.
    Contracts,
    /// Who git takes the user for, and for whom they speak.
    Identity,
    /// The key that the user signs with.
    Keys,
}

/// How it is. The order is that of gravity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// As it should be.
    Good,
    /// Worth knowing.
    Note,
    /// Something does not work like this.
    Problem,
}

impl Diagnosis {
    /// The gravest state of all findings.
    #[must_use]
    pub fn state(&self) -> State {
        self.findings.iter().map(|finding| finding.state).max().unwrap_or(State::Good)
    }

    fn good(&mut self, topic: Topic, what: impl Into<String>) {
        self.findings.push(Finding { topic, state: State::Good, what: what.into(), remedy: None });
    }

    fn note(&mut self, topic: Topic, what: impl Into<String>, remedy: impl Into<Option<String>>) {
        self.findings.push(Finding { topic, state: State::Note, what: what.into(), remedy: remedy.into() });
    }

    fn problem(&mut self, topic: Topic, what: impl Into<String>, remedy: impl Into<Option<String>>) {
        self.findings.push(Finding { topic, state: State::Problem, what: what.into(), remedy: remedy.into() });
    }

    /// Errors say what happened, then what to do.
    fn error(&mut self, topic: Topic, error: &impl ToString) {
        let said = error.to_string();
        match said.split_once("; ") {
            // Nobody tried to record anything.
            Some((what, remedy)) => {
                let remedy = remedy.strip_prefix("nothing was recorded: ").unwrap_or(remedy);
                self.problem(topic, what, remedy.to_owned());
            }
            None => self.problem(topic, said, None),
        }
    }
}

/// Looks at the terminal as the caller found it, and at the repository at or above a path, or the current folder.
#[must_use]
pub fn doctor(path: Option<&Path>, environment: &Environment) -> Diagnosis {
    let mut diagnosis = Diagnosis::default();
    environment.examine(&mut diagnosis);
    program(&mut diagnosis, git_version().as_deref());
    match Room::open(path.unwrap_or(Path::new("."))) {
        Ok(room) => {
            contracts::repository(&mut diagnosis, room.repository());
            let readable = contracts::contracts(&mut diagnosis, room.repository());
            let repository = room.repository();
            identity::identity(&mut diagnosis, repository.identity(), Some(repository.user_key()), &readable);
        }
        Err(error) => {
            diagnosis.error(Topic::Repository, &error);
            identity::identity(&mut diagnosis, identity_of_user(), None, &[]);
        }
    }
    diagnosis
}

/// The oldest git that can verify signatures made with SSH keys.
const OLDEST_GIT: (u32, u32) = (2, 34);

fn program(diagnosis: &mut Diagnosis, version: Option<&str>) {
    let Some(version) = version else {
        let what =
            "the program `git` cannot be started; reading works without it, exchanging with the other side does not";
        return diagnosis.problem(Topic::Git, what, "install git, version 2.34 or later".to_owned());
    };
    let mut numbers = version.split('.').map(|number| number.parse::<u32>().unwrap_or(0));
    let found = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    if found < OLDEST_GIT {
        let remedy = "install git, version 2.34 or later".to_owned();
        diagnosis.note(Topic::Git, format!("git {version} cannot verify signatures made with SSH keys"), remedy);
    } else {
        diagnosis.good(Topic::Git, format!("git {version}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_git_is_noted_and_a_missing_one_is_a_problem() {
        let state = |version| {
            let mut diagnosis = Diagnosis::default();
            program(&mut diagnosis, version);
            diagnosis.state()
        };
        assert_eq!(state(Some("2.47.3")), State::Good);
        assert_eq!(state(Some("2.34.1.windows.1")), State::Good);
        assert_eq!(state(Some("3.0")), State::Good);
        assert_eq!(state(Some("2.9.5")), State::Note);
        assert_eq!(state(Some("next")), State::Note);
        assert_eq!(state(None), State::Problem);
    }
}
