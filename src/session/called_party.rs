//! A party as a sentence calls it, in whichever language it is said.

use crate::contract::{Contract, Party};
use crate::language::{Language, say};
use crate::wording::PositionWords;

/// A party by its id and by the role that the contract gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalledParty {
    id: String,
    role: String,
}

impl CalledParty {
    /// A party of a contract; by its id alone where the contract has none of that id.
    pub(in crate::session) fn of(contract: &Contract, id: &str) -> Self {
        let party = contract.parties.iter().find(|party| party.id == id);
        party.map_or_else(
            || Self {
                id: id.to_owned(),
                role: String::new(),
            },
            Self::from,
        )
    }

    /// What it is called in a sentence: the id is marked as a word of the file, a role is a word like any other.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        let called = PositionWords(language).called(&self.id, Some(&self.role));
        if called == self.id {
            say!(language, "`{called}`", " `{called}` ")
        } else {
            called
        }
    }
}

impl From<&Party> for CalledParty {
    fn from(party: &Party) -> Self {
        Self {
            id: party.id.clone(),
            role: party.role.clone(),
        }
    }
}
