//! The scripts of the demonstration: who changed what in which round, built into the program with their contracts.

use chrono::{DateTime, FixedOffset};
use serde::Deserialize;

use crate::session::Error;

/// A contract as it was first drafted, and the script of what became of it.
pub(super) struct Sample {
    /// The contract's name.
    pub(super) name: &'static str,
    /// The first draft.
    pub(super) contract: &'static str,
    /// The script, as it is written.
    pub(super) script: &'static str,
}

/// The contracts of the demonstration.
pub(super) const SAMPLES: [Sample; 4] = [
    Sample {
        name: "crm-en",
        contract: include_str!("../../../contracts/crm-en.yaml"),
        script: include_str!("negotiations/crm-en.yaml"),
    },
    Sample {
        name: "crm-zh",
        contract: include_str!("../../../contracts/crm-zh.yaml"),
        script: include_str!("negotiations/crm-zh.yaml"),
    },
    Sample {
        name: "nda",
        contract: include_str!("../../../contracts/nda.yaml"),
        script: include_str!("negotiations/nda.yaml"),
    },
    Sample {
        name: "reseller-three-party",
        contract: include_str!("../../../contracts/reseller-three-party.yaml"),
        script: include_str!("negotiations/reseller-three-party.yaml"),
    },
];

/// What happened to one contract, round by round.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Script {
    /// The contract's name.
    pub(super) contract: String,
    /// The rounds; the first one brings the contract in as it was drafted.
    pub(super) rounds: Vec<ScriptedRound>,
    /// What somebody is working on and has not sent.
    #[serde(default)]
    pub(super) draft: Vec<ScriptedEdit>,
}

/// One round.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ScriptedRound {
    /// The id of the party that sends it.
    pub(super) party: String,
    /// The e-mail address of the member who sends it.
    pub(super) by: String,
    /// When, in the sender's time zone.
    pub(super) at: DateTime<FixedOffset>,
    /// What the sender says about it.
    pub(super) note: String,
    /// What it changes.
    #[serde(default)]
    pub(super) changes: Vec<ScriptedEdit>,
    /// What is recorded about it before the next round.
    #[serde(default)]
    pub(super) positions: Vec<ScriptedPosition>,
}

/// One position that somebody records.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ScriptedPosition {
    /// The party that records it.
    pub(super) party: String,
    /// The e-mail address of the member who does.
    pub(super) by: String,
    /// When, in the member's time zone.
    pub(super) at: DateTime<FixedOffset>,
    /// `accept`, `reject` or `reserve`.
    pub(super) decision: String,
    /// Of which clauses; those without an answer of the party that the round left as they were, when there are none.
    #[serde(default)]
    pub(super) clauses: Vec<String>,
    /// Every clause without an answer of the party.
    #[serde(default)]
    pub(super) all: bool,
    /// Why.
    pub(super) reason: Option<String>,
    /// Another party whose position this is.
    pub(super) speaks_for: Option<String>,
    /// How that party said it.
    pub(super) reported: Option<String>,
}

/// One change of a round.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum ScriptedEdit {
    /// Words that stand in a clause exactly once give way to others.
    Replace {
        clause: String,
        old: String,
        new: String,
        #[serde(default, rename = "in")]
        part: EditTarget,
    },
    /// A clause gets another text.
    Rewrite { clause: String, text: String },
    /// A new clause.
    Insert {
        after: Option<String>,
        first_in: Option<String>,
        id: String,
        heading: String,
        text: String,
    },
    /// A clause goes, with its sub-clauses.
    Remove { clause: String },
    /// A clause goes to another place, with its sub-clauses.
    Move {
        clause: String,
        after: Option<String>,
        first_in: Option<String>,
    },
    /// A new member of a party.
    Member { party: String, name: String, email: String },
}

/// Where words are replaced.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum EditTarget {
    /// In the text.
    #[default]
    Text,
    /// In the heading.
    Heading,
}

impl Sample {
    /// Reads the script.
    pub(super) fn script(&self) -> Result<Script, Error> {
        let fault = |what: String| Error::Script {
            contract: self.name.to_owned(),
            round: 0,
            what,
        };
        let script: Script = serde_yaml::from_str(self.script).map_err(|error| fault(error.to_string()))?;
        if script.contract != self.name {
            return Err(fault(format!("the script is that of `{}`", script.contract)));
        }
        if script.rounds.is_empty() {
            return Err(fault("the script has no round".to_owned()));
        }
        Ok(script)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(script: &'static str) -> String {
        Sample {
            name: "deal",
            contract: "",
            script,
        }
        .script()
        .unwrap_err()
        .to_string()
    }

    #[test]
    fn every_script_is_understood() {
        for sample in SAMPLES {
            assert!(!sample.script().unwrap().rounds.is_empty(), "{}", sample.name);
        }
    }

    #[test]
    fn a_script_says_nothing_that_nobody_reads() {
        let unknown = fault(
            "contract: deal\nrounds:\n  - {party: a, by: b, at: \"2026-01-01T00:00:00+00:00\", note: n, remark: x}\n",
        );
        assert!(unknown.contains("remark"), "{unknown}");
        let edit = fault("contract: deal\nrounds: []\ndraft:\n  - replace: {clause: c, old: a, new: b, where: text}\n");
        assert!(edit.contains("where"), "{edit}");
        assert!(fault("contract: other\nrounds: []\n").contains("that of `other`"));
        assert!(fault("contract: deal\nrounds: []\n").contains("has no round"));
    }
}
