//! What the program sees of the terminal, of git, of the contracts and of who is sitting there. It never fails: what is
//! wrong is what it is for.

mod contracts;
mod environment;
mod identity;
mod seen;

use std::path::Path;

use super::act::stamp_records;
use super::{Error, Workspace};
use crate::history::{self, git_version, identity_of_user};
use crate::language::Language;

pub use environment::Environment;
pub use seen::{Lacking, Observation};

/// Everything that was looked at, in the order in which a person would read it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Diagnosis {
    /// One each.
    pub findings: Vec<Diagnostic>,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What it belongs to.
    pub topic: DiagnosticTopic,
    /// How it is.
    pub state: Health,
    /// What was seen.
    pub seen: Observation,
}

impl Diagnostic {
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
pub enum DiagnosticTopic {
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

impl DiagnosticTopic {
    /// The word by which programs know it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Terminal => "terminal",
            Self::Git => "git",
            Self::Repository => "repository",
            Self::Contracts => "contracts",
            Self::Identity => "identity",
            Self::Keys => "keys",
        }
    }
}

/// How it is. The order is that of gravity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Health {
    /// As it should be.
    Good,
    /// Worth knowing.
    Note,
    /// Something does not work like this.
    Problem,
}

impl Health {
    /// The word by which programs know it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Note => "note",
            Self::Problem => "problem",
        }
    }
}

impl Diagnosis {
    /// The gravest state of all findings.
    #[must_use]
    pub fn state(&self) -> Health {
        self.findings
            .iter()
            .map(|finding| finding.state)
            .max()
            .unwrap_or(Health::Good)
    }

    fn good(&mut self, topic: DiagnosticTopic, seen: Observation) {
        self.findings.push(Diagnostic {
            topic,
            state: Health::Good,
            seen,
        });
    }

    fn note(&mut self, topic: DiagnosticTopic, seen: Observation) {
        self.findings.push(Diagnostic {
            topic,
            state: Health::Note,
            seen,
        });
    }

    fn problem(&mut self, topic: DiagnosticTopic, seen: Observation) {
        self.findings.push(Diagnostic {
            topic,
            state: Health::Problem,
            seen,
        });
    }

    fn error(&mut self, topic: DiagnosticTopic, error: history::Error) {
        self.failed(topic, &Error::from(error));
    }

    fn failed(&mut self, topic: DiagnosticTopic, error: &Error) {
        self.problem(topic, Observation::of_error(error));
    }
}

/// Looks at the terminal as the caller found it, and at the repository at or above a path, or the current folder.
#[must_use]
pub fn doctor(path: Option<&Path>, environment: &Environment) -> Diagnosis {
    let mut diagnosis = Diagnosis::default();
    environment.examine(&mut diagnosis);
    program(&mut diagnosis, git_version().as_deref());
    match Workspace::open(path.unwrap_or(Path::new("."))) {
        Ok(workspace) => {
            contracts::repository(&mut diagnosis, workspace.repository());
            let readable = contracts::contracts(&mut diagnosis, workspace.repository());
            let repository = workspace.repository();
            identity::identity(
                &mut diagnosis,
                repository.identity(),
                Some(repository.user_key()),
                &readable,
            );
            for (contract, _) in readable {
                // What cannot be read was told of above.
                if let Ok((count @ 1.., authority)) = stamp_records::lacking(&workspace, &contract) {
                    diagnosis.note(
                        DiagnosticTopic::Contracts,
                        Observation::Unstamped {
                            contract,
                            count,
                            authority,
                        },
                    );
                }
            }
        }
        Err(error) => {
            diagnosis.failed(DiagnosticTopic::Repository, &error);
            identity::identity(&mut diagnosis, identity_of_user(), None, &[]);
        }
    }
    diagnosis
}

/// The oldest git that can verify signatures made with SSH keys.
const OLDEST_GIT: (u32, u32) = (2, 34);

fn program(diagnosis: &mut Diagnosis, version: Option<&str>) {
    let Some(version) = version else {
        return diagnosis.problem(DiagnosticTopic::Git, Observation::NoGit);
    };
    let mut numbers = version.split('.').map(|number| number.parse::<u32>().unwrap_or(0));
    let found = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    if found < OLDEST_GIT {
        diagnosis.note(DiagnosticTopic::Git, Observation::OldGit(version.to_owned()));
    } else {
        diagnosis.good(DiagnosticTopic::Git, Observation::Git(version.to_owned()));
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
        assert_eq!(state(Some("2.47.3")), Health::Good);
        assert_eq!(state(Some("2.34.1.windows.1")), Health::Good);
        assert_eq!(state(Some("3.0")), Health::Good);
        assert_eq!(state(Some("2.9.5")), Health::Note);
        assert_eq!(state(Some("next")), Health::Note);
        assert_eq!(state(None), Health::Problem);
    }
}
