//! A contract's file that got another name in the working folder alone: sent like that it would begin a negotiation of its own,
//! and every position would stay behind with the old one.

use std::collections::HashSet;

use crate::contract::{self, Contract};
use crate::history::WorktreeText;
use crate::session::Error;
use crate::session::workspace::Negotiation;

/// Refuses a first round whose clauses, half of them or more by their ids, are those of a contract of the newest state that
/// lacks its file here.
///
/// # Errors
///
/// [`Error::LeftBehind`], and when the newest state cannot be read.
pub(super) fn refuse_if_renamed(negotiation: &Negotiation<'_>, draft: &Contract) -> Result<(), Error> {
    if !negotiation.changes.is_empty() {
        return Ok(());
    }
    let repository = negotiation.texts.repository();
    let ids: HashSet<String> = ids(draft).collect();
    for other in repository.listed()? {
        let Some(text) = other.text else { continue };
        if !matches!(
            repository.draft(&other.path, Some(text)),
            Ok(Some(WorktreeText::Deleted))
        ) {
            continue;
        }
        // What nobody can understand has no clauses to compare.
        let Ok(before) = contract::read(&repository.text(text)?) else {
            continue;
        };
        let (common, all) = self::ids(&before).fold((0, 0), |(common, all), id| {
            (common + usize::from(ids.contains(&id)), all + 1)
        });
        if common * 2 >= all && common > 0 {
            return Err(Error::LeftBehind {
                contract: negotiation.name().to_owned(),
                file: negotiation.found.path.clone(),
                other: other.name,
                was: other.path,
            });
        }
    }
    Ok(())
}

fn ids(contract: &Contract) -> impl Iterator<Item = String> {
    contract.walk().into_iter().map(|visit| visit.clause.id.clone())
}
