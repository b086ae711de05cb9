//! What sending the draft would make known, to be shown before it is signed; and that it is still that when it is.

use super::intent::SignsFor;
use super::unsent::nothing_unsent_would_fail;
use crate::contract::{Contract, LineEnds, Revision, line_ends};
use crate::negotiation::{CommitId, NamedWording, Standing};
use crate::redline::{ChangeKind, ClauseChange, CompareScope, FrontChange, ReferenceFault, compare, front_changes};
use crate::review::{Blank, BlankPlace, blanks};
use crate::session::Error;
use crate::session::act::round_draft::{RoundDraft, sender, sender_in};
use crate::session::read::mine::{Mine, mine_in};
use crate::session::read::status::{Status, status_in};
use crate::session::user::acting_member::ActingMember;
use crate::session::version_name::VersionName;
use crate::session::workspace::{Negotiation, Workspace};
use std::collections::{HashMap, HashSet};

/// What would go out with the next round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// The contract's name.
    pub contract: String,
    /// The title of the draft.
    pub title: String,
    /// The number that the round would get.
    pub round: u32,
    /// Who would sign it.
    pub speaker: SignsFor,
    /// The other parties, and the people who speak for them.
    pub to: Vec<(String, Vec<String>)>,
    /// The clauses that differ from the round before, in reading order.
    pub clauses: Vec<OutgoingClause>,
    /// What differs outside of the clauses.
    pub front: Vec<FrontChange>,
    /// What is left to be filled in and nobody may send by accident: above the clauses, and in clauses of this round.
    pub blanks: Vec<Blank>,
    /// Whether lines of the file end in two ways.
    pub mixed_line_ends: bool,
    /// References in the draft that lead elsewhere than in the round before, or nowhere.
    pub references: Vec<StrayReference>,
    /// Who else changed something that the round contains and does not offer.
    pub foreign: Vec<String>,
    draft: Revision,
    newest: Option<CommitId>,
    offered: Vec<NamedWording>,
}

/// A clause that differs from the round before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutgoingClause {
    /// Its id.
    pub id: String,
    /// Its number in the draft, or the one that it had when it is taken out.
    pub number: String,
    /// Its heading.
    pub heading: String,
    /// What became of it; unchanged when it only stands elsewhere or has another id.
    pub change: ChangeKind,
    /// Whether it stands elsewhere.
    pub moved: bool,
    /// The id that it had in the round before, where it has another one now.
    pub former_id: Option<String>,
    /// Whether the sender offers it; otherwise somebody else changed it.
    pub offered: bool,
    /// Whether every party has agreed to it as it was: it is open again with this round.
    pub reopens: bool,
}

/// A reference in the draft that leads elsewhere than in the round before, or nowhere. Clauses are told by number and heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StrayReference {
    /// The clause that holds it.
    pub clause: String,
    /// The reference as written.
    pub text: String,
    /// The clause that it meant in the round before, with its number there.
    pub was: Option<String>,
    /// The clause that it means in the draft.
    pub now: Option<String>,
}

impl StrayReference {
    /// The clause it stands in and the words of it; what it meant, and what it means.
    #[must_use]
    pub fn told(&self) -> ([&str; 2], [Option<&str>; 2]) {
        ([&self.clause, &self.text], [self.was.as_deref(), self.now.as_deref()])
    }
}

impl OutgoingClause {
    /// Its number and heading.
    #[must_use]
    pub fn called(&self) -> (&str, &str) {
        (&self.number, &self.heading)
    }

    /// Its id before and now, where it has another one.
    #[must_use]
    pub fn ids(&self) -> Option<(&str, &str)> {
        self.former_id.as_deref().map(|former| (former, &*self.id))
    }
}

impl Outgoing {
    /// Refuses when something else would be signed than was shown.
    pub(in crate::session) fn must_be(
        &self,
        negotiation: &Negotiation<'_>,
        me: &ActingMember,
        draft: &RoundDraft,
    ) -> Result<(), Error> {
        let same = self.speaker.is(me)
            && self.draft == Revision::of(&draft.bytes)
            && self.newest == negotiation.rounds.newest().map(|round| round.last().id)
            && self.offered == draft.offered
            && self.foreign == draft.foreign;
        if same {
            Ok(())
        } else {
            Err(Error::ChangedMeanwhile {
                contract: negotiation.name().to_owned(),
            })
        }
    }
}

/// What sending would make known now. Writes nothing and signs nothing.
///
/// # Errors
///
/// As [`crate::session::send()`], but for what only signing and writing can say.
pub fn outgoing(workspace: &Workspace, name: &str) -> Result<Outgoing, Error> {
    nothing_unsent_would_fail(workspace, true)?;
    let negotiation = workspace.negotiation(name)?;
    if negotiation.newest_number() == 0 {
        return outgoing_in(&negotiation, &sender(workspace, &negotiation)?, None, None);
    }
    let dossier = negotiation.dossier(&workspace.memory()?)?;
    let speaking = sender_in(workspace, &negotiation, &dossier)?;
    let known = mine_in(workspace, &negotiation, &dossier)?;
    let status = status_in(&negotiation, &dossier, false)?;
    let frame = known.as_ref().and_then(Mine::frame);
    outgoing_in(&negotiation, &speaking, frame, Some(&status))
}

/// The same of a negotiation that is read already; `known` is the text that the sender's newest record names, `status` where the
/// negotiation stands, if there is a round.
pub(in crate::session) fn outgoing_in(
    negotiation: &Negotiation<'_>,
    speaking: &ActingMember,
    known: Option<&Contract>,
    status: Option<&Status>,
) -> Result<Outgoing, Error> {
    let draft = RoundDraft::of(negotiation, speaking)?;
    // Nobody is asked about what no signature could make right.
    draft.refuse(negotiation, speaking)?;
    let before = match negotiation.newest_number() {
        0 => None,
        _ => negotiation
            .reading(&VersionName::Last)
            .ok()
            .and_then(|reading| negotiation.read(&reading).ok()),
    };
    let first = before.is_none();
    let before = before.unwrap_or_default();
    let redline = compare(&before, &draft.contract, CompareScope::Changes);
    let agreed: HashSet<&str> = status.map(agreed_clauses).unwrap_or_default();
    // A round stands by the whole text: what others changed above the clauses since the sender last said anything goes
    // out with it.
    let nothing = Contract::default();
    let front = if first {
        Vec::new()
    } else {
        front_changes(known.unwrap_or(&nothing), &draft.contract)
    };
    let offered: HashSet<&str> = draft.offered.iter().map(|named| named.id.as_str()).collect();
    let former_id = |clause: &ClauseChange| clause.from_id.clone().filter(|from| *from != clause.id);
    let listed = redline.clauses.iter().filter(|clause| {
        let differs = clause.change != ChangeKind::Unchanged || clause.moved;
        (differs && !clause.is_only_renumbered()) || former_id(clause).is_some()
    });
    let clauses: Vec<OutgoingClause> = listed
        .map(|clause| OutgoingClause {
            id: clause.id.clone(),
            number: clause.number.clone().or(clause.from_number.clone()).unwrap_or_default(),
            heading: clause.heading.clone(),
            change: clause.change,
            former_id: former_id(clause),
            moved: clause.moved,
            offered: offered.contains(&*clause.id) || clause.change == ChangeKind::Unchanged,
            reopens: clause.change != ChangeKind::Unchanged
                && agreed.contains(clause.from_id.as_deref().unwrap_or(&clause.id)),
        })
        .collect();
    let going_out: HashSet<&str> = clauses.iter().map(|clause| clause.id.as_str()).collect();
    let of_this_round = |blank: &Blank| match &blank.place {
        BlankPlace::Clause(name) => going_out.contains(&*name.id),
        _ => true,
    };
    Ok(Outgoing {
        contract: negotiation.name().to_owned(),
        title: draft.contract.title.clone(),
        round: negotiation.newest_number() + 1,
        speaker: SignsFor::of(speaking),
        to: others(&draft.contract, &speaking.party),
        front,
        blanks: blanks(&draft.contract).into_iter().filter(of_this_round).collect(),
        clauses,
        references: strays(&redline.references, &before, &draft.contract),
        mixed_line_ends: line_ends(&draft.bytes) == LineEnds::Mixed,
        foreign: draft.foreign,
        draft: Revision::of(&draft.bytes),
        newest: negotiation.rounds.newest().map(|round| round.last().id),
        offered: draft.offered,
    })
}

/// The ids of the clauses that every party has agreed to.
fn agreed_clauses(status: &Status) -> HashSet<&str> {
    let agreed = status
        .clauses
        .iter()
        .filter(|clause| clause.standing.standing == Some(Standing::Agreed));
    agreed.map(|clause| clause.standing.id.as_str()).collect()
}

fn strays(faults: &[ReferenceFault], before: &Contract, now: &Contract) -> Vec<StrayReference> {
    if faults.is_empty() {
        return Vec::new();
    }
    let [then, today] = [before, now].map(|contract| {
        let visits = contract.walk().into_iter();
        let called = visits.map(|visit| (visit.clause.id.as_str(), visit.called()));
        called.collect::<HashMap<&str, String>>()
    });
    let stray = |fault: &ReferenceFault| StrayReference {
        clause: today.get(&*fault.clause).cloned().unwrap_or_default(),
        text: fault.text.clone(),
        was: fault.was.as_deref().and_then(|id| then.get(id).cloned()),
        now: fault.now.as_deref().and_then(|id| today.get(id).cloned()),
    };
    faults.iter().map(stray).collect()
}

fn others(contract: &Contract, own: &str) -> Vec<(String, Vec<String>)> {
    let others = contract.parties.iter().filter(|party| party.id != own);
    others
        .map(|party| {
            (
                party.name.clone(),
                party.members.iter().map(|member| member.name.clone()).collect(),
            )
        })
        .collect()
}
