//! Every word that a person reads on a screen or page, in each language. A missing text is a compile error.
//!
//! Uses `redline` and `negotiation`, whose classes, flags and positions it names; a redline in the form that terminals
//! show is made here as well, for the command line and the screens alike.

mod action;
mod ask;
mod asking;
mod audit;
mod beginning;
mod clause_list;
mod comment;
mod drafting;
mod evidence;
mod front;
mod help;
mod help_examples;
mod inline;
mod json_escaped;
mod legend;
mod lines;
mod not_done;
mod page;
mod paper;
mod position;
mod punctuation;
mod redline;
mod report;
mod review;
mod review_report;
mod review_screen;
mod screen;
mod shared;
mod signs;
mod span;
mod spoken;
mod sync;

pub use action::ActionWords;
pub use ask::AskWords;
pub use asking::AskingWords;
pub use audit::AuditWords;
pub use beginning::BeginningWords;
pub use clause_list::ListedClause;
pub use comment::CommentWords;
pub use drafting::DraftingWords;
pub use evidence::EvidenceWords;
pub use front::FrontWords;
pub use help::{HELP, HelpWords, UsageFault, WrongUse, help_in};
pub use help_examples::{
    COMMANDS, CommandHelp, CommandHelpWords, ENVIRONMENT, Effect, Example, FILES, Place, Statuses,
};
pub use inline::{Paragraph, inline, inline_heading, marked};
pub use json_escaped::json_escaped;
pub use legend::LegendWords;
pub use lines::{fitted, width, wrapped};
pub use not_done::NotDone;
pub use page::PageWords;
pub use paper::PaperWords;
pub use position::PositionWords;
pub use redline::RedlineWords;
pub use report::{ReportWords, when};
pub use review::{ReviewWords, numbered_heading};
pub use screen::ScreenWords;
pub use shared::SharedWords;
pub use signs::{beside_signs, has_own_signs};
pub use span::{Role, Span, contract_text, one_line};
pub use sync::SyncWords;
