//! Rights and duties of a contract, with where each clause stands.

use super::check::version;
use super::status::status_in;
use crate::contract::Contract;
use crate::exchange::{DutyRow, Version, duties_calendar, duties_csv};
use crate::negotiation::Standing;
use crate::review::{Anchors, Duty, duties as found, noted_duties};
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
}

/// Lists the rights and duties of a contract: all of them, or those of one party (what every party shall do included).
/// `known` are dates by the words that the contract has for them.
///
/// # Errors
///
/// When there is no such contract, version or party, or a list of duties beside a clause is not sound.
pub fn duties(
    workspace: &Workspace,
    name: &str,
    round: Option<&VersionName>,
    party: Option<&str>,
    known: &[(String, NaiveDate)],
) -> Result<Duties, Error> {
    let negotiation = workspace.negotiation(name)?;
    let reading = version(&negotiation, round)?;
    let contract = negotiation.read(&reading)?;
    let noted = noted_duties(&reading.bytes, &contract).map_err(|error| negotiation.unreadable(&reading, error))?;
    let mut duties = found(&contract, &noted, &Anchors::of(&contract, known));
    if party.is_some() {
        let party = crate::session::read::check::seat(workspace, &negotiation, &contract, party)?;
        duties.retain(|duty| duty.party.is_none() || duty.party == party);
    }
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
