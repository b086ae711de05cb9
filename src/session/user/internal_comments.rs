//! What colleagues remark among themselves on clauses. It lies in the user's own folder, never in a repository's: a copy may
//! be handed over as a folder, and whoever gets it is not to get these. They are kept for a lineage and a party, so that
//! whoever speaks for two sides on one computer, as in the demonstration, keeps them apart.

use std::collections::HashSet;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::own_folder::own_folder;
use super::private_file;
use crate::contract::Revision;
use crate::session::Error;
use crate::session::workspace::Workspace;

/// One remark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::session) struct InternalComment {
    /// The digest of all that it says, by which others name it.
    #[serde(default)]
    pub(in crate::session) id: String,
    /// The id of the clause that it is about.
    pub(in crate::session) clause: String,
    /// The wording of that clause, by its digest; nothing where it was deleted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::session) revision: Option<String>,
    /// The round in which it stood so.
    pub(in crate::session) round: u32,
    /// The words that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::session) on: Option<String>,
    /// What it says.
    #[serde(default)]
    pub(in crate::session) text: String,
    /// The digest of the one that it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::session) answers: Option<String>,
    /// The digest of one of those that it settles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::session) resolves: Option<String>,
    /// Who made it, by their own account.
    pub(in crate::session) author: String,
    /// When, by their clock, RFC 3339.
    pub(in crate::session) at: String,
}

impl InternalComment {
    /// The same with the digest of what it says. What a file says that its digest is counts for nothing.
    #[must_use]
    pub(in crate::session) fn named(self) -> Self {
        let parts = [
            Some(&*self.clause),
            self.revision.as_deref(),
            self.on.as_deref(),
            Some(&*self.text),
            self.answers.as_deref(),
            self.resolves.as_deref(),
            Some(&*self.author),
            Some(&*self.at),
        ];
        let all: Vec<String> = parts.iter().map(|part| format!("{part:?}")).collect();
        let id = Revision::of(format!("{}\n{}", all.join("\n"), self.round).as_bytes()).to_string();
        Self { id, ..self }
    }
}

/// All remarks of a party's people on one contract; the same form is handed to colleagues as a file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::session) struct InternalComments {
    /// What the file is.
    #[serde(default)]
    pub(in crate::session) format: String,
    /// The name of the contract, for people.
    #[serde(default)]
    pub(in crate::session) contract: String,
    /// The lineage that they are about.
    #[serde(default)]
    pub(in crate::session) negotiation: String,
    /// The party whose people they are between; nothing for a reader of no party.
    #[serde(default)]
    pub(in crate::session) party: String,
    /// In the order in which they were made.
    #[serde(default)]
    pub(in crate::session) comments: Vec<InternalComment>,
}

impl InternalComments {
    /// What such a file says that it is.
    pub(in crate::session) const FORMAT: &'static str = "adidem/internal-comments/1";

    /// Adds what is not there yet, in the order of their dates. Gives how many came.
    pub(in crate::session) fn add(&mut self, others: impl IntoIterator<Item = InternalComment>) -> usize {
        let known: HashSet<String> = self.comments.iter().map(|one| one.id.clone()).collect();
        let before = self.comments.len();
        let mut fresh: Vec<InternalComment> = others.into_iter().map(InternalComment::named).collect();
        fresh.retain(|one| !known.contains(&one.id));
        self.comments.extend(fresh);
        let when = |one: &InternalComment| {
            chrono::DateTime::parse_from_rfc3339(&one.at)
                .map(|at| at.timestamp())
                .ok()
        };
        // Equal dates keep their order.
        self.comments.sort_by_key(when);
        self.comments.dedup_by(|one, other| one.id == other.id);
        self.comments.len() - before
    }
}

impl Workspace {
    fn internal_comments_file(negotiation: Revision, party: Option<&str>) -> Result<PathBuf, Error> {
        let name = format!("{}@{}", negotiation.hex(), party.unwrap_or_default());
        Ok(own_folder()?.join("comments").join(private_file::name_of(&name)))
    }

    /// The internal comments on a contract that are kept here for the people of a party.
    ///
    /// # Errors
    ///
    /// When the file is there and cannot be read or understood; it stays as it is.
    pub(in crate::session) fn internal_comments(
        negotiation: Revision,
        party: Option<&str>,
    ) -> Result<InternalComments, Error> {
        // Whoever has no home folder keeps none.
        let Ok(file) = Self::internal_comments_file(negotiation, party) else {
            return Ok(InternalComments::default());
        };
        let mut kept: InternalComments = private_file::read_in_place(&file)?;
        party.unwrap_or_default().clone_into(&mut kept.party);
        Ok(kept)
    }

    /// Changes them, on top of whatever another program has put down meanwhile.
    ///
    /// # Errors
    ///
    /// When the user has no home folder, or the file cannot be read or written; it is as it was then.
    pub(in crate::session) fn change_internal_comments(
        negotiation: Revision,
        party: Option<&str>,
        change: impl FnOnce(&mut InternalComments),
    ) -> Result<(), Error> {
        private_file::change_in_place(&Self::internal_comments_file(negotiation, party)?, change)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(at: &str, text: &str) -> InternalComment {
        InternalComment {
            id: "whatever a file claims".into(),
            clause: "fees".into(),
            revision: None,
            round: 1,
            on: None,
            text: text.into(),
            answers: None,
            resolves: None,
            author: "Li".into(),
            at: at.into(),
        }
    }

    #[test]
    fn what_comes_again_is_there_once_and_in_the_order_of_dates() {
        let mut kept = InternalComments::default();
        let (early, late) = (
            said("2026-01-01T09:00:00+08:00", "a"),
            said("2026-01-01T02:00:00Z", "b"),
        );
        assert_eq!(kept.add([late.clone(), late.clone()]), 1);
        assert_eq!(kept.add([early.clone(), late.clone()]), 1);
        let texts: Vec<&str> = kept.comments.iter().map(|one| &*one.text).collect();
        assert_eq!(texts, ["a", "b"]);
        assert_eq!(kept.comments[1], late.named());
        assert_ne!(early.clone().named().id, said(&early.at, "c").named().id);
    }
}
