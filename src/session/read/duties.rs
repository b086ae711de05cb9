//! Rights and duties of a contract, with where each clause stands.

use super::check::{seat, version};
use super::clause_name::clause_called;
use super::status::status_in;
use crate::contract::Contract;
use crate::exchange::{DutyRow, Version, duties_calendar, duties_csv};
use crate::negotiation::Standing;
use crate::review::{Anchors, Duty, UnderstoodSentence, duties as found, noted_duties, understood};
use crate::session::Error;
use crate::session::version_name::VersionName;
use crate::session::workspace::{Negotiation, Workspace};
use crate::wording::{PositionWords, ReviewWords};
use chrono::{DateTime, NaiveDate};
use std::collections::HashMap;

/// The rights and duties of one version of a contract.
pub struct Duties {
    /// The contract's name.
    pub name: String,
    /// Which version.
    pub version: Version,
    /// The contract as it stands there.
    pub contract: Contract,
    /// Each, in reading order.
    pub duties: Vec<Duty>,
    /// Where the clauses stand, by id; empty where nothing was ever sent.
    pub standings: HashMap<String, Standing>,
    /// What was understood of the clause that was asked for, where that was asked.
    pub understood: Option<Vec<UnderstoodSentence>>,
}

/// Which rights and duties somebody wants to see.
#[derive(Debug, Clone, Default)]
pub struct WantedDuties {
    /// The version; the newest round when not given.
    pub round: Option<VersionName>,
    /// Only those of this party; what every party shall do is among them.
    pub party: Option<String>,
    /// Only those of this clause.
    pub clause: Option<String>,
    /// Whether to tell what was understood of the clause.
    pub explain: bool,
    /// Dates by the words that the contract has for them.
    pub known: Vec<(String, NaiveDate)>,
}

/// Lists the rights and duties of a contract: all of them, or those that are wanted.
///
/// # Errors
///
/// When there is no such contract, version, party or clause, or a list of duties beside a clause is not sound.
pub fn duties(workspace: &Workspace, name: &str, wanted: &WantedDuties) -> Result<Duties, Error> {
    let negotiation = workspace.negotiation(name)?;
    let reading = version(&negotiation, wanted.round.as_ref())?;
    let contract = negotiation.read(&reading)?;
    let noted = noted_duties(&reading.bytes, &contract).map_err(|error| negotiation.unreadable(&reading, error))?;
    let mut duties = found(&contract, &noted, &Anchors::of(&contract, &wanted.known));
    if wanted.party.is_some() {
        let party = seat(workspace, &negotiation, &contract, wanted.party.as_deref())?;
        duties.retain(|duty| duty.party.is_none() || duty.party == party);
    }
    let clause = wanted.clause.as_deref();
    let clause = clause
        .map(|asked| clause_called(&contract, negotiation.name(), asked))
        .transpose()?;
    if let Some(clause) = clause {
        duties.retain(|duty| duty.clause.id == clause.id);
    }
    let explained = clause
        .filter(|_| wanted.explain)
        .map(|clause| understood(&contract, &clause.id));
    let mut standings = HashMap::new();
    if negotiation.newest_number() > 0 {
        let dossier = negotiation.dossier(&workspace.memory()?)?;
        let clauses = status_in(&negotiation, &dossier, false)?.clauses.into_iter();
        standings.extend(clauses.filter_map(|clause| Some((clause.standing.id, clause.standing.standing?))));
    }
    Ok(Duties {
        name: negotiation.name().to_owned(),
        version: Negotiation::named(reading.version, &contract),
        contract,
        duties,
        standings,
        understood: explained,
    })
}

impl Duties {
    /// What a party is called in the contract.
    #[must_use]
    pub fn called(&self, party: Option<&str>, words: ReviewWords) -> String {
        let party = party.and_then(|id| self.contract.party(id));
        party.map_or_else(
            || words.each().to_owned(),
            |party| {
                if party.role.is_empty() {
                    party.name.clone()
                } else {
                    party.role.clone()
                }
            },
        )
    }

    /// The rows of the exports.
    #[must_use]
    pub fn rows(&self, words: ReviewWords) -> Vec<DutyRow> {
        let row = |duty: &Duty| DutyRow {
            number: duty.clause.number.clone(),
            clause: duty.clause.id.clone(),
            heading: duty.clause.heading.clone(),
            who: self.called(duty.party.as_deref(), words),
            toward: duty
                .toward
                .as_deref()
                .map(|id| self.called(Some(id), words))
                .unwrap_or_default(),
            kind: words.modal(duty.modal).to_owned(),
            does: duty.does.clone(),
            period: duty.term.period.clone().unwrap_or_default(),
            anchor: duty.term.anchor.clone().unwrap_or_default(),
            due: duty.term.due,
            standing: self
                .standings
                .get(&duty.clause.id)
                .map(|standing| PositionWords(words.0).standing(*standing).to_owned())
                .unwrap_or_default(),
        };
        self.duties.iter().map(row).collect()
    }

    /// The table for a spreadsheet.
    #[must_use]
    pub fn csv(&self, words: ReviewWords) -> String {
        duties_csv(&self.rows(words))
    }

    /// The calendar of what has a date.
    #[must_use]
    pub fn calendar(&self, words: ReviewWords) -> String {
        let at = self
            .version
            .date
            .as_deref()
            .and_then(|date| DateTime::parse_from_rfc3339(date).ok());
        // A draft has no time of its own.
        let at = at.map_or_else(
            || "19700101T000000Z".to_owned(),
            |at| at.to_utc().format("%Y%m%dT%H%M%SZ").to_string(),
        );
        duties_calendar(&self.name, &self.rows(words), &at)
    }
}
