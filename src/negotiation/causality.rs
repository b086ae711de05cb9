//! Which record was made in the knowledge of which: the only order there is among records. Dates, sequence numbers and
//! the order of files are claims or chance.
//!
//! Which of a party's own records came before another one of them, that party alone says. What somebody else's record
//! names of them is somebody else's word: it shows what was known to that other, and never takes a party's records out
//! of the way of each other.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, HashMap};

use super::record::{Filed, RecordId, Trust};

/// One party's records that may run on side by side. No party has so many machines; a party that opens more on purpose
/// gets records that nothing is known to be later than, so that the least favourable of them counts. Without a bound
/// the table of what each record knows could grow with the square of the records.
const MOST_CHAINS: usize = 64;

/// Records without doubles, and what each of them knew.
///
/// Each party's records form a chain, or a few where several machines forked. For each record it is noted how far down
/// each chain it had seen: so two records are compared in one step, however long the way between them.
pub(super) struct Causality<'a> {
    /// Sorted by name, so that nothing depends on the order in which they were given.
    pub(super) records: Vec<&'a Filed>,
    places: HashMap<RecordId, usize>,
    chains: Vec<Option<Link>>,
    /// For each record, how many records of each chain lie in its past, itself included; as long as needed.
    seen: Vec<Vec<u32>>,
    /// Records that bring together what none of the records they name had known alone.
    pub(super) joins: Vec<usize>,
}

/// The place of a record in a chain of its party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Link {
    pub(super) chain: usize,
    /// Counted from 1.
    pub(super) depth: u32,
}

impl<'a> Causality<'a> {
    /// Orders the records. Those that are named but not given are simply not known; those in a circle, which no real
    /// digests can form, know nothing.
    pub(super) fn new(given: &'a [Filed], parties: &[String]) -> Self {
        let mut records: Vec<&Filed> = given.iter().collect();
        // The same bytes may lie under another party's path as well: the copy in its right place is the record.
        records.sort_by(|one, other| (&one.id, &one.trust, one.round).cmp(&(&other.id, &other.trust, other.round)));
        records.dedup_by_key(|filed| filed.id);
        let places: HashMap<RecordId, usize> = records.iter().enumerate().map(|(at, filed)| (filed.id, at)).collect();
        let known: Vec<Vec<usize>> = records
            .iter()
            .map(|filed| filed.record.knows().filter_map(|id| places.get(&id).copied()).collect())
            .collect();
        let mut causality = Self {
            chains: vec![None; records.len()],
            seen: vec![Vec::new(); records.len()],
            joins: Vec::new(),
            records,
            places,
        };
        causality.follow(&known, parties);
        causality
    }

    /// The record of that name.
    pub(super) fn place(&self, id: RecordId) -> Option<usize> {
        self.places.get(&id).copied()
    }

    /// Where a record stands in its chain; `None` for one that never counts.
    pub(super) fn link(&self, record: usize) -> Option<Link> {
        self.chains[record]
    }

    /// Whether the later record was made in the knowledge of the earlier one.
    pub(super) fn knows(&self, later: usize, earlier: usize) -> bool {
        later != earlier && self.chains[earlier].is_some_and(|link| self.depth_seen(later, link.chain) >= link.depth)
    }

    /// How many records of a chain lie in the past of a record, itself included.
    pub(super) fn depth_seen(&self, record: usize, chain: usize) -> u32 {
        self.seen[record].get(chain).copied().unwrap_or(0)
    }

    fn follow(&mut self, known: &[Vec<usize>], parties: &[String]) {
        let mut lengths: Vec<u32> = Vec::new();
        // The party of each chain.
        let mut holders: Vec<&str> = Vec::new();
        let mut of_party: BTreeMap<&str, Vec<usize>> = parties.iter().map(|id| (id.as_str(), Vec::new())).collect();
        let (order, in_circles) = known_first(known);
        for (at, knows_nothing) in order
            .into_iter()
            .map(|at| (at, false))
            .chain(in_circles.into_iter().map(|at| (at, true)))
        {
            let before: &[usize] = if knows_nothing { &[] } else { &known[at] };
            let filed = self.records[at];
            let party = filed.record.party.as_str();
            let mut row: Vec<u32> = Vec::new();
            for &earlier in before {
                let other = &self.seen[earlier];
                let by_itself = self.records[earlier].record.party == party;
                row.resize(row.len().max(other.len()), 0);
                for ((mine, theirs), holder) in row.iter_mut().zip(other).zip(&holders) {
                    if by_itself || *holder != party {
                        *mine = (*mine).max(*theirs);
                    }
                }
            }
            if !before.is_empty() && before.iter().all(|&earlier| self.seen[earlier] != row) {
                self.joins.push(at);
            }
            if !matches!(filed.trust, Trust::Void(_))
                && let Some(own) = of_party.get_mut(party)
            {
                let continued = own
                    .iter()
                    .copied()
                    .find(|&chain| row.get(chain) == Some(&lengths[chain]));
                let chain = continued.or_else(|| {
                    (own.len() < MOST_CHAINS).then(|| {
                        own.push(lengths.len());
                        lengths.push(0);
                        holders.push(party);
                        lengths.len() - 1
                    })
                });
                if let Some(chain) = chain {
                    lengths[chain] += 1;
                    row.resize(row.len().max(chain + 1), 0);
                    row[chain] = lengths[chain];
                    self.chains[at] = Some(Link {
                        chain,
                        depth: lengths[chain],
                    });
                }
            }
            self.seen[at] = row;
        }
    }
}

/// Each record after all that it knows, and then those that lie in or behind a circle.
fn known_first(known: &[Vec<usize>]) -> (Vec<usize>, Vec<usize>) {
    let mut open: Vec<usize> = known.iter().map(Vec::len).collect();
    let mut later: Vec<Vec<usize>> = vec![Vec::new(); known.len()];
    for (at, known) in known.iter().enumerate() {
        for &earlier in known {
            later[earlier].push(at);
        }
    }
    let mut ready: BinaryHeap<Reverse<usize>> = open
        .iter()
        .enumerate()
        .filter(|(_, open)| **open == 0)
        .map(|(at, _)| Reverse(at))
        .collect();
    let mut order = Vec::with_capacity(known.len());
    while let Some(Reverse(at)) = ready.pop() {
        order.push(at);
        for &next in &later[at] {
            open[next] -= 1;
            if open[next] == 0 {
                ready.push(Reverse(next));
            }
        }
    }
    let in_circles = open
        .iter()
        .enumerate()
        .filter(|(_, open)| **open > 0)
        .map(|(at, _)| at)
        .collect();
    (order, in_circles)
}

#[cfg(test)]
mod tests {
    use super::super::record::Decision;
    use super::super::stories::{called, record};
    use super::*;

    fn knowing(label: &str, known: &[String]) -> Filed {
        let mut filed = record(label, "vendor", Decision::Accept, Vec::new(), 1);
        filed.record.prev = known.iter().map(|label| called(label)).collect();
        filed
    }

    #[test]
    fn a_party_that_forks_and_joins_over_and_over_has_no_more_chains_than_machines() {
        let mut records = vec![knowing("join 0", &[])];
        for at in 1..200 {
            let last = [format!("join {}", at - 1)];
            let forks = [format!("left {at}"), format!("right {at}")];
            records.extend(forks.iter().map(|label| knowing(label, &last)));
            records.push(knowing(&format!("join {at}"), &forks));
        }
        let causality = Causality::new(&records, &["vendor".to_owned()]);
        let chains = (0..records.len())
            .filter_map(|at| causality.link(at))
            .map(|link| link.chain + 1)
            .max();
        assert_eq!((chains, causality.joins.len()), (Some(2), 199));
        let place = |label: &str| causality.place(called(label)).unwrap();
        assert!(causality.knows(place("left 199"), place("right 1")));
        assert!(!causality.knows(place("left 7"), place("right 7")));
    }

    #[test]
    fn another_partys_word_about_a_partys_records_puts_none_of_them_before_another() {
        let by = |party: &str, label: &str, known: &[&str]| {
            let known: Vec<String> = known.iter().map(|&label| label.to_owned()).collect();
            let mut filed = knowing(label, &known);
            filed.record.party = party.to_owned();
            filed
        };
        let parties = ["customer".to_owned(), "vendor".to_owned()];
        let records = [
            by("customer", "first", &[]),
            by("customer", "elsewhere", &["first"]),
            by("vendor", "hearsay", &["elsewhere"]),
            by("customer", "last", &["first", "hearsay"]),
            by("customer", "joining", &["last", "elsewhere"]),
        ];
        let causality = Causality::new(&records, &parties);
        let knows = |later: &str, earlier: &str| {
            let place = |label: &str| causality.place(called(label)).unwrap();
            causality.knows(place(later), place(earlier))
        };
        assert!(!knows("last", "elsewhere"));
        assert!(knows("last", "first") && knows("last", "hearsay") && knows("hearsay", "elsewhere"));
        assert!(knows("joining", "elsewhere") && knows("joining", "last"));
    }

    #[test]
    fn the_way_may_lead_through_records_that_must_not_count() {
        let mut between = knowing("between", &["first".to_owned()]);
        between.trust = Trust::Void(crate::language::Translated::default());
        let records = [
            knowing("last", &["between".to_owned()]),
            between,
            knowing("first", &["missing".to_owned()]),
        ];
        let causality = Causality::new(&records, &["vendor".to_owned()]);
        let place = |label: &str| causality.place(called(label)).unwrap();
        assert!(causality.knows(place("last"), place("first")));
        assert_eq!(causality.link(place("between")), None);
    }
}
