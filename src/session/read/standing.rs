//! What a reader of one contract has before them: where it stands, its rounds, and for whom they can speak.

use super::comments::{ShownThread, beside};
use super::list::state_of;
use super::rounds::{RoundList, rounds_in};
use super::status::{AgreedForm, Status, roles, status_in};
use super::stood_by;
use crate::contract::{Member, Revision};
use crate::history::{self, WorktreeText};
use crate::language::Language;
use crate::negotiation::{Turns, under_new_ids};
use crate::session::Error;
use crate::session::act::outgoing::{Outgoing, outgoing_in};
use crate::session::act::trust::{PartyKeys, keys_in};
use crate::session::user::acting_member::{me, own_party};
use crate::session::version_name::VersionName;
use crate::session::workspace::{Negotiation, Workspace};
use std::collections::{BTreeMap, HashMap};

/// Where a contract stands, for one reader.
#[derive(Debug, Clone)]
pub struct ContractStanding {
    /// Every clause and every position.
    pub status: Status,
    /// The rounds.
    pub rounds: RoundList,
    /// For whom the reader can record positions.
    pub speaking: Speaking,
    /// The members and keys of every party.
    pub keys: Vec<PartyKeys>,
    /// For each clause by id the wording that the reader's party last accepted or offered, `None` for a deletion; a clause
    /// that is not among them is new to it.
    pub stood_by: HashMap<String, Option<Revision>>,
    /// Whether what lies in the working folder differs from the newest state.
    pub draft_differs: bool,
    /// Names the state of the negotiation, as the list of contracts does.
    pub state: String,
    /// What sending would make known; `None` where there is nothing to send, or nobody here may.
    pub outgoing: Option<Box<Outgoing>>,
    /// The comments of the shared history, and the reader's own internal ones.
    pub comments: Vec<ShownThread>,
}

/// For whom somebody can record positions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Speaking {
    /// For a party.
    For {
        /// Its id.
        party: String,
        /// The member's name.
        member: String,
        /// The fingerprint of the key that signs; `None` when there is none.
        key: Option<String>,
        /// Whether the contract lists it.
        listed: bool,
        /// The party's members with their keys, where these were only proposed by somebody else until now: the first
        /// signature makes all of them the party's own.
        adopts: Vec<Member>,
    },
    /// For nobody: why, and what to do.
    Nobody(String),
}

impl ContractStanding {
    /// Whether there is a draft alone, and no round yet.
    #[must_use]
    pub fn is_never_sent(&self) -> bool {
        self.status.round == 0
    }
}

impl Speaking {
    /// Whether what is recorded is signed with a key that the contract lists.
    #[must_use]
    pub fn signs(&self) -> bool {
        matches!(self, Self::For { listed: true, .. })
    }

    /// The id of the party.
    #[must_use]
    pub fn party(&self) -> Option<&str> {
        match self {
            Self::For { party, .. } => Some(party),
            Self::Nobody(_) => None,
        }
    }
}

/// Tells where a contract stands, reading its history and its record once; of one that was never sent, what its draft
/// tells. Why somebody may only read is told in a language.
///
/// # Errors
///
/// When there is no such contract or round, or something cannot be read. Who may not record anything reads all the
/// same.
pub fn standing(workspace: &Workspace, name: &str, language: Language) -> Result<ContractStanding, Error> {
    let negotiation = workspace.negotiation(name)?;
    if negotiation.newest_number() == 0 {
        return never_sent(workspace, &negotiation, language);
    }
    let dossier = negotiation.dossier(&workspace.memory()?)?;
    let status = status_in(&negotiation, &dossier, false)?;
    let reading = negotiation.reading(&VersionName::Last)?;
    let contract = negotiation.read(&reading)?;
    let mine = own_party(workspace, &contract)?;
    let comments = beside(&dossier, &contract, mine.as_deref())?;
    let (names, unsigned) = (dossier.names.clone(), &dossier.unsigned);
    let rounds = RoundList {
        mine: mine.clone(),
        names,
        ..rounds_in(&negotiation, unsigned)?
    };
    let known = match mine {
        Some(party) => stood_by::own(workspace, &negotiation, &dossier, &contract, &party)?,
        None => stood_by::Known::default(),
    };
    let newest = negotiation.changes.last().and_then(|change| change.after);
    let draft = match workspace.repository().draft(&negotiation.found.path, newest) {
        // What was recorded can be read meanwhile.
        Err(history::Error::Unfinished(_)) => None,
        draft => draft?,
    };
    let draft_differs = matches!(draft, Some(WorktreeText::Changed(_)));
    let mut outgoing = None;
    let speaking = match me(workspace, &contract) {
        Ok(me) => {
            if draft_differs || !rounds.unsent.is_empty() {
                let frame = known
                    .frame
                    .map(|round| negotiation.reading(&VersionName::Round(round)))
                    .transpose()?;
                let frame = frame.map(|reading| negotiation.read(&reading)).transpose()?;
                // Why a draft cannot be sent is told when somebody tries.
                outgoing = outgoing_in(&negotiation, &me, frame.as_ref(), Some(&status))
                    .ok()
                    .map(Box::new);
            }
            let me = me.adopting(&dossier, &contract);
            Speaking::For {
                adopts: me.adopts.clone(),
                listed: !me.member.keys.is_empty(),
                key: me.public_key().map(|key| key.fingerprint().to_owned()),
                party: me.party,
                member: me.member.name,
            }
        }
        Err(why) => Speaking::Nobody(why.message(language)),
    };
    let keys = keys_in(&dossier);
    let renamed = under_new_ids(&known.wordings, status.clauses.iter().map(|clause| &clause.standing));
    let mut stood_by: HashMap<_, _> = known.wordings.into_iter().map(|(id, one)| (id, one.revision)).collect();
    for (new, old) in renamed {
        // The words are known; that they have another id is one change with the end of the old one.
        let words = stood_by.insert(old, None).flatten();
        stood_by.insert(new, words);
    }
    Ok(ContractStanding {
        status,
        rounds,
        speaking,
        keys,
        stood_by,
        draft_differs,
        state: state_of(negotiation.changes.len(), negotiation.record_files.len()),
        outgoing,
        comments,
    })
}

/// What the draft tells of a contract that was never sent: its parties, for whom the reader speaks in it, and what sending
/// it would make known.
///
/// # Errors
///
/// When there is no draft, or it is not a contract.
fn never_sent(
    workspace: &Workspace,
    negotiation: &Negotiation<'_>,
    language: Language,
) -> Result<ContractStanding, Error> {
    let reading = negotiation.reading(&VersionName::Draft)?;
    let contract = negotiation.read(&reading)?;
    let mut outgoing = None;
    let speaking = match me(workspace, &contract) {
        Ok(me) => {
            // Why a draft cannot be sent is told when somebody tries.
            outgoing = outgoing_in(negotiation, &me, None, None).ok().map(Box::new);
            Speaking::For {
                adopts: Vec::new(),
                listed: !me.member.keys.is_empty(),
                key: me.public_key().map(|key| key.fingerprint().to_owned()),
                party: me.party,
                member: me.member.name,
            }
        }
        Err(why) => Speaking::Nobody(why.message(language)),
    };
    let status = Status {
        contract: negotiation.name().to_owned(),
        title: contract.title.clone(),
        round: 0,
        parties: contract
            .parties
            .iter()
            .map(|party| (party.id.clone(), party.name.clone()))
            .collect(),
        roles: roles(&contract),
        clauses: Vec::new(),
        ball: Vec::new(),
        agreed: 0,
        total: 0,
        form: AgreedForm::Open(Vec::new()),
        not_compared: Vec::new(),
        notices: Vec::new(),
        turns: Turns::default(),
    };
    Ok(ContractStanding {
        status,
        rounds: RoundList {
            mine: own_party(workspace, &contract)?,
            ..rounds_in(negotiation, &BTreeMap::new())?
        },
        speaking,
        keys: Vec::new(),
        stood_by: HashMap::new(),
        draft_differs: true,
        state: state_of(negotiation.changes.len(), negotiation.record_files.len()),
        outgoing,
        comments: Vec::new(),
    })
}
