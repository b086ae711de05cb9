//! Whether a paper says what a version of a contract says.

use super::diff::Redlined;
use super::paper::{OnPaper, read_paper};
use crate::exchange::Version;
use crate::exchange::docx::View;
use crate::exchange::paper::Line;
use crate::redline::{ClauseChange, CompareScope, PaperLine, compare, fit};
use crate::session::Error;
use crate::session::version_name::VersionName;
use crate::session::workspace::Workspace;
use std::path::Path;

/// A paper held against a version of a contract.
pub struct ComparedPaper {
    /// The version on the left, the paper on the right.
    pub redlined: Redlined,
    /// What is known of the paper.
    pub paper: OnPaper,
}

impl ComparedPaper {
    /// Whether no difference was found.
    #[must_use]
    pub fn is_same(&self) -> bool {
        let redline = &self.redlined.redline;
        redline.front.is_empty() && redline.clauses.iter().all(ClauseChange::is_untouched)
    }
}

/// Holds a file on paper against a version of a contract: the newest round, or the draft of one that was never sent. The
/// paper's words are laid onto the clauses of that version, whatever it calls its own.
///
/// # Errors
///
/// When either cannot be read.
pub fn compare_paper(
    workspace: &Workspace,
    name: &str,
    version: Option<&VersionName>,
    file: &Path,
    view: View,
    scope: CompareScope,
) -> Result<ComparedPaper, Error> {
    let negotiation = workspace.negotiation(name)?;
    let usual = if negotiation.newest_number() == 0 {
        VersionName::Draft
    } else {
        VersionName::Last
    };
    let reading = negotiation.reading(version.unwrap_or(&usual))?;
    let old = negotiation.read(&reading)?;
    let paper = read_paper(file, view)?;
    let lines: Vec<PaperLine> = paper.paper.lines.iter().map(as_words).collect();
    let new = fit(&old, &lines, paper.wrapped);
    let redline = compare(&old, &new, scope);
    let to = Version {
        file: Some(paper.name.clone()),
        ..Version::default()
    };
    Ok(ComparedPaper {
        redlined: Redlined::against_text(&negotiation, reading.version, (old, new), to, redline),
        paper,
    })
}

fn as_words(line: &Line) -> PaperLine {
    PaperLine {
        label: line.label.as_ref().map(|label| label.text.clone()),
        text: line.text.clone(),
    }
}
