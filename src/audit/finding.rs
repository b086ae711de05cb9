//! What an audit found, and what that amounts to.

use crate::history::CommitGraph;
use crate::language::{Language, say};
use crate::negotiation::CommitId;

use super::account::Account;
use super::kinds::{Fate, FindingKind, KeepingFinding, PartyFinding};

/// How grave a finding is; the gravest comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::VariantArray)]
pub enum Severity {
    /// The record or the history does not hold, or a contract has a fault of drafting that has to be mended.
    Fail,
    /// Something stands in the way, so that it cannot be said whether it holds.
    CannotVerify,
    /// It holds, and somebody should know this all the same.
    Warning,
}

impl Severity {
    /// The word by which programs know it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Fail => "fail",
            Self::CannotVerify => "cannot-verify",
            Self::Warning => "warning",
        }
    }
}

/// One thing that an audit found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The number of the check, 1 to 23.
    pub check: u8,
    /// Names the kind of finding for programs, such as `A05-signature`; never changes its meaning.
    pub code: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// The contract, by its name in round 1.
    pub contract: Option<String>,
    /// The clause's id.
    pub clause: Option<String>,
    /// The change of history that it is about.
    pub commit: Option<CommitId>,
    /// The person or the party it is about.
    pub who: Option<String>,
    /// The file, from the top of the repository.
    pub file: Option<String>,
    /// What was found, with its facts.
    pub what: FindingKind,
    /// How many more findings of the same kind it stands for.
    pub more: usize,
}

impl Finding {
    /// Whether it is about how the words or the file of a contract are drafted. What else there is concerns the record:
    /// who said what, and whether that can be relied upon.
    #[must_use]
    pub fn is_of_text(&self) -> bool {
        matches!(self.what, FindingKind::Text(_))
    }

    /// Whether it is a fault of drafting that was mended since.
    #[must_use]
    pub fn is_mended(&self) -> bool {
        matches!(&self.what, FindingKind::Text(what) if *what.fate() != Fate::Stands)
    }

    /// Whether it says of a party that all its keys were replaced without one of them, or that others were compared.
    #[must_use]
    pub fn is_reset_of(&self, party: &str) -> bool {
        match &self.what {
            FindingKind::Party(PartyFinding::Reset { party: of, .. })
            | FindingKind::Keeping(KeepingFinding::OtherKeysListed { party: of, .. }) => of == party,
            _ => false,
        }
    }

    /// A finding of a check about nothing in particular yet.
    pub(super) fn new(severity: Severity, what: impl Into<FindingKind>) -> Self {
        let what = what.into();
        let code = what.code();
        // Every code begins with `A` and the check's number in two digits.
        let check = code
            .get(1..3)
            .and_then(|number| number.parse().ok())
            .unwrap_or_default();
        Self {
            check,
            code,
            severity,
            contract: None,
            clause: None,
            commit: None,
            who: None,
            file: None,
            what,
            more: 0,
        }
    }

    pub(super) fn fail(what: impl Into<FindingKind>) -> Self {
        Self::new(Severity::Fail, what)
    }

    pub(super) fn warning(what: impl Into<FindingKind>) -> Self {
        Self::new(Severity::Warning, what)
    }

    /// What was found, a plain sentence. May hold anything that stands in the repository.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        let told = self.what.message(language);
        match self.more {
            0 => told,
            1 => say!(
                language,
                "{told} The same holds for one more change.",
                "{told}另有 1 次提交与此相同。"
            ),
            more => {
                say!(
                    language,
                    "{told} The same holds for {more} more changes.",
                    "{told}另有 {more} 次提交与此相同。"
                )
            }
        }
    }

    /// What to do next, a plain sentence.
    #[must_use]
    pub fn remedy(&self, language: Language) -> String {
        self.what.remedy(language)
    }

    pub(super) fn of(self, contract: &str) -> Self {
        Self {
            contract: Some(contract.to_owned()),
            ..self
        }
    }

    pub(super) fn clause(self, clause: &str) -> Self {
        Self {
            clause: Some(clause.to_owned()),
            ..self
        }
    }

    pub(super) fn at(self, change: CommitId) -> Self {
        Self {
            commit: Some(change),
            ..self
        }
    }

    pub(super) fn by(self, who: &str) -> Self {
        Self {
            who: Some(who.to_owned()),
            ..self
        }
    }

    pub(super) fn in_file(self, file: &str) -> Self {
        Self {
            file: Some(file.to_owned()),
            ..self
        }
    }

    /// What makes it the same finding in two audits of histories of which one contains the other.
    pub(super) fn identity(&self) -> (&'static str, [Option<&str>; 4], Option<CommitId>) {
        let named = [&self.contract, &self.clause, &self.who, &self.file].map(Option::as_deref);
        (self.code, named, self.commit)
    }
}

/// What an audit amounts to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Everything holds; there may be warnings.
    Holds,
    /// At least one check fails. That stays true whatever could not be verified beside it.
    Fails,
    /// Nothing is known to fail, and something could not be verified.
    CannotVerify,
}

impl Verdict {
    /// The exit status of a program that says so.
    #[must_use]
    pub fn exit_status(self) -> u8 {
        match self {
            Self::Holds => 0,
            Self::Fails => 1,
            Self::CannotVerify => 3,
        }
    }

    /// The word by which programs know it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Fails => "fails",
            Self::CannotVerify => "cannot-verify",
        }
    }
}

/// Everything that an audit found, in an order that does not depend on who audits.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AuditReport {
    /// By check, contract, place in history, file and clause.
    pub findings: Vec<Finding>,
    /// What was done to each contract, by whom: a summary for somebody who was not there.
    pub accounts: Vec<Account>,
    /// The newest change that was audited; `None` before the first.
    pub head: Option<CommitId>,
    /// How many changes of contracts and records were looked at.
    pub changes: usize,
    /// How many records.
    pub records: usize,
    /// How many signatures of changes and records are good, whoever made them.
    pub signatures: usize,
    /// How many contracts, deleted ones included.
    pub contracts: usize,
}

impl AuditReport {
    /// What it all amounts to, the drafting of the contracts included.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        verdict(self.findings.iter())
    }

    /// What it amounts to for the record alone. A fault in the words of a contract makes no record unsound.
    #[must_use]
    pub fn record(&self) -> Verdict {
        verdict(self.findings.iter().filter(|finding| !finding.is_of_text()))
    }

    /// How many faults in the words or files of the contracts have to be mended.
    #[must_use]
    pub fn faults_of_text(&self) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.is_of_text() && finding.severity == Severity::Fail)
            .count()
    }

    /// Puts the findings into their order, each once.
    pub(super) fn sort(&mut self, graph: Option<&CommitGraph>) {
        let order = |change: Option<CommitId>| change.and_then(|change| graph.and_then(|graph| graph.order(change)));
        self.findings.sort_by_cached_key(|one| {
            let named = (one.file.clone(), one.clause.clone());
            let told = one.message(Language::English);
            (
                one.check,
                one.contract.clone(),
                order(one.commit),
                named,
                one.code,
                one.who.clone(),
                told,
            )
        });
        self.findings.dedup();
    }
}

fn verdict<'f>(findings: impl Iterator<Item = &'f Finding>) -> Verdict {
    let severities: Vec<Severity> = findings.map(|finding| finding.severity).collect();
    let any = |severity| severities.contains(&severity);
    if any(Severity::Fail) {
        Verdict::Fails
    } else if any(Severity::CannotVerify) {
        Verdict::CannotVerify
    } else {
        Verdict::Holds
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::kinds::{KeepingFinding, NameFinding, TextFinding, VersionFault};

    #[test]
    fn a_failure_outweighs_what_cannot_be_verified_and_warnings_weigh_nothing() {
        let verdict = |severities: &[Severity]| {
            let findings = severities
                .iter()
                .map(|one| Finding::new(*one, KeepingFinding::Rewritten))
                .collect();
            AuditReport {
                findings,
                ..AuditReport::default()
            }
            .verdict()
            .exit_status()
        };
        assert_eq!(verdict(&[]), 0);
        assert_eq!(verdict(&[Severity::Warning]), 0);
        assert_eq!(verdict(&[Severity::Warning, Severity::CannotVerify]), 3);
        assert_eq!(verdict(&[Severity::CannotVerify, Severity::Fail]), 1);
    }

    #[test]
    fn a_fault_of_drafting_says_nothing_of_the_record() {
        let fault = VersionFault::History(crate::history::Error::Overtaken);
        let of_text = TextFinding::Version {
            author: String::new(),
            fault,
            fate: Fate::Stands,
        };
        let mut report = AuditReport {
            findings: vec![Finding::fail(of_text)],
            ..AuditReport::default()
        };
        assert_eq!(
            (report.record(), report.verdict(), report.faults_of_text()),
            (Verdict::Holds, Verdict::Fails, 1)
        );
        report
            .findings
            .push(Finding::new(Severity::CannotVerify, KeepingFinding::Rewritten));
        assert_eq!(
            (report.record(), report.verdict()),
            (Verdict::CannotVerify, Verdict::Fails)
        );
    }

    #[test]
    fn the_check_stands_in_the_code() {
        assert_eq!(Finding::fail(KeepingFinding::Rewritten).check, 4);
        assert_eq!(Finding::fail(NameFinding::NameUsedAgain(String::new())).check, 22);
    }
}
