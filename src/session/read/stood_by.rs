//! What a party last stood by, clause by clause, as far as this copy can tell that it was the party that said so.

use std::collections::{BTreeSet, HashMap};

use super::dossier::Dossier;
use crate::audit::{self, InForce, lists};
use crate::contract::{self, Contract, Revision};
use crate::history::PublicKey;
use crate::language::Translated;
use crate::negotiation::{Decision, Filed, Round, RoundWordings, StoodBy, Trust, baselines};
use crate::session::Error;
use crate::session::version_name::VersionName;
use crate::session::workspace::{Negotiation, Workspace};

/// What a party last stood by.
#[derive(Debug, Clone, Default)]
pub(in crate::session) struct Known {
    /// The wording of each clause, by id; a clause that is not among them is new to the party.
    pub(in crate::session) wordings: HashMap<String, StoodBy>,
    /// How many records in the party's name are left out, since nobody confirmed in this copy that their keys are the
    /// party's.
    pub(in crate::session) left_out: usize,
    /// The number of the round that the party's newest record names; `None` when it never said anything.
    pub(in crate::session) frame: Option<u32>,
}

/// The keys that this copy knows to be the party's.
struct Keys<'a> {
    /// The user's own.
    own: Option<PublicKey>,
    /// The party as it is in force today, where its keys were compared with it.
    confirmed: Option<&'a InForce>,
}

impl Keys<'_> {
    fn hold(&self, key: &PublicKey) -> bool {
        let is_listed = |in_force: &InForce| in_force.party.members.iter().any(|member| lists(&member.keys, key));
        self.own.as_ref() == Some(key) || self.confirmed.is_some_and(is_listed)
    }
}

/// Finds what the user's own party last stood by.
///
/// Only what counts in this copy moves it: records signed with the user's own key or with one that was confirmed, and
/// those of a party that lists no keys. A key that somebody else wrote into the party and that nobody compared could
/// otherwise hide changes from the party's own members.
///
/// # Errors
///
/// When history cannot be read.
pub(in crate::session) fn own(
    workspace: &Workspace,
    negotiation: &Negotiation<'_>,
    dossier: &Dossier,
    newest: &Contract,
    party: &str,
) -> Result<Known, Error> {
    let keys = Keys {
        own: workspace.own_key(),
        confirmed: dossier
            .record
            .authority
            .newest()
            .iter()
            .find(|one| one.party.id == party && one.compared),
    };
    let mut left_out = 0;
    let mut records: Vec<Filed> = Vec::with_capacity(dossier.record.entries.len());
    for entry in &dossier.record.entries {
        let Some(mut filed) = entry.appraised.clone().filed(entry.round) else {
            continue;
        };
        let foreign =
            filed.trust == Trust::Unconfirmed && !entry.appraised.key.as_ref().is_some_and(|key| keys.hold(key));
        if foreign && filed.record.party == party {
            left_out += 1;
            filed.trust = Trust::Void(Translated::default());
        }
        records.push(filed);
    }
    let mut rounds = dossier.wordings.clone();
    let mut made = BTreeSet::new();
    for round in &negotiation.rounds.rounds {
        // Where the record of its offer counts, it alone says what the party stood by.
        let on_record = records.iter().any(|filed| {
            filed.round == round.number && filed.record.decision == Decision::Offer && is_own_word(filed, party)
        });
        let is_reported = round.received.is_some();
        if round.party() != Some(party) || round.drafted().is_empty() || on_record || is_reported {
            continue;
        }
        if is_own(workspace, dossier, round, party, &keys)? {
            made.insert(round.number);
        } else if let Some(round) = rounds.iter_mut().find(|one| one.number == round.number) {
            round.offers.clear();
        }
    }
    let parties: Vec<String> = newest.parties.iter().map(|party| party.id.clone()).collect();
    let known = known(&rounds, &records, &parties, party, false);
    let frame = frame(negotiation, &rounds, &records, &made, party)?;
    Ok(Known {
        left_out,
        frame,
        ..known
    })
}

/// Finds what a party last stood by, by all records that count for it; those that others reported included, if wished.
pub(in crate::session) fn on_record(dossier: &Dossier, parties: &[String], party: &str, reported: bool) -> Known {
    known(&dossier.wordings, &dossier.record.filed(), parties, party, reported)
}

fn known(rounds: &[RoundWordings], records: &[Filed], parties: &[String], party: &str, count_reported: bool) -> Known {
    let readable: BTreeSet<u32> = rounds.iter().map(|round| round.number).collect();
    let mut wordings = baselines(rounds, records, parties, party, count_reported);
    for one in wordings
        .values_mut()
        .filter(|one| readable.contains(&one.round) && one.round > one.found_in)
    {
        // The wording is read where the party took it: there its references meant what the party read.
        one.found_in = one.round;
    }
    Known {
        wordings,
        left_out: 0,
        frame: None,
    }
}

/// The round whose whole text the party last accepted or offered something of. Of two rounds sent at once, the number of
/// the joined one says nothing of what its sender signed: the digest of the whole text does.
fn frame(
    negotiation: &Negotiation<'_>,
    rounds: &[RoundWordings],
    records: &[Filed],
    made: &BTreeSet<u32>,
    party: &str,
) -> Result<Option<u32>, Error> {
    let readable: BTreeSet<u32> = rounds.iter().map(|round| round.number).collect();
    let yes = |filed: &&Filed| is_own_word(filed, party) && filed.record.decision.consents();
    let mut named: Vec<(u32, Option<Revision>)> = records
        .iter()
        .filter(yes)
        .map(|filed| (filed.round, Some(filed.record.whole)))
        .collect();
    let said: BTreeSet<u32> = named.iter().map(|(round, _)| *round).collect();
    named.extend(made.difference(&said).map(|round| (*round, None)));
    // The last of those about one round is the newest.
    named.sort_by_key(|(round, _)| *round);
    let mut wholes: HashMap<u32, Revision> = HashMap::new();
    for (round, whole) in named.into_iter().rev() {
        let Some(whole) = whole else {
            return Ok(Some(round).filter(|round| readable.contains(round)));
        };
        for &number in readable.range(..=round).rev() {
            let of_round = if let Some(known) = wholes.get(&number) {
                *known
            } else {
                let contract = negotiation.read(&negotiation.reading(&VersionName::Round(number))?)?;
                *wholes.entry(number).or_insert_with(|| contract::whole(&contract))
            };
            if of_round == whole {
                return Ok(Some(number));
            }
        }
    }
    Ok(None)
}

/// Whether a record counts as what the party said itself.
fn is_own_word(filed: &Filed, party: &str) -> bool {
    filed.record.party == party && filed.record.speaks_for.is_none() && filed.trust.counts(false)
}

/// Whether a round that names a party as its sender is that party's, as far as this copy can tell.
fn is_own(
    workspace: &Workspace,
    dossier: &Dossier,
    round: &Round,
    party: &str,
    keys: &Keys<'_>,
) -> Result<bool, Error> {
    for change in round.drafted() {
        let in_force = dossier.record.authority.after(&dossier.graph, change.id);
        let parties: Vec<_> = in_force.iter().map(|one| &one.party).collect();
        let Some(in_force) = in_force.iter().find(|one| one.party.id == party) else {
            return Ok(false);
        };
        if !in_force.speaks_with_keys() {
            continue;
        }
        let key = workspace.repository().raw_change(change.id)?.verify().ok();
        let own = |key| audit::hand(&parties, &in_force.party, &change.author, key) == audit::Hand::Own;
        if !key.as_ref().is_some_and(own) || !(in_force.compared || key.is_some_and(|key| keys.hold(&key))) {
            return Ok(false);
        }
    }
    Ok(true)
}
