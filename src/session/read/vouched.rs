//! What a party's newest record vouches for beyond the clauses it names: the whole text, and so title, parties and keys,
//! order and headings. None of these needs a position of its own, which makes them the place to slip something in.

use super::dossier::Dossier;
use super::status::{AgreedForm, Status, status_in};
use super::version_facts::WholeText;
use crate::audit::{AuditScope, RecordEntry, Verdict, audit};
use crate::contract::{Clause, Contract};
use crate::redline::{FrontChange, Op, front_changes};
use crate::session::Error;
use crate::session::version_name::VersionName;
use crate::session::workspace::{Negotiation, Workspace};
use crate::wording::{FrontWords, PositionWords, Role, Span, marked, one_line};
use chrono::{DateTime, FixedOffset};
use std::collections::{BTreeMap, HashMap};

/// What one party's newest record vouches for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vouched {
    /// The party.
    pub party: String,
    /// The round whose whole text its newest record names; `None` when no round has that text.
    pub round: Option<u32>,
    /// The newest round of which it had said something before, with another whole text.
    pub before: Option<u32>,
    /// What differs between the two in title, parties, members and keys.
    pub front: Vec<FrontChange>,
    /// Headings that differ, old and new.
    pub headings: Vec<(Option<String>, Option<String>)>,
    /// Whether the clauses that both have stand in another order, or at another depth.
    pub reordered: bool,
}

/// Whether a contract is in agreed form, and what that rests on.
#[derive(Debug, Clone)]
pub struct Readiness {
    /// Where the contract stands.
    pub status: Status,
    /// What each party's newest record vouches for.
    pub vouched: Vec<Vouched>,
    /// What the audit of the contract's record comes to; `None` where something is open, and nothing was audited.
    pub record: Option<Verdict>,
}

/// Where a contract stands, what each party's newest record vouches for, and, where all is agreed, whether its record holds
/// today: what an audit refuses is not agreed form.
///
/// # Errors
///
/// As [`crate::session::status()`].
pub fn ready(
    workspace: &Workspace,
    name: &str,
    reported: bool,
    now: DateTime<FixedOffset>,
) -> Result<Readiness, Error> {
    let negotiation = workspace.negotiation(name)?;
    let memory = workspace.memory()?;
    let dossier = negotiation.dossier(&memory)?;
    let status = status_in(&negotiation, &dossier, reported)?;
    let vouched = vouched(&negotiation, &dossier, &status, reported)?;
    let record = match status.form {
        AgreedForm::Yes => {
            let scope = AuditScope {
                contract: Some(name.to_owned()),
                range: None,
            };
            Some(
                audit(
                    &workspace.repository().opened_for_audit()?,
                    &memory,
                    &scope,
                    now,
                    &mut |_| {},
                )?
                .record(),
            )
        }
        _ => None,
    };
    Ok(Readiness {
        status,
        vouched,
        record,
    })
}

fn vouched(
    negotiation: &Negotiation<'_>,
    dossier: &Dossier,
    status: &Status,
    reported: bool,
) -> Result<Vec<Vouched>, Error> {
    let mut texts: BTreeMap<u32, Contract> = BTreeMap::new();
    for round in &dossier.wordings {
        texts.insert(
            round.number,
            negotiation.read(&negotiation.reading(&VersionName::Round(round.number))?)?,
        );
    }
    let round_of = |named: &WholeText| {
        dossier
            .wholes
            .iter()
            .rev()
            .find(|(_, whole)| *whole == named)
            .map(|(round, _)| *round)
    };
    let mut all = Vec::new();
    for (party, _) in &status.parties {
        let own = dossier
            .record
            .entries
            .iter()
            .filter(|entry| entry.appraised.trust.counts(reported));
        let consents = |entry: &&RecordEntry| {
            let record = entry.appraised.record.as_ref();
            record.is_some_and(|record| record.holder() == party && record.decision.consents())
        };
        let mut named: Vec<Option<&WholeText>> = own.filter(consents).map(|entry| dossier.whole_of(entry)).collect();
        let Some(newest) = named.pop() else { continue };
        let before = named
            .into_iter()
            .rev()
            .filter(|whole| *whole != newest)
            .find_map(|whole| round_of(whole?));
        let round = newest.and_then(round_of);
        let mut one = Vouched {
            party: party.clone(),
            round,
            before,
            front: Vec::new(),
            headings: Vec::new(),
            reordered: false,
        };
        if let (Some(old), Some(new)) = (
            before.and_then(|it| texts.get(&it)),
            round.and_then(|it| texts.get(&it)),
        ) {
            one.front = front_changes(old, new);
            one.headings = headings(old, new);
            one.reordered = outline(old, new) != outline(new, old);
        }
        all.push(one);
    }
    Ok(all)
}

/// The clauses that both contracts have, in order, with their depth.
fn outline<'c>(contract: &'c Contract, other: &Contract) -> Vec<(&'c str, usize)> {
    let all = contract
        .walk()
        .into_iter()
        .map(|visit| (visit.clause.id.as_str(), visit.depth));
    let other = other.by_id();
    all.filter(|(id, _)| other.contains_key(id)).collect()
}

/// The headings of clauses without text that differ; others are part of a wording.
fn headings(old: &Contract, new: &Contract) -> Vec<(Option<String>, Option<String>)> {
    let (was, is) = (old.by_id(), new.by_id());
    let mere = |clauses: &HashMap<&str, &Clause>, id: &str| {
        let clause = clauses.get(id).filter(|clause| clause.text.trim().is_empty());
        clause.map(|clause| clause.heading.clone())
    };
    let mut ids: Vec<&str> = new.walk().into_iter().map(|visit| visit.clause.id.as_str()).collect();
    ids.extend(
        old.walk()
            .into_iter()
            .map(|visit| visit.clause.id.as_str())
            .filter(|id| !is.contains_key(id)),
    );
    ids.into_iter()
        .map(|id| (mere(&was, id), mere(&is, id)))
        .filter(|(was, is)| was != is)
        .collect()
}

impl Vouched {
    /// What it vouches for in words, and below that what changed there, each with whether it must not be missed.
    #[must_use]
    pub fn lines(&self, status: &Status, words: PositionWords) -> Vec<Vec<Span>> {
        let party = status.party_name(&self.party);
        let mut lines = vec![vec![Span::plain(words.vouches(&party, self.round))]];
        let changed = !(self.front.is_empty() && self.headings.is_empty()) || self.reordered;
        let Some(before) = self.before.filter(|_| changed) else {
            return lines;
        };
        lines.push(vec![Span::new(Role::Alarm, words.changed_beside(before))]);
        lines.extend(self.front.iter().map(|change| FrontWords(words.0).line(change)));
        for (was, is) in &self.headings {
            let mut line = vec![Span::plain(words.0.says(words.heading(), ""))];
            for (op, text) in [(Op::Delete, was), (Op::Insert, is)] {
                line.extend(text.iter().flat_map(|text| marked(op, &one_line(text), None, None)));
            }
            lines.push(line);
        }
        if self.reordered {
            lines.push(vec![Span::plain(words.reordered().to_owned())]);
        }
        lines
    }
}
