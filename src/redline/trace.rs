//! Where the words of a new version come from in an old one: what blame follows from version to version.

use super::marks::kept;
use super::origins::Origins;
use super::versions::VersionPair;
use crate::contract::Contract;
use std::ops::Range;

/// Words that a clause of the new version has from a clause of the old one, byte for byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The id of the old clause.
    pub from_clause: String,
    /// Bytes in the old clause's text.
    pub from: Range<usize>,
    /// Bytes in the new clause's text.
    pub to: Range<usize>,
}

/// For each clause of the new version that is wanted by its id, in reading order, its id and the stretches that the old
/// version already had: in the same clause, or in one from which they were carried here. Words kept between replaced words
/// count as kept.
#[must_use]
pub fn trace(old: &Contract, new: &Contract, is_wanted: impl Fn(&str) -> bool) -> Vec<(String, Vec<Kept>)> {
    let (old_visits, new_visits) = (old.walk(), new.walk());
    let origins = Origins::default();
    let versions = VersionPair::new(&old_visits, &new_visits, &origins);
    let drafts = versions.carried_drafts();
    drafts
        .iter()
        .filter_map(|draft| {
            let to = versions.new_clause(draft).filter(|clause| is_wanted(&clause.id))?;
            let mut stretches = Vec::new();
            if let Some(from) = versions.old_clause(draft) {
                for (old, new) in kept(&from.text, &to.text, &versions.lexicon) {
                    stretches.push(Kept {
                        from_clause: from.id.clone(),
                        from: old,
                        to: new,
                    });
                }
            }
            for arrival in draft.carriage.arrivals() {
                let Some(source) = versions.old_by_id(&arrival.from_id) else {
                    continue;
                };
                // Carried words may be set in other lines than before.
                let (was, is) = (&source.text[arrival.from.clone()], &to.text[arrival.to.clone()]);
                stretches.extend(kept(was, is, &versions.lexicon).into_iter().map(|(from, to)| Kept {
                    from_clause: arrival.from_id.clone(),
                    from: from.start + arrival.from.start..from.end + arrival.from.start,
                    to: to.start + arrival.to.start..to.end + arrival.to.start,
                }));
            }
            Some((to.id.clone(), stretches))
        })
        .collect()
}
