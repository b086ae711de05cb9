//! What became of what a party asked for: of the changes that it offered, by words and not by likeness; of what it took subject
//! to a condition, rejected or commented on. And what the other side changed without a word.
//!
//! A party's first draft is what changes are measured against, and asks for nothing.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::ask_wording::AskWording;
use super::kept_changes::{Fate, fate};
use super::record::Decision;

/// A round, as far as this needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskRound {
    /// 1, 2, 3 … in the order of ancestry.
    pub number: u32,
    /// The sender's party; `None` for a sender of no party.
    pub party: Option<String>,
    /// Every clause by its id.
    pub clauses: BTreeMap<String, AskWording>,
    /// The ids of the clauses that its sender's members changed.
    pub changed: Vec<String>,
}

/// A position that counts, on one clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskPosition {
    /// Whose it is.
    pub party: String,
    /// The round that it is about.
    pub round: u32,
    /// The clause.
    pub clause: String,
    /// What it says; an offer says nothing here.
    pub decision: Decision,
    /// Why, or on which condition.
    pub reason: Option<String>,
}

/// A comment with what was said in answer to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskRemark {
    /// Whose comment it is.
    pub party: String,
    /// The round that it was made on.
    pub round: u32,
    /// The clause.
    pub clause: String,
    /// What it says.
    pub text: String,
    /// The last answer of each other party, with the round that it was made on.
    pub answers: Vec<(String, u32, String)>,
    /// Whether it is resolved.
    pub resolved: bool,
}

/// Everything that is known of a negotiation, positions and comments in the order of history.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AskHistory {
    /// Oldest first.
    pub rounds: Vec<AskRound>,
    /// Those that count.
    pub positions: Vec<AskPosition>,
    /// Those that count.
    pub remarks: Vec<AskRemark>,
}

/// In which way something was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AskKind {
    /// Other words were offered.
    Offered,
    /// Words were accepted subject to a condition.
    Reserved,
    /// Words were rejected.
    Rejected,
    /// Words were commented on.
    Commented,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AskOutcome {
    /// Nobody has answered.
    Open,
    /// Not in these words: something else stands there, or was said.
    Answered,
    /// The words of before stand there again, or the others rejected it.
    Refused,
    /// Some of it stands, some does not.
    TakenInPart,
    /// All of it stands in what the others accepted or sent.
    Taken,
    /// The party itself let it rest: it accepted the wording, or marked its comment as resolved.
    Settled,
    /// The party itself changed the words again before anybody answered.
    Replaced,
}

impl AskKind {
    /// The word by which programs know it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Offered => "offered",
            Self::Reserved => "reserved",
            Self::Rejected => "rejected",
            Self::Commented => "commented",
        }
    }
}

impl AskOutcome {
    /// All of them, the ones that want looking at first.
    pub const ALL: [Self; 7] = [
        Self::Refused,
        Self::Answered,
        Self::TakenInPart,
        Self::Open,
        Self::Taken,
        Self::Settled,
        Self::Replaced,
    ];

    /// The word by which programs know it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Answered => "answered",
            Self::Refused => "refused",
            Self::TakenInPart => "taken-in-part",
            Self::Taken => "taken",
            Self::Settled => "settled",
            Self::Replaced => "replaced",
        }
    }
}

/// Something that the party asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// The round in which it did.
    pub round: u32,
    /// The clause.
    pub clause: String,
    /// In which way.
    pub kind: AskKind,
    /// The condition, the reason or the comment.
    pub words: Option<String>,
    /// The wording before its change; the wording that it spoke of. `None` where there is no clause.
    pub before: Option<AskWording>,
    /// The wording that it offered; the wording that it spoke of. `None` for a deletion.
    pub asked: Option<AskWording>,
    /// What became of it.
    pub outcome: AskOutcome,
    /// The round of the others that answers it with other words, or that last left it as it is.
    pub answered_in: Option<u32>,
    /// The wording there; `None` where they left the words alone, or deleted the clause: then `answered_in` says which.
    pub after: Option<AskWording>,
    /// Whether the others have other words there than were asked for.
    pub reworded: bool,
    /// Whether they changed words there that this did not ask about.
    pub beyond: bool,
    /// What the others gave as a reason or an answer, by party.
    pub reasons: Vec<(String, String)>,
}

/// A change of the others that no reason and no comment explains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SilentChange {
    /// The round that brought it.
    pub round: u32,
    /// Whose round it is; `None` for nobody of a party.
    pub party: Option<String>,
    /// The clause.
    pub clause: String,
    /// The wording before it; `None` for a new clause.
    pub before: Option<AskWording>,
    /// The wording that it brought; `None` for a deletion.
    pub after: Option<AskWording>,
}

/// What became of everything that a party asked for from a round on, in the order in which it was asked; and the silent
/// changes of the others from that round on.
#[must_use]
pub fn asks(history: &AskHistory, mine: &str, since: u32) -> (Vec<Ask>, Vec<SilentChange>) {
    let judged = Asks {
        history,
        mine,
        positions: by_clause(&history.positions, |one| &one.clause),
        remarks: by_clause(&history.remarks, |one| &one.clause),
    };
    let mut all = judged.offered();
    all.extend(judged.spoken_of());
    all.extend(judged.commented());
    all.sort_by_key(|ask| (ask.round, ask.kind));
    let silent = judged.silent(&all, since);
    all.retain(|ask| ask.round >= since);
    (all, silent)
}

struct Asks<'a> {
    history: &'a AskHistory,
    mine: &'a str,
    /// What was said of each clause, in order.
    positions: HashMap<&'a str, Vec<&'a AskPosition>>,
    remarks: HashMap<&'a str, Vec<&'a AskRemark>>,
}

fn by_clause<T>(all: &[T], clause: impl Fn(&T) -> &String) -> HashMap<&str, Vec<&T>> {
    let mut found: HashMap<&str, Vec<&T>> = HashMap::new();
    for one in all {
        found.entry(clause(one).as_str()).or_default().push(one);
    }
    found
}

/// What the others made of a wording: until the party itself changed it again.
struct Reply {
    /// The last of their rounds in that time.
    last: Option<u32>,
    /// The last of them that changed the wording.
    changed: Option<u32>,
    /// Whether the party itself changed the words again.
    replaced: bool,
    /// The last round in which the wording they left stood.
    until: u32,
}

impl<'a> Asks<'a> {
    fn is_mine(&self, round: &AskRound) -> bool {
        round.party.as_deref() == Some(self.mine)
    }

    fn wording(&self, round: u32, clause: &str) -> Option<&'a AskWording> {
        let rounds = &self.history.rounds;
        let at = rounds.partition_point(|one| one.number < round);
        rounds.get(at).filter(|one| one.number == round)?.clauses.get(clause)
    }

    /// The rounds with the one before each.
    fn pairs(&self) -> impl Iterator<Item = (&'a AskRound, &'a AskRound)> {
        self.history.rounds.windows(2).map(|pair| (&pair[0], &pair[1]))
    }

    fn reply(&self, after: u32, clause: &str) -> Reply {
        let mut reply = Reply {
            last: None,
            changed: None,
            replaced: false,
            until: after,
        };
        for (before, round) in self.pairs().filter(|(_, round)| round.number > after) {
            let differs = before.clauses.get(clause) != round.clauses.get(clause);
            if self.is_mine(round) {
                if differs {
                    reply.replaced = true;
                    break;
                }
            } else {
                reply.last = Some(round.number);
                if differs {
                    reply.changed = Some(round.number);
                }
            }
            reply.until = round.number;
        }
        reply
    }

    fn of_clause(&self, clause: &str) -> &[&'a AskPosition] {
        self.positions.get(clause).map_or(&[], Vec::as_slice)
    }

    /// The last position of each other party on a clause between two rounds, both included.
    fn said(&self, clause: &str, from: u32, until: u32) -> Vec<&'a AskPosition> {
        let mut last: BTreeMap<&str, &AskPosition> = BTreeMap::new();
        for one in self.of_clause(clause) {
            if one.party != self.mine && (from..=until).contains(&one.round) {
                if one.decision == Decision::Withdraw {
                    last.remove(&*one.party);
                } else if one.decision != Decision::Offer {
                    last.insert(&one.party, one);
                }
            }
        }
        last.into_values().collect()
    }

    fn own_word(&self, clause: &str, from: u32, until: u32) -> Option<Decision> {
        let own = self.of_clause(clause).iter().rev();
        let mut own = own.filter(|one| one.party == self.mine);
        own.find(|one| (from..=until).contains(&one.round))
            .map(|one| one.decision)
    }

    fn offered(&self) -> Vec<Ask> {
        let mut found = Vec::new();
        for (before, round) in self.pairs().filter(|(_, round)| self.is_mine(round)) {
            for clause in &round.changed {
                let (old, new) = (before.clauses.get(clause), round.clauses.get(clause));
                if old != new {
                    found.push(self.of_offer(round.number, clause, (old, new)));
                }
            }
        }
        found
    }

    fn of_offer(&self, round: u32, clause: &str, (old, new): (Option<&AskWording>, Option<&AskWording>)) -> Ask {
        let reply = self.reply(round, clause);
        let now = reply.changed.and_then(|changed| self.wording(changed, clause));
        // They may have changed the words and, in a later round, put ours there again.
        let reworded = reply.changed.is_some() && now != new;
        // On our wording before they changed it, on theirs none is needed: they sent it.
        let until = reply
            .changed
            .map_or(reply.until, |changed| changed.saturating_sub(1).max(round));
        let said = self.said(clause, round, until);
        let mut beyond = false;
        let outcome = if reworded {
            match (old, new, now) {
                (old, Some(new), Some(now)) => {
                    let fate = fate(old, new, now);
                    beyond = fate.beyond;
                    of_fate(&fate)
                }
                // Our clause is gone, or the one that we deleted is back as it was.
                (_, Some(_), None) => AskOutcome::Refused,
                (old, None, Some(now)) if old == Some(now) => AskOutcome::Refused,
                (_, None, _) => AskOutcome::Answered,
            }
        } else if reply.changed.is_some() {
            AskOutcome::Taken
        } else if said.iter().any(|one| one.decision == Decision::Reject) {
            AskOutcome::Refused
        } else if said.iter().any(|one| one.decision == Decision::Reserve) {
            AskOutcome::Answered
        } else if said.iter().any(|one| one.decision == Decision::Accept) {
            AskOutcome::Taken
        } else if reply.replaced {
            AskOutcome::Replaced
        } else {
            AskOutcome::Open
        };
        Ask {
            round,
            clause: clause.to_owned(),
            kind: AskKind::Offered,
            words: None,
            before: old.cloned(),
            asked: new.cloned(),
            outcome,
            answered_in: reply.changed.or(reply.last),
            after: now.filter(|_| reworded).cloned(),
            reworded,
            beyond,
            reasons: reasons(&said),
        }
    }

    fn spoken_of(&self) -> Vec<Ask> {
        let own = self.history.positions.iter().filter(|one| one.party == self.mine);
        let mut last: BTreeMap<(u32, &str), &AskPosition> = BTreeMap::new();
        for one in own {
            last.insert((one.round, &one.clause), one);
        }
        let mut found = Vec::new();
        for one in last.into_values() {
            let kind = match one.decision {
                Decision::Reserve => AskKind::Reserved,
                Decision::Reject => AskKind::Rejected,
                _ => continue,
            };
            found.push(self.of_words(kind, one.round, &one.clause, one.reason.clone()));
        }
        found
    }

    fn commented(&self) -> Vec<Ask> {
        let own = self.history.remarks.iter().filter(|one| one.party == self.mine);
        let of_remark = |one: &AskRemark| {
            let ask = self.of_words(AskKind::Commented, one.round, &one.clause, Some(one.text.clone()));
            let answers = one.answers.iter().filter(|(party, ..)| party != self.mine);
            let reasons: Vec<(String, String)> =
                answers.map(|(party, _, text)| (party.clone(), text.clone())).collect();
            let outcome = match ask.outcome {
                _ if one.resolved => AskOutcome::Settled,
                AskOutcome::Open | AskOutcome::Replaced if !reasons.is_empty() => AskOutcome::Answered,
                // To accept a wording is not to drop a question about it.
                AskOutcome::Settled => AskOutcome::Open,
                outcome => outcome,
            };
            Ask {
                outcome,
                reasons,
                ..ask
            }
        };
        own.map(of_remark).collect()
    }

    /// What became of words that were spoken of, and not replaced by others.
    fn of_words(&self, kind: AskKind, round: u32, clause: &str, words: Option<String>) -> Ask {
        let reply = self.reply(round, clause);
        let spoken_of = self.wording(round, clause);
        let now = reply.changed.and_then(|changed| self.wording(changed, clause));
        let reworded = reply.changed.is_some() && now != spoken_of;
        let from = reply.changed.unwrap_or(round + 1);
        let own = self.own_word(clause, from, u32::MAX);
        let outcome = if own == Some(Decision::Accept) {
            AskOutcome::Settled
        } else if reworded {
            AskOutcome::Answered
        } else if reply.replaced {
            AskOutcome::Replaced
        } else {
            AskOutcome::Open
        };
        Ask {
            round,
            clause: clause.to_owned(),
            kind,
            words,
            before: spoken_of.cloned(),
            asked: spoken_of.cloned(),
            outcome,
            answered_in: reply.changed.or(reply.last),
            after: now.filter(|_| reworded).cloned(),
            reworded,
            beyond: false,
            reasons: Vec::new(),
        }
    }

    fn silent(&self, asked: &[Ask], since: u32) -> Vec<SilentChange> {
        let answers: HashSet<(&str, u32)> = asked.iter().filter_map(answer).collect();
        let mut found = Vec::new();
        for (before, round) in self
            .pairs()
            .filter(|(_, round)| !self.is_mine(round) && round.number >= since)
        {
            for clause in &round.changed {
                let (old, new) = (before.clauses.get(clause), round.clauses.get(clause));
                if old == new || self.is_explained(clause, round) || answers.contains(&(clause.as_str(), round.number))
                {
                    continue;
                }
                found.push(SilentChange {
                    round: round.number,
                    party: round.party.clone(),
                    clause: clause.clone(),
                    before: old.cloned(),
                    after: new.cloned(),
                });
            }
        }
        found
    }

    /// Whether the sender gave a reason or a comment on that clause, on the round itself or on the one before.
    fn is_explained(&self, clause: &str, round: &AskRound) -> bool {
        let near = round.number.saturating_sub(1)..=round.number;
        let is_theirs = |party: &str| round.party.as_deref() == Some(party);
        let by_reason = self.of_clause(clause).iter().any(|one| {
            let gives = one.reason.as_deref().is_some_and(|reason| !reason.trim().is_empty());
            gives && is_theirs(&one.party) && near.contains(&one.round)
        });
        let by_comment = self.remarks.get(clause).is_some_and(|of_clause| {
            of_clause.iter().any(|one| {
                let begun = is_theirs(&one.party) && near.contains(&one.round);
                begun
                    || one
                        .answers
                        .iter()
                        .any(|(party, at, _)| is_theirs(party) && near.contains(at))
            })
        });
        by_reason || by_comment
    }
}

/// The clause and the round that answer something which was asked, where that is no more than an answer.
fn answer(ask: &Ask) -> Option<(&str, u32)> {
    let is_answer = ask.reworded && !ask.beyond;
    ask.answered_in.filter(|_| is_answer).map(|round| (&*ask.clause, round))
}

fn of_fate(fate: &Fate) -> AskOutcome {
    let left = fate.undone + fate.altered;
    if left == 0 {
        AskOutcome::Taken
    } else if fate.kept > 0 || fate.partly {
        AskOutcome::TakenInPart
    } else if fate.altered == 0 {
        AskOutcome::Refused
    } else {
        AskOutcome::Answered
    }
}

fn reasons(said: &[&AskPosition]) -> Vec<(String, String)> {
    let given = |one: &&AskPosition| Some((one.party.clone(), one.reason.clone()?));
    said.iter().filter_map(given).collect()
}
