//! The list of contracts.

use super::status::{agreed_form, roles, who_acts};
use super::version_facts::{Facts, Versions, WholeText};
use crate::audit::{Texts, fold_by};
use crate::contract::{Outline, OutlineReader, OutlinedClause, Party, ReadError};
use crate::history::{self, Histories, KnownContract, RecordFile, Repository, WorktreeText};
use crate::language::Translated;
use crate::negotiation::{Change, ClauseStanding, Person, Round, Rounds, Standing};
use crate::session::Error;
use crate::session::act::pending::Visit;
use crate::session::user::acting_member::party_of;
use crate::session::workspace::{Negotiation, Workspace};
use std::rc::Rc;
use std::sync::Arc;

/// One contract as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractRow {
    /// Its name.
    pub name: String,
    /// Its title; empty when it cannot be read.
    pub title: String,
    /// The parties: id and name.
    pub parties: Vec<(String, String)>,
    /// What each party is called in the contract, in the same order.
    pub roles: Vec<String>,
    /// The id of the party that the user is a member of.
    pub mine: Option<String>,
    /// How many clauses wait for that party.
    pub waiting: usize,
    /// How many of them were agreed once and have another wording since.
    pub reopened: usize,
    /// How many records of positions there are.
    pub records: usize,
    /// Names the state of the negotiation: another one after each round and each record.
    pub state: String,
    /// How far this copy has looked at it.
    pub visit: Visit,
    /// How many clauses were agreed after each round, oldest first; empty where nobody has recorded anything.
    pub course: Vec<usize>,
    /// The number of the newest round; 0 when it was never sent.
    pub round: u32,
    /// The id of the party that sent the newest round.
    pub sent_by: Option<String>,
    /// Whether another party received that round in a file and only reports it.
    pub reported: bool,
    /// Whom that round names as its author without being signed with a key of theirs, though their party lists keys.
    pub unsigned: Option<String>,
    /// The ids of the parties who have to act next.
    pub ball: Vec<String>,
    /// How many clauses every party has agreed to.
    pub agreed: usize,
    /// How many clauses have a text, and so need a position.
    pub total: usize,
    /// Whether anybody has recorded a position.
    pub recorded: bool,
    /// When the newest round was sent, RFC 3339 in its sender's zone; `None` when it was never sent.
    pub changed: Option<String>,
    /// How many days ago that was.
    pub days: Option<i64>,
    /// Why it cannot be read.
    pub error: Option<Translated>,
}

/// Lists every contract of the newest state, and those that lie only in the working folder. A contract that cannot be
/// read is listed with its reason and never hides the others.
///
/// # Errors
///
/// When the repository's history cannot be read.
pub fn list(workspace: &Workspace) -> Result<Vec<ContractRow>, Error> {
    let histories = workspace.histories();
    let reader = workspace.repository().author()?;
    let reader = reader.as_ref();
    let mut rows = Vec::new();
    for found in histories.contracts()?.into_iter().filter(|found| found.text.is_some()) {
        let changes = histories.changes(&found.name)?;
        let records = (histories.records(&found)?, histories.lost_records(&found)?);
        rows.push(row(workspace, reader, &found, &changes, records));
    }
    for listed in workspace.repository().listed()? {
        if listed.text.is_none() {
            let found = KnownContract {
                name: listed.name.clone(),
                original_name: listed.name,
                path: listed.path,
                text: None,
            };
            rows.push(row(workspace, reader, &found, &[], Records::default()));
        }
    }
    if rows.is_empty()
        && let Some(to_follow) = workspace.repository().to_follow()?
    {
        return Err(history::Error::NotFollowing(to_follow).into());
    }
    rows.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(rows)
}

impl ContractRow {
    /// Whether the user's party has to act.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.mine.as_ref().is_some_and(|mine| self.ball.contains(mine))
    }

    /// Whether something was sent or recorded since it was last opened on the screens of this copy, or it never was.
    #[must_use]
    pub fn is_new(&self) -> bool {
        self.round > 0 && self.visit.state != self.state
    }

    /// Whether every clause is agreed.
    #[must_use]
    pub fn is_agreed(&self) -> bool {
        self.round > 0 && self.error.is_none() && self.recorded && self.agreed == self.total && self.ball.is_empty()
    }

    /// Its place among what there is to do: first what was agreed and is open again, then what else waits for the user's
    /// party, then what is new, then all other negotiations, drafts, and last what cannot be read.
    #[must_use]
    pub fn rank(&self) -> usize {
        match self {
            row if row.error.is_some() => 5,
            row if row.waits() && row.reopened > 0 => 0,
            row if row.waits() => 1,
            row if row.is_new() => 2,
            row if row.round > 0 => 3,
            _ => 4,
        }
    }
}

/// The name of a state of a negotiation.
pub(in crate::session) fn state_of(changes: usize, records: usize) -> String {
    format!("{changes}.{records}")
}

/// The files of a contract's record, and where those lay that are gone or altered.
type Records = (Vec<RecordFile>, Vec<String>);

fn row(
    workspace: &Workspace,
    reader: Option<&Person>,
    found: &KnownContract,
    changes: &[Change],
    records: Records,
) -> ContractRow {
    let mut row = ContractRow {
        name: found.name.clone(),
        title: String::new(),
        parties: Vec::new(),
        roles: Vec::new(),
        mine: None,
        waiting: 0,
        reopened: 0,
        records: 0,
        state: String::new(),
        visit: Visit::default(),
        course: Vec::new(),
        round: 0,
        sent_by: None,
        reported: false,
        unsigned: None,
        ball: Vec::new(),
        agreed: 0,
        total: 0,
        recorded: false,
        changed: None,
        days: None,
        error: None,
    };
    if let Err(reason) = fill(workspace, reader, found, changes, records, &mut row) {
        row.error = Some(reason.why());
    }
    row
}

fn fill(
    workspace: &Workspace,
    reader: Option<&Person>,
    found: &KnownContract,
    changes: &[Change],
    (files, lost_records): Records,
    row: &mut ContractRow,
) -> Result<(), Error> {
    let texts = Texts::of(workspace.repository());
    let closed = texts.closed(workspace.repository().newest()?, changes, &files)?;
    let versions = Versions::default();
    let rounds = fold_by(&texts, changes, &closed, |text| versions.parties(&texts, text))?;
    row.records = files.len();
    row.state = state_of(changes.len(), files.len());
    row.visit = workspace.visit(&found.name);
    row.round = rounds.newest().map_or(0, |round| round.number);
    // What somebody changed and never sent is no news of the negotiation.
    let sent = rounds.newest().map(|round| round.made_by().at);
    row.changed = sent.map(|at| at.to_rfc3339());
    row.days = sent.map(|at| (history::now() - at).num_days().max(0));
    let unreadable = |error| Error::Unreadable {
        file: found.path.clone(),
        called: None,
        error,
    };
    let understood = |facts: Facts, texts: &Texts<'_>, text| match facts {
        Ok(version) => Ok(version),
        // Read once more, it says what is wrong with it.
        Err(_) => outline(&texts.bytes(text)?).map_err(unreadable),
    };
    let newest = match found.text {
        Some(text) => understood(versions.facts(&texts, text)?, &texts, text)?,
        None => match workspace.repository().draft(&found.path, None)? {
            Some(WorktreeText::Changed(bytes)) => outline(&bytes).map_err(unreadable)?,
            _ => return Ok(()),
        },
    };
    let contract = &newest.front;
    row.reported = rounds.newest().is_some_and(|round| round.received.is_some());
    row.sent_by = rounds.newest().and_then(|round| round.party().map(str::to_owned));
    let parties: Vec<String> = contract.parties.iter().map(|party| party.id.clone()).collect();
    row.parties = contract
        .parties
        .iter()
        .map(|party| (party.id.clone(), party.name.clone()))
        .collect();
    row.roles = roles(contract);
    row.mine = reader.and_then(|reader| party_of(reader, contract));
    row.title.clone_from(&contract.title);
    row.recorded = !files.is_empty();
    if row.recorded {
        let negotiation = Negotiation {
            found: found.clone(),
            changes: changes.to_vec(),
            rounds,
            record_files: files,
            lost_records,
            texts,
            versions,
        };
        let dossier = negotiation.dossier(&workspace.memory()?)?;
        let standings = dossier.standings(&parties, false);
        row.unsigned = dossier.unsigned.get(&row.round).cloned();
        row.course = dossier.course(&parties);
        let waits = |clause: &&ClauseStanding| row.mine.as_ref().is_some_and(|mine| clause.waiting_for.contains(mine));
        row.waiting = standings.clauses.iter().filter(waits).count();
        let reopened = |clause: &&ClauseStanding| waits(clause) && clause.standing == Some(Standing::Reopened);
        row.reopened = standings.clauses.iter().filter(reopened).count();
        // What was changed and not sent is no part of what the parties say.
        let sent = match negotiation.rounds.newest().and_then(Round::text) {
            Some(text) if Some(text) != found.text => understood(negotiation.facts(text)?, &negotiation.texts, text)?,
            _ => Rc::clone(&newest),
        };
        let form = agreed_form(&dossier, || WholeText::of_version(&sent), &standings, &parties, false);
        row.ball = who_acts(&form, &standings);
        (row.agreed, row.total) = (standings.agreed, standings.total);
    } else {
        // Where nobody ever recorded anything, nothing can be agreed, and reading every round would tell no more.
        let has_to_be_agreed = |clause: &&Arc<OutlinedClause>| !versions.is_mere_heading(clause);
        row.total = newest.clauses.iter().filter(has_to_be_agreed).count();
        row.unsigned = unsigned(workspace.repository(), &rounds, &contract.parties)?;
        row.ball = parties
            .into_iter()
            .filter(|id| row.round > 0 && Some(id) != row.sent_by.as_ref())
            .collect();
    }
    Ok(())
}

/// Whom the newest round names as its author although nobody signed it, where that party lists keys.
fn unsigned(repository: &Repository, rounds: &Rounds, parties: &[Party]) -> Result<Option<String>, Error> {
    let Some(round) = rounds.newest().filter(|round| round.received.is_none()) else {
        return Ok(None);
    };
    let party = round.party().and_then(|id| parties.iter().find(|party| party.id == id));
    let has_keys = party.is_some_and(|party| party.members.iter().any(|member| !member.keys.is_empty()));
    if !has_keys || repository.raw_change(round.made_by().id)?.verify().is_ok() {
        return Ok(None);
    }
    Ok(Some(round.made_by().author.name.clone()))
}

fn outline(bytes: &[u8]) -> Result<Rc<Outline>, ReadError> {
    OutlineReader::default().read(bytes).map(Rc::new)
}
