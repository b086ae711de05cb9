//! What the points at which histories come together say of their own.

use std::collections::HashMap;

use crate::history::{CommitGraph, Error};
use crate::negotiation::{Change, CommitId, ContractPart};

use super::text_at_commit::TextAtCommit;
use super::texts::Texts;

/// What a commit that brings versions together says of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MergeContent {
    pub(super) part: ContractPart,
    /// Both sides had changed it, and it is exactly as one of them has it.
    pub(super) chosen: bool,
}

/// What each point that brings different versions of a contract together says beyond their re-merge; `None` where one
/// of the versions makes no sense. Those at which the contract looks as if nothing had happened are asked as well: it
/// is there that one side's words can vanish.
pub(super) fn introduced(
    texts: &Texts<'_>,
    graph: &CommitGraph,
    changes: &[Change],
    whereabouts: &TextAtCommit,
) -> Result<HashMap<CommitId, Option<Vec<MergeContent>>>, Error> {
    let mut merges = HashMap::new();
    let Some(template) = changes.last() else {
        return Ok(merges);
    };
    for place in graph.points().filter(|place| place.parents.len() > 1) {
        let change = changes.iter().find(|change| change.id == place.id);
        let before: Vec<_> = place
            .parents
            .iter()
            .map(|parent| whereabouts.at(graph, *parent))
            .collect();
        let after = whereabouts.at(graph, place.id);
        if change.is_none() && before.iter().all(|text| *text == after) {
            continue;
        }
        let merge = match change {
            Some(change) => change.clone(),
            None => Change {
                id: place.id,
                parents: place.parents,
                before,
                after,
                sent: None,
                ..template.clone()
            },
        };
        let parts = match merge.after {
            // Where the contract is gone, it was gone on one side already, or the merge took it away.
            None => {
                let gone = merge.before.iter().any(Option::is_none);
                Some(if gone {
                    Vec::new()
                } else {
                    vec![MergeContent {
                        part: ContractPart::Title,
                        chosen: false,
                    }]
                })
            }
            Some(_) => match texts.introduced(&merge)? {
                Some(parts) if !parts.is_empty() => {
                    let chosen = texts.chosen(&merge)?.unwrap_or_default();
                    let one = |part: ContractPart| MergeContent {
                        chosen: chosen.contains(&part),
                        part,
                    };
                    Some(parts.into_iter().map(one).collect())
                }
                parts => parts.map(|_| Vec::new()),
            },
        };
        merges.insert(merge.id, parts);
    }
    Ok(merges)
}
