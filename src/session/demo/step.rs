//! A step of the demonstration that is ready to be written.

use chrono::{DateTime, FixedOffset};

use super::script::ScriptedPosition;
use crate::negotiation::Person;

/// Something that is ready to be written.
pub(super) struct PreparedStep {
    pub(super) contract: &'static str,
    pub(super) party: String,
    pub(super) author: Person,
    pub(super) at: DateTime<FixedOffset>,
    pub(super) deed: DemoStep,
}

/// What is written.
pub(super) enum DemoStep {
    /// A round: its path, its text and what its sender says about it.
    Round { path: String, text: String, note: String },
    /// A position on the newest round.
    Position(ScriptedPosition),
}
