//! The keys of the parties, and how they compare with a file.

use serde_json::{Value, json};

use super::Answer;
use crate::audit::finding_json;
use crate::session::{Compared, EarlierKeys, KeysCheck, MemberKeys, PartyKeys};

/// The keys of the parties.
#[must_use]
pub fn keys(contract: &str, keys: &[PartyKeys]) -> Answer {
    Answer::new(
        "keys",
        json!({"contract": contract, "parties": keys.iter().map(party_json).collect::<Vec<_>>()}),
    )
}

/// The same, with how each party's keys compare with those of a file.
#[must_use]
pub fn compared(contract: &str, compared: &[Compared]) -> Answer {
    let parties: Vec<Value> = compared.iter().map(compared_json).collect();
    Answer::new("keys", json!({"contract": contract, "parties": parties}))
}

fn compared_json(compared: &Compared) -> Value {
    let mut value = party_json(&compared.keys);
    value["file"] = outcome_json(&compared.outcome);
    value
}

/// The same for other programs.
pub(super) fn outcome_json(outcome: &KeysCheck) -> Value {
    let listed = |keys: &[(String, String)]| -> Vec<Value> {
        keys.iter()
            .map(|(email, key)| json!({"email": email, "key": key}))
            .collect()
    };
    match outcome {
        KeysCheck::Same => json!("same"),
        KeysCheck::NotNamed => json!("not-named"),
        KeysCheck::Differs { missing, added } => json!({"missing": listed(missing), "added": listed(added)}),
    }
}

fn party_json(keys: &PartyKeys) -> Value {
    let member = |(name, email, keys): &MemberKeys| json!({"name": name, "email": email, "keys": keys});
    let members = |members: &[MemberKeys]| members.iter().map(member).collect::<Vec<_>>();
    let earlier = |one: &EarlierKeys| json!({"members": members(&one.members), "confirmed": one.confirmed});
    json!({
        "party": keys.party,
        "name": keys.name,
        "members": members(&keys.members),
        "confirmed": keys.confirmed,
        "intruded": keys.intruded,
        "doubts": keys.doubts.iter().map(finding_json).collect::<Vec<_>>(),
        "only_own": keys.only_own,
        "earlier": keys.earlier.iter().map(earlier).collect::<Vec<_>>(),
    })
}
