//! Why there is no answer.

use serde_json::json;

use super::Answer;
use crate::audit::EvidenceError;
use crate::session::Error;

/// What went wrong, in the one form that every command has for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failed {
    /// A code that never changes its meaning.
    pub code: &'static str,
    /// What happened, why, and what to do next, for people.
    pub message: String,
    /// The part of it that says what to do next.
    pub remedy: String,
    /// With which the program ends.
    pub exit_status: u8,
}

/// Why there is no answer.
#[must_use]
pub fn error(failed: &Failed) -> Answer {
    let Failed {
        code,
        message,
        remedy,
        exit_status,
    } = failed;
    Answer::new(
        "error",
        json!({"code": code, "message": message, "remedy": remedy, "exit_status": exit_status}),
    )
}

/// The code of an error: the name of what happened, wherever it was found out.
#[must_use]
pub fn code(error: &Error) -> &'static str {
    match error {
        Error::History(error) | Error::Evidence(EvidenceError::History(error)) => error.into(),
        Error::Evidence(error) => error.into(),
        Error::NotTaken { error, .. } => code(error),
        other => other.into(),
    }
}
