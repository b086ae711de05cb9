//! What was understood of a clause: each sentence in its parts, with who, with which force, and what the part does there.

use super::indexed_text::IndexedText;
use super::party_names;
use super::pattern::Vocabulary;
use super::statement::{self, Force, Role, Statements, Subject};
use crate::contract::Contract;

/// A sentence as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnderstoodSentence {
    /// Its words.
    pub words: String,
    /// Its parts, in order and without gaps.
    pub parts: Vec<UnderstoodPart>,
}

/// A part of a sentence in which one force holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnderstoodPart {
    /// Its words.
    pub words: String,
    /// What it does in the sentence.
    pub role: Role,
    /// With which force it is said.
    pub force: Force,
    /// Whether a *no* or *not* of its own denies what it names: `gives no help`.
    pub negated: bool,
    /// Of whom it is said, where that can be told.
    pub actor: Option<Actor>,
}

/// Of whom something is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// A party, by its id.
    Party(String),
    /// Every party, or whichever it happens to be.
    Each,
}

/// What was understood of one clause's text, by its id; nothing where there is no such clause.
#[must_use]
pub fn understood(contract: &Contract, clause: &str) -> Vec<UnderstoodSentence> {
    let names = party_names::names(contract);
    let mut vocabulary = Vocabulary::default();
    let mentions = statement::mentions(&names, &mut vocabulary);
    let text = IndexedText::of(contract, &vocabulary);
    let Some(place) = text.place_of_id(clause) else {
        return Vec::new();
    };
    let statements = Statements::all(&text, &mentions);
    let actor = |subject: Subject| match subject {
        Subject::Party(at) => Actor::Party(names[at].id.clone()),
        Subject::Each => Actor::Each,
    };
    let sentence = |unit: usize| UnderstoodSentence {
        words: text.words(unit).to_owned(),
        parts: statements
            .of_unit(unit)
            .stretches
            .iter()
            .map(|stretch| UnderstoodPart {
                words: text.source(unit)[stretch.bytes.clone()].trim().to_owned(),
                role: stretch.role,
                force: stretch.force,
                negated: stretch.negated,
                actor: stretch.actor.map(actor),
            })
            .collect(),
    };
    // The first unit is the heading, which says nothing of anybody.
    text.of_clause[place].clone().skip(1).map(sentence).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{Clause, Party};

    #[test]
    fn a_clause_is_told_in_its_parts_with_who_and_how() {
        let party = |id: &str, role: &str| Party {
            id: id.into(),
            role: role.into(),
            ..Party::default()
        };
        let clause = |id: &str, text: &str| Clause {
            id: id.into(),
            text: text.into(),
            ..Clause::default()
        };
        let contract = Contract {
            parties: vec![party("customer", "Customer"), party("vendor", "Vendor")],
            clauses: vec![
                clause("other", "Customer shall pay."),
                clause(
                    "keys",
                    "If a key is lost, Vendor shall replace it. Neither party may copy it.",
                ),
            ],
            ..Contract::default()
        };
        let found = understood(&contract, "keys");
        let told: Vec<(&str, Role, Force, Option<Actor>)> = found
            .iter()
            .flat_map(|sentence| &sentence.parts)
            .map(|part| (&*part.words, part.role, part.force, part.actor.clone()))
            .collect();
        assert_eq!(
            told,
            [
                ("If a key is lost,", Role::Condition, Force::Is, None),
                (
                    "Vendor shall replace it.",
                    Role::Main,
                    Force::Must,
                    Some(Actor::Party("vendor".into()))
                ),
                (
                    "Neither party may copy it.",
                    Role::Main,
                    Force::MustNot,
                    Some(Actor::Each)
                ),
            ]
        );
        assert_eq!(understood(&contract, "none"), []);
    }
}
