//! All files of an evidence file that follow from its history.

use std::collections::{BTreeMap, HashSet};

use chrono::{DateTime, FixedOffset};

use crate::audit::appraisal::{Appraisal, RecordEntry, RecordInput};
use crate::audit::finding::AuditReport;
use crate::audit::in_force::InForce;
use crate::audit::memory::Memory;
use crate::audit::run::{AuditScope, audit};
use crate::audit::stamp::STAMP_ENDING;
use crate::audit::texts::{Texts, fold};
use crate::contract::{self, Contract, Party, Revision};
use crate::exchange::{
    HowTo, RecordRow, RecordTable, RoundText, SignedChange, SignedRecord, WHAT_IS_NOT_PROVEN, how_to_verify,
    record_csv, record_html,
};
use crate::history::{
    AllowedSigner, CommitGraph, Error, Histories, POSITIONS, PublicKey, Repository, SIGNED_CHANGE, SignatureState,
    Walk, allowed_signers, is_openpgp,
};
use crate::negotiation::{Change, CommitId, Rounds, Trust};
use crate::wording::json_escaped;

use super::about::About;
use super::archive::Files;
use super::error::EvidenceError;
use super::file_names::is_plain_name;
use super::report::{report_json, report_text};

/// What follows from a history.
pub(super) struct DerivedFacts {
    pub(super) files: Files,
    /// With what depends on the day.
    pub(super) report: AuditReport,
    pub(super) rounds: usize,
    pub(super) records: usize,
    /// The keys that the contract ever listed.
    pub(super) keys: Vec<PublicKey>,
    /// What can be compared of each party today: its members and keys.
    pub(super) parties: Vec<Party>,
    /// What a file about it says that it is about.
    pub(super) about: About,
}

/// Tells everything about one contract of a repository that was just unpacked.
pub(super) fn tell(
    repository: &Repository,
    name: &str,
    now: DateTime<FixedOffset>,
) -> Result<DerivedFacts, EvidenceError> {
    let memory = Memory::default();
    let walk = Walk::over(repository);
    let contracts = walk.contracts()?;
    let unknown = || EvidenceError::NoRound(name.to_owned());
    let found = contracts
        .into_iter()
        .find(|found| found.name == name)
        .ok_or_else(unknown)?;
    let (changes, record_files) = (walk.changes(&found.name)?, walk.records(&found)?);
    let head = repository.newest()?.ok_or_else(unknown)?;
    let graph = CommitGraph::behind(repository, head)?;
    let texts = Texts::with_past(repository, &graph);
    let closed = texts.closed(Some(head), &changes, &record_files)?;
    let rounds = fold(&texts, &changes, &closed)?;
    if rounds.rounds.is_empty() {
        return Err(unknown());
    }
    let input = RecordInput {
        repository,
        contract: &found.original_name,
        changes: &changes,
        rounds: &rounds,
        files: &record_files,
        graph: &graph,
        memory: &memory,
    };
    let dossier = Appraisal::of(&input)?;
    // Whether another contract of the same history is sound is not what this file is about.
    let scope = AuditScope {
        contract: Some(found.original_name.clone()),
        range: None,
    };
    let report = audit(repository, &memory, &scope, now, &mut |_| {})?;
    let builder = ContentsBuilder {
        input,
        dossier: &dossier,
        texts: &texts,
        head,
        name,
    };
    let files = builder.files(&report)?;
    let keys = builder.listed_keys()?.into_iter().map(|(_, key)| key).collect();
    let parties = dossier.authority.newest().iter().map(InForce::in_question).collect();
    let about = About::by_this_version(name, repository.contracts_folder(), head, dossier.negotiation);
    Ok(DerivedFacts {
        files,
        report,
        rounds: rounds.rounds.len(),
        records: record_files.len(),
        keys,
        parties,
        about,
    })
}

struct ContentsBuilder<'a> {
    input: RecordInput<'a>,
    dossier: &'a Appraisal,
    texts: &'a Texts<'a>,
    head: CommitId,
    name: &'a str,
}

impl ContentsBuilder<'_> {
    fn files(&self, report: &AuditReport) -> Result<Files, EvidenceError> {
        let mut files = Files::new();
        let mut put = |name: String, bytes: Vec<u8>| drop(files.insert(name, bytes));
        let contracts = self.round_texts(&mut put)?;
        for entry in &self.dossier.entries {
            // What lies under such a name is told by the audit, and lies in the history.
            if let Some(file) = self.file_of(entry) {
                if let Some(signature) = &entry.signature {
                    put(format!("{file}.sig"), signature.to_vec());
                }
                if let Some(stamp) = &entry.stamp {
                    put(format!("{file}{STAMP_ENDING}"), stamp.to_vec());
                }
                put(file, entry.bytes.to_vec());
            }
        }
        let table = RecordTable {
            contract: self.name.to_owned(),
            head: self.head.to_string(),
            rows: self.dossier.entries.iter().map(row).collect(),
        };
        put("record.csv".into(), record_csv(&table).into_bytes());
        put("record.html".into(), record_html(&table)?.into_bytes());
        put("allowed_signers".into(), signers(&self.listed_keys()?).into_bytes());
        // What depends on the day of asking would make the same history give different files.
        let mut lasting = report.clone();
        lasting
            .findings
            .retain(|one| !matches!(one.code, "A07-future" | "A07-record"));
        put(
            "audit.json".into(),
            json_escaped(&format!("{}\n", report_json(&lasting))).into_bytes(),
        );
        put("audit.txt".into(), report_text(&lasting).into_bytes());
        put(
            "HOW-TO-VERIFY.txt".into(),
            how_to_verify(&self.how_to(&contracts)?)?.into_bytes(),
        );
        put(
            "WHAT-THIS-DOES-NOT-PROVE.txt".into(),
            WHAT_IS_NOT_PROVEN.as_bytes().to_vec(),
        );
        Ok(files)
    }

    fn rounds(&self) -> &Rounds {
        self.input.rounds
    }

    /// Puts the text of each round in, with what is digested of it; gives those that can be read.
    fn round_texts(&self, put: &mut impl FnMut(String, Vec<u8>)) -> Result<BTreeMap<u32, Contract>, Error> {
        let mut contracts = BTreeMap::new();
        for round in &self.rounds().rounds {
            let Some(text) = round.text() else { continue };
            let bytes = self.texts.bytes(text)?;
            let number = round.number;
            if let Ok(contract) = contract::read(&bytes) {
                put(
                    format!("rounds/{number}.whole"),
                    contract::canonical_whole(&contract).into_bytes(),
                );
                put(
                    format!("rounds/{number}.parties"),
                    contract::canonical_parties(&contract).into_bytes(),
                );
                contracts.insert(number, contract);
            }
            put(format!("rounds/{number}.yaml"), bytes.to_vec());
        }
        Ok(contracts)
    }

    /// Where a record's file lies in the evidence file.
    fn file_of(&self, entry: &RecordEntry) -> Option<String> {
        let above = self.input.repository.records_folder();
        let below = entry.file.path.strip_prefix(&above)?.strip_prefix('/')?;
        let file = format!("records/{below}");
        is_plain_name(&file).then_some(file)
    }

    /// Every key that any version of the contract listed, with whose it was said to be.
    fn listed_keys(&self) -> Result<Vec<(String, PublicKey)>, Error> {
        let mut listed = Vec::new();
        let mut met = HashSet::new();
        for text in self.input.changes.iter().filter_map(|change| change.after) {
            for member in self
                .texts
                .parties(text)?
                .into_iter()
                .flatten()
                .flat_map(|party| party.members)
            {
                for key in member.keys.iter().filter_map(|key| PublicKey::parse(key).ok()) {
                    let one = (member.email.clone(), key);
                    if met.insert(one.clone()) {
                        listed.push(one);
                    }
                }
            }
        }
        Ok(listed)
    }

    fn how_to(&self, contracts: &BTreeMap<u32, Contract>) -> Result<HowTo, Error> {
        let graph = self.input.graph;
        let changes: BTreeMap<usize, CommitId> = self
            .input
            .changes
            .iter()
            .map(|change| change.id)
            .chain(self.dossier.entries.iter().map(|entry| entry.file.added))
            .filter_map(|id| Some((graph.order(id)?, id)))
            .collect();
        let mut unsigned = 0;
        let mut listed = Vec::new();
        for id in changes.into_values() {
            let raw = self.input.repository.raw_change(id)?;
            let openpgp = matches!(raw.signature, SignatureState::OpenPgp(_));
            if openpgp || matches!(raw.signature, SignatureState::Ssh(_)) {
                let author = format!("{} <{}>", raw.author.name, raw.author.email);
                listed.push(SignedChange {
                    id: id.to_string(),
                    author,
                    openpgp,
                });
            } else {
                unsigned += 1;
            }
        }
        let wholes: BTreeMap<u32, Revision> = contracts
            .iter()
            .map(|(number, contract)| (*number, contract::whole(contract)))
            .collect();
        let mut records = Vec::new();
        for entry in &self.dossier.entries {
            let signer = entry.appraised.signer().map(str::to_owned);
            // A sign that ends the line would begin another command.
            let signer = signer.filter(|signer| !signer.contains(char::is_control));
            let (Some(file), Some(signer), Some(signature)) = (self.file_of(entry), signer, &entry.signature) else {
                unsigned += 1;
                continue;
            };
            let named = entry.appraised.record.as_ref().map(|record| record.whole);
            let whole = wholes.iter().find(|(_, whole)| Some(**whole) == named);
            records.push(SignedRecord {
                file,
                signer,
                openpgp: is_openpgp(signature),
                whole: whole.map(|(number, _)| format!("rounds/{number}.whole")),
            });
        }
        let text_of = |change: &Change| is_plain_name(&change.path).then(|| change.path.clone());
        let rounds = self.rounds().rounds.iter().filter_map(|round| {
            let last = round.last();
            Some(RoundText {
                number: round.number,
                change: last.id.to_string(),
                path: text_of(last)?,
                blob: round.text()?.to_string(),
                whole: wholes.get(&round.number).map(Revision::hex),
            })
        });
        let first = self.rounds().rounds.first().map(crate::negotiation::Round::made_by);
        let negotiation = self
            .dossier
            .negotiation
            .zip(first)
            .and_then(|(id, first)| Some((id.hex(), first.id.to_string(), text_of(first)?)));
        let example = contracts.values().next_back().and_then(|contract| {
            let visits = contract.walk();
            let clause = visits
                .iter()
                .map(|visit| visit.clause)
                .find(|clause| !clause.text.trim().is_empty())?;
            Some((
                clause.id.clone(),
                contract::canonical(clause),
                contract::revision(clause).hex(),
            ))
        });
        Ok(HowTo {
            contract: self.name.to_owned(),
            head: self.head.to_string(),
            negotiation,
            changes: listed,
            unsigned,
            records,
            rounds: rounds.collect(),
            example,
        })
    }
}

/// What stock tools need to know the keys of `ssh-keygen`.
fn signers(listed: &[(String, PublicKey)]) -> String {
    let line = |(email, key): &(String, PublicKey)| {
        // An address that would mean something else there is left out: nothing by it verifies.
        allowed_signers(&[AllowedSigner {
            email,
            key,
            namespaces: &[SIGNED_CHANGE, POSITIONS],
        }])
        .unwrap_or_default()
    };
    listed.iter().map(line).collect()
}

/// A record in words.
fn row(entry: &RecordEntry) -> RecordRow {
    let state = match &entry.appraised.trust {
        Trust::Verified => "verified".to_owned(),
        Trust::Unconfirmed => "verified, key not confirmed".to_owned(),
        Trust::Claimed => "claimed, not verified".to_owned(),
        Trust::Reported if entry.signature.is_some() => "reported, signed by the reporter".to_owned(),
        Trust::Reported => "reported, not signed".to_owned(),
        Trust::Void(why) => format!("does not count: {}", why.english()),
    };
    let base = RecordRow {
        party: entry.file.party.clone(),
        state,
        file: entry.file.path.clone(),
        change: entry.file.added.to_string(),
        ..RecordRow::default()
    };
    if let Some(comment) = &entry.appraised.comment {
        return RecordRow {
            signer: comment.signer.clone(),
            round: entry.round.to_string(),
            decision: if comment.resolves.is_some() {
                "comment resolved"
            } else {
                "comment"
            }
            .to_owned(),
            clauses: vec![(
                comment.clause.id.clone(),
                comment.clause.revision.map(|revision| revision.to_string()),
            )],
            reason: match &comment.on {
                Some(on) => format!("on “{on}”: {}", comment.text),
                None => comment.text.clone(),
            },
            at: comment.at.to_rfc3339(),
            key: comment.key.clone().unwrap_or_default(),
            ..base
        };
    }
    let Some(record) = &entry.appraised.record else {
        return base;
    };
    let clauses = record.clauses.iter();
    RecordRow {
        reported: record
            .speaks_for
            .clone()
            .map(|holder| (holder, record.reported.clone().unwrap_or_default())),
        signer: record.signer.clone(),
        seq: record.seq.to_string(),
        round: entry.round.to_string(),
        decision: record.decision.word().to_owned(),
        clauses: clauses
            .map(|one| (one.id.clone(), one.revision.map(|revision| revision.to_string())))
            .collect(),
        reason: record.reason.clone().unwrap_or_default(),
        at: record.at.to_rfc3339(),
        key: record.key.clone().unwrap_or_default(),
        withdraws: record.withdraws.map(|id| id.to_string()).unwrap_or_default(),
        ..base
    }
}
