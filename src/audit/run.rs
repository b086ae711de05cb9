//! One audit from beginning to end.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset};

use crate::history::{Error, Histories, KnownContract, RecordFile, Repository, Walk};
use crate::negotiation::{Change, CommitId, TextId};

use super::account::{self, Account};
use super::appraisal::{Appraisal, RecordInput};
use super::audited_contract::AuditedContract;
use super::belonging::Belonging;
use super::finding::{AuditReport, Finding, Severity};
use super::history_scan::{HistoryScan, Progress, Stage};
use super::memory::Memory;
use super::name_register::{self, NameRegister};
use super::text_at_commit::TextAtCommit;
use super::texts::{Texts, fold};
use super::version::DigestedVersions;
use super::{
    accepted, comments, copy, keeping, merge_content, merges, parties, paths, records, resting, signatures, stamps,
    wordings,
};

/// What is to be audited.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditScope {
    /// One contract alone, by its name today or in round 1; everything when `None`.
    pub contract: Option<String>,
    /// Only what the second point has that the first had not, or all that is behind it where there is no first;
    /// everything that the repository stands at when `None`.
    pub range: Option<(Option<CommitId>, CommitId)>,
}

/// Audits a repository, which has to be opened with [`Repository::open_for_audit`].
///
/// Whatever git cannot read becomes a finding: no error ends as success.
///
/// # Errors
///
/// [`Error::NoSuchContract`] when the contract asked for is unknown to a history that can be read.
pub fn audit(
    repository: &Repository,
    memory: &Memory,
    scope: &AuditScope,
    now: DateTime<FixedOffset>,
    progress: &mut dyn FnMut(Progress),
) -> Result<AuditReport, Error> {
    let contract = scope.contract.as_deref();
    let Some((old, new)) = scope.range else {
        return Auditor {
            repository,
            memory,
            contract,
            now,
        }
        .report(None, progress);
    };
    let mut report = Auditor {
        repository,
        memory,
        contract,
        now,
    }
    .report(Some(new), progress)?;
    let Some(old) = old else { return Ok(report) };
    let before = Auditor {
        repository,
        memory,
        contract: None,
        now,
    }
    .report(Some(old), progress)?;
    let known: BTreeSet<_> = before.findings.iter().map(Finding::identity).collect();
    // What stands in the way of a verification does so whenever it came about.
    report
        .findings
        .retain(|one| one.severity == Severity::CannotVerify || !known.contains(&one.identity()));
    Ok(report)
}

/// What an audit finds about one contract.
pub(super) struct OfContract {
    pub(super) findings: Vec<Finding>,
    /// How many of its records have a good signature.
    pub(super) signatures: usize,
    /// What was done by whom.
    account: Account,
    /// Whether it is gone, and was finished when it went.
    pub(super) archived: bool,
}

/// A contract with all that its history holds of it.
struct ContractHistory<'a> {
    found: &'a KnownContract,
    changes: Vec<Change>,
    files: Vec<RecordFile>,
}

impl ContractHistory<'_> {
    fn never_used_adidem(&self) -> bool {
        self.files.is_empty() && self.changes.iter().all(|change| change.sent.is_none())
    }
}

/// What an audit looks at: the history as it was scanned, and the contracts in it.
struct UnderAudit<'a> {
    scan: &'a HistoryScan<'a>,
    head: CommitId,
    all: &'a [ContractHistory<'a>],
    /// Those that were asked for.
    wanted: &'a [&'a KnownContract],
    /// Whether nothing stands in the way of reading the whole copy.
    is_whole: bool,
}

impl UnderAudit<'_> {
    /// Whether a contract is gone and had the name or the place of one that was asked for.
    fn is_gone_namesake(&self, gone: &KnownContract) -> bool {
        let follows = |one: &&KnownContract| {
            one.path == gone.path || one.name == gone.original_name || one.original_name == gone.original_name
        };
        gone.text.is_none() && self.wanted.iter().any(follows)
    }
}

pub(super) struct Auditor<'a> {
    pub(super) repository: &'a Repository,
    pub(super) memory: &'a Memory,
    pub(super) contract: Option<&'a str>,
    pub(super) now: DateTime<FixedOffset>,
}

impl Auditor<'_> {
    fn report(&self, head: Option<CommitId>, progress: &mut dyn FnMut(Progress)) -> Result<AuditReport, Error> {
        let mut report = AuditReport::default();
        let head = head.map_or_else(|| self.repository.newest(), |head| Ok(Some(head)));
        let obstacles = copy::obstacles(self.repository);
        let is_whole = obstacles.as_ref().is_ok_and(Vec::is_empty);
        keep(&mut report, obstacles, is_whole);
        let scan = match head {
            Ok(Some(head)) => {
                report.head = Some(head);
                HistoryScan::read(self.repository, head, self.now, progress)
            }
            Ok(None) => return Ok(report),
            Err(error) => Err(error),
        };
        let scan = match scan {
            Ok(scan) => scan,
            Err(error) => {
                report.findings.push(copy::failure(error, is_whole));
                return Ok(report);
            }
        };
        let looked = self.look(&scan, &mut report, is_whole, progress);
        match looked {
            Ok(()) => {}
            Err(error @ Error::NoSuchContract { .. }) => return Err(error),
            Err(error) => report.findings.push(copy::failure(error, is_whole)),
        }
        report.sort(Some(&scan.graph));
        Ok(report)
    }

    fn look(
        &self,
        scan: &HistoryScan<'_>,
        report: &mut AuditReport,
        is_whole: bool,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(), Error> {
        let Some(head) = report.head else { return Ok(()) };
        report.changes = scan.touches.len();
        report.signatures = scan.signed.values().filter(|signed| signed.is_ok()).count();
        report
            .findings
            .extend(keeping::last_audited(&scan.graph, head, self.memory));
        let histories = Walk::behind(self.repository, head);
        let contracts = histories.contracts()?;
        let names: Vec<String> = contracts.iter().map(|found| found.original_name.clone()).collect();
        let wanted: Vec<&KnownContract> = contracts
            .iter()
            .filter(|found| {
                self.contract
                    .is_none_or(|name| found.name == name || found.original_name == name)
            })
            .collect();
        let vanished = keeping::vanished(&names, self.memory);
        if let (Some(name), true) = (self.contract, wanted.is_empty()) {
            let gone = vanished
                .into_iter()
                .find(|finding| finding.contract.as_deref() == Some(name));
            let unknown = || Error::NoSuchContract {
                name: name.to_owned(),
                known: names,
            };
            report.findings.push(gone.ok_or_else(unknown)?);
            return Ok(());
        }
        let mut all = Vec::new();
        for found in &contracts {
            all.push(ContractHistory {
                found,
                changes: histories.changes(&found.name)?,
                files: histories.records(found)?,
            });
        }
        let audited = UnderAudit {
            scan,
            head,
            all: &all,
            wanted: &wanted,
            is_whole,
        };
        let findings = self.outside_contracts(&audited, vanished);
        report.findings.extend(findings);
        let archived = self.each_contract(&audited, report, progress);
        let ends = |found: &KnownContract| {
            let known = all.iter().find(|one| one.found == found);
            known.and_then(|one| name_register::ends(&one.changes))
        };
        let by_name = NameRegister::of(
            (self.repository.contracts_folder(), &scan.graph),
            &contracts,
            &archived,
            &ends,
        );
        report
            .findings
            .extend(wanted.iter().flat_map(|found| by_name.taken(found)));
        report.accounts.sort_by(|one, other| one.contract.cmp(&other.contract));
        Ok(())
    }

    /// What is found beside the contracts' own histories, as far as it concerns what was asked for.
    fn outside_contracts(&self, audited: &UnderAudit<'_>, vanished: Vec<Finding>) -> Vec<Finding> {
        let UnderAudit {
            scan, head, is_whole, ..
        } = *audited;
        let belonging = Belonging::of(
            scan,
            audited
                .all
                .iter()
                .map(|one| (one.found.original_name.as_str(), &one.changes[..])),
        );
        let record_paths: BTreeSet<String> = audited
            .all
            .iter()
            .flat_map(|one| one.files.iter().map(|file| file.path.clone()))
            .collect();
        let is_wanted = |name: &str| audited.wanted.iter().any(|found| found.original_name == name);
        let mut everywhere = AuditReport::default();
        everywhere.findings.extend(vanished);
        everywhere.findings.extend(signatures::dates(scan));
        let local = paths::local(scan).map(|found| found.into_iter().collect());
        let texts = read_all(scan, |path| belonging.owner(path).is_none_or(is_wanted));
        for found in [
            merges::add_only(scan, head),
            signatures::heads(scan),
            paths::check(scan, &[]),
            local,
            paths::nowhere(scan, head),
            paths::strays(scan, head, &record_paths),
            texts,
        ] {
            keep(&mut everywhere, found, is_whole);
        }
        let concerns_wanted = |finding: &Finding| {
            let mut wanted = audited.wanted.iter();
            self.contract.is_none() || wanted.any(|found| belonging.concerns(finding, &found.original_name))
        };
        everywhere
            .findings
            .into_iter()
            .map(|finding| belonging.settled(finding))
            .filter(concerns_wanted)
            .collect()
    }

    /// Audits the contracts that were asked for, one by one; the names of those that are archived.
    fn each_contract<'k>(
        &self,
        audited: &UnderAudit<'k>,
        report: &mut AuditReport,
        progress: &mut dyn FnMut(Progress),
    ) -> Vec<&'k str> {
        let mut archived: Vec<&str> = Vec::new();
        // Who never used adidem cannot have broken its rules.
        let never_used = audited.all.iter().all(ContractHistory::never_used_adidem);
        for one in audited.all {
            let found = one.found;
            let is_wanted = audited.wanted.contains(&found);
            // Whether a name may be used again rests on the contract that had it.
            if !is_wanted && !audited.is_gone_namesake(found) {
                continue;
            }
            if is_wanted {
                progress(Progress {
                    stage: Stage::Contracts,
                    done: report.contracts,
                    total: audited.wanted.len(),
                });
                report.contracts += 1;
                report.records += one.files.len();
            }
            let (scan, head) = (audited.scan, audited.head);
            let outcome = self.contract(scan, head, &found.original_name, &one.changes, &one.files, never_used);
            if outcome.as_ref().is_ok_and(|outcome| outcome.archived) {
                archived.push(&found.name);
            }
            match outcome {
                _ if !is_wanted => {}
                Ok(outcome) => {
                    report.findings.extend(outcome.findings);
                    report.accounts.push(outcome.account);
                    report.signatures += outcome.signatures;
                }
                Err(error) => report
                    .findings
                    .push(copy::failure(error, audited.is_whole).of(&found.original_name)),
            }
        }
        archived
    }

    /// What is found about one contract.
    pub(super) fn contract(
        &self,
        scan: &HistoryScan<'_>,
        head: CommitId,
        name: &str,
        changes: &[Change],
        files: &[RecordFile],
        never_used: bool,
    ) -> Result<OfContract, Error> {
        let repository = self.repository;
        let mut versions = DigestedVersions::default();
        let texts: Vec<TextId> = changes
            .iter()
            .flat_map(|change| change.before.iter().copied().chain([change.after]))
            .flatten()
            .collect();
        versions.learn(repository, &texts)?;
        let whereabouts = TextAtCommit::of(repository, &scan.graph, changes)?;
        let texts = Texts::with_past(repository, &scan.graph);
        let merges = merge_content::introduced(&texts, &scan.graph, changes, &whereabouts)?;
        let rounds = fold(&texts, changes, &texts.closed_in(&scan.graph, changes, files)?)?;
        let (graph, memory) = (&scan.graph, self.memory);
        let input = RecordInput {
            repository,
            contract: name,
            changes,
            rounds: &rounds,
            files,
            graph,
            memory,
        };
        let dossier = Appraisal::of(&input)?;
        let audited = AuditedContract {
            scan,
            name,
            changes,
            rounds: &rounds,
            files,
            versions: &versions,
            whereabouts: &whereabouts,
            dossier: &dossier,
            merges: &merges,
            newest: whereabouts.at(graph, head),
            stances: OnceCell::new(),
        };
        let mut found = signatures::check(&audited);
        let archived = name_register::is_archived(&audited);
        found.extend(accepted::check(&audited, archived)?);
        if never_used {
            found = grouped(found);
        }
        found.extend(keeping::confirmed(&audited, memory));
        found.extend(keeping::bases(&audited));
        found.extend(merges::check(&audited));
        found.extend(merges::beside(&audited)?);
        found.extend(records::check(&audited));
        found.extend(comments::check(&audited, &texts)?);
        found.extend(stamps::check(&audited));
        found.extend(accepted::definitions(&audited)?);
        let resting = resting::resting(&dossier.entries);
        found.extend(wordings::hidden(&audited, &resting));
        found.extend(wordings::odd_ids(&audited));
        found.extend(wordings::unfinished(&audited, &resting));
        found.extend(wordings::hygiene(&audited, &resting));
        found.extend(parties::check(&audited));
        found.extend(parties::people(&audited));
        let good = dossier
            .entries
            .iter()
            .filter(|entry| entry.appraised.key.is_some())
            .count();
        found.extend(name_register::beginnings(&audited));
        let account = account::of(&audited, memory);
        Ok(OfContract {
            findings: found,
            signatures: good,
            account,
            archived,
        })
    }
}

/// Adds what was found, or what kept it from being found.
fn keep(report: &mut AuditReport, found: Result<Vec<Finding>, Error>, is_whole: bool) {
    match found {
        Ok(found) => report.findings.extend(found),
        Err(error) => report.findings.push(copy::failure(error, is_whole)),
    }
}

/// One warning for each kind and author, in place of one for each change.
fn grouped(found: Vec<Finding>) -> Vec<Finding> {
    let mut groups: BTreeMap<(&'static str, Option<String>), (Finding, usize)> = BTreeMap::new();
    for finding in found {
        let key = (finding.code, finding.who.clone());
        groups
            .entry(key)
            .and_modify(|(_, count)| *count += 1)
            .or_insert((finding, 0));
    }
    let one = |(finding, more): (Finding, usize)| Finding {
        severity: Severity::Warning,
        more,
        ..finding
    };
    groups.into_values().map(one).collect()
}

/// Reads what no other check reads: any file of contracts and records may be damaged.
fn read_all(scan: &HistoryScan<'_>, wanted: impl Fn(&str) -> bool) -> Result<Vec<Finding>, Error> {
    let texts: Vec<TextId> = paths::contents(scan, wanted).into_iter().collect();
    scan.repository.look_at(&texts).map(|()| Vec::new())
}
