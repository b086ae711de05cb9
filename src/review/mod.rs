//! The review of a contract: checklists as data, the rules of drafting that the program knows itself, rights and duties,
//! and figures over the rounds. Touches no file, clock or git: checklists come in as texts.
//!
//! `docs/REVIEW.md` describes a checklist. Precision goes before recall: a rule that cries wolf is not read.

mod blank;
mod blank_place;
mod built_in;
mod change_subject;
mod checklist;
mod clause_label;
mod drafting;
mod due;
mod duties;
mod figure_history;
mod finding;
mod indexed_text;
mod judge;
mod limit;
mod lint;
mod nearest_figure;
mod party_names;
mod pattern;
mod plain_quantity;
mod proposal;
mod quantity;
mod read;
mod read_saying;
mod read_values;
mod saying;
mod statement;
mod understood;
mod violation;

pub use blank::blanks;
pub use blank_place::{Blank, BlankPlace, told_blanks};
pub use built_in::built_in;
pub use change_subject::{ChangeSubject, Material, material};
pub use checklist::{
    Addition, Checklist, Citation, ClauseTopic, DraftingCheck, Examples, IncompleteRule, Limits, LookIn, OwnPositions,
    RiskLevel, Rule, RuleText, Saying, Silence, Want, rules,
};
pub use clause_label::ClauseLabel;
pub use due::{Anchors, Term};
pub use duties::{Duty, Noted, duties, noted_duties};
pub use figure_history::{Against, FigureHistory, Tracked, moved, tracked};
pub use finding::{Because, CitedWords, Met, NotAsked, ReviewFinding, ReviewReport, report_topics};
pub use judge::review;
pub use limit::{Limit, Measure};
pub use lint::{ListFault, ListMistake, lint};
pub use proposal::{Manner, Proposed, ProposedWording, new_clause};
pub use read::read_checklist;
pub use statement::{Force, Modal, Role};
pub use understood::{Actor, UnderstoodPart, UnderstoodSentence, understood};
pub use violation::Violation;
