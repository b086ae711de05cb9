//! What the doctor found.

use serde_json::json;

use super::Answer;
use crate::language::Language;
use crate::session::Diagnosis;

/// The same for other programs.
#[must_use]
pub fn doctor(diagnosis: &Diagnosis) -> Answer {
    let findings: Vec<_> = diagnosis
        .findings
        .iter()
        .map(|finding| {
            json!({
                "topic": finding.topic.word(),
                "state": finding.state.word(),
                "what": finding.what(Language::English),
                "remedy": finding.remedy(Language::English),
            })
        })
        .collect();
    Answer::new("doctor", json!({"findings": findings}))
}
