//! What an exchange brought: rounds and records that were not there before.

use super::list::{ContractRow, list};
use super::rounds::{RoundRow, list_rounds};
use crate::session::Error;
use crate::session::workspace::Workspace;

/// What came of one contract.
#[derive(Debug, Clone)]
pub struct News {
    /// The contract's name.
    pub contract: String,
    /// The rounds that are new, oldest first.
    pub rounds: Vec<RoundRow>,
    /// How many records of positions are new.
    pub records: usize,
}

/// What is there now and was not when the contracts were listed before.
///
/// # Errors
///
/// When the repository's history cannot be read.
pub fn news(workspace: &Workspace, before: &[ContractRow]) -> Result<Vec<News>, Error> {
    let mut all = Vec::new();
    for row in list(workspace)? {
        let old = before.iter().find(|old| old.name == row.name);
        let (round, records) = old.map_or((0, 0), |old| (old.round, old.records));
        let mut rounds = Vec::new();
        if row.round > round {
            rounds = list_rounds(workspace, &row.name)?.rounds;
            rounds.retain(|one| one.number > round);
        }
        let records = row.records.saturating_sub(records);
        if !rounds.is_empty() || records > 0 {
            all.push(News {
                contract: row.name,
                rounds,
                records,
            });
        }
    }
    Ok(all)
}
