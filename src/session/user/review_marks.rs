//! What somebody made of findings: looked at, accepted as a risk, to be raised. Kept in git's own folder, never shared: the
//! other side is not to know which risks one takes.

use super::private_file;
use crate::session::Error;
use crate::session::workspace::Workspace;
use crate::wording::ReviewWords;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// What somebody made of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FindingState {
    /// It was looked at.
    Looked,
    /// It is a risk that one takes.
    Risk,
    /// It is to be raised with the other side.
    Raise,
}

/// A mark on a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FindingMark {
    /// What names the finding: its rule, and the clause behind `@`.
    pub finding: String,
    /// What somebody made of it.
    pub state: FindingState,
    /// The wording of the clause that was looked at; nothing for a finding on the whole contract.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<String>,
    /// A note to oneself.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// All marks on the findings of one contract.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FindingMarks {
    /// In the order in which they were made.
    #[serde(default)]
    pub marks: Vec<FindingMark>,
}

impl FindingState {
    /// What it is called.
    #[must_use]
    pub fn called(self, words: ReviewWords) -> &'static str {
        match self {
            Self::Looked => words.looked(),
            Self::Risk => words.risk(),
            Self::Raise => words.raise(),
        }
    }
}

impl Workspace {
    fn finding_marks_file(&self, contract: &str) -> PathBuf {
        self.repository()
            .common_folder()
            .join("adidem")
            .join("review")
            .join(private_file::name_of(contract))
    }

    /// The marks on a contract's findings.
    ///
    /// # Errors
    ///
    /// When the file is there and cannot be read or understood.
    pub fn finding_marks(&self, contract: &str) -> Result<FindingMarks, Error> {
        private_file::read(&self.finding_marks_file(contract))
    }

    /// Puts marks in the place of all that there are on some findings. Gives all marks.
    ///
    /// # Errors
    ///
    /// When the file cannot be read or written.
    pub fn put_finding_marks(
        &self,
        contract: &str,
        findings: &[String],
        marks: Vec<FindingMark>,
    ) -> Result<FindingMarks, Error> {
        private_file::change(&self.finding_marks_file(contract), |held: &mut FindingMarks| {
            held.marks.retain(|mark| !findings.contains(&mark.finding));
            held.marks.extend(marks);
        })
    }
}
