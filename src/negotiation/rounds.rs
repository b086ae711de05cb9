//! Changes folded into rounds.

use std::collections::{BTreeMap, BTreeSet};

use super::authors::Speaker;
use super::change::{Change, CommitId, Received, TextId};

/// One draft that a party sent; in a history that never saw a `send`, one party's consecutive changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// 1, 2, 3 … in the order of ancestry, whatever a trailer claims.
    pub number: u32,
    /// Whose round it is, by its author; of a round that was received in a file, by what its author reports.
    pub speaker: Speaker,
    /// What makes up the round, oldest first; the last one holds the round's text. Never empty.
    pub changes: Vec<Change>,
    /// Changes that nobody had sent and that are by others than the sender's party: the round's text contains them,
    /// its sender does not offer them.
    pub foreign: Vec<Change>,
    /// The change by which it was sent, if it was.
    pub sent: Option<CommitId>,
    /// Present when another party received it in a file and reports it: nobody offers anything by it.
    pub received: Option<Received>,
}

impl Round {
    /// The party's id; `None` for an author of no party.
    #[must_use]
    pub fn party(&self) -> Option<&str> {
        self.speaker.party()
    }

    /// The party whose member put it into history: its own, or the one that received it in a file.
    #[must_use]
    pub fn brought_by(&self) -> Option<&str> {
        self.received
            .as_ref()
            .map_or(self.party(), |received| Some(&received.by))
    }

    /// The change that holds the round's text.
    #[must_use]
    pub fn last(&self) -> &Change {
        // Never empty: a round is only ever made around a change.
        &self.changes[self.changes.len() - 1]
    }

    /// The changes that somebody drafted. A merge that only joined histories is nobody's draft: the round stays its
    /// author's. Never empty: where there is nothing but merges, these are they.
    #[must_use]
    pub fn drafted(&self) -> Vec<&Change> {
        let drafted: Vec<&Change> = self.changes.iter().filter(|change| !change.is_merge()).collect();
        if drafted.is_empty() {
            self.changes.iter().collect()
        } else {
            drafted
        }
    }

    /// The change by which the round came about: the one that sent it, or else the last that somebody drafted.
    #[must_use]
    pub fn made_by(&self) -> &Change {
        let sent = self
            .sent
            .and_then(|id| self.changes.iter().find(|change| change.id == id));
        sent.or_else(|| self.drafted().pop()).unwrap_or_else(|| self.last())
    }

    /// The round's text; `None` when it deletes the contract.
    #[must_use]
    pub fn text(&self) -> Option<TextId> {
        self.last().after
    }
}

/// The rounds of one contract, and what came after them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rounds {
    /// Oldest first.
    pub rounds: Vec<Round>,
    /// Changes after the last sent round that nobody has sent, oldest first.
    pub unsent: Vec<Change>,
}

impl Rounds {
    /// The newest round.
    #[must_use]
    pub fn newest(&self) -> Option<&Round> {
        self.rounds.last()
    }

    /// The round of that number.
    #[must_use]
    pub fn round(&self, number: u32) -> Option<&Round> {
        // Numbers are places counted from one.
        self.rounds.get(usize::try_from(number).ok()?.checked_sub(1)?)
    }

    /// The round that a change belongs to, as its own or as a foreign one.
    #[must_use]
    pub fn round_of(&self, change: CommitId) -> Option<&Round> {
        self.rounds
            .iter()
            .find(|round| round.changes.iter().chain(&round.foreign).any(|one| one.id == change))
    }
}

/// What records refer to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Referred {
    /// The changes that a record was made of: no round grows past one.
    pub closed: BTreeSet<CommitId>,
    /// The changes that a record offers which itself came without one, with the party that offers them: it sent what
    /// it had changed by git alone.
    pub offered: BTreeMap<CommitId, String>,
}

/// Folds the changes of one contract, oldest first, into rounds.
///
/// `speaker` says for whom a change speaks. `clean_merge` is asked about merges only: whether the merge introduces
/// nothing of its own; such a merge is nobody's round, and goes to whatever precedes it, which thereby gets the joined
/// text. `referred` is what records refer to.
///
/// # Errors
///
/// The first error of `speaker` or `clean_merge`.
pub fn rounds<E>(
    changes: &[Change],
    mut speaker: impl FnMut(&Change) -> Result<Speaker, E>,
    mut clean_merge: impl FnMut(&Change) -> Result<bool, E>,
    referred: &Referred,
) -> Result<Rounds, E> {
    let mut fold = Fold {
        rounds: Vec::new(),
        unsent: Vec::new(),
        any_sent: false,
    };
    for change in changes {
        if change.is_merge() && change.sent.is_none() && fold.has_any() && clean_merge(change)? {
            fold.join(change.clone());
            continue;
        }
        let speaker = speaker(change)?;
        let offered = referred.offered.get(&change.id).map(String::as_str);
        if change.sent.is_some() || (fold.any_sent && offered.is_some() && offered == speaker.party()) {
            match reported(change, &speaker) {
                Some((of, received)) => fold.receive(change.clone(), of, received),
                None => fold.send(change.clone(), speaker),
            }
        } else if fold.any_sent {
            fold.unsent.push((speaker, change.clone()));
        } else {
            fold.add(change.clone(), speaker, &referred.closed);
        }
    }
    Ok(Rounds {
        rounds: fold.rounds,
        unsent: fold.unsent.into_iter().map(|(_, change)| change).collect(),
    })
}

/// Whose answer a change reports, where its author's party says that it received one from another party in a file.
fn reported(change: &Change, author: &Speaker) -> Option<(Speaker, Received)> {
    let sent = change.sent.as_ref()?;
    let received = sent.received.as_ref()?;
    let is_own_word = author.party() == Some(&*received.by) && sent.party != received.by;
    is_own_word.then(|| (Speaker::Party(sent.party.clone()), received.clone()))
}

struct Fold {
    rounds: Vec<Round>,
    unsent: Vec<(Speaker, Change)>,
    any_sent: bool,
}

impl Fold {
    fn has_any(&self) -> bool {
        !self.rounds.is_empty()
    }

    /// Puts a merge that introduces nothing behind what precedes it.
    fn join(&mut self, merge: Change) {
        if let Some((speaker, _)) = self.unsent.last() {
            self.unsent.push((speaker.clone(), merge));
        } else if let Some(round) = self.rounds.last_mut() {
            round.changes.push(merge);
        }
    }

    /// A sent change is a round by itself; it takes in what its own party had left unsent.
    fn send(&mut self, change: Change, speaker: Speaker) {
        let (own, foreign): (Vec<_>, Vec<_>) = self.unsent.drain(..).partition(|(other, _)| *other == speaker);
        let id = change.id;
        let changes = own.into_iter().map(|(_, own)| own).chain([change]).collect();
        let foreign = foreign.into_iter().map(|(_, foreign)| foreign).collect();
        self.open(Round {
            number: 0,
            speaker,
            changes,
            foreign,
            sent: Some(id),
            received: None,
        });
        self.any_sent = true;
    }

    /// What was received in a file is a round by itself: whatever nobody had sent is not its sender's.
    fn receive(&mut self, change: Change, of: Speaker, received: Received) {
        let unsent = std::mem::take(&mut self.unsent);
        self.open(Round {
            number: 0,
            speaker: of,
            sent: Some(change.id),
            changes: vec![change],
            foreign: unsent.into_iter().map(|(_, change)| change).collect(),
            received: Some(received),
        });
        self.any_sent = true;
    }

    /// Before the first `send`, consecutive changes of one speaker form one round.
    fn add(&mut self, change: Change, speaker: Speaker, closed: &BTreeSet<CommitId>) {
        match self.rounds.last_mut() {
            Some(round) if round.speaker == speaker && !round.changes.iter().any(|one| closed.contains(&one.id)) => {
                round.changes.push(change);
            }
            _ => self.open(Round {
                number: 0,
                speaker,
                changes: vec![change],
                foreign: Vec::new(),
                sent: None,
                received: None,
            }),
        }
    }

    fn open(&mut self, round: Round) {
        let number = u32::try_from(self.rounds.len() + 1).unwrap_or(u32::MAX);
        self.rounds.push(Round { number, ..round });
    }
}

#[cfg(test)]
mod tests {
    use super::super::change::samples::{change, merge, sent};
    use super::*;
    use proptest::prelude::*;
    use std::convert::Infallible;

    /// Upper-case authors are the customer's, lower-case ones the vendor's, all others strangers.
    fn speaker(change: &Change) -> Speaker {
        match change.author.name.chars().next() {
            Some(first) if first.is_ascii_uppercase() => Speaker::Party("customer".into()),
            Some(first) if first.is_ascii_lowercase() => Speaker::Party("vendor".into()),
            _ => Speaker::Unknown(change.author.name.clone()),
        }
    }

    fn fold_closed(changes: &[Change], closed: &[u8]) -> Rounds {
        let closed = closed
            .iter()
            .map(|&number| CommitId::from_bytes([number; 20]))
            .collect();
        let referred = Referred {
            closed,
            ..Referred::default()
        };
        rounds::<Infallible>(
            changes,
            |one| Ok(speaker(one)),
            |one| Ok(one.note.is_empty()),
            &referred,
        )
        .unwrap()
    }

    fn fold(changes: &[Change]) -> Rounds {
        fold_closed(changes, &[])
    }

    /// `customer:1,2` for each round, `!3` for a foreign change.
    fn shape(rounds: &Rounds) -> String {
        let number = |change: &Change| change.id.as_bytes()[0].to_string();
        let one = |round: &Round| {
            let name = match &round.speaker {
                Speaker::Party(id) => id.clone(),
                Speaker::Unknown(name) => format!("?{name}"),
            };
            let own: Vec<_> = round.changes.iter().map(number).collect();
            let foreign: Vec<_> = round
                .foreign
                .iter()
                .map(|change| format!("!{}", number(change)))
                .collect();
            format!("{name}:{}{}", own.join(","), foreign.concat())
        };
        let unsent: Vec<_> = rounds.unsent.iter().map(number).collect();
        let listed: Vec<_> = rounds.rounds.iter().map(one).collect();
        format!("{} | {}", listed.join(" "), unsent.join(","))
            .trim_end()
            .to_owned()
    }

    #[test]
    fn consecutive_changes_of_one_party_are_one_round() {
        let changes = [change(1, "A"), change(2, "B"), change(3, "a"), change(4, "A")];
        assert_eq!(shape(&fold(&changes)), "customer:1,2 vendor:3 customer:4 |");
        let numbers: Vec<_> = fold(&changes).rounds.iter().map(|round| round.number).collect();
        assert_eq!(numbers, [1, 2, 3]);
    }

    #[test]
    fn strangers_are_rounds_under_their_own_names() {
        let changes = [change(1, "1"), change(2, "1"), change(3, "2"), change(4, "A")];
        assert_eq!(shape(&fold(&changes)), "?1:1,2 ?2:3 customer:4 |");
    }

    #[test]
    fn every_send_is_a_round_and_later_plain_changes_are_unsent() {
        let changes = [
            change(1, "A"),
            sent(2, "A", "customer"),
            sent(3, "A", "customer"),
            change(4, "a"),
            change(5, "A"),
        ];
        assert_eq!(shape(&fold(&changes)), "customer:1 customer:2 customer:3 | 4,5");
    }

    #[test]
    fn a_send_takes_in_its_own_partys_unsent_changes_only() {
        let changes = [
            sent(1, "a", "vendor"),
            change(2, "A"),
            change(3, "b"),
            change(4, "9"),
            sent(5, "B", "customer"),
            change(6, "a"),
        ];
        let rounds = fold(&changes);
        assert_eq!(shape(&rounds), "vendor:1 customer:2,5!3!4 | 6");
        assert_eq!(rounds.rounds[1].text(), changes[4].after);
        assert_eq!(rounds.round_of(changes[2].id).unwrap().number, 2);
    }

    #[test]
    fn the_author_decides_the_party_not_the_trailer() {
        assert_eq!(shape(&fold(&[sent(1, "a", "customer")])), "vendor:1 |");
    }

    #[test]
    fn a_clean_merge_belongs_to_what_precedes_it() {
        let changes = [change(1, "A"), change(2, "a"), merge(3, "A"), change(4, "b")];
        assert_eq!(shape(&fold(&changes)), "customer:1 vendor:2,3,4 |");
        let changes = [
            sent(1, "A", "customer"),
            sent(2, "a", "vendor"),
            merge(3, "A"),
            change(4, "a"),
            merge(5, "A"),
        ];
        let rounds = fold(&changes);
        assert_eq!(shape(&rounds), "customer:1 vendor:2,3 | 4,5");
        assert_eq!(rounds.rounds[1].sent, Some(changes[1].id));
    }

    #[test]
    fn a_merge_with_words_of_its_own_is_a_change_like_any_other() {
        let own = |number| Change {
            note: "settled the fee".into(),
            ..merge(number, "A")
        };
        assert_eq!(
            shape(&fold(&[change(1, "A"), change(2, "a"), own(3)])),
            "customer:1 vendor:2 customer:3 |"
        );
        assert_eq!(shape(&fold(&[sent(1, "a", "vendor"), own(2)])), "vendor:1 | 2");
        assert_eq!(
            shape(&fold(&[merge(1, "A")])),
            "customer:1 |",
            "a merge that nothing precedes is a round"
        );
    }

    #[test]
    fn a_round_that_a_record_names_does_not_grow() {
        let changes = [change(1, "A"), change(2, "A"), change(3, "A")];
        assert_eq!(shape(&fold_closed(&changes, &[2])), "customer:1,2 customer:3 |");
    }

    fn any_change() -> impl Strategy<Value = (bool, bool, String)> {
        (
            prop::bool::weighted(0.25),
            prop::bool::weighted(0.2),
            prop::sample::select(vec!["A", "B", "a", "1", "2"]).prop_map(str::to_owned),
        )
    }

    fn made((number, (is_sent, is_merge, author)): (u8, (bool, bool, String))) -> Change {
        match (is_sent, is_merge) {
            (true, _) => sent(number, &author, "x"),
            (_, true) => merge(number, &author),
            _ => change(number, &author),
        }
    }

    proptest! {
        #[test]
        fn every_change_is_in_exactly_one_place(drawn in prop::collection::vec(any_change(), 0..40)) {
            let changes: Vec<Change> = (1..).zip(drawn).map(made).collect();
            let folded = fold(&changes);
            let mut places: Vec<CommitId> = folded.rounds.iter().flat_map(|round| round.changes.iter().chain(&round.foreign))
                .chain(&folded.unsent).map(|change| change.id).collect();
            places.sort_unstable();
            let mut all: Vec<CommitId> = changes.iter().map(|change| change.id).collect();
            all.sort_unstable();
            prop_assert_eq!(places, all);
            for (place, round) in folded.rounds.iter().enumerate() {
                prop_assert_eq!(round.number as usize, place + 1);
                prop_assert!(!round.changes.is_empty());
                prop_assert!(round.foreign.iter().all(|change| speaker(change) != round.speaker || change.is_merge()));
            }
        }

        #[test]
        fn what_was_sent_stays_as_it_was(drawn in prop::collection::vec(any_change(), 1..40), at in any::<prop::sample::Index>()) {
            let changes: Vec<Change> = (1..).zip(drawn).map(made).collect();
            let before = fold(&changes[..at.index(changes.len())]);
            let after = fold(&changes);
            for (then, now) in before.rounds.iter().zip(&after.rounds).filter(|(then, _)| then.sent.is_some()) {
                prop_assert_eq!(&now.foreign, &then.foreign);
                prop_assert_eq!(&now.speaker, &then.speaker);
                let grown = &now.changes[then.changes.len()..];
                prop_assert!(now.changes.starts_with(&then.changes) && grown.iter().all(Change::is_merge));
            }
            prop_assert!(before.rounds.len() <= after.rounds.len());
        }
    }
}
