//! The walk from parent to child over a contract's history that finds out who may speak for each party.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use crate::contract::{Contract, Member, Party, parties_digest};
use crate::history::{AlongHistory, stops};
use crate::negotiation::{Change, CommitId, TextId};

use super::authority::{Authority, AuthoritySource, Incident, IncidentKind, SignedWord};
use super::in_force::{
    Author, BlockVerdict, Cleaned, Dispute, InForce, KeysInOneWay, Tie, any_key, clean, judge, lists_for,
};
use super::joining::{Joined, join};
use super::key_lineage::KeyLineage;

/// Goes along history once.
///
/// `parties` gives the parties of a text, `None` when it cannot be understood; `author` who made a point, and with
/// which key it is well signed.
///
/// # Errors
///
/// The first error of `parties` or `author`.
pub(super) fn authority_over<E>(
    source: &AuthoritySource<'_>,
    parties: impl FnMut(TextId) -> Result<Option<Vec<Party>>, E>,
    author: impl FnMut(CommitId) -> Result<Author, E>,
) -> Result<Authority, E> {
    let mut walk = Walk {
        source,
        parties,
        author,
        texts: HashMap::new(),
        one_way: KeysInOneWay::default(),
        all: Vec::new(),
        found: Authority::default(),
    };
    walk.go()?;
    walk.found.newest = source
        .graph
        .len()
        .checked_sub(1)
        .and_then(|last| walk.found.state_at(source.graph, last));
    walk.found.line = KeyLineage::to(walk.found.newest(), &walk.all);
    Ok(walk.found)
}

struct Walk<'a, P, H> {
    source: &'a AuthoritySource<'a>,
    parties: P,
    author: H,
    texts: HashMap<TextId, Option<Rc<Vec<Party>>>>,
    one_way: KeysInOneWay,
    /// Every state of a party that there was.
    all: Vec<InForce>,
    found: Authority,
}

impl<E, P, H> Walk<'_, P, H>
where
    P: FnMut(TextId) -> Result<Option<Vec<Party>>, E>,
    H: FnMut(CommitId) -> Result<Author, E>,
{
    fn go(&mut self) -> Result<(), E> {
        let AuthoritySource {
            graph,
            whereabouts,
            changes,
            beginning,
            voices,
            ..
        } = *self.source;
        let changed: HashMap<usize, &Change> = changes
            .iter()
            .filter_map(|change| Some((graph.order(change.id)?, change)))
            .collect();
        let mut spoken: HashMap<usize, Vec<&SignedWord>> = HashMap::new();
        for voice in voices {
            if let Some(order) = graph.order(voice.added) {
                spoken.entry(order).or_default().push(voice);
            }
        }
        let beginning = beginning.and_then(|change| graph.order(change));
        // Where nothing was changed or said, what is in force and whose beginning it is from stay as they were.
        let mut is_foreign = AlongHistory::default();
        for order in stops(graph, changed.keys().chain(spoken.keys()).copied()) {
            let mut before: Vec<(usize, usize)> = Vec::new();
            // Another beginning under the name says nothing about who speaks in this negotiation.
            let foreign = |parent: usize| is_foreign.at(graph, parent) == Some(true);
            let states = graph
                .parents_at(order)
                .filter_map(|parent| Some((parent, self.found.state_at(graph, parent)?)));
            let states: Vec<(usize, usize)> = states.collect();
            let is_known = states.iter().any(|(parent, _)| !foreign(*parent));
            for (parent, state) in &states {
                if (!is_known || !foreign(*parent)) && before.iter().all(|(_, known)| known != state) {
                    before.push((*parent, *state));
                }
            }
            is_foreign.set(
                graph,
                order,
                !is_known && (!states.is_empty() || beginning != Some(order)),
            );
            let is_changed = changed.contains_key(&order);
            let voices = spoken.remove(&order).unwrap_or_default();
            // A record alone changes something only where it adopts what was proposed.
            let may_adopt = |(_, state): &(usize, usize)| {
                !voices.is_empty() && self.found.states[*state].iter().any(InForce::is_proposed)
            };
            if !is_changed && before.len() < 2 && !before.iter().any(may_adopt) {
                let same = before.first().map(|(_, state)| *state);
                self.found.after.set(graph, order, same);
                continue;
            }
            let at = graph.id_at(order);
            let joined = self.joined(at, &before);
            let text = match whereabouts.at_order(graph, order) {
                Some(text) => self.listed(text)?,
                None => None,
            };
            let mut now = joined.clone();
            let mut author = None;
            if let Some(listed) = text {
                now = self.written(at, &joined, &before, &listed, &mut author)?;
            }
            let voices = self.meant_here(order, voices)?;
            self.adopt(at, &mut now, &voices, is_changed, &mut author)?;
            self.settle(order, at, &joined, now);
        }
        Ok(())
    }

    fn listed(&mut self, text: TextId) -> Result<Option<Rc<Vec<Party>>>, E> {
        if let Some(known) = self.texts.get(&text) {
            return Ok(known.clone());
        }
        let read = (self.parties)(text)?.map(Rc::new);
        self.texts.insert(text, read.clone());
        Ok(read)
    }

    /// Of what is said at a point, what was said of the parties that the text lists there, or at a point that it builds on:
    /// a record brings nobody in whom its signer was not shown.
    fn meant_here<'v>(&mut self, order: usize, voices: Vec<&'v SignedWord>) -> Result<Vec<&'v SignedWord>, E> {
        if voices.is_empty() {
            return Ok(voices);
        }
        let (graph, whereabouts) = (self.source.graph, self.source.whereabouts);
        let texts: Vec<TextId> = graph
            .parents_at(order)
            .chain([order])
            .filter_map(|order| whereabouts.at_order(graph, order))
            .collect();
        let mut digests = Vec::with_capacity(texts.len());
        for text in texts {
            if let Some(parties) = self.listed(text)? {
                let parties = parties.as_ref().clone();
                digests.push(parties_digest(&Contract {
                    parties,
                    ..Contract::default()
                }));
            }
        }
        let at = graph.id_at(order);
        let is_behind = |base: CommitId| graph.is_ancestor(base, at) == Some(true);
        let meant = |voice: &&SignedWord| digests.contains(&voice.parties) && voice.base.is_none_or(is_behind);
        Ok(voices.into_iter().filter(meant).collect())
    }

    /// What is in force where the points before meet.
    fn joined(&mut self, at: CommitId, before: &[(usize, usize)]) -> Vec<InForce> {
        let graph = self.source.graph;
        let Some(((end, state), rest)) = before.split_first() else {
            return Vec::new();
        };
        let mut joined = self.found.states[*state].clone();
        let mut ends = vec![graph.id_at(*end)];
        for (other_end, state) in rest {
            let other_end = graph.id_at(*other_end);
            for other in self.found.states[*state].clone() {
                let Some(place) = joined.iter().position(|one| one.party.id == other.party.id) else {
                    joined.push(other);
                    continue;
                };
                let one = &joined[place];
                // Behind any of the ends joined so far counts as behind all of them.
                let one_end = ends
                    .iter()
                    .copied()
                    .find(|end| graph.is_ancestor(other.since, *end) == Some(true));
                let one_end = one_end.unwrap_or(ends[0]);
                let outcome = join(graph, &self.all, (one, one_end), (&other, other_end));
                joined[place] = match outcome {
                    Joined::As(state) => state,
                    Joined::Anew(mut state) => {
                        if state.is_contested() && !one.is_contested() && !other.is_contested() {
                            let party = state.party.id.clone();
                            self.found.incidents.push(Incident {
                                at,
                                party,
                                kind: IncidentKind::Contested,
                            });
                        }
                        state.since = at;
                        state.compared |=
                            self.source
                                .believed
                                .compared(graph, &state.party.id, &state.party.members, at);
                        self.keep(state)
                    }
                };
            }
            ends.push(other_end);
        }
        joined
    }

    /// Gives a state its place among all.
    fn keep(&mut self, mut state: InForce) -> InForce {
        state.place = self.all.len();
        self.all.push(state.clone());
        state
    }

    fn author_of(&mut self, at: CommitId, known: &mut Option<Author>) -> Result<Author, E> {
        match known {
            Some(author) => Ok(author.clone()),
            None => Ok(known.insert((self.author)(at)?).clone()),
        }
    }

    /// What is in force after a point whose text lists these parties.
    fn written(
        &mut self,
        at: CommitId,
        joined: &[InForce],
        before: &[(usize, usize)],
        listed: &[Party],
        author: &mut Option<Author>,
    ) -> Result<Vec<InForce>, E> {
        let same = |party: &Party| {
            joined
                .iter()
                .any(|one| one.party.id == party.id && one.listed.as_ref() == Some(&party.members))
        };
        let gone = |one: &&InForce| one.listed.is_some() && !listed.iter().any(|party| party.id == one.party.id);
        if listed.iter().all(same) && joined.iter().filter(gone).count() == 0 {
            return Ok(renamed(joined, listed));
        }
        let author = self.author_of(at, author)?;
        let signed_for = if joined.is_empty() {
            author.party(listed.iter().map(|party| (party.id.as_str(), &party.members[..])))
        } else {
            author.party(joined.iter().map(|one| (one.party.id.as_str(), &one.party.members[..])))
        };
        let cleaned = clean(listed, joined, signed_for, &mut self.one_way);
        self.tell_shared(at, joined, &cleaned);
        let mut now: Vec<InForce> = Vec::with_capacity(listed.len());
        for party in renamed(joined, listed) {
            let Some(as_listed) = listed.iter().find(|one| one.id == party.party.id) else {
                now.push(self.left_out(at, party, before, &author));
                continue;
            };
            let members = cleaned.members.get(&as_listed.id).cloned().unwrap_or_default();
            now.push(self.altered(at, party, as_listed, members, before, joined, &author, signed_for));
        }
        for party in listed
            .iter()
            .filter(|party| !joined.iter().any(|one| one.party.id == party.id))
        {
            let members = cleaned.members.get(&party.id).cloned().unwrap_or_default();
            let entered = self.entered(at, party, members, joined, &author, signed_for);
            now.push(entered);
        }
        Ok(now)
    }

    fn tell_shared(&mut self, at: CommitId, joined: &[InForce], cleaned: &Cleaned) {
        for (party, key) in &cleaned.shared {
            let had = joined
                .iter()
                .filter(|one| one.party.id == *party)
                .flat_map(|one| one.listed.iter().flatten());
            if !had.flat_map(|member| &member.keys).any(|one| one == key) {
                let kind = IncidentKind::SharedKey(key.clone());
                self.found.incidents.push(Incident {
                    at,
                    party: party.clone(),
                    kind,
                });
            }
        }
    }

    fn left_out(&mut self, at: CommitId, mut was: InForce, before: &[(usize, usize)], author: &Author) -> InForce {
        let own = author.key.as_ref().is_some_and(|key| was.holds(key));
        let is_out = |state: &InForce| state.party.id == was.party.id && state.listed.is_none();
        let was_out = before
            .iter()
            .any(|(_, state)| self.found.states[*state].iter().any(is_out));
        if was.listed.take().is_some() && was.speaks_with_keys() && !own && !was_out {
            self.found.incidents.push(Incident {
                at,
                party: was.party.id.clone(),
                kind: IncidentKind::LeftOut,
            });
        }
        was
    }

    #[expect(clippy::too_many_arguments, reason = "all that one judgement rests on")]
    fn altered(
        &mut self,
        at: CommitId,
        was: InForce,
        listed: &Party,
        members: Vec<Member>,
        before: &[(usize, usize)],
        joined: &[InForce],
        author: &Author,
        signed_for: Option<&str>,
    ) -> InForce {
        if was.listed.as_ref() == Some(&listed.members) {
            return was;
        }
        // A merge that takes over what one of its sides lists adds nothing to what was wrong there already.
        let disputed = before
            .iter()
            .flat_map(|(_, state)| &self.found.states[*state])
            .find(|state| {
                state.party.id == listed.id && state.dispute.is_some() && state.listed.as_ref() == Some(&listed.members)
            });
        if let (Some(same), true) = (disputed, before.len() > 1) {
            return InForce {
                listed: same.listed.clone(),
                dispute: same.dispute,
                ..was
            };
        }
        let is_rival = matches!(&was.tie, Tie::Contested(blocks) if blocks.contains(&members));
        let nothing_left_out = listed.members == members;
        if (was.party.members == members && nothing_left_out) || is_rival {
            return InForce {
                listed: Some(listed.members.clone()),
                dispute: None,
                ..was
            };
        }
        let everybody: Vec<&[Member]> = joined
            .iter()
            .map(|one| &one.party.members[..])
            .chain([&members[..]])
            .collect();
        let proposed = |state: &InForce| {
            state.party.id == listed.id
                && state.listed.as_ref() == Some(&listed.members)
                && matches!(state.tie, Tie::Open | Tie::Proposed(_))
        };
        let was_proposed = before.len() > 1
            && before
                .iter()
                .any(|(_, state)| self.found.states[*state].iter().any(proposed));
        let verdict = match judge(&was, &members, author, signed_for, &everybody, was_proposed) {
            // Who brings a deleted contract back has no more rights than whoever goes on with it.
            BlockVerdict::Lawful(_) if self.is_return(before) && signed_for.is_none() && was.speaks_with_keys() => {
                BlockVerdict::Refused(Dispute::Intruded)
            }
            verdict => verdict,
        };
        let compared = self.compared(at, listed, &members);
        let tie = match verdict {
            BlockVerdict::Lawful(tie) => tie,
            BlockVerdict::Refused(_) if compared => Tie::Adopted,
            BlockVerdict::Refused(Dispute::Reset) if self.source.believed.permits(&listed.id, author) => Tie::Adopted,
            BlockVerdict::Refused(dispute) => {
                let kind = IncidentKind::Disputed(dispute, was.compared);
                self.found.incidents.push(Incident {
                    at,
                    party: listed.id.clone(),
                    kind,
                });
                return InForce {
                    listed: Some(listed.members.clone()),
                    dispute: Some(dispute),
                    ..was
                };
            }
        };
        self.tell_removed(at, &was, &members);
        let follows = was.compared && !was.is_contested() && author.key.as_ref().is_some_and(|key| was.holds(key));
        let before = vec![was.place];
        let is_deprived = !any_key(&members) && (was.is_deprived || any_key(&listed.members));
        let party = Party { members, ..was.party };
        let (listed, compared) = (Some(listed.members.clone()), compared || follows);
        let by = author.key.clone();
        let dispute = None;
        self.keep(InForce {
            party,
            tie,
            dispute,
            compared,
            since: at,
            listed,
            is_deprived,
            by,
            before,
            place: 0,
        })
    }

    /// Whether none of the points before has the contract.
    fn is_return(&self, before: &[(usize, usize)]) -> bool {
        before.iter().all(|(parent, _)| {
            let AuthoritySource { graph, whereabouts, .. } = *self.source;
            whereabouts.at_order(graph, *parent).is_none()
        })
    }

    /// Whether the owner of this copy compared these members, as they are listed or without the keys of others.
    fn compared(&self, at: CommitId, listed: &Party, members: &[Member]) -> bool {
        let believed = self.source.believed;
        [&listed.members[..], members]
            .iter()
            .any(|one| believed.compared(self.source.graph, &listed.id, one, at))
    }

    fn tell_removed(&mut self, at: CommitId, was: &InForce, now: &[Member]) {
        let kept: HashSet<&String> = now.iter().flat_map(|member| &member.keys).collect();
        for key in was.party.members.iter().flat_map(|member| &member.keys) {
            if !kept.contains(key) {
                self.found.removals.push((was.party.id.clone(), key.clone(), at));
            }
        }
    }

    /// A party that no version before had.
    fn entered(
        &mut self,
        at: CommitId,
        listed: &Party,
        members: Vec<Member>,
        joined: &[InForce],
        author: &Author,
        signed_for: Option<&str>,
    ) -> InForce {
        let everybody = [&members[..]];
        let own = if joined.is_empty() {
            signed_for == Some(&listed.id)
        } else {
            signed_for.is_none() && author.is_among(&members, &everybody)
        };
        let tie = match any_key(&members) {
            false => Tie::Open,
            true if own && joined.is_empty() => Tie::Adopted,
            true => Tie::Proposed(signed_for.map(str::to_owned)),
        };
        // With others there before, it is for one of them to bring it in.
        let compared = self.compared(at, listed, &members);
        let dispute = (own && !compared && joined.iter().any(InForce::speaks_with_keys)).then_some(Dispute::Entered);
        if let Some(dispute) = dispute {
            let kind = IncidentKind::Disputed(dispute, false);
            self.found.incidents.push(Incident {
                at,
                party: listed.id.clone(),
                kind,
            });
        }
        let is_deprived = !any_key(&members) && any_key(&listed.members);
        let party = Party {
            members,
            ..listed.clone()
        };
        let listed = Some(listed.members.clone());
        let (by, before) = (author.key.clone(), Vec::new());
        self.keep(InForce {
            party,
            tie,
            dispute,
            compared,
            since: at,
            listed,
            is_deprived,
            by,
            before,
            place: 0,
        })
    }

    /// What a party's members sign with keys that are only proposed for them makes these the party's own.
    fn adopt(
        &mut self,
        at: CommitId,
        now: &mut [InForce],
        voices: &[&SignedWord],
        is_changed: bool,
        author: &mut Option<Author>,
    ) -> Result<(), E> {
        for place in 0..now.len() {
            let one = &now[place];
            if !one.is_proposed() {
                continue;
            }
            let by_record = voices
                .iter()
                .any(|voice| voice.party == one.party.id && lists_for(&one.party.members, &voice.signer, &voice.key));
            let by_change = is_changed && {
                let author = self.author_of(at, author)?;
                let everybody: Vec<&[Member]> = now.iter().map(|one| &one.party.members[..]).collect();
                author.is_among(&one.party.members, &everybody)
            };
            if by_record || by_change {
                let before = vec![one.place];
                let adopted = InForce {
                    tie: Tie::Adopted,
                    since: at,
                    before,
                    ..one.clone()
                };
                now[place] = self.keep(adopted);
            }
        }
        Ok(())
    }

    /// Notes what is in force after a point, and for what it does itself.
    fn settle(&mut self, order: usize, at: CommitId, joined: &[InForce], now: Vec<InForce>) {
        let adopted = |one: &InForce| one.since == at && one.tie == Tie::Adopted;
        // What was found at this point was found last.
        let here = self.found.incidents.iter().rev().take_while(|one| one.at == at);
        let reset = here.filter(|one| matches!(one.kind, IncidentKind::Disputed(Dispute::Reset, _)));
        let reset: HashSet<&str> = reset.map(|one| &*one.party).collect();
        let within: Vec<InForce> = if joined.is_empty() {
            now.clone()
        } else {
            let own = |one: &InForce| {
                let open = matches!(one.tie, Tie::Open | Tie::Proposed(_));
                // What is signed with a key that was there before is judged by what was there before.
                let is_new = |new: &&InForce| !new.by.as_ref().is_some_and(|key| one.holds(key));
                let mut new = now.iter().filter(|new| new.party.id == one.party.id);
                // Keys that replace all others without one of them are there with this point, whether they are believed here
                // or not: nobody else could have signed it.
                let begins = |new: &&InForce| (open || new.by.is_some()) && adopted(new) && is_new(new);
                new.find(|new| begins(new) || reset.contains(&*new.party.id))
                    .unwrap_or(one)
                    .clone()
            };
            joined.iter().map(own).collect()
        };
        let states = &mut self.found.states;
        states.push(within);
        self.found.within.insert(at, states.len() - 1);
        states.push(now);
        self.found.after.set(self.source.graph, order, Some(states.len() - 1));
    }
}

/// The same parties, with the names and roles that a text gives them.
fn renamed(parties: &[InForce], listed: &[Party]) -> Vec<InForce> {
    let mut parties = parties.to_vec();
    for one in &mut parties {
        if let Some(as_listed) = listed.iter().find(|party| party.id == one.party.id) {
            one.party.name.clone_from(&as_listed.name);
            one.party.role.clone_from(&as_listed.role);
        }
    }
    parties
}
