//! What is in force where branches meet: `docs/RECORD.md`, section 4, rule 10.

use std::collections::HashSet;

use crate::contract::Member;
use crate::history::{CommitGraph, PublicKey};
use crate::negotiation::CommitId;

use super::in_force::{InForce, Tie, any_key, is_at};

/// One party as it comes out of two branches.
pub(super) enum Joined {
    /// One of the branches knows all that the other says.
    As(InForce),
    /// Both said something: these members and keys, to be given a place of their own.
    Anew(InForce),
}

/// Joins what two branches, which end at these points, say of a party. `all` holds every state that there was.
pub(super) fn join(
    graph: &CommitGraph,
    all: &[InForce],
    (one, one_end): (&InForce, CommitId),
    (other, other_end): (&InForce, CommitId),
) -> Joined {
    let behind = |earlier: CommitId, later: CommitId| graph.is_ancestor(earlier, later) == Some(true);
    if one.place == other.place {
        return Joined::As(same_listing(one.clone(), other));
    }
    if behind(one.since, other_end) {
        return Joined::As(other.clone());
    }
    if behind(other.since, one_end) {
        return Joined::As(one.clone());
    }
    let base = base(graph, all, one, other_end);
    let shared = base.filter(|base| base.is_the_partys_own() || (continues(one, base) && continues(other, base)));
    if let Some(base) = shared {
        // Whoever lost the key on one branch said nothing with it on the other.
        match (is_outvoted(all, one, base, other), is_outvoted(all, other, base, one)) {
            (true, false) => return Joined::As(other.clone()),
            (false, true) => return Joined::As(one.clone()),
            (true, true) => return contested(one, other),
            (false, false) => {}
        }
    }
    let members = |base: Option<&InForce>| {
        three_way(
            base.map_or(&[], |base| &base.party.members),
            &one.party.members,
            &other.party.members,
        )
    };
    if let Tie::Contested(_) = &one.tie {
        return anew(one.party.members.clone(), one.tie.clone(), one, other);
    }
    if let Tie::Contested(_) = &other.tie {
        return anew(one.party.members.clone(), other.tie.clone(), one, other);
    }
    // What was compared is as good as adopted.
    match (one.is_the_partys_own(), other.is_the_partys_own()) {
        (true, true) if one.party.members == other.party.members => {
            let tie = if other.tie == Tie::Adopted {
                &other.tie
            } else {
                &one.tie
            };
            let mut joined = one.clone();
            // One block is one block, whichever branch it was compared on.
            joined.compared |= other.compared;
            let other = InForce {
                compared: joined.compared,
                ..other.clone()
            };
            anew(joined.party.members.clone(), tie.clone(), &joined, &other)
        }
        (true, true) if shared.is_some() => {
            let members = members(base);
            if any_key(&members) {
                anew(members, Tie::Adopted, one, other)
            } else {
                contested(one, other)
            }
        }
        // Where one of them was compared, it is known which is the party's.
        (true, true) if one.compared != other.compared => {
            Joined::As(if one.compared { one.clone() } else { other.clone() })
        }
        (true, true) => contested(one, other),
        (true, false) => Joined::As(one.clone()),
        (false, true) => Joined::As(other.clone()),
        (false, false) => match (&one.tie, &other.tie) {
            (Tie::Proposed(by), Tie::Proposed(too)) if by == too => anew(members(base), one.tie.clone(), one, other),
            (Tie::Open, Tie::Open) => anew(members(base), Tie::Open, one, other),
            _ => anew(members(base), Tie::Proposed(None), one, other),
        },
    }
}

/// Whether a branch took over what was proposed as it was, or changed it with a key of it: that it is the party's is what
/// both say then.
fn continues(branch: &InForce, base: &InForce) -> bool {
    let signed = || branch.by.as_ref().is_some_and(|key| base.holds(key));
    matches!(base.tie, Tie::Proposed(_)) && (branch.party.members == base.party.members || signed())
}

fn contested(one: &InForce, other: &InForce) -> Joined {
    let blocks = vec![one.party.members.clone(), other.party.members.clone()];
    anew(one.party.members.clone(), Tie::Contested(blocks), one, other)
}

/// Whether anything since the common state was signed on one branch with a key that the other branch took away meanwhile.
/// A key is taken away because it was lost or stolen as well as with its member: what it brought in beside that is nobody's,
/// until somebody with a key in force brings it in again.
fn is_outvoted(all: &[InForce], one: &InForce, base: &InForce, other: &InForce) -> bool {
    let is_gone = |key: &PublicKey| base.holds(key) && !other.holds(key);
    let mut open = vec![one.place];
    let mut seen = HashSet::new();
    while let Some(place) = open.pop() {
        if place == base.place || !seen.insert(place) {
            continue;
        }
        let state = &all[place];
        if state.by.as_ref().is_some_and(is_gone) {
            return true;
        }
        open.extend(&state.before);
    }
    false
}

fn anew(members: Vec<Member>, tie: Tie, one: &InForce, other: &InForce) -> Joined {
    let mut joined = same_listing(one.clone(), other);
    joined.is_deprived = !any_key(&members) && (one.is_deprived || other.is_deprived);
    joined.party.members = members;
    joined.compared = one.compared && other.compared && !matches!(tie, Tie::Contested(_));
    joined.tie = tie;
    joined.by = None;
    joined.before = vec![one.place, other.place];
    Joined::Anew(joined)
}

/// What the text lists where branches meet is told apart only where both list the same.
fn same_listing(mut one: InForce, other: &InForce) -> InForce {
    if one.listed != other.listed {
        one.listed = Some(one.party.members.clone());
        one.dispute = None;
    }
    one
}

/// The newest state that both came from.
fn base<'a>(graph: &CommitGraph, all: &'a [InForce], one: &InForce, other_end: CommitId) -> Option<&'a InForce> {
    let mut open = one.before.clone();
    let mut found: Vec<usize> = Vec::new();
    let mut seen = HashSet::new();
    while let Some(place) = open.pop() {
        if !seen.insert(place) {
            continue;
        }
        match graph.is_ancestor(all[place].since, other_end) {
            Some(true) => found.push(place),
            _ => open.extend(&all[place].before),
        }
    }
    found
        .into_iter()
        .max_by_key(|place| graph.order(all[*place].since))
        .map(|place| &all[place])
}

/// Members and keys of both: what either added is there, what either took away is not. Members are told by their address.
fn three_way(base: &[Member], one: &[Member], other: &[Member]) -> Vec<Member> {
    let find = |members: &[Member], email: &str| -> Option<Member> {
        members.iter().find(|member| is_at(member, email)).cloned()
    };
    let mut joined = Vec::new();
    for member in one {
        let (was, theirs) = (find(base, &member.email), find(other, &member.email));
        match (was, theirs) {
            // The other branch took the member out.
            (Some(_), None) => {}
            (None, None) => joined.push(member.clone()),
            (was, Some(theirs)) => {
                let was = was.unwrap_or_default();
                let kept = |key: &&String| theirs.keys.contains(key) || !was.keys.contains(key);
                let mut keys: Vec<String> = member.keys.iter().filter(kept).cloned().collect();
                keys.extend(
                    theirs
                        .keys
                        .iter()
                        .filter(|key| !member.keys.contains(key) && !was.keys.contains(key))
                        .cloned(),
                );
                let name = if member.name == was.name {
                    theirs.name
                } else {
                    member.name.clone()
                };
                joined.push(Member {
                    name,
                    keys,
                    ..member.clone()
                });
            }
        }
    }
    let new = other
        .iter()
        .filter(|member| find(one, &member.email).is_none() && find(base, &member.email).is_none());
    joined.extend(new.cloned());
    joined
}
