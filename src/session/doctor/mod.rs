//! What the program sees of the terminal, of git, of the contracts and of who is sitting there. It never fails: what is
//! wrong is what it is for.

mod contracts;
mod environment;
mod identity;
mod seen;

use std::path::Path;

use super::act::time_stamp;
use super::{Error, Room};
use crate::history::{self, git_version, identity_of_user};
use crate::language::{Language, Translated};

pub use environment::Environment;
pub use seen::{Lacking, Seen};

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
    pub seen: Seen,
}

impl Finding {
    /// What was seen.
    #[must_use]
    pub fn what(&self, language: Language) -> String {
        self.seen.message(language)
    }

    /// What to do about it, if anything.
    #[must_use]
    pub fn remedy(&self, language: Language) -> Option<String> {
        self.seen.remedy(language)
    }
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

    fn good(&mut self, topic: Topic, seen: Seen) {
        self.findings.push(Finding { topic, state: State::Good, seen });
    }

    fn note(&mut self, topic: Topic, seen: Seen) {
        self.findings.push(Finding { topic, state: State::Note, seen });
    }

    fn problem(&mut self, topic: Topic, seen: Seen) {
        self.findings.push(Finding { topic, state: State::Problem, seen });
    }

    fn error(&mut self, topic: Topic, error: history::Error) {
        self.failed(topic, Error::from(error).why());
    }

    fn failed(&mut self, topic: Topic, why: Translated) {
        self.problem(topic, Seen::Error(why));
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
            for (contract, _) in readable {
                // What cannot be read was told of above.
                if let Ok((count @ 1.., authority)) = time_stamp::lacking(&room, &contract) {
                    diagnosis.note(Topic::Contracts, Seen::Unstamped { contract, count, authority });
                }
            }
        }
        Err(error) => {
            diagnosis.failed(Topic::Repository, error.why());
            identity::identity(&mut diagnosis, identity_of_user(), None, &[]);
        }
    }
    diagnosis
}

/// The oldest git that can verify signatures made with SSH keys.
const OLDEST_GIT: (u32, u32) = (2, 34);

fn program(diagnosis: &mut Diagnosis, version: Option<&str>) {
    let Some(version) = version else { return diagnosis.problem(Topic::Git, Seen::NoGit) };
    let mut numbers = version.split('.').map(|number| number.parse::<u32>().unwrap_or(0));
    let found = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    if found < OLDEST_GIT {
        diagnosis.note(Topic::Git, Seen::OldGit(version.to_owned()));
    } else {
        diagnosis.good(Topic::Git, Seen::Git(version.to_owned()));
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
