//! On which wordings somebody's acceptance rests today.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::contract::Revision;
use crate::negotiation::{Decision, RecordId};

use super::appraisal::RecordEntry;

/// By clause and wording, the parties whose last word on that clause is that they accept this wording, with or without
/// a condition.
pub(super) type Resting = HashMap<(String, Option<Revision>), BTreeSet<String>>;

/// What one record says of a clause.
type RecordedDecision = (RecordId, Decision, Option<Revision>);

/// From the record in the order in which it came into history. What does not count is passed over, and what was taken
/// back gives way to what was said before.
pub(super) fn resting(entries: &[RecordEntry]) -> Resting {
    let mut said: BTreeMap<(&str, &str), Vec<RecordedDecision>> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| entry.appraised.trust.counts(false)) {
        let Some(record) = &entry.appraised.record else {
            continue;
        };
        for named in &record.clauses {
            let of_clause = said.entry((&record.party, &named.id)).or_default();
            match record.withdraws {
                Some(target) => of_clause.retain(|(id, ..)| *id != target),
                None => of_clause.push((entry.appraised.id, record.decision, named.revision)),
            }
        }
    }
    let mut resting = Resting::new();
    for ((party, clause), said) in said {
        if let Some((_, Decision::Accept | Decision::Reserve, wording)) = said.last() {
            resting
                .entry((clause.to_owned(), *wording))
                .or_default()
                .insert(party.to_owned());
        }
    }
    resting
}
