//! Recording a party's position on wordings of the newest round: accept, reject, reserve, withdraw.

use chrono::{DateTime, FixedOffset};

use super::Error;
use super::called::{Meant, called};
use super::dossier::Dossier;
use super::me::{Me, me};
use super::recording::{Following, Prepared, Saying, Shown, newest_round, saved, write};
use super::room::{Negotiation, Room, VersionName};
use crate::contract::{Contract, revision, whole};
use crate::history::POSITIONS;
use crate::negotiation::{ChangeId, ClauseStanding, Decision, Named, PartyPosition, PositionKind, RecordId, Standings};

/// Which clauses are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// Those named, by id or by present number; with everything below them, if so wished.
    Named {
        /// The names.
        clauses: Vec<String>,
        /// Whether sub-clauses are meant as well.
        below: bool,
    },
    /// These exact wordings, which the person has read; refused when one of them has changed since.
    Exactly(Vec<Named>),
    /// Every clause that the newest round left as the round before had it.
    Unchanged,
    /// Every clause.
    All,
}

/// What a person wants to have recorded.
#[derive(Debug, Clone)]
pub struct Wish {
    /// What is said; never an offer, which only sending makes.
    pub decision: Decision,
    /// Of which clauses.
    pub which: Which,
    /// Why.
    pub reason: Option<String>,
    /// The round that the person has read; the newest when they do not say.
    pub read: Option<u32>,
    /// Another party whose position this is, and how it was said.
    pub reported: Option<(String, String)>,
    /// When.
    pub at: DateTime<FixedOffset>,
}

/// What was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// The party for which it was recorded.
    pub party: String,
    /// The round it concerns.
    pub round: u32,
    /// What was said.
    pub decision: Decision,
    /// Of which wordings; those on which the same position stood already are left out.
    pub clauses: Vec<Named>,
    /// The records made.
    pub records: Vec<RecordId>,
    /// The change that holds them; `None` when there was nothing left to record.
    pub change: Option<ChangeId>,
    /// The fingerprint of the key that signed them.
    pub key: Option<String>,
}

/// Records a position, signed, for the party that the user speaks for.
///
/// # Errors
///
/// When the user is no member, the key is not theirs, a clause does not exist, the text has changed since the round
/// that was read, or history cannot be written.
pub fn decide(room: &Room, name: &str, wish: &Wish) -> Result<Recorded, Error> {
    let recorded = decide_together(room, name, std::slice::from_ref(wish))?.pop();
    recorded.ok_or_else(|| Error::NoRound { contract: name.to_owned() })
}

/// Records several positions in one signed step: all of them or none.
///
/// # Errors
///
/// As [`decide`].
pub fn decide_together(room: &Room, name: &str, wishes: &[Wish]) -> Result<Vec<Recorded>, Error> {
    let unconditional = |wish: &Wish| wish.reason.as_deref().is_none_or(|reason| reason.trim().is_empty());
    if wishes.iter().any(|wish| wish.decision == Decision::Reserve && unconditional(wish)) {
        return Err(Error::NoCondition);
    }
    let Some(at) = wishes.first().map(|wish| wish.at) else { return Ok(Vec::new()) };
    let memory = room.memory()?;
    let speaking = {
        let negotiation = room.negotiation(name)?;
        let (_, _, contract) = newest_round(&negotiation)?;
        me(room, &contract)?
    };
    let mut recorded = Vec::new();
    let change = write(room, &speaking, at, || {
        let negotiation = room.negotiation(name)?;
        let dossier = negotiation.dossier(&memory)?;
        let mut following = Following::in_dossier(Some(&dossier), &speaking.party);
        let (mut files, mut messages) = (Vec::new(), Vec::new());
        recorded.clear();
        for wish in wishes {
            let (prepared, about) = prepare(room, &negotiation, &dossier, &speaking, &mut following, wish)?;
            if let Some(prepared) = prepared {
                files.extend(prepared.files);
                messages.push(prepared.message);
            }
            recorded.push(about);
        }
        let message = match messages.as_slice() {
            [] => return Ok(None),
            [only] => only.clone(),
            several => {
                let round = negotiation.newest_number();
                format!("{name}: {} records its positions on round {round}\n\n{}", speaking.party, several.concat())
            }
        };
        Ok(Some(Prepared { files, message }))
    })?;
    // A change holds what was said; what had been said already is in none.
    let holds = |one: &Recorded| change.filter(|_| !one.records.is_empty());
    Ok(recorded.into_iter().map(|one| Recorded { change: holds(&one), ..one }).collect())
}

fn prepare(
    room: &Room,
    negotiation: &Negotiation<'_>,
    dossier: &Dossier,
    speaking: &Me,
    following: &mut Following,
    wish: &Wish,
) -> Result<(Option<Prepared>, Recorded), Error> {
    let (round, base, contract) = newest_round(negotiation)?;
    let parties: Vec<String> = contract.parties.iter().map(|party| party.id.clone()).collect();
    let holder = match &wish.reported {
        Some((party, _)) if !parties.contains(party) => {
            return Err(Error::NoSuchParty {
                contract: negotiation.name().to_owned(),
                party: party.clone(),
                known: parties,
            });
        }
        Some((party, _)) if *party == speaking.party => return Err(Error::OwnReport { party: party.clone() }),
        Some((party, _)) => party.clone(),
        None => speaking.party.clone(),
    };
    let standings = dossier.standings(&parties, wish.reported.is_some());
    let mut wanted = wanted(negotiation, &contract, &standings, wish)?;
    if matches!(wish.which, Which::Exactly(_)) {
        wanted.retain(|one| !stands(dossier, &standings, &holder, one, wish));
    }
    if !matches!(wish.which, Which::Exactly(_)) {
        not_stale(negotiation, wish.read, round, &wanted)?;
    }
    let sayings = match wish.decision {
        Decision::Withdraw => withdrawals(negotiation, &standings, &holder, &wanted)?,
        decision => {
            let wanted_again = wanted.clone();
            let named =
                wanted.into_iter().filter(|one| wish.reason.is_some() || !says(&standings, &holder, one, decision));
            let mut clauses: Vec<Named> = named.collect();
            if clauses.is_empty()
                && wish.which == Which::All
                && dossier.newest_whole(&holder, true) != Some(whole(&contract))
            {
                // Nothing is open, and the text as a whole is another one than the party last recorded: it confirms this.
                clauses = wanted_again;
            }
            if clauses.is_empty() { Vec::new() } else { vec![(clauses, None)] }
        }
    };
    let negotiation_id =
        dossier.record.negotiation.ok_or_else(|| Error::NoRound { contract: negotiation.name().to_owned() })?;
    let shown = Shown { contract: &contract, negotiation: negotiation_id, round, base: Some(base) };
    let mut recorded = Recorded {
        party: holder,
        round,
        decision: wish.decision,
        clauses: Vec::new(),
        records: Vec::new(),
        change: None,
        key: speaking.public_key().map(|key| key.fingerprint().to_owned()),
    };
    let mut files = Vec::new();
    let folder = room.repository().records_folder();
    let sign = |bytes: &[u8]| speaking.sign(POSITIONS, bytes);
    let voice = speaking.voice(&sign);
    for (clauses, withdraws) in sayings {
        recorded.clauses.extend(clauses.iter().cloned());
        let saying = Saying {
            decision: wish.decision,
            clauses,
            reason: wish.reason.clone(),
            withdraws,
            reported: wish.reported.clone(),
        };
        let ready = following.make(&folder, &voice, &negotiation.found.original_name, &shown, saying, wish.at)?;
        recorded.records.push(ready.id);
        files.extend(ready.files);
    }
    let message = message(negotiation.name(), &recorded.party, recorded.decision, &recorded.clauses, round);
    let prepared = (!files.is_empty()).then(|| Prepared { files: saved(files), message });
    Ok((prepared, recorded))
}

/// The words of the change, for whoever looks with git alone.
pub(super) fn message(contract: &str, party: &str, decision: Decision, clauses: &[Named], round: u32) -> String {
    const SHOWN: usize = 4;
    let ids: Vec<&str> = clauses.iter().map(|clause| clause.id.as_str()).collect();
    let says = match decision {
        Decision::Offer => "offers",
        Decision::Accept => "accepts",
        Decision::Reject => "rejects",
        Decision::Reserve => "reserves on",
        Decision::Withdraw => "takes back its position on",
    };
    if ids.len() <= SHOWN {
        return format!("{contract}: {party} {says} {} of round {round}\n", ids.join(", "));
    }
    format!("{contract}: {party} {says} {} clauses of round {round}\n\n{}\n", ids.len(), ids.join("\n"))
}

/// The wordings meant, in reading order; a deleted clause stands for its deletion.
fn wanted(
    negotiation: &Negotiation<'_>,
    contract: &Contract,
    standings: &Standings,
    wish: &Wish,
) -> Result<Vec<Named>, Error> {
    let named = |clause: &ClauseStanding| Named { id: clause.id.clone(), revision: clause.revision };
    let listed = || standings.clauses.iter().filter(|clause| clause.standing.is_some());
    match &wish.which {
        Which::Exactly(wordings) => {
            for one in wordings {
                if standings.clause(&one.id).is_none_or(|clause| clause.revision != one.revision) {
                    return Err(Error::Stale {
                        contract: negotiation.name().to_owned(),
                        clause: one.id.clone(),
                        read: wish.read.unwrap_or_default(),
                        newest: negotiation.newest_number(),
                    });
                }
            }
            Ok(wordings.clone())
        }
        Which::All => Ok(listed().map(named).collect()),
        Which::Unchanged => {
            Ok(listed().filter(|clause| clause.since < negotiation.newest_number()).map(named).collect())
        }
        Which::Named { clauses, below } => {
            if clauses.is_empty() {
                return Err(Error::NoClauseNamed { contract: negotiation.name().to_owned() });
            }
            let mut wanted: Vec<Named> = Vec::new();
            for name in clauses {
                for one in wordings_of(negotiation, contract, standings, name, *below)? {
                    if !wanted.contains(&one) {
                        wanted.push(one);
                    }
                }
            }
            Ok(wanted)
        }
    }
}

/// What one name means.
fn wordings_of(
    negotiation: &Negotiation<'_>,
    contract: &Contract,
    standings: &Standings,
    name: &str,
    below: bool,
) -> Result<Vec<Named>, Error> {
    // A deletion waits for positions like any other wording.
    let deleted = standings.clauses.iter().filter(|clause| clause.revision.is_none());
    let deleted: Vec<&str> = deleted.map(|clause| clause.id.as_str()).collect();
    let clause = match called(contract, negotiation.name(), &deleted, name)? {
        Meant::Clause(clause) => clause,
        Meant::Gone(id) => return Ok(vec![Named { id: id.to_owned(), revision: None }]),
    };
    let alone = Contract { clauses: vec![clause.clone()], ..Contract::default() };
    let all = alone.walk();
    let meant = all.iter().filter(|visit| below || visit.depth == 1);
    let named: Vec<Named> = meant
        .filter(|visit| !visit.clause.text.trim().is_empty())
        .map(|visit| Named { id: visit.clause.id.clone(), revision: Some(revision(visit.clause)) })
        .collect();
    if named.is_empty() {
        let below = all.iter().skip(1).map(|visit| visit.clause.id.clone()).collect();
        return Err(Error::OnlyAHeading { clause: clause.id.clone(), below });
    }
    Ok(named)
}

/// Refuses when a wording is not the one that the person has read.
fn not_stale(negotiation: &Negotiation<'_>, read: Option<u32>, newest: u32, wanted: &[Named]) -> Result<(), Error> {
    let Some(read) = read.filter(|read| *read != newest) else { return Ok(()) };
    let reading = negotiation.reading(&VersionName::Round(read))?;
    let old = negotiation.read(&reading)?;
    for one in wanted {
        if old.clause(&one.id).map(revision) != one.revision {
            return Err(Error::Stale { contract: negotiation.name().to_owned(), clause: one.id.clone(), read, newest });
        }
    }
    Ok(())
}

fn position<'s>(standings: &'s Standings, clause: &str, party: &str) -> Option<&'s PartyPosition> {
    standings.clause(clause)?.positions.iter().find(|position| position.party == party)
}

/// Whether a party's position on a wording is already what it would be.
fn says(standings: &Standings, party: &str, named: &Named, decision: Decision) -> bool {
    let position = position(standings, &named.id, party);
    position.is_some_and(|position| {
        position.record.is_some()
            && match decision {
                Decision::Accept => matches!(position.kind, PositionKind::Accepted | PositionKind::Offered),
                Decision::Reject => position.kind == PositionKind::Rejected,
                Decision::Reserve => position.kind == PositionKind::Reserved,
                Decision::Offer | Decision::Withdraw => false,
            }
    })
}

/// Whether exactly what is wished was recorded before and still stands, reason included.
fn stands(dossier: &Dossier, standings: &Standings, party: &str, named: &Named, wish: &Wish) -> bool {
    let record = position(standings, &named.id, party).and_then(|position| position.record);
    match (wish.decision, record) {
        (Decision::Withdraw, record) => record.is_none(),
        (_, None) => false,
        (decision, Some(record)) => {
            let reason = dossier.entry_of(record).and_then(|entry| entry.appraised.record.as_ref()?.reason.clone());
            says(standings, party, named, decision) && (wish.reason.is_none() || wish.reason == reason)
        }
    }
}

/// Wordings, and the record that is taken back for them.
type Withdrawal = (Vec<Named>, Option<RecordId>);

/// The records to take back, each with the clauses for which it is taken back.
fn withdrawals(
    negotiation: &Negotiation<'_>,
    standings: &Standings,
    party: &str,
    wanted: &[Named],
) -> Result<Vec<Withdrawal>, Error> {
    let mut taken: Vec<Withdrawal> = Vec::new();
    for one in wanted {
        let record = position(standings, &one.id, party).and_then(|position| position.record);
        let Some(record) = record else {
            return Err(Error::NothingToWithdraw {
                contract: negotiation.name().to_owned(),
                clause: one.id.clone(),
                party: party.to_owned(),
            });
        };
        match taken.iter_mut().find(|(_, other)| *other == Some(record)) {
            Some((clauses, _)) => clauses.push(one.clone()),
            None => taken.push((vec![one.clone()], Some(record))),
        }
    }
    Ok(taken)
}
