//! The schemas of the answers, as the program carries them.

/// Each format's name and its schema, JSON Schema of 2020-12.
pub const SCHEMAS: [(&str, &str); 31] = [
    ("asks", include_str!("../../docs/schema/asks.json")),
    ("audit", include_str!("../../docs/schema/audit.json")),
    ("blame", include_str!("../../docs/schema/blame.json")),
    ("commented", include_str!("../../docs/schema/commented.json")),
    ("comments", include_str!("../../docs/schema/comments.json")),
    ("comparison", include_str!("../../docs/schema/comparison.json")),
    ("contracts", include_str!("../../docs/schema/contracts.json")),
    ("doctor", include_str!("../../docs/schema/doctor.json")),
    ("duties", include_str!("../../docs/schema/duties.json")),
    ("error", include_str!("../../docs/schema/error.json")),
    ("evidence", include_str!("../../docs/schema/evidence.json")),
    ("figures", include_str!("../../docs/schema/figures.json")),
    ("found", include_str!("../../docs/schema/found.json")),
    ("imported", include_str!("../../docs/schema/imported.json")),
    ("issues", include_str!("../../docs/schema/issues.json")),
    ("keys", include_str!("../../docs/schema/keys.json")),
    ("log", include_str!("../../docs/schema/log.json")),
    ("ready", include_str!("../../docs/schema/ready.json")),
    ("received", include_str!("../../docs/schema/received.json")),
    ("recorded", include_str!("../../docs/schema/recorded.json")),
    ("redline", include_str!("../../docs/schema/redline.json")),
    ("review", include_str!("../../docs/schema/review.json")),
    ("rounds", include_str!("../../docs/schema/rounds.json")),
    ("sent", include_str!("../../docs/schema/sent.json")),
    ("stamps", include_str!("../../docs/schema/stamps.json")),
    ("status", include_str!("../../docs/schema/status.json")),
    ("sync", include_str!("../../docs/schema/sync.json")),
    ("taken-back", include_str!("../../docs/schema/taken-back.json")),
    ("text", include_str!("../../docs/schema/text.json")),
    ("unread", include_str!("../../docs/schema/unread.json")),
    ("verification", include_str!("../../docs/schema/verification.json")),
];

/// The commands that answer with `--json` (`diff` with `--format json`), each with the format of its answer.
pub const FORMATS: [(&str, &str); 34] = [
    ("list", "contracts"),
    ("search", "found"),
    ("show", "text"),
    ("rounds", "rounds"),
    ("diff", "redline"),
    ("blame", "blame"),
    ("status", "status"),
    ("issues", "issues"),
    ("read", "unread"),
    ("ready", "ready"),
    ("accept", "recorded"),
    ("reject", "recorded"),
    ("reserve", "recorded"),
    ("withdraw", "recorded"),
    ("send", "sent"),
    ("take-back", "taken-back"),
    ("log", "log"),
    ("asks", "asks"),
    ("comment", "commented"),
    ("comments", "comments"),
    ("trust", "keys"),
    ("stamp", "stamps"),
    ("sync", "sync"),
    ("check", "review"),
    ("duties", "duties"),
    ("figures", "figures"),
    ("audit", "audit"),
    ("evidence", "evidence"),
    ("verify", "verification"),
    ("import", "imported"),
    ("receive", "received"),
    ("compare", "comparison"),
    ("doctor", "doctor"),
    ("error", "error"),
];

/// The schema of a command's answer; `None` for a command that has none.
#[must_use]
pub fn schema_of(command: &str) -> Option<&'static str> {
    let (_, format) = FORMATS.iter().find(|(name, _)| *name == command)?;
    SCHEMAS
        .iter()
        .find(|(name, _)| name == format)
        .map(|(_, schema)| *schema)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;
    use strum::VariantNames as _;

    use super::*;
    use crate::audit::EvidenceError;
    use crate::{history, session};

    /// Errors that only pass another one on, and so never are the code.
    const PASSED_ON: [&str; 3] = ["history", "evidence", "not-taken"];
    /// What the command line adds of its own; a test beside it holds its list against the schema.
    const OF_COMMAND_LINE: [&str; 6] = ["no-schema", "output", "read-only", "refused", "restricted", "usage"];

    #[test]
    fn every_format_has_its_schema_and_names_itself() {
        for (command, format) in FORMATS {
            let schema: Value = serde_json::from_str(schema_of(command).expect("a schema")).expect("JSON");
            assert_eq!(schema["title"], format!("adidem/{format}/1"), "{command}");
            assert_eq!(schema["properties"]["format"]["const"], schema["title"]);
        }
        let answered: BTreeSet<&str> = FORMATS.iter().map(|(_, format)| *format).collect();
        assert_eq!(answered, SCHEMAS.iter().map(|(name, _)| *name).collect());
    }

    #[test]
    fn the_schema_of_errors_lists_every_code() {
        let schema: Value = serde_json::from_str(schema_of("error").expect("a schema")).expect("JSON");
        let listed = schema["properties"]["code"]["enum"].as_array().expect("codes").iter();
        let listed: BTreeSet<&str> = listed.filter_map(Value::as_str).collect();
        let known = [
            session::Error::VARIANTS,
            history::Error::VARIANTS,
            EvidenceError::VARIANTS,
            &OF_COMMAND_LINE,
        ];
        let known: BTreeSet<&str> = known
            .concat()
            .into_iter()
            .filter(|code| !PASSED_ON.contains(code))
            .collect();
        assert_eq!(listed, known);
    }
}
