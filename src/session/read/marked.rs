//! What somebody made of the findings of a reviewed version.

use crate::contract::{nearest, revision};
use crate::review::{ReviewFinding, RiskLevel};
use crate::session::Error;
use crate::session::read::check::Checked;
use crate::session::user::review_marks::{FindingMark, FindingMarks, FindingState};
use crate::session::workspace::Workspace;

impl Workspace {
    /// Marks findings of a reviewed version, or takes their marks away when no state is given. Gives all marks.
    ///
    /// # Errors
    ///
    /// When there is no such finding, or the file cannot be written.
    pub fn mark_findings(
        &self,
        checked: &Checked,
        findings: &[String],
        state: Option<FindingState>,
        note: &str,
    ) -> Result<FindingMarks, Error> {
        let all: Vec<String> = checked.report.findings.iter().map(ReviewFinding::name).collect();
        let mut marks = Vec::new();
        for name in findings {
            let Some(finding) = checked.report.findings.iter().find(|finding| finding.name() == *name) else {
                let known: Vec<&str> = all.iter().map(String::as_str).collect();
                let nearest = nearest(name, &known).map(str::to_owned);
                return Err(Error::NoSuchFinding {
                    contract: checked.name.clone(),
                    finding: name.clone(),
                    nearest,
                });
            };
            marks.extend(state.map(|state| checked.marked(finding, state, note)));
        }
        self.put_finding_marks(&checked.name, findings, marks)
    }
}

impl Checked {
    /// The wording of the clause that a finding concerns, as records name it.
    fn revision(&self, finding: &ReviewFinding) -> Option<String> {
        let clause = self.contract.clause(&finding.clause.as_ref()?.id)?;
        Some(revision(clause).to_string())
    }

    /// A mark on a finding in the wording that was reviewed.
    #[must_use]
    pub fn marked(&self, finding: &ReviewFinding, state: FindingState, note: &str) -> FindingMark {
        FindingMark {
            finding: finding.name(),
            state,
            revision: self.revision(finding),
            note: note.to_owned(),
        }
    }

    /// The mark on a finding, and whether the clause still has the wording that was looked at.
    #[must_use]
    pub fn mark(&self, finding: &ReviewFinding) -> Option<(&FindingMark, bool)> {
        let mark = self.marks.marks.iter().find(|mark| mark.finding == finding.name())?;
        Some((mark, mark.revision == self.revision(finding)))
    }

    /// How many findings of a severity there are that nobody took as a risk in this wording.
    #[must_use]
    pub fn open(&self, severity: RiskLevel) -> usize {
        let taken = |finding: &ReviewFinding| {
            self.mark(finding)
                .is_some_and(|(mark, stands)| stands && mark.state == FindingState::Risk)
        };
        self.report
            .findings
            .iter()
            .filter(|finding| finding.severity == severity && !taken(finding))
            .count()
    }
}
