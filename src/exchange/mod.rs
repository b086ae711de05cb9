//! Formats in and out: JSON that other programs rely on, Markdown, a web page; Word files and other paper. Draws and prints
//! nothing.

mod ask_page;
mod attention;
mod baseline;
mod clause_names;
pub mod docx;
mod duties;
mod evidence;
mod folded;
mod html;
mod json;
mod markdown;
mod markdown_text;
mod page;
pub mod paper;
mod policy;
mod record;
mod remark;
mod review_report;
mod runs;
mod sentence;
mod text_pieces;

pub use ask_page::{AskPage, AskPageEntry, asks_html, asks_markdown};
pub use baseline::{Baseline, BaselineReason, StoodByEach};
pub use duties::{DutyRow, duties_calendar, duties_csv};
pub use evidence::{HowTo, RoundText, SignedChange, SignedRecord, WHAT_IS_NOT_PROVEN, how_to_verify};
pub use html::{ExchangeError, redline_html};
pub use json::{front_json, received_json, redline_json};
pub use markdown::redline_markdown;
pub use record::{RecordRow, RecordTable, record_csv, record_html};
pub use remark::Remark;
pub use review_report::{ReviewDocument, review_html, review_markdown};

use crate::negotiation::Received;
use crate::redline::Redline;
use crate::wording::{ReportWords, one_line, when};

/// A redline with what a reader needs to know of both versions.
#[derive(Debug, Clone)]
pub struct Document<'a> {
    /// The contract's name.
    pub contract: &'a str,
    /// The contract's title in the new version.
    pub title: &'a str,
    /// The contract's language tag, if the file gives one.
    pub language: Option<&'a str>,
    /// The left side.
    pub from: &'a Baseline,
    /// The right side.
    pub to: &'a Version,
    /// What changed.
    pub redline: &'a Redline,
    /// The comments of the shared history on its clauses.
    pub remarks: &'a [Remark],
    /// Whether untouched clauses are listed too.
    pub all: bool,
}

/// One side of a redline.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Version {
    /// The round's number; `None` for the draft or a git revision that is no round's last change.
    pub round: Option<u32>,
    /// The id of the party that sent the round, when it is known.
    pub party: Option<String>,
    /// That party's name.
    pub party_name: Option<String>,
    /// The name of the person who wrote it.
    pub author: Option<String>,
    /// The git id of the round's last change; `None` for the draft.
    pub commit: Option<String>,
    /// The date as the author's clock and time zone gave it, RFC 3339.
    pub date: Option<String>,
    /// The round's note.
    pub note: Option<String>,
    /// The name of the file, for what came on paper.
    pub file: Option<String>,
    /// Present when another party received the round in a file and reports it.
    pub received: Option<Received>,
    /// What that other party is called.
    pub reported_by: Option<String>,
}

impl Version {
    /// What is to be said of a round that was received in a file; clauses are called as in a redline.
    #[must_use]
    pub fn received(&self, redline: &Redline, words: ReportWords) -> Vec<String> {
        let Some(received) = &self.received else {
            return Vec::new();
        };
        let by = self.reported_by.as_deref().unwrap_or(&received.by);
        let called = |id: &String| {
            let clause = redline.clauses.iter().find(|clause| clause.id == *id);
            clause.map_or_else(
                || words.part(id),
                |clause| {
                    let number = clause.number.as_deref().or(clause.from_number.as_deref());
                    words.clause(number, &clause.heading, id)
                },
            )
        };
        let untracked: Vec<String> = received.untracked.iter().map(called).collect();
        let version = self.round.map(|round| words.round_number(round)).unwrap_or_default();
        let said = words.received(&one_line(by), &untracked).into_iter();
        said.map(|line| words.0.says(&version, &line)).collect()
    }

    /// Who sent it, in words: the party and the person; each once, since a company may write under its own name.
    #[must_use]
    pub fn sender(&self) -> Option<String> {
        let party = self.party_name.as_deref().or(self.party.as_deref());
        let author = self.author.as_deref().filter(|author| Some(*author) != party);
        let named: Vec<&str> = party
            .into_iter()
            .chain(author)
            .filter(|name| !name.trim().is_empty())
            .collect();
        (!named.is_empty()).then(|| named.join(", "))
    }

    /// The version in words: round, party, person, time, note.
    #[must_use]
    pub fn described(&self, report: ReportWords) -> String {
        if let Some(file) = &self.file {
            return one_line(file);
        }
        let Some(round) = self.round else {
            return self
                .commit
                .as_deref()
                .map_or_else(|| report.draft().to_owned(), |id| id.chars().take(12).collect());
        };
        let mut parts = vec![report.round_number(round)];
        if self.party.is_none() {
            parts.push(report.unknown().to_owned());
        }
        parts.extend(self.sender().as_deref().map(one_line));
        parts.extend(self.date.as_deref().map(when));
        parts.extend(
            self.note
                .as_deref()
                .map(|note| format!("\"{}\"", one_line(note.lines().next().unwrap_or_default()))),
        );
        parts.join(", ")
    }
}
