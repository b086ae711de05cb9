//! Why there is no answer.

use serde_json::json;

use super::Answer;
use crate::audit::EvidenceError;
use crate::session::Error;

/// What went wrong: a code that never changes its meaning, a sentence for people that says what to do as well, and the exit
/// status.
#[must_use]
pub fn error(code: &str, message: &str, exit_status: u8) -> Answer {
    Answer::new(
        "error",
        json!({"code": code, "message": message, "exit_status": exit_status}),
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
