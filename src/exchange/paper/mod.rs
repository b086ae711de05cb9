//! A contract on paper: what another program wrote, as lines with what is known of each, and as a first draft in clauses.

mod anchors;
mod clause_ids;
mod front;
mod headings;
mod levels;
mod line_edits;
mod next_text;
mod outline;
mod plain;
mod rewrite;
mod tables;
mod unwritten;
mod word;
mod works;

pub use next_text::{BothViews, before_marks, next_text};
pub use outline::{Draft, draft};
pub use plain::{plain, wrapped};
pub use rewrite::{Written, write_version};
pub use unwritten::Unwritten;
pub use word::word;

use super::docx::Unread;

/// A contract as it stands on paper.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Paper {
    /// What stands below each other, without empty lines.
    pub lines: Vec<Line>,
    /// What is on the paper and not, or not fully, in the lines.
    pub unread: Vec<Unread>,
}

/// A paragraph, or a row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// The words. A line end in them is one that was typed within the paragraph.
    pub text: String,
    /// A number that stands in front, and is not typed.
    pub label: Option<super::docx::Label>,
    /// The level of the heading that it is said to be, from 0.
    pub heading: Option<u8>,
    /// How many bytes at its beginning are in bold or underlined.
    pub stressed: usize,
    /// It is said to be the title of the whole.
    pub title: bool,
    /// It is a row of a table.
    pub row: bool,
}
