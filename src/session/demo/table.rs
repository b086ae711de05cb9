//! One contract of the demonstration as its parties sit over it: what each recorded last, and about which wording.

use std::collections::HashMap;

use super::script::ScriptedPosition;
use super::step::{DemoStep, PreparedStep};
use crate::contract::{self, Contract, Revision, differing, revision};
use crate::history::{MadeUpKey, POSITIONS, Repository};
use crate::negotiation::{CommitId, Decision, NamedWording, negotiation_id};
use crate::session::Error;
use crate::session::act::recording::{RecordChain, RecordDraft, ShownRound};
use crate::session::act::{decide, round_draft, send};
use crate::session::user::signing_handle::SigningHandle;

/// Files with their contents.
type Files = Vec<(String, Vec<u8>)>;

/// Where a negotiation stands while it is being written.
pub(super) struct Table {
    contract: &'static str,
    /// The change that holds the newest round.
    pub(super) newest: Option<CommitId>,
    negotiation: Option<Revision>,
    round: u32,
    text: Contract,
    /// The clauses that the newest round changed.
    changed: Vec<String>,
    parties: HashMap<String, RecordChain>,
    /// Which wording of a clause each party has said something of last.
    answered: HashMap<(String, String), Option<Revision>>,
}

impl Table {
    /// Before the first round.
    pub(super) fn of(contract: &'static str) -> Self {
        Self {
            contract,
            newest: None,
            negotiation: None,
            round: 0,
            text: Contract::default(),
            changed: Vec::new(),
            parties: HashMap::new(),
            answered: HashMap::new(),
        }
    }

    /// The words and the files of the change that holds a deed with its record.
    pub(super) fn record(
        &mut self,
        repository: &Repository,
        ready: &PreparedStep,
        key: &MadeUpKey,
    ) -> Result<(String, Files), Error> {
        let (message, mut files, base, saying) = match &ready.deed {
            DemoStep::Round { path, text, note } => {
                let new = contract::read(text.as_bytes()).map_err(|error| Error::Unreadable {
                    file: path.clone(),
                    called: None,
                    error,
                })?;
                self.round += 1;
                let id = negotiation_id(text.as_bytes(), &ready.author, ready.at);
                self.negotiation.get_or_insert(id);
                let changed = differing(&self.text, &new);
                let clauses = round_draft::offered(&self.text, &new, &changed);
                self.changed = changed.into_iter().collect();
                self.text = new;
                let message = send::message(self.contract, self.round, &ready.party, Some(note));
                let files = vec![(path.clone(), text.clone().into_bytes())];
                (
                    message,
                    files,
                    repository.newest()?,
                    said(Decision::Offer, clauses, None, None),
                )
            }
            DemoStep::Position(position) => {
                let (decision, clauses) = self.meant(position)?;
                let holder = position.speaks_for.as_deref().unwrap_or(&ready.party);
                let told_by = position
                    .reported
                    .as_deref()
                    .map(|source| (ready.party.as_str(), source));
                let message = decide::message(self.contract, (holder, told_by), decision, &clauses, self.round);
                let reported = position.speaks_for.clone().zip(position.reported.clone());
                (
                    message,
                    Vec::new(),
                    self.newest,
                    said(decision, clauses, position.reason.clone(), reported),
                )
            }
        };
        if saying.reported.is_none() {
            let answered = saying
                .clauses
                .iter()
                .map(|one| ((ready.party.clone(), one.id.clone()), one.revision));
            self.answered.extend(answered);
        }
        let sign = |bytes: &[u8]| key.sign(POSITIONS, bytes);
        let voice = SigningHandle {
            party: &ready.party,
            email: &ready.author.email,
            key: Some(key.fingerprint()),
            sign: &sign,
        };
        let shown = ShownRound {
            contract: &self.text,
            negotiation: self.negotiation.unwrap_or_else(|| Revision::of(b"")),
            round: self.round,
            base,
        };
        let following = self.parties.entry(ready.party.clone()).or_default();
        let made = following.make(
            &repository.records_folder(),
            &voice,
            self.contract,
            &shown,
            saying,
            ready.at,
        )?;
        for party in &self.text.parties {
            if party.id != ready.party {
                self.parties
                    .entry(party.id.clone())
                    .or_default()
                    .saw(&ready.party, made.id);
            }
        }
        files.extend(made.files);
        Ok((message, files))
    }

    /// The decision and the wordings that a position of the script means.
    fn meant(&self, position: &ScriptedPosition) -> Result<(Decision, Vec<NamedWording>), Error> {
        let fault = |what: String| Error::Script {
            contract: self.contract.to_owned(),
            round: self.round as usize,
            what,
        };
        let decision = Decision::WORDS.iter().find(|(_, word)| *word == position.decision);
        let decision = decision
            .ok_or_else(|| fault(format!("`{}` is not a decision", position.decision)))?
            .0;
        let walk = self.text.walk();
        if position.clauses.is_empty() {
            let open = walk.iter().map(|visit| visit.clause).filter(|clause| {
                let own = self.answered.get(&(position.party.clone(), clause.id.clone()));
                let answered = own == Some(&Some(revision(clause)));
                let meant = position.all || !self.changed.contains(&clause.id);
                !clause.text.trim().is_empty() && !answered && meant
            });
            let clauses = open
                .map(|clause| NamedWording {
                    id: clause.id.clone(),
                    revision: Some(revision(clause)),
                })
                .collect();
            return Ok((decision, clauses));
        }
        let named = |id: &String| NamedWording {
            id: id.clone(),
            revision: self.text.clause(id).map(revision),
        };
        let unknown =
            |id: &&String| self.text.clause(id).is_none() && !self.answered.keys().any(|(_, known)| known == *id);
        if let Some(id) = position.clauses.iter().find(unknown) {
            return Err(fault(format!("there is no clause `{id}` to take a position on")));
        }
        Ok((decision, position.clauses.iter().map(named).collect()))
    }
}

fn said(
    decision: Decision,
    clauses: Vec<NamedWording>,
    reason: Option<String>,
    reported: Option<(String, String)>,
) -> RecordDraft {
    RecordDraft {
        decision,
        clauses,
        reason,
        withdraws: None,
        reported,
    }
}
