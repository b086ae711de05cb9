//! The rounds of a contract, and which clauses each touched.

use super::revisions::Revisions;
use crate::language::Translated;
use crate::negotiation::Received;
use crate::redline::{FrontChange, Introduced};
use crate::session::Error;
use crate::session::read::known_name::ClauseName;
use crate::session::user::acting_member::own_party;
use crate::session::version_name::VersionName;
use crate::session::workspace::{Negotiation, Workspace};
use crate::wording::{ReportWords, one_line};
use std::collections::{BTreeMap, HashMap, HashSet};

/// One round as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundRow {
    /// Its number.
    pub number: u32,
    /// Its party lists keys, and none of its sender's signed it: it offers nothing.
    pub unsigned: bool,
    /// Present when another party received it in a file and reports it.
    pub received: Option<Received>,
    /// The party's id; `None` when its author belongs to no party.
    pub party: Option<String>,
    /// The party's name.
    pub party_name: Option<String>,
    /// The people who wrote it.
    pub authors: Vec<String>,
    /// The time of its last change, RFC 3339 in the author's zone.
    pub date: String,
    /// The id of its last change in git.
    pub commit: String,
    /// The first note that is not empty, its first line.
    pub note: String,
    /// The ids of the clauses whose wording it brought, changed or removed, in reading order.
    pub clauses: Vec<String>,
    /// What it changed outside of the clauses, above all whose members and keys; nothing for round 1.
    pub front: Vec<FrontChange>,
    /// It deleted the contract.
    pub deleted: bool,
    /// Why its text cannot be read, if it cannot.
    pub error: Option<Translated>,
}

/// The rounds, and the changes after them that nobody sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundList {
    /// Oldest first.
    pub rounds: Vec<RoundRow>,
    /// Who changed something since, and when.
    pub unsent: Vec<(String, String)>,
    /// The id of the party that the reader is a member of.
    pub mine: Option<String>,
    /// What every clause that some round had is called, by id.
    pub names: HashMap<String, ClauseName>,
    /// The names of the parties, by id.
    pub party_names: HashMap<String, String>,
}

impl RoundList {
    /// What is to be said of a round that was received in a file: by whom, and what was not marked in it.
    #[must_use]
    pub fn received(&self, row: &RoundRow, words: ReportWords) -> Vec<String> {
        let Some(received) = &row.received else {
            return Vec::new();
        };
        let by = self.party_names.get(&received.by).unwrap_or(&received.by);
        let called = |id: &String| match self.names.get(id) {
            Some(name) => name.listed(id, words).called,
            None => words.part(id),
        };
        let untracked: Vec<String> = received.untracked.iter().map(called).collect();
        words.received(&one_line(by), &untracked)
    }

    /// Which clauses a round touched, in words.
    #[must_use]
    pub fn touched(&self, row: &RoundRow, words: ReportWords) -> String {
        let listed = |id: &String| self.names.get(id).cloned().unwrap_or_default().listed(id, words);
        let listed: Vec<_> = row.clauses.iter().map(listed).collect();
        words.touched(&listed, row.number == 1)
    }
}

/// Lists the rounds of a contract, oldest first.
///
/// # Errors
///
/// When there is no such contract, or its history cannot be read. A round whose text cannot be understood is listed
/// with its reason.
pub fn list_rounds(workspace: &Workspace, name: &str) -> Result<RoundList, Error> {
    let negotiation = workspace.negotiation(name)?;
    if negotiation.rounds.rounds.is_empty() {
        return rounds_in(&negotiation, &BTreeMap::new());
    }
    let dossier = negotiation.dossier(&workspace.memory()?)?;
    let newest = negotiation
        .reading(&VersionName::Last)
        .and_then(|reading| negotiation.read(&reading));
    let mine = newest
        .ok()
        .map_or(Ok(None), |contract| own_party(workspace, &contract))?;
    Ok(RoundList {
        mine,
        names: dossier.names,
        ..rounds_in(&negotiation, &dossier.unsigned)?
    })
}

/// The same of a negotiation that is read already, and of whose rounds it is known which are not signed.
pub(in crate::session) fn rounds_in(
    negotiation: &Negotiation<'_>,
    unsigned: &BTreeMap<u32, String>,
) -> Result<RoundList, Error> {
    let reader = Revisions::of(negotiation);
    let names = party_names(negotiation)?;
    let mut rows = Vec::new();
    for round in &negotiation.rounds.rounds {
        let mut clauses = Vec::new();
        let mut seen = HashSet::new();
        let mut error = None;
        let mut front = Vec::new();
        for change in &round.changes {
            let foreign = round.foreign.iter().any(|other| other.id == change.id);
            let party = round
                .party()
                .filter(|_| !foreign)
                .map(|id| names.get(id).map_or(id, String::as_str));
            let by = Introduced {
                round: Some(round.number),
                author: change.author.name.clone(),
                party: party.map(str::to_owned),
            };
            front.extend(reader.front(change)?.into_iter().map(|one| FrontChange {
                by: Some(by.clone()),
                ..one
            }));
            match reader.touched(change)? {
                Ok(touched) => clauses.extend(touched.into_iter().filter(|id| seen.insert(id.clone()))),
                Err(reason) => error = Some(reason),
            }
        }
        let last = round.last();
        let own = round.drafted();
        let mut authors: Vec<String> = own.iter().map(|change| change.author.name.clone()).collect();
        authors.dedup();
        let note = own
            .iter()
            .rev()
            .filter_map(|change| change.note.trim().lines().next())
            .find(|note| !note.is_empty());
        let party = round.party().map(str::to_owned);
        let party_name = party.as_ref().and_then(|id| names.get(id).cloned());
        rows.push(RoundRow {
            number: round.number,
            unsigned: unsigned.contains_key(&round.number),
            received: round.received.clone(),
            party,
            party_name,
            authors,
            date: own.last().map_or(last.at, |change| change.at).to_rfc3339(),
            commit: last.id.to_string(),
            note: note.unwrap_or_default().to_owned(),
            clauses,
            front,
            deleted: round.text().is_none(),
            error,
        });
    }
    let unsent = negotiation
        .rounds
        .unsent
        .iter()
        .map(|change| (change.author.name.clone(), change.at.to_rfc3339()))
        .collect();
    Ok(RoundList {
        rounds: rows,
        unsent,
        mine: None,
        names: HashMap::new(),
        party_names: names,
    })
}

/// The names of the parties by id, as the newest version that can be read gives them.
fn party_names(negotiation: &Negotiation<'_>) -> Result<HashMap<String, String>, Error> {
    for text in negotiation
        .changes
        .iter()
        .rev()
        .filter_map(|change| change.after)
        .take(3)
    {
        if let Some(parties) = negotiation.texts.parties(text)? {
            return Ok(parties.into_iter().map(|party| (party.id, party.name)).collect());
        }
    }
    Ok(HashMap::new())
}
